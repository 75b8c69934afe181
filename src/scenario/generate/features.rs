//! What mills have beyond their fleet: heat, fixed stops, plants that serve them.

use super::draft::{Draft, Frame, Mill, Unit};
use super::fleet::{Knobs, coke_ovens, iron, mill, tens};
use super::names;
use crate::day::DayRange;
use crate::kind::Kind;
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

/// District heating: the city certifies hot metal, and in larger mills a furnace that may not stop.
pub(super) fn heat(frame: &Frame<'_>, knobs: &Knobs, mill: &mut Mill, rng: &mut Pcg64) {
    let whole = |u: &Unit| u.service == frame.season.all();
    let furnaces: Vec<usize> =
        (0..mill.units.len()).filter(|&u| mill.units[u].kind == Kind::BlastFurnace && whole(&mill.units[u])).collect();
    if furnaces.len() < 2 || !rng.random_bool(knobs.heat) {
        return;
    }
    mill.heating = Some((frame.period, 0.0));
    let keeps = furnaces[0];
    let (iron, kept) = (iron(mill), mill.units[keeps].rate);
    if rng.random_bool(0.7) && (mill.required(frame.policy) + 0.15) * iron < 0.85 * (iron - kept) {
        mill.units[keeps].must_run = vec![frame.period];
    }
    if frame.period.end < frame.season.len && rng.random_bool(knobs.stagger_end) {
        mill.stagger_end = Some(frame.season.len - 1);
        mill.period.end = frame.season.len;
    }
}

/// Stops that are already fixed: overhauls.
pub(super) fn downs(frame: &Frame<'_>, knobs: &Knobs, mill: &mut Mill, rng: &mut Pcg64) {
    let len = frame.season.len;
    for unit in mill.units.iter_mut().filter(|u| u.service == frame.season.all()) {
        if !rng.random_bool(knobs.down) {
            continue;
        }
        let days = rng.random_range((len / 14).max(1)..=(len / 8).max(1));
        let first = rng.random_range(0..=len - days);
        let down = DayRange::new(first, first + days);
        // A battery is slowed down on either side of it, for the policy's shortest slow-down at least.
        let inside = first >= frame.period.first + len / 9 && down.end + len / 9 <= frame.period.end;
        if unit.must_run.iter().all(|m| m.intersect(down).is_empty()) && (unit.kind != Kind::CokeOven || inside) {
            unit.down = vec![down];
        }
    }
}

/// Coking plants and lime works under permits of their own.
pub(super) fn serving(frame: &Frame<'_>, knobs: &Knobs, draft: &mut Draft, rng: &mut Pcg64) {
    let plants = (knobs.mills as f64 * knobs.serving).floor() as usize
        + usize::from(rng.random_bool((knobs.mills as f64 * knobs.serving).fract()));
    for p in 0..plants {
        let coking = p % 3 != 2;
        let kind = if coking { Kind::CokeOven } else { Kind::LimeKiln };
        let fit =
            |m: &Mill| m.has_furnace() && m.required(frame.policy) <= 0.5 && (!coking || m.of_kind(kind).next().is_none());
        let mut served: Vec<usize> = (0..knobs.mills).filter(|&i| fit(&draft.mills[i])).collect();
        served.shuffle(rng);
        let Some(&first) = served.first() else { continue };
        served.retain(|&i| draft.mills[i].city == draft.mills[first].city);
        served.truncate(rng.random_range(1..=2));
        let i = draft.mills.len();
        let mut plant = mill(frame, knobs, i, draft.mills[first].grade, false, rng);
        plant.id = format!("S{:03}", p + 1);
        plant.name = format!("{}{}有限公司", names::mill(i), if coking { "焦化" } else { "石灰" });
        plant.city = draft.mills[first].city;
        plant.serves.clone_from(&served);
        plant.min_ratio = None;
        plant.stagger_end = None;
        plant.period = frame.period;
        let tonnes: f64 = served.iter().map(|&s| iron(&draft.mills[s])).sum();
        if coking {
            let count = rng.random_range(1..=2);
            coke_ovens(frame, &mut plant, count, tonnes * 0.38 * 0.6, rng);
        } else {
            let rate = tens(tonnes * 0.04);
            plant.units.push(Unit::new(frame, "1#石灰窑".to_owned(), kind, rate, rate));
        }
        draft.mills.push(plant);
    }
}
