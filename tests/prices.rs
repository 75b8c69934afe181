//! What the rules cost, against enumeration of tiny scenarios with the rule filed otherwise, and against the relaxation from
//! scratch.

use crate::common::exhaustive::{Optimum, optimum};
use std::time::Duration;
use steel_stagger::kind::Kind;
use steel_stagger::lang::Lang;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::prices::limit::{Stepped, limits};
use steel_stagger::planner::prices::{
    Amount, Asked, CLOSE, Edge, How, Limit, Outcome, Part, Price, Prices, Slack, Then, Value, Way, prices,
};
use steel_stagger::planner::relax::Relaxation;
use steel_stagger::planner::{Options, model, open_rows};
use steel_stagger::rules::{Row, RuleId};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{LastYear, Scenario, read_scenario_str};

fn tiny(seed: u64) -> Scenario {
    crate::common::tiny(seed).0
}

fn control() -> Control<'static> {
    Control::new(Duration::from_mins(10), None)
}

/// Ends by its gaps, not the clock.
fn priced(s: &Scenario, plans: bool) -> Option<Prices> {
    // coking times are written with three decimals
    let gap = if s.units.iter().any(|u| u.kind == Kind::CokeOven) { 5e-5 } else { 5e-7 };
    let options = Options { gap, tidy: 0.0, time_limit: Duration::from_mins(10), ..Options::default() };
    let asked = Asked { plans, options, ..Asked::default() };
    match prices(s, &asked, &control(), &|_, _| ()) {
        Outcome::Priced(p) => Some(p),
        Outcome::Impossible(_) => None,
        Outcome::Stopped => panic!("stopped"),
    }
}

/// The scenario with a limit filed otherwise, where a file can say so and nothing else of it changes by that.
fn filed(s: &Scenario, l: &Limit, n: i32) -> Option<Scenario> {
    let mut s = s.clone();
    let by = f64::from(n) * l.unit.step();
    let quiet = s.episodes.is_empty();
    match (l.rule, l.place.enterprise) {
        (RuleId::BfRatio, Some(e)) => {
            let now = s.required_ratio(e);
            let own = s.enterprises[e].min_ratio;
            s.enterprises[e].min_ratio = Some(now + by);
            let asks = s.required_ratio(e);
            if (asks - now - by).abs() > 1e-12 || own.is_none() && n < 0 {
                return None;
            }
        }
        (RuleId::SteelYoy, Some(e)) if s.policy.stages.is_empty() => match &mut s.enterprises[e].steel_last_year {
            Some(LastYear::Total(t)) => *t -= by,
            _ => return None,
        },
        (RuleId::SteelYear, Some(e)) => s.enterprises[e].steel_quota[l.part].limit_t -= by,
        (RuleId::CityRatio, _) => *s.cities[l.place.city].min_bf_ratio.as_mut()? += by,
        (RuleId::CityDaily, _) => {
            let band = &mut s.cities[l.place.city].stopped_share[l.part];
            match l.edge {
                Edge::Lower => band.min = (band.min + by).max(0.0),
                _ => band.max = (band.max - by).min(1.0),
            }
        }
        (RuleId::Heating, Some(e)) if quiet => s.enterprises[e].heating.as_mut()?.min_iron_t_d += by,
        (RuleId::MustRun, _) if quiet => match l.stepped(&s, &[], n) {
            Stepped::Moved(moved, _) => s = *moved,
            _ => return None,
        },
        _ => return None,
    }
    Some(s)
}

/// The seeds, and how many prices of each kind were judged at least.
const SEEDS: u64 = 50;

