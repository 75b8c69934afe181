//! `stagger compare`: plans and policies side by side.

use crate::rules_support::files::Files;
use crate::rules_support::{POLICY, bf, mill};
use serde_json::Value;

/// The mill, a plan that keeps its rules (20 unit-days), one that breaks them (10), and a stricter policy (24).
fn files() -> Files {
    let files = Files::mill();
    files.stagger(&["plan", "scenario.toml", "-o", "kept.toml"]).assert().code(0);
    let stop = "[[stops]]\nenterprise = \"M\"\nunit = \"1\"\nstart = 2021-12-01\nend = 2021-12-10\n";
    files.write("short.toml", &format!("schema = 1\nscenario = \"test\"\n{stop}"));
    files.write("strict.toml", &POLICY.replace("B = 0.25", "B = 0.3").replace("name = \"test\"", "name = \"strict\""));
    files
}

fn amount(v: &Value, column: usize, key: &str) -> f64 {
    v["columns"][column]["amounts"][key].as_f64().unwrap_or_else(|| panic!("{key} of column {column}: {v:#}"))
}

/// The amount of each of the first columns.
fn all<const N: usize>(v: &Value, key: &str, expected: [f64; N]) {
    for (i, x) in expected.into_iter().enumerate() {
        assert!((amount(v, i, key) - x).abs() < 1e-9, "{key} of column {i} should be {x}: {v:#}");
    }
}

#[test]
fn quantities_are_those_that_check_plan_and_diff_tell() {
    let files = files();
    let v = files.json(&["compare", "scenario.toml", "kept.toml", "short.toml"], 0);
    for (i, name) in ["kept.toml", "short.toml"].into_iter().enumerate() {
        let checked = files.json(&["check", "scenario.toml", name], i32::from(i == 1));
        let column = &v["columns"][i];
        assert_eq!((&column["name"], &column["status"]), (&Value::from(name), &Value::from("filed")));
        for key in ["lost_margin_cny", "restarts_cny", "lost_output_cny", "avoided_emissions_cny", "total_cny"] {
            assert_eq!(column["amounts"][key], checked["cost"][key], "{key} of {name}");
        }
        for key in ["errors", "warnings"] {
            assert_eq!(column["amounts"][key].as_f64(), checked["counts"][key].as_f64(), "{key} of {name}");
        }
    }
    let diff = files.json(&["diff", "scenario.toml", "kept.toml", "short.toml"], 0);
    assert_eq!(v["columns"][1]["amounts"]["moved_unit_days"], diff["churn_unit_days"]);
    all(&v, "moved_unit_days", [0.0]);
    // 20 and 10 days of 1,000 t of hot metal; a quarter and an eighth of 80 furnace-days
    all(&v, "hot_metal_lost_t", [20_000.0, 10_000.0]);
    assert_eq!(v["columns"][1]["against_first"]["hot_metal_lost_t"], -10_000.0);
    all(&v, "achieved_ratio", [0.25, 0.125]);
    assert_eq!(v["columns"][1]["cities"][0]["achieved_ratio"], 0.125);
    // what is not made is not emitted: 10 days of 1,000 t at 1 kg/t, of the kept plan the strand's 10 days of 2,000 t too
    all(&v, "avoided_emissions_t", [40.0, 10.0]);
}

#[test]
fn policies_are_planned_and_told_from_plans_by_what_the_files_hold() {
    let files = files();
    let args = [
        "compare",
        "scenario.toml",
        "kept.toml",
        "strict.toml",
        "--policy",
        "policy.toml",
        "--time-limit",
        "20",
        "--threads",
        "1",
    ];
    let v = files.json(&args, 0);
    let of = |key: &str| [0, 1, 2].map(|i| v["columns"][i][key].clone());
    assert_eq!(of("status"), ["filed", "planned", "planned"].map(Value::from));
    assert_eq!(of("policy"), ["test", "strict", "test"].map(Value::from));
    all(&v, "achieved_ratio", [0.25, 0.3, 0.25]);
    assert!([1, 2].iter().all(|&i| v["columns"][i]["gap"].as_f64().is_some_and(|g| (0.0..=0.0035).contains(&g))));
    assert!(v["columns"][0]["gap"].is_null(), "what a file claims is not proved here");
    all(&v, "errors", [0.0; 3]);
    let documented = include_str!("../../docs/formats/compare-json.md");
    let mut keys: Vec<&String> = v.as_object().unwrap().keys().collect();
    keys.extend(v["columns"][0].as_object().unwrap().keys());
    keys.extend(v["columns"][0]["amounts"].as_object().unwrap().keys());
    for key in keys {
        assert!(documented.contains(&format!("`{key}`")), "{key} is not documented");
    }
}

