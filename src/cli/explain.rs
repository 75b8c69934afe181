//! `stagger explain`: the rules and what an audit finds, and one of them with its clause, formula, sources and an example.

use super::{Failure, Format, Globals, Outcome, parse_rule, write_json};
use crate::audit::{AuditKind, KINDS, KindRecord};
use crate::lang::{Lang, Text};
use crate::report::findings::severity_id;
use crate::report::table::table;
use crate::rules::{RULES, Rule, RuleId, Severity, Test};
use serde_json::{Value, json};
use std::io::{self, Write};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// 规则编号，如BF-RATIO，或核查问题，如LATE-STOP；不填则列出全部 | a rule, as BF-RATIO, or what an audit finds, as LATE-STOP; none: list all
    #[arg(value_parser = parse_topic, value_name = "RULE")]
    topic: Option<Topic>,
}

/// What is to be explained.
#[derive(Debug, Clone, Copy)]
enum Topic {
    Rule(RuleId),
    Found(AuditKind),
}

fn parse_topic(id: &str) -> Result<Topic, String> {
    AuditKind::from_id(id).map_or_else(|| parse_rule(id).map(Topic::Rule), |kind| Ok(Topic::Found(kind)))
}

/// Runs it.
///
/// # Errors
/// Standard output is gone or full.
pub fn run(args: &ExplainArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    match (args.topic, globals.format) {
        (None, Format::Text) => list(out, lang)?,
        (None, Format::Json) => {
            let rules: Vec<Value> = RULES.iter().map(|r| to_json(r, lang)).collect();
            let audit: Vec<Value> = KINDS.iter().map(|k| kind_json(k, lang)).collect();
            write_json(out, &json!({ "rules": rules, "audit": audit }))?;
        }
        (Some(Topic::Rule(id)), Format::Text) => explain(out, id.rule(), lang)?,
        (Some(Topic::Rule(id)), Format::Json) => write_json(out, &to_json(id.rule(), lang))?,
        (Some(Topic::Found(kind)), Format::Text) => explain_kind(out, kind.record(), lang)?,
        (Some(Topic::Found(kind)), Format::Json) => write_json(out, &kind_json(kind.record(), lang))?,
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
    writeln!(out, "{}\n", t.trim_fmt())?;
    let mut t = match lang {
        Lang::Zh => table(&["核查问题", "结论", "名称"], 3),
        Lang::En => table(&["found by audit", "verdict", "name"], 3),
    };
    for k in KINDS {
        t.add_row([k.id, k.verdict.name().pick(lang), k.name.pick(lang)]);
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

fn explain_kind(out: &mut impl Write, k: &KindRecord, lang: Lang) -> io::Result<()> {
    writeln!(out, "{}  {}  ({})\n", k.id, k.name.pick(lang), k.verdict.name().pick(lang))?;
    let mut part = |title: Text, body: &str| writeln!(out, "{}\n  {body}\n", title.pick(lang));
    part(Text::new("条款", "Clause"), &format!("{}\n  {}", k.clause.zh, k.clause.en))?;
    part(Text::new("何时认定", "When it is found"), k.holds.pick(lang))?;
    part(Text::new("整改", "What to do"), k.advice.pick(lang))
}

fn kind_json(k: &KindRecord, lang: Lang) -> Value {
    json!({
        "kind": k.id,
        "verdict": k.verdict.id(),
        "name": k.name.pick(lang),
        "clause": { "zh": k.clause.zh, "en": k.clause.en },
        "holds": k.holds.pick(lang),
        "advice": k.advice.pick(lang),
    })
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
