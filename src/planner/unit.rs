//! Pricing one unit: the cheapest pattern for each number of counted days, by dynamic programming over its [`Graph`].

use super::graph::{Arc, Graph, Step};
use crate::day::DayRange;
use crate::plan::schedule::prefix;

/// Prices of a unit's days: prefix sums of what a stopped, a counted and a cold day cost, and what an ordinary stop costs that
/// meets some days, CNY.
#[derive(Debug, Clone)]
pub struct DayPrices {
    stop: Vec<f64>,
    counted: Vec<f64>,
    cold: Vec<f64>,
    met: Vec<(DayRange, f64)>,
}

impl DayPrices {
    /// From the price of each day.
    pub fn new(stop: &[f64], counted: &[f64], cold: &[f64]) -> Self {
        Self { stop: prefix(stop), counted: prefix(counted), cold: prefix(cold), met: Vec::new() }
    }

    /// With a price on each ordinary stop that meets some days.
    #[must_use]
    pub fn with_met(self, met: Vec<(DayRange, f64)>) -> Self {
        Self { met, ..self }
    }

    /// Price of a step.
    pub(super) fn arc(&self, a: &Arc) -> f64 {
        let over = |table: &[f64], r: DayRange| table[usize::from(r.end)] - table[usize::from(r.first)];
        let mut c = a.cost + over(&self.stop, a.stop) + over(&self.cold, a.cold);
        if a.counted {
            c += over(&self.counted, a.stop);
        }
        for (days, price) in &self.met {
            // a stop that began before the days comes to their first one by one
            let meets = match a.step {
                Step::Begins => !a.stop.intersect(*days).is_empty(),
                Step::GoesOn => a.stop.first == days.first,
                Step::Apart => false,
            };
            c += if meets { *price } else { 0.0 };
        }
        c
    }
}

/// For each number n of counted days within a period, the least price of a pattern with exactly n (infinite: none).
#[derive(Debug, Clone)]
pub struct CountTable {
    width: usize,
    period: DayRange,
    values: Vec<f64>,
}

impl CountTable {
    /// Prices a unit. `period` empty: counts are not told apart, and the table has the one entry 0.
    pub fn new(graph: &Graph, prices: &DayPrices, period: DayRange) -> Self {
        let width = period.len() + 1;
        let nodes = graph.nodes();
        let mut values = vec![f64::INFINITY; nodes * width];
        let mut reach = vec![0usize; nodes];
        values[0] = 0.0;
        for v in 1..nodes {
            let (before, rest) = values.split_at_mut(v * width);
            let row = &mut rest[..width];
            for a in graph.arcs_into(v) {
                let from = a.from as usize;
                let (cost, shift) = (prices.arc(a), shift(a, period));
                let top = reach[from].min(width - 1 - shift);
                let source = &before[from * width..=from * width + top];
                row[shift..=shift + top].iter_mut().zip(source).for_each(|(to, s)| lower(to, s + cost));
                reach[v] = reach[v].max(top + shift);
            }
        }
        if !graph.is_feasible() {
            values[0] = f64::INFINITY;
        }
        Self { width, period, values }
    }

    /// Least price by count.
    pub fn best(&self) -> &[f64] {
        &self.values[self.values.len() - self.width..]
    }

    /// The stops of a cheapest pattern with n counted days.
    pub fn trace(&self, graph: &Graph, prices: &DayPrices, n: usize) -> Vec<DayRange> {
        let mut stops: Vec<DayRange> = Vec::new();
        let (mut v, mut n) = (graph.nodes() - 1, n);
        while v > 0 {
            let target = self.values[v * self.width + n];
            let step = graph.arcs_into(v).iter().find(|a| {
                let s = shift(a, self.period);
                s <= n && (self.values[a.from as usize * self.width + n - s] + prices.arc(a)).to_bits() == target.to_bits()
            });
            let Some(a) = step else { break };
            if !a.stop.is_empty() {
                match stops.last_mut() {
                    Some(later) if later.first == a.stop.end => later.first = a.stop.first,
                    _ => stops.push(a.stop),
                }
            }
            n -= shift(a, self.period);
            v = a.from as usize;
        }
        stops.reverse();
        stops
    }
}

/// Takes the lower price: without a branch, so that a loop over it is quick.
pub(super) fn lower(to: &mut f64, price: f64) {
    *to = if price < *to { price } else { *to };
}

/// Counted days of a step within the period.
pub(super) fn shift(a: &Arc, period: DayRange) -> usize {
    if a.counted { a.stop.intersect(period).len() } else { 0 }
}
