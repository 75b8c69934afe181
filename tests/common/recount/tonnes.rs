//! Crude steel: STEEL-YOY, STEEL-YEAR, STAGE-STEEL.

use super::ratios::base;
use super::units::UnitDays;
use super::{Found, at_city, at_enterprise, date, days_in, season_len};
use chrono::{Datelike, NaiveDate};
use steel_stagger::kind::Kind;
use steel_stagger::policy::StageLevel;
use steel_stagger::scenario::{LastYear, Scenario};

/// Crude steel of an enterprise over days, t.
pub fn crude(s: &Scenario, units: &[UnitDays], e: usize, days: &[usize]) -> f64 {
    let mut sum = 0.0;
    for &d in days {
        for (u, unit) in s.units.iter().enumerate().filter(|(_, unit)| unit.enterprise == e) {
            let made = if units[u].service[d] { unit.rate_t_d * (1.0 - units[u].stop[d]) } else { 0.0 };
            match unit.kind {
                Kind::BlastFurnace => sum += s.enterprises[e].steel_per_iron * made,
                Kind::Eaf => sum += made,
                _ => {}
            }
        }
    }
    sum
}

fn year_before(day: NaiveDate) -> NaiveDate {
    let year = day.year() - 1;
    NaiveDate::from_ymd_opt(year, day.month(), day.day()).unwrap_or(NaiveDate::from_ymd_opt(year, 2, 28).unwrap())
}

fn days_of_month(year: i32, month: u32) -> f64 {
    (28..=31).filter(|&d| NaiveDate::from_ymd_opt(year, month, d).is_some()).max().unwrap().into()
}

/// Last year's crude steel over the days that answer to `a..=b` of this season, t.
pub fn last_year(s: &Scenario, e: usize, a: usize, b: usize) -> f64 {
    match &s.enterprises[e].steel_last_year {
        None => 0.0,
        Some(LastYear::Total(t)) => t * (b - a + 1) as f64 / season_len(s) as f64,
        Some(LastYear::Monthly(table)) => {
            let (mut day, end, mut sum) = (year_before(date(s, a)), year_before(date(s, b)), 0.0);
            while day <= end {
                for ((year, month), tonnes) in table {
                    if (day.year(), day.month()) == (*year, *month) {
                        sum += tonnes / days_of_month(*year, *month);
                    }
                }
                day = day.succ_opt().unwrap();
            }
            sum
        }
    }
}

fn at_most(s: &Scenario, place: Found, days: &[usize], made: f64, limit: f64, out: &mut Vec<Found>) {
    if made > limit + 0.5 {
        out.push(place.on(s, days[0], *days.last().unwrap()).numbers(made, limit, made - limit));
    }
}

/// Whether a stage lists a city, 市 at the end of a name ignored.
pub fn lists(cities: Option<&Vec<String>>, name: &str) -> bool {
    let bare = |n: &str| n.strip_suffix('市').unwrap_or(n).to_owned();
    cities.is_none_or(|list| list.iter().any(|c| bare(c) == bare(name)))
}

/// The three rules.
pub fn check(s: &Scenario, units: &[UnitDays], out: &mut Vec<Found>) {
    let season: Vec<usize> = (0..season_len(s)).collect();
    let ents = 0..s.enterprises.len();
    for e in ents.clone() {
        let makes_steel = s.units.iter().any(|u| u.enterprise == e && matches!(u.kind, Kind::BlastFurnace | Kind::Eaf));
        if makes_steel {
            let limit = last_year(s, e, 0, season.len() - 1);
            at_most(s, at_enterprise(s, "STEEL-YOY", e), &season, crude(s, units, e, &season), limit, out);
        }
        for q in &s.enterprises[e].steel_quota {
            let days: Vec<usize> = season.iter().copied().filter(|&d| date(s, d).year() == q.year).collect();
            if !days.is_empty() {
                let made = q.made_t + crude(s, units, e, &days);
                at_most(s, at_enterprise(s, "STEEL-YEAR", e), &days, made, q.limit_t, out);
            }
        }
    }
    for stage in &s.policy.stages {
        let days = days_in(s, stage.span.start, stage.span.end);
        if days.is_empty() {
            continue;
        }
        let limit = |e: usize| stage.factor * last_year(s, e, days[0], *days.last().unwrap());
        for c in (0..s.cities.len()).filter(|&c| lists(stage.cities.as_ref(), &s.cities[c].name)) {
            let mills: Vec<usize> = ents.clone().filter(|&e| s.enterprises[e].city == c).collect();
            let bound: Vec<usize> = mills.iter().copied().filter(|&e| base(s, e) > 0.0).collect();
            if bound.is_empty() {
                continue;
            }
            match stage.level {
                StageLevel::City => {
                    let made = mills.iter().map(|&e| crude(s, units, e, &days)).sum();
                    let most = mills.iter().map(|&e| limit(e)).sum();
                    at_most(s, at_city(s, "STAGE-STEEL", c), &days, made, most, out);
                }
                StageLevel::Enterprise => {
                    for e in bound {
                        let made = crude(s, units, e, &days);
                        at_most(s, at_enterprise(s, "STAGE-STEEL", e), &days, made, limit(e), out);
                    }
                }
            }
        }
    }
}
