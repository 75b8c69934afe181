//! Moves of the search: each proposes new stops for one or two units.

use super::{Space, Stops, Windows};
use crate::day::{Day, DayRange};
use rand::RngExt as _;
use rand_pcg::Pcg64Mcg;

/// New stops of a mover.
#[derive(Debug, Clone)]
pub struct Change {
    /// The mover.
    pub mover: usize,
    /// Its new stops, sorted.
    pub stops: Windows,
}

/// Days to move by: often one, seldom many.
pub fn stride(rng: &mut Pcg64Mcg) -> i32 {
    let size = match rng.random_range(0..100) {
        0..40 => 1,
        40..82 => rng.random_range(1..=6),
        _ => rng.random_range(1..=40),
    };
    if rng.random::<bool>() { size } else { -size }
}

/// A run of days with its ends moved; `None` where nothing is left or it leaves all days.
pub fn moved(w: DayRange, first: i32, end: i32) -> Option<DayRange> {
    let (a, b) = (i32::from(w.first) + first, i32::from(w.end) + end);
    (0 <= a && a < b && b < i32::from(Day::MAX)).then(|| DayRange::new(a as Day, b as Day))
}

fn put(stops: &[DayRange], at: usize, new: Option<DayRange>) -> Windows {
    let mut out: Windows = stops.iter().enumerate().filter(|s| s.0 != at).map(|s| *s.1).collect();
    out.extend(new);
    out.sort_unstable();
    out
}

/// Proposes a move; leaves `out` empty where it has none.
pub fn propose(space: &Space, stops: &Stops, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    if space.movers.is_empty() {
        return;
    }
    let m = rng.random_range(0..space.movers.len());
    let own = &stops[m];
    let kind = rng.random_range(0..100);
    if own.is_empty() || kind >= 94 {
        insert_or_drop(space, m, own, rng, out);
        return;
    }
    let k = rng.random_range(0..own.len());
    let d = stride(rng);
    match kind {
        0..22 => one(m, own, k, moved(own[k], d, d), out),
        22..34 => {
            let w = if rng.random::<bool>() { moved(own[k], d, 0) } else { moved(own[k], 0, d) };
            one(m, own, k, w, out);
        }
        34..62 => trade(space, stops, m, k, d, rng, out),
        62..84 => pair(space, stops, m, k, d, rng, out),
        _ => hand(space, stops, m, k, rng, out),
    }
}

fn one(m: usize, own: &[DayRange], k: usize, w: Option<DayRange>, out: &mut Vec<Change>) {
    if let Some(w) = w {
        out.push(Change { mover: m, stops: put(own, k, Some(w)) });
    }
}

/// Another mover of the same block with a stop.
fn mate(space: &Space, stops: &Stops, m: usize, rng: &mut Pcg64Mcg) -> Option<usize> {
    let mates = &space.of_block[space.movers[m].block];
    let o = mates[rng.random_range(0..mates.len())];
    (!stops[o].is_empty()).then_some(o)
}

/// Longer here, shorter there, for about the same capacity-days of the mill.
fn trade(space: &Space, stops: &Stops, m: usize, k: usize, d: i32, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let Some(o) = mate(space, stops, m, rng) else { return };
    let j = rng.random_range(0..stops[o].len());
    let back = (f64::from(d) * space.movers[m].rate / space.movers[o].rate).round() as i32 + rng.random_range(-1..=1);
    let grow = |w: DayRange, by: i32, left: bool| if left { moved(w, -by, 0) } else { moved(w, 0, by) };
    let (a, b) = (rng.random::<bool>(), rng.random::<bool>());
    let Some(w) = grow(stops[m][k], d, a) else { return };
    if o == m {
        if j == k {
            return one(m, &stops[m], k, moved(stops[m][k], d, d), out);
        }
        let Some(v) = grow(stops[m][j], -d, b) else { return };
        let mut all = stops[m].clone();
        (all[k], all[j]) = (w, v);
        all.sort_unstable();
        out.push(Change { mover: m, stops: all });
        return;
    }
    let Some(v) = grow(stops[o][j], -back, b) else { return };
    one(m, &stops[m], k, Some(w), out);
    one(o, &stops[o], j, Some(v), out);
}

