//! Every admissible set of stopped days of a unit that stops whole.

use super::Cost;
use super::recount::shape::restarts_on_listed_day;
use super::recount::units::{Class, episode_day, from_days, unit_days};
use super::recount::{runs, season_len};
use super::rows::Row;
use std::collections::HashMap;
use steel_stagger::kind::Kind;
use steel_stagger::plan::Plan;
use steel_stagger::policy::Shape;
use steel_stagger::scenario::Scenario;

/// A unit's season: what it costs and what it adds to each row.
#[derive(Debug, Clone)]
pub struct Pattern {
    pub cost: f64,
    pub adds: Vec<f64>,
}

/// Longest season that is enumerated, days.
const MOST_DAYS: usize = 24;
/// Most sets of days that are looked at for a unit.
const MOST_MASKS: usize = 100_000;

/// The cheapest pattern for each different effect on the rows, cheapest first.
pub fn patterns(s: &Scenario, u: usize, rows: &[Row], cost: &Cost) -> Result<Vec<Pattern>, String> {
    let n = season_len(s);
    if n > MOST_DAYS {
        return Err(format!("a season of {n} days"));
    }
    let at_rest = unit_days(s, &Plan::default(), u);
    let bits = |flags: &[bool]| flags.iter().enumerate().fold(0u64, |sum, (d, &on)| sum | (u64::from(on) << d));
    let (service, down, must_run) = (bits(&at_rest.service), bits(&at_rest.down), bits(&at_rest.must_run));
    let shape = s.policy.shape[s.units[u].kind as usize].as_ref().unwrap();
    let city = s.enterprises[s.units[u].enterprise].city;
    let episodes = bits(&(0..n).map(|d| episode_day(s, city, d)).collect::<Vec<bool>>());
    let mut best: HashMap<Vec<i64>, Pattern> = HashMap::new();
    let mut masks = vec![0u64];
    for d in 0..n {
        let today = 1u64 << d;
        let mut next = Vec::with_capacity(masks.len() * 2);
        for mask in masks {
            // A run that ends the day before is closed; the one that goes on may still grow.
            if down & today == 0 && !hopeless(mask, n, down | episodes, shape) {
                next.push(mask);
            }
            if service & !must_run & today != 0 {
                next.push(mask | today);
            }
        }
        masks = next;
        if masks.len() > MOST_MASKS {
            return Err("too many patterns".into());
        }
    }
    for mask in masks {
        let stopped = (0..n).map(|d| mask >> d & 1 == 1).collect();
        let days = from_days(s, u, stopped, vec![None; n]);
        let own: Vec<_> = days.stops.iter().filter(|r| r.class == Class::Ordinary).collect();
        let short = own.iter().any(|r| r.len() < usize::from(shape.min_stop_days));
        let close = own.windows(2).any(|w| w[1].first - w[0].last - 1 < usize::from(shape.min_run_days));
        let holidays =
            s.units[u].kind == Kind::BlastFurnace && (0..n).any(|d| restarts_on_listed_day(s, "SPRING-FESTIVAL", &days, d));
        if short || close || holidays || own.len() > usize::from(shape.max_stops) {
            continue;
        }
        let cost = cost(s, u, &days);
        let adds: Vec<f64> = rows.iter().map(|r| r.adds(u, &days)).collect();
        let key = adds.iter().map(|x| (x * 1e10).round() as i64).collect();
        let entry = best.entry(key).or_insert_with(|| Pattern { cost, adds });
        entry.cost = entry.cost.min(cost);
    }
    let mut out: Vec<Pattern> = best.into_values().collect();
    out.sort_by(|a, b| a.cost.total_cmp(&b.cost).then_with(|| a.adds.partial_cmp(&b.adds).unwrap()));
    Ok(out)
}

/// A cheap look before the full one, at a set of days without an open run at its end: a run with a day that is neither
/// `down` nor an episode's is ordinary.
fn hopeless(mask: u64, n: usize, excused: u64, shape: &Shape) -> bool {
    let mut ordinary = 0;
    for (a, b) in runs((0..n).map(|d| mask >> d & 1 == 1)) {
        if (a..=b).any(|d| excused >> d & 1 == 0) {
            ordinary += 1;
            if b - a + 1 < usize::from(shape.min_stop_days) || ordinary > shape.max_stops {
                return true;
            }
        }
    }
    false
}
