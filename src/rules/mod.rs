//! The rules of contract section 5, one file each. A linear rule is a set of [`Row`]s, stated once: the planner adds them to
//! its model and the checker evaluates them on a plan. To add a rule is to add one file and one line in [`RULES`].

pub mod advice;
mod anc_ratio;
mod bf_ratio;
mod breach;
mod change;
pub mod check;
mod city_daily;
mod city_ratio;
mod claim;
mod concrete;
mod down;
mod episode;
mod feed;
pub mod finding;
mod grade_order;
pub mod groups;
mod heating;
mod idle;
mod many_stops;
pub mod margin;
mod must_run;
mod one_cut;
mod permit;
mod plausible;
mod policy_order;
mod ratio;
pub mod reasons;
mod record;
mod replacement;
pub mod row;
mod scenario_name;
mod short_run;
mod short_stop;
mod slow_shape;
mod stage_steel;
pub mod steel;
mod steel_year;
mod steel_yoy;
pub mod waiver;
pub mod warning;
mod whole_stop;
pub mod words;

pub use check::{Check, add_of_findings, check, check_with_rows, holds};
pub use finding::Finding;
pub use record::{Rule, Scope, Test};
pub use row::{Measure, Place, Row, Term};
pub use stage_steel::unlisted;
pub use warning::Warning;

use crate::lang::Text;
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};

/// Identifies a rule; [`RuleId::id`] is its name in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // each is documented by its record in RULES
pub enum RuleId {
    BfRatio,
    AncRatio,
    SteelYoy,
    SteelYear,
    StageSteel,
    CityRatio,
    CityDaily,
    WholeStop,
    SlowShape,
    ShortStop,
    ShortRun,
    ManyStops,
    Heating,
    MustRun,
    Down,
    Concrete,
    Episode,
    Permit,
    Replacement,
    Claim,
    Scenario,
    GradeOrder,
    OneCut,
    Feed,
    Change,
    Idle,
    Plausible,
    PolicyOrder,
    Waiver,
}

impl RuleId {
    /// Its name in files and on screen.
    pub const fn id(self) -> &'static str {
        match self {
            Self::BfRatio => "BF-RATIO",
            Self::AncRatio => "ANC-RATIO",
            Self::SteelYoy => "STEEL-YOY",
            Self::SteelYear => "STEEL-YEAR",
            Self::StageSteel => "STAGE-STEEL",
            Self::CityRatio => "CITY-RATIO",
            Self::CityDaily => "CITY-DAILY",
            Self::WholeStop => "WHOLE-STOP",
            Self::SlowShape => "SLOW-SHAPE",
            Self::ShortStop => "SHORT-STOP",
            Self::ShortRun => "SHORT-RUN",
            Self::ManyStops => "MANY-STOPS",
            Self::Heating => "HEATING",
            Self::MustRun => "MUST-RUN",
            Self::Down => "DOWN",
            Self::Concrete => "CONCRETE",
            Self::Episode => "EPISODE",
            Self::Permit => "PERMIT",
            Self::Replacement => "REPLACEMENT",
            Self::Claim => "CLAIM",
            Self::Scenario => "SCENARIO",
            Self::GradeOrder => "GRADE-ORDER",
            Self::OneCut => "ONE-CUT",
            Self::Feed => "FEED",
            Self::Change => "CHANGE",
            Self::Idle => "IDLE",
            Self::Plausible => "PLAUSIBLE",
            Self::PolicyOrder => "POLICY-ORDER",
            Self::Waiver => "WAIVER",
        }
    }

    /// The rule of a name, in either case.
    pub fn from_id(id: &str) -> Option<Self> {
        RULES.iter().map(|r| r.id).find(|r| r.id().eq_ignore_ascii_case(id))
    }

    /// Its record.
    pub fn rule(self) -> &'static Rule {
        RULES.iter().find(|r| r.id == self).expect("every id has a record in RULES, as a test over the list holds")
    }
}

/// All rules, in the order of the contract's table: the one list that checks, reports and `explain` are made from.
pub static RULES: &[Rule] = &[
    bf_ratio::RULE,
    anc_ratio::RULE,
    steel_yoy::RULE,
    steel_year::RULE,
    stage_steel::RULE,
    city_ratio::RULE,
    city_daily::RULE,
    whole_stop::RULE,
    slow_shape::RULE,
    short_stop::RULE,
    short_run::RULE,
    many_stops::RULE,
    heating::RULE,
    must_run::RULE,
    down::RULE,
    concrete::RULE,
    episode::RULE,
    permit::RULE,
    replacement::RULE,
    claim::RULE,
    scenario_name::RULE,
    grade_order::RULE,
    one_cut::RULE,
    feed::RULE,
    change::RULE,
    idle::RULE,
    plausible::RULE,
    policy_order::RULE,
    waiver::RULE,
];

/// The rows of every linear rule of severity error: what the planner keeps and the checker evaluates.
pub fn all_rows(scenario: &Scenario) -> Vec<Row> {
    tests()
        .filter_map(|t| if let Test::Rows(rows) = t { Some(rows) } else { None })
        .flat_map(|rows| rows(scenario))
        .collect()
}

/// The places where a rule may warn of a plan.
pub fn all_warnings(scenario: &Scenario) -> Vec<Box<dyn Warning>> {
    tests()
        .filter_map(|t| if let Test::Warnings(places) = t { Some(places) } else { None })
        .flat_map(|p| p(scenario))
        .collect()
}

/// What the days of a unit break of the rules about the shape of stops and slow-downs.
pub fn shape_findings(scenario: &Scenario, unit: UnitIx, days: &UnitDays) -> impl Iterator<Item = Finding> {
    let of = move |t| if let Test::Unit(of_unit) = t { of_unit(scenario, unit, days) } else { Vec::new() };
    tests().flat_map(of)
}

fn tests() -> impl Iterator<Item = Test> {
    RULES.iter().flat_map(|r| r.tests).copied()
}

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The plan does not hold.
    Error,
    /// Changes no exit code.
    Warning,
}

/// A thing of the scenario, or the id of one that it lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named<T> {
    /// In the scenario.
    Known(T),
    /// Not in the scenario.
    Unknown(String),
}
