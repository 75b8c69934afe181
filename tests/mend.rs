//! Mending: the nearest plan that keeps all rules, against enumeration, and what may not be touched.

use crate::common::exhaustive::{Optimum, least};
use crate::common::recount::recount;
use crate::common::tiny;
use crate::rules_support::files::Files;
use assert_cmd::Command;
use predicates::str::contains;
use serde_json::Value;
use std::path::Path;
use std::time::Duration;
use steel_stagger::day::Day;
use steel_stagger::plan::schedule::{Basis, Schedule};
use steel_stagger::plan::write::to_toml;
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::planner::mend::{MendOptions, MendOutcome, Mended, mend};
use steel_stagger::planner::{self, Options, Outcome};
use steel_stagger::rules::{Severity, check};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// A plan without every second stop, and the rest three days later.
fn broken(plan: &Plan) -> Plan {
    let mut out = plan.clone();
    out.stops = plan.stops.iter().step_by(2).cloned().collect();
    for s in &mut out.stops {
        s.start = s.start + chrono::Days::new(3);
        s.end = s.end + chrono::Days::new(3);
    }
    out
}

/// Looks until no plan can be nearer by more than this part.
fn options(gap: f64) -> MendOptions {
    let options = Options { gap, time_limit: Duration::from_mins(3), ..Options::default() };
    MendOptions { options, ..MendOptions::default() }
}

