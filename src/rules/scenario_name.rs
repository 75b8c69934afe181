//! SCENARIO: the plan was made for this scenario.

use super::{Check, Finding, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Scenario,
    name: Text::new("计划与情景对应", "plan and scenario"),
    severity: Severity::Warning,
    scope: Scope::Plan,
    section: Text::new("方案以外", "not of the programme"),
    clause: Text::new("计划须对应所审核的情景", "a plan is judged by the scenario that it was made for"),
    holds: Text::new("计划的scenario与情景的name相同", "the plan's scenario is the scenario's name"),
    formula: "plan.scenario = scenario.name",
    numbers_from: Text::new("计划 scenario；情景 name", "plan scenario; scenario name"),
    example: Text::new(
        "计划写“去年情景”而情景名为“示例市2021-2022年秋冬季”：提示",
        "a plan for \"last year\" against a scenario named otherwise: a warning",
    ),
    advice: Text::new("核对计划对应的情景", "check which scenario the plan was made for"),
    tests: &[Test::Plan(check)],
};

fn check(c: &Check) -> Vec<Finding> {
    let (plan, scenario) = (&c.plan.scenario, &c.scenario.name);
    if plan == scenario {
        return Vec::new();
    }
    vec![Finding::new(RULE.id, both!("scenario-other", named = plan, scenario = scenario))]
}
