//! A run of the planner: the plan that it starts from, and what it hands over.

use crate::rules_support::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::planner::control::Control;
use steel_stagger::planner::finish::finish;
use steel_stagger::planner::run::{run_all, works};
use steel_stagger::planner::solve::Work;
use steel_stagger::planner::start::Start;
use steel_stagger::planner::{self, Options, Outcome, tightened};
use steel_stagger::rules::{check, holds};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

fn city(seed: u64) -> (Scenario, Plan) {
    let g = generate(&Size::new(1, 3, 7, seed));
    let s = read_scenario_str(&g.scenario_toml, "city.toml", None).unwrap();
    (s, read_plan_str(&g.witness_plan_toml, "plan.toml").unwrap())
}

fn cost(s: &Scenario, plan: &Plan) -> f64 {
    total_cost(s, &Schedule::new(s, plan)).total()
}

fn sound(s: &Scenario, plan: &Plan) -> bool {
    holds(&check(s, plan, &Schedule::new(s, plan)))
}

/// A run that is over before it begins, so that all it can hand over is what it starts from.
fn run_from(s: &Scenario, options: &Options, from: &Plan) -> Outcome {
    let options = Options { time_limit: Duration::ZERO, ..options.clone() };
    let start = Start::new(s, &options, from);
    planner::plan(s, &options, Some(&start), None, &|_| ())
}

#[test]
fn a_run_never_ends_worse_than_the_plan_that_it_starts_from() {
    for seed in 1..4 {
        let (s, witness) = city(seed);
        let Outcome::Plan(plan) = run_from(&s, &Options::default(), &witness) else { panic!("seed {seed}: no plan") };
        assert!(sound(&s, &plan), "seed {seed}");
        // coking times are stated with three decimals
        let limit = cost(&s, &witness) + 1e-6 * cost(&s, &witness).abs();
        assert!(cost(&s, &plan) <= limit, "seed {seed}");
        // from its own end, with all the allowance of tidying, it ends no worse again
        let again = Options { tidy: 1.0, gap: 0.05, ..Options::default() };
        let start = Start::new(&s, &again, &plan);
        let Outcome::Plan(last) = planner::plan(&s, &again, Some(&start), None, &|_| ()) else { panic!("seed {seed}") };
        assert!(cost(&s, &last) <= cost(&s, &plan) + 1e-6 * cost(&s, &plan).abs(), "seed {seed}");
    }
}

#[test]
fn a_plan_that_breaks_rules_is_not_used_as_it_is() {
    let (s, mut witness) = city(1);
    let start = Start::new(&s, &Options::default(), &witness);
    assert!(start.errors.is_empty() && start.cost.is_some());
    assert_eq!((start.known, start.entries), (start.entries, witness.stops.len() + witness.slowdowns.len()));
    witness.stops.truncate(witness.stops.len() / 2);
    witness.stops[0].unit = "?".to_owned();
    let start = Start::new(&s, &Options::default(), &witness);
    assert!(!start.errors.is_empty() && start.cost.is_none());
    assert_eq!(start.known + 1, start.entries);
    assert!(matches!(run_from(&s, &Options::default(), &witness), Outcome::Stopped { .. }));
}

#[test]
fn a_plan_short_of_the_reserve_is_not_used_as_it_is() {
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000)].concat());
    let exact = plan(&["M/1 12-01 12-20"]);
    let ample = plan(&["M/1 12-01 12-21"]);
    let reserve = Options { reserve_ratio: 0.01, ..Options::default() };
    for (plan, options, used) in
        [(&exact, Options::default(), true), (&exact, reserve.clone(), false), (&ample, reserve.clone(), true)]
    {
        let start = Start::new(&s, &options, plan);
        assert_eq!((start.errors.len(), start.cost.is_some()), (0, used));
        assert_eq!(matches!(run_from(&s, &options, plan), Outcome::Plan(_)), used);
    }
    // a quarter and a hundredth of 80 furnace-days: 20.8
    let Outcome::Plan(made) = planner::plan(&s, &reserve, None, None, &|_| ()) else { panic!("no plan") };
    let stopped: usize = Schedule::new(&s, &made).units.iter().flat_map(|u| &u.stops).map(|w| w.days.len()).sum();
    assert_eq!(stopped, 21);
}

