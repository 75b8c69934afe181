//! The loop: bound and plan of each component, in turn, until the gap is small enough or time is up.

use super::control::Control;
use super::exact::program::{Run, Status};
use super::exact::{self, ExactOptions, Model, UnitPattern};
use super::line::PriceLine;
use super::model::{Component, Group};
use super::realise::{realise, variants};
use super::relax::Relaxation;
use super::search::{Heat, Space, Stops};
use super::{Options, Progress};
use crate::day::DayRange;
use crate::measure::cost::unit_cost;
use crate::rules::Row;
use crate::scenario::{Scenario, UnitIx};
use rayon::prelude::*;

/// What is known of a component.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its best plan, one pattern a unit; empty: none yet.
    pub patterns: Vec<UnitPattern>,
    /// Its cost, CNY; infinite where there is none.
    pub cost: f64,
    /// No plan costs less, CNY; infinite where none exists.
    pub bound: f64,
}

impl Answer {
    /// Whether the gap is as small as is asked for.
    pub fn is_near(&self, options: &Options) -> bool {
        let gap = self.cost - self.bound;
        self.cost.is_finite() && (gap <= options.gap * self.cost.abs().max(1.0) || gap < options.enough)
    }
}

/// One component at work.
pub struct Work<'a> {
    scenario: &'a Scenario,
    component: &'a Component,
    relaxation: Relaxation<'a>,
    /// What is known.
    pub answer: Answer,
    /// A plan to start from, of all its units, whether it holds or not; or none.
    pub given: Vec<UnitPattern>,
    tried: u64,
    pool: Vec<(f64, Stops)>,
    exact_tried: bool,
    /// Nothing more to try.
    pub ended: bool,
}

/// Annealing from a rounding of the master; the length of one run, in moves.
const MOVES: u64 = 1_500_000;
/// The same for the first plan, which is wanted soon.
const FIRST_MOVES: u64 = 500_000;
/// Exact rounds of column generation between two searches.
const EXACT_ROUNDS: usize = 8;
/// The bound is left alone while what it could gain is at most this part of the gap.
const SMALL_PART: f64 = 0.1;
/// Runs after which a component that does not get better is left.
const RUNS: u64 = 400;
/// Arcs and days up to which the whole component is solved as one integer program, to the end.
const SMALL: usize = 6_000;
/// The same for a mill alone, within so many nodes, once so many searches have not closed its gap.
const ONE_MILL: usize = 60_000;
const NODES: i32 = 200;
const SEARCHES: u64 = 12;

/// Fills what the pricing of a component needs once.
pub fn prepare(scenario: &Scenario, component: &mut Component) {
    let rows = component.rows.len();
    let ways = |g: &Group, period: DayRange| {
        if g.is_linked() { variants(scenario, component, g, period) } else { Vec::new() }
    };
    let own: Vec<Vec<_>> = component.blocks.iter().map(|b| b.groups.iter().map(|g| ways(g, b.period)).collect()).collect();
    let shared: Vec<Vec<_>> =
        component.pools.iter().map(|p| p.classes.iter().map(|c| ways(&c.group, c.period)).collect()).collect();
    component.blocks.par_iter_mut().zip(own).for_each(|(b, ways)| {
        for (g, ways) in b.groups.iter_mut().zip(ways) {
            g.share_out(ways);
            g.fill_supply(b.period, rows);
        }
        b.line = PriceLine::of_block(b);
    });
    component.pools.par_iter_mut().zip(shared).for_each(|(p, ways)| {
        for (c, ways) in p.classes.iter_mut().zip(ways) {
            c.group.share_out(ways);
            c.group.fill_supply(c.period, rows);
            c.line = PriceLine::of_group(&c.group);
        }
    });
}

/// Cost of patterns, and whether they keep all rows (up to rounding noise).
pub fn judge(scenario: &Scenario, rows: &[Row], patterns: &[UnitPattern]) -> (f64, bool) {
    let schedule = exact::schedule(scenario, patterns);
    let cost = patterns.iter().map(|p| unit_cost(scenario, &schedule, p.unit).total()).sum();
    let noise = |r: &Row| 1e-9 * [r.lower, r.upper].into_iter().filter(|x| x.is_finite()).fold(1e-3, |a, x| x.abs().max(a));
    (cost, rows.iter().all(|r| r.violation(r.value(&schedule)) <= noise(r)))
}

