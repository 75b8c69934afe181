//! STAGE-STEEL: crude steel over the notice's stages against last year.

use super::steel::Limit;
use super::{Place, Row, Rule, RuleId, Scope, Severity, Test, Text, groups};
use crate::both;
use crate::lang::{Note, listed};
use crate::policy::StageLevel;
use crate::scenario::{EntIx, Scenario};
use std::collections::HashSet;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::StageSteel,
    name: Text::new("阶段粗钢产量", "crude steel over a stage"),
    severity: Severity::Error,
    scope: Scope::CityOrEnterprise,
    section: Text::new("工信厅联原函〔2021〕241号", "MIIT/MEE notice 241 of 2021"),
    clause: Text::new(
        "2022年1月1日至2022年3月15日，原则上各有关地区钢铁企业错峰生产比例不低于上一年同期粗钢产量的30%",
        "from 2022-01-01 to 2022-03-15, the steel mills of each region concerned stagger in principle no less than 30 % of the crude \
         steel of the same period of the year before",
    ),
    holds: Text::new(
        "政策所列每个阶段，城市合计（或基础比例大于0的每家企业）粗钢产量不超过上年同期乘以系数",
        "for each stage of the policy, crude steel of each city as a whole (or of each enterprise whose base ratio is above 0) is at \
         most factor times last year's over the same days",
    ),
    formula: "Σ_{stage} crude steel <= factor · Σ last year's crude steel over the same days",
    numbers_from: Text::new(
        "政策 [[stage_steel]] start、end、factor、level、cities；情景 steel_last_year_t、steel_per_iron；设施 rate_t_d",
        "policy [[stage_steel]] start, end, factor, level, cities; scenario steel_last_year_t, steel_per_iron; units' rate_t_d",
    ),
    example: Text::new(
        "全市上年1月1日至3月15日粗钢740万t，系数0.70：本年同期不超过518万t",
        "7.40 Mt from 1 January to 15 March last year and a factor of 0.70: at most 5.18 Mt this year",
    ),
    advice: Text::new("把停产安排到该阶段内，或延长该阶段内的停产", "move stops into the stage or stop longer within it"),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    limits(s).iter().filter_map(|l| l.row(s)).collect()
}

/// Says which cities with mills that could be bound the policy's stages do not name: no cap holds there, and a name may be
/// misspelt.
pub fn unlisted(s: &Scenario) -> Option<Note> {
    let stages = || s.policy.stages.iter().filter(|stage| !s.season.clip(stage.span.start, stage.span.end).is_empty());
    let of_any = |ents: &[EntIx]| ents.iter().any(|&e| s.base_ratio(e) > 0.0 && !s.primary_units(e).is_empty());
    let unnamed = |city: &str| stages().next().is_some() && !stages().any(|stage| stage.names(city));
    let cities = s.cities.iter().zip(groups::by_city(s)).filter(|(c, ents)| unnamed(&c.name) && of_any(ents));
    let cities: Vec<&str> = cities.map(|(c, _)| c.name.as_str()).collect();
    let some: Vec<&str> = cities.iter().copied().take(5).collect();
    let mut named: Vec<&str> = stages().flat_map(|stage| stage.cities.iter().flatten()).map(String::as_str).collect();
    let mut known = HashSet::new();
    named.retain(|city| known.insert(*city));
    let shown = |l| listed(&some, l) + if cities.len() > some.len() { "…" } else { "" };
    let policy = &s.policy.name;
    let note = || both!("stage-steel-unlisted", cities = shown, policy = policy, named = |l| listed(&named, l));
    (!cities.is_empty()).then(note)
}

/// Its caps.
pub fn limits(s: &Scenario) -> Vec<Limit> {
    let cities = groups::by_city(s);
    let mut out = Vec::new();
    for (part, stage) in s.policy.stages.iter().enumerate() {
        let days = s.season.clip(stage.span.start, stage.span.end);
        if days.is_empty() {
            continue;
        }
        for (c, ents) in cities.iter().enumerate() {
            let bound = |e: &EntIx| s.base_ratio(*e) > 0.0;
            if !stage.names(&s.cities[c].name) || !ents.iter().any(bound) {
                continue;
            }
            let limit = |place, ents: Vec<EntIx>| {
                let last: f64 = ents.iter().map(|&e| s.steel_last_year(e, days)).sum();
                Limit { rule: RULE.id, place, ents, days, made: 0.0, limit: stage.factor * last, part }
            };
            match stage.level {
                StageLevel::City => out.push(limit(Place::city(c), ents.clone())),
                StageLevel::Enterprise => {
                    out.extend(ents.iter().filter(|e| bound(e)).map(|&e| limit(Place::enterprise(s, e), vec![e])));
                }
            }
        }
    }
    out
}
