//! Plans of nearly the same cost whose stops lie elsewhere.
//!
//! The planner itself, on the same rows: a day on which a furnace stands as in a plan that is known costs more, see
//! [`Anchor::away_from`]. The dearer such days, the further the plan goes and the more it costs; so their price is sought at
//! which it costs nearly as much as it may.

use super::control::Ended;
use super::finish::checked;
use super::start::Start;
use super::{Options, Outcome, Progress, claim, plan_to_end};
use crate::day::Day;
use crate::measure::anchor::Anchor;
use crate::measure::cost::total_cost;
use crate::plan::Plan;
use crate::plan::schedule::{Basis, Schedule};
use crate::scenario::Scenario;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many plans, how near, and how to plan: the time limit is that of each.
#[derive(Debug, Clone)]
pub struct AlternativeOptions {
    /// Plans at most.
    pub count: usize,
    /// Each costs at most this share more than the best.
    pub within: f64,
    /// How to plan.
    pub options: Options,
}

/// A plan whose stops lie elsewhere.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The plan.
    pub plan: Plan,
    /// What it amounts to.
    pub schedule: Schedule,
    /// Stopped unit-days of its primary units.
    pub days: usize,
    /// Those of them on which the unit runs in the best plan, then in each earlier alternative, in their order.
    pub elsewhere: Vec<usize>,
}

/// Why fewer plans were found than were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Short {
    /// An interrupt came.
    Interrupted,
    /// A search was ended by its time limit: more time may find more.
    TimeLimit,
    /// None was found that costs no more than it may.
    Within,
}

/// Prices of a shunned day that are tried for each plan, before the one that is safe.
const TRIES: u32 = 4;
/// By what the price rises at first.
const RISE: f64 = 4.0;
/// The gap of a plan as a share of what it may cost more.
const GAP: f64 = 0.2;

/// Plans as unlike `best`, and each other, as their cost lets them be; where they are fewer than asked, why.
pub fn alternatives(
    scenario: &Scenario,
    best: &Plan,
    how: &AlternativeOptions,
    interrupt: &AtomicBool,
    tell: &(dyn Fn(&Progress) + Sync),
) -> (Vec<Alternative>, Option<Short>) {
    let (mut known, mut out) = (vec![Schedule::new(scenario, best)], Vec::new());
    for _ in 0..how.count {
        let next = match alternative(scenario, best, &known, how, interrupt, tell) {
            Ok(next) => next,
            Err(short) => return (out, Some(short)),
        };
        known.push(next.schedule.clone());
        out.push(next);
    }
    (out, None)
}

/// The most unlike plan that was found within the limit.
fn alternative(
    scenario: &Scenario,
    best: &Plan,
    known: &[Schedule],
    how: &AlternativeOptions,
    interrupt: &AtomicBool,
    tell: &(dyn Fn(&Progress) + Sync),
) -> Result<Alternative, Short> {
    let cost = total_cost(scenario, &known[0]).total();
    let allowed = how.within * cost.abs();
    let shared: usize = known.iter().map(|k| primary_days(scenario, &known[0], |u, d| stands(k, u, d))).sum();
    if shared == 0 || allowed <= 0.0 {
        return Err(Short::Within);
    }
    let options = Options {
        gap: how.options.gap.min(GAP * how.within),
        time_limit: how.options.time_limit / (TRIES + 1),
        ..how.options.clone()
    };
    let timed_out = Cell::new(false);
    let attempt = |price: f64, from_best: bool| -> Option<Alternative> {
        let near = Scenario { anchor: Some(Anchor::away_from(scenario, known, price)), ..scenario.clone() };
        let start = from_best.then(|| Start::new(&near, &options, best));
        let (outcome, ended) = plan_to_end(&near, &options, start.as_ref(), Some(interrupt), tell);
        timed_out.set(timed_out.get() || ended == Ended::TimeLimit);
        let Outcome::Plan(found) = outcome else { return None };
        let claimed = Plan { solve: claim(scenario, &found, best.solve.bound.unwrap_or(f64::NEG_INFINITY)), ..found };
        let plan = checked(scenario, &claimed).ok()?;
        let schedule = Schedule::new(scenario, &plan);
        if total_cost(scenario, &schedule).total() > cost + allowed {
            return None;
        }
        let elsewhere = known.iter().map(|k| primary_days(scenario, &schedule, |u, d| !stands(k, u, d))).collect();
        Some(Alternative { days: primary_days(scenario, &schedule, |_, _| true), plan, schedule, elsewhere })
    };
    let unlike = |a: &Alternative| a.elsewhere.iter().copied().min().unwrap_or(0);
    // at this price a plan that is no worse than the best, priced so, costs no more than it may
    let safe = allowed / shared as f64;
    let (mut low, mut high, mut price) = (safe, f64::INFINITY, RISE * safe);
    let mut found: Option<Alternative> = None;
    for _ in 0..TRIES {
        if interrupt.load(Ordering::Relaxed) {
            break;
        }
        match attempt(price, false) {
            Some(a) => {
                low = price;
                if found.as_ref().is_none_or(|f| unlike(&a) > unlike(f)) {
                    found = Some(a);
                }
            }
            None => high = price,
        }
        price = if high.is_finite() { (low * high).sqrt() } else { RISE * low };
    }
    let found = found.or_else(|| attempt(safe, true));
    found.filter(|a| unlike(a) > 0).ok_or_else(|| match interrupt.load(Ordering::Relaxed) {
        true => Short::Interrupted,
        false if timed_out.get() => Short::TimeLimit,
        false => Short::Within,
    })
}

fn stands(schedule: &Schedule, unit: usize, day: Day) -> bool {
    schedule.units[unit].on(Basis::Stop, day) > 0.0
}

/// Stopped days of primary units of which something holds.
fn primary_days(scenario: &Scenario, schedule: &Schedule, holds: impl Fn(usize, Day) -> bool) -> usize {
    let units = (0..scenario.enterprises.len()).flat_map(|e| scenario.primary_units(e));
    let days = |u: usize| (0..scenario.season.len).filter(|&d| stands(schedule, u, d) && holds(u, d)).count();
    units.map(days).sum()
}
