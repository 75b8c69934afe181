//! Numbers of contract section 4 worked out by hand; the recount is held to them, and the program to the recount.

use crate::common::agreement::differences;
use crate::common::recount::{Recount, recount, tonnes::last_year, units::Class};
use crate::rules_support::{CITY, POLICY, bf, mill, plan, scenario, scenario_by, unit};
use steel_stagger::scenario::Scenario;

/// A mill of grade C under a yellow episode that names sinter only and, next to it, an orange one that names furnaces and
/// coke ovens; a second orange one overlaps the first.
pub fn warned() -> Scenario {
    let episode = |level: &str, first: &str, last: &str| {
        format!("[[episodes]]\ncity = \"乙市\"\nlevel = \"{level}\"\nstart = 2021-{first}\nend = 2021-{last}\n")
    };
    scenario(
        &[
            CITY,
            &episode("yellow", "12-08", "12-09"),
            &episode("orange", "12-10", "12-12"),
            &episode("orange", "12-12", "12-14"),
            &mill("M", "C", "heating = { start = 2021-11-01, end = 2022-02-28, min_iron_t_d = 900 }\nevidence = [\"x\"]"),
            &unit("1", "blast-furnace", 1000, "size = 500\ndown = [{ start = 2021-12-15, end = 2021-12-17 }]"),
            &unit("2", "blast-furnace", 2000, "size = 900\nmust_run = [{ start = 2021-12-20, end = 2022-01-20 }]"),
            &unit(
                "k",
                "coke-oven",
                800,
                "size = 5.5\ncoking_time_h = 18\ndown = [{ start = 2021-12-01, end = 2021-12-03 }]",
            ),
            &unit("s", "sinter", 3000, ""),
        ]
        .concat(),
    )
}

/// Two mills served by a third, one of them with an end of its own; a furnace comes and one goes.
pub fn served() -> Scenario {
    scenario(
        &[
            "[[cities]]\nname = \"甲市\"\n",
            "[[episodes]]\ncity = \"甲市\"\nlevel = \"orange\"\nstart = 2021-12-20\nend = 2021-12-22\n",
            &mill("M", "B", "city = \"甲市\"\nstagger_end = 2022-01-31\nviolations = [\"central-inspection\"]"),
            &unit("1", "blast-furnace", 1000, "size = 500\nretired = 2021-12-11"),
            &unit("2", "blast-furnace", 1000, "size = 500\ncommissioned = 2021-12-11\nreplaces = [\"M/1\"]"),
            &mill("N", "C", "city = \"甲市\"\nsteel_quota = [{ year = 2021, limit_t = 60000, made_t = 20000 }]"),
            &bf("1", 1500),
            &unit("e", "eaf", 500, ""),
            &mill("O", "A", "city = \"甲市\"\nserves = [\"M\", \"N\"]"),
            &unit("k", "coke-oven", 800, ""),
            &unit("s", "sinter", 3000, "last_ran = 2021-10-20"),
            &unit("p", "pellet", 300, "last_ran = 2021-01-05"),
        ]
        .concat(),
    )
}

/// The recount of a plan, which the checker must agree with.
fn count(s: &Scenario, lines: &[&str]) -> Recount {
    let p = plan(lines);
    let p = steel_stagger::plan::Plan { scenario: s.name.clone(), ..p };
    let (different, _) = differences(s, &p);
    assert!(different.is_empty(), "{lines:?}\n{different}");
    recount(s, &p)
}

fn sum(values: &[f64]) -> f64 {
    values.iter().sum()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6 * b.abs().max(1.0), "{a} is not {b}");
}

#[test]
fn one_naming_episode_makes_an_episode_stop_of_days_of_several() {
    let s = warned();
    let class = |line: &str, u: usize| count(&s, &[line]).units[u].stops[0].class;
    assert_eq!(class("M/1 12-10 12-12", 0), Class::Episode);
    assert_eq!(class("M/1 12-08 12-12", 0), Class::Episode, "yellow names no furnace, orange does");
    assert_eq!(class("M/1 12-08 12-09", 0), Class::Ordinary, "yellow alone");
    assert_eq!(class("M/1 12-07 12-12", 0), Class::Ordinary, "a day before the warning");
    assert_eq!(class("M/1 12-12 12-17", 0), Class::Episode, "episode and down days");
    assert_eq!(class("M/1 12-15 12-17", 0), Class::Fixed);
    assert_eq!(class("M/1 12-15 12-18", 0), Class::Ordinary, "down and one more day");
    assert_eq!(class("M/s 12-08 12-14", 3), Class::Episode);
    assert_eq!(class("M/s 12-10 12-14", 3), Class::Ordinary, "orange names no sinter");
}

#[test]
fn a_short_stop_counts_in_tonnes_and_not_in_ratios() {
    let s = warned();
    // Three days of an episode, fewer than the four that count; no ramp follows.
    let r = count(&s, &["M/1 12-10 12-12"]);
    let u = &r.units[0];
    assert_eq!((sum(&u.stop), sum(&u.counted), sum(&u.cold)), (3.0, 0.0, 3.0));
    // A fixed stop of three: not counted, and two days of ramp.
    let u = &count(&s, &["M/1 12-15 12-17"]).units[0];
    assert_eq!((sum(&u.stop), sum(&u.counted), sum(&u.cold)), (3.0, 0.0, 5.0));
    // Filed as two, back to back: one stop of four, which counts.
    let u = &count(&s, &["M/1 11-03 11-04", "M/1 11-05 11-06"]).units[0];
    assert_eq!((u.stops.len(), sum(&u.counted), sum(&u.cold)), (1, 4.0, 6.0));
}

