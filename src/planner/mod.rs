//! The planner: column generation over whole-mill stop patterns, then search; see docs/method.

pub mod alternatives;
pub mod asked;
pub mod branch;
pub mod coke;
pub mod control;
pub mod exact;
pub mod explain;
pub mod finish;
pub mod graph;
pub mod group;
pub mod knapsack;
pub mod line;
pub mod master;
pub mod mend;
pub mod mill;
pub mod model;
pub mod own;
pub mod pool;
pub mod prices;
pub mod realise;
pub mod relax;
pub mod replan;
pub mod run;
pub mod search;
pub mod solve;
pub mod start;
pub mod stoppable;
pub mod tidy;
pub mod tighten;
pub mod trials;
pub mod unit;

use crate::kind::Kind;
use crate::measure::cost::total_cost;
use crate::plan::schedule::Schedule;
use crate::plan::{Claim, Plan, Slowdown, Stop, gap};
use crate::rules::{self, Finding, Measure, Row, RuleId};
use crate::scenario::Scenario;
use control::{Control, Ended};
use exact::UnitPattern;
use explain::{Conflict, Proof};
use model::Part;
use relax::Relaxation;
use solve::Work;
use start::Start;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Units that are planned together at most: ten regions have 45,000 and take 1.4 GB, one city of as many takes 100 KB a unit.
pub const MOST_PLANNED: usize = 60_000;

/// How to plan.
#[derive(Debug, Clone)]
pub struct Options {
    /// Stop at this proved gap, a fraction.
    pub gap: f64,
    /// Stop below this gap too, CNY.
    pub enough: f64,
    /// Time limit.
    pub time_limit: Duration,
    /// The share of it in which to explain why no plan exists, where that is plain at once.
    pub explaining: f64,
    /// Random seed.
    pub seed: u64,
    /// Cost that may be given up for fewer warnings and slow-downs, a fraction of the objective.
    pub tidy: f64,
    /// Staggered ratios are asked this much higher, a fraction that is added.
    pub reserve_ratio: f64,
    /// Steel limits are this share lower.
    pub reserve_steel: f64,
}

impl Options {
    /// The gap at which a plan of some cost is near enough, CNY.
    pub fn allowed(&self, cost: f64) -> f64 {
        (self.gap * cost.abs().max(1.0)).max(self.enough)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            gap: 0.003,
            enough: 0.0,
            time_limit: Duration::from_mins(1),
            explaining: 1.0,
            seed: 1,
            tidy: 0.0005,
            reserve_ratio: 0.0,
            reserve_steel: 0.0,
        }
    }
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Cost of the best plan, CNY; infinite where there is none yet.
    pub cost: f64,
    /// No plan costs less, CNY.
    pub bound: f64,
}

/// How a run ended.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// A plan that keeps every rule, with the claim that goes with it.
    Plan(Plan),
    /// No plan keeps all rules.
    Impossible(Conflict),
    /// Stopped before a plan was found. `doubtful`: nor do mixtures of plans seem to keep all rules, which proves nothing.
    Stopped {
        /// See above.
        doubtful: bool,
    },
    /// No plan that was found passes the check: a fault of this program.
    Faulty(Vec<Finding>),
}

/// The rules' rows that can still be helped.
pub fn open_rows(scenario: &Scenario) -> Vec<Row> {
    let (mut rows, today) = (rules::all_rows(scenario), scenario.today());
    rows.retain(|r| today == 0 || r.days.end > today || r.terms.iter().any(|t| t.days.end > today));
    rows
}

/// The planner's rows: the rules' rows, tightened by the reserves.
pub fn tightened(scenario: &Scenario, options: &Options) -> Vec<Row> {
    let mut rows = open_rows(scenario);
    for r in &mut rows {
        match (r.rule, r.measure) {
            (RuleId::BfRatio | RuleId::CityRatio | RuleId::AncRatio, _) => r.lower += options.reserve_ratio,
            (_, Measure::Tonnes) => r.lower += options.reserve_steel * (r.offset - r.lower).max(0.0),
            _ => {}
        }
    }
    rows
}

