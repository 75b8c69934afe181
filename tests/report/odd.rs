//! Odd enterprises, hostile names and days, how a workbook prints, and what of others a mill's sheet must not tell.

use super::carried::records;
use super::{Case, FORMS, TWO_MILLS_PLAN, chart_of, number, part, rows, sheets};
use calamine::Data;

/// A mill that a coking plant serves, one of electric-arc furnaces, one without a unit, one that shares a permit.
const ODD: &str = r#"
schema = 1
name = "A\u0001B\n\n# x \u202eabc"
policy = "autumn-winter-2021"
[[cities]]
name = "唐山市"
[[enterprises]]
id = "M-1"
name = "甲"
permit = "PERMIT-9"
city = "唐山市"
grade = "B"
route = "integrated"
steel_last_year_t = 700000
[[enterprises.units]]
id = "1#高炉"
kind = "blast-furnace"
size = 1080
rate_t_d = 3400
[[enterprises.units]]
id = "1#烧结机"
kind = "sinter"
size = 200
rate_t_d = 5000
[[enterprises]]
id = "PLANT-1"
name = "乙"
permit = "PERMIT-9"
city = "唐山市"
grade = "C"
route = "integrated"
serves = ["M-1"]
[[enterprises.units]]
id = "1#焦炉"
kind = "coke-oven"
size = 6.0
rate_t_d = 1500
coking_time_h = 19
[[enterprises.units]]
id = "7#烧结机"
kind = "sinter"
size = 300
rate_t_d = 9000
[[enterprises]]
id = "EAFS-1"
name = "丙"
city = "唐山市"
grade = "C"
route = "scrap-eaf"
steel_last_year_t = 100000
[[enterprises.units]]
id = "1#电炉"
kind = "eaf"
size = 100
rate_t_d = 2000
[[enterprises]]
id = "NONE"
name = "甲"
city = "唐山市"
grade = "A"
route = "integrated"
"#;

const ODD_PLAN: &str = r#"
schema = 1
scenario = "x"
[[stops]]
enterprise = "M-1"
unit = "1#高炉"
start = 2021-11-20
end = 2022-01-31
[[stops]]
enterprise = "EAFS-1"
unit = "1#电炉"
start = 2021-12-01
end = 2021-12-30
"#;

fn odd(plan: &str) -> Case {
    let mut case = Case::two_mills();
    [case.scenario, case.plan] = ["s.toml", "p.toml"].map(|n| case.dir.path().join(n));
    std::fs::write(&case.scenario, ODD).expect("written");
    std::fs::write(&case.plan, plan).expect("written");
    case
}

#[test]
fn a_mills_sheet_tells_nothing_of_those_that_serve_it_or_share_its_permit() {
    let case = odd(ODD_PLAN);
    let whole = case.text("md", &["--lang", "en"]);
    assert!(whole.contains("PLANT-1/7") && whole.contains("shares permit PERMIT-9 with enterprise \"M-1\""), "{whole}");
    let csv = case.dir.path().join("PLANT-1.csv");
    let made = records(&case, &[]);
    std::fs::rename(made, &csv).expect("there");
    let sets = ["--set", "enterprises .EAFS-1.steel_last_year_t=123456", "--set", "enterprises.\"M-1\".min_ratio=0.31"];
    for (form, mill) in FORMS.iter().flat_map(|form| [(form, "M-1"), (form, "PLANT-1")]) {
        let own = case.text(form, &[&["--mill", mill, "--lang", "en"][..], &sets].concat());
        let chart = if *form == "html" { chart_of(&own) } else { String::new() };
        let carried = ["--mill", mill, "--lang", "en", "--summary", "--records", &csv.to_string_lossy()];
        let carried = case.text(form, &carried);
        for other in ["M-1", "PLANT-1", "EAFS-1"].into_iter().filter(|other| *other != mill) {
            for text in [&own, &chart, &carried] {
                assert!(!text.contains(other), "{form}: {other} in the sheet of {mill}: {text}");
            }
        }
        assert_eq!(own.contains("=0.31"), mill == "M-1", "{form}: what is set of a mill stands in its own sheet");
    }
}

#[test]
fn each_kind_of_enterprise_is_told_what_it_owes() {
    let case = odd(ODD_PLAN);
    let plant = case.text("md", &["--mill", "PLANT-1", "--lang", "en"]);
    assert!(plant.contains("as the blast furnaces of the mills that it serves") && !plant.contains("40.00%"), "{plant}");
    assert!(!plant.contains("## Crude steel"), "{plant}");
    let eafs = case.text("md", &["--mill", "EAFS-1", "--lang", "en"]);
    assert!(eafs.contains("| EAF-days stopped | 30 |") && !eafs.contains("blast-furnace-days"), "{eafs}");
    // what mills add up to is the city's
    let whole = case.text("md", &["--lang", "en"]);
    let (city, mills) = (rows(&whole, "Overview"), rows(&whole, "Mills"));
    assert_eq!(city[0][4..7], ["73", "248.2", "30"], "{city:?}");
    let all = mills.last().expect("a sum");
    assert_eq!(all[all.len() - 3..], city[0][4..7], "{all:?}");
}

