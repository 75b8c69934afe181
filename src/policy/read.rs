//! Policy files, read and checked.

use super::format::POLICY;
use super::{
    CokeMeasure, CokePolicy, CostPolicy, Emergency, EmissionFactor, Level, Policy, RatioPolicy, Shape, Stage, StageLevel,
};
use crate::both;
use crate::input::{Errors, InputErrors, Rec, Set, Source, open, suggest};
use crate::kind::{ByKind, Kind};
use crate::lang::Note;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the policy of scenarios that name no other.
pub const DEFAULT: &str = "autumn-winter-2021";

/// The built-in policies: name and text.
pub const BUILTIN: [(&str, &str); 1] = [(DEFAULT, include_str!("autumn-winter-2021.toml"))];

/// Grade key of scrap-eaf mills in `[emergency.LEVEL]`.
pub const SCRAP_EAF: &str = "scrap-eaf";

/// The text of a built-in policy.
pub fn builtin(name: &str) -> Option<&'static str> {
    BUILTIN.into_iter().find(|(n, _)| *n == name).map(|(_, text)| text)
}

/// The policy of scenarios that name no other.
///
/// # Panics
/// Never: it is read by the tests.
pub fn default_policy() -> Policy {
    read_policy_str(builtin(DEFAULT).unwrap_or_default(), DEFAULT).expect("the built-in policy is valid")
}

/// Reads a policy file.
///
/// # Errors
/// Every error of the file.
pub fn read_policy(path: &Path) -> Result<Policy, InputErrors> {
    read_source(&Source::read(path)?)
}

/// Reads a policy from its text.
///
/// # Errors
/// Every error of the text.
pub fn read_policy_str(text: &str, file_name: &str) -> Result<Policy, InputErrors> {
    read_source(&Source::from_bytes(file_name, text.as_bytes())?)
}

/// Reads a policy, with some values of it changed.
pub(crate) fn read_policy_with(source: Result<Source, InputErrors>, sets: &[Set]) -> Result<Policy, InputErrors> {
    read_source(&source?.with_sets(sets.to_vec(), Vec::new()))
}

fn read_source(source: &Source) -> Result<Policy, InputErrors> {
    let mut errors = Errors::new(source);
    let policy = open(source, &POLICY, &mut errors).and_then(|doc| policy(&doc.root(), source, &mut errors));
    match policy {
        Some(policy) if errors.is_empty() => Ok(policy),
        _ => Err(errors.into_errors()),
    }
}

/// `None` only where the walk has found what is missing.
fn policy(root: &Rec<'_>, source: &Source, errors: &mut Errors<'_>) -> Option<Policy> {
    let grades = grades(root, errors);
    let ratio = root.record("ratio").map(|r| ratio(&r, &grades, errors));
    let coke = root.record("coke").and_then(|r| coke(&r));
    let emergency = root.record("emergency").map_or_else(Vec::new, |r| emergency(&r, &grades, coke.as_ref(), errors));
    let stages = root.records("stage_steel").iter().filter_map(stage).collect();
    let rule_days = root.record("rule_days").map_or_else(BTreeMap::new, |r| {
        let spans = |id: &str| r.records(id).iter().filter_map(Rec::dates).collect();
        r.keys().map(|id| (id.value.to_owned(), spans(id.value))).collect()
    });
    let by_kind = |r: Option<Rec<'_>>, read: &dyn Fn(&Rec<'_>) -> Option<Shape>| {
        Kind::ALL.map(|k| r.as_ref().and_then(|r| r.record(k.id())).and_then(|r| read(&r)))
    };
    let emission = root.record("emission");
    let season = root.record("season");
    if let Some(r) = &season {
        crate::scenario::validate::season(r, errors);
    }
    Some(Policy {
        name: root.string("name"),
        title: root.text("title").unwrap_or(root.text("name")?).to_owned(),
        season: season?.dates()?,
        grades,
        idle_after_days: root.whole("idle_after_days"),
        ratio: ratio?,
        shape: by_kind(root.record("shape"), &shape),
        coke,
        stages,
        rule_days,
        cost: cost(&root.record("cost")?)?,
        emission: Kind::ALL.map(|k| {
            let r = emission.as_ref().and_then(|r| r.record(k.id()));
            let factor = |name| r.as_ref().and_then(|r| r.number(name)).unwrap_or(0.0);
            EmissionFactor { ultra_low: factor("ultra_low"), other: factor("other") }
        }),
        emergency,
        hash: source.hash(),
    })
}

fn grades(root: &Rec<'_>, errors: &mut Errors<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for g in root.texts("grades") {
        if out.iter().any(|o| o == g.value) {
            errors.add(g.span, both!("policy-grade-twice", grade = g.value));
        } else if g.value == SCRAP_EAF {
            errors.add(g.span, both!("policy-grade-reserved")).help(both!("policy-grade-reserved-help"));
        } else {
            out.push(g.value.to_owned());
        }
    }
    if out.is_empty() && root.has("grades") {
        errors.add(root.at("grades"), both!("policy-no-grades")).expected(both!("policy-no-grades-expected"));
    }
    out
}

/// A key that should be a grade: its index.
fn grade_index(key: &str, span: std::ops::Range<usize>, grades: &[String], errors: &mut Errors<'_>) -> Option<usize> {
    let found = grades.iter().position(|g| g == key);
    if found.is_none() && !grades.is_empty() {
        let e = errors.add(span, both!("policy-grade-unknown", grade = key));
        suggest(e, key, grades.iter().map(String::as_str));
    }
    found
}