/// The share of the time limit that is kept for tidying.
const TIDYING: u32 = 20;

/// The share of it that is kept for a bound without the reserve.
const BOUNDING: f64 = 0.25;

/// Any plan that keeps the rows, the first that is found.
pub fn any_plan(scenario: &Scenario, rows: Vec<Row>, control: &Control) -> Option<Schedule> {
    let options = Options { gap: f64::MAX, ..Options::default() };
    solved(scenario, rows, &options, control, &|_| ()).map(|(patterns, _)| exact::schedule(scenario, &patterns))
}

/// The best plan found that keeps the rows, and what no plan costs less than, CNY; what else the rules ask is not looked at.
pub fn solved(
    scenario: &Scenario,
    rows: Vec<Row>,
    options: &Options,
    control: &Control,
    tell: &(dyn Fn(&Progress) + Sync),
) -> Option<(Vec<UnitPattern>, f64)> {
    let mut works = run::works(scenario, rows);
    run::run_all(&mut works, options, control, tell);
    let found = works.iter().all(|w| !w.answer.patterns.is_empty());
    let bound = works.iter().map(|w| w.answer.bound).sum();
    found.then(|| (works.into_iter().flat_map(|w| w.answer.patterns).collect(), bound))
}

/// Plans a scenario. `from`: a plan to start from, never ended worse than. `interrupt` ends the run with the best so far. No thread
/// of the run is left, for which it may wait a second or two.
pub fn plan(
    scenario: &Scenario,
    options: &Options,
    from: Option<&Start>,
    interrupt: Option<&AtomicBool>,
    tell: &(dyn Fn(&Progress) + Sync),
) -> Outcome {
    let (outcome, _) = plan_to_end(scenario, options, from, interrupt, tell);
    stoppable::wait();
    outcome
}

/// The same, and why the run ended; it does not wait for `HiGHS`, see [`stoppable`].
pub fn plan_to_end(
    scenario: &Scenario,
    options: &Options,
    from: Option<&Start>,
    interrupt: Option<&AtomicBool>,
    tell: &(dyn Fn(&Progress) + Sync),
) -> (Outcome, Ended) {
    let whole = Control::new(options.time_limit, interrupt);
    let tidying = if options.tidy > 0.0 { options.time_limit / TIDYING } else { Duration::ZERO };
    let control = whole.renewed(options.time_limit.saturating_sub(tidying));
    let rows = tightened(scenario, options);
    if let Some(conflict) = explain::bare_conflict(&rows) {
        return (impossible(scenario, &rows, conflict, options, &control), Ended::Exhausted);
    }
    let mut works = run::works(scenario, rows.clone());
    if let Some(start) = from {
        start.offer_to(scenario, &mut works);
    }
    let reserved = options.reserve_ratio > 0.0 || options.reserve_steel > 0.0;
    let share = if reserved { 1.0 - BOUNDING } else { 1.0 };
    let looking = control.within(options.time_limit.mul_f64(share));
    // what tidying may give up is not to take the plan beyond the gap asked
    let aim = Options { gap: (options.gap - options.tidy).max(options.gap / 2.0), ..options.clone() };
    let ended = run::run_all(&mut works, &aim, &looking, tell);
    if works.iter().any(|w| w.answer.patterns.is_empty()) {
        return (without_plan(scenario, &rows, &mut works, options, &control), ended);
    }
    let cost = run::total(&works).cost;
    // tidying does not end worse than the plan that the run started from either
    let above = from.and_then(|s| s.cost).map_or(f64::INFINITY, |start| start - cost);
    let allowance = (options.tidy * cost.abs()).min(above).max(0.0);
    let outcome = match finish::finish(scenario, &rows, &mut works, options, allowance, &whole) {
        Ok(mut plan) if reserved => {
            // a bound of plans with the reserve is none of all plans
            plan.solve = claim(scenario, &plan, bound(scenario, &whole));
            Outcome::Plan(plan)
        }
        Ok(plan) => Outcome::Plan(plan),
        Err(findings) => Outcome::Faulty(findings),
    };
    (outcome, ended)
}

