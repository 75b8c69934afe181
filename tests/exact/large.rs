//! Mills of real size. Ignored where there is only time to prove something; run with `--ignored --nocapture`.

use crate::exact::build::{mill, orange, scenario, shape, unit};
use std::time::{Duration, Instant};
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::exact::{ExactOptions, Model, Run, size, solve};
use steel_stagger::planner::explain::explain;
use steel_stagger::policy::CokePolicy;
use steel_stagger::rules::all_rows;
use steel_stagger::scenario::{Heating, LastYear, Quota, Scenario, ShareBand};

/// A season of 182 days, the real shapes, the staggering period of 121 days.
fn season() -> Scenario {
    let mut sh = shape(10, 15, 2);
    sh.ramp_days = 3;
    let mut s = scenario(sh, 182);
    let mut small = shape(5, 7, 4);
    small.ramp_days = 0;
    for k in Kind::ancillary() {
        s.policy.shape[k.index()] = Some(small);
    }
    s.policy.coke = Some(CokePolicy { max_coking_time_h: 72.0, min_slow_days: 7, max_slowdowns: 3 });
    let w = &mut s.cities[0].day_weight;
    w[61..92].fill(1.4);
    w[92..123].fill(1.5);
    s
}

/// Adds a mill of `furnaces` furnaces with ancillary units.
fn real_mill(s: &mut Scenario, grade: usize, furnaces: usize, ancillary: bool) -> usize {
    let m = mill(s, grade);
    s.enterprises[m].period = DayRange::new(45, 166);
    let mut iron = 0.0;
    for i in 0..furnaces {
        let rate = [3400.0, 2900.0, 2600.0, 1850.0, 4100.0, 3150.0, 1720.0, 3690.0][(i + m) % 8];
        iron += rate;
        unit(s, m, Kind::BlastFurnace, rate);
    }
    if ancillary {
        for _ in 0..furnaces.div_ceil(2) {
            unit(s, m, Kind::Sinter, 1.4 * iron / furnaces.div_ceil(2) as f64);
        }
        unit(s, m, Kind::Pellet, 2000.0);
        unit(s, m, Kind::LimeKiln, 600.0);
        unit(s, m, Kind::CokeOven, 1500.0);
    }
    s.enterprises[m].steel_last_year = Some(LastYear::Total(iron * 182.0 * 0.8));
    m
}

fn time(name: &str, s: &Scenario) {
    let rows = all_rows(s);
    let units: Vec<usize> = (0..s.units.len()).collect();
    let model = Model { scenario: s, units: &units, rows: &rows };
    let t = Instant::now();
    let run = Run { time_limit: 30.0, gap: 0.0, nodes: None, seed: 1, interrupt: None };
    let out = solve(&model, &ExactOptions { run, start: None });
    let gap = (out.objective - out.bound) / out.objective.abs().max(1.0);
    println!("{name}: {:?} {:?} {:.0} gap {gap:.2e} in {:.2?}", size(&model), out.status, out.objective, t.elapsed());
}

#[test]
#[ignore = "a measurement"]
fn how_long_a_mill_takes() {
    for n in [2, 4, 8] {
        let mut s = season();
        real_mill(&mut s, 2, n, false);
        time(&format!("{n} furnaces"), &s);
        let mut s = season();
        real_mill(&mut s, 2, n, true);
        time(&format!("{n} furnaces with ancillary"), &s);
        let iron: f64 = s.units.iter().filter(|u| u.kind == Kind::BlastFurnace).map(|u| u.rate_t_d).sum();
        s.enterprises[0].heating = Some(Heating { days: DayRange::new(45, 166), min_iron_t_d: 0.4 * iron });
        time(&format!("{n} furnaces, heating"), &s);
        orange(&mut s, 68, 73);
        time(&format!("{n} furnaces, heating, episode"), &s);
        s.enterprises[0].steel_quota = vec![Quota { year: 2021, limit_t: 31.0 * 0.8 * iron, made_t: 0.0 }];
        s.cities[0].stopped_share = vec![ShareBand { days: DayRange::new(45, 166), min: 0.1, max: 0.6 }];
        time(&format!("{n} furnaces, all"), &s);
    }
}

#[test]
#[ignore = "a measurement"]
fn how_long_a_conflict_takes() {
    for mills in [1, 4, 25] {
        let mut s = season();
        for i in 0..mills {
            real_mill(&mut s, 1 + i % 2, 4, true);
        }
        s.cities[0].stopped_share = vec![ShareBand { days: DayRange::new(45, 166), min: 0.0, max: 0.3 }];
        let t = Instant::now();
        let c = explain(&s, &all_rows(&s), false, &Control::new(Duration::from_secs(30), None));
        println!(
            "{mills} mills, maximum: {:?} {:?} in {:.2?}",
            c.proof,
            c.bends.iter().map(|b| (b.rule, b.amount)).take(6).collect::<Vec<_>>(),
            t.elapsed()
        );
        s.cities[0].stopped_share = vec![];
        let iron: Vec<usize> = s.units_of(0, Kind::BlastFurnace).collect();
        for u in iron {
            s.units[u].must_run = vec![DayRange::new(45, 166)];
        }
        let t = Instant::now();
        let c = explain(&s, &all_rows(&s), false, &Control::new(Duration::from_secs(30), None));
        println!(
            "{mills} mills, must_run: {:?} {:?} in {:.2?}",
            c.proof,
            c.bends.iter().map(|b| (b.rule, b.amount)).take(6).collect::<Vec<_>>(),
            t.elapsed()
        );
    }
}
