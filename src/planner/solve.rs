//! The loop: bound and plan of each component, in turn, until the gap is small enough or time is up.

use super::Options;
use super::branch::Tree;
use super::control::Control;
use super::exact::program::{Run, Status};
use super::exact::{self, ExactOptions, Model, UnitPattern};
use super::explain::{Conflict, quick_infeasible};
use super::model::{Component, Part};
use super::realise::realise;
use super::relax::{Relaxation, State};
use super::search::{Space, Stops};
use super::trials::{Start, Trials};
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
    /// What is not proved, CNY; infinite without a plan.
    pub fn gap(&self) -> f64 {
        if self.cost.is_finite() { self.cost - self.bound } else { f64::INFINITY }
    }
}

/// How far a component is worked on.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// The gap that is near enough, CNY.
    pub near: f64,
    /// The same as a share of the cost.
    pub share: f64,
    /// Whether it is the only one, and all time its own.
    pub alone: bool,
}

impl Goal {
    /// Whether it is met.
    pub fn met(&self, answer: &Answer) -> bool {
        let share = if self.share > 0.0 { self.share * answer.cost.abs().max(1.0) } else { 0.0 };
        answer.cost.is_finite() && answer.gap() <= self.near.max(share)
    }
}

/// One component at work: what is kept of it while nobody works on it.
#[derive(Debug)]
pub struct Work<'a> {
    scenario: &'a Scenario,
    /// Its mills and rows.
    pub part: Part,
    relaxed: Option<State>,
    /// What is known.
    pub answer: Answer,
    /// A plan to start from, of all its units, whether it holds or not; or none.
    pub given: Vec<UnitPattern>,
    trials: Trials,
    pool: Vec<(f64, Stops)>,
    /// How many annealings were tried when the plan last got better.
    tried_at_best: u64,
    exact_tried: bool,
    tree: Option<Tree>,
    /// Why it has no plan, where single days say so.
    pub conflict: Option<Conflict>,
    /// Visits since its gap last got smaller.
    pub idle: u32,
    /// Nothing more to try.
    pub ended: bool,
}

/// What work on a component needs at hand.
pub struct Bench<'a> {
    component: &'a Component,
    relaxation: Relaxation<'a>,
    space: Space<'a>,
    /// Arcs and days of its units.
    size: usize,
}

/// Columns that a rounding of the master is bettered with.
const EXCHANGED: usize = 300;
/// Exact rounds of column generation between two searches.
const EXACT_ROUNDS: usize = 8;
/// The bound is left alone while what it could gain is at most this part of the gap.
const SMALL_PART: f64 = 0.1;
/// Annealings after which a component whose plan they did not better is left.
const RUNS: u64 = 400;
/// Part of its gap to which a visit must bring a component to be worth another.
const SMALLER: f64 = 0.98;
/// Arcs and days up to which the whole component is solved as one integer program, to the end.
const SMALL: usize = 6_000;
/// The same for a mill alone, within so many nodes, once so many searches have not closed its gap.
const ONE_MILL: usize = 60_000;
const NODES: i32 = 200;
const SEARCHES: u64 = 12;
/// Searches after which mills' own rows are kept whole for the bound, and nodes of each.
const WHOLE: (u64, usize) = (4, 24);
/// Mills up to which a component that is alone is branched on.
const BRANCHED: usize = 7;
/// Annealings without a better plan after which it is, and nodes a step.
const STALLED: (u64, usize) = (60, 8);

/// What summing in floating point may leave of a row.
pub fn noise(row: &Row) -> f64 {
    1e-9 * [row.lower, row.upper].into_iter().filter(|x| x.is_finite()).fold(1e-3, |a, x| x.abs().max(a))
}

/// Cost of patterns, and whether they keep all rows (up to rounding noise).
pub fn judge(scenario: &Scenario, rows: &[Row], patterns: &[UnitPattern]) -> (f64, bool) {
    let schedule = exact::schedule(scenario, patterns);
    let cost = patterns.iter().map(|p| unit_cost(scenario, &schedule, p.unit).total()).sum();
    (cost, rows.iter().all(|r| r.violation(r.value(&schedule)) <= noise(r)))
}

impl<'a> Work<'a> {
    /// Nothing is known yet.
    pub fn new(scenario: &'a Scenario, part: Part) -> Self {
        let answer = Answer { patterns: Vec::new(), cost: f64::INFINITY, bound: f64::NEG_INFINITY };
        Self {
            scenario,
            part,
            relaxed: None,
            answer,
            given: Vec::new(),
            trials: Trials::default(),
            pool: Vec::new(),
            tried_at_best: 0,
            exact_tried: false,
            tree: None,
            conflict: None,
            idle: 0,
            ended: false,
        }
    }

    /// Whether no plan can exist.
    pub fn impossible(&self) -> bool {
        let in_fractions = self.relaxed.as_ref().is_some_and(State::is_impossible);
        self.answer.bound == f64::INFINITY || (in_fractions && self.answer.patterns.is_empty())
    }

