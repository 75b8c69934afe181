//! Annealing on the stops of a component's primary units, under a rising price for broken rows.
//!
//! It starts from a random rounding of the master and moves windows; ancillary units follow through their supply. Its
//! length is a number of moves, never a time, so that a run repeats.

use super::control::Control;
use super::mill::Column;
use super::model::Component;
use super::moves::{self, Change};
use super::shape::{Seen, Shape};
use crate::day::DayRange;
use crate::plan::schedule::Basis;
use crate::scenario::{Scenario, UnitIx};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use std::collections::HashMap;

/// A unit that the search moves.
pub struct Mover {
    /// Its number in the scenario.
    pub unit: UnitIx,
    /// Its block.
    pub block: usize,
    /// t/d.
    pub rate: f64,
    /// Its shape.
    pub shape: Shape,
    /// Days that an episode or fixed stop may fill.
    pub eligible: Vec<DayRange>,
    /// Rows of single days: by day, (row, coefficient).
    daily: Vec<Vec<(u32, f64)>>,
    /// The same for cold days.
    daily_cold: Vec<Vec<(u32, f64)>>,
    heated: bool,
    /// Terms over longer periods.
    long: Vec<(u32, DayRange, Basis, f64)>,
    period: DayRange,
}

/// What the search works on, made once for a component.
pub struct Space<'a> {
    /// The component.
    pub component: &'a Component,
    /// Its movers.
    pub movers: Vec<Mover>,
    /// Movers of each block.
    pub of_block: Vec<Vec<usize>>,
    /// Price of a capacity-day of each block's furnaces in rows that it does not see (shared ancillary units), CNY.
    pub shadow: Vec<f64>,
    rows: Vec<(f64, f64, f64)>,
    /// CNY that a stopped day of a unit costs on average: the scale of temperatures.
    scale: f64,
}

/// Stops of every mover.
pub type Stops = Vec<Vec<DayRange>>;

/// The best found.
#[derive(Debug, Clone)]
pub struct Found {
    /// CNY by the search's own count (the caller recomputes it).
    pub cost: f64,
    /// Stops of every mover.
    pub stops: Stops,
}

/// How long and hot an annealing is.
#[derive(Debug, Clone, Copy)]
pub struct Heat {
    /// Moves.
    pub moves: u64,
    /// First and last temperature, in average stopped days.
    pub temperature: (f64, f64),
    /// First and last price of broken rows, in their bend prices.
    pub penalty: (f64, f64),
}

struct State<'s> {
    space: &'s Space<'s>,
    stops: Stops,
    cost: Vec<f64>,
    seen: Vec<Vec<Seen>>,
    /// Capacity-days and ancillary price of each block.
    sums: Vec<f64>,
    ancillary: Vec<f64>,
    values: Vec<f64>,
    broken: f64,
    total: f64,
}

impl<'a> Space<'a> {
    /// The movers of a component. `duals`: for rows that the search does not see.
    pub fn new(scenario: &'a Scenario, component: &'a Component, duals: &[f64]) -> Self {
        let mut movers = Vec::new();
        let mut of_block = vec![Vec::new(); component.blocks.len()];
        let seen_row: Vec<bool> = component.rows.iter().map(|r| r.rule != crate::rules::RuleId::AncRatio).collect();
        let mut touched = vec![false; component.rows.len()];
        let mut shadow = vec![0.0; component.blocks.len()];
        for (b, block) in component.blocks.iter().enumerate() {
            for u in &block.primary {
                let len = u.cost.len();
                let (mut daily, mut daily_cold, mut long) = (vec![Vec::new(); len], vec![Vec::new(); len], Vec::new());
                for &(r, t) in &u.links {
                    if !seen_row[r] {
                        shadow[b] = f64::max(shadow[b], 0.0) - duals[r] * t.coef / u.rate / block.primary.len() as f64;
                        continue;
                    }
                    touched[r] = true;
                    let one = t.days.len() == 1;
                    match t.basis {
                        Basis::Stop if one => daily[usize::from(t.days.first)].push((r as u32, t.coef)),
                        Basis::Cold if one => daily_cold[usize::from(t.days.first)].push((r as u32, t.coef)),
                        _ => long.push((r as u32, t.days, t.basis, t.coef)),
                    }
                }
                let forced = component.forced.get(&u.unit);
                let shape = Shape::new(scenario, u, forced);
                let eligible = shape.eligible_runs();
                of_block[b].push(movers.len());
                movers.push(Mover {
                    unit: u.unit,
                    block: b,
                    rate: u.rate,
                    shape,
                    eligible,
                    daily,
                    heated: daily_cold.iter().any(|r: &Vec<(u32, f64)>| !r.is_empty()),
                    daily_cold,
                    long,
                    period: block.period,
                });
            }
        }
        let rows = component
            .rows
            .iter()
            .enumerate()
            .map(|(i, r)| {
                let eps = 1e-9 * r.lower.abs().min(r.upper.abs()).max(1e-3);
                if touched[i] && seen_row[i] {
                    (r.lower - eps, r.upper + eps, component.bend_price[i])
                } else {
                    (f64::NEG_INFINITY, f64::INFINITY, 0.0)
                }
            })
            .collect();
        let all: Vec<f64> = component
            .blocks
            .iter()
            .flat_map(|b| &b.primary)
            .map(|u| u.cost.iter().map(|c| c.abs()).sum::<f64>() / u.cost.len() as f64)
            .collect();
        let scale = all.iter().sum::<f64>() / all.len().max(1) as f64;
        Self { component, movers, of_block, shadow, rows, scale }
    }