#[test]
fn coke_ovens_make_their_share_by_time() {
    let s = warned();
    // 18 h to 36 h is half a stop; 18 h to 24 h a quarter. The down days are whole.
    let u = &count(&s, &["M/k 12-01 12-03", "M/k 12-04 12-13 36", "M/k 12-14 12-17 24"]).units[2];
    near(sum(&u.stop), 3.0 + 10.0 * 0.5 + 4.0 * 0.25);
    assert_eq!(u.slowdowns.len(), 2);
    let u = &count(&s, &["M/k 12-04 12-05 36", "M/k 12-06 12-09 36"]).units[2];
    assert_eq!(u.slowdowns.len(), 1, "the same coking time");
    // Two batteries' worth of hours on one day: the longer wins, and a stop beats both.
    let u = &count(&s, &["M/k 12-03 12-03", "M/k 12-03 12-09 24", "M/k 12-05 12-07 36"]).units[2];
    near(sum(&u.stop), 1.0 + 3.0 * 0.5 + 3.0 * 0.25);
}

#[test]
fn an_end_of_its_own_and_days_out_of_service() {
    let s = served();
    // M: 1 serves until 12-10, 2 from 12-11; together one furnace over 12-01..01-31, 62 days. The pool N, by contrast, 40.
    let r = count(&s, &["M/1 12-01 12-10", "M/2 01-10 01-30", "N/1 12-01 12-20"]);
    let bf_ratio: Vec<_> = r.found.iter().filter(|f| f.rule == "BF-RATIO").collect();
    assert_eq!(bf_ratio.len(), 0, "31 / 62 for M, 20 / 40 for N");
    let r = count(&s, &["M/2 01-10 01-20", "N/1 12-01 12-19"]);
    let short: Vec<_> = r.found.iter().filter(|f| f.rule == "BF-RATIO").collect();
    near(short[0].measured.unwrap(), 11.0 / 62.0);
    near(short[0].required.unwrap(), 0.30);
    near(short[1].measured.unwrap(), 19.0 / 40.0);
    // Coke and sinter of O answer to both, each time over the served mill's period; the idle pellet plant to none.
    let anc: Vec<_> =
        r.found.iter().filter(|f| f.rule == "ANC-RATIO").map(|f| (f.enterprise.as_str(), f.kind.as_str())).collect();
    assert_eq!(anc, [("M", "coke-oven"), ("M", "sinter"), ("N", "coke-oven"), ("N", "sinter")]);
    // 2021: 61 days of 1500 t and 500 t, less 19 of the furnace; 20 000 t before.
    let year = r.found.iter().find(|f| f.rule == "STEEL-YEAR").unwrap();
    near(year.measured.unwrap(), 20_000.0 + 61.0 * 2000.0 - 19.0 * 1500.0);
}

#[test]
fn costs_term_by_term() {
    let s = warned();
    let cost = count(&s, &["M/1 11-02 11-11", "M/1 12-10 12-12", "M/1 12-15 12-17", "M/s 11-02 11-04"]).cost;
    near(cost.margin, 16.0 * 1000.0 * 100.0);
    // Ordinary at 10, an episode's at 2, a fixed stop at 0 CNY/m3 of 500 m3; a strand at 1000 CNY.
    near(cost.restarts, 5000.0 + 1000.0 + 1000.0);
    near(cost.output, 3.0 * 3000.0 * 80.0);
    near(cost.emissions, 10.0 * (16.0 * 1000.0 + 3.0 * 3000.0));
}

#[test]
fn last_year_by_month_and_the_29th_of_february() {
    let leap = POLICY
        .replace("start = 2021-11-01, end = 2022-02-28", "start = 2023-11-01, end = 2024-02-29")
        .replace("start = 2021-12-01\nend = 2022-01-09", "start = 2023-12-01\nend = 2024-01-09")
        .replace("start = 2022-01-01\nend = 2022-01-31", "start = 2024-02-29\nend = 2024-02-29");
    let table = "steel_last_year_t = { \"2022-11\" = 3000, \"2022-12\" = 3100, \"2023-01\" = 31000, \"2023-02\" = 2800 }";
    let s = scenario_by(
        &leap,
        &["[[cities]]\nname = \"甲市\"\n", &mill("M", "C", &format!("city = \"甲市\"\n{table}")), &bf("1", 100)].concat(),
    );
    // Day 120 is 29 February 2024, which answers to 28 February 2023.
    near(last_year(&s, 0, 120, 120), 100.0);
    near(last_year(&s, 0, 0, 120), 3000.0 + 3100.0 + 31_000.0 + 2800.0);
    near(last_year(&s, 0, 59, 61), 100.0 * 2.0 + 1000.0);
    let r = count(&s, &[]);
    let stage = r.found.iter().find(|f| f.rule == "STAGE-STEEL").unwrap();
    near(stage.required.unwrap(), 70.0);
    near(stage.measured.unwrap(), 100.0);
}
