//! Crude steel of contract section 4 as terms: what stops is steel not made.

use super::{Measure, Place, Row, RuleId, Term};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::plan::schedule::Basis;
use crate::scenario::{EntIx, Scenario, UnitIx};

/// Crude steel that a unit makes on a running day, t; 0 for kinds that make none.
pub fn per_day(s: &Scenario, unit: UnitIx) -> f64 {
    let u = &s.units[unit];
    match u.kind {
        Kind::BlastFurnace => s.enterprises[u.enterprise].steel_per_iron * u.rate_t_d,
        Kind::Eaf => u.rate_t_d,
        _ => 0.0,
    }
}

/// Crude steel of an enterprise over some days if nothing stops, t.
pub fn full(s: &Scenario, ent: EntIx, days: DayRange) -> f64 {
    let made = |&u: &UnitIx| per_day(s, u) * days.intersect(s.units[u].service).len() as f64;
    s.enterprises[ent].units.iter().map(made).sum()
}

/// The row `made before + crude steel of some enterprises over some days <= limit`; `None` where it holds though nothing stops.
pub fn at_most(
    s: &Scenario,
    rule: RuleId,
    place: Place,
    ents: &[EntIx],
    days: DayRange,
    made: f64,
    limit: f64,
) -> Option<Row> {
    let mut terms = Vec::new();
    let mut offset = made;
    for &e in ents {
        offset += full(s, e, days);
        for &unit in &s.enterprises[e].units {
            let (coef, days) = (per_day(s, unit), days.intersect(s.units[unit].service));
            if coef > 0.0 && !days.is_empty() {
                terms.push(Term { unit, days, basis: Basis::Stop, coef });
            }
        }
    }
    let lower = offset - limit;
    (lower > 0.0).then(|| Row { lower, offset, sign: -1.0, ..Row::new(rule, place, days, Measure::Tonnes, terms) })
}
