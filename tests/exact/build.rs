//! Scenarios made in code: small enough for enumeration, each feature settable.

use chrono::NaiveDate;
use steel_stagger::day::{DayRange, Season};
use steel_stagger::kind::Kind;
use steel_stagger::policy::{CokePolicy, CostPolicy, Emergency, EmissionFactor, Level, Policy, RatioPolicy, Shape, Span};
use steel_stagger::scenario::{City, Enterprise, Episode, Route, Scenario, Unit};

/// First day of every scenario here.
pub fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 12, 1).expect("a date")
}

/// A policy with one shape for all kinds and base ratios 0 (A), 0.3 (B), 0.4 (C).
pub fn policy(shape: Shape) -> Policy {
    let end = start() + chrono::Days::new(30);
    Policy {
        name: "test".into(),
        hash: String::new(),
        title: "test".into(),
        season: Span { start: start(), end },
        grades: vec!["A".into(), "B".into(), "C".into()],
        idle_after_days: None,
        ratio: RatioPolicy {
            period: None,
            base: vec![0.0, 0.3, 0.4],
            violation: 0.05,
            over_capacity: 0.05,
            not_listed: 0.05,
            cap: 0.9,
            over_capacity_threshold: 1.2,
        },
        shape: [Some(shape); Kind::ALL.len()],
        coke: Some(CokePolicy { max_coking_time_h: 72.0, min_slow_days: 3, max_slowdowns: 2 }),
        stages: vec![],
        rule_days: std::collections::BTreeMap::new(),
        cost: CostPolicy {
            margin_cny_t: 300.0,
            use_filed_margin: false,
            restart_cny: [1500.0, 0.0, 30_000.0, 30_000.0, 20_000.0, 50_000.0],
            banking_cny: [300.0, 0.0, 10_000.0, 10_000.0, 5_000.0, 10_000.0],
            output_cny_t: [0.0, 200.0, 80.0, 100.0, 80.0, 0.0],
            emission_value_cny_kg: 20.0,
        },
        emission: [EmissionFactor { ultra_low: 0.41, other: 0.72 }; 6],
        emergency: vec![Emergency {
            level: Level::Orange,
            grade: Some(2),
            share: [Some(0.5), None, Some(1.0), Some(1.0), Some(1.0), None],
            coking: vec![steel_stagger::policy::CokeMeasure { height_below_m: None, coking_time_h: 36.0 }],
        }],
    }
}

/// One city, no enterprise yet.
pub fn scenario(shape: Shape, len: u16) -> Scenario {
    Scenario {
        name: "test".into(),
        hash: String::new(),
        policy: policy(shape),
        season: Season { start: start(), len },
        cities: vec![City {
            name: "示例市".into(),
            min_bf_ratio: None,
            stopped_share: vec![],
            day_weight: vec![1.0; usize::from(len)],
            line: 0,
        }],
        episodes: vec![],
        enterprises: vec![],
        units: vec![],
        waivers: vec![],
        outside: vec![],
        set: Vec::new(),
        anchor: None,
    }
}

/// Adds an integrated mill of a grade (0 A, 1 B, 2 C) and returns its index.
pub fn mill(s: &mut Scenario, grade: usize) -> usize {
    s.enterprises.push(Enterprise {
        id: format!("M{}", s.enterprises.len()),
        permit: None,
        name: format!("钢铁{}", s.enterprises.len()),
        city: 0,
        grade,
        route: Route::Integrated,
        ultra_low_emission: false,
        has_violation: false,
        capacity_utilisation: 1.0,
        norm_listed: true,
        min_ratio: None,
        period: s.season.all(),
        serves: vec![],
        steel_last_year: Some(steel_stagger::scenario::LastYear::Total(1e9)),
        steel_per_iron: 1.0,
        steel_quota: vec![],
        margin_cny_t: None,
        evidence: vec![],
        county: None,
        responsible: None,
        heating: None,
        claims_heat: false,
        units: vec![],
        line: 0,
    });
    s.enterprises.len() - 1
}

/// Adds a unit to a mill and returns its index.
pub fn unit(s: &mut Scenario, mill: usize, kind: Kind, rate_t_d: f64) -> usize {
    let u = s.units.len();
    s.units.push(Unit {
        id: format!("U{u}"),
        enterprise: mill,
        kind,
        size: Some(if kind == Kind::CokeOven { 5.5 } else { 1000.0 }),
        rate_t_d,
        coking_time_h: (kind == Kind::CokeOven).then_some(20.0),
        must_run: vec![],
        down: vec![],
        stop_method: None,
        service: s.season.all(),
        commissioned: None,
        retired: None,
        last_ran: None,
        idle: false,
        replaces: vec![],
        must_run_filed: vec![],
        down_filed: vec![],
        line: 0,
    });
    s.enterprises[mill].units.push(u);
    u
}

/// An orange warning on days `first..end`.
pub fn orange(s: &mut Scenario, first: u16, end: u16) {
    s.episodes.push(Episode { city: 0, level: Level::Orange, days: DayRange::new(first, end) });
}

/// A shape without ramp or feed.
pub fn shape(min_stop_days: u16, min_run_days: u16, max_stops: u16) -> Shape {
    Shape { min_stop_days, min_run_days, max_stops, ramp_days: 0, feed_stock_days: None }
}
