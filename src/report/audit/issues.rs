//! Findings as the ledger takes them.

use crate::audit::{Audit, AuditKind, Finding, Verdict};
use crate::kind::Kind;
use crate::lang::numbers::iso_span;
use crate::lang::{Lang, printable};
use crate::report::findings::no_enterprise;
use crate::report::ledger::{Issue, Key};
use crate::rules::Place;
use crate::say;
use crate::scenario::Scenario;

/// The issues that findings are: breaches, and what is to be settled, open a row; a notice keeps one open.
/// Of what is summed up to the last day that is known, the row says up to which.
pub fn issues(s: &Scenario, audit: &Audit, lang: Lang) -> Vec<Issue> {
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
            days: Some((f.first, f.last.min(audit.last_known(s, f)))),
            problem: printable(&problem),
            clause: format!("{} {}", record.id, record.clause.pick(lang)),
            to_do: record.advice.pick(lang).to_owned(),
            opens: f.verdict != Verdict::Notice,
        }
    };
    audit.findings.iter().map(issue).collect()
}

/// Whether an audit would have found what a row of a ledger is about, were it still so.
pub fn judged(s: &Scenario, audit: &Audit, key: &Key) -> bool {
    let city = key.city.as_ref().and_then(|name| s.cities.iter().position(|c| c.name == *name));
    let (Some(kind), Some(city), Some((first, last))) = (AuditKind::from_id(&key.rule), city, key.days) else {
        return false;
    };
    let enterprise = key.enterprise.as_ref().map(|id| s.enterprises.iter().position(|e| e.id == *id));
    let unit = key.unit.as_ref().map(|id| {
        let units = enterprise.flatten().map_or(&[][..], |e| &s.enterprises[e].units);
        units.iter().copied().find(|&u| s.units[u].id == *id)
    });
    let unit_kind = key.kind.as_ref().map(|id| Kind::from_id(id));
    if [enterprise == Some(None), unit == Some(None), unit_kind == Some(None)].contains(&true) {
        return false; // the scenario has it no more
    }
    let (enterprise, unit, kind_of) = (enterprise.flatten(), unit.flatten(), unit_kind.flatten());
    audit.judged(s, kind, Place { city, enterprise, unit, kind: kind_of }, s.season.clip(first, last))
}
