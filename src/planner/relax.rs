//! Column generation: master and pricing in turn until the bound stands.
//!
//! Prices are smoothed between the best known and the master's (Wentges); any prices give a valid bound, since pricing is
//! exact when it claims one.

use super::control::Control;
use super::master::Master;
use super::mill::{Column, Priced};
use super::model::{Block, Component};
use crate::plan::gap;
use crate::scenario::Scenario;
use rayon::prelude::*;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// How pricing goes, phase by phase: classes of capacity-days that are told apart (none: all of them, which gives bounds; the
/// others give a guide only), and the relative distance of master and bound at which the phase ends.
const PHASES: [(Option<usize>, f64); 3] = [(Some(400), 4e-4), (Some(4000), 3e-5), (None, 3e-5)];
const ROUNDS: usize = 150;
/// A phase of coarse pricing ends too when so many rounds have not brought the gap down to this part of what it was.
const SLOW: (usize, f64) = (12, 0.75);
/// Weight of the best known prices against the master's.
const SMOOTHING: f64 = 0.85;
/// By what bending gets dearer where the master still bends rows.
const STIFFER: f64 = 8.0;
/// Rounds before the first plan.
const FIRST: usize = 30;

/// Whether column generation goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It does.
    Open,
    /// It has converged, or given up.
    Done,
    /// It ended: a block has no pattern at all, or the rows cannot be kept even in fractions.
    Impossible,
}

/// How far column generation has come for one component: what is kept while nobody works on it.
#[derive(Debug, Clone)]
pub struct State {
    /// The columns of the master.
    columns: Vec<Column>,
    /// Marks of the columns met.
    known: HashSet<u64>,
    /// Weight of each column in the last master.
    weights: Vec<f64>,
    /// No plan costs less, CNY.
    pub bound: f64,
    /// Prices of the component's linking rows at the bound, in their order, CNY for what each row is counted in.
    pub duals: Vec<f64>,
    guide: f64,
    /// The last master's value.
    value: f64,
    phase: usize,
    /// Round and gap from which progress in this phase is measured.
    mark: (usize, f64),
    smoothing: f64,
    /// The smoothing of the next round alone.
    once: Option<f64>,
    rounds: usize,
    stiffened: u32,
    /// Whether the last master bent rows: prices were too low, or they cannot be kept.
    pub bent: bool,
    /// Whether it goes on.
    pub stand: Stand,
    /// Whether mills' own rows were kept whole for the bound.
    pub whole: bool,
}

impl State {
    /// The columns met.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether it has ended, either way.
    pub fn is_done(&self) -> bool {
        self.stand != Stand::Open
    }

    /// Whether it ended without a way to keep the rows.
    pub fn is_impossible(&self) -> bool {
        self.stand == Stand::Impossible
    }
}

/// Column generation for one component.
pub struct Relaxation<'a> {
    scenario: &'a Scenario,
    component: &'a Component,
    master: Master,
    /// How far it has come.
    pub at: State,
}

impl<'a> Relaxation<'a> {
    /// Starts: prices every block exactly at zero, which gives a first bound (unless interrupted).
    pub fn new(scenario: &'a Scenario, component: &'a Component, control: &Control) -> Self {
        let mut r = Self::unpriced(scenario, component);
        r.price_first(vec![0.0; component.rows.len()], control);
        r
    }

    /// Starts in the exact phase from prices, and columns that are its own: those of a component much like this one, say.
    pub fn from_known(
        scenario: &'a Scenario,
        component: &'a Component,
        duals: Vec<f64>,
        columns: Vec<Column>,
        control: &Control,
    ) -> Self {
        let mut r = Self::unpriced(scenario, component);
        for c in columns {
            r.add(c);
        }
        r.price_first(duals, control);
        (r.at.phase, r.at.once) = (PHASES.len() - 1, None);
        r
    }

    fn unpriced(scenario: &'a Scenario, component: &'a Component) -> Self {
        let at = State {
            columns: Vec::new(),
            known: HashSet::new(),
            weights: Vec::new(),
            bound: f64::NEG_INFINITY,
            duals: Vec::new(),
            guide: f64::NEG_INFINITY,
            value: f64::INFINITY,
            phase: if component.rows.is_empty() { PHASES.len() - 1 } else { 0 },
            mark: (0, f64::INFINITY),
            smoothing: SMOOTHING,
            once: Some(0.0),
            rounds: 0,
            stiffened: 0,
            bent: false,
            stand: Stand::Open,
            whole: false,
        };
        Self { scenario, component, master: Master::new(component), at }
    }

