//! What a finding advises, done to the letter: it helps, and puts nothing else about the unit's stops at fault.

use chrono::NaiveDate;
use rand::SeedableRng;
use rand_pcg::Pcg64;
use std::collections::BTreeMap;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, Stop, read_plan_str};
use steel_stagger::rules::{Finding, Named, RuleId, check};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, UnitIx, read_scenario_str};

/// A stop as advised, and whether it is said to do.
#[derive(Debug)]
struct Advised {
    unit: UnitIx,
    start: NaiveDate,
    end: NaiveDate,
    /// The stop that becomes it lies near, though not on these days.
    moved: bool,
    enough: bool,
}

/// The words between two others.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let rest = &text[text.find(from)? + from.len()..];
    Some(&rest[..rest.find(to)?])
}

fn dates(text: &str) -> (NaiveDate, NaiveDate) {
    let (a, b) = text.split_once(" to ").expect("two dates");
    (a.parse().expect("a date"), b.parse().expect("a date"))
}

/// What the English note of a finding advises.
fn advised(s: &Scenario, f: &Finding) -> Option<Advised> {
    let note = f.note.en.as_str();
    if let Some(Named::Known(unit)) = f.unit {
        let moved = ["move the later to ", "move the earlier to "].into_iter().find_map(|w| between(note, w, ", or"));
        let (start, end) = dates(moved.or_else(|| between(note, "(say ", ")"))?);
        return Some(Advised { unit, start, end, moved: moved.is_some(), enough: true });
    }
    let told = between(note, "(say ", ")")?;
    let (name, rest) = told.trim_start_matches("a new stop of ").split_once(" from ").expect("a unit and its days");
    let (start, end) = dates(rest.split(", ").next().expect("days"));
    let is = |u: &UnitIx| match f.enterprise {
        Some(Named::Known(e)) if s.units[*u].enterprise == e && s.units[*u].id == name => true,
        _ => format!("{}/{}", s.owner(*u).id, s.units[*u].id) == name,
    };
    let unit = (0..s.units.len()).find(is).expect("a unit of the scenario");
    Some(Advised { unit, start, end, moved: false, enough: !told.contains("not enough") })
}

/// The plan with the advised stop instead of those of the unit that it holds.
fn followed(s: &Scenario, plan: &Plan, f: &Finding, a: &Advised) -> Plan {
    let (enterprise, unit) = (s.owner(a.unit).id.clone(), s.units[a.unit].id.clone());
    let mut plan = plan.clone();
    let moved = a.moved.then(|| {
        // of the two stops on either side of the finding's days, the one to be moved
        let day = chrono::Days::new(1);
        if f.note.en.contains("the later") { f.last.expect("days") + day } else { f.first.expect("days") - day }
    });
    let goes = |p: &Stop| match moved {
        Some(day) => p.start <= day && day <= p.end,
        None => p.start <= a.end && a.start <= p.end,
    };
    plan.stops.retain(|p| p.enterprise != enterprise || p.unit != unit || !goes(p));
    plan.stops.push(Stop { enterprise, unit, start: a.start, end: a.end, line: 0 });
    plan
}

/// What advice may not bring about.
const KEPT: [RuleId; 7] = [
    RuleId::ShortStop,
    RuleId::ShortRun,
    RuleId::ManyStops,
    RuleId::MustRun,
    RuleId::Concrete,
    RuleId::Heating,
    RuleId::CityDaily,
];

/// Days at fault, or findings, of each rule that advice keeps.
fn faults(found: &[Finding]) -> BTreeMap<RuleId, i64> {
    let mut out = BTreeMap::new();
    // of CITY-DAILY only what is too much: a moved stop may leave too little behind
    let too_little = |f: &Finding| f.rule == RuleId::CityDaily && f.measured < f.required;
    for f in found.iter().filter(|f| KEPT.contains(&f.rule) && !too_little(f)) {
        let days = f.first.zip(f.last).map_or(1, |(a, b)| (b - a).num_days() + 1);
        let by_day = matches!(f.rule, RuleId::Heating | RuleId::CityDaily);
        *out.entry(f.rule).or_default() += if by_day { days } else { 1 };
    }
    out
}

/// The plan with overlapping and adjoining stops as the whole ones that they are.
fn merged(s: &Scenario, plan: &Plan) -> Plan {
    let mut out = Plan { stops: Vec::new(), ..plan.clone() };
    for (u, days) in Schedule::new(s, plan).units.iter().enumerate() {
        out.stops.extend(days.stops.iter().map(|w| Stop {
            enterprise: s.owner(u).id.clone(),
            unit: s.units[u].id.clone(),
            start: s.season.date(w.days.first),
            end: s.season.date(w.days.end - 1),
            line: 0,
        }));
    }
    out
}

#[test]
fn advice_done_to_the_letter_helps_and_breaks_nothing_else() {
    let mut rng = Pcg64::seed_from_u64(7);
    let mut tried: BTreeMap<RuleId, usize> = BTreeMap::new();
    let sizes = [Size::new(1, 3, 8, 1), Size::new(2, 5, 14, 2), Size::small_city(3), Size::small_city(4)];
    for size in &sizes {
        let g = generate(size);
        let filed = read_scenario_str(&g.scenario_toml, "scenario.toml", None).unwrap();
        let witness = read_plan_str(&g.witness_plan_toml, "plan.toml").unwrap();
        for _ in 0..40 {
            let (mut s, mut plan) = (filed.clone(), witness.clone());
            for _ in 0..3 {
                crate::common::breaking::one(&mut s, &mut plan, &mut rng);
            }
            let plan = merged(&s, &plan);
            let found = check(&s, &plan, &Schedule::new(&s, &plan));
            for f in &found {
                let Some(a) = advised(&s, f) else { continue };
                let then = followed(&s, &plan, f, &a);
                let after = check(&s, &then, &Schedule::new(&s, &then));
                let same = |g: &&Finding| {
                    (g.rule, g.city, &g.enterprise, &g.unit, g.kind) == (f.rule, f.city, &f.enterprise, &f.unit, f.kind)
                };
                *tried.entry(f.rule).or_default() += 1;
                let of_rule = |list: &[Finding]| list.iter().filter(same).filter_map(|g| g.short_by).sum::<f64>();
                let (before, left) = (of_rule(&found), of_rule(&after));
                assert!(left < before, "{a:?} does not help: {f:?}");
                if a.enough && !KEPT.contains(&f.rule) {
                    let mine = |g: &&Finding| same(g) && g.first == f.first;
                    assert_eq!(after.iter().find(mine), None, "{a:?} is not enough: {f:?}");
                }
                let (old, new) = (faults(&found), faults(&after));
                // what is said of the shape of a unit's stops looks at no limit of a day
                let shape = f.unit.is_some();
                let looked_at = |rule: &RuleId| !(shape && matches!(rule, RuleId::Heating | RuleId::CityDaily));
                let worse = new
                    .iter()
                    .filter(|(rule, _)| looked_at(rule))
                    .find(|(rule, n)| **n > old.get(*rule).copied().unwrap_or(0));
                assert_eq!(worse, None, "{a:?} of {f:?}");
            }
        }
    }
    for rule in [RuleId::BfRatio, RuleId::AncRatio, RuleId::SteelYoy, RuleId::CityRatio, RuleId::ShortStop, RuleId::ShortRun]
    {
        assert!(tried.get(&rule).is_some_and(|&n| n >= 3), "{rule:?} was tried {tried:?}");
    }
}