/// Two windows of any two units: shifted against each other, one after the other, or their starts swapped.
fn pair(space: &Space, stops: &Stops, m: usize, k: usize, d: i32, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let o = rng.random_range(0..space.movers.len());
    if o == m || stops[o].is_empty() {
        return;
    }
    let j = rng.random_range(0..stops[o].len());
    let (w, v) = (stops[m][k], stops[o][j]);
    let to = |w: DayRange, first: i32| moved(w, first - i32::from(w.first), first - i32::from(w.first));
    let (w2, v2) = match rng.random_range(0..3) {
        0 => (moved(w, d, d), moved(v, -d, -d)),
        1 => (Some(w), to(v, i32::from(w.end))),
        _ => (to(w, i32::from(v.first)), to(v, i32::from(w.first))),
    };
    let (Some(w2), Some(v2)) = (w2, v2) else { return };
    if w2 != w {
        one(m, &stops[m], k, Some(w2), out);
    }
    one(o, &stops[o], j, Some(v2), out);
}

/// A window, or a part of it, to another unit of the mill.
fn hand(space: &Space, stops: &Stops, m: usize, k: usize, rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let mates = &space.of_block[space.movers[m].block];
    let o = mates[rng.random_range(0..mates.len())];
    if o == m {
        return;
    }
    let w = stops[m][k];
    let (rate, other) = (space.movers[m].rate, &space.movers[o]);
    let part = if rng.random::<bool>() { w.len() } else { rng.random_range(1..=w.len()) };
    let days = ((part as f64 * rate / other.rate).round() as i32 + rng.random_range(-1..=1)).max(1);
    let rest = (part < w.len()).then(|| DayRange::new(w.first, w.end - part as u16));
    let give = Change { mover: m, stops: put(&stops[m], k, rest) };
    let take = if !stops[o].is_empty() && rng.random::<bool>() {
        let j = rng.random_range(0..stops[o].len());
        let grown = if rng.random::<bool>() { moved(stops[o][j], 0, days) } else { moved(stops[o][j], -days, 0) };
        let Some(g) = grown else { return };
        put(&stops[o], j, Some(g))
    } else {
        let first = i32::from(w.end) - part as i32;
        let Some(g) = moved(DayRange::new(0, 1), first, first + days - 1) else { return };
        put(&stops[o], usize::MAX, Some(g))
    };
    out.push(give);
    out.push(Change { mover: o, stops: take });
}

/// A stop more, a stop less, or one put anywhere.
fn insert_or_drop(space: &Space, m: usize, own: &[DayRange], rng: &mut Pcg64Mcg, out: &mut Vec<Change>) {
    let mover = &space.movers[m];
    let s = mover.shape.service;
    if s.is_empty() {
        return;
    }
    if !own.is_empty() && rng.random_range(0..3) == 0 {
        let k = rng.random_range(0..own.len());
        out.push(Change { mover: m, stops: put(own, k, None) });
        return;
    }
    let new = if !mover.eligible.is_empty() && rng.random_range(0..3) == 0 {
        mover.eligible[rng.random_range(0..mover.eligible.len())]
    } else {
        let longest = s.len().max(usize::from(mover.shape.min_stop));
        let len = rng.random_range(usize::from(mover.shape.min_stop)..=longest.min(usize::from(mover.shape.min_stop) * 6));
        let first = rng.random_range(s.first..s.end);
        DayRange::new(first, first.saturating_add(len as u16))
    };
    let replaced = if !own.is_empty() && rng.random::<bool>() { rng.random_range(0..own.len()) } else { usize::MAX };
    out.push(Change { mover: m, stops: put(own, replaced, Some(new)) });
}
