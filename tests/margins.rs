//! How near a plan is to breaking a rule, and what binds its stops: held to what happens when stops really are shorter or longer.

use crate::common::breaking;
use crate::rules_support::{bf, mill, plan, scenario};
use rand::SeedableRng;
use rand_pcg::Pcg64;
use std::collections::{BTreeMap, BTreeSet};
use steel_stagger::day::{Day, DayRange};
use steel_stagger::kind::Kind;
use steel_stagger::plan::schedule::{Basis, Schedule, StopClass, UnitDays, Window};
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::rules::margin::{Margin, margins};
use steel_stagger::rules::reasons::Reasons;
use steel_stagger::rules::{Place, RULES, Row, RuleId, all_rows};
use steel_stagger::scenario::generate::{Size, generate, generate_tiny};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// Scenarios without episodes, by whose days a stop would turn into one of another class as it moves; some of their plans broken.
fn cases() -> Vec<(Scenario, Schedule)> {
    let mut rng = Pcg64::seed_from_u64(5);
    let mut filed: Vec<(Scenario, Plan)> = Vec::new();
    for seed in 0..120 {
        let g = generate_tiny(seed);
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("policy.toml"), &g.policy_toml).unwrap();
        let s = read_scenario_str(&g.scenario_toml, "tiny.toml", Some(dir.path())).unwrap();
        filed.extend(g.witness_plan_toml.map(|p| (s, read_plan_str(&p, "plan.toml").unwrap())));
    }
    for size in [Size::new(1, 3, 8, 1), Size::new(2, 5, 14, 2)] {
        let g = generate(&size);
        let s = read_scenario_str(&g.scenario_toml, "scenario.toml", None).unwrap();
        filed.push((s, read_plan_str(&g.witness_plan_toml, "plan.toml").unwrap()));
    }
    let mut out = Vec::new();
    for (s, plan) in filed {
        for broken in 0..3 {
            let (mut s, mut plan) = (s.clone(), plan.clone());
            s.episodes.clear();
            for _ in 0..broken {
                breaking::one(&mut s, &mut plan, &mut rng);
            }
            let schedule = Schedule::new(&s, &plan);
            // one unit must run soon after it has stood
            let stood = schedule.units.iter().enumerate().find_map(|(u, days)| Some((u, days.stops.first()?.days.end)));
            if let Some((u, end)) = stood.filter(|(_, end)| end + 9 < s.season.len) {
                s.units[u].must_run = vec![DayRange::new(end + 1 + broken, end + 9)];
            }
            out.push((s, schedule));
        }
    }
    out
}

/// The schedule with some days of a unit stopped, or running.
fn with(s: &Scenario, schedule: &Schedule, unit: usize, days: DayRange, stands: bool) -> Schedule {
    let (mut stopped, mut coking) = schedule.units[unit].by_day(&s.season);
    stopped[days.days()].fill(stands);
    coking[days.days()].fill(None);
    let mut out = schedule.clone();
    out.units[unit] = UnitDays::new(s, unit, &stopped, &coking);
    out
}

fn breaks(rows: &[&Row], schedule: &Schedule) -> bool {
    rows.iter().any(|r| r.violation(r.value(schedule)) > 1e-9 * r.terms.iter().map(|t| t.coef.abs()).fold(1.0, f64::max))
}

/// The fewest days by which some stop, moved a day further each time, is late without breaking the rows of each day.
fn late(s: &Scenario, schedule: &Schedule, rows: &[&Row]) -> Option<f64> {
    let units: BTreeSet<usize> = rows.iter().flat_map(|r| r.terms.iter().map(|t| t.unit)).collect();
    let mut least: Option<Day> = None;
    for u in units {
        let stops = &schedule.units[u].stops;
        for (i, w) in stops.iter().enumerate() {
            let next = stops.get(i + 1).map_or(s.units[u].service.end, |n| n.days.first);
            let starts = (1..=w.days.len() as Day).map(|n| (n, DayRange::new(w.days.first, w.days.first + n), false));
            let restarts = (1..=next - w.days.end).map(|n| (n, DayRange::new(w.days.end, w.days.end + n), true));
            for way in [starts.collect::<Vec<_>>(), restarts.collect()] {
                let first = way.into_iter().find(|&(_, days, stands)| breaks(rows, &with(s, schedule, u, days, stands)));
                least = least.into_iter().chain(first.map(|(n, _, _)| n - 1)).min();
            }
        }
    }
    least.map(f64::from)
}

