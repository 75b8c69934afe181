//! A linear rule as rows over unit-days: `lower <= Σ coef · basis(u, d) <= upper`.

use crate::day::DayRange;
use crate::kind::Kind;
use crate::plan::schedule::{Basis, Schedule};
use crate::rules::RuleId;
use crate::scenario::{CityIx, EntIx, Scenario, UnitIx};

/// `coef · Σ over days of basis(unit, day)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// The unit.
    pub unit: UnitIx,
    /// The days summed over.
    pub days: DayRange,
    /// The quantity.
    pub basis: Basis,
    /// The coefficient of each day.
    pub coef: f64,
}

/// What the value of a row is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A staggered ratio or a share, a fraction; compared within 1e-6.
    Fraction,
    /// Tonnes over a period; compared within 0.5 t.
    Tonnes,
    /// Tonnes a day; compared within 0.5 t.
    TonnesPerDay,
    /// Production lines standing, a number; compared within 1e-6.
    Lines,
}

impl Measure {
    /// The checker's tolerance; the planner has none.
    pub const fn tolerance(self) -> f64 {
        match self {
            Self::Fraction | Self::Lines => 1e-6,
            Self::Tonnes | Self::TonnesPerDay => 0.5,
        }
    }

    /// `unit_of_bend` in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fraction => "fraction",
            Self::Tonnes => "t",
            Self::TonnesPerDay => "t/d",
            Self::Lines => "lines",
        }
    }
}

/// Where a row stands: with its rule, what a finding, a bend or a price names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// City.
    pub city: CityIx,
    /// Enterprise, where the rule is about one.
    pub enterprise: Option<EntIx>,
    /// Unit, where the rule is about one.
    pub unit: Option<UnitIx>,
    /// Kind, where the rule is about one.
    pub kind: Option<Kind>,
}

/// A row. Its value is what stops; `measured = offset + sign · value` is what the rule speaks of (a stage's row sums the
/// steel not made, its measure is the steel made).
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its rule.
    pub rule: RuleId,
    /// Its place.
    pub place: Place,
    /// The days that it speaks of.
    pub days: DayRange,
    /// Its terms.
    pub terms: Vec<Term>,
    /// Least value, or -inf.
    pub lower: f64,
    /// Largest value, or +inf.
    pub upper: f64,
    /// What it is counted in.
    pub measure: Measure,
    /// See above.
    pub offset: f64,
    /// 1 or -1, see above.
    pub sign: f64,
    /// Which of several limits of one rule at one place it is (the quota's year, the stage's or band's number), so that days
    /// of different limits are not merged into one finding.
    pub part: usize,
}

impl Place {
    /// A city as a whole.
    pub const fn city(city: CityIx) -> Self {
        Self { city, enterprise: None, unit: None, kind: None }
    }

    /// An enterprise.
    pub fn enterprise(s: &Scenario, ent: EntIx) -> Self {
        Self { city: s.enterprises[ent].city, enterprise: Some(ent), unit: None, kind: None }
    }

    /// A unit.
    pub fn unit(s: &Scenario, unit: UnitIx) -> Self {
        let u = &s.units[unit];
        Self { unit: Some(unit), kind: Some(u.kind), ..Self::enterprise(s, u.enterprise) }
    }

    /// The same, about a kind.
    #[must_use]
    pub const fn of(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }
}

impl Row {
    /// A row without bounds whose measure is its value.
    pub const fn new(rule: RuleId, place: Place, days: DayRange, measure: Measure, terms: Vec<Term>) -> Self {
        let (lower, upper) = (f64::NEG_INFINITY, f64::INFINITY);
        Self { rule, place, days, terms, lower, upper, measure, offset: 0.0, sign: 1.0, part: 0 }
    }

    /// Its value on a schedule.
    pub fn value(&self, schedule: &Schedule) -> f64 {
        self.terms.iter().map(|t| t.coef * schedule.units[t.unit].sum(t.basis, t.days)).sum()
    }

    /// How far a value is out of bounds: 0 where it keeps them.
    pub fn violation(&self, value: f64) -> f64 {
        (self.lower - value).max(value - self.upper).max(0.0)
    }

    /// What is measured and what a bound requires. What moves with the plan against the rule stands on the side of what is
    /// required: of ANC-RATIO the kind's ratio is measured, the furnaces' required.
    pub fn sides(&self, schedule: &Schedule, value: f64, bound: f64) -> (f64, f64) {
        let against = self.terms.iter().filter(|t| t.coef < 0.0);
        let moved: f64 = against.map(|t| t.coef * schedule.units[t.unit].sum(t.basis, t.days)).sum();
        (self.measured(value - moved), self.measured(bound - moved))
    }

    /// The measure that answers to a value.
    pub fn measured(&self, value: f64) -> f64 {
        self.offset + self.sign * value
    }
}
