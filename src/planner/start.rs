//! A plan that a run starts from (`--from`): what of it can be used, and what to tell people of the rest.

use super::exact::UnitPattern;
use super::finish::{errors, is_open};
use super::solve::{Work, judge};
use super::{Options, tightened};
use crate::measure::cost::total_cost;
use crate::plan::Plan;
use crate::plan::schedule::{Schedule, UnitDays};
use crate::plan::write::round_coking_time;
use crate::rules::{self, Finding};
use crate::scenario::Scenario;

/// A plan to start from, judged.
#[derive(Debug, Clone)]
pub struct Start {
    /// What its units do: folded as contract section 4 says where the plan is faulty, coking times rounded up to 3 decimals.
    pub patterns: Vec<UnitPattern>,
    /// Its cost, CNY, where it can be used as it is: it has no error and keeps the planner's rows.
    pub cost: Option<f64>,
    /// The errors that the checker finds in it.
    pub errors: Vec<Finding>,
    /// Stops and slow-downs of units that the scenario has.
    pub known: usize,
    /// Stops and slow-downs.
    pub entries: usize,
}

impl Start {
    /// Judges a plan by the checker's rules and by the rows that the planner keeps.
    pub fn new(scenario: &Scenario, options: &Options, plan: &Plan) -> Self {
        let schedule = Schedule::new(scenario, plan);
        let errors = errors(scenario, plan);
        let patterns = patterns(scenario, &schedule);
        let keeps_rows = judge(scenario, &tightened(scenario, options), &patterns).1;
        let cost = (errors.is_empty() && keeps_rows).then(|| total_cost(scenario, &schedule).total());
        let index = scenario.unit_index();
        let named = plan.stops.iter().map(|s| (s.enterprise.as_str(), s.unit.as_str()));
        let slowed = plan.slowdowns.iter().map(|s| (s.enterprise.as_str(), s.unit.as_str()));
        let known = named.chain(slowed).filter(|n| index.contains_key(n)).count();
        Self { patterns, cost, errors, known, entries: plan.stops.len() + plan.slowdowns.len() }
    }

    /// Hands each component its part of the plan, to start from, and to have where that part keeps all rules.
    pub fn offer_to(&self, scenario: &Scenario, works: &mut [Work]) {
        for w in works {
            let part: Vec<UnitPattern> = w.units().into_iter().map(|u| self.patterns[u].clone()).collect();
            let broken =
                |p: &UnitPattern| rules::shape_findings(scenario, p.unit, &p.days(scenario)).any(|f| is_open(scenario, &f));
            w.given.clone_from(&part);
            if !part.iter().any(broken) {
                w.offer(part);
            }
        }
    }
}

/// What each unit does in a schedule.
pub fn patterns(scenario: &Scenario, schedule: &Schedule) -> Vec<UnitPattern> {
    let pattern = |(unit, days): (usize, &UnitDays)| UnitPattern {
        unit,
        stops: days.stops.iter().map(|w| w.days).collect(),
        slows: days.slows.iter().map(|w| (w.days, stated(scenario, w.coking_time_h))).collect(),
    };
    schedule.units.iter().enumerate().map(pattern).collect()
}

/// A coking time as the planner states it: at least as long as the policy lets it be, of at most 3 decimals, h.
fn stated(scenario: &Scenario, hours: f64) -> f64 {
    let rounded = round_coking_time(hours);
    let up = if rounded < hours { round_coking_time(rounded + 0.001) } else { rounded };
    scenario.policy.coke.filter(|c| hours <= c.max_coking_time_h).map_or(up, |c| up.min(c.longest_stated_h()))
}
