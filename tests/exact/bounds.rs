//! How strong bounds are: exhaustive search tells one that is too high (`optimum`), only a record tells one that has become weaker.

use crate::common::tiny;
use std::time::Duration;
use steel_stagger::planner::branch::Tree;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::model;
use steel_stagger::planner::relax::Relaxation;
use steel_stagger::rules::all_rows;
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// The bounds of a scenario's components in CNY, added up: with mixtures of columns, with mills' own rows kept whole, with 8 nodes of
/// a tree; and the columns that it took.
fn bounds(s: &Scenario, rounds: usize) -> String {
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
    format!("mixed {mixed:.0}  whole {whole:.0}  grown {grown:.0}  columns {columns}")
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
