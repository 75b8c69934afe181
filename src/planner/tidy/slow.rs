//! Moves of slow-downs: the coking times of a battery day by day.

use super::moves::{Draft, longer};
use super::state::{Bench, State};
use crate::day::DayRange;
use crate::plan::schedule::{Basis, Slow};
use crate::planner::search::{moved, stride};
use crate::scenario::UnitIx;
use rand::RngExt as _;
use rand::seq::IndexedRandom as _;
use rand_pcg::Pcg64Mcg;

/// Coking times of a battery by day, h, where slowed.
struct Coking(Vec<Option<f64>>);

impl Coking {
    fn of(bench: &Bench, slows: &[Slow]) -> Self {
        let mut days = vec![None; usize::from(bench.scenario.season.len)];
        slows.iter().for_each(|w| days[w.days.days()].fill(Some(w.coking_time_h)));
        Self(days)
    }

    /// Sets the days of a run that lie in service and in no fixed stop.
    fn set(&mut self, bench: &Bench, unit: UnitIx, run: DayRange, hours: Option<f64>) {
        let u = &bench.scenario.units[unit];
        let free = |d: u16| !u.down.iter().any(|r| r.contains(d));
        let run = run.intersect(u.service);
        (run.first..run.end).filter(|&d| free(d)).for_each(|d| self.0[usize::from(d)] = hours);
    }
}

fn longest(bench: &Bench) -> Option<f64> {
    bench.scenario.policy.coke.map(|c| c.longest_stated_h())
}

/// Other slow-downs of a battery.
pub fn propose(bench: &Bench, state: &State, unit: UnitIx, rng: &mut Pcg64Mcg) -> Option<Draft> {
    let slows = &state.schedule.units[unit].slows;
    let mut coking = Coking::of(bench, slows);
    let Some(&w) = slows.choose(rng) else {
        let coke = bench.scenario.policy.coke?;
        let service = bench.scenario.units[unit].service;
        let first = rng.random_range(service.first..service.end.max(service.first + 1));
        let len = rng.random_range(coke.min_slow_days..=coke.min_slow_days.saturating_mul(8).max(1));
        coking.set(bench, unit, DayRange::new(first, first.saturating_add(len)), longest(bench));
        return Some(Draft::Coking(coking.0));
    };
    match rng.random_range(0..100) {
        0..35 => {
            // longer or shorter at an end
            let by = stride(rng);
            let days = longer(w.days, by, rng)?;
            coking.set(bench, unit, w.days, None);
            coking.set(bench, unit, days, Some(w.coking_time_h));
        }
        35..50 => {
            let by = stride(rng);
            coking.set(bench, unit, w.days, None);
            coking.set(bench, unit, moved(w.days, by, by)?, Some(w.coking_time_h));
        }
        50..70 => {
            // one with another, and with what lies between
            let o = slows.choose(rng)?;
            let all = DayRange::new(w.days.first.min(o.days.first), w.days.end.max(o.days.end));
            coking.set(bench, unit, all, Some(w.coking_time_h));
        }
        70..80 => coking.set(bench, unit, w.days, None),
        80..90 => coking.set(bench, unit, w.days, longest(bench)),
        _ => {
            let o = slows.choose(rng)?;
            coking.set(bench, unit, w.days, Some(o.coking_time_h));
        }
    }
    Some(Draft::Coking(coking.0))
}

/// A coking time of one slow-down that gives `short` stopped days more (or fewer).
pub fn fit(bench: &Bench, state: &State, unit: UnitIx, short: f64, rng: &mut Pcg64Mcg) -> Option<Draft> {
    let days = &state.schedule.units[unit];
    let w = days.slows.choose(rng).filter(|w| !w.episode)?;
    let (_, term) = bench.matches(unit).next()?;
    let n = w.days.intersect(term.days).len();
    if n == 0 || !short.is_finite() {
        return None;
    }
    let normal = bench.scenario.units[unit].coking_time_h?;
    let share = days.on(Basis::Stop, w.days.first) + short / n as f64;
    let hours = if share < 1.0 { normal / (1.0 - share) } else { f64::INFINITY };
    let stated = bench.scenario.policy.coke?.stated_h(hours, normal);
    let mut coking = Coking::of(bench, &days.slows);
    coking.set(bench, unit, w.days, (hours.min(stated) > normal + 1e-9).then_some(stated));
    Some(Draft::Coking(coking.0))
}
