//! Findings beside each other: their order, which are about the same, and what is said besides of which.

use crate::rules_support::*;
use steel_stagger::kind::Kind;
use steel_stagger::plan::Plan;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::rules::{Finding, Named, RULES, RuleId, Severity, check};
use steel_stagger::scenario::Scenario;
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::read_scenario_str;

fn found(s: &Scenario, plan: &Plan) -> Vec<Finding> {
    check(s, plan, &Schedule::new(s, plan))
}

/// A city in which nothing stops.
fn idle_city(seed: u64) -> Scenario {
    let g = generate(&Size::new(2, 5, 14, seed));
    read_scenario_str(&g.scenario_toml, "scenario.toml", None).unwrap()
}

#[test]
fn errors_come_first_then_the_contracts_order_of_rules_then_places_and_days() {
    let at = |f: &Finding| {
        let rule = RULES.iter().position(|r| r.id == f.rule);
        (f.severity, rule, (f.city, f.enterprise.clone(), f.unit.clone(), f.kind), f.first, f.last)
    };
    for seed in 0..4 {
        let all = found(&idle_city(seed), &Plan::default());
        let mut sorted = all.clone();
        sorted.reverse();
        sorted.sort_by_key(at);
        assert!(all.iter().map(at).eq(sorted.iter().map(at)), "seed {seed}");
        let rules: std::collections::BTreeSet<RuleId> = all.iter().map(|f| f.rule).collect();
        assert!(rules.len() > 4 && all[0].severity == Severity::Error, "{rules:?}");
    }
}

#[test]
fn findings_are_about_the_same_where_rule_and_place_are_and_a_day() {
    let s = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000), &bf("2", 1000)].concat());
    let all = findings_of(RuleId::ShortStop, &s, &plan(&["M/1 12-05 12-07", "M/2 12-05 12-07", "M/1 12-20 12-21"]));
    let [one, later, other] = &all[..] else { panic!("{all:?}") };
    assert!(one.is_about_the_same(&one.clone()));
    assert!(!one.is_about_the_same(later) && !later.is_about_the_same(one), "other days");
    assert!(!one.is_about_the_same(other), "another unit");
    assert!(!one.is_about_the_same(&Finding { rule: RuleId::ShortRun, ..one.clone() }), "another rule");
    assert!(!one.is_about_the_same(&Finding { kind: Some(Kind::Eaf), ..one.clone() }), "another kind");
    let from = |first: &str, last: &str| one.clone().between(date(first), date(last));
    for (first, last, same) in [
        ("2021-12-01", "2021-12-05", true),
        ("2021-12-01", "2021-12-04", false),
        ("2021-12-07", "2021-12-09", true),
        ("2021-12-08", "2021-12-09", false),
        ("2021-12-06", "2021-12-06", true),
    ] {
        assert_eq!(one.is_about_the_same(&from(first, last)), same, "{first} {last}");
    }
}

#[test]
fn only_periods_of_units_that_stop_whole_are_told_which_stop_would_do() {
    let (mut told, mut other) = (0, 0);
    for seed in 0..4 {
        for f in found(&idle_city(seed), &Plan::default()) {
            let of_a_day = matches!(f.rule, RuleId::CityDaily | RuleId::Episode | RuleId::Heating | RuleId::MustRun);
            let of_period = matches!(f.rule, RuleId::BfRatio | RuleId::CityRatio | RuleId::SteelYoy | RuleId::AncRatio);
            let stops = f.note.en.contains("(say ") || f.note.en.contains("(none of its stops");
            if of_period && f.kind != Some(Kind::CokeOven) {
                told += 1;
                assert!(stops, "{f:?}");
            } else if of_a_day || of_period {
                other += 1;
                assert!(!stops, "{f:?}");
            }
        }
    }
    assert!(told > 5 && other > 5, "{told} {other}");
    // too much of a period, which no further stop cures
    let s = idle_city(1);
    let all = Plan { stops: whole_season(&s), ..Plan::default() };
    for f in found(&s, &all).iter().filter(|f| f.rule == RuleId::CityDaily) {
        assert!(!f.note.en.contains("(say "), "{f:?}");
    }
}

