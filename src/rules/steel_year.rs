//! STEEL-YEAR: calendar-year caps on crude steel.

use super::steel::Limit;
use super::{Place, Row, Rule, RuleId, Scope, Severity, Test, Text};
use crate::scenario::Scenario;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::SteelYear,
    name: Text::new("粗钢产量年度压减", "calendar-year crude-steel cap"),
    severity: Severity::Error,
    scope: Scope::Enterprise,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "严格执行2021年粗钢产量压减工作有关要求，将压减量细化分解到企业",
        "keep strictly to the crude-steel cut of 2021 and break it down to enterprises",
    ),
    holds: Text::new(
        "每家企业每个年度指标：季前已产量加本季该年度各日粗钢产量不超过指标",
        "for each enterprise and quota, what was made before the season plus crude steel on the season's days of that year is at most \
         the cap",
    ),
    formula: "made_t + Σ_{days of the year} crude steel <= limit_t",
    numbers_from: Text::new(
        "情景 steel_quota（year、limit_t、made_t）、steel_per_iron；设施 rate_t_d",
        "scenario steel_quota (year, limit_t, made_t), steel_per_iron; units' rate_t_d",
    ),
    example: Text::new(
        "2021年指标1000000 t，1—9月已产800000 t，10—12月92天满产276000 t（3000 t/d）：须少产76000 t，即停26天",
        "a cap of 1,000,000 t for 2021 with 800,000 t made by September, and 276,000 t at full running on 92 days (3000 t/d): \
         76,000 t must go, 26 days of stop",
    ),
    advice: Text::new("在该年度内增加停产天数", "stop for more days within that calendar year"),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    limits(s).iter().filter_map(|l| l.row(s)).collect()
}

/// Its caps.
pub fn limits(s: &Scenario) -> Vec<Limit> {
    let mut out = Vec::new();
    for (e, ent) in s.enterprises.iter().enumerate() {
        for (part, q) in ent.steel_quota.iter().enumerate() {
            let days = s.season.year(q.year);
            if !days.is_empty() {
                let place = Place::enterprise(s, e);
                out.push(Limit { rule: RULE.id, place, ents: vec![e], days, made: q.made_t, limit: q.limit_t, part });
            }
        }
    }
    out
}
