//! What would mend a shortfall: a stop made longer, or a new one, that a unit may take without a fault of its shape, against no
//! `must_run`, and within what each day still allows.

use super::{Place, Row, Term};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::plan::schedule::{Basis, Schedule, StopClass, UnitDays};
use crate::say;
use crate::scenario::{Scenario, UnitIx};
use std::cmp::Reverse;
use std::collections::HashMap;

/// A stop that a unit is advised to take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct More {
    /// The unit.
    pub unit: UnitIx,
    /// The days on which it is to stand.
    pub stop: DayRange,
    /// The stop of the plan that becomes this one; `None`: a new one.
    pub longer: Option<DayRange>,
    /// What the row's sum of the unit's days gains.
    gain: usize,
}

impl More {
    /// Days that are stopped beyond the plan's.
    pub fn added(&self) -> usize {
        self.stop.len() - self.longer.map_or(0, DayRange::len)
    }
}

/// Days by which a stop of a unit may grow at its start and at its end, so that the shape of its stops has no new fault.
pub fn room(s: &Scenario, unit: UnitIx, days: &UnitDays, stop: DayRange, barred: &dyn Fn(Day) -> bool) -> (Day, Day) {
    let free = |d: &Day| is_free(s, unit, days, Some(stop), *d) && !barred(*d);
    let before = (0..stop.first).rev().take_while(free).count();
    let after = (stop.end..s.season.len).take_while(free).count();
    (before as Day, after as Day)
}

/// Whether a unit may stand on a day, as an ordinary stop apart from its others, or as part of one of them.
fn is_free(s: &Scenario, unit: UnitIx, days: &UnitDays, part_of: Option<DayRange>, d: Day) -> bool {
    let u = &s.units[unit];
    let apart = s.policy.shape(u.kind).min_run_days.max(1);
    let others = days.stops.iter().filter(|w| Some(w.days) != part_of);
    let mut near = others.filter(|w| {
        let apart = if w.class == StopClass::Ordinary { apart } else { 1 };
        d + apart >= w.days.first && d < w.days.end + apart
    });
    let held = u.must_run.iter().chain(&days.void).any(|r| r.contains(d));
    d >= s.today() && u.service.contains(d) && !held && near.next().is_none()
}

/// What the rules of each day still allow to stop: HEATING, and the upper limits of CITY-DAILY.
#[derive(Debug)]
pub struct Allowed {
    /// Of each unit a flag a day: one that runs must not stand on it.
    barred: HashMap<UnitIx, Vec<bool>>,
}

impl Allowed {
    /// By the rows of a scenario on a schedule.
    pub fn new(s: &Scenario, schedule: &Schedule, rows: &[Row]) -> Self {
        let mut barred: HashMap<UnitIx, Vec<bool>> = HashMap::new();
        for row in rows.iter().filter(|r| r.days.len() == 1 && r.upper.is_finite()) {
            let left = row.upper - row.value(schedule);
            for t in row.terms.iter().filter(|t| t.coef > left + 1e-9) {
                let day = t.days.first;
                if schedule.units[t.unit].on(t.basis, day) > 0.0 {
                    continue;
                }
                // a furnace is cold on the days after a stop too
                let ramp = if t.basis == Basis::Cold { s.policy.shape(s.units[t.unit].kind).ramp_days } else { 0 };
                let flags = barred.entry(t.unit).or_insert_with(|| vec![false; usize::from(s.season.len)]);
                flags[usize::from(day.saturating_sub(ramp))..=usize::from(day)].fill(true);
            }
        }
        Self { barred }
    }

    fn bars(&self, unit: UnitIx, day: Day) -> bool {
        self.barred.get(&unit).is_some_and(|flags| flags[usize::from(day)])
    }
}

/// What may be done about a row whose sum is short by so much; `None` where nothing can be. With it whether
/// that alone is enough.
pub fn more(s: &Scenario, schedule: &Schedule, allowed: &Allowed, row: &Row, short_by: f64) -> Option<(More, bool)> {
    let helps = row.terms.iter().filter(|t| t.coef > 0.0 && s.units[t.unit].kind != Kind::CokeOven);
    let all: Vec<(More, f64, bool)> = helps
        .flat_map(|t| {
            let needed = (short_by / t.coef - 1e-9).ceil().max(1.0) as usize;
            let moves = of_unit(s, schedule, allowed, t, needed).into_iter();
            moves.map(move |m| (m, m.gain as f64 * t.coef, m.gain >= needed))
        })
        .collect();
    let of_city = row.place.enterprise.is_none();
    let grade = |m: &More| if of_city { s.owner(m.unit).grade } else { 0 };
    // a city asks those first that must stop at all, of them those of low grades; a longer stop is better than another one
    let (asked, free): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|m| !of_city || s.required_ratio(s.units[m.0.unit].enterprise) > 0.0);
    let all = if asked.is_empty() { free } else { asked };
    let enough = all.iter().filter(|m| m.2).min_by_key(|m| (Reverse(grade(&m.0)), m.0.longer.is_none(), m.0.added()));
    let best = enough.or_else(|| all.iter().max_by(|a, b| a.1.total_cmp(&b.1)))?;
    Some((best.0, best.2))
}

