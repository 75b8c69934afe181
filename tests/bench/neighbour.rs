//! What planning a few mills anew by a solver, against all others as they stand, saves of a plan.
//!
//! `cargo run --release --example neighbour -- SCENARIO.toml PLAN.toml MILLS SECONDS ROUNDS` gives all units of so many mills of
//! one city, drawn by chance, to `HiGHS` as an integer program that starts from the plan, for so many seconds each, and keeps
//! what costs less. Told is how often that was proved best as it stood, was bettered, or neither, and what was saved, CNY.

use rand::seq::{IndexedRandom as _, SliceRandom as _};
use rand::{SeedableRng as _, rngs::StdRng};
use std::path::Path;
use std::time::Instant;
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::read_plan;
use steel_stagger::plan::schedule::{Schedule, UnitDays};
use steel_stagger::planner::exact::{ExactOptions, Model, Run, Status, solve};
use steel_stagger::planner::open_rows;
use steel_stagger::rules::Row;
use steel_stagger::scenario::{EntIx, Scenario, UnitIx, read_scenario};

/// The rows on some units, with what the others give taken off their bounds.
fn rows_of(s: &Scenario, plan: &Schedule, units: &[UnitIx]) -> Vec<Row> {
    let len = usize::from(s.season.len);
    let mut others = plan.clone();
    for &u in units {
        others.units[u] = UnitDays::new(s, u, &vec![false; len], &vec![None; len]);
    }
    let mut rows = open_rows(s);
    rows.retain(|r| r.terms.iter().any(|t| units.contains(&t.unit)));
    for r in &mut rows {
        // by a hair more than the plan gives, so that HiGHS takes it as a start
        let (given, hair) = (r.value(&others), 1e-6 * r.value(plan).abs());
        r.lower -= given + hair;
        r.upper -= given - hair;
        r.terms.retain(|t| units.contains(&t.unit));
    }
    rows
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, scenario, plan, mills, seconds, rounds] = &args[..] else {
        panic!("neighbour SCENARIO.toml PLAN.toml MILLS SECONDS ROUNDS")
    };
    let s = read_scenario(Path::new(scenario)).expect("a scenario");
    let mut now = Schedule::new(&s, &read_plan(Path::new(plan)).expect("a plan"));
    let (mills, rounds): (usize, usize) = (mills.parse().expect("a count"), rounds.parse().expect("a count"));
    let time_limit: f64 = seconds.parse().expect("seconds");
    let broken = |plan: &Schedule| open_rows(&s).iter().filter(|r| r.violation(r.value(plan)) > 1e-6).count();
    let (first, since) = (total_cost(&s, &now).total(), Instant::now());
    let (mut proved, mut better, mut neither, mut rng) = (0, 0, 0, StdRng::seed_from_u64(1));
    for round in 0..rounds {
        let city = s.enterprises.choose(&mut rng).expect("a mill").city;
        let mut ents: Vec<EntIx> = (0..s.enterprises.len()).filter(|&e| s.enterprises[e].city == city).collect();
        ents.shuffle(&mut rng);
        let units: Vec<UnitIx> = ents.iter().take(mills).flat_map(|&e| s.enterprises[e].units.iter().copied()).collect();
        let rows = rows_of(&s, &now, &units);
        let run = Run { time_limit, gap: 1e-6, nodes: None, seed: 1, interrupt: None };
        let found = solve(&Model { scenario: &s, units: &units, rows: &rows }, &ExactOptions { run, start: Some(&now) });
        let was = total_cost(&s, &now).total();
        let mut next = now.clone();
        found.patterns.iter().for_each(|p| next.units[p.unit] = p.days(&s));
        let saved = if broken(&next) == 0 { was - total_cost(&s, &next).total() } else { 0.0 };
        if saved > 1.0 {
            (now, better) = (next, better + 1);
        } else if found.status == Status::Optimal {
            proved += 1;
        } else {
            neither += 1;
        }
        println!("{round}: {} units, {} rows, {:?}, saved {saved:.0}", units.len(), rows.len(), found.status);
    }
    let saved = first - total_cost(&s, &now).total();
    println!(
        "{rounds} rounds of {mills}, {:.0?}: {better} better, {proved} proved best, {neither} neither; saved {saved:.0} of \
         {first:.0} ({:.4} %), rows broken {}",
        since.elapsed(),
        100.0 * saved / first,
        broken(&now)
    );
}
