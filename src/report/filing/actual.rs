//! How a plan was carried out, by operating records: a month for the report that is due on the 15th of the next, or the season for
//! the summary that is due on 15 April.

use super::{Origin, Reader, close, tonnes, year_on_year};
use crate::audit::furnace::FurnaceSums;
use crate::audit::{Audit, AuditKind, Finding, SteelLine};
use crate::document::{Block, Cell, Document, Section, Table};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::lang::numbers::{date, percent2, year_month};
use crate::rules::RuleId;
use crate::say;
use crate::scenario::{EntIx, Scenario};
use chrono::{Datelike as _, Months, NaiveDate};

/// What a report on operation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A month.
    Month(i32, u32),
    /// The season, as far as records go.
    Season,
}

/// What was audited.
#[derive(Debug)]
pub struct Carried<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// What the audit found.
    pub audit: &'a Audit,
    /// What is reported.
    pub period: Period,
    /// For whom.
    pub reader: Reader,
    /// In which language.
    pub lang: Lang,
}

/// Planned and actual furnace-days, hot metal and crude steel, late starts and what else the records show; then the files behind it.
pub fn carried_out(c: &Carried, origins: &[Origin]) -> Document {
    let (s, lang) = (c.scenario, c.lang);
    let mut title = match c.period {
        Period::Month(y, m) => say!(lang, "carried-title-of-month", scenario = &s.name, month = year_month((y, m))),
        Period::Season => say!(lang, "carried-title-of-season", scenario = &s.name),
    };
    if let Some(e) = c.reader.mill {
        title = say!(lang, "carried-of-mill", title = title, mill = s.enterprises[e].label());
    }
    let mut sections = vec![c.overview(), c.mills()];
    if c.period == Period::Season {
        sections.push(c.months());
    }
    sections.push(c.steel());
    let (late, other): (Vec<&Finding>, Vec<&Finding>) =
        c.findings().into_iter().partition(|f| f.kind == AuditKind::LateStop);
    sections.push(c.found(say!(lang, "carried-late"), &late));
    sections.push(c.found(say!(lang, "carried-other"), &other));
    close::close(Document { lang, title, sections }, s, origins, c.reader)
}

/// The rules that furnace-days planned and stood answer to.
const FURNACES: &[(usize, &[RuleId])] = &[(1, &[RuleId::Concrete]), (2, &[RuleId::BfRatio])];

/// Crude steel of some mills and months, t; what is not known of each is not known of all.
struct Tonnes {
    planned: f64,
    statistics: Option<f64>,
    explained: Option<f64>,
    last_year: f64,
}

impl Tonnes {
    fn of(lines: &[&SteelLine]) -> Self {
        Self {
            planned: lines.iter().map(|l| l.planned).sum(),
            statistics: lines.iter().map(|l| l.statistics).sum(),
            explained: lines.iter().map(|l| l.explained).sum(),
            last_year: lines.iter().map(|l| l.last_year).sum(),
        }
    }
}

