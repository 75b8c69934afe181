//! Rows made tighter than filed, against every set of units that may stand.

use rand::{RngExt as _, SeedableRng};
use rand_pcg::Pcg64;
use std::collections::BTreeMap;
use steel_stagger::day::{Day, DayRange};
use steel_stagger::kind::Kind;
use steel_stagger::plan::schedule::Basis;
use steel_stagger::planner::asked::Asked;
use steel_stagger::planner::tighten::{tighten, whole_stops};
use steel_stagger::rules::{Measure, Place, Row, RuleId, Term};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

const DAY: Day = 60;

/// Furnaces of which nothing is filed.
fn furnaces(mills: usize, count: usize) -> (Scenario, Vec<usize>) {
    let g = generate(&Size::new(1, mills, count, 1));
    let mut s = read_scenario_str(&g.scenario_toml, "city.toml", None).expect("a scenario");
    let all: Vec<usize> = (0..s.units.len()).filter(|&u| s.units[u].kind == Kind::BlastFurnace).collect();
    for &u in &all {
        (s.units[u].down, s.units[u].must_run) = (Vec::new(), Vec::new());
        s.units[u].service = s.season.all();
    }
    s.episodes.clear();
    (s, all)
}

fn row(terms: Vec<Term>, lower: f64, upper: f64) -> Row {
    let days = terms[0].days;
    let place = Place::city(0);
    Row {
        rule: RuleId::CityDaily,
        place,
        days,
        terms,
        lower,
        upper,
        measure: Measure::Tonnes,
        offset: 0.0,
        sign: 1.0,
        part: 0,
    }
}

#[test]
fn a_tightened_row_lets_through_the_same_sets_and_says_of_each_unit_what_they_have_in_common() {
    let (filed, all) = furnaces(6, 18);
    let mut rng = Pcg64::seed_from_u64(7);
    let (mut never, mut always, mut none, mut counted) = (0, 0, 0, 0);
    for round in 0..120 {
        // more than are tried set by set in every third round
        let n = if round % 3 == 0 { 15 } else { rng.random_range(1..=7) };
        let mut s = filed.clone();
        for &u in &all[..n] {
            let spans = if rng.random_bool(0.5) { &mut s.units[u].must_run } else { &mut s.units[u].down };
            if rng.random_bool(0.1) && n < 15 {
                spans.push(DayRange::new(DAY - 30, DAY + 1));
            }
        }
        let basis = if round % 4 == 1 { Basis::Cold } else { Basis::Stop };
        let unit = if round % 2 == 0 { 500.0 } else { 1.0 };
        let coef = |rng: &mut Pcg64| unit * f64::from(rng.random_range(1..20));
        let days = DayRange::new(DAY, DAY + 1);
        let terms: Vec<Term> = all[..n].iter().map(|&unit| Term { unit, days, basis, coef: coef(&mut rng) }).collect();
        let total: f64 = terms.iter().map(|t| t.coef).sum();
        let largest = terms.iter().map(|t| t.coef).fold(0.0, f64::max);
        let (mut lower, mut upper) = (f64::NEG_INFINITY, f64::INFINITY);
        if rng.random_bool(0.7) {
            upper = if n == 15 { largest * rng.random_range(0.4..1.2) } else { total * rng.random_range(0.0..1.0) };
        }
        if upper.is_infinite() || rng.random_bool(0.4) && n < 15 {
            let most = total.min(upper);
            lower = if n == 15 { total - largest * rng.random_range(0.4..1.2) } else { most * rng.random_range(0.0..1.0) };
        }
        let old = row(terms.clone(), lower, upper);
        let (mut rows, mut asked) = (vec![old.clone()], BTreeMap::new());
        tighten(&s, &mut rows, &mut asked);

        let value = |r: &Row, set: u32| -> f64 {
            let stands = |t: &&Term| set >> all.iter().position(|&u| u == t.unit).expect("a furnace") & 1 == 1;
            r.terms.iter().filter(stands).map(|t| t.coef).sum()
        };
        let keeps = |r: &Row, set: u32| r.violation(value(r, set)) <= 1e-6;
        let has = |spans: &[DayRange]| spans.iter().any(|r| r.contains(DAY));
        let possible = |set: u32| {
            (0..n).all(|j| {
                let (unit, stands) = (&s.units[all[j]], set >> j & 1 == 1);
                !(has(&unit.down) && !stands || has(&unit.must_run) && stands)
            })
        };
        let sets: Vec<u32> = (0..1u32 << n).filter(|&set| possible(set) && keeps(&old, set)).collect();
        if sets.is_empty() {
            assert!(n == 15 || rows == [old] && asked.is_empty(), "round {round}: left to the explanation");
            none += 1;
            continue;
        }
        for set in (0..1u32 << n).filter(|&set| possible(set)) {
            let lets = rows.iter().all(|r| keeps(r, set));
            assert!(lets == sets.binary_search(&set).is_ok() || n == 15 && lets, "round {round}, {set:b}: {rows:?}");
        }
        for (j, &u) in all[..n].iter().enumerate() {
            let free = !has(&s.units[u].down) && !has(&s.units[u].must_run);
            let says = |of: &dyn Fn(&Asked) -> bool| asked.get(&u).is_some_and(of);
            let (any, every) = (sets.iter().any(|s| s >> j & 1 == 1), sets.iter().all(|s| s >> j & 1 == 1));
            assert_eq!(says(&|a| a.never_stop[usize::from(DAY)]), free && !any, "round {round}, unit {j}");
            assert_eq!(says(&|a| a.never_cold[usize::from(DAY)]), free && !any && basis == Basis::Cold, "round {round}");
            assert_eq!(
                says(&|a| a.stop[usize::from(DAY)]),
                free && every && basis == Basis::Stop,
                "round {round}, unit {j}"
            );
            never += u32::from(free && !any);
            always += u32::from(free && every);
        }
        counted += u32::from(rows[0].terms != old.terms);
        let values = sets.iter().map(|&x| value(&old, x));
        let (least, most) = values.fold((f64::INFINITY, 0.0_f64), |(a, b), v| (a.min(v), b.max(v)));
        if n < 15 && rows[0].terms == old.terms && rows[0].lower.is_finite() && rows[0].upper.is_finite() {
            assert!((rows[0].lower - least).abs() < 1e-3 && (rows[0].upper - most).abs() < 1e-3, "round {round}: {rows:?}");
        }
    }
    assert!(never > 30 && always > 30 && none > 0 && counted > 5, "{never} {always} {none} {counted}");
}

