//! The counting of contract sections 1, 4 and 5, by hand-computed numbers.

use crate::rules_support::*;
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::measure::changes::{Change, changes};
use steel_stagger::plan::read_plan_str;
use steel_stagger::plan::schedule::{Basis, Schedule, StopClass};
use steel_stagger::rules::{Measure, RULES, RuleId, all_rows};
use steel_stagger::scenario::Scenario;

const WARNED: &str =
    "[[cities]]\nname = \"乙市\"\n[[episodes]]\ncity = \"乙市\"\nlevel = \"orange\"\nstart = 2021-12-10\nend = 2021-12-12\n";

fn furnace(extra: &str) -> Scenario {
    let u = unit("1", "blast-furnace", 1000, &format!("size = 500\n{extra}"));
    scenario(&[WARNED, &mill("M", "C", ""), &u].concat())
}

fn sums(s: &Scenario, lines: &[&str], basis: Basis) -> f64 {
    Schedule::new(s, &plan(lines)).units[0].sum(basis, s.season.all())
}

fn classes(s: &Scenario, lines: &[&str]) -> Vec<(StopClass, usize)> {
    Schedule::new(s, &plan(lines)).units[0].stops.iter().map(|w| (w.class, w.days.len())).collect()
}

#[test]
fn a_short_stop_counts_in_tonnes_and_in_no_ratio() {
    let s = furnace("");
    assert!(close(sums(&s, &["M/1 12-01 12-03"], Basis::Stop), 3.0));
    assert!(close(sums(&s, &["M/1 12-01 12-03"], Basis::Counted), 0.0));
    assert!(close(sums(&s, &["M/1 12-01 12-04"], Basis::Counted), 4.0));
}

#[test]
fn back_to_back_stops_are_one_stop() {
    let s = furnace("");
    let lines = ["M/1 12-01 12-02", "M/1 12-03 12-04"];
    assert_eq!(classes(&s, &lines), [(StopClass::Ordinary, 4)]);
    assert!(close(sums(&s, &lines, Basis::Counted), 4.0));
}

#[test]
fn a_stop_is_what_its_days_are() {
    let s = furnace("down = [{ start = 2021-12-05, end = 2021-12-09 }]");
    assert_eq!(classes(&s, &["M/1 12-05 12-09"]), [(StopClass::Fixed, 5)]);
    assert_eq!(classes(&s, &["M/1 12-10 12-12"]), [(StopClass::Episode, 3)]);
    assert_eq!(classes(&s, &["M/1 12-05 12-12"]), [(StopClass::Episode, 8)]);
    assert_eq!(classes(&s, &["M/1 12-05 12-13"]), [(StopClass::Ordinary, 9)]);
    // yellow names no furnace of grade C, but one of the stop's episodes does
    let yellow = "[[episodes]]\ncity = \"乙市\"\nlevel = \"yellow\"\nstart = 2021-12-06\nend = 2021-12-09\n";
    let y = scenario(&[WARNED, yellow, &mill("M", "C", ""), &bf("1", 1000)].concat());
    assert_eq!(classes(&y, &["M/1 12-08 12-11"]), [(StopClass::Episode, 4)]);
    assert_eq!(classes(&y, &["M/1 12-06 12-09"]), [(StopClass::Ordinary, 4)]);
    // an orange measure of grade B names no furnace here
    let b = scenario(&[WARNED, &mill("M", "B", ""), &bf("1", 1000)].concat());
    assert_eq!(classes(&b, &["M/1 12-10 12-12"]), [(StopClass::Ordinary, 3)]);
}

#[test]
fn ramp_days_follow_ordinary_and_fixed_stops_only() {
    let s = furnace("down = [{ start = 2021-12-01, end = 2021-12-01 }]");
    assert!(close(sums(&s, &["M/1 12-20 12-23"], Basis::Cold), 6.0));
    assert!(close(sums(&s, &["M/1 12-01 12-01"], Basis::Cold), 3.0));
    assert!(close(sums(&s, &["M/1 12-10 12-12"], Basis::Cold), 3.0));
    assert!(close(sums(&s, &["M/1 02-20 02-28"], Basis::Cold), 9.0), "no ramp after the season");
}

