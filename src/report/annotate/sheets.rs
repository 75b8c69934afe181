//! The sheets that are added: all findings, counts by enterprise and rule, and the rows of a plan that is no workbook.

use crate::lang::{Lang, Text, printable};
use crate::report::check::{CheckReport, Count};
use crate::report::findings::{enterprise_id, no_enterprise, unit_id, waived};
use crate::report::place::Row;
use crate::report::table;
use crate::rules::{Finding, Named, RuleId, Severity};
use crate::say;
use crate::sheet::Sheet;
use crate::xlsx::{Cell, CellRef, Column, Fill, NewSheet, Value};
use std::collections::BTreeMap;

/// The name of the sheet of findings.
pub fn findings_name(lang: Lang) -> String {
    say!(lang, "annotate-findings")
}

/// Whether a sheet is one of those that an annotated copy has beside the submission's own: what stands in it is no plan.
pub fn is_ours(sheet: &Sheet) -> bool {
    let head: Vec<String> = sheet.row(1).map(|(_, value)| value.shown()).collect();
    [Lang::Zh, Lang::En].into_iter().any(|lang| {
        let heads = [say!(lang, "annotate-findings-columns"), say!(lang, "annotate-enterprises-columns")];
        heads.iter().any(|ours| head.iter().map(String::as_str).take(table::columns(ours).len()).eq(table::columns(ours)))
    })
}

/// The colour of a severity.
pub const fn fill(severity: Severity) -> Fill {
    match severity {
        Severity::Error => Fill::Error,
        Severity::Warning => Fill::Warning,
    }
}

fn text(text: &str) -> Cell {
    printable(text).into()
}

fn number(x: Option<f64>) -> Cell {
    // the sixth decimal is below every tolerance of the rules, and spares the reader 0.30000000000000004
    Cell { value: x.map_or(Value::Empty, |x| Value::Number((x * 1e6).round() / 1e6)), ..Cell::default() }
}

fn whole(n: usize) -> Cell {
    Cell { value: Value::Number(n as f64), ..Cell::default() }
}

fn columns(names: &str, widths: &[f64]) -> Vec<Column> {
    table::columns(names).into_iter().zip(widths).map(|(name, width)| Column::new(name, *width)).collect()
}

/// The name of a finding's enterprise.
pub fn enterprise_name<'a>(r: &'a CheckReport, f: &Finding) -> &'a str {
    match &f.enterprise {
        Some(Named::Known(e)) => &r.scenario.enterprises[*e].name,
        _ => "",
    }
}

/// A sheet of all findings; `marked` are the cells that were marked for each.
pub fn findings(r: &CheckReport, marked: &BTreeMap<usize, (String, CellRef)>, lang: Lang) -> NewSheet {
    let widths = [6.0, 9.0, 15.0, 18.0, 10.0, 11.0, 22.0, 14.0, 12.0, 12.0, 12.0, 12.0, 12.0, 56.0, 40.0, 32.0, 48.0, 14.0];
    let columns = columns(&say!(lang, "annotate-findings-columns"), &widths);
    let row = |(i, f): (usize, &Finding)| {
        let (s, rule) = (r.scenario, f.rule.rule());
        let unit = unit_id(s, f).or_else(|| f.kind.map(|k| k.name(lang))).unwrap_or("");
        let day = |d: Option<chrono::NaiveDate>| d.map_or_else(Cell::default, Cell::from);
        let place = marked.get(&i).map_or_else(Cell::default, |(sheet, cell)| Cell {
            link: Some((sheet.clone(), *cell)),
            ..text(&format!("{sheet}!{cell}"))
        });
        vec![
            whole(i + 1),
            Cell { fill: Some(fill(f.severity)), ..text(&f.severity.name(lang)) },
            text(f.rule.id()),
            text(rule.name.pick(lang)),
            text(f.city.map_or("", |c| &s.cities[c].name)),
            text(enterprise_id(s, f).unwrap_or("")),
            text(enterprise_name(r, f)),
            text(unit),
            day(f.first),
            day(f.last),
            number(f.measured),
            number(f.required),
            number(f.short_by),
            text(f.note.pick(lang)),
            text(rule.advice.pick(lang)),
            text(&waived(s, f, lang).unwrap_or_default()),
            text(&format!("{} {}", rule.section.pick(lang), rule.clause.pick(lang))),
            place,
        ]
    };
    let rows = r.findings.iter().enumerate().map(row).collect();
    NewSheet { name: findings_name(lang), columns, rows }
}

