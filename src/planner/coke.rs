//! Coke ovens: their share is made by longer coking. The bound lets each day take any level; [`super::realise`] makes slow-downs.

use super::group::Supply;
use crate::day::{DayRange, runs};
use crate::measure::cost::UnitCost;
use crate::scenario::{Scenario, UnitIx};

/// One battery.
#[derive(Debug, Clone)]
pub struct Battery {
    /// Its number in the scenario.
    pub unit: UnitIx,
    /// t/d.
    pub rate: f64,
    /// Normal coking time, h.
    pub normal_h: f64,
    /// Largest level of a slow-down (1 - normal / longest).
    pub most: f64,
    /// Cost of a whole stopped day by day of the season, CNY.
    pub cost: Vec<f64>,
    /// Level of each day in a plan to stay near, 0 without one, and what a whole day beyond one that is not 0 adds, CNY.
    beyond: (Vec<f64>, f64),
    /// Level that an episode asks by day of the season, a fraction.
    pub floor: Vec<f64>,
    /// By day of the season, whether its level is the floor and no other.
    pub settled: Vec<bool>,
    /// By day of the season, whether it stands, whatever the plan, and counts; see [`standing`].
    pub down: Vec<Option<bool>>,
    /// Days in service.
    pub service: DayRange,
}

/// Of the days on which a battery stands whatever the plan, for its stop is fixed, or settled, whether they count; `None` on others.
pub fn standing(scenario: &Scenario, unit: UnitIx) -> Vec<Option<bool>> {
    let u = &scenario.units[unit];
    let mut stands = scenario.season.flags(&u.down);
    if let Some((settled, filed)) = scenario.settled(unit) {
        let (stood, _) = filed.by_day(&scenario.season);
        (0..stands.len()).filter(|&d| settled[d]).for_each(|d| stands[d] = stood[d]);
    }
    let mut out = vec![None; stands.len()];
    for stop in runs(&stands) {
        out[stop.days()].fill(Some(stop.len() >= usize::from(scenario.policy.shape(u.kind).min_stop_days)));
    }
    out
}

impl Battery {
    /// A battery of a scenario; `floor` is filled from EPISODE rows.
    pub fn new(scenario: &Scenario, unit: UnitIx) -> Self {
        let u = &scenario.units[unit];
        let len = usize::from(scenario.season.len);
        Self {
            unit,
            rate: u.rate_t_d,
            normal_h: u.coking_time_h.unwrap_or(0.0),
            most: scenario.max_slow(unit),
            cost: UnitCost::new(scenario, unit).by_day(scenario, unit),
            beyond: scenario.anchor.as_ref().map_or_else(|| (vec![0.0; len], 0.0), |a| a.beyond(unit)),
            floor: vec![0.0; len],
            settled: vec![false; len],
            down: standing(scenario, unit),
            service: u.service,
        }
    }

    /// What levels beyond those of a plan to stay near add to the cost by day, CNY.
    pub fn surcharge(&self, levels: &[f64]) -> f64 {
        levels.iter().enumerate().map(|(d, &l)| self.surcharge_of(d, l)).sum()
    }

    fn surcharge_of(&self, day: usize, level: f64) -> f64 {
        let (filed, dear) = (self.beyond.0[day], self.beyond.1);
        if filed > 0.0 { dear * (level - filed).max(0.0) } else { 0.0 }
    }

    /// The level of a day from `floor` up to `most` by pieces of one slope each: (length, slope above the day's price).
    fn pieces(&self, day: usize, floor: f64, most: f64) -> [(f64, f64); 2] {
        let (filed, dear) = (self.beyond.0[day], self.beyond.1);
        let bend = if filed > 0.0 { filed.clamp(floor, most) } else { most };
        [(bend - floor, 0.0), (most - bend, dear)]
    }
}

/// The relaxed levels of a group of batteries: what they cost and give at least, and the pieces that give more.
struct Relaxed {
    start: f64,
    base: f64,
    /// (slope CNY per capacity-day, capacity-days, battery, day), cheapest first.
    pieces: Vec<(f64, f64, usize, usize)>,
    levels: Vec<Vec<f64>>,
}

fn relaxed(batteries: &[Battery], prices: &[Vec<f64>], period: DayRange) -> Relaxed {
    let mut out = Relaxed { start: 0.0, base: 0.0, pieces: Vec::new(), levels: Vec::new() };
    for (b, (battery, price)) in batteries.iter().zip(prices).enumerate() {
        let mut levels = vec![0.0; price.len()];
        for d in battery.service.days() {
            let counts = period.contains(d as u16);
            if let Some(counted) = battery.down[d] {
                levels[d] = 1.0;
                out.base += price[d];
                out.start += if counts && counted { battery.rate } else { 0.0 };
                continue;
            }
            let most = if battery.settled[d] { battery.floor[d] } else { battery.most };
            let floor = battery.floor[d];
            let mut level = floor;
            out.base += price[d] * floor + battery.surcharge_of(d, floor);
            for (length, more) in battery.pieces(d, floor, most.max(floor)) {
                let slope = price[d] + more;
                if slope < 0.0 {
                    level += length;
                    out.base += slope * length;
                } else if counts && length > 0.0 {
                    out.pieces.push((slope / battery.rate, battery.rate * length, b, d));
                }
            }
            levels[d] = level;
            out.start += if counts { battery.rate * level } else { 0.0 };
        }
        out.levels.push(levels);
    }
    out.pieces.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
    out
}

/// Least price of a group of batteries by capacity-days asked of it: a bound at any coking time and any shape.
pub fn supply(batteries: &[Battery], prices: &[Vec<f64>], period: DayRange) -> Supply {
    let r = relaxed(batteries, prices, period);
    let mut merged: Vec<(f64, f64)> = Vec::new();
    for &(slope, amount, _, _) in &r.pieces {
        match merged.last_mut() {
            Some(last) if (last.1 - slope).abs() <= 1e-12 * slope.abs() => last.0 += amount,
            _ => merged.push((amount, slope)),
        }
    }
    Supply::from_pieces(r.start, r.base, &merged)
}

/// Level of each battery and day at which [`supply`] gives `need`.
pub fn levels(batteries: &[Battery], prices: &[Vec<f64>], period: DayRange, need: f64) -> Vec<Vec<f64>> {
    let mut r = relaxed(batteries, prices, period);
    let mut left = need - r.start;
    for &(_, amount, b, d) in &r.pieces {
        if left <= 0.0 {
            break;
        }
        let take = left.min(amount);
        r.levels[b][d] += take / batteries[b].rate;
        left -= take;
    }
    r.levels
}