#[test]
fn a_slow_down_stops_its_share_and_always_counts() {
    let s = scenario(&[CITY, &mill("M", "A", ""), &unit("K", "coke-oven", 500, ""), &bf("1", 1000)].concat());
    // 18 h of 36 h: a half, on two days; shorter than min_slow_days, and still counted
    assert!(close(sums(&s, &["M/K 12-01 12-02 36"], Basis::Counted), 1.0));
    // a stop beats a slow-down, the longer coking time wins: 18/24 and 18/36
    let lines = ["M/K 12-01 12-04 24", "M/K 12-03 12-06 36", "M/K 12-06 12-06"];
    assert!(close(sums(&s, &lines, Basis::Stop), 2.0 * 0.25 + 3.0 * 0.5 + 1.0));
}

#[test]
fn a_slow_down_filed_with_any_time_not_above_the_normal_is_found() {
    let s = scenario(&[CITY, &mill("M", "A", ""), &unit("K", "coke-oven", 500, ""), &bf("1", 1000)].concat());
    for (hours, told) in [("18", 18.0), ("5", 5.0), ("0", 0.0), ("-3", -3.0)] {
        let text = format!(
            "schema = 1\nscenario = \"test\"\n[[slowdowns]]\nenterprise = \"M\"\nunit = \"K\"\nstart = 2021-12-01\nend = 2021-12-02\n\
             coking_time_h = {hours}\n"
        );
        let p = read_plan_str(&text, "plan.toml").unwrap_or_else(|e| panic!("{hours} h: {e}"));
        let found = findings_of(RuleId::WholeStop, &s, &p);
        assert_eq!((found.len(), found[0].measured, found[0].required), (1, Some(told), Some(18.0)), "{hours} h");
        assert!(found[0].note.en.contains(&format!("{hours} h")), "{}", found[0].note.en);
        assert_eq!(findings_of(RuleId::SlowShape, &s, &p)[0].measured, Some(2.0), "{hours} h: too short as well");
        assert!(close(Schedule::new(&s, &p).units[0].sum(Basis::Stop, s.season.all()), 0.0), "{hours} h stop nothing");
    }
    // the longer wins over 0, and 0 over less
    let twice = |a: &str, b: &str| {
        let p = plan(&[&format!("M/K 12-01 12-10 {a}"), &format!("M/K 12-01 12-10 {b}")]);
        Schedule::new(&s, &p).units[0].slows[0].coking_time_h
    };
    assert!(close(twice("0", "36"), 36.0) && close(twice("-3", "0"), 0.0) && close(twice("0", "-3"), 0.0));
}

#[test]
fn days_out_of_season_or_service_are_dropped() {
    let s = furnace("commissioned = 2021-12-03\nretired = 2021-12-11");
    assert_eq!(s.units[0].service.len(), 8);
    assert!(close(sums(&s, &["M/1 10-01 12-04", "M/1 12-04 12-31"], Basis::Stop), 8.0));
    let found = findings_of(RuleId::Concrete, &s, &plan(&["M/1 10-31 12-04"]));
    let got: Vec<_> = found.iter().map(|f| (f.first.unwrap().to_string(), f.measured.unwrap())).collect();
    assert_eq!(got, [("2021-10-31".to_owned(), 1.0), ("2021-11-01".to_owned(), 32.0)]);
}

#[test]
fn a_ratio_runs_over_the_days_in_service_of_the_period() {
    // in service from 12-21: 20 of 40 days; a quarter of 1000·40 + 1000·20 is 15 days
    let late = unit("2", "blast-furnace", 1000, "size = 500\ncommissioned = 2021-12-21");
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &late].concat());
    let found = findings_of(RuleId::BfRatio, &s, &plan(&["M/1 12-01 12-14"]));
    assert!(close(found[0].measured.unwrap(), 14.0 / 60.0));
    assert!(findings_of(RuleId::BfRatio, &s, &plan(&["M/1 12-01 12-15"])).is_empty());
    // an idle unit is in no denominator: it alone leaves no ratio, and no rule
    let idle = unit("1", "blast-furnace", 1000, "size = 500\nlast_ran = 2021-03-01");
    let s = scenario(&[CITY, &mill("M", "B", ""), &idle].concat());
    assert!(findings_of(RuleId::BfRatio, &s, &plan(&[])).is_empty());
}

#[test]
fn increments_add_up_to_the_cap_and_the_citys_own_ratio_stands_above() {
    let all =
        "violations = [\"central-inspection\", \"capacity-look-back\"]\ncapacity_utilisation = 1.3\nnorm_listed = false";
    let required =
        |grade: &str, extra: &str| scenario(&[CITY, &mill("M", grade, extra), &bf("1", 1000)].concat()).required_ratio(0);
    assert!(close(required("A", all), 0.15));
    let best = scenario(&[CITY, &mill("A", "A", ""), &bf("1", 1000)].concat());
    assert!(all_rows(&best).iter().all(|r| r.rule != RuleId::BfRatio), "nothing is asked of the best grade");
    assert!(close(required("C", all), 0.60), "0.65 capped");
    assert!(close(required("C", "min_ratio = 0.7"), 0.7));
    assert!(close(required("B", "capacity_utilisation = 1.2"), 0.25), "at the threshold is not above it");
}

