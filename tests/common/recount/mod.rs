//! A slow, obvious recount of a plan, day by day, written from the contract's text alone. It shares the types of filed data
//! with the program and none of its arithmetic: it judges `rules`, `measure`, `plan::schedule` and the planner.

pub mod care;
pub mod cost;
mod filed;
mod filing;
pub mod ratios;
pub mod shape;
pub mod tonnes;
pub mod units;
mod warnings;

use chrono::NaiveDate;
use steel_stagger::plan::Plan;
use steel_stagger::scenario::Scenario;

pub use cost::Cost;
pub use units::{UnitDays, unit_days};

/// A place where a plan and a rule part. An empty text: the finding names none. A number that is `None` is one that the
/// contract does not fix.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    pub rule: &'static str,
    pub warning: bool,
    pub city: String,
    pub enterprise: String,
    pub unit: String,
    pub kind: String,
    pub first: Option<NaiveDate>,
    pub last: Option<NaiveDate>,
    pub measured: Option<f64>,
    pub required: Option<f64>,
    pub short_by: Option<f64>,
}

/// What a plan amounts to.
pub struct Recount {
    pub units: Vec<UnitDays>,
    pub found: Vec<Found>,
    pub cost: Cost,
}

/// Everything about a plan.
pub fn recount(s: &Scenario, plan: &Plan) -> Recount {
    let units: Vec<UnitDays> = (0..s.units.len()).map(|u| unit_days(s, plan, u)).collect();
    let cost = cost::cost(s, &units);
    let mut found = Vec::new();
    ratios::check(s, &units, &mut found);
    tonnes::check(s, &units, &mut found);
    shape::check(s, plan, &units, &mut found);
    care::check(s, &units, &mut found);
    filing::check(s, plan, cost.total(), &mut found);
    filed::check(s, &mut found);
    warnings::check(s, &units, &mut found);
    Recount { units, found, cost }
}

/// The date of a day of the season.
pub fn date(s: &Scenario, day: usize) -> NaiveDate {
    s.season.start + chrono::Days::new(day as u64)
}

/// Number of days of the season.
pub fn season_len(s: &Scenario) -> usize {
    usize::from(s.season.len)
}

/// The days of the season that lie in `a..=b`.
pub fn days_in(s: &Scenario, a: NaiveDate, b: NaiveDate) -> Vec<usize> {
    (0..season_len(s)).filter(|&d| a <= date(s, d) && date(s, d) <= b).collect()
}

/// A finding of a rule about a city.
pub fn at_city(s: &Scenario, rule: &'static str, city: usize) -> Found {
    Found { rule, city: s.cities[city].name.clone(), ..Found::default() }
}

/// A finding of a rule about an enterprise.
pub fn at_enterprise(s: &Scenario, rule: &'static str, e: usize) -> Found {
    Found { enterprise: s.enterprises[e].id.clone(), ..at_city(s, rule, s.enterprises[e].city) }
}

/// A finding of a rule about a unit.
pub fn at_unit(s: &Scenario, rule: &'static str, u: usize) -> Found {
    Found {
        unit: s.units[u].id.clone(),
        kind: s.units[u].kind.id().to_owned(),
        ..at_enterprise(s, rule, s.units[u].enterprise)
    }
}

impl Found {
    /// With days.
    pub fn on(self, s: &Scenario, first: usize, last: usize) -> Self {
        Self { first: Some(date(s, first)), last: Some(date(s, last)), ..self }
    }

    /// With numbers.
    pub fn numbers(self, measured: f64, required: f64, short_by: f64) -> Self {
        Self { measured: Some(measured), required: Some(required), short_by: Some(short_by), ..self }
    }
}

/// A day's fault: measured, required, short by.
pub type Fault = Option<(f64, f64, f64)>;

/// Consecutive days with the same fault are one finding, with the numbers of its worst, earliest day.
pub fn by_days(s: &Scenario, place: &Found, faults: &[Fault], out: &mut Vec<Found>) {
    for (a, b) in runs(faults.iter().map(Option::is_some)) {
        let mut worst = a;
        for d in a..=b {
            if faults[d].unwrap().2 > faults[worst].unwrap().2 + 1e-9 {
                worst = d;
            }
        }
        let (m, r, by) = faults[worst].unwrap();
        out.push(place.clone().on(s, a, b).numbers(m, r, by));
    }
}

/// Runs of `true`, as first and last index.
pub fn runs(flags: impl Iterator<Item = bool>) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (i, _) in flags.enumerate().filter(|f| f.1) {
        match out.last_mut() {
            Some(r) if r.1 + 1 == i => r.1 = i,
            _ => out.push((i, i)),
        }
    }
    out
}
