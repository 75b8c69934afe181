//! The ledger (台账) through a winter: what is new, still open, closed and come back; what people write in it stays.

use assert_cmd::Command;
use calamine::{Data, Reader as _, Xlsx};
use chrono::NaiveDate;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook as Writer};
use std::io::Cursor;
use std::path::Path;
use steel_stagger::lang::Lang;
use steel_stagger::plan::write::to_toml;
use steel_stagger::plan::{Claim, Plan, open};
use steel_stagger::report::ledger::{Counts, Issue, Run, update};
use steel_stagger::scenario::read_scenario;
use steel_stagger::xlsx::{CellRef, Workbook};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn issue(rule: &str, unit: &str, first: &str, last: &str) -> Issue {
    Issue {
        rule: rule.to_owned(),
        city: Some("甲市".to_owned()),
        enterprise: Some("M".to_owned()),
        enterprise_name: Some("=cmd|' /C calc'!A0".to_owned()),
        unit: Some(unit.to_owned()),
        place: unit.to_owned(),
        days: Some((day(first), day(last))),
        problem: format!("{rule} of {unit}\u{1}<script>"),
        clause: "二(二)".to_owned(),
        to_do: "延长".to_owned(),
        opens: true,
        ..Issue::default()
    }
}

/// A run on a day of December.
fn run(ledger: Option<Vec<u8>>, date: &str, issues: &[Issue]) -> (Vec<u8>, Counts) {
    let run = Run { judge: "check", judged: &|_| true, issues, date: day(date) };
    update(ledger, &run, Lang::Zh).expect("a ledger")
}

/// The rows of a ledger as another reader sees them, headings first.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let range = book.worksheets().remove(0).1;
    let text = |c: &Data| match c {
        Data::DateTime(d) => d.as_f64().to_string(),
        other => other.to_string(),
    };
    range.rows().map(|r| r.iter().map(text).collect()).collect()
}

/// A column below its heading, whatever its place.
fn column(bytes: &[u8], heading: &str) -> Vec<String> {
    let rows = rows(bytes);
    let top = rows.iter().position(|r| r.iter().any(|c| c == "状态")).expect("headings");
    let at = rows[top].iter().position(|c| c == heading).expect("a heading");
    rows[top + 1..].iter().map(|r| r[at].clone()).collect()
}

#[test]
fn a_problem_is_new_then_open_then_closed_then_come_back() {
    let (a, b) = (
        issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05"),
        issue("SHORT-RUN", "2#高炉", "2022-01-01", "2022-01-04"),
    );
    let (one, n) = run(None, "2021-11-10", std::slice::from_ref(&a));
    assert_eq!(n, Counts { new: 1, ..Counts::default() });
    assert_eq!(column(&one, "状态"), ["新增"]);
    assert_eq!(column(&one, "发现日期"), ["44510"]);
    let moved = issue("SHORT-STOP", "1#高炉", "2021-12-04", "2021-12-08");
    let (two, n) = run(Some(one), "2021-11-20", &[moved.clone(), b.clone()]);
    assert_eq!(n, Counts { new: 1, open: 1, ..Counts::default() });
    assert_eq!(column(&two, "状态"), ["未整改", "新增"]);
    assert_eq!(column(&two, "序号"), ["1", "2"]);
    // the days moved with the finding: what overlaps them now is the same problem, though it does not meet the first days
    let (three, _) = run(Some(two), "2021-11-25", &[issue("SHORT-STOP", "1#高炉", "2021-12-07", "2021-12-09")]);
    assert_eq!(column(&three, "状态"), ["未整改", "已整改"]);
    let (four, n) = run(Some(three), "2021-11-30", std::slice::from_ref(&b));
    assert_eq!(n, Counts { closed: 1, back: 1, ..Counts::default() });
    assert_eq!(column(&four, "状态"), ["已整改", "反弹"]);
    let (five, _) = run(Some(four), "2021-12-05", &[b]);
    assert_eq!(column(&five, "状态"), ["已整改", "未整改"]);
    assert_eq!(column(&five, "发现日期"), ["44510", "44520"], "the day of finding stays");
}

