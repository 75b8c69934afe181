//! CONCRETE: every stop names a unit that exists and days on which it could run.

use super::{Check, Finding, Named, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::input::nearest;
use crate::lang::Note;
use crate::scenario::{EntIx, UnitIx};
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, HashMap};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Concrete,
    name: Text::new("落实到设施和时间段", "concrete stops"),
    severity: Severity::Error,
    scope: Scope::Plan,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "落实到具体企业、生产线、生产设施和时间段",
        "put down to specific enterprises, lines, units and spans of time",
    ),
    holds: Text::new(
        "每条停产和延长出焦时间均指向已申报的企业和在役设施，日期在季内、起不晚于止，且同一设施的各条互不重叠",
        "every stop and slow-down names a known enterprise and unit, in service, within the season, start <= end; none overlaps another \
         of its unit",
    ),
    formula: "known(enterprise, unit); season.start <= start <= end <= season.end; in service; no overlap",
    numbers_from: Text::new(
        "计划 stops、slowdowns；情景 season、enterprises；设施 commissioned、retired、last_ran",
        "plan stops, slowdowns; scenario season, enterprises; units' commissioned, retired, last_ran",
    ),
    example: Text::new(
        "秋冬季到3月31日：停产3月20日至4月2日，有2天在季外；两条停产12月1日至10日、10日至20日重叠1天",
        "a season to 31 March: a stop from 20 March to 2 April is 2 days outside; stops of 1-10 and 10-20 December overlap on one day",
    ),
    advice: Text::new("改正企业、设施或日期", "correct the enterprise, unit or dates"),
    tests: &[Test::Plan(check)],
};

/// Both ends included.
type Dates = (NaiveDate, NaiveDate);

/// For so many unknown names the nearest known one is looked for: in a region's plan of another scenario all are unknown.
const MOST_GUESSED: usize = 200;

/// What the scenario knows by its ids.
struct Known<'a> {
    units: HashMap<(&'a str, &'a str), UnitIx>,
    enterprises: HashMap<&'a str, EntIx>,
}

fn check(c: &Check) -> Vec<Finding> {
    let enterprises = c.scenario.enterprises.iter().enumerate().map(|(e, x)| (x.id.as_str(), e)).collect();
    let known = Known { units: c.scenario.unit_index(), enterprises };
    let mut guesses = 0..MOST_GUESSED;
    let stops = c.plan.stops.iter().map(|s| (s.enterprise.as_str(), s.unit.as_str(), (s.start, s.end)));
    let slows = c.plan.slowdowns.iter().map(|s| (s.enterprise.as_str(), s.unit.as_str(), (s.start, s.end)));
    let mut out = Vec::new();
    let mut by_unit: BTreeMap<(&str, &str), Vec<Dates>> = BTreeMap::new();
    for (enterprise, unit, (start, end)) in stops.chain(slows) {
        if start > end {
            let n = (start - end).num_days();
            let note = both!("concrete-reversed", start = start, end = end);
            let f = Finding::new(RULE.id, note).between(end, start).too_many_days(n as f64);
            out.push(named(c, &known, f, enterprise, unit));
        } else {
            by_unit.entry((enterprise, unit)).or_default().push((start, end));
        }
    }
    for ((enterprise, unit), mut spans) in by_unit {
        spans.sort_unstable();
        let found = match known.units.get(&(enterprise, unit)) {
            Some(&u) => faults_of(c, u, &spans),
            None => unknown(c, &known, (enterprise, unit), &spans, guesses.next().is_some()),
        };
        for ((first, last), note) in found {
            let n = (last - first).num_days() + 1;
            let f = Finding::new(RULE.id, note).between(first, last).too_many_days(n as f64);
            out.push(named(c, &known, f, enterprise, unit));
        }
    }
    out
}

