//! `--set KEY=VALUE`: what it changes, where it is told, and what is said of one that is wrong.

use crate::rules_support::files::Files;
use crate::rules_support::{CITY, bf, mill};

/// The ratio that the plan's mill reaches.
fn ratio(files: &Files, sets: &[&str]) -> f64 {
    let sets: Vec<&str> = sets.iter().flat_map(|s| ["--set", s]).collect();
    let v = files.json(&[&["plan", "scenario.toml", "-o", "plan.toml"], sets.as_slice()].concat(), 0);
    v["cities"][0]["enterprises"][0]["ratios"][0]["achieved"].as_f64().expect("a ratio")
}

#[test]
fn numbers_of_policy_and_scenario_are_changed_before_planning() {
    let files = Files::mill();
    let near = |x: f64, y: f64| assert!((x - y).abs() < 1e-9, "{x} {y}");
    near(ratio(&files, &[]), 0.25);
    near(ratio(&files, &["ratio.base.B=0.3"]), 0.3);
    near(ratio(&files, &["policy.ratio.base.B = .3"]), 0.3);
    // the same number that the city may ask of the one mill, and of all
    near(ratio(&files, &["enterprises.M.min_ratio=0.35"]), 0.35);
    near(ratio(&files, &["cities.乙市.min_bf_ratio=0.40"]), 0.4);
    // they hold together
    near(ratio(&files, &["ratio.base.B=0.3", "enterprises.M.min_ratio=0.45"]), 0.45);
    // furnaces of 3,000 and 1,000 t/d: the small one alone, on all days of the period, makes up a quarter
    near(ratio(&files, &["enterprises.M.units.1.rate_t_d=3000"]), 0.25);
    // a grade is a text
    near(ratio(&files, &["enterprises.M.grade=A"]), 0.0);
}

#[test]
fn what_was_changed_is_told_and_a_plan_is_checked_against_the_same_numbers() {
    let files = Files::mill();
    let set = ["--set", "ratio.base.B=0.3", "--set", "cost.margin_cny_t=350"];
    let v = files.json(&[&["plan", "scenario.toml", "-o", "plan.toml"], set.as_slice()].concat(), 0);
    assert_eq!(v["set"], serde_json::json!(["ratio.base.B=0.3", "cost.margin_cny_t=350"]));
    let plan = files.read("plan.toml");
    assert!(plan.contains("# made with --set ratio.base.B=0.3\n# made with --set cost.margin_cny_t=350\n"), "{plan}");
    // under the filed numbers the plan's claim of its cost is false
    files.stagger(&["check", "scenario.toml", "plan.toml"]).assert().code(1).stdout(predicates::str::contains("CLAIM"));
    let checked = files.stagger(&[&["check", "scenario.toml", "plan.toml"], set.as_slice()].concat()).assert().code(0);
    let text = String::from_utf8(checked.get_output().stdout.clone()).expect("UTF-8");
    assert!(text.contains("changed by option: --set ratio.base.B=0.3\n"), "{text}");
    let v = files.json(&[&["check", "scenario.toml", "plan.toml"], set.as_slice()].concat(), 0);
    assert_eq!(v["set"][1], "cost.margin_cny_t=350");
    // more is asked than was planned for
    let more = files.json(&["check", "scenario.toml", "plan.toml", "--set", "ratio.base.B=0.38"], 1);
    assert!(more["findings"].as_array().expect("a list").iter().any(|f| f["rule"] == "BF-RATIO"));
    for command in [
        vec!["gantt", "scenario.toml", "plan.toml", "-o", "plan.svg"],
        vec!["diff", "scenario.toml", "plan.toml", "plan.toml"],
        vec!["replan", "scenario.toml", "plan.toml", "--today", "2021-11-02", "-o", "new.toml"],
    ] {
        files.stagger(&[command.as_slice(), set.as_slice()].concat()).assert().code(0);
        files.stagger(&[command.as_slice(), &["--set", "ratio.bse=1"]].concat()).assert().code(2);
    }
    // a chart or a comparison under other numbers than the plan's says so
    for command in [
        &["gantt", "scenario.toml", "plan.toml", "-o", "plan.svg"][..],
        &["diff", "scenario.toml", "plan.toml", "plan.toml"],
    ] {
        let told = "made with --set cost.margin_cny_t=350 --set ratio.base.B=0.3";
        files.stagger(command).assert().code(0).stderr(predicates::str::contains(told));
    }
    assert!(files.read("new.toml").contains("# made with --set ratio.base.B=0.3\n"));
}

