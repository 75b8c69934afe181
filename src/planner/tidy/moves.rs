//! Moves: new stops for one or two units, after which what follows the furnaces is fitted to them again.

use super::slow;
use super::state::{Bench, State, Undo};
use crate::day::{Day, DayRange};
use crate::plan::schedule::{StopClass, UnitDays};
use crate::planner::search::{moved, stride};
use crate::rules::shape_findings;
use crate::scenario::UnitIx;
use rand::RngExt as _;
use rand::seq::IndexedRandom as _;
use rand_pcg::Pcg64Mcg;

/// What a unit is to do.
pub enum Draft {
    /// Whole stops; those that touch become one.
    Stops(Vec<DayRange>),
    /// Coking time of each day, h, where slowed. Fixed stops stay.
    Coking(Vec<Option<f64>>),
}

/// Makes a move and returns what undoes it; `None` where it came to nothing admissible.
pub fn step(bench: &Bench, state: &mut State, units: &[UnitIx], rng: &mut Pcg64Mcg) -> Option<Vec<Undo>> {
    let unit = *units.choose(rng)?;
    let drafts = if bench.is_battery(unit) {
        slow::propose(bench, state, unit, rng).map(|d| vec![(unit, d)])?
    } else {
        propose(bench, state, unit, units, rng)?
    };
    let mut undo = vec![make(bench, state, &drafts)?];
    if rng.random_range(0..10) < 8 {
        let moved: Vec<UnitIx> = drafts.iter().map(|d| d.0).collect();
        fit(bench, state, &moved, units, &mut undo, rng);
    }
    Some(undo)
}

/// Applies drafts where all are admissible and some changes anything.
fn make(bench: &Bench, state: &mut State, drafts: &[(UnitIx, Draft)]) -> Option<Undo> {
    let mut changes = Vec::with_capacity(drafts.len());
    for (u, draft) in drafts {
        let days = days(bench, state, *u, draft)?;
        if days != state.schedule.units[*u] {
            changes.push((*u, days));
        }
    }
    (!changes.is_empty()).then(|| state.apply(bench, changes))
}

fn days(bench: &Bench, state: &State, unit: UnitIx, draft: &Draft) -> Option<UnitDays> {
    let s = bench.scenario;
    let len = usize::from(s.season.len);
    let service = s.units[unit].service;
    let mut stopped = vec![false; len];
    let days = match draft {
        Draft::Stops(stops) => {
            if stops.iter().any(|w| w.is_empty() || w.intersect(service) != *w) {
                return None;
            }
            stops.iter().for_each(|w| stopped[w.days()].fill(true));
            UnitDays::new(s, unit, &stopped, &vec![None; len])
        }
        Draft::Coking(coking) => {
            state.schedule.units[unit].stops.iter().for_each(|w| stopped[w.days.days()].fill(true));
            UnitDays::new(s, unit, &stopped, coking)
        }
    };
    let holds = shape_findings(s, unit, &days).next().is_none();
    holds.then_some(days)
}

/// `w` longer (or shorter, where `by` is negative) at one of its ends.
pub fn longer(w: DayRange, by: i32, rng: &mut Pcg64Mcg) -> Option<DayRange> {
    if rng.random::<bool>() { moved(w, -by, 0) } else { moved(w, 0, by) }
}

fn stops_of(state: &State, unit: UnitIx) -> Vec<DayRange> {
    state.schedule.units[unit].stops.iter().map(|w| w.days).collect()
}

/// A stop that is not fixed.
fn pick(state: &State, unit: UnitIx, rng: &mut Pcg64Mcg) -> Option<usize> {
    let stops = &state.schedule.units[unit].stops;
    let k = rng.random_range(0..stops.len().max(1));
    stops.get(k).filter(|w| w.class != StopClass::Fixed).map(|_| k)
}

fn propose(
    bench: &Bench,
    state: &State,
    unit: UnitIx,
    units: &[UnitIx],
    rng: &mut Pcg64Mcg,
) -> Option<Vec<(UnitIx, Draft)>> {
    let mut stops = stops_of(state, unit);
    let Some(k) = pick(state, unit, rng) else {
        stops.push(somewhere(bench, unit, rng)?);
        return Some(vec![(unit, Draft::Stops(stops))]);
    };
    let (w, d) = (stops[k], stride(rng));
    match rng.random_range(0..100) {
        0..30 => stops[k] = moved(w, d, d)?,
        30..40 => stops[k] = longer(w, d, rng)?,
        40..70 => return trade(bench, state, (unit, k), d, units, rng),
        70..80 => {
            // a part of it goes elsewhere
            let part = rng.random_range(1..=w.len()) as Day;
            let to = rng.random_range(0..i32::from(bench.scenario.season.len));
            let piece = DayRange::new(w.end - part, w.end);
            stops.push(moved(piece, to - i32::from(piece.first), to - i32::from(piece.first))?);
            stops[k].end -= part;
            stops.retain(|w| !w.is_empty());
        }
        80..88 => {
            // it is added to another
            stops.swap_remove(k);
            let j = rng.random_range(0..stops.len().max(1));
            *stops.get_mut(j)? = longer(*stops.get(j)?, w.len() as i32, rng)?;
        }
        88..94 => drop(stops.swap_remove(k)),
        _ => stops.push(somewhere(bench, unit, rng)?),
    }
    Some(vec![(unit, Draft::Stops(stops))])
}

