//! Plans from sheets.

use crate::sheets::{at_root, fixture, said, scenario, with_file};
use steel_stagger::input::InputErrors;
use steel_stagger::plan::form::form;
use steel_stagger::plan::open::Column;
use steel_stagger::plan::{PlanFile, open, read_plan};
use steel_stagger::report::check::CheckReport;
use steel_stagger::rules::RuleId;

fn csv(text: &str) -> Result<PlanFile, InputErrors> {
    let (_folder, path) = with_file("plan.csv", text.as_bytes());
    open(&path, &scenario("one-mill"))
}

/// (cell, English message) of each error.
fn cells(errors: &InputErrors) -> Vec<(String, String)> {
    let cell = |e: &steel_stagger::input::InputError| e.cell.as_ref().map(|c| c.address.clone()).unwrap_or_default();
    errors.0.iter().map(|e| (cell(e), e.message.en.clone())).collect()
}

/// The one error of a table of stops with this row below the usual header.
fn one(row: &str) -> (String, String) {
    let errors = csv(&format!("企业,生产设施,措施,停产开始,停产结束,出焦时间\n{row}\n")).expect_err("the row is faulty");
    let mut all = cells(&errors);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// A mill's table as people make them: a title, a merged name, full-width letters, days in four spellings, blank rows and a
/// row of sums, columns of the mill's own.
#[test]
fn a_mills_table_is_read_in_every_form() {
    let s = scenario("one-mill");
    for name in ["mill.xlsx", "mill-libreoffice.xlsx", "mill.ods", "mill.xls"] {
        let file = open(&fixture(name), &s).unwrap_or_else(|e| panic!("{name}: {e}"));
        let all = [
            "TS01 1#焦炉 2021-11-15..2022-03-15 at 36 h",
            "TS01 1#高炉 2021-12-01..2022-01-20",
            "TS01 2#高炉 2021-10-08..2021-10-27",
        ];
        assert_eq!(said(&file.plan), all, "{name}");
        let (table, origin) = file.origin(file.plan.slowdowns[0].line).expect("it stands in a sheet");
        assert_eq!((table.sheet.as_str(), table.header_row, origin.row), ("停产", 3, 6), "{name}");
        assert_eq!(file.cell(file.plan.stops[1].line, Column::End).as_deref(), Some("停产!F5"), "{name}");
    }
    let file = open(&fixture("gb18030.csv"), &s).unwrap();
    assert_eq!(said(&file.plan), ["TS01 1#高炉 2021-12-01..2022-01-20"]);
    assert_eq!(file.cell(file.plan.stops[0].line, Column::Start).as_deref(), Some("C2"));
}

#[test]
fn a_plan_comes_back_from_its_form() {
    for name in ["episode", "stage-two", "tangshan"] {
        let s = scenario(name);
        let plan = read_plan(&at_root(&format!("tests/witness/{name}.toml"))).unwrap();
        let bytes = form(&s, Some(&plan)).unwrap();
        assert_eq!(bytes, form(&s, Some(&plan)).unwrap(), "the same bytes");
        let (_folder, path) = with_file("form.xlsx", &bytes);
        let back = open(&path, &s).unwrap();
        assert_eq!(said(&back.plan), said(&plan), "{name}");
    }
    let s = scenario("one-mill");
    let (_folder, path) = with_file("form.xlsx", &form(&s, None).unwrap());
    assert!(said(&open(&path, &s).unwrap().plan).is_empty(), "an empty form has no stops");
}

#[test]
fn headers_in_either_language_and_any_order_extra_columns_and_separators() {
    let expected = ["TS01 1#高炉 2021-12-01..2021-12-20"];
    for text in [
        "End,Remark,Unit,Start,Enterprise\n2021-12-20,,1#高炉,2021-12-01,TS01\n",
        "联系人;停产开始（日）;停产结束*;企业名称;设备 名称\n张三;2021/12/1;12月20日;甲子钢铁有限公司;1 # 高炉\n",
        "\u{feff}企业\t生产设施\t停产开始\t停产结束\r\nTS01\t1#高炉\t44531\t20211220\r\n\r\n",
        "sep=;\n企业;生产设施;停产开始;停产结束\nTS01;1#高炉;\"2021-12-01\";2021-12-20\n",
        "企业,生产设施,停产开始,停产结束,备注\nTS01,1#高炉,2021-12-01,2021-12-20,\"一行\n两行, \"\"引\"\"\"\n",
    ] {
        assert_eq!(said(&csv(text).unwrap_or_else(|e| panic!("{text}: {e}")).plan), expected, "{text}");
    }
}

#[test]
fn each_fault_is_said_at_its_cell() {
    let cell = |row: &str| one(row).0;
    assert_eq!(one("TS01,1#高炉,停产,2021-13-01,2021-12-20,"), ("D2".into(), "there is no day 2021-13-01".into()));
    assert_eq!(cell("TS01,1#高炉,停产,2021-12-01,,"), "E2");
    assert_eq!(cell(",1#高炉,停产,2021-12-01,2021-12-20,"), "A2");
    assert_eq!(cell("TS01,,停产,2021-12-01,2021-12-20,"), "B2");
    assert_eq!(one("TS01,1#高炉,限产50%,2021-12-01,2021-12-20,"), ("C2".into(), "unknown measure `限产50%`".into()));
    assert_eq!(cell("TS01,1#焦炉,停产,2021-12-01,2021-12-20,36"), "F2", "a stop with a coking time");
    assert_eq!(cell("TS01,1#焦炉,延长出焦时间,2021-12-01,2021-12-20,"), "F2", "a slow-down without one");
    assert_eq!(cell("TS01,1#焦炉,延长出焦时间,2021-12-01,2021-12-20,延长36"), "F2");
    assert_eq!(cell("TS01,1#高炉,停产,2021-12-01 08:00,2021-12-20,"), "D2", "a time of day");
    let no_end = cells(&csv("企业,生产设施,停产开始\nTS01,1#高炉,2021-12-01\n").unwrap_err());
    assert_eq!(no_end[0], ("A1".into(), "the header has no column `end`".into()));
    let twice = cells(&csv("企业,生产设施,停产开始,停产结束,开始\n").unwrap_err());
    assert_eq!(twice, [("E1".into(), "two columns `start`".into())]);
    let none = cells(&csv("a,b\n1,2\n").unwrap_err());
    assert!(none[0].1.contains("header is not there"), "{none:?}");
    let open_quote =
        csv("企业,生产设施,停产开始,停产结束\nTS01,1#高炉,2021-12-01,\"2021-12-20\nTS01,2#高炉,,\n").unwrap_err();
    assert!(open_quote.0[0].message.en.contains("opened on line 2 is never closed"));
}

#[test]
fn repair_and_banking_are_stops_and_hours_may_have_their_unit() {
    let head = "企业,生产设施,措施,停产开始,停产结束,出焦时间\n";
    let plan = |row: &str| said(&csv(&format!("{head}{row}\n")).unwrap_or_else(|e| panic!("{row}: {e}")).plan);
    for measure in ["检修", "焖炉"] {
        let row = format!("TS01,1#高炉,{measure},2021-12-01,2021-12-20,");
        assert_eq!(plan(&row), ["TS01 1#高炉 2021-12-01..2021-12-20"], "{measure}");
    }
    for (hours, read) in [("36小时", "36"), ("30.5 h", "30.5"), ("３６Ｈ", "36")] {
        let expected = format!("TS01 1#焦炉 2021-12-01..2021-12-20 at {read} h");
        assert_eq!(plan(&format!("TS01,1#焦炉,延长出焦时间,2021-12-01,2021-12-20,{hours}")), [expected]);
    }
}

#[test]
fn records_are_told_from_plans_whatever_their_file() {
    let rows = "唐山市12月运行记录\n企业,生产设施,时间,产量(吨)\nTS01,1#高炉,2021-12-01 05:00,10\n";
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(rows.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (r, line) in (0..).zip(rows.lines()) {
        for (c, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(r, c, cell).expect("a cell");
        }
    }
    let book = book.save_to_buffer().expect("a workbook");
    for (name, bytes) in [("r.csv", rows.as_bytes()), ("u.csv", &utf16), ("r.xlsx", &book)] {
        let (_folder, path) = with_file(name, bytes);
        let errors = cells(&open(&path, &scenario("one-mill")).expect_err("no plan"));
        assert_eq!(errors, [("A2".to_owned(), "operating records or statistics, not a plan".to_owned())], "{name}");
    }
}

#[test]
fn a_day_written_as_digits_is_that_day_even_where_its_cell_is_formatted_as_a_date() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["企业", "生产设施", "停产开始", "停产结束"]).expect("a header");
    sheet.write_row(1, 0, ["TS01", "1#高炉"]).expect("names");
    sheet.write_number_with_format(1, 2, 20_211_201, &date).expect("a day");
    sheet.write_number(1, 3, 20_220_120).expect("a day");
    let (_folder, path) = with_file("digits.xlsx", &book.save_to_buffer().expect("a workbook"));
    let file = open(&path, &scenario("one-mill")).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(said(&file.plan), ["TS01 1#高炉 2021-12-01..2022-01-20"]);
}