impl<'a> Work<'a> {
    /// Starts on a prepared component.
    pub fn new(scenario: &'a Scenario, component: &'a Component) -> Self {
        let relaxation = Relaxation::new(scenario, component);
        let answer = Answer { patterns: Vec::new(), cost: f64::INFINITY, bound: relaxation.bound };
        Self {
            scenario,
            component,
            relaxation,
            answer,
            given: Vec::new(),
            tried: 0,
            pool: Vec::new(),
            exact_tried: false,
            ended: false,
        }
    }

    /// Whether no plan can exist.
    pub fn impossible(&self) -> bool {
        self.answer.bound == f64::INFINITY || (self.relaxation.impossible && self.answer.patterns.is_empty())
    }

    /// Cost of patterns of the component, and whether they keep all its rows.
    fn judge(&self, patterns: &[UnitPattern]) -> (f64, bool) {
        let (cost, holds) = judge(self.scenario, &self.component.all_rows, patterns);
        (cost + self.component.base, holds)
    }

    /// Takes patterns if they keep all rows and cost less than what is known.
    pub fn offer(&mut self, patterns: Vec<UnitPattern>) -> bool {
        let (cost, holds) = self.judge(&patterns);
        let better = holds && cost < self.answer.cost;
        if better {
            (self.answer.cost, self.answer.patterns) = (cost, patterns);
        }
        better
    }

    /// Units of the component.
    fn units(&self) -> Vec<UnitIx> {
        let mut units: Vec<UnitIx> = self.component.blocks.iter().flat_map(|b| b.units().collect::<Vec<_>>()).collect();
        units.sort_unstable();
        units
    }

    fn size(&self) -> usize {
        let arcs = |b: &super::model::Block| -> usize {
            let own: usize = b.primary.iter().map(|u| u.graph.arcs.len()).sum();
            let cokes = b.lone_batteries.len() + b.groups.iter().map(|g| g.batteries.len()).sum::<usize>();
            own + b.groups.iter().flat_map(|g| &g.units).map(|u| u.graph.arcs.len()).sum::<usize>()
                + cokes * 8 * usize::from(self.scenario.season.len)
        };
        self.component.blocks.iter().map(arcs).sum()
    }

    fn is_small(&self) -> bool {
        self.size() <= SMALL
    }

    fn suits_exact(&self) -> bool {
        let mills = self.component.blocks.iter().map(|b| b.ent).collect::<std::collections::BTreeSet<_>>().len();
        self.is_small() || mills == 1 && self.tried >= SEARCHES && self.size() <= ONE_MILL
    }

    /// The whole component as one integer program.
    fn exact(&mut self, options: &Options, control: &Control) {
        self.exact_tried = true;
        let units = self.units();
        let model = Model { scenario: self.scenario, units: &units, rows: &self.component.all_rows };
        let start = (!self.answer.patterns.is_empty()).then(|| exact::schedule(self.scenario, &self.answer.patterns));
        let run = Run {
            time_limit: control.left().max(0.1),
            gap: options.gap.min(1e-7),
            nodes: (!self.is_small()).then_some(NODES),
            seed: (options.seed % 1_000_000) as i32,
            threads: None,
            interrupt: control.interrupt(),
        };
        let out = exact::solve(&model, &ExactOptions { run, start: start.as_ref() });
        tracing::debug!(?out.status, out.objective, out.bound, "exact model");
        if out.status == Status::Infeasible && self.answer.patterns.is_empty() {
            self.answer.bound = f64::INFINITY;
            self.ended = true;
            return;
        }
        self.answer.bound = self.answer.bound.max((out.bound + self.component.base).min(self.answer.cost));
        if !out.patterns.is_empty() {
            self.offer(out.patterns);
        }
    }

