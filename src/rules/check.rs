//! The checker: every rule on a plan.

use super::{Finding, RULES, Row, Severity, Test, breach, finding, waiver};
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

/// All findings of a plan, errors first, those that a waiver covers marked. `schedule` is [`Schedule::new`] of the plan. What may be
/// said of the findings themselves is apart: [`add_of_findings`].
pub fn check(scenario: &Scenario, plan: &Plan, schedule: &Schedule) -> Vec<Finding> {
    check_with_rows(scenario, plan, schedule, &super::all_rows(scenario))
}

/// The same where the rows are at hand.
pub fn check_with_rows(scenario: &Scenario, plan: &Plan, schedule: &Schedule, rows: &[Row]) -> Vec<Finding> {
    let mut findings = breach::findings(scenario, schedule, rows);
    let check = Check { scenario, plan, schedule };
    findings.extend(RULES.iter().flat_map(|r| r.tests).flat_map(|t| test(&check, t)));
    finding::sort(&mut findings);
    waiver::mark(scenario, &mut findings);
    findings
}

/// Adds what rules of findings say of all that a plan earns: of a waiver that covers none. It tells of the filing against this one plan (a plan
/// that keeps all rules leaves every waiver without a finding), so that it is for who judges a plan, not for who makes one.
pub fn add_of_findings(scenario: &Scenario, findings: &mut Vec<Finding>) {
    let rules = RULES.iter().flat_map(|r| r.tests).filter_map(|t| if let Test::Findings(f) = t { Some(f) } else { None });
    let more: Vec<Finding> = rules.flat_map(|of| of(scenario, findings)).collect();
    findings.extend(more);
    finding::sort(findings);
}

fn test(c: &Check, test: &Test) -> Vec<Finding> {
    let (s, schedule) = (c.scenario, c.schedule);
    match test {
        Test::Rows(_) | Test::DatedRows(_) | Test::Findings(_) => Vec::new(),
        Test::Unit(of_unit) => schedule.units.iter().enumerate().flat_map(|(u, days)| of_unit(s, u, days)).collect(),
        Test::Warnings(places) => places(s).iter().flat_map(|w| w.findings(s, schedule)).collect(),
        Test::Plan(check) => check(c),
    }
}

/// Whether a plan holds: no finding is an error.
pub fn holds(findings: &[Finding]) -> bool {
    findings.iter().all(|f| f.severity == Severity::Warning)
}
