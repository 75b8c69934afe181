//! Too much of anything: refused in words that name the limit, what there is and what to do; or served.

use assert_cmd::Command;
use rust_xlsxwriter::{Format, Workbook};
use std::fmt::Write as _;
use std::path::Path;
use steel_stagger::chart::MOST_DRAWN;
use steel_stagger::document::MOST_ROWS;
use steel_stagger::input::InputErrors;
use steel_stagger::input::field::MOST_CHARS;
use steel_stagger::input::source::{MOST_BYTES, MOST_VALUES};
use steel_stagger::plan::read_plan_str;
use steel_stagger::planner::MOST_PLANNED;
use steel_stagger::records::{MOST_SLOTS, Reader, Reading};
use steel_stagger::scenario::{Scenario, limits, read_scenario_str};
use steel_stagger::sheet::read::from_bytes;
use steel_stagger::sheet::{Form, MOST_CELLS};

/// A scenario of so many cities, mills in turn of each, and furnaces of each mill.
fn scenario(cities: usize, mills: usize, furnaces: usize) -> String {
    let mut out = "schema = 1\nname = \"x\"\npolicy = \"autumn-winter-2021\"\n".to_owned();
    (0..cities).for_each(|c| {
        let _ = write!(out, "[[cities]]\nname = \"c{c}\"\n");
    });
    for m in 0..mills {
        let city = m % cities;
        let _ = write!(
            out,
            "[[enterprises]]\nid = \"m{m}\"\nname = \"m{m}\"\ncity = \"c{city}\"\ngrade = \"C\"\nroute = \"integrated\"\n\
             steel_last_year_t = 90_000_000\nunits = ["
        );
        (0..furnaces).for_each(|f| {
            let _ = write!(out, "{{id=\"{f}\",kind=\"blast-furnace\",size=1000,rate_t_d=3000}},");
        });
        out += "]\n";
    }
    out
}

fn read(text: &str) -> Result<Scenario, InputErrors> {
    read_scenario_str(text, "s.toml", None)
}

/// The one error of a scenario: what is wrong, and what to do.
fn refused(text: &str) -> String {
    let errors = read(text).expect_err("it is too much").0;
    let [one] = errors.as_slice() else { panic!("{} errors, the first: {}", errors.len(), errors[0]) };
    let help = one.help.as_ref().expect("what to do");
    assert!(!one.message.zh.is_empty() && !help.zh.is_empty());
    format!("{}; {}", one.message.en, help.en)
}

#[test]
fn more_of_a_scenario_than_is_read_is_refused_with_its_number() {
    let cities = refused(&scenario(limits::CITIES + 1, 1, 1));
    assert!(cities.starts_with("4001 cities, at most 4000 are read; ") && cities.contains("split it"), "{cities}");
    let units = refused(&scenario(1, limits::UNITS / 250 + 1, 250));
    assert!(units.starts_with("100250 units, at most 100000 are read; "), "{units}");
    let waiver = "[[waivers]]\nrule = \"BF-RATIO\"\nenterprise = \"m0\"\nstart = 2021-11-15\nend = 2021-11-15\ndocument = \"d\"\nissuer = \"i\"\n";
    let waivers = refused(&(scenario(1, 1, 1) + &waiver.repeat(limits::WAIVERS + 1)));
    assert!(waivers.starts_with("10001 waivers, at most 10000 are read; "), "{waivers}");
}

#[test]
fn what_is_too_much_is_not_read_on_whatever_else_is_wrong() {
    let waiver = "[[waivers]]\nrule = \"?\"\nenterprise = \"?\"\nstart = 2021-11-15\nend = 2021-11-15\ndocument = \"d\"\nissuer = \"i\"\n";
    let text = "surprise = 1\n".to_owned() + &scenario(1, 1, 1) + &waiver.repeat(limits::WAIVERS + 1);
    let told: Vec<String> = read(&text).expect_err("it is too much").0.into_iter().map(|e| e.message.en).collect();
    assert_eq!(told, ["10001 waivers, at most 10000 are read", "unknown field `surprise` in scenario"]);
}

#[test]
fn a_mill_and_those_that_serve_it_are_bounded_together() {
    let most = limits::UNITS_OF_ENTERPRISE;
    assert!(read(&scenario(1, 1, most)).is_ok());
    let served = scenario(1, 2, most / 2 + 1).replacen("name = \"m1\"\n", "name = \"m1\"\nserves = [\"m0\"]\n", 1);
    let told = refused(&served);
    assert!(
        told.starts_with("enterprise m0 and those that serve it have 302 units, at most 300 are read; file parts"),
        "{told}"
    );
}

