//! Reading of records: every encoding and spelling, every error with its line, any bytes.

use crate::audit::support::{Case, read};
use crate::rules_support::{CITY, bf, mill, scenario};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::LazyLock;
use steel_stagger::records::{Reader, Reading, Step};
use steel_stagger::scenario::{Scenario, read_scenario_str};

static SMALL: LazyLock<Scenario> =
    LazyLock::new(|| read_scenario_str(crate::common::SMALL, "s.toml", None).unwrap_or_else(|e| panic!("{e}")));

const ROWS: &str = "企业,生产设施,时间,产量(吨),用电量(kWh),状态
甲钢铁有限公司,1#高炉,2021-12-01 05:00,141.5,12000,运行
TS01,２#高炉,2021/12/1 5:00:00,141.5,12000,运行
TS01,1号焦炉,2021年12月1日5时,60,,
\"TS01\",\"1#烧结机\",2021-12-01T05:00,0,900,停产
";

#[test]
fn encodings_orders_and_spellings_say_the_same() {
    let plain = read(&SMALL, &[ROWS.as_bytes()]).unwrap_or_else(|e| panic!("{e}")).units;
    assert_eq!(plain.iter().flatten().count(), 4);
    assert_eq!(plain[0].as_ref().map(|s| s.get(61 * 24 + 5).output), Some(Some(141.5)));
    let mut lines: Vec<&str> = ROWS.lines().collect();
    lines[1..].reverse();
    let crlf = lines.join("\r\n");
    let tabs: String = ROWS.replace(',', "\t");
    let bom = format!("\u{feff}{ROWS}");
    let gb = encoding_rs::GB18030.encode(ROWS).0;
    // columns the other way round, and some more
    let turned: String = ROWS.lines().fold(String::new(), |mut out, l| {
        let f: Vec<&str> = l.split(',').collect();
        let _ = writeln!(out, "备注,{},{},{},{},{},{}", f[5], f[4], f[3], f[2], f[1], f[0]);
        out
    });
    let english =
        ROWS.replacen("企业,生产设施,时间,产量(吨),用电量(kWh),状态", "Enterprise,Unit,Time,Output(t),Power (kWh),State", 1);
    let twice = format!("{ROWS}{}", ROWS.lines().skip(1).collect::<Vec<_>>().join("\n"));
    for bytes in
        [crlf.as_bytes(), tabs.as_bytes(), bom.as_bytes(), &gb, turned.as_bytes(), english.as_bytes(), twice.as_bytes()]
    {
        let again = read(&SMALL, &[bytes]).unwrap_or_else(|e| panic!("{e}\n{}", String::from_utf8_lossy(bytes)));
        assert!(again.units == plain, "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(read(&SMALL, &[twice.as_bytes()]).map(|r| r.passed.repeated), Ok(4));
}

#[test]
fn output_and_electricity_may_come_from_two_files() {
    let a = "enterprise,unit,time,output\nTS01,1#高炉,2021-12-01 00:00,100\nTS01,1#高炉,2021-12-01 01:00,100\n";
    let b = "enterprise,unit,time,power(MWh)\nTS01,1#高炉,2021-12-01 01:00,9\n";
    let r = read(&SMALL, &[a.as_bytes(), b.as_bytes()]).unwrap_or_else(|e| panic!("{e}"));
    let both = r.units[0].as_ref().expect("records").get(61 * 24 + 1);
    assert_eq!((both.output, both.power), (Some(100.0), Some(9000.0)));
}

#[test]
fn quarters_of_an_hour_are_no_repetitions() {
    let s = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000)].concat());
    let rows = |minutes: &[&str]| {
        let row = |m: &&str| format!("M,1,2021-12-01 05:{m},10\n");
        "企业,生产设施,时间,产量(吨)\n".to_owned() + &minutes.iter().map(row).collect::<String>()
    };
    let repeated = |minutes: &[&str]| read(&s, &[rows(minutes).as_bytes()]).map(|r| r.passed.repeated);
    assert_eq!(repeated(&["03", "03", "03"]).expect("an export of a row thrice"), 2);
    let refused = repeated(&["00", "15", "30", "45"]).expect_err("parts of an hour");
    assert!(refused.0[0].message.en.contains("another record of the same time"), "{:?}", refused.0);
    assert_eq!(refused.0.len(), 3);
}

