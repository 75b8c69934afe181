//! How far branching raises the bound of a city: which side its gap is on, and what branching on furnace-days brings.
//!
//! `cargo run --release --example branch -- SCENARIO.toml NODES [PLAN.toml]` relaxes the widest component of a scenario to the end and
//! then branches as the planner does, but as far as it is told to. Told are bounds after 1, 2, 4 ... nodes, beside what the plan costs.

use std::path::Path;
use std::time::{Duration, Instant};
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::{self, schedule::Schedule};
use steel_stagger::planner::branch::Tree;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::model::parts;
use steel_stagger::planner::open_rows;
use steel_stagger::planner::relax::Relaxation;
use steel_stagger::scenario::read_scenario;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let s = read_scenario(Path::new(&args[1])).expect("a scenario");
    let most: usize = args[2].parse().expect("a number of nodes");
    let known = args.get(3).map_or(f64::INFINITY, |p| {
        let plan = plan::open(Path::new(p), &s).expect("a plan").plan;
        total_cost(&s, &Schedule::new(&s, &plan)).total()
    });
    let control = Control::new(Duration::from_secs(100_000), None);
    let part = parts(&s, open_rows(&s)).into_iter().max_by_key(|p| p.ents.len()).expect("a component");
    let component = part.component(&s, &control).expect("there is time");
    let since = Instant::now();
    let mut root = Relaxation::new(&s, &component, &control);
    root.run(&control, false, usize::MAX);
    let mut tree = Tree::new(&s, &component, &root);
    let tell = |tree: &Tree| {
        let (nodes, open, bound) = (tree.solved, tree.width(), tree.bound().min(known));
        let gap = 100.0 * (known - bound) / known;
        println!("{nodes} nodes, {open} open: {bound:.0}, {gap:.4} % below {known:.0}, {:.1?}", since.elapsed());
    };
    tell(&tree);
    let mut left = true;
    while left && tree.solved < most {
        left = tree.grow(&s, &component, tree.solved.max(1), known, &control);
        tell(&tree);
    }
}
