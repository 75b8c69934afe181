//! The report as text: counts, then findings by verdict, ratios and crude steel.

use super::{AuditReport, Counts};
use crate::audit::{Finding, SteelLine, Verdict};
use crate::lang::Lang;
use crate::report::findings::printable;
use crate::report::format::{counted, percent2, tonnes};
use crate::report::table::{name, table};
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
    let mut out = match lang {
        Lang::Zh if r.audit.holds() => format!("未发现违规；待认定{to_settle}处，提示{notices}处\n"),
        Lang::Zh => format!("违规{breaches}处；待认定{to_settle}处，提示{notices}处\n"),
        Lang::En if r.audit.holds() => format!("No breach; {to_settle} to settle, {}\n", counted(notices, "notice")),
        Lang::En => {
            let (breaches, notices) = (counted(breaches, "breach"), counted(notices, "notice"));
            format!("{breaches}; {to_settle} to settle, {notices}\n")
        }
    };
    let version = env!("CARGO_PKG_VERSION");
    let (name, hash) = (printable(&s.name), short(&s.hash));
    let _ = match lang {
        Lang::Zh => writeln!(out, "情景 {name}（{hash}）；stagger {version}"),
        Lang::En => writeln!(out, "scenario {name} ({hash}); stagger {version}"),
    };
    for a in &r.force.plans {
        let file = &r.plans[a.number];
        let (name, hash) = (printable(&file.path.display().to_string()), short(&file.hash));
        let number = file
            .plan
            .approval
            .as_ref()
            .and_then(|a| a.number.as_deref())
            .map_or_else(String::new, |n| format!(" {}", printable(n)));
        let days = if a.days.is_empty() {
            lang.pick("本季内未执行", "never in force in the season").to_owned()
        } else {
            format!("{} – {}", s.season.date(a.days.first), s.season.date(a.days.end - 1))
        };
        let _ = writeln!(out, "{} {name}{number} ({hash}): {days}", lang.pick("计划", "plan"));
    }
    for f in &records.sources {
        let (name, hash, rows) = (printable(&f.name), short(&f.sha256), f.rows);
        let _ = match lang {
            Lang::Zh => writeln!(out, "记录 {name}（{hash}）：{rows}行"),
            Lang::En => writeln!(out, "records {name} ({hash}): {}", counted(rows as usize, "row")),
        };
    }
    if !records.span.is_empty() {
        let (a, b) = (s.season.date(records.span.first), s.season.date(records.span.end - 1));
        let (seen, all) = (records.units.iter().flatten().count(), s.units.len());
        let _ = match lang {
            Lang::Zh => writeln!(out, "核查 {a} – {b}，{seen}台设施有记录（共{all}台）"),
            Lang::En => writeln!(out, "audited {a} – {b}, {seen} of {} have records", counted(all, "unit")),
        };
    }
    let p = records.passed;
    for (n, zh, en) in [
        (p.outside, "行不在本季内，未用", "rows are about days outside the season: not used"),
        (p.repeated, "行与前面的行相同", "rows repeat earlier ones"),
        (p.unknown, "行的企业或设施不在情景内，未用", "rows are of enterprises or units that the scenario lacks: not used"),
    ] {
        if n > 0 {
            let _ = writeln!(out, "{}", lang.pick(&format!("{n}{zh}"), &format!("{n} {en}")));
        }
    }
    out
}

fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

fn add(t: &mut Table, head: Vec<String>, n: Counts) {
    t.add_row(head.into_iter().chain(n.map(|n| n.to_string())).collect::<Vec<_>>());
}

fn by_kind(r: &AuditReport, lang: Lang) -> Table {
    let mut t = match lang {
        Lang::Zh => table(&["问题", "名称", "违规", "待认定", "提示"], 2),
        Lang::En => table(&["found", "name", "breaches", "to settle", "notices"], 2),
    };
    for (kind, n) in r.by_kind() {
        add(&mut t, vec![kind.id().to_owned(), kind.record().name.pick(lang).to_owned()], n);
    }
    t
}

