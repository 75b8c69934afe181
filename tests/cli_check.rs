//! `stagger check` and `stagger explain` end to end, exit codes included.

use crate::rules_support::{CITY, POLICY, bf, mill};
use assert_cmd::Command;
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;

struct Files {
    dir: TempDir,
}

/// The policy with a stage of the city; of ample steel last year, it binds nothing.
fn staged() -> String {
    POLICY.replace("[\"甲\"]", "[\"乙\"]")
}

impl Files {
    /// A mill of grade B that stops one of two furnaces from 1 December for some days; 20 keep every rule.
    fn new(last: &str) -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let body = [CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000)].concat();
        let scenario = format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{body}");
        let stop = format!("[[stops]]\nenterprise = \"M\"\nunit = \"1\"\nstart = 2021-12-01\nend = {last}\n");
        let files = Self { dir };
        files.write("policy.toml", &staged());
        files.write("scenario.toml", &scenario);
        files.write("plan.toml", &format!("schema = 1\nscenario = \"test\"\n{stop}"));
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the file is written");
    }

    fn check(&self, options: &[&str]) -> Command {
        let mut c = stagger(&["check"]);
        c.arg(self.path("scenario.toml")).arg(self.path("plan.toml")).args(options);
        c
    }
}

fn stagger(args: &[&str]) -> Command {
    let mut c = Command::cargo_bin("stagger").expect("the binary");
    c.args(args).args(["--lang", "en"]);
    c
}

fn json(command: &mut Command, code: i32) -> Value {
    let out = command.args(["--format", "json"]).assert().code(code).get_output().stdout.clone();
    serde_json::from_slice(&out).expect("exactly one JSON object")
}

#[test]
fn a_plan_that_holds_exits_0_and_one_that_does_not_exits_1() {
    Files::new("2021-12-20").check(&[]).assert().code(0).stdout(predicates::str::contains("The plan holds"));
    Files::new("2021-12-19").check(&[]).assert().code(1).stdout(predicates::str::contains("BF-RATIO"));
    let zh = Files::new("2021-12-19").check(&[]).args(["--lang", "zh"]).assert().code(2).get_output().stderr.clone();
    assert!(String::from_utf8_lossy(&zh).contains("--lang"), "an option twice is a wrong command line");
}

#[test]
fn json_is_one_object_as_documented() {
    let report = json(&mut Files::new("2021-12-19").check(&[]), 1);
    assert_eq!(report["schema"], 1);
    assert_eq!(report["holds"], false);
    assert_eq!(report["counts"]["by_rule"][0]["rule"], "BF-RATIO");
    assert_eq!(report["counts"]["by_enterprise"][0]["enterprise"], "M");
    let finding = &report["findings"][0];
    for (field, value) in [
        ("rule", "BF-RATIO"),
        ("severity", "error"),
        ("city", "乙市"),
        ("enterprise", "M"),
        ("kind", "blast-furnace"),
        ("first", "2021-12-01"),
        ("last", "2022-01-09"),
    ] {
        assert_eq!(finding[field], value, "{field}");
    }
    assert!(finding["unit"].is_null());
    assert!((finding["short_by"].as_f64().expect("a number") - 0.0125).abs() < 1e-9);
    assert_eq!(report["scenario"]["sha256"].as_str().map(str::len), Some(64));
    let documented = include_str!("../docs/formats/check-json.md");
    for key in report.as_object().expect("an object").keys().chain(finding.as_object().expect("an object").keys()) {
        assert!(documented.contains(&format!("`{key}`")), "{key} is not documented");
    }
}

