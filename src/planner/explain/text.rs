//! A conflict in words and as JSON.

use super::{Bend, Conflict, Counted, Limit, Proof};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::lang::numbers;
use crate::lang::{Lang, printable};
use crate::measure::totals::furnaces_of;
use crate::rules::{Measure, RuleId, words};
use crate::say;
use crate::scenario::Scenario;
use serde_json::{Value, json};

/// `conflict` of contract section 7, and `proof`.
pub fn json(scenario: &Scenario, conflict: &Conflict) -> Value {
    let one = |b: &Bend| {
        let p = b.place;
        json!({
            "rule": b.rule.id(),
            "city": scenario.cities[p.city].name,
            "enterprise": p.enterprise.map(|e| &scenario.enterprises[e].id),
            "unit": p.unit.map(|u| &scenario.units[u].id),
            "kind": p.kind.map(Kind::id),
            "first": scenario.season.date(b.days.first).to_string(),
            "last": scenario.season.date(b.days.end.max(b.days.first + 1) - 1).to_string(),
            "bend": b.amount,
            "bend_at_least": b.least,
            "unit_of_bend": b.unit.id(),
            "limit": if b.limit == Limit::Least { "lower" } else { "upper" },
            "must_run": held(scenario, b).map(|h| json!({ "units": h.units, "unit_days": h.days })),
        })
    };
    let bends: Vec<Value> = conflict.bends.iter().map(one).collect();
    json!({ "conflict": bends, "proof": conflict.proof.id() })
}

impl Proof {
    /// Its name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ProvedLeast => "proved-least",
            Self::ShownToSuffice => "shown-to-suffice",
            Self::AtLeast => "at-least",
            Self::NoPlan => "no-plan",
            Self::NothingFound => "nothing-found",
        }
    }

    /// What it says, for people.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::ProvedLeast => say!(lang, "conflict-proved-least"),
            Self::ShownToSuffice => say!(lang, "conflict-shown-to-suffice"),
            Self::AtLeast => say!(lang, "conflict-at-least"),
            Self::NoPlan => say!(lang, "conflict-no-plan"),
            Self::NothingFound => say!(lang, "conflict-nothing-found"),
        }
    }
}

/// What to tell a planner, in lines for a screen: that there is no plan, a sentence for each bend, and how strongly that is proved.
pub fn sentences(scenario: &Scenario, conflict: &Conflict, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    if !conflict.bends.is_empty() {
        out.push(say!(lang, "conflict-title"));
    }
    out.extend(conflict.bends.iter().map(|b| format!("  {}", printable(&sentence(scenario, b, conflict.proof, lang)))));
    out.push(conflict.proof.words(lang));
    out
}

fn sentence(s: &Scenario, b: &Bend, proof: Proof, lang: Lang) -> String {
    let (by, from, to) = (amount(b, b.amount, lang), |l| level(b, b.filed, l), |l| level(b, moved(b), l));
    let what = match (b.rule, b.limit) {
        _ if b.amount <= 0.0 => say!(lang, "conflict-by-unknown"),
        (RuleId::MustRun, _) => say!(lang, "conflict-must-run", proof = proof.id(), by = by),
        (RuleId::Down, _) => say!(lang, "conflict-down", proof = proof.id(), by = by),
        (RuleId::AncRatio, _) => say!(lang, "conflict-anc-ratio", proof = proof.id(), by = by),
        // units of which one may not stop less than the other
        (_, Limit::Least) if b.filed <= 0.0 => say!(lang, "conflict-compared", proof = proof.id(), by = by),
        (_, Limit::Least) => say!(lang, "conflict-lower-limit", from = from, to = to, proof = proof.id(), by = by),
        (_, Limit::Most) => say!(lang, "conflict-upper-limit", from = from, to = to, proof = proof.id(), by = by),
    };
    let proved = match proof {
        Proof::ShownToSuffice if b.is_least() => say!(lang, "conflict-bend-proved-least"),
        Proof::ShownToSuffice if b.least > 0.0 => say!(lang, "conflict-bend-proved", by = amount(b, b.least, lang)),
        _ => String::new(),
    };
    say!(
        lang,
        "conflict-bend",
        place = place(s, b, lang),
        rule = b.rule.rule().name,
        id = b.rule.id(),
        days = span(s, b.days, lang),
        what = what,
        held = held(s, b).map_or_else(String::new, |h| h.words(lang)),
        proved = proved,
    )
}

