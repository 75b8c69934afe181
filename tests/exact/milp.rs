//! The exact model against enumeration, and coke ovens against optima worked out by hand.

use crate::exact::build::{mill, orange, scenario, shape, unit};
use crate::exact::graph::admissible;
use rand::{RngExt, SeedableRng};
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::schedule::{Schedule, UnitDays};
use steel_stagger::planner::asked::Asked;
use steel_stagger::planner::exact::program::Program;
use steel_stagger::planner::exact::{ExactOptions, ExactOutcome, Model, Run, Status, schedule, solve};
use steel_stagger::rules::all_rows;
use steel_stagger::scenario::{Heating, Scenario, ShareBand};

pub const RUN: Run = Run { time_limit: 60.0, gap: 0.0, nodes: None, seed: 1, interrupt: None };

fn exact(s: &Scenario, start: Option<&Schedule>) -> ExactOutcome {
    let rows = all_rows(s);
    let units: Vec<usize> = (0..s.units.len()).collect();
    solve(&Model { scenario: s, units: &units, rows: &rows }, &ExactOptions { run: RUN, start })
}

#[test]
fn a_program_of_nothing_holds_where_0_does() {
    let solved = |lower: f64, upper: f64| {
        let mut p = Program::new(false);
        p.constrain(&[], lower, upper);
        let out = p.solve(&RUN, false);
        (out.status, out.bound)
    };
    assert_eq!(solved(-1.0, 0.0), (Status::Optimal, 0.0));
    assert_eq!(solved(1.0, f64::INFINITY), (Status::Infeasible, f64::INFINITY));
}

/// Least cost over all combinations of admissible patterns.
fn enumerated(s: &Scenario) -> Option<f64> {
    let len = usize::from(s.season.len);
    let rows = all_rows(s);
    let choices: Vec<Vec<UnitDays>> = (0..s.units.len())
        .map(|u| {
            let masks = admissible(s, u, &Asked::nothing(len), false).into_keys();
            let days = |m: u32| (0..len).map(|d| m >> d & 1 == 1).collect::<Vec<bool>>();
            masks.map(|m| UnitDays::new(s, u, &days(m), &vec![None; len])).collect()
        })
        .collect();
    let mut best = None;
    let mut at = vec![0; choices.len()];
    let mut plan = Schedule::empty(s);
    'all: loop {
        for (u, &i) in at.iter().enumerate() {
            plan.units[u].clone_from(&choices[u][i]);
        }
        if rows.iter().all(|r| r.violation(r.value(&plan)) <= 1e-9 * r.lower.abs().min(r.upper.abs()).max(1.0)) {
            let cost = total_cost(s, &plan).total();
            best = Some(best.map_or(cost, |b: f64| b.min(cost)));
        }
        for u in 0..at.len() {
            at[u] += 1;
            if at[u] < choices[u].len() {
                continue 'all;
            }
            at[u] = 0;
        }
        return best;
    }
}

fn holds(s: &Scenario, out: &ExactOutcome) -> Schedule {
    let plan = schedule(s, &out.patterns);
    for r in all_rows(s) {
        assert!(r.violation(r.value(&plan)) <= 1e-6 * r.lower.abs().min(r.upper.abs()).max(1.0), "{r:?}");
    }
    let cost = total_cost(s, &plan).total();
    assert!((cost - out.objective).abs() <= 1e-9 * cost.abs().max(1.0));
    assert!(out.bound <= out.objective);
    plan
}

#[test]
fn optimum_is_the_enumerated_one() {
    let mut rng = rand_pcg::Pcg64::seed_from_u64(11);
    let (mut solved, mut none) = (0, 0);
    for _ in 0..60 {
        let len: u16 = rng.random_range(6..=9);
        let mut sh = shape(rng.random_range(2..=3), rng.random_range(1..=3), rng.random_range(1..=2));
        sh.ramp_days = rng.random_range(0..=2);
        let mut s = scenario(sh, len);
        let m = mill(&mut s, 2);
        for rate in [3000.0, 2400.0] {
            unit(&mut s, m, Kind::BlastFurnace, rate);
        }
        unit(&mut s, m, Kind::Sinter, 5000.0);
        s.cities[0].day_weight = (0..len).map(|d| if d < len / 2 { 1.4 } else { 1.0 }).collect();
        s.enterprises[m].min_ratio = rng.random_bool(0.3).then_some(0.6);
        if rng.random_bool(0.4) {
            s.enterprises[m].heating = Some(Heating { days: DayRange::new(2, 5), min_iron_t_d: 2400.0 });
        }
        if rng.random_bool(0.5) {
            let a = rng.random_range(0..len - 2);
            orange(&mut s, a, a + rng.random_range(1..=2));
        }
        if rng.random_bool(0.3) {
            s.units[0].down = vec![DayRange::new(1, 2)];
        }
        if rng.random_bool(0.3) {
            s.units[1].must_run = vec![DayRange::new(3, 6)];
        }
        if rng.random_bool(0.4) {
            s.cities[0].stopped_share = vec![ShareBand { days: DayRange::new(0, len), min: 0.0, max: 0.6 }];
        }
        let out = exact(&s, None);
        if let Some(best) = enumerated(&s) {
            solved += 1;
            assert_eq!(out.status, Status::Optimal);
            assert!((out.objective - best).abs() <= 1e-6 * best.abs().max(1.0), "{} {best}", out.objective);
            holds(&s, &out);
        } else {
            none += 1;
            assert_eq!(out.status, Status::Infeasible);
        }
    }
    assert!(solved > 20 && none > 0, "{solved} {none}");
}

