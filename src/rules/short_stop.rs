//! SHORT-STOP: ordinary stops are long enough to be stops.

use super::{Finding, Rule, RuleId, Scope, Severity, Test, Text, advice};
use crate::both;
use crate::day::{Day, DayRange};
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::ShortStop,
    name: Text::new("最短停产天数", "shortest stop"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "落实到具体企业、生产线、生产设施和时间段",
        "put down to specific enterprises, lines, units and spans of time",
    ),
    holds: Text::new(
        "每次普通停产不少于该类设施的min_stop_days天；季首季末、投运、退出均不例外（已定停产和应急停产除外）",
        "each ordinary stop (neither fixed nor an episode's) lasts at least min_stop_days of its kind; the ends of the season and of \
         service excuse nothing",
    ),
    formula: "days of an ordinary stop >= min_stop_days[kind]",
    numbers_from: Text::new(
        "政策 [shape.KIND] min_stop_days；设施 down；情景 [[episodes]]",
        "policy [shape.KIND] min_stop_days; units' down; scenario [[episodes]]",
    ),
    example: Text::new(
        "高炉min_stop_days=10：12月1日至10日（10天）合规，至9日不合规",
        "furnaces with min_stop_days = 10: 1 to 10 December (10 days) holds, to the 9th it does not",
    ),
    advice: Text::new("延长或删去这次停产", "lengthen the stop or drop it"),
    tests: &[Test::Unit(of_unit)],
};

fn of_unit(s: &Scenario, u: UnitIx, days: &UnitDays) -> Vec<Finding> {
    let min = usize::from(s.policy.shape(s.units[u].kind).min_stop_days);
    let finding = |stop: DayRange| {
        let (n, more) = (stop.len(), min - stop.len());
        let (before, after) = advice::room(s, u, days, stop, &|_| false);
        let at_end = (more as Day).min(after);
        let first = (more as Day - at_end <= before).then(|| stop.first - (more as Day - at_end));
        let date = |d: Day| s.season.date(d);
        let note = match first.map(|first| (date(first), date(stop.end + at_end - 1))) {
            Some((a, b)) => both!("short-stop-add", days = n, least = min, more = more, first = a, last = b),
            None => both!("short-stop-no-room", days = n, least = min),
        };
        Finding::new(RULE.id, note).at_unit(s, u).on(s, stop).too_few(n, min)
    };
    days.ordinary().filter(|stop| stop.len() < min).map(finding).collect()
}