#[test]
fn days_that_rules_look_at_one_by_one_are_bounded_together() {
    let episode = "[[episodes]]\ncity = \"c0\"\nlevel = \"red\"\nstart = 2021-10-01\nend = 2022-03-31\n";
    let days = 250 * 182;
    let text = |n: usize| scenario(1, 1, 250) + &episode.repeat(n);
    assert!(read(&text(limits::UNIT_DAYS / days)).is_ok());
    let told = refused(&text(limits::UNIT_DAYS / days + 1));
    let number = (limits::UNIT_DAYS / days + 1) * days;
    assert!(
        told.starts_with(&format!("rules ask about {number} unit-days one by one (episodes {number}, daily shares 0")),
        "{told}"
    );
    assert!(told.contains("at most 20000000 are read; shorten"), "{told}");
}

#[test]
fn a_file_of_endless_values_is_refused_before_its_tables_fill_the_memory() {
    let told = refused(&format!("x = [{}]", "1,".repeat(MOST_VALUES)));
    assert!(told.starts_with("the file has about 3000002 values, lists and tables, at most 3000000 are read"), "{told}");
    let told = refused(&" ".repeat(MOST_BYTES as usize + 1));
    assert!(told.starts_with("the file has 33 MiB, at most 32 are read; "), "{told}");
}

/// None of these took less than a minute once; they are read in a moment now.
#[test]
fn files_of_nothing_but_errors_are_told_at_once() {
    let empty_stops = format!("stops = [{}]", "{},".repeat(500_000));
    assert_eq!(read_plan_str(&empty_stops, "p.toml").expect_err("empty stops").0.len(), 1000);
    for line in ["k = 1\n", "[a]\n"] {
        assert_eq!(read_plan_str(&line.repeat(100_000), "p.toml").expect_err("twice").0.len(), 1000);
    }
    let lost = scenario(limits::CITIES, 20_000, 1).replace("city = \"c", "city = \"elsewhere");
    assert_eq!(read(&lost).expect_err("no such cities").0.len(), 1000);
}

#[test]
fn a_text_longer_than_any_name_is_refused_at_its_place() {
    let named = |n: usize| scenario(1, 1, 1).replace("id = \"m0\"", &format!("id = \"{}\"", "钢".repeat(n)));
    assert!(read(&named(MOST_CHARS)).is_ok());
    let errors = read(&named(MOST_CHARS + 1)).expect_err("too long").0;
    assert_eq!((errors.len(), errors[0].line), (1, 7));
    assert_eq!(errors[0].expected.as_ref().expect("what is expected").en, "a text of at most 20000 characters");
}

/// Two cells and one merged area a sheet cover half of what a book may hold; three such sheets are too many.
#[test]
fn merged_cells_of_all_sheets_are_bounded_together() {
    let book = |sheets: usize| {
        let mut book = Workbook::new();
        for _ in 0..sheets {
            let sheet = book.add_worksheet();
            sheet.merge_range(0, 0, 29_999, 15, "x", &Format::new()).expect("an area");
            sheet.write(29_999, 16, 1).expect("a cell");
        }
        from_bytes("b.xlsx", Form::Xlsx, &book.save_to_buffer().expect("a workbook"))
    };
    assert!(book(2).is_ok());
    let told = book(3).expect_err("too many cells").0;
    assert!(told[0].message.en.starts_with(&format!("more than {MOST_CELLS} cells; ")), "{}", told[0]);
}

#[test]
fn records_of_more_hours_than_memory_holds_are_refused_once() {
    let season = "season = { start = 2021-04-01, end = 2022-03-31 }\n[[cities]]";
    let hours = 365 * 24;
    let units = MOST_SLOTS / hours + 1;
    let text = scenario(1, units.div_ceil(100), 100).replacen("[[cities]]", season, 1);
    let s = read(&text).unwrap_or_else(|e| panic!("{e}"));
    let mut rows = "enterprise,unit,time,output\n".to_owned();
    for u in 0..units + 50 {
        let _ = writeln!(rows, "m{},{},2021-11-15 01:00,1", u / 100, u % 100);
    }
    let by_hour = |rows: &str| {
        let mut reader = Reader::new(&s, Reading::default());
        reader.read("r.csv", rows.as_bytes());
        reader.finish()
    };
    let errors = by_hour(&rows).expect_err("too many hours").0;
    assert_eq!(errors.len(), 1, "{}", errors[0]);
    assert!(errors[0].message.en.contains("more than 100000000 hours and days"), "{}", errors[0]);
    assert!(by_hour(&rows.replace(" 01:00", "")).is_ok(), "by the day they are read");
}

