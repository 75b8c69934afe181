//! DOWN: stops that are fixed already are in the plan.

use super::{Finding, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Down,
    name: Text::new("已定停产须列入计划", "fixed stops are planned"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("企业申报", "the enterprise's filing"),
    clause: Text::new("检修等停产以企业申报为准", "overhauls and other fixed stops are as the enterprise files them"),
    holds: Text::new("每个down日都有停产覆盖", "every down day is covered by a stop"),
    formula: "stop = 1 on down days",
    numbers_from: Text::new("设施 down、commissioned、retired", "units' down, commissioned, retired"),
    example: Text::new(
        "down为10月8日至27日：计划须列出至少含这20天的停产；少列最后1天即不合规",
        "down from 8 to 27 October: the plan lists a stop of at least these 20 days; without the last day it does not hold",
    ),
    advice: Text::new("在计划中列出这段停产", "list the stop in the plan"),
    tests: &[Test::Unit(of_unit)],
};

fn of_unit(s: &Scenario, u: UnitIx, days: &UnitDays) -> Vec<Finding> {
    let mut out = Vec::new();
    for &span in &s.units[u].down {
        for days in span.runs(|d| !days.stops.iter().any(|w| w.days.contains(d))) {
            let n = days.len();
            let note = both!("down-lacks", days = n);
            out.push(Finding::new(RULE.id, note).at_unit(s, u).on(s, days).amounts(0.0, n as f64, n as f64));
        }
    }
    out
}