/// What stops of a unit leave of the least lengths, and of the days before it must run.
fn of_shape(s: &Scenario, schedule: &Schedule, offer: &mut impl FnMut(RuleId, usize, usize)) {
    for (u, days) in schedule.units.iter().enumerate() {
        let shape = s.policy.shape(s.units[u].kind);
        let ordinary: Vec<DayRange> = days.ordinary().collect();
        for (i, w) in ordinary.iter().enumerate() {
            offer(RuleId::ShortStop, w.len(), usize::from(shape.min_stop_days));
            if let Some(next) = ordinary.get(i + 1) {
                offer(RuleId::ShortRun, usize::from(next.first - w.end), usize::from(shape.min_run_days));
            }
        }
        for w in &days.stops {
            let next = s.units[u].must_run.iter().map(|r| r.first).filter(|&d| d >= w.days.end).min();
            next.into_iter().for_each(|d| offer(RuleId::MustRun, usize::from(d - w.days.end), 0));
        }
    }
}

/// Of each rule the least (delay, slack); a delay that there is not is infinite.
fn nearest(s: &Scenario, schedule: &Schedule, rows: &[Row]) -> BTreeMap<RuleId, (f64, f64)> {
    let mut out: BTreeMap<RuleId, (f64, f64)> = BTreeMap::new();
    let mut offer = |rule: RuleId, new: (f64, f64)| {
        let best = out.entry(rule).or_insert((f64::INFINITY, f64::INFINITY));
        if new < *best {
            *best = new;
        }
    };
    let kept = |r: &&Row| r.violation(r.value(schedule)) <= r.measure.tolerance();
    let slack = |r: &Row| (r.value(schedule) - r.lower).min(r.upper - r.value(schedule)).max(0.0);
    let mut daily: BTreeMap<(RuleId, Place, usize), Vec<&Row>> = BTreeMap::new();
    for row in rows.iter().filter(kept) {
        if row.days.len() == 1 {
            daily.entry((row.rule, row.place, row.part)).or_default().push(row);
            continue;
        }
        let share = |u: usize| row.days.days().map(|d| schedule.units[u].on(Basis::Stop, d as Day)).fold(0.0, f64::max);
        let a_day = row.terms.iter().map(|t| t.coef.abs() * share(t.unit)).fold(0.0, f64::max);
        offer(row.rule, (if a_day > 0.0 { slack(row) / a_day } else { f64::INFINITY }, slack(row)));
    }
    for ((rule, ..), rows) in daily {
        let least = rows.iter().map(|r| slack(r)).fold(f64::INFINITY, f64::min);
        offer(rule, (late(s, schedule, &rows).unwrap_or(f64::INFINITY), least));
    }
    of_shape(s, schedule, &mut |rule, measured, required| {
        if let Some(left) = measured.checked_sub(required) {
            offer(rule, (left as f64, left as f64));
        }
    });
    out
}

#[test]
fn a_margin_is_what_stops_may_be_late_by_before_the_rule_breaks() {
    let mut seen: BTreeMap<RuleId, usize> = BTreeMap::new();
    for (s, schedule) in &cases() {
        let mut rows = all_rows(s);
        let told = margins(s, schedule, &rows);
        rows.retain(|r| !r.rule.rule().is_dated());
        let key = |m: &Margin| (m.delay.unwrap_or(f64::INFINITY), m.slack);
        let expected = nearest(s, schedule, &rows);
        assert!(told.is_sorted_by_key(|m| (key(m).0, m.rule)), "{told:?}");
        assert_eq!(told.iter().map(|m| m.rule).collect::<BTreeSet<_>>(), expected.keys().copied().collect());
        for m in &told {
            let (delay, slack) = expected[&m.rule];
            let near = |a: f64, b: f64| a.total_cmp(&b).is_eq() || (a - b).abs() <= 1e-6 * b.abs().max(1.0);
            assert!(near(key(m).0, delay) && near(m.slack, slack), "{m:?}, not {delay} and {slack}");
            let scale = m.measured.abs().max(1.0);
            assert!((m.slack - (m.measured - m.required).abs()).abs() <= 1e-6 * scale || m.slack.abs() < 1e-12, "{m:?}");
            assert_eq!(m.measure.is_none(), matches!(m.rule, RuleId::ShortStop | RuleId::ShortRun | RuleId::MustRun));
            *seen.entry(m.rule).or_default() += usize::from(m.delay.is_some());
        }
    }
    let linear = RULES.iter().filter(|r| r.is_linear() && !r.is_dated() && r.id != RuleId::Episode).map(|r| r.id);
    for rule in linear.chain([RuleId::ShortStop, RuleId::ShortRun, RuleId::MustRun]) {
        assert!(seen.get(&rule).is_some_and(|&n| n >= 3), "{rule:?} was seen {seen:?}");
    }
}

