//! Measures beside sums over days: what a day that moves against another plan is priced at, tonnes of both routes, daily shares.

use crate::common::tiny;
use steel_stagger::day::{Day, DayRange};
use steel_stagger::kind::Kind;
use steel_stagger::measure::anchor::{Anchor, goes_on};
use steel_stagger::measure::cost::total_cost;
use steel_stagger::measure::totals::{daily_share, steel_t};
use steel_stagger::plan::schedule::{Basis, Schedule};
use steel_stagger::plan::{Plan, Stop};
use steel_stagger::scenario::{Scenario, UnitIx};

/// Scenarios, each with its witness and the witness without every other stop.
fn all() -> impl Iterator<Item = (Scenario, Schedule, Schedule)> {
    (0..60).filter_map(|seed| {
        let (s, witness) = tiny(seed);
        let witness = witness?;
        let half: Vec<Stop> = witness.stops.iter().step_by(2).cloned().collect();
        let (full, half) = (Schedule::new(&s, &witness), Schedule::new(&s, &Plan { stops: half, ..Plan::default() }));
        Some((s, full, half))
    })
}

fn stopped(schedule: &Schedule, unit: UnitIx, day: usize) -> f64 {
    schedule.units[unit].on(Basis::Stop, day as Day)
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-6 * b.abs().max(1.0), "{a} is not {b}");
}

fn moved_cost(s: &Scenario, anchor: &Anchor, schedule: &Schedule) -> f64 {
    total_cost(&Scenario { anchor: Some(anchor.clone()), ..s.clone() }, schedule).moved
}

#[test]
fn a_moved_day_costs_its_price_however_it_is_put_to_the_planner() {
    let price = |unit: UnitIx| 100.0 + unit as f64;
    for (s, full, half) in all() {
        for (before, after) in [(&full, &half), (&half, &full)] {
            let anchor = Anchor::new(&s, before, 1.0, price);
            let mut sum = 0.0;
            for u in 0..s.units.len() {
                let days = s.season.all().days();
                let apart: f64 = days.map(|d| (stopped(before, u, d) - stopped(after, u, d)).abs()).sum();
                let (filed, beyond) = anchor.beyond(u);
                let by_day = anchor.by_day(u).enumerate().map(|(d, cost)| {
                    let (share, filed) = (stopped(after, u, d), filed[d]);
                    cost * share + if filed > 0.0 { beyond * (share - filed).max(0.0) } else { 0.0 }
                });
                near(anchor.base(u) + by_day.sum::<f64>(), price(u) * apart);
                near(anchor.price(u), price(u));
                sum += price(u) * apart;
            }
            near(moved_cost(&s, &anchor, after), sum);
            near(moved_cost(&s, &anchor.unpriced(), after), 0.0);
        }
    }
}

#[test]
fn a_furnace_day_costs_more_for_each_plan_that_has_it_too() {
    for (s, full, half) in all() {
        let anchor = Anchor::away_from(&s, &[full.clone(), half.clone()], 7.0);
        let (mut sum, schedules) = (0.0, [&full, &half]);
        for u in 0..s.units.len() {
            let primary = matches!(s.units[u].kind, Kind::BlastFurnace | Kind::Eaf);
            let also = |d: usize| schedules.iter().filter(|x| primary && stopped(x, u, d) > 0.0).count() as f64;
            let dearest = s.season.all().days().map(also).fold(0.0, f64::max);
            near(anchor.price(u), 7.0 * dearest);
            sum += s.season.all().days().map(|d| 7.0 * also(d) * stopped(&full, u, d)).sum::<f64>();
        }
        near(moved_cost(&s, &anchor, &full), sum);
        let unpriced = anchor.unpriced();
        assert_eq!(unpriced.cost_share.to_bits(), 0.0_f64.to_bits());
        near(moved_cost(&s, &unpriced, &full), 0.0);
    }
}

#[test]
fn what_is_settled_at_its_start_goes_on_where_a_day_of_it_or_the_next_is_open() {
    let settled = [true, true, true, false, false];
    assert!(goes_on(&settled, DayRange::new(1, 3)), "the day after it is open");
    assert!(goes_on(&settled, DayRange::new(2, 4)));
    assert!(!goes_on(&settled, DayRange::new(0, 2)), "over before");
    assert!(!goes_on(&settled, DayRange::new(3, 5)), "it begins on an open day");
    assert!(!goes_on(&[true, true], DayRange::new(0, 2)), "nothing comes after the season");
}

#[test]
fn steel_and_daily_shares_are_those_of_the_days() {
    let mut eafs = 0;
    for (s, full, _) in all() {
        let days = DayRange::new(1, s.season.len - 1);
        for (ent, e) in s.enterprises.iter().enumerate() {
            let mut made = 0.0;
            for &u in &e.units {
                let unit = &s.units[u];
                let runs = |d: &usize| unit.service.contains(*d as Day);
                let running: f64 = days.days().filter(runs).map(|d| 1.0 - stopped(&full, u, d)).sum();
                made += match unit.kind {
                    Kind::BlastFurnace => e.steel_per_iron * unit.rate_t_d * running,
                    Kind::Eaf => unit.rate_t_d * running,
                    _ => 0.0,
                };
                eafs += usize::from(unit.kind == Kind::Eaf && running > 0.0);
            }
            near(steel_t(&s, &full, ent, days), made);
        }
        for city in 0..s.cities.len() {
            for (d, share) in daily_share(&s, &full, city).into_iter().enumerate() {
                let (mut down, mut all) = (0.0, 0.0);
                for (u, unit) in s.units.iter().enumerate() {
                    let counts = unit.kind == Kind::BlastFurnace && s.city_of(u) == city;
                    if counts && unit.service.contains(d as Day) {
                        all += unit.rate_t_d;
                        down += unit.rate_t_d * stopped(&full, u, d);
                    }
                }
                assert_eq!(share.is_some(), all > 0.0);
                near(share.unwrap_or(0.0) * all, down);
            }
        }
    }
    assert!(eafs > 0, "both routes");
}
