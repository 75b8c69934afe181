//! What the rules cost: each limit moved by a step, and the relaxation's value anew; see docs/method.
//!
//! The prices of the master price a limit at once, but only its next grain, and only what the master holds. So every limit is
//! moved and the component that it touches relaxed again, which is quick from the patterns that are known. With plans made anew
//! the price is one of plans, as good as their gaps.

mod found;
pub mod limit;
mod plans;
mod relaxed;

use super::control::Control;
use super::run::at_once;
use super::{Options, model, open_rows};
use crate::plan::Plan;
use crate::rules::RuleId;
use crate::scenario::{CityIx, Scenario};
pub use found::{Amount, HOLDS, How, Part, Price, Prices, Slack, Then, Way};
use limit::limits;
pub use limit::{Edge, Limit, Unit, priced};
use plans::Replanner;
use rayon::prelude::*;
use relaxed::Mills;
pub use relaxed::{CLOSE, Value};
use std::collections::BTreeSet;
use std::sync::Mutex;

/// Multiples of a price's first number of steps at which it is looked at again.
const FURTHER: [i32; 2] = [2, 5];

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// One rule, or all.
    pub rule: Option<RuleId>,
    /// One city, or all.
    pub city: Option<CityIx>,
    /// Whether plans are made anew too.
    pub plans: bool,
    /// A plan to price from; it keeps all rules.
    pub plan: Option<Plan>,
    /// How plans are made, and the time limit of all.
    pub options: Options,
}

/// How pricing ended.
#[derive(Debug)]
pub enum Outcome {
    /// With prices.
    Priced(Prices),
    /// No plan keeps all rules, in cities such as these.
    Impossible(BTreeSet<CityIx>),
    /// Time was over before the first price, or nothing seems to keep all rules, which is not proved.
    Stopped,
}

/// Why a limit is not moved further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// There is no further.
    Gone,
    /// Time is over, or nothing seems to keep the rows, which is not proved.
    Unknown,
}

/// A limit at work.
struct Job<'a> {
    mills: &'a Mills,
    price: Price,
}

/// Prices the limits asked for. `tell` hears how many are done, of how many.
pub fn prices(scenario: &Scenario, asked: &Asked, control: &Control, tell: &(dyn Fn(usize, usize) + Sync)) -> Outcome {
    let rows = open_rows(scenario);
    let wanted: Vec<Limit> = limits(scenario, &rows)
        .into_iter()
        .filter(|l| asked.rule.is_none_or(|r| r == l.rule) && asked.city.is_none_or(|c| c == l.place.city))
        .collect();
    let mut all: Vec<Mills> = Vec::new();
    let mut parts = Vec::new();
    for part in model::parts(scenario, rows) {
        let cities: BTreeSet<CityIx> = part.ents.iter().map(|&e| scenario.enterprises[e].city).collect();
        if asked.city.is_some_and(|c| !cities.contains(&c)) {
            continue;
        }
        let Some(mills) = Mills::new(scenario, &part, control) else { return Outcome::Stopped };
        if mills.value.least == f64::INFINITY {
            return Outcome::Impossible(cities);
        }
        parts.push(Part { cities, value: mills.value, plan: None });
        all.push(mills);
    }
    let of = |l: &Limit| {
        let ents = |m: &Mills| match l.place.enterprise {
            Some(e) => m.component.blocks.iter().any(|b| b.ent == e),
            None => m.component.all_rows.iter().any(|r| l.speaks_of(r)),
        };
        all.iter().find(|m| ents(m))
    };
    let known = |l: &Limit| of(l).filter(|m| !m.is_open());
    let (mut jobs, mut out) =
        (Vec::new(), Prices { parts, prices: Vec::new(), slack: Vec::new(), left: Vec::new(), complete: true });
    let total = wanted.len();
    let chunk = 4 * rayon::current_num_threads();
    for (i, limits) in wanted.chunks(chunk).enumerate() {
        tell(i * chunk, 2 * total);
        let looked: Vec<_> = limits.par_iter().map(|l| known(l).map(|mills| first_look(mills, l, control))).collect();
        for (limit, look) in limits.iter().zip(looked) {
            match look {
                _ if control.over() || of(limit).is_some_and(Mills::is_open) => out.left.push(limit.clone()),
                None | Some(None) => {
                    out.slack.push(Slack { limit: limit.clone(), by: of(limit).and_then(|m| m.slack(limit)) });
                }
                Some(Some(job)) => jobs.push(job),
            }
        }
    }
    jobs.sort_by(|a, b| b.price.worth().total_cmp(&a.price.worth()));
    let (done, count) = (total, jobs.len());
    side_by_side(&mut jobs, |i| tell(done + i * total / count.max(1) / 2, 2 * total), |job| job.step(control));
    let (slack, mut binding): (Vec<Job>, Vec<Job>) = jobs.into_iter().partition(Job::is_slack);
    binding.sort_by(|a, b| b.price.worth().total_cmp(&a.price.worth()));
    let tell_further = |i| tell(done + total / 2 + i * total / count.max(1) / 2, 2 * total);
    side_by_side(&mut binding, tell_further, |job| job.go_further(control));
    out.complete = out.left.is_empty() && !control.over();
    let mut replanner = Replanner::new(scenario, asked);
    // of a mill alone the dearest in any case: its whole stops weigh most, and its least cost is found soon
    let alone = |job: &Job| job.mills.component.blocks.len() == 1;
    let planned = if asked.plans { binding.len() } else { usize::from(binding.first().is_some_and(alone)) };
    for job in binding.iter_mut().take(planned) {
        replanner.price(job.mills, &mut job.price, control);
        job.price.late &= asked.plans;
    }
    for (part, mills) in out.parts.iter_mut().zip(&all) {
        part.plan = replanner.made(mills);
    }
    out.slack.extend(slack.into_iter().map(|j| Slack { by: j.mills.slack(&j.price.limit), limit: j.price.limit }));
    out.prices = binding.into_iter().map(|j| j.price).collect();
    Outcome::Priced(out)
}

