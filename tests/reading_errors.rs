//! What faulty files are told: golden messages in `tests/golden`, and that no bytes make the reader panic.

use crate::common::{PLAN, SMALL};
use proptest::prelude::*;
use std::path::Path;
use steel_stagger::input::{InputErrors, Source};
use steel_stagger::lang::Lang;
use steel_stagger::plan::{read_plan, read_plan_str};
use steel_stagger::policy::{builtin, read_policy_str};
use steel_stagger::scenario::{read_scenario, read_scenario_str};

fn errors(text: &str) -> InputErrors {
    read_scenario_str(text, "city.toml", None).expect_err("the file is faulty")
}

fn built_in() -> &'static str {
    builtin("autumn-winter-2021").unwrap()
}

/// (line, English message) of each error.
fn said(errors: &InputErrors) -> Vec<(usize, &str)> {
    errors.0.iter().map(|e| (e.line, e.message.en.as_str())).collect()
}

fn line_of(text: &str, part: &str) -> usize {
    text.lines().enumerate().filter(|(_, l)| l.contains(part)).last().unwrap().0 + 1
}

/// The one error that a change to [`SMALL`] makes: on the last line that holds `at` (before it, after a `^`: the record's
/// header), and what its message must hold.
fn one(from: &str, to: &str, at: &str, words: &str) {
    assert!(SMALL.contains(from), "{from}");
    let text = SMALL.replacen(from, to, 1);
    let e = errors(&text);
    let said = said(&e);
    assert_eq!(said.len(), 1, "{said:?}");
    let line = at.strip_prefix('^').map_or_else(|| line_of(&text, at), |id| line_of(&text, id) - 1);
    assert_eq!(said[0].0, line, "{said:?}");
    assert!(said[0].1.contains(words), "{said:?} lacks {words:?}");
    let shown = &e.0[0];
    assert!(shown.expected.is_some() || shown.help.is_some(), "says nothing of what to do: {said:?}");
    assert_eq!(shown.source_line, text.lines().nth(shown.line - 1).unwrap());
}

macro_rules! golden {
    ($name:expr, $text:expr) => {
        insta::with_settings!({snapshot_path => "golden", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!($name, $text)
        })
    };
}

#[test]
fn every_error_of_a_file_in_one_run_sorted_by_line() {
    let text = std::fs::read_to_string("tests/golden/faulty.toml").unwrap();
    let e = errors(&text);
    assert!(e.0.len() >= 20, "{}", e.0.len());
    assert!(e.0.is_sorted_by_key(|e| e.line));
    golden!("faulty-en", e.render(Lang::En, false));
    golden!("faulty-zh", e.render(Lang::Zh, false));
}

#[test]
fn errors_of_policies_and_plans() {
    let policy = built_in()
        .replace("B- = 0.35", "B- = 0.30")
        .replace("A = 0.0,", "A = 0.1,")
        .replace("D = 0.50", "E = 0.50")
        .replace("violation = 0.05", "violation = 0")
        .replace("{ coking_time_h = 72", "{ coking_time_h = 73")
        .replace("[emergency.red.scrap-eaf]", "[emergency.crimson.scrap-eaf]")
        .replace("min_run_days  = 3 ", "min_run_dais  = 3 ");
    golden!("policy", read_policy_str(&policy, "mine.toml").unwrap_err().render(Lang::En, false));
    let plan = PLAN
        .replace("start = 2021-12-20", "start = 2021-12-20T08:00:00")
        .replace("\"2022-02-28\"", "\"2022-02-30\"")
        .replace("= 36", "= nan")
        .replace("gap =", "gab =");
    golden!("plan", read_plan_str(&plan, "plan.toml").unwrap_err().render(Lang::En, false));
    let reversed = PLAN.replace("start = 2021-12-20", "start = 2022-03-20");
    assert!(read_plan_str(&reversed, "plan.toml").is_ok(), "rule CONCRETE says so");
}

