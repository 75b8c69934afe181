//! Whether what is filed can be true, and the policy's numbers make sense together: PLAUSIBLE, POLICY-ORDER.

use super::tonnes::last_year;
use super::units::in_service;
use super::{Found, at_city, at_enterprise, at_unit, date, season_len};
use steel_stagger::kind::Kind;
use steel_stagger::scenario::Scenario;

fn warned(place: Found) -> Found {
    Found { warning: true, ..place }
}

/// A filed number outside what such numbers are.
fn unusual(place: Found, x: f64, low: f64, high: f64, out: &mut Vec<Found>) {
    if x < low - 1e-6 {
        out.push(place.numbers(x, low, low - x));
    } else if x > high + 1e-6 {
        out.push(place.numbers(x, high, x - high));
    }
}

/// Both.
pub fn check(s: &Scenario, out: &mut Vec<Found>) {
    for e in 0..s.enterprises.len() {
        enterprise(s, e, out);
    }
    for (u, unit) in s.units.iter().enumerate() {
        let place = || warned(at_unit(s, "PLAUSIBLE", u));
        if unit.kind == Kind::BlastFurnace {
            unusual(place(), unit.rate_t_d / unit.size.unwrap(), 2.0, 4.5, out);
        }
        if unit.kind == Kind::CokeOven {
            unusual(place(), unit.coking_time_h.unwrap(), 14.0, 30.0, out);
        }
        if (0..season_len(s)).all(|d| !in_service(s, u, date(s, d))) {
            out.push(place());
        }
    }
    for span in &s.outside {
        let place = match (span.unit, span.enterprise, span.city) {
            (Some(u), ..) => at_unit(s, "PLAUSIBLE", u),
            (_, Some(e), _) => at_enterprise(s, "PLAUSIBLE", e),
            (.., Some(c)) => at_city(s, "PLAUSIBLE", c),
            _ => Found { rule: "PLAUSIBLE", ..Found::default() },
        };
        out.push(warned(place));
    }
    stopping_that_pays(s, out);
}

fn enterprise(s: &Scenario, e: usize, out: &mut Vec<Found>) {
    let ent = &s.enterprises[e];
    let place = || warned(at_enterprise(s, "PLAUSIBLE", e));
    let mut full = 0.0;
    for (u, unit) in s.units.iter().enumerate().filter(|(_, unit)| unit.enterprise == e) {
        let days = (0..season_len(s)).filter(|&d| in_service(s, u, date(s, d))).count() as f64;
        match unit.kind {
            Kind::BlastFurnace => full += ent.steel_per_iron * unit.rate_t_d * days,
            Kind::Eaf => full += unit.rate_t_d * days,
            _ => {}
        }
    }
    let (last, most) = (last_year(s, e, 0, season_len(s) - 1), 1.1 * full);
    if last > most + 0.5 {
        out.push(place().numbers(last, most, last - most));
    }
    unusual(place(), ent.steel_per_iron, 0.8, 1.4, out);
    unusual(place(), ent.capacity_utilisation, 0.3, 2.0, out);
    if ent.claims_heat && ent.evidence.is_empty() {
        out.push(place());
    }
}

/// A kind whose stops pay for themselves: what a tonne's emissions are worth on the worst day covers what it brings.
fn stopping_that_pays(s: &Scenario, out: &mut Vec<Found>) {
    let cost = &s.policy.cost;
    let weight = s.cities.iter().flat_map(|c| c.day_weight.iter().copied()).fold(0.0, f64::max);
    for kind in Kind::ALL {
        let of_kind = || s.units.iter().filter(|u| u.kind == kind).map(|u| &s.enterprises[u.enterprise]);
        if of_kind().next().is_none() {
            continue;
        }
        let factors = &s.policy.emission[kind as usize];
        let factor =
            of_kind().map(|e| if e.ultra_low_emission { factors.ultra_low } else { factors.other }).fold(0.0, f64::max);
        let margin = of_kind().map(|e| match e.margin_cny_t {
            Some(filed) if cost.use_filed_margin => filed,
            _ => cost.margin_cny_t,
        });
        let loss = match kind {
            Kind::BlastFurnace | Kind::Eaf => margin.fold(f64::INFINITY, f64::min),
            _ => cost.output_cny_t[kind as usize],
        };
        let value = cost.emission_value_cny_kg * factor * weight;
        if value >= loss {
            let place = Found { rule: "POLICY-ORDER", warning: true, kind: kind.id().to_owned(), ..Found::default() };
            out.push(place.numbers(value, loss, value - loss));
        }
    }
}
