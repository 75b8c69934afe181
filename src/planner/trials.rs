//! Which annealing is tried next: how its start is rounded, how hot and how long it is.
//!
//! What the roundings of the master must pay for broken rows decides which plans the annealings from them come to, more than
//! their length does, and what is best differs from city to city (docs/decisions/0011, what closes the gap). So several are tried
//! in turn, and more often the one that brings the best plans.

use super::search::Heat;

/// Ways to start: the price of broken rows at which a rounding is bettered, as a part of their bend prices, and the temperature
/// at which its annealing begins, in average stopped days.
const WAYS: [(f64, f64); 10] = [
    (0.1, 0.15),
    (0.05, 1.0),
    (0.2, 0.15),
    (1.0, 1.0),
    (0.05, 0.15),
    (0.1, 1.0),
    (1.0, 0.15),
    (0.02, 1.0),
    (0.02, 0.15),
    (0.2, 1.0),
];
/// Temperature at which they end.
const COLD: f64 = 0.005;
/// Times that a way's average looks back to.
const LAST: u32 = 4;
/// Moves of an annealing, at least and for each unit that moves.
const MOVES: (u64, u64) = (250_000, 12_000);
/// The same for the first plan, which is wanted soon.
const FIRST_MOVES: (u64, u64) = (100_000, 4_000);

/// What the next annealing starts from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Start {
    /// A rounding of the master, bettered at so much for broken rows.
    Rounded(f64),
    /// One of the best plans met, by rank.
    Known(usize),
}

/// An annealing to try.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    /// Its start.
    pub start: Start,
    /// Its length and temperature.
    pub heat: Heat,
    /// The way to start that it tries, if any.
    way: Option<usize>,
}

/// The annealings of a component, counted.
#[derive(Debug)]
pub struct Trials {
    /// How many were tried.
    pub tried: u64,
    /// What each way brought on average, the last few times, CNY; and how often it was tried.
    brought: [(f64, u32); WAYS.len()],
}

impl Default for Trials {
    fn default() -> Self {
        Self { tried: 0, brought: [(f64::INFINITY, 0); WAYS.len()] }
    }
}

impl Trials {
    /// The next few, on so many movers, where so many good plans are known; with their numbers.
    pub fn next(&self, count: u64, movers: usize, known: usize) -> Vec<(u64, Trial)> {
        (self.tried..self.tried + count).map(|k| (k, self.trial(k, movers, known))).collect()
    }

    fn trial(&self, k: u64, movers: usize, known: usize) -> Trial {
        let moves = |(least, each): (u64, u64)| least + each * movers as u64;
        let moves = match k {
            0..2 => moves(FIRST_MOVES),
            2..8 => moves(MOVES),
            8..24 => moves(MOVES) * 2,
            24..100 => moves(MOVES) * 4,
            _ => moves(MOVES) * 8,
        };
        // each way once; then the best of them, another in turn, and a reheat of one of the best plans
        let (turn, reheats) = ((k / 3) as usize, k == 0 || k >= WAYS.len() as u64 && k % 3 == 2);
        if reheats && known > 0 {
            let heat = Heat { moves, temperature: ([0.03, 0.1][turn % 2], 0.0005), penalty: (0.2, 20.0) };
            return Trial { start: Start::Known(turn % known), heat, way: None };
        }
        let best = || (0..WAYS.len()).min_by(|&a, &b| self.brought[a].0.total_cmp(&self.brought[b].0)).unwrap_or(0);
        let way = match k as usize {
            k if k < WAYS.len() => k,
            k if k % 3 == 0 => best(),
            _ => turn % WAYS.len(),
        };
        let (penalty, warm) = WAYS[way];
        let heat = Heat { moves, temperature: (warm, COLD), penalty: (0.05, 5.0) };
        Trial { start: Start::Rounded(penalty), heat, way: Some(way) }
    }

    /// Takes note of what a trial brought, CNY; `None`: no plan.
    pub fn note(&mut self, trial: &Trial, cost: Option<f64>) {
        self.tried += 1;
        let dearest = self.brought.iter().map(|b| b.0).filter(|b| b.is_finite()).fold(f64::NEG_INFINITY, f64::max);
        let Some((way, cost)) = trial.way.zip(cost.or(Some(dearest).filter(|d| d.is_finite()))) else { return };
        let (mean, times) = &mut self.brought[way];
        *times += 1;
        *mean = if *times == 1 { cost } else { *mean + (cost - *mean) / f64::from((*times).min(LAST)) };
    }
}
