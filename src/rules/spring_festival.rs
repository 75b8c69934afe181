//! SPRING-FESTIVAL: no furnace is brought back over the holidays.

use super::{Measure, Place, Row, Rule, RuleId, Scope, Severity, Term, Test, Text};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::plan::schedule::Basis;
use crate::scenario::Scenario;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::SpringFestival,
    name: Text::new("春节期间不得复产", "no restart over the Spring Festival"),
    severity: Severity::Error,
    scope: Scope::Unit,
    section: Text::new("城市要求", "the city's own"),
    clause: Text::new(
        "春节期间高炉不得复产（政策未列日期的，不作要求）",
        "no blast furnace restarts over the Spring Festival (nothing is asked where the policy lists no days)",
    ),
    holds: Text::new(
        "政策所列日期内，高炉停产后不得在其中任一天恢复出铁，无论何种停产",
        "on the days that the policy lists no furnace makes its first iron after a stop of any kind",
    ),
    formula: "stop(d - 1) - stop(d) <= 0",
    numbers_from: Text::new(
        "政策 [rule_days] SPRING-FESTIVAL（start、end）",
        "policy [rule_days] SPRING-FESTIVAL (start, end)",
    ),
    example: Text::new(
        "1月31日至2月6日不得复产：停到1月29日（30日复产）或停到2月6日（7日复产）合规，停到2月3日不合规",
        "no restart from 31 January to 6 February: a stop to 29 January (back on the 30th) or to 6 February (back on the 7th) \
         holds, one to 3 February does not",
    ),
    advice: Text::new("把复产提前到节前，或推迟到节后", "restart before the days listed or after them"),
    tests: &[Test::DatedRows(rows)],
};

fn rows(s: &Scenario, spans: &[DayRange]) -> Vec<Row> {
    let mut out = Vec::new();
    for (u, unit) in s.units.iter().enumerate().filter(|(_, unit)| unit.kind == Kind::BlastFurnace) {
        for (part, span) in spans.iter().enumerate() {
            // the first day in service is no restart
            let days = span.intersect(DayRange::new(unit.service.first + 1, unit.service.end));
            out.extend((days.first..days.end).map(|d| {
                let term = |d, coef| Term { unit: u, days: DayRange::new(d, d + 1), basis: Basis::Stop, coef };
                let terms = vec![term(d - 1, 1.0), term(d, -1.0)];
                let row = Row::new(RULE.id, Place::unit(s, u), DayRange::new(d, d + 1), Measure::Lines, terms);
                Row { upper: 0.0, part, ..row }
            }));
        }
    }
    out
}
