//! Text to a spanned table, with every syntax error.

use super::source::{Errors, MOST_VALUES, Source};
use crate::both;
use toml::de::DeTable;

/// Above this length the parser's first error stands for all: it keeps one record per faulty byte.
const RECOVER_BYTES: usize = 2 << 20;

/// Beginnings of the parser's commonest messages; the catalogue has them in Chinese, joined by hyphens.
const KNOWN: [&str; 18] = [
    "duplicate key",
    "cannot recurse further",
    "recursion limit",
    "key with no value",
    "missing value",
    "missing comma",
    "extra comma",
    "string values must be quoted",
    "unclosed array",
    "unclosed inline table",
    "unclosed table",
    "missing assignment",
    "invalid unquoted key",
    "invalid datetime",
    "invalid",
    "cannot extend value",
    "unexpected",
    "missing opening quote",
];

/// Parses a text; `None` where it is so faulty that a look at its fields would say nothing more.
pub(super) fn parse<'a>(source: &'a Source, errors: &mut Errors<'a>) -> Option<DeTable<'a>> {
    if let Some(values) = source.too_many_values() {
        let (most, values) = (MOST_VALUES.to_string(), values.to_string());
        errors.add_whole(both!("input-too-many-values", most = most, values = values)).help(both!("input-split"));
        return None;
    }
    let long = source.text.len() > RECOVER_BYTES;
    let (table, faults) = if long {
        match DeTable::parse(&source.text) {
            Ok(table) => (Some(table), Vec::new()),
            Err(e) => (None, vec![e]),
        }
    } else {
        let (table, faults) = DeTable::parse_recoverable(&source.text);
        (Some(table), faults)
    };
    let mut last_line = 0;
    for fault in &faults {
        let span = fault.span().unwrap_or(source.text.len()..source.text.len());
        errors.broken.push(span.start);
        let line = source.line(span.start);
        if line == last_line || errors.full() {
            continue; // what follows on a faulty line is mostly an echo of its first fault
        }
        last_line = line;
        if let Some(day) = day_at(&source.text, span.start).filter(|day| super::walk::no_such_day(day)) {
            super::walk::no_day(span.start..span.start + day.len(), day, errors);
            continue;
        }
        let message = fault.message();
        let fault = KNOWN.into_iter().find(|k| message.starts_with(k)).unwrap_or("other").replace(' ', "-");
        let twice = message.starts_with("duplicate key") && !errors.many();
        let first = twice.then(|| earlier(source, span.clone()));
        let error = errors.add(span, both!("toml-fault", fault = fault, message = message));
        match first {
            Some(Some(line)) => error.help(both!("toml-twice-line", line = line.to_string())),
            Some(None) => error.help(both!("toml-twice")),
            None => error.help(both!("toml-help")),
        };
    }
    errors.broken.sort_unstable();
    table.map(toml::Spanned::into_inner)
}

/// What stands at a place, of the length of a day.
fn day_at(text: &str, at: usize) -> Option<&str> {
    text.get(at..at.checked_add(10)?)
}

/// The line before a doubled key's own that holds it too: in its table, or as a header.
fn earlier(source: &Source, key: std::ops::Range<usize>) -> Option<usize> {
    let (line, name) = (source.line(key.start), source.text.get(key)?);
    let lines: Vec<&str> = source.text.lines().take(line).collect();
    let (own, before) = lines.split_last()?;
    if own.trim_start().starts_with('[') {
        let header = own.split('#').next().unwrap_or_default().trim();
        return before.iter().rposition(|l| l.split('#').next().unwrap_or_default().trim() == header).map(|i| i + 1);
    }
    let is_it = |l: &&str| l.trim_start().strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
    if !is_it(own) {
        return None; // within an inline table
    }
    let table = before.iter().rposition(|l| l.trim_start().starts_with('[')).map_or(0, |i| i + 1);
    before[table..].iter().rposition(is_it).map(|i| table + i + 1)
}
