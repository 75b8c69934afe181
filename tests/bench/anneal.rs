//! What an annealing brings, by what its start is bettered at, how hot it begins and how long it is: for the numbers in `trials.rs`.
//!
//! `cargo run --release --example anneal -- SCENARIO.toml RUNS` relaxes the widest component of a scenario and anneals so many
//! roundings of its master for each setting. Told are the plans found, mean, least and quartiles of their costs, million CNY.

use rayon::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};
use steel_stagger::planner::control::Control;
use steel_stagger::planner::model::parts;
use steel_stagger::planner::open_rows;
use steel_stagger::planner::relax::Relaxation;
use steel_stagger::planner::search::{Heat, Space};
use steel_stagger::scenario::read_scenario;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, scenario, runs] = &args[..] else { panic!("anneal SCENARIO.toml RUNS") };
    let s = read_scenario(Path::new(scenario)).expect("a scenario");
    let runs: u64 = runs.parse().expect("a number of runs");
    let control = Control::new(Duration::from_secs(1_000_000), None);
    let part = parts(&s, open_rows(&s)).into_iter().max_by_key(|p| p.ents.len()).expect("a component");
    let component = part.component(&s, &control).expect("there is time");
    let mut relaxed = Relaxation::new(&s, &component, &control);
    relaxed.run(&control, false, usize::MAX);
    let space = Space::new(&s, &component);
    let (mix, others) = (relaxed.mix(), relaxed.newest(300));
    println!("bound {:.3}, {} movers", relaxed.at.bound / 1e6, space.movers.len());
    println!("price  heat  moves   plans     mean    least  quarter   median  seconds");
    let moves = 250_000 + 12_000 * space.movers.len() as u64;
    for times in [1, 4] {
        for heat in [0.15, 0.4, 1.0] {
            for price in [0.02, 0.05, 0.1, 0.2, 1.0, 5.0] {
                let since = Instant::now();
                let one = |k| {
                    let start = space.round(&mix, &others, price, 1000 + k, &control)?;
                    let how = Heat { moves: moves * times, temperature: (heat, 0.005), penalty: (0.05, 5.0) };
                    space.anneal(&start, &how, 77 + k, &control).map(|found| found.cost / 1e6)
                };
                let found: Vec<Option<f64>> = (0..runs).into_par_iter().map(one).collect();
                let mut costs: Vec<f64> = found.into_iter().flatten().collect();
                costs.sort_by(f64::total_cmp);
                let mean = costs.iter().sum::<f64>() / costs.len() as f64;
                let at = |part: usize| costs.get(part * costs.len() / 4).copied().unwrap_or(f64::NAN);
                println!(
                    "{price:5} {heat:5} {:6}k {:3}/{runs:<3} {mean:8.3} {:8.3} {:8.3} {:8.3} {:6.1}",
                    moves * times / 1000,
                    costs.len(),
                    at(0),
                    at(1),
                    at(2),
                    since.elapsed().as_secs_f64()
                );
            }
        }
    }
}
