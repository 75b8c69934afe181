//! The summary as text.

use super::{CitySummary, Figures, KindRatio, Mill, Summary, class_id};
use crate::kind::Kind;
use crate::lang::numbers::{above_best, cny, grouped, percent, percent2, span, tonnes, trimmed, year_month};
use crate::lang::{Lang, listed, printable};
use crate::report::findings;
use crate::report::table::{columns, name};
use crate::rules::{Finding, RuleId, Severity};
use crate::say;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub(super) fn write(s: &Summary, lang: Lang) -> String {
    let mut out = head(s, lang);
    for c in &s.cities {
        city(&mut out, s, c, lang);
    }
    rules_named(&mut out, s, lang);
    stops(&mut out, s, lang);
    warnings(&mut out, s, lang);
    cost(&mut out, s, lang);
    out
}

fn head(s: &Summary, lang: Lang) -> String {
    let season = s.scenario.season;
    let (name, when) = (printable(&s.scenario.name), span(season.start, season.end(), lang));
    let title = say!(lang, "summary-season", name = name, when = when);
    let changed = crate::report::sets(s.scenario, lang);
    let verdict = match s.errors {
        0 => say!(lang, "summary-holds", warnings = s.warnings),
        errors => say!(lang, "summary-breaks", errors = errors, warnings = s.warnings),
    };
    format!("{title}\n{changed}{verdict}\n{}\n", say!(lang, "summary-basis"))
}

/// A table; the columns from `numbers` on are right-aligned.
fn table(header: &[&str], numbers: usize) -> Table {
    let mut t = Table::new();
    t.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Disabled).set_header(header);
    for column in t.column_iter_mut().skip(numbers) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    t
}

fn city(out: &mut String, s: &Summary, c: &CitySummary, lang: Lang) {
    let name = printable(&s.scenario.cities[c.city].name);
    let f = &c.figures;
    let _ = writeln!(out, "\n== {name} ==");
    if let Some(achieved) = c.achieved {
        let achieved = percent2(achieved);
        let ratio = match c.required.map(percent) {
            None => say!(lang, "summary-ratio", achieved = achieved),
            Some(required) => say!(lang, "summary-ratio-required", achieved = achieved, required = required),
        };
        let _ = writeln!(out, "{ratio}");
    }
    let furnaces = say!(
        lang,
        "summary-furnaces",
        days = f.furnace_days,
        lost = tonnes(f.iron_lost_t, lang),
        restarts = f.restarts,
        avoided = grouped(f.avoided_t, 1),
    );
    let _ = writeln!(out, "{furnaces}");
    if f.eaf_days > 0 {
        let lost = tonnes(f.eaf_steel_lost_t, lang);
        let _ = writeln!(out, "{}", say!(lang, "summary-eafs", days = f.eaf_days, lost = lost));
    }
    let _ = writeln!(out, "{}", steel(f, lang));
    if !c.mills.is_empty() {
        let _ = writeln!(out, "\n{}\n\n{}", mills(s, c, lang), kinds(s, c, lang));
    }
    sparkline(out, s, c, lang);
}

/// Crude steel against last year, in words.
fn steel(f: &Figures, lang: Lang) -> String {
    let (now, last) = (tonnes(f.steel_t, lang), tonnes(f.steel_last_year_t, lang));
    say!(lang, "summary-steel", now = now, last = last, change = change(f))
}

fn change(f: &Figures) -> String {
    if f.steel_last_year_t <= 0.0 {
        return "—".to_owned();
    }
    let x = f.steel_t / f.steel_last_year_t - 1.0;
    format!("{}{}", if x > 0.0 { "+" } else { "" }, percent2(x))
}

fn mill_name(s: &Summary, m: &Mill) -> String {
    let e = &s.scenario.enterprises[m.ent];
    format!("{} {}", name(&e.id), name(&e.name))
}

fn mills(s: &Summary, c: &CitySummary, lang: Lang) -> Table {
    let mut t = table(&columns(&say!(lang, "summary-mills-columns")), 3);
    for m in &c.mills {
        let (f, first) = (&m.figures, m.ratios.first());
        let ratio = |x: Option<f64>| x.map_or_else(|| "—".to_owned(), percent2);
        t.add_row([
            mill_name(s, m),
            name(&s.scenario.policy.grades[s.scenario.enterprises[m.ent].grade]),
            first.map_or_else(String::new, |r| why(r, lang)),
            ratio(first.map(|r| r.required)),
            ratio(first.map(|r| r.achieved)),
            first.map_or_else(String::new, |r| grouped((r.achieved - r.required) * 100.0, 2)),
            furnace_days(s, m, lang),
            lost(s, m, lang),
            tonnes(f.steel_t, lang),
            tonnes(f.steel_last_year_t, lang),
            change(f),
        ]);
    }
    t
}

