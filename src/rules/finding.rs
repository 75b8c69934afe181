//! Findings: building and ordering them.

use super::{Named, Place, RULES, RuleId, Severity};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::lang::Note;
use crate::scenario::{CityIx, EntIx, Scenario, UnitIx, WaiverIx};
use chrono::NaiveDate;

/// Where a plan and a rule part.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// Its severity, after `--warn` and `--deny`.
    pub severity: Severity,
    /// City.
    pub city: Option<CityIx>,
    /// Enterprise: its index, or the id that a plan names and the scenario lacks.
    pub enterprise: Option<Named<EntIx>>,
    /// Unit, likewise.
    pub unit: Option<Named<UnitIx>>,
    /// Kind, where the finding is about one; of a unit its own.
    pub kind: Option<Kind>,
    /// First day.
    pub first: Option<NaiveDate>,
    /// Last day, included.
    pub last: Option<NaiveDate>,
    /// What was measured, on the worst day. It is counted in what its rule is: of rows in their [`Measure`](super::Measure); of
    /// lengths of stops and slow-downs, MUST-RUN, DOWN, CONCRETE, REPLACEMENT and IDLE in days; of coking times in h; of CLAIM in
    /// CNY or a fraction; of POLICY-ORDER in CNY/t; of PLAUSIBLE in t/(m3·d), t, h or t/t; of FEED in days of the kind's output;
    /// of others a share or a number.
    pub measured: Option<f64>,
    /// What is required, likewise.
    pub required: Option<f64>,
    /// Short by how much, likewise.
    pub short_by: Option<f64>,
    /// In words, for people (Chinese and English).
    pub note: Note,
    /// The waiver that covers it: it stays a finding of its severity.
    pub waived: Option<WaiverIx>,
}

impl Finding {
    /// A finding of a rule, at no place yet.
    pub fn new(rule: RuleId, note: Note) -> Self {
        let severity = rule.rule().severity;
        let (city, enterprise, unit, kind) = (None, None, None, None);
        let (first, last, measured, required, short_by) = (None, None, None, None, None);
        Self { rule, severity, city, enterprise, unit, kind, first, last, measured, required, short_by, note, waived: None }
    }

    /// Whether another is of the same rule at the same place, on days that touch.
    pub fn is_about_the_same(&self, o: &Self) -> bool {
        let touch = self.first <= o.last && o.first <= self.last;
        let place = (self.city, &self.enterprise, &self.unit, self.kind) == (o.city, &o.enterprise, &o.unit, o.kind);
        self.rule == o.rule && place && touch
    }

    /// At a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.city = Some(place.city);
        self.enterprise = place.enterprise.map(Named::Known);
        self.unit = place.unit.map(Named::Known);
        self.kind = place.kind;
        self
    }

    /// At a unit.
    #[must_use]
    pub fn at_unit(self, s: &Scenario, unit: UnitIx) -> Self {
        self.at(Place::unit(s, unit))
    }

    /// On days of the season.
    #[must_use]
    pub fn on(self, s: &Scenario, days: DayRange) -> Self {
        if days.is_empty() { self } else { self.between(s.season.date(days.first), s.season.date(days.end - 1)) }
    }

    /// Between two dates.
    #[must_use]
    pub const fn between(mut self, first: NaiveDate, last: NaiveDate) -> Self {
        (self.first, self.last) = (Some(first), Some(last));
        self
    }

    /// What was measured, what is required, and the shortfall.
    #[must_use]
    pub const fn amounts(mut self, measured: f64, required: f64, short_by: f64) -> Self {
        (self.measured, self.required, self.short_by) = (Some(measured), Some(required), Some(short_by));
        self
    }

    /// `n` where at least `min` are required.
    #[must_use]
    pub const fn too_few(self, n: usize, min: usize) -> Self {
        self.amounts(n as f64, min as f64, min as f64 - n as f64)
    }

    /// `n` where at most `max` are allowed.
    #[must_use]
    pub const fn too_many(self, n: usize, max: usize) -> Self {
        self.amounts(n as f64, max as f64, n as f64 - max as f64)
    }

    /// `n` days on which something is that must not be.
    #[must_use]
    pub const fn too_many_days(self, n: f64) -> Self {
        self.amounts(n, 0.0, n)
    }
}

/// Errors first, then by rule (the contract's order), place and days.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_cached_key(|f| {
        let rule = RULES.iter().position(|r| r.id == f.rule);
        let place = (f.city, f.enterprise.clone(), f.unit.clone(), f.kind);
        (f.severity, rule, place, f.first, f.last, f.note.en.clone())
    });
}
