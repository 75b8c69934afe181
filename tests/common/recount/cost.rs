//! Contract section 6.

use super::season_len;
use super::units::{Class, UnitDays};
use steel_stagger::kind::Kind;
use steel_stagger::scenario::Scenario;

/// The terms, CNY.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cost {
    pub margin: f64,
    pub restarts: f64,
    pub output: f64,
    /// Value of avoided emissions, to be taken off.
    pub emissions: f64,
}

impl Cost {
    pub fn total(&self) -> f64 {
        self.margin + self.restarts + self.output - self.emissions
    }
}

/// What a unit's season costs.
pub fn unit_cost(s: &Scenario, u: usize, days: &UnitDays) -> Cost {
    let (unit, policy) = (&s.units[u], &s.policy.cost);
    let ent = &s.enterprises[unit.enterprise];
    let kind = unit.kind as usize;
    let mut cost = Cost::default();
    let filed = ent.margin_cny_t.filter(|_| policy.use_filed_margin);
    let factor = s.policy.emission[kind];
    let factor = if ent.ultra_low_emission { factor.ultra_low } else { factor.other };
    for d in 0..season_len(s) {
        let tonnes = unit.rate_t_d * days.stop[d];
        if matches!(unit.kind, Kind::BlastFurnace | Kind::Eaf) {
            cost.margin += filed.unwrap_or(policy.margin_cny_t) * tonnes;
        } else {
            cost.output += policy.output_cny_t[kind] * tonnes;
        }
        cost.emissions += policy.emission_value_cny_kg * tonnes * factor * s.cities[ent.city].day_weight[d];
    }
    for stop in &days.stops {
        let each = match stop.class {
            Class::Ordinary => policy.restart_cny[kind],
            Class::Episode => policy.banking_cny[kind],
            Class::Fixed => 0.0,
        };
        cost.restarts += if unit.kind == Kind::BlastFurnace { each * unit.size.unwrap() } else { each };
    }
    cost
}

/// What a plan costs.
pub fn cost(s: &Scenario, units: &[UnitDays]) -> Cost {
    let mut sum = Cost::default();
    for (u, days) in units.iter().enumerate() {
        let c = unit_cost(s, u, days);
        sum.margin += c.margin;
        sum.restarts += c.restarts;
        sum.output += c.output;
        sum.emissions += c.emissions;
    }
    sum
}
