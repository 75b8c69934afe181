//! Ways to share out the lines that episodes ask of a group of units.

use super::stop_group;
use crate::day::DayRange;
use crate::planner::asked::Asked;
use crate::planner::graph::Graph;
use crate::planner::group::Cheapest;
use crate::planner::model::{Component, Group, UnitModel};
use crate::rules::{Measure, Row};
use crate::scenario::{Scenario, UnitIx};
use std::collections::HashMap;
use std::sync::Arc;

/// Ways to share out the lines that episodes ask of a group.
#[derive(Debug, Clone)]
pub struct Ways {
    /// Patterns of the group's units, way by way.
    graphs: Vec<Vec<Arc<Graph>>>,
    /// What the cheapest of them supply.
    pub cheapest: Cheapest,
}

/// Most ways tried for a group.
const MOST: usize = 64;

/// Stretches of days on which rows ask for the same number of lines of the same units.
fn stretches<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<(DayRange, Vec<UnitIx>, usize)> {
    let mut asks: Vec<(DayRange, Vec<UnitIx>, usize)> = Vec::new();
    for row in rows {
        let units: Vec<UnitIx> = row.terms.iter().map(|t| t.unit).collect();
        let lines = ((row.lower - 1e-9).ceil().max(0.0) as usize).min(units.len());
        match asks.iter_mut().find(|a| a.0.end == row.days.first && a.1 == units && a.2 == lines) {
            Some(a) => a.0.end = row.days.end,
            None => asks.push((row.days, units, lines)),
        }
    }
    asks
}

/// Whether all ways to share out the lines that these rows ask are tried.
pub fn all_ways(rows: &[Row]) -> bool {
    let choose = |n: usize, k: usize| (0..k).fold(1.0, |c, i| c * (n - i) as f64 / (i + 1) as f64);
    let asks = stretches(rows.iter());
    let ways: f64 = asks.iter().map(|(_, units, lines)| choose(units.len(), *lines)).product();
    asks.iter().all(|a| a.1.len() <= 16) && ways <= MOST as f64
}

impl Ways {
    /// The ways to share out the lines that EPISODE rows ask of a group.
    pub fn new<'r>(
        scenario: &Scenario,
        component: &Component,
        group: &Group,
        period: DayRange,
        rows: impl Iterator<Item = &'r Row>,
    ) -> Self {
        let mut out = Self { graphs: Vec::new(), cheapest: Cheapest::default() };
        let mut known: Vec<Vec<(Asked, Arc<Graph>)>> = vec![Vec::new(); group.units.len()];
        for way in ways(scenario, component, group, rows) {
            let graphs = group.units.iter().zip(way).zip(&mut known).map(|((u, asked), known)| {
                if let Some((_, graph)) = known.iter().find(|k| k.0 == asked) {
                    return graph.clone();
                }
                let graph = Arc::new(Graph::new(scenario, u.unit, &asked));
                known.push((asked, graph.clone()));
                graph
            });
            let graphs: Vec<Arc<Graph>> = graphs.collect();
            let supply = stop_group(group, &graphs, period).supply();
            if supply.price(0.0).is_finite() {
                out.cheapest.offer(&supply, out.graphs.len() as u8);
                out.graphs.push(graphs);
            }
        }
        out
    }

    /// Whether there is no way at all.
    pub fn is_none(&self) -> bool {
        self.graphs.is_empty()
    }

    /// Stops of the group's units that give `need` capacity-days in the cheapest way; `None` where there is none.
    pub fn plan(&self, group: &Group, period: DayRange, need: f64) -> Option<Vec<Vec<DayRange>>> {
        stop_group(group, &self.graphs[self.cheapest.number(need)?], period).plan(need)
    }
}

/// What each way to share out the lines asks of each unit.
fn ways<'r>(
    scenario: &Scenario,
    component: &Component,
    group: &Group,
    rows: impl Iterator<Item = &'r Row>,
) -> Vec<Vec<Asked>> {
    let len = usize::from(scenario.season.len);
    let place: HashMap<UnitIx, usize> = group.units.iter().enumerate().map(|(i, u)| (u.unit, i)).collect();
    let of_group = |r: &&Row| r.measure == Measure::Lines && r.terms.iter().all(|t| place.contains_key(&t.unit));
    let asks = stretches(rows.filter(of_group));
    let asked = |u: &UnitModel| component.asked.get(&u.unit).cloned().unwrap_or_else(|| Asked::nothing(len));
    let mut ways: Vec<Vec<Asked>> = vec![group.units.iter().map(asked).collect()];
    for (days, units, lines) in asks {
        let mut next = Vec::new();
        for way in &ways {
            for mask in 0u32..1 << units.len().min(16) {
                if mask.count_ones() as usize != lines || next.len() >= MOST {
                    continue;
                }
                let mut w = way.clone();
                for (_, &u) in units.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1) {
                    let service = scenario.units[u].service;
                    w[place[&u]].stop[days.intersect(service).days()].fill(true);
                }
                next.push(w);
            }
        }
        ways = next;
    }
    ways
}
