//! What the search moves and what it pays, made once for a component.

use super::shape::{Seen, SeenStops, Shape};
use super::state::State;
use super::{Stops, Windows};
use crate::day::{Day, DayRange};
use crate::plan::schedule::Basis;
use crate::planner::control::Control;
use crate::planner::exact::UnitPattern;
use crate::planner::mill::Column;
use crate::planner::model::{Component, UnitModel};
use crate::planner::pool::Pool;
use crate::rules::{Row, RuleId, Term};
use crate::scenario::{Scenario, UnitIx};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use std::collections::{HashMap, HashSet};

/// Terms of rows of single days, by day.
#[derive(Debug, Clone)]
pub struct Daily {
    from: Vec<u32>,
    terms: Vec<(u32, f64)>,
}

impl Daily {
    fn new(by_day: &[Vec<(u32, f64)>]) -> Self {
        let mut from = vec![0];
        let mut terms = Vec::new();
        for day in by_day {
            terms.extend(day);
            from.push(terms.len() as u32);
        }
        Self { from, terms }
    }

    /// Whether no day has a term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// (row, coefficient) of all terms on these days.
    pub fn on(&self, days: DayRange) -> &[(u32, f64)] {
        &self.terms[self.from[usize::from(days.first)] as usize..self.from[usize::from(days.end)] as usize]
    }
}

/// A unit that the search moves.
#[derive(Debug)]
pub struct Mover {
    /// Its number in the scenario.
    pub unit: UnitIx,
    /// Its block.
    pub block: usize,
    /// t/d.
    pub rate: f64,
    /// Its shape.
    pub shape: Shape,
    /// Stretches of days that an episode or fixed stop may fill.
    pub eligible: Vec<DayRange>,
    /// Rows of single days that see its stops.
    pub daily: Daily,
    /// The same for cold days.
    pub daily_cold: Daily,
    /// Terms over longer periods.
    pub long: Vec<(u32, DayRange, Basis, f64)>,
    /// Days in which its capacity-days count.
    pub period: DayRange,
}

impl Mover {
    /// Capacity-days that its stops give, t.
    pub fn capacity_days(&self, seen: &[Seen]) -> f64 {
        let n: usize = seen.iter().filter(|s| s.counted).map(|s| s.days.intersect(self.period).len()).sum();
        self.rate * n as f64
    }
}

/// A row as the search sees it: what it costs to break it.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    lower: f64,
    upper: f64,
    price: f64,
    /// What one more stop changes at least: a row over a period that lacks less costs as much as one that lacks this much,
    /// for the cure is a whole stop.
    step: f64,
}

impl Limit {
    /// Price of a value, CNY; 0 where the row holds.
    pub fn price(&self, value: f64) -> f64 {
        let broken = (self.lower - value).max(value - self.upper);
        if broken > 0.0 { (broken + self.step) * self.price } else { 0.0 }
    }
}

/// What the search works on, made once for a component.
pub struct Space<'a> {
    /// The component.
    pub component: &'a Component,
    /// Its movers.
    pub movers: Vec<Mover>,
    /// Movers of each block.
    pub of_block: Vec<Vec<usize>>,
    /// Pools that each block is a member of.
    pub pools_of: Vec<Vec<usize>>,
    /// Its rows; those that no mover touches or the search does not see are free.
    pub limits: Vec<Limit>,
    /// CNY that a stopped day of a unit costs on average: the scale of temperatures.
    pub scale: f64,
}

/// Roundings of the master's mix of which the best is a start.
const DRAWS: usize = 200;
/// Most passes over the blocks in which columns are exchanged.
const PASSES: usize = 3;

impl<'a> Space<'a> {
    /// The movers of a component: its primary units, and ancillary units that follow nobody.
    pub fn new(scenario: &'a Scenario, component: &'a Component) -> Self {
        // shared ancillary units follow through their pool
        let moved = |r: &Row| r.rule != RuleId::AncRatio && r.terms.iter().all(|t| t.basis != Basis::Met);
        let seen: Vec<bool> = component.rows.iter().map(moved).collect();
        let pooled: HashSet<UnitIx> = component.pools.iter().flat_map(Pool::units).collect();
        let mut pools_of = vec![Vec::new(); component.blocks.len()];
        for (p, pool) in component.pools.iter().enumerate() {
            pool.members.iter().for_each(|m| pools_of[m.block].push(p));
        }
        let (mut movers, mut of_block) = (Vec::new(), vec![Vec::new(); component.blocks.len()]);
        for (b, block) in component.blocks.iter().enumerate() {
            for u in block.primary.iter().filter(|u| !pooled.contains(&u.unit)) {
                of_block[b].push(movers.len());
                movers.push(mover(scenario, component, b, u, &seen));
            }
        }
        let mut limits = vec![Limit { lower: 0.0, upper: 0.0, price: 0.0, step: 0.0 }; component.rows.len()];
        let moved = || component.blocks.iter().flat_map(|b| &b.primary).filter(|u| !pooled.contains(&u.unit));
        for &(r, _) in moved().flat_map(|u| &u.links).filter(|l| seen[l.0]) {
            let row = &component.rows[r];
            let eps = 1e-9 * row.lower.abs().min(row.upper.abs()).max(1e-3);
            let (lower, upper) = ((row.lower - eps).max(-1e300), (row.upper + eps).min(1e300));
            let stop = |t: &Term| {
                let shortest = usize::from(scenario.policy.shape(scenario.units[t.unit].kind).min_stop_days.max(1));
                if t.days.len() > 1 { t.coef.abs() * shortest.min(t.days.len()) as f64 } else { 0.0 }
            };
            let step = row.terms.iter().map(stop).fold(f64::INFINITY, f64::min);
            limits[r] = Limit { lower, upper, price: component.bend_price[r], step };
        }
        let mean = |u: &UnitModel| u.cost.iter().map(|c| c.abs()).sum::<f64>() / u.cost.len() as f64;
        let scale = moved().map(mean).sum::<f64>() / movers.len().max(1) as f64;
        Self { component, movers, of_block, pools_of, limits, scale }
    }