    /// Takes patterns if they keep all rows and cost less than what is known.
    pub fn offer(&mut self, patterns: Vec<UnitPattern>) -> bool {
        let (cost, holds) = judge(self.scenario, &self.part.rows, &patterns);
        let cost = cost + self.scenario.anchor.as_ref().map_or(0.0, |a| self.units().into_iter().map(|u| a.base(u)).sum());
        let better = holds && cost < self.answer.cost;
        if better {
            (self.answer.cost, self.answer.patterns) = (cost, patterns);
            self.tried_at_best = self.trials.tried;
        }
        better
    }

    /// Its units, sorted.
    pub fn units(&self) -> Vec<UnitIx> {
        let mut units: Vec<UnitIx> = self.part.units(self.scenario).collect();
        units.sort_unstable();
        units
    }

    /// Sets up the work on its component.
    fn bench<'c>(&mut self, component: &'c Component, control: &Control) -> Bench<'c>
    where
        'a: 'c,
    {
        let relaxation = match self.relaxed.take() {
            Some(at) => Relaxation::resumed(self.scenario, component, at),
            None => Relaxation::new(self.scenario, component, control),
        };
        let (space, size) = (Space::new(self.scenario, component), component.size(self.scenario));
        Bench { component, relaxation, space, size }
    }

    /// Whether nobody has searched for a plan yet.
    pub const fn is_new(&self) -> bool {
        self.trials.tried == 0
    }

    /// At most so many steps on its component, until the goal is met; what they need is made and dropped again.
    pub fn visit(&mut self, steps: usize, goal: &Goal, options: &Options, control: &Control, mut each: impl FnMut(&Self)) {
        if self.ended || control.over() {
            return;
        }
        let before = self.answer.gap();
        let Some(component) = self.part.component(self.scenario, control) else { return };
        let mut bench = self.bench(&component, control);
        for _ in 0..steps {
            if self.ended || goal.met(&self.answer) || control.over() {
                break;
            }
            self.step(&mut bench, goal, options, control);
            each(self);
        }
        bench.log(&self.answer);
        self.idle = if self.answer.gap() < SMALLER * before { 0 } else { self.idle + 1 };
        self.relaxed = Some(bench.relaxation.at);
    }

    fn suits_exact(&self, bench: &Bench, goal: &Goal) -> bool {
        let mill = goal.alone && self.part.ents.len() == 1 && self.trials.tried >= SEARCHES;
        bench.size <= if mill { ONE_MILL } else { SMALL }
    }

    /// The whole component as one integer program.
    fn exact(&mut self, bench: &Bench, goal: &Goal, options: &Options, control: &Control) {
        self.exact_tried = true;
        let units = self.units();
        let model = Model { scenario: self.scenario, units: &units, rows: &self.part.rows };
        let start = (!self.answer.patterns.is_empty()).then(|| exact::schedule(self.scenario, &self.answer.patterns));
        let run = Run {
            time_limit: control.left().max(0.1),
            gap: options.gap.min(1e-7),
            nodes: (!goal.alone || !bench.is_small()).then_some(NODES),
            seed: (options.seed % 1_000_000) as i32,
            interrupt: control.interrupt(),
        };
        let out = exact::solve(&model, &ExactOptions { run, start: start.as_ref() });
        tracing::debug!(?out.status, out.objective, out.bound, "exact model");
        if out.status == Status::Infeasible && self.answer.patterns.is_empty() {
            self.answer.bound = f64::INFINITY;
            self.ended = true;
            return;
        }
        self.take_bound(out.bound + bench.component.base);
        if !out.patterns.is_empty() {
            self.offer(out.patterns);
        }
    }

    /// Takes a bound, CNY.
    const fn take_bound(&mut self, bound: f64) {
        self.answer.bound = self.answer.bound.max(bound.min(self.answer.cost));
    }

    /// One step: more of the bound, then of the plan.
    fn step(&mut self, bench: &mut Bench, goal: &Goal, options: &Options, control: &Control) {
        self.take_bound(bench.relaxation.at.bound);
        let stuck = self.answer.patterns.is_empty() && bench.relaxation.at.is_impossible();
        if self.answer.bound == f64::INFINITY || stuck {
            self.is_refuted(control);
            self.ended = true;
            return;
        }
        let small = bench.is_small();
        if !bench.relaxation.at.is_done()
            && (self.answer.gap().is_infinite() || bench.relaxation.room() > SMALL_PART * self.answer.gap())
        {
            // a first plan as soon as the coarse phase is over
            let coarse = self.trials.tried == 0 && !small;
            bench.relaxation.run(control, coarse, if small { usize::MAX } else { EXACT_ROUNDS });
            self.take_bound(bench.relaxation.at.bound);
            if coarse && bench.relaxation.at.bent && self.is_refuted(control) {
                return;
            }
            if bench.relaxation.at.is_impossible() && !small {
                return;
            }
        }
        if bench.relaxation.at.is_done()
            && !bench.relaxation.at.whole
            && self.trials.tried >= WHOLE.0
            && !goal.met(&self.answer)
        {
            let whole = bench.relaxation.keep_whole(WHOLE.1, SMALL_PART * SMALL_PART * self.answer.gap(), control);
            self.take_bound(whole);
        }
        let stalled = bench.relaxation.at.whole && self.trials.tried >= self.tried_at_best + STALLED.0;
        if stalled && goal.alone && bench.component.blocks.len() <= BRANCHED && !goal.met(&self.answer) {
            self.branch(bench, control);
        }
        if goal.met(&self.answer) {
            return;
        }
        let first = self.trials.tried == 0;
        self.search(bench, options, control);
        if first && !small {
            // what ends the run before the exact phase finds a bound worth telling
            bench.relaxation.bound_now(control);
            self.take_bound(bench.relaxation.at.bound);
        }
        if !goal.met(&self.answer) && !self.exact_tried && self.suits_exact(bench, goal) && !control.over() {
            self.exact(bench, goal, options, control);
        }
        self.ended |= bench.relaxation.at.is_done() && self.trials.tried >= self.tried_at_best + RUNS;
    }

    /// Some more nodes of branch and bound, as long as they raise the bound.
    fn branch(&mut self, bench: &Bench, control: &Control) {
        let (scenario, component) = (self.scenario, bench.component);
        let tree = self.tree.get_or_insert_with(|| Tree::new(scenario, component, &bench.relaxation));
        tree.grow(scenario, component, STALLED.1, self.answer.cost, control);
        tree.judge(self.answer.cost);
        let bound = tree.bound();
        self.take_bound(bound);
    }

    /// Whether single days prove that there is no plan.
    fn is_refuted(&mut self, control: &Control) -> bool {
        self.conflict = quick_infeasible(self.scenario, &self.part.rows, control.interrupt());
        let refuted = self.conflict.is_some();
        if refuted {
            (self.answer.bound, self.ended) = (f64::INFINITY, true);
        }
        refuted
    }

    fn search(&mut self, bench: &Bench, options: &Options, control: &Control) {
        let (scenario, component, space) = (self.scenario, bench.component, &bench.space);
        if space.movers.is_empty() {
            if let Some(p) = realise(scenario, component, space, &Vec::new(), control) {
                self.offer(p);
            }
            // there is nothing to anneal: no better plan will come
            self.trials.tried = RUNS;
            return;
        }
        let (mix, others) = (bench.relaxation.mix(), bench.relaxation.newest(EXCHANGED));
        if self.trials.tried == 0 && !self.given.is_empty() {
            // the first run starts from the plan that was given, as far as it holds
            let given = space.stops_of(&self.given);
            let start = if self.answer.patterns.is_empty() {
                space.round(&mix, &others, 0.2, options.seed, control).map(|rounded| space.mixed(given, &rounded))
            } else {
                Some(given)
            };
            self.pool.extend(start.map(|stops| (self.answer.cost, stops)));
        }
        let next = self.trials.next(rayon::current_num_threads() as u64, space.movers.len(), self.pool.len());
        let runs: Vec<Option<(f64, Stops)>> = next
            .par_iter()
            .map(|(k, trial)| {
                let seed = options.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(*k);
                let start = match trial.start {
                    Start::Known(rank) => self.pool[rank].1.clone(),
                    Start::Rounded(penalty) => space.round(&mix, &others, penalty, seed, control)?,
                };
                space.anneal(&start, &trial.heat, seed ^ 0x5DEE_CE66, control).map(|f| (f.cost, f.stops))
            })
            .collect();
        for ((k, trial), run) in next.iter().zip(runs) {
            self.trials.note(trial, run.as_ref().map(|r| r.0));
            let Some((cost, stops)) = run else { continue };
            tracing::debug!(k, ?trial.start, cost, bound = self.answer.bound, "annealed");
            self.pool.push((cost, stops.clone()));
            // once the run is over, a plan that is known has no time to be bettered
            if cost >= self.answer.cost || control.over() && self.answer.cost.is_finite() {
                continue;
            }
            if let Some(p) = realise(scenario, component, space, &stops, control) {
                let better = self.offer(p);
                tracing::debug!(cost = self.answer.cost, better, "realised");
            }
        }
        self.pool.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.pool.dedup_by(|a, b| a.1 == b.1);
        self.pool.truncate(4);
    }
}

impl Bench<'_> {
    const fn is_small(&self) -> bool {
        self.size <= SMALL
    }

    /// Tells which rows of one mill over a period have a price: the master mixes what a plan cannot.
    fn log(&self, answer: &Answer) {
        if !tracing::enabled!(tracing::Level::DEBUG) {
            return;
        }
        let at = &self.relaxation.at;
        let priced = self.component.rows.iter().zip(&at.duals).filter(|(r, y)| **y != 0.0 && r.place.enterprise.is_some());
        let long = priced.filter(|(r, _)| r.terms.iter().any(|t| t.days.len() > 1));
        let rows: Vec<_> =
            long.map(|(r, y)| (r.rule.id(), r.place.enterprise, (y * 100.0).round() / 100.0, r.lower)).collect();
        tracing::debug!(
            mills = self.component.blocks.len(),
            cost = answer.cost,
            bound = answer.bound,
            done = at.is_done(),
            room = self.relaxation.room(),
            gap = (answer.cost - answer.bound) / answer.cost,
            ?rows,
            "left"
        );
    }
}
