//! A report that comes back: `check` reads it as the plan that it lists, and tells what it says that is not so.

use super::Case;
use assert_cmd::Command;
use serde_json::Value;
use steel_stagger::xlsx::{self, CellRef, Workbook};

/// The exit code, and the claims found false.
fn check(case: &Case, bytes: &[u8]) -> (i32, Vec<String>, Value) {
    let path = case.dir.path().join("back.xlsx");
    std::fs::write(&path, bytes).expect("written");
    let mut c = Command::new(env!("CARGO_BIN_EXE_stagger"));
    let out =
        c.arg("check").arg(&case.scenario).arg(&path).args(["--format", "json", "--lang", "en"]).output().expect("run");
    let value: Value = serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{e}: {out:?}"));
    let claims = value["findings"].as_array().expect("findings").iter().filter(|f| f["rule"] == "CLAIM");
    let claims = claims.map(|f| f["note"].as_str().expect("a note").to_owned()).collect();
    (out.status.code().expect("a code"), claims, value)
}

/// The findings that are no claims, place by place.
fn others(value: &Value) -> Vec<String> {
    let findings = value["findings"].as_array().expect("findings").iter().filter(|f| f["rule"] != "CLAIM");
    findings.map(|f| format!("{} {} {} {} {}", f["rule"], f["enterprise"], f["unit"], f["first"], f["measured"])).collect()
}

fn edited(bytes: &[u8], sheet: &str, cell: &str, value: xlsx::Value) -> Vec<u8> {
    let mut book = Workbook::open(bytes.to_vec()).expect("a workbook");
    book.set(sheet, CellRef::parse(cell).expect("a cell"), value, None).expect("set");
    book.save().expect("saved")
}

#[test]
fn a_report_comes_back_as_its_plan_and_all_that_it_says_is_so() {
    for case in [Case::episode(), Case::two_mills()] {
        let mut c = Command::new(env!("CARGO_BIN_EXE_stagger"));
        let plan = c.arg("check").arg(&case.scenario).arg(&case.plan).args(["--format", "json"]).output().expect("run");
        let of_plan = others(&serde_json::from_slice(&plan.stdout).expect("JSON"));
        for more in [&["--lang", "en"][..], &["--lang", "zh"], &["--lang", "en", "--public"], &["--lang", "zh", "--public"]]
        {
            let (code, claims, value) = check(&case, &case.report("r.xlsx", more));
            assert_eq!(claims, [""; 0], "{more:?}");
            assert_eq!(others(&value), of_plan, "{more:?}");
            assert_eq!(Some(code), plan.status.code(), "{more:?}");
        }
    }
}

#[test]
fn a_bound_that_the_plan_names_is_told_as_its_claim() {
    let case = Case::episode();
    let plan = case.dir.path().join("p.toml");
    let with_bound = std::fs::read_to_string(&case.plan).expect("a plan") + "\n[solve]\nbound = 1000000000\n";
    std::fs::write(&plan, with_bound).expect("written");
    let case = Case { plan, ..case };
    let told = |more: &[&str]| case.text("md", more);
    assert!(
        told(&["--lang", "en"])
            .contains("The plan claims that no plan that keeps all rules costs less than CNY 1,000.00 million")
    );
    for (more, claims) in [
        (&["--lang", "en"][..], "a report cannot check that"),
        (&["--lang", "en", "--public"], "a report cannot check that"),
        (&["--lang", "zh"], "计划自报（本报告无法核实）"),
        (&["--lang", "zh", "--public"], "计划自报（本报告无法核实）"),
    ] {
        let told = told(more);
        assert!(told.contains(claims) && !told.contains("Proved") && !told.contains("已证明"), "{more:?}: {told}");
    }
}

#[test]
fn numbers_and_words_that_are_not_so_are_told_with_their_cells() {
    let case = Case::two_mills();
    let report = case.report("r.xlsx", &["--lang", "en"]);
    let only = |bytes: &[u8], says: &[&str]| {
        let (code, claims, _) = check(&case, bytes);
        assert_eq!(code, 1);
        assert_eq!(claims.len(), 1, "{claims:?}");
        assert!(says.iter().all(|s| claims[0].contains(s)), "{claims:?}");
    };
    only(&edited(&report, "Cost", "B5", xlsx::Value::Number(1.0)), &["Cost!B5", "“1”"]);
    only(&edited(&report, "Mills", "E5", xlsx::Value::Number(0.01)), &["Mills!E5", "35.00%"]);
    only(&edited(&report, "Overview", "A5", "The plan keeps all rules; no warnings.".into()), &["Overview", "does not say"]);
    only(&edited(&report, "Units", "L7", "stop (fixed)".into()), &["Units!L7"]);
}

#[test]
fn a_date_changed_in_the_table_is_another_plan_of_which_the_other_numbers_are_not_so() {
    let case = Case::two_mills();
    let day = chrono::NaiveDate::from_ymd_opt(2022, 1, 10).expect("a day");
    let (code, claims, _) = check(&case, &edited(&case.report("r.xlsx", &["--lang", "en"]), "Units", "H7", day.into()));
    assert_eq!(code, 1);
    for sheet in ["Cost!", "Mills!", "Units!", "Crude steel!"] {
        assert!(claims.iter().any(|c| c.contains(sheet)), "{sheet}: {claims:?}");
    }
}

#[test]
fn a_mills_sheet_is_no_plan() {
    let case = Case::two_mills();
    let sheet = case.report("m.xlsx", &["--mill", "M1", "--lang", "en"]);
    let path = case.dir.path().join("m.xlsx");
    std::fs::write(&path, sheet).expect("written");
    let mut c = Command::new(env!("CARGO_BIN_EXE_stagger"));
    c.arg("check").arg(&case.scenario).arg(&path).args(["--lang", "en"]);
    c.assert().code(2).stderr(predicates::str::contains("sheet of one mill"));
}

#[test]
fn a_document_is_told_to_come_back_as_a_workbook() {
    let case = Case::episode();
    let path = case.dir.path().join("back.docx");
    std::fs::write(&path, case.report("r.docx", &[])).expect("written");
    let mut c = Command::new(env!("CARGO_BIN_EXE_stagger"));
    let run = c.arg("check").arg(&case.scenario).arg(&path).args(["--lang", "en"]).assert().code(2);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("a Word document") && said.contains("read as .xlsx"), "{said}");
}
