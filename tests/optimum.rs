//! The planner against enumeration, on scenarios small enough to try every plan.

use crate::common::exhaustive::{Optimum, by_trying_all, optimum};
use crate::common::recount::recount;
use crate::common::tiny;
use std::cell::Cell;
use std::fmt::Write as _;
use std::time::Duration;
use steel_stagger::kind::Kind;
use steel_stagger::plan::Plan;
use steel_stagger::planner::branch::Tree;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::relax::{Relaxation, Stand};
use steel_stagger::planner::{self, Options, Outcome, model};
use steel_stagger::rules::all_rows;
use steel_stagger::scenario::generate::generate_tiny;
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// Seeds of the tiny scenarios that are judged; in 303 the cheapest plan has a stop over days of two episodes of which one
/// names the kind, in 389 a slow-down that rounds to nothing.
fn seeds() -> impl Iterator<Item = u64> {
    (0..120).chain([303, 389])
}

fn read(scenario: &str, policy: &str) -> Scenario {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("policy.toml"), policy).unwrap();
    read_scenario_str(scenario, "tiny.toml", Some(dir.path())).unwrap_or_else(|e| panic!("{scenario}\n{e}"))
}

/// How near the optimum a plan is to be: coking times are written with three decimals.
fn close(s: &Scenario) -> f64 {
    if s.units.iter().any(|u| u.kind == Kind::CokeOven) { 1e-4 } else { 1e-6 }
}

fn solve(s: &Scenario) -> Outcome {
    let options = Options { gap: close(s) / 2.0, tidy: 0.0, time_limit: Duration::from_mins(1), ..Options::default() };
    planner::plan(s, &options, None, None, &|_| ())
}

/// Errors of a plan by the recount, and its cost.
fn judged(s: &Scenario, plan: &Plan) -> (Vec<crate::common::recount::Found>, f64) {
    let r = recount(s, plan);
    (r.found.into_iter().filter(|f| !f.warning && f.rule != "PERMIT" && f.rule != "REPLACEMENT").collect(), r.cost.total())
}

#[test]
fn enumeration_with_bounds_is_enumeration() {
    let mut tried = 0;
    for seed in seeds() {
        let (s, _) = tiny(seed);
        let Ok(all) = by_trying_all(&s, 300_000) else { continue };
        let bounded = optimum(&s).unwrap();
        match (all, bounded) {
            (Optimum::Cost(a), Optimum::Cost(b)) => {
                assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "seed {seed}: {a} {b}");
            }
            (a, b) => assert_eq!(a, b, "seed {seed}"),
        }
        tried += 1;
    }
    assert!(tried >= 10, "only {tried} scenarios were small enough");
}

#[test]
fn a_witness_costs_no_less_than_the_optimum() {
    let mut tried = 0;
    for seed in seeds() {
        let (s, witness) = tiny(seed);
        let (Some(plan), Ok(best)) = (witness, optimum(&s)) else { continue };
        let (faults, cost) = judged(&s, &plan);
        assert_eq!(faults, [], "seed {seed}");
        let Optimum::Cost(best) = best else { panic!("seed {seed}: a witness and no plan") };
        assert!(best <= cost + 1e-6 * cost.abs().max(1.0), "seed {seed}: {best} {cost}");
        tried += 1;
    }
    assert!(tried >= 35, "only {tried}");
}

/// What is wrong with the planner's answer, in words.
fn verdict(s: &Scenario, best: Optimum, outcome: &Outcome) -> String {
    let mut out = String::new();
    match (best, outcome) {
        (Optimum::Cost(best), Outcome::Plan(plan)) => {
            let (faults, cost) = judged(s, plan);
            let size = best.abs().max(1.0);
            for f in faults {
                writeln!(out, "  a breach: {f:?}").unwrap();
            }
            if (cost - best).abs() > close(s) * size {
                writeln!(out, "  costs {cost}, the optimum is {best} ({:+.2e})", (cost - best) / size).unwrap();
            }
            let bound = plan.solve.bound.unwrap_or(f64::NEG_INFINITY);
            if bound > best + f64::max(1e-2, 1e-7 * size) {
                writeln!(out, "  a bound of {bound}, the optimum is {best} ({:+.2e})", (bound - best) / size).unwrap();
            }
        }
        (Optimum::Infeasible, Outcome::Impossible(_)) => {}
        (best, Outcome::Plan(plan)) => writeln!(out, "  a plan at {:?}, enumeration says {best:?}", plan.solve).unwrap(),
        (best, Outcome::Impossible(_)) => writeln!(out, "  impossible, enumeration says {best:?}").unwrap(),
        (best, Outcome::Stopped { .. }) => writeln!(out, "  stopped, enumeration says {best:?}").unwrap(),
        (_, Outcome::Faulty(findings)) => writeln!(out, "  no plan passes the check: {findings:?}").unwrap(),
    }
    out
}

