//! A place where a warning may stand: what it looks at, and how far it is from falling silent.

use super::{Finding, RuleId};
use crate::plan::schedule::Schedule;
use crate::scenario::{Scenario, UnitIx};

/// How loud a warning is at its place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Level {
    /// Findings.
    pub findings: usize,
    /// How far the plan is from none: about the days by which a unit's stops would have to change; 0 where there is none.
    pub excess: f64,
}

/// A place of the scenario where a rule may warn of a plan.
pub trait Warning: std::fmt::Debug + Send + Sync {
    /// The rule.
    fn rule(&self) -> RuleId;

    /// The units whose days it looks at.
    fn units(&self) -> &[UnitIx];

    /// How loud it is.
    fn level(&self, s: &Scenario, schedule: &Schedule) -> Level;

    /// The same as findings.
    fn findings(&self, s: &Scenario, schedule: &Schedule) -> Vec<Finding>;
}