#[test]
fn each_kind_of_error_is_found_at_its_line() {
    one("min_ratio = 0.32", "min_ration = 0.32", "min_ration", "unknown field `min_ration`");
    one("rate_t_d = 5000", "rate_t_d = \"5000\"", "\"5000\"", "wrong value for `rate_t_d`");
    one("rate_t_d = 5000", "rate_t_d = -5000", "-5000", "wrong value");
    one("rate_t_d = 5000", "rate_t_d = inf", "= inf", "wrong value");
    one("rate_t_d = 5000\n", "", "^id = \"1#烧结机\"", "missing field `rate_t_d`");
    one("start = 2021-12-08", "start = \"2021-12-8\"", "2021-12-8\"", "wrong value for `start`");
    one("start = 2021-12-08", "start = 2021-12-08T00:00:00", "T00:00", "without a time");
    one("end = 2021-12-12", "end = 2021-12-02", "2021-12-02", "is after end");
    one("level = \"orange\"", "level = \"brown\"", "brown", "wrong value for `level`");
    one("grade = \"C\"", "grade = \"E\"", "grade = \"E\"", "unknown grade `E`");
    one("kind = \"sinter\"", "kind = \"smelter\"", "smelter", "wrong value for `kind`");
    one("city = \"唐山市\"\nlevel", "city = \"唐山\"\nlevel", "\"唐山\"", "unknown city `唐山`");
    one("id = \"2#高炉\"", "id = \"1#高炉\" # again", "again", "unit id `1#高炉` is filed twice");
    one("\"2020-12\" = 60000, ", "", "steel_last_year_t = {", "lacks 2020-12");
    one("\"2020-12\" = 60000", "\"2020-13\" = 60000, \"2020-12\" = 1", "2020-13", "unknown month `2020-13`");
    one(
        "route = \"scrap-eaf\"",
        "route = \"scrap-eaf\"\nheating = { start = 2021-12-01, end = 2021-12-31, min_iron_t_d = 1 }",
        "min_iron_t_d = 1 ",
        "no blast furnace",
    );
    one(
        "kind = \"eaf\"",
        "kind = \"blast-furnace\" # here\nsize = 1080",
        "# here",
        "scrap-eaf mill TS03 has a blast furnace",
    );
    one(
        "start = 2021-10-08, end = 2021-10-27",
        "start = 2021-12-15, end = 2021-12-27",
        "overhaul",
        "both hold on 2021-12-15..2021-12-15",
    );
    one(
        "rate_t_d = 400\n",
        "rate_t_d = 400\ncommissioned = 2021-12-01\nretired = 2021-12-01\n",
        "retired",
        "is not after commissioned",
    );
    one("\"TS02/1#竖炉\"", "\"TS02/9#竖炉\"", "9#竖炉", "`replaces` names");
    one("\"TS01\", \"TS02\", \"TS03\"", "\"TS99\"", "TS99", "`serves` names");
    one("stagger_end = 2022-03-31", "stagger_end = 2021-11-01", "stagger_end", "before the staggering period's start");
    one("coking_time_h = 19\n", "", "^id = \"1#焦炉\"", "missing field `coking_time_h`");
    one("rate_t_d = 5000", "rate_t_d = 5000\ncoking_time_h = 19 # here", "# here", "of kind sinter");
    one("policy = \"autumn-winter-2021\"", "policy = \"autumn-winter-2022\"", "policy =", "unknown policy");
    one("min = 0.10, max = 0.60", "min = 0.70, max = 0.60", "stopped_share", "is above max");
    one("min_bf_ratio = 0.30", "min_bf_ratio = 1.30", "min_bf_ratio", "wrong value");
    one("steel_last_year_t = 1_250_000\n", "", "^id = \"TS01\"", "missing field `steel_last_year_t`");
    one("schema = 1", "schema = 2", "schema", "newer than this program");
    one("schema = 1\n", "", "name = \"示例市", "missing field `schema`");
    one("name = \"乙球团有限公司\"", "name =  # none", "# none", "not valid TOML");
}

#[test]
fn an_error_of_the_policy_names_the_policy_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.toml"), built_in().replace("B- = 0.35", "B- = 0.25")).unwrap();
    let path = folder.path().join("city.toml");
    std::fs::write(&path, SMALL.replace("autumn-winter-2021", "mine.toml").replace("\"B\"", "\"Z\"")).unwrap();
    let e = read_scenario(&path).unwrap_err();
    assert!(e.0.iter().any(|e| e.file.ends_with("mine.toml") && e.message.en.contains("rise")), "{e}");
    std::fs::write(folder.path().join("mine.toml"), built_in().replace("[shape.sinter]", "[shape.xsinter]")).unwrap();
    assert!(read_scenario(&path).is_err());
    std::fs::write(folder.path().join("mine.toml"), built_in()).unwrap();
    let e = read_scenario(&path).unwrap_err();
    assert_eq!(said(&e), [(line_of(SMALL, "\"B\""), "unknown grade `Z`")]);
}

#[test]
fn what_is_no_value_is_told_once_and_only_there() {
    one("rate_t_d = 5000", "rate_t_d = = 5000", "= = 5000", "not valid TOML");
    one("grade = \"C\"", "grade = = \"C\"", "= = \"C\"", "not valid TOML");
}