#[test]
fn grades_are_compared_over_mills_whose_increments_add_nothing() {
    let found_by = "violations = [\"central-inspection\"]";
    let body = [CITY, &mill("M", "B", found_by), &bf("1", 1000), &mill("N", "C", ""), &bf("1", 1000)].concat();
    let alike = plan(&["M/1 12-01 12-20", "N/1 12-01 12-20"]);
    let found = |policy: &str| findings_of(RuleId::GradeOrder, &scenario_by(policy, &body), &alike).len();
    assert_eq!(found(POLICY), 0, "M has an increment and is set aside");
    assert_eq!(found(&POLICY.replace("violation = 0.05, ", "")), 1, "the policy adds nothing for a violation");
}

#[test]
fn days_that_are_listed_twice_for_a_rule_count_once() {
    let span = "{ start = 2022-01-31, end = 2022-02-06 }";
    let found = |spans: &str| {
        let policy = format!("{POLICY}[rule_days]\nSPRING-FESTIVAL = [{spans}]\n");
        let s = scenario_by(&policy, &[CITY, &mill("M", "A", ""), &bf("1", 1000)].concat());
        findings_of(RuleId::SpringFestival, &s, &plan(&["M/1 01-20 02-02"])).len()
    };
    assert_eq!((found(span), found(&format!("{span}, {span}"))), (1, 1));
}

#[test]
fn serving_units_share_the_served_mills_period() {
    // N's pellet plants serve M: 500 own and 1500 serving; M's furnace at 25 % over M's 40 days
    let own = [mill("M", "A", ""), bf("1", 1000), unit("P", "pellet", 500, "")].concat();
    let serving =
        [mill("N", "A", "serves = [\"M\"]\nstagger_end = 2022-02-28\nsteel_last_year_t = 0"), unit("P", "pellet", 1500, "")]
            .concat();
    let s = scenario(&[CITY, &own, &serving].concat());
    let kept = plan(&["M/1 12-01 12-10", "N/P 12-01 12-14"]);
    assert!(findings_of(RuleId::AncRatio, &s, &kept).is_empty(), "1500·14 of 2000·40 is 0.2625");
    let broken = findings_of(RuleId::AncRatio, &s, &plan(&["M/1 12-01 12-10", "N/P 01-05 01-30"]));
    assert!(close(broken[0].measured.unwrap(), 1500.0 * 5.0 / 80_000.0), "after 9 January nothing counts");
    assert_eq!(broken[0].kind, Some(Kind::Pellet));
}

#[test]
fn last_year_is_spread_by_month_and_by_the_season() {
    let table =
        "steel_last_year_t = { \"2020-11\" = 30_000, \"2020-12\" = 31_000, \"2021-01\" = 62_000, \"2021-02\" = 56_000 }";
    let s = scenario(&[CITY, &mill("M", "A", table), &bf("1", 1000)].concat());
    let days = |a: &str, b: &str| s.season.clip(date(a), date(b));
    assert!(close(s.steel_last_year(0, s.season.all()), 179_000.0));
    assert!(close(s.steel_last_year(0, days("2021-12-31", "2022-01-02")), 1000.0 + 4000.0));
    let s = scenario(&[CITY, &mill("M", "A", "steel_last_year_t = 120_000"), &bf("1", 1000)].concat());
    assert!(close(s.steel_last_year(0, days("2021-12-01", "2021-12-10")), 10_000.0));
    // a leap season: 29 February answers to 28 February
    let policy = POLICY
        .replace("season = { start = 2021-11-01, end = 2022-02-28 }", "season = { start = 2024-02-01, end = 2024-02-29 }");
    let body = [CITY, &mill("M", "A", "steel_last_year_t = { \"2023-02\" = 28_000 }"), &bf("1", 1000)].concat();
    let s = scenario_by(&policy, &body);
    assert!(close(s.steel_last_year(0, s.season.all()), 28_000.0));
    assert!(close(s.steel_last_year(0, DayRange::new(28, 29)), 1000.0));
}

