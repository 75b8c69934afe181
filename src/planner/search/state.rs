//! Where an annealing stands: stops, costs and rows, and how a move changes them.

use super::moves::Change;
use super::shape::{Seen, SeenStops};
use super::space::{Space, beyond};
use super::{Found, Stops, Windows};
use crate::day::DayRange;
use crate::plan::schedule::Basis;
use smallvec::SmallVec;

/// Price, CNY, from which a row counts as broken: below it lies rounding noise.
const BROKEN: f64 = 1e-3;

/// Stops, costs and row values.
pub struct State<'s> {
    space: &'s Space<'s>,
    /// Stops of every mover.
    pub stops: Stops,
    cost: Vec<f64>,
    seen: Vec<SeenStops>,
    blocks: Vec<Mill>,
    pools: Vec<Priced>,
    values: Vec<f64>,
    /// Price of the broken rows, CNY.
    pub broken: f64,
    /// Rows that are broken.
    violated: i32,
    /// Cost without broken rows, CNY.
    pub total: f64,
    /// Old values of the rows that the move at hand has touched.
    undo: Vec<(u32, f64)>,
    fresh: [(f64, SeenStops); 2],
}

/// A block's furnaces together.
#[derive(Clone)]
struct Mill {
    capacity_days: f64,
    ancillary: f64,
}

/// What the units of a pool cost.
#[derive(Clone)]
struct Priced {
    price: f64,
    /// Prices met before, by what is asked: the same few thousand recur.
    met: Vec<(u64, f64)>,
}

/// Prices that are kept for a pool.
const MET: usize = 4096;

/// What a move makes of a block: its number, capacity-days and ancillary price.
type Effect = Option<(usize, f64, f64)>;

impl<'s> State<'s> {
    /// The state of some stops; `None` where a shape rule breaks or a mill cannot keep its ratios.
    pub fn new(space: &'s Space<'s>, stops: Stops) -> Option<Self> {
        let mill = Mill { capacity_days: 0.0, ancillary: 0.0 };
        let pool = Priced { price: 0.0, met: vec![(u64::MAX, 0.0); MET] };
        let mut s = Self {
            space,
            cost: vec![0.0; stops.len()],
            seen: vec![SeenStops::new(); stops.len()],
            blocks: vec![mill; space.of_block.len()],
            pools: vec![pool; space.component.pools.len()],
            values: vec![0.0; space.limits.len()],
            broken: 0.0,
            violated: 0,
            total: 0.0,
            undo: Vec::new(),
            fresh: Default::default(),
            stops,
        };
        for (m, mover) in space.movers.iter().enumerate() {
            s.cost[m] = mover.shape.judge(&s.stops[m], &mut s.seen[m])?;
            s.blocks[mover.block].capacity_days += mover.capacity_days(&s.seen[m]);
        }
        for b in 0..s.blocks.len() {
            s.blocks[b].ancillary = space.ancillary(b, s.blocks[b].capacity_days);
        }
        for p in 0..s.pools.len() {
            s.pools[p].price = s.pool_price(p, &[None, None]);
        }
        s.recount();
        s.total.is_finite().then_some(s)
    }

    /// Keeps the stops as the best if they hold and are better.
    pub fn keep(&self, best: &mut Option<Found>) {
        if self.violated > 0 {
            return;
        }
        match best {
            Some(b) if self.total < b.cost - (1e-7 * b.cost.abs()).max(1e-6) => {
                b.cost = self.total;
                b.stops.clone_from(&self.stops);
            }
            Some(_) => {}
            None => *best = Some(Found { cost: self.total, stops: self.stops.clone() }),
        }
    }

    /// Counts everything anew: sums drift by rounding.
    pub fn recount(&mut self) {
        self.values.fill(0.0);
        for m in 0..self.stops.len() {
            let seen = std::mem::take(&mut self.seen[m]);
            self.give(m, &[], &seen);
            self.seen[m] = seen;
        }
        self.undo.clear();
        let prices = self.space.limits.iter().zip(&self.values).map(|(l, v)| l.price(*v));
        self.violated = prices.clone().map(|p| i32::from(p > BROKEN)).sum();
        self.broken = prices.sum();
        let ancillary =
            self.blocks.iter().map(|b| b.ancillary).sum::<f64>() + self.pools.iter().map(|p| p.price).sum::<f64>();
        self.total = self.cost.iter().sum::<f64>() + ancillary;
    }

    /// The row that costs most, for the log.
    pub fn worst(&self) -> String {
        let price = |r: usize| self.space.limits[r].price(self.values[r]);
        let Some(r) = (0..self.values.len()).max_by(|&a, &b| price(a).total_cmp(&price(b))) else { return String::new() };
        let row = &self.space.component.rows[r];
        format!("{} day {}: {} not in {}..={}", row.rule.id(), row.days.first, self.values[r], row.lower, row.upper)
    }

    /// What a pool costs after `effects`; infinite where it cannot follow.
    fn pool_price(&mut self, pool: usize, effects: &[Effect; 2]) -> f64 {
        let (space, blocks) = (self.space, &self.blocks);
        let given = |b: usize| effects.iter().flatten().find(|e| e.0 == b).map_or(blocks[b].capacity_days, |e| e.1);
        let p = &space.component.pools[pool];
        let key = p.members.iter().fold(0u64, |k, m| {
            let x = (k ^ given(m.block).to_bits()).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            x ^ x >> 32
        });
        let met = &mut self.pools[pool].met[key as usize % MET];
        if met.0 != key {
            *met = (key, p.split(&p.needs(given)).map_or(f64::INFINITY, |s| s.0));
        }
        met.1
    }

