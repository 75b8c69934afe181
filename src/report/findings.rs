//! Findings as JSON and as text: the one sink for every command that shows them.

use crate::kind::Kind;
use crate::lang::numbers::iso_span;
use crate::lang::{Lang, printable};
use crate::rules::{Finding, Named, RuleId, Severity};
use crate::say;
use crate::scenario::Scenario;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Whether the checker has found false what the plan claims of its cost and bound.
pub fn false_claim(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.rule == RuleId::Claim && f.severity == Severity::Error)
}

/// The id of the enterprise that a finding names.
pub fn enterprise_id<'a>(s: &'a Scenario, f: &'a Finding) -> Option<&'a str> {
    f.enterprise.as_ref().map(|e| match e {
        Named::Known(e) => s.enterprises[*e].id.as_str(),
        Named::Unknown(id) => id,
    })
}

/// The id of the unit that a finding names.
pub fn unit_id<'a>(s: &'a Scenario, f: &'a Finding) -> Option<&'a str> {
    f.unit.as_ref().map(|u| match u {
        Named::Known(u) => s.units[*u].id.as_str(),
        Named::Unknown(id) => id,
    })
}

/// A finding as contract section 7 has it.
pub fn json(s: &Scenario, f: &Finding, lang: Lang) -> Value {
    json!({
        "rule": f.rule.id(),
        "severity": f.severity.id(),
        "section": f.rule.rule().section.zh,
        "clause": f.rule.rule().clause.zh,
        "clause_en": f.rule.rule().clause.en,
        "city": f.city.map(|c| &s.cities[c].name),
        "enterprise": enterprise_id(s, f),
        "unit": unit_id(s, f),
        "kind": f.kind.map(Kind::id),
        "first": f.first.map(|d| d.to_string()),
        "last": f.last.map(|d| d.to_string()),
        "measured": f.measured,
        "required": f.required,
        "short_by": f.short_by,
        "note": f.note.pick(lang),
        "waived": f.waived.map(|w| &s.waivers[w]).map(|w| json!({
            "document": w.document,
            "issuer": w.issuer,
            "start": w.span.start.to_string(),
            "end": w.span.end.to_string(),
        })),
    })
}

/// The mark of a finding that a waiver covers.
pub fn waived(s: &Scenario, f: &Finding, lang: Lang) -> Option<String> {
    let w = &s.waivers[f.waived?];
    Some(printable(&say!(lang, "finding-waived", issuer = &w.issuer, document = &w.document, end = w.span.end)))
}

/// What stands for the enterprise of a finding that names none: of a city, or of the plan or policy.
pub fn no_enterprise(of_city: bool, lang: Lang) -> String {
    if of_city { say!(lang, "finding-city") } else { say!(lang, "finding-plan") }
}

/// City, enterprise, unit or kind, for people.
pub fn place(s: &Scenario, f: &Finding, lang: Lang) -> String {
    let mut parts: Vec<String> = f.city.map(|c| s.cities[c].name.clone()).into_iter().collect();
    parts.extend(match &f.enterprise {
        Some(Named::Known(e)) => Some(s.enterprises[*e].label()),
        Some(Named::Unknown(id)) => Some(id.clone()),
        None => None,
    });
    let kind = f.kind.map(|k| k.name(lang).to_owned());
    parts.extend(unit_id(s, f).map(str::to_owned).or(kind));
    parts.join(" / ")
}

/// One finding in two lines: where and when, then what and what to do; a third has the mark of a waiver.
pub fn text(s: &Scenario, f: &Finding, lang: Lang) -> String {
    let mut lines = vec![title(s, f, lang), printable(f.note.pick(lang))];
    lines.extend(waived(s, f, lang));
    lines.join("\n    ")
}

/// What a finding is and where, without its numbers and what to do.
pub fn title(s: &Scenario, f: &Finding, lang: Lang) -> String {
    head(s, f, f.rule.rule().name.pick(lang), lang)
}

/// One finding in a line.
pub fn line(s: &Scenario, f: &Finding, lang: Lang) -> String {
    let (head, note) = (head(s, f, "", lang), printable(f.note.pick(lang)));
    match waived(s, f, lang) {
        None => say!(lang, "finding-line", head = head, note = note),
        Some(waived) => say!(lang, "finding-line-waived", head = head, note = note, waived = waived),
    }
}

fn head(s: &Scenario, f: &Finding, name: &str, lang: Lang) -> String {
    let mut head = vec![f.rule.id().to_owned(), name.to_owned(), place(s, f, lang)];
    if let (Some(a), Some(b)) = (f.first, f.last) {
        head.push(iso_span(a, b));
    }
    head.retain(|part| !part.is_empty());
    printable(&head.join("  "))
}

/// Findings, sorted by rule, each rule's under the clause that they break.
pub fn list(s: &Scenario, findings: &[&Finding], lang: Lang) -> String {
    let mut out = String::new();
    for of_rule in findings.chunk_by(|a, b| a.rule == b.rule) {
        let rule = of_rule[0].rule.rule();
        let clause = say!(lang, "finding-clause", rule = rule.id.id(), section = rule.section, clause = rule.clause);
        let _ = writeln!(out, "{clause}");
        for f in of_rule {
            let _ = writeln!(out, "  {}", text(s, f, lang));
        }
    }
    out
}
