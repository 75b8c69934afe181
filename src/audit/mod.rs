//! The follow-up: whether what stood in a plan stood in the plant. Records of units and statistics of steel against the plans
//! that were in force.

pub mod activity;
mod coking;
mod evidence;
pub mod finding;
pub mod force;
pub mod furnace;
mod judged;
pub mod kind;
pub mod ratio;
pub mod steel;
mod stops;
pub mod unit;

pub use finding::{Amount, Finding, Verdict};
pub use force::{InForce, in_force};
pub use furnace::FurnaceLine;
pub use kind::{AuditKind, KINDS, KindRecord};
pub use ratio::RatioLine;
pub use steel::SteelLine;

use crate::day::DayRange;
use crate::plan::schedule::Schedule;
use crate::records::{Records, Series};
use crate::rules::groups;
use crate::scenario::{Scenario, UnitIx};
use force::Waiting;
use rayon::prelude::*;
use unit::Recorded;

/// So late a stop may begin, and so early it may end, h: a furnace is blown down or in over a shift.
pub const TOLERANCE_HOURS: f64 = 6.0;

/// What an audit found.
#[derive(Debug)]
pub struct Audit {
    /// Worst first, then by kind and place.
    pub findings: Vec<Finding>,
    /// Ratios by mill and kind.
    pub ratios: Vec<RatioLine>,
    /// Crude steel by mill and month.
    pub steel: Vec<SteelLine>,
    /// Furnaces by mill and month.
    pub furnaces: Vec<FurnaceLine>,
    /// Days from the first to the last record; empty where only statistics were given.
    pub span: DayRange,
    /// What is known of each unit and mill.
    known: judged::Known,
}

impl Audit {
    /// Whether no finding is a breach.
    pub fn holds(&self) -> bool {
        self.findings.iter().all(|f| f.verdict != Verdict::Breach)
    }

    /// Findings of a verdict.
    pub fn of(&self, verdict: Verdict) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |f| f.verdict == verdict)
    }
}

/// The season as recorded, then as planned: what is not recorded of a unit with records was no stop.
pub fn so_far(s: &Scenario, force: &InForce, records: &Records, tolerance_hours: f64) -> Schedule {
    ratio::Achieved::new(s, force, &recorded(s, force, records, tolerance_hours), records.span).low
}

/// What the records of each unit amount to.
fn recorded(s: &Scenario, force: &InForce, records: &Records, tolerance_hours: f64) -> Vec<Option<Recorded>> {
    let of = |(u, series): (UnitIx, &Option<Series>)| {
        let planned = &force.schedule.units[u];
        let of = |series| unit::recorded(s, u, &activity::activity(s, u, series, planned), &force.stops(u), tolerance_hours);
        series.as_ref().map(of)
    };
    records.units.par_iter().enumerate().map(of).collect()
}

/// Audits records against the plans in force. `tolerance_hours`: so late a stop may begin, and so early it may end.
pub fn audit(s: &Scenario, force: &InForce, records: &Records, tolerance_hours: f64) -> Audit {
    let span = records.span;
    let recorded = recorded(s, force, records, tolerance_hours);
    let (mut findings, waiting) = breakdowns(s, force, &recorded);
    let of_units: Vec<Vec<Finding>> = records
        .units
        .par_iter()
        .enumerate()
        .map(|(u, series)| {
            let waiting = &waiting[s.units[u].enterprise];
            let of = |series| unit::findings(s, u, series, force, span, waiting, tolerance_hours);
            series.as_ref().map(of).unwrap_or_default()
        })
        .collect();
    findings.extend(of_units.into_iter().flatten());
    findings.extend(evidence::silent(s, &records.units, span));
    let achieved = ratio::Achieved::new(s, force, &recorded, span);
    findings.extend(ratio::findings(s, force, &achieved, span));
    let steel = steel::Steel::new(s, force, &recorded, records);
    findings.extend(steel.findings(s, tolerance_hours));
    findings.sort_by_key(|f| {
        let kind = KINDS.iter().position(|k| k.kind == f.kind);
        (f.verdict, kind, f.place, f.first, f.last, f.rule)
    });
    let furnaces = furnace::lines(s, force, &recorded, span);
    let known = judged::Known::new(&recorded, &achieved, &steel, span);
    Audit { findings, ratios: ratio::lines(s, force, &achieved, span), steel: steel.lines, furnaces, span, known }
}

/// Recorded stops that wait for an approval, and for each enterprise the days on which it waits.
fn breakdowns(s: &Scenario, force: &InForce, recorded: &[Option<Recorded>]) -> (Vec<Finding>, Vec<Vec<Waiting>>) {
    let mut findings = Vec::new();
    let mut waiting = vec![Vec::new(); s.enterprises.len()];
    if force.plans.len() < 2 {
        return (findings, waiting);
    }
    let servers = groups::servers(s);
    for (u, r) in recorded.iter().enumerate() {
        let Some(r) = r else { continue };
        for (days, wait) in force.breakdowns(u as UnitIx, &r.stopped) {
            findings.push(unit::breakdown(s, u, days, &wait));
            for &e in &servers[s.units[u].enterprise] {
                waiting[e].push(wait);
            }
        }
    }
    (findings, waiting)
}
