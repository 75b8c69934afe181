//! PLAUSIBLE: filed numbers can be true.

use super::{Check, Finding, Place, Rule, RuleId, Scope, Severity, Test, Text, steel};
use crate::both;
use crate::kind::Kind;
use crate::lang::numbers::trimmed;
use crate::scenario::{EntIx, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Plausible,
    name: Text::new("申报数据可信", "plausible filing"),
    severity: Severity::Warning,
    scope: Scope::Enterprise,
    section: Text::new("二(十)", "programme 2(10)"),
    clause: Text::new("保障类企业名单真实有效", "the list of livelihood enterprises is true and valid"),
    holds: Text::new(
        "高炉利用系数2.0～4.5 t/(m3·d)；上年粗钢不超过满产的1.1倍；钢铁比0.8～1.4；出焦时间14～30 h；产能利用率0.3～2；\
         must_run或heating附有evidence；设施在季内在役；各时段、指标年度与本季相交",
        "a furnace's rate_t_d / size in 2.0 to 4.5 t/(m3·d); last year's steel at most 1.1 times full running; steel_per_iron in 0.8 to \
         1.4; coking_time_h in 14 to 30; capacity_utilisation in 0.3 to 2; evidence for must_run or heating; units in service in the \
         season; spans and a quota's year that meet it",
    ),
    formula: "low <= filed number <= high",
    numbers_from: Text::new("情景各字段", "the scenario's fields"),
    example: Text::new(
        "1080 m3高炉填5400 t/d：利用系数5.0，提示",
        "a furnace of 1080 m3 filed with 5400 t/d: 5.0 t/(m3·d), a warning",
    ),
    advice: Text::new("核对申报数据", "check the filing"),
    tests: &[Test::Plan(check)],
};

fn check(c: &Check) -> Vec<Finding> {
    let s = c.scenario;
    let mut out: Vec<Finding> = (0..s.enterprises.len()).flat_map(|e| of_enterprise(c, e)).collect();
    out.extend((0..s.units.len()).flat_map(|u| of_unit(c, u)));
    out.extend(s.outside.iter().map(|o| {
        let f = Finding::new(RULE.id, both!("plausible-outside", what = o.what));
        match (o.unit, o.enterprise, o.city) {
            (Some(u), _, _) => f.at_unit(s, u),
            (_, Some(e), _) => f.at(Place::enterprise(s, e)),
            (_, _, Some(city)) => f.at(Place::city(city)),
            _ => f,
        }
    }));
    out
}

fn of_enterprise(c: &Check, e: EntIx) -> Vec<Finding> {
    let (s, ent) = (c.scenario, &c.scenario.enterprises[e]);
    let mut out = Vec::new();
    let last = s.steel_last_year(e, s.season.all());
    let most = 1.1 * steel::full(s, e, s.season.all());
    if last > most + 0.5 {
        let note = both!("plausible-steel-last-year", last = trimmed(last, 0), most = trimmed(most, 0));
        out.push(Finding::new(RULE.id, note).amounts(last, most, last - most));
    }
    out.extend(range("steel_per_iron", "t/t", ent.steel_per_iron, 0.8, 1.4));
    out.extend(range("capacity_utilisation", "", ent.capacity_utilisation, 0.3, 2.0));
    if ent.claims_heat && ent.evidence.is_empty() {
        out.push(Finding::new(RULE.id, both!("plausible-no-evidence")).amounts(0.0, 1.0, 1.0));
    }
    out.into_iter().map(|f| f.at(Place::enterprise(s, e))).collect()
}

fn of_unit(c: &Check, u: UnitIx) -> Vec<Finding> {
    let (s, unit) = (c.scenario, &c.scenario.units[u]);
    let mut out = Vec::new();
    if let (Kind::BlastFurnace, Some(size)) = (unit.kind, unit.size) {
        out.extend(range("rate_t_d / size", "t/(m3·d)", unit.rate_t_d / size, 2.0, 4.5));
    }
    if let Some(hours) = unit.coking_time_h {
        out.extend(range("coking_time_h", "h", hours, 14.0, 30.0));
    }
    if unit.service.is_empty() {
        let note = if unit.idle { both!("plausible-long-idle") } else { both!("plausible-out-of-service") };
        out.push(Finding::new(RULE.id, note).amounts(0.0, 1.0, 1.0));
    }
    out.into_iter().map(|f| f.at_unit(s, u)).collect()
}

fn range(field: &str, unit: &str, x: f64, low: f64, high: f64) -> Option<Finding> {
    let short = (low - x).max(x - high);
    (short > 1e-6).then(|| {
        let (filed, low_text, high_text) = (trimmed(x, 3), low.to_string(), high.to_string());
        let note = both!("plausible-unusual", field = field, filed = filed, unit = unit, low = low_text, high = high_text);
        Finding::new(RULE.id, note).amounts(x, if x < low { low } else { high }, short)
    })
}