/// What a scenario has that a planner could get wrong.
fn features(s: &Scenario) -> Vec<&'static str> {
    let season = s.season.all();
    let has = |unit: &dyn Fn(&steel_stagger::scenario::Unit) -> bool| s.units.iter().any(unit);
    let mills = s.enterprises.iter().filter(|e| !e.units.is_empty()).count();
    let features = [
        ("quotas", s.enterprises.iter().any(|e| !e.steel_quota.is_empty())),
        ("stages", s.policy.stages.iter().any(|stage| !s.season.clip(stage.span.start, stage.span.end).is_empty())),
        ("episodes", !s.episodes.is_empty()),
        ("heating", s.enterprises.iter().any(|e| e.heating.is_some())),
        ("fixed stops", has(&|u| !u.down.is_empty())),
        ("must-run", has(&|u| !u.must_run.is_empty())),
        ("coke ovens", has(&|u| u.kind == Kind::CokeOven)),
        ("in service for part of the season", has(&|u| !u.service.is_empty() && u.service != season)),
        ("two mills with a common band", mills > 1 && s.cities.iter().any(|c| !c.stopped_share.is_empty())),
        ("a city's ratio", s.cities.iter().any(|c| c.min_bf_ratio.is_some())),
        ("plants that serve", s.enterprises.iter().any(|e| !e.serves.is_empty())),
    ];
    features.into_iter().filter(|f| f.1).map(|f| f.0).collect()
}

#[test]
fn the_planner_finds_the_optimum() {
    let (mut out, mut tried, mut impossible) = (String::new(), 0, 0);
    let mut seen: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for seed in 0..540 {
        let (s, _) = tiny(seed);
        let Ok(best) = optimum(&s) else { continue };
        tried += 1;
        features(&s).into_iter().for_each(|f| *seen.entry(f).or_default() += 1);
        impossible += u32::from(best == Optimum::Infeasible);
        let words = verdict(&s, best, &solve(&s));
        if !words.is_empty() {
            writeln!(out, "seed {seed}:\n{words}").unwrap();
        }
    }
    assert!(out.is_empty(), "{out}");
    assert!(tried >= 200 && impossible >= 4, "{tried} scenarios, {impossible} without a plan");
    assert!(seen.len() == 11 && seen.values().all(|n| *n >= 5), "{seen:?}");
}

#[test]
fn the_planner_finds_the_optimum_where_no_furnace_may_restart_over_holidays() {
    let (mut out, mut tried, mut dearer) = (String::new(), 0, 0);
    for seed in 0..60 {
        let g = generate_tiny(seed);
        let s = read(&g.scenario_toml, &g.policy_toml);
        let middle = s.season.date(s.season.len / 2);
        let days = format!("start = {middle}, end = {}", middle + chrono::Days::new(2 + seed % 4));
        let listed = format!("{}\n[rule_days]\nSPRING-FESTIVAL = [{{ {days} }}]\n", g.policy_toml);
        let held = read(&g.scenario_toml, &listed);
        let (Ok(free), Ok(best)) = (optimum(&s), optimum(&held)) else { continue };
        tried += 1;
        dearer += u32::from(free != best);
        let words = verdict(&held, best, &solve(&held));
        if !words.is_empty() {
            writeln!(out, "seed {seed}:\n{words}").unwrap();
        }
    }
    assert!(out.is_empty(), "{out}");
    assert!(tried >= 20 && dearer >= 3, "{tried} scenarios, in {dearer} the days change the optimum");
}

#[test]
fn what_gives_up_in_a_coarse_phase_has_the_bound_of_its_prices() {
    let control = Control::new(Duration::from_mins(1), None);
    let mut risen = 0;
    for (s, _) in (0..20).map(tiny) {
        for c in model::components(&s, all_rows(&s)) {
            let mut r = Relaxation::new(&s, &c, &control);
            let first = r.at.bound;
            r.run(&control, true, usize::MAX);
            if r.at.is_impossible() {
                continue;
            }
            r.at.stand = Stand::Done;
            r.bound_now(&control);
            risen += u32::from(r.at.bound > first + 1.0);
        }
    }
    assert!(risen > 0, "no bound is above that of prices of 0");
}