    /// Stops of the movers in a whole plan.
    pub fn stops_of(&self, patterns: &[UnitPattern]) -> Stops {
        self.stops(&patterns.iter().map(|p| (p.unit, &p.stops)).collect())
    }

    /// The stops of some mills, and those of others for mills whose stops have no shape that holds or too few days.
    pub fn mixed(&self, first: Stops, second: &Stops) -> Stops {
        let mut out = first;
        for (b, movers) in self.of_block.iter().enumerate() {
            let mut seen = SeenStops::new();
            let days = |&m: &usize| {
                self.movers[m].shape.judge(&out[m], &mut seen)?;
                Some(self.movers[m].capacity_days(&seen))
            };
            let sum: Option<f64> = movers.iter().map(days).sum();
            if sum.is_none_or(|sum| self.ancillary(b, sum).is_infinite()) {
                movers.iter().for_each(|&m| out[m].clone_from(&second[m]));
            }
        }
        out
    }

    fn stops(&self, by_unit: &HashMap<UnitIx, &Vec<DayRange>>) -> Stops {
        let of = |u: &UnitIx| by_unit.get(u).map_or_else(Windows::new, |s| Windows::from_slice(s));
        self.movers.iter().map(|m| of(&m.unit)).collect()
    }

    /// Price of what a block's ancillary units must do when its furnaces give `sum` capacity-days; infinite where its own
    /// ratio or theirs cannot be kept.
    pub fn ancillary(&self, block: usize, sum: f64) -> f64 {
        let b = &self.component.blocks[block];
        if sum < b.required - 1e-9 * b.required {
            return f64::INFINITY;
        }
        b.line.price(sum)
    }

    /// A start: the best of a few hundred roundings of the master's mix, then column by column exchanged for others of the
    /// same block, at broken rows' bend prices times `penalty`, as long as that helps and no interrupt comes.
    pub fn round(
        &self,
        mix: &[Vec<(f64, &Column)>],
        others: &[Vec<&Column>],
        penalty: f64,
        seed: u64,
        control: &Control,
    ) -> Option<Stops> {
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let mut best: Option<(f64, Vec<&Column>)> = None;
        let score = |columns: &[&Column]| {
            let state = State::new(self, self.stops_of_columns(columns))?;
            Some(state.total + penalty * state.broken)
        };
        for _ in 0..DRAWS {
            let columns = mix.iter().filter(|m| !m.is_empty()).map(|m| {
                let mut x = rng.random::<f64>() * m.iter().map(|c| c.0).sum::<f64>();
                let at = m.iter().position(|c| {
                    x -= c.0;
                    x <= 0.0
                });
                m[at.unwrap_or(m.len() - 1)].1
            });
            let columns: Vec<&Column> = columns.collect();
            let Some(score) = score(&columns) else { continue };
            if best.as_ref().is_none_or(|b| score < b.0) {
                best = Some((score, columns));
            }
        }
        let (mut least, mut columns) = best?;
        for _ in 0..PASSES {
            let before = least;
            for k in 0..columns.len() {
                if control.interrupted() {
                    break;
                }
                for &other in others.get(columns[k].block).into_iter().flatten() {
                    let old = std::mem::replace(&mut columns[k], other);
                    match score(&columns) {
                        Some(s) if s < least => least = s,
                        _ => columns[k] = old,
                    }
                }
            }
            if least >= before {
                break;
            }
        }
        Some(self.stops_of_columns(&columns))
    }

    fn stops_of_columns(&self, columns: &[&Column]) -> Stops {
        self.stops(&columns.iter().flat_map(|c| c.stops.iter().map(|(u, s)| (*u, s))).collect())
    }
}

fn mover(scenario: &Scenario, component: &Component, block: usize, u: &UnitModel, seen: &[bool]) -> Mover {
    let len = u.cost.len();
    let (mut daily, mut daily_cold, mut long) = (vec![Vec::new(); len], vec![Vec::new(); len], Vec::new());
    for &(r, t) in u.links.iter().filter(|l| seen[l.0]) {
        let one = t.days.len() == 1;
        match t.basis {
            Basis::Stop if one => daily[usize::from(t.days.first)].push((r as u32, t.coef)),
            Basis::Cold => t.days.days().for_each(|d| daily_cold[d].push((r as u32, t.coef))),
            _ => long.push((r as u32, t.days, t.basis, t.coef)),
        }
    }
    let shape = Shape::new(scenario, u, component.asked.get(&u.unit));
    Mover {
        unit: u.unit,
        block,
        rate: u.rate,
        eligible: shape.eligible_runs(),
        shape,
        daily: Daily::new(&daily),
        daily_cold: Daily::new(&daily_cold),
        long,
        period: component.blocks[block].period,
    }
}

/// The days of `a` that no window of `b` holds, run by run; both sorted.
pub fn beyond(a: &[DayRange], b: &[DayRange], mut each: impl FnMut(DayRange)) {
    for w in a {
        let mut from: Day = w.first;
        for o in b {
            if o.end <= from {
                continue;
            }
            if o.first >= w.end {
                break;
            }
            if o.first > from {
                each(DayRange::new(from, o.first));
            }
            from = o.end;
        }
        if from < w.end {
            each(DayRange::new(from, w.end));
        }
    }
}
