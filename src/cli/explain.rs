//! `stagger explain`: the rules and what an audit finds, and one of them with its clause, formula, sources and an example.

use super::{Failure, Format, Globals, Outcome, parse_rule, write_json};
use crate::audit::{AuditKind, KINDS, KindRecord};
use crate::lang::{Lang, Note, Text};
use crate::report::table::table;
use crate::rules::{RULES, Rule, RuleId};
use crate::say;
use serde_json::{Value, json};
use std::io::{self, Write};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// A rule, as BF-RATIO, or what an audit finds, as LATE-STOP; none: list all
    #[arg(value_parser = parse_topic, value_name = "RULE")]
    topic: Option<Topic>,
}

/// What is to be explained.
#[derive(Debug, Clone, Copy)]
enum Topic {
    Rule(RuleId),
    Found(AuditKind),
}

fn parse_topic(id: &str) -> Result<Topic, Note> {
    AuditKind::from_id(id).map_or_else(|| parse_rule(id).map(Topic::Rule), |kind| Ok(Topic::Found(kind)))
}

/// Runs it.
///
/// # Errors
/// Standard output is gone or full.
pub fn run(args: &ExplainArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    match (args.topic, globals.format == Format::Json) {
        (None, false) => list(out, lang)?,
        (None, true) => {
            let rules: Vec<Value> = RULES.iter().map(|r| to_json(r, lang)).collect();
            let audit: Vec<Value> = KINDS.iter().map(|k| kind_json(k, lang)).collect();
            write_json(out, &json!({ "rules": rules, "audit": audit }))?;
        }
        (Some(Topic::Rule(id)), false) => explain(out, id.rule(), lang)?,
        (Some(Topic::Rule(id)), true) => write_json(out, &to_json(id.rule(), lang))?,
        (Some(Topic::Found(kind)), false) => explain_kind(out, kind.record(), lang)?,
        (Some(Topic::Found(kind)), true) => write_json(out, &kind_json(kind.record(), lang))?,
    }
    Ok(Outcome::Done)
}

fn list(out: &mut impl Write, lang: Lang) -> io::Result<()> {
    let mut t = table(
        &[
            &say!(lang, "cli-explain-rule"),
            &say!(lang, "cli-explain-severity"),
            &say!(lang, "cli-explain-name"),
            &say!(lang, "cli-explain-stated-of"),
        ],
        4,
    );
    for r in RULES {
        t.add_row([r.id.id(), &r.severity.name(lang), r.name.pick(lang), r.scope.name().pick(lang)]);
    }
    writeln!(out, "{}\n", t.trim_fmt())?;
    let mut t =
        table(&[&say!(lang, "cli-explain-found"), &say!(lang, "cli-explain-verdict"), &say!(lang, "cli-explain-name")], 3);
    for k in KINDS {
        t.add_row([k.id, k.verdict.name().pick(lang), k.name.pick(lang)]);
    }
    writeln!(out, "{}", t.trim_fmt())?;
    writeln!(out, "{}", say!(lang, "cli-explain-one"))
}

fn explain(out: &mut impl Write, r: &Rule, lang: Lang) -> io::Result<()> {
    let (name, level) = (r.name.pick(lang), r.severity.name(lang));
    writeln!(out, "{}  {name}  ({level}; {})\n", r.id.id(), r.scope.name().pick(lang))?;
    let mut part = |title: String, body: &str| writeln!(out, "{title}\n  {body}\n");
    part(
        say!(lang, "cli-explain-clause"),
        &format!("〔{}〕{}\n  [{}] {}", r.section.zh, r.clause.zh, r.section.en, r.clause.en),
    )?;
    part(say!(lang, "cli-explain-holds"), r.holds.pick(lang))?;
    part(say!(lang, "cli-explain-formula"), r.formula)?;
    part(say!(lang, "cli-explain-numbers-from"), r.numbers_from.pick(lang))?;
    part(say!(lang, "cli-explain-example"), r.example.pick(lang))?;
    part(say!(lang, "cli-explain-advice"), r.advice.pick(lang))
}

fn explain_kind(out: &mut impl Write, k: &KindRecord, lang: Lang) -> io::Result<()> {
    writeln!(out, "{}  {}  ({})\n", k.id, k.name.pick(lang), k.verdict.name().pick(lang))?;
    let mut part = |title: String, body: &str| writeln!(out, "{title}\n  {body}\n");
    part(say!(lang, "cli-explain-clause"), &format!("{}\n  {}", k.clause.zh, k.clause.en))?;
    part(say!(lang, "cli-explain-when"), k.holds.pick(lang))?;
    part(say!(lang, "cli-explain-advice"), k.advice.pick(lang))
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
        "severity": r.severity.id(),
        "name": r.name.pick(lang),
        "scope": r.scope.name().pick(lang),
        "section": both(r.section),
        "clause": both(r.clause),
        "holds": r.holds.pick(lang),
        "formula": r.formula,
        "numbers_from": r.numbers_from.pick(lang),
        "example": r.example.pick(lang),
        "advice": r.advice.pick(lang),
        "linear": r.is_linear(),
    })
}
