//! How strong bounds are: exhaustive search tells one that is too high (`optimum`), only a record tells one that has become weaker.

use crate::common::exhaustive::{Optimum, optimum};
use crate::common::tiny;
use std::time::Duration;
use steel_stagger::measure::anchor::Anchor;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::planner::branch::Tree;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::model;
use steel_stagger::planner::relax::Relaxation;
use steel_stagger::policy::Span;
use steel_stagger::rules::{RuleId, all_rows};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// The bounds of a scenario's components in CNY, added up: with mixtures of columns, with mills' own rows kept whole, with 8 nodes of
/// a tree; and the columns that it took.
fn bounds(s: &Scenario, rounds: usize) -> String {
    let [mixed, whole, grown, columns] = amounts(s, rounds);
    format!("mixed {mixed:.0}  whole {whole:.0}  grown {grown:.0}  columns {columns}")
}

fn amounts(s: &Scenario, rounds: usize) -> [f64; 4] {
    let control = Control::new(Duration::from_hours(1), None);
    let (mut mixed, mut whole, mut grown, mut columns) = (0.0, 0.0, 0.0, 0);
    for c in &model::components(s, all_rows(s)) {
        let mut r = Relaxation::new(s, c, &control);
        r.run(&control, false, rounds);
        r.bound_now(&control);
        mixed += r.at.bound;
        columns += r.at.columns().len();
        let kept = r.keep_whole(8, 0.0, &control).max(r.at.bound);
        whole += kept;
        let mut tree = Tree::new(s, c, &r);
        tree.grow(s, c, 8, f64::INFINITY, &control);
        grown += tree.bound().max(kept);
    }
    [mixed, whole, grown, columns as f64]
}

fn recorded(name: &str, bounds: impl Iterator<Item = String>) {
    insta::with_settings!({snapshot_path => "../golden", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, bounds.collect::<Vec<_>>().join("\n"));
    });
}

#[test]
fn of_tiny_scenarios_they_are_as_strong_as_they_were() {
    let of = |seed| format!("seed {seed:2}  {}", bounds(&tiny(seed).0, usize::MAX));
    recorded("bounds-tiny", (0..30).map(of));
}

#[test]
fn of_mills_they_are_as_strong_as_they_were() {
    let of = |(mills, furnaces, seed)| {
        let g = generate(&Size::new(1, mills, furnaces, seed));
        let s = read_scenario_str(&g.scenario_toml, "city.toml", None).unwrap();
        format!("{furnaces} furnaces, seed {seed:3}  {}", bounds(&s, 20))
    };
    recorded("bounds-mills", [(1, 2, 7), (1, 3, 301), (2, 5, 5)].into_iter().map(of));
}

#[test]
fn near_a_plan_they_are_as_strong_as_they_were() {
    let of = |seed| {
        let (s, witness) = tiny(seed);
        let mut filed = witness?;
        filed.stops = filed.stops.into_iter().step_by(2).collect();
        let filed = Schedule::new(&s, &filed);
        let mut anchor = Anchor::new(&s, &filed, 1.0, |u| 10.0 * s.units[u].rate_t_d);
        anchor.settle_past(&s, s.season.len / 4 * (seed % 2) as u16);
        let s = Scenario { anchor: Some(anchor), ..s };
        Some(format!("seed {seed:2}  {}", bounds(&s, usize::MAX)))
    };
    recorded("bounds-near", (0..60).filter_map(of));
}

#[test]
fn where_plants_serve_several_mills_they_are_as_strong_as_they_were_and_not_above_the_optimum() {
    let mut judged = 0;
    let of = |seed| {
        let (s, _) = tiny(seed);
        let shared = model::components(&s, all_rows(&s)).iter().any(|c| !c.pools.is_empty());
        if !shared {
            return None;
        }
        let [mixed, whole, grown, _] = amounts(&s, usize::MAX);
        if let Ok(Optimum::Cost(best)) = optimum(&s) {
            assert!(grown.max(mixed) <= best + f64::max(1e-2, 1e-9 * best), "seed {seed}: {grown}, the optimum is {best}");
            judged += 1;
        }
        Some(format!("seed {seed:4}  mixed {mixed:.0}  whole {whole:.0}  grown {grown:.0}"))
    };
    recorded("bounds-shared", (0..1500).filter_map(of));
    assert!(judged >= 5, "{judged}");
}

#[test]
fn where_no_furnace_may_restart_on_listed_days_they_are_as_strong_as_they_were() {
    let of = |seed| {
        let (mut s, _) = tiny(seed);
        let middle = s.season.date(s.season.len / 2);
        let days = Span { start: middle, end: middle + chrono::Days::new(2 + seed % 4) };
        s.policy.rule_days.insert(RuleId::SpringFestival.id().to_owned(), vec![days]);
        format!("seed {seed:2}  {}", bounds(&s, usize::MAX))
    };
    recorded("bounds-holidays", (0..30).map(of));
}

#[test]
fn a_tree_that_brings_too_little_is_given_up_and_keeps_its_bound() {
    let control = Control::new(Duration::from_hours(1), None);
    let mut given_up = 0;
    for (s, _) in (0..60).map(tiny) {
        for c in &model::components(&s, all_rows(&s)) {
            let mut r = Relaxation::new(&s, c, &control);
            r.run(&control, false, usize::MAX);
            let mut tree = Tree::new(&s, c, &r);
            if r.at.is_impossible() || !tree.grow(&s, c, 4, f64::INFINITY, &control) {
                continue;
            }
            tree.judge(f64::INFINITY);
            assert!(tree.width() > 0, "so few nodes say nothing");
            if !tree.grow(&s, c, 40, f64::INFINITY, &control) {
                continue;
            }
            let bound = tree.bound();
            // what is known lies right above: the nodes have brought nearly all that there is to bring
            tree.judge(bound);
            assert!(tree.width() > 0 && tree.bound().total_cmp(&bound).is_eq());
            tree.grow(&s, c, 80, f64::INFINITY, &control);
            let (bound, width) = (tree.bound(), tree.width());
            tree.judge(1e3 * bound.abs());
            assert!(tree.width() == 0 && tree.bound().total_cmp(&bound).is_eq(), "{width} open");
            given_up += u32::from(width > 0);
        }
        if given_up > 2 {
            return;
        }
    }
    panic!("{given_up} trees were given up");
}
