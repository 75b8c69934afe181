//! Registers: a scenario goes out and comes back.

use crate::sheets::{at_root, scenario, with_file};
use steel_stagger::cli::example::EXAMPLES;
use steel_stagger::scenario::register::{read_register, register};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// A scenario without what says where and in which file it stood.
pub(super) fn bare(mut s: Scenario) -> Scenario {
    s.hash.clear();
    s.cities.iter_mut().for_each(|c| c.line = 0);
    s.enterprises.iter_mut().for_each(|e| e.line = 0);
    s.units.iter_mut().for_each(|u| u.line = 0);
    s
}

fn back(text: &str) -> (Scenario, String) {
    let read = read_scenario_str(text, "s.toml", Some(&at_root("scenarios"))).unwrap();
    let (_folder, path) = with_file("register.xlsx", &register(Some(text), &read.policy.grades).unwrap());
    let read = read_register(&path, Some(&at_root("scenarios"))).unwrap_or_else(|e| panic!("{e}"));
    assert!(read.notes.is_empty(), "all of it is read: {:?}", read.notes);
    (read.scenario, read.text)
}

#[test]
fn every_shipped_scenario_comes_back_from_its_register() {
    for e in EXAMPLES {
        let (s, text) = back(e.text);
        assert_eq!(bare(s), bare(scenario(e.name)), "{}", e.name);
        let again = read_scenario_str(&text, "again.toml", Some(&at_root("scenarios"))).unwrap();
        assert_eq!(bare(again), bare(scenario(e.name)), "{}: the text that is written", e.name);
        assert_eq!(bare(back(&text).0), bare(scenario(e.name)), "{}: twice", e.name);
    }
}

/// Every field of a scenario, with values that try the cells: lists whose items hold separators, dates, a mill without units.
#[test]
fn every_field_has_its_place_in_a_register() {
    let (s, _) = back(crate::common::SMALL);
    assert_eq!(bare(s), bare(read_scenario_str(crate::common::SMALL, "s.toml", None).unwrap()));
    let text = r#"
schema = 1
name = "=1+1"
policy = "autumn-winter-2021"
[[cities]]
name = "唐山市"
stopped_share = [ { start = 2021-12-01, end = 2021-12-31, min = 0.1 }, { start = 2022-01-01, end = 2022-01-31, max = 0.6 } ]
[[enterprises]]
id = "007"
name = "甲、乙钢铁"
city = "唐山市"
grade = "B-"
route = "integrated"
violations = ["central-inspection", "capacity-look-back"]
norm_listed = false
min_ratio = 0.3333333333333333
stagger_end = 2022-03-20
serves = ["8", "X"]
evidence = ["文件1、2", "文件3"]
margin_cny_t = 312.5
steel_last_year_t = 1000000.25
[[enterprises.units]]
id = "1"
kind = "blast-furnace"
size = 1080
rate_t_d = 3400.5
commissioned = 2021-10-05
retired = 2022-03-01
last_ran = 2021-09-01
must_run = [ { start = 2021-11-15, end = 2021-11-20, reason = "供暖" }, { start = 2021-12-01, end = 2021-12-02 } ]
down = [ { start = 2022-02-01, end = 2022-02-03 } ]
[[enterprises.units]]
id = "2"
kind = "coke-oven"
size = 6.25
rate_t_d = 1500
coking_time_h = 19.5
replaces = ["007/1"]
[[enterprises]]
id = "8"
name = "无设施"
city = "唐山市"
grade = "A"
route = "scrap-eaf"
[[enterprises]]
id = "X"
name = "乙"
city = "唐山市"
grade = "A"
route = "integrated"
steel_quota = [ { year = 2021, limit_t = 5.5, made_t = 0 }, { year = 2022, limit_t = 6, made_t = 0 } ]
"#;
    let (s, _) = back(text);
    assert_eq!(bare(s), bare(read_scenario_str(text, "s.toml", None).unwrap()));
}

#[test]
fn the_same_register_has_the_same_bytes() {
    assert_eq!(register(None, &["A".into()]).unwrap(), register(None, &["A".into()]).unwrap());
}
