//! Which units and rows hang together.

use crate::rules::Row;
use crate::scenario::{Scenario, UnitIx};
use std::collections::BTreeMap;

/// Units that rows tie together, and those rows.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Units, sorted.
    pub units: Vec<UnitIx>,
    /// Indices into the rows given.
    pub rows: Vec<usize>,
}

impl Scope {
    /// Days in service, over its units.
    pub fn unit_days(&self, scenario: &Scenario) -> usize {
        self.units.iter().map(|&u| scenario.units[u].service.len()).sum()
    }
}

/// Splits units into scopes that share none of the rows for which `ties` holds. Rows without terms are in no scope; units
/// without rows neither, unless their own days can conflict (they cannot: `down` and `must_run` never meet).
pub fn scopes(scenario: &Scenario, rows: &[Row], ties: impl Fn(&Row) -> bool) -> Vec<Scope> {
    let mut parent: Vec<UnitIx> = (0..scenario.units.len()).collect();
    for row in rows.iter().filter(|r| ties(r)) {
        for pair in row.terms.windows(2) {
            let (a, b) = (root(&mut parent, pair[0].unit), root(&mut parent, pair[1].unit));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut out: BTreeMap<UnitIx, Scope> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate().filter(|(_, r)| ties(r)) {
        if let Some(t) = row.terms.first() {
            out.entry(root(&mut parent, t.unit)).or_default().rows.push(i);
        }
    }
    for u in 0..scenario.units.len() {
        if let Some(scope) = out.get_mut(&root(&mut parent, u)) {
            scope.units.push(u);
        }
    }
    out.into_values().collect()
}

/// Whether a row is about an enterprise, not a city as a whole.
pub fn of_enterprise(row: &Row) -> bool {
    row.place.enterprise.is_some() || row.place.unit.is_some()
}

/// The mills of a scope, each with those that serve it.
pub fn mill_scopes(scenario: &Scenario, rows: &[Row], scope: &Scope) -> Vec<Scope> {
    let all = scopes(scenario, rows, of_enterprise);
    all.into_iter().filter(|m| scope.units.binary_search(&m.units[0]).is_ok()).collect()
}

/// The units of a scope that its city rows name, with the rows that name no others; `None` without city rows.
pub fn city_scope(rows: &[Row], scope: &Scope) -> Option<Scope> {
    let city = scope.rows.iter().filter(|&&i| !of_enterprise(&rows[i]));
    let mut units: Vec<usize> = city.flat_map(|&i| rows[i].terms.iter().map(|t| t.unit)).collect();
    units.sort_unstable();
    units.dedup();
    let within = |&i: &usize| rows[i].terms.iter().all(|t| units.binary_search(&t.unit).is_ok());
    let rows = scope.rows.iter().copied().filter(within).collect();
    (!units.is_empty()).then_some(Scope { units, rows })
}

/// The same units with the rows of other indices: all that name none but them, city rows only where it had some.
pub fn rescoped(old: &[Row], rows: &[Row], scope: &Scope) -> Scope {
    let city = scope.rows.iter().any(|&i| old.get(i).is_some_and(|r| !of_enterprise(r)));
    let within = |r: &Row| !r.terms.is_empty() && r.terms.iter().all(|t| scope.units.binary_search(&t.unit).is_ok());
    let of = |r: &Row| within(r) && (city || of_enterprise(r));
    Scope { units: scope.units.clone(), rows: (0..rows.len()).filter(|&i| of(&rows[i])).collect() }
}

/// The unit that stands for the set that `u` is in.
fn root(parent: &mut [UnitIx], u: UnitIx) -> UnitIx {
    let mut r = u;
    while parent[r] != r {
        r = parent[r];
    }
    let mut v = u;
    while parent[v] != r {
        v = std::mem::replace(&mut parent[v], r);
    }
    r
}