fn stagger(folder: &Path, args: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("stagger").expect("the binary").current_dir(folder).args(args).args(["--lang", "en"]).assert()
}

#[test]
fn a_chart_of_more_units_than_anybody_reads_is_refused_and_a_table_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = scenario(1, MOST_DRAWN / 250 + 1, 250);
    std::fs::write(folder.path().join("s.toml"), text).expect("a file");
    std::fs::write(folder.path().join("p.toml"), "schema = 1\nscenario = \"x\"\n").expect("a file");
    for form in ["svg", "png", "pdf", "html", "xlsx"] {
        let out = stagger(folder.path(), &["gantt", "s.toml", "p.toml", "-o", &format!("g.{form}")]).code(2);
        let told = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
        assert!(
            told.contains("20250 units are too many for a chart, which holds 20000 at most; choose some by --enterprise"),
            "{told}"
        );
    }
    for form in ["csv", "ics"] {
        stagger(folder.path(), &["gantt", "s.toml", "p.toml", "-o", &format!("g.{form}")]).code(0);
    }
    stagger(folder.path(), &["gantt", "s.toml", "p.toml", "--enterprise", "m3", "-o", "g.svg"]).code(0);
}

/// The most units that are read: each command has its answer.
#[test]
fn a_scenario_of_100000_units_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("s.toml"), scenario(100, limits::UNITS / 10, 10)).expect("a file");
    std::fs::write(folder.path().join("p.toml"), "schema = 1\nscenario = \"x\"\n").expect("a file");
    let out = stagger(folder.path(), &["check", "s.toml", "p.toml", "--format", "json"]).code(1);
    let report: serde_json::Value = serde_json::from_slice(&out.get_output().stdout).expect("JSON");
    assert_eq!(report["findings"].as_array().expect("findings").iter().filter(|f| f["rule"] == "BF-RATIO").count(), 10_000);
    for form in ["md", "html"] {
        stagger(folder.path(), &["report", "s.toml", "p.toml", "-o", &format!("r.{form}")]).code(0);
    }
    let refused = |args: &[&str], words: &[&str]| {
        let out = stagger(folder.path(), args).code(2);
        let told = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
        assert!(words.iter().all(|w| told.contains(w)), "{told}");
    };
    refused(
        &["report", "s.toml", "p.toml", "-o", "r.pdf"],
        &["rows, and a .pdf or .docx holds 20000 at most: write it as .html"],
    );
    refused(
        &["plan", "s.toml", "-o", "new.toml"],
        &["100000 units, at most 60000 are planned together", "split the scenario by city"],
    );
}

/// The page of limits has the program's numbers.
#[test]
fn the_page_of_limits_is_that_of_the_program() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats/limits.md")).expect("the page");
    let number = |n: usize| {
        let digits = n.to_string();
        let parts: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|c| std::str::from_utf8(c).expect("digits")).collect();
        parts.join(",")
    };
    for (n, home) in [
        (MOST_VALUES, "input/source.rs"),
        (limits::CITIES, "scenario/limits.rs"),
        (limits::UNITS, "scenario/limits.rs"),
        (limits::UNITS_OF_ENTERPRISE, "scenario/limits.rs"),
        (limits::WAIVERS, "scenario/limits.rs"),
        (limits::UNIT_DAYS, "scenario/limits.rs"),
        (MOST_CHARS, "input/field.rs"),
        (MOST_CELLS, "sheet/mod.rs"),
        (MOST_SLOTS, "records/read.rs"),
        (MOST_DRAWN, "chart/mod.rs"),
        (MOST_PLANNED, "planner/mod.rs"),
        (MOST_ROWS, "document/mod.rs"),
    ] {
        let told = |line: &str| line.contains(&format!("| {}", number(n))) && line.contains(&format!("`{home}`"));
        assert!(page.lines().any(told), "{} of {home}", number(n));
    }
    assert!(page.contains(&format!("| {} MiB | `input/source.rs` |", MOST_BYTES >> 20)));
}