fn ratio(r: &Rec<'_>, grades: &[String], errors: &mut Errors<'_>) -> RatioPolicy {
    let base = r.record("base").map_or_else(Vec::new, |b| base(&b, grades, errors));
    if r.has("start") != r.has("end") {
        errors.add(r.span.clone(), both!("policy-half-a-period")).value = None;
    }
    let increment = r.record("increment");
    let mut step = |name: &str| {
        let r = increment.as_ref()?;
        let x = r.number(name)?;
        if x == 0.0 {
            errors
                .add(r.at(name), both!("policy-increment-zero", increment = name))
                .expected(both!("policy-increment-zero-expected"))
                .help(both!("policy-increment-zero-help"));
        }
        Some(x)
    };
    let (violation, over_capacity, not_listed) = (step("violation"), step("over-capacity"), step("not-listed"));
    RatioPolicy {
        period: r.dates(),
        base,
        violation: violation.unwrap_or(0.0),
        over_capacity: over_capacity.unwrap_or(0.0),
        not_listed: not_listed.unwrap_or(0.0),
        cap: r.number("cap").unwrap_or(1.0),
        over_capacity_threshold: r.number("over_capacity_threshold").unwrap_or(1.20),
    }
}

/// POLICY-ORDER: 0 for the best grade, rising strictly.
fn base(b: &Rec<'_>, grades: &[String], errors: &mut Errors<'_>) -> Vec<f64> {
    for key in b.keys() {
        grade_index(key.value, key.span, grades, errors);
    }
    let mut last: Option<(&str, f64)> = None;
    let mut out = Vec::with_capacity(grades.len());
    for g in grades {
        if !b.has(g) {
            errors
                .add(b.span.clone(), both!("policy-base-missing", grade = g))
                .help(both!("policy-base-missing-help", grade = g));
        }
        let x = b.number(g);
        if let Some(x) = x {
            match last {
                None if x != 0.0 && out.is_empty() => {
                    errors
                        .add(b.at(g), both!("policy-base-best"))
                        .expected(Note::of(|_| "0".to_owned()))
                        .help(both!("policy-base-best-help"));
                }
                Some((before, y)) if x <= y => {
                    errors
                        .add(b.at(g), both!("policy-base-falls", grade = g, before = before))
                        .expected(both!("policy-base-falls-expected", base = y.to_string()))
                        .help(both!("policy-base-falls-help"));
                }
                _ => {}
            }
            last = Some((g, x));
        }
        out.push(x.unwrap_or(0.0));
    }
    out
}

fn shape(r: &Rec<'_>) -> Option<Shape> {
    Some(Shape {
        min_stop_days: r.whole("min_stop_days")?,
        min_run_days: r.whole("min_run_days")?,
        max_stops: r.whole("max_stops")?,
        ramp_days: r.whole("ramp_days").unwrap_or(0),
        feed_stock_days: r.number("feed_stock_days"),
    })
}

fn coke(r: &Rec<'_>) -> Option<CokePolicy> {
    Some(CokePolicy {
        max_coking_time_h: r.number("max_coking_time_h")?,
        min_slow_days: r.whole("min_slow_days")?,
        max_slowdowns: r.whole("max_slowdowns")?,
    })
}

fn stage(r: &Rec<'_>) -> Option<Stage> {
    Some(Stage {
        span: r.dates()?,
        factor: r.number("factor")?,
        level: if r.text("level")? == "city" { StageLevel::City } else { StageLevel::Enterprise },
        cities: r.has("cities").then(|| r.texts("cities").into_iter().map(|c| c.value.to_owned()).collect()),
    })
}

fn cost(r: &Rec<'_>) -> Option<CostPolicy> {
    let by_kind = |name: &str| -> Option<ByKind<f64>> {
        let table = r.record(name)?;
        Some(Kind::ALL.map(|k| table.number(k.id()).unwrap_or(0.0)))
    };
    Some(CostPolicy {
        margin_cny_t: r.number("margin_cny_t")?,
        use_filed_margin: r.flag("use_filed_margin").unwrap_or(false),
        restart_cny: by_kind("restart_cny")?,
        banking_cny: by_kind("banking_cny")?,
        output_cny_t: by_kind("output_cny_t")?,
        emission_value_cny_kg: r.number("emission_value_cny_kg")?,
    })
}

fn emergency(r: &Rec<'_>, grades: &[String], coke: Option<&CokePolicy>, errors: &mut Errors<'_>) -> Vec<Emergency> {
    let mut out = Vec::new();
    for level in Level::ALL {
        let Some(by_grade) = r.record(level.id()) else { continue };
        for key in by_grade.keys() {
            let grade = if key.value == SCRAP_EAF { None } else { grade_index(key.value, key.span, grades, errors) };
            let Some(m) = by_grade.record(key.value) else { continue };
            if grade.is_none() && key.value != SCRAP_EAF {
                continue;
            }
            let share = Kind::ALL.map(|k| if k == Kind::CokeOven { None } else { m.number(k.id()) });
            let coking = m.records(Kind::CokeOven.id()).iter().filter_map(|c| coking(c, coke, errors)).collect();
            out.push(Emergency { level, grade, share, coking });
        }
    }
    out
}

/// POLICY-ORDER: no measure asks more than the policy's maximum.
fn coking(r: &Rec<'_>, coke: Option<&CokePolicy>, errors: &mut Errors<'_>) -> Option<CokeMeasure> {
    let hours = r.number("coking_time_h")?;
    if let Some(c) = coke.filter(|c| hours > c.max_coking_time_h) {
        let most = c.max_coking_time_h.to_string();
        errors
            .add(r.at("coking_time_h"), both!("policy-coking-above", most = most))
            .expected(both!("policy-coking-above-expected", most = most))
            .help(both!("policy-coking-above-help"));
    }
    Some(CokeMeasure { height_below_m: r.number("height_below_m"), coking_time_h: hours })
}
