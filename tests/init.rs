//! `stagger init`, and what is said to people who want less: `--quiet`, `NO_COLOR`.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::path::Path;
use steel_stagger::planner::{self, Options};
use steel_stagger::rules::check;
use steel_stagger::scenario::generate::first;
use steel_stagger::scenario::{Scenario, read_scenario_str};
use steel_stagger::schema::Schema;

fn stagger(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stagger"));
    command.current_dir(folder).args(["--lang", "en"]).args(args);
    command
}

fn read(text: &str) -> Scenario {
    read_scenario_str(text, "s.toml", None).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

#[test]
fn a_first_scenario_is_planned_checked_and_drawn() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| stagger(dir.path(), args).assert();
    run(&["init", "--city", "邢台市", "--mills", "2", "--furnaces", "5", "-o", "s.toml"])
        .success()
        .stderr("")
        .stdout(contains("2 mills, 5 blast furnaces").and(contains("stagger plan s.toml -o s.plan.toml")));
    let s = read(&std::fs::read_to_string(dir.path().join("s.toml")).expect("written"));
    assert_eq!((s.cities[0].name.as_str(), s.enterprises.len()), ("邢台市", 2));
    for schema in Schema::ALL {
        assert_eq!(std::fs::read_to_string(dir.path().join(schema.file_name())).ok(), Some(schema.text()));
    }
    run(&["plan", "s.toml", "-o", "s.plan.toml", "--time-limit", "10", "--gap", "0.05"]).success();
    run(&["check", "s.toml", "s.plan.toml"]).success();
    run(&["gantt", "s.toml", "s.plan.toml", "-o", "s.svg"]).success();
}

#[test]
fn it_keeps_what_is_there_and_asks_nobody_where_nobody_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| stagger(dir.path(), args).assert();
    run(&["init"]).code(2).stderr(contains("--city, --mills, --furnaces").and(contains("--yes")));
    run(&["init", "--city", "x", "--mills", "1"]).code(2).stderr(contains("give --furnaces,"));
    run(&["init", "--yes"]).code(2).stderr(contains("--city"));
    run(&["init", "--yes", "--city", " "]).code(2);
    run(&["init", "--yes", "--city", "x", "--mills", "3", "--furnaces", "2"]).code(2);
    run(&["init", "--yes", "--city", "x", "-o", "s.xlsx"]).code(2);
    assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 0, "nothing is written");
    run(&["init", "--yes", "--city", "x"]).success().stderr(contains("STAGE-STEEL does not hold in x"));
    let (file, text) = (dir.path().join("scenario.toml"), "mine");
    std::fs::write(&file, text).expect("written");
    run(&["init", "--yes", "--city", "x"]).code(2).stderr(contains("--force"));
    assert_eq!(std::fs::read_to_string(&file).expect("there"), text);
    let out = run(&["init", "--yes", "--city", "甲市", "--force", "--format", "json"]).success();
    let json: serde_json::Value = serde_json::from_slice(&out.get_output().stdout).expect("one JSON object");
    assert_eq!((&json["city"], &json["mills"], &json["furnaces"]), (&"甲市".into(), &3.into(), &6.into()));
    assert_eq!(read(&std::fs::read_to_string(&file).expect("there")).cities[0].name, "甲市");
}

