//! Crude steel: what the furnaces explain, what statistics say, against plan, last year and caps; and where the season ends.

use super::force::InForce;
use super::unit::Recorded;
use super::{Amount, AuditKind, Finding};
use crate::both;
use crate::day::{Day, DayRange};
use crate::lang::Lang;
use crate::lang::numbers::tonnes;
use crate::plan::schedule::Basis;
use crate::records::Records;
use crate::records::steel::month_words;
use crate::rules::{Place, steel};
use crate::scenario::{EntIx, Scenario};

/// Yield, stocks and weighing part statistics from what hot metal explains by a few per cent.
const UNEXPLAINED: f64 = 0.03;

/// A month may be so much above plan by running a little above the filed rate.
const ABOVE_PLAN: f64 = 0.02;

/// Scales of hot metal; caps compare within it where days are known by furnaces' records alone.
const SCALES: f64 = 0.005;

/// Statistics compare within this, t.
const STATISTICS_T: f64 = 0.5;

/// Crude steel of a mill in a whole month.
#[derive(Debug, Clone, PartialEq)]
pub struct SteelLine {
    /// The mill.
    pub enterprise: EntIx,
    /// Year and month.
    pub month: (i32, u32),
    /// Its days of the season.
    pub days: DayRange,
    /// What the records of its furnaces explain, t, days of those that are not recorded as planned; `None`: on more than a tenth of
    /// the days none of them is.
    pub explained: Option<f64>,
    /// Whether that is by what they made, not by power or state, which take every hour of running for a full one.
    pub weighed: bool,
    /// What statistics say, t.
    pub statistics: Option<f64>,
    /// By the plans in force, t.
    pub planned: f64,
    /// In the same month last year, t.
    pub last_year: f64,
    /// What is left at the end of the month of the year's cap, t.
    pub quota_left: Option<f64>,
}

/// Crude steel of each mill by day.
pub struct Steel {
    /// By records or, before all, statistics; then as planned, t.
    best: Vec<Vec<f64>>,
    /// The first day that is not known.
    known: Vec<Day>,
    /// Whether each day is of a month of statistics.
    counted: Vec<Vec<bool>>,
    /// Whether the records of each mill's furnaces are of output.
    weighed: Vec<bool>,
    /// Months.
    pub lines: Vec<SteelLine>,
}

impl Steel {
    /// From what the records of units amount to, and statistics.
    pub fn new(s: &Scenario, force: &InForce, units: &[Option<Recorded>], records: &Records) -> Self {
        let len = usize::from(s.season.len);
        let (span, n) = (records.span, s.enterprises.len());
        let mut best = vec![vec![0.0; len]; n];
        let mut planned = vec![vec![0.0; len]; n];
        let mut seen = vec![vec![false; len]; n];
        let mut weighed = vec![true; n];
        for (u, unit) in s.units.iter().enumerate() {
            let (e, per_day) = (unit.enterprise, steel::per_day(s, u));
            if per_day <= 0.0 {
                continue;
            }
            weighed[e] &= units[u].as_ref().is_none_or(|r| r.by_output);
            for d in unit.service.days() {
                let by_plan = per_day * (1.0 - force.schedule.units[u].on(Basis::Stop, d as Day));
                planned[e][d] += by_plan;
                let record = units[u].as_ref().filter(|r| span.contains(d as Day) && !r.gap[d]);
                best[e][d] += record.map_or(by_plan, |r| per_day * f64::from(r.load[d]));
                seen[e][d] |= record.is_some();
            }
        }
        let mut out =
            Self { best, known: vec![span.end; n], counted: vec![vec![false; len]; n], weighed, lines: Vec::new() };
        let months = s.season.whole_months();
        for e in 0..n {
            if s.enterprises[e].steel_last_year.is_some() {
                for &(y, m, days) in &months {
                    out.month(s, e, (y, m), days, (&planned[e], &seen[e]), records);
                }
            }
        }
        out
    }

