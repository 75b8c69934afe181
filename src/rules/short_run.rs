//! SHORT-RUN: a unit runs long enough between its stops.

use super::{Finding, Note, Rule, RuleId, Scope, Severity, Test, Text, advice};
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
    advice: Text::new("把一次停产移开，或把两次并为一次", "move one of the two away, or join them"),
    tests: &[Test::Unit(of_unit)],
};

fn of_unit(s: &Scenario, u: UnitIx, days: &UnitDays) -> Vec<Finding> {
    let min = usize::from(s.policy.shape(s.units[u].kind).min_run_days);
    let pairs = days.ordinary().zip(days.ordinary().skip(1));
    let finding = |(a, b): (DayRange, DayRange)| {
        let between = DayRange::new(a.end, b.first);
        let n = between.len();
        let (zh, en) = way_out(s, u, days, a, b);
        let note = Note::new(
            format!("两次停产之间只有{n}天，应不少于{min}天；{zh}"),
            format!("{} between two stops, at least {min} required; {en}", counted(n, "day")),
        );
        Finding::new(RULE.id, note).at_unit(s, u).on(s, between).too_few(n, min)
    };
    pairs.filter(|(a, b)| usize::from(b.first - a.end) < min).map(finding).collect()
}

/// What can be done about two stops that are too near: one of them is moved, as it is, or they are joined, or one goes.
fn way_out(s: &Scenario, u: UnitIx, days: &UnitDays, a: DayRange, b: DayRange) -> (String, String) {
    let by = s.policy.shape(s.units[u].kind).min_run_days - (b.first - a.end);
    let (earlier, later) = (advice::room(s, u, days, a, &|_| false).0, advice::room(s, u, days, b, &|_| false).1);
    let moved = |first, end| (s.season.date(first), s.season.date(end - 1));
    let unit = &s.units[u];
    if later >= by {
        let (x, y) = moved(b.first + by, b.end + by);
        return (format!("请把后一次移到{x}至{y}，或并为一次"), format!("move the later to {x} to {y}, or join them"));
    }
    if earlier >= by {
        let (x, y) = moved(a.first - by, a.end - by);
        return (format!("请把前一次移到{x}至{y}，或并为一次"), format!("move the earlier to {x} to {y}, or join them"));
    }
    if unit.must_run.iter().all(|r| r.intersect(DayRange::new(a.end, b.first)).is_empty()) {
        return ("请把两次并为一次".to_owned(), "join them".to_owned());
    }
    (
        "其间为must_run，不能合并；请删去一次".to_owned(),
        "must_run days lie between, so they cannot be joined: drop one".to_owned(),
    )
}