#[test]
fn findings_name_the_clause_that_they_break() {
    let broken = Files::new("2021-12-03");
    let finding = &json(&mut broken.check(&[]), 1)["findings"][0];
    assert_eq!(finding["section"], "二(二)");
    assert!(finding["clause"].as_str().expect("a text").contains("差异化错峰生产比例"));
    assert!(finding["clause_en"].as_str().expect("a text").contains("stagger by ratios"));
    // once above the findings of its rule
    broken.write("plan.toml", &["schema = 1\nscenario = \"test\"\n".to_owned(), stop("1"), stop("2")].concat());
    let out = broken.check(&[]).assert().code(1).get_output().stdout.clone();
    let text = String::from_utf8(out).expect("UTF-8");
    assert_eq!(text.matches("[programme 2(2)] put down to specific enterprises").count(), 1, "{text}");
    assert_eq!(text.matches("a stop of 1 day, at least 4 required").count(), 2, "{text}");
}

/// A stop of one day.
fn stop(unit: &str) -> String {
    format!("[[stops]]\nenterprise = \"M\"\nunit = \"{unit}\"\nstart = 2021-12-01\nend = 2021-12-01\n")
}

#[test]
fn margins_tell_how_late_a_stop_may_be() {
    // 22 days where 20 are asked
    let report = json(&mut Files::new("2021-12-22").check(&[]), 0);
    let margins = report["margins"].as_array().expect("a list");
    let ratio = margins.iter().find(|m| m["rule"] == "BF-RATIO").expect("a margin of BF-RATIO");
    assert!((ratio["delay_days"].as_f64().expect("days") - 2.0).abs() < 1e-6);
    assert!((ratio["slack"].as_f64().expect("a fraction") - 2.0 / 80.0).abs() < 1e-9);
}

#[test]
fn severities_change_by_option_and_the_report_says_so() {
    let broken = Files::new("2021-12-19");
    let report = json(&mut broken.check(&["--warn", "bf-ratio"]), 0);
    assert_eq!(report["severity_changes"][0]["rule"], "BF-RATIO");
    assert_eq!(report["findings"][0]["severity"], "warning");
    broken.write("plan.toml", "schema = 1\nscenario = \"other\"\n[[stops]]\nenterprise = \"M\"\nunit = \"1\"\nstart = 2021-12-01\nend = 2021-12-20\n");
    broken.check(&[]).assert().code(0);
    broken
        .check(&["--deny", "SCENARIO"])
        .assert()
        .code(1)
        .stdout(predicates::str::contains("by option, SCENARIO is an error"));
    broken.check(&["--deny", "SCENARIO", "--warn", "SCENARIO"]).assert().code(2);
    broken.check(&["--deny", "SCENARO"]).assert().code(2).stderr(predicates::str::contains("SCENARIO"));
}

#[test]
fn a_wrong_file_or_command_line_exits_2_with_nothing_on_standard_output() {
    let files = Files::new("2021-12-20");
    files.write("plan.toml", "schema = 1\nscenario = 5\n");
    files.check(&["--format", "json"]).assert().code(2).stdout("").stderr(predicates::str::contains("plan.toml"));
    stagger(&["check"]).assert().code(2).stdout("");
    stagger(&["chek"]).assert().code(2).stdout("");
    stagger(&["--version"]).assert().code(0);
}

#[test]
fn a_wrong_command_line_is_told_in_the_language_asked_for() {
    let told = |args: &[&str]| {
        let mut c = Command::cargo_bin("stagger").expect("the binary");
        let err = c.args(args).env("LC_ALL", "C").env("LANG", "C").assert().code(2).get_output().stderr.clone();
        String::from_utf8(err).expect("UTF-8")
    };
    assert!(told(&["chek", "--lang", "zh"]).starts_with("错误：没有命令“chek”，是否为“check”？"));
    assert!(told(&["--lang=zh", "check"]).starts_with("错误：缺少必填的参数"));
    assert!(told(&["--lang=zh", "check"]).ends_with("“stagger check --help”列出用法\n"));
    assert!(told(&["chek", "--lang", "zh"]).ends_with("“stagger --help”列出用法\n"));
    assert!(told(&["compare", "a", "b", "--lang", "zh"]).starts_with("错误：至少要有两列"));
    assert!(told(&["check"]).starts_with("error"));
    // a message of ours stands in one language
    for (lang, has, lacks) in [("zh", "没有这条规则", "no such rule"), ("en", "no such rule", "没有这条规则")] {
        let text = told(&["check", "a", "b", "--warn", "FOO", "--lang", lang]);
        assert!(text.contains(has) && !text.contains(lacks) && !text.contains(" | "), "{text}");
    }
}

