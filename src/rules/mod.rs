//! The rules of contract section 5, one file each. A linear rule is a set of [`Row`]s, stated once: the planner adds them to
//! its model and the checker evaluates them on a plan. To add a rule is to add one file and one line below.

pub mod advice;
mod breach;
pub mod check;
pub mod finding;
pub mod groups;
pub mod margin;
mod ratio;
pub mod reasons;
mod record;
pub mod row;
pub mod steel;
pub mod warning;
pub mod words;

pub use check::{Check, add_of_findings, check, check_with_rows, holds};
pub use finding::Finding;
pub use record::{Rule, Scope, Test};
pub use row::{Measure, Place, Row, Term};
pub use stage_steel::unlisted;
pub use warning::Warning;

use crate::lang::{Lang, Text};
use crate::plan::Plan;
use crate::plan::schedule::{Schedule, UnitDays};
use crate::say;
use crate::scenario::{Scenario, UnitIx};

/// One line a rule: its file, its name in code and in files, in the order of the contract's table. (`cargo fmt` does not follow
/// a macro's modules: `rustfmt --edition 2024 src/rules/*.rs`.)
macro_rules! rules {
    ($($vis:vis $file:ident $rule:ident $id:literal;)+) => {
        $($vis mod $file;)+

        /// Identifies a rule; [`RuleId::id`] is its name in files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)] // each is documented by its record in RULES
        pub enum RuleId {
            $($rule,)+
        }

        /// All rules, in order: the one list that checks, reports and `explain` are made from.
        pub static RULES: &[Rule] = &[$($file::RULE),+];

        const IDS: &[&str] = &[$($id),+];
    };
}

rules! {
    bf_ratio BfRatio "BF-RATIO";
    anc_ratio AncRatio "ANC-RATIO";
    steel_yoy SteelYoy "STEEL-YOY";
    steel_year SteelYear "STEEL-YEAR";
    stage_steel StageSteel "STAGE-STEEL";
    city_ratio CityRatio "CITY-RATIO";
    city_daily CityDaily "CITY-DAILY";
    whole_stop WholeStop "WHOLE-STOP";
    slow_shape SlowShape "SLOW-SHAPE";
    short_stop ShortStop "SHORT-STOP";
    short_run ShortRun "SHORT-RUN";
    many_stops ManyStops "MANY-STOPS";
    heating Heating "HEATING";
    must_run MustRun "MUST-RUN";
    down Down "DOWN";
    concrete Concrete "CONCRETE";
    episode Episode "EPISODE";
    spring_festival SpringFestival "SPRING-FESTIVAL";
    permit Permit "PERMIT";
    replacement Replacement "REPLACEMENT";
    claim Claim "CLAIM";
    scenario_name Scenario "SCENARIO";
    grade_order GradeOrder "GRADE-ORDER";
    one_cut OneCut "ONE-CUT";
    feed Feed "FEED";
    change Change "CHANGE";
    idle Idle "IDLE";
    plausible Plausible "PLAUSIBLE";
    policy_order PolicyOrder "POLICY-ORDER";
    pub waiver Waiver "WAIVER";
}

impl RuleId {
    /// Its name in files and on screen.
    pub const fn id(self) -> &'static str {
        IDS[self as usize]
    }

    /// The rule of a name, in either case.
    pub fn from_id(id: &str) -> Option<Self> {
        RULES.iter().map(|r| r.id).find(|r| r.id().eq_ignore_ascii_case(id))
    }

    /// Its record.
    pub fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }
}

/// The names in files of the rules that hold on days that a policy lists.
pub fn dated() -> impl Iterator<Item = &'static str> + Clone {
    RULES.iter().filter(|r| r.is_dated()).map(|r| r.id.id())
}

/// The rows of every linear rule of severity error: what the planner keeps and the checker evaluates.
pub fn all_rows(scenario: &Scenario) -> Vec<Row> {
    let of = |rule: &Rule, test: &Test| match test {
        Test::Rows(rows) => rows(scenario),
        Test::DatedRows(rows) => rows(scenario, &scenario.rule_days(rule.id)),
        _ => Vec::new(),
    };
    RULES.iter().flat_map(|rule| rule.tests.iter().flat_map(move |test| of(rule, test))).collect()
}

/// The places where a rule may warn of a plan.
pub fn all_warnings(scenario: &Scenario) -> Vec<Box<dyn Warning>> {
    tests()
        .filter_map(|t| if let Test::Warnings(places) = t { Some(places) } else { None })
        .flat_map(|p| p(scenario))
        .collect()
}

/// What no plan mends: errors of the filing.
pub fn faults_of_filing(scenario: &Scenario) -> Vec<Finding> {
    let mut found = check(scenario, &Plan::default(), &Schedule::empty(scenario));
    found.retain(|f| f.severity == Severity::Error && matches!(f.rule, RuleId::Permit | RuleId::Replacement));
    found
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

impl Severity {
    /// Its name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }

    /// Its name for people.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Error => say!(lang, "severity-error"),
            Self::Warning => say!(lang, "severity-warning"),
        }
    }
}

/// A thing of the scenario, or the id of one that it lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named<T> {
    /// In the scenario.
    Known(T),
    /// Not in the scenario.
    Unknown(String),
}
