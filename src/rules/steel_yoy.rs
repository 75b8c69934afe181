//! STEEL-YOY: no more crude steel over the season than last year.

use super::steel::Limit;
use super::{Place, Row, Rule, RuleId, Scope, Severity, Test, Text};
use crate::scenario::Scenario;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::SteelYoy,
    name: Text::new("秋冬季粗钢产量同比", "crude steel year on year"),
    severity: Severity::Error,
    scope: Scope::Enterprise,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "须确保秋冬季期间粗钢产量同比不增加",
        "crude steel over the autumn-winter season must not rise year on year",
    ),
    holds: Text::new(
        "每家企业秋冬季粗钢产量不高于上年同期",
        "for each enterprise, crude steel over the season is at most last year's over the same days",
    ),
    formula: "Σ steel_per_iron · rate_t_d · (1 - stop) + Σ EAF rate_t_d · (1 - stop) <= steel_last_year_t",
    numbers_from: Text::new(
        "情景 steel_last_year_t、steel_per_iron；设施 rate_t_d、commissioned、retired",
        "scenario steel_last_year_t, steel_per_iron; units' rate_t_d, commissioned, retired",
    ),
    example: Text::new(
        "一座高炉3000 t/d、钢铁比1.0，全季182天满产546000 t；上年同期480000 t，须停22天（少产66000 t）",
        "one furnace of 3000 t/d, 1.0 t steel per t iron: 546,000 t over 182 days; with 480,000 t last year it stops 22 days (66,000 t)",
    ),
    advice: Text::new("增加高炉或电炉停产天数", "stop furnaces or EAFs for more days"),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    limits(s).iter().filter_map(|l| l.row(s)).collect()
}

/// Its caps.
pub fn limits(s: &Scenario) -> Vec<Limit> {
    let days = s.season.all();
    let capped = (0..s.enterprises.len()).filter(|&e| s.enterprises[e].steel_last_year.is_some());
    let limit = |e| {
        let (place, limit) = (Place::enterprise(s, e), s.steel_last_year(e, days));
        Limit { rule: RULE.id, place, ents: vec![e], days, made: 0.0, limit, part: 0 }
    };
    capped.map(limit).collect()
}
