//! Ancillary units of one kind that serve one mill: the least price at which they give a number of counted capacity-days.

use super::graph::Graph;
use super::knapsack::common_unit;
use super::unit::{CountTable, DayPrices, lower};
use crate::day::DayRange;

/// Least price by capacity-days asked: a staircase, or a convex line for coke ovens.
#[derive(Debug, Clone, Default)]
pub struct Supply {
    /// (capacity-days, price): both rise; the first has 0 capacity-days or less.
    points: Vec<(f64, f64)>,
    /// Whether prices between two points lie on the line between them, else they are the later point's.
    convex: bool,
}

impl Supply {
    /// A convex supply from the price at 0 and pieces (capacity-days, price a capacity-day), cheapest first.
    pub fn from_pieces(start: f64, base: f64, pieces: &[(f64, f64)]) -> Self {
        let mut points = vec![(start, base)];
        for &(amount, slope) in pieces {
            let (x, c) = points[points.len() - 1];
            points.push((x + amount, c + amount * slope));
        }
        Self { points, convex: true }
    }

    /// The cheaper of several staircases, for any need.
    pub fn least_of<'a>(stairs: impl Iterator<Item = &'a Self>) -> Self {
        let mut points: Vec<(f64, f64)> = stairs.flat_map(|s| s.points.iter().copied()).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut least = f64::INFINITY;
        let mut cheaper: Vec<(f64, f64)> = Vec::new();
        for p in points.into_iter().rev().filter(|p| p.1.is_finite()) {
            if p.1 < least {
                least = p.1;
                cheaper.push(p);
            }
        }
        cheaper.reverse();
        Self { points: cheaper, convex: false }
    }

    /// Whether its price changes between two points.
    pub const fn is_convex(&self) -> bool {
        self.convex
    }

    /// Price of at least `need` capacity-days; infinite where they cannot be had.
    pub fn price(&self, need: f64) -> f64 {
        let need = need - 1e-9 * need.abs().max(1.0);
        let i = self.points.partition_point(|p| p.0 < need);
        let Some(&(x, c)) = self.points.get(i) else { return f64::INFINITY };
        if !self.convex || i == 0 {
            return c;
        }
        let (x0, c0) = self.points[i - 1];
        c0 + (c - c0) * (need - x0) / (x - x0)
    }

    /// Capacity-days at which the price jumps or bends.
    pub fn ends(&self) -> impl Iterator<Item = f64> + '_ {
        self.points.iter().map(|p| p.0)
    }

    /// The most that can be had.
    pub fn most(&self) -> f64 {
        self.points.last().map_or(0.0, |p| p.0)
    }
}

/// Stops of the units of a group: supply, and which days make it.
pub struct StopGroup<'a> {
    /// Graphs of its units.
    pub graphs: Vec<&'a Graph>,
    /// Prices of their days.
    pub prices: Vec<DayPrices>,
    /// t/d of each.
    pub rates: Vec<f64>,
    /// Days in which capacity-days count.
    pub period: DayRange,
    /// How finely capacity-days are told apart.
    pub grid: Grid,
}

/// Cells of capacity-days that a group tells apart.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// Where its units' rates have no common unit.
    cells: f64,
    /// Most cells where they have one, which is exact.
    exact: f64,
}

impl Grid {
    /// For a scenario with so many units in groups: the more there are, the less each matters.
    pub fn new(units: usize) -> Self {
        let fine = (100.0 / units.max(1) as f64).min(1.0);
        let cells = (60_000.0 * fine).max(8192.0);
        Self { cells, exact: (1_000_000.0 * fine).max(cells) }
    }
}

struct Stages {
    unit: f64,
    tables: Vec<CountTable>,
    /// Least price by cell after each unit, from none on.
    sums: Vec<Vec<f64>>,
}