fn whole_season(s: &Scenario) -> Vec<steel_stagger::plan::Stop> {
    let (start, end) = (s.season.start, s.season.end());
    let stop = |u: usize| steel_stagger::plan::Stop {
        enterprise: s.owner(u).id.clone(),
        unit: s.units[u].id.clone(),
        start,
        end,
        line: 0,
    };
    (0..s.units.len()).map(stop).collect()
}

#[test]
fn caps_of_two_years_are_two_findings_though_their_days_meet() {
    let quota =
        "steel_quota = [{ year = 2021, limit_t = 10_000, made_t = 0 }, { year = 2022, limit_t = 10_000, made_t = 0 }]";
    let s = scenario(&[CITY, &mill("M", "A", quota), &bf("1", 1000)].concat());
    let years = findings_of(RuleId::SteelYear, &s, &plan(&[]));
    let days: Vec<_> = years.iter().map(|f| (f.first, f.last)).collect();
    let day = |d: &str| Some(date(d));
    assert_eq!(days, [(day("2021-11-01"), day("2021-12-31")), (day("2022-01-01"), day("2022-02-28"))]);
    // 61 and 59 days of 1000 t of iron
    let measured: Vec<f64> = years.iter().filter_map(|f| f.measured).collect();
    assert!(close(measured[0] / 61.0, measured[1] / 59.0) && years.iter().all(|f| f.required == Some(10_000.0)));
}

#[test]
fn a_quota_of_a_year_without_a_day_in_the_season_is_asked_about() {
    let quota = "steel_quota = [{ year = 2019, limit_t = 10, made_t = 20 }]";
    let s = scenario(&[CITY, &mill("M", "A", quota), &bf("1", 1000)].concat());
    assert_eq!(findings_of(RuleId::SteelYear, &s, &plan(&[])), []);
    let asked = findings_of(RuleId::Plausible, &s, &plan(&[]));
    assert!(
        asked.iter().any(|f| f.note.en.contains("steel_quota 2019") && f.enterprise == Some(Named::Known(0))),
        "{asked:?}"
    );
}

#[test]
fn a_battery_in_an_episode_is_told_hours() {
    let orange = "[[episodes]]\ncity = \"乙市\"\nlevel = \"orange\"\nstart = 2021-12-10\nend = 2021-12-12\n";
    let battery = unit("K", "coke-oven", 500, "");
    let s = scenario(&[CITY, orange, &mill("M", "C", ""), &bf("1", 1000), &battery].concat());
    let found = findings_of(RuleId::Episode, &s, &plan(&["M/1 12-10 12-12", "M/K 12-10 12-12 20"]));
    let of_battery = found.iter().find(|f| f.unit == Some(Named::Known(1))).expect("too short");
    let required = of_battery.required.expect("hours");
    assert!([28.0, 36.0].iter().any(|h| close(*h, required)), "an extended coking time of the policy");
    assert!(
        of_battery.measured.is_some_and(|h| close(h, 20.0))
            && of_battery.short_by.is_some_and(|h| close(h, required - 20.0))
    );
    assert!(of_battery.note.en.starts_with("20 h, at least "), "{:?}", of_battery.note);
}

#[test]
fn stocks_are_counted_of_every_kind_that_has_them() {
    let policy = POLICY.replace("[shape.eaf]\n", "[shape.eaf]\nfeed_stock_days = 3\n");
    let body = [CITY, &mill("M", "A", ""), &bf("1", 1000), &unit("E", "eaf", 500, "")].concat();
    let s = scenario_by(&policy, &body);
    let fed = findings_of(RuleId::Feed, &s, &plan(&["M/E 12-01 12-05"]));
    assert_eq!((fed.len(), fed[0].kind, fed[0].measured), (1, Some(Kind::Eaf), Some(5.0)));
    assert_eq!(findings_of(RuleId::Feed, &s, &plan(&["M/E 12-01 12-05", "M/1 12-01 12-05"])), []);
    assert_eq!(findings_of(RuleId::Feed, &scenario(&body), &plan(&["M/E 12-01 12-05"])), []);
}

#[test]
fn what_a_planner_keeps_are_the_rules_that_have_rows() {
    let linear = |id: RuleId| id.rule().is_linear();
    assert!(linear(RuleId::BfRatio) && linear(RuleId::SpringFestival) && linear(RuleId::Heating));
    assert!(!linear(RuleId::Claim) && !linear(RuleId::GradeOrder) && !linear(RuleId::Permit));
}
