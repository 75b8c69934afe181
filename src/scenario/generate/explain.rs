//! A scenario file with a word on each field, from the tables that reading walks: where a field first stands, and for those that
//! are left out, as lines to be filled in.

use crate::input::{Field, Record, Type};
use crate::scenario::format::SCENARIO;
use std::fmt::Write as _;

/// Comments begin at this column where there is room.
const COLUMN: usize = 34;

/// The text of a scenario with comments.
pub(super) fn explained(text: &str) -> String {
    let (mut out, mut told) = (String::new(), Vec::<&Field>::new());
    // a block is what stands between two blank lines: a header but for the first, and its fields
    for (i, block) in text.split("\n\n").enumerate() {
        let record = block.lines().find_map(|l| l.strip_prefix("[[")).map_or(Some(&SCENARIO), of_header);
        out += if i == 0 { "" } else { "\n" };
        let Some(record) = record else {
            out += block;
            out.push('\n');
            continue;
        };
        let is_told = |told: &[&Field], f: &Field| told.iter().any(|t| std::ptr::eq(*t, f));
        let first = !record.fields.iter().any(|f| is_told(&told, f));
        let mut here = Vec::new();
        for line in block.lines() {
            let field = line.split_once(" = ").and_then(|(name, _)| record.fields.iter().find(|f| f.name == name));
            here.extend(field.map(|f| f.name));
            match field.filter(|f| !is_told(&told, f)) {
                Some(f) => {
                    told.push(f);
                    with_comment(&mut out, line, f);
                }
                None => {
                    let _ = writeln!(out, "{line}");
                }
            }
        }
        for f in record.fields.iter().filter(|f| first && !f.required && !here.contains(&f.name) && !has_header(record, f)) {
            with_comment(&mut out, &format!("# {} = {}", f.name, blank(&f.ty)), f);
        }
    }
    out
}

/// The record of a header without its brackets at the start: `enterprises.units]]`.
fn of_header(rest: &str) -> Option<&'static Record> {
    rest.trim_end_matches(']').split('.').try_fold(&SCENARIO, |record, name| {
        match record.fields.iter().find(|f| f.name == name)?.ty {
            Type::List(Type::Table(inner)) => Some(*inner),
            _ => None,
        }
    })
}

/// Whether a field's tables stand below headers of their own.
fn has_header(record: &Record, f: &Field) -> bool {
    f.name == "units" && record.name == "[[enterprises]]"
}

fn with_comment(out: &mut String, line: &str, f: &Field) {
    let width = unicode_width::UnicodeWidthStr::width(line);
    let gap = " ".repeat(COLUMN.saturating_sub(width).max(2));
    let of = match &f.ty {
        Type::Choice(words) | Type::List(Type::Choice(words)) => format!(" ({})", words.join(", ")),
        _ => String::new(),
    };
    let _ = writeln!(out, "{line}{gap}# {} {}{of}", f.zh, f.en);
}

/// A value to be filled in.
fn blank(ty: &Type) -> String {
    match ty {
        Type::Table(record) => {
            let fields: Vec<String> =
                record.fields.iter().filter(|f| f.required).map(|f| format!("{} = {}", f.name, blank(&f.ty))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Type::List(inner) => format!("[{}]", blank(inner)),
        Type::OneOrList(inner) => blank(inner),
        Type::Map(_, inner) => format!("{{ … = {} }}", blank(inner)),
        _ => "…".to_owned(),
    }
}
