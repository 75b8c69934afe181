//! The checker: every rule on a plan.

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
