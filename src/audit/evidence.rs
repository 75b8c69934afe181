//! Records that do not tell: missing and frozen ones.

use super::activity::{Activity, POWER_RUNNING, usual_power};
use super::ratio::recorded_kinds;
use super::{Amount, AuditKind, Finding};
use crate::both;
use crate::day::{Day, DayRange};
use crate::lang::numbers::trimmed;
use crate::plan::schedule::{Basis, UnitDays};
use crate::records::Series;
use crate::rules::Place;
use crate::scenario::{Scenario, UnitIx};

/// From so many hours a day on without a record, the day is not recorded: an hour or two fall out at every server.
pub const GAP_HOURS: usize = 3;

/// So many hours a day of running by electricity alone are no test of a motor.
const POWERED_HOURS: usize = 12;

/// The same value over so many hours may be frozen; so many days of daily records.
const FROZEN: (usize, usize) = (12, 5);

/// A run of equal values is frozen where by chance it would come less often than once in so many series.
const BY_CHANCE: f64 = 1e-6;

/// Values are written so coarsely that repeats say nothing where the mean is below so many of their last digits.
const FINE: f64 = 100.0;

/// More of a kind at one unit are one finding.
const MOST_EACH: usize = 8;

/// Days of a unit without records.
pub fn gaps(s: &Scenario, u: UnitIx, a: &Activity, span: DayRange) -> Vec<Finding> {
    let missing = |d: Day| a.missing_hours(d);
    let days = span.intersect(s.units[u].service).runs(|d| missing(d) >= GAP_HOURS);
    let parts = days.into_iter().map(|r| (r, (r.first..r.end).map(missing).sum::<usize>() as f64)).collect();
    let gap = |days: DayRange, hours: f64, times: usize| {
        let gap = Finding::new(s, AuditKind::Gap, Place::unit(s, u), days).amounts(Amount::Hours, hours, 0.0);
        gap.says(both!("audit-gap", times = times, hours = trimmed(hours, 0)))
    };
    together(parts, gap)
}

/// Running records with the same value over and over: what a unit uses that stands is so little that it repeats.
pub fn frozen(s: &Scenario, u: UnitIx, series: &Series, a: &Activity, span: DayRange) -> Vec<Finding> {
    let value = |slot: usize| {
        let v = series.get(slot);
        if a.by_output { v.output } else { v.power }.filter(|_| a.load[slot] > 0.0)
    };
    let days = span.intersect(s.units[u].service);
    let slots = series.of_day(days.first).start..series.of_day(days.end.max(days.first)).start;
    // runs of equal values: first slot, length
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut last = None;
    for slot in slots.clone() {
        let now = value(slot);
        match runs.last_mut() {
            Some((_, n)) if now.is_some() && now.map(f32::to_bits) == last => *n += 1,
            _ if now.is_some() => runs.push((slot, 1)),
            _ => {}
        }
        last = now.map(f32::to_bits);
    }
    let long = if series.step.hours() == 1 { FROZEN.0 } else { FROZEN.1 };
    if runs.iter().all(|r| r.1 < long) || is_coarse(&slots.filter_map(value).collect::<Vec<_>>()) {
        return Vec::new();
    }
    let short = runs.iter().filter(|r| r.1 < long);
    let (pairs, equal) = short.fold((0, 0), |(p, e), r| (p + r.1, e + r.1 - 1));
    let chance = ((equal + 1) as f64 / (pairs + 10) as f64).clamp(0.01, 0.95);
    let total: usize = runs.iter().map(|r| r.1).sum();
    let least = ((BY_CHANCE / total.max(1) as f64).ln() / chance.ln()).ceil().max(long as f64) as usize;
    let day = |slot: usize| (slot / series.step.per_day()) as Day;
    let parts = runs
        .iter()
        .filter(|r| r.1 >= least)
        .map(|&(a, n)| (DayRange::new(day(a), day(a + n - 1) + 1), (n * series.step.hours()) as f64))
        .collect();
    let frozen = |days: DayRange, hours: f64, times: usize| {
        let frozen = Finding::new(s, AuditKind::Frozen, Place::unit(s, u), days).amounts(Amount::Hours, hours, 0.0);
        frozen.says(both!("audit-frozen", times = times, hours = trimmed(hours, 0)))
    };
    together(parts, frozen)
}

