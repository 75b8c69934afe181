//! Where the ordinary stops of one unit may lie, and the best of many random choices of them.

use super::draft::{Frame, Unit};
use crate::day::{Day, DayRange, runs};
use rand::RngExt;
use rand_pcg::Pcg64;

/// Random choices looked at for one unit.
const TRIES: usize = 120;

/// The days and neighbourhoods that a unit's ordinary stops keep to.
pub(super) struct Room<'a> {
    frame: &'a Frame<'a>,
    unit: &'a Unit,
    within: DayRange,
    /// Days a stop may hold: a fixed stop and the days beside it are no part of an ordinary one.
    free: Vec<bool>,
    /// Runs of episode days on which the unit may be stopped: a stop holds all of one, or keeps a day away, so that an
    /// episode stop never grows into an ordinary one.
    clusters: &'a [DayRange],
}

impl<'a> Room<'a> {
    pub fn new(frame: &'a Frame<'a>, unit: &'a Unit, within: DayRange, clusters: &'a [DayRange]) -> Self {
        let within = within.intersect(unit.service);
        let beside = |d: usize| d < unit.stopped.len() && unit.is_down(d);
        let free =
            |d: usize| within.contains(d as Day) && !unit.must_run_on(d) && !(d.saturating_sub(1)..=d + 1).any(beside);
        Self { frame, unit, within, free: (0..unit.stopped.len()).map(free).collect(), clusters }
    }

    fn admits(&self, stop: DayRange) -> bool {
        let keeps_away = |c: &DayRange| {
            let whole = stop.first <= c.first && c.end <= stop.end;
            whole || stop.end < c.first || c.end < stop.first
        };
        stop.days().all(|d| self.free[d]) && self.clusters.iter().all(keeps_away)
    }

    /// The longest run of days that one stop may hold.
    pub fn longest(&self) -> usize {
        runs(&self.free).into_iter().map(DayRange::len).max().unwrap_or(0)
    }

    /// Stops of `days` days in all (at least the shortest stop), where `score` summed over them is least among those tried.
    pub fn place(&self, days: usize, most: usize, score: &[f64], rng: &mut Pcg64) -> Option<Vec<DayRange>> {
        let shape = self.frame.policy.shape(self.unit.kind);
        let shortest = usize::from(shape.min_stop_days).max(1);
        let days = days.max(shortest);
        let most = most.min(usize::from(shape.max_stops)).min(days / shortest);
        let gap = usize::from(shape.min_run_days).max(1);
        let mut best: Option<(f64, Vec<DayRange>)> = None;
        let consider = |best: &mut Option<(f64, Vec<DayRange>)>, stops: Vec<DayRange>| {
            if stops.iter().all(|&s| self.admits(s)) {
                let sum: f64 = stops.iter().flat_map(|s| s.days()).map(|d| score[d]).sum();
                if best.as_ref().is_none_or(|(b, _)| sum < *b) {
                    *best = Some((sum, stops));
                }
            }
        };
        for _ in 0..TRIES {
            let count = rng.random_range(1..=most.max(1));
            let needed = days + gap * (count - 1);
            if most == 0 || needed > self.within.len() {
                continue;
            }
            let lengths = split(days, count, shortest, rng);
            let slack = self.within.len() - needed;
            let mut offsets: Vec<usize> = (0..count).map(|_| rng.random_range(0..=slack)).collect();
            // The edges of the period are where random starts seldom fall.
            match rng.random_range(0..4) {
                0 => offsets[0] = 0,
                1 => offsets[count - 1] = slack,
                _ => {}
            }
            offsets.sort_unstable();
            let mut at = usize::from(self.within.first);
            let mut stops = Vec::new();
            for (length, offset) in lengths.into_iter().zip(offsets) {
                let first = at + offset;
                stops.push(DayRange::new(first as Day, (first + length) as Day));
                at += length + gap;
            }
            consider(&mut best, stops);
        }
        if best.is_none() && most > 0 {
            for first in self.within.days() {
                let end = first + days;
                if end <= usize::from(self.within.end) {
                    consider(&mut best, vec![DayRange::new(first as Day, end as Day)]);
                }
            }
        }
        best.map(|(_, stops)| stops)
    }
}

/// `total` days in `count` parts of at least `shortest`.
fn split(total: usize, count: usize, shortest: usize, rng: &mut Pcg64) -> Vec<usize> {
    let spare = total - count * shortest;
    let mut cuts: Vec<usize> = (1..count).map(|_| rng.random_range(0..=spare)).collect();
    cuts.sort_unstable();
    cuts.push(spare);
    let mut before = 0;
    cuts.into_iter()
        .map(|c| {
            let part = shortest + c - before;
            before = c;
            part
        })
        .collect()
}
