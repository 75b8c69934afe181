//! SLOW-SHAPE: length and number of a battery's slow-downs.

use super::{Finding, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::day::DayRange;
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::SlowShape,
    name: Text::new("焦炉延长出焦时间的时长与次数", "shape of slow-downs"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "以具体高炉设备停产为基础，不得以降低生产负荷方式代替",
        "rest on the stop of specific furnaces; lower load is no substitute",
    ),
    holds: Text::new(
        "每次延长出焦时间不少于min_slow_days天，每座焦炉不超过max_slowdowns次；首尾相接且出焦时间相同的算一次，不同的算两次；应急期内的不计",
        "each slow-down lasts at least min_slow_days and a battery has at most max_slowdowns; back to back with the same coking time they \
         are one, with another two; an episode's are passed over, and end one that they interrupt",
    ),
    formula: "days >= min_slow_days; count <= max_slowdowns",
    numbers_from: Text::new(
        "政策 [coke] min_slow_days、max_slowdowns；情景 [[episodes]]",
        "policy [coke] min_slow_days, max_slowdowns; scenario [[episodes]]",
    ),
    example: Text::new(
        "min_slow_days=7：11月15日至21日28 h，22日起36 h，为两次，第一次恰7天，合规",
        "min_slow_days = 7: 28 h from 15 to 21 November and 36 h from the 22nd are two; the first has just 7 days and holds",
    ),
    advice: Text::new("把各次延长出焦时间合并或加长", "merge the slow-downs or make them longer"),
    tests: &[Test::Unit(of_unit)],
};

fn of_unit(s: &Scenario, u: UnitIx, days: &UnitDays) -> Vec<Finding> {
    let Some(coke) = &s.policy.coke else { return Vec::new() };
    let slows: Vec<DayRange> = days.slows.iter().filter(|w| !w.episode).map(|w| w.days).collect();
    let (min, max, n) = (usize::from(coke.min_slow_days), usize::from(coke.max_slowdowns), slows.len());
    let short = |slow: &DayRange| {
        let n = slow.len();
        let note = both!("slow-shape-short", days = n, least = min, more = min - n);
        Finding::new(RULE.id, note).at_unit(s, u).on(s, *slow).too_few(n, min)
    };
    let mut out: Vec<Finding> = slows.iter().filter(|slow| slow.len() < min).map(short).collect();
    if let Some(beyond) = slows.get(max..).filter(|b| !b.is_empty()) {
        let note = both!("slow-shape-many", slowdowns = n, most = max, beyond = n - max);
        let days = DayRange::new(beyond[0].first, beyond[beyond.len() - 1].end);
        out.push(Finding::new(RULE.id, note).at_unit(s, u).on(s, days).too_many(n, max));
    }
    out
}