/// Does something for all limits, many at once; `tell` hears how many were begun.
fn side_by_side<'a>(jobs: &mut [Job<'a>], tell: impl Fn(usize) + Sync, work: impl Fn(&mut Job<'a>) + Sync) {
    let count = jobs.len();
    let queue = Mutex::new(jobs.iter_mut().enumerate());
    let next = || queue.lock().ok().and_then(|mut q| q.next());
    at_once(count, &|| {
        while let Some((i, job)) = next() {
            tell(i);
            work(job);
        }
    });
}

/// What the prices of the relaxation say of loosening a limit: `None` where it saves nothing.
fn first_look<'a>(mills: &'a Mills, limit: &Limit, control: &Control) -> Option<Job<'a>> {
    for &n in limit.unit.grains() {
        if control.over() {
            break;
        }
        let saves = mills.value.most - mills.at_these_prices(limit, -n, control)?;
        if saves <= mills.value.noise() {
            continue;
        }
        let loosened = Way {
            steps: vec![(n as u32, Some(Amount { least: 0.0, about: saves, most: saves }))],
            gone: false,
            how: How::Dual,
            plans: None,
        };
        let dual = mills.dual(limit).map(|d| d * f64::from(n));
        let limit = limit.clone();
        let price = Price { limit, steps: n as u32, dual, tightened: None, loosened, slack_in_plan: None, late: false };
        return Some(Job { mills, price });
    }
    None
}

impl Value {
    /// Below this, two values are the same, CNY.
    fn noise(self) -> f64 {
        (self.most - self.least).max(0.0) + CLOSE * self.least.abs() + 1.0
    }
}

impl Job<'_> {
    /// Whether loosening saves nothing after all.
    fn is_slack(&self) -> bool {
        let saves = self.price.loosened.first();
        self.price.loosened.how != How::Dual && saves.is_some_and(|a| a.about <= self.mills.value.noise())
    }

    /// What `n` steps do, by relaxing anew; `None` where they leave no plan.
    fn moved(&self, n: i32, control: &Control) -> Result<Option<Amount>, End> {
        let stepped = if control.over() { Err(End::Unknown) } else { self.mills.stepped(&self.price.limit, n, control) };
        if control.over() {
            return Err(End::Unknown);
        }
        let (was, is) = (self.mills.value, stepped?);
        let (less, more) = if n > 0 { (was, is) } else { (is, was) };
        if more.least == f64::INFINITY {
            return Ok(None);
        }
        let least = (more.least - less.most).max(0.0);
        let about = (more.least - less.least).max(0.0);
        Ok(Some(Amount { least, about, most: (more.most - less.least).max(about) }))
    }

    /// The limit moved by the first number of steps, both ways.
    fn step(&mut self, control: &Control) {
        let n = self.price.steps;
        if let Ok(amount) = self.moved(-(n as i32), control) {
            self.price.loosened.steps = vec![(n, amount)];
            self.price.loosened.how = How::Bound;
        }
        let tightened = self.moved(n as i32, control).ok();
        self.price.tightened =
            tightened.map(|amount| Way { steps: vec![(n, amount)], gone: false, how: How::Bound, plans: None });
    }

    /// Moved further, until the price is another.
    fn go_further(&mut self, control: &Control) {
        for sign in [1, -1] {
            for k in FURTHER {
                let way = if sign > 0 { self.price.tightened.as_ref() } else { Some(&self.price.loosened) };
                if way.is_none_or(|w| w.how == How::Dual || w.range().1.is_some()) {
                    break;
                }
                let n = k * self.price.steps as i32;
                let amount = self.moved(sign * n, control);
                let way = if sign > 0 { self.price.tightened.as_mut() } else { Some(&mut self.price.loosened) };
                let Some(way) = way else { break };
                match amount {
                    Ok(amount) => way.steps.push((n as u32, amount)),
                    Err(end) => {
                        way.gone = end == End::Gone;
                        break;
                    }
                }
            }
        }
    }
}