    /// Stops of the movers from a column of each block.
    pub fn stops(&self, columns: &[&Column]) -> Stops {
        let by_unit: HashMap<UnitIx, &Vec<DayRange>> =
            columns.iter().flat_map(|c| c.stops.iter().map(|(u, s)| (*u, s))).collect();
        self.movers.iter().map(|m| by_unit.get(&m.unit).map_or_else(Vec::new, |s| (*s).clone())).collect()
    }

    fn row_price(&self, r: usize, value: f64) -> f64 {
        let (lower, upper, price) = self.rows[r];
        ((lower - value).max(value - upper).max(0.0)) * price
    }

    fn ancillary(&self, block: usize, sum: f64) -> f64 {
        let b = &self.component.blocks[block];
        if sum < b.required - 1e-9 * b.required {
            return f64::INFINITY;
        }
        b.ancillary(sum) + self.shadow[block] * sum
    }

    fn sum_of(&self, m: usize, seen: &[Seen]) -> f64 {
        let mover = &self.movers[m];
        let n: usize = seen.iter().filter(|s| s.counted).map(|s| s.days.intersect(mover.period).len()).sum();
        mover.rate * n as f64
    }

    /// Why a start is none, for the log.
    fn complain(&self, what: &str, m: usize, stops: &[DayRange]) {
        tracing::debug!(what, unit = self.movers[m].unit, ?stops, "no start");
    }

