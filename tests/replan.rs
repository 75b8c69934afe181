//! Replanning: the cheapest rest of a season against enumeration, what lies behind, and what can no longer be met.

use crate::common::exhaustive::{Optimum, least};
use crate::common::recount::cost::unit_cost;
use crate::common::recount::recount;
use crate::common::tiny;
use assert_cmd::Command;
use predicates::str::contains;
use serde_json::Value;
use std::path::Path;
use std::time::Duration;
use steel_stagger::day::{Day, DayRange};
use steel_stagger::measure::anchor::moved_days;
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::schedule::{Basis, Schedule};
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::planner::replan::{Replan, ReplanOptions, ReplanOutcome, Replanned, replan, with_breakdowns};
use steel_stagger::planner::start::patterns;
use steel_stagger::planner::{Options, write};
use steel_stagger::rules::{Finding, Severity, check};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

const PRICE: f64 = 20_000.0;

fn how(today: Day, gap: f64) -> ReplanOptions {
    let options = Options { gap, time_limit: Duration::from_secs(20), ..Options::default() };
    ReplanOptions { today, price: PRICE, options }
}

fn planned(replan: &Replan) -> &Replanned {
    match &replan.outcome {
        ReplanOutcome::Planned(plan) => plan,
        other => panic!("{other:?}"),
    }
}

fn errors(s: &Scenario, plan: &Plan) -> Vec<Finding> {
    check(s, plan, &Schedule::new(s, plan)).into_iter().filter(|f| f.severity == Severity::Error).collect()
}

fn to_plan(s: &Scenario, schedule: &Schedule) -> Plan {
    write(s, &patterns(s, schedule), f64::NEG_INFINITY)
}

fn same_until(today: Day, a: &Schedule, b: &Schedule) -> bool {
    let same =
        |d: Day| a.units.iter().zip(&b.units).all(|(a, b)| (a.on(Basis::Stop, d) - b.on(Basis::Stop, d)).abs() < 1e-9);
    (0..today).all(same)
}

/// A plan without the stops that begin on or after a day.
fn until(s: &Scenario, plan: &Plan, today: Day) -> Plan {
    let day = s.season.date(today);
    Plan { stops: plan.stops.iter().filter(|x| x.start < day).cloned().collect(), ..plan.clone() }
}

#[test]
fn no_plan_for_the_rest_of_the_season_is_cheaper() {
    // what no pattern may do; beyond all costs
    const NEVER: f64 = 1e12;
    let (mut found, mut short) = (0, 0);
    for seed in 0..150 {
        let (s, Some(witness)) = tiny(seed) else { continue };
        for (part, in_force) in [(2, Some(witness)), (3, None)] {
            let today = s.season.len - s.season.len / part;
            let before = in_force.map_or_else(|| Schedule::empty(&s), |p| Schedule::new(&s, &until(&s, &p, today)));
            let before = with_breakdowns(&s, &before, today);
            let stood = before.clone();
            let cost = move |s: &Scenario, u: usize, days: &crate::common::recount::units::UnitDays| {
                let moved = |d: usize| (days.stop[d] - stood.units[u].on(Basis::Stop, d as Day)).abs();
                let behind: f64 = (0..usize::from(today)).map(moved).sum();
                let moved: f64 = (0..days.stop.len()).map(moved).sum();
                unit_cost(s, u, days).total() + PRICE * moved + if behind > 0.0 { NEVER } else { 0.0 }
            };
            let Ok(best) = least(&s, &cost) else { continue };
            let r = replan(&s, &before, &how(today, 1e-7), None, &|_| ());
            match best {
                Optimum::Cost(best) if best < NEVER / 2.0 => {
                    let p = planned(&r);
                    let slack = 1.0 + 1e-6 * best.abs();
                    assert!(p.priced - best < slack, "seed {seed}: {} CNY, {best} would do", p.priced);
                    assert!(p.at_least.unwrap() <= best + slack, "seed {seed}: {:?} proved", p.at_least);
                    if !r.behind.is_empty() {
                        // enumeration mends what is over, which the new plan need not
                        assert!(p.short.is_empty(), "seed {seed}: {:?}", p.short);
                        continue;
                    }
                    assert!(best - p.priced < slack, "seed {seed}: {} CNY, {best} is the least", p.priced);
                    let wrong = recount(&s, &p.plan).found.into_iter().find(|f| !f.warning);
                    assert!(wrong.is_none(), "seed {seed}: {wrong:?}");
                    found += 1;
                }
                // what lies wholly behind is no reason to despair: enumeration keeps those rules too
                _ if r.behind.is_empty() => {
                    let ReplanOutcome::Short(_, Some(p)) = &r.outcome else { panic!("seed {seed}: {:?}", r.outcome) };
                    assert!(!p.short.is_empty() && same_until(today, &before, &p.schedule), "seed {seed}");
                    short += 1;
                }
                _ => {}
            }
        }
    }
    assert!(found >= 30 && short >= 10, "only {found} and {short}");
}

