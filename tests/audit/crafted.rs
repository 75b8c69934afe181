//! Findings whose numbers are worked out by hand: a mill of two furnaces, one of which stops from 1 to 20 December.

use crate::audit::support::{audit_of, daily, lines, read};
use crate::rules_support::{CITY, bf, mill, plan, scenario, unit};
use std::fmt::Write as _;
use steel_stagger::audit::{Audit, AuditKind, Verdict, audit, in_force};
use steel_stagger::kind::Kind;
use steel_stagger::plan::Plan;
use steel_stagger::scenario::Scenario;

fn case() -> (Scenario, Plan) {
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000)].concat());
    (s, plan(&["M/1 12-01 12-20"]))
}

fn in_stop(unit: &str, date: &str) -> bool {
    unit == "1" && ("2021-12-01".."2021-12-21").contains(&date)
}

#[test]
fn a_stop_that_is_kept_has_no_finding_and_its_ratio_is_achieved() {
    let (s, p) = case();
    let audit = audit_of(&s, &[p], &[daily(&s, |u, d| Some(if in_stop(u, d) { 0.0 } else { 985.0 })).as_bytes()]);
    assert_eq!(lines(&s, &audit.findings), "");
    let line = &audit.ratios[0];
    assert!((line.forecast - 0.25).abs() < 1e-12 && line.achieved_to_date == Some(line.forecast), "{line:?}");
}

#[test]
fn hours_late_are_told_from_daily_records() {
    let (s, p) = case();
    let late = |share: f64| {
        daily(&s, |u, d| match d {
            "2021-12-01" if u == "1" => Some(1000.0 * share),
            _ if in_stop(u, d) => Some(0.0),
            _ => Some(985.0),
        })
    };
    let audit = audit_of(&s, std::slice::from_ref(&p), &[late(0.24).as_bytes()]);
    assert_eq!(lines(&s, &audit.findings), "", "within the tolerance, and the day counts as stopped");
    let audit = audit_of(&s, &[p], &[late(0.5).as_bytes()]);
    assert_eq!(
        lines(&s, &audit.findings),
        "LATE-STOP breach M/1 2021-12-01 2021-12-01\nRATIO-ACHIEVED breach M/- 2021-12-01 2022-01-09\n"
    );
    let f = &audit.findings[0];
    assert!((f.measured - 12.0).abs() < 0.5, "{}", f.note.en);
    assert!((audit.findings[1].short_by - 1.0 / 80.0).abs() < 1e-9, "19 days of 80");
}

#[test]
fn a_stop_of_one_day_may_be_late_and_early_by_daily_records_too() {
    let fixed = unit("1", "blast-furnace", 1000, "down = [{ start = 2021-12-05, end = 2021-12-05 }]");
    let s = scenario(&[CITY, &mill("M", "A", ""), &fixed, &bf("2", 1000)].concat());
    let p = plan(&["M/1 12-05 12-05"]);
    let made = |t: f64| daily(&s, |u, d| Some(if u == "1" && d == "2021-12-05" { t } else { 985.0 }));
    let found = |t: f64, tolerance_hours: f64| {
        let records = read(&s, &[made(t).as_bytes()]).unwrap_or_else(|e| panic!("{e}"));
        let force = in_force(&s, std::slice::from_ref(&p)).unwrap_or_else(|e| panic!("{}", e.en));
        lines(&s, &audit(&s, &force, &records, tolerance_hours).findings)
    };
    assert_eq!(found(100.0, 6.0), "", "2.4 hours of 12");
    let ran = "RUN-IN-STOP breach M/1 2021-12-05 2021-12-05\n";
    assert_eq!(found(600.0, 6.0), ran, "14.4 hours of 12");
    assert_eq!(found(985.0, 12.0), ran, "a day of full running is no stop, whatever is tolerated");
}

