//! CITY-RATIO: the staggered ratio of all furnaces of a city.

use super::{Place, Row, Rule, RuleId, Scope, Severity, Test, Text, groups, ratio};
use crate::kind::Kind;
use crate::scenario::Scenario;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::CityRatio,
    name: Text::new("全市高炉错峰生产比例", "city-wide blast-furnace ratio"),
    severity: Severity::Error,
    scope: Scope::City,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new("将压减量细化分解到企业", "break the cut down to enterprises"),
    holds: Text::new(
        "设定了min_bf_ratio的城市，全部高炉的错峰生产比例（各按本企业的错峰生产期）不低于该值",
        "in each city with min_bf_ratio, the ratio of all its furnaces, each over its own enterprise's staggering period, is at least it",
    ),
    formula: "ratio(all furnaces of the city, P) >= min_bf_ratio",
    numbers_from: Text::new(
        "情景 [[cities]] min_bf_ratio，stagger_end；设施 rate_t_d、commissioned、retired；政策 [ratio] start、end",
        "scenario [[cities]] min_bf_ratio, stagger_end; units' rate_t_d, commissioned, retired; policy [ratio] start, end",
    ),
    example: Text::new(
        "全市高炉铁水产能10万t/d，P为121天，min_bf_ratio=0.30：期内停产合计不少于363万t铁水产能",
        "100,000 t/d of hot metal in the city, P of 121 days and min_bf_ratio = 0.30: stops take at least 3.63 Mt of hot-metal capacity",
    ),
    advice: Text::new("由绩效等级较低的企业多停高炉", "let mills of lower grades stop furnaces longer"),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    let furnaces = groups::furnaces_by_city(s);
    let row = |c: usize| {
        let units = furnaces[c].iter().map(|&u| (u, s.owner(u).period));
        ratio::at_least(s, RULE.id, Place::city(c).of(Kind::BlastFurnace), units, s.cities[c].min_bf_ratio?)
    };
    (0..s.cities.len()).filter_map(row).collect()
}
