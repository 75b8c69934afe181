//! The checker: every rule on a plan.

use super::{Finding, RULES, Row, Severity, breach, finding};
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
    findings.extend(RULES.iter().filter_map(|r| r.check).flat_map(|f| f(&check)));
    finding::sort(&mut findings);
    findings
}

/// Whether a plan holds: no finding is an error.
pub fn holds(findings: &[Finding]) -> bool {
    findings.iter().all(|f| f.severity == Severity::Warning)
}