/// No plan that keeps the rules costs less, CNY.
fn bound(scenario: &Scenario, control: &Control) -> f64 {
    let of = |part: &Part| {
        let Some(component) = part.component(scenario, control) else { return f64::NEG_INFINITY };
        let mut relaxation = Relaxation::new(scenario, &component, control);
        relaxation.run(control, false, usize::MAX);
        relaxation.bound_now(control);
        relaxation.at.bound
    };
    model::parts(scenario, open_rows(scenario)).iter().map(of).sum()
}

/// There is no plan: one conflict is known, all of them are asked for.
fn impossible(scenario: &Scenario, rows: &[Row], known: Conflict, options: &Options, control: &Control) -> Outcome {
    if control.interrupted() {
        return Outcome::Impossible(known);
    }
    let explaining = control.within(options.time_limit.mul_f64(options.explaining));
    let full = explain::explain(scenario, rows, true, &explaining.at_least(10.0));
    Outcome::Impossible(if full.bends.is_empty() { known } else { full })
}

/// Why there is no plan, as far as it is known.
fn without_plan(scenario: &Scenario, rows: &[Row], works: &mut [Work], options: &Options, control: &Control) -> Outcome {
    if let Some(conflict) = works.iter_mut().find_map(|w| w.conflict.take()) {
        return impossible(scenario, rows, conflict, options, control);
    }
    let doubtful = works.iter().any(Work::impossible);
    // a bound without end is a proof by itself
    let proved = works.iter().any(|w| w.answer.bound == f64::INFINITY);
    for w in works.iter().filter(|w| w.answer.patterns.is_empty()) {
        tracing::debug!(mills = ?w.part.ents, bound = w.answer.bound, "no plan");
    }
    if !control.interrupted() && (doubtful || !control.over()) {
        let conflict = explain::explain(scenario, rows, proved, &control.at_least(20.0));
        if !conflict.bends.is_empty() {
            return Outcome::Impossible(conflict);
        }
    }
    if proved {
        return Outcome::Impossible(Conflict { bends: Vec::new(), proof: Proof::NoPlan });
    }
    Outcome::Stopped { doubtful }
}

/// The plan of some patterns, with what is claimed of it.
pub fn write(scenario: &Scenario, patterns: &[UnitPattern], bound: f64) -> Plan {
    let mut plan = Plan { scenario: scenario.name.clone(), ..Plan::default() };
    let mut sorted: Vec<&UnitPattern> = patterns.iter().collect();
    sorted.sort_by_key(|p| p.unit);
    for p in sorted {
        let (unit, enterprise) = (scenario.units[p.unit].id.clone(), scenario.owner(p.unit).id.clone());
        for s in &p.stops {
            let (start, end) = (scenario.season.date(s.first), scenario.season.date(s.end - 1));
            plan.stops.push(Stop { enterprise: enterprise.clone(), unit: unit.clone(), start, end, line: 0 });
        }
        if scenario.units[p.unit].kind == Kind::CokeOven {
            for (s, hours) in &p.slows {
                let hours = crate::plan::write::round_coking_time(*hours);
                // A level that rounds to the normal coking time slows nothing, and WHOLE-STOP refuses it.
                if scenario.units[p.unit].coking_time_h.is_some_and(|normal| hours <= normal) {
                    continue;
                }
                plan.slowdowns.push(Slowdown {
                    enterprise: enterprise.clone(),
                    unit: unit.clone(),
                    start: scenario.season.date(s.first),
                    end: scenario.season.date(s.end - 1),
                    coking_time_h: hours,
                    line: 0,
                });
            }
        }
    }
    plan.solve = claim(scenario, &plan, bound);
    plan
}

/// Objective, bound and gap of a plan as written; no bound (minus infinity): no gap.
pub fn claim(scenario: &Scenario, plan: &Plan, bound: f64) -> Claim {
    let objective = total_cost(scenario, &Schedule::new(scenario, plan)).total();
    let bound = bound.is_finite().then(|| bound.min(objective));
    Claim { objective: Some(objective), bound, gap: bound.map(|b| gap(objective, b)) }
}