/// Days of a mill's furnaces and of its EAFs, whichever it has.
fn furnace_days(s: &Summary, m: &Mill, lang: Lang) -> String {
    let eafs = say!(lang, "summary-eaf-days", n = m.figures.eaf_days);
    of_both(s, m, grouped(m.figures.furnace_days as f64, 0), eafs)
}

/// What they do not make.
fn lost(s: &Summary, m: &Mill, lang: Lang) -> String {
    let eafs = say!(lang, "summary-eaf-lost", steel = tonnes(m.figures.eaf_steel_lost_t, lang));
    of_both(s, m, tonnes(m.figures.iron_lost_t, lang), eafs)
}

fn of_both(s: &Summary, m: &Mill, furnaces: String, eafs: String) -> String {
    let has = |kind| s.scenario.units_of(m.ent, kind).next().is_some();
    match (has(Kind::BlastFurnace), has(Kind::Eaf)) {
        (_, false) => furnaces,
        (false, true) => eafs,
        (true, true) => format!("{furnaces} + {eafs}"),
    }
}

/// The rules that hold an enterprise beyond its own duty.
fn why(r: &KindRatio, lang: Lang) -> String {
    if r.achieved < r.required - 1e-6 {
        return say!(lang, "summary-why-short");
    }
    if r.achieved - r.required < 1e-9 {
        return String::new();
    }
    let own = if r.kind.is_primary() { RuleId::BfRatio } else { RuleId::AncRatio };
    let mut parts: Vec<String> = r.why.iter().filter(|w| **w != own).map(|w| w.id().to_owned()).collect();
    if r.why.contains(&own) {
        parts.push(say!(lang, "summary-why-whole-days"));
    }
    if r.by_choice {
        parts.push(say!(lang, "summary-why-choice"));
    }
    if parts.is_empty() {
        parts.push(say!(lang, "summary-why-fixed"));
    }
    listed(&parts, lang)
}

/// Required and achieved ratio of every kind.
fn kinds(s: &Summary, c: &CitySummary, lang: Lang) -> Table {
    let mut header = vec![say!(lang, "summary-kinds")];
    let shown: Vec<Kind> =
        Kind::ALL.into_iter().filter(|k| c.mills.iter().any(|m| m.ratios.iter().any(|r| r.kind == *k))).collect();
    header.extend(shown.iter().map(|k| k.name(lang).to_owned()));
    let mut t = table(&header.iter().map(String::as_str).collect::<Vec<_>>(), 1);
    for m in &c.mills {
        let cell = |k: &Kind| {
            m.ratios
                .iter()
                .find(|r| r.kind == *k)
                .map_or_else(String::new, |r| format!("{}→{}", percent2(r.required), percent2(r.achieved)))
        };
        t.add_row(std::iter::once(mill_name(s, m)).chain(shown.iter().map(cell)));
    }
    t
}

/// The daily stopped share, one line a month, one block a day.
fn sparkline(out: &mut String, s: &Summary, c: &CitySummary, lang: Lang) {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = c.share.iter().flatten().copied().fold(0.0, f64::max);
    if c.share.iter().all(Option::is_none) {
        return;
    }
    let _ = writeln!(out, "\n{}", say!(lang, "summary-share", most = percent2(most)));
    for (year, month, days) in s.scenario.season.months() {
        let line: String = c.share[days.days()]
            .iter()
            .map(|v| match v {
                None => '·',
                Some(v) if most > 0.0 => BLOCKS[((v / most * 7.0).round() as usize).min(7)],
                Some(_) => BLOCKS[0],
            })
            .collect();
        let in_service: Vec<f64> = c.share[days.days()].iter().flatten().copied().collect();
        let (low, high) = in_service.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), v| (a.min(*v), b.max(*v)));
        let range = if in_service.is_empty() { String::new() } else { format!("{} – {}", percent2(low), percent2(high)) };
        let _ = writeln!(out, "{} {line:<31} {range}", year_month((year, month)));
    }
}

