//! Each trick alone is found and nothing else; honest records have no finding, whatever the seed, the step, the columns and
//! the city.

use crate::audit::support::{Case, lines};
use std::fmt::Write as _;
use steel_stagger::audit::{AuditKind, Finding};
use steel_stagger::records::Step;
use steel_stagger::records::generate::{Answer, Order, Place, TRICKS, Trick};
use steel_stagger::scenario::Scenario;

const fn found_as(trick: Trick) -> AuditKind {
    match trick {
        Trick::RunInStop => AuditKind::RunInStop,
        Trick::LateStop => AuditKind::LateStop,
        Trick::EarlyRestart => AuditKind::EarlyRestart,
        Trick::LowLoad => AuditKind::LowLoad,
        Trick::ShortCoking => AuditKind::CokingShort,
        Trick::Gap => AuditKind::Gap,
        Trick::Frozen => AuditKind::Frozen,
        Trick::BoughtSteel => AuditKind::SteelUnexplained,
    }
}

#[test]
fn honest_records_have_no_finding() {
    let mut said = String::new();
    for seed in 0..60 {
        let tiny = if seed % 3 == 0 { Case::tiny(seed) } else { None };
        let case = tiny.unwrap_or_else(|| Case::city(seed));
        let step = if seed % 2 == 0 { Step::Hour } else { Step::Day };
        let mut options = case.options(step, seed);
        options.columns =
            [[true, false, false], [true, true, true], [false, true, false], [false, false, true], [false, true, true]]
                [seed as usize % 5];
        if seed % 4 == 0 {
            options.until = case.scenario.season.len * 3 / 5;
        }
        let (csv, made) = case.make(&options, &[]).expect("no trick, no lack of room");
        assert!(made.answers.is_empty());
        let audit = case.audit_all(&csv, &made);
        if !audit.findings.is_empty() {
            let _ =
                writeln!(said, "seed {seed}, {step:?}, {:?}\n{}", options.columns, lines(&case.scenario, &audit.findings));
        }
        assert!(!audit.ratios.is_empty(), "seed {seed}");
    }
    assert_eq!(said, "");
}

/// What a trick at a unit entails for its mill, those that it serves and the city.
fn follows(s: &Scenario, f: &Finding, a: &Answer) -> bool {
    let consequence = [AuditKind::RatioAchieved, AuditKind::SeasonForecast, AuditKind::SteelMonth, AuditKind::SteelLimit]
        .contains(&f.kind);
    let mill = s.enterprises.iter().find(|e| e.id == a.enterprise).expect("the answer's mill");
    let near = f.place.enterprise.is_none_or(|e| s.enterprises[e].id == mill.id || mill.serves.contains(&e));
    consequence && near
}

fn is(s: &Scenario, f: &Finding, a: &Answer) -> bool {
    let ent = f.place.enterprise.map(|e| s.enterprises[e].id.as_str());
    let unit = f.place.unit.map(|u| s.units[u].id.as_str());
    f.kind == found_as(a.trick)
        && ent == Some(a.enterprise.as_str())
        && unit == a.unit.as_deref()
        && f.first <= a.last
        && a.first <= f.last
}

#[test]
fn each_trick_alone_is_found_and_nothing_else() {
    for (i, trick) in TRICKS.into_iter().enumerate() {
        let (mut tried, mut wrong) = ([0; 2], String::new());
        for seed in 0..24_u64 {
            let case = Case::city(1000 + seed * 8 + i as u64);
            let s = &case.scenario;
            let step = if seed % 2 == 0 { Step::Hour } else { Step::Day };
            let mill = (0..s.enterprises.len()).find(|&e| !s.primary_units(e).is_empty()).expect("a mill");
            let place = if trick == Trick::BoughtSteel { Place::Enterprise(mill) } else { Place::Anywhere };
            let mut options = case.options(step, seed);
            options.columns[1] = seed % 3 == 0;
            let Some((csv, made)) = case.make(&options, &[Order { trick, place }]) else { continue };
            tried[(seed % 2) as usize] += 1;
            let answer = &made.answers[0];
            let audit = case.audit_all(&csv, &made);
            let found = audit.findings.iter().any(|f| is(s, f, answer));
            if !found || !audit.findings.iter().all(|f| is(s, f, answer) || follows(s, f, answer)) {
                let _ = writeln!(wrong, "seed {seed} {answer:?} gives\n{}", lines(s, &audit.findings));
            }
        }
        assert_eq!(wrong, "");
        assert!(tried.iter().all(|&n| n >= 5), "{} finds room too seldom: {tried:?}", trick.name());
    }
}

#[test]
fn electricity_alone_shows_running_in_a_stop() {
    let (mut found, mut tried) = (0, 0);
    for seed in 0..8 {
        let case = Case::city(seed);
        let mut options = case.options(Step::Hour, seed);
        options.columns = [false, true, false];
        let order = Order { trick: [Trick::RunInStop, Trick::LowLoad][seed as usize % 2], place: Place::Anywhere };
        let Some((csv, made)) = case.make(&options, &[order]) else { continue };
        tried += 1;
        let audit = case.audit(&[csv.as_bytes()]);
        found += usize::from(audit.findings.iter().any(|f| is(&case.scenario, f, &made.answers[0])));
    }
    assert!(tried >= 5 && found == tried, "{found} of {tried}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_others() {
    let case = Case::city(5);
    let orders = [Trick::Gap, Trick::Frozen].map(|trick| Order { trick, place: Place::Anywhere });
    let make = |seed| case.make(&case.options(Step::Day, seed), &orders).expect("room");
    assert_eq!(make(3), make(3));
    assert_ne!(make(3).0, make(4).0);
}

#[test]
fn statistics_add_up_to_what_the_furnaces_made() {
    let case = Case::city(11);
    let (csv, made) = case.make(&case.options(Step::Hour, 2), &[]).expect("room");
    let audit = case.audit_all(&csv, &made);
    assert!(audit.steel.len() > 3);
    for l in &audit.steel {
        let (a, b) = (l.statistics.expect("statistics"), l.explained.expect("records"));
        assert!((a / b - 1.0).abs() < 0.005, "{a} {b}");
    }
}
