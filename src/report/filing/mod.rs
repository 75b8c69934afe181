//! What a city publishes with its plan (错峰生产实施方案 附表), a mill's own sheet of it (一厂一策), and how it was carried out: the
//! content of `stagger report`, as a [`Document`] that any form can hold.

mod actual;
pub mod claimed;
mod close;
mod mills;
mod months;
mod moved;
mod units;

pub use actual::{Carried, Period, carried_out};

use super::summary;
use crate::both;
use crate::document::{Block, Cell, Document, Section, Table};
use crate::lang::numbers::{above_best, cny, span};
use crate::lang::{Lang, Note};
use crate::measure::cost::{CostTerms, total_cost, unit_cost};
use crate::plan::schedule::Schedule;
use crate::plan::{Plan, PlanFile};
use crate::records::SourceFile;
use crate::report::compare::terms;
use crate::report::findings::false_claim;
use crate::rules::finding::sort;
use crate::rules::reasons::Reasons;
use crate::rules::words::percent;
use crate::rules::{Finding, Named, RuleId, Severity, add_of_findings, all_rows, check_with_rows, margin::margins};
use crate::say;
use crate::scenario::{EntIx, Scenario, UnitIx};
use std::path::Path;

/// Whom a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reader {
    /// One mill: only what is its own.
    pub mill: Option<EntIx>,
    /// Everybody: no margins, quotas, CNY or prices.
    pub public: bool,
}

/// A file that a report was made from: what it is, its name, the SHA-256 of its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// What it is, in the report's language.
    pub what: String,
    /// Its name.
    pub name: String,
    /// In hexadecimal.
    pub sha256: String,
}

impl Origin {
    /// A plan's.
    pub fn of_plan(file: &PlanFile, lang: Lang) -> Self {
        Self { what: say!(lang, "filing-plan"), name: file_name(&file.path), sha256: file.hash.clone() }
    }

    /// A file of records; in a mill's sheet without its name, which may be another's.
    pub fn of_records(file: &SourceFile, reader: Reader, lang: Lang) -> Self {
        let name = if reader.mill.is_some() { "–".to_owned() } else { file_name(Path::new(&file.name)) };
        Self { what: say!(lang, "filing-records"), name, sha256: file.sha256.clone() }
    }

    /// The scenario's and its policy's.
    pub fn of_scenario(s: &Scenario, path: &Path, lang: Lang) -> [Self; 2] {
        [
            Self { what: say!(lang, "filing-scenario"), name: file_name(path), sha256: s.hash.clone() },
            Self { what: say!(lang, "filing-policy"), name: s.policy.name.clone(), sha256: s.policy.hash.clone() },
        ]
    }
}

/// A path without its folders, which are nobody's business but the planner's.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A plan and what is said of it.
#[derive(Debug)]
pub struct Filing<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    schedule: &'a Schedule,
    /// Those that its reader is to see.
    findings: Vec<Finding>,
    reader: Reader,
    lang: Lang,
}

impl<'a> Filing<'a> {
    /// A plan with what the checker finds of it.
    pub fn new(s: &'a Scenario, plan: &'a Plan, schedule: &'a Schedule, reader: Reader, lang: Lang) -> Self {
        let mut all = check_with_rows(s, plan, schedule, &all_rows(s));
        add_of_findings(s, &mut all);
        sort(&mut all);
        // what others break is no business of a mill's sheet
        let own = |f: &Finding| reader.mill.is_none_or(|e| f.enterprise == Some(Named::Known(e)));
        let findings = all.into_iter().filter(own).map(|f| seen(s, f, reader)).collect();
        Self { scenario: s, plan, schedule, findings, reader, lang }
    }

