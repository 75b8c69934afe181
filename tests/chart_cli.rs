//! `stagger gantt` end to end: files, filters and exit codes.

use assert_cmd::Command;
use predicates::prelude::*;
use std::path::Path;
use tempfile::TempDir;

const SCENARIO: &str = r#"
schema = 1
name = "小城"
policy = "autumn-winter-2021"
[[cities]]
name = "小城"
[[enterprises]]
id = "TS01"
name = "甲钢铁"
city = "小城"
grade = "B"
route = "integrated"
steel_last_year_t = 600000
[[enterprises.units]]
id = "1#高炉"
kind = "blast-furnace"
size = 1000
rate_t_d = 3000
"#;

/// Eight days: shorter than the policy's shortest stop, and far below the ratio.
const BROKEN: &str = r#"
schema = 1
scenario = "小城"
[[stops]]
enterprise = "TS01"
unit = "1#高炉"
start = 2021-12-01
end = 2021-12-08
"#;

fn files() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("s.toml"), SCENARIO).unwrap();
    std::fs::write(dir.path().join("p.toml"), BROKEN).unwrap();
    dir
}

fn gantt(dir: &Path, more: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("stagger").unwrap();
    command.current_dir(dir).args(["gantt", "s.toml", "p.toml", "--lang", "en"]).args(more).assert()
}

#[test]
fn breaches_are_drawn_and_change_no_exit_code() {
    let dir = files();
    gantt(dir.path(), &["-o", "chart.svg"]).code(0).stdout("");
    let svg = std::fs::read_to_string(dir.path().join("chart.svg")).unwrap();
    let doc = roxmltree::Document::parse(&svg).unwrap();
    let rules: Vec<_> = doc.descendants().filter_map(|n| n.attribute("data-rule")).collect();
    assert!(rules.contains(&"SHORT-STOP") && rules.contains(&"BF-RATIO"), "{rules:?}");
    gantt(dir.path(), &["-o", "-"]).code(0).stdout(svg);
}

#[test]
fn what_cannot_be_written_fails_and_leaves_nothing() {
    let dir = files();
    gantt(dir.path(), &["-o", "chart.png"]).code(2).stderr(predicate::str::contains(".svg"));
    gantt(dir.path(), &["-o", "nowhere/chart.svg"]).code(2).stderr(predicate::str::contains("no folder nowhere"));
    gantt(dir.path(), &["-o", "chart.svg", "--enterprise", "TS02"]).code(2).stderr(predicate::str::contains("TS01"));
    gantt(dir.path(), &["-o", "chart.svg", "--kind", "furnace"]).code(2).stderr(predicate::str::contains("blast-furnace"));
    gantt(dir.path(), &["-o", "chart.svg", "--kind", "eaf"]).code(2).stderr(predicate::str::contains("nothing to draw"));
    gantt(dir.path(), &["-o", "-", "--format", "json"]).code(2).stdout("");
    let mut left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["p.toml", "s.toml"]);
}

#[test]
fn a_wrong_file_leaves_an_existing_chart_as_it_is() {
    let dir = files();
    std::fs::write(dir.path().join("chart.svg"), "old").unwrap();
    std::fs::write(dir.path().join("p.toml"), "schema = [").unwrap();
    gantt(dir.path(), &["-o", "chart.svg"]).code(2);
    assert_eq!(std::fs::read_to_string(dir.path().join("chart.svg")).unwrap(), "old");
}

#[test]
fn json_counts_what_the_chart_shows() {
    let dir = files();
    let out = gantt(dir.path(), &["-o", "chart.svg", "--format", "json"]).code(0).get_output().stdout.clone();
    let v: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(v["chart"], "chart.svg");
    assert!(v["errors"].as_u64().unwrap() >= 2);
}