    /// One step: more of the bound, or more of the plan.
    pub fn step(&mut self, options: &Options, control: &Control, threads: usize) {
        if self.answer.is_near(options) || self.impossible() || self.ended || control.over() {
            self.ended = true;
            return;
        }
        let small = self.is_small();
        let gap = self.answer.cost - self.answer.bound;
        if !self.relaxation.done && (gap.is_infinite() || self.relaxation.room() > SMALL_PART * gap) {
            // a first plan as soon as the coarse phase is over
            let coarse = self.tried == 0 && !small;
            self.relaxation.run(control, coarse, if small { usize::MAX } else { EXACT_ROUNDS });
            self.answer.bound = self.answer.bound.max(self.relaxation.bound.min(self.answer.cost));
            if self.relaxation.impossible && !small {
                return;
            }
        }
        let first = self.tried == 0;
        self.search(options, control, threads);
        if first && !small {
            // what ends the run before the exact phase finds a bound worth telling
            self.relaxation.bound_now();
            self.answer.bound = self.answer.bound.max(self.relaxation.bound.min(self.answer.cost));
        }
        if !self.answer.is_near(options) && self.suits_exact() && !self.exact_tried && !control.over() {
            self.exact(options, control);
        }
        let slow = self.tried >= RUNS;
        self.ended |= self.answer.is_near(options) || (self.relaxation.done && slow);
    }

    fn search(&mut self, options: &Options, control: &Control, threads: usize) {
        let space = Space::new(self.scenario, self.component);
        if space.movers.is_empty() {
            self.tried = RUNS;
            if let Some(p) = realise(self.scenario, self.component, &space, &Vec::new(), control) {
                self.offer(p);
            }
            return;
        }
        let mix = self.relaxation.mix();
        if self.tried == 0 && !self.given.is_empty() {
            // the first run starts from the plan that was given, as far as it holds
            let given = space.stops_of(&self.given);
            let start = if self.answer.patterns.is_empty() {
                space.round(&mix, options.seed).map(|rounded| space.mixed(given, &rounded))
            } else {
                Some(given)
            };
            self.pool.extend(start.map(|stops| (self.answer.cost, stops)));
        }
        let batch = threads.max(1) as u64;
        let first = self.tried;
        let runs: Vec<Option<(f64, Stops)>> = (first..first + batch)
            .into_par_iter()
            .map(|k| {
                let seed = options.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(k);
                // two fresh starts, then a reheat of one of the best
                let reheat = (k == 0 || k >= 4 && k % 3 == 2) && !self.pool.is_empty();
                let start = if reheat {
                    self.pool[(k / 3) as usize % self.pool.len()].1.clone()
                } else {
                    space.round(&mix, seed)?
                };
                let moves = if k < 2 { FIRST_MOVES } else { MOVES * (4 + (k / 16).min(4)) };
                let heat = if reheat {
                    Heat { moves, temperature: (0.03, 0.0005), penalty: (0.2, 20.0) }
                } else {
                    Heat { moves, temperature: (0.15, 0.0015), penalty: (0.05, 20.0) }
                };
                space.anneal(&start, &heat, seed ^ 0x5DEE_CE66, control).map(|f| (f.cost, f.stops))
            })
            .collect();
        self.tried += batch;
        for (cost, stops) in runs.into_iter().flatten() {
            tracing::debug!(tried = self.tried, cost, bound = self.answer.bound, "annealed");
            self.pool.push((cost, stops.clone()));
            if cost >= self.answer.cost {
                continue;
            }
            if let Some(p) = realise(self.scenario, self.component, &space, &stops, control) {
                let (c, holds) = self.judge(&p);
                tracing::debug!(c, holds, "realised");
                self.offer(p);
            }
        }
        self.pool.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.pool.dedup_by(|a, b| a.1 == b.1);
        self.pool.truncate(4);
    }
}

/// Works on all components until each has its gap, or the run ends.
pub fn run_all(works: &mut [Work], options: &Options, control: &Control, tell: &(dyn Fn(&Progress) + Sync)) {
    let threads = rayon::current_num_threads();
    for round in 0.. {
        // small cities weigh little: the gap that counts is the sum's
        let open = works.iter().filter(|w| !w.ended).count();
        if open == 0 || control.over() {
            break;
        }
        for w in works.iter_mut() {
            w.step(options, control, threads);
        }
        tell(&Progress { round, ..total(works) });
    }
    tell(&total(works));
}

/// Sums over all components.
pub fn total(works: &[Work]) -> Progress {
    Progress { round: 0, cost: works.iter().map(|w| w.answer.cost).sum(), bound: works.iter().map(|w| w.answer.bound).sum() }
}
