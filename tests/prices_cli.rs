//! `stagger prices` and `stagger plan --alternatives` from the built program.

use crate::rules_support::files::Files;
use crate::rules_support::{CITY, mill, unit};
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use serde_json::Value;
use steel_stagger::scenario::generate::{Size, generate};

fn about(v: &Value) -> f64 {
    v["about"].as_f64().unwrap_or_else(|| panic!("{v}"))
}

/// Every field of a JSON object, and of what is in it, is in the docs.
fn documented(v: &Value, docs: &str) {
    match v {
        Value::Object(all) => {
            for (key, v) in all {
                assert!(docs.contains(&format!("`{key}`")), "{key} is not documented");
                documented(v, docs);
            }
        }
        Value::Array(all) => all.iter().for_each(|v| documented(v, docs)),
        _ => {}
    }
}

#[test]
fn a_ratio_costs_the_days_that_stand_for_it() {
    let files = Files::mill();
    let v = files.json(&["prices", "scenario.toml"], 0);
    let prices = v["prices"].as_array().expect("a list");
    let bf = prices.iter().find(|p| p["rule"] == "BF-RATIO").expect("the ratio binds");
    // one point less, 19.2 days of 80, still takes 20; two less take 19: 1,000 t at 100 CNY less 10 CNY avoided. Two more take
    // 22, and an eleventh day of the strand: 2,000 t at 80 CNY less 10
    let near = |v: &Value, x: f64| assert!((about(v) - x).abs() < 1.0, "{bf}");
    assert_eq!(bf["steps"], 2);
    near(&bf["loosened"]["cny"], 90_000.0);
    near(&bf["tightened"]["cny"], 2.0 * 90_000.0 + 140_000.0);
    assert_eq!((&bf["limit"], &bf["unit_of_step"], &bf["step"]), (&"least".into(), &"fraction".into(), &0.01.into()));
    assert_eq!(bf["asks"], serde_json::json!([0.25, 0.25]));
    documented(&v, include_str!("../docs/formats/prices-json.md"));
    // with a value changed, of what is then asked
    let less = files.json(&["prices", "scenario.toml", "--set", "ratio.base.B=0.24"], 0);
    let of_less = less["prices"].as_array().and_then(|all| all.iter().find(|p| p["rule"] == "BF-RATIO"));
    assert_eq!(of_less.map(|p| &p["asks"]), Some(&serde_json::json!([0.24, 0.24])));
    let text = files.stagger(&["prices", "scenario.toml"]).assert().code(0).get_output().stdout.clone();
    let text = String::from_utf8(text).expect("UTF-8");
    assert!(text.starts_with("The dearest rule is ") && text.contains("BF-RATIO"), "{text}");
}

#[test]
fn one_rule_of_one_city_is_confirmed_by_plans() {
    let files = Files::mill();
    let asked = ["prices", "scenario.toml", "--rule", "bf-ratio", "--city", "乙"];
    let v = files.json(&asked, 0);
    let bf = &v["prices"][0];
    assert_eq!((v["prices"].as_array().map(Vec::len), &bf["tightened"]["how"]), (Some(1), &"stepped-plan".into()));
    let plans = &bf["tightened"]["plans_cny"];
    assert!(plans["least"].as_f64() <= plans["about"].as_f64() && plans["about"].as_f64() <= plans["most"].as_f64());
    documented(&v, include_str!("../docs/formats/prices-json.md"));
    files.stagger(&asked).assert().code(0).stdout(contains("by plans made anew")).stdout(contains("plans: "));
    let plan = &v["plans"][0];
    assert!(plan["cost_cny"].as_f64() >= plan["bound_cny"].as_f64() && plan["gap"].as_f64() <= Some(0.001), "{plan}");
    assert_eq!((&bf["no_time_for_plans"], &bf["tightened"]["plans_cny"]["within_unproved"]), (&false.into(), &false.into()));
    // from a plan that keeps the rules; not from one that breaks them
    files.stagger(&["plan", "scenario.toml", "-o", "plan.toml"]).assert().code(0);
    let from = [asked.as_slice(), &["--plan", "plan.toml"]].concat();
    let given = &files.json(&from, 0)["prices"][0]["tightened"];
    assert_eq!(given["cny"], bf["tightened"]["cny"]);
    let plans = &given["plans_cny"];
    assert!(plans["least"].as_f64() <= Some(320_000.0) && plans["most"].as_f64() >= Some(319_999.0), "{plans}");
    files.write("plan.toml", "schema = 1\nscenario = \"test\"\n");
    files.stagger(&from).assert().code(1).stdout("").stderr(contains("--mend"));
    assert_eq!(files.json(&from, 1)["status"], "plan-breaks-rules");
}

