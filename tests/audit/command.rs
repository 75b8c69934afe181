//! `stagger audit` and `stagger generate --records` end to end.

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn stagger(args: &[&str]) -> Command {
    let mut c = Command::new(env!("CARGO_BIN_EXE_stagger"));
    c.args(args).args(["--lang", "en"]);
    c
}

/// The example city with heavy-pollution warnings, its witness and a folder.
struct Files {
    dir: TempDir,
}

impl Files {
    fn new() -> Self {
        Self { dir: TempDir::new().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn generate(&self, more: &[&str]) -> Command {
        let mut c = stagger(&["generate", "--records", "--daily"]);
        c.arg(root("scenarios/episode.toml")).arg(root("tests/witness/episode.toml"));
        c.arg("-o").arg(self.path("r.csv")).arg("--steel").arg(self.path("s.csv"));
        c.arg("--answers").arg(self.path("a.json")).args(more);
        c
    }

    fn audit(&self, more: &[&str]) -> Command {
        let mut c = stagger(&["audit"]);
        c.arg(root("scenarios/episode.toml")).arg(self.path("r.csv")).arg(root("tests/witness/episode.toml"));
        c.arg(self.path("s.csv")).args(more);
        c
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&std::fs::read(self.path(name)).expect("there")).expect("JSON")
    }
}

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn report(command: &mut Command, code: i32) -> Value {
    let out = command.args(["--format", "json"]).assert().code(code).get_output().stdout.clone();
    serde_json::from_slice(&out).expect("exactly one JSON object")
}

#[test]
fn honest_records_exit_0_and_tricked_ones_1() {
    let files = Files::new();
    files.generate(&[]).assert().code(0).stdout(contains("0 tricks"));
    files.audit(&[]).assert().code(0).stdout(contains("No breach; 0 to settle, 0 notices"));
    files.generate(&["--trick", "low-load", "--tricks", "2", "--seed", "4"]).assert().code(0);
    let tricks = files.json("a.json")["tricks"].clone();
    assert_eq!(tricks.as_array().map(Vec::len), Some(3));
    let found = report(&mut files.audit(&[]), 1);
    for t in tricks.as_array().expect("a list") {
        let at = |f: &&Value| f["enterprise"] == t["enterprise"] && f["unit"] == t["unit"];
        assert!(found["findings"].as_array().expect("a list").iter().any(|f| at(&f)), "{t}");
    }
    let zh = Command::new(env!("CARGO_BIN_EXE_stagger"))
        .args(["audit", "--lang", "zh"])
        .arg(root("scenarios/episode.toml"))
        .args([root("tests/witness/episode.toml"), files.path("r.csv")])
        .assert()
        .code(1);
    zh.stdout(contains("以降低生产负荷代替停产"));
}

#[test]
fn json_is_one_object_as_documented() {
    let files = Files::new();
    files.generate(&["--trick", "gap", "--trick", "run-in-stop"]).assert().code(0);
    let report = report(&mut files.audit(&[]), 1);
    assert_eq!((&report["schema"], &report["holds"]), (&Value::from(1), &Value::from(false)));
    assert_eq!(report["plans"][0]["in_force"]["first"], "2021-10-01");
    let documented = include_str!("../../docs/formats/audit-json.md");
    let mut queue = vec![&report];
    let mut keys = 0;
    while let Some(value) = queue.pop() {
        match value {
            Value::Object(o) => {
                for (key, value) in o {
                    keys += 1;
                    assert!(documented.contains(&format!("`{key}`")), "{key} is not documented");
                    queue.push(value);
                }
            }
            Value::Array(a) => queue.extend(a.iter().take(1)),
            _ => {}
        }
    }
    assert!(keys > 40);
}

#[test]
fn wrong_files_and_options_exit_2_with_nothing_on_standard_output() {
    let files = Files::new();
    files.generate(&[]).assert().code(0);
    files.audit(&["--tolerance-hours", "30"]).assert().code(2).stdout("");
    let scenario = root("scenarios/episode.toml");
    let wrong = |of: &[PathBuf], said: &str| {
        stagger(&["audit"]).arg(&scenario).args(of).assert().code(2).stdout("").stderr(contains(said));
    };
    wrong(&[files.path("r.csv")], "no plan is given");
    wrong(&[root("tests/witness/episode.toml")], "no records are given");
    wrong(&[root("tests/witness/episode.toml"), files.path("none.csv")], "cannot read");
    let plan = root("tests/witness/episode.toml");
    wrong(&[plan.clone(), plan.clone(), files.path("r.csv")], "valid_from");
    std::fs::write(files.path("r.csv"), "enterprise,unit,time,output\nX,1,2021-12-01,1\n").expect("written");
    wrong(&[plan, files.path("r.csv")], "no enterprise");
    files.audit(&["--skip-unknown"]).assert().code(0).stdout(contains("not used"));
}

#[test]
fn tricks_that_have_no_room_or_name_are_refused_and_no_file_is_left() {
    let files = Files::new();
    files.generate(&["--trick", "lat-stop"]).assert().code(2).stderr(contains("late-stop"));
    files.generate(&["--trick", "late-stop:nobody/1#高炉"]).assert().code(2).stderr(contains("nobody"));
    files
        .generate(&["--trick", "late-stop", "--until", "2021-10-03"])
        .assert()
        .code(2)
        .stderr(contains("no room").and(contains("the records end on 2021-10-03 (--until)")));
    files.generate(&["--until", "2020-10-03"]).assert().code(2);
    files.generate(&["--tricks", "4000000000"]).assert().code(2).stderr(contains("4000000000 tricks need as many units"));
    // a list of answers that cannot be written leaves no records either
    let mut full = stagger(&["generate", "--records", "--daily", "--answers", "/dev/full"]);
    full.arg("-o").arg(files.path("r.csv")).arg(root("scenarios/episode.toml")).arg(root("tests/witness/episode.toml"));
    full.assert().code(2).stderr(contains("/dev/full"));
    assert!(!files.path("r.csv").exists());
    stagger(&["generate"]).assert().code(2);
}

#[test]
fn explain_tells_what_an_audit_finds() {
    stagger(&["explain"]).assert().code(0).stdout(contains("LATE-STOP"));
    stagger(&["explain", "low-load"]).assert().code(0).stdout(contains("不得以降低生产负荷方式代替"));
    let out = stagger(&["explain", "--format", "json"]).assert().code(0).get_output().stdout.clone();
    let all: Value = serde_json::from_slice(&out).expect("JSON");
    assert_eq!(all["audit"].as_array().map(Vec::len), Some(steel_stagger::audit::KINDS.len()));
}

#[test]
fn a_ledger_follows_what_an_audit_found() {
    let files = Files::new();
    let ledger = files.path("台账.xlsx");
    let run = |date: &str, said: &str| {
        let more = ["--ledger", ledger.to_str().expect("UTF-8"), "--date", date];
        files.audit(&more).assert().stderr(contains(said));
    };
    files.generate(&["--trick", "gap", "--trick", "late-stop"]).assert().code(0);
    run("2022-01-10", "2 new");
    run("2022-01-17", "2 still open");
    files.generate(&[]).assert().code(0);
    run("2022-01-24", "2 closed");
    files.generate(&["--trick", "gap"]).assert().code(0);
    run("2022-01-31", "1 come back");
    // records of the last days alone, and those without the unit, tell nothing of it
    let all = std::fs::read_to_string(files.path("r.csv")).expect("records");
    let rows: Vec<&str> = all.lines().collect();
    std::fs::write(files.path("r.csv"), [&rows[..1], &rows[rows.len() - 3..]].concat().join("\n")).expect("written");
    run("2022-02-07", "0 closed");
    assert!(std::fs::read(&ledger).expect("written").starts_with(b"PK"));
}
