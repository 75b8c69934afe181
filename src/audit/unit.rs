//! One unit: its findings, and what its records amount to by day.

use super::activity::{Activity, activity, hours};
use super::evidence::{GAP_HOURS, frozen, gaps, powered, tiny};
use super::force::{InForce, Waiting};
use super::stops::{self, LEAST_HOURS, Stop, allowed_hours};
use super::{Amount, AuditKind, Finding, coking};
use crate::both;
use crate::day::{Day, DayRange};
use crate::lang::numbers::trimmed;
use crate::plan::schedule::Basis;
use crate::records::Series;
use crate::rules::Place;
use crate::scenario::{Scenario, UnitIx};

/// What the records of a unit amount to, one entry a day of the season.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recorded {
    /// It stood: whole stops only.
    pub stopped: Vec<bool>,
    /// Too little of the day is recorded.
    pub gap: Vec<bool>,
    /// Share of the rate that was made, of the recorded part of the day.
    pub load: Vec<f32>,
    /// Loads are amounts, not what electricity or a state says.
    pub by_output: bool,
}

/// What the records of a unit amount to; `stops`: those planned.
pub fn recorded(s: &Scenario, u: UnitIx, a: &Activity, stops: &[DayRange], tolerance_hours: f64) -> Recorded {
    let len = usize::from(s.season.len);
    let (stopped, gap, load) = (vec![false; len], vec![false; len], vec![0.0; len]);
    let mut out = Recorded { stopped, gap, load, by_output: a.by_output };
    for d in s.units[u].service.days() {
        let day = d as Day;
        let missing = a.missing_hours(day);
        out.gap[d] = missing >= GAP_HOURS;
        if missing < 24 {
            out.load[d] = (a.full_hours(day) / (24 - missing) as f64) as f32;
        }
        out.stopped[d] = !out.gap[d] && a.full_hours(day) <= LEAST_HOURS;
    }
    // a stop that begins late or ends early within the tolerance has all its days
    for w in stops {
        for d in [w.first, w.end - 1] {
            let i = usize::from(d);
            out.stopped[i] |= !out.gap[i] && a.full_hours(d) <= allowed_hours(*w, tolerance_hours);
        }
    }
    out
}

/// Findings of a unit. `waiting`: where its mill waits for an approval.
pub fn findings(
    s: &Scenario,
    u: UnitIx,
    series: &Series,
    force: &InForce,
    span: DayRange,
    waiting: &[Waiting],
    tolerance_hours: f64,
) -> Vec<Finding> {
    let planned = &force.schedule.units[u];
    let a = activity(s, u, series, planned);
    let unit = &s.units[u];
    // the plan in force stops it, the plan to come does not
    let waits = |d: Day| {
        let asks = planned.on(Basis::Stop, d);
        let less = |w: &Waiting| w.days.contains(d) && force.plans[w.plan].schedule.units[u].on(Basis::Stop, d) < asks;
        asks > 0.0 && waiting.iter().any(less)
    };
    let judged: Vec<bool> = (0..s.season.len).map(|d| span.contains(d) && force.unplanned.end <= d && !waits(d)).collect();
    let mut out = Vec::new();
    for w in &planned.stops {
        for part in w.days.runs(|d| judged[usize::from(d)]) {
            out.extend(stops::findings(s, u, &a, Stop { whole: w.days, judged: part }, tolerance_hours));
            out.extend(powered(s, u, series, (&a, planned), part));
        }
    }
    for slow in &planned.slows {
        out.extend(coking::findings(s, u, &a, slow, &judged));
    }
    for run in span.runs(|d| waits(d) && a.full_hours(d) > LEAST_HOURS) {
        let h = (run.first..run.end).map(|d| a.full_hours(d)).sum();
        let f = Finding::new(s, AuditKind::Unapproved, Place::unit(s, u), run).amounts(Amount::Hours, h, 0.0);
        out.push(f.says(both!("audit-unapproved", hours = trimmed(h, 1))));
    }
    let out_days = span.runs(|d| !unit.service.contains(d) && a.full_hours(d) > 0.0);
    for days in out_days {
        let slots = usize::from(days.first) * a.step.per_day()..usize::from(days.end) * a.step.per_day();
        let h = hours(a.step, &a.load[slots]);
        if h >= LEAST_HOURS {
            let (n, t) = (trimmed(h, 1), trimmed(h / 24.0 * unit.rate_t_d, 0));
            let f = Finding::new(s, AuditKind::OutOfService, Place::unit(s, u), days);
            out.push(f.amounts(Amount::Hours, h, 0.0).says(both!("audit-out-of-service", hours = n, made = t)));
        }
    }
    out.extend(gaps(s, u, &a, span));
    out.extend(frozen(s, u, series, &a, span));
    out.extend(tiny(s, u, series, (&a, planned), span));
    out
}

/// A finding of each recorded stop that waits for an approval.
pub fn breakdown(s: &Scenario, u: UnitIx, days: DayRange, waiting: &Waiting) -> Finding {
    let (n, from) = (days.len(), s.season.date(waiting.days.end.min(s.season.len)));
    let f = Finding::new(s, AuditKind::Breakdown, Place::unit(s, u), days).amounts(Amount::Hours, n as f64 * 24.0, 0.0);
    f.says(both!("audit-breakdown", days = n, from = from))
}
