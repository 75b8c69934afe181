//! What diving brings: plans from a dive in the master beside roundings of it, both annealed.
//!
//! `cargo run --release --example dive -- SCENARIO.toml RUNS` relaxes the widest component of a scenario to the end, then settles the
//! furnace-day that stands most in its mix and relaxes again, until every furnace-day is whole. Told is what the dive's plan costs,
//! if it is one, and what so many annealings bring that start from the dive and from roundings, million CNY.

use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use steel_stagger::day::Day;
use steel_stagger::planner::asked::Asked;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::graph::Graph;
use steel_stagger::planner::model::{Component, parts};
use steel_stagger::planner::open_rows;
use steel_stagger::planner::realise::realise;
use steel_stagger::planner::relax::Relaxation;
use steel_stagger::planner::search::{Heat, Space};
use steel_stagger::planner::solve::judge;
use steel_stagger::scenario::{Scenario, UnitIx, read_scenario};

/// Share from which a furnace-day is settled together with the one that stands most.
const NEARLY: f64 = 0.9;

/// The share of the mix in which each furnace-day stands.
fn shares(s: &Scenario, c: &Component, r: &Relaxation) -> BTreeMap<(UnitIx, Day), f64> {
    let mut out = BTreeMap::new();
    for (block, mix) in c.blocks.iter().zip(r.mix()) {
        for (w, column) in mix {
            for (unit, stops) in column.stops.iter().filter(|(u, _)| block.primary.iter().any(|p| p.unit == *u)) {
                stops.iter().flat_map(|r| r.days()).for_each(|d| *out.entry((*unit, d as Day)).or_default() += w);
            }
        }
    }
    out.retain(|(_, day), _| *day < s.season.len);
    out
}

/// The component with these furnace-days standing.
fn settled(s: &Scenario, root: &Component, stand: &BTreeMap<(UnitIx, Day), f64>) -> Component {
    let mut c = root.clone();
    for u in c.blocks.iter_mut().flat_map(|b| &mut b.primary) {
        let mut asked = root.asked.get(&u.unit).cloned().unwrap_or_else(|| Asked::nothing(usize::from(s.season.len)));
        stand.keys().filter(|k| k.0 == u.unit).for_each(|k| asked.stop[usize::from(k.1)] = true);
        u.graph = Graph::new(s, u.unit, &asked);
    }
    c
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, scenario, runs] = &args[..] else { panic!("dive SCENARIO.toml RUNS") };
    let s = read_scenario(Path::new(scenario)).expect("a scenario");
    let runs: u64 = runs.parse().expect("a number of runs");
    let control = Control::new(Duration::from_secs(1_000_000), None);
    let part = parts(&s, open_rows(&s)).into_iter().max_by_key(|p| p.ents.len()).expect("a component");
    let root = part.component(&s, &control).expect("there is time");
    let mut relaxed = Relaxation::new(&s, &root, &control);
    relaxed.run(&control, false, usize::MAX);
    let space = Space::new(&s, &root);
    let others = relaxed.newest(300);
    let moves = 250_000 + 12_000 * space.movers.len() as u64;
    let annealed = |name: &str, start: &(dyn Fn(u64) -> Option<_> + Sync), temperature: f64| {
        let one = |k: u64| {
            let how = Heat { moves, temperature: (temperature, 0.005), penalty: (0.05, 5.0) };
            space.anneal(&start(k)?, &how, 77 + k, &control).map(|found| found.cost / 1e6)
        };
        let costs: Vec<f64> = (0..runs).into_par_iter().filter_map(one).collect();
        let (mean, least) =
            (costs.iter().sum::<f64>() / costs.len() as f64, costs.iter().copied().fold(f64::INFINITY, f64::min));
        println!("{name}, begun at {temperature}: {} of {runs} plans, mean {mean:.3}, least {least:.3}", costs.len());
    };
    println!("bound {:.3}", relaxed.at.bound / 1e6);
    let mix = relaxed.mix();
    for temperature in [0.15, 1.0] {
        annealed("roundings", &|k| space.round(&mix, &others, 0.1, 1000 + k, &control), temperature);
    }
    let since = Instant::now();
    let (mut stand, mut rounds) = (BTreeMap::new(), 0);
    let (mut duals, mut columns) = (relaxed.at.duals.clone(), relaxed.at.columns().to_vec());
    loop {
        let c = settled(&s, &root, &stand);
        let keeps = |(unit, stops): &(UnitIx, Vec<steel_stagger::day::DayRange>)| {
            stand.keys().filter(|k| k.0 == *unit).all(|k| stops.iter().any(|r| r.contains(k.1)))
        };
        columns.retain(|column| column.stops.iter().all(keeps));
        let mut r = Relaxation::from_known(&s, &c, duals, columns, &control);
        r.run(&control, false, usize::MAX);
        let found = shares(&s, &c, &r);
        let open = found.iter().filter(|(k, x)| **x < 1.0 - 1e-6 && !stand.contains_key(*k));
        let most = open.clone().map(|o| *o.1).fold(0.0, f64::max);
        if most == 0.0 || r.at.bound == f64::INFINITY {
            println!(
                "dive: {rounds} rounds, {:.1?}, value {:.3}, rows bent: {}",
                since.elapsed(),
                r.at.bound / 1e6,
                r.at.bent
            );
            let mix = r.mix();
            if let Some(stops) = space.round(&mix, &vec![Vec::new(); root.blocks.len()], 0.1, 1, &control) {
                let plan = realise(&s, &root, &space, &stops, &control);
                let told = plan.map(|p| judge(&s, &part.rows, &p));
                println!("its plan: {:?} (cost, whether it holds)", told.map(|(cost, holds)| (cost / 1e6, holds)));
                for temperature in [0.15, 1.0] {
                    annealed("the dive", &|_| Some(stops.clone()), temperature);
                }
            }
            break;
        }
        let taken: Vec<_> = open.filter(|o| *o.1 >= most.min(NEARLY)).map(|o| (*o.0, *o.1)).collect();
        stand.extend(taken);
        rounds += 1;
        (duals, columns) = (r.at.duals.clone(), r.at.columns().to_vec());
    }
}
