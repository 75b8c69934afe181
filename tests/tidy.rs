//! Tidying: fewer warnings, then fewer slow-downs, within what may be spent, and no rule broken for it.

use crate::rules_support::*;
use std::time::Duration;
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::planner::control::Control;
use steel_stagger::planner::exact::UnitPattern;
use steel_stagger::planner::{self, Options, tidy::tidy};
use steel_stagger::rules::{RuleId, Severity, all_rows, check};
use steel_stagger::scenario::generate::{Size, generate, generate_tiny};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// What is counted of a plan.
#[derive(Debug, Clone, PartialEq)]
struct Count {
    errors: Vec<String>,
    warnings: Vec<RuleId>,
    slowdowns: usize,
    cost: f64,
}

/// The warnings that a plan can do something about.
const OF_THE_PLAN: [RuleId; 5] = [RuleId::GradeOrder, RuleId::OneCut, RuleId::Feed, RuleId::Change, RuleId::Idle];

fn count(s: &Scenario, plan: &Plan) -> Count {
    let schedule = Schedule::new(s, plan);
    let findings = check(s, plan, &schedule);
    let errors = findings.iter().filter(|f| f.severity == Severity::Error).map(|f| f.note.en.clone()).collect();
    let warnings = findings.iter().map(|f| f.rule).filter(|r| OF_THE_PLAN.contains(r)).collect();
    Count { errors, warnings, slowdowns: plan.slowdowns.len(), cost: total_cost(s, &schedule).total() }
}

fn patterns(s: &Scenario, plan: &Plan) -> Vec<UnitPattern> {
    let schedule = Schedule::new(s, plan);
    let of_unit = |(unit, days): (usize, &steel_stagger::plan::schedule::UnitDays)| UnitPattern {
        unit,
        stops: days.stops.iter().map(|w| w.days).collect(),
        slows: days.slows.iter().map(|w| (w.days, w.coking_time_h)).collect(),
    };
    schedule.units.iter().enumerate().map(of_unit).collect()
}

fn tidied_within(s: &Scenario, plan: &Plan, allowance: f64, limit: Duration) -> Plan {
    let control = Control::new(limit, None);
    planner::write(s, &tidy(s, &all_rows(s), &patterns(s, plan), allowance, 1, &control), 0.0)
}

fn tidied(s: &Scenario, plan: &Plan, allowance: f64) -> Plan {
    tidied_within(s, plan, allowance, Duration::from_hours(1))
}

/// A plan of hand that warns of one rule, which a plan of the same cost does not.
fn clears(rule: RuleId, s: &Scenario, lines: &[&str]) {
    let before = count(s, &plan(lines));
    assert_eq!((&before.errors, &before.warnings), (&vec![], &vec![rule]));
    let after = count(s, &tidied(s, &plan(lines), 0.0));
    assert_eq!((after.errors, after.warnings), (vec![], vec![]), "{rule:?}");
    assert!(after.cost <= before.cost + 1e-6, "{rule:?}: {} after {}", after.cost, before.cost);
}

#[test]
fn two_furnaces_that_change_on_one_day_are_moved_apart() {
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000)].concat());
    clears(RuleId::Change, &s, &["M/1 12-01 12-10", "M/2 12-10 12-19"]);
}

#[test]
fn sinter_follows_the_furnaces_in_time() {
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &unit("S", "sinter", 1000, "")].concat());
    clears(RuleId::Feed, &s, &["M/1 12-01 12-10", "M/S 12-20 12-29"]);
}

#[test]
fn mills_that_stop_on_the_same_days_are_spread() {
    let mills: String = ["M", "N", "O"].iter().map(|m| mill(m, "B", "") + &bf("1", 1000)).collect();
    let s = scenario(&[CITY, &mills].concat());
    clears(RuleId::OneCut, &s, &["M/1 12-01 12-10", "N/1 12-01 12-10", "O/1 12-01 12-10"]);
}

