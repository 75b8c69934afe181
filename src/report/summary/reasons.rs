//! Why a stop is as long as it is: the rules that one day less, at either of its ends, would break.

use crate::day::{Day, DayRange};
use crate::plan::schedule::{Basis, Schedule, StopClass};
use crate::rules::{Row, RuleId, all_rows};
use crate::scenario::{Scenario, UnitIx};
use std::collections::BTreeSet;

/// The rows with their values, by unit.
pub(in crate::report) struct Reasons<'a> {
    scenario: &'a Scenario,
    schedule: &'a Schedule,
    /// Of each unit the rows that ask for its stops: rule, days, slack, and what one whole stopped day adds.
    asks: Vec<Vec<Ask>>,
}

struct Ask {
    rule: RuleId,
    days: DayRange,
    slack: f64,
    coef: f64,
}

impl<'a> Reasons<'a> {
    pub(in crate::report) fn new(scenario: &'a Scenario, schedule: &'a Schedule) -> Self {
        let mut asks: Vec<Vec<Ask>> = scenario.units.iter().map(|_| Vec::new()).collect();
        for row in all_rows(scenario).iter().filter(|r: &&Row| r.lower.is_finite()) {
            let slack = row.value(schedule) - row.lower;
            for t in row.terms.iter().filter(|t| t.coef > 0.0 && t.basis != Basis::Cold) {
                asks[t.unit].push(Ask { rule: row.rule, days: t.days, slack, coef: t.coef });
            }
        }
        Self { scenario, schedule, asks }
    }

    /// The rules that bind the stops and slow-downs of units, in their order, and whether some end is bound by none.
    pub(in crate::report) fn of(&self, units: &[UnitIx]) -> (Vec<RuleId>, bool) {
        let (mut rules, mut by_choice) = (BTreeSet::new(), false);
        for &u in units {
            let days = &self.schedule.units[u];
            for w in days.stops.iter().filter(|w| w.class != StopClass::Fixed) {
                let shortest = self.scenario.policy.shape(self.scenario.units[u].kind).min_stop_days;
                let short = w.class == StopClass::Ordinary && w.days.len() <= usize::from(shortest);
                for d in [w.days.first, w.days.end - 1] {
                    by_choice |= !self.end(u, d, 1.0, short.then_some(RuleId::ShortStop), &mut rules);
                }
            }
            for s in &days.slows {
                let shortest = self.scenario.policy.coke.as_ref().map_or(0, |c| c.min_slow_days);
                let short = !s.episode && s.days.len() <= usize::from(shortest);
                for d in [s.days.first, s.days.end - 1] {
                    let share = days.on(Basis::Stop, d);
                    by_choice |= !self.end(u, d, share, short.then_some(RuleId::SlowShape), &mut rules);
                }
            }
        }
        (rules.into_iter().collect(), by_choice)
    }

    /// Adds the rules that bind one end of a stop; whether there is any.
    fn end(&self, unit: UnitIx, day: Day, share: f64, shape: Option<RuleId>, rules: &mut BTreeSet<RuleId>) -> bool {
        let down = self.scenario.units[unit].down.iter().any(|r| r.contains(day));
        let rows = self.asks[unit].iter().filter(|a| a.days.contains(day) && a.slack < a.coef * share - 1e-9);
        let binding: Vec<RuleId> = rows.map(|a| a.rule).chain(shape).chain(down.then_some(RuleId::Down)).collect();
        rules.extend(&binding);
        !binding.is_empty()
    }
}
