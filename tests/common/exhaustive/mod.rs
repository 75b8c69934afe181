//! The cheapest plan of a tiny scenario by enumeration: every admissible set of whole days of every unit, every structure of
//! slow-downs, combined depth first. It is cut by bounds that are sound for any multipliers, so that nothing cheaper is missed.
//! Stands on `recount` alone.

mod coke;
mod patterns;
mod rows;
mod search;

use super::recount;
use super::recount::cost::unit_cost;
use super::recount::units::UnitDays;
use steel_stagger::kind::Kind;
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
    let (rows, choices, ovens) = parts(s, &cny)?;
    search::search(&rows, choices, &ovens)
}

/// The least of another cost of units that stop whole; `Err` where there are coke ovens.
pub fn least(s: &Scenario, cost: &Cost) -> Result<Optimum, String> {
    if s.units.iter().any(|u| u.kind == Kind::CokeOven) {
        return Err("coke ovens".into());
    }
    let (rows, choices, ovens) = parts(s, cost)?;
    search::search(&rows, choices, &ovens)
}

/// The same without bounds, to judge `optimum` by; `Err` beyond `most` combinations.
pub fn by_trying_all(s: &Scenario, most: usize) -> Result<Optimum, String> {
    let (rows, choices, ovens) = parts(s, &cny)?;
    search::try_all(&rows, &choices, &ovens, most)
}

/// Rows, the patterns of each unit that stops whole, and the batteries.
type Parts = (Vec<rows::Row>, Vec<Vec<patterns::Pattern>>, Vec<coke::Group>);

/// What the season of a unit costs.
pub type Cost = dyn Fn(&Scenario, usize, &UnitDays) -> f64;

fn cny(s: &Scenario, unit: usize, days: &UnitDays) -> f64 {
    unit_cost(s, unit, days).total()
}

fn parts(s: &Scenario, cost: &Cost) -> Result<Parts, String> {
    let rows = rows::rows(s);
    let mut choices = Vec::new();
    for u in (0..s.units.len()).filter(|&u| s.units[u].kind != Kind::CokeOven) {
        choices.push(patterns::patterns(s, u, &rows, cost)?);
    }
    let ovens = coke::ovens(s, &rows)?;
    Ok((rows, choices, ovens))
}