    /// The findings that its reader is to see.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The report: `charts` are the pages of its chart, `before` an earlier plan, `origins` the files behind it.
    pub fn document(&self, charts: Vec<String>, before: Option<&Schedule>, origins: &[Origin]) -> Document {
        let (s, lang) = (self.scenario, self.lang);
        let reasons = Reasons::new(s, self.schedule);
        let mut sections = vec![self.overview()];
        // a mill's first page is full
        let cost_first = self.reader.mill.is_none();
        let mut cost = (!self.reader.public).then(|| self.cost());
        sections.extend(cost.take_if(|_| cost_first));
        if !charts.is_empty() {
            sections.push(Section { title: say!(lang, "filing-chart"), blocks: vec![Block::Chart(charts)] });
        }
        sections.push(mills::section(self, &reasons));
        sections.push(units::section(self, &reasons));
        sections.extend(months::sections(self));
        sections.extend(cost);
        if !self.reader.public {
            sections.extend(self.margins());
        }
        sections.extend(before.map(|b| moved::section(self, b)));
        sections.push(close::findings(self));
        let title = match self.reader.mill {
            Some(e) => say!(lang, "filing-title-of-mill", scenario = &s.name, mill = s.enterprises[e].label()),
            None => say!(lang, "filing-title", scenario = &s.name),
        };
        close::close(Document { lang, title, sections }, s, origins, self.reader)
    }

    /// Whether an enterprise makes iron or steel, which its required ratio is of.
    fn is_mill(&self, e: EntIx) -> bool {
        !self.scenario.primary_units(e).is_empty()
    }

    /// The enterprises that it is about.
    fn enterprises(&self) -> Vec<EntIx> {
        self.reader.mill.map_or_else(|| (0..self.scenario.enterprises.len()).collect(), |e| vec![e])
    }

    /// Their units, in the order filed, primary kinds first.
    fn units(&self) -> Vec<UnitIx> {
        let of = |e: EntIx| {
            let mut units = self.scenario.enterprises[e].units.clone();
            units.sort_by_key(|&u| self.scenario.units[u].kind);
            units
        };
        self.enterprises().into_iter().flat_map(of).collect()
    }

    /// What the plan comes to, in a few sentences and a line a city.
    fn overview(&self) -> Section {
        let (s, lang) = (self.scenario, self.lang);
        let mut blocks =
            vec![Block::Text(say!(lang, "filing-season", when = span(s.season.start, s.season.end(), lang)), vec![])];
        let errors = self.findings.iter().filter(|f| f.severity == Severity::Error).count();
        let warnings = self.findings.len() - errors;
        blocks.push(Block::Text(
            match (self.reader.mill, errors) {
                (Some(_), _) => say!(lang, "filing-verdict-of-mill", errors = errors, warnings = warnings),
                (None, 0) => say!(lang, "summary-holds", warnings = warnings),
                (None, _) => say!(lang, "summary-breaks", errors = errors, warnings = warnings),
            },
            vec![],
        ));
        let claim = if self.reader.public { vec![] } else { vec![RuleId::Claim] };
        blocks.extend(self.claimed(errors).map(|text| Block::Text(text, claim)));
        blocks.push(Block::Text(say!(lang, "summary-basis"), vec![RuleId::BfRatio]));
        blocks.push(Block::Table(match self.reader.mill {
            Some(e) => mills::facts(self, e),
            None => mills::cities(self),
        }));
        Section { title: say!(lang, "filing-overview"), blocks }
    }

    /// How near to the best the plan claims to be.
    fn claimed(&self, errors: usize) -> Option<String> {
        let lang = self.lang;
        if self.reader.mill.is_some() {
            return None;
        }
        let total = total_cost(self.scenario, self.schedule).total();
        Some(match self.plan.solve.bound {
            None if self.reader.public => return None,
            None => say!(lang, "summary-no-bound"),
            Some(_) if false_claim(&self.findings) => say!(lang, "summary-claim-false"),
            Some(_) if errors > 0 => say!(lang, "filing-bound-breaks"),
            Some(b) if self.reader.public => say!(lang, "filing-claims-gap", above = share_above(total, b)?),
            Some(b) => say!(lang, "filing-claims-bound", bound = cny(b, lang), above = above_best(total, b, lang)),
        })
    }