impl Carried<'_> {
    fn is_asked(&self, enterprise: EntIx, month: (i32, u32)) -> bool {
        self.reader.mill.is_none_or(|e| e == enterprise)
            && match self.period {
                Period::Month(y, m) => month == (y, m),
                Period::Season => true,
            }
    }

    fn sums(&self, of: impl Fn(EntIx, (i32, u32)) -> bool) -> FurnaceSums {
        let lines = self.audit.furnaces.iter().filter(|l| self.is_asked(l.enterprise, l.month) && of(l.enterprise, l.month));
        lines.fold(FurnaceSums::default(), |sum, l| sum.and(&l.sums))
    }

    fn findings(&self) -> Vec<&Finding> {
        // what judges the season is none of a month's
        let of_season = |f: &Finding| matches!(f.kind, AuditKind::RatioAchieved | AuditKind::SeasonForecast);
        let within = |f: &&Finding| match self.period {
            Period::Month(..) if of_season(f) => false,
            // a late start is told once, by the month in which it was due
            Period::Month(y, m) if f.kind == AuditKind::LateStop => (f.first.year(), f.first.month()) == (y, m),
            Period::Month(y, m) => (f.first.year(), f.first.month()) <= (y, m) && (y, m) <= (f.last.year(), f.last.month()),
            Period::Season => true,
        };
        let own = |f: &&Finding| self.reader.mill.is_none_or(|e| f.place.enterprise == Some(e));
        self.audit.findings.iter().filter(within).filter(own).collect()
    }

    /// Late starts of blast furnaces.
    fn late_furnaces(&self) -> Vec<&Finding> {
        let is_furnace = |f: &&Finding| f.place.unit.is_some_and(|u| self.scenario.units[u].kind == Kind::BlastFurnace);
        self.findings().into_iter().filter(|f| f.kind == AuditKind::LateStop).filter(is_furnace).collect()
    }

    /// What it covers, and by when it is due.
    fn overview(&self) -> Section {
        let (s, lang, span) = (self.scenario, self.lang, self.audit.span);
        let end = s.season.end();
        let due = match self.period {
            Period::Month(y, m) => NaiveDate::from_ymd_opt(y, m, 15).map(|d| d + Months::new(1)),
            Period::Season => NaiveDate::from_ymd_opt(end.year(), 4, 15).filter(|d| *d > end),
        };
        let days = match self.period {
            Period::Month(y, m) => s.season.months().into_iter().find(|x| (x.0, x.1) == (y, m)).map_or(span, |x| x.2),
            Period::Season => s.season.all(),
        };
        let known = days.intersect(span);
        let text = if known.is_empty() {
            say!(lang, "carried-no-records")
        } else {
            let [first, last] = [known.first, known.end - 1].map(|d| date(s.season.date(d), lang));
            say!(lang, "carried-records", first = first, last = last)
        };
        let mut blocks = vec![Block::Text(text, vec![])];
        if let Some(due) = due {
            blocks.push(Block::Text(say!(lang, "carried-due", due = date(due, lang)), vec![]));
        }
        let sum = self.sums(|_, _| true);
        let late = self.findings().iter().filter(|f| f.kind == AuditKind::LateStop).count();
        let breaches = self.findings().iter().filter(|f| f.verdict == crate::audit::Verdict::Breach).count();
        let days = |x: f64| crate::lang::numbers::trimmed(x, 1);
        let steel = Tonnes::of(&self.steel_lines());
        if let Some(made) = steel.statistics.or(steel.explained).filter(|_| steel.last_year > 0.0) {
            let tonnes = |t: f64| crate::lang::numbers::tonnes(t, lang);
            let (planned, last) = (tonnes(steel.planned), tonnes(steel.last_year));
            let change = percent2(made / steel.last_year - 1.0);
            let words =
                say!(lang, "carried-steel-words", made = tonnes(made), planned = planned, last = last, change = change);
            blocks.push(Block::Text(words, vec![RuleId::SteelYoy]));
        }
        if sum.recorded == 0 {
            return Section { title: say!(lang, "filing-overview"), blocks };
        }
        blocks.push(Block::Text(
            say!(
                lang,
                "carried-words",
                unrecorded = sum.unrecorded,
                stopped = sum.stopped_days,
                planned = days(sum.planned_days),
                made = crate::lang::numbers::tonnes(sum.made_t, lang),
                plan = crate::lang::numbers::tonnes(sum.planned_t, lang),
                late = late,
                breaches = breaches,
            ),
            vec![RuleId::Concrete],
        ));
        Section { title: say!(lang, "filing-overview"), blocks }
    }

    fn row(&self, name: String, sum: FurnaceSums, late: usize) -> Vec<Cell> {
        let known = |cell: Cell| Cell::or_dash((sum.recorded > 0).then_some(cell));
        vec![
            Cell::text(name),
            Cell::number(sum.planned_days, 1),
            known(Cell::number(sum.stopped_days as f64, 0)),
            known(Cell::number(sum.stopped_days as f64 - sum.planned_recorded, 1)),
            Cell::number(sum.unrecorded as f64, 0),
            tonnes(sum.planned_t, self.lang),
            known(tonnes(sum.made_t, self.lang)),
            known(Cell::number(late as f64, 0)),
        ]
    }

    /// A line a mill with furnaces.
    fn mills(&self) -> Section {
        let (s, lang) = (self.scenario, self.lang);
        let mut t = Table::new(&say!(lang, "carried-mills-columns"), FURNACES);
        let late = self.late_furnaces();
        let late = |e: EntIx| late.iter().filter(|f| f.place.enterprise == Some(e)).count();
        let mut mills: Vec<EntIx> = self.audit.furnaces.iter().map(|l| l.enterprise).collect();
        mills.dedup();
        for e in mills.into_iter().filter(|&e| self.reader.mill.is_none_or(|m| m == e)) {
            t.rows.push(self.row(s.enterprises[e].label(), self.sums(|x, _| x == e), late(e)));
        }
        if t.rows.len() > 1 {
            let late = (0..s.enterprises.len()).map(late).sum();
            t.rows.push(self.row(say!(lang, "filing-all"), self.sums(|_, _| true), late));
        }
        Section { title: say!(lang, "carried-mills"), blocks: vec![Block::Table(t)] }
    }

    /// A line a month.
    fn months(&self) -> Section {
        let lang = self.lang;
        let mut t = Table::new(&say!(lang, "carried-months-columns"), FURNACES);
        let found = self.late_furnaces();
        for (y, m, _) in self.scenario.season.months() {
            let began = |f: &&&Finding| (f.first.year(), f.first.month()) == (y, m);
            let late = found.iter().filter(began).count();
            t.rows.push(self.row(year_month((y, m)), self.sums(|_, month| month == (y, m)), late));
        }
        Section { title: say!(lang, "carried-months"), blocks: vec![Block::Table(t)] }
    }

    /// The months of crude steel that are reported.
    fn steel_lines(&self) -> Vec<&SteelLine> {
        self.audit.steel.iter().filter(|l| self.is_asked(l.enterprise, l.month)).collect()
    }

    /// Crude steel by mill and month against plan, last year and what is left of the cap.
    fn steel(&self) -> Section {
        let (s, lang) = (self.scenario, self.lang);
        let rules: &[(usize, &[RuleId])] = &[(6, &[RuleId::SteelYoy]), (7, &[RuleId::SteelYear])];
        let mut t = Table::new(&say!(lang, "carried-steel-columns"), rules);
        let amount = |x: Option<f64>| Cell::or_dash(x.map(|x| tonnes(x, lang)));
        let mut line = |name: String, month: String, x: &Tonnes, quota_left: Cell| {
            let made = x.statistics.or(x.explained);
            t.rows.push(vec![
                Cell::text(name),
                Cell::text(month),
                amount(Some(x.planned)),
                amount(x.statistics),
                amount(x.explained),
                amount(Some(x.last_year)),
                made.map_or_else(|| Cell::text("–"), |t| year_on_year(t, x.last_year)),
                quota_left,
            ]);
        };
        let lines = self.steel_lines();
        for l in &lines {
            let left = if self.reader.public { Cell::text("") } else { amount(l.quota_left) };
            line(s.enterprises[l.enterprise].label(), year_month(l.month), &Tonnes::of(&[l]), left);
        }
        let mut months: Vec<(i32, u32)> = lines.iter().map(|l| l.month).collect();
        months.sort_unstable();
        months.dedup();
        if lines.len() > months.len() {
            for &month in &months {
                let of: Vec<&SteelLine> = lines.iter().copied().filter(|l| l.month == month).collect();
                line(say!(lang, "filing-all"), year_month(month), &Tonnes::of(&of), Cell::text(""));
            }
        }
        if months.len() > 1 {
            line(say!(lang, "filing-all"), String::new(), &Tonnes::of(&lines), Cell::text(""));
        }
        let block = if t.rows.is_empty() {
            Block::Text(say!(lang, "carried-no-steel"), vec![])
        } else {
            Block::Table(t.without_empty())
        };
        Section { title: say!(lang, "filing-steel"), blocks: vec![block] }
    }

    fn found(&self, title: String, found: &[&Finding]) -> Section {
        let (s, lang) = (self.scenario, self.lang);
        if found.is_empty() {
            return Section { title, blocks: vec![Block::Text(say!(lang, "carried-none"), vec![])] };
        }
        let mut t = Table::new(&say!(lang, "carried-findings-columns"), &[]);
        for f in found {
            let record = f.kind.record();
            let hidden = self.reader.public && matches!(f.kind, AuditKind::SteelLimit | AuditKind::SeasonForecast);
            t.rows.push(vec![
                Cell::text(record.id),
                Cell::text(f.verdict.name().pick(lang)),
                Cell::text(record.name.pick(lang)),
                Cell::text(
                    f.place.enterprise.map_or_else(|| s.cities[f.place.city].name.clone(), |e| s.enterprises[e].label()),
                ),
                Cell::text(f.place.unit.map_or_else(|| f.place.kind.map_or("", |k| k.name(lang)), |u| &s.units[u].id)),
                Cell::date(f.first),
                Cell::date(f.last),
                Cell::text(if hidden { "" } else { f.note.pick(lang) }).with_rules(f.rule.as_slice()),
            ]);
        }
        Section { title, blocks: vec![Block::Table(t.without_empty())] }
    }
}
