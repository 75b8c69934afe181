//! What two plans differ in: stops and slow-downs that moved, appeared and vanished, unit by unit.

use super::anchor::moved_days;
use crate::day::DayRange;
use crate::plan::schedule::{Schedule, UnitDays};
use crate::scenario::{Scenario, UnitIx};

/// A stop, or a slow-down with its coking time, h.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spell {
    /// Its days.
    pub days: DayRange,
    /// Extended coking time, h; `None`: a stop.
    pub coking_time_h: Option<f64>,
}

/// A spell of one plan or of both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// It has other days, or another coking time.
    Moved(Spell, Spell),
    /// Only the later plan has it.
    Appeared(Spell),
    /// Only the earlier plan has it.
    Vanished(Spell),
}

/// What a unit does otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitChange {
    /// The unit.
    pub unit: UnitIx,
    /// Its changes, those of stops first, each by their first day.
    pub changes: Vec<Change>,
    /// Moved unit-days: the sum over days of differences of its stopped share.
    pub days: f64,
}

/// The units that do otherwise.
pub fn changes(scenario: &Scenario, before: &Schedule, after: &Schedule) -> Vec<UnitChange> {
    let days = moved_days(scenario, before, after);
    let of = |u: UnitIx| {
        let (a, b) = (&before.units[u], &after.units[u]);
        let mut list = paired(&stops(a), &stops(b));
        list.extend(paired(&slows(a), &slows(b)));
        (!list.is_empty()).then(|| UnitChange { unit: u, changes: list, days: days[u] })
    };
    (0..scenario.units.len()).filter_map(of).collect()
}

fn stops(days: &UnitDays) -> Vec<Spell> {
    days.stops.iter().map(|w| Spell { days: w.days, coking_time_h: None }).collect()
}

fn slows(days: &UnitDays) -> Vec<Spell> {
    days.slows.iter().map(|w| Spell { days: w.days, coking_time_h: Some(w.coking_time_h) }).collect()
}

/// Spells that both have are left out; of the rest, those that share days are the same spell, then those in the same place of
/// the order.
fn paired(before: &[Spell], after: &[Spell]) -> Vec<Change> {
    let mut old: Vec<Spell> = before.iter().filter(|s| !after.contains(s)).copied().collect();
    let mut new: Vec<Spell> = after.iter().filter(|s| !before.contains(s)).copied().collect();
    let mut out = Vec::new();
    let meet = |a: &Spell, b: &Spell| !a.days.intersect(b.days).is_empty();
    for same in [meet, |_: &Spell, _: &Spell| true] {
        old.retain(|a| {
            let found = new.iter().position(|b| same(a, b));
            found.map(|i| out.push(Change::Moved(*a, new.remove(i)))).is_none()
        });
    }
    out.extend(old.into_iter().map(Change::Vanished));
    out.extend(new.into_iter().map(Change::Appeared));
    out.sort_by_key(|c| match c {
        Change::Moved(s, _) | Change::Appeared(s) | Change::Vanished(s) => s.days.first,
    });
    out
}