    /// The terms of the cost.
    fn cost(&self) -> Section {
        let lang = self.lang;
        let cost = match self.reader.mill {
            None => total_cost(self.scenario, self.schedule),
            Some(_) => self.units().into_iter().fold(CostTerms::default(), |mut sum, u| {
                let t = unit_cost(self.scenario, self.schedule, u);
                sum.margin += t.margin;
                sum.restarts += t.restarts;
                sum.output += t.output;
                sum.avoided += t.avoided;
                sum
            }),
        };
        let mut t = Table::new(&say!(lang, "filing-cost-columns"), &[(1, &[RuleId::Claim])]);
        t.rows.extend(terms(&cost).map(|(_, name, x)| vec![Cell::text(name.pick(lang)), self.cny(x)]));
        Section { title: say!(lang, "filing-cost"), blocks: vec![Block::Table(t)] }
    }

    /// The rules nearest to breaking; a mill's sheet has none, since they are the city's nearest.
    fn margins(&self) -> Option<Section> {
        let (s, lang) = (self.scenario, self.lang);
        if self.reader.mill.is_some() {
            return None;
        }
        let found = margins(s, self.schedule, &all_rows(s));
        if found.is_empty() {
            return None;
        }
        let mut t = Table::new(&say!(lang, "check-margins-columns"), &[]);
        for m in &found {
            let mut cells = super::check::margin_cells(s, m, lang).map(Cell::text);
            cells[0] = Cell::of_rules(vec![m.rule]);
            t.rows.push(cells.into());
        }
        Some(Section {
            title: say!(lang, "filing-margins"),
            blocks: vec![Block::Text(say!(lang, "check-margins"), vec![]), Block::Table(t)],
        })
    }

    /// Money in the language's unit: ten thousand CNY, or a million.
    fn cny(&self, x: f64) -> Cell {
        match self.lang {
            Lang::Zh => Cell::number(x / 1e4, 1),
            Lang::En => Cell::number(x / 1e6, 3),
        }
    }
}

/// By how much at most a plan costs more than the best, per cent; where that says nothing, nothing.
fn share_above(total: f64, bound: f64) -> Option<String> {
    (bound > 0.0).then(|| above_best(total, bound, Lang::En))
}

/// Tonnes in the language's unit: ten thousand, or a thousand.
fn tonnes(t: f64, lang: Lang) -> Cell {
    match lang {
        Lang::Zh => Cell::number(t / 1e4, 2),
        Lang::En => Cell::number(t / 1e3, 1),
    }
}

/// A change against last year; nothing where there was none.
fn year_on_year(now: f64, last: f64) -> Cell {
    Cell::or_dash((last > 0.0).then(|| Cell::share(now / last - 1.0)))
}

/// Rules whose numbers are quotas or CNY, which are nothing for everybody.
const NOT_PUBLIC: [RuleId; 4] = [RuleId::SteelYear, RuleId::StageSteel, RuleId::Claim, RuleId::PolicyOrder];

/// A finding as its reader is to see it: to everybody nothing of quotas and CNY, to a mill nothing of others.
fn seen(s: &Scenario, mut f: Finding, reader: Reader) -> Finding {
    let names_others = matches!(f.rule, RuleId::Permit | RuleId::Replacement);
    // the units of plants that serve a mill count in its ratio; what is advised may be one of theirs
    let served = f.rule == RuleId::AncRatio && reader.mill.zip(f.kind).is_some_and(|(e, kind)| s.others_serve(e, kind));
    if reader.public && NOT_PUBLIC.contains(&f.rule) || reader.mill.is_some() && names_others {
        let name = f.rule.rule().name;
        f.note = Note { zh: name.zh.to_owned(), en: name.en.to_owned() };
        (f.measured, f.required, f.short_by) = (None, None, None);
    } else if let Some((measured, required)) = f.measured.zip(f.required).filter(|_| served) {
        f.note = both!("filing-too-little", measured = percent(measured), required = percent(required));
    }
    f
}

pub(super) use summary::{Figures, figures};