fn by_enterprise(r: &AuditReport, lang: Lang) -> Table {
    let s = r.scenario;
    let mut t = match lang {
        Lang::Zh => table(&["城市", "企业", "违规", "待认定", "提示"], 2),
        Lang::En => table(&["city", "enterprise", "breaches", "to settle", "notices"], 2),
    };
    for (city, e, n) in r.by_enterprise() {
        let e = e.map_or_else(|| lang.pick("（全市）", "(city)").to_owned(), |e| mill(s, e));
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
    let kind = f.place.kind.map(|k| lang.pick(k.zh(), k.en()).to_owned());
    place.extend(f.place.unit.map(|u| s.units[u].id.clone()).or(kind));
    let days = if f.first == f.last { f.first.to_string() } else { format!("{} – {}", f.first, f.last) };
    let head = format!("{}  {}  {}  {days}", record.id, record.name.pick(lang), place.join(" / "));
    format!("{}\n    {}", printable(&head), printable(lang.pick(&f.note.zh, &f.note.en)))
}

fn more(out: &mut String, left: usize, lang: Lang) {
    if left > 0 {
        let _ = match lang {
            Lang::Zh => writeln!(out, "另有{left}行，见--format json"),
            Lang::En => writeln!(out, "{left} more rows: see --format json"),
        };
    }
}

fn ratios(out: &mut String, r: &AuditReport, lang: Lang) {
    if r.audit.span.is_empty() {
        return;
    }
    let mut t = match lang {
        Lang::Zh => table(&["企业", "类别", "要求", "计划", "至今计划", "至今实际", "期末预计"], 2),
        Lang::En => {
            table(&["enterprise", "kind", "required", "planned", "planned to date", "achieved to date", "forecast"], 2)
        }
    };
    let mut lines: Vec<_> = r.audit.ratios.iter().filter(|l| l.required > 0.0).collect();
    lines.sort_by(|a, b| (a.forecast - a.required).total_cmp(&(b.forecast - b.required)));
    for l in lines.iter().take(MOST_ROWS) {
        let share = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), percent2);
        t.add_row([
            name(&r.scenario.enterprises[l.enterprise].id),
            lang.pick(l.kind.zh(), l.kind.en()).to_owned(),
            percent2(l.required),
            percent2(l.planned),
            share(l.planned_to_date),
            share(l.achieved_to_date),
            percent2(l.forecast),
        ]);
    }
    let title = lang.pick("错峰生产比例（离要求最近的在前）", "Staggered ratios (nearest to what is required first)");
    let _ = writeln!(out, "\n{title}\n{}", t.trim_fmt());
    more(out, lines.len().saturating_sub(MOST_ROWS), lang);
}

fn steel(out: &mut String, r: &AuditReport, lang: Lang) {
    if r.audit.steel.is_empty() {
        return;
    }
    let mut t = match lang {
        Lang::Zh => table(&["企业", "月份", "统计", "炉子可解释", "计划", "上年同月", "年度指标余"], 2),
        Lang::En => {
            table(&["enterprise", "month", "statistics", "explained", "planned", "last year", "left of the year's cap"], 2)
        }
    };
    let amount = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| tonnes(x, lang));
    let above = |l: &SteelLine| l.statistics.or(l.explained).unwrap_or(0.0) - l.planned;
    let mut lines: Vec<_> = r.audit.steel.iter().collect();
    lines.sort_by(|a, b| above(b).total_cmp(&above(a)));
    for l in lines.iter().take(MOST_ROWS) {
        t.add_row([
            name(&r.scenario.enterprises[l.enterprise].id),
            format!("{:04}-{:02}", l.month.0, l.month.1),
            amount(l.statistics),
            amount(l.explained),
            amount(Some(l.planned)),
            amount(Some(l.last_year)),
            amount(l.quota_left),
        ]);
    }
    let _ = writeln!(
        out,
        "\n{}\n{}",
        lang.pick("月粗钢产量（高出计划最多的在前）", "Crude steel by month (furthest above plan first)"),
        t.trim_fmt()
    );
    more(out, lines.len().saturating_sub(MOST_ROWS), lang);
}
