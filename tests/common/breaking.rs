//! Plans broken in every way that the contract names.

use chrono::{Days, NaiveDate};
use rand::{RngExt, seq::IndexedRandom};
use rand_pcg::Pcg64;
use steel_stagger::kind::Kind;
use steel_stagger::plan::{Plan, Slowdown, Stop};
use steel_stagger::policy::Span;
use steel_stagger::scenario::Scenario;

fn later(d: NaiveDate, n: i64) -> NaiveDate {
    d + chrono::TimeDelta::days(n)
}

fn stop(s: &Scenario, u: usize, start: NaiveDate, end: NaiveDate) -> Stop {
    let unit = &s.units[u];
    Stop { enterprise: s.enterprises[unit.enterprise].id.clone(), unit: unit.id.clone(), start, end, line: 0 }
}

fn slowdown(s: &Scenario, u: usize, start: NaiveDate, end: NaiveDate, coking_time_h: f64) -> Slowdown {
    let p = stop(s, u, start, end);
    Slowdown { enterprise: p.enterprise, unit: p.unit, start, end, coking_time_h, line: 0 }
}

fn day(s: &Scenario, rng: &mut Pcg64) -> NaiveDate {
    s.season.start + Days::new(rng.random_range(0..u64::from(s.season.len)))
}

fn unit(s: &Scenario, kind: Option<Kind>, rng: &mut Pcg64) -> Option<usize> {
    let of: Vec<usize> = (0..s.units.len()).filter(|&u| kind.is_none_or(|k| s.units[u].kind == k)).collect();
    of.choose(rng).copied()
}

