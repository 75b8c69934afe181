//! Each rule: a plan that breaks it, with the numbers of its finding worked out by hand, and a plan at the very edge that
//! keeps it. The list of rules is tested with them.

use crate::rules_support::*;
use steel_stagger::plan::Plan;
use steel_stagger::rules::{RULES, RuleId, Severity, Test};
use steel_stagger::scenario::Scenario;

struct Case {
    rule: RuleId,
    breaks: (Scenario, Plan),
    /// Measured, required, short by.
    amounts: Option<(f64, f64, f64)>,
    edge: (Scenario, Plan),
}

/// One scenario, two plans.
fn case(rule: RuleId, s: &Scenario, breaks: &[&str], amounts: (f64, f64, f64), edge: &[&str]) -> Case {
    Case { rule, breaks: (s.clone(), plan(breaks)), amounts: Some(amounts), edge: (s.clone(), plan(edge)) }
}

/// Two scenarios without stops: the filing is at fault.
fn filing(rule: RuleId, breaks: Scenario, amounts: (f64, f64, f64), edge: Scenario) -> Case {
    Case { rule, breaks: (breaks, plan(&[])), amounts: Some(amounts), edge: (edge, plan(&[])) }
}

fn one_furnace(grade: &str, extra: &str) -> Scenario {
    scenario(&[CITY, &mill("M", grade, extra), &bf("1", 1000)].concat())
}

fn two_furnaces(grade: &str) -> Scenario {
    scenario(&[CITY, &mill("M", grade, ""), &bf("1", 1000), &bf("2", 1000)].concat())
}

fn linear_cases() -> Vec<Case> {
    use RuleId::*;
    let sinter = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000), &unit("S", "sinter", 500, "")].concat());
    let yoy = one_furnace("A", "steel_per_iron = 1.1\nsteel_last_year_t = 121_000");
    let year = one_furnace("A", "steel_quota = [{ year = 2021, limit_t = 100_000, made_t = 50_000 }]");
    let of_stage = mill("M", "B", "city = \"甲市\"\nsteel_last_year_t = 120_000");
    let stage = scenario(&["[[cities]]\nname = \"甲市\"\n", &of_stage, &bf("1", 1000)].concat());
    let longer = mill("N", "A", "stagger_end = 2022-01-19");
    let city = "[[cities]]\nname = \"乙市\"\nmin_bf_ratio = 0.2\n";
    let city_ratio = scenario(&[city, &mill("M", "A", ""), &bf("1", 1000), &longer, &bf("1", 1000)].concat());
    let band =
        "[[cities]]\nname = \"乙市\"\nstopped_share = { start = 2021-12-01, end = 2021-12-10, min = 0.4, max = 0.4 }\n";
    let daily = scenario(&[band, &mill("M", "A", ""), &bf("1", 1000), &bf("2", 1000), &bf("3", 500)].concat());
    let heat = "heating = { start = 2021-12-01, end = 2021-12-31, min_iron_t_d = 1500 }\nevidence = [\"x\"]";
    let heating = scenario(&[CITY, &mill("M", "A", heat), &bf("1", 1000), &bf("2", 600), &bf("3", 500)].concat());
    let warned = "[[cities]]\nname = \"乙市\"\n[[episodes]]\ncity = \"乙市\"\nlevel = \"orange\"\nstart = 2021-12-10\nend = 2021-12-12\n";
    let episode = scenario(&[warned, &mill("M", "C", ""), &bf("1", 1000), &bf("2", 1000), &bf("3", 1000)].concat());
    vec![
        // a quarter of 80 furnace-days is 20
        case(BfRatio, &two_furnaces("B"), &["M/1 12-01 12-19"], (0.2375, 0.25, 0.0125), &["M/1 12-01 12-20"]),
        case(
            AncRatio,
            &sinter,
            &["M/1 12-01 12-10", "M/S 12-01 12-09"],
            (0.225, 0.25, 0.025),
            &["M/1 12-01 12-10", "M/S 12-01 12-10"],
        ),
        // 1100 t a day, 132,000 t in all
        case(SteelYoy, &yoy, &["M/1 12-01 12-09"], (122_100.0, 121_000.0, 1100.0), &["M/1 12-01 12-10"]),
        // 61 days of 2021
        case(SteelYear, &year, &["M/1 12-01 12-10"], (101_000.0, 100_000.0, 1000.0), &["M/1 12-01 12-11"]),
        // 31 days at 1000 t last year, times 0.7
        case(StageSteel, &stage, &["M/1 01-01 01-09"], (22_000.0, 21_700.0, 300.0), &["M/1 01-01 01-10"]),
        // 40 + 50 furnace-days
        case(CityRatio, &city_ratio, &["N/1 12-01 12-17"], (17.0 / 90.0, 0.2, 1.0 / 90.0), &["N/1 12-01 12-18"]),
        case(CityDaily, &daily, &["M/1 12-01 12-09"], (0.0, 0.4, 0.4), &["M/1 12-01 12-10"]),
        // two ramp days: 2 is cold until 12 December
        case(
            Heating,
            &heating,
            &["M/2 12-01 12-10", "M/3 12-12 12-31"],
            (1000.0, 1500.0, 500.0),
            &["M/2 12-01 12-10", "M/3 12-13 12-31"],
        ),
        // half of three furnaces, rounded up
        case(Episode, &episode, &["M/1 12-10 12-12"], (1.0, 2.0, 1.0), &["M/1 12-10 12-12", "M/3 12-10 12-12"]),
    ]
}

