//! A unit that ran in its stop: late, early, amid it, or all through at lower load.

use super::activity::{Activity, hours};
use super::{Amount, AuditKind, Finding};
use crate::both;
use crate::day::DayRange;
use crate::lang::numbers::trimmed;
use crate::rules::Place;
use crate::rules::words::percent;
use crate::scenario::{Scenario, UnitIx};
use std::ops::Range;

/// Running times less far apart are one: a furnace taps every hour or two, and no restart is shorter.
const JOIN_HOURS: usize = 6;

/// Less than so many hours at full rate, all told, is what is left in runners and bins.
pub const LEAST_HOURS: f64 = 1.0;

/// At or below this share of the rate over days on end, a stop was replaced by lower load.
const LOW_LOAD: f64 = 0.9;

/// So many hours are "days on end".
const LOW_LOAD_HOURS: f64 = 48.0;

/// A time of running within a stop.
struct Run {
    slots: Range<usize>,
    /// Hours of the stop that it took.
    hours: f64,
    /// Mean load.
    load: f64,
    class: Option<AuditKind>,
}

/// A stop, and which part of it is judged.
#[derive(Debug, Clone, Copy)]
pub struct Stop {
    /// All its days.
    pub whole: DayRange,
    /// The days judged: recorded, and not waiting for an approval.
    pub judged: DayRange,
}

/// Findings of one stop.
pub fn findings(s: &Scenario, u: UnitIx, a: &Activity, stop: Stop, tolerance_hours: f64) -> Vec<Finding> {
    let per_day = a.step.per_day();
    let slot = |d: u16| usize::from(d) * per_day;
    let window = slot(stop.judged.first)..slot(stop.judged.end);
    let total = window.len() as f64 * a.step.hours() as f64;
    let mut found: Vec<Run> = runs(a, window.clone()).into_iter().map(|slots| measured(a, slots)).collect();
    let near = JOIN_HOURS.div_ceil(a.step.hours());
    for run in &mut found {
        let head = stop.judged.first == stop.whole.first && run.slots.start - window.start < near;
        let tail = stop.judged.end == stop.whole.end && window.end - run.slots.end < near;
        // by the day, a late hour is a share of its day
        if a.step.hours() > 1 && (head != tail || head && run.slots.len() == 1) && !run.slots.is_empty() {
            let edge = f64::from(a.load[if head { run.slots.end - 1 } else { run.slots.start }]).min(1.0);
            run.hours = (run.slots.len() - 1) as f64 * 24.0 + edge * 24.0;
        }
        let low = steady(a, run).is_some_and(|load| load <= LOW_LOAD) && run.hours >= LOW_LOAD_HOURS;
        run.class = match (head, tail) {
            (true, true) | (false, false) if low => Some(AuditKind::LowLoad),
            (true, false) | (false, true) if low && run.hours >= total / 2.0 => Some(AuditKind::LowLoad),
            (true, true) if run.hours <= allowed_hours(stop.whole, tolerance_hours) => None,
            (true, true) | (false, false) => {
                Some(AuditKind::RunInStop).filter(|_| hours(a.step, &a.load[run.slots.clone()]) >= LEAST_HOURS)
            }
            (true, false) => Some(AuditKind::LateStop).filter(|_| run.hours > tolerance_hours),
            (false, true) => Some(AuditKind::EarlyRestart).filter(|_| run.hours > tolerance_hours),
        };
    }
    [AuditKind::RunInStop, AuditKind::LateStop, AuditKind::EarlyRestart, AuditKind::LowLoad]
        .into_iter()
        .filter_map(|class| {
            let of: Vec<&Run> = found.iter().filter(|r| r.class == Some(class)).collect();
            (!of.is_empty()).then(|| finding(s, u, a, stop, class, &of, tolerance_hours))
        })
        .collect()
}

/// On a stop's first and last day it may run for so many hours, late and early both where they are one; a day of full running is no
/// stop, however much is tolerated.
pub fn allowed_hours(stop: DayRange, tolerance_hours: f64) -> f64 {
    let ends = if stop.len() == 1 { 2.0 } else { 1.0 };
    (ends * tolerance_hours).min(24.0 - LEAST_HOURS)
}

/// Times of running; records that are missing do not part them.
fn runs(a: &Activity, window: Range<usize>) -> Vec<Range<usize>> {
    let join = JOIN_HOURS / a.step.hours();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut standing = 0;
    for slot in window {
        let load = a.load[slot];
        if load > 0.0 {
            match out.last_mut() {
                Some(run) if standing < join.max(1) => run.end = slot + 1,
                _ => out.push(slot..slot + 1),
            }
            standing = 0;
        } else if !load.is_nan() {
            standing += 1;
        }
    }
    out
}

/// The load of a run once it runs; `None` where that cannot be told: by the day, its first and last day may be parts of one.
fn steady(a: &Activity, run: &Run) -> Option<f64> {
    if a.step.hours() == 1 {
        return Some(run.load);
    }
    let inner = run.slots.start + 1..run.slots.end - 1;
    (!inner.is_empty()).then(|| measured(a, inner).load)
}

fn measured(a: &Activity, slots: Range<usize>) -> Run {
    let load = &a.load[slots.clone()];
    let known = load.iter().filter(|x| !x.is_nan()).count() * a.step.hours();
    Run { hours: known as f64, load: hours(a.step, load) / known.max(1) as f64, slots, class: None }
}

fn finding(
    s: &Scenario,
    u: UnitIx,
    a: &Activity,
    stop: Stop,
    class: AuditKind,
    of: &[&Run],
    tolerance_hours: f64,
) -> Finding {
    let per_day = a.step.per_day();
    let day = |slot: usize| (slot / per_day) as u16;
    let (first, last) = (of[0].slots.start, of[of.len() - 1].slots.end - 1);
    let days = DayRange::new(day(first), day(last) + 1);
    let total: f64 = of.iter().map(|r| r.hours).sum();
    let load = of.iter().map(|r| r.load * r.hours).sum::<f64>() / total.max(1e-9);
    let made: f64 = of.iter().map(|r| hours(a.step, &a.load[r.slots.clone()])).sum::<f64>() / 24.0 * s.units[u].rate_t_d;
    let (from, to) = (s.season.date(stop.whole.first), s.season.date(stop.whole.end - 1));
    let (n, p, most) = (trimmed(total, 1), percent(load), tolerance_hours.to_string());
    let finding = Finding::new(s, class, Place::unit(s, u), days);
    let required = if matches!(class, AuditKind::LateStop | AuditKind::EarlyRestart) { tolerance_hours } else { 0.0 };
    let finding = match class {
        AuditKind::LowLoad => finding.amounts(Amount::Fraction, load, 0.0),
        _ => finding.amounts(Amount::Hours, total, required),
    };
    let says = match class {
        AuditKind::LateStop => both!("audit-late-stop", from = from, to = to, hours = n, tolerance = most, load = p),
        AuditKind::EarlyRestart => both!("audit-early-restart", from = from, to = to, hours = n, tolerance = most, load = p),
        AuditKind::LowLoad => both!("audit-low-load", from = from, to = to, hours = n, load = p),
        _ => both!("audit-run-in-stop", from = from, to = to, hours = n, load = p),
    };
    finding.says(if a.by_output { both!("audit-and-made", says = says, made = trimmed(made, 0)) } else { says })
}
