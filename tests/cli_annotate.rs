//! `check --annotate` and `check --ledger` end to end.

use crate::rules_support::{CITY, POLICY, bf, mill};
use assert_cmd::Command;
use calamine::{Reader as _, Xlsx, open_workbook};
use predicates::str::contains;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Year, month, day.
type Ymd = (u16, u8, u8);

struct Desk {
    dir: TempDir,
}

impl Desk {
    /// A city of one mill with two furnaces, and a submission with a stop of 3 days (4 are asked).
    fn new() -> Self {
        let desk = Self { dir: TempDir::new().expect("a temporary directory") };
        let body = [CITY, &mill("M", "B", "county = \"丰南区\""), &bf("1", 1000), &bf("2", 1000)].concat();
        desk.write("policy.toml", POLICY);
        desk.write("scenario.toml", &format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{body}"));
        desk.submit(&[("1", (2021, 12, 1), (2021, 12, 3))]);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the file is written");
    }

    /// A submission: unit, first and last day.
    fn submit(&self, stops: &[(&str, Ymd, Ymd)]) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("三月").expect("a name");
        sheet.write(0, 0, "=某市申报表").expect("a title");
        for (c, heading) in ["停产结束", "停产开始", "生产设施", "企业", "我方备注"].into_iter().enumerate()
        {
            sheet.write(2, c as u16, heading).expect("a heading");
        }
        let format = Format::new().set_num_format("yyyy-mm-dd");
        for (r, (unit, first, last)) in stops.iter().enumerate() {
            let day = |d: &Ymd| ExcelDateTime::from_ymd(d.0, d.1, d.2).expect("a day");
            let row = r as u32 + 3;
            sheet.write_with_format(row, 0, day(last), &format).expect("a day");
            sheet.write_with_format(row, 1, day(first), &format).expect("a day");
            sheet
                .write(row, 2, *unit)
                .expect("a unit")
                .write(row, 3, "M")
                .expect("a mill")
                .write(row, 4, "请留")
                .expect("a remark");
        }
        book.save(self.path("sub.xlsx")).expect("saved");
    }

    fn check(&self, plan: &str, options: &[&str]) -> Command {
        let mut c = Command::cargo_bin("stagger").expect("the binary");
        c.current_dir(self.dir.path()).args(["check", "scenario.toml", plan, "--lang", "zh"]).args(options);
        c
    }
}

/// A sheet's rows as another reader sees them.
fn sheet(path: &Path, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let range = book.worksheet_range(name).unwrap_or_else(|e| panic!("{name}: {e}"));
    range.rows().map(|r| r.iter().map(ToString::to_string).collect()).collect()
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).expect("a file")).expect("a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("its text");
    text
}

