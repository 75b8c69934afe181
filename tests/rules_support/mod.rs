//! Small scenarios with round numbers: a season of 120 days (2021-11-01 to 2022-02-28) and a staggering period of 40
//! (2021-12-01 to 2022-01-09), so that expected numbers are worked out by hand.
pub mod files;

use chrono::NaiveDate;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, Slowdown, Stop};
use steel_stagger::rules::{Finding, RuleId, add_of_findings, check};
use steel_stagger::scenario::{Scenario, read_scenario_str};

pub const POLICY: &str = r#"
schema = 1
name = "test"
title = "test"
season = { start = 2021-11-01, end = 2022-02-28 }
grades = ["A", "B", "C"]
idle_after_days = 180
[ratio]
start = 2021-12-01
end = 2022-01-09
base = { A = 0.0, B = 0.25, C = 0.5 }
increment = { violation = 0.05, over-capacity = 0.05, not-listed = 0.05 }
cap = 0.6
over_capacity_threshold = 1.2
[shape.blast-furnace]
min_stop_days = 4
min_run_days = 5
max_stops = 2
ramp_days = 2
[shape.coke-oven]
min_stop_days = 1
min_run_days = 0
max_stops = 2
[shape.sinter]
min_stop_days = 2
min_run_days = 2
max_stops = 4
feed_stock_days = 3
[shape.pellet]
min_stop_days = 2
min_run_days = 2
max_stops = 4
[shape.lime-kiln]
min_stop_days = 2
min_run_days = 2
max_stops = 4
[shape.eaf]
min_stop_days = 1
min_run_days = 1
max_stops = 9
[coke]
max_coking_time_h = 72
min_slow_days = 3
max_slowdowns = 2
[[stage_steel]]
start = 2022-01-01
end = 2022-01-31
factor = 0.7
level = "city"
cities = ["甲"]
[cost]
margin_cny_t = 100
use_filed_margin = false
restart_cny = { blast-furnace = 10, coke-oven = 0, sinter = 1000, pellet = 1000, lime-kiln = 1000, eaf = 1000 }
banking_cny = { blast-furnace = 2, coke-oven = 0, sinter = 100, pellet = 100, lime-kiln = 100, eaf = 100 }
output_cny_t = { coke-oven = 200, sinter = 80, pellet = 100, lime-kiln = 80 }
emission_value_cny_kg = 10
[emission.blast-furnace]
ultra_low = 0.5
other = 1.0
[emission.coke-oven]
ultra_low = 0.5
other = 1.0
[emission.sinter]
ultra_low = 0.5
other = 1.0
[emission.pellet]
ultra_low = 0.5
other = 1.0
[emission.lime-kiln]
ultra_low = 0.5
other = 1.0
[emission.eaf]
ultra_low = 0.5
other = 1.0
[emergency.yellow.C]
sinter = 1.0
[emergency.orange.C]
blast-furnace = 0.5
coke-oven = [ { height_below_m = 6.0, coking_time_h = 36 }, { coking_time_h = 28 } ]
"#;

/// A scenario of the test policy; `body` is its cities and enterprises.
pub fn scenario(body: &str) -> Scenario {
    scenario_by(POLICY, body)
}

/// A scenario of some policy.
pub fn scenario_by(policy: &str, body: &str) -> Scenario {
    let dir = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(dir.path().join("policy.toml"), policy).expect("the policy is written");
    let text = format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{body}");
    read_scenario_str(&text, "test.toml", Some(dir.path())).unwrap_or_else(|e| panic!("{e}"))
}

/// A city 乙市, which no stage names.
pub const CITY: &str = "[[cities]]\nname = \"乙市\"\n";

/// An integrated mill in 乙市 with ample steel last year; `extra` are more fields of it.
pub fn mill(id: &str, grade: &str, extra: &str) -> String {
    let steel = if extra.contains("steel_last_year_t") { "" } else { "steel_last_year_t = 9_000_000\n" };
    let city = if extra.contains("city =") { "" } else { "city = \"乙市\"\n" };
    format!(
        "\n[[enterprises]]\nid = \"{id}\"\nname = \"{id}\"\ngrade = \"{grade}\"\nroute = \"integrated\"\n{city}{steel}{extra}\n"
    )
}

/// A unit of the mill before it.
pub fn unit(id: &str, kind: &str, rate: u32, extra: &str) -> String {
    let size = match kind {
        _ if extra.contains("size") => String::new(),
        "blast-furnace" => format!("size = {}\n", rate / 2),
        "coke-oven" => "size = 6.0\ncoking_time_h = 18\n".to_owned(),
        _ => String::new(),
    };
    format!("\n[[enterprises.units]]\nid = \"{id}\"\nkind = \"{kind}\"\nrate_t_d = {rate}\n{size}{extra}\n")
}

/// A blast furnace.
pub fn bf(id: &str, rate: u32) -> String {
    unit(id, "blast-furnace", rate, "")
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A plan of stops `ENTERPRISE/UNIT FIRST LAST`, and of slow-downs where a coking time follows; dates lack the year.
pub fn plan(lines: &[&str]) -> Plan {
    let mut plan = Plan { scenario: "test".to_owned(), ..Plan::default() };
    let day = |text: &str| {
        let year = if text >= "06" { 2021 } else { 2022 };
        date(&format!("{year}-{text}"))
    };
    for line in lines {
        let part: Vec<&str> = line.split_whitespace().collect();
        let (enterprise, unit) = part[0].split_once('/').expect("ENTERPRISE/UNIT");
        let (enterprise, unit) = (enterprise.to_owned(), unit.to_owned());
        let (start, end) = (day(part[1]), day(part[2]));
        match part.get(3) {
            None => plan.stops.push(Stop { enterprise, unit, start, end, line: 0 }),
            Some(hours) => {
                let coking_time_h = hours.parse().expect("hours");
                plan.slowdowns.push(Slowdown { enterprise, unit, start, end, coking_time_h, line: 0 });
            }
        }
    }
    plan
}

/// The findings of one rule.
pub fn findings_of(rule: RuleId, s: &Scenario, plan: &Plan) -> Vec<Finding> {
    let mut all = check(s, plan, &Schedule::new(s, plan));
    add_of_findings(s, &mut all);
    all.retain(|f| f.rule == rule);
    all
}

/// Within rounding.
pub fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}
