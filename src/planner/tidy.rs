//! Gives up a little cost for a plan with fewer warnings, then with fewer slow-downs.
//!
//! Each warning is worked on by itself: a short annealing over the units that it looks at, under a rising price for broken
//! rows and for the warning, proposes remedies. The cheapest for what they clear are taken first, as long as the allowance
//! lasts, each only after it has been tried on the plan as it then stands. A move recounts the rows and warnings of its own
//! units alone, so that the work grows with the number of warnings, not with that times the size of the scenario.

mod anneal;
mod moves;
mod slow;
mod state;

use super::control::Control;
use super::exact::UnitPattern;
use crate::rules::{Row, RuleId};
use crate::scenario::{Scenario, UnitIx};
use anneal::{Goal, Remedy, Sought};
use rayon::prelude::*;
use state::{Bench, State};
use std::collections::BTreeSet;

/// Times that remedies are looked for: what was taken for one may stand in another's way, or leave a part of it.
const ROUNDS: u64 = 5;
/// A remedy that another stands in the way of may come again for up to so many times its price: what costs more waits.
const DEARER: f64 = 2.0;

/// Patterns with fewer warnings, then with fewer slow-downs, that keep every row and cost at most `allowance` CNY more.
/// Patterns that break a row are handed back as they are.
pub fn tidy(
    scenario: &Scenario,
    rows: &[Row],
    patterns: &[UnitPattern],
    allowance: f64,
    seed: u64,
    control: &Control,
) -> Vec<UnitPattern> {
    let bench = Bench::new(scenario, rows);
    let mut state = State::new(&bench, patterns);
    if state.totals.broken_rows > 0 {
        return patterns.to_vec();
    }
    let before = state.totals;
    let most = before.cost + allowance;
    for sought in [Sought::FewerWarnings, Sought::FewerSlowdowns] {
        let goals = match sought {
            Sought::FewerWarnings => against_warnings(&bench, &state),
            Sought::FewerSlowdowns => against_slowdowns(&bench, &state),
        };
        let mut open: BTreeSet<usize> = (0..goals.len()).collect();
        let mut remedies: Vec<(usize, Remedy)> = Vec::new();
        for round in 0..ROUNDS {
            if control.over() {
                break;
            }
            remedies.retain(|r| !open.contains(&r.0));
            let seed = seed.wrapping_mul(ROUNDS).wrapping_add(round);
            remedies.extend(propose(&bench, &state, &goals, &open, sought, seed, control));
            let dearer = if round + 1 == ROUNDS { f64::INFINITY } else { DEARER };
            let all;
            (open, all) = take(&bench, &mut state, &goals, &mut remedies, sought, most, dearer);
            tracing::debug!(?sought, round, open = open.len(), totals = ?state.totals, "a round of tidying");
            if all && open.is_empty() {
                break;
            }
        }
    }
    tracing::info!(
        warnings = ?(before.findings, state.totals.findings),
        slowdowns = ?(before.slowdowns, state.totals.slowdowns),
        cny = state.totals.cost - before.cost,
        allowance,
        "tidied"
    );
    patterns.iter().map(|p| state.pattern(p.unit)).collect()
}

/// Works on goals, each from the same state; the outcome does not depend on how they are shared out among threads.
fn propose(
    bench: &Bench,
    state: &State,
    goals: &[Goal],
    open: &BTreeSet<usize>,
    sought: Sought,
    seed: u64,
    control: &Control,
) -> Vec<(usize, Remedy)> {
    let open: Vec<usize> = open.iter().copied().collect();
    let work = |chunk: &[usize]| -> Vec<(usize, Remedy)> {
        let mut state = state.clone();
        let of_goal = |&g: &usize| {
            let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(g as u64);
            anneal::remedies(bench, &mut state, &goals[g], sought, seed, control).into_iter().map(move |r| (g, r))
        };
        chunk.iter().flat_map(of_goal).collect()
    };
    // a chunk clones the state once
    let chunk = open.len().div_ceil(4 * rayon::current_num_threads()).max(1);
    open.par_chunks(chunk).flat_map_iter(work).collect()
}

/// Takes what clears most for its cost first, and none that costs `dearer` times as much as one that another stands in the
/// way of. Returns the goals to work on again, which still warn though something was taken for them, or for which something
/// is in the way; and whether all remedies were tried.
fn take(
    bench: &Bench,
    state: &mut State,
    goals: &[Goal],
    remedies: &mut [(usize, Remedy)],
    sought: Sought,
    most: f64,
    dearer: f64,
) -> (BTreeSet<usize>, bool) {
    remedies.sort_by(|a, b| a.1.price().total_cmp(&b.1.price()));
    let mut open = BTreeSet::new();
    let mut limit = f64::INFINITY;
    let mut tried = 0;
    for (goal, remedy) in remedies.iter() {
        if remedy.price() > limit {
            break;
        }
        tried += 1;
        let before = state.totals;
        let undo = state.apply(bench, remedy.days(bench.scenario));
        let now = &state.totals;
        let fewer = sought.of(now) < sought.of(&before) && now.findings <= before.findings;
        let holds = fewer && state.keeps_rows(bench, remedy.units());
        if holds && now.cost <= most {
            open.insert(*goal);
            continue;
        }
        state.revert(undo);
        if !holds && goals[*goal].is_open(state) && open.insert(*goal) {
            limit = limit.min(dearer * remedy.price().max(0.0));
        }
    }
    open.retain(|&g| goals[g].is_open(state));
    (open, tried == remedies.len())
}

/// For each place that warns, the units to move: those that follow the furnaces, all that it looks at, these with all that
/// a mill's ratios tie to them.
fn against_warnings(bench: &Bench, state: &State) -> Vec<Goal> {
    let goal = |w: usize| {
        let warning = &bench.warnings[w];
        let looked_at: BTreeSet<UnitIx> = warning.units().iter().copied().collect();
        let followers: BTreeSet<UnitIx> = looked_at.iter().copied().filter(|&u| bench.follows(u)).collect();
        let tied = bench.tied(&looked_at);
        // a grade's ratio moves only with what follows its furnaces
        let mut sets = if warning.rule() == RuleId::GradeOrder { vec![tied] } else { vec![followers, looked_at, tied] };
        sets.dedup();
        let sets = sets.into_iter().filter(|s| !s.is_empty()).map(|s| s.into_iter().collect()).collect();
        Goal { warning: Some(w), sets }
    };
    (0..bench.warnings.len()).filter(|&w| state.levels[w].findings > 0).map(goal).collect()
}

/// Each set of batteries that share rows.
fn against_slowdowns(bench: &Bench, state: &State) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    let mut seen: BTreeSet<UnitIx> = BTreeSet::new();
    for u in bench.batteries().filter(|&u| !state.schedule.units[u].slows.is_empty()) {
        if !seen.contains(&u) {
            let tied = bench.tied(&BTreeSet::from([u]));
            let set: Vec<UnitIx> = tied.into_iter().filter(|&u| bench.is_battery(u)).collect();
            seen.extend(&set);
            goals.push(Goal { warning: None, sets: vec![set] });
        }
    }
    goals
}
