//! GRADE-ORDER, ONE-CUT, FEED, CHANGE, IDLE.

use super::ratios::{base, each_over, increments, of_kind, primary, ratio, serving};
use super::units::{Class, UnitDays, episode_day};
use super::{Found, at_city, at_enterprise, at_unit, runs, season_len};
use steel_stagger::kind::Kind;
use steel_stagger::scenario::{Route, Scenario};

/// All five.
pub fn check(s: &Scenario, units: &[UnitDays], out: &mut Vec<Found>) {
    let from = out.len();
    for c in 0..s.cities.len() {
        grade_order(s, units, c, out);
        one_cut(s, units, c, out);
    }
    for e in 0..s.enterprises.len() {
        feed(s, units, e, out);
        change(s, units, e, out);
    }
    for (u, days) in units.iter().enumerate() {
        let there: Vec<usize> = (0..season_len(s)).filter(|&d| days.service[d]).collect();
        let excused = s.units[u].last_ran.is_some() || days.down.contains(&true);
        if !excused && !there.is_empty() && there.iter().all(|&d| days.stopped[d]) {
            out.push(at_unit(s, "IDLE", u).on(s, there[0], *there.last().unwrap()));
        }
    }
    for f in &mut out[from..] {
        f.warning = true;
    }
}

fn grade_order(s: &Scenario, units: &[UnitDays], c: usize, out: &mut Vec<Found>) {
    let mut above: Option<(f64, f64)> = None;
    for grade in 0..s.policy.grades.len() {
        let mills: Vec<usize> = (0..s.enterprises.len())
            .filter(|&e| {
                let ent = &s.enterprises[e];
                ent.city == c
                    && ent.grade == grade
                    && ent.route != Route::ScrapEaf
                    && increments(s, e) == 0.0
                    && ent.min_ratio.is_none()
            })
            .collect();
        let set: Vec<usize> = mills.iter().flat_map(|&e| primary(s, e)).collect();
        let Some(r) = ratio(s, units, &each_over(s, &set)) else { continue };
        let own_base = base(s, mills[0]);
        if let Some((before, base_before)) = above {
            let apart = if (own_base - base_before).abs() > 0.0 { 0.005 } else { 0.0 };
            if r < before + apart - 1e-6 {
                out.push(at_city(s, "GRADE-ORDER", c).numbers(r, before + apart, before + apart - r));
            }
        }
        above = Some((r, own_base));
    }
}

fn one_cut(s: &Scenario, units: &[UnitDays], c: usize, out: &mut Vec<Found>) {
    let mut mills = 0;
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for e in (0..s.enterprises.len()).filter(|&e| s.enterprises[e].city == c) {
        let furnaces = of_kind(s, e, Kind::BlastFurnace);
        if !furnaces.iter().any(|&u| units[u].service.contains(&true)) {
            continue;
        }
        mills += 1;
        let period = s.enterprises[e].period.days();
        let standing: Vec<usize> = period.filter(|&d| furnaces.iter().any(|&u| units[u].stopped[d])).collect();
        if let (Some(&a), Some(&b)) = (standing.first(), standing.last()) {
            cuts.push((a, b));
        }
    }
    if mills < 3 {
        return;
    }
    let mut told: Vec<(usize, usize)> = Vec::new();
    for &(a, b) in &cuts {
        let same = cuts.iter().filter(|&&cut| cut == (a, b)).count();
        if same as f64 >= 0.8 * f64::from(mills) - 1e-9 && !told.contains(&(a, b)) {
            told.push((a, b));
            out.push(at_city(s, "ONE-CUT", c).on(s, a, b));
        }
    }
}

/// Stopped share by rate of the units in service on a day.
fn share(s: &Scenario, units: &[UnitDays], set: &[usize], d: usize) -> Option<f64> {
    let there: Vec<usize> = set.iter().copied().filter(|&u| units[u].service[d]).collect();
    let all: f64 = there.iter().map(|&u| s.units[u].rate_t_d).sum();
    let stopped: f64 = there.iter().map(|&u| s.units[u].rate_t_d * units[u].stop[d]).sum();
    (all > 0.0).then(|| stopped / all)
}

/// The run of days with the largest Σ f(d): the first to end of such, and the shortest of those.
fn feed(s: &Scenario, units: &[UnitDays], e: usize, out: &mut Vec<Found>) {
    let furnaces = of_kind(s, e, Kind::BlastFurnace);
    for kind in [Kind::CokeOven, Kind::Sinter, Kind::Pellet, Kind::LimeKiln, Kind::Eaf] {
        let Some(stock) = s.policy.shape[kind as usize].as_ref().and_then(|x| x.feed_stock_days) else { continue };
        let set = serving(s, e, kind);
        let f: Vec<f64> = (0..season_len(s))
            .map(|d| match (share(s, units, &set, d), share(s, units, &furnaces, d)) {
                (Some(a), Some(b)) if !episode_day(s, s.enterprises[e].city, d) => a - b,
                _ => 0.0,
            })
            .collect();
        let (mut most, mut at) = (0.0, None);
        for b in 0..f.len() {
            for a in (0..=b).rev() {
                let sum: f64 = f[a..=b].iter().sum();
                if sum > most + 1e-9 {
                    (most, at) = (sum, Some((a, b)));
                }
            }
        }
        if let Some((a, b)) = at.filter(|_| most > stock + 1e-6) {
            let place = Found { kind: kind.id().to_owned(), ..at_enterprise(s, "FEED", e) };
            out.push(place.on(s, a, b).numbers(most, stock, most - stock));
        }
    }
}

fn change(s: &Scenario, units: &[UnitDays], e: usize, out: &mut Vec<Found>) {
    let furnaces = of_kind(s, e, Kind::BlastFurnace);
    let moving = (0..season_len(s)).map(|d| {
        furnaces
            .iter()
            .filter(|&&u| units[u].stops.iter().any(|r| r.class == Class::Ordinary && (r.first == d || r.last == d)))
            .count()
    });
    let moving: Vec<usize> = moving.collect();
    for (a, b) in runs(moving.iter().map(|&n| n > 1)) {
        out.push(at_enterprise(s, "CHANGE", e).on(s, a, b));
    }
}
