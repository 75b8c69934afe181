//! Registers that people filled in: what is read, and what is wrong at its cell.

use crate::sheets::registers::bare;
use crate::sheets::with_file;
use rust_xlsxwriter::Workbook;
use std::collections::BTreeMap;
use steel_stagger::input::InputErrors;
use steel_stagger::policy::builtin;
use steel_stagger::scenario::register::{Imported, read_register, register};

fn place(e: &steel_stagger::input::InputError) -> String {
    e.cell.as_ref().map(|c| format!("{}!{}", c.sheet, c.address)).unwrap_or_default()
}

/// A register of texts, sheet by sheet: the smallest that is sound, with some cells changed.
fn small(changes: &[(&str, u32, u16, &str)]) -> Vec<u8> {
    let mut sheets: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    sheets.insert("情景", vec![vec!["name", "policy"], vec!["试", "autumn-winter-2021"]]);
    sheets.insert("城市", vec![vec!["城市名称", "min_bf_ratio"], vec!["唐山市", "30%"]]);
    sheets.insert(
        "生产设施",
        vec![
            vec![
                "企业编号",
                "企业名称",
                "所在城市",
                "grade",
                "route",
                "上年同期粗钢产量",
                "unit.id",
                "kind",
                "size",
                "rate_t_d",
                "联系人",
            ],
            vec!["TS01", "甲", "唐山市", "B", "长流程", "1,200,000", "1#高炉", "高炉", "1080", "3400", "张三"],
            vec!["TS01", "", "", "", "", "", "2#高炉", "高炉", "1080", "3400", ""],
        ],
    );
    sheets.insert(
        "停产时段",
        vec![
            vec!["企业编号", "设施编号", "类别", "start", "end", "reason"],
            vec!["甲", "2#高炉", "检修", "10月8日", "2021/10/27", "大修"],
        ],
    );
    sheets.insert(
        "应急响应",
        vec![vec!["city", "level", "start", "end"], vec!["唐山市", "橙色", "2021年12月8日", "12月12日"]],
    );
    let mut book = Workbook::new();
    for (name, rows) in &sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (r, row) in (0..).zip(rows) {
            for (c, text) in (0..).zip(row) {
                sheet.write_string(r, c, *text).unwrap();
            }
        }
        for (_, r, c, text) in changes.iter().filter(|x| x.0 == *name) {
            sheet.write_string(*r, *c, *text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn imported(changes: &[(&str, u32, u16, &str)]) -> Result<Imported, InputErrors> {
    let (_folder, path) = with_file("register.xlsx", &small(changes));
    read_register(&path, None)
}

#[test]
fn an_empty_register_says_what_is_to_be_filled_in() {
    let (_folder, path) = with_file("register.xlsx", &register(None, &["A".into()]).unwrap());
    let errors = read_register(&path, None).unwrap_err();
    let places: Vec<String> = errors.0.iter().map(place).collect();
    assert_eq!(places, ["情景!A2", "城市!A2", "生产设施!A2"]);
}

#[test]
fn a_register_filled_in_by_hand_is_read() {
    let read = imported(&[]).unwrap_or_else(|e| panic!("{e}"));
    let s = read.scenario;
    assert_eq!(
        read.notes.iter().map(|n| n.en.as_str()).collect::<Vec<_>>(),
        ["not columns of a register, not read: 生产设施!K1 联系人"]
    );
    assert_eq!((s.enterprises.len(), s.units.len(), s.episodes.len()), (1, 2, 1));
    assert_eq!(s.cities[0].min_bf_ratio, Some(0.3));
    assert_eq!(s.units[1].down_filed[0].0.end.to_string(), "2021-10-27");
    assert_eq!(s.units[1].down_filed[0].0.start.to_string(), "2021-10-08");
}

#[test]
fn blank_columns_of_an_enterprise_are_those_of_the_row_above() {
    let read = imported(&[("生产设施", 2, 0, " ")]).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(bare(read.scenario), bare(imported(&[]).unwrap().scenario));
    let other = imported(&[("生产设施", 2, 0, " "), ("生产设施", 2, 1, "乙")]).expect_err("another mill without its id");
    assert_eq!(other.0.iter().map(place).collect::<Vec<_>>(), ["生产设施!B3"], "{other}");
    let sums = imported(&[("生产设施", 3, 0, " "), ("生产设施", 3, 9, "6800")]).expect_err("a sum below is no unit");
    assert!(sums.0.iter().any(|e| place(e) == "生产设施!G4"), "{sums}");
}

#[test]
fn each_fault_of_a_register_is_said_at_its_cell() {
    let one = |sheet, row, column, text| {
        let errors = imported(&[(sheet, row, column, text)]).expect_err("the register is faulty");
        assert_eq!(errors.0.len(), 1, "{errors}");
        (place(&errors.0[0]), errors.0[0].message.en.clone())
    };
    let cell = |sheet, row, column, text| one(sheet, row, column, text).0;
    assert_eq!(cell("生产设施", 1, 9, "多"), "生产设施!J2");
    assert_eq!(cell("生产设施", 1, 7, "转炉"), "生产设施!H2");
    assert_eq!(one("生产设施", 2, 3, "C"), ("生产设施!D3".into(), "differs from row 2 of the same enterprise".into()));
    assert_eq!(one("生产设施", 1, 6, "2#高炉"), ("生产设施!G3".into(), "unit id `2#高炉` is filed twice".into()));
    assert_eq!(cell("生产设施", 1, 3, "E"), "生产设施!D2", "no such grade");
    assert_eq!(cell("生产设施", 1, 2, "唐山"), "生产设施!C2", "no such city");
    let nobodys = imported(&[("生产设施", 1, 0, " ")]).unwrap_err();
    assert!(nobodys.0.iter().any(|e| place(e) == "生产设施!A2"), "{nobodys}");
    let nameless = imported(&[("生产设施", 1, 2, " ")]).unwrap_err();
    assert_eq!(nameless.0.iter().map(place).collect::<Vec<_>>(), ["生产设施!C2"], "{nameless}");
    assert_eq!(cell("生产设施", 1, 8, " "), "生产设施!I2", "a furnace without its size");
    let slip = imported(&[("生产设施", 0, 8, "sise")]).unwrap_err();
    assert_eq!((place(&slip.0[0]), slip.0[0].message.en.as_str()), ("生产设施!I1".into(), "unknown column"));
    assert_eq!(cell("停产时段", 1, 1, "3#高炉"), "停产时段!B2");
    assert_eq!(cell("停产时段", 1, 2, "限产"), "停产时段!C2");
    assert_eq!(cell("停产时段", 1, 4, "2021-10-01"), "停产时段!E2", "it ends before it starts");
    assert_eq!(cell("应急响应", 1, 1, "紫色"), "应急响应!B2");
    assert_eq!(cell("城市", 1, 1, "130%"), "城市!B2");
    assert_eq!(cell("情景", 1, 1, "no-such-policy"), "情景!B2");
}

/// The register of [`small`], with a sheet more.
fn with_sheet(name: &str, rows: &[&[&str]]) -> Result<Imported, InputErrors> {
    let mut book = Workbook::new();
    let (_folder, path) = with_file("small.xlsx", &small(&[]));
    let read = steel_stagger::sheet::read_book(&path).unwrap();
    for sheet in &read.sheets {
        let out = book.add_worksheet().set_name(&sheet.name).unwrap();
        for (row, (column, value)) in sheet.rows().flat_map(|r| sheet.row(r).map(move |x| (r, x))) {
            out.write_string(row - 1, column as u16, value.shown()).unwrap();
        }
    }
    let out = book.add_worksheet().set_name(name).unwrap();
    for (r, row) in (0..).zip(rows) {
        for (c, text) in (0..).zip(*row) {
            out.write_string(r, c, *text).unwrap();
        }
    }
    let (_folder, path) = with_file("register.xlsx", &book.save_to_buffer().unwrap());
    read_register(&path, None)
}

#[test]
fn a_sheet_under_another_name_is_not_lost() {
    let wrong = |name: &str, rows: &[&[&str]]| {
        let errors = with_sheet(name, rows).expect_err("it is one of ours");
        assert_eq!(errors.0.len(), 1, "{errors}");
        (place(&errors.0[0]), errors.0[0].help.as_ref().map(|h| h.en.clone()).unwrap_or_default())
    };
    let heating: &[&str] = &["企业编号", "start", "end", "min_iron_t_d"];
    let (at, help) = wrong("供暖任务", &[heating]);
    assert_eq!(at, "供暖任务!A1");
    assert!(help.contains("if it is 供暖 (`heating`)"), "{help}");
    let (at, help) = wrong("热", &[&["取暖"], heating]);
    assert_eq!(at, "热!A2", "told by its columns");
    assert!(help.contains("heating"), "{help}");
    assert_eq!(
        wrong("应急响应 (2)", &[&["city", "level", "start", "end"]]).0,
        "应急响应 (2)!A1",
        "a second sheet of episodes"
    );
    assert_eq!(wrong("episodes", &[&["city", "level", "start", "end"]]).0, "episodes!A1", "there is 应急响应 already");
    let notes = |name: &str, rows: &[&[&str]]| -> Vec<String> {
        with_sheet(name, rows).unwrap_or_else(|e| panic!("{e}")).notes.into_iter().map(|n| n.en).collect()
    };
    let columns = "not columns of a register, not read: 生产设施!K1 联系人";
    assert_eq!(
        notes("联系人", &[&["企业编号", "企业名称", "电话"], &["TS01", "甲", "1"]]),
        [columns, "not sheets of a register, not read: 联系人"]
    );
    assert_eq!(notes("供暖任务", &[]), [columns], "an empty sheet");
    assert_eq!(notes("说明", &[&["填写说明"]]), [columns], "the instructions");
}

#[test]
fn a_column_under_another_name_is_not_lost() {
    let wrong = |header: &str| {
        let errors = imported(&[("生产设施", 0, 10, header), ("生产设施", 1, 10, "1")]).expect_err("it is one of ours");
        assert_eq!(errors.0.iter().map(place).collect::<Vec<_>>(), ["生产设施!K1"], "{header}: {errors}");
        errors.0[0].help.as_ref().map(|h| h.en.clone()).unwrap_or_default()
    };
    for (header, name) in [
        ("钢铁的比", "enterprise.steel_per_iron"),
        ("正常的出焦时间（小时）", "unit.coking_time_h"),
        ("capacity utilization", "enterprise.capacity_utilisation"),
        ("吨铁毛利", "enterprise.margin_cny_t"),
    ] {
        assert!(wrong(header).contains(name), "{header}");
    }
    for own in ["备注", "note", "remarks", "企业名称（2）备注"] {
        let read = imported(&[("生产设施", 0, 10, own), ("生产设施", 2, 11, "?")]).unwrap_or_else(|e| panic!("{e}"));
        let note = format!("not columns of a register, not read: 生产设施!K1 {own}, 生产设施!L");
        assert_eq!(read.notes.iter().map(|n| n.en.as_str()).collect::<Vec<_>>(), [note]);
    }
    let read = imported(&[("生产设施", 0, 10, "产能利用率"), ("生产设施", 1, 10, "125%")]).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((read.scenario.enterprises[0].capacity_utilisation, read.notes.len()), (1.25, 0));
}

#[test]
fn units_in_headers_are_the_fields_own_or_ten_thousands_of_it() {
    let steel = |header: &str, value: &str| imported(&[("生产设施", 0, 5, header), ("生产设施", 1, 5, value)]);
    for (header, value, tonnes) in [
        ("上年同期粗钢产量（吨）", "1200000", 1.2e6),
        ("上年同期粗钢产量(万吨)", "120.35", 1_203_500.0),
        ("上年同期粗钢产量\n（万吨）", "120", 1.2e6),
        ("上年同期粗钢产量(万吨)\nenterprise.steel_last_year_t", "120", 1.2e6),
        ("上年同期粗钢产量\n单位：万吨\nenterprise.steel_last_year_t", "120", 1.2e6),
        ("上年同期粗钢产量（必填）*", "120", 120.0),
        ("上年同期粗钢产量，吨；有高炉或电炉者必填", "120", 120.0),
    ] {
        let read = steel(header, value).unwrap_or_else(|e| panic!("{header}: {e}"));
        let made = &read.scenario.enterprises[0].steel_last_year;
        assert_eq!(
            format!("{made:?}"),
            format!(
                "{:?}",
                steel("steel_last_year_t", &tonnes.to_string()).unwrap().scenario.enterprises[0].steel_last_year
            ),
            "{header}"
        );
    }
    let bare = steel("上年同期粗钢产量，万吨", "120").expect_err("no brackets");
    assert!(bare.0[0].help.as_ref().is_some_and(|h| h.en.contains("enterprise.steel_last_year_t")), "{bare}");
    for header in ["正常日产量(t/d)", "正常日产量（吨/日）"] {
        assert!(imported(&[("生产设施", 0, 9, header)]).is_ok(), "{header}");
    }
    assert!(imported(&[("生产设施", 0, 8, "规格（m3/m2/m）")]).is_ok());
    assert!(imported(&[("城市", 0, 1, "全市高炉错峰生产比例下限\n（比例）")]).is_ok());
    for (sheet, column, header, expected) in [
        ("生产设施", 5, "上年同期粗钢产量（kg）", "t"),
        ("生产设施", 9, "正常日产量（吨/年）\nunit.rate_t_d", "t/d"),
        ("城市", 1, "全市高炉错峰生产比例下限（%）", "a fraction such as 0.35"),
    ] {
        let errors = imported(&[(sheet, 0, column, header)]).expect_err(header);
        assert_eq!((errors.0.len(), errors.0[0].expected.as_ref().map(|e| e.en.as_str())), (1, Some(expected)), "{errors}");
    }
}

#[test]
fn one_slip_hides_no_other_and_brings_no_others_with_it() {
    let places = |changes: &[_]| imported(changes).unwrap_err().0.iter().map(place).collect::<Vec<_>>();
    assert_eq!(places(&[("情景", 1, 1, "autum"), ("生产设施", 1, 3, "E")]), ["情景!B2", "生产设施!D2"], "policy and grade");
    let cityless = imported(&[("城市", 1, 0, " "), ("城市", 1, 1, " ")]).unwrap_err();
    assert_eq!(cityless.0.iter().map(place).collect::<Vec<_>>(), ["城市!A2"], "{cityless}");
    assert_eq!(
        places(&[("生产设施", 1, 7, "焦炉"), ("生产设施", 1, 8, " ")]),
        ["生产设施!G2", "生产设施!I2"],
        "size; no column of hours"
    );
}

#[test]
fn a_register_without_a_sheet_names_the_sheet() {
    let (_folder, path) = with_file("small.xlsx", &small(&[]));
    let read = steel_stagger::sheet::read_book(&path).unwrap();
    for gone in ["城市", "情景", "生产设施"] {
        let mut book = Workbook::new();
        for sheet in read.sheets.iter().filter(|s| s.name != gone) {
            let out = book.add_worksheet().set_name(&sheet.name).unwrap();
            for (row, (column, value)) in sheet.rows().flat_map(|r| sheet.row(r).map(move |x| (r, x))) {
                out.write_string(row - 1, column as u16, value.shown()).unwrap();
            }
        }
        let (_folder, path) = with_file("register.xlsx", &book.save_to_buffer().unwrap());
        let errors = read_register(&path, None).expect_err(gone);
        assert_eq!(errors.0.len(), 1, "{errors}");
        assert!(errors.0[0].cell.is_none() && errors.0[0].message.zh.contains(gone), "{errors}");
    }
}

#[test]
fn a_name_of_several_mills_is_nobodys_and_an_id_is_its_own_mills() {
    let with = |id, name| {
        let cells = [id, name, "唐山市", "B", "长流程", "1", "2#高炉", "高炉", "1080", "3400"];
        imported(&(0..).zip(cells).map(|(column, text)| ("生产设施", 3, column, text)).collect::<Vec<_>>())
    };
    let several = with("TS02", "甲").expect_err("two mills are called 甲");
    assert_eq!(several.0.iter().map(place).collect::<Vec<_>>(), ["停产时段!A2"], "{several}");
    assert_eq!(several.0[0].message.en, "`甲` may be any of several");
    let own = with("甲", "乙").unwrap_or_else(|e| panic!("{e}")).scenario;
    let stops: Vec<usize> = own.units.iter().map(|u| u.down_filed.len()).collect();
    assert_eq!((own.enterprises.len(), stops), (2, vec![0, 0, 1]), "the stop is that of the mill whose id is 甲");
}

#[test]
fn a_day_without_its_year_is_of_the_winter_of_the_policy_that_is_named() {
    let winter = builtin("autumn-winter-2021").unwrap().replace("2021-", "2023-").replace("2022-", "2024-");
    let changes = [
        ("情景", 1, 1, "winter.toml"),
        ("停产时段", 1, 4, "10月27日"),
        ("应急响应", 1, 2, "12月8日"),
        ("应急响应", 1, 3, "12月12日"),
    ];
    let (folder, path) = with_file("register.xlsx", &small(&changes));
    std::fs::write(folder.path().join("winter.toml"), winter).unwrap();
    let s = read_register(&path, Some(folder.path())).unwrap_or_else(|e| panic!("{e}")).scenario;
    assert_eq!(s.units[1].down_filed[0].0.start.to_string(), "2023-10-08");
    assert_eq!(s.episodes.len(), 1);
}

#[test]
fn an_enterprise_serves_others_by_id_or_name() {
    let rows = |serves: &'static str| {
        [
            ("生产设施", 0, 10, "serves"),
            ("生产设施", 1, 10, " "),
            ("生产设施", 3, 0, "TS02"),
            ("生产设施", 3, 1, "乙焦化"),
            ("生产设施", 3, 2, "唐山市"),
            ("生产设施", 3, 3, "B"),
            ("生产设施", 3, 4, "长流程"),
            ("生产设施", 3, 10, serves),
        ]
    };
    for name in ["TS01", "甲", " ＴＳ01 "] {
        let read = imported(&rows(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(read.scenario.enterprises[1].serves, [0], "{name}");
        assert!(read.text.contains("serves = [\"TS01\"]"), "{}", read.text);
    }
    assert_eq!(imported(&rows("丙")).unwrap_err().0.iter().map(place).collect::<Vec<_>>(), ["生产设施!K4"]);
}

#[test]
fn numbers_stand_without_units_and_ratios_as_fractions_or_percentages() {
    let help = |sheet, row, column, text| {
        let errors = imported(&[(sheet, row, column, text)]).expect_err(text);
        assert_eq!(errors.0.len(), 1, "{errors}");
        errors.0[0].help.as_ref().map(|h| h.en.clone()).unwrap_or_default()
    };
    for (column, text) in [(8, "1080m³"), (9, "3300吨"), (5, "135万")] {
        assert!(help("生产设施", 1, column, text).contains("numbers without units"), "{text}");
    }
    assert!(!help("生产设施", 1, 5, "1,08").contains("units"), "no unit, but a comma at the wrong place");
    assert!(help("城市", 1, 1, "35").contains("35% or 0.35"));
}