/// A C mill of one furnace and one battery (normal 20 h, at most 72 h) over 10 days.
fn with_battery() -> Scenario {
    let mut s = scenario(shape(2, 2, 2), 10);
    let m = mill(&mut s, 2);
    unit(&mut s, m, Kind::BlastFurnace, 3000.0);
    unit(&mut s, m, Kind::CokeOven, 1000.0);
    s
}

#[test]
fn a_battery_slows_where_dispersion_is_worst() {
    let mut s = with_battery();
    s.cities[0].day_weight[3..10].fill(1.5);
    // the furnace stands 4 days of 10, so the battery owes 4 whole days: 7 days at 4/7 or, dearer, more days at less
    let out = exact(&s, None);
    assert_eq!(out.status, Status::Optimal);
    let plan = holds(&s, &out);
    let slows = &plan.units[1].slows;
    let owed: f64 = slows.iter().map(|w| w.days.len() as f64 * (1.0 - 20.0 / w.coking_time_h)).sum();
    assert!((4.0..4.0 + 1e-3).contains(&owed), "{slows:?}");
    assert!(slows.iter().all(|w| w.days.first >= 3 && w.days.len() >= 3), "{slows:?}");
    let relaxed = 4.0 * (3000.0 * 300.0 + 1000.0 * 200.0 - 1.5 * 20.0 * 0.72 * 4000.0) + 1500.0 * 1000.0;
    assert!((out.objective - relaxed).abs() <= 1e-4 * relaxed, "{} {relaxed}", out.objective);
    assert!(out.bound <= relaxed * (1.0 + 1e-9) && out.bound >= relaxed * (1.0 - 1e-6));
}

#[test]
fn an_episode_slow_down_needs_no_length_and_counts_for_nothing() {
    let mut s = with_battery();
    s.enterprises[0].grade = 2;
    s.policy.ratio.base[2] = 0.0;
    s.units[0].must_run = vec![s.season.all()];
    orange(&mut s, 4, 5);
    if let Some(c) = s.policy.coke.as_mut() {
        c.max_slowdowns = 0;
    }
    let out = exact(&s, None);
    assert_eq!(out.status, Status::Optimal);
    let plan = holds(&s, &out);
    assert_eq!(plan.units[1].slows.len(), 1);
    assert_eq!((plan.units[1].slows[0].days, plan.units[1].slows[0].episode), (DayRange::new(4, 5), true));
    assert!((plan.units[1].slows[0].coking_time_h - 36.0).abs() < 1e-9);
}

#[test]
fn a_slow_down_lasts_and_holds_its_level() {
    let mut s = with_battery();
    // one slow-down of at least 6 days: the three dear days cannot be left out
    if let Some(c) = s.policy.coke.as_mut() {
        (c.min_slow_days, c.max_slowdowns) = (6, 1);
    }
    s.cities[0].day_weight = vec![1.5, 1.5, 1.5, 1.0, 1.0, 1.0, 1.0, 1.5, 1.5, 1.5];
    let plan = holds(&s, &exact(&s, None));
    let slows = &plan.units[1].slows;
    assert_eq!(slows.len(), 1, "{slows:?}");
    assert!(slows[0].days.len() >= 6);
}

#[test]
fn two_slow_downs_back_to_back_stand_for_two() {
    let mut s = with_battery();
    if let Some(c) = s.policy.coke.as_mut() {
        c.max_slowdowns = 1;
    }
    // a day of an episode inside asks 36 h: with one slow-down allowed, the rest keeps one level
    orange(&mut s, 4, 5);
    s.policy.emergency[0].share = [None; 6];
    let plan = holds(&s, &exact(&s, None));
    let ordinary: Vec<_> = plan.units[1].slows.iter().filter(|w| !w.episode).collect();
    assert!(ordinary.len() <= 1 && ordinary.iter().all(|w| w.days.len() >= 3), "{:?}", plan.units[1].slows);
}

#[test]
fn down_days_of_a_battery_stop_it_whole() {
    let mut s = with_battery();
    s.units[1].down = vec![DayRange::new(2, 5)];
    let out = exact(&s, None);
    let plan = holds(&s, &out);
    assert_eq!(out.patterns[1].stops, vec![DayRange::new(2, 5)]);
    assert!(plan.units[1].slows.iter().all(|w| w.days.intersect(DayRange::new(2, 5)).is_empty()));
}

#[test]
fn a_start_is_taken_and_changes_nothing() {
    let s = with_battery();
    let first = exact(&s, None);
    let plan = schedule(&s, &first.patterns);
    let again = exact(&s, Some(&plan));
    assert_eq!(again.status, Status::Optimal);
    assert!((again.objective - first.objective).abs() <= 1e-6 * first.objective.abs());
}

#[test]
fn an_oven_that_cannot_be_slow_enough_leaves_no_plan() {
    let mut s = with_battery();
    s.units[1].coking_time_h = Some(60.0);
    let out = exact(&s, None);
    assert_eq!((out.status, out.patterns.len()), (Status::Infeasible, 0));
    assert!(out.bound.is_infinite());
}
