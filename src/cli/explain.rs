//! `stagger explain`: the rules, and one of them with its clause, formula, sources and an example.

use super::{Failure, Format, Globals, Outcome, parse_rule, write_json};
use crate::lang::Lang;
use crate::report::findings::severity_id;
use crate::report::table::table;
use crate::rules::{RULES, Rule, RuleId, Severity, Test, Text};
use serde_json::{Value, json};
use std::io::{self, Write};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// 规则编号，如BF-RATIO；不填则列出全部 | a rule, as BF-RATIO; none: list all
    #[arg(value_parser = parse_rule)]
    rule: Option<RuleId>,
}

/// Runs it.
///
/// # Errors
/// Standard output is gone or full.
pub fn run(args: &ExplainArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    match (args.rule.map(RuleId::rule), globals.format) {
        (None, Format::Text) => list(out, lang)?,
        (None, Format::Json) => {
            let rules: Vec<Value> = RULES.iter().map(|r| to_json(r, lang)).collect();
            write_json(out, &json!({ "rules": rules }))?;
        }
        (Some(rule), Format::Text) => explain(out, rule, lang)?,
        (Some(rule), Format::Json) => write_json(out, &to_json(rule, lang))?,
    }
    Ok(Outcome::Done)
}

const fn severity(severity: Severity) -> Text {
    match severity {
        Severity::Error => Text::new("违规", "error"),
        Severity::Warning => Text::new("提示", "warning"),
    }
}

fn list(out: &mut impl Write, lang: Lang) -> io::Result<()> {
    let mut t = match lang {
        Lang::Zh => table(&["规则", "级别", "名称", "对象"], 4),
        Lang::En => table(&["rule", "severity", "name", "stated of"], 4),
    };
    for r in RULES {
        t.add_row([r.id.id(), severity(r.severity).pick(lang), r.name.pick(lang), r.scope.name().pick(lang)]);
    }
    writeln!(out, "{}", t.trim_fmt())?;
    writeln!(out, "{}", lang.pick("stagger explain 规则：逐条解释", "stagger explain RULE explains one"))
}

fn explain(out: &mut impl Write, r: &Rule, lang: Lang) -> io::Result<()> {
    let (name, level) = (r.name.pick(lang), severity(r.severity).pick(lang));
    writeln!(out, "{}  {name}  ({level}; {})\n", r.id.id(), r.scope.name().pick(lang))?;
    let mut part = |title: Text, body: &str| writeln!(out, "{}\n  {body}\n", title.pick(lang));
    part(
        Text::new("条款", "Clause"),
        &format!("〔{}〕{}\n  [{}] {}", r.section.zh, r.clause.zh, r.section.en, r.clause.en),
    )?;
    part(Text::new("要求", "What must hold"), r.holds.pick(lang))?;
    part(Text::new("公式", "Formula"), r.formula)?;
    part(Text::new("数据来源", "Its numbers come from"), r.numbers_from.pick(lang))?;
    part(Text::new("示例", "Example"), r.example.pick(lang))?;
    part(Text::new("整改", "What to do"), r.advice.pick(lang))
}

fn to_json(r: &Rule, lang: Lang) -> Value {
    let both = |t: Text| json!({ "zh": t.zh, "en": t.en });
    json!({
        "rule": r.id.id(),
        "severity": severity_id(r.severity),
        "name": r.name.pick(lang),
        "scope": r.scope.name().pick(lang),
        "section": both(r.section),
        "clause": both(r.clause),
        "holds": r.holds.pick(lang),
        "formula": r.formula,
        "numbers_from": r.numbers_from.pick(lang),
        "example": r.example.pick(lang),
        "advice": r.advice.pick(lang),
        "linear": r.tests.iter().any(|t| matches!(t, Test::Rows(_))),
    })
}
