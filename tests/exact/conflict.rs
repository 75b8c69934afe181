//! Why no plan exists: each case bends the rule that it should, by the amount worked out by hand.

use crate::exact::build::{mill, orange, scenario, shape, unit};
use std::time::Duration;
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::lang::Lang;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::exact::{ExactOptions, Model, Status, solve};
use steel_stagger::planner::explain::{Bend, Conflict, Counted, Limit, Proof, Side, bent, explain, quick_infeasible, text};
use steel_stagger::rules::{Measure, Place, Row, RuleId, all_rows};
use steel_stagger::scenario::{Heating, Quota, Scenario, ShareBand};

/// A C mill (ratio 0.4): two furnaces of 3000 and 2000 t/d, a strand.
fn c_mill(len: u16) -> Scenario {
    let mut s = scenario(shape(2, 2, 2), len);
    let m = mill(&mut s, 2);
    unit(&mut s, m, Kind::BlastFurnace, 3000.0);
    unit(&mut s, m, Kind::BlastFurnace, 2000.0);
    unit(&mut s, m, Kind::Sinter, 6000.0);
    s
}

#[test]
fn lines_that_an_episode_no_longer_asks_stay_unasked_where_a_unit_of_another_mill_is_freed() {
    let mut s = c_mill(10);
    let other = mill(&mut s, 2);
    unit(&mut s, other, Kind::BlastFurnace, 3000.0);
    unit(&mut s, other, Kind::BlastFurnace, 2000.0);
    orange(&mut s, 2, 5);
    let days = DayRange::new(2, 5);
    s.units[0].must_run = vec![days];
    s.units[1].must_run = vec![days];
    let bend = |rule, place, (unit, amount), side| Bend {
        rule,
        place,
        days,
        amount,
        least: 0.0,
        unit,
        limit: Limit::Least,
        side,
        part: 0,
        filed: 0.0,
        whole: 1.0,
    };
    let asked = |rows: &[Row], mill: usize| -> f64 {
        let lines = rows.iter().filter(|r| r.rule == RuleId::Episode && r.place.enterprise == Some(mill));
        lines.filter(|r| r.place.kind == Some(Kind::BlastFurnace)).map(|r| r.lower.max(0.0)).sum()
    };
    let rows = all_rows(&s);
    assert_eq!((asked(&rows, 0), asked(&rows, other)), (0.0, 3.0), "a line of two on three days, of furnaces that may stop");
    let lines = rows.iter().find(|r| r.rule == RuleId::Episode && r.place.enterprise == Some(other)).unwrap().place;
    let (s, rows) = bent(&s, &rows, &[bend(RuleId::Episode, lines, (Counted::Row(Measure::Lines), 1.0), Side::Lower)], 0.0);
    assert!(asked(&rows, other) < 1e-9);
    let (_, rows) =
        bent(&s, &rows, &[bend(RuleId::MustRun, Place::unit(&s, 0), (Counted::UnitDays, 3.0), Side::Upper)], 0.0);
    assert_eq!((asked(&rows, 0), asked(&rows, other)), (3.0, 0.0));
}

fn conflict(s: &Scenario) -> Conflict {
    explain(s, &all_rows(s), false, &Control::new(Duration::from_secs(30), None))
}

/// Whether a plan keeps the rules.
fn has_plan(s: &Scenario, rows: &[steel_stagger::rules::Row]) -> bool {
    let units: Vec<usize> = (0..s.units.len()).collect();
    let options = ExactOptions { run: crate::exact::milp::RUN, start: None };
    solve(&Model { scenario: s, units: &units, rows }, &options).status == Status::Optimal
}

/// The bend of a conflict with one, after showing that nothing less than bending makes a plan, and that the bend does.
fn only(s: &Scenario, rule: RuleId) -> (f64, DayRange, Limit) {
    let rows = all_rows(s);
    assert!(!has_plan(s, &rows));
    let c = conflict(s);
    assert_eq!(c.proof, Proof::ProvedLeast);
    assert_eq!(c.bends.iter().map(|b| b.rule).collect::<Vec<_>>(), [rule], "{c:?}");
    let (after, rows) = bent(s, &rows, &c.bends, 1e-6);
    assert!(has_plan(&after, &rows));
    (c.bends[0].amount, c.bends[0].days, c.bends[0].limit)
}

#[test]
fn a_scenario_with_a_plan_has_no_conflict() {
    let s = c_mill(10);
    assert_eq!(conflict(&s), Conflict { bends: vec![], proof: Proof::ProvedLeast });
    assert_eq!(quick_infeasible(&s, &all_rows(&s), None), None);
}

#[test]
fn must_run_on_all_furnaces_bends_the_ratio() {
    let mut s = c_mill(10);
    for u in 0..2 {
        s.units[u].must_run = vec![s.season.all()];
    }
    let (by, days, limit) = only(&s, RuleId::BfRatio);
    assert!((by - 0.4).abs() < 1e-9);
    assert_eq!((days, limit), (DayRange::new(0, 10), Limit::Least));
    let quick = quick_infeasible(&s, &all_rows(&s), None).expect("single days prove it");
    assert!((quick.bends[0].amount - 0.4).abs() < 1e-6);
}

#[test]
fn must_run_on_some_days_bends_the_ratio_by_the_rest() {
    let mut s = c_mill(10);
    // days 0 and 1 are free: 2 of 10 days of both furnaces, 0.2 of the 0.4 asked
    for u in 0..2 {
        s.units[u].must_run = vec![DayRange::new(2, 10)];
    }
    let (by, ..) = only(&s, RuleId::BfRatio);
    assert!((by - 0.2).abs() < 1e-9);
}

