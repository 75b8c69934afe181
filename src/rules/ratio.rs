//! The staggered ratio of contract section 4 as terms: `ratio(U, P) = Σ rate · counted / Σ rate`.

use super::{Measure, Place, Row, RuleId, Term};
use crate::day::DayRange;
use crate::plan::schedule::Basis;
use crate::scenario::{Scenario, UnitIx};

/// Terms that sum to `sign · ratio` of units, each over its own period; `None` where no unit of them is in service.
pub fn terms(s: &Scenario, units: impl Iterator<Item = (UnitIx, DayRange)>, sign: f64) -> Option<Vec<Term>> {
    let units: Vec<_> =
        units.map(|(u, period)| (u, period.intersect(s.units[u].service))).filter(|(_, days)| !days.is_empty()).collect();
    let capacity: f64 = units.iter().map(|&(u, days)| s.units[u].rate_t_d * days.len() as f64).sum();
    (capacity > 0.0).then(|| {
        let coef = |u: UnitIx| sign * s.units[u].rate_t_d / capacity;
        units.iter().map(|&(unit, days)| Term { unit, days, basis: Basis::Counted, coef: coef(unit) }).collect()
    })
}

/// A row that asks a ratio of at least `lower`; `None` where it could not be broken, or no unit is in service.
pub fn at_least(
    s: &Scenario,
    rule: RuleId,
    place: Place,
    units: impl Iterator<Item = (UnitIx, DayRange)>,
    lower: f64,
) -> Option<Row> {
    let terms = terms(s, units, 1.0).filter(|_| lower > 0.0)?;
    let days = span(&terms);
    Some(Row { lower, ..Row::new(rule, place, days, Measure::Fraction, terms) })
}

/// From the first to the last day of any term.
pub fn span(terms: &[Term]) -> DayRange {
    let first = terms.iter().map(|t| t.days.first).min().unwrap_or(0);
    let end = terms.iter().map(|t| t.days.end).max().unwrap_or(0);
    DayRange::new(first, end)
}