#[test]
fn only_near_names_are_suggested() {
    let far = |args: &[&str], meant: &str, how: &str| {
        let err = stagger(args).assert().code(2).get_output().stderr.clone();
        let err = String::from_utf8(err).expect("UTF-8");
        assert!(err.contains(how) && !err.contains(meant), "{err}");
    };
    far(&["explain", "FOO"], "meant?", "`stagger explain` lists them all");
    far(&["example", "zzz"], "meant?", "`stagger example` lists them all");
    stagger(&["example", "tangshn"]).assert().code(2).stderr(predicates::str::contains("is tangshan meant?"));
}

#[test]
fn text_of_files_cannot_steer_the_terminal() {
    let files = Files::new("2021-12-20");
    files.write("plan.toml", "schema = 1\nscenario = \"test\"\n[[stops]]\nenterprise = \"M\\u001b[2J\"\nunit = \"1\"\nstart = 2021-12-01\nend = 2021-12-20\n");
    let out = files.check(&[]).assert().code(1).get_output().stdout.clone();
    assert!(!out.contains(&0x1b));
    let turned = "schema = 1\nscenario = \"test\"\n[[stops]]\nenterprise = \"M\\u202ex\"\nunit = \"1\"\nstart = 2021-12-01\nend = 2021-12-20\n";
    let long = turned.replace("\\u202e", &"长".repeat(10_000));
    for (plan, code) in [(turned.to_owned(), 1), (long, 1), (turned.replace("end = 2021-12-20", "end = \"x\u{202e}\""), 2)] {
        files.write("plan.toml", &plan);
        let output = files.check(&[]).assert().code(code).get_output().clone();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
        assert!(!text.contains('\u{202e}'), "{text}");
        let tables = text.split("Errors (").next().unwrap_or_default();
        assert!(code == 2 || tables.lines().all(|l| l.chars().count() < 200), "{tables}");
    }
}

#[test]
fn explain_lists_the_rules_and_explains_one() {
    stagger(&["explain"]).assert().code(0).stdout(predicates::str::contains("POLICY-ORDER"));
    stagger(&["explain", "bf-ratio"]).assert().code(0).stdout(predicates::str::contains("差异化错峰生产比例"));
    stagger(&["explain", "BF-RATO"]).assert().code(2).stderr(predicates::str::contains("BF-RATIO"));
    let all = json(&mut stagger(&["explain"]), 0);
    assert_eq!(all["rules"].as_array().map(Vec::len), Some(steel_stagger::rules::RULES.len()));
    for lang in ["zh", "en"] {
        let mut c = Command::cargo_bin("stagger").expect("the binary");
        let out = c.args(["explain", "CLAIM", "--lang", lang]).assert().code(0).get_output().stdout.clone();
        let text = String::from_utf8(out).expect("UTF-8");
        let stray = ["第6节", "section 6", "as filed", "contract"].into_iter().find(|w| text.contains(w));
        assert_eq!(stray, None, "what a user cannot look up: {text}");
    }
}