/// The cells with a comment.
fn commented(path: &Path) -> BTreeSet<String> {
    part(path, "xl/comments1.xml").split(" ref=\"").skip(1).filter_map(|s| s.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn findings_stand_at_the_cells_that_earn_them() {
    let desk = Desk::new();
    let run = desk.check("sub.xlsx", &["--annotate", "out.xlsx"]).assert().code(1);
    // the text names the cell that is marked
    run.stderr(contains("已写批注副本out.xlsx")).stdout(contains("［三月!A4］"));
    let out = desk.path("out.xlsx");
    // SHORT-STOP at the end of the stop, BF-RATIO of the mill at the mill's name
    assert_eq!(commented(&out), BTreeSet::from(["A4".to_owned(), "D4".to_owned()]));
    let notes = part(&out, "xl/comments1.xml");
    assert!(notes.contains("SHORT-STOP") && notes.contains("应不少于4天") && notes.contains("依据："));
    assert_eq!(sheet(&desk.path("sub.xlsx"), "三月"), sheet(&out, "三月"));
    let findings = sheet(&out, "审核结果");
    assert_eq!(findings.len(), 4);
    let cell = |row: usize, heading: &str| &findings[row][findings[0].iter().position(|h| h == heading).expect("a heading")];
    assert_eq!(
        (cell(2, "规则").as_str(), cell(2, "实为").as_str(), cell(2, "要求").as_str(), cell(2, "相差").as_str()),
        ("SHORT-STOP", "3", "4", "1")
    );
    assert_eq!(cell(2, "位置"), "三月!A4");
    assert_eq!(cell(1, "位置"), "三月!D4");
    let counts = sheet(&out, "企业与规则");
    assert_eq!(counts[1][..5], ["乙市", "M", "M", "2", "1"].map(str::to_owned));
}

#[test]
fn the_same_submission_gives_the_same_bytes_and_an_annotated_copy_is_a_submission() {
    let desk = Desk::new();
    for out in ["a.xlsx", "b.xlsx"] {
        desk.check("sub.xlsx", &["--annotate", out]).assert().code(1);
    }
    assert_eq!(std::fs::read(desk.path("a.xlsx")).expect("a"), std::fs::read(desk.path("b.xlsx")).expect("b"));
    desk.check("a.xlsx", &["--annotate", "c.xlsx"]).assert().code(1).stdout(contains("SHORT-STOP"));
    assert_eq!(sheet(&desk.path("c.xlsx"), "审核结果 (2)").len(), 4);
}

#[test]
fn other_forms_get_a_new_workbook_beside_them() {
    let desk = Desk::new();
    desk.write("sub.csv", "企业,生产设施,停产开始,停产结束\nM,1,2021-12-01,2021-12-03\n");
    desk.write("sub.toml", "schema = 1\nscenario = \"test\"\n[[stops]]\nenterprise = \"M\"\nunit = \"=1+1\"\nstart = 2021-12-01\nend = 2021-12-03\n");
    desk.check("sub.csv", &["--annotate", "csv.xlsx"]).assert().code(1).stderr(contains("新工作簿csv.xlsx"));
    assert_eq!(sheet(&desk.path("csv.xlsx"), "停产安排")[1][..2], ["M", "1"].map(str::to_owned));
    assert_eq!(commented(&desk.path("csv.xlsx")), BTreeSet::from(["A2".to_owned(), "E2".to_owned()]));
    desk.check("sub.toml", &["--annotate", "toml.xlsx"]).assert().code(1);
    assert_eq!(sheet(&desk.path("toml.xlsx"), "停产安排")[1][1], "=1+1");
    assert!(commented(&desk.path("toml.xlsx")).contains("B2"), "the unit that the scenario lacks");
    // what is written so is a form that reads back
    desk.check("csv.xlsx", &[]).assert().code(1).stdout(contains("SHORT-STOP"));
}

#[test]
fn a_submission_is_never_replaced_and_its_kind_stays() {
    let desk = Desk::new();
    let before = std::fs::read(desk.path("sub.xlsx")).expect("the submission");
    // two outputs of one name are refused before anything is written
    desk.check("sub.xlsx", &["--annotate", "z.xlsx", "--ledger", "./z.xlsx"]).assert().code(2).stderr(contains("都写到"));
    desk.check("sub.xlsx", &["--mend", "m.xlsx"]).assert().code(2).stderr(contains("m.toml"));
    assert!(!desk.path("z.xlsx").exists() && !desk.path("m.xlsx").exists());
    for out in ["sub.xlsx", "./sub.xlsx", "out.xls", "out.xlsm", "none/out.xlsx"] {
        desk.check("sub.xlsx", &["--annotate", out]).assert().code(2).stdout("");
    }
    assert_eq!(std::fs::read(desk.path("sub.xlsx")).expect("the submission"), before);
    std::fs::copy(desk.path("sub.xlsx"), desk.path("sub.xlsm")).expect("a copy");
    desk.check("sub.xlsm", &["--annotate", "out.xlsx"]).assert().code(2).stderr(contains(".xlsm"));
    desk.check("sub.xlsm", &["--annotate", "out.xlsm"]).assert().code(1);
}

#[test]
fn a_ledger_follows_the_plans_of_a_winter() {
    let desk = Desk::new();
    let ledger = |date: &str, says: &str, code: i32| {
        desk.check("sub.xlsx", &["--ledger", "台账.xlsx", "--date", date]).assert().code(code).stderr(contains(says));
        let rows = sheet(&desk.path("台账.xlsx"), "台账");
        rows[1..].iter().map(|r| format!("{} {}", r[6].split(' ').next().unwrap_or(""), r[10])).collect::<Vec<_>>()
    };
    assert_eq!(ledger("2021-11-10", "新增2", 1), ["BF-RATIO 新增", "SHORT-STOP 新增"]);
    let first = std::fs::read(desk.path("台账.xlsx")).expect("the ledger");
    assert_eq!(ledger("2021-11-10", "新增2", 1).len(), 2);
    assert_eq!(std::fs::read(desk.path("台账.xlsx")).expect("the ledger"), first, "the same day again: the same bytes");
    desk.submit(&[("1", (2021, 12, 1), (2021, 12, 12))]);
    assert_eq!(ledger("2021-11-20", "已整改1", 1), ["BF-RATIO 未整改", "SHORT-STOP 已整改"]);
    desk.submit(&[("1", (2021, 12, 1), (2021, 12, 20))]);
    assert_eq!(ledger("2021-11-25", "已整改2", 0), ["BF-RATIO 已整改", "SHORT-STOP 已整改"]);
    desk.submit(&[("1", (2021, 12, 1), (2021, 12, 3))]);
    assert_eq!(ledger("2021-12-01", "反弹2", 1), ["BF-RATIO 反弹", "SHORT-STOP 反弹"]);
    let rows = sheet(&desk.path("台账.xlsx"), "台账");
    assert_eq!(rows[0].len(), 13);
    let county = rows[0].iter().position(|h| h == "区县").expect("a heading");
    assert!(rows[1..].iter().all(|r| r[county] == "丰南区"), "{rows:?}");
}

#[test]
fn a_file_that_is_no_ledger_is_left_alone() {
    let desk = Desk::new();
    let before = std::fs::read(desk.path("sub.xlsx")).expect("a workbook");
    desk.check("sub.xlsx", &["--ledger", "sub.xlsx"]).assert().code(2).stdout("").stderr(contains("就是输入"));
    std::fs::write(desk.path("other.xlsx"), &before).expect("a copy");
    desk.check("sub.xlsx", &["--ledger", "other.xlsx"]).assert().code(2).stdout("").stderr(contains("台账"));
    assert_eq!(std::fs::read(desk.path("other.xlsx")).expect("a workbook"), before);
    desk.check("sub.xlsx", &["--ledger", "l.csv"]).assert().code(2).stdout("");
    desk.check("sub.xlsx", &["--date", "2021-11-10"]).assert().code(2).stdout("");
    assert_eq!(std::fs::read(desk.path("sub.xlsx")).expect("a workbook"), before);
    assert!(!desk.path("l.csv").exists());
}