/// A city, a plan of it, a day in midwinter, and the same city once a warning has come.
fn warned(seed: u64) -> (Scenario, Plan, Day) {
    let g = generate(&Size::new(1, 3, 7, seed));
    let text = &g.scenario_toml;
    let s = read_scenario_str(text, "s.toml", None).unwrap();
    let (city, today) = (&s.cities[0].name, s.season.len / 2);
    let (first, last) = (s.season.date(today + 1), s.season.date(today + 4));
    let at = text.find("[[enterprises]]").unwrap();
    let episode = format!("[[episodes]]\ncity = \"{city}\"\nlevel = \"red\"\nstart = {first}\nend = {last}\n\n");
    let after = read_scenario_str(&format!("{}{episode}{}", &text[..at], &text[at..]), "s.toml", None).unwrap();
    (after, read_plan_str(&g.witness_plan_toml, "plan.toml").unwrap(), today)
}

#[test]
fn a_warning_moves_what_lies_ahead_and_breaks_no_shape_at_today() {
    let mut broken = 0;
    for seed in 1..9 {
        let (s, plan, today) = warned(seed);
        let before = Schedule::new(&s, &plan);
        let r = replan(&s, &before, &how(today, 0.05), None, &|_| ());
        let p = planned(&r);
        assert!(same_until(today, &before, &p.schedule), "seed {seed}: the past moved");
        // a stop or a slow-down cut short at today would lie behind, and yet be this plan's fault
        let was = errors(&s, &plan);
        let new: Vec<Finding> = errors(&s, &p.plan).into_iter().filter(|f| !was.contains(f)).collect();
        assert!(new.is_empty(), "seed {seed}: {new:?}");
        assert!(p.short.is_empty() && p.at_least.unwrap() <= p.priced);
        // what moves by less than a day is asked for, or worth more than a moved day
        for (u, moved) in moved_days(&s, &before, &p.schedule).into_iter().enumerate() {
            if p.schedule.units[u] == before.units[u] || moved >= 1.0 {
                continue;
            }
            let mut still = p.schedule.clone();
            still.units[u].clone_from(&before.units[u]);
            let as_filed = to_plan(&s, &still);
            let more = total_cost(&s, &still).total() - total_cost(&s, &p.schedule).total() - PRICE * moved;
            assert!(
                more > PRICE || !errors(&s, &as_filed).iter().all(|f| was.contains(f)),
                "seed {seed}: unit {u} moves {moved}"
            );
        }
        broken += usize::from(!r.broken.is_empty());
    }
    assert!(broken >= 6, "the warning asks for something in {broken} only");
}

