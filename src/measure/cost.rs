//! What a plan is worth, contract section 6, CNY.

use crate::kind::Kind;
use crate::plan::schedule::{Basis, Schedule, StopClass};
use crate::scenario::{Scenario, UnitIx};

/// Cost coefficients of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitCost {
    /// Margin (furnaces, EAFs) or output (other kinds) lost per whole stopped day, CNY.
    pub loss_per_day: f64,
    /// Value of the emissions avoided per whole stopped day of weight 1, CNY.
    pub avoided_per_day: f64,
    /// Each ordinary stop, CNY.
    pub restart: f64,
    /// Each episode stop, CNY.
    pub banking: f64,
    /// A moved day, where the scenario has a plan to stay near, CNY.
    pub moved: f64,
}

impl UnitCost {
    /// The coefficients of a unit.
    pub fn new(scenario: &Scenario, unit: UnitIx) -> Self {
        let (u, e, c) = (&scenario.units[unit], scenario.owner(unit), &scenario.policy.cost);
        let k = u.kind.index();
        let per_tonne = if u.kind.is_primary() {
            if c.use_filed_margin { e.margin_cny_t.unwrap_or(c.margin_cny_t) } else { c.margin_cny_t }
        } else {
            c.output_cny_t[k]
        };
        let factor = &scenario.policy.emission[k];
        let kg = if e.ultra_low_emission { factor.ultra_low } else { factor.other };
        let anchor = scenario.anchor.as_ref();
        let share = anchor.map_or(1.0, |a| a.cost_share);
        let size = if u.kind == Kind::BlastFurnace { u.size.unwrap_or(0.0) } else { 1.0 };
        Self {
            loss_per_day: share * per_tonne * u.rate_t_d,
            avoided_per_day: share * c.emission_value_cny_kg * kg * u.rate_t_d,
            restart: share * c.restart_cny[k] * size,
            banking: share * c.banking_cny[k] * size,
            moved: anchor.map_or(0.0, |a| a.price(unit)),
        }
    }

    /// Cost of a whole stopped day on each day of the season, without restarts, CNY.
    pub fn by_day(&self, scenario: &Scenario, unit: UnitIx) -> Vec<f64> {
        let weight = &scenario.cities[scenario.city_of(unit)].day_weight;
        let mut cost: Vec<f64> = weight.iter().map(|w| self.loss_per_day - self.avoided_per_day * w).collect();
        if let Some(anchor) = &scenario.anchor {
            cost.iter_mut().zip(anchor.by_day(unit)).for_each(|(c, price)| *c += price);
        }
        cost
    }
}

/// The four terms, CNY, and what moved days are priced at.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CostTerms {
    /// Lost margin of furnaces and EAFs.
    pub margin: f64,
    /// Restarts and banking.
    pub restarts: f64,
    /// Ancillary output not made.
    pub output: f64,
    /// Value of avoided emissions; counts as a gain.
    pub avoided: f64,
    /// Price of moved days, 0 without a plan to stay near; of one unit less what moves if it never stands.
    pub moved: f64,
}

impl CostTerms {
    /// The objective.
    pub fn total(&self) -> f64 {
        self.margin + self.restarts + self.output - self.avoided + self.moved
    }
}

/// Cost terms of one unit's days.
pub fn unit_cost(scenario: &Scenario, schedule: &Schedule, unit: UnitIx) -> CostTerms {
    let days = &schedule.units[unit];
    let moved = scenario.anchor.as_ref().map_or(0.0, |a| a.beyond_base(scenario, unit, days));
    if days.stops.is_empty() && days.slows.is_empty() {
        return CostTerms { moved, ..CostTerms::default() };
    }
    let c = UnitCost::new(scenario, unit);
    let weight = &scenario.cities[scenario.city_of(unit)].day_weight;
    let stopped = days.sum(Basis::Stop, scenario.season.all());
    let weighted: f64 = (0..scenario.season.len).map(|d| weight[usize::from(d)] * days.on(Basis::Stop, d)).sum();
    let restarts = days
        .stops
        .iter()
        .map(|w| match w.class {
            StopClass::Fixed => 0.0,
            StopClass::Episode => c.banking,
            StopClass::Ordinary => c.restart,
        })
        .sum();
    let loss = c.loss_per_day * stopped;
    let primary = scenario.units[unit].kind.is_primary();
    CostTerms {
        margin: if primary { loss } else { 0.0 },
        restarts,
        output: if primary { 0.0 } else { loss },
        avoided: c.avoided_per_day * weighted,
        moved,
    }
}

/// Cost terms of a whole schedule.
pub fn total_cost(scenario: &Scenario, schedule: &Schedule) -> CostTerms {
    let mut sum = CostTerms::default();
    for u in 0..scenario.units.len() {
        let t = unit_cost(scenario, schedule, u);
        sum.margin += t.margin;
        sum.restarts += t.restarts;
        sum.output += t.output;
        sum.avoided += t.avoided;
        sum.moved += t.moved + scenario.anchor.as_ref().map_or(0.0, |a| a.base(u));
    }
    sum
}
