//! Workbooks as `LibreOffice` has them: it reads the same cells, its formulas come to the same, and what it saves is a plan still.

use crate::chart::builder::*;
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use std::io::Cursor;
use std::process::Command;
use steel_stagger::chart::GanttOptions;
use steel_stagger::chart::export::{By, workbook};
use steel_stagger::lang::Lang;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, open};
use steel_stagger::xlsx::{CellRef, Value, Workbook};

/// Formulas are worked out when a workbook is read, whoever wrote it.
const RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>"#;

/// A workbook as `LibreOffice` saves it again.
fn saved_again(bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let user = folder.path().join("profile/user");
    std::fs::create_dir_all(&user).expect("a folder");
    std::fs::write(user.join("registrymodifications.xcu"), RECALCULATE).expect("written");
    std::fs::write(folder.path().join("plan.xlsx"), bytes).expect("written");
    let mut command = Command::new("libreoffice");
    command.arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()));
    command.args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", "plan.xlsx"]);
    let install = "install the Debian package libreoffice-calc-nogui, as the README's second command does";
    let out = command.current_dir(folder.path()).output().unwrap_or_else(|e| panic!("libreoffice: {e}: {install}"));
    std::fs::read(folder.path().join("out/plan.xlsx")).unwrap_or_else(|e| panic!("{e}: {out:?}; {install}"))
}

/// The cells of the first sheet, with their places.
fn cells(bytes: &[u8]) -> Vec<(usize, usize, Data)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let range = book.worksheets().remove(0).1;
    let (top, left) = range.start().map_or((0, 0), |(r, c)| (r as usize, c as usize));
    range.used_cells().map(|(r, c, d)| (r + top, c + left, d.clone())).collect()
}

fn same(a: &Data, b: &Data) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(x), Some(y)) => (x - y).abs() < 1e-9,
        _ => a.as_string() == b.as_string() && !a.is_error(),
    }
}

fn assert_same_cells(ours: &[u8], theirs: &[u8]) {
    let (ours, theirs) = (cells(ours), cells(theirs));
    for (a, b) in ours.iter().zip(&theirs) {
        assert!((a.0, a.1) == (b.0, b.1) && same(&a.2, &b.2), "{a:?} is {b:?} to LibreOffice");
    }
    assert_eq!(ours.len(), theirs.len());
}

#[test]
fn libreoffice_reads_the_same_cells_and_saves_the_same_plan() {
    let (s, p) = big_city(4);
    let schedule = Schedule::new(&s, &p);
    for (by, lang) in [(By::Day, Lang::Zh), (By::Week, Lang::En)] {
        let options = GanttOptions { lang, ..GanttOptions::default() };
        let ours = workbook(&s, &schedule, &options, 0, by).expect("a workbook");
        let theirs = saved_again(&ours);
        assert_same_cells(&ours, &theirs);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.xlsx");
        std::fs::write(&path, &theirs).expect("written");
        match by {
            By::Day => {
                let back = open(&path, &s).unwrap_or_else(|e| panic!("{e}"));
                assert_eq!(Schedule::new(&s, &back.plan), schedule);
            }
            By::Week => assert!(open(&path, &s).expect_err("no days").to_string().contains("week")),
        }
    }
}

#[test]
fn libreoffice_works_out_days_and_shares_anew() {
    let (s, p) = one_mill();
    let made = |p: &Plan| workbook(&s, &Schedule::new(&s, p), &GanttOptions::default(), 0, By::Day).expect("a workbook");
    let before = made(&p);
    let at = |of: &dyn Fn(&Data) -> bool| {
        let (row, column, _) = cells(&before).into_iter().find(|c| of(&c.2)).expect("there is such a cell");
        (row as u32, column as u32)
    };
    let (row, _) = at(&|d| *d == Data::String("1#高炉".into()));
    let (_, first) = at(&|d| matches!(d, Data::DateTime(_)));
    let day = s.season.day(date("2022-01-21")).expect("a day of the season");
    let mut book = Workbook::open(before.clone()).expect("a workbook");
    let cell = CellRef::new(row + 1, first + 1 + u32::from(day));
    book.set("逐日安排", cell, Value::Text("停".to_owned()), None).expect("a cell");
    let mut longer = p.clone();
    longer.stops[1].end = date("2022-01-21");
    // the days of the row and the share of that day are those of the longer stop
    assert_same_cells(&made(&longer), &saved_again(&book.save().expect("saved")));
}