#[test]
fn a_breakdown_is_part_of_the_past_and_of_the_plan() {
    let (mut s, plan, today) = warned(1);
    let runs = |u: &usize| {
        let (unit, days) = (&s.units[*u], &Schedule::new(&s, &plan).units[*u]);
        let free = unit.service == s.season.all() && unit.must_run.is_empty() && unit.down.is_empty();
        free && days.sum(Basis::Stop, DayRange::new(today - 20, today + 40)) == 0.0
    };
    let u = (0..s.units.len())
        .filter(|&u| s.units[u].kind == steel_stagger::kind::Kind::BlastFurnace)
        .find(runs)
        .expect("a furnace that runs");
    s.units[u].down = vec![DayRange::new(today - 3, today + 20)];
    let before = with_breakdowns(&s, &Schedule::new(&s, &plan), today);
    assert!((before.units[u].sum(Basis::Stop, DayRange::new(today - 20, today + 40)) - 3.0).abs() < 1e-9);
    let r = replan(&s, &before, &how(today, 0.05), None, &|_| ());
    let days = &planned(&r).schedule.units[u];
    assert!((days.sum(Basis::Stop, DayRange::new(today - 3, today + 20)) - 23.0).abs() < 1e-9);
    assert_eq!(
        errors(&s, &planned(&r).plan),
        errors(&s, &plan).into_iter().filter(|f| r.behind.contains(f)).collect::<Vec<_>>()
    );
}

fn stagger(folder: &Path, args: &[&str]) -> Command {
    let mut c = Command::cargo_bin("stagger").unwrap();
    c.current_dir(folder).args(args).args(["--lang", "en"]);
    c
}

/// The tutorial's mill with a plan in a folder.
fn one_mill() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/one-mill.toml");
    std::fs::copy(example, folder.path().join("s.toml")).unwrap();
    stagger(folder.path(), &["plan", "s.toml", "-o", "p.toml"]).assert().code(0);
    folder
}

