//! A battery whose days behind are settled, by the exact model: no plan that the contract's words allow is ruled out, none that they
//! do not is made, and what lies behind stays.

use crate::exact::build::{mill, orange, scenario, shape, unit};
use crate::exact::milp::RUN;
use rand::seq::IndexedRandom as _;
use rand::{Rng, RngExt as _, SeedableRng};
use rand_pcg::Pcg64;
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::measure::anchor::Anchor;
use steel_stagger::measure::cost::unit_cost;
use steel_stagger::plan::schedule::{Basis, Schedule, Slow, UnitDays};
use steel_stagger::planner::exact::{ExactOptions, Model, Status, schedule, solve};
use steel_stagger::planner::open_rows;
use steel_stagger::policy::{CokePolicy, Level};
use steel_stagger::rules::{Measure, Place, Row, RuleId, Term};
use steel_stagger::scenario::Scenario;

type Coking = Vec<Option<f64>>;

fn days(s: &Scenario, coking: &Coking) -> UnitDays {
    let down = s.season.flags(&s.units[0].down);
    let within = |d: usize| s.units[0].service.contains(d as u16) && !down[d];
    let coking: Coking = coking.iter().enumerate().map(|(d, h)| h.filter(|_| within(d))).collect();
    UnitDays::new(s, 0, &down, &coking)
}

/// Days at one coking time after another.
fn random(rng: &mut impl Rng, len: usize, times: &[Option<f64>]) -> Coking {
    let mut out = Vec::new();
    while out.len() < len {
        let time = *times.choose(rng).expect("times");
        out.extend(std::iter::repeat_n(time, rng.random_range(1..=6)));
    }
    out.truncate(len);
    out
}

/// The slow-down that the plan in force has on both yesterday and today.
fn at_hand(before: &UnitDays, today: u16) -> Option<Slow> {
    before.slows.iter().copied().find(|w| w.days.first < today && w.days.contains(today))
}

/// Whether slow-downs keep SLOW-SHAPE as far as it can be helped; `lost`: the one at hand need not be long enough.
fn holds(s: &Scenario, before: &UnitDays, after: &UnitDays, today: u16, lost: bool) -> bool {
    let coke = s.policy.coke.expect("coke");
    let at_hand = at_hand(before, today);
    let (_, mut behind) = before.by_day(&s.season);
    behind[usize::from(today)..].fill(None);
    let began = days(s, &behind).slows;
    let began = |w: &Slow| began.iter().any(|b| !b.episode && b.days.first == w.days.first);
    after.slows.iter().filter(|w| !w.episode).enumerate().all(|(n, w)| {
        let is_at_hand = at_hand.is_some_and(|h| h.days.first == w.days.first);
        let over = w.days.end < today || w.days.end == today && !is_at_hand || is_at_hand && lost;
        let short = !over && w.days.len() < usize::from(coke.min_slow_days);
        !short && (began(w) || n < usize::from(coke.max_slowdowns))
    })
}

/// Whether the slow-down at hand cannot be long enough, however long it goes on.
fn is_lost(s: &Scenario, before: &UnitDays, filed: &Coking, today: u16) -> bool {
    let Some(slow) = at_hand(before, today) else { return false };
    let hours = slow.coking_time_h;
    // orange asks 36 h
    let asked = |d: u16| s.episodes.iter().any(|e| e.level == Level::Orange && e.days.contains(d));
    let may = |d: u16| hours <= 72.0 && (hours >= 36.0 || !asked(d));
    (today..=s.season.len).take_while(|&end| end == today || may(end - 1)).all(|end| {
        let mut coking: Coking = filed.clone();
        coking[usize::from(today)..].fill(None);
        coking[usize::from(today)..usize::from(end)].fill(Some(hours));
        !holds(s, before, &days(s, &coking), today, false)
    })
}

/// The plan with a slow-down parted in two, in every way from today on: a second of time makes two of one.
fn splits(coking: &Coking, today: usize) -> Vec<Coking> {
    let mut out = Vec::new();
    for d in today.max(1)..coking.len() {
        let Some(hours) = coking[d].filter(|_| coking[d] == coking[d - 1]) else { continue };
        let end = (d..coking.len()).find(|&e| coking[e] != coking[d]).unwrap_or(coking.len());
        for other in [hours - 1e-3, hours + 1e-3] {
            let mut parted = coking.clone();
            parted[d..end].fill(Some(other));
            out.push(parted);
        }
    }
    out
}

fn near(s: &Scenario, before: &UnitDays, today: u16, price: f64) -> Scenario {
    let mut anchor = Anchor::new(s, &Schedule { units: vec![before.clone()] }, 1.0, |_| price);
    anchor.settle_past(s, today);
    Scenario { anchor: Some(anchor), ..s.clone() }
}

