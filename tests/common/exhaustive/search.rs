//! Choices of all units, depth first. With any multipliers >= 0 on the rows, no plan costs less than the sum of each unit's
//! least reduced cost; plans within a slack of that bound are enumerated, and the slack grows until one is found in it.

use super::coke::Group;
use super::patterns::Pattern;
use super::rows::Row;
use super::{EPS, Optimum};
use highs::{HighsModelStatus, RowProblem, Sense};
use std::collections::HashMap;

/// Most nodes that are looked at before giving up.
const MOST_NODES: u64 = 4_000_000;

/// The optimum of units' choices and batteries.
pub fn search(rows: &[Row], choices: Vec<Vec<Pattern>>, groups: &[Group]) -> Result<Optimum, String> {
    if choices.iter().any(Vec::is_empty) || groups.iter().flat_map(|g| &g.ovens).any(|o| o.points.is_empty()) {
        return Ok(Optimum::Infeasible);
    }
    let Some(prices) = multipliers(rows, &choices, groups)? else { return Ok(Optimum::Infeasible) };
    let priced = |p: &Pattern| p.cost - p.adds.iter().zip(&prices).map(|(a, l)| a * l).sum::<f64>();
    let mut bound: f64 = rows.iter().zip(&prices).map(|(r, l)| r.least * l).sum();
    for g in groups {
        let price: f64 = g.rows.iter().map(|&r| prices[r]).sum();
        for o in &g.ovens {
            bound += o.points.iter().map(|p| p.1 - price * p.0).fold(f64::INFINITY, f64::min);
        }
    }
    let mut reduced: Vec<Vec<(f64, Pattern)>> = Vec::new();
    for patterns in choices {
        let least = patterns.iter().map(priced).fold(f64::INFINITY, f64::min);
        bound += least;
        let mut all: Vec<_> = patterns.into_iter().map(|p| (priced(&p) - least, p)).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        reduced.push(all);
    }
    let widest: f64 = reduced.iter().map(|r| r.last().map_or(0.0, |p| p.0)).sum();
    let mut slack = f64::max(1.0, 1e-5 * bound.abs());
    loop {
        let mut dfs = Dfs::new(rows, &reduced, groups, slack, bound);
        dfs.visit(0, 0.0, 0.0, &vec![0.0; rows.len()])?;
        if dfs.best <= bound + slack || (slack > widest && dfs.best.is_finite()) {
            return Ok(Optimum::Cost(dfs.best));
        }
        if slack > widest {
            return Ok(Optimum::Infeasible);
        }
        slack *= 6.0;
    }
}

/// Every combination of choices.
pub fn try_all(rows: &[Row], choices: &[Vec<Pattern>], groups: &[Group], most: usize) -> Result<Optimum, String> {
    let all: f64 = choices.iter().map(|c| c.len() as f64).product();
    if all > most as f64 {
        return Err(format!("{all} combinations"));
    }
    let mut best = f64::INFINITY;
    for mut index in 0..all as usize {
        let mut sums = vec![0.0; rows.len()];
        let mut cost = 0.0;
        for patterns in choices {
            let p = &patterns[index % patterns.len()];
            index /= patterns.len();
            cost += p.cost;
            sums.iter_mut().zip(&p.adds).for_each(|(s, a)| *s += a);
        }
        for g in groups {
            let need = g.rows.iter().map(|&r| rows[r].least - sums[r]).fold(f64::NEG_INFINITY, f64::max);
            cost += g.cost(need);
        }
        if rows.iter().zip(&sums).all(|(r, s)| r.coke || *s >= r.least - EPS) {
            best = best.min(cost);
        }
    }
    Ok(if best.is_finite() { Optimum::Cost(best) } else { Optimum::Infeasible })
}

struct Dfs<'a> {
    rows: &'a [Row],
    units: Vec<&'a [(f64, Pattern)]>,
    groups: &'a [Group],
    /// The most that the units from one on, and the batteries, can add to each row.
    most: Vec<Vec<f64>>,
    slack: f64,
    bound: f64,
    best: f64,
    nodes: u64,
    known: HashMap<(usize, i64), f64>,
}

