//! The rules of contract section 5, one file each. A linear rule is a set of [`Row`]s, stated once: the planner adds them to
//! its model and the checker evaluates them on a plan. To add a rule is to add one file and one line in [`RULES`].

pub mod row;

pub use row::{Measure, Place, Row, Term};

use crate::kind::Kind;
use crate::scenario::{CityIx, EntIx, UnitIx};
use chrono::NaiveDate;

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
}

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The plan does not hold.
    Error,
    /// Changes no exit code.
    Warning,
}

/// Where a plan and a rule part.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// Its severity, after `--warn` and `--deny`.
    pub severity: Severity,
    /// City.
    pub city: Option<CityIx>,
    /// Enterprise: its index, or the id that a plan names and the scenario lacks.
    pub enterprise: Option<Named<EntIx>>,
    /// Unit, likewise.
    pub unit: Option<Named<UnitIx>>,
    /// Kind, where the finding is about one.
    pub kind: Option<Kind>,
    /// First day.
    pub first: Option<NaiveDate>,
    /// Last day, included.
    pub last: Option<NaiveDate>,
    /// What was measured on the worst day.
    pub measured: Option<f64>,
    /// What is required.
    pub required: Option<f64>,
    /// Short by how much.
    pub short_by: Option<f64>,
    /// In words, for people (Chinese and English).
    pub note: Note,
}

/// A thing of the scenario, or the id of one that it lacks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named<T> {
    /// In the scenario.
    Known(T),
    /// Not in the scenario.
    Unknown(String),
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}
