//! What a schedule amounts to in the field's numbers: ratios, tonnes, shares (contract section 4). The rules do not use it:
//! they have rows.

use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::plan::schedule::{Basis, Schedule, StopClass};
use crate::scenario::{CityIx, EntIx, Scenario, UnitIx};

/// Staggered ratio of a set of units, each over its own days `period(unit)`, a fraction; `None` where none is in service.
pub fn ratio(
    scenario: &Scenario,
    schedule: &Schedule,
    units: &[UnitIx],
    period: impl Fn(UnitIx) -> DayRange,
) -> Option<f64> {
    let (mut stopped, mut all) = (0.0, 0.0);
    for &u in units {
        let unit = &scenario.units[u];
        let days = period(u).intersect(unit.service);
        stopped += unit.rate_t_d * schedule.units[u].sum(Basis::Counted, days);
        all += unit.rate_t_d * days.len() as f64;
    }
    (all > 0.0).then(|| stopped / all)
}

/// Staggered ratio of a set of units, each over its enterprise's staggering period, a fraction; `None` where none is in service.
pub fn own_ratio(scenario: &Scenario, schedule: &Schedule, units: &[UnitIx]) -> Option<f64> {
    ratio(scenario, schedule, units, |u| scenario.owner(u).period)
}

/// Blast furnaces of a city.
pub fn furnaces_of(scenario: &Scenario, city: CityIx) -> Vec<UnitIx> {
    scenario.enterprises_of(city).flat_map(|e| scenario.units_of(e, Kind::BlastFurnace)).collect()
}

/// Whole days stopped in service, summed over units (炉·天); slow-downs count nothing.
pub fn stopped_unit_days(schedule: &Schedule, units: &[UnitIx]) -> usize {
    units.iter().flat_map(|&u| &schedule.units[u].stops).map(|w| w.days.len()).sum()
}

/// Product not made over days of the season by the stops and slow-downs of units, t.
pub fn lost_t(scenario: &Scenario, schedule: &Schedule, units: &[UnitIx], days: DayRange) -> f64 {
    units.iter().map(|&u| scenario.units[u].rate_t_d * schedule.units[u].sum(Basis::Stop, days)).sum()
}

/// Crude steel of an enterprise over days of the season, t.
pub fn steel_t(scenario: &Scenario, schedule: &Schedule, ent: EntIx, days: DayRange) -> f64 {
    let made = |kind| -> f64 {
        scenario
            .units_of(ent, kind)
            .map(|u| {
                let in_service = days.intersect(scenario.units[u].service);
                let running = in_service.len() as f64 - schedule.units[u].sum(Basis::Stop, in_service);
                scenario.units[u].rate_t_d * running
            })
            .sum()
    };
    scenario.enterprises[ent].steel_per_iron * made(Kind::BlastFurnace) + made(Kind::Eaf)
}

/// The stopped share of a city's blast furnaces in service by day of the season, a fraction; `None` where none is.
pub fn daily_share(scenario: &Scenario, schedule: &Schedule, city: CityIx) -> Vec<Option<f64>> {
    let furnaces = furnaces_of(scenario, city);
    (0..scenario.season.len)
        .map(|d: Day| {
            let (mut stopped, mut all) = (0.0, 0.0);
            for &u in furnaces.iter().filter(|&&u| scenario.units[u].service.contains(d)) {
                all += scenario.units[u].rate_t_d;
                stopped += scenario.units[u].rate_t_d * schedule.units[u].on(Basis::Stop, d);
            }
            (all > 0.0).then(|| stopped / all)
        })
        .collect()
}

/// PM + SO2 + NOx not emitted over days of the season by the stops and slow-downs of units, t.
pub fn avoided_t(scenario: &Scenario, schedule: &Schedule, units: &[UnitIx], days: DayRange) -> f64 {
    units
        .iter()
        .map(|&u| {
            let unit = &scenario.units[u];
            let factor = scenario.policy.emission[unit.kind.index()];
            let kg = if scenario.owner(u).ultra_low_emission { factor.ultra_low } else { factor.other };
            kg * unit.rate_t_d * schedule.units[u].sum(Basis::Stop, days) / 1000.0
        })
        .sum()
}

/// Restarts: ordinary and episode stops of units (a fixed stop is none of the plan's).
pub fn restarts(schedule: &Schedule, units: &[UnitIx]) -> usize {
    units.iter().flat_map(|&u| &schedule.units[u].stops).filter(|w| w.class != StopClass::Fixed).count()
}