fn mended(s: &Scenario, plan: &Plan, how: &MendOptions) -> Box<Mended> {
    match mend(s, plan, how, None, &|_| ()) {
        MendOutcome::Mended(m) => m,
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_plan_that_keeps_all_rules_is_nearer() {
    let (mut tried, mut moved) = (0, 0);
    for seed in 0..150 {
        let (s, Some(witness)) = tiny(seed) else { continue };
        for filed in [Plan::default(), broken(&witness)] {
            let before = Schedule::new(&s, &filed);
            let stood = before.clone();
            let distance = move |s: &Scenario, u: usize, days: &crate::common::recount::units::UnitDays| {
                let old = |d: usize| stood.units[u].on(Basis::Stop, d as Day);
                (0..days.stop.len()).map(|d| (days.stop[d] - old(d)).abs()).sum::<f64>() * s.units[u].rate_t_d
            };
            let Ok(best) = least(&s, &distance) else { continue };
            let Optimum::Cost(best) = best else { panic!("seed {seed}: a witness and no plan") };
            let m = mended(&s, &filed, &options(0.0));
            let close = 1.0 + 1e-6 * best;
            assert!((m.moved_t - best).abs() < close, "seed {seed}: moves {} t, {best} t would do", m.moved_t);
            assert!(m.at_least_t <= best + 1e-6 * best + 1e-3, "seed {seed}: {} proved, {best} t would do", m.at_least_t);
            assert!(m.is_least(), "seed {seed}");
            let wrong = recount(&s, &m.plan).found.into_iter().find(|f| !f.warning);
            assert!(wrong.is_none(), "seed {seed}: {wrong:?}");
            (tried, moved) = (tried + 1, moved + usize::from(best > 0.0));
        }
    }
    assert!(tried >= 30 && moved >= 20, "only {tried}, {moved} of them broken");
}

fn city() -> (Scenario, Plan) {
    let g = generate(&Size::new(1, 2, 4, 1));
    let s = read_scenario_str(&g.scenario_toml, "scenario.toml", None).unwrap();
    let options = Options { gap: 0.1, tidy: 0.0, time_limit: Duration::from_mins(1), ..Options::default() };
    let Outcome::Plan(plan) = planner::plan(&s, &options, None, None, &|_| ()) else { panic!("no plan") };
    (s, plan)
}

#[test]
fn a_plan_that_keeps_all_rules_stays_as_it_is() {
    let (s, plan) = city();
    let m = mended(&s, &plan, &options(0.0));
    assert_eq!((m.moved_t, m.moves.len(), m.is_least()), (0.0, 0, true));
    assert_eq!(m.schedule, Schedule::new(&s, &plan));
}

#[test]
fn each_move_is_needed_and_names_what_for() {
    let (s, mut plan) = city();
    plan.stops.truncate(plan.stops.len() / 2);
    let m = mended(&s, &plan, &options(0.2));
    assert!(!m.moves.is_empty());
    for x in &m.moves {
        assert!(x.days > 0.0 && x.cures.iter().all(|f| f.severity == Severity::Error) && !x.cures.is_empty());
    }
    assert!(check(&s, &m.plan, &m.schedule).iter().all(|f| f.severity == Severity::Warning));
    assert!(m.at_least_t <= m.moved_t);
}

#[test]
fn what_is_kept_stays() {
    let mut tried = 0;
    for seed in 0..60 {
        let (s, Some(witness)) = tiny(seed) else { continue };
        let Some(first) = witness.stops.first() else { continue };
        let kept = s.unit_index()[&(first.enterprise.as_str(), first.unit.as_str())];
        // the kept unit as in a plan that holds, the others as they come
        let mut filed = broken(&witness);
        filed.stops.retain(|x| (&x.enterprise, &x.unit) != (&first.enterprise, &first.unit));
        filed
            .stops
            .extend(witness.stops.iter().filter(|x| (&x.enterprise, &x.unit) == (&first.enterprise, &first.unit)).cloned());
        let m = mended(&s, &filed, &MendOptions { keep: vec![kept], ..options(0.2) });
        assert_eq!(m.schedule.units[kept], Schedule::new(&s, &filed).units[kept], "seed {seed}");
        let wrong = recount(&s, &m.plan).found.into_iter().find(|f| !f.warning);
        assert!(wrong.is_none(), "seed {seed}: {wrong:?}");
        tried += 1;
    }
    assert!(tried >= 15, "only {tried}");
}

#[test]
fn what_lies_behind_stays_and_its_breaches_ask_for_nothing() {
    let (s, mut plan) = city();
    let kept = s.unit_index()[&(plan.stops[0].enterprise.as_str(), plan.stops[0].unit.as_str())];
    plan.stops.truncate(plan.stops.len() / 2);
    // a stop too short to count, wholly behind: it stays, and is no reason to despair
    let today = s.season.clip(s.season.start, s.season.start + chrono::Days::new(40)).end;
    let (u, first) = (&s.units[kept], s.season.start + chrono::Days::new(5));
    let stop = steel_stagger::plan::Stop {
        enterprise: s.owner(kept).id.clone(),
        unit: u.id.clone(),
        start: first,
        end: first + chrono::Days::new(1),
        line: 0,
    };
    plan.stops.push(stop);
    let filed = Schedule::new(&s, &plan);
    let m = mended(&s, &plan, &MendOptions { today, ..options(0.2) });
    for (before, after) in filed.units.iter().zip(&m.schedule.units) {
        assert!((0..today).all(|d| (before.on(Basis::Stop, d) - after.on(Basis::Stop, d)).abs() < 1e-9));
    }
    let errors = check(&s, &m.plan, &m.schedule).into_iter().filter(|f| f.severity == Severity::Error);
    let errors: Vec<_> = errors.collect();
    assert!(errors.iter().all(|f| f.last.unwrap() < s.season.date(today)));
    assert_eq!(errors.len(), m.behind.len(), "they are told");
}

#[test]
fn a_kept_unit_that_breaks_a_rule_by_itself_is_named() {
    let (s, mut plan) = city();
    let first = plan.stops[0].clone();
    plan.stops.retain(|x| (&x.enterprise, &x.unit) != (&first.enterprise, &first.unit));
    plan.stops.push(steel_stagger::plan::Stop { end: first.start + chrono::Days::new(1), ..first.clone() });
    let kept = s.unit_index()[&(first.enterprise.as_str(), first.unit.as_str())];
    let MendOutcome::Kept(why) = mend(&s, &plan, &MendOptions { keep: vec![kept], ..options(0.2) }, None, &|_| ()) else {
        panic!("a stop of two days is too short")
    };
    assert!(why.iter().any(|f| f.rule == steel_stagger::rules::RuleId::ShortStop));
}

#[test]
fn where_all_is_kept_no_mend_exists() {
    let (s, _) = city();
    let keep = (0..s.units.len()).filter(|&u| s.units[u].down.is_empty()).collect();
    let how = MendOptions { keep, ..options(0.2) };
    assert!(matches!(mend(&s, &Plan::default(), &how, None, &|_| ()), MendOutcome::Impossible(_)));
}

#[test]
fn what_is_refused_or_cannot_be_told_changes_no_file() {
    let files = Files::mill();
    files.write("plan.toml", "schema = 1\nscenario = \"test\"\n");
    let asked = ["check", "scenario.toml", "plan.toml", "--mend", "m.toml", "--ledger", "l.xlsx", "--annotate", "a.xlsx"];
    let before = files.names();
    for wrong in [["--keep", "nobody"], ["--today", "2022-04-05"]] {
        files.stagger(&[&asked[..], &wrong].concat()).assert().code(2).stdout("");
        assert_eq!(files.names(), before, "{wrong:?}");
    }
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux");
    let told = files.process(&asked).stdout(full).output().expect("it runs");
    assert_eq!((told.status.code(), files.names()), (Some(2), before));
    files.stagger(&asked).assert().code(1).stdout(contains("The nearest plan")).stderr(contains("l.xlsx"));
    assert_eq!(files.names(), ["a.xlsx", "l.xlsx", "m.toml", "plan.toml", "policy.toml", "scenario.toml"]);
    for flag in ["--mend", "--merged"] {
        let to_stdout = files.stderr(&["check", "scenario.toml", "plan.toml", flag, "-"], 2);
        assert!(to_stdout.contains(&format!("{flag} takes the name of a file")), "{to_stdout}");
    }
}

fn stagger(folder: &Path, args: &[&str]) -> Command {
    let mut c = Command::cargo_bin("stagger").unwrap();
    c.current_dir(folder).args(args).args(["--lang", "en"]);
    c
}

#[test]
fn check_mends_into_a_file_and_diff_tells_what_changed() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/one-mill.toml");
    write("s.toml", &std::fs::read_to_string(example).unwrap());
    stagger(folder.path(), &["plan", "s.toml", "-o", "p.toml"]).assert().code(0);
    let plan = read_plan_str(&std::fs::read_to_string(folder.path().join("p.toml")).unwrap(), "p.toml").unwrap();
    let text = std::fs::read_to_string(folder.path().join("s.toml")).unwrap();
    let s = read_scenario_str(&text, "s.toml", None).unwrap();
    let mut less = plan.clone();
    less.stops.remove(0);
    write("less.toml", &to_toml(&less, &s, &[]));
    let args = ["check", "s.toml", "less.toml", "--mend", "mended.toml", "--format", "json"];
    let out = stagger(folder.path(), &args).assert().code(1).get_output().stdout.clone();
    let told: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(told["mend"]["status"], "mended");
    assert!(told["mend"]["moves"].as_array().unwrap().iter().any(|m| !m["cures"].as_array().unwrap().is_empty()));
    stagger(folder.path(), &["check", "s.toml", "mended.toml"]).assert().code(0);
    let diff = ["diff", "s.toml", "less.toml", "mended.toml", "--format", "json"];
    let out = stagger(folder.path(), &diff).assert().code(0).get_output().stdout.clone();
    let seen: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(seen["churn_unit_days"], told["mend"]["moved_unit_days"]);
    assert!(!seen["lost"].as_array().unwrap().is_empty());
    stagger(folder.path(), &["diff", "s.toml", "p.toml", "p.toml"]).assert().code(0).stdout(contains("0 units differ"));
    let late = ["check", "s.toml", "less.toml", "--mend", "m.toml", "--today", "2022-04-05"];
    stagger(folder.path(), &late).assert().code(2).stderr(contains("is over"));
    assert!(!folder.path().join("m.toml").exists());
    let behind = ["check", "s.toml", "less.toml", "--mend", "m.toml", "--today", "2022-03-20"];
    stagger(folder.path(), &behind).assert().code(1).stdout(contains("Breaches that nothing can help any more, which stay"));
    let keep = ["check", "s.toml", "less.toml", "--mend", "m.toml", "--keep", "nobody"];
    stagger(folder.path(), &keep).assert().code(2).stderr(contains("no unit \"nobody\""));
}