#[test]
fn other_days_or_another_unit_are_another_problem() {
    let (one, _) = run(None, "2021-11-10", &[issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05")]);
    let later = [
        issue("SHORT-STOP", "1#高炉", "2021-12-06", "2021-12-09"),
        issue("SHORT-STOP", "2#高炉", "2021-12-01", "2021-12-05"),
    ];
    let (two, _) = run(Some(one), "2021-11-20", &later);
    assert_eq!(column(&two, "状态"), ["已整改", "新增", "新增"]);
}

#[test]
fn a_second_run_of_the_day_changes_no_byte() {
    let issues = [issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05")];
    let (one, _) = run(None, "2021-11-10", &issues);
    assert_eq!(run(None, "2021-11-10", &issues).0, one);
    assert_eq!(run(Some(one.clone()), "2021-11-10", &issues), (one, Counts { new: 1, ..Counts::default() }));
}

#[test]
fn a_hint_opens_no_row_but_keeps_one_open() {
    let hint = Issue { opens: false, ..issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05") };
    assert_eq!(run(None, "2021-11-10", std::slice::from_ref(&hint)).1, Counts::default());
    let (one, _) = run(None, "2021-11-10", &[Issue { opens: true, ..hint.clone() }]);
    assert_eq!(column(&run(Some(one.clone()), "2021-11-20", std::slice::from_ref(&hint)).0, "状态"), ["未整改"]);
    // nor does it open a closed one again
    let (closed, _) = run(Some(one), "2021-11-20", &[]);
    assert_eq!(column(&run(Some(closed), "2021-11-30", &[hint]).0, "状态"), ["已整改"]);
}

#[test]
fn a_row_is_added_below_what_stands_in_its_columns_and_never_below_the_sheet() {
    let (one, _) = run(None, "2021-11-10", &[issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05")]);
    // somebody's cell in the last row of a sheet
    let filled = |column: u32| {
        let mut book = Workbook::open(one.clone()).expect("a workbook");
        let sheet = book.sheet_names().remove(0);
        book.set(&sheet, CellRef::new(1_048_576, column), "x".into(), None).expect("a cell");
        book.save().expect("a workbook")
    };
    let issues = [issue("SHORT-RUN", "2#高炉", "2022-01-01", "2022-01-04")];
    // a column of their own
    let (two, _) = run(Some(filled(20)), "2021-11-20", &issues);
    let mut book = Workbook::open(two).expect("a workbook");
    let sheet = book.sheet_names().remove(0);
    assert_eq!(book.contents(&sheet).expect("cells")[&CellRef::new(3, 11)].text, "新增");
    // a column of the ledger
    let next = Run { judge: "check", judged: &|_| true, issues: &issues, date: day("2021-11-20") };
    let full = update(Some(filled(12)), &next, Lang::En).expect_err("no room");
    assert!(full.0.en.contains("the ledger is full"), "{}", full.0.en);
}

#[test]
fn a_run_closes_only_what_it_judges() {
    let (one, _) = run(None, "2021-11-10", &[issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05")]);
    let other = Run { judge: "audit", judged: &|_| true, issues: &[], date: day("2021-11-20") };
    let (two, n) = update(Some(one), &other, Lang::Zh).expect("a ledger");
    assert_eq!(n, Counts { unjudged: 1, ..Counts::default() });
    let elsewhere =
        Run { judge: "check", judged: &|k| k.city.as_deref() == Some("乙市"), issues: &[], date: day("2021-11-20") };
    let (two, _) = update(Some(two), &elsewhere, Lang::Zh).expect("a ledger");
    assert_eq!(column(&two, "状态"), ["新增"]);
}

#[test]
fn a_mill_that_has_not_handed_in_and_a_trial_close_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let s = read_scenario(&root.join("scenarios/episode.toml")).expect("a scenario");
    let whole = open(&root.join("tests/witness/episode.toml"), &s).expect("a plan").plan;
    let of = |mill: &str, own: bool| {
        let stops = whole.stops.iter().filter(|x| (x.enterprise == mill) == own).cloned().collect();
        let slowdowns = whole.slowdowns.iter().filter(|x| (x.enterprise == mill) == own).cloned().collect();
        Plan { stops, slowdowns, solve: Claim::default(), ..whole.clone() }
    };
    let mut own = of("M001", true);
    let first = own.stops.iter_mut().find(|x| x.unit.contains("高炉")).expect("a furnace stops");
    first.end = first.start + chrono::Days::new(1);
    std::fs::create_dir(at("in")).expect("a folder");
    std::fs::write(at("in/M001.toml"), to_toml(&own, &s, &[])).expect("written");
    std::fs::write(at("in/others.toml"), to_toml(&of("M001", false), &s, &[])).expect("written");
    let run = |more: &[&str], code: i32| {
        let scenario = root.join("scenarios/episode.toml");
        let mut c = Command::new(env!("CARGO_BIN_EXE_stagger"));
        c.current_dir(dir.path()).arg("check").arg(scenario).args(["in", "--ledger", "l.xlsx", "--lang", "zh"]);
        c.args(more).assert().code(code);
        std::fs::read(at("l.xlsx")).expect("a ledger")
    };
    let state = |ledger: &[u8]| {
        let about =
            |r: &&Vec<String>| r.iter().any(|c| c.starts_with("SHORT-STOP")) && r.iter().any(|c| c == "甲子钢铁有限公司");
        rows(ledger).iter().find(about).expect("its row").iter().any(|c| c == "已整改")
    };
    assert!(!state(&run(&["--date", "2021-11-10"], 1)), "opened");
    std::fs::rename(at("in/M001.toml"), at("M001.toml")).expect("moved");
    assert!(!state(&run(&["--date", "2021-11-11"], 1)), "nobody looked");
    let before = std::fs::read(at("l.xlsx")).expect("a ledger");
    assert_eq!(run(&["--date", "2021-11-12", "--set", "ratio.base.B=0"], 2), before, "a trial is refused");
    std::fs::write(at("in/M001.toml"), to_toml(&of("M001", true), &s, &[])).expect("written");
    assert!(state(&run(&["--date", "2021-11-13"], 0)), "handed in anew, and right");
}

#[test]
fn what_people_write_in_it_stays() {
    let issues = [
        issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05"),
        issue("SHORT-RUN", "2#高炉", "2022-01-01", "2022-01-04"),
        issue("MUST-RUN", "3#高炉", "2022-01-01", "2022-01-04"),
    ];
    let (one, _) = run(None, "2021-11-10", &issues);
    // somebody works on it in another program: a title above, a column more, rows in another order, words of their own
    let mut all = rows(&one);
    all[1..].reverse();
    let put = |all: &mut Vec<Vec<String>>, row: usize, heading: &str, text: &str| {
        let at = all[0].iter().position(|c| c == heading).expect("a heading");
        all[row][at] = text.to_owned();
    };
    put(&mut all, 1, "期限", "2021-11-30");
    put(&mut all, 2, "整改要求", "按市里12月1日会议纪要办理");
    put(&mut all, 2, "状态", "整改中（企业已报方案）");
    put(&mut all, 3, "复核", "=SUM(1)不是公式");
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("2021年台账").expect("a name");
    sheet.write(0, 0, "甲市错峰生产问题台账").expect("a title");
    for (r, row) in all.iter().enumerate() {
        sheet
            .write_with_format(r as u32 + 2, 0, if r == 0 { "责任人" } else { "老王" }, &Format::new().set_bold())
            .expect("a cell");
        for (c, text) in row.iter().enumerate() {
            sheet.write(r as u32 + 2, c as u16 + 1, text.as_str()).expect("a cell");
        }
    }
    sheet.write(8, 1, "手工登记：现场检查发现").expect("a cell");
    writer.add_worksheet().set_name("说明").expect("a name").write(0, 0, "请勿删除").expect("a cell");
    let theirs = writer.save_to_buffer().expect("a workbook");
    let before = rows(&theirs);

    let (two, n) = run(
        Some(theirs),
        "2021-11-20",
        &[issues[0].clone(), issues[1].clone(), issue("DOWN", "4#高炉", "2022-02-01", "2022-02-02")],
    );
    assert_eq!(n, Counts { new: 1, open: 2, closed: 1, ..Counts::default() });
    let after = rows(&two);
    assert_eq!(column(&two, "状态"), ["已整改", "整改中（企业已报方案）", "未整改", "", "", "", "新增"]);
    for (r, (was, is)) in before.iter().zip(&after).enumerate() {
        for (c, (was, is)) in was.iter().zip(is).enumerate() {
            assert!(was == is || c == 11 || c == 13, "row {r}, column {c}: {was} became {is}");
        }
    }
    assert_eq!(after[9][1], "4", "numbers go on");
    assert_eq!(after[9][0], "", "columns of theirs are theirs");
    // and the words of a person give way when the problem is closed
    let (three, _) = run(Some(two), "2021-11-30", &[]);
    assert_eq!(column(&three, "状态"), ["已整改", "已整改", "已整改", "", "", "", "已整改"]);
}

#[test]
fn texts_are_data_in_it() {
    let (one, _) = run(None, "2021-11-10", &[issue("SHORT-STOP", "+1#高炉", "2021-12-01", "2021-12-05")]);
    assert_eq!(column(&one, "企业"), ["=cmd|' /C calc'!A0"]);
    assert_eq!(column(&one, "设施"), ["+1#高炉"]);
    assert_eq!(column(&one, "问题"), ["SHORT-STOP of +1#高炉\u{fffd}<script>"]);
}

#[test]
fn a_workbook_without_a_ledger_is_refused() {
    let mut writer = Writer::new();
    writer.add_worksheet().write(0, 0, "状态").expect("a cell");
    let run = Run { judge: "check", judged: &|_| true, issues: &[], date: day("2021-11-10") };
    let refused = |bytes| update(Some(bytes), &run, Lang::En).expect_err("an error").0.en;
    assert!(refused(writer.save_to_buffer().expect("a workbook")).contains("no ledger"));
    assert!(refused(b"PK".to_vec()).contains("not an .xlsx"));
}

#[test]
fn an_english_ledger_stays_english() {
    let issues = [issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05")];
    let one = Run { judge: "check", judged: &|_| true, issues: &issues, date: day("2021-11-10") };
    let (bytes, _) = update(None, &one, Lang::En).expect("a ledger");
    let (bytes, _) = update(Some(bytes), &Run { date: day("2021-11-20"), ..one }, Lang::Zh).expect("a ledger");
    assert_eq!(rows(&bytes)[1][10], "still open");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_damaged_ledger_is_read_or_refused_in_words(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let (mut bytes, _) = run(None, "2021-12-01", &[issue("SHORT-STOP", "1#高炉", "2021-12-01", "2021-12-05")]);
        for (at, byte) in damage {
            let i = at.index(bytes.len());
            bytes[i] = byte;
        }
        if let Some(at) = cut {
            bytes.truncate(at.index(bytes.len()));
        }
        let issues = [issue("SHORT-RUN", "2#高炉", "2022-01-01", "2022-01-04")];
        let again = Run { judge: "check", judged: &|_| true, issues: &issues, date: day("2021-12-08") };
        match update(Some(bytes), &again, Lang::Zh) {
            Ok((bytes, counts)) => {
                prop_assert_eq!(counts.new, 1);
                // what it wrote it reads again; what was damaged elsewhere in the file stays so
                let next = update(Some(bytes), &Run { date: day("2021-12-15"), ..again }, Lang::Zh);
                prop_assert_eq!(next.map(|n| n.1.new).map_err(|e| e.0.en), Ok(0));
            }
            Err(e) => prop_assert!(!e.0.zh.is_empty() && !e.0.en.is_empty()),
        }
    }
}
