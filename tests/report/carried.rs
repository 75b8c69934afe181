//! How a plan was carried out, by operating records.

use super::{Case, FORMS, number, rows};
use assert_cmd::Command;
use std::path::PathBuf;

/// Records of the episode city's witness, with tricks.
pub fn records(case: &Case, more: &[&str]) -> PathBuf {
    let path = case.dir.path().join("r.csv");
    let mut c = Command::new(env!("CARGO_BIN_EXE_stagger"));
    c.args(["generate", "--records", "--daily"]).arg(&case.scenario).arg(&case.plan).arg("-o").arg(&path).args(more);
    c.assert().code(0);
    path
}

#[test]
fn honest_records_carry_out_the_plan_month_by_month() {
    let case = Case::episode();
    let csv = records(&case, &[]);
    let csv = csv.to_string_lossy();
    let season = case.text("md", &["--summary", "--records", &csv, "--lang", "en"]);
    let mills = rows(&season, "Blast furnaces by mill");
    assert!(mills.iter().all(|r| number(&r[1]) > 0.0 && number(&r[3]).abs() < 0.05 && r[7] == "0"), "{mills:?}");
    let by_month = rows(&season, "By month");
    let sum = |rows: &[Vec<String>], column: usize| -> f64 { rows.iter().map(|r| number(&r[column])).sum() };
    let all = mills.last().expect("a sum");
    assert!((sum(&by_month, 2) - number(&all[2])).abs() < 0.01, "months add up to the season");
    let (s, schedule) = case.read();
    let planned: usize = schedule
        .units
        .iter()
        .enumerate()
        .filter(|(u, _)| s.units[*u].kind.id() == "blast-furnace")
        .flat_map(|(_, u)| &u.stops)
        .map(|w| w.days.len())
        .sum();
    assert_eq!(number(&all[2]) as usize, planned);
    let december = case.text("md", &["--month", "2021-12", "--records", &csv, "--lang", "en"]);
    assert!(december.contains("Due on 15 Jan 2022"), "{december}");
    let of_month = by_month.iter().find(|r| r[0] == "2021-12").expect("December");
    assert_eq!(rows(&december, "Blast furnaces by mill").last().expect("a sum")[1..], of_month[1..]);
    for form in FORMS {
        assert!(case.text(form, &["--month", "2021-12", "--records", &csv]).contains("2021-12"), "{form}");
    }
}

#[test]
fn a_late_start_is_counted_and_listed() {
    let case = Case::episode();
    let csv = records(&case, &["--trick", "late-stop", "--seed", "3"]);
    let md = case.text("md", &["--summary", "--records", &csv.to_string_lossy(), "--lang", "en"]);
    let late = rows(&md, "Late starts");
    assert!(!late.is_empty() && late.iter().all(|r| r[0] == "LATE-STOP"), "{md}");
    let counted: f64 = rows(&md, "By month").iter().map(|r| number(&r[7])).sum();
    assert_eq!(counted as usize, late.len());
}
