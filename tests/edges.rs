//! Numbers and days at their edges: each is refused where it stands in the file, or served by every command.

use assert_cmd::Command;
use std::path::Path;

/// One mill with one furnace; `season`, fields of the mill, fields of the furnace.
fn filed(season: &str, mill: &str, furnace: &str) -> String {
    let or = |given: &str, name: &str, default: &str| {
        if given.contains(name) { String::new() } else { format!("{name} = {default}\n") }
    };
    format!(
        "schema = 1\nname = \"x\"\npolicy = \"autumn-winter-2021\"\n{season}\n[[cities]]\nname = \"甲市\"\n\
         [[enterprises]]\nid = \"M\"\nname = \"M\"\ncity = \"甲市\"\ngrade = \"B\"\nroute = \"integrated\"\n{mill}\n{}\
         [[enterprises.units]]\nid = \"1\"\nkind = \"blast-furnace\"\n{furnace}\n{}{}",
        or(mill, "steel_last_year_t", "1e9"),
        or(furnace, "size", "1080"),
        or(furnace, "rate_t_d", "3400"),
    )
}

fn season(start: &str, end: &str) -> String {
    filed(&format!("season = {{ start = {start}, end = {end} }}"), "", "")
}

fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_stagger")).current_dir(folder).args(args).args(["--lang", "en"]).output();
    let out = out.expect("run");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    (out.status.code().unwrap_or_else(|| panic!("{args:?} was killed: {said}")), said)
}

#[test]
fn numbers_that_no_mill_has_are_refused_where_they_stand() {
    let second = "[[enterprises.units]]\nid = \"2\"\nkind = \"blast-furnace\"\nsize = 1000\nrate_t_d = 1\n";
    let cases = [
        (filed("", "", "rate_t_d = 0"), "rate_t_d", "a number above 0"),
        (filed("", "", "rate_t_d = -0.0"), "rate_t_d", "a number above 0"),
        (filed("", "", "rate_t_d = nan"), "rate_t_d", "a number above 0"),
        (filed("", "", "rate_t_d = inf"), "rate_t_d", "a number above 0"),
        (filed("", "", "rate_t_d = 1e300"), "rate_t_d", "1e15"),
        (filed("", "", "rate_t_d = 99999999999999999999999"), "rate_t_d", "1e15"),
        (filed("", "", "size = 1e16"), "size", "1e15"),
        (filed("", "", "size = 1e-300"), "size", "at least 1e-9"),
        (filed("", "", "rate_t_d = 1e-310"), "rate_t_d", "at least 1e-9"),
        (filed("", "steel_per_iron = 9e-10", ""), "steel_per_iron", "at least 1e-9"),
        (filed("", "steel_last_year_t = -1", ""), "steel_last_year_t", "at least 0"),
        (filed("", "capacity_utilisation = nan", ""), "capacity_utilisation", "at least 0"),
        (filed("", "min_ratio = 1.0000001", ""), "min_ratio", "from 0 to 1"),
        (filed("", "steel_quota = [{ year = 99999999999, limit_t = 1, made_t = 0 }]", ""), "year", "whole number"),
        (filed("", "", "commissioned = 2021-12-01\nretired = 2021-12-01"), "retired", "commissioned"),
        (filed("", "", "commissioned = 2021-02-29"), "2021-02-29", "day"),
        (season("2021-10-01", "2031-09-30"), "3652 days", "year"),
        (season("1899-10-01", "1899-12-31"), "1899", "1900"),
        (filed("", "", "") + second + second, "2", "twice"),
    ];
    for (text, names, expected) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("s.toml"), &text).expect("written");
        let (code, said) = run(folder.path(), &["plan", "s.toml", "-o", "p.toml"]);
        assert_eq!(code, 2, "{text}");
        assert!(said.contains("s.toml:") && said.contains(names) && said.contains(expected), "{names}, {expected}: {said}");
        assert!(!folder.path().join("p.toml").exists());
    }
}

