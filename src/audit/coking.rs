//! Batteries that were pushed sooner than planned: coke made is normal over extended coking time.

use super::activity::Activity;
use super::{Amount, AuditKind, Finding};
use crate::both;
use crate::day::{Day, DayRange};
use crate::lang::numbers::trimmed;
use crate::plan::schedule::Slow;
use crate::rules::Place;
use crate::scenario::{Scenario, UnitIx};

/// So much more coke than the planned time gives is within a day's pushing order.
const TOLERANCE: f64 = 0.05;

/// A battery is cooled to a longer time over so many days.
pub(super) const SHIFT_DAYS: u16 = 2;

/// Fewer days on end are pushing order too.
const LEAST_DAYS: usize = 3;

/// Findings of one slow-down on the days of it that are judged.
pub fn findings(s: &Scenario, u: UnitIx, a: &Activity, slow: &Slow, judged: &[bool]) -> Vec<Finding> {
    let Some(normal) = s.units[u].coking_time_h.filter(|_| a.by_output) else { return Vec::new() };
    let planned = normal / slow.coking_time_h;
    let settled = DayRange::new(slow.days.first + SHIFT_DAYS, slow.days.end);
    let load = |d: Day| a.full_hours(d) / 24.0;
    let known = |d: Day| judged[usize::from(d)] && a.missing_hours(d) == 0;
    let short = settled.runs(|d| known(d) && load(d) > planned * (1.0 + TOLERANCE));
    short
        .into_iter()
        .filter(|r| r.len() >= LEAST_DAYS)
        .map(|days| {
            let mean = (days.first..days.end).map(load).sum::<f64>() / days.len() as f64;
            let (time, asked) = (normal / mean, slow.coking_time_h);
            let (t, p, n) = (trimmed(time, 1), trimmed(asked, 1), days.len());
            let short = Finding::new(s, AuditKind::CokingShort, Place::unit(s, u), days);
            let says = both!("audit-coking-short", time = t, planned = p, days = n);
            short.amounts(Amount::Hours, time, asked).says(says)
        })
        .collect()
}
