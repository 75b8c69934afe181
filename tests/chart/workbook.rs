//! Plans as workbooks and tables: what they show, and that they read back as the plan that their cells say.

use crate::chart::builder::*;
use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use std::io::Cursor;
use std::path::PathBuf;
use steel_stagger::chart::export::{By, csv, workbook};
use steel_stagger::chart::{GanttOptions, units};
use steel_stagger::input::InputErrors;
use steel_stagger::kind::Kind;
use steel_stagger::lang::Lang;
use steel_stagger::plan::open::Column;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, PlanFile, open};
use steel_stagger::scenario::Scenario;
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::read_scenario_str;
use steel_stagger::xlsx::{CellRef, Value, Workbook};

const BY_DAY: &str = "逐日安排";

fn made(s: &Scenario, p: &Plan, options: &GanttOptions, by: By) -> Vec<u8> {
    workbook(s, &Schedule::new(s, p), options, 0, by).expect("a workbook")
}

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    (folder, path)
}

fn read(s: &Scenario, name: &str, bytes: &[u8]) -> Result<PlanFile, InputErrors> {
    let (_folder, path) = file(name, bytes);
    open(&path, s)
}

/// What a plan comes to.
fn days(s: &Scenario, p: &Plan) -> Schedule {
    Schedule::new(s, p)
}

/// Row (from 0) and column of the first cell that a test holds for.
fn find(bytes: &[u8], holds: impl Fn(&Data) -> bool) -> (u32, u32) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let range = book.worksheets().remove(0).1;
    let cell = range.cells().find(|c| holds(c.2)).expect("there is such a cell");
    let (row, column) = range.start().expect("it is not empty");
    (row + cell.0 as u32, column + cell.1 as u32)
}

/// The cell of a unit's day.
fn cell(bytes: &[u8], s: &Scenario, unit: &str, day: &str) -> CellRef {
    let (row, _) = find(bytes, |d| *d == Data::String(unit.into()));
    let (_, first) = find(bytes, |d| matches!(d, Data::DateTime(_)));
    let day = s.season.day(date(day)).expect("a day of the season");
    CellRef::new(row + 1, first + 1 + u32::from(day))
}

fn edited(bytes: &[u8], edits: &[(CellRef, Value)]) -> Vec<u8> {
    let mut book = Workbook::open(bytes.to_vec()).expect("a workbook");
    for (at, value) in edits {
        book.set(BY_DAY, *at, value.clone(), None).expect("a cell");
    }
    book.save().expect("saved")
}

