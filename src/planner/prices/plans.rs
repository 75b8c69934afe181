//! Prices by plans made anew. A plan is only as good as its gap, so a price of plans is known to lie between two numbers.

use super::limit::Stepped;
use super::relaxed::Mills;
use super::{Amount, Asked, How, Price, Way};
use crate::plan::schedule::Schedule;
use crate::planner::control::Control;
use crate::planner::exact::UnitPattern;
use crate::planner::solve::judge;
use crate::planner::start::patterns;
use crate::planner::{Options, solved};
use crate::rules::Row;
use crate::scenario::{EntIx, Scenario};
use std::collections::BTreeMap;

/// The part of the time limit that one plan may take.
const EACH: f64 = 0.25;

/// Makes plans with limits moved.
pub struct Replanner {
    options: Options,
    given: Option<Vec<UnitPattern>>,
    /// What the cheapest known plan of each component costs, by its first mill, CNY.
    known: BTreeMap<EntIx, f64>,
}

impl Replanner {
    /// Prices from the plan that was given, if one was.
    pub fn new(scenario: &Scenario, asked: &Asked) -> Self {
        let given = asked.plan.as_ref().map(|p| patterns(&Schedule::new(scenario, p)));
        Self { options: asked.options.clone(), given, known: BTreeMap::new() }
    }

    /// What the best plan found costs, CNY; infinite where none was.
    fn plan(&self, scenario: &Scenario, rows: Vec<Row>, control: &Control) -> f64 {
        let control = control.within(self.options.time_limit.mul_f64(EACH));
        let found = solved(scenario, rows, &self.options, &control, &|_| ());
        found.map_or(f64::INFINITY, |p| judge(scenario, &[], &p).0)
    }

    /// The cheapest known plan of a component as filed, CNY.
    fn as_filed(&mut self, mills: &Mills, control: &Control) -> f64 {
        let first = mills.ents().first().copied().unwrap_or_default();
        if let Some(&cost) = self.known.get(&first) {
            return cost;
        }
        let own = |all: &Vec<UnitPattern>| -> Vec<UnitPattern> {
            let units = mills.component.units();
            units.map(|u| all[u].clone()).collect()
        };
        let given = self.given.as_ref().map(|p| judge(&mills.scenario, &[], &own(p)).0);
        let cost = given.unwrap_or_else(|| self.plan(&mills.scenario, mills.rows.clone(), control));
        self.known.insert(first, cost);
        cost
    }

    /// Prices a limit at its first number of steps, as far as there is time.
    pub fn price(&mut self, mills: &Mills, price: &mut Price, control: &Control) {
        let mut filed = self.as_filed(mills, control);
        let bound = mills.value.least;
        let n = price.steps as i32;
        let moved = |n: i32, bound: f64| match price.limit.stepped(&mills.scenario, &mills.rows, n) {
            Stepped::Moved(s, rows) if !control.over() && bound.is_finite() => Some(self.plan(&s, rows, control)),
            _ => None,
        };
        let relaxed = |way: &Way, sign: f64| way.first().map_or(f64::INFINITY, |a| bound + sign * a.about);
        let tight_bound = price.tightened.as_ref().map_or(f64::INFINITY, |w| relaxed(w, 1.0));
        let tight = moved(n, tight_bound);
        let loose_bound = relaxed(&price.loosened, -1.0);
        let loose = moved(-n, loose_bound);
        // a plan that keeps the tighter limit keeps the other
        filed = filed.min(tight.unwrap_or(f64::INFINITY));
        self.known.insert(mills.ents().first().copied().unwrap_or_default(), filed);
        if filed.is_infinite() {
            return;
        }
        if let (Some(way), Some(cost)) = (&mut price.tightened, tight) {
            let amount = Amount {
                least: (tight_bound - filed).max(0.0),
                about: (cost - filed).max(0.0),
                most: (cost - bound).max(0.0),
            };
            way.plans = Some(cost.is_finite().then_some(amount));
            way.how = How::Plan;
        }
        if let Some(cost) = loose {
            let cost = cost.min(filed);
            let amount =
                Amount { least: (bound - cost).max(0.0), about: filed - cost, most: (filed - loose_bound).max(0.0) };
            price.loosened.plans = Some(Some(amount));
            price.loosened.how = How::Plan;
        }
    }
}
