//! The price of ancillary units as one function of capacity-days, with a fast look-up: all groups of a block together.

use super::group::Supply;
use super::model::{Block, Group};
use crate::scenario::UnitIx;

/// Pieces of a function of capacity-days, straight between two ends, with a fast look-up.
#[derive(Debug, Clone, Default)]
pub struct PriceLine {
    /// Where each piece ends; the first ends at 0.
    ends: Vec<f64>,
    /// Price at the end of each piece and its slope.
    pieces: Vec<(f64, f64)>,
    /// The first piece that may hold a value, by equal steps of capacity-days.
    hint: Vec<u32>,
    per_step: f64,
}

impl PriceLine {
    /// Of a block whose supplies are filled, by capacity-days of its furnaces.
    pub fn of_block(block: &Block) -> Self {
        let most: f64 = block.primary.iter().map(|u| u.rate * block.period.len() as f64).sum();
        let own = |g: &'_ Group| -> Vec<f64> { g.ends().map(|need| (need - g.extra) / g.share).collect() };
        let ends = block.groups.iter().filter(|g| g.share > 0.0).flat_map(own);
        let sloped = block.groups.iter().any(|g| g.full_supply().is_convex());
        Self::new(most, ends, sloped, |sum| block.groups.iter().map(|g| g.price(sum)).sum())
    }

    /// Of a group, by capacity-days of its own.
    pub fn of_group(group: &Group) -> Self {
        let most = group.ends().fold(0.0, f64::max);
        Self::new(most, group.ends(), group.full_supply().is_convex(), |sum| group.price(sum))
    }

    fn new(most: f64, bends: impl Iterator<Item = f64>, sloped: bool, value: impl Fn(f64) -> f64) -> Self {
        let mut ends: Vec<f64> = vec![0.0, most];
        ends.extend(bends.filter(|x| (0.0..most).contains(x)));
        ends.sort_by(f64::total_cmp);
        ends.dedup_by(|b, a| *b - *a <= 1e-9 * most);
        let piece = |i: usize| {
            let end = value(ends[i]);
            if i == 0 || !sloped || !end.is_finite() {
                return (end, 0.0);
            }
            let half = (ends[i] - ends[i - 1]) / 2.0;
            let slope = (end - value(ends[i] - half)) / half;
            // differences of rounding are no slope
            (end, if slope * half <= 1e-12 * end.abs() { 0.0 } else { slope })
        };
        let pieces: Vec<(f64, f64)> = (0..ends.len()).map(piece).collect();
        let per_step = if most > 0.0 { ends.len() as f64 / most } else { 0.0 };
        let first = |k: usize| ends.partition_point(|&e| e * per_step < k as f64) as u32;
        let hint = (0..=ends.len()).map(first).collect();
        Self { ends, pieces, hint, per_step }
    }

    /// Where its pieces end, from 0 on.
    pub fn ends(&self) -> &[f64] {
        &self.ends
    }

    /// The first end at or behind `x`; the last where there is none.
    pub fn end_at(&self, x: f64) -> f64 {
        self.ends[self.ends.partition_point(|&e| e < x - 1e-9 * x).min(self.ends.len() - 1)]
    }

    /// Whether its price changes within a piece.
    pub fn is_sloped(&self) -> bool {
        self.pieces.iter().any(|p| p.1 != 0.0)
    }

    /// Price of at least `sum` capacity-days; infinite where they cannot be had.
    pub fn price(&self, sum: f64) -> f64 {
        let x = sum - 1e-9 * sum.abs();
        let step = ((x * self.per_step) as usize).min(self.hint.len() - 1);
        let mut i = self.hint[step] as usize;
        while i < self.ends.len() && self.ends[i] < x {
            i += 1;
        }
        if i == self.ends.len() {
            return f64::INFINITY;
        }
        let (end, slope) = self.pieces[i];
        if slope == 0.0 { end } else { end - slope * (self.ends[i] - x).max(0.0) }
    }
}

impl Group {
    /// Its supply once it gives the lines that linking rows ask.
    fn full_supply(&self) -> &Supply {
        self.ways.as_ref().map_or(&self.supply, |w| &w.cheapest.supply)
    }

    /// Price of what it must do when the furnaces give `sum` capacity-days, CNY.
    pub fn price(&self, sum: f64) -> f64 {
        self.full_supply().price(self.need(sum))
    }

    /// All its units.
    pub fn all_units(&self) -> impl Iterator<Item = UnitIx> + '_ {
        self.units.iter().map(|u| u.unit).chain(self.batteries.iter().map(|b| b.unit))
    }

    /// Capacity-days at which its price may jump or bend.
    fn ends(&self) -> impl Iterator<Item = f64> + '_ {
        self.full_supply().ends()
    }
}
