//! The targets of cargo-fuzz (`tests/fuzz/run.sh`) on stable: their seeds, among them every input that once was answered wrongly,
//! and so many changed ones. The same in each run: some seconds a target, with `STAGGER_FUZZ_MINUTE` set about a minute (`.ci/run`).

mod mutate;
mod targets;

use mutate::Mutator;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use targets::TARGETS;

/// Bytes of a changed input at most.
const MOST_BYTES: usize = 1 << 16;

/// What the seeds of a target hold, by their names.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(target);
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("seeds").map(|f| f.expect("a seed").path()).collect();
    files.sort();
    files.iter().map(|f| std::fs::read(f).expect("a seed")).collect()
}

/// Runs a target on its seeds and on changed ones, of which so many take about a minute; an input that it does not stand is kept.
fn holds(name: &str, a_minute: u64) {
    let body = TARGETS.iter().find(|t| t.0 == name).expect("a target").1;
    let seeds = seeds(name);
    let run = |input: &[u8], what: &str| {
        if let Err(panic) = panic::catch_unwind(AssertUnwindSafe(|| body(input))) {
            let kept = std::env::temp_dir().join(format!("stagger-fuzz-{name}-{what}"));
            let kept = std::fs::write(&kept, input).map(|()| kept.display().to_string());
            println!(
                "{name}, {what}: the input is in {kept:?}; once it is mended, it is one more of tests/fuzz/seeds/{name}"
            );
            panic::resume_unwind(panic);
        }
    };
    seeds.iter().enumerate().for_each(|(i, seed)| run(seed, &format!("seed-{i}")));
    let executions = if std::env::var_os("STAGGER_FUZZ_MINUTE").is_some() { a_minute } else { a_minute / 20 };
    for i in 0..executions {
        let mut mutator = Mutator::new(i);
        let mut input = seeds[mutator.below(seeds.len())].clone();
        mutator.change(&mut input, MOST_BYTES);
        run(&input, &format!("execution-{i}"));
    }
}

#[test]
fn any_scenario_is_read_or_told_what_is_wrong() {
    holds("scenario", 80_000);
}

#[test]
fn any_policy_is_read_or_told_what_is_wrong() {
    holds("policy", 150_000);
}

#[test]
fn any_plan_is_read_and_reads_back() {
    holds("plan", 400_000);
}

#[test]
fn any_table_of_stops_is_read_and_sent_back() {
    holds("csv", 45_000);
}

#[test]
fn any_workbook_is_read_and_edited() {
    holds("workbook", 9_000);
}

#[test]
fn any_records_are_read_and_audited() {
    holds("records", 270_000);
}

#[test]
fn any_scenario_and_plan_are_checked() {
    holds("check", 80_000);
}
