//! What a city files, set from the witness with a margin: last year's steel, quotas, bands, the city's ratio, heat.

use super::draft::{Draft, Frame, Mill};
use super::fleet::Knobs;
use crate::day::{Day, DayRange, a_year_before};
use crate::kind::Kind;
use crate::policy::StageLevel;
use crate::scenario::{LastYear, Quota, ShareBand};
use chrono::{Datelike, NaiveDate};
use rand::RngExt;
use rand_pcg::Pcg64;

pub(super) fn set(frame: &Frame<'_>, knobs: &Knobs, draft: &mut Draft, rng: &mut Pcg64) {
    for mill in &mut draft.mills {
        if mill.units.iter().any(super::draft::Unit::is_primary) {
            last_year(frame, knobs, mill, rng);
        }
    }
    for c in 0..draft.cities.len() {
        stages(frame, draft, c, rng.random_bool(knobs.tight_stage));
        city(frame, knobs, draft, c, rng);
    }
    for mill in &mut draft.mills {
        round_last_year(mill);
        quotas(frame, knobs, mill, rng);
        heat(frame, mill);
    }
}

/// Tonnes made last year, near full running; for a mill without a ratio a little above the witness, so that its steel binds.
fn last_year(frame: &Frame<'_>, knobs: &Knobs, mill: &mut Mill, rng: &mut Pcg64) {
    let season = frame.season;
    let (made, full) = (mill.steel(season.all(), false), mill.steel(season.all(), true));
    let least = made * rng.random_range(1.003..1.01) + 10.0;
    let total = if mill.required(frame.policy) > 0.0 { least.max(full * rng.random_range(0.92..1.0)) } else { least };
    if !rng.random_bool(knobs.monthly) {
        mill.last_year = Some(LastYear::Total(total));
        return;
    }
    let (first, last) = (a_year_before(season.start), a_year_before(season.end()));
    let mut table = Vec::new();
    let mut month = NaiveDate::from_ymd_opt(first.year(), first.month(), 1);
    while let Some(m) = month.filter(|m| *m <= last) {
        let next = m + chrono::Months::new(1);
        let a_day = total / f64::from(season.len) * rng.random_range(0.95..1.05);
        table.push(((m.year(), m.month()), a_day * (next - m).num_days() as f64));
        month = Some(next);
    }
    let table = LastYear::Monthly(table);
    let factor = total / table.over(season, season.all());
    mill.last_year = Some(scaled(&table, factor));
}

fn scaled(table: &LastYear, factor: f64) -> LastYear {
    match table {
        LastYear::Total(t) => LastYear::Total(t * factor),
        LastYear::Monthly(table) => LastYear::Monthly(table.iter().map(|&(m, t)| (m, t * factor)).collect()),
    }
}

/// Scales last year's steel until the stages that name the city hold: up as far as needed, and where `tight` down to where
/// they just do, but never below what the mill's own season needs.
fn stages(frame: &Frame<'_>, draft: &mut Draft, c: usize, tight: bool) {
    let policy = frame.policy;
    let named: Vec<_> = policy.stages.iter().filter(|s| s.names(&draft.cities[c].name)).collect();
    for stage in &named {
        let days = frame.season.clip(stage.span.start, stage.span.end);
        let ratio = |m: &Mill| {
            let last = m.last_year.as_ref().map_or(0.0, |l| l.over(frame.season, days));
            (m.steel(days, false), last * stage.factor)
        };
        let mills = || draft.mills.iter().filter(|m| m.city == c);
        let (made, cap) = mills().map(ratio).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        let whole_city = stage.level == StageLevel::City;
        let of_city = if cap > 0.0 { (made * 1.003 + 10.0) / cap } else { 1.0 };
        for mill in draft.mills.iter_mut().filter(|m| m.city == c) {
            let Some(last) = mill.last_year.clone() else { continue };
            let (made, cap) = ratio(mill);
            let factor = if whole_city { of_city } else { (made * 1.003 + 10.0) / cap.max(1.0) };
            let bound = whole_city || mill.base(policy) > 0.0;
            // Only one stage may pull down: the next would break the first.
            if bound && (factor > 1.0 || (tight && named.len() == 1)) {
                let own =
                    (mill.steel(frame.season.all(), false) * 1.003 + 10.0) / last.over(frame.season, frame.season.all());
                mill.last_year = Some(scaled(&last, factor.max(own)));
            }
        }
    }
}

/// Up to whole tonnes (hundreds, where they are many).
fn round_last_year(mill: &mut Mill) {
    let up = |t: f64| if t > 1e5 { (t / 100.0).ceil() * 100.0 } else { t.ceil() };
    match &mut mill.last_year {
        Some(LastYear::Total(t)) => *t = up(*t),
        Some(LastYear::Monthly(table)) => table.iter_mut().for_each(|(_, t)| *t = up(*t)),
        None => {}
    }
}