fn shape_cases() -> Vec<Case> {
    use RuleId::*;
    let coke = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000), &unit("K", "coke-oven", 500, "")].concat());
    let plain = one_furnace("A", "");
    let span = |field: &str| {
        let extra = format!("{field} = [{{ start = 2021-12-15, end = 2021-12-24 }}]");
        scenario(
            &[
                CITY,
                &mill("M", "A", "evidence = [\"x\"]"),
                &unit("1", "blast-furnace", 1000, &format!("size = 500\n{extra}")),
            ]
            .concat(),
        )
    };
    let holidays = scenario_by(
        &format!("{POLICY}[rule_days]\nSPRING-FESTIVAL = [{{ start = 2021-12-15, end = 2021-12-24 }}]\n"),
        &[CITY, &mill("M", "A", ""), &bf("1", 1000)].concat(),
    );
    let replaced = |commissioned: &str| {
        let old = unit("old", "blast-furnace", 1000, "size = 500\nretired = 2021-12-01");
        let new = format!("size = 500\ncommissioned = {commissioned}\nreplaces = [\"M/old\"]");
        scenario(&[CITY, &mill("M", "A", ""), &old, &unit("new", "blast-furnace", 1000, &new)].concat())
    };
    let permits = |second: &str| {
        let (m, n) = (mill("M", "A", "permit = \"P1\""), mill("N", "A", &format!("permit = \"{second}\"")));
        scenario(&[CITY, &m, &bf("1", 1000), &n, &bf("1", 1000)].concat())
    };
    let claimed = |objective: f64| {
        let mut p = plan(&["M/1 12-01 12-10"]);
        p.solve.objective = Some(objective);
        (plain.clone(), p)
    };
    vec![
        case(WholeStop, &coke, &["M/K 12-01 12-10 72.5"], (72.5, 72.0, 0.5), &["M/K 12-01 12-10 72"]),
        case(SlowShape, &coke, &["M/K 12-01 12-02 36"], (2.0, 3.0, 1.0), &["M/K 12-01 12-03 36"]),
        case(ShortStop, &plain, &["M/1 12-01 12-03"], (3.0, 4.0, 1.0), &["M/1 12-01 12-04"]),
        case(
            ShortRun,
            &plain,
            &["M/1 12-01 12-04", "M/1 12-09 12-12"],
            (4.0, 5.0, 1.0),
            &["M/1 12-01 12-04", "M/1 12-10 12-13"],
        ),
        case(
            ManyStops,
            &plain,
            &["M/1 12-01 12-04", "M/1 12-10 12-13", "M/1 12-20 12-23"],
            (3.0, 2.0, 1.0),
            &["M/1 12-01 12-04", "M/1 12-10 12-13"],
        ),
        case(MustRun, &span("must_run"), &["M/1 12-10 12-15"], (1.0, 0.0, 1.0), &["M/1 12-10 12-14"]),
        case(SpringFestival, &holidays, &["M/1 12-10 12-20"], (1.0, 0.0, 1.0), &["M/1 12-10 12-24"]),
        case(Down, &span("down"), &["M/1 12-15 12-23"], (0.0, 1.0, 1.0), &["M/1 12-15 12-24"]),
        case(Concrete, &plain, &["M/1 02-20 03-02"], (2.0, 0.0, 2.0), &["M/1 02-20 02-28"]),
        filing(Permit, permits("P1"), (2.0, 1.0, 1.0), permits("P2")),
        filing(Replacement, replaced("2021-11-30"), (1.0, 0.0, 1.0), replaced("2021-12-01")),
        // 10 days of 1000 t at 100 - 10 CNY, and 500 m3 at 10 CNY; the tolerance is 1e-6 of it, at least 1 CNY
        Case {
            rule: Claim,
            breaks: claimed(905_002.0),
            amounts: Some((905_002.0, 905_000.0, 2.0)),
            edge: claimed(905_001.0),
        },
        Case {
            rule: RuleId::Scenario,
            breaks: (plain.clone(), Plan { scenario: "other".to_owned(), ..plan(&[]) }),
            amounts: None,
            edge: (plain.clone(), plan(&[])),
        },
    ]
}

