//! POLICY-ORDER: the policy's numbers make sense together. What is plainly wrong is refused when the policy is read.

use super::{Check, Finding, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::kind::Kind;
use crate::lang::numbers::trimmed;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::PolicyOrder,
    name: Text::new("政策参数合理", "sense of the policy"),
    severity: Severity::Warning,
    scope: Scope::Policy,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "环保绩效评级越低错峰生产比例越高",
        "the lower the environmental grade, the higher the staggered ratio",
    ),
    holds: Text::new(
        "基础比例最好等级为0且随绩效等级严格递增、加严为正、应急出焦时间不超上限（否则政策文件有误，退出码2）；停产任何一类设施都不因减排价值而“有利可图”",
        "base is 0 for the best grade and rises strictly, increments are positive, no measure asks a coking time above the maximum (else \
         the file is wrong, exit 2); stopping a kind does not pay for itself by the emissions that it avoids",
    ),
    formula: "emission_value_cny_kg · factor · day_weight < margin_cny_t (primary kinds) or output_cny_t (others)",
    numbers_from: Text::new(
        "政策 [cost] emission_value_cny_kg、margin_cny_t、output_cny_t，[emission.KIND]；情景 day_weight、ultra_low_emission、margin_cny_t",
        "policy [cost] emission_value_cny_kg, margin_cny_t, output_cny_t, [emission.KIND]; scenario day_weight, ultra_low_emission, margin_cny_t",
    ),
    example: Text::new(
        "烧结20元/kg × 1.5 kg/t × 权重1.5 = 45元/t，低于80元/t，合理",
        "sinter at 20 CNY/kg · 1.5 kg/t · weight 1.5 = 45 CNY/t, below 80 CNY/t: sound",
    ),
    advice: Text::new("核对政策的费用和排放参数", "check the policy's costs and emission factors"),
    tests: &[Test::Plan(check)],
};

fn check(c: &Check) -> Vec<Finding> {
    let s = c.scenario;
    let cost = &s.policy.cost;
    let weight = s.cities.iter().flat_map(|city| &city.day_weight).copied().fold(0.0, f64::max);
    let mut out = Vec::new();
    for kind in Kind::ALL {
        let k = kind.index();
        let owners = || s.units.iter().filter(|u| u.kind == kind).map(|u| &s.enterprises[u.enterprise]);
        let factor = |ultra_low: bool| if ultra_low { s.policy.emission[k].ultra_low } else { s.policy.emission[k].other };
        let Some(largest) = owners().map(|e| factor(e.ultra_low_emission)).reduce(f64::max) else { continue };
        let margin = || {
            let filed = |e: &crate::scenario::Enterprise| e.margin_cny_t.filter(|_| cost.use_filed_margin);
            owners().map(|e| filed(e).unwrap_or(cost.margin_cny_t)).fold(f64::INFINITY, f64::min)
        };
        let loss = if kind.is_primary() { margin() } else { cost.output_cny_t[k] };
        let value = cost.emission_value_cny_kg * largest * weight;
        if value >= loss {
            let (v, l) = (trimmed(value, 2), trimmed(loss, 2));
            let note = both!("policy-order-pays", kind = kind, value = v, loss = l);
            out.push(Finding { kind: Some(kind), ..Finding::new(RULE.id, note).amounts(value, loss, value - loss) });
        }
    }
    out
}
