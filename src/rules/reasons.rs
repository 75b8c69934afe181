//! Why a stop is as long as it is: the rules that one day less, at either of its ends, would break.

use super::{Row, RuleId, all_rows};
use crate::day::{Day, DayRange};
use crate::plan::schedule::{Basis, Schedule, Slow, StopClass, Window};
use crate::scenario::{Scenario, UnitIx};
use std::collections::BTreeSet;

/// The rows with their values, by unit.
#[derive(Debug)]
pub struct Reasons<'a> {
    scenario: &'a Scenario,
    schedule: &'a Schedule,
    /// Of each unit the rows that ask for its stops: rule, days, slack, and what one whole day of which quantity adds.
    asks: Vec<Vec<Ask>>,
}

#[derive(Debug)]
struct Ask {
    rule: RuleId,
    days: DayRange,
    slack: f64,
    coef: f64,
    basis: Basis,
}

impl<'a> Reasons<'a> {
    /// Of a plan's days.
    pub fn new(scenario: &'a Scenario, schedule: &'a Schedule) -> Self {
        let mut asks: Vec<Vec<Ask>> = scenario.units.iter().map(|_| Vec::new()).collect();
        for row in all_rows(scenario).iter().filter(|r: &&Row| r.lower.is_finite()) {
            let slack = row.value(schedule) - row.lower;
            for t in row.terms.iter().filter(|t| t.coef > 0.0 && t.basis != Basis::Cold) {
                asks[t.unit].push(Ask { rule: row.rule, days: t.days, slack, coef: t.coef, basis: t.basis });
            }
        }
        Self { scenario, schedule, asks }
    }

    /// The rules that bind the stops and slow-downs of units, in their order, and whether some end is bound by none. Fixed stops
    /// are as filed.
    pub fn of(&self, units: &[UnitIx]) -> (Vec<RuleId>, bool) {
        let (mut rules, mut by_choice) = (BTreeSet::new(), false);
        for &u in units {
            let days = &self.schedule.units[u];
            let stops = days.stops.iter().filter(|w| w.class != StopClass::Fixed).map(|w| self.of_stop(u, w));
            for (of_one, free) in stops.chain(days.slows.iter().map(|s| self.of_slow(u, s))) {
                rules.extend(of_one);
                by_choice |= free;
            }
        }
        (rules.into_iter().collect(), by_choice)
    }

    /// The same of one stop.
    pub fn of_stop(&self, unit: UnitIx, stop: &Window) -> (BTreeSet<RuleId>, bool) {
        let shortest = self.scenario.policy.shape(self.scenario.units[unit].kind).min_stop_days;
        let short = stop.class == StopClass::Ordinary && stop.days.len() <= usize::from(shortest);
        self.of_days(unit, stop.days, short.then_some(RuleId::ShortStop))
    }

    /// The same of one slow-down.
    pub fn of_slow(&self, unit: UnitIx, slow: &Slow) -> (BTreeSet<RuleId>, bool) {
        let shortest = self.scenario.policy.coke.as_ref().map_or(0, |c| c.min_slow_days);
        let short = !slow.episode && slow.days.len() <= usize::from(shortest);
        self.of_days(unit, slow.days, short.then_some(RuleId::SlowShape))
    }

    fn of_days(&self, unit: UnitIx, days: DayRange, shape: Option<RuleId>) -> (BTreeSet<RuleId>, bool) {
        let mut rules = BTreeSet::new();
        let bound = [days.first, days.end - 1].map(|d| self.end(unit, d, shape, &mut rules));
        (rules, bound.contains(&false))
    }

    /// Adds the rules that bind one end of a stop; whether there is any.
    fn end(&self, unit: UnitIx, day: Day, shape: Option<RuleId>, rules: &mut BTreeSet<RuleId>) -> bool {
        // a day of a stop too short to count is in no ratio
        let share = |of| self.schedule.units[unit].on(of, day);
        let down = self.scenario.units[unit].is_down(day);
        let asks = |a: &&Ask| share(a.basis) > 0.0 && a.days.contains(day) && a.slack < a.coef * share(a.basis) - 1e-9;
        let rows = self.asks[unit].iter().filter(asks);
        let binding: Vec<RuleId> = rows.map(|a| a.rule).chain(shape).chain(down.then_some(RuleId::Down)).collect();
        rules.extend(&binding);
        !binding.is_empty()
    }
}
