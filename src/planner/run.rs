//! A run over all components: many at a time, or one with all threads.

use super::control::{Control, Ended};
use super::model::parts;
use super::solve::{Goal, Work};
use super::{Options, Progress};
use crate::rules::Row;
use crate::scenario::Scenario;
use rayon::ThreadPoolBuilder;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Steps of one visit where others wait: what a component needs at hand is made for each visit and dropped.
const VISIT: usize = 2;
/// Visits in vain after which a component rests until all others do.
const REST: u32 = 2;

/// The components of a scenario, to be worked on.
pub fn works(scenario: &Scenario, rows: Vec<Row>) -> Vec<Work<'_>> {
    parts(scenario, rows).into_iter().map(|part| Work::new(scenario, part)).collect()
}

/// Sums over all components.
pub fn total(works: &[Work]) -> Progress {
    let sum = |of: fn(&Work) -> f64| works.iter().map(of).sum();
    Progress { cost: sum(|w| w.answer.cost), bound: sum(|w| w.answer.bound) }
}

/// What is told while several work: cost and bound of each component.
struct Told<'t> {
    known: Mutex<Vec<(f64, f64)>>,
    tell: &'t (dyn Fn(&Progress) + Sync),
}

impl Told<'_> {
    fn step(&self, component: usize, w: &Work) {
        let Ok(mut known) = self.known.lock() else { return };
        known[component] = (w.answer.cost, w.answer.bound);
        let (cost, bound) = known.iter().fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        (self.tell)(&Progress { cost, bound });
    }
}

/// Works on all components until the gap of their sum is as asked, or the run ends; says which. One that has come close leaves the time to
/// the others. Each is worked on by counts, not by the clock, and by itself: who works on it when changes nothing.
pub fn run_all(works: &mut [Work], options: &Options, control: &Control, tell: &(dyn Fn(&Progress) + Sync)) -> Ended {
    let only = works.len() == 1;
    let known = works.iter().map(|w| (w.answer.cost, w.answer.bound)).collect();
    let told = Told { known: Mutex::new(known), tell };
    loop {
        let sum = total(works);
        let allowed = options.allowed(sum.cost);
        let near = sum.cost.is_finite() && sum.cost - sum.bound <= allowed;
        let hopeless = works.iter().any(Work::impossible);
        if !works.iter().any(|w| !rests(w) && w.answer.gap() > 0.0) {
            works.iter_mut().for_each(|w| w.idle = 0);
        }
        // without a plan of all, all those without one come first
        let level = if sum.cost.is_finite() { level(works, allowed) } else { f64::MAX };
        let wanted = |w: &Work| !rests(w) && w.answer.gap() > level;
        let mut open: Vec<(usize, &mut Work)> = works.iter_mut().enumerate().filter(|(_, w)| wanted(w)).collect();
        let alone = open.len() == 1;
        let goal = if only {
            Goal { near: options.enough, share: options.gap, alone }
        } else {
            Goal { near: level, share: 0.0, alone }
        };
        if near {
            return Ended::Near;
        }
        if let Some(ended) = control.ended() {
            return ended;
        }
        if hopeless || open.is_empty() {
            return Ended::Exhausted;
        }
        // the widest gap first
        open.sort_by(|a, b| {
            b.1.answer.gap().total_cmp(&a.1.answer.gap()).then(b.1.part.rows.len().cmp(&a.1.part.rows.len()))
        });
        if let [(i, w)] = &mut open[..] {
            // alone among others it has its turn all the same
            let steps = if only { usize::MAX } else { VISIT };
            w.visit(steps, &goal, options, control, |w| told.step(*i, w));
            continue;
        }
        let count = open.len();
        let queue = Mutex::new(open.into_iter());
        // where one has no plan there is none of all
        let hopeless = AtomicBool::new(false);
        let next = || queue.lock().ok().and_then(|mut q| q.next()).filter(|_| !hopeless.load(Ordering::Relaxed));
        at_once(count, &|| {
            while let Some((i, w)) = next() {
                let steps = if w.is_new() { 1 } else { VISIT };
                w.visit(steps, &goal, options, control, |w| told.step(i, w));
                hopeless.fetch_or(w.impossible(), Ordering::Relaxed);
            }
        });
    }
}

/// Several workers at once, for so many pieces of work at most: what works in parallel within a piece keeps to its worker's
/// share of the threads.
pub fn at_once(pieces: usize, work: &(impl Fn() + Sync)) {
    let threads = rayon::current_num_threads();
    let workers = threads.min(pieces).max(1);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| match ThreadPoolBuilder::new().num_threads(threads / workers).build() {
                Ok(pool) => pool.install(work),
                Err(_) => work(),
            });
        }
    });
}

/// Whether a component is at its end, or others have more to gain.
fn rests(w: &Work) -> bool {
    w.ended || w.idle >= REST && w.answer.gap().is_finite()
}

/// The gap, CNY, to which each component is worked on: what is allowed in all, less the gaps of those at rest, shared so that
/// the widest gaps are brought down to one level. Small cities need not be near: what they lack is little.
fn level(works: &[Work], allowed: f64) -> f64 {
    let (resting, open): (Vec<&Work>, Vec<&Work>) = works.iter().partition(|w| rests(w));
    let mut left = (allowed - resting.iter().map(|w| w.answer.gap()).sum::<f64>()).max(0.0);
    let mut gaps: Vec<f64> = open.iter().map(|w| w.answer.gap()).collect();
    gaps.sort_by(f64::total_cmp);
    for (i, gap) in gaps.iter().enumerate() {
        let each = left / (gaps.len() - i) as f64;
        if *gap > each {
            return each;
        }
        left -= gap;
    }
    f64::INFINITY
}