#[test]
fn output_and_electricity_may_have_minutes_of_their_own() {
    let s = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000)].concat());
    let output = "企业,生产设施,时间,产量(吨)\nM,1,2021-12-01 05:00,10\n";
    let power = "企业,生产设施,时间,用电量(kWh)\nM,1,2021-12-01 05:30,900\n";
    let read = |files: &[&str]| read(&s, &files.iter().map(|f| f.as_bytes()).collect::<Vec<_>>());
    // exports that overlap
    assert_eq!(read(&[output, power, output, power]).map(|r| r.passed.repeated), Ok(2));
    assert!(read(&[output, power, &power.replace("05:30", "05:00")]).is_err(), "another part of the hour");
}

#[test]
fn days_written_as_midnights_are_days() {
    let mut csv = String::from("enterprise,unit,time,output\n");
    for d in 1..20 {
        let _ = writeln!(csv, "TS01,1#高炉,2021-12-{d:02} 00:00:00,3400");
    }
    let r = read(&SMALL, &[csv.as_bytes()]).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(r.units[0].as_ref().map(|s| s.step), Some(Step::Day));
    csv += "TS01,1#高炉,2021-12-20 07:00,141\nTS01,1#高炉,2021-12-21,3400\n";
    assert!(read(&SMALL, &[csv.as_bytes()]).expect_err("hours and days").to_string().contains("by the hour and by the day"));
}

#[test]
fn every_error_of_a_file_has_its_line_and_what_to_do() {
    let csv = "企业,生产设施,时间,产量(吨),用电量(kWh),状态
TS01,1#高炉,2021-12-01 25:00,1,2,运行
TS01,1#高炉,2021-12-01 05:00,12t,2,运行
TS01,1#高炉,2021-12-01 06:00,99999,2,运行
TS01,1#高炉,2021-12-01 07:00,1,-2,运行
TS01,1#高炉,2021-12-01 08:00,1,2,跑
TS01,9#高炉,2021-12-01 08:00,1,2,运行
TS01,9#高炉,2021-12-01 09:00,1,2,运行
TS0I,1#高炉,2021-12-01 08:00,1,2,运行
TS01,1#高炉
TS01,\"1#高炉,2021-12-01 08:00,1,2,运行
TS01,2#高炉,2021-12-01 08:00,1,2,运行
TS01,2#高炉,2021-12-01 08:00,3,2,运行
";
    let errors = read(&SMALL, &[csv.as_bytes()]).expect_err("errors").0;
    let said: Vec<(usize, &str)> = errors.iter().map(|e| (e.line, e.message.en.as_str())).collect();
    assert_eq!(
        said,
        [
            (2, "wrong time"),
            (3, "wrong output"),
            (4, "wrong output"),
            (5, "wrong power"),
            (6, "wrong state"),
            (7, "TS01 has no unit \"9#高炉\" (2 rows)"),
            (9, "the scenario has no enterprise \"TS0I\" (1 row)"),
            (10, "2 columns only"),
            (11, "a quote is not closed"),
            (13, "TS01 2#高炉 has another record of the same time"),
        ]
    );
    assert!(errors.iter().all(|e| e.help.is_some()), "{errors:?}");
    assert_eq!(errors[1].value.as_deref(), Some("12t"));
    assert!(errors[6].help.as_ref().is_some_and(|h| h.en.contains("TS01")), "the nearest name");
    assert_eq!(errors[9].source_line, "TS01,2#高炉,2021-12-01 08:00,3,2,运行");
    let states = "企业,生产设施,时间,状态\nTS01,1#高炉,2021-12-01 08:00,运行\nTS01,1#高炉,2021-12-01 08:00,停\n";
    let clash = read(&SMALL, &[states.as_bytes()]).expect_err("two states").0;
    assert_eq!((clash[0].line, clash[0].value.as_deref()), (3, Some("- t, - kWh, 停产 ≠ - t, - kWh, 运行")));
    let mut skipping = Reader::new(&SMALL, Reading { skip_unknown: true });
    let unknown = "企业,生产设施,时间,产量\nTS01,9#高炉,2021-12-01,1\nTS01,1#高炉,2021-12-01,1\n";
    skipping.read("r.csv", unknown.as_bytes());
    skipping.read("s.csv", &b"enterprise,month,crude_steel_t\nTS01,2021-12,5\nX9,2021-12,5\n"[..]);
    assert_eq!(skipping.finish().map(|r| (r.passed.unknown, r.steel.len())), Ok((2, 1)));
    let steel = b"enterprise,month,crude_steel_t\nTS0I,2021-11,5\nTS0I,2021-12,5\n";
    let errors = read(&SMALL, &[steel]).expect_err("errors").0;
    let said: Vec<(usize, &str)> = errors.iter().map(|e| (e.line, e.message.en.as_str())).collect();
    assert_eq!(said, [(2, "the scenario has no enterprise \"TS0I\" (2 rows)")]);
}

