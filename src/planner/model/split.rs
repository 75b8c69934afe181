//! Splits a scenario into components by the rows that mills share.

use super::{Component, Part};
use crate::planner::control::Control;
use crate::rules::Row;
use crate::scenario::{EntIx, Scenario};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// The representative of a set (union-find).
fn find(root: &mut [usize], mut i: usize) -> usize {
    while root[i] != i {
        root[i] = root[root[i]];
        i = root[i];
    }
    i
}

/// The components of a scenario, all at once. [`parts`] hold far less until they are worked on.
pub fn components(scenario: &Scenario, rows: Vec<Row>) -> Vec<Component> {
    let control = Control::new(Duration::MAX, None);
    parts(scenario, rows).iter().filter_map(|p| p.component(scenario, &control)).collect()
}

/// Splits a scenario by its rows.
pub fn parts(scenario: &Scenario, rows: Vec<Row>) -> Vec<Part> {
    let n = scenario.enterprises.len();
    let mut root: Vec<usize> = (0..n).collect();
    for row in &rows {
        let mut first = None;
        for t in &row.terms {
            let e = find(&mut root, scenario.units[t.unit].enterprise);
            let f = *first.get_or_insert(e);
            let f = find(&mut root, f);
            root[e.max(f)] = e.min(f);
        }
    }
    let mut order: Vec<usize> = Vec::new();
    let mut members: HashMap<usize, (Vec<EntIx>, Vec<Row>)> = HashMap::new();
    for e in (0..n).filter(|&e| !scenario.enterprises[e].units.is_empty()) {
        let r = find(&mut root, e);
        if r == e {
            order.push(r);
        }
        members.entry(r).or_default().0.push(e);
    }
    for row in rows {
        let Some(t) = row.terms.first() else { continue };
        let r = find(&mut root, scenario.units[t.unit].enterprise);
        members.entry(r).or_default().1.push(row);
    }
    order
        .into_iter()
        .map(|r| {
            let (ents, rows) = members.remove(&r).unwrap_or_default();
            Part { ents, rows: Arc::from(rows) }
        })
        .collect()
}
