//! `stagger plan` end to end: what it writes, what it prints, exit codes.

use crate::faults::{begun, until};
use crate::rules_support::files::Files;
use crate::rules_support::{CITY, bf, mill, unit};
use assert_cmd::Command;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use serde_json::Value;
use std::process::Stdio;
use std::time::Duration;
use steel_stagger::scenario::generate::{Size, generate};

impl Files {
    /// `plan scenario.toml -o plan.toml`, in the folder.
    fn plan(&self, options: &[&str]) -> Command {
        self.stagger(&[&["plan", "scenario.toml", "-o", "plan.toml"], options].concat())
    }

    fn check(&self) -> Command {
        self.stagger(&["check", "scenario.toml", "plan.toml"])
    }
}

fn json(command: &mut Command, code: i32) -> Value {
    let out = command.args(["--format", "json"]).assert().code(code).get_output().stdout.clone();
    serde_json::from_slice(&out).expect("exactly one JSON object")
}

/// A time limit that is over before any plan can be found.
const NO_TIME: [&str; 2] = ["--time-limit", "1e-9"];

#[test]
fn a_plan_is_written_and_passes_the_check() {
    let files = Files::mill();
    files.plan(&[]).assert().code(0).stdout(contains("M")).stderr("");
    assert_eq!(files.names(), ["plan.toml", "policy.toml", "scenario.toml"]);
    files.check().assert().code(0).stdout(contains("The plan holds"));
}

#[test]
fn the_plan_goes_to_standard_output_alone_where_it_is_asked_for() {
    let files = Files::mill();
    let out = files.plan(&["-o", "-"]).assert().code(2).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&out).contains("--output"), "an option twice is a wrong command line");
    let mut c = Command::cargo_bin("stagger").expect("the binary");
    c.current_dir(files.dir.path()).args(["plan", "scenario.toml", "-o", "-", "--lang", "en"]);
    let out = c.assert().code(0).get_output().stdout.clone();
    files.write("plan.toml", &String::from_utf8(out).expect("UTF-8"));
    files.check().assert().code(0);
    c.args(["--format", "json"]).assert().code(2).stdout("").stderr(contains("one JSON object"));
}

#[test]
fn json_is_one_object_with_findings_as_documented() {
    let files = Files::mill();
    let v = json(&mut files.plan(&[]), 0);
    assert_eq!(v["status"], "planned");
    // last year's steel is filed far above what the mill can make
    assert_eq!((&v["errors"], &v["warnings"]), (&Value::from(0), &Value::from(1)));
    let finding = &v["findings"][0];
    assert_eq!((&finding["rule"], &finding["severity"]), (&Value::from("PLAUSIBLE"), &Value::from("warning")));
    assert!(v["cost"]["total_cny"].as_f64() >= v["bound_cny"].as_f64());
    let documented = include_str!("../docs/formats/plan-json.md");
    for key in v.as_object().expect("an object").keys() {
        assert!(documented.contains(&format!("`{key}`")), "{key} is not documented");
    }
}

#[test]
fn without_a_plan_in_time_exit_3_and_an_existing_file_stays() {
    let files = Files::mill();
    files.plan(&NO_TIME).assert().code(3).stdout("").stderr(contains("--time-limit"));
    assert_eq!(files.names(), ["policy.toml", "scenario.toml"]);
    files.write("plan.toml", "as it was");
    let v = json(&mut files.plan(&NO_TIME), 3);
    assert_eq!((&v["status"], &v["findings"]), (&Value::from("stopped"), &Value::Array(Vec::new())));
    assert_eq!(v["ended"], "time-limit");
    assert_eq!(files.read("plan.toml"), "as it was");
    assert_eq!(files.names(), ["plan.toml", "policy.toml", "scenario.toml"]);
}

#[test]
fn a_missing_folder_is_told_as_such() {
    let files = Files::mill();
    let mut c = Command::cargo_bin("stagger").expect("the binary");
    c.current_dir(files.dir.path()).args(["plan", "scenario.toml", "-o", "no/plan.toml", "--lang", "en"]);
    c.assert().code(2).stderr(contains("there is no folder no; make it first"));
}

