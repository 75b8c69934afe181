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

/// A part of a choice: the units up to one of them.
#[derive(Clone, Copy)]
struct Label {
    cost: f64,
    /// Capacity-days of those merged into it, at least and at most.
    low: f64,
    high: f64,
    sum: f64,
    from: u32,
    n: u32,
}

/// Classes of the choice that an exact solution starts from.
const STARTING: usize = 1600;
const FINE: usize = 16_384;
const EXACT_GRID: f64 = 1_000_000.0;
/// Cells of capacity-days in the bound on what is to come: few at first, more where too many choices pass it.
const CELLS: [usize; 2] = [8192, 32_768];
/// Choices that may pass the first.
const FEW: usize = 4000;

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

    /// Solves it. With `classes` it keeps the best choice of so many classes of capacity-days, which is fast and good; its
    /// bound is then minus infinity.
    pub fn solve(&self, classes: Option<usize>) -> Choice {
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
        let days = self.coarse(top, classes.unwrap_or(STARTING));
        let upper = if days.is_empty() { f64::INFINITY } else { self.price(&days) };
        if classes.is_some() && upper.is_finite() {
            return Choice { bound: f64::NEG_INFINITY, price: upper, days };
        }
        self.exact(top, upper, days).unwrap_or(none)
    }

    /// A price that no choice is below; infinite where there is none.
    pub fn floor(&self) -> f64 {
        let top = self.top();
        if self.tables.is_empty() || top <= 0.0 {
            self.price(&vec![0; self.tables.len()])
        } else {
            self.to_go(top, CELLS[0])[0][0]
        }
    }

    /// A good choice: the best of each class of capacity-days goes on.
    fn coarse(&self, top: f64, classes: usize) -> Vec<usize> {
        #[derive(Clone, Copy)]
        struct Cell {
            price: f64,
            sum: f64,
            from: u32,
            n: u32,
        }
        let width = top / classes as f64;
        let empty = Cell { price: f64::INFINITY, sum: 0.0, from: 0, n: 0 };
        let mut stages = vec![vec![empty; classes + 2]];
        stages[0][0].price = 0.0;
        for (table, rate) in self.tables.iter().zip(&self.rates) {
            let last = &stages[stages.len() - 1];
            let mut next = vec![empty; classes + 2];
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

    /// For each unit on, by cell of capacity-days that those before it give: no choice of the rest costs less.
    fn to_go(&self, top: f64, cells: usize) -> Vec<Vec<f64>> {
        let width = top / cells as f64;
        let end = |c: usize| {
            let (low, high) = (c as f64 * width, (c + 1) as f64 * width);
            // of the cell's sums the lowest that is asked for is the cheapest
            if self.met(high) { (self.value)(low.max(self.required.min(high))) } else { f64::INFINITY }
        };
        let mut stages = vec![(0..=cells + 1).map(end).collect::<Vec<f64>>()];
        for (table, rate) in self.tables.iter().zip(&self.rates).rev() {
            let after = &stages[stages.len() - 1];
            // a sum anywhere in a cell lands in one of two
            let least: Vec<f64> = (0..=cells).map(|c| after[c].min(after[c + 1])).collect();
            let mut here = vec![f64::INFINITY; cells + 2];
            for (n, f) in table.iter().enumerate().filter(|(_, f)| f.is_finite()) {
                let shift = (rate * n as f64 / width) as usize;
                for (to, l) in here.iter_mut().zip(least.iter().skip(shift)) {
                    *to = to.min(l + f);
                }
            }
            stages.push(here);
        }
        stages.reverse();
        stages
    }

    /// The choice that looks best unit by unit.
    fn follow(&self, top: f64, to_go: &[Vec<f64>]) -> Vec<usize> {
        let (mut sum, cell) = (0.0, cell_of(top, to_go));
        let mut days = Vec::new();
        for (j, (table, rate)) in self.tables.iter().zip(&self.rates).enumerate() {
            let hope = |n: usize| table[n] + to_go[j + 1][cell(sum + rate * n as f64)];
            let n = (0..table.len()).min_by(|&a, &b| hope(a).total_cmp(&hope(b))).unwrap_or(0);
            sum += rate * n as f64;
            days.push(n);
        }
        days
    }

    /// The choices, unit by unit, that may cost no more than `upper`; `None` where there are more than so many.
    fn labels(&self, top: f64, upper: f64, to_go: &[Vec<f64>], most: usize) -> Option<Vec<Vec<Label>>> {
        let (mut left, cell) = (most, cell_of(top, to_go));
        let limit = upper + 1e-9 * upper.abs();
        let unit = common_unit(&self.rates).filter(|g| top / g <= EXACT_GRID);
        let width = unit.unwrap_or(top / FINE as f64);
        let slots = (top / width).round() as usize + 2;
        let mut stages = vec![vec![Label { cost: 0.0, low: 0.0, high: 0.0, sum: 0.0, from: 0, n: 0 }]];
        let mut slot = vec![u32::MAX; slots];
        for (j, (table, &rate)) in self.tables.iter().zip(&self.rates).enumerate() {
            let mut next: Vec<Label> = Vec::new();
            for (i, l) in stages[j].iter().enumerate() {
                for (n, f) in table.iter().enumerate() {
                    let give = rate * n as f64;
                    let (cost, sum) = (l.cost + f, l.sum + give);
                    let rest = &to_go[j + 1];
                    let c = cell(l.low + give);
                    let high = cell(l.high + give);
                    if cost + (c..=high).map(|c| rest[c]).fold(f64::INFINITY, f64::min) > limit || cost.is_infinite() {
                        continue;
                    }
                    let at = &mut slot[(sum / width).round() as usize];
                    let fresh = Label { cost, low: l.low + give, high: l.high + give, sum, from: i as u32, n: n as u32 };
                    if *at == u32::MAX {
                        left = left.checked_sub(1)?;
                        *at = next.len() as u32;
                        next.push(fresh);
                    } else {
                        let old = &mut next[*at as usize];
                        let (low, high) = (old.low.min(fresh.low), old.high.max(fresh.high));
                        if cost < old.cost {
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
        Some(stages)
    }

    /// Enumerates the choices that may be cheaper than the best known.
    fn exact(&self, top: f64, upper: f64, known: Vec<usize>) -> Option<Choice> {
        let (mut upper, mut known) = (upper, known);
        let mut stages = Vec::new();
        for (i, cells) in CELLS.into_iter().enumerate() {
            let to_go = self.to_go(top, cells);
            let followed = self.follow(top, &to_go);
            if self.price(&followed) < upper {
                (upper, known) = (self.price(&followed), followed);
            }
            let most = if i + 1 < CELLS.len() { FEW } else { usize::MAX };
            if let Some(found) = self.labels(top, upper, &to_go, most) {
                stages = found;
                break;
            }
        }
        let (mut bound, mut best) = (upper, Choice { bound: 0.0, price: upper, days: known });
        let end = &stages[stages.len() - 1];
        let mut winner = None;
        for (i, l) in end.iter().enumerate() {
            if self.met(l.high) {
                let low = if self.met(l.low) { l.low } else { self.required };
                bound = bound.min(l.cost + (self.value)(low));
            }
            if self.met(l.sum) {
                let price = l.cost + (self.value)(l.sum);
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

/// The cell of a sum in a bound on what is to come.
fn cell_of(top: f64, to_go: &[Vec<f64>]) -> impl Fn(f64) -> usize {
    let cells = to_go[0].len() - 2;
    move |sum| ((sum / top * cells as f64 * (1.0 - 1e-12)) as usize).min(cells)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_choice_is_below_the_floor_and_there_is_none_where_it_is_infinite() {
        let (first, second) = ([0.0, 5.0, 3.0, f64::INFINITY, 9.0], [1.0, 0.5, 4.0]);
        for required in [0.0, 1500.0, 5000.0, 5200.0, 6000.0] {
            let value = |sum: f64| if sum > 5500.0 { f64::INFINITY } else { 1e-3 * sum };
            let k = Knapsack { tables: vec![&first, &second], rates: vec![1000.0, 700.0], required, value: &value };
            let (best, floor) = (k.solve(None), k.floor());
            assert!(floor <= best.bound, "{required}: {floor} {best:?}");
            assert_eq!(floor.is_infinite(), best.price.is_infinite(), "{required}: {floor} {best:?}");
            assert!(floor.is_infinite() || floor > best.bound - 0.01, "{required}: {floor} {best:?}");
        }
    }
}
