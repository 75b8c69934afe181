//! A short annealing over a few units, that looks for a plan with less of what is sought.

use super::moves;
use super::state::{Bench, State, Totals};
use crate::plan::schedule::UnitDays;
use crate::planner::control::Control;
use crate::planner::exact::UnitPattern;
use crate::scenario::{Scenario, UnitIx};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use std::collections::BTreeMap;

/// What a plan is to have fewer of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sought {
    /// Findings of warnings.
    FewerWarnings,
    /// Slow-downs, with no warning more.
    FewerSlowdowns,
}

impl Sought {
    /// How many a plan has.
    pub fn of(self, totals: &Totals) -> usize {
        match self {
            Self::FewerWarnings => totals.findings,
            Self::FewerSlowdowns => totals.slowdowns,
        }
    }
}

/// What is worked on.
#[derive(Debug, Clone)]
pub struct Goal {
    /// The warning to clear; `None`: slow-downs.
    pub warning: Option<usize>,
    /// Units to move, sorted: narrow sets before wide ones.
    pub sets: Vec<Vec<UnitIx>>,
}

impl Goal {
    /// Whether it is worth more work: its warning still stands. Batteries are worked on once: no other goal moves them.
    pub fn is_open(&self, state: &State) -> bool {
        self.warning.is_some_and(|w| state.levels[w].findings > 0)
    }
}

/// A change that brings fewer of what is sought.
#[derive(Debug, Clone)]
pub struct Remedy {
    /// CNY.
    cost: f64,
    /// How many fewer.
    fewer: usize,
    patterns: Vec<UnitPattern>,
}

impl Remedy {
    /// CNY for each that it clears.
    pub fn price(&self) -> f64 {
        self.cost / self.fewer as f64
    }

    /// Days of its units.
    pub fn days(&self, scenario: &Scenario) -> Vec<(UnitIx, UnitDays)> {
        self.patterns.iter().map(|p| (p.unit, p.days(scenario))).collect()
    }

    /// Its units.
    pub fn units(&self) -> impl Iterator<Item = UnitIx> {
        self.patterns.iter().map(|p| p.unit)
    }
}

/// Moves of an annealing: so many, and so many more for each unit.
const MOVES: (u64, u64) = (1_500, 200);
/// First and last temperature, in stopped days of the units. It is cold from the start: the plan is a good one, and what is
/// sought is near it.
const TEMPERATURE: (f64, f64) = (0.01, 0.0005);
/// First and last factor on the prices of broken rows and of warnings.
const PENALTY: (f64, f64) = (1.0, 20.0);
/// Moves between two looks at the clock.
const LOOK: u64 = 64;

/// The cheapest changes found, one for each number cleared and set of units; the widest of several sets is worked on only
/// where the others found nothing. The state is left as it was.
pub fn remedies(bench: &Bench, state: &mut State, goal: &Goal, sought: Sought, seed: u64, control: &Control) -> Vec<Remedy> {
    let mut found: Vec<Remedy> = Vec::new();
    for (i, units) in goal.sets.iter().enumerate() {
        let widest = i > 0 && i + 1 == goal.sets.len();
        if !widest || found.is_empty() {
            found.extend(anneal(bench, state, goal.warning, units, sought, seed.wrapping_add(i as u64), control));
        }
    }
    found
}

fn anneal(
    bench: &Bench,
    state: &mut State,
    warning: Option<usize>,
    units: &[UnitIx],
    sought: Sought,
    seed: u64,
    control: &Control,
) -> impl Iterator<Item = Remedy> + use<> {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let saved = state.save(units);
    state.mind_only(bench, warning);
    let start = state.totals;
    let scale = units.iter().map(|&u| bench.day_cost(u)).sum::<f64>() / units.len() as f64;
    let moves = MOVES.0 + MOVES.1 * units.len() as u64;
    let mut best: BTreeMap<usize, Remedy> = BTreeMap::new();
    let (mut penalty, mut heat) = (PENALTY.0, TEMPERATURE.0 * scale);
    for n in 0..moves {
        if n % LOOK == 0 {
            if control.over() {
                break;
            }
            let at = |(from, to): (f64, f64)| from * (to / from).powf(n as f64 / moves as f64);
            (penalty, heat) = (at(PENALTY), at(TEMPERATURE) * scale);
        }
        let slow = if sought == Sought::FewerSlowdowns { scale * penalty } else { 0.0 };
        let energy = |t: &Totals| t.cost + penalty * (t.broken + t.excess) + slow * t.slowdowns as f64;
        let old = energy(&state.totals);
        let Some(undo) = moves::step(bench, state, units, &mut rng) else { continue };
        if energy(&state.totals) - old > -heat * rng.random::<f64>().max(1e-300).ln() {
            undo.into_iter().rev().for_each(|u| state.revert(u));
            continue;
        }
        let t = &state.totals;
        let (cost, left) = (t.cost - start.cost, sought.of(t));
        let fewer = t.broken_rows == 0 && left < sought.of(&start) && t.findings <= start.findings;
        if fewer && best.get(&left).is_none_or(|b| cost < b.cost - 1e-3) {
            let patterns = units.iter().map(|&u| state.pattern(u)).collect();
            best.insert(left, Remedy { cost, fewer: sought.of(&start) - left, patterns });
        }
    }
    state.restore(saved);
    best.into_values()
}