#[test]
fn changed_numbers_hold_in_every_column() {
    let files = files();
    let v =
        files.json(&["compare", "scenario.toml", "kept.toml", "strict.toml", "--set", "enterprises.M.min_ratio=0.45"], 0);
    all(&v, "errors", [1.0, 0.0]); // the mill's ratio; the plan costs what it claims
    all(&v, "achieved_ratio", [0.25, 0.45]);
    assert_eq!(v["set"][0], "enterprises.M.min_ratio=0.45");
}

#[test]
fn a_policy_that_leaves_no_plan_is_a_column_too() {
    let files = files();
    files.write("never.toml", &POLICY.replace("max_stops = 2\nramp_days", "max_stops = 0\nramp_days"));
    let args = ["compare", "scenario.toml", "kept.toml", "never.toml"];
    let v = files.json(&args, 1);
    assert_eq!(v["columns"][1]["status"], "impossible");
    assert!(v["columns"][1]["amounts"].is_null() && v["columns"][1]["against_first"].is_null());
    let mut run = files.stagger(&args);
    let text = String::from_utf8(run.assert().code(1).get_output().stdout.clone()).expect("UTF-8");
    assert!(text.contains("no plan can keep all rules") && text.contains('—'), "{text}");
    let v = files.json(&["compare", "scenario.toml", "strict.toml", "kept.toml", "--time-limit", "1e-9"], 3);
    assert_eq!(v["columns"][0]["status"], "stopped");
    assert_eq!(v["columns"][1]["amounts"]["achieved_ratio"], 0.25);
    assert!(v["columns"][1]["against_first"]["total_cny"].is_null(), "there is nothing to set it against");
}

