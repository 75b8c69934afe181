//! `[[waivers]]`: what a waiver covers is marked and counted apart, and stays what it was; one that covers nothing is a warning.

use crate::rules_support::{CITY, POLICY, bf, mill};
use assert_cmd::Command;
use calamine::{Reader as _, Xlsx, open_workbook};
use predicates::str::contains;
use serde_json::Value;
use std::path::PathBuf;
use steel_stagger::scenario::register::{Imported, read_register, register};
use steel_stagger::scenario::{Scenario, read_scenario};
use tempfile::TempDir;

/// A waiver of the mill: rule, unit (or none), first and last day.
fn waiver(rule: &str, unit: &str, start: &str, end: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!("unit = \"{unit}\"\n") };
    format!(
        "\n[[waivers]]\nrule = \"{rule}\"\nenterprise = \"M\"\n{unit}start = {start}\nend = {end}\ndocument = \"函〔2021〕8号\"\nissuer = \"市局\"\n"
    )
}

/// Of the stop that is too short.
fn short(unit: &str, start: &str, end: &str) -> String {
    waiver("SHORT-STOP", unit, start, end)
}

/// A mill of grade A with two furnaces, and a plan with a stop of three days, 1 to 3 December, where four are asked: one SHORT-STOP.
struct Desk {
    dir: TempDir,
}

impl Desk {
    fn new(waivers: &str) -> Self {
        let desk = Self { dir: TempDir::new().expect("a temporary directory") };
        desk.write("policy.toml", POLICY);
        desk.file(waivers);
        desk.plan("2021-12-03");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the file is written");
    }

    fn file(&self, waivers: &str) {
        let steel = "steel_last_year_t = 240_000";
        let (m, n) = (mill("M", "A", steel), mill("N", "A", "steel_last_year_t = 120_000"));
        let body = [CITY, &m, &bf("1", 1000), &bf("2", 1000), &n, &bf("1", 1000), waivers].concat();
        self.write("scenario.toml", &format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{body}"));
    }

    fn plan(&self, end: &str) {
        let stop = format!("[[stops]]\nenterprise = \"M\"\nunit = \"1\"\nstart = 2021-12-01\nend = {end}\n");
        self.write("plan.toml", &format!("schema = 1\nscenario = \"test\"\n{stop}"));
    }

    fn check(&self, options: &[&str]) -> Command {
        let mut c = Command::cargo_bin("stagger").expect("the binary");
        c.current_dir(self.dir.path()).args(["check", "scenario.toml", "plan.toml"]).args(options);
        c
    }

    fn text(&self, lang: &str, code: i32) -> String {
        let out = self.check(&["--lang", lang]).assert().code(code).get_output().stdout.clone();
        String::from_utf8(out).expect("UTF-8")
    }

    fn json(&self, options: &[&str], code: i32) -> Value {
        let out = self.check(&["--format", "json"]).args(options).assert().code(code).get_output().stdout.clone();
        serde_json::from_slice(&out).expect("exactly one JSON object")
    }

    fn scenario(&self) -> Scenario {
        read_scenario(&self.path("scenario.toml")).unwrap_or_else(|e| panic!("{e}"))
    }
}

fn of<'v>(report: &'v Value, rule: &str) -> Vec<&'v Value> {
    report["findings"].as_array().expect("a list").iter().filter(|f| f["rule"] == rule).collect()
}

/// What a report says of the waivers: SHORT-STOP is marked, and the English notes of WAIVER.
fn judged(waivers: &str) -> (bool, Vec<String>) {
    let report = Desk::new(waivers).json(&["--lang", "en"], 1);
    let short = of(&report, "SHORT-STOP");
    assert_eq!((short.len(), &short[0]["severity"]), (1, &Value::from("error")), "a finding stays a finding");
    let notes = of(&report, "WAIVER").iter().map(|f| f["note"].as_str().expect("a note").to_owned()).collect();
    (!short[0]["waived"].is_null(), notes)
}

