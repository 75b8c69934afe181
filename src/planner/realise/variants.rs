//! Ways to share out the lines that episodes ask of a group of units.

use super::stop_group;
use crate::day::DayRange;
use crate::planner::graph::{Asked, Graph};
use crate::planner::group::Supply;
use crate::planner::model::{Component, Group, UnitModel};
use crate::rules::{Measure, RuleId};
use crate::scenario::{Scenario, UnitIx};
use std::collections::HashMap;

/// One way to share out the lines that episodes ask of a group: its units' graphs, and what it then supplies.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Patterns of its units.
    pub graphs: Vec<Graph>,
    /// Its supply.
    pub supply: Supply,
}

/// Most variants tried for a group.
const VARIANTS: usize = 64;

/// The ways to share out the lines that linking EPISODE rows ask of a group.
pub fn variants(scenario: &Scenario, component: &Component, group: &Group, period: DayRange) -> Vec<Variant> {
    let len = usize::from(scenario.season.len);
    let place: HashMap<UnitIx, usize> = group.units.iter().enumerate().map(|(i, u)| (u.unit, i)).collect();
    // stretches of days with the same units and number of lines
    let mut asks: Vec<(DayRange, Vec<usize>, usize)> = Vec::new();
    for row in component.rows.iter().filter(|r| r.rule == RuleId::Episode && r.measure == Measure::Lines) {
        let units: Option<Vec<usize>> = row.terms.iter().map(|t| place.get(&t.unit).copied()).collect();
        let Some(units) = units else { continue };
        let lines = (row.lower - 1e-9).ceil().max(0.0) as usize;
        match asks.iter_mut().find(|a| a.0.end == row.days.first && a.1 == units && a.2 == lines) {
            Some(a) => a.0.end = row.days.end,
            None => asks.push((row.days, units, lines)),
        }
    }
    let asked = |u: &UnitModel| component.asked.get(&u.unit).cloned().unwrap_or_else(|| Asked::nothing(len));
    let mut ways: Vec<Vec<Asked>> = vec![group.units.iter().map(asked).collect()];
    for (days, units, lines) in asks {
        let mut next = Vec::new();
        for way in &ways {
            for mask in 0u32..1 << units.len().min(16) {
                if mask.count_ones() as usize != lines.min(units.len()) || next.len() >= VARIANTS {
                    continue;
                }
                let mut w = way.clone();
                for (i, &u) in units.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1) {
                    let _ = i;
                    let service = scenario.units[group.units[u].unit].service;
                    w[u].stop[days.intersect(service).days()].fill(true);
                }
                next.push(w);
            }
        }
        ways = next;
    }
    ways.into_iter()
        .map(|way| {
            let graphs: Vec<Graph> = group.units.iter().zip(&way).map(|(u, f)| Graph::new(scenario, u.unit, f)).collect();
            let supply = stop_group(group, &graphs, period).supply();
            Variant { graphs, supply }
        })
        .filter(|v| v.supply.price(0.0).is_finite())
        .collect()
}
