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
    gantt(dir.path(), &["-o", "chart.bmp"]).code(2).stderr(predicate::str::contains(".svg, .png, .pdf"));
    gantt(dir.path(), &["-o", "chart.svg", "--paper", "a4"]).code(2).stderr(predicate::str::contains("PDF only"));
    gantt(dir.path(), &["-o", "chart.pdf", "--font", "s.toml"]).code(2).stderr(predicate::str::contains("no font file"));
    gantt(dir.path(), &["-o", "chart.png", "--scale", "99"]).code(2).stderr(predicate::str::contains("from 0.1 to 8"));
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

#[test]
fn a_form_is_known_by_the_ending_or_told() {
    let dir = files();
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/fonts/NotoSansCJKsc-subset.otf");
    let starts =
        |file: &str, with: &[u8]| assert!(std::fs::read(dir.path().join(file)).unwrap().starts_with(with), "{file}");
    gantt(dir.path(), &["-o", "chart.PDF", "--paper", "a3-landscape", "--font", font]).code(0).stderr("");
    starts("chart.PDF", b"%PDF-");
    gantt(dir.path(), &["-o", "chart.png", "--font", font]).code(0);
    starts("chart.png", b"\x89PNG");
    gantt(dir.path(), &["-o", "stops.ics", "--mill", "TS01"]).code(0);
    starts("stops.ics", b"BEGIN:VCALENDAR");
    gantt(dir.path(), &["-o", "plan.html"]).code(0).stderr("");
    starts("plan.html", b"<!doctype html>\n<html lang=\"en\">");
    let page = gantt(dir.path(), &["-o", "-", "--format", "html"]).code(0).get_output().stdout.clone();
    assert_eq!(page, std::fs::read(dir.path().join("plan.html")).unwrap());
    let out = gantt(dir.path(), &["-o", "-", "--format", "ics"]).code(0).get_output().stdout.clone();
    assert_eq!(out, std::fs::read(dir.path().join("stops.ics")).unwrap());
    // what is a chart's form only is none of a check's
    let mut check = Command::cargo_bin("stagger").unwrap();
    let check = check.current_dir(dir.path()).args(["check", "s.toml", "p.toml", "--format", "pdf", "--lang", "en"]);
    check.assert().code(2).stderr(predicate::str::contains("of gantt and report"));
}

#[test]
fn a_picture_that_would_be_too_large_is_drawn_smaller_and_that_is_said() {
    let dir = files();
    let unit = |n: u8| format!("[[enterprises.units]]\nid = \"k{n}\"\nkind = \"lime-kiln\"\nrate_t_d = 300\n");
    std::fs::write(dir.path().join("s.toml"), SCENARIO.to_owned() + &(0..60).map(unit).collect::<String>()).unwrap();
    let said = predicate::str::contains("at --scale 8 the picture would have over 120 million pixels");
    gantt(dir.path(), &["-o", "chart.png", "--scale", "8"]).code(0).stderr(said);
    gantt(dir.path(), &["-o", "chart.png", "--scale", "1"]).code(0).stderr(predicate::str::contains("120").not());
}

#[test]
fn shells_and_man_know_the_commands() {
    let dir = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let out = Command::cargo_bin("stagger").unwrap().current_dir(dir.path()).args(args).assert().code(0);
        String::from_utf8(out.get_output().stdout.clone()).unwrap()
    };
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = run(&["completions", shell]);
        assert!(text.contains("replan") && text.contains("time-limit"), "{shell}");
    }
    assert!(run(&["man", "--lang", "en"]).contains("check a plan against every rule"));
    run(&["man", "-o", "man", "--lang", "zh"]);
    let plan = std::fs::read_to_string(dir.path().join("man/stagger-plan.1")).unwrap();
    assert!(plan.contains("编制计划") && dir.path().join("man/stagger.1").exists(), "{plan}");
}

#[test]
fn a_workbook_or_table_is_checked_as_the_plan_that_it_shows() {
    let dir = files();
    let check = |plan: &str| {
        let mut command = Command::cargo_bin("stagger").unwrap();
        command.current_dir(dir.path()).args(["check", "s.toml", plan, "--lang", "en"]).assert()
    };
    let rules = |plan: &str| {
        let out = String::from_utf8(check(plan).code(1).get_output().stdout.clone()).unwrap();
        ["SHORT-STOP", "BF-RATIO", "GRADE-ORDER", "DOWN"].map(|r| out.matches(r).count())
    };
    gantt(dir.path(), &["-o", "plan.xlsx"]).code(0).stdout("");
    gantt(dir.path(), &["-o", "plan.csv"]).code(0);
    gantt(dir.path(), &["-o", "no-ending", "--format", "xlsx"]).code(0);
    assert_eq!(std::fs::read(dir.path().join("no-ending")).unwrap(), std::fs::read(dir.path().join("plan.xlsx")).unwrap());
    for plan in ["plan.xlsx", "plan.csv"] {
        assert_eq!(rules(plan), rules("p.toml"), "{plan}");
    }
    check("plan.xlsx").stdout(predicate::str::contains("plan by day!"));
    gantt(dir.path(), &["-o", "weeks.xlsx", "--by", "week"]).code(0);
    check("weeks.xlsx").code(2).stderr(predicate::str::contains("the view by week"));
    gantt(dir.path(), &["-o", "chart.svg", "--by", "week"]).code(2).stderr(predicate::str::contains("workbook only"));
}
