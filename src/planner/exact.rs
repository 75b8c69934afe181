//! The exact model for a scope of few units: flows through pattern graphs and coke-oven levels under rows, by `HiGHS`.
//!
//! `HiGHS` is not believed: its solution is turned into whole windows, whose cost and rows are computed anew.

pub mod behind;
pub mod coarse;
pub mod coke;
pub mod program;
pub mod rows;
pub mod whole;

pub use program::{Run, Status};

use self::coke::Coke;
use self::program::Program;
use self::rows::{Part, Parts};
use self::whole::Whole;
use super::asked::Asked;
use super::graph::Graph;
use crate::day::DayRange;
use crate::kind::Kind;
use crate::measure::cost::{UnitCost, unit_cost};
use crate::plan::schedule::{Schedule, UnitDays};
use crate::rules::{Row, Term};
use crate::scenario::{Scenario, UnitIx};
use std::time::Instant;

/// A scope: units, and the rows that bind them. A row's terms on other units amount to nothing: shift its bounds first.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The units planned.
    pub units: &'a [UnitIx],
    /// Their rows.
    pub rows: &'a [Row],
}

/// How to solve a [`Model`].
#[derive(Debug, Clone, Copy)]
pub struct ExactOptions<'a> {
    /// How `HiGHS` is run.
    pub run: Run<'a>,
    /// A plan to start from.
    pub start: Option<&'a Schedule>,
}

/// What a unit does in a solution.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitPattern {
    /// The unit.
    pub unit: UnitIx,
    /// Its stops: maximal, sorted.
    pub stops: Vec<DayRange>,
    /// Its slow-downs: days and coking time, h, of at most 3 decimals.
    pub slows: Vec<(DayRange, f64)>,
}

impl UnitPattern {
    /// Its days.
    pub fn days(&self, scenario: &Scenario) -> UnitDays {
        let len = usize::from(scenario.season.len);
        let (mut stopped, mut coking) = (vec![false; len], vec![None; len]);
        self.stops.iter().for_each(|r| stopped[r.days()].fill(true));
        self.slows.iter().for_each(|(r, h)| coking[r.days()].fill(Some(*h)));
        UnitDays::new(scenario, self.unit, &stopped, &coking)
    }
}

/// A solution and what is proved of it.
#[derive(Debug, Clone)]
pub struct ExactOutcome {
    /// What was proved.
    pub status: Status,
    /// Cost of the units in scope, CNY, of the patterns as they stand; infinite where there are none.
    pub objective: f64,
    /// No plan of the scope costs less, CNY; infinite where none exists.
    pub bound: f64,
    /// One a unit, in the order of the scope; empty where no plan was found.
    pub patterns: Vec<UnitPattern>,
}

/// Solves a model.
pub fn solve(model: &Model, options: &ExactOptions) -> ExactOutcome {
    let mut rows = model.rows.to_vec();
    let mut bound = f64::NEG_INFINITY;
    let begun = Instant::now();
    // a row that comes out broken within the solver's tolerance is tightened by as much
    for pass in 0..4 {
        let (program, parts) = build(model, &rows, options.start);
        let time_limit = (options.run.time_limit - begun.elapsed().as_secs_f64()).max(0.0);
        let solved = program.solve(&Run { time_limit, ..options.run }, options.start.is_some());
        if pass == 0 {
            // the others have rows tighter than given
            bound = solved.bound;
        }
        let none = |status| ExactOutcome { status, objective: f64::INFINITY, bound, patterns: Vec::new() };
        if !matches!(solved.status, Status::Optimal | Status::Feasible) {
            return none(if pass == 0 { solved.status } else { Status::Unknown });
        }
        let mut patterns = decode(model, &parts, &solved.values);
        let broken = mend(model, &mut patterns);
        if broken.is_empty() {
            let schedule = schedule(model.scenario, &patterns);
            let objective = model.units.iter().map(|&u| unit_cost(model.scenario, &schedule, u).total()).sum::<f64>();
            return ExactOutcome { status: solved.status, objective, bound: bound.min(objective), patterns };
        }
        for (i, by) in broken {
            rows[i].lower += 2.0 * by;
            rows[i].upper -= 2.0 * by;
        }
    }
    ExactOutcome { status: Status::Unknown, objective: f64::INFINITY, bound, patterns: Vec::new() }
}

