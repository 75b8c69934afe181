//! Cities of real seasons for which no plan exists: what is said to bend suffices, and what is said to be needed is.

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::lang::Lang;
use steel_stagger::planner::any_plan;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::explain::{Bend, Conflict, Counted, Proof, Side, bent, explain, mixed, quick_infeasible, text};
use steel_stagger::rules::{Measure, Row, RuleId, all_rows};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{EntIx, Heating, Scenario, ShareBand, read_scenario_str};

fn control() -> Control<'static> {
    Control::new(Duration::from_secs(40), None)
}

/// Two mills with all ancillary kinds; too many unit-days to be solved as one.
fn city() -> Scenario {
    let g = generate(&Size::new(1, 2, 4, 1));
    read_scenario_str(&g.scenario_toml, "scenario.toml", None).unwrap()
}

/// The same city without caps on steel and without its own ratio, none of which is kept where furnaces may not stop.
fn city_of_ratios() -> Scenario {
    let mut s = city();
    s.policy.stages.clear();
    for e in &mut s.enterprises {
        e.steel_quota.clear();
        e.steel_last_year = None;
    }
    s.cities[0].min_bf_ratio = None;
    s
}

/// The mill of which most is asked, and its furnaces.
fn strictest(s: &Scenario) -> (EntIx, Vec<usize>) {
    let with_furnaces = (0..s.enterprises.len()).filter(|&e| s.units_of(e, Kind::BlastFurnace).count() > 0);
    let e = with_furnaces.max_by(|&a, &b| s.required_ratio(a).total_cmp(&s.required_ratio(b))).unwrap();
    (e, s.units_of(e, Kind::BlastFurnace).collect())
}

/// All furnaces of the strictest mill run throughout.
fn all_must_run(s: &mut Scenario) -> EntIx {
    let (e, furnaces) = strictest(s);
    for u in furnaces {
        s.units[u].must_run = vec![s.enterprises[e].period.intersect(s.units[u].service)];
        s.units[u].down.clear();
    }
    e
}

fn finds_a_plan(s: &Scenario, rows: &[Row], bends: &[Bend]) -> bool {
    let (s, rows) = bent(s, rows, bends, 1e-6);
    any_plan(&s, rows, &control()).is_some()
}

/// The conflict of a scenario, once its bends are shown to suffice and what is proved of each to be needed.
fn conflict(s: &Scenario) -> Conflict {
    let rows = all_rows(s);
    let c = explain(s, &rows, false, &control());
    assert!(c.proof <= Proof::ShownToSuffice && !c.bends.is_empty(), "{c:?}");
    assert!(finds_a_plan(s, &rows, &c.bends), "{c:?}");
    for (i, b) in c.bends.iter().enumerate().filter(|(_, b)| b.least > 0.0 && b.unit != Counted::UnitDays) {
        assert!(b.least <= b.amount);
        // by a fifth less than is proved to be needed: a plan is looked for, and not found
        let mut less = c.bends.clone();
        less[i].amount = 0.8 * b.least;
        let (s, rows) = bent(s, &rows, &less, 0.0);
        assert!(any_plan(&s, rows, &Control::new(Duration::from_secs(5), None)).is_none(), "{b:?}");
    }
    c
}

fn rules(c: &Conflict) -> Vec<RuleId> {
    c.bends.iter().map(|b| b.rule).collect()
}

#[test]
fn a_mill_all_of_which_must_run_bends_its_ratio_in_a_city_too() {
    let mut s = city_of_ratios();
    let e = all_must_run(&mut s);
    let c = conflict(&s);
    assert_eq!((rules(&c), c.proof), (vec![RuleId::BfRatio], Proof::ProvedLeast));
    assert!((c.bends[0].amount - s.required_ratio(e)).abs() < 1e-9 && c.bends[0].is_least());
    // what stands in the way is told: each furnace on each day of the period
    let furnaces: Vec<usize> = s.units_of(e, Kind::BlastFurnace).collect();
    let days: usize = furnaces.iter().map(|&u| s.units[u].must_run[0].len()).sum();
    let zh = text::sentences(&s, &c, Lang::Zh)[1].clone();
    assert!(zh.contains(&format!("其中{}座高炉列入must_run共{days}炉·天", furnaces.len())), "{zh}");
    let told = &text::json(&s, &c)["conflict"][0]["must_run"];
    assert_eq!((&told["units"], &told["unit_days"]), (&furnaces.len().into(), &days.into()));
}

#[test]
fn heat_bends_the_ratio_and_what_is_fixed() {
    let mut s = city();
    let (e, furnaces) = strictest(&s);
    let capacity: f64 = furnaces.iter().map(|&u| s.units[u].rate_t_d).sum();
    s.enterprises[e].heating = Some(Heating { days: s.enterprises[e].period, min_iron_t_d: 0.85 * capacity });
    assert!(rules(&conflict(&s)).contains(&RuleId::BfRatio));
}

#[test]
fn a_city_is_looked_at_once_its_mills_conflicts_are_granted() {
    let mut s = city();
    all_must_run(&mut s);
    s.cities[0].min_bf_ratio = Some(0.75);
    let c = conflict(&s);
    assert!(c.bends.iter().any(|b| b.place.enterprise.is_some()), "{c:?}");
    assert!(c.bends.iter().any(|b| b.place.enterprise.is_none()), "{c:?}");
}

