//! Honest records: what a unit that keeps its plan makes in each hour, with the noise of real plants.

use super::Options;
use crate::day::Day;
use crate::plan::schedule::{StopClass, UnitDays};
use crate::scenario::{Scenario, UnitIx};
use rand::{Rng, RngExt};

/// Mean load of a running unit: rates are filed round and a little high, and short stops for repair are in it.
const MEAN: f64 = 0.985;

/// Load of the first hour after a stop; it rises to full over the kind's ramp days.
const FIRST_LOAD: f64 = 0.35;

/// About normal, with mean 0 and deviation 1, never beyond 3.5.
fn noise(rng: &mut impl Rng) -> f64 {
    (0..4).map(|_| rng.random_range(-1.0..1.0)).sum::<f64>() * 0.866
}

/// Load of a running unit in one hour.
pub(super) fn running(rng: &mut impl Rng) -> f64 {
    MEAN + 0.012 * noise(rng)
}

/// Load of each hour of the season, as a share of the rate.
pub(super) fn loads(s: &Scenario, days: &UnitDays, u: UnitIx, options: &Options, rng: &mut impl Rng) -> Vec<f64> {
    let unit = &s.units[u];
    let mut out = vec![0.0; usize::from(s.season.len) * 24];
    for d in unit.service.days() {
        let day = MEAN + 0.004 * noise(rng);
        for x in &mut out[d * 24..(d + 1) * 24] {
            *x = day + 0.012 * noise(rng);
        }
    }
    for slow in &days.slows {
        let normal = unit.coking_time_h.unwrap_or(0.0);
        let share = normal / slow.coking_time_h.max(normal);
        for (i, d) in slow.days.days().enumerate() {
            // the heating is turned down over a day
            let share = if i == 0 { f64::midpoint(1.0, share) } else { share };
            out[d * 24..(d + 1) * 24].iter_mut().for_each(|x| *x *= share / MEAN);
        }
    }
    for stop in &days.stops {
        let (a, b) = (usize::from(stop.days.first) * 24, usize::from(stop.days.end) * 24);
        out[a..b].fill(0.0);
        if stop.days.first > unit.service.first && stop.days.len() > 1 {
            // the furnace is blown down a little late
            let late = rng.random_range(0.0..1.0) * 0.5 * options.tolerance_hours;
            out[a..a + late as usize].fill(0.6);
        }
        let ramp = if stop.class == StopClass::Episode { 0 } else { s.policy.shape(unit.kind).ramp_days };
        ramp_up(&mut out, b, ramp, usize::from(unit.service.end) * 24);
    }
    out
}

/// Lets the load rise from a restart, an hour of the season, over some days.
pub(super) fn ramp_up(loads: &mut [f64], from: usize, ramp_days: Day, end: usize) {
    let hours = (usize::from(ramp_days) * 24).max(4);
    for i in 0..hours.min(end.saturating_sub(from)) {
        loads[from + i] *= FIRST_LOAD + (1.0 - FIRST_LOAD) * i as f64 / hours as f64;
    }
}
