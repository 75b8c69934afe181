//! A bound with a mill's own tonnes kept whole.
//!
//! STEEL-YOY and STEEL-YEAR are rows of one mill, but pricing tells patterns apart by capacity-days alone, so the master has these
//! rows and meets them by mixtures: half a stop of ten days. Here, at the master's prices, units' patterns are told apart by
//! stopped days too. The dearest of the mill's rows then has a price of its own, and where mixing pays nevertheless, days of a unit are
//! split in few and many, and each half is bounded again: branch and bound. It may be cut short at any time: the lowest bound of what
//! is open is one.

use super::control::Control;
use super::graph::Graph;
use super::knapsack::Knapsack;
use super::model::{Block, UnitModel};
use super::unit::{DayPrices, lower, shift};
use crate::day::DayRange;
use crate::plan::schedule::Basis;
use crate::rules::{Row, Term};

/// A row over a period whose terms are a block's primary units.
#[derive(Debug, Clone)]
pub struct OwnRow {
    /// Linking rows that it implies, itself among them, each with its lower bound.
    implied: Vec<(usize, f64)>,
    /// The period.
    days: DayRange,
    /// Tonnes a stopped day, by primary unit.
    coefs: Vec<f64>,
    /// Tonnes at least.
    need: f64,
}

impl OwnRow {
    /// About what mixing saves at these duals, CNY: a stop of ten days, or the stops that were counted.
    fn may_gain(&self, duals: &[f64]) -> f64 {
        let a_day = self.coefs.iter().copied().fold(0.0, f64::max) * duals[self.implied[0].0];
        10.0 * a_day.max(0.0) + self.implied[1..].iter().map(|&(r, _)| duals[r].max(0.0)).sum::<f64>()
    }
}

/// The own rows of a block.
pub fn own_rows(block: &Block, rows: &[Row]) -> Vec<OwnRow> {
    let is_own = |row: &Row, basis: Basis, days: DayRange| {
        let fits = |t: &Term| t.basis == basis && t.days == days && t.coef > 0.0;
        let own = |t: &Term| fits(t) && block.primary.iter().any(|u| u.unit == t.unit);
        row.upper.is_infinite() && row.terms.iter().all(own)
    };
    let mut out = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        let Some(days) = row.terms.first().map(|t| t.days).filter(|d| d.len() > 1) else { continue };
        if !is_own(row, Basis::Stop, days) {
            continue;
        }
        // the number of stops that it takes was found from it
        let counted = |o: &Row| (o.rule, o.part) == (row.rule, row.part) && is_own(o, Basis::Met, days);
        let counts = rows.iter().enumerate().filter(|(_, o)| counted(o));
        let coef = |u| row.terms.iter().find(|t| t.unit == u).map_or(0.0, |t| t.coef);
        out.push(OwnRow {
            implied: std::iter::once((r, row.lower)).chain(counts.map(|(i, o)| (i, o.lower))).collect(),
            days,
            coefs: block.primary.iter().map(|u| coef(u.unit)).collect(),
            need: row.lower,
        });
    }
    out
}

/// The least price of a unit by counted days in the staggering period and stopped days in a row's.
struct PairTable {
    /// Stopped days that are told apart, and none.
    width: usize,
    values: Vec<f64>,
}

impl PairTable {
    fn new(graph: &Graph, prices: &DayPrices, period: DayRange, days: DayRange) -> Self {
        let (height, width) = (period.len() + 1, days.len() + 1);
        let nodes = graph.nodes();
        let mut last_use = vec![0; nodes];
        for v in 0..nodes {
            graph.arcs_into(v).iter().for_each(|a| last_use[a.from as usize] = v);
        }
        let mut values: Vec<Vec<f64>> = vec![Vec::new(); nodes];
        let mut reach = vec![(0, 0); nodes];
        values[0] = vec![f64::INFINITY; height * width];
        values[0][0] = if graph.is_feasible() { 0.0 } else { f64::INFINITY };
        for v in 1..nodes {
            let mut row = vec![f64::INFINITY; height * width];
            for a in graph.arcs_into(v) {
                let (from, cost) = (a.from as usize, prices.arc(a));
                let (n, m) = (shift(a, period), a.stop.intersect(days).len());
                let top = (reach[from].0.min(height - 1 - n), reach[from].1.min(width - 1 - m));
                for i in 0..=top.0 {
                    let source = &values[from][i * width..=i * width + top.1];
                    let at = (i + n) * width + m;
                    row[at..=at + top.1].iter_mut().zip(source).for_each(|(to, s)| lower(to, s + cost));
                }
                reach[v] = (reach[v].0.max(top.0 + n), reach[v].1.max(top.1 + m));
            }
            values[v] = row;
            for a in graph.arcs_into(v).iter().filter(|a| last_use[a.from as usize] == v) {
                values[a.from as usize] = Vec::new();
            }
        }
        Self { width, values: values.pop().unwrap_or_default() }
    }

