//! The sheets that are added: all findings, counts by enterprise and rule, and the rows of a plan that is no workbook.

use crate::lang::Lang;
use crate::report::check::{CheckReport, Count};
use crate::report::findings::{enterprise_id, printable, unit_id, waived};
use crate::report::place::Row;
use crate::rules::{Finding, Named, RuleId, Severity};
use crate::xlsx::{Cell, CellRef, Column, Fill, NewSheet, Value};
use std::collections::BTreeMap;

/// The name of the sheet of findings.
pub const fn findings_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "核查结果",
        Lang::En => "findings",
    }
}

/// The colour of a severity.
pub const fn fill(severity: Severity) -> Fill {
    match severity {
        Severity::Error => Fill::Error,
        Severity::Warning => Fill::Warning,
    }
}

/// A severity on screen.
pub fn severity_name(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("违规", "error"),
        Severity::Warning => lang.pick("提示", "warning"),
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

fn columns(names: &[(&str, &str, f64)], lang: Lang) -> Vec<Column> {
    names.iter().map(|(zh, en, width)| Column::new(lang.pick(zh, en), *width)).collect()
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
    let columns = columns(
        &[
            ("序号", "no.", 6.0),
            ("级别", "severity", 9.0),
            ("规则", "rule", 15.0),
            ("名称", "name", 18.0),
            ("城市", "city", 10.0),
            ("企业编号", "enterprise", 11.0),
            ("企业名称", "enterprise name", 22.0),
            ("设施或种类", "unit or kind", 14.0),
            ("首日", "first day", 12.0),
            ("末日", "last day", 12.0),
            ("实为", "measured", 12.0),
            ("要求", "required", 12.0),
            ("相差", "short by", 12.0),
            ("说明", "what is wrong", 56.0),
            ("怎么办", "what to do", 40.0),
            ("豁免", "waiver", 32.0),
            ("条款", "clause", 48.0),
            ("位置", "cell", 14.0),
        ],
        lang,
    );
    let row = |(i, f): (usize, &Finding)| {
        let (s, rule) = (r.scenario, f.rule.rule());
        let unit = unit_id(s, f).or_else(|| f.kind.map(|k| lang.pick(k.zh(), k.en()))).unwrap_or("");
        let day = |d: Option<chrono::NaiveDate>| d.map_or_else(Cell::default, Cell::from);
        let place = marked.get(&i).map_or_else(Cell::default, |(sheet, cell)| Cell {
            link: Some((sheet.clone(), *cell)),
            ..text(&format!("{sheet}!{cell}"))
        });
        vec![
            whole(i + 1),
            Cell { fill: Some(fill(f.severity)), ..text(severity_name(f.severity, lang)) },
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
            text(lang.pick(&f.note.zh, &f.note.en)),
            text(rule.advice.pick(lang)),
            text(&waived(s, f, lang).unwrap_or_default()),
            text(&format!("{} {}", rule.section.pick(lang), rule.clause.pick(lang))),
            place,
        ]
    };
    let rows = r.findings.iter().enumerate().map(row).collect();
    NewSheet { name: findings_name(lang).to_owned(), columns, rows }
}

/// City and enterprise.
type Key<'k> = (Option<usize>, Option<&'k Named<usize>>);

/// A sheet of enterprises by rules, and below it what was judged.
pub fn by_enterprise(r: &CheckReport, lang: Lang) -> NewSheet {
    let rules: Vec<RuleId> = r.by_rule().into_iter().map(|(rule, _)| rule).collect();
    let mut columns = columns(
        &[
            ("城市", "city", 12.0),
            ("企业编号", "enterprise", 14.0),
            ("企业名称", "enterprise name", 24.0),
            ("违规", "errors", 8.0),
            ("提示", "warnings", 9.0),
            ("违规中已豁免", "errors waived", 13.0),
        ],
        lang,
    );
    columns.extend(rules.iter().map(|rule| Column::new(&format!("{}\n{}", rule.id(), rule.rule().name.pick(lang)), 14.0)));
    let mut places: BTreeMap<Key, (&Finding, BTreeMap<RuleId, Count>)> = BTreeMap::new();
    for f in &r.findings {
        let (_, counts) = places.entry((f.city, f.enterprise.as_ref())).or_insert_with(|| (f, BTreeMap::new()));
        counts.entry(f.rule).or_default().add(f);
    }
    let row = |((city, _), (f, counts)): (Key, (&Finding, BTreeMap<RuleId, Count>))| {
        let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum::<usize>();
        let whole_city = if city.is_some() {
            lang.pick("（全市）", "(city)")
        } else {
            lang.pick("（计划或政策）", "(plan or policy)")
        };
        let mut row = vec![
            text(city.map_or("", |c| &r.scenario.cities[c].name)),
            text(enterprise_id(r.scenario, f).unwrap_or(whole_city)),
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
    for (zh, en, name, hash) in [
        ("情景", "scenario", s.name.as_str(), s.hash.as_str()),
        ("政策", "policy", &s.policy.name, &s.policy.hash),
        ("计划", "plan", &r.plan.scenario, r.plan_hash),
        ("程序", "program", concat!("stagger ", env!("CARGO_PKG_VERSION")), ""),
    ] {
        rows.push(vec![text(lang.pick(zh, en)), text(name), text(hash)]);
    }
    NewSheet { name: lang.pick("企业与规则", "enterprise by rule").to_owned(), columns, rows }
}

/// A sheet of the rows of a plan, with the headings of the form that mills fill in.
pub fn submitted(rows: &[Row], origin: impl Fn(usize) -> String, lang: Lang) -> NewSheet {
    let columns = columns(
        &[
            ("企业", "enterprise", 14.0),
            ("生产设施", "unit", 16.0),
            ("措施", "measure", 12.0),
            ("停产开始", "start", 13.0),
            ("停产结束", "end", 13.0),
            ("出焦时间", "coking time", 12.0),
            ("原处", "stands at", 20.0),
        ],
        lang,
    );
    let row = |r: &Row| {
        let measure = if r.hours.is_some() { lang.pick("延长结焦", "slow-down") } else { lang.pick("停产", "stop") };
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
    NewSheet { name: lang.pick("停产安排", "stops").to_owned(), columns, rows }
}
