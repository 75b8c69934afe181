//! Whether the checker says what the recount says.

use crate::common::recount::{Found, recount};
use std::fmt::Write as _;
use steel_stagger::measure::cost;
use steel_stagger::plan::Plan;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::rules::{Finding, Named, Severity, check};
use steel_stagger::scenario::Scenario;

fn name<T: Copy>(n: Option<&Named<T>>, known: impl Fn(T) -> String) -> String {
    match n {
        Some(Named::Known(i)) => known(*i),
        Some(Named::Unknown(id)) => id.clone(),
        None => String::new(),
    }
}

/// A checker's finding in the recount's terms.
fn as_found(s: &Scenario, f: &Finding) -> Found {
    Found {
        rule: f.rule.id(),
        warning: f.severity == Severity::Warning,
        city: f.city.map_or(String::new(), |c| s.cities[c].name.clone()),
        enterprise: name(f.enterprise.as_ref(), |e| s.enterprises[e].id.clone()),
        unit: name(f.unit.as_ref(), |u| s.units[u].id.clone()),
        kind: f.kind.map_or(String::new(), |k| k.id().to_owned()),
        first: f.first,
        last: f.last,
        measured: f.measured,
        required: f.required,
        short_by: f.short_by,
    }
}

/// Whether the checker's finding says what the recount's does; what the recount leaves open may be anything.
fn agrees(mine: &Found, theirs: &Found) -> bool {
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (None, _) => true,
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * f64::max(1.0, a.abs()),
        (Some(_), None) => false,
    };
    (mine.rule, mine.warning, &mine.enterprise, &mine.unit)
        == (theirs.rule, theirs.warning, &theirs.enterprise, &theirs.unit)
        && (mine.city.is_empty() || mine.city == theirs.city)
        && (mine.kind.is_empty() || mine.kind == theirs.kind)
        && (mine.first.is_none() || (mine.first, mine.last) == (theirs.first, theirs.last))
        && near(mine.measured, theirs.measured)
        && near(mine.required, theirs.required)
        && near(mine.short_by, theirs.short_by)
}

/// What either finds and the other does not, in words; empty where they agree.
pub fn differences(s: &Scenario, plan: &Plan) -> (String, Vec<&'static str>) {
    let ours = recount(s, plan);
    let schedule = Schedule::new(s, plan);
    let mut theirs: Vec<Found> = check(s, plan, &schedule).iter().map(|f| as_found(s, f)).collect();
    let mut out = String::new();
    let rules = ours.found.iter().map(|f| f.rule).collect();
    // Those that the recount says least of choose last.
    let mut mine = ours.found;
    mine.sort_by_key(|f| (f.first.is_none(), f.measured.is_none()));
    for f in mine {
        match theirs.iter().position(|t| agrees(&f, t)) {
            Some(i) => drop(theirs.remove(i)),
            None => writeln!(out, "only the recount: {f:?}").unwrap(),
        }
    }
    for f in theirs {
        writeln!(out, "only the checker: {f:?}").unwrap();
    }
    let (a, b) = (ours.cost.total(), cost::total_cost(s, &schedule).total());
    if (a - b).abs() > 1e-6 * f64::max(1.0, a.abs()) {
        writeln!(out, "cost: the recount {a}, the program {b}").unwrap();
    }
    (out, rules)
}