/// Each field is explained once; one that is left out stands as a comment, which the file reads the same without.
#[test]
fn its_fields_are_explained() {
    for (mills, furnaces) in [(1, 1), (3, 6), (8, 30)] {
        let text = first("唐山市", mills, furnaces).scenario_toml;
        let s = read(&text);
        assert_eq!(s.enterprises.len(), mills);
        let explained =
            |name: &str| text.lines().filter(|l| l.contains(&format!("{name} = ")) && l.contains("  # ")).count();
        for name in ["grade", "route", "rate_t_d", "steel_last_year_t", "policy"] {
            assert_eq!(explained(name), 1, "{name}\n{text}");
        }
        for name in ["episodes", "heating", "steel_quota", "must_run", "down", "min_bf_ratio", "waivers"] {
            assert_eq!(text.matches(&format!("\n# {name} = ")).count(), 1, "{name}\n{text}");
        }
        let bare: Vec<&str> = text.lines().filter(|l| !l.starts_with('#')).collect();
        let again = read(&bare.join("\n"));
        assert_eq!((again.units.len(), again.cities.len()), (s.units.len(), s.cities.len()));
    }
    assert_eq!(first("甲市", 2, 4), first("甲市", 2, 4));
}

/// Any small city can be planned as it is.
#[test]
fn first_scenarios_have_a_plan() {
    for (mills, furnaces) in [(1, 1), (1, 4), (4, 9)] {
        let s = read(&first("唐山市", mills, furnaces).scenario_toml);
        let options = Options { gap: 0.05, time_limit: std::time::Duration::from_secs(20), ..Options::default() };
        let planner::Outcome::Plan(plan) = planner::plan(&s, &options, None, None, &|_| {}) else {
            panic!("no plan for {mills} mills and {furnaces} furnaces")
        };
        let schedule = steel_stagger::plan::schedule::Schedule::new(&s, &plan);
        assert!(check(&s, &plan, &schedule).iter().all(|f| f.severity != steel_stagger::rules::Severity::Error));
    }
}

#[test]
fn quiet_leaves_out_notes_and_keeps_errors() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| stagger(dir.path(), args).assert();
    run(&["example", "one-mill", "-o", "."]).success();
    let plan = ["plan", "one-mill.toml", "-o", "p.toml", "--time-limit", "5", "--gap", "0.05"];
    run(&plan).success();
    let to_stdout =
        ["plan", "one-mill.toml", "-o", "-", "--gap", "0", "--tidy", "0", "--from", "other.toml", "--time-limit", "1"];
    let other = std::fs::read_to_string(dir.path().join("p.toml")).expect("written");
    std::fs::write(dir.path().join("other.toml"), other.replacen("scenario = \"", "scenario = \"x", 1)).expect("written");
    run(&to_stdout).success().stderr(contains("the plan to start from names"));
    run(&[&to_stdout[..], &["-q"]].concat()).success().stderr("").stdout(contains("[[stops]]"));
    run(&["-q", "check", "one-mill.toml", "nowhere.toml"]).code(2).stderr(contains("nowhere.toml"));
    run(&["-q", "-v", "explain"]).code(2);
}

/// Colours are for terminals; `NO_COLOR` rules over what asks for them.
#[test]
fn no_color_is_kept_to() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("bad.toml"), "schema = 1\nname = 5\n").expect("written");
    let coloured = |args: &[&str], vars: &[(&str, &str)]| {
        let mut command = stagger(dir.path(), args);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        let out = command.envs(vars.iter().copied()).output().expect("it runs");
        [out.stdout, out.stderr].concat().contains(&0x1b)
    };
    // an error of a file, help, a log
    for args in [&["check", "bad.toml", "bad.toml"][..], &["plan", "--help"], &["gantt", "bad.toml", "x", "-o", "x.svg"]] {
        assert!(!coloured(args, &[]), "{args:?}: no terminal");
        assert!(coloured(args, &[("CLICOLOR_FORCE", "1")]), "{args:?}");
        assert!(!coloured(args, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "{args:?}");
        assert!(!coloured(args, &[("CLICOLOR", "1")]), "{args:?}: no terminal");
    }
    // the log
    stagger(dir.path(), &["example", "one-mill", "-o", "."]).assert().success();
    let log = ["plan", "one-mill.toml", "-o", "p.toml", "-v", "--time-limit", "2", "--gap", "0.05"];
    assert!(coloured(&log, &[("CLICOLOR_FORCE", "1")]) && !coloured(&log, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}