/// Days of a stop on which no output is recorded while electricity says that the unit ran.
pub fn powered(
    s: &Scenario,
    u: UnitIx,
    series: &Series,
    (a, planned): (&Activity, &UnitDays),
    judged: DayRange,
) -> Vec<Finding> {
    let Some(usual) = usual_power(s, u, series, planned).filter(|_| a.by_output) else { return Vec::new() };
    let silent = |slot: usize| {
        let power = series.get(slot).power.map_or(0.0, f64::from);
        power >= POWER_RUNNING * usual && !a.load[slot].is_nan() && a.load[slot] <= 0.0
    };
    let on = |d: Day| series.of_day(d).filter(|&slot| silent(slot)).count() * series.step.hours();
    let days = judged.runs(|d| on(d) >= POWERED_HOURS);
    let parts = days.into_iter().map(|r| (r, (r.first..r.end).map(on).sum::<usize>() as f64)).collect();
    together(parts, |days, hours, _| {
        let powered = Finding::new(s, AuditKind::PowerInStop, Place::unit(s, u), days).amounts(Amount::Hours, hours, 0.0);
        powered.says(both!("audit-power-in-stop", hours = trimmed(hours, 0)))
    })
}

/// So many days of running without a load to speak of are no standing.
const TINY_DAYS: usize = 5;

/// Output that is never 0 all through and yet never comes to anything on days on which the plan has the unit running: another unit
/// of measure.
pub fn tiny(
    s: &Scenario,
    u: UnitIx,
    series: &Series,
    (a, planned): (&Activity, &UnitDays),
    span: DayRange,
) -> Option<Finding> {
    let runs = |d: Day| planned.on(Basis::Stop, d) < 1.0;
    let days: Vec<Day> = span.intersect(s.units[u].service).days().map(|d| d as Day).filter(|&d| runs(d)).collect();
    let made = |slot: usize| series.get(slot).output.is_some_and(|x| x > 0.0);
    let some = |d: &&Day| series.of_day(**d).any(made);
    let (made, full) = (days.iter().filter(some).count(), days.iter().map(|&d| a.full_hours(d)).sum::<f64>());
    (a.by_output && made >= TINY_DAYS && 2 * made >= days.len() && full <= 0.0).then(|| {
        let most = series.slots().filter_map(|slot| series.get(slot).output).fold(0.0, f32::max);
        let share = f64::from(most) / (s.units[u].rate_t_d * series.step.hours() as f64 / 24.0);
        let f = Finding::new(s, AuditKind::Scale, Place::unit(s, u), DayRange::new(days[0], days[days.len() - 1] + 1));
        f.amounts(Amount::Fraction, share, 1.0).says(both!("audit-scale", share = format!("{:.3}%", share * 100.0)))
    })
}

/// Whether values are written with so few digits that neighbours are often equal.
fn is_coarse(values: &[f32]) -> bool {
    let mean = values.iter().map(|&x| f64::from(x)).sum::<f64>() / values.len().max(1) as f64;
    let whole = |q: f64| {
        values.iter().all(|&x| {
            let parts = f64::from(x) / q;
            // f32 has seven digits
            (parts - parts.round()).abs() <= parts * 3e-7
        })
    };
    let quantum = [1000.0, 100.0, 10.0, 1.0, 0.1, 0.01].into_iter().find(|&q| whole(q)).unwrap_or(0.001);
    mean < FINE * quantum
}

/// A finding of each part, or one of all where there are many.
fn together(parts: Vec<(DayRange, f64)>, finding: impl Fn(DayRange, f64, usize) -> Finding) -> Vec<Finding> {
    if parts.len() <= MOST_EACH {
        return parts.into_iter().map(|(days, hours)| finding(days, hours, 1)).collect();
    }
    let days = DayRange::new(parts[0].0.first, parts[parts.len() - 1].0.end);
    vec![finding(days, parts.iter().map(|p| p.1).sum(), parts.len())]
}

/// Enterprises and units of which there is no record, of kinds that others have.
pub fn silent(s: &Scenario, units: &[Option<Series>], span: DayRange) -> Vec<Finding> {
    let recorded = recorded_kinds(s, |u| units[u].is_some());
    let mut out = Vec::new();
    for (e, ent) in s.enterprises.iter().enumerate() {
        let days = |u: UnitIx| span.intersect(s.units[u].service);
        let due: Vec<UnitIx> =
            ent.units.iter().copied().filter(|&u| recorded[s.units[u].kind.index()] && !days(u).is_empty()).collect();
        let silent: Vec<UnitIx> = due.iter().copied().filter(|&u| units[u].is_none()).collect();
        let hours = |u: UnitIx| days(u).len() as f64 * 24.0;
        if silent.len() > 1 && silent.len() == due.len() {
            let total = silent.iter().map(|&u| hours(u)).sum();
            let gap = Finding::new(s, AuditKind::Gap, Place::enterprise(s, e), span);
            out.push(gap.amounts(Amount::Hours, total, 0.0).says(both!("audit-none-of-units", n = silent.len())));
        } else {
            out.extend(silent.into_iter().map(|u| {
                let gap = Finding::new(s, AuditKind::Gap, Place::unit(s, u), days(u));
                gap.amounts(Amount::Hours, hours(u), 0.0).says(both!("audit-no-record"))
            }));
        }
    }
    out
}