    fn month(
        &mut self,
        s: &Scenario,
        e: EntIx,
        month: (i32, u32),
        days: DayRange,
        (planned, seen): (&[f64], &[bool]),
        records: &Records,
    ) {
        let made: f64 = self.best[e][days.days()].iter().sum();
        let statistics = records.steel_of(e, month);
        let whole = seen[days.days()].iter().filter(|x| **x).count() * 10 >= days.len() * 9;
        if let Some(t) = statistics {
            // within the month as the records have it, or even
            for d in days.days() {
                self.best[e][d] = if made > 0.0 { self.best[e][d] * t / made } else { t / days.len() as f64 };
            }
            self.counted[e][days.days()].fill(true);
            self.known[e] = self.known[e].max(days.end);
        }
        if statistics.is_none() && !whole {
            return;
        }
        let quota_left = s.enterprises[e].steel_quota.iter().find(|q| q.year == month.0).map(|q| {
            let year = s.season.year(q.year).intersect(DayRange::new(0, days.end));
            q.limit_t - q.made_t - self.best[e][year.days()].iter().sum::<f64>()
        });
        self.lines.push(SteelLine {
            enterprise: e,
            month,
            days,
            explained: whole.then_some(made),
            weighed: self.weighed[e],
            statistics,
            planned: planned[days.days()].iter().sum(),
            last_year: s.steel_last_year(e, days),
            quota_left,
        });
    }

    /// The first day of which the steel of each mill is not known.
    pub fn known(&self) -> &[Day] {
        &self.known
    }

    /// Findings of months and caps.
    pub fn findings(&self, s: &Scenario, tolerance_hours: f64) -> Vec<Finding> {
        let mut out: Vec<Finding> = self.lines.iter().flat_map(|l| month_findings(s, l, tolerance_hours)).collect();
        out.extend(steel::limits(s).iter().filter_map(|l| self.limit(s, l)));
        out
    }

    fn limit(&self, s: &Scenario, l: &steel::Limit) -> Option<Finding> {
        let known = |e: EntIx| l.days.intersect(DayRange::new(0, self.known[e]));
        let sum = |days: &dyn Fn(EntIx) -> DayRange| {
            l.made + l.ents.iter().map(|&e| self.best[e][days(e).days()].iter().sum::<f64>()).sum::<f64>()
        };
        if l.ents.iter().all(|&e| known(e).is_empty()) {
            return None;
        }
        let counted = l.ents.iter().all(|&e| self.counted[e][known(e).days()].iter().all(|c| *c));
        let tolerance = if counted { STATISTICS_T } else { STATISTICS_T.max(SCALES * l.limit) };
        let (to_date, end) = (sum(&known), sum(&|_| l.days));
        let (kind, measured) = if to_date > l.limit + tolerance {
            (AuditKind::SteelLimit, to_date)
        } else if end > l.limit + tolerance {
            (AuditKind::SeasonForecast, end)
        } else {
            return None;
        };
        let mut f = Finding::new(s, kind, l.place, l.days).amounts(Amount::Tonnes, measured, l.limit);
        f.rule = Some(l.rule);
        let (made, cap, over, rule) = (words(measured), words(l.limit), words(measured - l.limit), l.rule.id());
        Some(f.says(if kind == AuditKind::SteelLimit {
            both!("audit-steel-limit", made = made, limit = cap, over = over, rule = rule)
        } else {
            both!("audit-steel-forecast", made = made, limit = cap, over = over, rule = rule)
        }))
    }
}

/// Tonnes in words.
fn words(t: f64) -> impl Fn(Lang) -> String {
    move |lang| tonnes(t, lang)
}

fn month_findings(s: &Scenario, l: &SteelLine, tolerance_hours: f64) -> Vec<Finding> {
    let mut out = Vec::new();
    let (month, days) = (|lang| month_words(l.month, lang), l.days);
    let finding =
        |kind, a: f64, b: f64| Finding::new(s, kind, Place::enterprise(s, l.enterprise), days).amounts(Amount::Tonnes, a, b);
    if let (Some(t), Some(explained)) = (l.statistics, l.explained)
        && (t - explained).abs() > explained * UNEXPLAINED + STATISTICS_T
        && (t > explained || l.weighed)
    {
        let (all, known, rest) = (words(t), words(explained), words((t - explained).abs()));
        let says = if t > explained {
            both!("audit-steel-unexplained", month = month, statistics = all, explained = known, rest = rest)
        } else {
            both!("audit-steel-left-out", month = month, statistics = all, explained = known, rest = rest)
        };
        out.push(finding(AuditKind::SteelUnexplained, t, explained).says(says));
    }
    let made = l.statistics.or(l.explained).unwrap_or(0.0);
    // each furnace may be late with one stop
    let late = steel::full(s, l.enterprise, DayRange::new(days.first, days.first + 1)) * tolerance_hours / 24.0;
    if made > l.planned * (1.0 + ABOVE_PLAN) + late + STATISTICS_T {
        let (over, last) = (words(made - l.planned), words(l.last_year));
        let (all, planned) = (words(made), words(l.planned));
        let says = both!("audit-steel-month", month = month, made = all, planned = planned, over = over, last_year = last);
        out.push(finding(AuditKind::SteelMonth, made, l.planned).says(says));
    }
    out
}