/// Breaks one thing; its name. Where a plan has nothing to break in that way, it stays as it is.
#[allow(clippy::too_many_lines)]
pub fn one(s: &mut Scenario, plan: &mut Plan, rng: &mut Pcg64) -> &'static str {
    let pick = plan.stops.len().checked_sub(1).map(|n| rng.random_range(0..=n));
    let slow = plan.slowdowns.len().checked_sub(1).map(|n| rng.random_range(0..=n));
    let small = rng.random_range(1..9i64);
    let from = day(s, rng);
    match rng.random_range(0..30) {
        0 => {
            if let Some(i) = pick {
                plan.stops[i].end = later(plan.stops[i].end, -small);
            }
            "earlier restart"
        }
        1 => {
            if let Some(i) = pick {
                plan.stops[i].start = later(plan.stops[i].start, small);
            }
            "later stop"
        }
        2 => {
            if let Some(i) = pick {
                plan.stops[i].end = later(plan.stops[i].start, small - 1);
            }
            "short stop"
        }
        3 => {
            if let Some(i) = pick {
                plan.stops.remove(i);
            }
            "stop left out"
        }
        4 => {
            if let Some(i) = pick {
                let mut p = plan.stops[i].clone();
                (p.start, p.end) = (later(p.start, small), later(p.end, small));
                plan.stops.push(p);
            }
            "overlapping stop"
        }
        5 => {
            if let Some(i) = pick {
                plan.stops[i].unit += "?";
            }
            "unknown unit"
        }
        6 => {
            if let Some(i) = pick {
                plan.stops[i].enterprise += "?";
            }
            "unknown enterprise"
        }
        7 => {
            if let Some(u) = unit(s, None, rng) {
                let end = s.season.end();
                plan.stops.push(stop(s, u, later(end, -small), later(end, small)));
                plan.stops.push(stop(s, u, later(s.season.start, -small), s.season.start));
            }
            "out of season"
        }
        8 => {
            if let Some(i) = pick {
                plan.stops[i].end = later(plan.stops[i].start, -small);
            }
            "start after end"
        }
        9 => {
            let held: Vec<usize> = (0..s.units.len()).filter(|&u| !s.units[u].must_run.is_empty()).collect();
            if let Some(&u) = held.choose(rng) {
                let d = s.season.date(s.units[u].must_run[0].first);
                plan.stops.push(stop(s, u, later(d, -small), later(d, small)));
            }
            "stop within must_run"
        }
        10 => {
            if let Some(u) = unit(s, None, rng) {
                plan.stops.push(stop(s, u, from, later(from, small * 3)));
            }
            "a stop anywhere"
        }
        11 => {
            if let Some(u) = unit(s, Some(Kind::CokeOven), rng) {
                plan.stops.push(stop(s, u, from, later(from, small)));
            }
            "a coke oven stopped whole"
        }
        12 => {
            if let Some(i) = slow {
                plan.slowdowns[i].coking_time_h = *[-3.0, 0.0, 5.0, 19.0, 30.0, 71.9, 72.5, 300.0].choose(rng).unwrap();
            }
            "another coking time"
        }
        13 => {
            if let Some(i) = slow {
                plan.slowdowns[i].end = later(plan.slowdowns[i].start, small - 1);
            }
            "short slow-down"
        }
        14 => {
            if let Some(i) = slow {
                let mut p = plan.slowdowns[i].clone();
                let middle = later(p.start, (p.end - p.start).num_days() / 2);
                plan.slowdowns[i].end = middle;
                p.start = later(middle, 1 + i64::from(rng.random_bool(0.2)));
                if rng.random_bool(0.6) {
                    p.coking_time_h += 1.5;
                }
                plan.slowdowns.push(p);
            }
            "slow-down in two"
        }
        15 => {
            if let Some(u) = unit(s, None, rng) {
                plan.slowdowns.push(slowdown(s, u, from, later(from, small * 2), 40.0));
            }
            "a slow-down anywhere"
        }
        16 => {
            if let Some(u) = unit(s, Some(Kind::CokeOven), rng) {
                for k in 0..4 {
                    let a = later(from, k * small);
                    plan.slowdowns.push(slowdown(s, u, a, later(a, 4), 30.0 + k as f64));
                }
            }
            "many slow-downs"
        }
        17 => {
            let x = rng.random_range(-1e6..1e9);
            plan.solve.objective = rng.random_bool(0.7).then_some(x);
            plan.solve.bound = rng.random_bool(0.7).then_some(x * rng.random_range(0.9..1.1));
            plan.solve.gap = rng.random_bool(0.7).then_some(rng.random_range(-0.1..0.1));
            "claims"
        }
        18 => {
            if let Some(u) = unit(s, None, rng) {
                let p = stop(s, u, s.season.start, s.season.end());
                plan.stops.retain(|q| (&q.enterprise, &q.unit) != (&p.enterprise, &p.unit));
                plan.stops.push(p);
            }
            "stopped all season"
        }
        19 => {
            if let Some(i) = pick {
                let id = plan.stops[i].enterprise.clone();
                plan.stops.retain(|p| p.enterprise != id);
                plan.slowdowns.retain(|p| p.enterprise != id || rng.random_bool(0.5));
            }
            "a mill left out"
        }
        20 => {
            if let (Some(e), Some(u)) = (s.episodes.choose(rng), unit(s, None, rng)) {
                let (a, b) = (s.season.date(e.days.first), s.season.date(e.days.end - 1));
                let (a, b) = if rng.random_bool(0.3) { (later(a, -1), b) } else { (a, b) };
                if s.units[u].kind == Kind::CokeOven {
                    plan.slowdowns.push(slowdown(s, u, a, b, 36.0));
                } else {
                    plan.stops.push(stop(s, u, a, later(b, i64::from(rng.random_bool(0.2)))));
                }
            }
            "an episode stop"
        }
        21 => {
            plan.scenario += "?";
            "another scenario's"
        }
        22 => {
            plan.stops.retain(|p| !s.units.iter().any(|u| u.id == p.unit && u.kind == Kind::BlastFurnace));
            for u in (0..s.units.len()).filter(|&u| s.units[u].kind == Kind::BlastFurnace) {
                plan.stops.push(stop(s, u, from, later(from, small * 3)));
            }
            "one cut for all"
        }
        23 => {
            if let Some(i) = pick {
                let mut p = plan.stops[i].clone();
                p.start = later(p.end, small);
                p.end = later(p.start, 2 * small);
                plan.stops.push(p);
            }
            "stopped again soon"
        }
        24 => {
            let n = s.enterprises.len();
            if n > 1 {
                let e = rng.random_range(1..n);
                s.enterprises[e].permit = Some("P".into());
                s.enterprises[rng.random_range(0..e)].permit = Some("P".into());
            }
            "one permit for two"
        }
        25 => {
            let span = Span { start: from, end: later(from, 2 * small) };
            s.policy.rule_days.insert("SPRING-FESTIVAL".into(), vec![span]);
            "restarts forbidden"
        }
        26 => {
            let e = rng.random_range(0..s.enterprises.len());
            let ent = &mut s.enterprises[e];
            (ent.capacity_utilisation, ent.steel_per_iron) = (f64::from(rng.random_range(1..30)) / 10.0, 0.3 * small as f64);
            ent.evidence.clear();
            "filed what cannot be"
        }
        27 => {
            if let Some(u) = unit(s, None, rng) {
                let unit = &mut s.units[u];
                unit.size = unit.size.map(|size| size * 0.4 * small as f64);
                unit.coking_time_h = unit.coking_time_h.map(|_| 4.0 * small as f64);
            }
            "filed a size that cannot be"
        }
        28 => {
            s.policy.cost.emission_value_cny_kg *= 4.0 * small as f64;
            "stops that pay"
        }
        _ => {
            if let (Some(u), Some(old)) = (unit(s, None, rng), unit(s, None, rng))
                && u != old
            {
                s.units[u].replaces = vec![old];
            }
            "replaced and not retired"
        }
    }
}
