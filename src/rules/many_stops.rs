//! MANY-STOPS: how often a unit stops.

use super::{Finding, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::day::DayRange;
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::ManyStops,
    name: Text::new("停产次数", "number of stops"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "落实到具体企业、生产线、生产设施和时间段",
        "put down to specific enterprises, lines, units and spans of time",
    ),
    holds: Text::new("每台（座）设施普通停产不超过max_stops次", "each unit has at most max_stops ordinary stops"),
    formula: "number of ordinary stops <= max_stops[kind]",
    numbers_from: Text::new("政策 [shape.KIND] max_stops", "policy [shape.KIND] max_stops"),
    example: Text::new(
        "max_stops=2：两次普通停产外加一次已定停产合规；三次普通停产不合规",
        "max_stops = 2: two ordinary stops and a fixed one hold; three ordinary ones do not",
    ),
    advice: Text::new("合并停产", "join stops"),
    tests: &[Test::Unit(of_unit)],
};

fn of_unit(s: &Scenario, u: UnitIx, days: &UnitDays) -> Vec<Finding> {
    let stops: Vec<DayRange> = days.ordinary().collect();
    let (n, max) = (stops.len(), usize::from(s.policy.shape(s.units[u].kind).max_stops));
    let Some(beyond) = stops.get(max..).filter(|b| !b.is_empty()) else { return Vec::new() };
    let note = both!("many-stops", stops = n, most = max, beyond = n - max);
    let days = DayRange::new(beyond[0].first, beyond[beyond.len() - 1].end);
    vec![Finding::new(RULE.id, note).at_unit(s, u).on(s, days).too_many(n, max)]
}