fn quotas(frame: &Frame<'_>, knobs: &Knobs, mill: &mut Mill, rng: &mut Pcg64) {
    if mill.last_year.is_none() || !rng.random_bool(knobs.quota) {
        return;
    }
    let first = frame.season.start.year();
    for year in first..=frame.season.end().year() {
        let days = frame.season.year(year);
        if days.is_empty() || (year > first && !rng.random_bool(0.5)) {
            continue;
        }
        let before = if year == first { f64::from(frame.season.start.ordinal0()) } else { 0.0 };
        let a_day = mill.steel(frame.season.all(), true) / f64::from(frame.season.len);
        let made_t = (before * a_day * rng.random_range(0.85..0.98) / 1000.0).round() * 1000.0;
        let limit = made_t + mill.steel(days, false) * rng.random_range(1.002..1.03) + 10.0;
        mill.quotas.push(Quota { year, limit_t: (limit / 100.0).ceil() * 100.0, made_t });
    }
}

/// Hot metal for heat: nine tenths of what the witness leaves on its coldest day.
fn heat(frame: &Frame<'_>, mill: &mut Mill) {
    if let Some((days, _)) = mill.heating {
        let ramp = usize::from(frame.policy.shape(Kind::BlastFurnace).ramp_days);
        let hot = |d: usize| -> f64 {
            // A ramp after every stop is more than the rule counts, which spares episode stops.
            let warm = |u: &&super::draft::Unit| {
                u.service.contains(d as Day) && !(d.saturating_sub(ramp)..=d).any(|x| u.stopped[x])
            };
            mill.of_kind(Kind::BlastFurnace).filter(warm).map(|u| u.rate).sum()
        };
        let least = days.days().map(hot).fold(f64::INFINITY, f64::min);
        let filed = (least * 0.9 / 50.0).floor() * 50.0;
        mill.heating = (filed > 0.0 && filed.is_finite()).then_some((days, filed));
    }
    if mill.heating.is_some() || mill.units.iter().any(|u| !u.must_run.is_empty()) {
        mill.evidence = vec![format!("热负荷核定{}-{}号", frame.season.start.year(), &mill.id[1..])];
    }
}

fn city(frame: &Frame<'_>, knobs: &Knobs, draft: &mut Draft, c: usize, rng: &mut Pcg64) {
    let mills: Vec<&Mill> = draft.mills.iter().filter(|m| m.city == c && m.has_furnace()).collect();
    let furnaces = || mills.iter().flat_map(|m| m.of_kind(Kind::BlastFurnace).map(move |u| (m.period, u)));
    let sum = |f: &dyn Fn(DayRange, &super::draft::Unit) -> f64| furnaces().map(|(p, u)| u.rate * f(p, u)).sum::<f64>();
    let days = sum(&|p, u| p.intersect(u.service).len() as f64);
    if days <= 0.0 {
        return;
    }
    let ratio = sum(&|p, u| u.counted(frame, p)) / days;
    let share = |d: usize| {
        let running = sum(&|_, u| f64::from(u8::from(u.service.contains(d as Day))));
        (running > 0.0).then(|| sum(&|_, u| if u.service.contains(d as Day) { u.stop(d) } else { 0.0 }) / running)
    };
    let shares: Vec<Option<f64>> = (0..usize::from(frame.season.len)).map(share).collect();
    let in_episode: Vec<DayRange> = draft.episodes.iter().filter(|e| e.city == c).map(|e| e.days).collect();
    let episode = |d: usize| in_episode.iter().any(|w| w.contains(d as Day));
    let bands = if rng.random_bool(knobs.bands) { split_bands(frame.period, rng) } else { Vec::new() };
    let band = |days: DayRange, margin: f64| {
        let all = || days.days().filter_map(|d| shares[d].map(|s| (d, s)));
        let min = all().map(|(_, s)| s).fold(f64::INFINITY, f64::min);
        let max = all().filter(|(d, _)| !episode(*d)).map(|(_, s)| s).fold(0.0, f64::max);
        (min <= 1.0).then(|| ShareBand {
            days,
            min: ((min - margin) * 100.0).floor().max(0.0) / 100.0,
            max: ((max + margin) * 100.0).ceil().min(100.0) / 100.0,
        })
    };
    let margin = rng.random_range(0.005..0.03);
    let bands: Vec<ShareBand> = bands.into_iter().filter_map(|b| band(b, margin)).collect();
    let with_ratio = rng.random_bool(knobs.city_ratio);
    let less = rng.random_range(0.002..0.02);
    let city = &mut draft.cities[c];
    city.bands = bands;
    city.min_bf_ratio = with_ratio.then(|| ((ratio - less) * 1000.0).floor().max(0.0) / 1000.0);
}

/// One band, or one for each half of the period.
fn split_bands(period: DayRange, rng: &mut Pcg64) -> Vec<DayRange> {
    let middle = period.first.midpoint(period.end);
    if rng.random_bool(0.3) && period.len() >= 4 {
        vec![DayRange::new(period.first, middle), DayRange::new(middle, period.end)]
    } else {
        vec![period]
    }
}