#[test]
fn stops_go_from_the_better_grade_to_the_lower() {
    // together 45 of 80 furnace-days: grade C must stop more than grade B
    let city = "[[cities]]\nname = \"乙市\"\nmin_bf_ratio = 0.5625\n";
    let s = scenario(&[city, &mill("M", "B", ""), &bf("1", 1000), &mill("N", "C", ""), &bf("1", 1000)].concat());
    clears(RuleId::GradeOrder, &s, &["M/1 12-01 12-25", "N/1 12-05 12-24"]);
}

#[test]
fn a_unit_that_would_stand_all_its_days_is_relieved_by_another() {
    let few = "commissioned = 2021-12-20\nretired = 2021-12-30";
    let kilns = unit("S", "lime-kiln", 1000, "") + &unit("T", "lime-kiln", 1000, few);
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &kilns].concat());
    clears(RuleId::Idle, &s, &["M/1 12-01 12-10", "M/S 12-01 12-03", "M/T 12-20 12-29"]);
}

#[test]
fn slowdowns_become_one() {
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &unit("K", "coke-oven", 500, "")].concat());
    let two = plan(&["M/1 12-01 12-10", "M/K 12-01 12-10 36", "M/K 12-11 12-20 36.5"]);
    let (before, after) = (count(&s, &two), count(&s, &tidied(&s, &two, 1000.0)));
    assert_eq!((before.errors.len(), before.slowdowns), (0, 2));
    assert_eq!((after.errors.len(), after.slowdowns), (0, 1));
    assert!(after.cost <= before.cost + 1000.0);
}

/// Moving the sinter strand's stop into December costs the value of emissions, which weigh more in January.
#[test]
fn no_more_is_spent_than_may_be() {
    let city = "[[cities]]\nname = \"乙市\"\nday_weight = { \"2022-01\" = 1.5 }\n";
    let down = "size = 500\ndown = [{ start = 2021-12-01, end = 2021-12-10 }]";
    let furnace = unit("1", "blast-furnace", 1000, down);
    let s = scenario(&[city, &mill("M", "B", ""), &furnace, &unit("S", "sinter", 1000, "")].concat());
    let late = plan(&["M/1 12-01 12-10", "M/S 12-05 12-06", "M/S 01-01 01-08"]);
    let before = count(&s, &late);
    assert_eq!((&before.errors, &before.warnings), (&vec![], &vec![RuleId::Feed]));
    // 1 kg/t of dust and gases at 10 CNY, half as much again in January: 5 CNY/t, and five days of 1000 t must move
    let dear = count(&s, &tidied(&s, &late, 20_000.0));
    assert_eq!(dear.warnings, [RuleId::Feed]);
    assert!(dear.cost <= before.cost + 20_000.0);
    let cleared = count(&s, &tidied(&s, &late, 40_000.0));
    assert_eq!((&cleared.errors, &cleared.warnings), (&vec![], &vec![]));
    assert!(cleared.cost > before.cost && cleared.cost <= before.cost + 40_000.0);
}

/// A quarter of 80 furnace-days is 20, a quarter and a hundredth 20.8: a day less would save money.
#[test]
fn the_reserve_is_not_spent_on_tidying() {
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000)].concat());
    let p = plan(&["M/1 12-01 12-11", "M/2 12-11 12-20"]);
    let rows = planner::tightened(&s, &Options { reserve_ratio: 0.01, ..Options::default() });
    let out = tidy(&s, &rows, &patterns(&s, &p), 1e5, 1, &Control::new(Duration::from_hours(1), None));
    let days: usize = out.iter().flat_map(|p| &p.stops).map(|w| w.len()).sum();
    assert_eq!((days, count(&s, &planner::write(&s, &out, 0.0)).warnings), (21, vec![]));
}

#[test]
fn a_run_whose_time_is_over_hands_the_plan_back() {
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000)].concat());
    let p = plan(&["M/1 12-01 12-10", "M/2 12-01 12-10"]);
    assert_eq!(tidied_within(&s, &p, 1e9, Duration::ZERO).stops, p.stops);
}