/// Of the units that a ratio asks to stop, those that may not.
struct Held {
    kind: Kind,
    units: usize,
    /// Unit-days under `must_run` within the period.
    days: usize,
}

/// Of a ratio, its units with `must_run` days in its period; `None` where there are none, or the bend is of another rule.
fn held(s: &Scenario, b: &Bend) -> Option<Held> {
    let kind = b.place.kind?;
    let units = match (b.rule, b.place.enterprise) {
        (RuleId::BfRatio, Some(e)) => s.primary_units(e),
        (RuleId::AncRatio, Some(e)) => s.serving_units(e, kind),
        (RuleId::CityRatio, None) => furnaces_of(s, b.place.city),
        _ => return None,
    };
    let days = |u: &usize| -> usize { s.units[*u].must_run.iter().map(|r| r.intersect(b.days).len()).sum() };
    let days: Vec<usize> = units.iter().map(days).filter(|&n| n > 0).collect();
    (!days.is_empty()).then(|| Held { kind, units: days.len(), days: days.iter().sum() })
}

impl Held {
    fn words(&self, lang: Lang) -> String {
        let sort = if self.kind.is_primary() { "furnace" } else { "unit" };
        let counter = if lang == Lang::Zh { self.kind.counter() } else { "" };
        let kind = format!("{counter}{}", self.kind.name(lang));
        say!(lang, "conflict-held", units = self.units, kind = kind, days = self.days, sort = sort)
    }
}

/// The limit once bent.
fn moved(b: &Bend) -> f64 {
    let by = rounded_up(b, b.amount);
    if b.limit == Limit::Least { b.filed - by } else { b.filed + by }
}

fn place(s: &Scenario, b: &Bend, lang: Lang) -> String {
    let p = b.place;
    let (enterprise, unit) = (p.enterprise.map(|e| s.enterprises[e].name.as_str()), p.unit.map(|u| s.units[u].id.as_str()));
    let kind = p.kind.filter(|_| unit.is_none()).map(|k| k.name(lang));
    let within = [enterprise, unit, kind].into_iter().flatten();
    within.fold(s.cities[p.city].name.clone(), |whole, part| say!(lang, "conflict-place", whole = whole, part = part))
}

/// Rounded up to what is shown: a bend that is told suffices.
fn rounded_up(b: &Bend, x: f64) -> f64 {
    let step = if b.unit == Counted::Row(Measure::Fraction) { 1e-4 } else { 1.0 };
    (x / step - 1e-4).ceil() * step
}

/// An amount, rounded up.
fn amount(b: &Bend, x: f64, lang: Lang) -> String {
    let x = rounded_up(b, x);
    match b.unit {
        Counted::Row(Measure::Fraction) => say!(lang, "amount-points", points = numbers::trimmed(100.0 * x, 2)),
        Counted::UnitDays => say!(lang, "conflict-unit-days", days = x.round() as usize),
        Counted::Row(_) => level(b, x, lang),
    }
}

/// A level of the limit.
fn level(b: &Bend, x: f64, lang: Lang) -> String {
    match b.unit {
        Counted::Row(Measure::Fraction) => numbers::percent(x),
        Counted::Row(Measure::Tonnes) => say!(lang, "conflict-tonnes", tonnes = numbers::grouped(x, 0)),
        Counted::Row(Measure::TonnesPerDay) => say!(lang, "conflict-tonnes-a-day", tonnes = numbers::grouped(x, 0)),
        Counted::Row(Measure::Lines) | Counted::UnitDays => words::lines(x.round() as usize, b.place.kind, lang),
    }
}

fn span(s: &Scenario, days: DayRange, lang: Lang) -> String {
    let (a, b) = (s.season.date(days.first), s.season.date(days.end.max(days.first + 1) - 1));
    let (first, last) = (numbers::date(a, lang), numbers::date(b, lang));
    if a == b { first } else { say!(lang, "conflict-days", first = first, last = last) }
}
