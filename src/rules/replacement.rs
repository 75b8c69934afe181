//! REPLACEMENT: new capacity runs only after the old is out.

use super::{Check, Finding, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::day::DayRange;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Replacement,
    name: Text::new("产能置换", "capacity replacement"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "新建钢铁项目投运前，用于置换的产能需同步退出",
        "before a new steel project runs, the capacity that it replaces goes out",
    ),
    holds: Text::new(
        "置换设施在被置换设施退出之前不得在役；被置换设施未填retired的视为从未退出",
        "a unit that replaces others is in service on no day before each of them is retired; an old unit filed without retired is never out",
    ),
    formula: "commissioned(new) >= retired(old), day by day of the season",
    numbers_from: Text::new(
        "设施 replaces、commissioned、retired、last_ran",
        "units' replaces, commissioned, retired, last_ran",
    ),
    example: Text::new(
        "旧高炉12月1日退出，新高炉12月1日投运合规，11月30日投运则有1天不合规",
        "an old furnace retired on 1 December: the new one may be commissioned that day; on 30 November, one day is at fault",
    ),
    advice: Text::new("推迟投运或提前退出，并在申报中填写retired", "commission later or retire earlier, and file retired"),
    tests: &[Test::Plan(check)],
};

fn check(c: &Check) -> Vec<Finding> {
    let s = c.scenario;
    let mut out = Vec::new();
    for (u, unit) in s.units.iter().enumerate() {
        for &old in &unit.replaces {
            let (o, owner) = (&s.units[old], s.owner(old));
            let before = o.retired.map_or(s.season.all(), |r| {
                let eve = r.pred_opt().unwrap_or(r);
                s.season.clip(s.season.start.min(eve), eve)
            });
            let days: DayRange = unit.service.intersect(before);
            if days.is_empty() {
                continue;
            }
            let n = days.len();
            let old = format!("{}/{}", owner.id, o.id);
            let note = match o.retired {
                Some(retired) => both!("replacement-retired-late", days = n, old = old, retired = retired),
                None => both!("replacement-not-retired", days = n, old = old),
            };
            out.push(Finding::new(RULE.id, note).at_unit(s, u).on(s, days).too_many_days(n as f64));
        }
    }
    out
}
