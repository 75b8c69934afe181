//! What is filed: CONCRETE, CLAIM, SCENARIO, PERMIT, REPLACEMENT.

use super::units::in_service;
use super::{Found, at_enterprise, at_unit, date, runs, season_len};
use chrono::NaiveDate;
use steel_stagger::plan::Plan;
use steel_stagger::scenario::Scenario;

struct Item<'a> {
    enterprise: &'a str,
    unit: &'a str,
    start: NaiveDate,
    end: NaiveDate,
}

/// All five.
pub fn check(s: &Scenario, plan: &Plan, objective: f64, out: &mut Vec<Found>) {
    let stops = plan.stops.iter().map(|p| Item { enterprise: &p.enterprise, unit: &p.unit, start: p.start, end: p.end });
    let slow = plan.slowdowns.iter().map(|p| Item { enterprise: &p.enterprise, unit: &p.unit, start: p.start, end: p.end });
    let items: Vec<Item> = stops.chain(slow).collect();
    for item in &items {
        let known = (0..s.units.len())
            .find(|&u| s.enterprises[s.units[u].enterprise].id == item.enterprise && s.units[u].id == item.unit);
        let place = known.map_or_else(
            || Found { enterprise: item.enterprise.to_owned(), unit: item.unit.to_owned(), ..blank("CONCRETE") },
            |u| at_unit(s, "CONCRETE", u),
        );
        let place = Found { first: Some(item.start), last: Some(item.end), ..place };
        if item.start > item.end || known.is_none() {
            out.push(place);
            continue;
        }
        let (u, season_end) = (known.unwrap(), date(s, season_len(s) - 1));
        if item.start < s.season.start {
            let last = item.end.min(s.season.start.pred_opt().unwrap());
            out.push(days(Found { last: Some(last), ..place.clone() }));
        }
        if item.end > season_end {
            let first = item.start.max(season_end.succ_opt().unwrap());
            out.push(days(Found { first: Some(first), ..place.clone() }));
        }
        let out_of_service = (0..season_len(s)).map(|d| {
            let day = date(s, d);
            item.start <= day && day <= item.end && !in_service(s, u, day)
        });
        for (a, b) in runs(out_of_service) {
            out.push(days(place.clone().on(s, a, b)));
        }
    }
    for u in 0..s.units.len() {
        let own = |i: &&Item| i.enterprise == s.enterprises[s.units[u].enterprise].id && i.unit == s.units[u].id;
        let twice = (0..season_len(s))
            .map(|d| items.iter().filter(own).filter(|i| i.start <= date(s, d) && date(s, d) <= i.end).count() > 1);
        for (a, b) in runs(twice) {
            out.push(days(at_unit(s, "CONCRETE", u).on(s, a, b)));
        }
    }
    claim(plan, objective, out);
    if plan.scenario != s.name {
        out.push(Found { warning: true, ..blank("SCENARIO") });
    }
    filing(s, out);
}

fn blank(rule: &'static str) -> Found {
    Found { rule, ..Found::default() }
}

fn days(f: Found) -> Found {
    let n = (f.last.unwrap() - f.first.unwrap()).num_days() + 1;
    Found { short_by: Some(n as f64), ..f }
}

fn claim(plan: &Plan, objective: f64, out: &mut Vec<Found>) {
    let c = &plan.solve;
    let slack = |size: f64| f64::max(1.0, 1e-6 * size.abs());
    if c.objective.is_some_and(|x| (x - objective).abs() > slack(objective)) {
        out.push(blank("CLAIM").numbers(c.objective.unwrap(), objective, (c.objective.unwrap() - objective).abs()));
    }
    if c.bound.is_some_and(|x| x > objective + slack(objective)) {
        out.push(blank("CLAIM").numbers(c.bound.unwrap(), objective, c.bound.unwrap() - objective));
    }
    if let (Some(o), Some(b), Some(g)) = (c.objective, c.bound, c.gap) {
        let formula = (o - b) / f64::max(o.abs(), 1.0);
        if (g - formula).abs() > 1e-6 {
            out.push(blank("CLAIM").numbers(g, formula, (g - formula).abs()));
        }
    }
}

fn filing(s: &Scenario, out: &mut Vec<Found>) {
    for (e, ent) in s.enterprises.iter().enumerate() {
        if ent.permit.is_some() && s.enterprises[..e].iter().any(|other| other.permit == ent.permit) {
            out.push(at_enterprise(s, "PERMIT", e));
        }
    }
    for (u, unit) in s.units.iter().enumerate() {
        for &old in &unit.replaces {
            let both = (0..season_len(s)).filter(|&d| {
                in_service(s, u, date(s, d)) && s.units[old].retired.is_none_or(|r| date(s, d) < r)
            });
            let both: Vec<usize> = both.collect();
            if let (Some(&a), Some(&b)) = (both.first(), both.last()) {
                out.push(days(at_unit(s, "REPLACEMENT", u).on(s, a, b)));
            }
        }
    }
}
