//! Plans amended in season: each day is judged by the one in force; between a breakdown and its approval all is to be settled.

use crate::audit::support::{audit_of, daily, lines};
use crate::rules_support::{CITY, bf, date, mill, plan, scenario};
use steel_stagger::audit::in_force;
use steel_stagger::plan::{Approval, Plan};
use steel_stagger::scenario::Scenario;

fn city() -> Scenario {
    scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000)].concat())
}

fn from(valid_from: &str, plan: Plan) -> Plan {
    let approval = Approval { number: None, date: None, valid_from: date(valid_from), reason: None };
    Plan { approval: Some(approval), ..plan }
}

/// Furnace 2 breaks down on 28 November and stands to 20 December; furnace 1 runs on.
fn broken_down(s: &Scenario) -> String {
    daily(s, |u, d| Some(if u == "2" && ("2021-11-28".."2021-12-21").contains(&d) { 0.0 } else { 985.0 }))
}

#[test]
fn days_between_a_breakdown_and_its_approval_are_to_be_settled() {
    let s = city();
    let first = plan(&["M/1 12-01 12-20"]);
    let amended = from("2021-12-05", plan(&["M/2 11-28 12-20"]));
    let csv = broken_down(&s);
    // in any order: approvals tell
    for plans in [[first.clone(), amended.clone()], [amended, first.clone()]] {
        let audit = audit_of(&s, &plans, &[csv.as_bytes()]);
        assert_eq!(
            lines(&s, &audit.findings),
            "BREAKDOWN to-settle M/2 2021-11-28 2021-12-04\nUNAPPROVED to-settle M/1 2021-12-01 2021-12-04\n"
        );
    }
    let audit = audit_of(&s, std::slice::from_ref(&first), &[csv.as_bytes()]);
    assert_eq!(lines(&s, &audit.findings), "RUN-IN-STOP breach M/1 2021-12-01 2021-12-20\n", "without the amended plan");
}

#[test]
fn the_first_hours_of_a_breakdown_are_tolerated_as_of_any_stop() {
    let s = city();
    let plans = [plan(&["M/1 12-01 12-20"]), from("2021-12-05", plan(&["M/1 12-01 12-20", "M/2 11-28 12-20"]))];
    let csv = daily(&s, |u, d| {
        let stands =
            u == "1" && ("2021-12-01".."2021-12-21").contains(&d) || u == "2" && ("2021-11-29".."2021-12-21").contains(&d);
        // two hours of the day on which it broke down
        Some(if stands {
            0.0
        } else if u == "2" && d == "2021-11-28" {
            82.0
        } else {
            985.0
        })
    });
    let audit = audit_of(&s, &plans, &[csv.as_bytes()]);
    assert_eq!(lines(&s, &audit.findings), "BREAKDOWN to-settle M/2 2021-11-28 2021-12-04\n");
}

#[test]
fn what_the_amended_plan_stops_too_is_still_a_breach() {
    let s = city();
    let plans = [plan(&["M/1 12-01 12-20"]), from("2021-12-05", plan(&["M/1 12-01 12-08", "M/2 11-28 12-20"]))];
    let audit = audit_of(&s, &plans, &[broken_down(&s).as_bytes()]);
    assert_eq!(
        lines(&s, &audit.findings),
        "RUN-IN-STOP breach M/1 2021-12-01 2021-12-08\nBREAKDOWN to-settle M/2 2021-11-28 2021-12-04\n\
         STEEL-MONTH notice M/- 2021-12-01 2021-12-31\n"
    );
}

#[test]
fn a_breakdown_excuses_no_other_mill() {
    let s = scenario(&[CITY, &mill("M", "A", ""), &bf("2", 1000), &mill("N", "A", ""), &bf("1", 1000)].concat());
    let plans = [plan(&["N/1 12-01 12-20"]), from("2021-12-05", plan(&["M/2 11-28 12-20"]))];
    let audit = audit_of(&s, &plans, &[broken_down(&s).as_bytes()]);
    assert!(lines(&s, &audit.findings).contains("RUN-IN-STOP breach N/1 2021-12-01 2021-12-04\n"));
}

#[test]
fn a_breakdown_that_no_plan_takes_up_is_no_finding() {
    let s = city();
    let plans = [plan(&["M/1 12-01 12-20"]), from("2022-01-05", plan(&["M/1 12-01 12-20"]))];
    let csv = daily(&s, |u, d| {
        let stands = (u == "2" && ("2022-01-10".."2022-01-14").contains(&d))
            || (u == "1" && ("2021-12-01".."2021-12-21").contains(&d));
        Some(if stands { 0.0 } else { 985.0 })
    });
    assert_eq!(lines(&s, &audit_of(&s, &plans, &[csv.as_bytes()]).findings), "");
}

#[test]
fn each_day_has_the_latest_plan_that_is_valid() {
    let s = city();
    let plans = [
        from("2021-12-20", plan(&[])),
        plan(&["M/1 12-01 12-31"]),
        from("2022-01-10", plan(&["M/2 01-01 01-31"])),
        from("2023-01-01", plan(&["M/2 11-01 11-30"])),
    ];
    let force = in_force(&s, &plans).expect("one plan a day");
    let of = |u: usize| {
        let days = force.schedule.units[u].stops.iter().map(|w| w.days);
        days.map(|r| format!("{} {}", s.season.date(r.first), s.season.date(r.end - 1))).collect::<Vec<_>>()
    };
    assert_eq!((of(0), of(1)), (vec!["2021-12-01 2021-12-19".into()], vec!["2022-01-10 2022-01-31".into()]));
    assert!(in_force(&s, &[plan(&[]), plan(&[])]).is_err());
    let twice = [from("2021-12-20", plan(&[])), from("2021-12-20", plan(&[]))];
    assert!(in_force(&s, &twice).expect_err("two on one day").en.contains("2021-12-20"));
}

#[test]
fn days_before_the_first_plan_are_not_judged() {
    let s = city();
    let only = from("2021-12-11", plan(&["M/1 12-01 12-20"]));
    let csv = daily(&s, |u, d| Some(if u == "1" && ("2021-12-11".."2021-12-21").contains(&d) { 0.0 } else { 985.0 }));
    let said = lines(&s, &audit_of(&s, &[only], &[csv.as_bytes()]).findings);
    assert!(!said.contains("M/1"), "{said}");
}