#[test]
fn a_waiver_covers_a_finding_of_its_rule_and_place_within_its_days() {
    let covered = |waivers: &str| assert_eq!(judged(waivers), (true, vec![]), "{waivers}");
    covered(&short("1", "2021-12-01", "2021-12-03"));
    covered(&short("", "2021-11-01", "2022-03-31"));
    covered(&waiver("short-stop", "1", "2021-12-01", "2021-12-03"));
    covered(&[short("1", "2021-12-01", "2021-12-03"), short("", "2021-12-01", "2021-12-03")].concat());
    let not = |waivers: &str, says: &str| {
        let (marked, notes) = judged(waivers);
        assert!(!marked && notes.len() == 1 && notes[0].contains(says), "{waivers}: {notes:?}");
        assert!(notes[0].contains("函〔2021〕8号 of 市局"), "{notes:?}");
    };
    not(&short("1", "2021-12-01", "2021-12-02"), "covers only part");
    not(&short("1", "2021-12-02", "2021-12-31"), "covers only part");
    not(&short("1", "2021-11-01", "2021-11-30"), "expired on 2021-11-30");
    not(&short("1", "2021-12-04", "2021-12-31"), "not valid before 2021-12-04");
    not(&short("2", "2021-11-01", "2022-02-28"), "covers no finding");
    not(&waiver("SHORT-RUN", "1", "2021-11-01", "2022-02-28"), "covers no finding");
    not(&short("1", "2021-11-01", "2022-02-28").replace("\"M\"\nunit = \"1\"", "\"N\""), "covers no finding");
    not(&waiver("CITY-RATIO", "", "2021-11-01", "2022-02-28"), "covers no finding");
}

/// A finding without days is covered wherever rule and place fit.
#[test]
fn a_finding_without_days_is_covered_by_rule_and_place() {
    let desk = Desk::new(&waiver("PLAUSIBLE", "1", "2021-01-01", "2021-01-02"));
    let text = std::fs::read_to_string(desk.path("scenario.toml")).expect("the scenario");
    desk.write("scenario.toml", &text.replacen("size = 500", "size = 100", 1));
    desk.plan("2021-12-04");
    let report = desk.json(&[], 0);
    assert_eq!(of(&report, "PLAUSIBLE")[0]["waived"]["end"], "2021-01-02");
    assert_eq!(report["counts"]["waived_warnings"], 1);
    assert!(of(&report, "WAIVER").is_empty());
}

#[test]
fn what_is_waived_is_counted_apart_and_the_verdict_stays() {
    let desk = Desk::new(&short("1", "2021-12-01", "2021-12-03"));
    let report = desk.json(&[], 1);
    assert_eq!(report["holds"], false);
    let four =
        |n: &Value| ["errors", "warnings", "waived_errors", "waived_warnings"].map(|k| n[k].as_u64().expect("a number"));
    let counts = &report["counts"];
    for n in [counts, &counts["by_rule"][0], &counts["by_enterprise"][0]] {
        assert_eq!(four(n), [1, 0, 1, 0], "{n}");
    }
    let expected = serde_json::json!({
        "document": "函〔2021〕8号", "issuer": "市局", "start": "2021-12-01", "end": "2021-12-03",
    });
    assert_eq!(report["findings"][0]["waived"], expected);
    let (zh, en) = (desk.text("zh", 1), desk.text("en", 1));
    for words in ["1处违规（其中1处已豁免）", "其中已豁免违规", "已豁免：市局 函〔2021〕8号，至2021-12-03", "违规均已豁免"]
    {
        assert!(zh.contains(words), "{words}: {zh}");
    }
    for words in
        ["1 error (1 waived)", "errors waived", "waived by 函〔2021〕8号 of 市局 until 2021-12-03", "every error is waived"]
    {
        assert!(en.contains(words), "{words}: {en}");
    }
    // one error is left
    let other = "[[stops]]\nenterprise = \"M\"\nunit = \"2\"\nstart = 2021-12-11\nend = 2021-12-11\n";
    desk.write("plan.toml", &(std::fs::read_to_string(desk.path("plan.toml")).expect("the plan") + other));
    let en = desk.text("en", 1);
    assert!(en.contains("2 errors (1 waived)") && !en.contains("every error is waived"), "{en}");
    // without a waiver nothing speaks of waivers
    desk.file("");
    let en = desk.text("en", 1);
    assert!(!en.contains("waive"), "{en}");
}

#[test]
fn a_plan_that_holds_exits_0_whatever_waivers_say_unless_they_are_to_be_errors() {
    let desk = Desk::new(&short("", "2021-12-01", "2021-12-31"));
    desk.plan("2021-12-04");
    assert!(desk.text("zh", 0).contains("市局函〔2021〕8号对SHORT-STOP的豁免没有所涉的问题"));
    desk.check(&["--deny", "WAIVER"]).assert().code(1);
    // a rule that an option makes a warning is waived as one
    desk.plan("2021-12-03");
    let report = desk.json(&["--warn", "SHORT-STOP"], 0);
    assert_eq!((&report["counts"]["waived_errors"], &report["counts"]["waived_warnings"]), (&0.into(), &1.into()));
}

