//! What rows ask of single days of a unit, before any pattern is looked for.

use crate::day::Day;
use crate::plan::schedule::Basis;
use crate::rules::Row;
use crate::scenario::UnitIx;

/// What rows ask of a unit on each day of the season, beyond what is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// It must stand.
    pub stop: Vec<bool>,
    /// It may not stand.
    pub never_stop: Vec<bool>,
    /// It may not be cold.
    pub never_cold: Vec<bool>,
    /// It may not run after standing the day before.
    pub never_restart: Vec<bool>,
}

impl Asked {
    /// Nothing.
    pub fn nothing(len: usize) -> Self {
        let no = || vec![false; len];
        Self { stop: no(), never_stop: no(), never_cold: no(), never_restart: no() }
    }

    /// The unit and day of a row that says no more than that the unit does not restart on that day: `stop(d - 1) <= stop(d)`.
    pub fn restart_of(row: &Row) -> Option<(UnitIx, Day)> {
        let [before, after] = row.terms.as_slice() else { return None };
        let one_unit =
            before.unit == after.unit && [before, after].iter().all(|t| t.basis == Basis::Stop && t.days.len() == 1);
        let next = after.days.first == before.days.end && before.coef > 0.0 && (before.coef + after.coef).abs() < 1e-12;
        let forbids = row.lower.is_infinite() && (0.0..before.coef).contains(&row.upper);
        (one_unit && next && forbids).then_some((after.unit, after.days.first))
    }
}