#[test]
fn the_relaxation_never_lies_above_the_optimum() {
    let (mut tried, branched) = (0, Cell::new(0));
    for seed in seeds().chain(120..400) {
        let (s, _) = tiny(seed);
        let Ok(best) = optimum(&s) else { continue };
        let components = model::components(&s, all_rows(&s));
        let control = Control::new(Duration::from_mins(1), None);
        // cut short after any number of rounds and nodes it is a bound as well
        let bounds = |rounds: usize, nodes: usize| {
            let of = |c| {
                let mut r = Relaxation::new(&s, c, &control);
                r.run(&control, false, rounds);
                r.bound_now(&control);
                let whole = r.keep_whole(nodes, 0.0, &control);
                let mut tree = Tree::new(&s, c, &r);
                tree.grow(&s, c, nodes, f64::INFINITY, &control);
                branched.set(branched.get() + usize::from(tree.solved > 0));
                r.at.bound.max(whole).max(tree.bound())
            };
            components.iter().map(of).sum::<f64>()
        };
        let bound = [(0, 0), (1, 1), (2, 3), (usize::MAX, 0), (usize::MAX, 20)]
            .into_iter()
            .map(|(rounds, nodes)| bounds(rounds, nodes))
            .fold(f64::NEG_INFINITY, f64::max);
        match best {
            Optimum::Cost(best) => {
                assert!(
                    bound <= best + f64::max(1e-2, 1e-9 * best.abs()),
                    "seed {seed}: a bound of {bound}, the optimum is {best}"
                );
            }
            Optimum::Infeasible => {}
        }
        tried += 1;
    }
    assert!(tried >= 100 && branched.get() >= 100, "only {tried}, branched {branched:?}");
}

/// A B mill whose battery comes into service on 9 December, too late for a slow-down that counts (7 days): it owes its share of
/// the furnaces' ratio to episodes. Yellow names no coke ovens for grade B, orange does.
fn late_battery(episodes: &[(&str, u32, u32)], down: &str) -> Scenario {
    let mut text = "schema = 1\nname = \"x\"\npolicy = \"autumn-winter-2021\"\n\
         season = { start = 2021-12-01, end = 2021-12-14 }\n[[cities]]\nname = \"甲市\"\n"
        .to_owned();
    for (level, first, last) in episodes {
        let days = format!("start = 2021-12-{first:02}\nend = 2021-12-{last:02}");
        writeln!(text, "[[episodes]]\ncity = \"甲市\"\nlevel = \"{level}\"\n{days}").unwrap();
    }
    text += "[[enterprises]]\nid = \"M\"\nname = \"M\"\ncity = \"甲市\"\ngrade = \"B\"\nroute = \"integrated\"\n\
        steel_last_year_t = 1_000_000\n";
    for id in ["1", "2"] {
        writeln!(text, "[[enterprises.units]]\nid = \"{id}\"\nkind = \"blast-furnace\"\nsize = 1000\nrate_t_d = 3000")
            .unwrap();
    }
    text += "[[enterprises.units]]\nid = \"K\"\nkind = \"coke-oven\"\nsize = 6.5\nrate_t_d = 1500\ncoking_time_h = 19\n";
    writeln!(text, "commissioned = 2021-12-09\n{down}").unwrap();
    read_scenario_str(&text, "x.toml", None).unwrap()
}

#[test]
fn an_episode_slow_down_may_go_on_into_an_episode_that_does_not_name_coke_ovens() {
    // ten days of one furnace are 35.7 %: 2.1 whole days of the battery's six; orange alone gives 0.74 a day
    let down = "down = [{ start = 2021-12-12, end = 2021-12-12 }]";
    let (orange, yellow) = (|a, b| ("orange", a, b), |a, b| ("yellow", a, b));
    let cases = [
        (vec![orange(13, 14), yellow(9, 12)], "", true),
        (vec![orange(9, 10), yellow(11, 14)], "", true),
        (vec![yellow(9, 11), orange(12, 12), yellow(13, 14)], "", true),
        (vec![yellow(9, 14), orange(13, 14)], "", true),
        (vec![orange(13, 14)], "", false),
        (vec![yellow(9, 14)], "", false),
        (vec![yellow(9, 11), orange(13, 14)], "", false),
        // a day on which the battery is down ends the slow-down, and counts itself
        (vec![yellow(9, 12), orange(13, 13)], down, false),
        (vec![yellow(9, 12), orange(13, 14)], down, true),
        (vec![yellow(9, 14), orange(11, 11)], down, true),
    ];
    for (episodes, down, exists) in cases {
        let s = late_battery(&episodes, down);
        let best = optimum(&s).unwrap();
        assert_eq!(best != Optimum::Infeasible, exists, "{episodes:?} {down}");
        assert_eq!(verdict(&s, best, &solve(&s)), "", "{episodes:?} {down}");
    }
}
