//! A report as Markdown with GitHub's tables: text from files keeps no mark of the language.

use super::{Block, Cell, Document, Table, anchor};
use crate::rules::RuleId;
use std::fmt::Write as _;

/// The file. Charts have no place in it.
pub fn markdown(d: &Document) -> String {
    let mut out = format!("# {}\n", plain(&d.title));
    for s in &d.sections {
        let _ = write!(out, "\n## {}\n", plain(&s.title));
        for b in &s.blocks {
            match b {
                Block::Text(text, rules) => {
                    let _ = write!(out, "\n{}{}\n", plain(text), links(rules, " "));
                }
                Block::Table(t) => table(&mut out, t),
                Block::Chart(_) => {}
            }
        }
    }
    out
}

fn table(out: &mut String, t: &Table) {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heads = t.columns.iter().map(|c| plain(&c.head) + &links(&c.rules, " ")).collect();
    let rules = t.of_numbers().iter().map(|n| if *n { "---:" } else { "---" }.to_owned()).collect();
    out.push('\n');
    out.push_str(&row(heads));
    out.push_str(&row(rules));
    for cells in &t.rows {
        out.push_str(&row(cells.iter().map(cell).collect()));
    }
}

fn cell(c: &Cell) -> String {
    let target = c.clause_of.map(|r| format!("<a id=\"{}\"></a>", anchor(r))).unwrap_or_default();
    let gap = if c.text.is_empty() { "" } else { " " };
    target + &plain(&c.text) + &links(&c.rules, gap)
}

/// Links to the clauses of rules, `before` the first.
fn links(rules: &[RuleId], before: &str) -> String {
    let all: Vec<String> = rules.iter().map(|&r| format!("[{}](#{})", r.id(), anchor(r))).collect();
    if all.is_empty() { String::new() } else { before.to_owned() + &all.join(" ") }
}

/// Text that stays text.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