#[test]
fn heat_comes_first_in_an_episode() {
    let asked = |extra: &str, first: &str| {
        let u = |id: &str, rate, extra: &str| unit(id, "blast-furnace", rate, &format!("size = 500\n{extra}"));
        let mill = mill("M", "C", &format!("evidence = [\"x\"]\n{extra}"));
        let s = scenario(&[WARNED, &mill, &u("1", 1000, first), &u("2", 1000, first), &u("3", 500, "")].concat());
        let rows = all_rows(&s);
        let lines: Vec<f64> =
            rows.iter().filter(|r| r.rule == RuleId::Episode && r.measure == Measure::Lines).map(|r| r.lower).collect();
        lines
    };
    let heat = |t: u32| format!("heating = {{ start = 2021-12-11, end = 2022-01-31, min_iron_t_d = {t} }}");
    assert_eq!(asked("", ""), [2.0, 2.0, 2.0], "half of three, rounded up");
    assert_eq!(asked(&heat(1000), ""), [2.0, 2.0, 2.0], "one furnace makes it");
    assert_eq!(asked(&heat(1001), ""), [2.0, 1.0, 1.0], "two make it, from 11 December");
    assert_eq!(asked(&heat(2600), ""), [2.0], "all do not make it: nothing is asked");
    assert_eq!(asked("", "must_run = [{ start = 2021-12-12, end = 2021-12-20 }]"), [2.0, 2.0, 1.0]);
}

#[test]
fn an_episode_asks_ovens_by_chamber_height() {
    let oven = |id: &str, height: &str, normal: u32| {
        unit(id, "coke-oven", 500, &format!("size = {height}\ncoking_time_h = {normal}"))
    };
    let s = scenario(
        &[WARNED, &mill("M", "C", ""), &oven("low", "5.5", 18), &oven("high", "6.0", 21), &oven("slow", "6.0", 28)].concat(),
    );
    let rows: Vec<_> = all_rows(&s).into_iter().filter(|r| r.rule == RuleId::Episode).collect();
    assert_eq!(rows.len(), 6, "three days of two ovens; the third is slow enough");
    assert!(rows[..3].iter().all(|r| close(r.lower, 0.5)) && rows[3..].iter().all(|r| close(r.lower, 0.25)));
    let found = findings_of(RuleId::Episode, &s, &plan(&["M/low 12-10 12-12 36", "M/high 12-10 12-11 28"]));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].first, found[0].last), (Some(date("2021-12-12")), Some(date("2021-12-12"))));
    let amounts = [found[0].measured, found[0].required, found[0].short_by].map(|x| x.expect("hours"));
    assert!(amounts.iter().zip([21.0, 28.0, 7.0]).all(|(a, b)| close(*a, b)), "{amounts:?}");
}

#[test]
fn lines_are_counted_by_their_measure_words_and_even_days_have_no_worst() {
    let s = scenario(&[WARNED, &mill("M", "C", ""), &bf("1", 1000), &bf("2", 1000), &bf("3", 1000)].concat());
    let note = |lines: &[&str]| findings_of(RuleId::Episode, &s, &plan(lines))[0].note.clone();
    let all = note(&[]);
    assert!(all.zh.contains("实为0座，应不低于2座，差2座") && !all.zh.contains("最差日"), "{all:?}");
    let some = note(&["M/1 12-10 12-11"]);
    assert!(some.zh.contains("实为0座") && some.en.contains("worst day 2021-12-12"), "{some:?}");
    let two = note(&["M/1 12-10 12-10"]);
    assert!(two.en.contains("worst day 2021-12-11"), "the earliest of two: {two:?}");
    assert_eq!((Kind::Sinter.counter(), Kind::LimeKiln.counter()), ("条", "座"));
}

#[test]
fn longer_coking_has_one_name_in_chinese() {
    for r in RULES {
        for text in [r.name, r.holds, r.example, r.advice, r.numbers_from].map(|t| t.zh) {
            assert!(!text.replace("延长出焦时间", "").contains("延长出焦") && !text.contains("结焦"), "{text}");
        }
    }
}

