//! The report as text: counts, then errors, warnings, margins and cost.

use super::{CheckReport, Count};
use crate::lang::Lang;
use crate::report::findings::{self, printable};
use crate::report::format::counted;
use crate::report::table::{name, table};
use crate::rules::margin::Margin;
use crate::rules::{Finding, RuleId, Severity, words};
use comfy_table::Table;
use std::fmt::Write as _;

pub(super) fn report(r: &CheckReport, lang: Lang) -> String {
    let mut out = head(r, lang);
    if !r.findings.is_empty() {
        let _ = writeln!(out, "\n{}\n\n{}", by_rule(r, lang).trim_fmt(), by_enterprise(r, lang).trim_fmt());
    }
    let section = |severity| r.findings.iter().filter(move |f| f.severity == severity).collect::<Vec<&Finding>>();
    list(&mut out, r, lang.pick("违规", "Errors"), &section(Severity::Error), lang);
    list(&mut out, r, lang.pick("提示", "Warnings"), &section(Severity::Warning), lang);
    if !r.margins.is_empty() {
        let title = lang.pick("离违规最近的规则", "Rules nearest to breaking");
        let _ = writeln!(out, "\n{title}\n{}", margins(r, lang).trim_fmt());
    }
    cost(&mut out, r, lang);
    out
}

fn head(r: &CheckReport, lang: Lang) -> String {
    let s = r.scenario;
    let short = |hash: &str| hash.chars().take(12).collect::<String>();
    let Count { errors, warnings, waived_errors, waived_warnings } = r.total();
    let [of_errors, of_warnings] = [waived_errors, waived_warnings].map(|n| match (n, lang) {
        (0, _) => String::new(),
        (n, Lang::Zh) => format!("（其中{n}处已豁免）"),
        (n, Lang::En) => format!(" ({n} waived)"),
    });
    let mut out = match lang {
        Lang::Zh if r.holds() => format!("合规：未发现违规，{warnings}处提示{of_warnings}\n"),
        Lang::Zh => format!("不合规：{errors}处违规{of_errors}，{warnings}处提示{of_warnings}\n"),
        Lang::En if r.holds() => format!("The plan holds: no errors, {}{of_warnings}\n", counted(warnings, "warning")),
        Lang::En => {
            let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
            format!("The plan breaks rules: {errors}{of_errors}, {warnings}{of_warnings}\n")
        }
    };
    if errors > 0 && errors == waived_errors {
        out += lang.pick(
            "违规均已豁免；豁免不改变规则，计划仍按不合规处理（退出码1）\n",
            "every error is waived; a waiver makes no rule hold, so that the plan still breaks rules (exit code 1)\n",
        );
    }
    let (scenario, policy) = (printable(&s.name), printable(&s.policy.name));
    let (a, b, c) = (short(&s.hash), short(&s.policy.hash), short(r.plan_hash));
    let version = env!("CARGO_PKG_VERSION");
    let _ = match lang {
        Lang::Zh => writeln!(out, "情景 {scenario}（{a}），政策 {policy}（{b}），计划（{c}）；stagger {version}"),
        Lang::En => writeln!(out, "scenario {scenario} ({a}), policy {policy} ({b}), plan ({c}); stagger {version}"),
    };
    out += &crate::report::sets(s, lang);
    for note in &r.notes {
        let _ = writeln!(out, "{}{}", lang.pick("注意：", "note: "), printable(lang.pick(&note.zh, &note.en)));
    }
    for (rule, severity) in &r.changed {
        let _ = match (lang, severity) {
            (Lang::Zh, Severity::Error) => writeln!(out, "按选项，{}作为违规处理", rule.id()),
            (Lang::Zh, Severity::Warning) => writeln!(out, "按选项，{}只作提示", rule.id()),
            (Lang::En, Severity::Error) => writeln!(out, "by option, {} is an error", rule.id()),
            (Lang::En, Severity::Warning) => writeln!(out, "by option, {} is a warning only", rule.id()),
        };
    }
    out
}

