//! WHOLE-STOP: furnaces and lines stop whole; only coke ovens slow down.

use super::{Check, Finding, Place, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::day::DayRange;
use crate::kind::Kind;
use crate::lang::numbers::trimmed;
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};
use std::collections::BTreeMap;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::WholeStop,
    name: Text::new("整台停产", "whole stops"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "以具体高炉设备停产为基础，不得以降低生产负荷方式代替",
        "rest on the stop of specific furnaces; lower load is no substitute",
    ),
    holds: Text::new(
        "只有焦炉可延长出焦时间，且长于正常时间、不超过政策上限；焦炉只在已定停产日（down）整座停产",
        "only coke ovens have slow-downs, with a coking time above the normal and at most the policy's maximum; a coke oven stops whole \
         only on down days",
    ),
    formula: "kind = coke-oven and coking_time_h < extended <= max_coking_time_h; whole stop of a coke oven within down",
    numbers_from: Text::new(
        "设施 coking_time_h、down；政策 [coke] max_coking_time_h",
        "units' coking_time_h, down; policy [coke] max_coking_time_h",
    ),
    example: Text::new(
        "正常出焦时间19 h、上限72 h：36 h合规，19 h和80 h不合规；给烧结机填slowdowns不合规",
        "normal 19 h, maximum 72 h: 36 h holds, 19 h and 80 h do not; nor does a slow-down of a sinter strand",
    ),
    advice: Text::new(
        "改为整台停产，焦炉在上限内延长出焦时间",
        "stop the unit whole; give coke ovens a longer coking time within the maximum",
    ),
    tests: &[Test::Unit(of_unit), Test::Plan(slowed_lines)],
};

fn of_unit(s: &Scenario, u: UnitIx, days: &UnitDays) -> Vec<Finding> {
    let mut out = Vec::new();
    if s.units[u].kind != Kind::CokeOven {
        return out;
    }
    let normal = s.units[u].coking_time_h.unwrap_or(0.0);
    let max = s.policy.coke.as_ref().map_or(f64::INFINITY, |p| p.max_coking_time_h);
    let slows = days.slows.iter().map(|w| (w.days, w.coking_time_h));
    out.extend(merged(slows.clone().filter(|w| w.1 <= normal), f64::min).into_iter().map(|(days, hours)| {
        let (h, n) = (trimmed(hours, 3), trimmed(normal, 3));
        let note = both!("whole-stop-not-longer", hours = h, normal = n);
        Finding::new(RULE.id, note).at_unit(s, u).on(s, days).amounts(hours, normal, normal - hours)
    }));
    out.extend(merged(slows.filter(|w| w.1 > max), f64::max).into_iter().map(|(days, hours)| {
        let (h, m) = (trimmed(hours, 3), trimmed(max, 3));
        let note = both!("whole-stop-too-long", hours = h, most = m);
        Finding::new(RULE.id, note).at_unit(s, u).on(s, days).amounts(hours, max, hours - max)
    }));
    for stop in &days.stops {
        for days in stop.days.runs(|d| !s.units[u].is_down(d)) {
            let (most, note) = (s.max_slow(u), both!("whole-stop-oven"));
            out.push(Finding::new(RULE.id, note).at_unit(s, u).on(s, days).amounts(1.0, most, 1.0 - most));
        }
    }
    out
}

/// Slow-downs of other kinds than coke ovens, which amount to nothing in a schedule.
fn slowed_lines(c: &Check) -> Vec<Finding> {
    let s = c.scenario;
    if c.plan.slowdowns.is_empty() {
        return Vec::new();
    }
    let index = s.unit_index();
    let mut slowed: BTreeMap<UnitIx, Vec<(DayRange, f64)>> = BTreeMap::new();
    for w in &c.plan.slowdowns {
        let Some(&u) = index.get(&(w.enterprise.as_str(), w.unit.as_str())) else { continue };
        let days = s.season.clip(w.start, w.end).intersect(s.units[u].service);
        if s.units[u].kind != Kind::CokeOven && !days.is_empty() {
            slowed.entry(u).or_default().push((days, w.coking_time_h));
        }
    }
    let mut out = Vec::new();
    for (u, mut list) in slowed {
        list.sort_by_key(|w| w.0);
        for (days, _) in merged(list.into_iter(), f64::max) {
            let note = both!("whole-stop-slowed", kind = s.units[u].kind);
            out.push(Finding::new(RULE.id, note).at(Place::unit(s, u)).on(s, days).too_many_days(days.len() as f64));
        }
    }
    out
}

/// Sorted spans, those that touch made one with the worse of their hours.
fn merged(spans: impl Iterator<Item = (DayRange, f64)>, worse: fn(f64, f64) -> f64) -> Vec<(DayRange, f64)> {
    let mut out: Vec<(DayRange, f64)> = Vec::new();
    for (days, hours) in spans {
        match out.last_mut() {
            Some((run, h)) if days.first <= run.end => {
                run.end = run.end.max(days.end);
                *h = worse(*h, hours);
            }
            _ => out.push((days, hours)),
        }
    }
    out
}