#[test]
fn errors_in_chinese_call_a_column_by_its_header() {
    let head = "企业,生产设施,措施,停产开始,停产结束,出焦时间\n";
    let row = "TS01,1#焦炉,延长出焦时间,某日,2021-12-20 08:00,很久\n";
    let errors = csv(&format!("{head}{row}")).unwrap_err();
    for e in &errors.0 {
        let text = e.render(steel_stagger::lang::Lang::Zh, false);
        let said: String = text.lines().filter(|l| !l.contains("本行")).collect();
        assert!(["停产开始", "停产结束", "出焦时间"].iter().any(|h| said.contains(h)), "{text}");
        assert!(!["start", "end", "coking_time_h"].iter().any(|f| said.contains(f)), "{text}");
    }
    assert_eq!(errors.0.len(), 3, "{errors}");
}

/// All errors of a file in one run, at their cells.
#[test]
fn all_faults_of_a_sheet_in_one_run() {
    let text =
        "企业,生产设施,停产开始,停产结束\nTS01,1#高炉,x,2021-12-20\nTS01,2#高炉,2021-12-01,2021-12-20\nTS01,1#焦炉,y,z\n";
    let errors = csv(text).unwrap_err();
    assert_eq!(cells(&errors).iter().map(|c| c.0.as_str()).collect::<Vec<_>>(), ["C2", "C4", "D4"]);
    assert_eq!(errors.0[0].source_line, "TS01 | 1#高炉 | x | 2021-12-20");
    assert_eq!(errors.0[0].value.as_deref(), Some("x"));
}

