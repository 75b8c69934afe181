//! Ancillary units of one kind that several mills share: who takes how much from whom.

use super::line::PriceLine;
use super::model::Group;
use crate::day::DayRange;
use crate::scenario::UnitIx;
use smallvec::SmallVec;

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
        let mut price = self.price(needs, &given, None);
        for _ in 0..ROUNDS {
            let before = price;
            for &s in &servers {
                price = self.improve(needs, &mut given, s);
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

    /// The class that serves this member alone, if any.
    fn own(&self, member: usize) -> Option<&PriceLine> {
        self.classes.iter().find(|c| c.serves[..] == [member]).map(|c| &c.line)
    }

    /// Price where the classes that serve several mills give this much; without a class and all that its members ask of others.
    fn price(&self, needs: &[f64], given: &[f64], without: Option<usize>) -> f64 {
        let shared = self.classes.iter().zip(given).enumerate();
        let shared = shared.filter(|(c, (class, _))| class.serves.len() > 1 && Some(*c) != without);
        let members = (0..needs.len()).filter(|m| without.is_none_or(|c| !self.classes[c].serves.contains(m)));
        let alone = members.map(|m| left_price(self.own(m), self.left(needs, given, m), needs[m]));
        shared.map(|(_, (class, &x))| class.line.price(x)).sum::<f64>() + alone.sum::<f64>()
    }

    /// Takes the best amount for one class, the others as they are.
    fn improve(&self, needs: &[f64], given: &mut [f64], server: usize) -> f64 {
        let fixed = self.price(needs, given, Some(server));
        let now = std::mem::take(&mut given[server]);
        let class = &self.classes[server];
        // what each of its members asks if it gives nothing, and the line it then asks it of
        let asked: SmallVec<[(f64, Option<&PriceLine>, f64); 4]> =
            class.serves.iter().map(|&m| (self.left(needs, given, m), self.own(m), needs[m])).collect();
        let alone = |x: f64| asked.iter().map(|&(left, own, need)| left_price(own, (left - x).max(0.0), need)).sum::<f64>();
        let mut bends: Vec<f64> = Vec::new();
        if class.line.is_sloped() {
            // between two bends of one line the other's may be the best
            bends.extend(class.line.ends());
            for &(left, own, _) in &asked {
                bends.extend(own.iter().flat_map(|l| l.ends()).map(|e| left - e).filter(|x| *x > 0.0));
                bends.push(left);
            }
            bends.sort_by(f64::total_cmp);
        }
        let ends = if bends.is_empty() { class.line.ends() } else { &bends };
        let mut best = (class.line.price(now) + alone(now), now);
        let mut at = |i: usize| {
            let x = ends[i];
            let (own, others) = (class.line.price(x), alone(x));
            if own + others < best.0 {
                best = (own + others, x);
            }
            (own, others, best.0)
        };
        // its own price rises with the amount, the others' falls: no amount in a stretch is below the sum of the two least
        let last = ends.len() - 1;
        let mut open: SmallVec<[(usize, usize, f64, f64); 16]> = SmallVec::new();
        open.push((0, last, at(0).0, at(last).1));
        while let Some((lo, hi, own, others)) = open.pop() {
            let mid = lo.midpoint(hi);
            if mid == lo {
                continue;
            }
            let (mid_own, mid_others, least) = at(mid);
            if mid_own + others < least {
                open.push((mid, hi, mid_own, others));
            }
            if own + mid_others < least {
                open.push((lo, mid, own, mid_others));
            }
        }
        given[server] = best.1;
        fixed + best.0
    }
}

/// Price of what a member asks of its own units.
fn left_price(own: Option<&PriceLine>, left: f64, need: f64) -> f64 {
    match own {
        Some(line) => line.price(left),
        None if left <= 1e-9 * need.abs() => 0.0,
        None => f64::INFINITY,
    }
}