#[test]
fn a_number_too_large_is_told_how_large_it_may_be() {
    for (value, most) in [("1e308", true), ("-1", false)] {
        let e = errors(&SMALL.replacen("rate_t_d = 5000", &format!("rate_t_d = {value}"), 1));
        let expected = e.0[0].expected.as_ref().unwrap();
        assert_eq!((expected.en.contains("1e15"), expected.zh.contains("1e15")), (most, most), "{e}");
    }
}

#[test]
fn a_day_that_no_calendar_has_is_told_as_such_in_both_languages() {
    for end in ["2022-02-30", "\"2022-02-30\"", "2021-13-01"] {
        let e = errors(&SMALL.replacen("end = 2021-12-12", &format!("end = {end}"), 1));
        let day = end.trim_matches('"');
        assert_eq!(said(&e), [(line_of(SMALL, "end = 2021-12-12"), format!("there is no day {day}").as_str())]);
        assert_eq!(e.0[0].message.zh, format!("日期{day}不存在"));
    }
}

#[test]
fn a_doubled_field_names_the_line_of_the_other() {
    let first = line_of(SMALL, "min_ratio = 0.32");
    let e = errors(&SMALL.replacen("stagger_end", "min_ratio = 0.33\nstagger_end", 1));
    let help = e.0[0].help.as_ref().unwrap();
    assert!(help.en.contains(&format!("line {first} ")) && help.zh.contains(&format!("第{first}行")), "{e}");
    let e = errors(&SMALL.replacen("min_bf_ratio = 0.30", "stopped_share = { min = 0.1, min = 0.2 }", 1));
    assert!(e.0.iter().any(|e| e.help.as_ref().is_some_and(|h| h.en.contains("delete one of the two"))), "{e}");
}

#[test]
fn a_policy_that_is_no_file_is_told_at_the_line_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("city.toml");
    std::fs::write(&path, SMALL.replace("autumn-winter-2021", ".")).unwrap();
    let e = read_scenario(&path).unwrap_err();
    assert_eq!((e.0.len(), e.0[0].line), (1, line_of(SMALL, "policy =")), "{e}");
    assert!(e.0[0].file.ends_with("city.toml") && e.0[0].message.en.contains("directory"), "{e}");
}

#[test]
fn a_kind_without_shape_and_ovens_without_coke_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mine = |text: &str| {
        std::fs::write(folder.path().join("mine.toml"), text).unwrap();
        let e = read_scenario_str(&SMALL.replace("autumn-winter-2021", "mine.toml"), "city.toml", Some(folder.path()))
            .unwrap_err();
        (e.0[0].message.en.clone(), e.0.len())
    };
    let cut = |from: &str, to: &str| {
        let (a, b) = (built_in().find(from).unwrap(), built_in().find(to).unwrap());
        format!("{}{}", &built_in()[..a], &built_in()[b..])
    };
    let (no_shape, n) = mine(&cut("[shape.sinter]", "[shape.pellet]"));
    assert!(no_shape.contains("[shape.sinter]") && n == 1, "{no_shape}");
    let (no_coke, n) = mine(&cut("[coke]", "[[stage_steel]]"));
    assert!(no_coke.contains("has no [coke]") && n == 1, "{no_coke}");
}

#[test]
fn hostile_files_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let told = |bytes: &[u8]| {
        let path = folder.path().join("file.toml");
        std::fs::write(&path, bytes).unwrap();
        let (scenario, plan) = (read_scenario(&path).unwrap_err(), read_plan(&path).unwrap_err());
        assert!(!plan.0.is_empty());
        scenario.0.iter().map(|e| e.message.en.as_str()).collect::<Vec<_>>().join("\n")
    };
    assert!(told(b"").contains("empty"));
    assert!(told(b"\xef\xbb\xbf \n").contains("empty"));
    assert!(told(b"schema = 1\nname = \"\xcc\xc6\xc9\xbd\"\n").contains("UTF-8"));
    assert!(told(b"\xff\xfes\0").contains("UTF-8"));
    assert!(told(&vec![0; 100_000]).contains("control character"));
    assert!(told(&vec![0; 40 << 20]).contains("the file has 40 MiB, at most 32 are read"));
    assert!(
        told("a = ".bytes().chain(std::iter::repeat_n(b'[', 100_000)).collect::<Vec<_>>().as_slice())
            .contains("not valid TOML")
    );
    assert!(told("a.".repeat(10_000).as_bytes()).contains("not valid TOML"));
    assert!(told("a = {b=".repeat(10_000).as_bytes()).contains("not valid TOML"));
    assert!(told("\"".repeat(99_999).as_bytes()).contains("not valid TOML"));
    assert!(!told("[[cities]]\n".repeat(5_000).as_bytes()).is_empty());
    assert!(read_scenario(folder.path()).unwrap_err().to_string().contains("directory"));
    assert!(read_scenario(Path::new("no-such-file")).unwrap_err().to_string().contains("cannot read"));
    let faulty = "a\n".repeat(1 << 20);
    assert!(told(faulty.as_bytes()).contains("not valid TOML"));
    assert!(told("a\n".repeat(2 << 20).as_bytes()).contains("not valid TOML"), "too long to recover");
    let many = Source::from_bytes("x", &vec![b'a'; 16 << 20]);
    assert!(many.is_ok(), "at the limit");
}