    /// Makes a move (at most two changes, of different movers) if it costs at most `bar` with broken rows at `penalty`.
    pub fn attempt(&mut self, changes: &[Change], penalty: f64, bar: f64) -> bool {
        debug_assert!(changes.len() <= 2, "two movers at most");
        let mut gain = 0.0;
        let mut effects: [Effect; 2] = [None, None];
        for (k, c) in changes.iter().enumerate() {
            let mover = &self.space.movers[c.mover];
            let Some(cost) = mover.shape.judge(&c.stops, &mut self.fresh[k].1) else { return false };
            self.fresh[k].0 = cost;
            gain += cost - self.cost[c.mover];
            let change = mover.capacity_days(&self.fresh[k].1) - mover.capacity_days(&self.seen[c.mover]);
            let at = usize::from(effects[0].is_some_and(|e| e.0 != mover.block));
            let old = effects[at].map_or(self.blocks[mover.block].capacity_days, |e| e.1);
            effects[at] = Some((mover.block, old + change, 0.0));
        }
        for e in effects.iter_mut().flatten() {
            let b = &self.blocks[e.0];
            let (capacity_days, before) = (b.capacity_days, b.ancillary);
            #[allow(clippy::float_cmp)] // nothing was added at all
            let same = capacity_days == e.1;
            e.2 = if same { before } else { self.space.ancillary(e.0, e.1) };
            gain += e.2 - before;
        }
        if gain == f64::INFINITY {
            return false;
        }
        let mut pools: SmallVec<[(usize, f64); 8]> = SmallVec::new();
        for e in effects.iter().flatten() {
            for &p in &self.space.pools_of[e.0] {
                if pools.iter().all(|x| x.0 != p) {
                    let price = self.pool_price(p, &effects);
                    gain += price - self.pools[p].price;
                    pools.push((p, price));
                }
            }
        }
        // rows can give back at most what they cost now
        if gain == f64::INFINITY || gain - penalty * self.broken > bar {
            return false;
        }
        let (broken, violated) = (self.broken, self.violated);
        self.undo.clear();
        for (k, c) in changes.iter().enumerate() {
            let (old, new) = (std::mem::take(&mut self.seen[c.mover]), std::mem::take(&mut self.fresh[k].1));
            self.give(c.mover, &old, &new);
            (self.seen[c.mover], self.fresh[k].1) = (old, new);
        }
        if gain + penalty * (self.broken - broken) > bar {
            for &(r, value) in self.undo.iter().rev() {
                self.values[r as usize] = value;
            }
            (self.broken, self.violated) = (broken, violated);
            return false;
        }
        for (block, capacity_days, ancillary) in effects.into_iter().flatten() {
            (self.blocks[block].capacity_days, self.blocks[block].ancillary) = (capacity_days, ancillary);
        }
        for (p, price) in pools {
            self.pools[p].price = price;
        }
        self.total += gain;
        for (k, c) in changes.iter().enumerate() {
            self.stops[c.mover].clone_from(&c.stops);
            self.cost[c.mover] = self.fresh[k].0;
            std::mem::swap(&mut self.seen[c.mover], &mut self.fresh[k].1);
        }
        true
    }

    fn add(&mut self, row: u32, by: f64) {
        let (r, old) = (row as usize, self.values[row as usize]);
        let limit = &self.space.limits[r];
        self.undo.push((row, old));
        self.values[r] = old + by;
        let (before, after) = (limit.price(old), limit.price(old + by));
        self.violated += i32::from(after > BROKEN) - i32::from(before > BROKEN);
        self.broken += after - before;
    }

    /// Moves a unit's contribution to the rows from one set of stops to another.
    fn give(&mut self, m: usize, old: &[Seen], new: &[Seen]) {
        let mover = &self.space.movers[m];
        if !mover.daily.is_empty() || !mover.long.is_empty() {
            let (before, after) = (windows(old, |s| Some(s.days)), windows(new, |s| Some(s.days)));
            self.give_days(m, Basis::Stop, &before, &after);
            if old.iter().chain(new).all(|s| s.counted) {
                self.give_days(m, Basis::Counted, &before, &after);
            } else {
                let counted = |s: &Seen| s.counted.then_some(s.days);
                self.give_days(m, Basis::Counted, &windows(old, counted), &windows(new, counted));
            }
        }
        if !mover.daily_cold.is_empty() {
            let cold = |s: &Seen| Some(DayRange::new(s.days.first, s.cold_end));
            self.give_days(m, Basis::Cold, &windows(old, cold), &windows(new, cold));
        }
    }

    fn give_days(&mut self, m: usize, basis: Basis, old: &[DayRange], new: &[DayRange]) {
        let mover = &self.space.movers[m];
        for (a, b, sign) in [(old, new, -1.0), (new, old, 1.0)] {
            beyond(a, b, |days| {
                let daily = match basis {
                    Basis::Stop => mover.daily.on(days),
                    Basis::Cold => mover.daily_cold.on(days),
                    Basis::Counted | Basis::Met => &[],
                };
                for &(r, coef) in daily {
                    self.add(r, sign * coef);
                }
                for &(r, within, _, coef) in mover.long.iter().filter(|l| l.2 == basis) {
                    let n = days.intersect(within).len();
                    if n > 0 {
                        self.add(r, sign * coef * n as f64);
                    }
                }
            });
        }
    }
}

/// Runs of days, those that overlap as one.
fn windows(seen: &[Seen], of: impl Fn(&Seen) -> Option<DayRange>) -> Windows {
    let mut out = Windows::new();
    for w in seen.iter().filter_map(of) {
        match out.last_mut() {
            Some(l) if w.first <= l.end => l.end = l.end.max(w.end),
            _ => out.push(w),
        }
    }
    out
}