#[test]
fn a_report_without_stops_or_units_is_whole_in_every_form() {
    let case = odd("schema = 1\nscenario = \"x\"\n");
    for form in FORMS {
        for mill in [&[][..], &["--mill", "NONE"], &["--mill", "M-1"]] {
            let text = case.text(form, &[mill, &["--lang", "en"]].concat());
            assert!(text.contains("No unit stops or slows down."), "{form}: {text}");
            if form == "docx" {
                roxmltree::Document::parse(&text).expect("XML");
                assert!(!text.contains("<w:tblGrid />"), "{text}");
            }
        }
    }
    case.fails(&["--mill", "甲", "-o", "r.md"], "give the id of one: M-1, NONE");
}

/// Control characters, line ends and marks that turn the line about are no part of a title.
#[test]
fn names_are_cleaned_in_titles_too() {
    let case = odd(ODD_PLAN);
    for form in FORMS {
        let bytes = case.report(&format!("r.{form}"), &["--lang", "en"]);
        let text = super::text(form, &bytes);
        assert!(!text.contains(['\u{1}', '\u{202e}']) && !text.contains("\n# x"), "{form}: {text}");
        if form == "docx" {
            roxmltree::Document::parse(&part(&bytes, "word/document.xml")).expect("XML");
        }
    }
}

#[test]
fn what_everybody_may_read_has_no_price_in_its_findings() {
    let case = odd(ODD_PLAN);
    let cheap = ["--set", "cost.margin_cny_t=1", "--lang", "en"];
    assert!(case.text("md", &cheap).contains("CNY/t"));
    for form in FORMS {
        let public = case.text(form, &[&cheap[..], &["--public"]].concat());
        assert!(public.contains("POLICY-ORDER") && !public.contains("CNY"), "{form}: {public}");
    }
}

/// What no record is about is no missed stop.
#[test]
fn days_without_records_are_not_held_against_the_plan() {
    let case = Case::episode();
    let csv = records(&case, &[]);
    let whole = std::fs::read_to_string(&csv).expect("written");
    let until: Vec<&str> = whole.lines().filter(|l| !["2022-02", "2022-03"].iter().any(|m| l.contains(m))).collect();
    std::fs::write(&csv, until.join("\n")).expect("written");
    let csv = csv.to_string_lossy();
    let md = case.text("md", &["--summary", "--records", &csv, "--lang", "en"]);
    let months = rows(&md, "By month");
    assert_eq!(months.len(), 6);
    for r in &months[..4] {
        assert!(number(&r[1]) >= 0.0 && number(&r[3]).abs() < 0.05, "{r:?}");
    }
    for r in &months[4..] {
        assert_eq!([&*r[2], &*r[3], &*r[6]], ["–"; 3], "{r:?}");
    }
    // steel by statistics alone tells of no furnace
    let february = case.text("md", &["--month", "2022-02", "--records", &csv, "--lang", "en"]);
    assert!(
        february.contains("no operating records of these days") && !february.contains("Blast furnaces stood"),
        "{february}"
    );
}

#[test]
fn a_workbook_prints_the_heads_of_its_tables_on_each_page() {
    let book = part(&Case::two_mills().report("r.xlsx", &[]), "xl/workbook.xml");
    let doc = roxmltree::Document::parse(&book).expect("XML");
    let titles: Vec<&str> = doc
        .descendants()
        .filter(|n| n.attribute("name") == Some("_xlnm.Print_Titles"))
        .filter_map(|n| n.text()?.rsplit_once('!').map(|(_, rows)| rows))
        .collect();
    // heads, and where there are links the row of rules below them
    assert!(titles.contains(&"$3:$4"), "{titles:?}");
    assert!(titles.iter().all(|rows| ["$3:$3", "$3:$4"].contains(rows)), "{titles:?}");
}

#[test]
fn a_day_that_no_workbook_holds_is_a_text_in_it() {
    let case = Case::two_mills();
    let early = "\n[[stops]]\nenterprise = \"M1\"\nunit = \"1#高炉\"\nstart = 1850-01-01\nend = 1850-01-05\n";
    std::fs::write(&case.plan, format!("{TWO_MILLS_PLAN}{early}")).expect("written");
    let cells: Vec<Data> = sheets(&case.report("r.xlsx", &[])).into_iter().flatten().flatten().collect();
    assert!(cells.contains(&Data::String("1850-01-01".into())));
}
