//! Branch and bound on furnace-days: "this furnace stands on this day", or it does not.
//!
//! The master mixes patterns; where a furnace stands on a day in one part of the mix and runs in another, two nodes know more: in
//! one it stands then, in the other it runs. The lowest bound of all nodes that are open is one of the whole, so that it may be
//! cut short at any time. Lowest bound first, column generation to the end in each node.

use super::asked::Asked;
use super::control::Control;
use super::graph::Graph;
use super::mill::Column;
use super::model::{Component, UnitModel};
use super::relax::Relaxation;
use crate::day::Day;
use crate::scenario::{Scenario, UnitIx};
use rayon::prelude::*;

/// A furnace-day that is settled.
#[derive(Debug, Clone, Copy)]
struct Fixed {
    unit: UnitIx,
    day: Day,
    stands: bool,
}

/// Patterns that have some furnace-days in common.
#[derive(Debug)]
struct Node {
    fixed: Vec<Fixed>,
    /// None of them costs less, CNY.
    bound: f64,
    /// Prices of the linking rows there.
    duals: Vec<f64>,
    /// The columns that its master mixed.
    columns: Vec<Column>,
    /// Where to go on; `None` where no furnace-day is fractional.
    branch: Option<(UnitIx, Day)>,
}

/// Nodes of one component, of which the lowest bound counts.
#[derive(Debug)]
pub struct Tree {
    open: Vec<Node>,
    /// The lowest bound of nodes that no branching helps, CNY.
    closed: f64,
    /// Columns of the root, with which all nodes begin.
    pool: Vec<Column>,
    /// Nodes solved.
    pub solved: usize,
    /// Nodes at which it is judged next, and the bound when it was judged last, CNY.
    judged: (usize, f64),
}

/// Nodes branched at once; a constant, so that the number of threads does not matter.
const AT_ONCE: usize = 2;
/// A tree is given up where its first so many nodes, or later as many as there were before, brought less than this part of the gap.
const PAYS: (usize, f64) = (32, 0.02);

impl Tree {
    /// Starts at a relaxation that has converged.
    pub fn new(scenario: &Scenario, component: &Component, root: &Relaxation) -> Self {
        let node = node(scenario, component, root, Vec::new());
        let judged = (PAYS.0, node.bound);
        Self { open: vec![node], closed: f64::INFINITY, pool: root.at.columns().to_vec(), solved: 0, judged }
    }

    /// No plan costs less, CNY; infinite where none costs less than what was known.
    pub fn bound(&self) -> f64 {
        self.open.iter().map(|n| n.bound).fold(self.closed, f64::min)
    }

    /// Nodes that are open.
    pub const fn width(&self) -> usize {
        self.open.len()
    }

    /// Gives it up where it brings too little beside a plan of so many CNY: its bound stays, it grows no more.
    pub fn judge(&mut self, known: f64) {
        if self.solved < self.judged.0 {
            return;
        }
        let bound = self.bound();
        tracing::debug!(nodes = self.solved, open = self.width(), bound, "branched");
        if bound - self.judged.1 < PAYS.1 * (known - self.judged.1) {
            (self.closed, self.open, self.pool) = (bound, Vec::new(), Vec::new());
        }
        self.judged = (2 * self.solved, bound);
    }

    /// Solves so many more nodes; those whose plans cost more than one that is `known`, CNY, are dropped. Whether any is left.
    pub fn grow(&mut self, scenario: &Scenario, component: &Component, nodes: usize, known: f64, control: &Control) -> bool {
        let end = self.solved + nodes;
        while self.solved < end && !control.over() {
            self.open.retain(|n| n.bound < known.min(self.closed));
            self.open.sort_by(|a, b| b.bound.total_cmp(&a.bound));
            let lowest: Vec<Node> = (0..AT_ONCE).filter_map(|_| self.open.pop()).collect();
            if lowest.is_empty() {
                return false;
            }
            let mut sides = Vec::new();
            for n in &lowest {
                match n.branch {
                    Some((unit, day)) => sides.extend([true, false].map(|stands| (n, Fixed { unit, day, stands }))),
                    None => self.closed = self.closed.min(n.bound),
                }
            }
            let pool = &self.pool;
            let solve = |&(parent, fix): &(&Node, Fixed)| child(scenario, component, pool, parent, fix, known, control);
            let solved: Vec<Node> = sides.par_iter().map(solve).collect();
            self.solved += solved.len();
            self.open.extend(solved);
        }
        true
    }
}