#[test]
fn claims_that_no_plan_makes_are_refused_where_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("s.toml"), filed("", "", "")).expect("written");
    for (claim, names) in
        [("objective = 1.7e308\nbound = -1.7e308", ["p.toml:4", "p.toml:5"]), ("gap = inf", ["p.toml:4"; 2])]
    {
        let plan = format!("schema = 1\nscenario = \"x\"\n[solve]\n{claim}\n");
        std::fs::write(folder.path().join("p.toml"), plan).expect("written");
        let (code, said) = run(folder.path(), &["check", "s.toml", "p.toml"]);
        assert_eq!(code, 2, "{said}");
        assert!(names.iter().all(|n| said.contains(n)) && said.contains("a finite number"), "{said}");
        assert_eq!(said.contains("from -1e100 to 1e100"), claim.starts_with("objective"), "{said}");
    }
}

#[test]
fn numbers_and_days_at_their_edges_are_served() {
    let leap = |year: i32| {
        let months = format!("steel_last_year_t = {{ \"{0}-02\" = 1e6, \"{0}-03\" = 1e6 }}", year - 1);
        filed(&format!("season = {{ start = {year}-02-01, end = {year}-03-15 }}"), &months, "")
    };
    let second =
        |rate: &str| format!("[[enterprises.units]]\nid = \"2\"\nkind = \"blast-furnace\"\nsize = 1\nrate_t_d = {rate}\n");
    let nothing =
        "schema = 1\nname = \"x\"\npolicy = \"autumn-winter-2021\"\nenterprises = []\n[[cities]]\nname = \"甲市\"\n";
    let sinter = filed("", "", "").replace("\"blast-furnace\"", "\"sinter\"");
    let cases = [
        filed("", "", "rate_t_d = 1e-9"),
        filed("", "", "size = 1e-9"),
        filed("", "", "rate_t_d = 1e15"),
        filed("", "", "rate_t_d = 1e-3") + &second("1e6"),
        filed("", "steel_last_year_t = 1e15", "rate_t_d = 1") + &second("1e9"),
        filed("", "steel_last_year_t = 0", ""),
        filed("", "steel_last_year_t = -0.0", ""),
        filed("", "steel_per_iron = 1e15", ""),
        filed("", "steel_quota = [{ year = 2021, limit_t = 0, made_t = 0 }]", ""),
        filed("", "", "commissioned = 2021-12-01\nretired = 2021-12-02"),
        filed("", "", "commissioned = 2030-12-01"),
        season("2021-12-01", "2021-12-01"),
        season("9999-10-01", "9999-12-31"),
        leap(2024),
        leap(2025),
        nothing.to_owned(),
        sinter,
    ];
    for text in cases {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path();
        std::fs::write(dir.join("s.toml"), &text).expect("written");
        let (code, said) = run(dir, &["plan", "s.toml", "-o", "p.toml", "--time-limit", "600"]);
        assert!(matches!(code, 0 | 1), "{text}\n{said}");
        if code == 0 {
            assert_eq!(run(dir, &["check", "s.toml", "p.toml"]).0, 0, "{text}");
        } else {
            std::fs::write(dir.join("p.toml"), "schema = 1\nscenario = \"x\"\n").expect("written");
            assert_eq!(
                run(dir, &["check", "s.toml", "p.toml"]).0,
                1,
                "what cannot be kept is broken by doing nothing: {text}"
            );
        }
        for (command, file) in [
            ("gantt", "g.svg"),
            ("gantt", "g.html"),
            ("gantt", "g.xlsx"),
            ("gantt", "g.ics"),
            ("report", "r.md"),
            ("report", "r.xlsx"),
        ] {
            let (code, said) = run(dir, &[command, "s.toml", "p.toml", "-o", file]);
            assert_eq!(code, 0, "{command} {file}: {said}\n{text}");
        }
        let (code, said) = run(dir, &["prices", "s.toml", "--time-limit", "600"]);
        assert!(matches!(code, 0 | 1), "{text}\n{said}");
    }
}