fn json(folder: &Path, args: &[&str], code: i32) -> Value {
    let out = stagger(folder, args).args(["--format", "json"]).assert().code(code).get_output().stdout.clone();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn the_command_writes_a_plan_that_waits_for_its_approval() {
    let folder = one_mill();
    let dir = folder.path();
    let text = std::fs::read_to_string(dir.join("s.toml")).unwrap();
    let warning =
        "[[episodes]]\ncity = \"唐山市\"\nlevel = \"red\"\nstart = 2021-11-20\nend = 2021-11-24\n\n[[enterprises]]";
    std::fs::write(dir.join("w.toml"), text.replacen("[[enterprises]]", warning, 1)).unwrap();
    let told = json(dir, &["replan", "w.toml", "p.toml", "--today", "2021-11-18", "--gap", "0.02", "-o", "n.toml"], 0);
    assert_eq!((&told["status"], &told["today"]), (&"replanned".into(), &"2021-11-18".into()));
    assert!(!told["broken_before"].as_array().unwrap().is_empty());
    assert!(told["changes"]["churn_unit_days"].as_f64().unwrap() > 0.0);
    stagger(dir, &["check", "w.toml", "n.toml"]).assert().code(0);
    let written = std::fs::read_to_string(dir.join("n.toml")).unwrap();
    let plan = read_plan_str(&written, "n.toml").unwrap();
    assert_eq!(plan.approval.unwrap().valid_from.to_string(), "2021-11-18");
    assert!(written.contains("# number = "), "a place to fill in");
    // the same again, word for word, and alone on standard output: the gap ends both runs, not the clock
    let again = ["replan", "w.toml", "p.toml", "--today", "2021-11-18", "--gap", "0.02", "-o", "-"];
    let out = stagger(dir, &again).assert().code(0).get_output().stdout.clone();
    assert_eq!(written, String::from_utf8(out).unwrap());
    assert!(!dir.join("-").exists());
    stagger(dir, &again).args(["--format", "json"]).assert().code(2).stderr(contains("one JSON object"));
    let beside = [&again[..], &["--best-effort", "-"]].concat();
    stagger(dir, &beside).assert().code(2).stderr(contains("--best-effort takes the name of a file"));
}

#[test]
fn what_can_no_longer_be_met_is_named_and_the_least_shortfall_planned() {
    let folder = one_mill();
    let dir = folder.path();
    std::fs::write(dir.join("none.toml"), "schema = 1\nscenario = \"教程：一家企业\"\n").unwrap();
    let args = ["replan", "s.toml", "none.toml", "--today", "2022-02-20", "-o", "n.toml", "--best-effort", "b.toml"];
    let told = json(dir, &args, 1);
    assert_eq!((&told["status"], &told["proof"]), (&"best-effort".into(), &"proved-least".into()));
    assert!(!dir.join("n.toml").exists() && dir.join("b.toml").exists());
    let short = |rule: &str| {
        let of = |list: &str| told[list].as_array().unwrap().iter().find(|f| f["rule"] == rule).unwrap().clone();
        (of("conflict")["bend"].as_f64().unwrap(), of("short")["short_by"].as_f64().unwrap())
    };
    // 24 days are left of 121, and one furnace of two may stand: 3,300 of 6,150 t/d at most, whatever is planned
    let (bend, by) = short("BF-RATIO");
    assert!((bend - by).abs() < 1e-4 && by > 0.15 && by < 0.3, "{bend} {by}");
    stagger(dir, &["check", "s.toml", "b.toml"]).assert().code(1).stdout(contains("BF-RATIO"));
    // without a place for it, nothing is written
    std::fs::remove_file(dir.join("b.toml")).unwrap();
    stagger(dir, &args[..7]).assert().code(1);
    assert!(!dir.join("n.toml").exists() && !dir.join("b.toml").exists());
}

#[test]
fn records_tell_the_past() {
    let folder = one_mill();
    let dir = folder.path();
    stagger(dir, &["generate", "--records", "s.toml", "p.toml", "-o", "r.csv"]).assert().code(0);
    let args = ["replan", "s.toml", "p.toml", "--today", "2022-01-20", "--records", "r.csv", "-o", "n.toml"];
    let honest = json(dir, &args, 0);
    let (whole, stops) = (&honest["changes"], |v: &Value| v["units"].as_array().unwrap().len());
    assert_eq!(stops(whole), 0, "honest records change nothing: {whole}");
    // no furnace stood: what was planned to be behind is missing from the plan, and made up for where it can be
    let plan = std::fs::read_to_string(dir.join("p.toml")).unwrap();
    let ran: Vec<&str> = plan.split("\n\n").filter(|b| !b.contains("高炉")).collect();
    std::fs::write(dir.join("ran.toml"), ran.join("\n\n")).unwrap();
    stagger(dir, &["generate", "--records", "s.toml", "ran.toml", "-o", "r.csv"]).assert().code(0);
    stagger(dir, &args).assert().code(1).stdout(contains("BF-RATIO"));
}

#[test]
fn a_season_that_is_over_is_not_planned() {
    let folder = one_mill();
    let late = ["replan", "s.toml", "p.toml", "--today", "2022-04-01", "-o", "n.toml"];
    stagger(folder.path(), &late).assert().code(2).stderr(contains("the season (2021-10-01 to 2022-03-31) is over"));
    let book = ["replan", "s.toml", "p.toml", "--today", "2022-01-01", "-o", "n.xlsx"];
    stagger(folder.path(), &book).assert().code(2).stderr(contains("ends in .xlsx"));
    let twice = ["replan", "s.toml", "p.toml", "--today", "2022-01-01", "-o", "n.toml", "--best-effort", "./n.toml"];
    stagger(folder.path(), &twice).assert().code(2);
    let same = ["replan", "s.toml", "p.toml", "--today", "2022-01-01", "-o", "p.toml"];
    stagger(folder.path(), &same).assert().code(2).stderr(contains("is the input"));
}
