//! How far branching raises the bound of a city: which side its gap is on, and what branching on furnace-days would bring.
//!
//! `cargo run --release --example branch -- SCENARIO.toml NODES [PLAN.toml]` relaxes the widest component of a scenario and then
//! branches, lowest bound first, on what is most fractional in the master: a furnace that stands on a day, or not. Each node has
//! column generation to the end. Told are bounds after 1, 2, 4 ... nodes, beside what the plan costs.

use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};
use steel_stagger::day::Day;
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::{self, schedule::Schedule};
use steel_stagger::planner::control::Control;
use steel_stagger::planner::graph::{Asked, Graph};
use steel_stagger::planner::mill::Column;
use steel_stagger::planner::model::{Component, parts};
use steel_stagger::planner::open_rows;
use steel_stagger::planner::relax::Relaxation;
use steel_stagger::scenario::{Scenario, UnitIx, read_scenario};

/// A furnace, a day, and whether it stands.
type Fixed = (UnitIx, Day, bool);

struct Node {
    bound: f64,
    fixed: Vec<Fixed>,
    duals: Vec<f64>,
    branch: Option<(UnitIx, Day)>,
    /// Columns that its master mixed or met last.
    columns: Vec<Column>,
}

/// Columns that a node hands to its children beside those of the root.
const HANDED: usize = 200;

/// The component with days fixed, and the known columns that keep them.
fn restricted(s: &Scenario, root: &Component, fixed: &[Fixed], pools: [&[Column]; 2]) -> (Component, Vec<Column>) {
    let mut c = root.clone();
    for u in c.blocks.iter_mut().flat_map(|b| &mut b.primary) {
        let mut own = fixed.iter().filter(|f| f.0 == u.unit).peekable();
        if own.peek().is_none() {
            continue;
        }
        let mut asked = root.asked.get(&u.unit).cloned().unwrap_or_else(|| Asked::nothing(usize::from(s.season.len)));
        own.for_each(|&(_, day, stands)| {
            let flags = if stands { &mut asked.stop } else { &mut asked.never_stop };
            flags[usize::from(day)] = true;
        });
        u.graph = Graph::new(s, u.unit, &asked);
    }
    let keeps = |column: &&Column| {
        let stands = |unit, day| {
            let own = column.stops.iter().find(|(u, _)| *u == unit);
            own.map(|(_, stops)| stops.iter().any(|r| r.contains(day)))
        };
        fixed.iter().all(|&(unit, day, stop)| stands(unit, day).is_none_or(|is| is == stop))
    };
    (c, pools.into_iter().flatten().filter(keeps).cloned().collect())
}

/// What is most fractional in a master: the furnace-day nearest to one half, by tonnes.
fn most_fractional(s: &Scenario, c: &Component, r: &Relaxation) -> Option<(UnitIx, Day)> {
    let mut share: HashMap<(UnitIx, Day), f64> = HashMap::new();
    for (w, column) in r.mix().into_iter().flatten() {
        for (unit, stops) in &column.stops {
            stops.iter().flat_map(|r| r.first..r.end).for_each(|d| *share.entry((*unit, d)).or_default() += w);
        }
    }
    let primary = |u: UnitIx| c.blocks.iter().any(|b| b.primary.iter().any(|p| p.unit == u));
    let mut all: Vec<_> = share.into_iter().filter(|((u, _), x)| primary(*u) && *x > 1e-6 && *x < 1.0 - 1e-6).collect();
    all.sort_by_key(|a| a.0);
    let worth = |((u, _), x): &((UnitIx, Day), f64)| x.min(1.0 - x) * s.units[*u].rate_t_d;
    all.into_iter().max_by(|a, b| worth(a).total_cmp(&worth(b))).map(|a| a.0)
}

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
    let root = part.component(&s);
    let since = Instant::now();
    let solve = |fixed: &[Fixed], from: Option<&[f64]>, pools: [&[Column]; 2], handed: usize| {
        let (c, columns) = restricted(&s, &root, fixed, pools);
        let mut r = match from {
            Some(duals) => Relaxation::from_known(&s, &c, duals.to_vec(), columns),
            None => Relaxation::new(&s, &c),
        };
        r.run(&control, false, usize::MAX);
        let mixed = r.mix().into_iter().flatten().map(|(_, c)| c.clone());
        let columns = mixed.chain(r.newest(handed).into_iter().flatten().cloned()).collect();
        let branch = most_fractional(&s, &c, &r);
        Node { bound: r.at.bound, fixed: fixed.to_vec(), duals: r.at.duals.clone(), branch, columns }
    };
    let first = solve(&[], None, [&[], &[]], usize::MAX);
    let pool = first.columns.clone();
    println!(
        "{} units, {} columns, root {:.0} after {:.1?}",
        root.units().count(),
        pool.len(),
        first.bound,
        since.elapsed()
    );
    let (mut open, mut done, mut told) = (vec![Node { columns: Vec::new(), ..first }], 0, 1);
    // of nodes without anything fractional left
    let mut closed = f64::INFINITY;
    while done < most {
        open.sort_by(|a, b| b.bound.total_cmp(&a.bound));
        let lowest = open.last().map_or(f64::INFINITY, |n| n.bound).min(closed);
        if done >= told {
            let left = known - lowest;
            println!("{done} nodes: {lowest:.0}, {left:.0} below the plan, {} open, {:.1?}", open.len(), since.elapsed());
            told *= 2;
        }
        if lowest >= known.min(closed) {
            break;
        }
        let batch: Vec<Node> = (0..2).filter_map(|_| open.pop()).collect();
        closed = batch.iter().filter(|n| n.branch.is_none()).map(|n| n.bound).fold(closed, f64::min);
        let children = batch.iter().filter_map(|n| n.branch.map(|b| (n, b)));
        let children: Vec<(&Node, Fixed)> =
            children.flat_map(|(n, (u, d))| [true, false].map(|stands| (n, (u, d, stands)))).collect();
        let solved = children.par_iter().map(|(n, fix)| {
            let fixed = [n.fixed.as_slice(), &[*fix]].concat();
            let node = solve(&fixed, Some(&n.duals), [&pool, &n.columns], HANDED);
            Node { bound: node.bound.max(n.bound), ..node }
        });
        let solved: Vec<Node> = solved.collect();
        done += solved.len();
        open.extend(solved);
    }
    let lowest = open.iter().map(|n| n.bound).fold(closed, f64::min);
    println!("end: {done} nodes, {lowest:.0}, plan {known:.0}, gap {:.4} %", 100.0 * (known - lowest) / known);
}
