//! Sheets in and out: what other programs write is read right, what is wrong is said at its cell, and what goes out comes back.

mod bytes;
mod filled_in;
mod folder;
mod plans;
mod registers;

use std::path::{Path, PathBuf};
use steel_stagger::plan::Plan;
use steel_stagger::scenario::{Scenario, read_scenario};

/// A file of the repository.
fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn scenario(name: &str) -> Scenario {
    read_scenario(&at_root(&format!("scenarios/{name}.toml"))).expect("a shipped scenario is sound")
}

fn fixture(name: &str) -> PathBuf {
    at_root(&format!("tests/fixtures/sheets/{name}"))
}

/// Stops and slow-downs in words, sorted: what a plan says, wherever it stands.
fn said(plan: &Plan) -> Vec<String> {
    let stops = plan.stops.iter().map(|s| format!("{} {} {}..{}", s.enterprise, s.unit, s.start, s.end));
    let slows = plan
        .slowdowns
        .iter()
        .map(|s| format!("{} {} {}..{} at {} h", s.enterprise, s.unit, s.start, s.end, s.coking_time_h));
    let mut all: Vec<String> = stops.chain(slows).collect();
    all.sort();
    all
}

/// A folder for a test's files, with one of them.
fn with_file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file in it");
    (folder, path)
}