    /// By counted days: the least price and its stopped days, of those within bounds, each paid `pay`.
    fn best(&self, (least, most): (usize, usize), pay: f64) -> (Vec<f64>, Vec<usize>) {
        let row = |row: &[f64]| {
            let paid = row[least..=most].iter().enumerate().map(|(i, c)| (c - pay * (least + i) as f64, least + i));
            paid.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((f64::INFINITY, least))
        };
        self.values.chunks(self.width).map(row).unzip()
    }
}

/// What a price of a tonne brings: the bound is a line of the price through it.
#[derive(Debug, Clone)]
struct Point {
    /// Price of the pattern without what its tonnes are paid, CNY.
    cost: f64,
    /// Tonnes that it lacks (below 0: has to spare).
    short: f64,
    /// Stopped days of each unit.
    days: Vec<usize>,
}

/// A part of the patterns: those with so many stopped days of each unit.
#[derive(Debug, Clone)]
struct Node {
    within: Vec<(usize, usize)>,
    /// CNY a tonne at which its bound is best.
    pay: f64,
    bound: f64,
    /// The pattern that lacks tonnes and the one that has them between which it mixes.
    mix: [Option<Point>; 2],
}

/// Prices tried for all patterns, and for a part of them.
const PRICES: (usize, usize) = (8, 3);

/// Branch and bound at one mill.
struct Tree<'a> {
    block: &'a Block,
    row: &'a OwnRow,
    tables: Vec<PairTable>,
    value: &'a dyn Fn(f64) -> f64,
    /// The cheapest pattern met that has the tonnes, CNY.
    known: f64,
}