/// A new stop.
fn somewhere(bench: &Bench, unit: UnitIx, rng: &mut Pcg64Mcg) -> Option<DayRange> {
    let s = bench.scenario;
    let (service, shape) = (s.units[unit].service, s.policy.shape(s.units[unit].kind));
    let least = shape.min_stop_days.max(1);
    if service.len() < usize::from(least) {
        return None;
    }
    let first = rng.random_range(service.first..=service.end - least);
    let len = rng.random_range(least..=least.saturating_mul(4)).min(service.end - first);
    Some(DayRange::new(first, first + len))
}

/// Longer here, shorter in another stop of a unit of the same kind, for about the same capacity-days.
fn trade(
    bench: &Bench,
    state: &State,
    (unit, k): (UnitIx, usize),
    by: i32,
    units: &[UnitIx],
    rng: &mut Pcg64Mcg,
) -> Option<Vec<(UnitIx, Draft)>> {
    let s = bench.scenario;
    let kind = s.units[unit].kind;
    let other = (0..4).find_map(|_| units.choose(rng).copied().filter(|&o| s.units[o].kind == kind))?;
    let j = pick(state, other, rng)?;
    let mut stops = stops_of(state, unit);
    stops[k] = longer(stops[k], by, rng)?;
    if other == unit {
        if j != k {
            stops[j] = longer(stops[j], -by, rng)?;
        }
        return Some(vec![(unit, Draft::Stops(stops))]);
    }
    let back = (f64::from(by) * s.units[unit].rate_t_d / s.units[other].rate_t_d).round() as i32 + rng.random_range(-1..=1);
    let mut others = stops_of(state, other);
    others[j] = longer(others[j], -back, rng)?;
    Some(vec![(unit, Draft::Stops(stops)), (other, Draft::Stops(others))])
}

/// Gives what follows the furnaces about the days that its rows ask, no more.
fn fit(
    bench: &Bench,
    state: &mut State,
    moved_units: &[UnitIx],
    units: &[UnitIx],
    undo: &mut Vec<Undo>,
    rng: &mut Pcg64Mcg,
) {
    let mut rows: Vec<usize> = moved_units.iter().flat_map(|&u| bench.matches(u)).map(|(row, _)| row).collect();
    rows.sort_unstable();
    rows.dedup();
    for row in rows {
        let followers = bench.rows[row].terms.iter().filter(|t| t.coef > 0.0 && units.binary_search(&t.unit).is_ok());
        let followers: Vec<UnitIx> = followers.map(|t| t.unit).collect();
        let Some(&unit) = followers.choose(rng) else { continue };
        let short = short_of(bench, state, unit);
        let draft =
            if bench.is_battery(unit) { slow::fit(bench, state, unit, short, rng) } else { fitted(state, unit, short, rng) };
        if let Some(done) = draft.and_then(|d| make(bench, state, &[(unit, d)])) {
            undo.push(done);
        }
    }
}

/// Days by which a unit falls short in the rows that match it to furnaces; negative where it gives more than they ask.
fn short_of(bench: &Bench, state: &State, unit: UnitIx) -> f64 {
    let short = |(row, t): (usize, &crate::rules::Term)| (bench.rows[row].lower - state.value(row)) / t.coef;
    bench.matches(unit).map(short).fold(f64::NEG_INFINITY, f64::max)
}

/// Whole days more or fewer at an end of a stop.
fn fitted(state: &State, unit: UnitIx, short: f64, rng: &mut Pcg64Mcg) -> Option<Draft> {
    let by = (short - 1e-9).ceil();
    if by == 0.0 || !by.is_finite() {
        return None;
    }
    let k = pick(state, unit, rng)?;
    let mut stops = stops_of(state, unit);
    stops[k] = longer(stops[k], by as i32, rng)?;
    Some(Draft::Stops(stops))
}