#[test]
fn a_missing_record_is_not_a_stop() {
    let (s, p) = case();
    let gap = daily(&s, |u, d| {
        let hidden = u == "1" && ("2021-12-05".."2021-12-08").contains(&d);
        (!hidden).then_some(if in_stop(u, d) { 0.0 } else { 985.0 })
    });
    let audit = audit_of(&s, &[p], &[gap.as_bytes()]);
    assert_eq!(
        lines(&s, &audit.findings),
        "RATIO-ACHIEVED to-settle M/- 2021-12-01 2022-01-09\nGAP to-settle M/1 2021-12-05 2021-12-07\n"
    );
    assert!(audit.holds(), "what is to be settled is no breach");
}

#[test]
fn typed_in_values_are_frozen_and_coarse_ones_are_not() {
    let (s, p) = case();
    let mut typed = String::from("enterprise,unit,time,output\n");
    let mut coarse = typed.clone();
    for d in 0..s.season.len {
        let date = s.season.date(d);
        for u in ["1", "2"] {
            let stands = in_stop(u, &date.to_string());
            let _ = writeln!(typed, "M,{u},{date},{}", if stands { 0.0 } else { 985.5 });
            let _ = writeln!(coarse, "M,{u},{date},{}", if stands { 0 } else { 900 + 100 * (d / 30 % 2) });
        }
    }
    let audit = audit_of(&s, std::slice::from_ref(&p), &[typed.as_bytes()]);
    assert!(audit.findings.iter().all(|f| f.kind == AuditKind::Frozen && f.verdict == Verdict::ToSettle));
    assert_eq!(audit.findings.len(), 3, "before and after the stop, and the other furnace");
    let audit = audit_of(&s, &[p], &[coarse.as_bytes()]);
    assert_eq!(lines(&s, &audit.findings), "", "whole hundreds of tonnes repeat");
}

#[test]
fn a_silent_unit_and_a_silent_mill_are_one_gap_each() {
    let two = [CITY, &mill("M", "A", ""), &bf("1", 1000), &bf("2", 1000), &mill("N", "A", ""), &bf("1", 900), &bf("2", 900)];
    let s = scenario(&two.concat());
    let all = daily(&s, |_, _| Some(800.0));
    let kept: Vec<&str> = all.lines().filter(|l| !l.starts_with("N,") && !l.starts_with("M,2,")).collect();
    let audit = audit_of(&s, &[plan(&[])], &[kept.join("\n").as_bytes()]);
    assert_eq!(
        lines(&s, &audit.findings),
        "GAP to-settle M/2 2021-11-01 2022-02-28\nGAP to-settle N/- 2021-11-01 2022-02-28\n"
    );
}

#[test]
fn a_unit_without_records_is_a_unit_that_ran_and_a_kind_without_any_is_not_audited() {
    let sinter = unit("S", "sinter", 3000, "");
    let s = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000), &sinter].concat());
    let p = plan(&["M/1 11-20 01-31", "M/S 11-20 01-10"]);
    let full = |u: &str| if u == "S" { 2950.0 } else { 985.0 };
    let stands = |u: &str, d: &str| u == "1" && ("2021-11-20".."2022-02-01").contains(&d);
    let audit = |hidden: &[&str]| {
        let csv = daily(&s, |u, d| (!hidden.contains(&u)).then_some(if stands(u, d) { 0.0 } else { full(u) }));
        audit_of(&s, std::slice::from_ref(&p), &[csv.as_bytes()])
    };
    let achieved = |audit: &Audit, kind: Kind| {
        let line = audit.ratios.iter().find(|r| r.kind == kind).expect("a line");
        (line.achieved_to_date.map(|x| x > 0.0), line.forecast > 0.0)
    };
    let most = audit(&["S"]);
    assert_eq!(lines(&s, &most.findings), "");
    assert_eq!(achieved(&most, Kind::Sinter), (None, true), "no sinter strand is audited: as planned");
    assert_eq!(achieved(&most, Kind::BlastFurnace), (Some(true), true));
    let less = audit(&["S", "1"]);
    assert_eq!(achieved(&less, Kind::BlastFurnace), (Some(false), false), "the one that should stand has no record");
    assert!(lines(&s, &less.findings).contains("RATIO-ACHIEVED to-settle M/-"), "{}", lines(&s, &less.findings));
}