#[test]
fn a_stop_that_leaves_just_what_is_asked_of_the_day_may_be_late_by_any_days() {
    let delay = |bounds: &str, lines: &[&str]| {
        let days = "start = 2021-12-01, end = 2021-12-10";
        let band = format!("[[cities]]\nname = \"乙市\"\nstopped_share = {{ {days}, {bounds} }}\n");
        let s = scenario(&[band.as_str(), &mill("M", "A", ""), &bf("1", 1000), &bf("2", 1000), &bf("3", 500)].concat());
        let told = margins(&s, &Schedule::new(&s, &plan(lines)), &all_rows(&s));
        told.iter().find(|m| m.rule == RuleId::CityDaily).expect("the band is kept").delay
    };
    assert_eq!(delay("min = 0.4", &["M/1 12-01 12-10", "M/2 12-01 12-10"]), None);
    assert_eq!(delay("min = 0.4", &["M/1 11-29 12-10"]), Some(2.0));
    assert_eq!(delay("max = 0.8", &["M/1 12-01 12-05", "M/2 12-03 12-10"]), None);
    assert_eq!(delay("max = 0.5", &["M/1 12-01 12-05", "M/2 12-07 12-10"]), Some(1.0));
}

/// The rules that the first or the last day of a stop less would break, and whether one of the two breaks none.
fn bound(s: &Scenario, schedule: &Schedule, rows: &[Row], u: usize, w: Window) -> (BTreeSet<RuleId>, bool) {
    let shape = s.policy.shape(s.units[u].kind);
    let (mut all, mut free) = (BTreeSet::new(), false);
    for d in [w.days.first, w.days.end - 1] {
        let after = with(s, schedule, u, DayRange::new(d, d + 1), false);
        let mut rules: BTreeSet<RuleId> = rows
            .iter()
            .filter(|r| r.terms.iter().any(|t| t.unit == u && t.coef > 0.0 && t.basis != Basis::Cold))
            .filter(|r| r.value(&after) < r.lower - 1e-9 && r.value(&after) < r.value(schedule) - 1e-9)
            .map(|r| r.rule)
            .collect();
        let short = w.class == StopClass::Ordinary && w.days.len() <= usize::from(shape.min_stop_days);
        rules.extend(short.then_some(RuleId::ShortStop));
        rules.extend(s.units[u].down.iter().any(|r| r.contains(d)).then_some(RuleId::Down));
        free |= rules.is_empty();
        all.extend(rules);
    }
    (all, free)
}

#[test]
fn what_binds_a_stop_is_what_a_day_less_would_break() {
    let mut seen: BTreeMap<RuleId, usize> = BTreeMap::new();
    for (s, schedule) in &cases() {
        let rows = all_rows(s);
        let reasons = Reasons::new(s, schedule);
        for (u, days) in schedule.units.iter().enumerate() {
            // of one at its least length no day counts any more: that it is the least says all
            let least = usize::from(s.policy.shape(s.units[u].kind).min_stop_days);
            let whole = |w: &&Window| s.units[u].kind != Kind::CokeOven && w.days.len() != least;
            let mut of_unit = (BTreeSet::new(), false);
            for w in days.stops.iter().filter(whole) {
                let told = reasons.of_stop(u, w);
                assert_eq!(told, bound(s, schedule, &rows, u, *w), "{}/{} {w:?}", s.owner(u).id, s.units[u].id);
                told.0.iter().for_each(|r| *seen.entry(*r).or_default() += 1);
            }
            for w in days.stops.iter().filter(|w| w.class != StopClass::Fixed) {
                let (rules, free) = reasons.of_stop(u, w);
                of_unit.0.extend(rules);
                of_unit.1 |= free;
            }
            for w in &days.slows {
                let (rules, free) = reasons.of_slow(u, w);
                let short = s.policy.coke.as_ref().is_some_and(|c| w.days.len() <= usize::from(c.min_slow_days));
                assert_eq!(rules.contains(&RuleId::SlowShape), short, "{w:?}");
                of_unit.0.extend(rules);
                of_unit.1 |= free;
            }
            assert_eq!(reasons.of(&[u]), (of_unit.0.into_iter().collect(), of_unit.1));
        }
    }
    for rule in [RuleId::BfRatio, RuleId::CityDaily, RuleId::SteelYoy, RuleId::ShortStop, RuleId::Down] {
        assert!(seen.contains_key(&rule), "{rule:?} bound nothing: {seen:?}");
    }
}