#[test]
fn a_battery_may_do_what_the_rules_allow_and_no_more() {
    let mut rng = Pcg64::seed_from_u64(5);
    let (mut tried, mut over, mut lost_ones) = (0, 0, 0);
    for _ in 0..600 {
        let len: u16 = rng.random_range(3..=14);
        let mut s = scenario(shape(1, 1, 9), len);
        let (min_slow_days, max_slowdowns) = (rng.random_range(1..=6), rng.random_range(0..=3));
        s.policy.coke = Some(CokePolicy { max_coking_time_h: 72.0, min_slow_days, max_slowdowns });
        let m = mill(&mut s, 2);
        unit(&mut s, m, Kind::CokeOven, 1000.0);
        let today = rng.random_range(0..=len);
        if rng.random_bool(0.4) {
            s.units[0].service.end = rng.random_range(1..=len);
        }
        if rng.random_bool(0.3) {
            let a =
                if rng.random_bool(0.5) { (today + rng.random_range(0..=2)).min(len - 1) } else { rng.random_range(0..len) };
            s.units[0].down = vec![DayRange::new(a, (a + rng.random_range(1..=2)).min(len))];
        }
        for _ in 0..rng.random_range(0..=3) {
            let a =
                if rng.random_bool(0.6) { today.saturating_sub(rng.random_range(0..=4)) } else { rng.random_range(0..len) };
            orange(&mut s, a.min(len - 1), (a + rng.random_range(1..=5)).clamp(1, len));
            if rng.random_bool(0.5) {
                // of which nothing asks ovens to be slow
                s.episodes.last_mut().expect("an episode").level = Level::Yellow;
            }
        }
        let times = [None, None, Some(24.0), Some(30.0), Some(30.5), Some(if rng.random_bool(0.1) { 80.0 } else { 60.0 })];
        let mut filed = random(&mut rng, usize::from(len), &times);
        if rng.random_bool(0.5) {
            // slow on the days up to today
            let begins = today.saturating_sub(rng.random_range(1..=4));
            filed[usize::from(begins)..usize::from(today)].fill(*[Some(30.0), Some(36.0)].choose(&mut rng).expect("times"));
            if rng.random_bool(0.5) && today < len {
                // from the first day of a yellow episode that becomes orange
                let worse = (begins + rng.random_range(1..=4)).min(len - 1);
                s.episodes.clear();
                orange(&mut s, begins, worse);
                s.episodes[0].level = Level::Yellow;
                orange(&mut s, worse, (worse + rng.random_range(1..=3)).min(len));
            }
        }
        let before = days(&s, &filed);
        let price = if rng.random_bool(0.5) { 0.0 } else { 70_000.0 };
        let (near, t) = (near(&s, &before, today, price), usize::from(today));
        let lost = is_lost(&s, &before, &filed, today);
        lost_ones += usize::from(lost);
        over += usize::from(today > 0 && at_hand(&before, today).is_none() && before.on(Basis::Stop, today - 1) > 0.0);
        let context = || format!("{filed:?} {today} {:?} {:?} {:?}", s.units[0], s.policy.coke, s.episodes);
        let open = open_rows(&near);
        let is_allowed = |coking: &Coking| {
            let made = days(&s, coking);
            let rest = made.slows.iter().all(|w| w.days.end <= today || w.coking_time_h <= 72.0);
            let shape = holds(&s, &before, &made, today, lost);
            let plan = Schedule { units: vec![made] };
            rest && shape && open.iter().all(|r| r.violation(r.value(&plan)) <= 1e-9)
        };
        for _ in 0..12 {
            let yesterday = if t > 0 { filed[t - 1] } else { None };
            let ahead = random(&mut rng, usize::from(len) - t, &[None, None, Some(28.0), Some(36.0), Some(72.0), yesterday]);
            let mut coking = [&filed[..t], &ahead].concat();
            if rng.random_bool(0.3) {
                coking[t..].clone_from_slice(&filed[t..]);
            }
            let witness = days(&s, &coking);
            let plan = Schedule { units: vec![witness.clone()] };
            let all = s.season.all();
            let place = Place::unit(&s, 0);
            let row = |days: DayRange, lower: f64, upper: f64| {
                let term = Term { unit: 0, basis: Basis::Stop, days, coef: 1.0 };
                Row { lower, upper, ..Row::new(RuleId::AncRatio, place, days, Measure::Fraction, vec![term]) }
            };
            let options = ExactOptions { run: RUN, start: None };
            let may = is_allowed(&coking);
            // this very plan, day by day, and no other
            let day = |d: u16| {
                // at 1e-6, its tolerance, HiGHS's presolve calls feasible programs infeasible
                let (level, allowance) = (witness.on(Basis::Stop, d), 1e-5);
                row(DayRange::new(d, d + 1), level - allowance, level + allowance)
            };
            let mut rows = open.clone();
            let its_days: Vec<Row> = rows.iter().cloned().chain((0..len).map(day)).collect();
            let out = solve(&Model { scenario: &near, units: &[0], rows: &its_days }, &options);
            let right = match out.status {
                Status::Optimal => may || splits(&coking, t).iter().any(is_allowed),
                Status::Infeasible => !may,
                _ => true,
            };
            assert!(right, "{:?} {coking:?} of {}", out.status, context());
            if !may {
                continue;
            }
            tried += 1;
            let cost = unit_cost(&near, &plan, 0).total();
            let most = 1e-3 * cost.abs().max(1.0);
            assert!((out.bound - cost).abs() <= most, "{} {cost} {coking:?} of {}", out.bound, context());
            rows.push(row(all, witness.sum(Basis::Stop, all), f64::INFINITY));
            let out = solve(&Model { scenario: &near, units: &[0], rows: &rows }, &options);
            let cost = unit_cost(&near, &plan, 0).total();
            assert_eq!(out.status, Status::Optimal, "{coking:?} of {}", context());
            assert!(out.bound <= cost + 1e-6 * cost.abs().max(1.0), "{} {cost} {coking:?} of {}", out.bound, context());
            let made = &schedule(&near, &out.patterns).units[0];
            let (_, as_made) = made.by_day(&s.season);
            let keeps_shape = |coking: &Coking| holds(&s, &before, &days(&s, coking), today, lost);
            let is_kept = keeps_shape(&as_made) || splits(&as_made, t).iter().any(keeps_shape);
            assert!(is_kept, "{made:?} of {}", context());
            let behind = |d: u16| (made.on(Basis::Stop, d) - before.on(Basis::Stop, d)).abs() < 1e-4;
            assert!((0..today).all(behind), "{made:?} of {}", context());
        }
    }
    assert!(tried > 1000 && over > 50 && lost_ones > 10, "{tried} {over} {lost_ones}");
}
