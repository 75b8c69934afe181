//! A plan amended in season: what lies behind stays, the rest is planned anew at least cost plus a price for each moved day.
//!
//! The planner itself, on the same rows, see [`Anchor`]. Where no plan can keep the rules any more, those that must bend do so
//! by as little as [`explain`](super::explain) finds, and the plan is the cheapest of those.

use super::control::{Control, Ended};
use super::exact::UnitPattern;
use super::explain::{Conflict, Proof, ROUNDING, bent};
use super::finish::{errors, errors_by, is_open};
use super::start::{Start, patterns};
use super::{Options, Outcome, Progress, exact, open_rows, plan_to_end, solved, write};
use crate::day::{Day, DayRange};
use crate::measure::anchor::{Anchor, moved_days};
use crate::measure::cost::total_cost;
use crate::plan::schedule::{Basis, Schedule, UnitDays};
use crate::plan::write::round_coking_time;
use crate::plan::{Claim, Plan, gap};
use crate::rules::{Finding, all_rows};
use crate::scenario::{Scenario, UnitIx};
use std::sync::atomic::AtomicBool;

/// The share of the time limit that is kept for a plan where not all rules can be kept.
const BEST_EFFORT: f64 = 0.5;

/// Units whose small moves are undone one by one: each asks for a check of the whole plan.
const ONE_BY_ONE: usize = 100;

/// From when to plan anew, and what a moved day is priced at.
#[derive(Debug, Clone)]
pub struct ReplanOptions {
    /// The first day that is still open.
    pub today: Day,
    /// CNY a moved unit-day.
    pub price: f64,
    /// How to plan; what it gives up for tidiness is not used.
    pub options: Options,
}

/// An amended plan.
#[derive(Debug, Clone)]
pub struct Replanned {
    /// The plan; its claim has no bound, for what was least is not the contract's objective.
    pub plan: Plan,
    /// What it amounts to.
    pub schedule: Schedule,
    /// Its cost and the price of its moved days, CNY.
    pub priced: f64,
    /// No plan for the rest of the season has less of that, CNY; `None` where rules bend.
    pub at_least: Option<f64>,
    /// Errors that it has from today on: none where the rules are kept.
    pub short: Vec<Finding>,
}

impl Replanned {
    /// (priced - at least) / max(|priced|, 1), a fraction.
    pub fn gap(&self) -> Option<f64> {
        self.at_least.map(|bound| gap(self.priced, bound))
    }
}

/// What replanning found.
#[derive(Debug, Clone)]
pub struct Replan {
    /// Errors of the new plan, or where there is none of the one in force, that nobody can help any more: they lie behind, or are of
    /// the shape of a stop or slow-down that began there.
    pub behind: Vec<Finding>,
    /// Its errors from today on, which the new plan cures.
    pub broken: Vec<Finding>,
    /// How it ended.
    pub outcome: ReplanOutcome,
    /// Why the search for a plan ended.
    pub ended: Ended,
}

/// How replanning ended.
#[derive(Debug, Clone)]
pub enum ReplanOutcome {
    /// A plan that keeps all rules from today on.
    Planned(Box<Replanned>),
    /// None does any more: why, and the plan that keeps the rules so bent, where one was found.
    Short(Conflict, Option<Box<Replanned>>),
    /// Stopped before a plan was found.
    Stopped,
    /// No plan that was found passes the check: a fault of this program.
    Faulty(Vec<Finding>),
}

/// The plan in force with what broke down before `today`: a unit that the scenario has as `down` stood, whatever was planned.
pub fn with_breakdowns(s: &Scenario, in_force: &Schedule, today: Day) -> Schedule {
    let unit = |u: UnitIx| {
        let (mut stopped, coking) = in_force.units[u].by_day(&s.season);
        let down = s.season.flags(&s.units[u].down);
        stopped[..usize::from(today)].iter_mut().zip(down).for_each(|(s, d)| *s |= d);
        UnitDays::new(s, u, &stopped, &coking)
    };
    Schedule { units: (0..s.units.len()).map(unit).collect() }
}

/// The plan in force with the days before `today` as recorded. Of a slow-down so far, the mean of what was recorded is kept.
pub fn as_recorded(s: &Scenario, in_force: &Schedule, recorded: &Schedule, today: Day) -> Schedule {
    let behind = DayRange::new(0, today);
    let longest = s.policy.coke.map_or(f64::INFINITY, |c| c.longest_stated_h());
    let unit = |u: UnitIx| {
        let (mut stopped, mut coking) = in_force.units[u].by_day(&s.season);
        stopped[behind.days()].copy_from_slice(&recorded.units[u].by_day(&s.season).0[behind.days()]);
        for slow in &in_force.units[u].slows {
            let days = slow.days.intersect(behind);
            let mean = recorded.units[u].sum(Basis::Stop, days) / days.len().max(1) as f64;
            let hours = s.units[u].coking_time_h.unwrap_or(0.0) / (1.0 - mean);
            coking[days.days()].fill((mean > 0.0).then(|| round_coking_time(hours).min(longest)));
        }
        UnitDays::new(s, u, &stopped, &coking)
    };
    Schedule { units: (0..s.units.len()).map(unit).collect() }
}

