//! A block's ancillary price by what its furnaces give, as one function: all its groups' supplies together.

use super::model::{Block, Group};

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
    /// Of a block whose supplies are filled.
    pub fn new(block: &Block) -> Self {
        let most: f64 = block.primary.iter().map(|u| u.rate * block.period.len() as f64).sum();
        let value = |sum: f64| block.groups.iter().map(|g| g.price(sum)).sum::<f64>();
        let mut ends: Vec<f64> = vec![0.0, most];
        for g in block.groups.iter().filter(|g| g.share > 0.0) {
            let at = |need: f64| (need - g.extra) / g.share;
            ends.extend(g.ends().map(at).filter(|x| (0.0..most).contains(x)));
        }
        ends.sort_by(f64::total_cmp);
        ends.dedup_by(|b, a| *b - *a <= 1e-9 * most);
        let piece = |i: usize| {
            let end = value(ends[i]);
            if i == 0 || !end.is_finite() {
                return (end, 0.0);
            }
            let half = (ends[i] - ends[i - 1]) / 2.0;
            (end, (end - value(ends[i] - half)) / half)
        };
        let pieces: Vec<(f64, f64)> = (0..ends.len()).map(piece).collect();
        let per_step = if most > 0.0 { ends.len() as f64 / most } else { 0.0 };
        let first = |k: usize| ends.partition_point(|&e| e * per_step < k as f64) as u32;
        let hint = (0..=ends.len()).map(first).collect();
        Self { ends, pieces, hint, per_step }
    }

    /// Price where the furnaces give `sum` capacity-days; infinite where a group cannot follow.
    pub fn price(&self, sum: f64) -> f64 {
        let x = sum - 1e-9 * sum.abs();
        let step = ((x * self.per_step) as usize).min(self.hint.len() - 1);
        let mut i = self.hint[step] as usize;
        while i < self.ends.len() && self.ends[i] < x {
            i += 1;
        }
        // beyond the last end lies only rounding noise
        let i = i.min(self.ends.len() - 1);
        let (end, slope) = self.pieces[i];
        if slope == 0.0 { end } else { end - slope * (self.ends[i] - x).max(0.0) }
    }
}

impl Group {
    /// Price of what it must do when the furnaces give `sum` capacity-days, CNY.
    pub fn price(&self, sum: f64) -> f64 {
        let need = self.need(sum);
        if self.variants.is_empty() {
            self.supply.price(need)
        } else {
            self.variants.iter().map(|v| v.supply.price(need)).fold(f64::INFINITY, f64::min)
        }
    }

    /// Capacity-days at which its price may jump or bend.
    fn ends(&self) -> impl Iterator<Item = f64> + '_ {
        self.supply.ends().chain(self.variants.iter().flat_map(|v| v.supply.ends()))
    }
}