#[test]
fn a_plan_comes_back_from_its_workbook_and_its_table() {
    for (s, p) in [one_mill(), big_city(9)] {
        for lang in [Lang::Zh, Lang::En] {
            let options = GanttOptions { lang, ..GanttOptions::default() };
            let bytes = made(&s, &p, &options, By::Day);
            assert_eq!(bytes, made(&s, &p, &options, By::Day), "the same bytes");
            let back = read(&s, "plan.xlsx", &bytes).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(days(&s, &back.plan), days(&s, &p));
            let shown = units(&s, &options).unwrap();
            let table = csv(&s, &p, &shown, true, lang);
            assert!(table.starts_with('\u{feff}'));
            let back = read(&s, "plan.csv", table.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(days(&s, &back.plan), days(&s, &p));
            assert_eq!(back.plan.stops.len(), p.stops.len());
        }
    }
}

#[test]
fn generated_plans_come_back() {
    for seed in 1..4 {
        let made_up = generate(&Size::small_city(seed));
        let s = read_scenario_str(&made_up.scenario_toml, "s.toml", None).unwrap_or_else(|e| panic!("{e}"));
        let p = steel_stagger::plan::read_plan_str(&made_up.witness_plan_toml, "p.toml").unwrap_or_else(|e| panic!("{e}"));
        let back = read(&s, "plan.xlsx", &made(&s, &p, &GanttOptions::default(), By::Day)).unwrap();
        assert_eq!(days(&s, &back.plan), days(&s, &p), "seed {seed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any plan, overlapping and abutting spans among them.
    #[test]
    fn any_days_come_back(spans in prop::collection::vec((0usize..8, 0u16..182, 1u16..60, 20u32..80), 0..30)) {
        let (s, _) = one_mill();
        let mut p = plan(&s, Vec::new(), Vec::new());
        for (unit, first, length, hours) in spans {
            let (a, b) = (s.season.date(first), s.season.date((first + length).min(181)));
            let (a, b) = (a.to_string(), b.to_string());
            if s.units[unit].kind == Kind::CokeOven && hours % 3 > 0 {
                p.slowdowns.push(slow(&s, unit, &a, &b, f64::from(hours) + 0.125));
            } else {
                p.stops.push(stop(&s, unit, &a, &b));
            }
        }
        let back = read(&s, "plan.xlsx", &made(&s, &p, &GanttOptions::default(), By::Day)).unwrap();
        prop_assert_eq!(days(&s, &back.plan), days(&s, &p));
    }
}

#[test]
fn days_changed_by_hand_are_the_days_that_change() {
    let (s, p) = one_mill();
    let bytes = made(&s, &p, &GanttOptions::default(), By::Day);
    let at = |unit: &str, day: &str| cell(&bytes, &s, unit, day);
    let text = |t: &str| Value::Text(t.to_owned());
    let after = edited(
        &bytes,
        &[
            (at("1#高炉", "2022-01-21"), text("停")),
            (at("1#高炉", "2022-01-22"), text("stop")),
            (at("1#烧结机", "2021-12-05"), Value::Empty),
            (at("2#焦炉", "2022-03-16"), Value::Number(56.5)),
            (at("1#焦炉", "2021-11-15"), text("36小时")),
        ],
    );
    let mut expected = p.clone();
    expected.stops[1].end = date("2022-01-22");
    expected.stops[3].start = date("2021-12-06");
    expected.slowdowns[2].end = date("2022-03-16");
    expected.slowdowns[0].start = date("2021-11-16");
    expected.slowdowns.push(slow(&s, 2, "2021-11-15", "2021-11-15", 36.0));
    let back = read(&s, "plan.xlsx", &after).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(days(&s, &back.plan), days(&s, &expected));
    // a stop's days are cells of their own
    let stop = back.plan.stops.iter().find(|x| x.end == date("2022-01-22")).unwrap();
    let (_, row, column) = back.at(stop.line, Column::End).unwrap();
    assert_eq!(CellRef::new(row, column + 1), at("1#高炉", "2022-01-22"));
}

#[test]
fn what_a_cell_does_not_say_is_an_error_at_it() {
    let (s, p) = one_mill();
    let bytes = made(&s, &p, &GanttOptions::default(), By::Day);
    let (bad, no_hours) = (cell(&bytes, &s, "1#高炉", "2022-03-01"), cell(&bytes, &s, "1#焦炉", "2021-10-05"));
    let after = edited(&bytes, &[(bad, Value::Text("限产".into())), (no_hours, Value::Text("很久".into()))]);
    let errors = read(&s, "plan.xlsx", &after).expect_err("no word of the grid");
    let cells: Vec<String> = errors.0.iter().filter_map(|e| e.cell.as_ref()).map(|c| c.address.clone()).collect();
    assert_eq!(cells, [bad.to_string(), no_hours.to_string()], "{errors}");
    assert!(errors.0[0].render(Lang::Zh, false).contains("限产"), "{errors}");

    let (row, column) = find(&bytes, |d| matches!(d, Data::DateTime(_)));
    let head = CellRef::new(row + 1, column + 11);
    let after = edited(&bytes, &[(head, Value::Text("2021-11-01".into()))]);
    let errors = read(&s, "plan.xlsx", &after).expect_err("a day of the head is wrong");
    assert!(errors.to_string().contains("2021-11-01") && errors.to_string().contains(&head.to_string()), "{errors}");
}

#[test]
fn the_view_by_week_is_no_plan() {
    let (s, p) = one_mill();
    for lang in [Lang::Zh, Lang::En] {
        let options = GanttOptions { lang, ..GanttOptions::default() };
        let errors = read(&s, "weeks.xlsx", &made(&s, &p, &options, By::Week)).expect_err("it has no days");
        assert!(errors.to_string().contains("week"), "{errors}");
        assert_eq!(errors.0.len(), 1);
    }
}

#[test]
fn filters_leave_the_rows_of_what_they_name() {
    let (s, p) = big_city(4);
    let options = GanttOptions { enterprises: vec!["TS02".into()], kinds: vec![Kind::BlastFurnace], ..Default::default() };
    let kept = |e: &str, u: &str| e == "TS02" && u.contains("高炉");
    let mut expected = p.clone();
    expected.stops.retain(|x| kept(&x.enterprise, &x.unit));
    expected.slowdowns.clear();
    assert!(!expected.stops.is_empty());
    let back = read(&s, "plan.xlsx", &made(&s, &p, &options, By::Day)).unwrap();
    assert_eq!(days(&s, &back.plan), days(&s, &expected));
    let table = csv(&s, &p, &units(&s, &options).unwrap(), false, Lang::Zh);
    let back = read(&s, "plan.csv", table.as_bytes()).unwrap();
    assert_eq!(days(&s, &back.plan), days(&s, &expected));
}

#[test]
fn names_like_formulas_stay_text() {
    let (mut s, _) = one_mill();
    s.enterprises[0].id = "=cmd()".into();
    s.enterprises[0].name = "+86,\"甲\"\n钢铁".into();
    s.units[0].id = "@SUM(A1)".into();
    s.units[4].id = "'=1+1".into();
    s.cities[0].name = "=HYPERLINK(\"x\")".into();
    let stops = [0, 4].map(|u| stop(&s, u, "2021-12-01", "2022-01-20"));
    let p = plan(&s, stops.to_vec(), Vec::new());
    let bytes = made(&s, &p, &GanttOptions::default(), By::Day);
    let back = read(&s, "plan.xlsx", &bytes).unwrap();
    assert_eq!(days(&s, &back.plan), days(&s, &p));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let formulas = book.worksheet_formula(BY_DAY).unwrap();
    let ours = |f: &String| f.is_empty() || f.starts_with("COUNTA(") || f.starts_with("SUMPRODUCT(");
    assert!(formulas.used_cells().all(|c| ours(c.2)), "{:?}", formulas.used_cells().find(|c| !ours(c.2)));

    let table = csv(&s, &p, &units(&s, &GanttOptions::default()).unwrap(), true, Lang::En);
    assert!(table.contains("'=cmd(),\"'+86,\"\"甲\"\" 钢铁\",'@SUM(A1),"), "{table}");
    let back = read(&s, "plan.csv", table.as_bytes()).unwrap();
    assert_eq!(days(&s, &back.plan), days(&s, &p));
}

#[test]
fn the_sheet_shows_months_shares_a_curve_and_prints_on_a3() {
    let (s, p) = one_mill();
    let bytes = made(&s, &p, &GanttOptions::default(), By::Day);
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(zip.by_name(name).unwrap()).unwrap();
    let sheet = part("xl/worksheets/sheet1.xml");
    for there in
        ["paperSize=\"8\"", "orientation=\"landscape\"", "fitToHeight=\"0\"", "state=\"frozen\"", "conditionalFormatting"]
    {
        assert!(sheet.contains(there), "{there}");
    }
    assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
    assert!(part("xl/charts/chart1.xml").contains("<c:lineChart>"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    assert!(book.merge_cells_by_sheet_name(BY_DAY).unwrap().len() >= s.season.months().len());
    // the first day of the fixed stop: 3400 of 8000 t/d stand
    let (row, _) = find(&bytes, |d| matches!(d, Data::String(t) if t.contains("高炉日停产占比")));
    let at = cell(&bytes, &s, "1#高炉", "2021-10-08");
    let range = book.worksheet_range(BY_DAY).unwrap();
    let share = range.get_value((row, at.column - 1)).and_then(calamine::DataType::as_f64).unwrap();
    assert!((share - 3400.0 / 8000.0).abs() < 1e-9, "{share}");
}

/// A grid of people's own: merged days, a merged name, days as texts, a row of sums, a unit without its enterprise.
#[test]
fn a_grid_made_by_hand_is_read_too() {
    let (s, _) = one_mill();
    let with = |last: &str| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let plain = rust_xlsxwriter::Format::new();
        let sheet = book.add_worksheet();
        for (c, head) in ["企业名称", "设备", "12月1日", "12月2日", "2021/12/3", "2021-12-04"].iter().enumerate() {
            sheet.write_string(1, c as u16, *head).unwrap();
        }
        sheet.merge_range(2, 0, 3, 0, "甲钢铁有限公司", &plain).unwrap();
        sheet.write_string(2, 1, "1#高炉").unwrap();
        sheet.merge_range(2, 3, 2, 5, "停产", &plain).unwrap();
        sheet.write_string(3, 1, "2#焦炉").unwrap().write_number(3, 2, 30).unwrap().write_number(3, 3, 30).unwrap();
        sheet.write_number(4, 2, 1).unwrap();
        sheet.write_string(5, 0, last).unwrap().write_string(5, 2, if last.is_empty() { "-" } else { "停" }).unwrap();
        book.save_to_buffer().unwrap()
    };
    let back = read(&s, "own.xlsx", &with("")).unwrap_or_else(|e| panic!("{e}"));
    let expected =
        plan(&s, vec![stop(&s, 0, "2021-12-02", "2021-12-04")], vec![slow(&s, 3, "2021-12-01", "2021-12-02", 30.0)]);
    assert_eq!(days(&s, &back.plan), days(&s, &expected));
    let errors = read(&s, "own.xlsx", &with("甲钢铁有限公司")).expect_err("a stop of no unit");
    assert!(errors.to_string().contains("B6"), "{errors}");
}
