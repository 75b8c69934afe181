//! Annealing on the stops of a component's primary units, under a rising price for broken rows.
//!
//! It starts from a random rounding of the master and moves windows; ancillary units follow through their supply. Its
//! length is a number of moves, never a time, so that a run repeats.

mod moves;
pub mod shape;
mod space;
mod state;

use super::control::Control;
use crate::day::DayRange;
pub use moves::{moved, stride};
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use smallvec::SmallVec;
pub use space::Space;
use state::State;

/// The stops of one unit, sorted.
pub type Windows = SmallVec<[DayRange; 4]>;

/// Stops of every mover.
pub type Stops = Vec<Windows>;

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

/// Moves between two looks at the clock, and two changes of temperature.
const STRIDE: u64 = 1024;
/// The same between two recounts of what drifts by rounding.
const RECOUNT: u64 = 1 << 16;

impl Space<'_> {
    /// Anneals from `start`; the best plan that keeps all rows, if any was met.
    pub fn anneal(&self, start: &Stops, heat: &Heat, seed: u64, control: &Control) -> Option<Found> {
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let mut state = State::new(self, start.clone())?;
        let mut best: Option<Found> = None;
        state.keep(&mut best);
        let (t0, t1) = (heat.temperature.0 * self.scale, heat.temperature.1 * self.scale);
        let (p0, p1) = heat.penalty;
        let (mut temperature, mut penalty) = (t0, p0);
        let mut changes = Vec::with_capacity(2);
        for i in 0..heat.moves {
            if i % STRIDE == 0 {
                if control.over() {
                    break;
                }
                let f = i as f64 / heat.moves as f64;
                temperature = t0 * (t1 / t0).powf(f);
                penalty = p0 * (p1 / p0).powf(f);
                if i % RECOUNT == 0 {
                    state.recount();
                }
            }
            changes.clear();
            moves::propose(self, &state.stops, &mut rng, &mut changes);
            if changes.is_empty() {
                continue;
            }
            // the threshold is drawn beforehand: a move can be dropped as soon as it is sure to pass it
            let bar = -temperature * rng.random::<f64>().max(1e-300).ln();
            if state.attempt(&changes, penalty, bar) {
                state.keep(&mut best);
            }
        }
        state.recount();
        state.keep(&mut best);
        tracing::trace!(state.total, state.broken, worst = state.worst(), "annealing ended");
        best
    }
}