#[test]
fn prices_of_plans_hold_the_difference_that_enumeration_finds() {
    let (mut tightened, mut loosened, mut none) = (0, 0, 0);
    let mut rules = std::collections::BTreeSet::new();
    for seed in 0..SEEDS {
        let s = tiny(seed);
        let Ok(Optimum::Cost(was)) = optimum(&s) else { continue };
        let close = f64::max(10.0, 1e-4 * was.abs());
        let Some(found) = priced(&s, true) else { panic!("seed {seed}: a plan and no prices") };
        let inside = |a: Amount, x: f64| a.least - close <= x && x <= a.most + close && (a.about - x).abs() <= close;
        for p in &found.prices {
            let (at, n) = (format!("seed {seed}: {:?}", p.limit), p.steps as i32);
            if let Some(Ok(is)) = filed(&s, &p.limit, n).map(|s| optimum(&s)) {
                let way = p.tightened.as_ref().expect("there was time");
                match (is, way.plans) {
                    (Optimum::Cost(is), Some(Some(a))) => assert!(inside(a, is - was), "{at}: {a:?}, {}", is - was),
                    (Optimum::Cost(is), plans) => panic!("{at}: {plans:?}, it costs {}", is - was),
                    (Optimum::Infeasible, Some(Some(a))) => panic!("{at}: {a:?}, there is no plan"),
                    (Optimum::Infeasible, _) => none += 1,
                }
                tightened += 1;
                rules.insert(p.limit.rule);
            }
            if let Some(Ok(Optimum::Cost(is))) = filed(&s, &p.limit, -n).map(|s| optimum(&s)) {
                let amount = p.loosened.plans.flatten().unwrap_or_else(|| panic!("{at}: no plan"));
                assert!(inside(amount, was - is), "{at}: {amount:?}, {}", was - is);
                loosened += 1;
            }
        }
    }
    assert!(tightened >= 18 && loosened >= 8, "{tightened} {loosened} {none}");
    assert!(rules.len() >= 4, "{rules:?}");
}

/// The relaxation's value, from scratch.
fn relaxed(s: &Scenario, rows: Vec<Row>) -> f64 {
    let value = |c: model::Component| {
        let mut r = Relaxation::new(s, &c, &control());
        r.run(&control(), false, usize::MAX);
        if r.at.is_impossible() { f64::INFINITY } else { r.at.bound }
    };
    model::components(s, rows).into_iter().map(value).sum()
}

/// Every so many of the prices.
fn judge_relaxation(s: &Scenario, found: &Prices, every: usize, at: &str) -> usize {
    let base = relaxed(s, open_rows(s));
    let close = 1e-4 * base.abs() + 10.0;
    let value = |p: &Price, n: i32| match p.limit.stepped(s, &open_rows(s), n) {
        Stepped::Moved(s, rows) => Some(relaxed(&s, rows)),
        Stepped::NoPlan => Some(f64::INFINITY),
        Stepped::Gone => None,
    };
    for p in found.prices.iter().step_by(every) {
        let at = format!("{at}: {:?}", p.limit);
        let ways = p.tightened.iter().map(|w| (1, w)).chain([(-1, &p.loosened)]);
        for (sign, way) in ways {
            for &(n, amount) in &way.steps {
                let is = value(p, sign * n as i32).unwrap_or_else(|| panic!("{at}: {n} steps of what is gone"));
                let change = f64::from(sign) * (is - base);
                // tightening never saves, loosening never costs
                assert!(change >= -close, "{at}: {sign} {n} {change}");
                match amount {
                    Some(a) => {
                        assert!(a.least <= a.about && a.about <= a.most, "{at}: {a:?}");
                        assert!(a.least - close <= change && change <= a.most + close, "{at}: {sign} {n} {a:?} {change}");
                    }
                    None => assert!(is == f64::INFINITY, "{at}: {sign} {n} {change}"),
                }
            }
            if let (1, Some(dual), Some(Some(a))) = (sign, p.dual, way.steps.first().map(|s| s.1)) {
                assert!(dual <= a.most + close, "{at}: a derivative of {dual} below {a:?}");
            }
            assert!(way.steps.windows(2).all(|w| w[0].0 < w[1].0), "{at}");
        }
    }
    found.prices.len().div_ceil(every)
}

#[test]
fn prices_are_differences_of_the_relaxation_from_scratch() {
    let mut judged = 0;
    for seed in 100..130 {
        let s = tiny(seed);
        if let Some(found) = priced(&s, false) {
            judged += judge_relaxation(&s, &found, 1, &format!("seed {seed}"));
        }
    }
    assert!(judged >= 40, "{judged}");
}

