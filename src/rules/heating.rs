//! HEATING: hot metal that district heating needs.

use super::{Measure, Place, Row, Rule, RuleId, Scope, Severity, Term, Test, Text};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::plan::schedule::Basis;
use crate::scenario::{Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Heating,
    name: Text::new("供暖保障", "district heating"),
    severity: Severity::Error,
    scope: Scope::Enterprise,
    section: Text::new("一、二(十)", "programme 1, 2(10)"),
    clause: Text::new("将确保群众安全过冬、温暖过冬放在首位", "the people's safe and warm winter comes first"),
    holds: Text::new(
        "heating期内每一天，企业正常出铁的在役高炉（停产及复产爬坡日不计）铁水产量不低于min_iron_t_d",
        "on each day of heating, hot metal of the furnaces in service that are neither stopped nor ramping up is at least min_iron_t_d",
    ),
    formula: "Σ rate_t_d · (1 - cold) >= min_iron_t_d",
    numbers_from: Text::new(
        "情景 heating（start、end、min_iron_t_d）；设施 rate_t_d；政策 [shape.blast-furnace] ramp_days",
        "scenario heating (start, end, min_iron_t_d); units' rate_t_d; policy [shape.blast-furnace] ramp_days",
    ),
    example: Text::new(
        "两座高炉3000、2000 t/d，min_iron_t_d=2500：大高炉不能停；小高炉可停。爬坡3天，停产后第4天才计出铁",
        "furnaces of 3000 and 2000 t/d and min_iron_t_d = 2500: the large one cannot stop, the small one can; with 3 ramp days a \
         furnace counts again on the fourth day after a stop",
    ),
    advice: Text::new(
        "错开本企业高炉的停产，或改停较小的高炉",
        "stagger the mill's own stops, or stop a smaller furnace instead",
    ),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    let mut out = Vec::new();
    for (e, ent) in s.enterprises.iter().enumerate() {
        let Some(heat) = ent.heating.filter(|h| h.min_iron_t_d > 0.0) else { continue };
        let furnaces: Vec<UnitIx> = s.units_of(e, Kind::BlastFurnace).collect();
        for d in heat.days.first..heat.days.end {
            let days = DayRange::new(d, d + 1);
            let in_service = furnaces.iter().filter(|&&u| s.units[u].service.contains(d));
            let term = |&unit: &UnitIx| Term { unit, days, basis: Basis::Cold, coef: s.units[unit].rate_t_d };
            let terms: Vec<Term> = in_service.map(term).collect();
            let offset: f64 = terms.iter().map(|t| t.coef).sum();
            let place = Place::enterprise(s, e).of(Kind::BlastFurnace);
            let row = Row::new(RULE.id, place, days, Measure::TonnesPerDay, terms);
            out.push(Row { upper: offset - heat.min_iron_t_d, offset, sign: -1.0, ..row });
        }
    }
    out
}
