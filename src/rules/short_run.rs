//! SHORT-RUN: a unit runs long enough between its stops.

use super::{Finding, Note, Rule, RuleId, Scope, Severity, Test, Text};
use crate::day::DayRange;
use crate::plan::schedule::UnitDays;
use crate::report::format::counted;
use crate::scenario::{Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::ShortRun,
    name: Text::new("两次停产最短间隔", "shortest run between stops"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "落实到具体企业、生产线、生产设施和时间段",
        "put down to specific enterprises, lines, units and spans of time",
    ),
    holds: Text::new(
        "同一设施相邻两次普通停产之间不少于min_run_days天（其间的检修、应急停产日也计入间隔）",
        "between two ordinary stops of a unit lie at least min_run_days, the days of episode and fixed stops among them",
    ),
    formula: "first day of the next ordinary stop - last day of this - 1 >= min_run_days[kind]",
    numbers_from: Text::new("政策 [shape.KIND] min_run_days", "policy [shape.KIND] min_run_days"),
    example: Text::new(
        "min_run_days=15：第一次停到12月10日，第二次12月26日起合规，25日起不合规",
        "min_run_days = 15: a stop until 10 December and the next from the 26th hold; from the 25th they do not",
    ),
    advice: Text::new("推迟后一次停产，或把两次并为一次", "start the later stop later, or join the two"),
    tests: &[Test::Unit(of_unit)],
};

fn of_unit(s: &Scenario, u: UnitIx, days: &UnitDays) -> Vec<Finding> {
    let min = usize::from(s.policy.shape(s.units[u].kind).min_run_days);
    let gaps = days.ordinary().zip(days.ordinary().skip(1)).map(|(a, b)| DayRange::new(a.end, b.first));
    let finding = |between: DayRange| {
        let (n, more) = (between.len(), min - between.len());
        let note = Note::new(
            format!("两次停产之间只有{n}天，应不少于{min}天；请把后一次推迟{more}天，或并为一次"),
            format!(
                "{} between two stops, at least {min} required; start the later {} later or join them",
                counted(n, "day"),
                counted(more, "day")
            ),
        );
        Finding::new(RULE.id, note).at_unit(s, u).on(s, between).too_few(n, min)
    };
    gaps.filter(|between| between.len() < min).map(finding).collect()
}