impl Tree<'_> {
    /// The bound of a part at a price of a tonne, and the pattern it comes from; `None` where the part has none.
    fn at(&self, within: &[(usize, usize)], pay: f64) -> Option<(f64, Option<Point>)> {
        let best: Vec<(Vec<f64>, Vec<usize>)> =
            self.tables.iter().zip(within).zip(&self.row.coefs).map(|((t, w), c)| t.best(*w, pay * c)).collect();
        let choice = Knapsack {
            tables: best.iter().map(|b| b.0.as_slice()).collect(),
            rates: self.block.primary.iter().map(|u| u.rate).collect(),
            required: self.block.required,
            value: self.value,
        }
        .solve(None);
        let bound = choice.bound + pay * self.row.need;
        if !choice.price.is_finite() {
            return bound.is_finite().then_some((bound, None));
        }
        let days: Vec<usize> = best.iter().zip(&choice.days).map(|(b, &n)| b.1[n]).collect();
        let made: f64 = days.iter().zip(&self.row.coefs).map(|(&m, c)| m as f64 * c).sum();
        let point = Point { cost: choice.price + pay * made, short: self.row.need - made, days };
        Some((bound, Some(point)))
    }

    /// Bounds a part by so many prices of a tonne, from a likely one on.
    fn node(&mut self, within: Vec<(usize, usize)>, pay: f64, prices: usize) -> Option<Node> {
        let most: f64 = within.iter().zip(&self.row.coefs).map(|(w, c)| w.1 as f64 * c).sum();
        if most < self.row.need - 1e-9 * self.row.need.abs() || within.iter().any(|w| w.0 > w.1) {
            return None;
        }
        let mut node = Node { within, pay, bound: f64::NEG_INFINITY, mix: [None, None] };
        let mut pay = pay;
        for _ in 0..prices {
            let (bound, point) = self.at(&node.within, pay)?;
            if bound > node.bound {
                (node.bound, node.pay) = (bound, pay);
            }
            let Some(point) = point else { break };
            let has = point.short <= 1e-9 * self.row.need.abs();
            if has {
                self.known = self.known.min(point.cost);
            }
            node.mix[usize::from(has)] = Some(point);
            pay = match &node.mix {
                // where the two patterns cost the same
                [Some(a), Some(b)] => {
                    let next = (b.cost - a.cost) / (a.short - b.short);
                    if a.cost + next * a.short <= node.bound + 1e-9 * node.bound.abs() || next <= 0.0 {
                        break;
                    }
                    next
                }
                [Some(_), None] => 2.0 * pay + 1.0,
                _ if pay <= 1e-3 => break,
                _ => pay / 4.0,
            };
        }
        Some(node)
    }

    /// The two halves of a node: few and many stopped days of the unit in which its two patterns differ most.
    fn halves(&self, node: &Node) -> Option<[Vec<(usize, usize)>; 2]> {
        let [Some(a), Some(b)] = &node.mix else { return None };
        let apart = |&j: &usize| (a.days[j].abs_diff(b.days[j]) as f64 * self.row.coefs[j]) as u64;
        let j = (0..self.tables.len()).max_by_key(apart).filter(|j| apart(j) > 0)?;
        let middle = a.days[j].midpoint(b.days[j]);
        let (mut few, mut many) = (node.within.clone(), node.within.clone());
        (few[j].1, many[j].0) = (middle, middle + 1);
        Some([few, many])
    }

    /// The bound of all patterns after at most so many nodes.
    fn bound(&mut self, pay: f64, nodes: usize, control: &Control) -> f64 {
        let all = self.tables.iter().map(|t| (0, t.width - 1)).collect();
        let Some(root) = self.node(all, pay, PRICES.0) else { return f64::NEG_INFINITY };
        let mut open = vec![root];
        // parts that no branching helps
        let mut closed = f64::INFINITY;
        for _ in 0..nodes {
            if control.over() {
                break;
            }
            let lowest = (0..open.len()).min_by(|&i, &j| open[i].bound.total_cmp(&open[j].bound));
            let Some(node) = lowest.map(|i| open.swap_remove(i)) else { break };
            if node.bound >= self.known.min(closed) {
                open.push(node);
                break;
            }
            let Some(halves) = self.halves(&node) else {
                closed = closed.min(node.bound);
                continue;
            };
            for half in halves {
                let half = self.node(half, node.pay, PRICES.1);
                // a part has no lower bound than the whole of it
                open.extend(half.map(|h| Node { bound: h.bound.max(node.bound), ..h }));
            }
        }
        open.iter().map(|n| n.bound).fold(self.known.min(closed), f64::min)
    }
}

impl Block {
    /// A bound on the block's price at the duals, as [`Block::price`] has it, with one of its own rows kept whole after so many
    /// nodes: the best of those that may gain as much as is `worth` the time, CNY; `None` where none may.
    pub fn bound_whole(&self, duals: &[f64], nodes: usize, worth: f64, control: &Control) -> Option<f64> {
        let worth = |o: &&OwnRow| o.may_gain(duals) > worth;
        self.own.iter().filter(worth).map(|o| self.with_whole(o, duals, nodes, control)).reduce(f64::max)
    }

    fn with_whole(&self, row: &OwnRow, duals: &[f64], nodes: usize, control: &Control) -> f64 {
        let paid = row.implied.iter().map(|&(r, lower)| duals[r] * lower).sum::<f64>();
        let mut free = duals.to_vec();
        row.implied.iter().for_each(|&(r, _)| free[r] = 0.0);
        let supplies = self.supplies(&free);
        let table = |u: &UnitModel| PairTable::new(&u.graph, &u.prices(&free), self.period, row.days);
        let tables = self.primary.iter().map(|u| (!control.interrupted()).then(|| table(u))).collect::<Option<_>>();
        let Some(tables) = tables else { return f64::NEG_INFINITY };
        let mut tree = Tree { block: self, row, tables, value: &|sum| self.follow(&supplies, sum), known: f64::INFINITY };
        let bound = tree.bound(duals[row.implied[0].0].max(0.0), nodes, control);
        // what the duals pay for the row is in the bound's rows already
        bound + self.price_lone(&free).price - paid
    }
}
