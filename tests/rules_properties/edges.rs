//! Limits that are numbers.

use crate::rules_properties::case::{At, Case, city, enterprise, unit};
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::policy::{CokeMeasure, StageLevel};
use steel_stagger::rules::RuleId;
use steel_stagger::scenario::{Heating, LastYear, Quota, ShareBand};

/// A limit that is a number.
pub struct Edge {
    pub rule: RuleId,
    pub places: fn(&Case) -> Vec<At>,
    /// Sets the limit at a place.
    pub set: fn(&mut Case, At, f64),
    /// A limit that surely breaks.
    pub tight: f64,
    /// By how much the limit is overstepped, larger than what a checker lets pass; negative where less is tighter.
    pub notch: f64,
}

/// Scenario limits first, then the policy's.
pub const EDGES: &[Edge] = &[
    Edge {
        rule: RuleId::BfRatio,
        places: Case::mills,
        set: |c, at, x| c.s.enterprises[enterprise(at)].min_ratio = Some(x),
        tight: 1.1,
        notch: 2e-6,
    },
    Edge {
        rule: RuleId::SteelYoy,
        places: Case::mills,
        set: |c, at, x| c.s.enterprises[enterprise(at)].steel_last_year = Some(LastYear::Total(x)),
        tight: 0.0,
        notch: -0.6,
    },
    Edge {
        rule: RuleId::SteelYear,
        places: Case::mills,
        set: |c, at, x| {
            c.s.enterprises[enterprise(at)].steel_quota = vec![Quota { year: 2022, limit_t: x, made_t: 1000.0 }];
        },
        tight: 0.0,
        notch: -0.6,
    },
    Edge {
        rule: RuleId::StageSteel,
        places: |c| c.mills().into_iter().filter(|&at| c.s.base_ratio(enterprise(at)) > 0.0).collect(),
        set: |c, at, x| {
            let last = c.s.steel_last_year(enterprise(at), c.s.season.all());
            c.stage(StageLevel::Enterprise, x / last);
        },
        tight: 0.0,
        notch: -0.6,
    },
    Edge {
        rule: RuleId::StageSteel,
        places: Case::cities,
        set: |c, at, x| {
            let mills: Vec<usize> = c.s.enterprises_of(city(at)).collect();
            let last: f64 = mills.iter().map(|&e| c.s.steel_last_year(e, c.s.season.all())).sum();
            c.stage(StageLevel::City, x / last);
        },
        tight: 0.0,
        notch: -0.6,
    },
    Edge {
        rule: RuleId::CityRatio,
        places: Case::cities,
        set: |c, at, x| c.s.cities[city(at)].min_bf_ratio = Some(x),
        tight: 1.1,
        notch: 2e-6,
    },
    Edge {
        rule: RuleId::CityDaily,
        places: Case::cities,
        set: |c, at, x| {
            c.s.cities[city(at)].stopped_share = vec![ShareBand { days: c.period(at), min: 0.0, max: x }];
        },
        tight: 0.0,
        notch: -2e-6,
    },
    Edge {
        rule: RuleId::CityDaily,
        places: Case::cities,
        set: |c, at, x| {
            let days = c.period(at);
            c.s.cities[city(at)].stopped_share =
                vec![ShareBand { days: DayRange::new(days.first + 40, days.end - 40), min: x, max: 1.0 }];
        },
        tight: 1.1,
        notch: 2e-6,
    },
    Edge {
        rule: RuleId::Heating,
        places: |c| {
            c.mills().into_iter().filter(|&at| c.s.units_of(enterprise(at), Kind::BlastFurnace).count() > 0).collect()
        },
        set: |c, at, x| {
            c.s.enterprises[enterprise(at)].heating = Some(Heating { days: c.period(at), min_iron_t_d: x });
        },
        tight: 1e9,
        notch: 0.6,
    },
    Edge {
        rule: RuleId::ShortStop,
        places: Case::stopped,
        set: |c, at, x| c.shape(unit(at)).min_stop_days = x as u16,
        tight: 999.0,
        notch: 1.0,
    },
    Edge {
        rule: RuleId::ShortRun,
        places: Case::stopped,
        set: |c, at, x| c.shape(unit(at)).min_run_days = x as u16,
        tight: 999.0,
        notch: 1.0,
    },
    Edge {
        rule: RuleId::ManyStops,
        places: Case::stopped,
        set: |c, at, x| c.shape(unit(at)).max_stops = x as u16,
        tight: 0.0,
        notch: -1.0,
    },
    Edge {
        rule: RuleId::SlowShape,
        places: Case::ovens,
        set: |c, _, x| c.s.policy.coke.as_mut().unwrap().min_slow_days = x as u16,
        tight: 999.0,
        notch: 1.0,
    },
    Edge {
        rule: RuleId::SlowShape,
        places: Case::ovens,
        set: |c, _, x| c.s.policy.coke.as_mut().unwrap().max_slowdowns = x as u16,
        tight: 0.0,
        notch: -1.0,
    },
    Edge {
        rule: RuleId::WholeStop,
        places: Case::ovens,
        set: |c, _, x| c.s.policy.coke.as_mut().unwrap().max_coking_time_h = x,
        tight: 1.0,
        notch: -0.001,
    },
    Edge {
        rule: RuleId::Episode,
        places: Case::ovens,
        set: |c, at, x| {
            let e = c.s.units[unit(at)].enterprise;
            c.measure(e, [None; 6], vec![CokeMeasure { height_below_m: None, coking_time_h: x }]);
        },
        tight: 1e4,
        notch: 0.01,
    },
    Edge {
        rule: RuleId::Feed,
        places: |c| {
            let served = |at| Kind::ancillary().map(move |kind| At::Kind(enterprise(at), kind));
            c.mills().into_iter().flat_map(served).collect()
        },
        set: |c, at, x| {
            let At::Kind(_, kind) = at else { unreachable!("a place of a kind") };
            c.s.policy.shape[kind.index()].as_mut().unwrap().feed_stock_days = Some(x);
        },
        tight: 0.0,
        notch: -1e-5,
    },
];