/// A plan without moves of less than a day that no rule asks for and that save less than a moved day is priced at, as far as
/// `near_enough` lets its cost and price rise.
fn calmer(near: &Scenario, before: &Schedule, found: &Plan, price: f64, near_enough: impl Fn(f64) -> bool) -> Plan {
    let schedule = Schedule::new(near, found);
    let (filed, days) = (patterns(near, before), moved_days(near, before, &schedule));
    let mut now = patterns(near, &schedule);
    let small: Vec<UnitIx> = (0..now.len()).filter(|&u| now[u] != filed[u] && days[u] < 1.0).collect();
    let rows = all_rows(near);
    let broken = |p: &[UnitPattern]| -> Vec<Finding> {
        let errors = errors_by(near, &write(near, p, f64::NEG_INFINITY), &rows);
        errors.into_iter().filter(|f| is_open(near, f)).collect()
    };
    let cost = |p: &[UnitPattern]| total_cost(near, &exact::schedule(near, p)).total();
    let (as_broken, mut was) = (broken(&now), cost(&now));
    let no_worse = |f: &Finding| as_broken.iter().any(|o| o.is_about_the_same(f) && f.short_by <= o.short_by);
    // all at once, else one by one
    let alone = small.iter().map(std::slice::from_ref).take(ONE_BY_ONE);
    for units in std::iter::once(small.as_slice()).chain(alone) {
        let mut next = now.clone();
        units.iter().for_each(|&u| next[u].clone_from(&filed[u]));
        let costs = cost(&next);
        let worth = costs - was <= price * units.len() as f64 && (costs <= was || near_enough(costs));
        if next != now && worth && broken(&next).iter().all(no_worse) {
            (now, was) = (next, costs);
        }
    }
    write(near, &now, f64::NEG_INFINITY)
}

/// Plans the rest of a season anew. `before`: the plan in force, brought up to date.
pub fn replan(
    scenario: &Scenario,
    before: &Schedule,
    how: &ReplanOptions,
    interrupt: Option<&AtomicBool>,
    tell: &(dyn Fn(&Progress) + Sync),
) -> Replan {
    let mut anchor = Anchor::new(scenario, before, 1.0, |_| how.price);
    anchor.settle_past(scenario, how.today);
    let near = Scenario { anchor: Some(anchor), ..scenario.clone() };
    let options = Options { tidy: 0.0, explaining: 1.0 - BEST_EFFORT, ..how.options.clone() };
    let filed = write(scenario, &patterns(scenario, before), f64::NEG_INFINITY);
    let mut broken = errors(&near, &filed);
    broken.retain(|f| is_open(&near, f));
    let start = Start::new(&near, &options, &filed);
    let control = Control::new(options.time_limit, interrupt);
    let amended = |found: &Plan, at_least: Option<f64>| {
        let near_enough = |priced: f64| at_least.is_none_or(|bound| gap(priced, bound) <= options.gap);
        let schedule = Schedule::new(scenario, &calmer(&near, before, found, how.price, near_enough));
        let mut plan = write(scenario, &patterns(scenario, &schedule), f64::NEG_INFINITY);
        plan.solve = Claim { objective: plan.solve.objective, ..Claim::default() };
        let priced = total_cost(&near, &schedule).total();
        let mut short = errors(&near, &plan);
        short.retain(|f| is_open(&near, f));
        Box::new(Replanned { plan, schedule, priced, at_least: at_least.map(|bound| bound.min(priced)), short })
    };
    let (outcome, ended) = plan_to_end(&near, &options, Some(&start), interrupt, tell);
    let outcome = match outcome {
        Outcome::Plan(found) => ReplanOutcome::Planned(amended(&found, found.solve.bound)),
        Outcome::Impossible(mut conflict) => {
            let (scenario, rows) = bent(&near, &open_rows(&near), &conflict.bends, ROUNDING);
            let control = control.at_least(BEST_EFFORT * options.time_limit.as_secs_f64());
            let found = solved(&scenario, rows, &options, &control, tell);
            let found = found.map(|(patterns, _)| amended(&write(&near, &patterns, f64::NEG_INFINITY), None));
            if found.is_none() && matches!(conflict.proof, Proof::ProvedLeast | Proof::ShownToSuffice) {
                // that a plan exists with the limits so bent is not said where none is at hand
                conflict.proof = Proof::AtLeast;
            }
            ReplanOutcome::Short(conflict, found)
        }
        Outcome::Stopped { .. } => ReplanOutcome::Stopped,
        Outcome::Faulty(findings) => ReplanOutcome::Faulty(findings),
    };
    let at_hand = match &outcome {
        ReplanOutcome::Planned(made) | ReplanOutcome::Short(_, Some(made)) => &made.plan,
        _ => &filed,
    };
    let mut behind = errors(&near, at_hand);
    behind.retain(|f| !is_open(&near, f));
    Replan { behind, broken, outcome, ended }
}
