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

/// A cap on crude steel: `made before + crude steel of some enterprises over some days <= limit`.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Its rule.
    pub rule: RuleId,
    /// Its place.
    pub place: Place,
    /// The enterprises whose steel it caps.
    pub ents: Vec<EntIx>,
    /// The days that it speaks of.
    pub days: DayRange,
    /// Made before these days, t.
    pub made: f64,
    /// The cap, t.
    pub limit: f64,
    /// See [`Row::part`].
    pub part: usize,
}

/// Every cap of a scenario.
pub fn limits(s: &Scenario) -> Vec<Limit> {
    [super::steel_yoy::limits(s), super::steel_year::limits(s), super::stage_steel::limits(s)].concat()
}

impl Limit {
    /// The row that keeps it; `None` where it holds though nothing stops.
    pub fn row(&self, s: &Scenario) -> Option<Row> {
        let mut terms = Vec::new();
        let mut offset = self.made;
        for &e in &self.ents {
            offset += full(s, e, self.days);
            for &unit in &s.enterprises[e].units {
                let (coef, days) = (per_day(s, unit), self.days.intersect(s.units[unit].service));
                if coef > 0.0 && !days.is_empty() {
                    terms.push(Term { unit, days, basis: Basis::Stop, coef });
                }
            }
        }
        let lower = offset - self.limit;
        let row = Row::new(self.rule, self.place, self.days, Measure::Tonnes, terms);
        (lower > 0.0).then(|| Row { lower, offset, sign: -1.0, part: self.part, ..row })
    }
}