/// One mill, in a city that is not filed among these.
fn in_no_city(cities: &[String], city: &str) -> InputErrors {
    let cities = cities.iter().map(|c| format!("[[cities]]\nname = \"{c}\"\n")).collect::<Vec<_>>().concat();
    errors(&format!(
        "schema = 1\nname = \"x\"\npolicy = \"autumn-winter-2021\"\n{cities}[[enterprises]]\nid = \"M\"\nname = \"M\"\n\
         grade = \"A\"\nroute = \"integrated\"\ncity = \"{city}\"\n"
    ))
}

#[test]
fn of_many_known_names_the_first_are_told() {
    for (n, dots) in [(25, false), (26, true)] {
        let cities: Vec<String> = (1..=n).map(|c| format!("城{c:02}市")).collect();
        let help = in_no_city(&cities, "Z").0.remove(0).help.expect("what there is").en;
        let told = cities.iter().filter(|c| help.contains(*c)).count();
        assert_eq!((told, help.contains('…')), (if dots { 24 } else { 25 }, dots), "{help}");
    }
}

#[test]
fn a_terminal_gets_no_escape_from_names_and_lines_of_a_file() {
    let told = |city: &str| in_no_city(&["TS\\u001b[2J01".to_owned()], city);
    let (hostile, plain) = (told("\u{9b}\u{202e}2J"), told("ab2J"));
    for lang in [Lang::Zh, Lang::En] {
        let text = hostile.render(lang, false);
        assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{text}");
        assert!(text.contains("TS\u{fffd}[2J01") && text.contains("\u{fffd}\u{fffd}2J"), "{text}");
        let carets = |text: &str| text.matches('^').count();
        assert_eq!(carets(&text), carets(&plain.render(lang, false)), "{text}");
    }
}

#[test]
fn a_terminal_gets_no_escape_from_a_file() {
    let e = errors("schema = 1\nname = \"x\"\npolicy = \"\\u001b[31m\"\ncities = []\nenterprises = []\n");
    assert!(!e.render(Lang::En, false).contains('\u{1b}'), "{e}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for text in [String::from_utf8_lossy(&bytes).into_owned(), format!("schema = 1\n{}", String::from_utf8_lossy(&bytes))] {
            if let Err(e) = read_scenario_str(&text, "x.toml", None) {
                e.render(Lang::Zh, true);
            }
        }
        if let Ok(source) = Source::from_bytes("x.toml", &bytes) {
            prop_assert!(!source.text.is_empty());
        }
    }

    /// A valid file with bytes overwritten, cut out or doubled.
    #[test]
    fn no_change_to_a_valid_file_makes_it_panic(
        which in 0..3_usize,
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[\\[\\]{}=\",.#a-z0-9 \n-]{0,6}|\u{feff}|é"), 1..6),
    ) {
        let mut text = [SMALL, PLAN, built_in()][which].to_owned();
        for (at, len, with) in cuts {
            let a = text.floor_char_boundary(at.index(text.len()));
            let b = text.ceil_char_boundary((a + len).min(text.len()));
            text.replace_range(a..b, &with);
            if text.is_empty() { break; }
        }
        let result = match which {
            0 => read_scenario_str(&text, "x.toml", None).err(),
            1 => read_plan_str(&text, "x.toml").err(),
            _ => read_policy_str(&text, "x.toml").err(),
        };
        if let Some(e) = result {
            prop_assert!(!e.0.is_empty());
            prop_assert!(e.0.is_sorted_by_key(|e| e.line));
            prop_assert!(e.render(Lang::Zh, true).len() > 10);
            e.render(Lang::En, false);
        }
    }
}
