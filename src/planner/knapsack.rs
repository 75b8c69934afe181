//! How many counted days each primary unit of a mill gives: a multiple-choice knapsack over capacity-days, whose value
//! function folds the mill's ancillary units. Exact (or, on a very fine grid, a bound a hair below).

/// One mill's choice problem: minimise `Σ table_j[n_j] + value(Σ rate_j · n_j)` where the sum is at least `required`.
pub struct Knapsack<'a> {
    /// Price by number of days of each unit.
    pub tables: Vec<&'a [f64]>,
    /// Capacity-days that a day of each unit gives, t.
    pub rates: Vec<f64>,
    /// Capacity-days asked, t.
    pub required: f64,
    /// Price of what the capacity-days oblige the ancillary units to: non-decreasing, infinite where they cannot follow.
    pub value: &'a dyn Fn(f64) -> f64,
}

/// A solution.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// No choice is cheaper than this.
    pub bound: f64,
    /// Price of the choice.
    pub price: f64,
    /// Days of each unit; empty where there is none.
    pub days: Vec<usize>,
}

const COARSE: usize = 400;
const FINE: usize = 16_384;
const EXACT_GRID: f64 = 65_536.0;

impl Knapsack<'_> {
    fn top(&self) -> f64 {
        self.tables.iter().zip(&self.rates).map(|(t, r)| (t.len() - 1) as f64 * r).sum()
    }

    fn met(&self, sum: f64) -> bool {
        sum >= self.required - 1e-9 * self.required.abs().max(1.0)
    }

    fn price(&self, days: &[usize]) -> f64 {
        let sum: f64 = days.iter().zip(&self.rates).map(|(&n, r)| n as f64 * r).sum();
        if !self.met(sum) {
            return f64::INFINITY;
        }
        days.iter().zip(&self.tables).map(|(&n, t)| t[n]).sum::<f64>() + (self.value)(sum)
    }

    /// Solves it. `exact: false` finds a good choice fast; its bound is then minus infinity.
    pub fn solve(&self, exact: bool) -> Choice {
        let none = Choice { bound: f64::INFINITY, price: f64::INFINITY, days: Vec::new() };
        if self.tables.is_empty() {
            let v = if self.met(0.0) { (self.value)(0.0) } else { f64::INFINITY };
            return Choice { bound: v, price: v, days: Vec::new() };
        }
        let top = self.top();
        if top <= 0.0 {
            let days = vec![0; self.tables.len()];
            let price = self.price(&days);
            return if price.is_finite() { Choice { bound: price, price, days } } else { none };
        }
        let days = self.coarse(top);
        let upper = if days.is_empty() { f64::INFINITY } else { self.price(&days) };
        if !exact && upper.is_finite() {
            return Choice { bound: f64::NEG_INFINITY, price: upper, days };
        }
        self.exact(top, upper, days).unwrap_or(none)
    }

    /// A good choice: the best of each of a few hundred classes of capacity-days.
    fn coarse(&self, top: f64) -> Vec<usize> {
        #[derive(Clone, Copy)]
        struct Cell {
            price: f64,
            sum: f64,
            from: u32,
            n: u32,
        }
        let width = top / COARSE as f64;
        let empty = Cell { price: f64::INFINITY, sum: 0.0, from: 0, n: 0 };
        let mut stages = vec![vec![empty; COARSE + 2]];
        stages[0][0].price = 0.0;
        for (table, rate) in self.tables.iter().zip(&self.rates) {
            let last = &stages[stages.len() - 1];
            let mut next = vec![empty; COARSE + 2];
            for (i, c) in last.iter().enumerate().filter(|(_, c)| c.price.is_finite()) {
                for (n, f) in table.iter().enumerate().filter(|(_, f)| f.is_finite()) {
                    let sum = c.sum + rate * n as f64;
                    let cell = &mut next[(sum / width) as usize];
                    if c.price + f < cell.price {
                        *cell = Cell { price: c.price + f, sum, from: i as u32, n: n as u32 };
                    }
                }
            }
            stages.push(next);
        }
        let end = &stages[stages.len() - 1];
        let total = |c: &Cell| if self.met(c.sum) { c.price + (self.value)(c.sum) } else { f64::INFINITY };
        let Some((mut i, best)) =
            end.iter().enumerate().filter(|(_, c)| c.price.is_finite()).min_by(|a, b| total(a.1).total_cmp(&total(b.1)))
        else {
            return Vec::new();
        };
        if total(best).is_infinite() {
            return Vec::new();
        }
        let mut days = Vec::new();
        for stage in stages[1..].iter().rev() {
            days.push(stage[i].n as usize);
            i = stage[i].from as usize;
        }
        days.reverse();
        days
    }

    /// The best Lagrangian bound over a price on capacity-days: (price, bound).
    fn relax(&self, top: f64) -> (f64, f64) {
        let cells = 1024;
        let width = top / f64::from(cells);
        let low: Vec<(f64, f64)> = (0..=cells)
            .map(|i| f64::from(i) * width)
            .filter(|s| self.met(s + width))
            .map(|s| (s, (self.value)(s)))
            .filter(|c| c.1.is_finite())
            .collect();
        let at = |mu: f64| {
            let (mut bound, mut slope) = (0.0, 0.0);
            for (t, r) in self.tables.iter().zip(&self.rates) {
                let (mut best, mut n_best) = (f64::INFINITY, 0);
                for (n, f) in t.iter().enumerate() {
                    let v = f - mu * r * n as f64;
                    if v < best {
                        (best, n_best) = (v, n);
                    }
                }
                bound += best;
                slope -= r * n_best as f64;
            }
            let (mut best, mut s_best) = (f64::INFINITY, 0.0);
            for &(s, g) in &low {
                // the value holds from s on, the price is least at the cell's lower or upper end
                let s = if mu < 0.0 { s + width } else { s.max(self.required) };
                if g + mu * s < best {
                    (best, s_best) = (g + mu * s, s);
                }
            }
            (bound + best, slope + s_best)
        };
        let scale = self.tables.iter().zip(&self.rates).flat_map(|(t, r)| {
            t.iter()
                .enumerate()
                .skip(1)
                .filter(|(_, f)| f.is_finite())
                .map(move |(n, f)| (f - t[0].min(*f)).abs() / (r * n as f64))
        });
        let mut hi = scale.fold(1.0, f64::max) * 2.0;
        let mut lo = -hi;
        let mut best = (0.0, at(0.0).0);
        for _ in 0..6 {
            if at(hi).1 > 0.0 { hi *= 4.0 } else { break }
        }
        for _ in 0..36 {
            let mid = 0.5 * (lo + hi);
            let (bound, slope) = at(mid);
            if bound > best.1 {
                best = (mid, bound);
            }
            if slope > 0.0 { lo = mid } else { hi = mid }
        }
        best
    }

    /// Enumerates the choices whose reduced price fits between the Lagrangian bound and the best known.
    fn exact(&self, top: f64, upper: f64, known: Vec<usize>) -> Option<Choice> {
        #[derive(Clone, Copy)]
        struct Label {
            reduced: f64,
            low: f64,
            high: f64,
            sum: f64,
            from: u32,
            n: u32,
        }
        let (mu, base) = self.relax(top);
        if base == f64::INFINITY || base.is_nan() {
            return None;
        }
        let slack = if upper.is_finite() { (upper - base).max(0.0) + 1e-9 * upper.abs() } else { f64::INFINITY };
        let unit = common_unit(&self.rates).filter(|g| top / g <= EXACT_GRID);
        let width = unit.unwrap_or(top / FINE as f64);
        let slots = (top / width).round() as usize + 2;
        let empty = Label { reduced: f64::INFINITY, low: 0.0, high: 0.0, sum: 0.0, from: 0, n: 0 };
        let mut stages = vec![vec![Label { reduced: 0.0, ..empty }]];
        let mut slot = vec![u32::MAX; slots];
        let mut tables_min = 0.0;
        for (table, &rate) in self.tables.iter().zip(&self.rates) {
            let least = table.iter().enumerate().map(|(n, f)| f - mu * rate * n as f64).fold(f64::INFINITY, f64::min);
            tables_min += least;
            let mut options: Vec<(f64, usize)> = table
                .iter()
                .enumerate()
                .map(|(n, f)| (f - mu * rate * n as f64 - least, n))
                .filter(|o| o.0 <= slack && o.0.is_finite())
                .collect();
            options.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let mut next: Vec<Label> = Vec::new();
            for (i, l) in stages[stages.len() - 1].iter().enumerate() {
                for &(extra, n) in &options {
                    let reduced = l.reduced + extra;
                    if reduced > slack {
                        break;
                    }
                    let give = rate * n as f64;
                    let sum = l.sum + give;
                    let at = &mut slot[(sum / width).round() as usize];
                    let fresh = Label { reduced, low: l.low + give, high: l.high + give, sum, from: i as u32, n: n as u32 };
                    if *at == u32::MAX {
                        *at = next.len() as u32;
                        next.push(fresh);
                    } else {
                        let old = &mut next[*at as usize];
                        let (low, high) = (old.low.min(fresh.low), old.high.max(fresh.high));
                        if reduced < old.reduced {
                            *old = fresh;
                        }
                        (old.low, old.high) = (low, high);
                    }
                }
            }
            for l in &next {
                slot[(l.sum / width).round() as usize] = u32::MAX;
            }
            stages.push(next);
        }
        let (mut bound, mut best) = (upper, Choice { bound: 0.0, price: upper, days: known });
        let end = &stages[stages.len() - 1];
        let mut winner = None;
        for (i, l) in end.iter().enumerate() {
            if self.met(l.high) {
                // of the cell's sums the lowest that is asked for is the cheapest
                let low = if self.met(l.low) { l.low } else { self.required };
                let price = tables_min + l.reduced + if mu >= 0.0 { mu * low } else { mu * l.high } + (self.value)(low);
                bound = bound.min(price);
            }
            if self.met(l.sum) {
                let price = tables_min + l.reduced + mu * l.sum + (self.value)(l.sum);
                if price < best.price {
                    best.price = price;
                    winner = Some(i);
                }
            }
        }
        if let Some(mut i) = winner {
            best.days.clear();
            for stage in stages[1..].iter().rev() {
                best.days.push(stage[i].n as usize);
                i = stage[i].from as usize;
            }
            best.days.reverse();
            best.price = self.price(&best.days);
        }
        if bound.is_infinite() {
            return None;
        }
        best.bound = bound.min(best.price);
        Some(best)
    }
}

/// The largest of a few units (1000 t down to 0.1 t) that all rates are whole multiples of.
pub fn common_unit(rates: &[f64]) -> Option<f64> {
    let tenths: Vec<u64> = rates.iter().map(|r| (r * 10.0).round() as u64).collect();
    let whole = rates.iter().zip(&tenths).all(|(r, &t)| (r * 10.0 - t as f64).abs() < 1e-9 * r.max(1.0));
    let gcd = tenths.iter().fold(0, |a, &b| {
        let (mut a, mut b) = (a, b);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    });
    (whole && gcd > 0).then(|| gcd as f64 / 10.0)
}
