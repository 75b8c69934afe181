//! ANC-RATIO: ancillary units are staggered at least as much as the furnaces they feed.

use super::{Measure, Place, Row, Rule, RuleId, Scope, Severity, Test, Text, groups, ratio};
use crate::kind::Kind;
use crate::scenario::Scenario;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::AncRatio,
    name: Text::new("配套设施错峰生产比例", "ancillary staggered ratio"),
    severity: Severity::Error,
    scope: Scope::Enterprise,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "与高炉配套的焦炉、烧结、球团、石灰窑等生产设备错峰生产比例不得低于高炉错峰生产比例",
        "the coke ovens, sinter strands, pellet plants, lime kilns and other equipment that go with the furnaces are staggered by no \
         lower a ratio than the furnaces",
    ),
    holds: Text::new(
        "有高炉的企业，其自有及为其配套服务的焦炉、烧结、球团、石灰窑，各类的错峰生产比例均不低于高炉的比例（P取被服务企业的错峰生产期）",
        "for each mill with furnaces and each of coke oven, sinter, pellet and lime kiln among its own units and those of enterprises \
         that serve it, the kind's ratio over the mill's staggering period is at least the furnaces'",
    ),
    formula: "ratio(kind, P) >= ratio(blast-furnace, P)",
    numbers_from: Text::new(
        "情景 serves、stagger_end；设施 rate_t_d、commissioned、retired、coking_time_h；政策 [ratio] start、end，[coke] max_coking_time_h",
        "scenario serves, stagger_end; units' rate_t_d, commissioned, retired, coking_time_h; policy [ratio] start, end and [coke] \
         max_coking_time_h",
    ),
    example: Text::new(
        "高炉比例30.25%，P为121天：唯一的烧结机须停37天（30.58%）；焦炉正常出焦时间19 h，全期须延长到27.24 h（1-19/27.24=30.25%）",
        "furnaces at 30.25 %, P of 121 days: the only sinter strand stands 37 days (30.58 %); a coke oven of 19 h normal coking time \
         takes 27.24 h throughout (1-19/27.24 = 30.25 %)",
    ),
    advice: Text::new(
        "延长该类设施的停产（焦炉延长出焦时间）",
        "stop the kind longer within the staggering period (coke ovens: longer coking)",
    ),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    let servers = groups::servers(s);
    let mut out = Vec::new();
    for (e, ent) in s.enterprises.iter().enumerate() {
        let in_period = |u| (u, ent.period);
        let Some(furnaces) = ratio::terms(s, s.units_of(e, Kind::BlastFurnace).map(in_period), -1.0) else { continue };
        for kind in Kind::ancillary() {
            let units = groups::units_of(s, &servers[e], kind).map(in_period);
            let Some(mut terms) = ratio::terms(s, units, 1.0) else { continue };
            terms.extend(&furnaces);
            let place = Place::enterprise(s, e).of(kind);
            out.push(Row { lower: 0.0, ..Row::new(RULE.id, place, ent.period, Measure::Fraction, terms) });
        }
    }
    out
}
