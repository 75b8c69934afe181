//! Prices by plans made anew. A plan is only as good as its gap, so a price of plans is known to lie between two numbers.

use super::limit::Stepped;
use super::relaxed::Mills;
use super::{Amount, Asked, How, Price, Way};
use crate::plan::schedule::Schedule;
use crate::planner::control::Control;
use crate::planner::exact::{self, UnitPattern};
use crate::planner::solve::judge;
use crate::planner::start::patterns;
use crate::planner::{Options, solved};
use crate::rules::Row;
use crate::scenario::{EntIx, Scenario};
use std::collections::BTreeMap;

/// The part of the time limit that one plan may take.
const EACH: f64 = 0.25;
/// A plan is good enough to price a limit with where what is not proved of it is at most this part of the relaxation's price;
/// the plan as filed, which serves for all limits, goes as near as this part of the gap asked for.
const CLOSE: (f64, f64) = (0.1, 0.1);

/// A plan of a component.
#[derive(Clone)]
struct Found {
    /// CNY.
    cost: f64,
    /// No plan of its limits costs less, CNY.
    bound: f64,
    patterns: Vec<UnitPattern>,
}

/// Makes plans with limits moved.
pub struct Replanner {
    options: Options,
    given: Option<Vec<UnitPattern>>,
    /// The cheapest known plan of each component, by its first mill; `None`: none was found.
    known: BTreeMap<EntIx, Option<Found>>,
}

impl Replanner {
    /// Prices from the plan that was given, if one was.
    pub fn new(scenario: &Scenario, asked: &Asked) -> Self {
        let given = asked.plan.as_ref().map(|p| patterns(scenario, &Schedule::new(scenario, p)));
        Self { options: asked.options.clone(), given, known: BTreeMap::new() }
    }

    /// The best plan found, as near as `gap` or as was asked.
    fn plan(&self, scenario: &Scenario, rows: Vec<Row>, gap: f64, control: &Control) -> Option<Found> {
        let control = control.within(self.options.time_limit.mul_f64(EACH));
        let options = Options { gap: gap.min(self.options.gap), ..self.options.clone() };
        let (patterns, bound) = solved(scenario, rows, &options, &control, &|_| ())?;
        Some(Found { cost: judge(scenario, &[], &patterns).0, bound, patterns })
    }

    /// The cheapest known plan of a component as filed, as far as there is time.
    fn as_filed(&mut self, mills: &Mills, control: &Control) -> Option<Found> {
        let first = mills.first();
        if let Some(known) = self.known.get(&first) {
            return known.clone();
        }
        let given = self.given.as_ref().map(|all| {
            let patterns: Vec<UnitPattern> = mills.component.units().map(|u| all[u].clone()).collect();
            Found { cost: judge(&mills.scenario, &[], &patterns).0, bound: mills.value.least, patterns }
        });
        let gap = CLOSE.1 * self.options.gap;
        let anew = || if control.over() { None } else { self.plan(&mills.scenario, mills.rows.clone(), gap, control) };
        let found = given.or_else(anew);
        self.known.insert(first, found.clone());
        found
    }

    /// What the cheapest known plan of a component costs, and what none costs less than, CNY; `None` where none was made.
    pub fn made(&self, mills: &Mills) -> Option<(f64, f64)> {
        self.known.get(&mills.first())?.as_ref().map(|f| (f.cost, f.bound.max(mills.value.least).min(f.cost)))
    }

    /// Prices a limit at its first number of steps, as far as there is time.
    pub fn price(&mut self, mills: &Mills, price: &mut Price, control: &Control) {
        let filed = self.as_filed(mills, control);
        let n = price.steps as i32;
        let mut late = false;
        let mut moved = |n: i32, bound: f64| match price.limit.stepped(&mills.scenario, &mills.rows, n) {
            Stepped::Moved(s, rows) if bound.is_finite() && filed.is_some() && !control.over() => {
                let gap = CLOSE.0 * price.worth() / mills.value.least.abs().max(1.0);
                let found = self.plan(&s, rows, gap, control);
                late |= found.is_none() && control.over();
                Some(found)
            }
            Stepped::Moved(..) => {
                late |= bound.is_finite() && control.over();
                None
            }
            _ => None,
        };
        let relaxed = |way: &Way, sign: f64| way.first().map_or(f64::INFINITY, |a| mills.value.least + sign * a.about);
        let tight_bound = price.tightened.as_ref().map_or(f64::INFINITY, |w| relaxed(w, 1.0));
        let tight = moved(n, tight_bound);
        let loose_bound = relaxed(&price.loosened, -1.0);
        let loose = moved(-n, loose_bound);
        // runs prove more than the relaxation, and what holds of a looser limit holds of a tighter one
        let proved = |found: Option<&Found>| found.map_or(f64::NEG_INFINITY, |f| f.bound.min(f.cost));
        let loose_bound = loose_bound.max(proved(loose.iter().flatten().next()));
        let at_loose = if loose_bound.is_finite() { loose_bound } else { f64::NEG_INFINITY };
        let bound = mills.value.least.max(proved(filed.as_ref())).max(at_loose);
        let tight_bound = tight_bound.max(proved(tight.iter().flatten().next())).max(bound);
        price.late = late || filed.is_none();
        // a plan that keeps the tighter limit keeps the other
        let Some(filed) = cheaper(filed, tight.clone().flatten()) else { return };
        let schedule = exact::schedule(&mills.scenario, &filed.patterns);
        price.slack_in_plan = price.limit.slack(&mills.scenario, &mills.rows, |row| Some(row.value(&schedule)));
        if let (Some(way), Some(found)) = (&mut price.tightened, tight) {
            let amount = |cost: f64| Amount {
                least: (tight_bound - filed.cost).max(0.0),
                about: (cost - filed.cost).max(0.0),
                most: (cost - bound).max(0.0),
            };
            way.plans = Some(found.map(|f| amount(f.cost)));
            way.how = How::Plan;
        }
        if let Some(found) = loose {
            // nor is a plan that keeps the tighter limit lost
            let cost = found.map_or(f64::INFINITY, |f| f.cost).min(filed.cost);
            let least = (bound - cost).max(0.0);
            let most = (filed.cost - loose_bound).max(0.0);
            price.loosened.plans = Some(Some(Amount { least, about: filed.cost - cost, most }));
            price.loosened.how = How::Plan;
        }
        self.known.insert(mills.first(), Some(Found { bound, ..filed }));
    }
}

/// The cheaper of two plans.
fn cheaper(a: Option<Found>, b: Option<Found>) -> Option<Found> {
    [a, b].into_iter().flatten().min_by(|a, b| a.cost.total_cmp(&b.cost))
}
