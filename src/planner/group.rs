//! Ancillary units of one kind that serve one mill: the least price at which they give a number of counted capacity-days.

use super::graph::Graph;
use super::knapsack::common_unit;
use super::unit::{CountTable, DayPrices, lower};
use crate::day::DayRange;

/// Least price by capacity-days asked: a staircase, or a convex line for coke ovens.
#[derive(Debug, Clone, Default)]
pub struct Supply {
    /// (capacity-days, price, CNY): both rise; the first is the cheapest of all, which fewer capacity-days cost too.
    points: Vec<(f64, f64)>,
    /// Whether prices between two points lie on the line between them, else they are the later point's.
    convex: bool,
}

impl Supply {
    /// A convex supply from `start` capacity-days, which cost `base` CNY, and pieces (capacity-days, CNY a capacity-day), cheapest
    /// first.
    pub fn from_pieces(start: f64, base: f64, pieces: &[(f64, f64)]) -> Self {
        let mut points = vec![(start, base)];
        for &(amount, slope) in pieces {
            let (x, c) = points[points.len() - 1];
            points.push((x + amount, c + amount * slope));
        }
        Self { points, convex: true }
    }

    /// Whether its price changes between two points.
    pub const fn is_convex(&self) -> bool {
        self.convex
    }

    /// The first point with at least `need` capacity-days, or their number.
    fn first_with(&self, need: f64) -> usize {
        let need = need - 1e-9 * need.abs().max(1.0);
        self.points.partition_point(|p| p.0 < need)
    }

    /// Price of at least `need` capacity-days; infinite where they cannot be had.
    pub fn price(&self, need: f64) -> f64 {
        let i = self.first_with(need);
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
}

/// The cheapest of several staircases, for any need, and which it is.
#[derive(Debug, Clone, Default)]
pub struct Cheapest {
    /// The least price.
    pub supply: Supply,
    /// The staircase that each of its points is of.
    of: Vec<u8>,
}

impl Cheapest {
    /// Takes another staircase, of that number.
    pub fn offer(&mut self, stairs: &Supply, number: u8) {
        let old = std::mem::take(&mut self.supply.points).into_iter().zip(std::mem::take(&mut self.of));
        let (mut old, mut new) = (old.rev().peekable(), stairs.points.iter().rev().peekable());
        let mut least = f64::INFINITY;
        let mut of = Vec::new();
        // from the most capacity-days down; what gives less for no less is never needed
        loop {
            let older = match (old.peek(), new.peek()) {
                (Some((a, _)), Some(b)) => a.0 > b.0 || a.0.to_bits() == b.0.to_bits() && a.1 <= b.1,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            let next = if older { old.next() } else { new.next().map(|&p| (p, number)) };
            if let Some((p, n)) = next.filter(|(p, _)| p.1 < least) {
                least = p.1;
                self.supply.points.push(p);
                of.push(n);
            }
        }
        self.supply.points.reverse();
        of.reverse();
        self.of = of;
    }

    /// The staircase that is cheapest for a need; `None` where none has as much.
    pub fn number(&self, need: f64) -> Option<usize> {
        self.of.get(self.supply.first_with(need)).map(|&n| usize::from(n))
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
    /// After each unit, from none on: cells with their least price, both rising; what gives less for no less is left out.
    sums: Vec<Vec<(usize, f64)>>,
}

/// The cells that no later one is cheaper than, with their prices, both rising; the others are closed.
fn stairs(cells: &mut [f64]) -> Vec<(usize, f64)> {
    let (mut least, mut out) = (f64::INFINITY, Vec::new());
    for (i, c) in cells.iter_mut().enumerate().rev() {
        if *c < least {
            least = *c;
            out.push((i, *c));
        } else {
            *c = f64::INFINITY;
        }
    }
    out.reverse();
    out
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
        let mut sums: Vec<Vec<(usize, f64)>> = vec![vec![(0, 0.0)]];
        let mut cells = vec![0.0];
        for (table, &rate) in tables.iter().zip(&self.rates) {
            let last = &sums[sums.len() - 1];
            let best = table.best();
            let before = std::mem::take(&mut cells);
            cells = vec![f64::INFINITY; before.len() + Self::cell(unit, rate, best.len() - 1)];
            let dense = last.len() * 4 > before.len();
            for (n, f) in best.iter().enumerate().filter(|(_, f)| f.is_finite()) {
                let to = &mut cells[Self::cell(unit, rate, n)..];
                if dense {
                    to.iter_mut().zip(&before).for_each(|(to, c)| lower(to, c + f));
                } else {
                    last.iter().for_each(|&(i, c)| lower(&mut to[i], c + f));
                }
            }
            sums.push(stairs(&mut cells));
        }
        Stages { unit, tables, sums }
    }

    /// Least price by capacity-days.
    pub fn supply(&self) -> Supply {
        let s = self.stages();
        let points = s.sums[s.sums.len() - 1].iter().map(|&(i, c)| (i as f64 * s.unit, c)).collect();
        Supply { points, convex: false }
    }

    /// The stops of each unit of a cheapest way to give `need` capacity-days; `None` where there is none.
    pub fn plan(&self, need: f64) -> Option<Vec<Vec<DayRange>>> {
        let s = self.stages();
        let end = &s.sums[s.sums.len() - 1];
        let need = need - 1e-9 * need.abs().max(1.0);
        let first = (need / s.unit).ceil().max(0.0) as usize;
        // a generous grid may have given away a little: then the next cell
        end[end.partition_point(|c| c.0 < first)..].iter().find_map(|&(i, _)| {
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
            let price = |stage: &[(usize, f64)], i| stage.binary_search_by_key(&i, |c| c.0).ok().map(|at| stage[at].1);
            let target = price(&s.sums[j + 1], i)?;
            days[j] = (0..best.len()).find(|&n| {
                let shift = Self::cell(s.unit, self.rates[j], n);
                shift <= i
                    && best[n].is_finite()
                    && price(&s.sums[j], i - shift).is_some_and(|c| (c + best[n]).to_bits() == target.to_bits())
            })?;
            i -= Self::cell(s.unit, self.rates[j], days[j]);
        }
        Some(days)
    }
}