#[test]
fn a_plan_made_by_other_numbers_is_noted_and_no_more() {
    let files = Files::new("2021-12-20");
    let path = |name: &str| files.path(name).display().to_string();
    let (scenario, plan) = (path("scenario.toml"), path("plan.toml"));
    let made = ["plan", &scenario, "-o", &plan, "--set", "ratio.base.B=0.3"];
    stagger(&made).assert().code(0);
    let set = &made[4..];
    assert_eq!(json(&mut files.check(set), 0)["notes"], Value::Array(Vec::new()));
    let note = "note: the plan was made with --set ratio.base.B=0.3, and is judged here with no --set\n";
    files.check(&[]).assert().code(0).stdout(predicates::str::contains(note));
    // the same values in another spelling are the same
    for same in ["policy.ratio.base.B=0.30", "ratio.'base'.B = .3"] {
        assert_eq!(json(&mut files.check(&["--set", same]), 0)["notes"], Value::Array(Vec::new()), "{same}");
    }
    assert_ne!(json(&mut files.check(&["--set", "ratio.base.B=0.29"]), 0)["notes"], Value::Array(Vec::new()));
    // a claim of other prices stays false, and its words say why
    let dearer = json(&mut files.check(&[set, &["--set", "cost.margin_cny_t=400"]].concat()), 1);
    let claims = dearer["findings"].as_array().expect("a list").iter().filter(|f| f["rule"] == "CLAIM").collect::<Vec<_>>();
    assert!(claims[0]["severity"] == "error" && claims[0].to_string().contains("made with other values"), "{claims:?}");
    files.write("policy.toml", &staged().replace("cap = 0.6", "cap = 0.7"));
    let filed = std::fs::read_to_string(&scenario).expect("the file is there");
    files.write("scenario.toml", &format!("{filed}\n# a remark\n"));
    let v = json(&mut files.check(set), 0);
    let notes: Vec<&str> = v["notes"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let [file, policy] = notes[..] else { panic!("{notes:?}") };
    assert!(
        file.contains("not as it was when the plan was made") && policy.contains("made under policy \"test\""),
        "{notes:?}"
    );
}

#[test]
fn chinese_messages_hold_no_english() {
    let told = |args: &[&str]| {
        let mut c = Command::cargo_bin("stagger").expect("the binary");
        let err = c.args(args).args(["--lang", "zh"]).assert().code(2).get_output().stderr.clone();
        String::from_utf8(err).expect("UTF-8")
    };
    let files = Files::new("2021-12-20");
    let path = |name: &str| files.path(name).display().to_string();
    let (scenario, plan, folder) = (path("scenario.toml"), path("plan.toml"), path("."));
    files
        .write("bad.toml", "schema = 1\nname = \"x\"\npolicy = \"policy.toml\"\nnoise = 1\ncities = []\nenterprises = []\n");
    let bad = path("bad.toml");
    for (args, says) in [
        (&["check", &scenario, "none.toml"][..], "读不了文件：没有这个文件或文件夹\n"),
        (&["check", &folder, &plan], "这是文件夹，不是文件"),
        (&["plan", &scenario, "-o", &folder], "这是文件夹，不是文件"),
        (&["check", &bad, &plan], "情景文件中没有字段“noise”"),
        (&["check", &plan, &scenario], "是计划文件，不是情景文件：这里应写情景文件"),
        (&["plan", &scenario, "-o", "p.toml", "--alternatives", "30"], "应为1到20之间的整数\n"),
    ] {
        let said = told(args);
        let english = ["No such", "directory", "is not in", "scenario没有"].into_iter().find(|w| said.contains(w));
        assert!(said.contains(says) && english.is_none(), "{args:?}: {said}");
    }
}

#[test]
fn a_city_that_no_stage_names_is_told() {
    let files = Files::new("2021-12-20");
    assert_eq!(json(&mut files.check(&[]), 0)["notes"], Value::Array(Vec::new()));
    files.write("policy.toml", POLICY);
    let notes = json(&mut files.check(&[]), 0)["notes"].to_string();
    assert!(notes.contains("STAGE-STEEL does not hold in 乙市: no stage of the policy test names it"), "{notes}");
    // nor is anything told of a policy without stages
    files.write("policy.toml", &POLICY.replace("2022-01-01\nend = 2022-01-31", "2023-01-01\nend = 2023-01-31"));
    assert_eq!(json(&mut files.check(&[]), 0)["notes"], Value::Array(Vec::new()));
}