#[test]
fn output_in_another_unit_of_measure_is_told() {
    let (s, p) = case();
    let tiny = daily(&s, |u, d| Some(if in_stop(u, d) { 0.0 } else { 985.0 / 1000.0 }));
    let found = lines(&s, &audit_of(&s, &[p], &[tiny.as_bytes()]).findings);
    assert!(found.contains("SCALE to-settle M/1") && found.contains("SCALE to-settle M/2"), "{found}");
}

#[test]
fn statistics_that_leave_steel_out_are_told() {
    let s = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000), &bf("2", 1000)].concat());
    let all = daily(&s, |_, _| Some(985.0));
    let statistics = |t: f64| format!("企业,月份,粗钢产量(吨)\nM,2021年12月,{t}\n");
    let made = audit_of(&s, &[plan(&[])], &[all.as_bytes()]).steel[1].explained.expect("recorded");
    for (share, told) in [(1.0, ""), (0.98, ""), (0.9, "STEEL-UNEXPLAINED to-settle M/- 2021-12-01 2021-12-31\n")] {
        let audit = audit_of(&s, &[plan(&[])], &[all.as_bytes(), statistics(share * made).as_bytes()]);
        assert_eq!(lines(&s, &audit.findings), told, "{share}");
    }
}

#[test]
fn a_retired_unit_that_runs_is_found() {
    let retired = unit("2", "blast-furnace", 1000, "retired = 2022-01-15");
    let s = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000), &retired].concat());
    let runs = daily(&s, |u, d| Some(if u == "2" && d >= "2022-01-20" { 0.0 } else { 800.0 }));
    let audit = audit_of(&s, &[plan(&[])], &[runs.as_bytes()]);
    assert_eq!(lines(&s, &audit.findings), "OUT-OF-SERVICE breach M/2 2022-01-15 2022-01-19\n");
}

#[test]
fn output_of_0_with_the_electricity_of_running_is_to_be_settled() {
    let (s, p) = case();
    let mut csv = String::from("enterprise,unit,time,output,power\n");
    for d in 0..s.season.len {
        let date = s.season.date(d).to_string();
        for u in ["1", "2"] {
            let stands = in_stop(u, &date);
            let tricked = ("2021-12-10".."2021-12-13").contains(&date.as_str());
            let power = if stands && !tricked { 15_000 } else { 90_000 } + u32::from(d % 13) * 10;
            let output = if stands { 0.0 } else { 985.0 - f64::from(d % 11) };
            let _ = writeln!(csv, "M,{u},{date},{output},{power}");
        }
    }
    let audit = audit_of(&s, &[p], &[csv.as_bytes()]);
    assert_eq!(lines(&s, &audit.findings), "POWER-IN-STOP to-settle M/1 2021-12-10 2021-12-12\n");
}

#[test]
fn a_cap_that_is_passed_is_a_breach_and_one_that_will_be_a_notice() {
    let body = |limit: u32| {
        let quota = format!("steel_quota = [ {{ year = 2021, limit_t = {limit}, made_t = 500000 }} ]");
        scenario(&[CITY, &mill("M", "A", &quota), &bf("1", 1000), &bf("2", 1000)].concat())
    };
    let stats = "企业,月份,粗钢产量(万吨)\nM,2021年11月,6.2\n";
    let no_stop = plan(&[]);
    // 62,000 t in November, 31 planned days of 2,000 t in December
    for (limit, said) in [
        (561_000, "STEEL-LIMIT breach M/- 2021-11-01 2021-12-31\nSTEEL-MONTH notice M/- 2021-11-01 2021-11-30\n"),
        (623_000, "STEEL-MONTH notice M/- 2021-11-01 2021-11-30\nSEASON-FORECAST notice M/- 2021-11-01 2021-12-31\n"),
        (624_000, "STEEL-MONTH notice M/- 2021-11-01 2021-11-30\n"),
    ] {
        let s = body(limit);
        let audit = audit_of(&s, std::slice::from_ref(&no_stop), &[stats.as_bytes()]);
        assert_eq!(lines(&s, &audit.findings), said, "{limit}");
        assert_eq!(audit.steel[0].quota_left.map(f64::round), Some(f64::from(limit) - 562_000.0));
    }
}
