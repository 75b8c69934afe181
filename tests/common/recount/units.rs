//! Contract section 4, one unit: what it does on each day.

use super::{date, runs, season_len};
use chrono::NaiveDate;
use steel_stagger::kind::Kind;
use steel_stagger::plan::Plan;
use steel_stagger::policy::{Emergency, Level, Span};
use steel_stagger::scenario::{Route, Scenario};

/// What a stop or a slow-down is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Fixed,
    Episode,
    Ordinary,
}

/// A stop or slow-down after back-to-back ones are made one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    pub first: usize,
    pub last: usize,
    pub class: Class,
    /// Coking time of a slow-down, h; 0 for a stop.
    pub hours: f64,
}

impl Run {
    pub fn len(&self) -> usize {
        self.last - self.first + 1
    }
}

/// A unit's season.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitDays {
    pub service: Vec<bool>,
    pub down: Vec<bool>,
    pub must_run: Vec<bool>,
    /// Stopped whole.
    pub stopped: Vec<bool>,
    /// Coking time of the slow-down of that day, h.
    pub slow: Vec<Option<f64>>,
    pub stop: Vec<f64>,
    pub counted: Vec<f64>,
    pub cold: Vec<f64>,
    pub stops: Vec<Run>,
    pub slowdowns: Vec<Run>,
}

/// Whether a unit is idle (长期停产): it last ran more than the policy's days before the season.
pub fn idle(s: &Scenario, u: usize) -> bool {
    match (s.units[u].last_ran, s.policy.idle_after_days) {
        (Some(ran), Some(most)) => (s.season.start - ran).num_days() > i64::from(most),
        _ => false,
    }
}

/// In service from `commissioned` to the day before `retired`, and not idle.
pub fn in_service(s: &Scenario, u: usize, day: NaiveDate) -> bool {
    let unit = &s.units[u];
    !idle(s, u) && unit.commissioned.is_none_or(|c| c <= day) && unit.retired.is_none_or(|r| day < r)
}

/// The measure of an episode level for an enterprise.
pub fn measure(s: &Scenario, level: Level, e: usize) -> Option<&Emergency> {
    let ent = &s.enterprises[e];
    let grade = if ent.route == Route::ScrapEaf { None } else { Some(ent.grade) };
    s.policy.emergency.iter().find(|m| m.level == level && m.grade == grade)
}

/// Whether a measure names a kind.
pub fn names(m: &Emergency, kind: Kind) -> bool {
    if kind == Kind::CokeOven { !m.coking.is_empty() } else { m.share[kind as usize].is_some() }
}

/// Whether a day is one of an episode of that city.
pub fn episode_day(s: &Scenario, city: usize, d: usize) -> bool {
    s.episodes.iter().any(|e| e.city == city && e.days.days().contains(&d))
}

/// Fixed: all its days are `down`. Episode: not fixed, each day is `down` or an episode day of the city, and the measure of
/// one of those episodes names the kind for the enterprise. Else ordinary.
fn class(s: &Scenario, u: usize, down: &[bool], first: usize, last: usize) -> Class {
    let unit = &s.units[u];
    let city = s.enterprises[unit.enterprise].city;
    let days = first..=last;
    if days.clone().all(|d| down[d]) {
        return Class::Fixed;
    }
    let within = days.clone().all(|d| down[d] || episode_day(s, city, d));
    let named = s.episodes.iter().filter(|e| e.city == city).any(|e| {
        days.clone().any(|d| e.days.days().contains(&d))
            && measure(s, e.level, unit.enterprise).is_some_and(|m| names(m, unit.kind))
    });
    if within && named { Class::Episode } else { Class::Ordinary }
}

/// What a plan makes of a unit. Days out of season or service are dropped, overlaps count once, a stop beats a slow-down,
/// the longer coking time wins.
pub fn unit_days(s: &Scenario, plan: &Plan, u: usize) -> UnitDays {
    let unit = &s.units[u];
    let ent = &s.enterprises[unit.enterprise].id;
    let n = season_len(s);
    let mut stopped = vec![false; n];
    let mut slow = vec![None; n];
    for d in (0..n).filter(|&d| in_service(s, u, date(s, d))) {
        let day = date(s, d);
        stopped[d] = plan.stops.iter().any(|p| &p.enterprise == ent && p.unit == unit.id && p.start <= day && day <= p.end);
        for p in &plan.slowdowns {
            let meets = &p.enterprise == ent && p.unit == unit.id && p.start <= day && day <= p.end;
            if meets && unit.kind == Kind::CokeOven && !stopped[d] {
                slow[d] = Some(slow[d].map_or(p.coking_time_h, |t| f64::max(t, p.coking_time_h)));
            }
        }
    }
    from_days(s, u, stopped, slow)
}

/// The quantities of a unit from its stopped days and its coking times.
pub fn from_days(s: &Scenario, u: usize, stopped: Vec<bool>, slow: Vec<Option<f64>>) -> UnitDays {
    let unit = &s.units[u];
    let n = season_len(s);
    let filed = |spans: &[(Span, Option<String>)]| -> Vec<bool> {
        (0..n).map(|d| spans.iter().any(|(p, _)| p.start <= date(s, d) && date(s, d) <= p.end)).collect()
    };
    let service: Vec<bool> = (0..n).map(|d| in_service(s, u, date(s, d))).collect();
    let clip = |days: Vec<bool>| -> Vec<bool> { days.iter().zip(&service).map(|(&a, &b)| a && b).collect() };
    let down = clip(filed(&unit.down_filed));
    let must_run = clip(filed(&unit.must_run_filed));

    let stops: Vec<Run> = runs(stopped.iter().copied())
        .into_iter()
        .map(|(first, last)| Run { first, last, class: class(s, u, &down, first, last), hours: 0.0 })
        .collect();
    let mut slowdowns: Vec<Run> = Vec::new();
    for (d, hours) in slow.iter().enumerate().filter_map(|(d, t)| Some((d, (*t)?))) {
        match slowdowns.last_mut() {
            Some(r) if r.last + 1 == d && hours.to_bits() == r.hours.to_bits() => r.last = d,
            _ => slowdowns.push(Run { first: d, last: d, class: Class::Ordinary, hours }),
        }
    }
    for r in &mut slowdowns {
        r.class = class(s, u, &down, r.first, r.last);
    }

    let shape = s.policy.shape[unit.kind as usize].as_ref().unwrap();
    let (mut stop, mut counted, mut cold) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    for d in 0..n {
        if stopped[d] {
            stop[d] = 1.0;
        } else if let Some(time) = slow[d] {
            let normal = unit.coking_time_h.unwrap();
            stop[d] = if time > normal { 1.0 - normal / time } else { 0.0 };
        }
        let short = stops.iter().any(|r| r.first <= d && d <= r.last && r.len() < usize::from(shape.min_stop_days));
        counted[d] = if short { 0.0 } else { stop[d] };
        let warming =
            stops.iter().any(|r| r.class != Class::Episode && r.last < d && d <= r.last + usize::from(shape.ramp_days));
        cold[d] = if stopped[d] || warming { 1.0 } else { 0.0 };
    }
    UnitDays { service, down, must_run, stopped, slow, stop, counted, cold, stops, slowdowns }
}