#[test]
fn who_makes_a_plan_is_not_told_of_waivers_that_it_does_not_need() {
    let desk = Desk::new(&short("1", "2021-12-01", "2021-12-31"));
    let mut plan = Command::cargo_bin("stagger").expect("the binary");
    let plan = plan.current_dir(desk.dir.path()).args(["plan", "scenario.toml", "-o", "new.toml", "--lang", "en"]);
    let out = plan.assert().code(0).get_output().stdout.clone();
    assert!(!String::from_utf8(out).expect("UTF-8").contains("WAIVER"));
    let mut diff = Command::cargo_bin("stagger").expect("the binary");
    diff.current_dir(desk.dir.path()).args(["diff", "scenario.toml", "plan.toml", "new.toml", "--lang", "en"]);
    let out = String::from_utf8(diff.assert().code(0).get_output().stdout.clone()).expect("UTF-8");
    assert!(out.contains("Findings gained: 0\nFindings lost: 1\n") && out.contains("waived by"), "{out}");
}

#[test]
fn a_waiver_of_what_is_not_filed_is_an_error_at_its_line() {
    let good = short("1", "2021-12-01", "2021-12-03");
    for (from, to, line, says) in [
        ("SHORT-STOP", "SHORT-STOPS", "SHORT-STOPS", "did you mean `SHORT-STOP`?"),
        ("enterprise = \"M\"", "enterprise = \"MM\"", "\"MM\"", "unknown enterprise `MM`"),
        ("unit = \"1\"", "unit = \"10\"", "\"10\"", "known are: 1, 2"),
        ("end = 2021-12-03", "end = 2021-11-03", "2021-11-03", "is after end"),
        ("issuer = \"市局\"\n", "", "[[waivers]]", "missing field `issuer`"),
        ("document = \"函〔2021〕8号\"", "document = \" \"", "document", "wrong value for `document`"),
        ("issuer", "isuer", "isuer", "unknown field `isuer` in [[waivers]]"),
    ] {
        let desk = Desk::new(&good.replacen(from, to, 1));
        let text = std::fs::read_to_string(desk.path("scenario.toml")).expect("the scenario");
        let at = text.lines().position(|l| l.contains(line)).expect("the line") + 1;
        let err = desk.check(&["--lang", "en"]).assert().code(2).stdout("").get_output().stderr.clone();
        let err = String::from_utf8(err).expect("UTF-8");
        assert!(err.contains(says) && err.contains(&format!("scenario.toml:{at}")), "line {at}, {says}: {err}");
    }
    // all at once
    let desk = Desk::new(&good.replace("SHORT-STOP", "X").replace("\"M\"\nunit", "\"Y\"\nunit"));
    let err = desk.check(&["--lang", "zh"]).assert().code(2).get_output().stderr.clone();
    let err = String::from_utf8(err).expect("UTF-8");
    assert!(err.contains("没有规则“X”") && err.contains("没有企业“Y”") && err.contains("可用：M、N"), "{err}");
}

#[test]
fn waivers_come_back_from_a_register() {
    let second = waiver("BF-RATIO", "", "2021-11-01", "2022-02-28").replace("市局", "=1+1");
    let desk = Desk::new(&[short("1", "2021-12-01", "2021-12-03"), second].concat());
    let text = std::fs::read_to_string(desk.path("scenario.toml")).expect("the scenario");
    std::fs::write(desk.path("r.xlsx"), register(Some(&text), &["A".into()]).expect("a register")).expect("written");
    let Imported { scenario: back, text: written, .. } =
        read_register(&desk.path("r.xlsx"), Some(desk.dir.path())).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(back.waivers, desk.scenario().waivers);
    desk.write("scenario.toml", &written);
    assert_eq!(back.waivers, desk.scenario().waivers, "the text that is written");
}