#[test]
fn a_long_file_is_read_in_parts_and_its_errors_keep_their_lines() {
    let row = "TS01,1#高炉,2021-12-01 05:00,141.5,运行,一列没有人用的很长的备注一列没有人用的很长的备注\n";
    let n = (18 << 20) / row.len();
    let mut csv = String::from("企业,生产设施,时间,产量,状态,备注\n");
    csv += &row.repeat(n);
    csv += "TS01,1#高炉,2021-12-01 05:00,x,运行,\n";
    csv += &row.repeat(n / 2);
    let errors = read(&SMALL, &[csv.as_bytes()]).expect_err("an error").0;
    assert_eq!(errors.iter().map(|e| e.line).collect::<Vec<_>>(), [n + 2]);
    let wrong = csv.replace("141.5", "y");
    let errors = read(&SMALL, &[wrong.as_bytes()]).expect_err("errors").0;
    let last = &errors[errors.len() - 1].message.en;
    assert!(errors.len() < 100 && last.starts_with(&format!("{} more errors", n + n / 2 + 1 - 50)), "{last}");
}

#[test]
fn files_that_are_none_are_refused_in_words() {
    let utf16: Vec<u8> = "enterprise,unit,time,output\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, said) in [
        (&b""[..], "is empty"),
        (b"PK\x03\x04rest", "workbook"),
        (&utf16, "UTF-16"),
        (b"a,b,c\n1,2,3\n", "lacks"),
        (b"enterprise,time,output\nTS01,2021-12-01,1\n", "lacks: unit"),
        (b"enterprise,unit,time,output,output_t\n", "two columns"),
        (b"enterprise,unit,time,output(lb)\n", "unit of measure"),
        (b"enterprise,unit,time,output\n", "no record"),
        ("enterprise,unit,time,output\nTS01,1#高炉,2020-12-01,1\n".as_bytes(), "day of the season"),
        (b"enterprise,month,crude_steel_t\nTS01,2021-13,5\n", "wrong month"),
        (b"enterprise,month,crude_steel_t\nTS01,2021-12,5\nTS01,2021-12,6\n", "already"),
        (b"enterprise,month,crude_steel_t\nTS01,2021-12,-5\n", "wrong amount"),
    ] {
        let errors = read(&SMALL, &[bytes]).expect_err(said);
        assert!(errors.to_string().contains(said), "{said}: {errors}");
    }
}

/// Bytes that are nearly records: pieces of what is met in them.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "企业,生产设施,时间,产量(吨),用电量,状态\n",
            "enterprise,month,crude_steel_t\n",
            "TS01",
            "1#高炉",
            ",",
            "\n",
            "\r\n",
            "\"",
            "2021-12-01 05:00",
            "2021年12月1日5时",
            "2021-12",
            "141.5",
            "-1",
            "1e400",
            "运行",
            "\t",
            ";",
            "\u{feff}",
            "\u{0}",
            "　",
        ])
        .prop_map(|s| s.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|v| v.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_bytes_are_read_or_refused_in_words(bytes in nearly(), headed in any::<bool>()) {
        let head = if headed { &b"enterprise,unit,time,output,state\n"[..] } else { b"" };
        let bytes = [head, &bytes].concat();
        let lines = bytes.split(|&b| b == b'\n').count();
        match read(&SMALL, &[&bytes]) {
            Ok(r) => prop_assert!(!r.span.is_empty() || !r.steel.is_empty()),
            Err(e) => {
                prop_assert!(!e.0.is_empty() && e.0.iter().all(|e| e.line <= lines && e.source_line.get(e.mark.clone()).is_some()));
                prop_assert!(!e.to_string().is_empty());
            }
        }
    }
}

#[test]
fn a_byte_changed_in_good_records_never_panics() {
    let case = Case::city(3);
    let mut options = case.options(Step::Day, 1);
    options.until = 4;
    let (csv, _) = case.make(&options, &[]).expect("room");
    let gb = encoding_rs::GB18030.encode(&csv).0.into_owned();
    for bytes in [csv.into_bytes(), gb] {
        for at in (0..bytes.len()).step_by(37) {
            for with in [b'"', b',', b'\n', 0x81, 0xff, b'0'] {
                let mut changed = bytes.clone();
                changed[at] = with;
                if let Err(e) = read(&case.scenario, &[&changed]) {
                    assert!(!e.to_string().is_empty());
                }
            }
        }
    }
}