#[test]
fn what_comes_further_out_is_the_price_of_that_stretch() {
    let files = Files::mill();
    let v = files.json(&["prices", "scenario.toml"], 0);
    let mut judged = 0;
    for p in v["prices"].as_array().expect("a list") {
        for way in [&p["tightened"], &p["loosened"]] {
            let then = &way["then"];
            let (Some(from), Some(to)) = (then["from_steps"].as_u64().filter(|n| *n > 0), then["steps"].as_u64()) else {
                continue;
            };
            let tried = way["tried"].as_array().expect("a list");
            let of = |n: u64| tried.iter().find(|t| t["steps"] == n).map_or_else(|| panic!("{way}"), |t| about(&t["cny"]));
            assert_eq!(way["holds_for_steps"], from);
            if !then["cny"].is_null() {
                let each = (of(to) - of(from)) * p["steps"].as_f64().expect("a number") / (to - from) as f64;
                assert!((about(&then["cny"]) - each).abs() < 1e-3, "{way}");
                judged += 1;
            }
        }
    }
    assert!(judged > 0);
    files.stagger(&["prices", "scenario.toml"]).assert().code(0).stdout(contains(" a step to "));
}

#[test]
fn limits_that_do_not_bind_are_counted_and_with_all_listed() {
    let files = Files::mill();
    let daily = "name = \"乙市\"\nstopped_share = [{ start = 2021-12-05, end = 2021-12-20, min = 0.0, max = 0.6 }]\n";
    files.write("scenario.toml", &files.read("scenario.toml").replace("name = \"乙市\"\n", daily));
    let v = files.json(&["prices", "scenario.toml"], 0);
    let list = v["not_binding"].as_array().expect("a list");
    assert!(list.iter().any(|l| l["rule"] == "CITY-DAILY"), "{v}");
    documented(&v, include_str!("../docs/formats/prices-json.md"));
    let text = |args: &[&str]| {
        let asked = [&["prices", "scenario.toml"], args].concat();
        let out = files.stagger(&asked).assert().code(0).get_output().stdout.clone();
        String::from_utf8(out).expect("UTF-8")
    };
    // counted, and how to see them; with --all or asked alone, listed with their days
    let short = text(&[]);
    assert!(short.contains("CITY-DAILY 1") && short.contains("(--all lists them)") && !short.contains("60.00%"), "{short}");
    let all = text(&["--all"]);
    assert!(all.contains("≤ 60.00%") && all.contains("5 Dec to 20 Dec"), "{all}");
    let alone = text(&["--rule", "CITY-DAILY", "--city", "乙"]);
    assert!(alone.starts_with("None of the rules") && alone.contains("does not bind"), "{alone}");
    assert!(alone.contains("5 Dec to 20 Dec"), "{alone}");
}