fn warning_cases() -> Vec<Case> {
    use RuleId::*;
    let grades = scenario(&[CITY, &mill("M", "B", ""), &bf("1", 1000), &mill("N", "C", ""), &bf("1", 1000)].concat());
    let mills: String = ["M1", "M2", "M3", "M4", "M5"].map(|m| mill(m, "A", "") + &bf("1", 1000)).concat();
    let five = scenario(&(CITY.to_owned() + &mills));
    let feed = scenario(&[CITY, &mill("M", "A", ""), &bf("1", 1000), &unit("S", "sinter", 500, "")].concat());
    let sized = |rate| {
        scenario(&[CITY, &mill("M", "A", "steel_last_year_t = 1"), &unit("1", "blast-furnace", rate, "size = 100")].concat())
    };
    let worth = |cny: &str| {
        let policy = POLICY.replace("emission_value_cny_kg = 10", &format!("emission_value_cny_kg = {cny}"));
        scenario_by(&policy, &[CITY, &mill("M", "A", ""), &bf("1", 1000)].concat())
    };
    let waived = |end: &str| {
        let waiver = format!(
            "[[waivers]]\nrule = \"SHORT-STOP\"\nenterprise = \"M\"\nunit = \"1\"\nstart = 2021-12-01\nend = 2021-{end}\n\
             document = \"D\"\nissuer = \"I\"\n"
        );
        (scenario(&[CITY, &waiver, &mill("M", "A", ""), &bf("1", 1000)].concat()), plan(&["M/1 12-01 12-03"]))
    };
    let same = ["M1/1 12-01 12-10", "M2/1 12-01 12-10", "M3/1 12-01 12-10", "M4/1 12-01 12-10"];
    let three = ["M1/1 12-01 12-10", "M2/1 12-01 12-10", "M3/1 12-01 12-10", "M4/1 12-01 12-11"];
    vec![
        case(
            GradeOrder,
            &grades,
            &["M/1 12-01 12-10", "N/1 12-01 12-10"],
            (0.25, 0.255, 0.005),
            &["M/1 12-01 12-10", "N/1 12-01 12-11"],
        ),
        case(OneCut, &five, &same, (0.8, 0.8, 0.0), &three),
        case(Feed, &feed, &["M/S 12-01 12-04"], (4.0, 3.0, 1.0), &["M/S 12-01 12-03"]),
        case(
            Change,
            &two_furnaces("A"),
            &["M/1 12-01 12-10", "M/2 12-10 12-19"],
            (2.0, 1.0, 1.0),
            &["M/1 12-01 12-10", "M/2 12-11 12-19"],
        ),
        case(Idle, &one_furnace("A", ""), &["M/1 11-01 02-28"], (120.0, 119.0, 1.0), &["M/1 11-02 02-28"]),
        filing(Plausible, sized(460), (4.6, 4.5, 0.1), sized(450)),
        // the stop of three days lies within the waiver's, and has one day more
        Case { rule: Waiver, breaks: waived("12-02"), amounts: None, edge: waived("12-03") },
        // 10 CNY/kg at 1.0 kg/t against a margin of 100 CNY/t
        filing(PolicyOrder, worth("100"), (100.0, 100.0, 0.0), worth("99.9")),
    ]
}