#[test]
fn every_limit_of_a_city_is_priced_or_said_to_be_slack() {
    let s = read_scenario_str(&generate(&Size::new(1, 3, 7, 2)).scenario_toml, "city.toml", None).unwrap();
    let found = priced(&s, false).expect("it has a plan");
    assert_eq!(found.prices.len() + found.slack.len(), limits(&s, &open_rows(&s)).len());
    assert!(found.left.is_empty() && found.prices.len() >= 10, "{}", found.prices.len());
    assert!(judge_relaxation(&s, &found, 9, "city") > 0);
    let worth = |p: &Price| {
        let about = |a: Option<Amount>| a.map_or(0.0, |a| a.about);
        about(p.loosened.first()).max(p.tightened.as_ref().map_or(0.0, |w| about(w.first())))
    };
    assert!(found.prices.windows(2).all(|w| worth(&w[0]) >= worth(&w[1])), "the dearest first");
    let value: f64 = found.parts.iter().map(|p| p.value.most).sum();
    // what there is to spare costs nothing to take
    let mut spared = 0;
    for l in &found.slack {
        let n = l.by.map_or(0, |by| (by / l.limit.unit.step()).floor() as i32);
        if let (true, Stepped::Moved(moved, rows)) = (n > 0, l.limit.stepped(&s, &open_rows(&s), n)) {
            let costs = relaxed(&moved, rows) - value;
            assert!(costs <= 1e-4 * value.abs() + CLOSE, "{l:?} costs {costs}");
            spared += 1;
        }
    }
    assert!(spared > 0, "{:?}", found.slack);
    // what is slack saves nothing, however it is priced
    for l in found.slack.iter().map(|l| &l.limit).step_by(7) {
        if let Stepped::Moved(moved, rows) = l.stepped(&s, &open_rows(&s), -1) {
            let saves = value - relaxed(&moved, rows);
            assert!(saves <= 1e-4 * value.abs() + CLOSE, "{l:?} saves {saves}");
        }
    }
}

#[test]
fn the_same_prices_twice() {
    let s = tiny(103);
    assert_eq!(priced(&s, true), priced(&s, true));
}

fn exactly(cny: f64) -> Amount {
    Amount { least: cny, about: cny, most: cny }
}

fn way(steps: &[(u32, Option<Amount>)], plans: Option<Amount>) -> Way {
    let how = if plans.is_some() { How::Plan } else { How::Bound };
    Way { steps: steps.to_vec(), gone: false, how, plans: plans.map(Some) }
}

#[test]
fn what_a_price_becomes_is_that_of_the_stretch() {
    let of = |steps: &[(u32, Option<Amount>)]| way(steps, None).range();
    let all = |n: u32, cny: f64| (n, Some(exactly(cny)));
    // 100 a step, 105 for the second, 200 for each of the three that follow: on average 161
    let then = Then { from: 2, to: 5, each: Some(exactly(200.0)) };
    assert_eq!(of(&[all(1, 100.0), all(2, 205.0), all(5, 805.0)]), (2, Some(then)));
    // of a price of two steps at once, for two
    let then = Then { from: 4, to: 10, each: Some(exactly(50.0)) };
    assert_eq!(of(&[all(2, 100.0), all(4, 200.0), all(10, 350.0)]), (4, Some(then)));
    assert_eq!(of(&[all(1, 100.0), all(2, 195.0), all(5, 500.0)]), (5, None));
    assert_eq!(of(&[all(1, 100.0), (2, None)]), (1, Some(Then { from: 1, to: 2, each: None })));
    assert_eq!(of(&[(1, None)]), (0, Some(Then { from: 0, to: 1, each: None })));
    // what the relaxation leaves open is no change
    let wide = Amount { least: 180.0, about: 240.0, most: 300.0 };
    assert_eq!(of(&[all(1, 100.0), (2, Some(wide))]), (2, None));
}

/// The text and JSON of one price.
fn words(s: &Scenario, price: Price, lang: Lang) -> (String, serde_json::Value) {
    let value = Value { least: 990_000.0, most: 990_000.0 };
    let parts = vec![Part { cities: [price.limit.place.city].into(), value, plan: Some((1_000_000.0, value.least)) }];
    let prices = Prices { parts, prices: vec![price], slack: Vec::new(), left: Vec::new(), complete: true };
    let told = steel_stagger::report::prices::told(s, &prices, false, lang);
    (told.text, told.json)
}

