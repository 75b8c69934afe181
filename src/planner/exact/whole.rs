//! A unit that is stopped whole, in a program: one unit of flow through its pattern graph.

use super::program::{Col, Program};
use crate::day::DayRange;
use crate::plan::schedule::{Basis, UnitDays, prefix};
use crate::planner::graph::{Arc, Graph};

/// Flow through the pattern graph of a unit.
#[derive(Debug)]
pub struct Whole {
    graph: Graph,
    /// A column for each arc.
    arcs: Vec<Col>,
    /// Whether every stop counts, so that `counted` is `stop`.
    pub all_count: bool,
}

impl Whole {
    /// Adds the flow. `by_day` is the price of each stopped day; `with_arc_cost` adds restarts and banking.
    pub fn new(program: &mut Program, graph: Graph, by_day: &[f64], with_arc_cost: bool) -> Self {
        let price = prefix(by_day);
        // where the steps that stop are whole numbers, those that run are too: flow in is flow out
        let arcs: Vec<Col> = graph
            .arcs
            .iter()
            .map(|a| {
                let days = price[usize::from(a.stop.end)] - price[usize::from(a.stop.first)];
                program.column(1.0, !a.stop.is_empty(), days + if with_arc_cost { a.cost } else { 0.0 })
            })
            .collect();
        let nodes = graph.nodes();
        let mut balance: Vec<Vec<(Col, f64)>> = vec![Vec::new(); nodes];
        for v in 0..nodes {
            for i in graph.into[v] as usize..graph.into[v + 1] as usize {
                balance[v].push((arcs[i], 1.0));
                balance[graph.arcs[i].from as usize].push((arcs[i], -1.0));
            }
        }
        for (v, terms) in balance.iter().enumerate() {
            let net = f64::from(u8::from(v + 1 == nodes)) - f64::from(u8::from(v == 0));
            if graph.is_feasible() {
                program.constrain(terms, net, net);
            } else {
                program.constrain(&[], 1.0, f64::INFINITY);
            }
        }
        let all_count = graph.arcs.iter().all(|a| a.counted || a.stop.is_empty());
        Self { graph, arcs, all_count }
    }

    /// The sum of a quantity over days, as terms.
    pub fn sum(&self, basis: Basis, days: DayRange) -> Vec<(Col, f64)> {
        let terms = self.graph.arcs.iter().zip(&self.arcs).map(|(a, &c)| {
            let r = match basis {
                Basis::Stop => a.stop,
                Basis::Counted if a.counted => a.stop,
                // the planner's own rows are not in this model
                Basis::Counted | Basis::Met => DayRange::EMPTY,
                Basis::Cold => a.cold,
            };
            (c, r.intersect(days).len() as f64)
        });
        terms.filter(|t| t.1 > 0.0).collect()
    }

    /// The stops of a solution.
    pub fn stops(&self, values: &[f64]) -> Vec<DayRange> {
        let chosen = self.path(|i, _| -values[self.arcs[i]]);
        let mut stops: Vec<DayRange> = Vec::new();
        for r in chosen.into_iter().map(|i| self.graph.arcs[i].stop).filter(|r| !r.is_empty()) {
            match stops.last_mut() {
                Some(before) if before.end == r.first => before.end = r.end,
                _ => stops.push(r),
            }
        }
        stops
    }

    /// Starts from the path that is nearest to a unit's days.
    pub fn start(&self, program: &mut Program, days: &UnitDays) {
        let path = self.path(|_, a| a.stop.len() as f64 - 2.0 * days.sum(Basis::Stop, a.stop));
        for i in path {
            program.start[self.arcs[i]] = 1.0;
        }
    }

    /// Arcs of the path of least weight, in order.
    fn path(&self, weight: impl Fn(usize, &Arc) -> f64) -> Vec<usize> {
        let nodes = self.graph.nodes();
        let mut best = vec![(f64::INFINITY, 0); nodes];
        best[0].0 = 0.0;
        for v in 1..nodes {
            for i in self.graph.into[v] as usize..self.graph.into[v + 1] as usize {
                let a = &self.graph.arcs[i];
                let w = best[a.from as usize].0 + weight(i, a);
                if w < best[v].0 {
                    best[v] = (w, i);
                }
            }
        }
        let mut path = Vec::new();
        let mut v = nodes - 1;
        while v > 0 && best[v].0.is_finite() {
            path.push(best[v].1);
            v = self.graph.arcs[best[v].1].from as usize;
        }
        path.reverse();
        path
    }
}