/// The names of the rules that the tables cite.
fn rules_named(out: &mut String, s: &Summary, lang: Lang) {
    let ratios = s.cities.iter().flat_map(|c| &c.mills).filter_map(|m| m.ratios.first());
    let cited: BTreeSet<RuleId> = ratios
        .filter(|r| r.achieved > r.required)
        .flat_map(|r| r.why.iter().copied())
        .filter(|w| *w != RuleId::BfRatio)
        .collect();
    if cited.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", say!(lang, "summary-reasons"));
    for rule in cited {
        let _ = writeln!(out, "  {} {}", rule.id(), rule.rule().name.pick(lang));
    }
}

/// Every stop and slow-down with its dates, as an order has them.
fn stops(out: &mut String, s: &Summary, lang: Lang) {
    let _ = writeln!(out, "\n== {} ==", say!(lang, "summary-stops"));
    let season = s.scenario.season;
    let when = |d: crate::day::DayRange| span(season.date(d.first), season.date(d.end - 1), lang);
    for (ent, e) in s.scenario.enterprises.iter().enumerate() {
        let mut lines = String::new();
        let mut units = s.scenario.enterprises[ent].units.clone();
        units.sort_by_key(|&u| s.scenario.units[u].kind);
        for u in units {
            let (unit, days) = (&s.scenario.units[u], &s.schedule.units[u]);
            let (kind, unit) = (unit.kind, printable(&unit.id));
            for w in &days.stops {
                let (when, class) = (when(w.days), class_id(w.class));
                let stop = say!(lang, "summary-stop", kind = kind, unit = unit, when = when, class = class);
                let _ = writeln!(lines, "  {stop}");
            }
            for slow in &days.slows {
                let (hours, when) = (trimmed(slow.coking_time_h, 3), when(slow.days));
                let slow = say!(lang, "summary-slow-down", kind = kind, unit = unit, hours = hours, when = when);
                let _ = writeln!(lines, "  {slow}");
            }
        }
        if !lines.is_empty() {
            let _ = write!(out, "{}\n{lines}", printable(&e.label()));
        }
    }
}

/// Most warnings that are told one by one.
const TOLD: usize = 20;

/// How many warnings there are by rule, then the first of them.
fn warnings(out: &mut String, s: &Summary, lang: Lang) {
    let all: Vec<&Finding> = s.findings.iter().filter(|f| f.severity == Severity::Warning).collect();
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", say!(lang, "summary-warnings", n = all.len()));
    let by_rule: Vec<&[&Finding]> = all.chunk_by(|a, b| a.rule == b.rule).collect();
    for of_rule in &by_rule {
        let rule = of_rule[0].rule.rule();
        let n = of_rule.len().to_string();
        let _ = writeln!(out, "{}", say!(lang, "summary-warnings-of-rule", rule = rule.id.id(), name = rule.name, n = n));
    }
    for f in all.iter().take(TOLD) {
        let _ = writeln!(out, "  {}", findings::line(s.scenario, f, lang));
    }
    if let Some(rest) = all.len().checked_sub(TOLD).filter(|&n| n > 0) {
        let _ = writeln!(out, "  {}", say!(lang, "summary-warnings-more", n = rest.to_string()));
    }
}

/// The terms of the objective, and how far from the best the plan may be.
fn cost(out: &mut String, s: &Summary, lang: Lang) {
    let c = &s.cost;
    let _ = writeln!(out, "\n== {} ==", say!(lang, "summary-cost"));
    for term in [
        say!(lang, "summary-cost-margin", cny = cny(c.margin, lang)),
        say!(lang, "summary-cost-restarts", cny = cny(c.restarts, lang)),
        say!(lang, "summary-cost-output", cny = cny(c.output, lang)),
        say!(lang, "summary-cost-avoided", cny = cny(-c.avoided, lang)),
        say!(lang, "summary-cost-total", cny = cny(c.total(), lang)),
    ] {
        let _ = writeln!(out, "  {term}");
    }
    let said = match s.claim.bound {
        None => say!(lang, "summary-no-bound"),
        Some(_) if s.false_claim => say!(lang, "summary-claim-false"),
        Some(b) if s.errors > 0 => say!(lang, "summary-bound-breaks", bound = cny(b, lang)),
        Some(b) => say!(lang, "summary-bound", bound = cny(b, lang), above = above_best(c.total(), b, lang)),
    };
    let _ = writeln!(out, "{said}");
}