impl<'a> Dfs<'a> {
    fn new(rows: &'a [Row], reduced: &'a [Vec<(f64, Pattern)>], groups: &'a [Group], slack: f64, bound: f64) -> Self {
        let units: Vec<&[(f64, Pattern)]> = reduced.iter().map(|r| &r[..r.partition_point(|p| p.0 <= slack)]).collect();
        let mut last = vec![0.0; rows.len()];
        for g in groups {
            for &r in &g.rows {
                last[r] += g.ovens.iter().map(|o| o.points.last().unwrap().0).sum::<f64>();
            }
        }
        let mut most = vec![last];
        for unit in units.iter().rev() {
            let next = &most[most.len() - 1];
            let add = |r: usize| unit.iter().map(|p| p.1.adds[r]).fold(f64::NEG_INFINITY, f64::max);
            let here = (0..rows.len()).map(|r| next[r] + add(r)).collect();
            most.push(here);
        }
        most.reverse();
        Self { rows, units, groups, most, slack, bound, best: f64::INFINITY, nodes: 0, known: HashMap::new() }
    }

    fn visit(&mut self, at: usize, over: f64, cost: f64, sums: &[f64]) -> Result<(), String> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err("too many combinations".into());
        }
        if sums.iter().zip(&self.most[at]).zip(self.rows).any(|((s, m), r)| s + m < r.least - EPS) {
            return Ok(());
        }
        if at == self.units.len() {
            let mut total = cost;
            for (i, g) in self.groups.iter().enumerate() {
                let need = g.rows.iter().map(|&r| self.rows[r].least - sums[r]).fold(f64::NEG_INFINITY, f64::max);
                let key = (i, (need * 1e12) as i64);
                total += *self.known.entry(key).or_insert_with(|| g.cost(need));
            }
            self.best = self.best.min(total);
            return Ok(());
        }
        for (reduced, p) in self.units[at] {
            if over + reduced > self.slack.min(self.best - self.bound) {
                break;
            }
            let next: Vec<f64> = sums.iter().zip(&p.adds).map(|(a, b)| a + b).collect();
            self.visit(at + 1, over + reduced, cost + p.cost, &next)?;
        }
        Ok(())
    }
}

/// Multipliers from the linear program over all choices; `None` where not even their mixtures keep the rows.
fn multipliers(rows: &[Row], choices: &[Vec<Pattern>], groups: &[Group]) -> Result<Option<Vec<f64>>, String> {
    let scale = choices.iter().flatten().map(|p| p.cost.abs()).fold(1.0, f64::max);
    let mut lp = RowProblem::default();
    let mut terms: Vec<Vec<(highs::Col, f64)>> = vec![Vec::new(); rows.len()];
    let mut one: Vec<Vec<(highs::Col, f64)>> = Vec::new();
    for patterns in choices {
        let mut convex = Vec::new();
        for p in patterns {
            let x = lp.add_column(p.cost / scale, 0.0..);
            convex.push((x, 1.0));
            for (row, &a) in terms.iter_mut().zip(&p.adds).filter(|(_, a)| **a != 0.0) {
                row.push((x, a));
            }
        }
        one.push(convex);
    }
    for g in groups {
        for o in &g.ovens {
            let mut convex = Vec::new();
            for p in &o.points {
                let x = lp.add_column(p.1 / scale, 0.0..);
                convex.push((x, 1.0));
                for &r in &g.rows {
                    terms[r].push((x, p.0));
                }
            }
            one.push(convex);
        }
    }
    for (row, t) in rows.iter().zip(&terms) {
        lp.add_row(row.least.., t);
    }
    for convex in &one {
        lp.add_row(1.0..=1.0, convex);
    }
    let mut model = lp.optimise(Sense::Minimise);
    model.make_quiet();
    model.set_option("threads", 1);
    let solved = model.solve();
    match solved.status() {
        HighsModelStatus::Optimal => {
            let duals = solved.get_solution();
            Ok(Some(duals.dual_rows()[..rows.len()].iter().map(|y| y.max(0.0) * scale).collect()))
        }
        HighsModelStatus::Infeasible => Ok(None),
        other => Err(format!("the linear program ended {other:?}")),
    }
}
