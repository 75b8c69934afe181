//! What is known of the price of a limit.

use super::limit::Limit;
use super::relaxed::Value;
use crate::plan::gap;
use crate::scenario::CityIx;
use std::collections::BTreeSet;

/// A price holds as long as it differs by no more than this share.
pub const HOLDS: f64 = 0.1;

/// How a price was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// By the prices of the relaxation as it is: time was over before more.
    Dual,
    /// By relaxing anew with the limit moved.
    Bound,
    /// By planning anew with the limit moved.
    Plan,
}

/// An amount that is known to lie between two, CNY.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// At least.
    pub least: f64,
    /// The best estimate.
    pub about: f64,
    /// At most; infinite where nothing says so.
    pub most: f64,
}

impl Amount {
    /// How far what it lies between is apart, CNY.
    pub fn width(&self) -> f64 {
        self.most - self.least
    }
}

/// What moving a limit one way does to the least cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Costs more (tightened) or less (loosened) in the relaxation by so much, at so many steps; `None`: no plan is left.
    pub steps: Vec<(u32, Option<Amount>)>,
    /// Whether the limit ends there: no more can be loosened.
    pub gone: bool,
    /// How.
    pub how: How,
    /// The same of plans, of the first number of steps; `None` within: no plan was found.
    pub plans: Option<Option<Amount>>,
}

/// The price of a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// The limit.
    pub limit: Limit,
    /// The smallest number of steps that changes something.
    pub steps: u32,
    /// What the master's prices say of so many steps, CNY; `None` where pricing holds the limit.
    pub dual: Option<f64>,
    /// What so many steps more cost.
    pub tightened: Option<Way>,
    /// What so many steps less save.
    pub loosened: Way,
    /// By how much the plan that plans made anew are compared with keeps the limit, in what it is counted in.
    pub slack_in_plan: Option<f64>,
    /// Whether time was over before plans that were asked for.
    pub late: bool,
}

/// What comes after the steps for which a price holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Then {
    /// From so many steps
    pub from: u32,
    /// to so many
    pub to: u32,
    /// each first number of steps costs, or saves, so much; `None`: no plan is left.
    pub each: Option<Amount>,
}

impl Way {
    /// Whether plans were made that say little: their difference is less than what is not proved of them, and that is no small
    /// part of the price that the relaxation has.
    pub fn is_open(&self) -> bool {
        let of = |a: Amount| a.about < a.width() && a.width() > self.first().map_or(0.0, |r| HOLDS * r.about);
        self.plans.flatten().is_some_and(of)
    }

    /// At the first number of steps.
    pub fn first(&self) -> Option<Amount> {
        self.steps.first().and_then(|s| s.1)
    }

    /// Up to how many steps the price holds, and what comes then, if it was looked at. It holds until a further stretch costs
    /// more than [`HOLDS`] more or less, beyond what the relaxation leaves open.
    pub fn range(&self) -> (u32, Option<Then>) {
        let (first, Some(price)) = self.steps[0] else {
            return (0, Some(Then { from: 0, to: self.steps[0].0, each: None }));
        };
        let (mut holds, mut before) = (first, price);
        for &(to, amount) in &self.steps[1..] {
            let share = f64::from(first) / f64::from(to - holds);
            let each = amount.map(|a| Amount {
                least: (a.least - before.most).max(0.0) * share,
                about: (a.about - before.about).max(0.0) * share,
                most: (a.most - before.least).max(0.0) * share,
            });
            let (low, high) = ((1.0 - HOLDS) * price.about, (1.0 + HOLDS) * price.about);
            if each.is_none_or(|e| e.most < low || e.least > high) {
                return (holds, Some(Then { from: holds, to, each }));
            }
            holds = to;
            before = amount.unwrap_or(before);
        }
        (holds, None)
    }
}

/// What a component costs by the relaxation.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its cities.
    pub cities: BTreeSet<CityIx>,
    /// Its value, CNY.
    pub value: Value,
    /// What the plan that plans made anew are compared with costs, and what none costs less than, CNY.
    pub plan: Option<(f64, f64)>,
}

impl Part {
    /// What is not proved of its plan, as a share of its cost; `None` without one.
    pub fn gap(&self) -> Option<f64> {
        self.plan.map(|(cost, bound)| gap(cost, bound).max(0.0))
    }
}

/// A limit that does not bind.
#[derive(Debug, Clone, PartialEq)]
pub struct Slack {
    /// The limit.
    pub limit: Limit,
    /// By how much the relaxation's mix of patterns keeps it, in what it is counted in; `None` where the master does not hold it as
    /// filed.
    pub by: Option<f64>,
}

/// What the rules cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Prices {
    /// The components looked at.
    pub parts: Vec<Part>,
    /// Limits that bind, the dearest first.
    pub prices: Vec<Price>,
    /// Limits that do not: loosening them saves nothing.
    pub slack: Vec<Slack>,
    /// Limits of which nothing is known: there was no time, or the relaxation came to no value.
    pub left: Vec<Limit>,
    /// Whether all was looked at.
    pub complete: bool,
}

impl Price {
    /// By what it was found: plans where any were made.
    pub fn how(&self) -> How {
        let tightened = self.tightened.as_ref().map(|w| w.how);
        if tightened == Some(How::Plan) { How::Plan } else { self.loosened.how }
    }

    /// By what prices are sorted: the larger of what the step costs and what it saves, CNY.
    pub(super) fn worth(&self) -> f64 {
        let about = |w: &Way| w.first().map_or(0.0, |a| a.about);
        self.tightened.as_ref().map_or(0.0, about).max(about(&self.loosened))
    }
}
