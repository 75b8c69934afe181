//! SHORT-RUN: a unit runs long enough between its stops.

use super::{Finding, Rule, RuleId, Scope, Severity, Test, Text, advice};
use crate::both;
use crate::day::DayRange;
use crate::lang::Note;
use crate::plan::schedule::UnitDays;
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
        "同一设施相邻两次普通停产之间不少于min_run_days天（其间的已定停产、应急停产日也计入间隔）",
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
        let (n, way) = (between.len(), way_out(s, u, days, a, b));
        let note = both!("short-run", days = n, least = min, way = way);
        Finding::new(RULE.id, note).at_unit(s, u).on(s, between).too_few(n, min)
    };
    pairs.filter(|(a, b)| usize::from(b.first - a.end) < min).map(finding).collect()
}

/// What can be done about two stops that are too near: one of them is moved, as it is, or they are joined, or one goes.
fn way_out(s: &Scenario, u: UnitIx, days: &UnitDays, a: DayRange, b: DayRange) -> Note {
    let by = s.policy.shape(s.units[u].kind).min_run_days - (b.first - a.end);
    let (earlier, later) = (advice::room(s, u, days, a, &|_| false).0, advice::room(s, u, days, b, &|_| false).1);
    let moved = |first, end| (s.season.date(first), s.season.date(end - 1));
    let unit = &s.units[u];
    if later >= by {
        let (x, y) = moved(b.first + by, b.end + by);
        return both!("short-run-move-later", first = x, last = y);
    }
    if earlier >= by {
        let (x, y) = moved(a.first - by, a.end - by);
        return both!("short-run-move-earlier", first = x, last = y);
    }
    if unit.must_run.iter().all(|r| r.intersect(DayRange::new(a.end, b.first)).is_empty()) {
        return both!("short-run-join");
    }
    both!("short-run-drop")
}