    fn state(&self, stops: Stops) -> Option<State<'_>> {
        let mut s = State {
            space: self,
            cost: vec![0.0; stops.len()],
            seen: vec![Vec::new(); stops.len()],
            sums: vec![0.0; self.of_block.len()],
            ancillary: vec![0.0; self.of_block.len()],
            values: vec![0.0; self.rows.len()],
            broken: 0.0,
            total: 0.0,
            stops,
        };
        for r in 0..self.rows.len() {
            s.broken += self.row_price(r, 0.0);
        }
        for m in 0..self.movers.len() {
            let mut seen = Vec::new();
            let Some(cost) = self.movers[m].shape.judge(&s.stops[m], &mut seen) else {
                self.complain("shape", m, &s.stops[m]);
                return None;
            };
            s.cost[m] = cost;
            s.sums[self.movers[m].block] += self.sum_of(m, &seen);
            s.give(m, &[], &seen);
            s.seen[m] = seen;
        }
        for b in 0..self.of_block.len() {
            s.ancillary[b] = self.ancillary(b, s.sums[b]);
            if s.ancillary[b].is_infinite() {
                tracing::debug!(block = b, sum = s.sums[b], required = self.component.blocks[b].required, "no start");
            }
        }
        s.total = s.cost.iter().sum::<f64>() + s.ancillary.iter().sum::<f64>();
        s.total.is_finite().then_some(s)
    }

    /// Cost of a set of stops by the search's count, and what its broken rows cost.
    pub fn worth(&self, stops: &Stops) -> Option<(f64, f64)> {
        self.state(stops.clone()).map(|s| (s.total, s.broken))
    }

    /// A start: the best of a few hundred roundings of the master's mix.
    pub fn round(&self, mix: &[Vec<(f64, &Column)>], seed: u64) -> Option<Stops> {
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let mut best: Option<(f64, Stops)> = None;
        for _ in 0..200 {
            let columns: Vec<&Column> = mix
                .iter()
                .filter(|m| !m.is_empty())
                .map(|m| {
                    let mut x = rng.random::<f64>() * m.iter().map(|c| c.0).sum::<f64>();
                    m.iter()
                        .find(|c| {
                            x -= c.0;
                            x <= 0.0
                        })
                        .unwrap_or(&m[m.len() - 1])
                        .1
                })
                .collect();
            let stops = self.stops(&columns);
            if let Some((total, broken)) = self.worth(&stops) {
                let score = total + 0.2 * broken;
                if best.as_ref().is_none_or(|b| score < b.0) {
                    best = Some((score, stops));
                }
            }
        }
        best.map(|b| b.1)
    }

    /// Anneals from `start`; the best plan that keeps all rows, if any was met.
    pub fn anneal(&self, start: &Stops, heat: &Heat, seed: u64, control: &Control) -> Option<Found> {
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let mut s = self.state(start.clone())?;
        let mut best: Option<Found> = None;
        if s.broken <= 0.0 {
            best = Some(Found { cost: s.total, stops: s.stops.clone() });
        }
        let (t0, t1) = (heat.temperature.0 * self.scale, heat.temperature.1 * self.scale);
        let (p0, p1) = heat.penalty;
        let (mut temperature, mut penalty) = (t0, p0);
        let mut changes = Vec::new();
        let mut fresh: Vec<(usize, f64, Vec<Seen>)> = Vec::new();
        let mut spare: Vec<Vec<Seen>> = Vec::new();
        for i in 0..heat.moves {
            if i % 1024 == 0 {
                if control.over() {
                    break;
                }
                let f = i as f64 / heat.moves as f64;
                temperature = t0 * (t1 / t0).powf(f);
                penalty = p0 * (p1 / p0).powf(f);
            }
            changes.clear();
            moves::propose(self, &s.stops, &mut rng, &mut changes);
            if changes.is_empty() {
                continue;
            }
            // a move as chosen by the threshold drawn beforehand: the rest can stop as soon as it is passed
            let bar = -temperature * rng.random::<f64>().max(1e-300).ln();
            let Some(gain) = s.judge(&changes, &mut fresh, &mut spare) else { continue };
            let before = s.broken;
            if gain.0 > bar && gain.0 - penalty * before > bar {
                spare.extend(fresh.drain(..).map(|f| f.2));
                continue;
            }
            for (k, f) in fresh.iter().enumerate() {
                let old = std::mem::take(&mut s.seen[f.0]);
                s.give(f.0, &old, &f.2);
                s.seen[f.0] = old;
                debug_assert_eq!(changes[k].mover, f.0);
            }
            let delta = gain.0 + penalty * (s.broken - before);
            if delta > bar {
                for f in &fresh {
                    let old = std::mem::take(&mut s.seen[f.0]);
                    s.give(f.0, &f.2, &old);
                    s.seen[f.0] = old;
                }
                s.broken = before;
                spare.extend(fresh.drain(..).map(|f| f.2));
                continue;
            }
            for (b, sum, price) in gain.1.into_iter().flatten() {
                (s.sums[b], s.ancillary[b]) = (sum, price);
            }
            s.total += gain.0;
            for (c, f) in changes.drain(..).zip(fresh.drain(..)) {
                s.stops[c.mover] = c.stops;
                s.cost[c.mover] = f.1;
                spare.push(std::mem::replace(&mut s.seen[c.mover], f.2));
            }
            // sums drift: recount before believing one, and now and then
            if i % 65_536 == 65_535 {
                s.recount();
            }
            if s.broken <= 1.0 && best.as_ref().is_none_or(|b| s.total < b.cost - 1e-6) {
                s.recount();
                if s.broken <= 0.0 && best.as_ref().is_none_or(|b| s.total < b.cost - 1e-6) {
                    match &mut best {
                        Some(b) => {
                            b.cost = s.total;
                            b.stops.clone_from(&s.stops);
                        }
                        None => best = Some(Found { cost: s.total, stops: s.stops.clone() }),
                    }
                }
            }
        }
        if best.is_none() {
            let worst = (0..self.rows.len())
                .max_by(|&a, &b| self.row_price(a, s.values[a]).total_cmp(&self.row_price(b, s.values[b])));
            if let Some(r) = worst {
                let row = &self.component.rows[r];
                let (lower, upper, value) = (row.lower, row.upper, s.values[r]);
                tracing::debug!(rule = row.rule.id(), first = row.days.first, lower, upper, value, s.broken, "not mended");
            }
        }
        best
    }
}