/// An unknown name is rule CONCRETE's, in a sheet as in TOML; it names the cell and what may be meant.
#[test]
fn an_unknown_name_is_a_finding_at_its_cell() {
    let s = scenario("one-mill");
    let text =
        "企业,生产设施,停产开始,停产结束\n甲子钢铁公司,1#高炉,2021-12-01,2021-12-20\nTS01,11#高炉,2021-12-01,2021-12-20\n";
    let file = csv(text).unwrap();
    let mut report = CheckReport::new(&s, &file.plan, &file.hash, Vec::new());
    file.locate(&s, &mut report.findings);
    let notes: Vec<&str> =
        report.findings.iter().filter(|f| f.rule == RuleId::Concrete).map(|f| f.note.en.as_str()).collect();
    assert_eq!(notes.len(), 2);
    assert!(notes.iter().any(|n| n.contains("甲子钢铁有限公司") && n.contains("[A2]")), "{notes:?}");
    assert!(notes.iter().any(|n| n.contains("1#高炉") && n.contains("[B3]")), "{notes:?}");
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let s = scenario("one-mill");
    let mut plan = steel_stagger::plan::read_plan_str("schema = 1\nscenario = \"x\"\n", "p.toml").unwrap();
    let day = |d| chrono::NaiveDate::from_ymd_opt(2021, 12, d).unwrap();
    let unit = "=HYPERLINK(\"http://x\",\"1\")".to_owned();
    plan.stops.push(steel_stagger::plan::Stop { enterprise: "=1+1".into(), unit, start: day(1), end: day(9), line: 0 });
    let (_folder, path) = with_file("form.xlsx", &form(&s, Some(&plan)).unwrap());
    let back = open(&path, &s).unwrap();
    assert_eq!(
        (back.plan.stops[0].enterprise.as_str(), back.plan.stops[0].unit.as_str()),
        ("=1+1", plan.stops[0].unit.as_str())
    );
}