fn cases() -> Vec<Case> {
    linear_cases().into_iter().chain(shape_cases()).chain(warning_cases()).collect()
}

#[test]
fn a_plan_that_breaks_a_rule_has_the_finding_and_one_at_the_edge_has_none() {
    for c in cases() {
        let id = c.rule.id();
        let found = findings_of(c.rule, &c.breaks.0, &c.breaks.1);
        assert_eq!(found.len(), 1, "{id}: {found:#?}");
        let f = &found[0];
        assert_eq!(f.severity, c.rule.rule().severity, "{id}");
        assert!(!f.note.zh.is_empty() && !f.note.en.is_empty(), "{id}");
        match c.amounts {
            None => assert_eq!((f.measured, f.required, f.short_by), (None, None, None), "{id}"),
            Some((m, r, s)) => {
                let got = [f.measured, f.required, f.short_by].map(|x| x.expect("an amount"));
                assert!(close(got[0], m) && close(got[1], r) && close(got[2], s), "{id}: {got:?}, not {:?}", (m, r, s));
            }
        }
        let kept = findings_of(c.rule, &c.edge.0, &c.edge.1);
        assert!(kept.is_empty(), "{id} at the edge: {kept:#?}");
    }
}

#[test]
fn every_rule_has_a_fixture_a_record_and_a_name_of_its_own() {
    let cases = cases();
    for (i, r) in RULES.iter().enumerate() {
        let id = r.id.id();
        assert!(std::ptr::eq(r.id.rule(), r), "{id} is the record of its own line");
        assert!(cases.iter().any(|c| c.rule == r.id), "{id} has no fixture");
        assert!(RULES[..i].iter().all(|o| o.id != r.id && o.id.id() != id), "{id} twice");
        for t in [r.name, r.section, r.clause, r.holds, r.numbers_from, r.example, r.advice] {
            assert!(!t.zh.is_empty() && !t.en.is_empty(), "{id}");
        }
        assert!(!r.formula.is_empty(), "{id}");
        assert!(!r.tests.is_empty(), "{id} is tested");
        for test in r.tests {
            let error = r.severity == Severity::Error;
            match test {
                Test::Rows(_) | Test::DatedRows(_) => {
                    assert!(error && r.tests.len() == 1, "{id}: the planner keeps rows of errors");
                }
                Test::Unit(_) => assert!(error, "{id}: the planner keeps what makes a pattern admissible"),
                Test::Warnings(_) => assert!(!error, "{id}: the planner clears warnings where it can"),
                Test::Plan(_) | Test::Findings(_) => {}
            }
        }
    }
    assert_eq!(RULES.len(), 30, "the contract's table has 21 rules and 7 warnings; SPRING-FESTIVAL and WAIVER are ours");
}

#[test]
fn findings_of_consecutive_days_are_one_with_the_numbers_of_the_worst() {
    let band =
        "[[cities]]\nname = \"乙市\"\nstopped_share = { start = 2021-12-01, end = 2021-12-10, min = 0.5, max = 1.0 }\n";
    let s = scenario(&[band, &mill("M", "A", ""), &bf("1", 1000), &bf("2", 3000)].concat());
    // 12-01: 0.25, 12-02: 0, 12-03 on: 0.75; 12-09 and 12-10: 0
    let p = plan(&["M/1 11-20 12-01", "M/2 12-03 12-08"]);
    let found = findings_of(RuleId::CityDaily, &s, &p);
    let days: Vec<_> = found.iter().map(|f| (f.first.unwrap().to_string(), f.last.unwrap().to_string())).collect();
    assert_eq!(days, [("2021-12-01".into(), "2021-12-02".into()), ("2021-12-09".into(), "2021-12-10".into())]);
    assert_eq!((found[0].measured, found[0].required, found[0].short_by), (Some(0.0), Some(0.5), Some(0.5)));
}
