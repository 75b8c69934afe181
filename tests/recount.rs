//! The checker against the recount: finding by finding, on scenarios of all kinds and plans broken in every way.

#[path = "common/agreement.rs"]
mod agreement;
#[path = "common/breaking.rs"]
mod breaking;
#[path = "common/by_hand.rs"]
mod by_hand;
mod common;
#[path = "common/recount/mod.rs"]
mod recount;
mod rules_support;

use agreement::differences;
use rand::SeedableRng;
use rand_pcg::Pcg64;
use std::fmt::Write as _;
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::scenario::generate::{Size, generate, generate_tiny};
use steel_stagger::scenario::{Scenario, read_scenario_str};

<<<<<<< HEAD
fn name<T: Copy>(n: Option<&Named<T>>, known: impl Fn(T) -> String) -> String {
    match n {
        Some(Named::Known(i)) => known(*i),
        Some(Named::Unknown(id)) => id.clone(),
        None => String::new(),
    }
}

/// A checker's finding in the recount's terms.
fn as_found(s: &Scenario, f: &Finding) -> Found {
    Found {
        rule: f.rule.id(),
        warning: f.severity == Severity::Warning,
        city: f.city.map_or(String::new(), |c| s.cities[c].name.clone()),
        enterprise: name(f.enterprise.as_ref(), |e| s.enterprises[e].id.clone()),
        unit: name(f.unit.as_ref(), |u| s.units[u].id.clone()),
        kind: f.kind.map_or(String::new(), |k| k.id().to_owned()),
        first: f.first,
        last: f.last,
        measured: f.measured,
        required: f.required,
        short_by: f.short_by,
    }
}

/// Whether the checker's finding says what the recount's does; what the recount leaves open may be anything.
fn agrees(mine: &Found, theirs: &Found) -> bool {
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (None, _) => true,
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * f64::max(1.0, a.abs()),
        (Some(_), None) => false,
    };
    (mine.rule, mine.warning, &mine.enterprise, &mine.unit)
        == (theirs.rule, theirs.warning, &theirs.enterprise, &theirs.unit)
        && (mine.city.is_empty() || mine.city == theirs.city)
        && (mine.kind.is_empty() || mine.kind == theirs.kind)
        && (mine.first.is_none() || (mine.first, mine.last) == (theirs.first, theirs.last))
        && near(mine.measured, theirs.measured)
        && near(mine.required, theirs.required)
        && near(mine.short_by, theirs.short_by)
}

/// What either finds and the other does not, in words; empty where they agree.
fn differences(s: &Scenario, plan: &Plan) -> (String, Vec<&'static str>) {
    let ours = recount(s, plan);
    let schedule = Schedule::new(s, plan);
    let mut theirs: Vec<Found> = check(s, plan, &schedule)
        .iter()
        .filter(|f| !matches!(f.rule, RuleId::Plausible | RuleId::PolicyOrder))
        .map(|f| as_found(s, f))
        .collect();
    let mut out = String::new();
    let rules = ours.found.iter().map(|f| f.rule).collect();
    // Those that the recount says least of choose last.
    let mut mine = ours.found;
    mine.sort_by_key(|f| (f.first.is_none(), f.measured.is_none()));
    for f in mine {
        match theirs.iter().position(|t| agrees(&f, t)) {
            Some(i) => drop(theirs.remove(i)),
            None => writeln!(out, "only the recount: {f:?}").unwrap(),
        }
    }
    for f in theirs {
        writeln!(out, "only the checker: {f:?}").unwrap();
    }
    let (a, b) = (ours.cost.total(), cost::total_cost(s, &schedule).total());
    if (a - b).abs() > 1e-6 * f64::max(1.0, a.abs()) {
        writeln!(out, "cost: the recount {a}, the program {b}").unwrap();
    }
    (out, rules)
}

=======
>>>>>>> oracle
/// Breaks a plan in `rounds` ways, each on top of others, and compares each time.
fn compare(s: &Scenario, witness: &Plan, seed: u64, rounds: usize, seen: &mut Vec<&'static str>) -> String {
    let mut rng = Pcg64::seed_from_u64(seed);
    let mut out = String::new();
    for round in 0..rounds {
        let (mut s, mut plan) = (s.clone(), witness.clone());
        let mut ways = Vec::new();
        if round > 0 {
            for _ in 0..1 + round % 4 {
                ways.push(breaking::one(&mut s, &mut plan, &mut rng));
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
    let g = generate_tiny(seed);
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("policy.toml"), &g.policy_toml).unwrap();
    let s =
        read_scenario_str(&g.scenario_toml, "tiny.toml", Some(dir.path())).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
    let plan = g.witness_plan_toml.map_or_else(Plan::default, |p| read_plan_str(&p, "plan.toml").unwrap());
    (s, plan)
}

/// Every rule that a recount has, so that agreement is not agreement on nothing.
const ALL: [&str; 27] = [
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
    "PERMIT",
    "REPLACEMENT",
    "CLAIM",
    "SCENARIO",
    "GRADE-ORDER",
    "ONE-CUT",
    "FEED",
    "CHANGE",
    "IDLE",
    "",
];

fn missing(seen: &[&'static str], except: &[&str]) -> Vec<&'static str> {
    ALL.into_iter().filter(|r| !r.is_empty() && !seen.contains(r) && !except.contains(r)).collect()
}

#[test]
fn checker_and_recount_agree_on_tiny_scenarios() {
    let (mut out, mut seen) = (String::new(), Vec::new());
    for seed in 0..150 {
        let (s, plan) = tiny(seed);
        out += &compare(&s, &plan, seed, 12, &mut seen);
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
    let s = read_scenario_str(common::SMALL, "small.toml", None).unwrap();
    out += &compare(&s, &read_plan_str(common::PLAN, "plan.toml").unwrap(), 1, 400, &mut seen);
    for (i, s) in [by_hand::warned(), by_hand::served()].iter().enumerate() {
        let plan = Plan { scenario: s.name.clone(), ..Plan::default() };
        out += &compare(s, &plan, i as u64, 400, &mut seen);
    }
    assert!(out.is_empty(), "{out}");
    assert_eq!(missing(&seen, &["ONE-CUT", "GRADE-ORDER"]), [""; 0], "rules that no plan broke");
}