#[test]
fn what_single_days_allow_and_no_stop_can_do_is_refuted_by_mixtures() {
    let mut s = city();
    assert!(mixed::solve(&s, &all_rows(&s), &control()).bends.is_empty(), "a city with a plan");
    // a share of the furnaces is to stand in nine days around which each must run: a stop takes ten
    let days = DayRange::new(65, 74);
    s.episodes.clear();
    s.cities[0].stopped_share = vec![ShareBand { days, min: 0.3, max: 1.0 }];
    for u in s.units.iter_mut().filter(|u| u.kind == Kind::BlastFurnace) {
        u.down.clear();
        u.must_run = vec![DayRange::new(days.first - 1, days.first), DayRange::new(days.end, days.end + 1)];
    }
    let rows = all_rows(&s);
    assert_eq!(quick_infeasible(&s, &rows, None), None);
    let m = mixed::solve(&s, &rows, &control());
    assert_eq!((m.bends.iter().map(|b| b.rule).collect::<Vec<_>>(), m.stuck), (vec![RuleId::CityDaily], vec![]));
}

/// The answer of `stagger plan` on a scenario's text.
fn plan(text: &str, folder: &Path, (code, seconds): (i32, &str)) -> Value {
    std::fs::write(folder.join("scenario.toml"), text).unwrap();
    let mut c = Command::cargo_bin("stagger").unwrap();
    c.current_dir(folder).args([
        "plan",
        "scenario.toml",
        "-o",
        "plan.toml",
        "--format",
        "json",
        "--gap",
        "1",
        "--tidy",
        "0",
        "--time-limit",
        seconds,
    ]);
    let out = c.assert().code(code).get_output().stdout.clone();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn between_a_daily_maximum_far_too_low_and_one_that_does_all_is_refuted() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/infeasible-city-max.toml");
    let text = std::fs::read_to_string(file).unwrap();
    let folder = tempfile::tempdir().unwrap();
    // two mills that need more days than there are: with either alone above 0.48 no day may hold both
    for (max, code) in [("0.47", 1), ("0.481", 0)] {
        let told = plan(&text.replace("max = 0.20", &format!("max = {max}")), folder.path(), (code, "90"));
        let status = if code == 1 { "impossible" } else { "planned" };
        assert_eq!(told["status"], status, "{max}");
    }
}

#[test]
fn a_quota_raised_by_what_is_told_has_a_plan_and_raised_by_less_has_none() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/infeasible-quota.toml");
    let text = std::fs::read_to_string(file).unwrap();
    let folder = tempfile::tempdir().unwrap();
    // it ends when all is proved; a busy machine takes long for that
    let plan = |text: &str, code| plan(text, folder.path(), (code, "900"));
    let told = plan(&text, 1);
    assert_eq!((&told["status"], &told["proof"]), (&"impossible".into(), &"proved-least".into()));
    let bend = &told["conflict"][0];
    assert_eq!((&bend["rule"], &bend["unit_of_bend"], &bend["limit"]), (&"STEEL-YEAR".into(), &"t".into(), &"upper".into()));
    let by = bend["bend"].as_f64().unwrap();
    let raised = |by: f64| {
        let at = text.find("limit_t = ").unwrap() + "limit_t = ".len();
        let end = at + text[at..].find([',', ' ', '}']).unwrap();
        let filed: f64 = text[at..end].replace('_', "").parse().unwrap();
        format!("{}{}{}", &text[..at], filed + by, &text[end..])
    };
    assert_eq!(plan(&raised(by), 0)["status"], "planned");
    assert!(folder.path().join("plan.toml").exists());
    assert_eq!(plan(&raised(by - 1.0), 1)["status"], "impossible");
}

#[test]
fn an_explanation_that_is_interrupted_claims_no_plan() {
    let mut s = city_of_ratios();
    all_must_run(&mut s);
    let stop = AtomicBool::new(true);
    let c = explain(&s, &all_rows(&s), false, &Control::new(Duration::from_secs(40), Some(&stop)));
    assert_eq!((c.bends, c.proof), (vec![], Proof::NothingFound));
}

#[test]
fn no_limit_is_told_to_bend_further_than_a_plan_in_hand_breaks_it() {
    let dir = Path::new("tests/fixtures/conflicts");
    let text = std::fs::read_to_string(dir.join("far.toml")).unwrap();
    let s = read_scenario_str(&text, "far.toml", Some(dir)).unwrap();
    let c = explain(&s, &all_rows(&s), true, &Control::new(Duration::from_secs(10), None));
    assert!(!c.bends.is_empty(), "{c:?}");
    for b in &c.bends {
        let moved = if b.side == Side::Lower { b.filed - b.amount } else { b.filed + b.amount };
        assert!(b.amount > 0.0 && b.least <= b.amount, "{b:?}");
        if b.unit == Counted::Row(Measure::Fraction) {
            // of ANC-RATIO the kind's ratio less the furnaces'
            let lowest = if b.rule == RuleId::AncRatio { -1.0 } else { 0.0 };
            assert!((lowest - 1e-9..=1.0 + 1e-9).contains(&moved), "{b:?} goes to {moved}");
        }
    }
}
