//! WAIVER: each waiver has a finding that it covers. A waiver makes no rule hold: what it covers stays a finding of its severity, with a mark.

use super::{Finding, Named, Place, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::scenario::{Scenario, Waiver};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Waiver,
    name: Text::new("豁免有效", "waivers that apply"),
    severity: Severity::Warning,
    scope: Scope::Enterprise,
    section: Text::new("方案以外", "not of the programme"),
    clause: Text::new(
        "豁免须有文件，只及其所列的规则、企业和日期",
        "a waiver stands on a document, for the rule, mill and days that it names",
    ),
    holds: Text::new(
        "情景的每项豁免都有所涉的问题：规则、企业（及设施）相同，问题的日期都在豁免期内；所涉问题仍为问题，只加注豁免",
        "each waiver of the scenario covers a finding: of its rule, mill (and unit), all of whose days lie within its own; what is covered stays a \
         finding, with a mark",
    ),
    formula: "waiver.start <= finding.first <= finding.last <= waiver.end",
    numbers_from: Text::new("情景 [[waivers]]", "scenario [[waivers]]"),
    example: Text::new(
        "豁免SHORT-STOP至12月31日，而停产过短的问题在1月3日至5日：豁免已到期，提示",
        "a waiver of SHORT-STOP until 31 December, and a stop too short on 3 to 5 January: expired, a warning",
    ),
    advice: Text::new("续办、更正或删去该豁免", "renew the waiver, correct it, or take it out"),
    tests: &[Test::Findings(findings)],
};

/// How a waiver's days lie to those of a finding at its place, the nearest to covering it first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Days {
    Within,
    InPart,
    Expired,
    NotYet,
}

/// How a waiver stands to a finding; `None`: the finding is of another rule or place.
fn days(w: &Waiver, f: &Finding) -> Option<Days> {
    let here = f.rule == w.rule && f.enterprise == Some(Named::Known(w.enterprise));
    if !here || w.unit.is_some_and(|u| f.unit != Some(Named::Known(u))) {
        return None;
    }
    let Some((first, last)) = f.first.zip(f.last) else { return Some(Days::Within) };
    Some(if w.span.start <= first && last <= w.span.end {
        Days::Within
    } else if w.span.end < first {
        Days::Expired
    } else if last < w.span.start {
        Days::NotYet
    } else {
        Days::InPart
    })
}

/// Marks what waivers cover; of several the first filed.
pub fn mark(s: &Scenario, findings: &mut [Finding]) {
    for f in findings {
        f.waived = s.waivers.iter().position(|w| days(w, f) == Some(Days::Within));
    }
}

fn findings(s: &Scenario, all: &[Finding]) -> Vec<Finding> {
    s.waivers.iter().filter_map(|w| of(s, w, all)).collect()
}

/// A waiver that covers no finding.
fn of(s: &Scenario, w: &Waiver, all: &[Finding]) -> Option<Finding> {
    let nearest = all.iter().filter_map(|f| Some((days(w, f)?, f))).min_by_key(|(d, _)| *d);
    let at = nearest.and_then(|(_, f)| f.first.zip(f.last)).map_or(String::new(), |(a, b)| format!("{a} – {b}"));
    let (start, end) = (w.span.start, w.span.end);
    let (rule, document, issuer) = (w.rule.id(), &w.document, &w.issuer);
    let note = match nearest.map(|n| n.0) {
        Some(Days::Within) => return None,
        Some(Days::InPart) => {
            both!("waiver-in-part", rule = rule, document = document, issuer = issuer, start = start, end = end, at = at)
        }
        Some(Days::Expired) => {
            both!("waiver-expired", rule = rule, document = document, issuer = issuer, end = end, at = at)
        }
        Some(Days::NotYet) => {
            both!("waiver-not-yet", rule = rule, document = document, issuer = issuer, start = start, at = at)
        }
        None => both!("waiver-of-nothing", rule = rule, document = document, issuer = issuer),
    };
    let place = w.unit.map_or_else(|| Place::enterprise(s, w.enterprise), |u| Place::unit(s, u));
    Some(Finding::new(RULE.id, note).at(place).between(start, end))
}
