//! Several cities in one run.

use std::time::Duration;
use steel_stagger::plan::Plan;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::write::to_toml;
use steel_stagger::planner::{self, Options, Outcome};
use steel_stagger::rules::{check, holds};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

fn region(seed: u64) -> Scenario {
    let g = generate(&Size::new(6, 14, 30, seed));
    read_scenario_str(&g.scenario_toml, "region.toml", None).unwrap()
}

fn planned(s: &Scenario, threads: usize, gap: f64) -> Plan {
    let options = Options { gap, tidy: 0.0, time_limit: Duration::from_hours(1), ..Options::default() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    match pool.install(|| planner::plan(s, &options, None, None, &|_| ())) {
        Outcome::Plan(plan) => plan,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_region_has_the_same_plan_for_any_number_of_threads_and_it_holds() {
    for seed in 1..=3 {
        let s = region(seed);
        let texts: Vec<String> = [1, 2, 3]
            .into_iter()
            .map(|threads| {
                let plan = planned(&s, threads, 0.04);
                assert!(holds(&check(&s, &plan, &Schedule::new(&s, &plan))), "seed {seed}");
                to_toml(&plan, &s, &[])
            })
            .collect();
        assert!(texts.windows(2).all(|t| t[0] == t[1]), "seed {seed}");
    }
}

#[test]
fn a_region_is_worked_on_until_the_gap_of_the_whole_is_as_asked() {
    let s = region(4);
    let wide = planned(&s, 2, 0.05).solve;
    let close = planned(&s, 2, 0.01).solve;
    assert!(wide.gap.unwrap() <= 0.05 && close.gap.unwrap() <= 0.01, "{wide:?} {close:?}");
    assert!(close.objective <= wide.objective, "{wide:?} {close:?}");
    // neither's bound lies above the other's plan
    assert!(wide.bound <= close.objective && close.bound <= wide.objective, "{wide:?} {close:?}");
}