#[test]
fn an_interrupt_ends_the_run_with_the_best_plan_so_far() {
    let (s, _) = city(3);
    let options = Options { gap: 0.0, time_limit: Duration::from_hours(1), ..Options::default() };
    let stop = AtomicBool::new(false);
    let best = std::sync::Mutex::new(f64::INFINITY);
    let Outcome::Plan(plan) = planner::plan(&s, &options, None, Some(&stop), &|p| {
        *best.lock().unwrap() = p.cost;
        stop.store(p.cost.is_finite(), Ordering::Relaxed);
    }) else {
        panic!("no plan")
    };
    assert!(sound(&s, &plan));
    let best = best.into_inner().unwrap();
    assert!((cost(&s, &plan) - best).abs() <= 1e-9 * best.abs(), "nothing is spent on tidying once interrupted");
}

#[test]
fn of_a_region_the_cities_that_hold_are_used() {
    // two mills that share no row; the plan is short at one of them
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &mill("N", "B", ""), &bf("1", 1000)].concat());
    let options = Options { tidy: 0.0, ..Options::default() };
    let rows = tightened(&s, &options);
    let mut works = works(&s, rows);
    Start::new(&s, &options, &plan(&["M/1 12-01 12-10", "N/1 12-01 12-09"])).offer_to(&s, &mut works);
    let used: Vec<bool> = works.iter().map(|w| !w.answer.patterns.is_empty()).collect();
    assert_eq!(used, [true, false]);
}

#[test]
fn a_component_whose_plan_does_not_pass_the_check_is_searched_for_another() {
    let (s, _) = city(2);
    let options = Options { gap: 0.02, time_limit: Duration::from_hours(1), ..Options::default() };
    let rows = tightened(&s, &options);
    let mut works = works(&s, rows.clone());
    let control = Control::new(options.time_limit, None);
    run_all(&mut works, &options, &control, &|_| ());
    let spoil = |works: &mut [Work]| {
        works.iter_mut().flat_map(|w| &mut w.answer.patterns).for_each(|p| p.stops.clear());
    };
    spoil(&mut works);
    let made = finish(&s, &rows, &mut works, &options, 0.0, &control).expect("another plan");
    assert!(sound(&s, &made) && !made.stops.is_empty());
    spoil(&mut works);
    let stop = AtomicBool::new(true);
    let told = finish(&s, &rows, &mut works, &options, 0.0, &Control::new(options.time_limit, Some(&stop)));
    assert!(!told.expect_err("an interrupted run searches no more").is_empty());
}

#[test]
fn mills_without_units_are_no_obstacle() {
    let (s, _) = city(1);
    let text = generate(&Size::new(1, 3, 7, 1)).scenario_toml;
    let mill = |id: &str| {
        format!(
            "\n[[enterprises]]\nid = \"{id}\"\nname = \"{id}\"\ncity = \"{}\"\ngrade = \"B\"\nroute = \"integrated\"\n",
            s.cities[0].name
        )
    };
    let more = read_scenario_str(&format!("{text}{}{}", mill("E1"), mill("E2")), "city.toml", None).unwrap();
    let options = Options { gap: 0.05, ..Options::default() };
    let Outcome::Plan(plan) = planner::plan(&more, &options, None, None, &|_| ()) else { panic!("no plan") };
    assert!(sound(&more, &plan));
}

#[test]
fn units_that_are_next_to_nothing_beside_others_are_planned() {
    let text = r#"
schema = 1
name = "x"
policy = "autumn-winter-2021"
[[cities]]
name = "唐山市"
min_bf_ratio = 0.3
[[enterprises]]
id = "A"
name = "A"
city = "唐山市"
grade = "B"
route = "integrated"
steel_last_year_t = 1e12
units = [
  { id = "1", kind = "blast-furnace", size = 1000, rate_t_d = 1e-6 },
  { id = "2", kind = "blast-furnace", size = 1000, rate_t_d = 1e6 },
]
"#;
    let s = read_scenario_str(text, "x.toml", None).unwrap();
    let Outcome::Plan(plan) = planner::plan(&s, &Options::default(), None, None, &|_| ()) else { panic!("no plan") };
    assert!(sound(&s, &plan));
}