/// City and enterprise.
type Key<'k> = (Option<usize>, Option<&'k Named<usize>>);

/// A sheet of enterprises by rules, and below it what was judged.
pub fn by_enterprise(r: &CheckReport, lang: Lang) -> NewSheet {
    let rules: Vec<RuleId> = r.by_rule().into_iter().map(|(rule, _)| rule).collect();
    let mut columns = columns(&say!(lang, "annotate-enterprises-columns"), &[12.0, 14.0, 24.0, 8.0, 9.0, 13.0]);
    columns.extend(rules.iter().map(|rule| Column::new(&format!("{}\n{}", rule.id(), rule.rule().name.pick(lang)), 14.0)));
    let mut places: BTreeMap<Key, (&Finding, BTreeMap<RuleId, Count>)> = BTreeMap::new();
    for f in &r.findings {
        let (_, counts) = places.entry((f.city, f.enterprise.as_ref())).or_insert_with(|| (f, BTreeMap::new()));
        counts.entry(f.rule).or_default().add(f);
    }
    let row = |((city, _), (f, counts)): (Key, (&Finding, BTreeMap<RuleId, Count>))| {
        let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum::<usize>();
        let nobody = no_enterprise(city.is_some(), lang);
        let mut row = vec![
            text(city.map_or("", |c| &r.scenario.cities[c].name)),
            text(enterprise_id(r.scenario, f).unwrap_or(&nobody)),
            text(enterprise_name(r, f)),
            whole(sum(|c| c.errors)),
            whole(sum(|c| c.warnings)),
            whole(sum(|c| c.waived_errors)),
        ];
        row.extend(rules.iter().map(|rule| {
            counts.get(rule).map_or_else(Cell::default, |c| {
                let worst = if c.errors > 0 { Fill::Error } else { Fill::Warning };
                Cell { fill: Some(worst), ..whole(c.errors + c.warnings) }
            })
        }));
        row
    };
    let mut rows: Vec<Vec<Cell>> = places.into_iter().map(row).collect();
    let s = r.scenario;
    rows.push(Vec::new());
    for (what, name, hash) in [
        (say!(lang, "annotate-scenario"), s.name.as_str(), s.hash.as_str()),
        (say!(lang, "annotate-policy"), &s.policy.name, &s.policy.hash),
        (say!(lang, "annotate-plan"), &r.plan.scenario, r.plan_hash),
        (say!(lang, "annotate-program"), concat!("stagger ", env!("CARGO_PKG_VERSION")), ""),
    ] {
        rows.push(vec![text(&what), text(name), text(hash)]);
    }
    NewSheet { name: say!(lang, "annotate-enterprises"), columns, rows }
}

// Names that a reader of plans knows.
const STOPS: Text = Text::new("停产安排", "stops");
const STOP: Text = Text::new("停产", "stop");
const SLOW_DOWN: Text = Text::new("延长出焦时间", "slow-down");

/// A sheet of the rows of a plan, with the headings of the form that mills fill in.
pub fn submitted(rows: &[Row], origin: impl Fn(usize) -> String, lang: Lang) -> NewSheet {
    let columns = [
        ("企业", "enterprise", 14.0),
        ("生产设施", "unit", 16.0),
        ("措施", "measure", 12.0),
        ("停产开始", "start", 13.0),
        ("停产结束", "end", 13.0),
        ("出焦时间", "coking time", 12.0),
        ("原处", "stands at", 20.0),
    ]
    .map(|(zh, en, width)| Column::new(lang.pick(zh, en), width))
    .to_vec();
    let row = |r: &Row| {
        let measure = if r.hours.is_some() { SLOW_DOWN } else { STOP }.pick(lang);
        vec![
            text(r.enterprise),
            text(r.unit),
            measure.into(),
            r.start.into(),
            r.end.into(),
            number(r.hours),
            text(&origin(r.line)),
        ]
    };
    let rows = rows.iter().map(row).collect();
    NewSheet { name: STOPS.pick(lang).to_owned(), columns, rows }
}