#[test]
fn every_place_of_a_file_can_be_named() {
    let files = Files::none();
    let generated = ["generate", "--cities", "1", "--mills", "25", "--furnaces", "110", "--seed", "4"];
    files.stagger(&[&generated[..], &["-o", "s.toml", "--witness", "w.toml"]].concat()).assert().code(0);
    let text = files.read("s.toml");
    let block = |field: &str| text.split("\n[[enterprises]]\n").find(|b| b.contains(&format!("\n{field}"))).expect("filed");
    let id = |block: &str| block.split('"').nth(1).expect("an id").to_owned();
    let [quota, heat, monthly] = ["steel_quota = ", "heating = ", "steel_last_year_t = {"].map(|f| id(block(f)));
    let good = [
        "season.end=2022-03-31".to_owned(),
        "policy.season.end=2022-04-01".to_owned(),
        "idle_after_days=365".to_owned(),
        "ratio.increment.over-capacity=0.07".to_owned(),
        "ratio.base={ A = 0, B = 0.1, B- = 0.2, C = 0.3, D = 0.4 }".to_owned(),
        "shape.sinter.feed_stock_days=8".to_owned(),
        "coke.max_slowdowns=4".to_owned(),
        "stage_steel.1.factor=0.75".to_owned(),
        "cost.restart_cny.eaf=60000".to_owned(),
        "emission.pellet.ultra_low=0.3".to_owned(),
        "emergency.orange.C.blast-furnace=0.6".to_owned(),
        "emergency.orange.C.coke-oven.1.coking_time_h=37.5".to_owned(),
        "cities.唐山市.day_weight.2021-12=1.6".to_owned(),
        "cities.'唐山市'.day_weight.\"2021-11\"=1.1".to_owned(),
        "cities.唐山市.stopped_share.1.max=0.9".to_owned(),
        "episodes.1.level=red".to_owned(),
        format!("enterprises.{quota}.steel_quota.2021.limit_t=99000000"),
        format!("enterprises.{heat}.heating.min_iron_t_d=100"),
        format!("enterprises.{monthly}.steel_last_year_t.2020-12=900000"),
        format!("enterprises.{monthly}.units.1#高炉.down=[{{ start = 2021-10-05, end = 2021-10-20 }}]"),
    ];
    for set in &good {
        let out = files.stagger(&["check", "s.toml", "w.toml", "--set", set]).output().expect("it runs");
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(matches!(out.status.code(), Some(0 | 1)) && said.is_empty(), "{set}: {said}");
        assert!(String::from_utf8_lossy(&out.stdout).contains(&format!("--set {set}\n")), "{set}");
    }
}

#[test]
fn what_is_wrong_names_the_option_its_value_and_what_was_expected() {
    let files = Files::mill();
    for (set, says) in [
        (
            "ratio.base.B=1.5",
            &["wrong value for `base.B`", "expected a number from 0 to 1", "--> --set ratio.base.B=1.5\n"][..],
        ),
        ("ratio.base.B=0.5x", &["--> --set ratio.base.B=0.5x\n", "`base.B`"]),
        ("ratio.base.B=much", &["much", "expected a number from 0 to 1"]),
        ("ratio.base.B=0.6", &["base ratios must rise", "C is not above B"]),
        ("ratio.base.X=0.4", &["unknown grade `X`", "known are: A, B, C"]),
        ("ratio.bse.B=0.3", &["unknown field `bse` in [ratio]", "did you mean `base`?"]),
        ("ration.base.B=0.3", &["unknown field `ration`", "did you mean `ratio`?"]),
        ("nothing=1", &["unknown field `nothing` in scenario", "known are: schema, name", "enterprises", "ratio", "cost"]),
        ("cities.乙.min_bf_ratio=0.3", &["there is no `乙` among cities", "did you mean `乙市`?"]),
        ("enterprises.N.min_ratio=0.3", &["there is no `N` among enterprises"]),
        ("enterprises.M.units.3.size=500", &["there is no `3` among units", "known are: 1, 2, S"]),
        ("enterprises.M.min_ratio.x=0.3", &["`min_ratio` is one value here", "let the key end at `min_ratio`"]),
        ("enterprises.M.steel_last_year_t.2020-11=5", &["`steel_last_year_t` is one value here"]),
        ("episodes.1.level=red", &["episodes has no item `1`", "the file lists none"]),
        ("enterprises.M.units.1.rate_t_d=-5", &["wrong value for `rate_t_d`", "a number above 0"]),
        ("enterprises.M.heating.min_iron_t_d=10", &["missing field `start` in heating", "--set"]),
        ("shape.blast-furnase.max_stops=1", &["unknown kind `blast-furnase`", "did you mean `blast-furnace`?"]),
        ("ratio.base", &["there is no ="]),
        ("ratio..B=1", &["a step of the key is empty"]),
        ("ratio.base.B=", &["no value after the ="]),
        ("policy=elsewhere.toml", &["unknown policy `elsewhere.toml`", "--set"]),
    ] {
        let said = files.stderr(&["plan", "scenario.toml", "-o", "plan.toml", "--set", set], 2);
        for part in says {
            assert!(said.contains(part), "{set}: {part}\n{said}");
        }
    }
    // all that is wrong is said in one run, of the option and of the file
    files.write(
        "scenario.toml",
        &format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{CITY}{}{}", mill("M", "Z", ""), bf("1", 0)),
    );
    let said = files.stderr(
        &[
            "check",
            "scenario.toml",
            "none.toml",
            "--set",
            "cities.乙市.min_bf_ratio=2",
            "--set",
            "enterprises.M.min_ratio=3",
        ],
        2,
    );
    for part in [
        "--set cities.乙市.min_bf_ratio=2\n",
        "--set enterprises.M.min_ratio=3\n",
        "scenario.toml",
        "5 errors",
        "unknown grade `Z`",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn a_field_is_not_given_two_values() {
    let files = Files::mill();
    let check = ["check", "scenario.toml", "none.toml", "--set", "ratio.base.B=0.3", "--set"];
    for (again, twice) in
        [("ratio.base.B=0.4", true), ("policy.ratio.'base'.B = 0.4", true), ("policy.ratio.base.C=0.5", false)]
    {
        let said = files.stderr(&[&check[..], &[again]].concat(), 2);
        let both = ["`ratio.base.B` is given two values", "--set ratio.base.B=0.3", &format!("--set {again}")];
        assert_eq!(both.iter().all(|part| said.contains(part)), twice, "{said}");
    }
    let said = files.stderr(&[&check[..], &["policy.ratio.base.B=.30"]].concat(), 2);
    assert!(said.contains("`ratio.base.B` is given twice: --set") && !said.contains("two values"), "{said}");
    // of a name that both files have, each has its own
    let own = files.stderr(
        &["check", "scenario.toml", "none.toml", "--set", "policy.season.end=2022-02-28", "--set", "season.end=2022-02-28"],
        2,
    );
    assert!(!own.contains("two values"), "{own}");
}