fn by_rule(r: &CheckReport, lang: Lang) -> Table {
    let of = |(rule, n): (RuleId, Count)| ([rule.id().to_owned(), rule.rule().name.pick(lang).to_owned()], n);
    counts([lang.pick("规则", "rule"), lang.pick("名称", "name")], r.by_rule().into_iter().map(of), r, lang)
}

fn by_enterprise(r: &CheckReport, lang: Lang) -> Table {
    let of = |(city, enterprise, n): (Option<&str>, Option<&str>, Count)| {
        let none = if city.is_some() {
            lang.pick("（全市）", "(city)")
        } else {
            lang.pick("（计划或政策）", "(plan or policy)")
        };
        ([name(city.unwrap_or("")), name(enterprise.unwrap_or(none))], n)
    };
    counts([lang.pick("城市", "city"), lang.pick("企业", "enterprise")], r.by_enterprise().into_iter().map(of), r, lang)
}

/// A table of counts; errors that are waived have a column where there are any.
fn counts(of: [&str; 2], rows: impl Iterator<Item = ([String; 2], Count)>, r: &CheckReport, lang: Lang) -> Table {
    let any = r.total().waived_errors > 0;
    let waived = any.then(|| lang.pick("其中已豁免违规", "errors waived"));
    let names = of.into_iter().chain([lang.pick("违规", "errors")]).chain(waived).chain([lang.pick("提示", "warnings")]);
    let mut t = table(&names.collect::<Vec<_>>(), 2);
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
    let mut t = match lang {
        Lang::Zh => table(&["规则", "位置", "实为", "要求", "余量", "可晚（天）"], 2),
        Lang::En => table(&["rule", "place", "measured", "required", "slack", "may be late by (days)"], 2),
    };
    for m in &r.margins {
        let x = |v: f64| {
            m.measure.map_or_else(|| format!("{} d", words::number(v, 0)), |u| words::amount(u, v, m.place.kind, lang))
        };
        let delay = m.delay.map_or_else(|| "–".to_owned(), |d| words::number((d * 10.0 + 1e-6).floor() / 10.0, 1));
        t.add_row([m.rule.id().to_owned(), place(r, m, lang), x(m.measured), x(m.required), x(m.slack), delay]);
    }
    t
}

fn place(r: &CheckReport, m: &Margin, lang: Lang) -> String {
    let (s, p) = (r.scenario, &m.place);
    let mut parts = vec![s.cities[p.city].name.as_str()];
    parts.extend(p.enterprise.map(|e| s.enterprises[e].id.as_str()));
    parts.extend(p.unit.map(|u| s.units[u].id.as_str()).or(p.kind.map(|k| lang.pick(k.zh(), k.en()))));
    parts.into_iter().map(name).collect::<Vec<_>>().join(" / ")
}

fn cost(out: &mut String, r: &CheckReport, lang: Lang) {
    let c = &r.cost;
    let [total, margin, restarts, output, avoided] =
        [c.total(), c.margin, c.restarts, c.output, c.avoided].map(|x| words::number(x, 0));
    let _ = match lang {
        Lang::Zh => {
            writeln!(out, "\n费用（元）：合计{total}＝减产损失{margin}＋复产{restarts}＋配套产品{output}－减排价值{avoided}")
        }
        Lang::En => writeln!(
            out,
            "\nCost (CNY): {total} = lost margin {margin} + restarts {restarts} + ancillary output {output} - avoided emissions {avoided}"
        ),
    };
    if let Some(bound) = r.plan.solve.bound {
        let bound = words::number(bound, 0);
        let _ = match lang {
            Lang::Zh => writeln!(out, "自报下界{bound}元是否成立：未检查（检查无法得出）"),
            Lang::En => writeln!(out, "claimed bound {bound} CNY: not checked (a checker cannot tell)"),
        };
    }
}