#[test]
fn advice_is_a_stop_that_the_unit_may_take_or_what_stands_in_its_way() {
    let note = |extra: &str, lines: &[&str]| {
        let furnace = unit("1", "blast-furnace", 1000, &format!("size = 500\n{extra}"));
        let s = scenario(&[CITY, &mill("M", "B", ""), &furnace].concat());
        findings_of(RuleId::BfRatio, &s, &plan(lines))[0].note.clone()
    };
    // of 40 days a quarter is asked; a stop takes at least four, and only a longer one counts what it has
    assert!(note("", &[]).en.contains("(say a new stop of 1 from 2021-12-01 to 2021-12-10, 10 days)"));
    let nine = note("", &["M/1 12-05 12-13"]);
    assert!(nine.en.contains("(say 1 from 2021-12-05 to 2021-12-14, 1 day more)"), "{nine:?}");
    assert!(nine.zh.contains("（如1改为2021-12-05至2021-12-14停产，多停1天）"), "{nine:?}");
    // the day after is held: it begins sooner
    let held = note("must_run = [{ start = 2021-12-14, end = 2022-01-09 }]", &["M/1 12-05 12-13"]);
    assert!(held.en.contains("(say 1 from 2021-12-04 to 2021-12-13, 1 day more)"), "{held:?}");
    // a furnace has no slow-downs: one that a plan names does nothing, yet no stop may lie over its days
    let slowed = note("", &["M/1 12-05 12-13", "M/1 12-14 12-20 36"]);
    assert!(slowed.en.contains("(say 1 from 2021-12-04 to 2021-12-13, 1 day more)"), "{slowed:?}");
    let part = note("must_run = [{ start = 2021-12-07, end = 2022-01-09 }]", &[]);
    assert!(part.en.contains("from 2021-12-01 to 2021-12-06, 6 days; that alone is not enough"), "{part:?}");
    let all = note("must_run = [{ start = 2021-12-01, end = 2022-01-09 }]", &[]);
    assert!(all.en.contains("40 unit-days under must_run") && all.zh.contains("列入must_run的共40台·天"), "{all:?}");
}

#[test]
fn advice_reaches_as_far_as_the_shape_of_stops_and_the_days_in_service_let_it() {
    let note = |extra: &str, lines: &[&str]| {
        let furnace = unit("1", "blast-furnace", 1000, &format!("size = 500\n{extra}"));
        let s = scenario(&[CITY, &mill("M", "B", "evidence = [\"x\"]"), &furnace].concat());
        findings_of(RuleId::BfRatio, &s, &plan(lines))[0].note.en.clone()
    };
    let told = |extra: &str, lines: &[&str], way: &str| {
        let note = note(extra, lines);
        assert!(note.contains(way), "{note}");
    };
    // five days between them are enough, and no sixth is needed
    let held = "must_run = [{ start = 2021-12-15, end = 2022-01-09 }]";
    told(
        held,
        &["M/1 12-01 12-04", "M/1 12-11 12-14"],
        "(say 1 from 2021-12-10 to 2021-12-14, 1 day more; that alone is not",
    );
    // one far away is in nobody's way
    let held = "must_run = [{ start = 2021-12-09, end = 2022-01-09 }]";
    told(
        held,
        &["M/1 12-03 12-08", "M/1 02-01 02-04"],
        "(say 1 from 2021-12-01 to 2021-12-08, 2 days more; that alone is not",
    );
    // a stop that is too short grows to the least length, or not at all
    let around = |last: &str| {
        format!("must_run = [{{ start = 2021-11-01, end = 2021-11-30 }}, {{ start = {last}, end = 2022-02-28 }}]")
    };
    told(&around("2021-12-05"), &["M/1 12-01 12-03"], "(say 1 from 2021-12-01 to 2021-12-04, 1 day more; that alone is not");
    let furnace = unit("1", "blast-furnace", 1000, &format!("size = 500\n{}", around("2021-12-04")));
    let s = scenario(&[CITY, &mill("M", "A", "evidence = [\"x\"]\nsteel_last_year_t = 100_000"), &furnace].concat());
    let note = &findings_of(RuleId::SteelYoy, &s, &plan(&["M/1 12-01 12-02"]))[0].note.en;
    assert!(note.contains("unit-days under must_run"), "{note}");
    // two stops are the most; these two lie before the period, and a longer first would gain nothing there
    told("", &["M/1 11-05 11-06", "M/1 11-20 11-23"], "(none of its stops can be made longer and none be added as they lie");
    // nothing stands that is not in service
    told("retired = 2021-12-04", &[], "(say a new stop of 1 from 2021-11-30 to 2021-12-03, 4 days)");
    told("commissioned = 2022-01-07", &[], "(say a new stop of 1 from 2022-01-07 to 2022-01-10, 4 days)");
}