#[test]
fn the_table_reads_in_both_languages_and_names_cities_where_there_are_several() {
    let files = files();
    let text = |args: &[&str]| {
        let out = files.stagger(&["compare"]).args(args).output().expect("it runs");
        assert_eq!(out.status.code(), Some(0));
        String::from_utf8(out.stdout).expect("UTF-8")
    };
    let en = text(&["scenario.toml", "kept.toml", "short.toml"]);
    for part in [
        "kept.toml",
        "(as claimed)",
        "against the first",
        "hot metal not made",
        "-10.0 kt",
        "-12.50 points",
        "unit-days moved",
    ] {
        assert!(en.contains(part), "{part}\n{en}");
    }
    assert!(!en.contains("乙市"));
    let mut zh = assert_cmd::Command::cargo_bin("stagger").expect("the binary");
    zh.current_dir(files.path("")).args(["compare", "scenario.toml", "kept.toml", "short.toml", "--lang", "zh"]);
    let zh = String::from_utf8(zh.assert().code(0).get_output().stdout.clone()).expect("UTF-8");
    for part in ["比首列", "少产铁水", "-1.00万吨", "-12.50个百分点", "违规"] {
        assert!(zh.contains(part), "{part}\n{zh}");
    }
    let second = ["[[cities]]\nname = \"丙市\"\n", &mill("N", "B", "").replace("乙市", "丙市"), &bf("1", 1000)].concat();
    files.write("scenario.toml", &(files.read("scenario.toml") + &second));
    let two = text(&["scenario.toml", "kept.toml", "short.toml"]);
    assert!(two.contains("乙市") && two.contains("丙市"), "{two}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let files = files();
    files.write("later.toml", &POLICY.replace("end = 2022-02-28 }", "end = 2022-03-10 }"));
    files.write("bad.toml", &POLICY.replace("cap = 0.6", "cap = 6"));
    for (args, says) in [
        (&["kept.toml"][..], "two columns at least"),
        (&["kept.toml", "scenario.toml"], "scenario.toml is a scenario"),
        (&["kept.toml", "later.toml"], "the season of policy later.toml is 2021-11-01 to 2022-03-10"),
        (&["kept.toml", "bad.toml"], "wrong value for `cap`"),
        (&["kept.toml", "none.toml"], "none.toml"),
        (&["kept.toml", "--policy", "autumn-winter"], "neither built in nor a file"),
        (&["kept.toml", "short.toml", "--gap", "2"], "--gap"),
    ] {
        let said = files.stderr(&[&["compare", "scenario.toml"], args].concat(), 2);
        assert!(said.contains(says), "{args:?}: {said}");
    }
}

#[test]
fn what_a_plan_was_made_for_otherwise_is_noted() {
    let files = files();
    let set = ["plan", "scenario.toml", "-o", "set.toml", "--set", "ratio.base.B=0.3"];
    files.stagger(&set).assert().code(0);
    let kept = files.read("kept.toml");
    files.write("other.toml", &kept.replace("scenario = \"test\"", "scenario = \"elsewhere\""));
    files.write("dearer.toml", &kept.replace("objective = ", "objective = 9"));
    let v = files.json(&["compare", "scenario.toml", "kept.toml", "set.toml", "other.toml", "dearer.toml", "short.toml"], 0);
    let notes = |i: usize| v["columns"][i]["notes"].as_array().expect("a list").clone();
    assert!(notes(0).is_empty() && notes(3).is_empty() && notes(4).is_empty(), "{v:#}");
    assert!(notes(1)[0].as_str().is_some_and(|n| n.contains("--set ratio.base.B=0.3") && n.contains("no --set")));
    assert!(notes(2)[0].as_str().is_some_and(|n| n.contains("names scenario \"elsewhere\"")));
    let claimed = [0, 1, 2, 3, 4].map(|i| v["columns"][i]["claimed_gap"].as_f64());
    assert!(claimed[0].is_some_and(|g| g <= 0.003) && claimed[1..] == [None; 4], "{claimed:?}");
    let out =
        files.stagger(&["compare", "scenario.toml", "kept.toml", "other.toml"]).assert().code(0).get_output().stdout.clone();
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("note: other.toml: the plan names scenario \"elsewhere\""), "{text}");
}

#[test]
fn a_difference_within_what_is_not_proved_of_the_dearer_plan_is_noted() {
    let files = Files::mill();
    let plan = |days: u32, solve: &str| {
        let stop = format!("[[stops]]\nenterprise = \"M\"\nunit = \"1\"\nstart = 2021-12-01\nend = 2021-12-{days}\n");
        format!("schema = 1\nscenario = \"test\"\n{stop}{solve}")
    };
    for (name, days, solve) in [
        ("vague.toml", 20, "[solve]\ngap = 0.4\n"),
        ("near.toml", 20, "[solve]\ngap = 0.001\n"),
        ("cheap.toml", 18, "[solve]\ngap = 0.4\n"),
        ("unknown.toml", 18, ""),
    ] {
        files.write(name, &plan(days, solve));
    }
    for (first, second, noted) in [
        ("vague.toml", "cheap.toml", true),
        ("cheap.toml", "vague.toml", true),
        ("near.toml", "cheap.toml", false),
        ("vague.toml", "unknown.toml", false),
        ("vague.toml", "near.toml", false),
    ] {
        let compare = ["compare", "scenario.toml", first, second];
        let v = files.json(&compare, 0);
        let notes = [0, 1].map(|i| v["columns"][i]["notes"].as_array().expect("a list").len());
        assert_eq!(notes, [0, usize::from(noted)], "{first} {second}: {v:#}");
        let text = files.stagger(&compare).assert().code(0).get_output().stdout.clone();
        let says = format!("note: {second}: its difference in cost to the first column is less");
        assert_eq!(String::from_utf8(text).expect("UTF-8").contains(&says), noted, "{first} {second}");
    }
}