#[test]
fn a_daily_maximum_below_the_required_ratio_bends() {
    let mut s = c_mill(10);
    s.cities[0].stopped_share = vec![ShareBand { days: DayRange::new(4, 6), min: 0.0, max: 0.3 }];
    let c = conflict(&s);
    assert_eq!((c.bends, c.proof), (vec![], Proof::ProvedLeast), "other days make up for it");
    // 0.4 over the season needs the smaller furnace (0.4 of the iron) on each day, or more on some
    s.cities[0].stopped_share = vec![ShareBand { days: s.season.all(), min: 0.0, max: 0.3 }];
    let (by, days, limit) = only(&s, RuleId::CityDaily);
    assert!((by - 0.1).abs() < 1e-9, "{by}");
    assert_eq!((days, limit), (s.season.all(), Limit::Most));
}

#[test]
fn a_spent_quota_bends_by_what_is_overspent() {
    let mut s = c_mill(10);
    s.enterprises[0].steel_quota = vec![Quota { year: 2021, limit_t: 100_000.0, made_t: 101_000.0 }];
    let (by, _, limit) = only(&s, RuleId::SteelYear);
    assert!((by - 1000.0).abs() < 1e-6, "{by}");
    assert_eq!(limit, Limit::Most);
}

#[test]
fn ovens_that_cannot_be_slow_enough_bend_their_ratio() {
    let mut s = c_mill(10);
    let oven = unit(&mut s, 0, Kind::CokeOven, 2000.0);
    s.units[oven].coking_time_h = Some(60.0);
    // 1 - 60 / 72 = 1/6 against 0.4
    let (by, _, limit) = only(&s, RuleId::AncRatio);
    assert!((by - (0.4 - 1.0 / 6.0)).abs() < 1e-6, "{by}");
    assert_eq!(limit, Limit::Least);
}

#[test]
fn heat_that_no_furnaces_can_give_bends() {
    let mut s = c_mill(10);
    s.enterprises[0].heating = Some(Heating { days: DayRange::new(3, 7), min_iron_t_d: 5500.0 });
    let (by, days, limit) = only(&s, RuleId::Heating);
    assert!((by - 500.0).abs() < 1e-6, "{by}");
    assert_eq!((days, limit), (DayRange::new(3, 7), Limit::Least));
}

#[test]
fn heat_without_a_furnace_in_service_bends_by_all_of_it() {
    let mut s = c_mill(10);
    for u in 0..2 {
        s.units[u].service = DayRange::new(0, 6);
    }
    s.enterprises[0].heating = Some(Heating { days: DayRange::new(4, 8), min_iron_t_d: 1000.0 });
    let c = conflict(&s);
    let heat = c.bends.iter().find(|b| b.rule == RuleId::Heating).expect("heating bends");
    assert_eq!(heat.days, DayRange::new(6, 8));
    assert!((heat.amount - 1000.0).abs() < 1e-9);
}

#[test]
fn a_down_furnace_against_a_daily_maximum_bends_the_maximum() {
    let mut s = c_mill(10);
    s.units[0].down = vec![DayRange::new(2, 5)];
    s.cities[0].stopped_share = vec![ShareBand { days: s.season.all(), min: 0.0, max: 0.5 }];
    let (by, days, _) = only(&s, RuleId::CityDaily);
    assert!((by - 0.1).abs() < 1e-9, "{by}");
    assert_eq!(days, DayRange::new(2, 5));
}

#[test]
fn an_episode_against_the_shape_of_stops_bends_nothing() {
    // an episode stop of one day is none of the shape's business
    let mut s = c_mill(10);
    orange(&mut s, 5, 6);
    s.units[0].must_run = vec![s.season.all()];
    assert!(conflict(&s).bends.is_empty() == has_plan(&s, &all_rows(&s)));
}

#[test]
fn an_episode_asks_the_line_that_heat_needs() {
    // the strand must run, and the measure asks all strands: heat comes first, so nothing is asked of it; but the furnaces'
    // ratio then asks 0.4 of a strand that may not stand
    let mut s = c_mill(10);
    orange(&mut s, 5, 6);
    s.units[2].must_run = vec![s.season.all()];
    let (by, ..) = only(&s, RuleId::AncRatio);
    assert!((by - 0.4).abs() < 1e-9, "{by}");
}

#[test]
fn words_and_json_name_the_place() {
    let mut s = c_mill(10);
    for u in 0..2 {
        s.units[u].must_run = vec![s.season.all()];
    }
    let c = conflict(&s);
    let zh = text::sentences(&s, &c, Lang::Zh);
    assert_eq!(
        zh,
        [
            "没有任何计划能同时满足全部规则。须放宽的限值（缺口）：",
            "  示例市钢铁0高炉，高炉错峰生产比例（BF-RATIO），2021年12月1日至2021年12月10日：下限由40%降到0%（放宽40个百分点）（其中2座高炉列入must_run共20炉·天）",
            "已证明：按上述幅度放宽即可编出计划；其余照此放宽时，任何一项都不能再少（精确到0.01个百分点、半吨、1条线或1天）。"
        ]
    );
    let en = text::sentences(&s, &c, Lang::En);
    assert!(en[1].contains("BF-RATIO") && en[1].contains("from 40% to 0% (bends by 40 points)"), "{en:?}");
    let json = text::json(&s, &c);
    assert_eq!(json["proof"], "proved-least");
    let json = &json["conflict"];
    assert_eq!(json[0]["rule"], "BF-RATIO");
    assert_eq!((&json[0]["enterprise"], &json[0]["last"]), (&"M0".into(), &"2021-12-10".into()));
    assert_eq!(json[0]["unit_of_bend"], "fraction");
}
