//! The cheapest plan of a tiny scenario by enumeration: every admissible set of whole days of every unit, every structure of
//! slow-downs, combined depth first. It is cut by bounds that are sound for any multipliers, so that nothing cheaper is missed.
//! Stands on `recount` alone.

mod coke;
mod patterns;
mod rows;
mod search;

use super::recount;
use steel_stagger::scenario::Scenario;

/// What enumeration comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Optimum {
    /// The least cost, CNY.
    Cost(f64),
    /// No plan keeps the error rules.
    Infeasible,
}

/// Rows of tiny scenarios are kept to this (as shares of what each compares).
const EPS: f64 = 1e-9;

/// The optimum; an `Err` says what the enumeration does not cover.
pub fn optimum(s: &Scenario) -> Result<Optimum, String> {
    let rows = rows::rows(s);
    let mut choices = Vec::new();
    for u in 0..s.units.len() {
        if s.units[u].kind != steel_stagger::kind::Kind::CokeOven {
            choices.push(patterns::patterns(s, u, &rows)?);
        }
    }
    let ovens = coke::ovens(s, &rows)?;
    search::search(&rows, choices, &ovens)
}