#[test]
fn a_quota_takes_as_many_stops_as_its_longest_can_give() {
    let (mut s, all) = furnaces(1, 3);
    let days = DayRange::new(50, 60);
    let terms: Vec<Term> =
        [100.0, 60.0, 60.0].iter().zip(&all).map(|(&coef, &unit)| Term { unit, days, basis: Basis::Stop, coef }).collect();
    // ten days each: 1,000, 600 and 600
    let stops = |s: &Scenario, lower: f64| whole_stops(s, &row(terms.clone(), lower, f64::INFINITY), &BTreeMap::new());
    let number = |s: &Scenario, lower: f64| stops(s, lower).map(|r| r.lower as u32);
    assert_eq!(
        [0.0, 1.0, 1000.0, 1001.0, 1600.0, 1601.0, 2200.0].map(|l| number(&s, l)),
        [None, Some(1), Some(1), Some(2), Some(2), Some(3), Some(3)]
    );
    assert_eq!(number(&s, 2201.0), None, "more than all can give is left to the explanation");
    let told = stops(&s, 700.0).expect("a row");
    assert!(
        told.upper.is_infinite() && told.terms.iter().all(|t| t.basis == Basis::Met && t.coef.to_bits() == 1f64.to_bits())
    );
    // the largest must run on four days, and one stands on five anyway
    s.units[all[0]].must_run = vec![DayRange::new(50, 54)];
    s.units[all[1]].down = vec![DayRange::new(55, 70)];
    assert_eq!([300.0, 301.0, 900.0, 901.0].map(|l| number(&s, l)), [None, Some(1), Some(1), Some(2)]);
    // on days out of service it gives nothing
    s.units[all[2]].service = DayRange::new(0, 52);
    assert_eq!([1500.0, 1501.0, 1620.0, 1621.0].map(|l| number(&s, l)), [Some(2), Some(3), Some(3), None]);
    // what may not stand for another reason
    let mut asked = BTreeMap::from([(all[0], Asked::nothing(usize::from(s.season.len)))]);
    asked.get_mut(&all[0]).expect("its own").never_stop[54..60].fill(true);
    let told = whole_stops(&s, &row(terms.clone(), 901.0, f64::INFINITY), &asked);
    assert_eq!(told.map(|r| r.lower as u32), Some(2));
    // a limit from above, and a row of one day, say nothing of stops
    assert_eq!(whole_stops(&s, &row(terms.clone(), 400.0, 500.0), &BTreeMap::new()), None);
    let one: Vec<Term> = terms.iter().map(|t| Term { days: DayRange::new(58, 59), ..*t }).collect();
    assert_eq!(whole_stops(&s, &row(one, 150.0, f64::INFINITY), &BTreeMap::new()), None);
}