impl StopGroup<'_> {
    fn cell(unit: f64, rate: f64, days: usize) -> usize {
        // rounded up: the supply is a hair generous, never short (exact where the rates have a common unit)
        (rate * days as f64 / unit - 1e-9).ceil() as usize
    }

    fn stages(&self) -> Stages {
        let top: f64 = self.rates.iter().map(|r| r * self.period.len() as f64).sum();
        let unit =
            common_unit(&self.rates).filter(|g| top / g <= self.grid.exact).unwrap_or((top / self.grid.cells).max(1e-6));
        let tables: Vec<CountTable> =
            self.graphs.iter().zip(&self.prices).map(|(g, p)| CountTable::new(g, p, self.period)).collect();
        let mut sums: Vec<Vec<f64>> = vec![vec![0.0]];
        for (table, &rate) in tables.iter().zip(&self.rates) {
            let last = &sums[sums.len() - 1];
            let best = table.best();
            let mut next = vec![f64::INFINITY; last.len() + Self::cell(unit, rate, best.len() - 1)];
            let reached: Vec<(usize, f64)> = last.iter().copied().enumerate().filter(|c| c.1.is_finite()).collect();
            let dense = reached.len() * 4 > last.len();
            for (n, f) in best.iter().enumerate().filter(|(_, f)| f.is_finite()) {
                let to = &mut next[Self::cell(unit, rate, n)..];
                if dense {
                    to.iter_mut().zip(last).for_each(|(to, c)| lower(to, c + f));
                } else {
                    reached.iter().for_each(|&(i, c)| lower(&mut to[i], c + f));
                }
            }
            // what gives less for no less is never needed
            let mut least = f64::INFINITY;
            for c in next.iter_mut().rev() {
                if *c < least { least = *c } else { *c = f64::INFINITY }
            }
            sums.push(next);
        }
        Stages { unit, tables, sums }
    }

    /// Least price by capacity-days.
    pub fn supply(&self) -> Supply {
        let s = self.stages();
        let mut points: Vec<(f64, f64)> = Vec::new();
        let mut least = f64::INFINITY;
        for (i, &c) in s.sums[s.sums.len() - 1].iter().enumerate().rev() {
            if c < least {
                least = c;
                points.push((i as f64 * s.unit, c));
            }
        }
        points.reverse();
        Supply { points, convex: false }
    }

    /// The stops of each unit of a cheapest way to give `need` capacity-days; `None` where there is none.
    pub fn plan(&self, need: f64) -> Option<Vec<Vec<DayRange>>> {
        let s = self.stages();
        let end = &s.sums[s.sums.len() - 1];
        let need = need - 1e-9 * need.abs().max(1.0);
        let first = (need / s.unit).ceil().max(0.0) as usize;
        // cells that no later one is cheaper than, cheapest first
        let mut stairs: Vec<usize> = Vec::new();
        for i in (first..end.len()).rev().filter(|&i| end[i].is_finite()) {
            if stairs.last().is_none_or(|&l| end[i] < end[l]) {
                stairs.push(i);
            }
        }
        // a generous grid may have given away a little: then the next cell
        stairs.iter().rev().find_map(|&i| {
            let days = self.days_at(&s, i)?;
            let sum: f64 = days.iter().zip(&self.rates).map(|(&n, r)| n as f64 * r).sum();
            let trace = |j: usize| s.tables[j].trace(self.graphs[j], &self.prices[j], days[j]);
            (sum >= need).then(|| (0..days.len()).map(trace).collect())
        })
    }

    /// Days of each unit of the cheapest way into a cell.
    fn days_at(&self, s: &Stages, mut i: usize) -> Option<Vec<usize>> {
        let mut days = vec![0; self.rates.len()];
        for j in (0..self.rates.len()).rev() {
            let best = s.tables[j].best();
            let target = s.sums[j + 1][i];
            days[j] = (0..best.len()).find(|&n| {
                let shift = Self::cell(s.unit, self.rates[j], n);
                shift <= i
                    && best[n].is_finite()
                    && s.sums[j].get(i - shift).is_some_and(|c| (c + best[n]).to_bits() == target.to_bits())
            })?;
            i -= Self::cell(s.unit, self.rates[j], days[j]);
        }
        Some(days)
    }
}
