//! The checker against the recount: finding by finding, on scenarios of all kinds and plans broken in every way.

use crate::common::agreement::differences;
use rand::SeedableRng;
use rand_pcg::Pcg64;
use std::fmt::Write as _;
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// Breaks a plan in `rounds` ways, each on top of others, and compares each time.
fn compare(s: &Scenario, witness: &Plan, seed: u64, rounds: usize, seen: &mut Vec<&'static str>) -> String {
    let mut rng = Pcg64::seed_from_u64(seed);
    let mut out = String::new();
    for round in 0..rounds {
        let (mut s, mut plan) = (s.clone(), witness.clone());
        let mut ways = Vec::new();
        if round > 0 {
            for _ in 0..=round % 4 {
                ways.push(crate::common::breaking::one(&mut s, &mut plan, &mut rng));
            }
        }
        let (different, rules) = differences(&s, &plan);
        seen.extend(rules);
        if !different.is_empty() {
            writeln!(out, "seed {seed}, round {round}, {ways:?}:\n{different}").unwrap();
        }
    }
    out
}

fn tiny(seed: u64) -> (Scenario, Plan) {
    let (s, plan) = crate::common::tiny(seed);
    (s, plan.unwrap_or_default())
}

/// Every rule that a recount has, so that agreement is not agreement on nothing.
const ALL: [&str; 29] = [
    "BF-RATIO",
    "ANC-RATIO",
    "STEEL-YOY",
    "STEEL-YEAR",
    "STAGE-STEEL",
    "CITY-RATIO",
    "CITY-DAILY",
    "WHOLE-STOP",
    "SLOW-SHAPE",
    "SHORT-STOP",
    "SHORT-RUN",
    "MANY-STOPS",
    "HEATING",
    "MUST-RUN",
    "DOWN",
    "CONCRETE",
    "EPISODE",
    "SPRING-FESTIVAL",
    "PERMIT",
    "REPLACEMENT",
    "CLAIM",
    "SCENARIO",
    "GRADE-ORDER",
    "ONE-CUT",
    "FEED",
    "CHANGE",
    "IDLE",
    "PLAUSIBLE",
    "POLICY-ORDER",
];

fn missing(seen: &[&'static str], except: &[&str]) -> Vec<&'static str> {
    ALL.into_iter().filter(|r| !seen.contains(r) && !except.contains(r)).collect()
}

#[test]
fn checker_and_recount_agree_on_tiny_scenarios() {
    let (mut out, mut seen) = (String::new(), Vec::new());
    for seed in 0..1000 {
        let (s, plan) = tiny(seed);
        out += &compare(&s, &plan, seed, 8, &mut seen);
    }
    assert!(out.is_empty(), "{out}");
    assert_eq!(missing(&seen, &["ONE-CUT"]), [""; 0], "rules that no plan broke");
}

#[test]
fn checker_and_recount_agree_on_cities() {
    let (mut out, mut seen) = (String::new(), Vec::new());
    for seed in 0..6 {
        let g = generate(&Size::small_city(seed));
        let s = read_scenario_str(&g.scenario_toml, "city.toml", None).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
        let plan = read_plan_str(&g.witness_plan_toml, "plan.toml").unwrap();
        out += &compare(&s, &plan, seed, 25, &mut seen);
    }
    assert!(out.is_empty(), "{out}");
    assert_eq!(missing(&seen, &[]), [""; 0], "rules that no plan broke");
}

#[test]
fn checker_and_recount_agree_on_scenarios_filed_by_hand() {
    let (mut out, mut seen) = (String::new(), Vec::new());
    let s = read_scenario_str(crate::common::SMALL, "small.toml", None).unwrap();
    out += &compare(&s, &read_plan_str(crate::common::PLAN, "plan.toml").unwrap(), 1, 400, &mut seen);
    for (i, s) in [crate::common::by_hand::warned(), crate::common::by_hand::served()].iter().enumerate() {
        let plan = Plan { scenario: s.name.clone(), ..Plan::default() };
        out += &compare(s, &plan, i as u64, 400, &mut seen);
    }
    assert!(out.is_empty(), "{out}");
    assert_eq!(missing(&seen, &["ONE-CUT", "GRADE-ORDER"]), [""; 0], "rules that no plan broke");
}