#[test]
fn a_number_is_told_as_what_it_is() {
    let s = tiny(103);
    let limit = limits(&s, &open_rows(&s)).remove(0);
    let price = |tight: Option<Amount>, loose: Option<Amount>| Price {
        limit: limit.clone(),
        steps: 1,
        dual: None,
        tightened: Some(way(&[(1, Some(exactly(5_000.0)))], tight)),
        loosened: way(&[(1, Some(exactly(4_000.0)))], loose),
        slack_in_plan: None,
        late: false,
    };
    let proved = Amount { least: 6_000.0, about: 7_000.0, most: 8_000.0 };
    let open = Amount { least: 0.0, about: 777.0, most: 9_000.0 };
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();

    let (text, json) = words(&s, price(Some(proved), Some(proved)), Lang::En);
    let line = first(&text);
    assert!(
        line.contains("by plans made anew")
            && line.contains("7,000")
            && line.contains("lower bound CNY 5,000 and CNY 4,000"),
        "{text}"
    );
    assert!(text.contains("costs CNY 1.00 million, at most CNY 10,000 (1.00%)"), "{text}");
    assert_eq!(json["prices"][0]["tightened"]["plans_cny"]["within_unproved"], false);
    assert_eq!((&json["plans"][0]["cost_cny"], &json["plans"][0]["gap"]), (&1_000_000.0.into(), &0.01.into()));

    // a difference that two gaps explain is no price
    let (text, json) = words(&s, price(Some(open), Some(proved)), Lang::En);
    assert!(
        first(&text).contains("by the lower bound") && text.contains("within what is not proved (CNY 0–CNY 9,000)"),
        "{text}"
    );
    assert!(!text.contains("777"), "{text}");
    assert_eq!(json["prices"][0]["tightened"]["plans_cny"]["within_unproved"], true);
    assert!(words(&s, price(Some(open), Some(proved)), Lang::Zh).0.contains("在未证明的差距之内"));

    let spare = |limit: &Limit| {
        let slack = vec![Slack { limit: limit.clone(), by: Some(20.0 * limit.unit.step()) }];
        let prices = Prices { parts: Vec::new(), prices: Vec::new(), slack, left: Vec::new(), complete: true };
        steel_stagger::report::prices::told(&s, &prices, true, Lang::En)
    };
    let ratio = limits(&s, &open_rows(&s)).into_iter().find(|l| l.rule == RuleId::BfRatio).expect("a ratio");
    let told = spare(&ratio);
    assert!(told.text.contains("does not bind") && told.text.contains("20 points"), "{}", told.text);
    assert_eq!(told.json["not_binding"][0]["slack"], 0.2);

    // words only of what is there
    let (text, _) = words(&s, price(None, None), Lang::En);
    assert!(!text.contains("plans:") && !text.contains("today's prices") && !text.contains("raise --time-limit"), "{text}");
    let late = Price { late: true, ..price(None, None) };
    assert!(words(&s, late.clone(), Lang::En).0.contains("for lack of time, or not both ways: 1;"), "{text}");
    let (text, json) = words(&s, late, Lang::Zh);
    assert!(text.contains("因时限") && json["prices"][0]["no_time_for_plans"] == true, "{text}");
    let mut early = Price { tightened: None, ..price(None, None) };
    early.loosened.how = How::Dual;
    let (text, _) = words(&s, early, Lang::En);
    assert!(
        first(&text).contains("at most CNY 4,000") && text.contains("today's prices: ") && !text.contains("lower bound"),
        "{text}"
    );
}

#[test]
fn plans_that_there_is_no_time_for_are_told_to_be_missing() {
    let s = tiny(103);
    // the share of the time limit that a plan gets, not the time of pricing
    let options = Options { time_limit: Duration::ZERO, ..Options::default() };
    let asked = Asked { plans: true, options, ..Asked::default() };
    let Outcome::Priced(found) = prices(&s, &asked, &control(), &|_, _| ()) else { panic!("prices") };
    assert!(!found.prices.is_empty());
    for p in &found.prices {
        let made = p.tightened.iter().chain([&p.loosened]).any(|w| w.plans.is_some());
        assert!(p.late || made, "{p:?}");
    }
}
