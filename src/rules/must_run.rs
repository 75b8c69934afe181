//! MUST-RUN: units that may not stop.

use super::{Finding, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::MustRun,
    name: Text::new("保供设施不得停产", "units that must run"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("一、二(十)", "programme 1, 2(10)"),
    clause: Text::new("将确保群众安全过冬、温暖过冬放在首位", "the people's safe and warm winter comes first"),
    holds: Text::new("must_run期内不得停产（焦炉可延长出焦时间）", "no stop meets a must_run span (a slow-down may)"),
    formula: "stop = 0 on must_run days",
    numbers_from: Text::new("设施 must_run、commissioned、retired", "units' must_run, commissioned, retired"),
    example: Text::new(
        "must_run为11月15日至3月15日：11月5日至14日的停产合规，至15日则有1天不合规",
        "must_run from 15 November to 15 March: a stop from 5 to 14 November holds; to the 15th, one day is at fault",
    ),
    advice: Text::new("把停产移出不得停产期，或改停其他设施", "move the stop out of the span or stop another unit"),
    tests: &[Test::Unit(of_unit)],
};

fn of_unit(s: &Scenario, u: UnitIx, days: &UnitDays) -> Vec<Finding> {
    let mut out = Vec::new();
    for w in &days.stops {
        for days in s.units[u].must_run.iter().map(|r| r.intersect(w.days)).filter(|r| !r.is_empty()) {
            let n = days.len();
            let note = both!("must-run-stopped", days = n);
            out.push(Finding::new(RULE.id, note).at_unit(s, u).on(s, days).too_many_days(n as f64));
        }
    }
    out
}
