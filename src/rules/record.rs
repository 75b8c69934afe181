//! The record that each rule's file holds: reports, `stagger explain` and the docs are made from it.

use super::{Check, Finding, Row, RuleId, Severity, Warning};
use crate::day::DayRange;
use crate::lang::Text;
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};

/// What a rule is stated of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Each unit by itself.
    Unit,
    /// Each enterprise (with those that serve it).
    Enterprise,
    /// Each city as a whole.
    City,
    /// Cities or enterprises, as the policy says.
    CityOrEnterprise,
    /// The plan file.
    Plan,
    /// The policy file.
    Policy,
}

impl Scope {
    /// Its name on screen.
    pub const fn name(self) -> Text {
        match self {
            Self::Unit => Text::new("每台（座）生产设施", "each unit"),
            Self::Enterprise => Text::new("每家企业", "each enterprise"),
            Self::City => Text::new("每座城市", "each city"),
            Self::CityOrEnterprise => Text::new("城市或企业（由政策指定）", "cities or enterprises, as the policy says"),
            Self::Plan => Text::new("计划文件", "the plan file"),
            Self::Policy => Text::new("政策文件", "the policy file"),
        }
    }
}

/// A rule of contract section 5.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Which it is.
    pub id: RuleId,
    /// Short name.
    pub name: Text,
    /// Severity, where no option changes it.
    pub severity: Severity,
    /// What it is stated of.
    pub scope: Scope,
    /// Section of the programme, or where else it comes from.
    pub section: Text,
    /// The clause; the English is our rendering.
    pub clause: Text,
    /// What must hold.
    pub holds: Text,
    /// The same as a formula.
    pub formula: &'static str,
    /// Which fields of which files its numbers come from.
    pub numbers_from: Text,
    /// A worked example.
    pub example: Text,
    /// What a planner does about a finding.
    pub advice: Text,
    /// How it is tested.
    pub tests: &'static [Test],
}

impl Rule {
    /// Whether it is linear: the planner keeps its rows.
    pub fn is_linear(&self) -> bool {
        self.is_dated() || self.tests.iter().any(|t| matches!(t, Test::Rows(_)))
    }

    /// Whether it holds on the days that a policy lists.
    pub fn is_dated(&self) -> bool {
        self.tests.iter().any(|t| matches!(t, Test::DatedRows(_)))
    }
}

/// How a rule is tested.
#[derive(Debug, Clone, Copy)]
pub enum Test {
    /// Linear: its rows, which planner and checker share.
    Rows(fn(&Scenario) -> Vec<Row>),
    /// The same, on the days of the season that the policy's `[rule_days]` lists for it.
    DatedRows(fn(&Scenario, &[DayRange]) -> Vec<Row>),
    /// Each unit by its own days: what makes a pattern of stops admissible.
    Unit(fn(&Scenario, UnitIx, &UnitDays) -> Vec<Finding>),
    /// The places where it may warn, each with how far it is from falling silent.
    Warnings(fn(&Scenario) -> Vec<Box<dyn Warning>>),
    /// The plan or the filing as a whole.
    Plan(fn(&Check) -> Vec<Finding>),
    /// What all other rules have found.
    Findings(fn(&Scenario, &[Finding]) -> Vec<Finding>),
}