/// One side of a branch.
fn child(
    scenario: &Scenario,
    component: &Component,
    pool: &[Column],
    parent: &Node,
    fix: Fixed,
    known: f64,
    control: &Control,
) -> Node {
    let fixed = [parent.fixed.as_slice(), &[fix]].concat();
    let mut own = component.clone();
    own.ceiling = own.ceiling.min(known);
    for u in own.blocks.iter_mut().flat_map(|b| &mut b.primary) {
        restrict(scenario, component, u, &fixed);
    }
    let columns = pool.iter().chain(&parent.columns).filter(|c| keeps(c, &fixed)).cloned();
    let mut r = Relaxation::from_known(scenario, &own, parent.duals.clone(), columns.collect(), control);
    r.run(control, false, usize::MAX);
    let node = node(scenario, &own, &r, fixed);
    // a part has no lower bound than the whole of it
    Node { bound: node.bound.max(parent.bound), ..node }
}

/// A node as its relaxation found it.
fn node(scenario: &Scenario, own: &Component, r: &Relaxation, fixed: Vec<Fixed>) -> Node {
    let columns = r.mix().into_iter().flatten().map(|(_, c)| c.clone()).collect();
    Node { bound: r.at.bound, duals: r.at.duals.clone(), columns, branch: most_fractional(scenario, own, r), fixed }
}

/// Takes from a unit the patterns in which its settled days are otherwise.
fn restrict(scenario: &Scenario, component: &Component, unit: &mut UnitModel, fixed: &[Fixed]) {
    let mut own = fixed.iter().filter(|f| f.unit == unit.unit).peekable();
    if own.peek().is_none() {
        return;
    }
    let nothing = || Asked::nothing(usize::from(scenario.season.len));
    let mut asked = component.asked.get(&unit.unit).cloned().unwrap_or_else(nothing);
    for f in own {
        let flags = if f.stands { &mut asked.stop } else { &mut asked.never_stop };
        flags[usize::from(f.day)] = true;
    }
    unit.graph = Graph::new(scenario, unit.unit, &asked);
}

/// Whether a column has these days as they are settled.
fn keeps(column: &Column, fixed: &[Fixed]) -> bool {
    let stands = |f: &Fixed| {
        let own = column.stops.iter().find(|(u, _)| *u == f.unit)?;
        Some(own.1.iter().any(|r| r.contains(f.day)))
    };
    fixed.iter().all(|f| stands(f).is_none_or(|is| is == f.stands))
}

/// The furnace-day to branch on: the one nearest to one half, by tonnes; of equal ones the last.
fn most_fractional(scenario: &Scenario, own: &Component, r: &Relaxation) -> Option<(UnitIx, Day)> {
    let mut best: Option<(f64, (UnitIx, Day))> = None;
    for (block, mix) in own.blocks.iter().zip(r.mix()) {
        for u in &block.primary {
            let mut share = vec![0.0; usize::from(scenario.season.len)];
            for (w, column) in &mix {
                let stops = column.stops.iter().filter(|(unit, _)| *unit == u.unit).flat_map(|s| &s.1);
                stops.flat_map(|r| r.days()).for_each(|d| share[d] += w);
            }
            for (day, &x) in share.iter().enumerate().filter(|(_, x)| **x > 1e-6 && **x < 1.0 - 1e-6) {
                let worth = x.min(1.0 - x) * u.rate;
                if best.is_none_or(|b| worth >= b.0) {
                    best = Some((worth, (u.unit, day as Day)));
                }
            }
        }
    }
    best.map(|b| b.1)
}
