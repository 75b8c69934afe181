//! PERMIT: a pollutant-discharge permit stands for one enterprise.

use super::{Check, Finding, Place, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use std::collections::BTreeMap;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Permit,
    name: Text::new("一证一企", "one permit, one enterprise"),
    severity: Severity::Error,
    scope: Scope::Enterprise,
    section: Text::new("二(十)", "programme 2(10)"),
    clause: Text::new(
        "对于单独发放排污许可证的企业，须作为独立企业制定应急减排措施",
        "an enterprise with a permit of its own sets its emergency measures as an enterprise by itself",
    ),
    holds: Text::new(
        "任何两家企业不共用排污许可证；各企业以自有生产线落实应急减排（见EPISODE）",
        "no two enterprises share a permit; each meets EPISODE with its own lines",
    ),
    formula: "permit(e) != permit(f) for e != f",
    numbers_from: Text::new("情景 permit", "scenario permit"),
    example: Text::new("TS01、TS02均填91130200TS01：TS02不合规", "TS01 and TS02 both file 91130200TS01: TS02 is at fault"),
    advice: Text::new("核对排污许可证编号", "check the permit numbers"),
    tests: &[Test::Plan(check)],
};

fn check(c: &Check) -> Vec<Finding> {
    let s = c.scenario;
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (e, ent) in s.enterprises.iter().enumerate() {
        if let Some(p) = &ent.permit {
            holders.entry(p).or_default().push(e);
        }
    }
    let mut out = Vec::new();
    for (permit, ents) in holders {
        for &e in &ents[1..] {
            let first = &s.enterprises[ents[0]].id;
            let note = both!("permit-shared", permit = permit, other = first);
            let n = ents.len() as f64;
            out.push(Finding::new(RULE.id, note).at(Place::enterprise(s, e)).amounts(n, 1.0, n - 1.0));
        }
    }
    out
}
