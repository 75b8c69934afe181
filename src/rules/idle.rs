//! IDLE: long-idle units do not carry the ratio.

use super::warning::{Level, Warning};
use super::{Finding, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::plan::schedule::Schedule;
use crate::scenario::{Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Idle,
    name: Text::new("长期停产设施", "long-idle units"),
    severity: Severity::Warning,
    scope: Scope::Unit,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new("长期停产的设施不得计入错峰生产比例", "long-idle units must not carry the ratio"),
    holds: Text::new(
        "未填last_ran或down的设施不会在季内在役的每一天都停产",
        "a unit without last_ran or down is not stopped on every day of the season that it is in service",
    ),
    formula: "Σ stop < days in service",
    numbers_from: Text::new(
        "计划 stops；设施 last_ran、down、commissioned、retired",
        "plan stops; units' last_ran, down, commissioned, retired",
    ),
    example: Text::new(
        "某高炉182天全停且未填last_ran：提示，请核实是否早已停产",
        "a furnace stopped on all 182 days and filed without last_ran: a warning, it may have been idle long since",
    ),
    advice: Text::new("填写last_ran或已定停产时段（down）", "file last_ran or down"),
    tests: &[Test::Warnings(places)],
};

#[derive(Debug)]
struct Place {
    unit: [UnitIx; 1],
}

fn places(s: &Scenario) -> Vec<Box<dyn Warning>> {
    let filed = |u: UnitIx| s.units[u].last_ran.is_some() || !s.units[u].down_filed.is_empty();
    let watched = (0..s.units.len()).filter(|&u| !filed(u) && !s.units[u].service.is_empty());
    watched.map(|u| Box::new(Place { unit: [u] }) as Box<dyn Warning>).collect()
}

impl Warning for Place {
    fn rule(&self) -> RuleId {
        RULE.id
    }

    fn units(&self) -> &[UnitIx] {
        &self.unit
    }

    fn level(&self, s: &Scenario, schedule: &Schedule) -> Level {
        let [u] = self.unit;
        let idle = schedule.units[u].stops.iter().any(|w| w.days == s.units[u].service);
        if idle { Level { findings: 1, excess: 1.0 } } else { Level::default() }
    }

    fn findings(&self, s: &Scenario, schedule: &Schedule) -> Vec<Finding> {
        if self.level(s, schedule).findings == 0 {
            return Vec::new();
        }
        let [u] = self.unit;
        let n = s.units[u].service.len();
        let note = both!("idle-all-season", days = n);
        vec![Finding::new(RULE.id, note).at_unit(s, u).on(s, s.units[u].service).too_many(n, n - 1)]
    }
}
