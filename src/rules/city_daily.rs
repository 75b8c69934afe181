//! CITY-DAILY: the share of a city's furnaces that stand, day by day.

use super::{Measure, Place, Row, Rule, RuleId, Scope, Severity, Term, Test, Text, groups};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::plan::schedule::Basis;
use crate::scenario::Scenario;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::CityDaily,
    name: Text::new("全市每日停产占比", "daily stopped share of a city"),
    severity: Severity::Error,
    scope: Scope::City,
    section: Text::new("二(二)、三(十一)", "programme 2(2), 3(11)"),
    clause: Text::new("错峰生产；不得采取“一律关停”", "staggered production; no shutting down of everything"),
    holds: Text::new(
        "stopped_share期内每一天，停产高炉的铁水产能占在役高炉的比例在[min, max]之内；应急响应日只看min",
        "on each day of stopped_share, the stopped share of the hot-metal capacity in service lies in [min, max]; on episode days only \
         min counts",
    ),
    formula: "min <= Σ rate_t_d · stop / Σ rate_t_d <= max",
    numbers_from: Text::new(
        "情景 [[cities]] stopped_share（start、end、min、max），[[episodes]]；设施 rate_t_d、commissioned、retired",
        "scenario [[cities]] stopped_share (start, end, min, max), [[episodes]]; units' rate_t_d, commissioned, retired",
    ),
    example: Text::new(
        "在役高炉10万t/d，min=0.10、max=0.60：每天停产高炉合计1万至6万t/d",
        "100,000 t/d in service with min = 0.10 and max = 0.60: furnaces of 10,000 to 60,000 t/d stand each day",
    ),
    advice: Text::new(
        "把停产移入占比偏低的日子、移出偏高的日子",
        "move stops into days of a low share and out of days of a high one",
    ),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    let (furnaces, episodes) = (groups::furnaces_by_city(s), groups::episode_days(s));
    let mut out = Vec::new();
    for (c, city) in s.cities.iter().enumerate() {
        for (part, band) in city.stopped_share.iter().enumerate() {
            for d in band.days.first..band.days.end {
                let running = || furnaces[c].iter().filter(|&&u| s.units[u].service.contains(d));
                let capacity: f64 = running().map(|&u| s.units[u].rate_t_d).sum();
                let lower = if band.min > 0.0 { band.min } else { f64::NEG_INFINITY };
                let episode = episodes[c][usize::from(d)];
                let upper = if band.max < 1.0 && !episode { band.max } else { f64::INFINITY };
                if capacity <= 0.0 || (lower.is_infinite() && upper.is_infinite()) {
                    continue;
                }
                let days = DayRange::new(d, d + 1);
                let coef = |u: usize| s.units[u].rate_t_d / capacity;
                let terms = running().map(|&unit| Term { unit, days, basis: Basis::Stop, coef: coef(unit) }).collect();
                let place = Place::city(c).of(Kind::BlastFurnace);
                out.push(Row { lower, upper, part, ..Row::new(RULE.id, place, days, Measure::Fraction, terms) });
            }
        }
    }
    out
}
