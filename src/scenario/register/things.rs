//! What a register's rows add up to, and its text.

use crate::sheet::{CellAt, Draft, fold};

/// A field's value in TOML, and its cell.
#[derive(Debug, Clone)]
pub(super) struct Filed {
    pub(super) name: &'static str,
    pub(super) toml: String,
    pub(super) at: CellAt,
}

impl Filed {
    /// Its value.
    pub(super) fn value(&self) -> Option<toml::Value> {
        format!("v = {}", self.toml).parse::<toml::Table>().ok()?.remove("v")
    }
}

/// A thing of the scenario in the making.
#[derive(Debug)]
pub(super) struct Thing {
    /// What others call it, folded: its id, then its name.
    pub(super) keys: Vec<String>,
    pub(super) at: CellAt,
    pub(super) fields: Vec<Filed>,
    /// Tables in its fields: one or a list of them.
    pub(super) parts: Vec<Part>,
    pub(super) units: Vec<Thing>,
}

#[derive(Debug)]
pub(super) struct Part {
    pub(super) field: &'static str,
    pub(super) list: bool,
    pub(super) at: CellAt,
    pub(super) entries: Vec<(String, String, CellAt)>,
}

impl Thing {
    pub(super) fn new(at: CellAt) -> Self {
        Self { keys: Vec::new(), at, fields: Vec::new(), parts: Vec::new(), units: Vec::new() }
    }

    /// A field that is a text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        Some(self.fields.iter().find(|f| f.name == name)?.value()?.as_str()?.to_owned())
    }

    /// Whether it is what an id stands for.
    pub(super) fn is(&self, id: &str) -> bool {
        self.keys.first().is_some_and(|k| k == id)
    }
}

/// The things that a word stands for: that of such an id, else all of such a name.
pub(super) fn called(word: &str, among: &[Thing]) -> Vec<usize> {
    let key = fold(word);
    let named = |(i, t): (usize, &Thing)| t.keys.contains(&key).then_some(i);
    among.iter().position(|t| t.is(&key)).map_or_else(|| among.iter().enumerate().filter_map(named).collect(), |i| vec![i])
}

/// Writes a thing: its fields, its tables, its units.
pub(super) fn emit(draft: &mut Draft, header: &str, thing: Thing) {
    draft.header(header, thing.at);
    for f in &thing.fields {
        draft.field(f.name, &f.toml, f.at);
    }
    let mut written: Vec<&str> = Vec::new();
    for part in &thing.parts {
        if written.contains(&part.field) {
            continue;
        }
        written.push(part.field);
        let all: Vec<&Part> = thing.parts.iter().filter(|p| p.field == part.field).collect();
        draft.mark(part.field, part.at);
        draft.push(if part.list { " = [ " } else { " = " });
        for (i, p) in all.iter().enumerate() {
            draft.push(if i > 0 { ", " } else { "" });
            inline(draft, p);
        }
        draft.push(if part.list { " ]\n" } else { "\n" });
    }
    for unit in thing.units {
        emit(draft, "[[enterprises.units]]", unit);
    }
}

/// Writes an inline table; its braces are its first cell's.
fn inline(draft: &mut Draft, part: &Part) {
    draft.mark("{ ", part.at);
    for (i, (name, toml, at)) in part.entries.iter().enumerate() {
        draft.push(if i > 0 { ", " } else { "" });
        draft.mark(&format!("{name} = {toml}"), *at);
    }
    draft.push(" }");
}