/// Scenarios with a plan that keeps their rules and warns a good deal: cities with all features, and tiny ones.
fn witnesses() -> Vec<(String, Scenario, Plan)> {
    let mut out = Vec::new();
    for seed in 0..16 {
        let (cities, mills) = (1 + seed as usize % 2, 2 + seed as usize % 6);
        let g = generate(&Size { episodes: seed as usize % 3, ..Size::new(cities, mills, mills * 3, seed) });
        let s = read_scenario_str(&g.scenario_toml, "city.toml", None).unwrap();
        out.push((format!("city {seed}"), s, read_plan_str(&g.witness_plan_toml, "plan.toml").unwrap()));
    }
    for seed in 0..60 {
        let g = generate_tiny(seed);
        let Some(witness) = g.witness_plan_toml else { continue };
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("policy.toml"), &g.policy_toml).unwrap();
        let s = read_scenario_str(&g.scenario_toml, "tiny.toml", Some(dir.path())).unwrap();
        out.push((format!("tiny {seed}"), s, read_plan_str(&witness, "plan.toml").unwrap()));
    }
    out
}

#[test]
fn a_tidied_plan_keeps_every_rule_costs_no_more_than_allowed_and_warns_less() {
    let (mut warned, mut warns) = (0, 0);
    for (name, s, witness) in witnesses() {
        let before = count(&s, &witness);
        for per_mille in [0_u32, 2, 50] {
            let allowance = f64::from(per_mille) / 1000.0 * before.cost.abs();
            let after = count(&s, &tidied(&s, &witness, allowance));
            assert_eq!(after.errors, Vec::<String>::new(), "{name}");
            assert!(after.cost <= before.cost + allowance + 1e-6 * before.cost.abs(), "{name}: {after:?} {before:?}");
            assert!(after.warnings.len() <= before.warnings.len(), "{name}: {after:?} {before:?}");
            assert!(
                after.slowdowns <= before.slowdowns || after.warnings.len() < before.warnings.len(),
                "{name}: {after:?} {before:?}"
            );
            if per_mille == 50 {
                warned += before.warnings.len();
                warns += after.warnings.len();
            }
        }
    }
    assert!(warned > 40 && warns * 2 < warned, "{warns} of {warned} warnings are left");
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let g = generate(&Size::small_city(5));
    let s = read_scenario_str(&g.scenario_toml, "city.toml", None).unwrap();
    let witness = read_plan_str(&g.witness_plan_toml, "plan.toml").unwrap();
    let [one, three] = [1, 3].map(|n| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n).build().unwrap();
        pool.install(|| tidied(&s, &witness, 1e6))
    });
    assert_eq!(one, three);
    assert_ne!(one.stops, witness.stops);
}

/// The planner tidies what it hands over, and claims the gap of the plan as written.
#[test]
fn the_planner_spends_its_allowance_and_says_so() {
    let g = generate(&Size::new(1, 3, 7, 2));
    let s = read_scenario_str(&g.scenario_toml, "city.toml", None).unwrap();
    let planned = |tidy| {
        let options = Options { gap: 0.02, tidy, time_limit: Duration::from_hours(1), ..Options::default() };
        match planner::plan(&s, &options, None, None, &|_| ()) {
            planner::Outcome::Plan(plan) => plan,
            other => panic!("{other:?}"),
        }
    };
    let (raw, neat) = (planned(0.0), planned(0.01));
    let (before, after) = (count(&s, &raw), count(&s, &neat));
    assert_eq!(after.errors, Vec::<String>::new());
    assert!(after.warnings.len() < before.warnings.len(), "{after:?} {before:?}");
    assert!(after.cost <= before.cost + 0.01 * before.cost.abs());
    assert!((neat.solve.objective.unwrap() - after.cost).abs() < 1e-6 * after.cost.abs());
    assert_eq!(neat.solve.bound, raw.solve.bound);
}