/// Rows and columns of a model's program.
pub fn size(model: &Model) -> (usize, usize) {
    build(model, model.rows, None).0.size()
}

fn build(model: &Model, rows: &[Row], start: Option<&Schedule>) -> (Program, Parts) {
    let s = model.scenario;
    let mut program = Program::new(false);
    let mut parts = Parts::default();
    let nothing = Asked::nothing(usize::from(s.season.len));
    for &u in model.units {
        let by_day = UnitCost::new(s, u).by_day(s, u);
        let part = if s.units[u].kind == Kind::CokeOven {
            Part::Coke(Coke::new(&mut program, s, u, &by_day))
        } else {
            Part::Whole(Whole::new(&mut program, Graph::new(s, u, &nothing), &by_day, true))
        };
        if let Some(schedule) = start {
            match &part {
                Part::Coke(c) => c.start(&mut program, &schedule.units[u]),
                Part::Whole(w) => w.start(&mut program, &schedule.units[u]),
                Part::Coarse(_) => {}
            }
        }
        if let (Part::Coke(c), Some(anchor)) = (&part, &s.anchor) {
            c.stay_near(&mut program, anchor, u);
        }
        parts.units.insert(u, part);
    }
    for row in rows {
        parts.add(&mut program, row, None);
    }
    (program, parts)
}

/// What each unit of a program does in a solution.
pub(super) fn decode(model: &Model, parts: &Parts, values: &[f64]) -> Vec<UnitPattern> {
    let pattern = |&unit: &UnitIx| match &parts.units[&unit] {
        Part::Whole(w) => UnitPattern { unit, stops: w.stops(values), slows: Vec::new() },
        Part::Coke(c) => UnitPattern { unit, stops: c.stops(), slows: c.slows(values) },
        Part::Coarse(_) => UnitPattern { unit, stops: Vec::new(), slows: Vec::new() },
    };
    model.units.iter().map(pattern).collect()
}

/// A schedule of the patterns; other units never stop.
pub fn schedule(scenario: &Scenario, patterns: &[UnitPattern]) -> Schedule {
    let mut out = Schedule::empty(scenario);
    for p in patterns {
        out.units[p.unit] = p.days(scenario);
    }
    out
}

/// Lengthens coking times by thousandths of an hour where a row is short by a rounding; returns the rows still broken.
fn mend(model: &Model, patterns: &mut [UnitPattern]) -> Vec<(usize, f64)> {
    let s = model.scenario;
    let longest = s.policy.coke.map_or(0.0, |c| c.max_coking_time_h);
    let mut broken = Vec::new();
    for _ in 0..20 {
        let plan = schedule(s, patterns);
        broken = model
            .rows
            .iter()
            .enumerate()
            .map(|(i, r)| (i, r.violation(r.value(&plan)), noise(r)))
            .filter(|b| b.1 > b.2)
            .map(|b| (b.0, b.1))
            .collect();
        let short = |t: &Term, r: &Row| (t.coef > 0.0) == (r.value(&plan) < r.lower);
        let mut moved = false;
        for &(i, _) in &broken {
            for t in model.rows[i].terms.iter().filter(|t| short(t, &model.rows[i])) {
                for p in patterns.iter_mut().filter(|p| p.unit == t.unit) {
                    let open = |r: DayRange| s.settled(p.unit).is_none_or(|(settled, _)| !settled[r.days()].contains(&true));
                    for (_, hours) in p.slows.iter_mut().filter(|w| !w.0.intersect(t.days).is_empty() && open(w.0)) {
                        let next = ((*hours * 1000.0).round() + 1.0) / 1000.0;
                        moved |= next <= longest;
                        *hours = if next <= longest { next } else { *hours };
                    }
                }
            }
        }
        if !moved {
            break;
        }
    }
    broken
}

/// What summing in floating point may leave of a row.
fn noise(row: &Row) -> f64 {
    let bounds = [row.lower, row.upper].into_iter().filter(|b| b.is_finite());
    1e-9 * bounds.fold(row.terms.iter().fold(0.0_f64, |m, t| m.max(t.coef.abs())), |m, b| m.max(b.abs()))
}