    fn price_first(&mut self, duals: Vec<f64>, control: &Control) {
        let bound = self.price(&duals, None, control).map_or(f64::NEG_INFINITY, |p| p.0);
        self.at.duals = duals;
        (self.at.bound, self.at.guide) = (bound, bound);
        self.at.stand = if bound == f64::INFINITY { Stand::Impossible } else { Stand::Open };
    }

    /// Goes on where another left off.
    pub fn resumed(scenario: &'a Scenario, component: &'a Component, at: State) -> Self {
        let mut master = Master::new(component);
        at.columns.iter().for_each(|c| {
            master.add(c);
        });
        if at.stiffened > 0 {
            master.stiffen(STIFFER.powi(at.stiffened as i32));
        }
        Self { scenario, component, master, at }
    }

    /// Rows' part of the Lagrangian, with duals of the wrong sign set to 0.
    fn rows_part(&self, duals: &mut [f64]) -> f64 {
        let mut sum = 0.0;
        for (y, row) in duals.iter_mut().zip(&self.component.rows) {
            let limit = if *y > 0.0 { row.lower } else { row.upper };
            if limit.is_finite() { sum += *y * limit } else { *y = 0.0 }
        }
        sum
    }

    /// Prices all blocks; adds their columns; returns bound (or guide) and how many columns were new; `None` where an interrupt
    /// came first.
    fn price(&mut self, duals: &[f64], classes: Option<usize>, control: &Control) -> Option<(f64, usize)> {
        let mut duals = duals.to_vec();
        let mut bound = self.rows_part(&mut duals) + self.component.base;
        let (scenario, blocks) = (self.scenario, &self.component.blocks);
        let of = |(i, b): (usize, &Block)| (!control.interrupted()).then(|| b.price(scenario, i, &duals, classes));
        let priced: Vec<Priced> = blocks.par_iter().enumerate().map(of).collect::<Option<_>>()?;
        let mut fresh = 0;
        for p in priced {
            bound += if classes.is_none() { p.bound } else { p.price };
            if let Some(c) = p.column {
                fresh += usize::from(self.add(c));
            }
        }
        Some((bound, fresh))
    }

    /// Adds a column unless it is known.
    pub fn add(&mut self, column: Column) -> bool {
        // stops tell columns apart, and what they give: coke ovens have no stops
        let mut mark = DefaultHasher::new();
        (column.block, &column.stops).hash(&mut mark);
        column.gives.iter().for_each(|&(r, v)| (r, v.to_bits()).hash(&mut mark));
        let new = self.at.known.insert(mark.finish());
        if new && self.master.add(&column) {
            self.at.columns.push(column);
        }
        new
    }

    /// Whether the last phase has come, whose prices are a bound.
    const fn is_exact(&self) -> bool {
        self.at.phase + 1 == PHASES.len()
    }

    /// Makes the best known prices a bound, whatever the phase (unless interrupted).
    pub fn bound_now(&mut self, control: &Control) {
        if !(self.at.is_impossible() || self.at.is_done() && self.is_exact()) {
            let duals = self.at.duals.clone();
            let bound = self.price(&duals, None, control).map_or(f64::NEG_INFINITY, |p| p.0);
            self.at.bound = self.at.bound.max(bound);
        }
    }

    /// The bound at the best known prices with mills' own rows kept whole, in so many nodes each, CNY. Rows that can hardly
    /// gain so many CNY are left as they are.
    #[must_use]
    pub fn keep_whole(&mut self, nodes: usize, worth: f64, control: &Control) -> f64 {
        let mut duals = self.at.duals.clone();
        let bound = self.rows_part(&mut duals) + self.component.base;
        let (scenario, blocks) = (self.scenario, &self.component.blocks);
        let of = |(i, b): (usize, &Block)| {
            if control.interrupted() {
                return f64::NEG_INFINITY;
            }
            let plain = b.price(scenario, i, &duals, None).bound;
            b.bound_whole(&duals, nodes, worth, control).map_or(plain, |whole| whole.max(plain))
        };
        let sum: f64 = blocks.par_iter().enumerate().map(of).collect::<Vec<_>>().iter().sum();
        tracing::debug!(before = self.at.bound, after = bound + sum, "own rows kept whole");
        self.at.whole = true;
        bound + sum
    }

    /// What the bound could still gain, CNY.
    pub fn room(&self) -> f64 {
        if self.is_exact() { self.at.value - self.at.bound } else { f64::INFINITY }
    }

    /// Begins a phase with what the best known prices are worth in it.
    const fn enter(&mut self, phase: usize) {
        self.at.phase = phase;
        self.at.mark = (self.at.rounds, f64::INFINITY);
        self.at.guide = f64::NEG_INFINITY;
        self.at.smoothing = SMOOTHING;
        self.at.once = Some(1.0);
    }

