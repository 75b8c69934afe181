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
    let mut places: Vec<(&str, &str)> = items.iter().map(|i| (i.enterprise, i.unit)).collect();
    places.sort_unstable();
    places.dedup();
    for (enterprise, unit) in places {
        let own: Vec<&Item> = items.iter().filter(|i| (i.enterprise, i.unit) == (enterprise, unit)).collect();
        concrete(s, enterprise, unit, &own, out);
    }
    claim(plan, objective, out);
    if plan.scenario != s.name {
        out.push(Found { warning: true, ..blank("SCENARIO") });
    }
    filing(s, out);
}

/// One place of the plan: each calendar day from its first item to its last.
fn concrete(s: &Scenario, enterprise: &str, unit: &str, items: &[&Item], out: &mut Vec<Found>) {
    let known = (0..s.units.len()).find(|&u| s.enterprises[s.units[u].enterprise].id == enterprise && s.units[u].id == unit);
    let place = known.map_or_else(
        || Found { enterprise: enterprise.to_owned(), unit: unit.to_owned(), ..blank("CONCRETE") },
        |u| at_unit(s, "CONCRETE", u),
    );
    // Which days such an item is about is anyone's guess.
    out.extend(items.iter().filter(|i| i.start > i.end).map(|_| place.clone()));
    let items: Vec<&&Item> = items.iter().filter(|i| i.start <= i.end).collect();
    let (Some(from), Some(to)) = (items.iter().map(|i| i.start).min(), items.iter().map(|i| i.end).max()) else { return };
    let all: Vec<NaiveDate> = from.iter_days().take_while(|d| *d <= to).collect();
    let covers = |d: NaiveDate| items.iter().filter(|i| i.start <= d && d <= i.end).count();
    let season = s.season.start..=date(s, season_len(s) - 1);
    let mut tell = |fault: &dyn Fn(NaiveDate) -> bool| {
        for (a, b) in runs(all.iter().map(|&d| covers(d) > 0 && fault(d))) {
            out.push(days(Found { first: Some(all[a]), last: Some(all[b]), ..place.clone() }));
        }
    };
    let Some(u) = known else { return tell(&|_| true) };
    tell(&|d| !season.contains(&d));
    tell(&|d| season.contains(&d) && !in_service(s, u, d));
    tell(&|d| covers(d) > 1);
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
            let both = (0..season_len(s))
                .filter(|&d| in_service(s, u, date(s, d)) && s.units[old].retired.is_none_or(|r| date(s, d) < r));
            let both: Vec<usize> = both.collect();
            if let (Some(&a), Some(&b)) = (both.first(), both.last()) {
                out.push(days(at_unit(s, "REPLACEMENT", u).on(s, a, b)));
            }
        }
    }
}
