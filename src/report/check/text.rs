//! The report as text: counts, then errors, warnings, margins and cost.

use super::{CheckReport, Count};
use crate::lang::numbers::trimmed;
use crate::lang::{Lang, printable};
use crate::report::findings::{self, no_enterprise};
use crate::report::table::{columns, name, table};
use crate::rules::margin::Margin;
use crate::rules::{Finding, RuleId, Severity, words};
use crate::say;
use crate::scenario::Scenario;
use comfy_table::Table;
use std::fmt::Write as _;

pub(super) fn report(r: &CheckReport, lang: Lang) -> String {
    let mut out = head(r, lang);
    if !r.findings.is_empty() {
        let _ = writeln!(out, "\n{}\n\n{}", by_rule(r, lang).trim_fmt(), by_enterprise(r, lang).trim_fmt());
    }
    let section = |severity| r.findings.iter().filter(move |f| f.severity == severity).collect::<Vec<&Finding>>();
    list(&mut out, r, &say!(lang, "check-errors"), &section(Severity::Error), lang);
    list(&mut out, r, &say!(lang, "check-warnings"), &section(Severity::Warning), lang);
    if !r.margins.is_empty() {
        let _ = writeln!(out, "\n{}\n{}", say!(lang, "check-margins"), margins(r, lang).trim_fmt());
    }
    cost(&mut out, r, lang);
    out
}

fn head(r: &CheckReport, lang: Lang) -> String {
    let s = r.scenario;
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let Count { errors, warnings, waived_errors, waived_warnings } = r.total();
    let mut out = if r.holds() {
        say!(lang, "check-holds", warnings = warnings, waived = waived_warnings)
    } else {
        say!(
            lang,
            "check-breaks",
            errors = errors,
            waived_errors = waived_errors,
            warnings = warnings,
            waived = waived_warnings,
        )
    };
    out.push('\n');
    if errors > 0 && errors == waived_errors {
        let _ = writeln!(out, "{}", say!(lang, "check-all-waived"));
    }
    let judged = say!(
        lang,
        "check-judged",
        scenario = printable(&s.name),
        hash = short(&s.hash),
        policy = printable(&s.policy.name),
        policy_hash = short(&s.policy.hash),
        plan_hash = short(r.plan_hash),
        version = env!("CARGO_PKG_VERSION"),
    );
    let _ = writeln!(out, "{judged}");
    out += &crate::report::sets(s, lang);
    for note in &r.notes {
        let _ = writeln!(out, "{}", say!(lang, "check-note", note = printable(note.pick(lang))));
    }
    for (rule, severity) in &r.changed {
        let says = match severity {
            Severity::Error => say!(lang, "check-option-error", rule = rule.id()),
            Severity::Warning => say!(lang, "check-option-warning", rule = rule.id()),
        };
        let _ = writeln!(out, "{says}");
    }
    out
}

fn by_rule(r: &CheckReport, lang: Lang) -> Table {
    let of = |(rule, n): (RuleId, Count)| ([rule.id().to_owned(), rule.rule().name.pick(lang).to_owned()], n);
    counts(&say!(lang, "check-rules-columns"), r.by_rule().into_iter().map(of), r, lang)
}

fn by_enterprise(r: &CheckReport, lang: Lang) -> Table {
    let of = |(city, enterprise, n): (Option<&str>, Option<&str>, Count)| {
        let whole = no_enterprise(city.is_some(), lang);
        ([name(city.unwrap_or("")), name(enterprise.unwrap_or(&whole))], n)
    };
    counts(&say!(lang, "check-enterprises-columns"), r.by_enterprise().into_iter().map(of), r, lang)
}

/// A table of counts; errors that are waived have a column where there are any.
fn counts(of: &str, rows: impl Iterator<Item = ([String; 2], Count)>, r: &CheckReport, lang: Lang) -> Table {
    let any = r.total().waived_errors > 0;
    let counts = if any { say!(lang, "check-counts-waived-columns") } else { say!(lang, "check-counts-columns") };
    let mut t = table(&[columns(of), columns(&counts)].concat(), 2);
    for (place, n) in rows {
        let numbers = [n.errors].into_iter().chain(any.then_some(n.waived_errors)).chain([n.warnings]);
        t.add_row(place.into_iter().chain(numbers.map(|n| n.to_string())));
    }
    t
}

fn list(out: &mut String, r: &CheckReport, title: &str, of: &[&Finding], lang: Lang) {
    if of.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title} ({})", of.len());
    *out += &findings::list(r.scenario, of, lang);
}

fn margins(r: &CheckReport, lang: Lang) -> Table {
    let mut t = table(&columns(&say!(lang, "check-margins-columns")), 2);
    for m in &r.margins {
        t.add_row(margin_cells(r.scenario, m, lang));
    }
    t
}

/// A margin in words, a cell a column of its table: rule, place, measured, required, by how much it holds, and days.
pub(in crate::report) fn margin_cells(s: &Scenario, m: &Margin, lang: Lang) -> [String; 6] {
    let x = |v: f64| {
        m.measure.map_or_else(|| say!(lang, "chart-days", days = trimmed(v, 0)), |u| words::amount(u, v, m.place.kind, lang))
    };
    let delay = m.delay.map_or_else(|| "–".to_owned(), |d| trimmed((d * 10.0 + 1e-6).floor() / 10.0, 1));
    [m.rule.id().to_owned(), place(s, m, lang), x(m.measured), x(m.required), x(m.slack), delay]
}

fn place(s: &Scenario, m: &Margin, lang: Lang) -> String {
    let p = &m.place;
    let mut parts = vec![s.cities[p.city].name.as_str()];
    parts.extend(p.enterprise.map(|e| s.enterprises[e].id.as_str()));
    parts.extend(p.unit.map(|u| s.units[u].id.as_str()).or(p.kind.map(|k| k.name(lang))));
    parts.into_iter().map(name).collect::<Vec<_>>().join(" / ")
}

fn cost(out: &mut String, r: &CheckReport, lang: Lang) {
    let c = &r.cost;
    let [total, margin, restarts, output, avoided] =
        [c.total(), c.margin, c.restarts, c.output, c.avoided].map(|x| trimmed(x, 0));
    let cost =
        say!(lang, "check-cost", total = total, margin = margin, restarts = restarts, output = output, avoided = avoided,);
    let _ = writeln!(out, "\n{cost}");
    if let Some(bound) = r.plan.solve.bound {
        let _ = writeln!(out, "{}", say!(lang, "check-bound", bound = trimmed(bound, 0)));
    }
}