    /// Ends before it has converged: the best known prices are made a bound.
    fn give_up(&mut self, control: &Control) {
        self.bound_now(control);
        self.at.stand = Stand::Done;
    }

    /// One exact round more, though it has converged or its rounds are used up.
    pub fn once_more(&mut self, control: &Control) {
        self.at.stand = Stand::Open;
        self.at.rounds = self.at.rounds.min(ROUNDS - 2);
        if !self.is_exact() {
            self.enter(PHASES.len() - 1);
        }
        self.run(control, false, 1);
    }

    /// Goes on until converged, or for as long as a first plan may wait where `first`, or for that many exact rounds.
    pub fn run(&mut self, control: &Control, first: bool, exact_rounds: usize) {
        let mut exact_left = exact_rounds;
        while !(self.at.is_done() || first && (self.at.phase > 0 || self.at.rounds >= FIRST))
            && self.at.rounds < ROUNDS
            && exact_left > 0
            && !control.over()
        {
            self.at.rounds += 1;
            let (classes, close) = PHASES[self.at.phase];
            let exact = classes.is_none();
            exact_left -= usize::from(exact);
            let Some(solved) = self.master.solve() else {
                tracing::info!("HiGHS could not solve a master");
                self.give_up(control);
                break;
            };
            let (value, bent) = (solved.value + self.component.base, solved.bent);
            let a = self.at.once.take().unwrap_or(self.at.smoothing);
            let at: Vec<f64> = self.at.duals.iter().zip(&solved.duals).map(|(c, y)| a * c + (1.0 - a) * y).collect();
            self.at.weights = solved.weights;
            self.at.bent = bent > 1e-7 * value.abs().max(1.0);
            let Some((found, fresh)) = self.price(&at, classes, control) else { break };
            let best = if exact { &mut self.at.bound } else { &mut self.at.guide };
            let better = found > *best + 1e-9 * found.abs();
            if found > *best {
                *best = found;
                self.at.duals = at;
            }
            let best = *best;
            let stalled = !better && (fresh == 0 || value > self.at.value - 1e-8 * value.abs());
            self.at.value = value;
            if fresh == 0 && a > 0.0 {
                self.at.once = Some(0.0); // nothing is new here: what the master's own prices say
            }
            if best > self.component.ceiling {
                // prices at which the rows ask more than any plan can cost: a proof, once they are a bound
                self.bound_now(control);
                if self.at.bound > self.component.ceiling {
                    (self.at.bound, self.at.stand) = (f64::INFINITY, Stand::Impossible);
                    break;
                }
            }
            if stalled {
                self.at.smoothing *= 0.5;
            }
            let gap = gap(value, best);
            tracing::debug!(round = self.at.rounds, phase = self.at.phase, value, best, fresh, bent, gap);
            let still = stalled && self.at.smoothing < 0.01;
            let mut slow = false;
            if self.at.rounds >= self.at.mark.0 + SLOW.0 {
                slow = gap > SLOW.1 * self.at.mark.1;
                self.at.mark = (self.at.rounds, gap);
            }
            if !exact && (gap <= close || still || slow) {
                self.enter(self.at.phase + 1);
            } else if exact && (gap <= close || still) {
                if self.at.bent && self.at.stiffened < 4 {
                    self.at.stiffened += 1;
                    self.master.stiffen(STIFFER);
                    self.at.smoothing = SMOOTHING;
                } else {
                    self.at.stand = if self.at.bent { Stand::Impossible } else { Stand::Done };
                }
            }
        }
        if self.at.rounds >= ROUNDS && !self.at.is_done() {
            self.give_up(control);
        }
    }

    /// The newest columns of each block, at most so many of all.
    pub fn newest(&self, most: usize) -> Vec<Vec<&Column>> {
        let mut out = vec![Vec::new(); self.component.blocks.len()];
        let each = most / out.len().max(1);
        for c in self.at.columns.iter().rev() {
            if out[c.block].len() < each {
                out[c.block].push(c);
            }
        }
        out
    }

    /// Columns with weight in the last master, by block.
    pub fn mix(&self) -> Vec<Vec<(f64, &Column)>> {
        let mut out = vec![Vec::new(); self.component.blocks.len()];
        for (w, c) in self.at.weights.iter().zip(&self.at.columns).filter(|(w, _)| **w > 1e-9) {
            out[c.block].push((*w, c));
        }
        for c in self.at.columns.iter().rev() {
            // a block whose weight lies on no pattern yet takes its newest
            if out[c.block].is_empty() {
                out[c.block].push((1.0, c));
            }
        }
        out
    }
}