#[test]
fn advice_goes_to_what_gives_most_and_to_mills_that_must_stop_at_all() {
    let until = |last: &str| format!("size = 500\nmust_run = [{{ start = {last}, end = 2022-01-09 }}]");
    let furnace = |id: &str, rate, last: &str| unit(id, "blast-furnace", rate, &until(last));
    let evidence = "evidence = [\"x\"]";
    // neither is enough: six days of 1000 t or four of 5000 t
    let two =
        [CITY, &mill("M", "B", evidence), &furnace("2", 5000, "2021-12-05"), &furnace("1", 1000, "2021-12-07")].concat();
    let note = &findings_of(RuleId::BfRatio, &scenario(&two), &plan(&[]))[0].note.en;
    assert!(note.contains("(say a new stop of 2 from 2021-12-01 to 2021-12-04, 4 days; that alone is not"), "{note}");
    // of 80 furnace-days 16 are asked: M has six of them, N of the best grade all
    let city = |first: &str, second: &str| {
        let city = "[[cities]]\nname = \"乙市\"\nmin_bf_ratio = 0.2\n";
        let (m, n) = (mill("M", first, evidence), mill("N", second, evidence));
        let s = scenario(&[city, &n, &bf("1", 1000), &m, &furnace("1", 1000, "2021-12-07")].concat());
        findings_of(RuleId::CityRatio, &s, &plan(&[]))[0].note.en.clone()
    };
    let asked = city("C", "A");
    assert!(asked.contains("(say a new stop of M/1 from 2021-12-01 to 2021-12-06, 6 days; that alone is not"), "{asked}");
    let all = city("A", "A");
    assert!(all.contains("(say a new stop of N/1 from 2021-12-01 to 2021-12-16, 16 days)"), "{all}");
}

#[test]
fn half_a_tonne_is_no_breach_and_rounding_makes_no_day_the_worst() {
    // 1000 t on 110 days
    let made = |limit: &str| {
        let s = scenario(&[CITY, &mill("M", "A", &format!("steel_last_year_t = {limit}")), &bf("1", 1000)].concat());
        findings_of(RuleId::SteelYoy, &s, &plan(&["M/1 12-01 12-10"])).len()
    };
    assert_eq!((made("109_999.5"), made("109_999.25")), (0, 1));
    let furnace = |id: &str, rate: &str| bf(id, 20_000).replace("rate_t_d = 20000", &format!("rate_t_d = {rate}"));
    let heat = "heating = { start = 2021-12-01, end = 2021-12-20, min_iron_t_d = 50_000 }\nevidence = [\"x\"]";
    let mill = mill("M", "A", heat);
    let s = scenario(&[CITY, &mill, &furnace("1", "10000.1"), &furnace("2", "20000.2"), &furnace("3", "30000.3")].concat());
    // cold until 12 December; the two are as much as the third, but for the last digit
    let found = findings_of(RuleId::Heating, &s, &plan(&["M/1 12-01 12-10", "M/2 12-01 12-10", "M/3 12-13 12-20"]));
    assert_eq!((found.len(), found[0].last), (1, Some(date("2021-12-20"))));
    assert!(!found[0].note.en.contains("worst day"), "{:?}", found[0].note);
}

#[test]
fn two_plans_differ_by_spells_that_share_days_and_then_by_those_in_the_same_place() {
    let s = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000), &unit("K", "coke-oven", 500, "")].concat());
    let before = ["M/1 12-01 12-05", "M/1 12-20 12-24", "M/K 12-01 12-10 36", "M/K 01-01 01-05 36"];
    let after = ["M/1 12-22 12-26", "M/1 01-05 01-08", "M/K 12-03 12-12 30", "M/K 01-01 01-05 36"];
    let found = changes(&s, &Schedule::new(&s, &plan(&before)), &Schedule::new(&s, &plan(&after)));
    let moved = |c: &Change| match c {
        Change::Moved(a, b) => (s.season.date(a.days.first), s.season.date(b.days.first), b.coking_time_h),
        other => panic!("{other:?}"),
    };
    let told: Vec<_> = found.iter().map(|u| u.changes.iter().map(moved).collect::<Vec<_>>()).collect();
    let stops = vec![(date("2021-12-01"), date("2022-01-05"), None), (date("2021-12-20"), date("2021-12-22"), None)];
    assert_eq!(told, [stops, vec![(date("2021-12-01"), date("2021-12-03"), Some(30.0))]]);
    // 18 h of 36 h and of 30 h: half and two fifths
    assert!(close(found[0].days, 5.0 + 2.0 + 2.0 + 4.0) && close(found[1].days, 2.0 * 0.5 + 8.0 * 0.1 + 2.0 * 0.4));
}