#[test]
fn what_has_no_price_is_told() {
    let files = Files::mill();
    files
        .stagger(&["prices", "scenario.toml", "--rule", "SHORT-STOP"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(contains("CITY-DAILY"));
    files.stagger(&["prices", "scenario.toml", "--rule", "BF-RATIOS"]).assert().code(2).stderr(contains("BF-RATIO"));
    files.stagger(&["prices", "scenario.toml", "--city", "乙县"]).assert().code(2).stderr(contains("乙市"));
    files.stagger(&["prices", "scenario.toml", "--time-limit", "1e-9"]).assert().code(3).stderr(contains("--time-limit"));
    let spent = mill("M", "B", "steel_last_year_t = 1000")
        + &unit("1", "blast-furnace", 1000, "size = 500\nmust_run = [{ start = 2021-11-01, end = 2022-02-28 }]");
    files.write("scenario.toml", &format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{CITY}{spent}"));
    files.stagger(&["prices", "scenario.toml"]).assert().code(1).stdout("").stderr(contains("stagger plan"));
    assert_eq!(files.json(&["prices", "scenario.toml"], 1)["status"], "impossible");
}

#[test]
fn alternatives_hold_lie_within_and_differ() {
    let files = Files::mill();
    let asked = [
        "plan",
        "scenario.toml",
        "-o",
        "plan.toml",
        "--gap",
        "0.02",
        "--time-limit",
        "1e6",
        "--alternatives",
        "2",
        "--within",
        "0.05",
    ];
    let v = files.json(&asked, 0);
    let best = v["cost"]["total_cny"].as_f64().expect("a cost");
    let list = v["alternatives"].as_array().expect("a list");
    assert_eq!(list.len(), 2);
    for (i, a) in list.iter().enumerate() {
        let name = format!("plan.alt{}.toml", i + 1);
        assert_eq!(a["file"], name.as_str());
        let cost = a["cost_cny"].as_f64().expect("a cost");
        assert!(cost <= best * 1.05 && a["elsewhere_furnace_days"].as_array().map(Vec::len) == Some(i + 1), "{a}");
        let days = a["furnace_days"].as_u64().expect("days");
        for elsewhere in a["elsewhere_furnace_days"].as_array().expect("a list") {
            assert!((1..=days).contains(&elsewhere.as_u64().expect("days")), "{a}");
        }
        // the checker recounts what it claims, and that it holds
        let check = files.json(&["check", "scenario.toml", &name], 0);
        let errors = check["findings"].as_array().map(|f| f.iter().filter(|f| f["severity"] == "error").count());
        assert_eq!(errors, Some(0), "{name}");
        let diff = files.json(&["diff", "scenario.toml", "plan.toml", &name], 0);
        assert_eq!(diff, a["changes"]);
        assert!(diff["churn_unit_days"].as_f64() > Some(0.0));
    }
    let plans = |n: usize| (1..=n).map(|i| files.read(&format!("plan.alt{i}.toml"))).collect::<Vec<_>>();
    let first = (files.read("plan.toml"), plans(2));
    assert_ne!(first.1[0], first.1[1]);
    // the same bytes again, and words that name the files
    files.stagger(&asked).assert().code(0).stdout(contains("plan.alt2.toml")).stdout(contains("furnace-days"));
    assert_eq!((files.read("plan.toml"), plans(2)), first);
    for key in ["alternatives", "alternatives_short", "file", "elsewhere_furnace_days", "dearer_by"] {
        assert!(include_str!("../docs/formats/plan-json.md").contains(&format!("`{key}`")), "{key}");
    }
}

#[test]
fn without_room_there_is_no_alternative() {
    let files = Files::mill();
    let asked = ["plan", "scenario.toml", "-o", "plan.toml", "--alternatives", "1", "--within", "0"];
    files
        .stagger(&asked)
        .assert()
        .code(0)
        .stdout(contains("No plan with stops elsewhere").and(contains("; raise --within\n")));
    assert!(!files.path("plan.alt1.toml").exists());
    std::fs::write(files.path("plan.alt1.toml"), "older").expect("written");
    files.stagger(&asked).assert().code(0).stderr(contains("plan.alt1.toml is of an earlier run"));
    let v = files.json(&asked, 0);
    assert_eq!((&v["alternatives"], &v["alternatives_short"]), (&Value::Array(Vec::new()), &Value::from("within")));
    files.stagger(&["plan", "scenario.toml", "-o", "-", "--alternatives", "1"]).assert().code(2).stdout("");
    files.stagger(&["plan", "scenario.toml", "-o", "p.toml", "--within", "0.1"]).assert().code(2).stdout("");
}

#[test]
fn a_city_whose_mills_share_a_plant_has_prices() {
    let files = Files::none();
    files.write("scenario.toml", &generate(&Size::new(1, 5, 14, 3)).scenario_toml);
    let v = files.json(&["prices", "scenario.toml", "--rule", "BF-RATIO", "--time-limit", "1e6"], 0);
    let limits = |key: &str| v[key].as_array().map_or(0, Vec::len);
    assert!(limits("prices") + limits("not_binding") > 0 && limits("not_looked_at") == 0, "{v}");
    assert_eq!(v["complete"], true);
}
