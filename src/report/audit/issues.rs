//! Findings as the ledger takes them.

use crate::audit::{Finding, Verdict};
use crate::lang::numbers::iso_span;
use crate::lang::{Lang, printable};
use crate::report::findings::no_enterprise;
use crate::report::ledger::Issue;
use crate::say;
use crate::scenario::Scenario;

/// The issues that findings are: breaches, and what is to be settled, open a row; a notice keeps one open.
pub fn issues(s: &Scenario, findings: &[Finding], lang: Lang) -> Vec<Issue> {
    let issue = |f: &Finding| {
        let (record, place) = (f.kind.record(), f.place);
        let enterprise = place.enterprise.map(|e| &s.enterprises[e]);
        let unit = place.unit.map(|u| s.units[u].id.clone());
        let kind = place.kind.map(|k| k.name(lang).to_owned());
        let days = iso_span(f.first, f.last);
        let problem = say!(lang, "audit-issue", name = record.name, verdict = f.verdict.name(), days = days, note = f.note);
        Issue {
            rule: record.id.to_owned(),
            city: Some(s.cities[place.city].name.clone()),
            county: enterprise.and_then(|e| e.county.clone()),
            enterprise: enterprise.map(|e| e.id.clone()),
            enterprise_name: Some(enterprise.map_or_else(|| no_enterprise(true, lang), |e| e.name.clone())),
            unit: unit.clone(),
            kind: place.kind.map(|k| k.id().to_owned()),
            place: printable(&unit.or(kind).unwrap_or_default()),
            days: Some((f.first, f.last)),
            problem: printable(&problem),
            clause: format!("{} {}", record.id, record.clause.pick(lang)),
            to_do: record.advice.pick(lang).to_owned(),
            opens: f.verdict != Verdict::Notice,
        }
    };
    findings.iter().map(issue).collect()
}
