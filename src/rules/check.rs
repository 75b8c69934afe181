//! The checker: every rule on a plan.

use super::{Finding, RULES, Row, Severity, Test, breach, finding};
use crate::plan::Plan;
use crate::plan::schedule::Schedule;
use crate::scenario::Scenario;

/// What a rule's check looks at.
#[derive(Debug, Clone, Copy)]
pub struct Check<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The plan, as filed.
    pub plan: &'a Plan,
    /// What the plan amounts to.
    pub schedule: &'a Schedule,
}

/// All findings of a plan, errors first. `schedule` is [`Schedule::new`] of the plan.
pub fn check(scenario: &Scenario, plan: &Plan, schedule: &Schedule) -> Vec<Finding> {
    check_with_rows(scenario, plan, schedule, &super::all_rows(scenario))
}

/// The same where the rows are at hand.
pub fn check_with_rows(scenario: &Scenario, plan: &Plan, schedule: &Schedule, rows: &[Row]) -> Vec<Finding> {
    let mut findings = breach::findings(scenario, schedule, rows);
    let check = Check { scenario, plan, schedule };
    findings.extend(RULES.iter().flat_map(|r| r.tests).flat_map(|t| test(&check, t)));
    finding::sort(&mut findings);
    findings
}

fn test(c: &Check, test: &Test) -> Vec<Finding> {
    let (s, schedule) = (c.scenario, c.schedule);
    match test {
        Test::Rows(_) => Vec::new(),
        Test::Unit(of_unit) => schedule.units.iter().enumerate().flat_map(|(u, days)| of_unit(s, u, days)).collect(),
        Test::Warnings(places) => places(s).iter().flat_map(|w| w.findings(s, schedule)).collect(),
        Test::Plan(check) => check(c),
    }
}

/// Whether a plan holds: no finding is an error.
pub fn holds(findings: &[Finding]) -> bool {
    findings.iter().all(|f| f.severity == Severity::Warning)
}