/// The finding with its place, as far as the scenario knows it.
fn named(c: &Check, known: &Known, f: Finding, enterprise: &str, unit: &str) -> Finding {
    if let Some(&u) = known.units.get(&(enterprise, unit)) {
        return f.at_unit(c.scenario, u);
    }
    let ent = known.enterprises.get(enterprise).copied();
    let city = ent.map(|e| c.scenario.enterprises[e].city);
    let enterprise = Some(ent.map_or_else(|| Named::Unknown(enterprise.to_owned()), Named::Known));
    Finding { city, enterprise, unit: Some(Named::Unknown(unit.to_owned())), ..f }
}

/// What is said of an unknown unit; `guess`: with the name that may have been meant.
fn unknown(c: &Check, known: &Known, (enterprise, unit): (&str, &str), spans: &[Dates], guess: bool) -> Vec<(Dates, Note)> {
    let s = c.scenario;
    let note = if let Some(&e) = known.enterprises.get(enterprise) {
        let own = s.enterprises[e].units.iter().map(|&u| s.units[u].id.as_str());
        match nearest(unit, own.filter(|_| guess)) {
            Some(known) => both!("concrete-unit-meant", unit = unit, known = known),
            None => both!("concrete-unit-unknown", unit = unit),
        }
    } else {
        let all = s.enterprises.iter().flat_map(|e| [e.id.as_str(), e.name.as_str()]);
        match nearest(enterprise, all.filter(|_| guess)) {
            Some(known) => both!("concrete-enterprise-meant", enterprise = enterprise, known = known),
            None => both!("concrete-enterprise-unknown", enterprise = enterprise),
        }
    };
    union(spans.iter().copied()).into_iter().map(|d| (d, note.clone())).collect()
}

/// Days outside the season, out of service, and covered twice; `spans` is sorted.
fn faults_of(c: &Check, u: UnitIx, spans: &[Dates]) -> Vec<(Dates, Note)> {
    let (season, service) = (c.scenario.season, c.scenario.units[u].service);
    let (start, end) = (season.start, season.end());
    let mut out = Vec::new();
    let mut add = |days: Vec<Dates>, note: &dyn Fn() -> Note| out.extend(days.into_iter().map(|d| (d, note())));
    let outside = || both!("concrete-outside", start = start, end = end);
    add(clip(spans, NaiveDate::MIN, start - Days::new(1)), &outside);
    add(clip(spans, end + Days::new(1), NaiveDate::MAX), &outside);
    let idle = || both!("concrete-idle");
    if service.is_empty() {
        add(clip(spans, start, end), &idle);
    } else {
        let (first, next) = (season.date(service.first), season.date(service.end));
        add(clip(spans, start, first - Days::new(1)), &idle);
        add(clip(spans, next, end), &idle);
    }
    add(overlaps(spans), &|| both!("concrete-twice"));
    out
}

/// What of some spans lies in `from..=to`, as disjoint runs.
fn clip(spans: &[Dates], from: NaiveDate, to: NaiveDate) -> Vec<Dates> {
    union(spans.iter().map(|s| (s.0.max(from), s.1.min(to))).filter(|s| s.0 <= s.1))
}

/// Sorted spans as disjoint runs, those that touch made one.
fn union(spans: impl Iterator<Item = Dates>) -> Vec<Dates> {
    let mut out: Vec<Dates> = Vec::new();
    for (a, b) in spans {
        match out.last_mut() {
            Some(run) if a.pred_opt().is_none_or(|eve| eve <= run.1) => run.1 = run.1.max(b),
            _ => out.push((a, b)),
        }
    }
    out
}

/// Days that two or more spans cover; `spans` is sorted.
fn overlaps(spans: &[Dates]) -> Vec<Dates> {
    let mut twice = Vec::new();
    let mut reach: Option<NaiveDate> = None;
    for &(a, b) in spans {
        if let Some(last) = reach.filter(|&r| a <= r) {
            twice.push((a, b.min(last)));
        }
        reach = reach.max(Some(b));
    }
    union(twice.into_iter())
}
