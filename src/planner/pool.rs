//! Ancillary units of one kind that several mills share: who takes how much from whom.

use super::line::PriceLine;
use super::model::Group;
use crate::day::DayRange;
use crate::scenario::UnitIx;

/// A mill whose furnaces the pool answers to.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its block.
    pub block: usize,
    /// Capacity-days asked per capacity-day of its furnaces.
    pub share: f64,
    /// Capacity-days asked beyond that (a reserve), or below 0 fewer (a limit that bends).
    pub extra: f64,
}

/// Units that serve the same mills.
#[derive(Debug, Clone)]
pub struct Class {
    /// The units; its price is by capacity-days of its own.
    pub group: Group,
    /// The mills that they serve, as numbers of members.
    pub serves: Vec<usize>,
    /// Days that count for all of those mills.
    pub period: DayRange,
    /// Price by capacity-days.
    pub line: PriceLine,
}

/// Mills and the units of a kind that tie them.
#[derive(Debug, Clone)]
pub struct Pool {
    /// The mills.
    pub members: Vec<Member>,
    /// The units, those that serve the same mills together.
    pub classes: Vec<Class>,
}

/// Candidates between two that are tried before the best stretch is tried whole.
const STRIDE: usize = 32;
/// Most rounds over units that serve several mills.
const ROUNDS: usize = 4;

impl Pool {
    /// All its units.
    pub fn units(&self) -> impl Iterator<Item = UnitIx> + '_ {
        self.classes.iter().flat_map(|c| c.group.all_units())
    }

    /// What each member asks where the blocks' furnaces give these capacity-days.
    pub fn needs(&self, given: impl Fn(usize) -> f64) -> Vec<f64> {
        self.members.iter().map(|m| (m.share * given(m.block) + m.extra).max(0.0)).collect()
    }

    /// A cheap way to meet the needs: its price, CNY, and the capacity-days of each class. `None` where none was found.
    pub fn split(&self, needs: &[f64]) -> Option<(f64, Vec<f64>)> {
        let servers: Vec<usize> = (0..self.classes.len()).filter(|&c| self.classes[c].serves.len() > 1).collect();
        let mut given = vec![0.0; self.classes.len()];
        for &s in &servers {
            let class = &self.classes[s];
            let most = class.serves.iter().map(|&m| needs[m]).fold(0.0, f64::max);
            given[s] = class.line.end_at(most);
        }
        let mut price = self.price(needs, &given);
        for _ in 0..ROUNDS {
            let before = price;
            for &s in &servers {
                price = self.improve(needs, &mut given, s, price);
            }
            if price >= before {
                break;
            }
        }
        if !price.is_finite() {
            return None;
        }
        for (c, class) in self.classes.iter().enumerate().filter(|(_, class)| class.serves.len() == 1) {
            given[c] = self.left(needs, &given, class.serves[0]);
        }
        Some((price, given))
    }

    /// What a member asks beyond what the units that it shares give.
    fn left(&self, needs: &[f64], given: &[f64], member: usize) -> f64 {
        let shared = self.classes.iter().zip(given).filter(|(c, _)| c.serves.len() > 1 && c.serves.contains(&member));
        (needs[member] - shared.map(|(_, x)| x).sum::<f64>()).max(0.0)
    }

    /// Price where the classes that serve several mills give this much.
    fn price(&self, needs: &[f64], given: &[f64]) -> f64 {
        let mut price = 0.0;
        let mut own = vec![None; self.members.len()];
        for (c, class) in self.classes.iter().enumerate() {
            if let [m] = class.serves[..] {
                own[m] = Some(c);
            } else {
                price += class.line.price(given[c]);
            }
        }
        for (m, own) in own.iter().enumerate() {
            let left = self.left(needs, given, m);
            price += match own {
                Some(c) => self.classes[*c].line.price(left),
                None if left <= 1e-9 * needs[m].abs() => 0.0,
                None => f64::INFINITY,
            };
        }
        price
    }

    /// Takes the best amount for one class, the others as they are.
    fn improve(&self, needs: &[f64], given: &mut [f64], server: usize, price: f64) -> f64 {
        let mut trial = given.to_vec();
        let mut best = (price, given[server]);
        let line = &self.classes[server].line;
        let mut ends: Vec<f64> = line.ends().to_vec();
        if line.is_sloped() {
            // between two bends of one line the other's may be the best
            for m in &self.classes[server].serves {
                trial[server] = 0.0;
                let left = self.left(needs, &trial, *m);
                let own = self.classes.iter().filter(|c| c.serves[..] == [*m]);
                ends.extend(own.flat_map(|c| c.line.ends()).map(|e| left - e).filter(|x| *x > 0.0));
                ends.push(left);
            }
            ends.sort_by(f64::total_cmp);
        }
        let mut at = |i: usize, best: &mut (f64, f64)| {
            trial[server] = ends[i];
            let p = self.price(needs, &trial);
            if p < best.0 {
                *best = (p, ends[i]);
                return true;
            }
            false
        };
        let mut nearest = None;
        for i in (0..ends.len()).step_by(STRIDE).chain(ends.len().checked_sub(1)) {
            if at(i, &mut best) {
                nearest = Some(i);
            }
        }
        let from = nearest.unwrap_or_else(|| ends.partition_point(|&e| e < given[server]));
        for i in from.saturating_sub(STRIDE)..(from + STRIDE).min(ends.len()) {
            at(i, &mut best);
        }
        given[server] = best.1;
        best.0
    }
}