/// The longer and the new stop by which a unit gains most, up to so many days.
fn of_unit(s: &Scenario, schedule: &Schedule, allowed: &Allowed, t: &Term, needed: usize) -> Vec<More> {
    let (unit, days) = (t.unit, &schedule.units[t.unit]);
    let shape = s.policy.shape(s.units[unit].kind);
    let least = usize::from(shape.min_stop_days.max(1));
    let another = days.ordinary().count() < usize::from(shape.max_stops);
    let barred = |d: Day| allowed.bars(unit, d);
    let counts = |r: DayRange| t.basis == Basis::Stop || r.len() >= least;
    let gain = |stop: DayRange, from: Option<DayRange>| {
        let within = |r: DayRange| if counts(r) { r.intersect(t.days).len() } else { 0 };
        within(stop).saturating_sub(from.map_or(0, within))
    };
    let mut out = Vec::new();
    // one of another class becomes ordinary: it must lie apart from the others, and is one more of them
    let ordinary = |w: DayRange| another && (w.first..w.end).all(|d| is_free(s, unit, days, Some(w), d));
    for w in days.stops.iter().filter(|w| w.class == StopClass::Ordinary || ordinary(w.days)) {
        let (mut before, mut after) = room(s, unit, days, w.days, &barred);
        let short = least.saturating_sub(w.days.len());
        if short == 0 {
            // days outside of the period would gain nothing
            before = before.min(w.days.first.saturating_sub(t.days.first));
            after = after.min(t.days.end.saturating_sub(w.days.end));
            before = if w.days.first <= t.days.end { before } else { 0 };
            after = if w.days.end >= t.days.first { after } else { 0 };
        }
        let had = if counts(w.days) { 0 } else { w.days.intersect(t.days).len() };
        let grow = needed.saturating_sub(had).max(short).min(usize::from(before + after));
        if grow == 0 || grow < short {
            continue;
        }
        let at_end = (grow as Day).min(after);
        let stop = DayRange::new(w.days.first - (grow as Day - at_end), w.days.end + at_end);
        out.push(More { unit, stop, longer: Some(w.days), gain: gain(stop, Some(w.days)) });
    }
    if another {
        let free = |d: Day| is_free(s, unit, days, None, d) && !barred(d);
        for run in s.season.all().runs(free).into_iter().filter(|r| r.len() >= least) {
            let within = run.intersect(t.days);
            if within.is_empty() {
                continue;
            }
            let length = needed.min(within.len()).max(least) as Day;
            let first = within.first.min(run.end - length);
            let stop = DayRange::new(first, first + length);
            out.push(More { unit, stop, longer: None, gain: gain(stop, None) });
        }
    }
    out.retain(|m| m.gain > 0);
    out
}

/// A move in words; of a unit of another enterprise than the finding's, with its enterprise.
pub fn in_words(s: &Scenario, place: &Place, (m, enough): &(More, bool), lang: Lang) -> String {
    let (unit, owner) = (&s.units[m.unit], s.units[m.unit].enterprise);
    let name =
        if place.enterprise == Some(owner) { unit.id.clone() } else { format!("{}/{}", s.enterprises[owner].id, unit.id) };
    let (a, b, n) = (s.season.date(m.stop.first), s.season.date(m.stop.end - 1), m.added());
    let enough = if *enough { "yes" } else { "no" };
    match m.longer {
        Some(_) => say!(lang, "advice-longer", unit = name, first = a, last = b, days = n, enough = enough),
        None => say!(lang, "advice-new", unit = name, first = a, last = b, days = n, enough = enough),
    }
}

/// Why none of a row's units can stop more.
pub fn none_can(s: &Scenario, row: &Row, lang: Lang) -> String {
    let held = |t: &Term| -> usize { s.units[t.unit].must_run.iter().map(|r| r.intersect(t.days).len()).sum() };
    let days: usize = row.terms.iter().filter(|t| t.coef > 0.0).map(held).sum();
    match days {
        0 => say!(lang, "advice-none"),
        days => say!(lang, "advice-none-must-run", days = days),
    }
}