#[test]
fn where_no_plan_can_be_exit_1_says_what_must_bend() {
    let files = Files::mill();
    let spent = mill("M", "B", "steel_last_year_t = 1000")
        + &unit("1", "blast-furnace", 1000, "size = 500\nmust_run = [{ start = 2021-11-01, end = 2022-02-28 }]");
    files.write("scenario.toml", &format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{CITY}{spent}"));
    files.write("plan.toml", "as it was");
    files.plan(&[]).assert().code(1).stdout(contains("STEEL-YOY").or(contains("BF-RATIO")).or(contains("MUST-RUN")));
    let v = json(&mut files.plan(&[]), 1);
    assert_eq!((&v["status"], &v["findings"]), (&Value::from("impossible"), &Value::Array(Vec::new())));
    let bend = &v["conflict"][0];
    for key in ["rule", "city", "enterprise", "unit", "kind", "first", "last", "bend", "unit_of_bend"] {
        assert!(bend.get(key).is_some(), "{key} of {bend}");
    }
    assert_eq!(files.read("plan.toml"), "as it was");
    // nor does a name in it steer the terminal
    let hostile = files.read("scenario.toml").replace("\"乙市\"", "\"乙\\u001b[2J\\u202e市\"");
    files.write("scenario.toml", &hostile);
    let out = files.plan(&[]).assert().code(1).get_output().stdout.clone();
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("乙\u{fffd}[2J\u{fffd}市") && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn a_filing_at_fault_is_told_as_findings() {
    let files = Files::mill();
    let twice = ["M", "N"].map(|m| mill(m, "B", "permit = \"P\"") + &bf("1", 1000)).concat();
    files.write("scenario.toml", &format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{CITY}{twice}"));
    files.plan(&[]).assert().code(1).stdout(contains("PERMIT"));
    let v = json(&mut files.plan(&[]), 1);
    assert_eq!((&v["status"], &v["findings"][0]["rule"]), (&Value::from("filing"), &Value::from("PERMIT")));
    assert_eq!((&v["scenario"], &v["conflict"]), (&Value::from("test"), &Value::Array(Vec::new())));
    // nor is there a price of what no plan can keep
    let priced = files.json(&["prices", "scenario.toml"], 1);
    assert_eq!((&priced["status"], &priced["findings"]), (&Value::from("filing"), &v["findings"]));
}

#[test]
fn a_reserve_makes_the_plan_ampler_and_its_conflict_is_told_as_its_own() {
    let files = Files::mill();
    let ratio = |v: &Value| v["cities"][0]["enterprises"][0]["ratios"][0]["achieved"].as_f64().expect("a ratio");
    assert!((ratio(&json(&mut files.plan(&[]), 0)) - 0.25).abs() < 1e-9);
    // a quarter and a hundredth of 80 furnace-days: 21
    assert!((ratio(&json(&mut files.plan(&["--reserve", "ratio=0.01,steel=0.005"]), 0)) - 21.0 / 80.0).abs() < 1e-9);
    files.check().assert().code(0);
    files.plan(&["--reserve", "ratio=0.9"]).assert().code(1).stderr(contains("--reserve"));
    for wrong in ["ratio=2", "ratio", "iron=0.1", "ratio=0.1,ratio=0.2", "ratio=nan"] {
        files.plan(&["--reserve", wrong]).assert().code(2).stdout("");
    }
}

#[test]
fn a_bound_is_told_of_all_plans_and_not_of_those_with_the_reserve() {
    let files = Files::mill();
    let best = json(&mut files.plan(&[]), 0)["cost"]["total_cny"].as_f64().unwrap();
    let reserved = json(&mut files.plan(&["--reserve", "ratio=0.05"]), 0);
    let (cost, bound) = (reserved["cost"]["total_cny"].as_f64().unwrap(), reserved["bound_cny"].as_f64().unwrap());
    assert!(bound <= best + 1e-6 && best < cost, "{bound} {best} {cost}");
    assert_eq!(reserved["reserve"]["ratio"], 0.05);
    assert!(files.read("plan.toml").contains("# planned with a reserve: ratio 0.05, steel 0\n"));
}

#[test]
fn a_file_that_is_read_is_never_written_over() {
    let files = Files::mill();
    let before = files.read("scenario.toml");
    let mut c = Command::cargo_bin("stagger").unwrap();
    c.current_dir(files.dir.path()).args(["plan", "scenario.toml", "-o", "./scenario.toml", "--lang", "en"]);
    c.assert().code(2).stderr(contains("is the input scenario.toml"));
    assert_eq!(files.read("scenario.toml"), before);
    files.plan(&[]).assert().code(0);
    let plan = files.read("plan.toml");
    std::fs::rename(files.path("plan.toml"), files.path("plan.svg")).unwrap();
    let mut c = Command::cargo_bin("stagger").unwrap();
    c.current_dir(files.dir.path()).args(["gantt", "scenario.toml", "plan.svg", "-o", "plan.svg", "--lang", "en"]);
    c.assert().code(2).stderr(contains("is the input plan.svg"));
    assert_eq!(files.read("plan.svg"), plan);
}

#[test]
fn a_run_starts_from_a_plan_and_tells_where_it_cannot() {
    let files = Files::mill();
    files.plan(&[]).assert().code(0);
    files.write("from.toml", &files.read("plan.toml"));
    let from = |options: &[&'static str]| files.plan(&[&NO_TIME, &["--from", "from.toml"], options].concat());
    from(&[]).assert().code(0).stderr("");
    let objective = |text: &str| text.lines().find(|l| l.starts_with("objective")).map(str::to_owned);
    assert_eq!(objective(&files.read("plan.toml")), objective(&files.read("from.toml")));
    from(&["--reserve", "ratio=0.01"]).assert().code(3).stderr(contains("but not the --reserve"));
    files.write(
        "from.toml",
        &files.read("plan.toml").replace("\"test\"", "\"other\"").replace("unit = \"S\"", "unit = \"T\""),
    );
    from(&[]).assert().code(3).stderr(contains("names scenario \"other\"").and(contains("is not used as it is")));
    files.write("from.toml", "schema = 1\n");
    from(&[]).assert().code(2).stdout("").stderr(contains("from.toml"));
}

/// The run ends by its gap: no clock has a say in it.
#[test]
fn the_same_input_seed_and_threads_give_the_same_bytes() {
    let files = Files::mill();
    files.write("scenario.toml", &generate(&Size::new(1, 3, 7, 2)).scenario_toml);
    let run = |seed: &str, threads: &str| {
        let v = json(&mut files.plan(&["--gap", "0.02", "--time-limit", "1e6", "--seed", seed, "--threads", threads]), 0);
        assert!(v["gap"].as_f64().expect("a gap") <= 0.0205);
        (v.to_string(), files.read("plan.toml"))
    };
    let first = run("7", "2");
    assert_eq!(run("7", "2"), first);
    assert_ne!(run("8", "2").1, first.1);
    run("7", "1");
    files.plan(&["--threads", "0"]).assert().code(2).stdout("");
}

#[test]
fn interrupted_at_any_moment_the_plan_file_is_whole() {
    let files = Files::none();
    files.write("scenario.toml", &generate(&Size::new(1, 4, 13, 5)).scenario_toml);
    files.plan(&["--gap", "0.02", "--time-limit", "1e6"]).assert().code(0);
    let earlier = files.read("plan.toml");
    let mut replaced = 0;
    // whatever the moment: before the files are read, between two steps, while the plan is written. Ctrl-C has the same handler, but
    // what runs the tests may have had it ignored
    for i in 0.. {
        let args = ["plan", "scenario.toml", "-o", "plan.toml", "--gap", "0", "--tidy", "0", "--time-limit", "600"];
        let mut command = files.process(&args);
        let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        std::thread::sleep(Duration::from_millis(1 << i));
        kill(Pid::from_raw(run.id().cast_signed()), Signal::SIGTERM).expect("it runs still, or has not been waited for");
        let ended = run.wait().expect("it ends");
        assert!(matches!(ended.code(), None | Some(0 | 3)), "after {} ms: {ended}", 1 << i);
        assert_eq!(files.names(), ["plan.toml", "scenario.toml"], "nothing is left beside it");
        files.check().assert().code(0);
        let plan = files.read("plan.toml");
        assert_eq!(plan == earlier, ended.code() != Some(0), "after {} ms: {ended}", 1 << i);
        replaced += usize::from(plan != earlier);
        if replaced == 2 {
            break;
        }
        files.write("plan.toml", &earlier);
    }
}

#[test]
fn a_trace_tells_cost_and_bound_up_to_the_plan_as_written() {
    let files = Files::mill();
    let written = json(&mut files.plan(&["--trace", "trace.csv"]), 0);
    let text = files.read("trace.csv");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("seconds,cost_cny,bound_cny,phase"));
    let phases: Vec<&str> = text.lines().skip(1).filter_map(|l| l.rsplit(',').next()).collect();
    let (last, before) = phases.split_last().expect("a line");
    assert!(*last == "plan" && before.iter().all(|p| *p == "search"), "{text}");
    let numbers = |line: &str| -> Vec<f64> { line.split(',').take(3).map(|x| x.parse().expect("a number")).collect() };
    let rows: Vec<Vec<f64>> = lines.map(numbers).collect();
    assert!(rows.windows(2).all(|w| w[0][0] <= w[1][0]), "{text}");
    let last = rows.last().expect("a plan was found");
    assert!((last[1] - written["cost"]["total_cny"].as_f64().unwrap()).abs() <= 0.01, "{text}");
    assert!((last[2] - written["bound_cny"].as_f64().unwrap()).abs() <= 0.01, "{text}");
}

#[test]
fn a_trace_has_a_name_of_its_own() {
    let files = Files::mill();
    let before = files.names();
    files.plan(&["--trace", "trace.toml"]).assert().code(2).stderr(contains("as trace.csv"));
    let mut one = Command::cargo_bin("stagger").unwrap();
    one.current_dir(files.dir.path()).args(["plan", "scenario.toml", "-o", "p", "--trace", "./p", "--lang", "en"]);
    one.assert().code(2).stderr(contains("--output and --trace both write"));
    assert_eq!(files.names(), before);
}

#[test]
fn why_the_run_ended_is_told_with_what_to_do_next() {
    let files = Files::mill();
    assert_eq!(json(&mut files.plan(&["--gap", "0", "--tidy", "0"]), 0)["ended"], "best");
    assert_eq!(json(&mut files.plan(&["--gap", "1"]), 0)["ended"], "gap");
    files
        .plan(&["--gap", "1"])
        .assert()
        .code(0)
        .stdout(contains("the gap asked (100%) is reached").and(contains("Proved: no")));
    files.write("from.toml", &files.read("plan.toml"));
    let in_no_time = [&NO_TIME[..], &["--gap", "0", "--from", "from.toml"]].concat();
    let v = json(&mut files.plan(&in_no_time), 0);
    assert_eq!((&v["ended"], &v["bound_cny"]), (&Value::from("time-limit"), &Value::Null));
    let told = contains("at its time limit; the gap asked (0%) is not reached").and(contains("--from plan.toml"));
    files.plan(&in_no_time).assert().code(0).stdout(told);
}

/// The interrupt comes when the plan's file shows that the run has begun; the search could go on for 10 minutes.
#[test]
fn an_interrupted_run_says_so() {
    let files = Files::none();
    files.write("scenario.toml", &generate(&Size::new(1, 4, 13, 5)).scenario_toml);
    files.plan(&["--gap", "0.02", "--time-limit", "1e6"]).assert().code(0);
    files.write("from.toml", &files.read("plan.toml"));
    let run = |options: &[&str]| {
        let args = ["plan", "scenario.toml", "-o", "plan.toml", "--from", "from.toml", "--gap", "0", "--time-limit", "600"];
        let mut command = files.process(&[&args, options].concat());
        let mut run = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        until(&mut run, |run| !begun(run, files.dir.path()).is_empty());
        kill(Pid::from_raw(run.id().cast_signed()), Signal::SIGTERM).expect("it runs still");
        let out = run.wait_with_output().expect("it ends");
        assert_eq!(out.status.code(), Some(0));
        String::from_utf8(out.stdout).expect("UTF-8")
    };
    let text = run(&["--alternatives", "2"]);
    for part in
        ["The run was interrupted; the gap asked (0%) is not reached", "--from plan.toml", "the search was interrupted"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("--within"), "{text}");
    let v: Value = serde_json::from_str(&run(&["--alternatives", "2", "--format", "json"])).expect("one JSON object");
    assert_eq!((&v["ended"], &v["alternatives_short"]), (&Value::from("interrupted"), &Value::from("interrupted")));
}

#[test]
fn a_file_in_the_place_of_another_is_told_in_one_line() {
    let files = Files::mill();
    files.plan(&[]).assert().code(0);
    for (args, says) in [
        (&["plan", "plan.toml", "-o", "new.toml"][..], "plan.toml is a plan, not a scenario: SCENARIO is expected here"),
        (&["check", "plan.toml", "scenario.toml"], "plan.toml is a plan, not a scenario: SCENARIO is expected here"),
        (&["check", "scenario.toml", "scenario.toml"], "scenario.toml is a scenario, not a plan: give SCENARIO first"),
        (&["gantt", "scenario.toml", "policy.toml", "-o", "g.svg"], "policy.toml is a policy, not a plan"),
        (&["diff", "policy.toml", "plan.toml", "plan.toml"], "policy.toml is a policy, not a scenario"),
    ] {
        let said = files.stderr(args, 2);
        assert!(said.contains(says) && said.ends_with("\n1 error\n"), "{args:?}: {said}");
    }
}

#[test]
fn negative_numbers_are_told_what_values_the_option_takes() {
    let files = Files::mill();
    for (option, says) in [
        (["--gap", "-1"], "should be a fraction between 0 and 1"),
        (["--time-limit", "-0.5"], "should be a positive number of seconds"),
        (["--seed", "-1"], "should be a whole number of at least 0"),
        (["--threads", "-2"], "should be a whole number from 1 to"),
    ] {
        let out = files.plan(&option).assert().code(2).get_output().stderr.clone();
        let said = String::from_utf8_lossy(&out);
        assert!(said.contains(says) && !said.contains("tip:"), "{option:?}: {said}");
    }
}