/// Gain of a move without rows, and the blocks that change: (block, capacity-days, ancillary price).
type Gain = (f64, [Option<(usize, f64, f64)>; 2]);

impl State<'_> {
    fn recount(&mut self) {
        self.values.fill(0.0);
        self.broken = (0..self.values.len()).map(|r| self.space.row_price(r, 0.0)).sum();
        for m in 0..self.stops.len() {
            let seen = std::mem::take(&mut self.seen[m]);
            self.give(m, &[], &seen);
            self.seen[m] = seen;
        }
        self.broken = (0..self.values.len()).map(|r| self.space.row_price(r, self.values[r])).sum();
        self.total = self.cost.iter().sum::<f64>() + self.ancillary.iter().sum::<f64>();
    }

    fn judge(
        &self,
        changes: &[Change],
        fresh: &mut Vec<(usize, f64, Vec<Seen>)>,
        spare: &mut Vec<Vec<Seen>>,
    ) -> Option<Gain> {
        spare.extend(fresh.drain(..).map(|f| f.2));
        let mut gain = 0.0;
        let mut blocks: [Option<(usize, f64, f64)>; 2] = [None, None];
        for c in changes {
            let mut seen = spare.pop().unwrap_or_default();
            let Some(cost) = self.space.movers[c.mover].shape.judge(&c.stops, &mut seen) else {
                spare.push(seen);
                return None;
            };
            gain += cost - self.cost[c.mover];
            let change = self.space.sum_of(c.mover, &seen) - self.space.sum_of(c.mover, &self.seen[c.mover]);
            let b = self.space.movers[c.mover].block;
            let at = usize::from(blocks[0].is_some_and(|x| x.0 != b));
            let old = blocks[at].map_or(self.sums[b], |x| x.1);
            blocks[at] = Some((b, old + change, 0.0));
            fresh.push((c.mover, cost, seen));
        }
        for x in blocks.iter_mut().flatten() {
            let unchanged = (x.1 - self.sums[x.0]).abs() < 1e-9;
            x.2 = if unchanged { self.ancillary[x.0] } else { self.space.ancillary(x.0, x.1) };
            gain += x.2 - self.ancillary[x.0];
        }
        gain.is_finite().then_some((gain, blocks))
    }

    fn add(&mut self, row: u32, by: f64) {
        let r = row as usize;
        let old = self.values[r];
        self.values[r] = old + by;
        self.broken += self.space.row_price(r, old + by) - self.space.row_price(r, old);
    }

    /// Moves a unit's contribution to the rows from one set of stops to another.
    fn give(&mut self, m: usize, old: &[Seen], new: &[Seen]) {
        let space = self.space;
        let mover = &space.movers[m];
        let within = |set: &[Seen], d: u16| set.iter().any(|s| s.days.contains(d));
        for (set, other, sign) in [(old, new, -1.0), (new, old, 1.0)] {
            for s in set {
                if other.iter().any(|o| o.days == s.days) {
                    continue;
                }
                for d in s.days.first..s.days.end {
                    if !mover.daily[usize::from(d)].is_empty() && !within(other, d) {
                        for &(r, coef) in &mover.daily[usize::from(d)] {
                            self.add(r, sign * coef);
                        }
                    }
                }
            }
        }
        let cold = |set: &[Seen], d: u16| set.iter().any(|s| s.days.first <= d && d < s.cold_end);
        if mover.heated {
            for (d, rows) in mover.daily_cold.iter().enumerate().filter(|r| !r.1.is_empty()) {
                let change = f64::from(u8::from(cold(new, d as u16))) - f64::from(u8::from(cold(old, d as u16)));
                if change != 0.0 {
                    for &(r, coef) in rows {
                        self.add(r, change * coef);
                    }
                }
            }
        }
        for &(r, days, basis, coef) in &mover.long {
            let value = |set: &[Seen]| -> usize {
                match basis {
                    Basis::Stop => set.iter().map(|s| s.days.intersect(days).len()).sum(),
                    Basis::Counted => set.iter().filter(|s| s.counted).map(|s| s.days.intersect(days).len()).sum(),
                    Basis::Cold => days.days().filter(|&d| cold(set, d as u16)).count(),
                }
            };
            let change = value(new) as f64 - value(old) as f64;
            if change != 0.0 {
                self.add(r, change * coef);
            }
        }
    }
}
