//! The report as text: counts, then findings by verdict, ratios and crude steel.

use super::{AuditReport, Counts};
use crate::audit::{Finding, SteelLine, Verdict};
use crate::lang::numbers::{iso_span, percent2, tonnes, year_month};
use crate::lang::{Lang, printable};
use crate::report::findings::no_enterprise;
use crate::report::table::{columns, name, table};
use crate::say;
use crate::scenario::Scenario;
use comfy_table::Table;
use std::fmt::Write as _;

/// Rows of a table, those of most interest first; JSON has all.
const MOST_ROWS: usize = 20;

pub(super) fn report(r: &AuditReport, lang: Lang) -> String {
    let mut out = head(r, lang);
    if !r.audit.findings.is_empty() {
        let _ = writeln!(out, "\n{}\n\n{}", by_kind(r, lang).trim_fmt(), by_enterprise(r, lang).trim_fmt());
    }
    for verdict in Verdict::ALL {
        let of: Vec<&Finding> = r.audit.of(verdict).collect();
        if !of.is_empty() {
            let _ = writeln!(out, "\n{} ({})", verdict.name().pick(lang), of.len());
        }
        for f in of {
            let _ = writeln!(out, "  {}", line(r.scenario, f, lang));
        }
    }
    ratios(&mut out, r, lang);
    steel(&mut out, r, lang);
    out
}

fn head(r: &AuditReport, lang: Lang) -> String {
    let (s, records) = (r.scenario, r.records);
    let [breaches, to_settle, notices] = r.total();
    let mut out = vec![if r.audit.holds() {
        say!(lang, "audit-holds", to_settle = to_settle, notices = notices)
    } else {
        say!(lang, "audit-breaches", breaches = breaches, to_settle = to_settle, notices = notices)
    }];
    let (name, version) = (printable(&s.name), env!("CARGO_PKG_VERSION"));
    out.push(say!(lang, "audit-scenario", name = name, hash = short(&s.hash), version = version));
    for a in &r.force.plans {
        let file = &r.plans[a.number];
        let number = file.plan.approval.as_ref().and_then(|a| a.number.as_deref());
        let named = file.path.display().to_string() + &number.map_or_else(String::new, |n| format!(" {n}"));
        let days = if a.days.is_empty() {
            say!(lang, "audit-plan-unused")
        } else {
            format!("{} – {}", s.season.date(a.days.first), s.season.date(a.days.end - 1))
        };
        out.push(say!(lang, "audit-plan", name = printable(&named), hash = short(&file.hash), days = days));
    }
    for f in &records.sources {
        out.push(say!(lang, "audit-records", name = printable(&f.name), hash = short(&f.sha256), rows = f.rows));
    }
    if !records.span.is_empty() {
        let (first, last) = (s.season.date(records.span.first), s.season.date(records.span.end - 1));
        let (seen, all) = (records.units.iter().flatten().count(), s.units.len());
        out.push(say!(lang, "audit-days", first = first, last = last, seen = seen, all = all));
    }
    let [outside, repeated, unknown] =
        [records.passed.outside, records.passed.repeated, records.passed.unknown].map(|n| (n > 0).then(|| n.to_string()));
    out.extend(outside.map(|n| say!(lang, "audit-rows-outside", n = n)));
    out.extend(repeated.map(|n| say!(lang, "audit-rows-repeated", n = n)));
    out.extend(unknown.map(|n| say!(lang, "audit-rows-unknown", n = n)));
    out.join("\n") + "\n"
}

fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

fn add(t: &mut Table, head: Vec<String>, n: Counts) {
    t.add_row(head.into_iter().chain(n.map(|n| n.to_string())).collect::<Vec<_>>());
}

fn by_kind(r: &AuditReport, lang: Lang) -> Table {
    let mut t = table(&columns(&say!(lang, "audit-kinds-columns")), 2);
    for (kind, n) in r.by_kind() {
        add(&mut t, vec![kind.id().to_owned(), kind.record().name.pick(lang).to_owned()], n);
    }
    t
}

fn by_enterprise(r: &AuditReport, lang: Lang) -> Table {
    let s = r.scenario;
    let mut t = table(&columns(&say!(lang, "audit-enterprises-columns")), 2);
    for (city, e, n) in r.by_enterprise() {
        let e = e.map_or_else(|| no_enterprise(true, lang), |e| mill(s, e));
        add(&mut t, vec![name(&s.cities[city].name), e], n);
    }
    t
}

fn mill(s: &Scenario, e: usize) -> String {
    format!("{} {}", name(&s.enterprises[e].id), name(&s.enterprises[e].name))
}

/// One finding in two lines: what, where and when, then the amounts.
fn line(s: &Scenario, f: &Finding, lang: Lang) -> String {
    let record = f.kind.record();
    let mut place = vec![s.cities[f.place.city].name.clone()];
    place.extend(f.place.enterprise.map(|e| mill(s, e)));
    let kind = f.place.kind.map(|k| k.name(lang).to_owned());
    place.extend(f.place.unit.map(|u| s.units[u].id.clone()).or(kind));
    let days = iso_span(f.first, f.last);
    let head = format!("{}  {}  {}  {days}", record.id, record.name.pick(lang), place.join(" / "));
    format!("{}\n    {}", printable(&head), printable(f.note.pick(lang)))
}

fn more(out: &mut String, left: usize, lang: Lang) {
    if left > 0 {
        let _ = writeln!(out, "{}", say!(lang, "audit-more-rows", n = left.to_string()));
    }
}

fn ratios(out: &mut String, r: &AuditReport, lang: Lang) {
    if r.audit.span.is_empty() {
        return;
    }
    let mut t = table(&columns(&say!(lang, "audit-ratios-columns")), 2);
    let mut lines: Vec<_> = r.audit.ratios.iter().filter(|l| l.required > 0.0).collect();
    lines.sort_by(|a, b| (a.forecast - a.required).total_cmp(&(b.forecast - b.required)));
    for l in lines.iter().take(MOST_ROWS) {
        let share = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), percent2);
        t.add_row([
            name(&r.scenario.enterprises[l.enterprise].id),
            l.kind.name(lang).to_owned(),
            percent2(l.required),
            percent2(l.planned),
            share(l.planned_to_date),
            share(l.achieved_to_date),
            percent2(l.forecast),
        ]);
    }
    let _ = writeln!(out, "\n{}\n{}", say!(lang, "audit-ratios"), t.trim_fmt());
    more(out, lines.len().saturating_sub(MOST_ROWS), lang);
}

fn steel(out: &mut String, r: &AuditReport, lang: Lang) {
    if r.audit.steel.is_empty() {
        return;
    }
    let mut t = table(&columns(&say!(lang, "audit-steel-columns")), 2);
    let amount = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| tonnes(x, lang));
    let above = |l: &SteelLine| l.statistics.or(l.explained).unwrap_or(0.0) - l.planned;
    let mut lines: Vec<_> = r.audit.steel.iter().collect();
    lines.sort_by(|a, b| above(b).total_cmp(&above(a)));
    for l in lines.iter().take(MOST_ROWS) {
        t.add_row([
            name(&r.scenario.enterprises[l.enterprise].id),
            year_month(l.month),
            amount(l.statistics),
            amount(l.explained),
            amount(Some(l.planned)),
            amount(Some(l.last_year)),
            amount(l.quota_left),
        ]);
    }
    let _ = writeln!(out, "\n{}\n{}", say!(lang, "audit-steel"), t.trim_fmt());
    more(out, lines.len().saturating_sub(MOST_ROWS), lang);
}