#[test]
fn a_register_names_the_mill_by_its_name_and_says_what_is_wrong_at_the_cell() {
    let desk = Desk::new("");
    let text = std::fs::read_to_string(desk.path("scenario.toml"))
        .expect("the scenario")
        .replace("name = \"M\"", "name = \"甲钢铁\"");
    let with = |enterprise: &str, unit: &str, rule: &str| {
        let w = short(unit, "2021-12-01", "2021-12-03")
            .replace("\"M\"", &format!("\"{enterprise}\""))
            .replace("SHORT-STOP", rule);
        let bytes = register(Some(&(text.clone() + &w)), &["A".into()]).expect("a register");
        std::fs::write(desk.path("r.xlsx"), bytes).expect("written");
        read_register(&desk.path("r.xlsx"), Some(desk.dir.path()))
    };
    let s = with("甲钢铁", "１", "SHORT-STOP").unwrap_or_else(|e| panic!("{e}")).scenario;
    assert_eq!((s.waivers[0].enterprise, s.waivers[0].unit), (0, Some(0)));
    for (enterprise, unit, rule, cell) in
        [("乙钢铁", "1", "SHORT-STOP", "B2"), ("M", "3", "SHORT-STOP", "C2"), ("M", "1", "SHORT", "A2")]
    {
        let errors = with(enterprise, unit, rule).expect_err("the register is faulty");
        let places: Vec<_> =
            errors.0.iter().map(|e| e.cell.as_ref().map(|c| (c.sheet.as_str(), c.address.as_str()))).collect();
        assert_eq!(places, [Some(("豁免", cell))], "{errors}");
    }
}

/// A sheet's rows as another reader sees them.
fn sheet(desk: &Desk, file: &str, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(desk.path(file)).expect("a workbook");
    assert!(book.worksheet_formula(name).expect("formulas").is_empty(), "text never becomes a formula");
    let range = book.worksheet_range(name).expect("a sheet");
    range.rows().map(|r| r.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn a_waiver_that_is_granted_between_two_runs_makes_no_second_row_of_the_ledger() {
    let desk = Desk::new("");
    let run = |date: &str, says: &str| {
        desk.check(&["--ledger", "台账.xlsx", "--date", date, "--lang", "zh"]).assert().code(1).stderr(contains(says));
        sheet(&desk, "台账.xlsx", "台账")
    };
    run("2021-11-10", "新增1");
    desk.file(&short("1", "2021-12-01", "2021-12-03"));
    let rows = run("2021-11-20", "未整改1");
    assert_eq!((rows.len(), rows[1][10].as_str()), (2, "未整改"));
    desk.file("");
    assert_eq!(run("2021-11-30", "未整改1").len(), 2, "and none when it is withdrawn");
    // one that is there from the start is said where the row says what to do
    std::fs::remove_file(desk.path("台账.xlsx")).expect("the ledger");
    desk.file(&short("1", "2021-12-01", "2021-12-03"));
    let rows = run("2021-11-10", "新增1");
    assert!(rows[1][8].ends_with("；已豁免：市局 函〔2021〕8号，至2021-12-03") && !rows[1][5].contains("豁免"), "{rows:?}");
}

#[test]
fn an_annotated_copy_has_the_mark_and_hostile_words_stay_words() {
    let hostile = short("1", "2021-12-01", "2021-12-03").replace("函〔2021〕8号", "=1+1\\u001b[2J<b>&\\u0007");
    let desk = Desk::new(&hostile);
    assert!(!desk.text("en", 1).contains(['\u{1b}', '\u{7}']));
    desk.check(&["--annotate", "out.xlsx", "--lang", "zh"]).assert().code(1);
    let findings = sheet(&desk, "out.xlsx", "审核结果");
    let at = findings[0].iter().position(|h| h == "豁免").expect("a heading");
    assert_eq!(findings[1][at], "已豁免：市局 =1+1\u{fffd}[2J<b>&\u{fffd}，至2021-12-03");
    let counts = sheet(&desk, "out.xlsx", "企业与规则");
    let at = counts[0].iter().position(|h| h == "违规中已豁免").expect("a heading");
    assert_eq!((counts[1][3].as_str(), counts[1][at].as_str()), ("1", "1"));
    let file = std::fs::File::open(desk.path("out.xlsx")).expect("the copy");
    let mut archive = zip::ZipArchive::new(file).expect("a zip file");
    let notes = std::io::read_to_string(archive.by_name("xl/comments1.xml").expect("notes")).expect("text");
    assert!(notes.contains("已豁免：市局 =1+1\u{fffd}[2J&lt;b&gt;&amp;\u{fffd}，至2021-12-03"), "{notes}");
}
