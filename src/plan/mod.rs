//! Plans: stops and slow-downs by unit and day. The format is contract section 3.

use chrono::NaiveDate;

pub mod folder;
pub mod form;
pub mod format;
pub mod grid;
pub mod made;
pub mod open;
pub mod read;
pub mod schedule;
pub mod table;
pub mod write;

pub use open::{PlanFile, open};
pub use read::{read_plan, read_plan_str};

/// A plan, as filed: it may be faulty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Name of the scenario that it was made for.
    pub scenario: String,
    /// Stops.
    pub stops: Vec<Stop>,
    /// Slow-downs of coke ovens.
    pub slowdowns: Vec<Slowdown>,
    /// What put it in force; `None`: in force from the start.
    pub approval: Option<Approval>,
    /// What the planner claims.
    pub solve: Claim,
}

/// `[approval]`: a plan that was amended in season.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Number of the document (文号).
    pub number: Option<String>,
    /// Day of the document.
    pub date: Option<NaiveDate>,
    /// First day on which the plan is in force.
    pub valid_from: NaiveDate,
    /// Why the plan was amended.
    pub reason: Option<String>,
}

/// `[[stops]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Enterprise id.
    pub enterprise: String,
    /// Unit id.
    pub unit: String,
    /// First day.
    pub start: NaiveDate,
    /// Last day, included.
    pub end: NaiveDate,
    /// Line in the file, 0 where there is none.
    pub line: usize,
}

/// `[[slowdowns]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Slowdown {
    /// Enterprise id.
    pub enterprise: String,
    /// Unit id.
    pub unit: String,
    /// First day.
    pub start: NaiveDate,
    /// Last day, included.
    pub end: NaiveDate,
    /// Extended coking time, h.
    pub coking_time_h: f64,
    /// Line in the file, 0 where there is none.
    pub line: usize,
}

/// `[solve]`: each field may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Claim {
    /// CNY, contract section 6, of the plan as written.
    pub objective: Option<f64>,
    /// CNY; no plan can cost less.
    pub bound: Option<f64>,
    /// As [`gap`] has it.
    pub gap: Option<f64>,
}

/// (objective - bound) / max(|objective|, 1) of two amounts in CNY, a fraction.
pub fn gap(objective: f64, bound: f64) -> f64 {
    (objective - bound) / objective.abs().max(1.0)
}
