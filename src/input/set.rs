//! `--set KEY=VALUE`: values put into a parsed file before it is checked, so that all checks hold for them too.
//!
//! KEY is the way to the field, its steps separated by dots: names of fields, kinds, grades, levels and months as the file has them;
//! of a list the item's `id`, `name` or `year`, or where it has none its number from 1. A step with a dot or `=` in it stands in
//! quotes. VALUE is written as in the file; a text needs no quotes.

use super::error::SET;
use super::field::{Field, Record, Type};
use super::source::{Errors, Source};
use super::{InputError, suggest};
use crate::both;
use crate::lang::Note;
use std::borrow::Cow;
use std::ops::Range;
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// One `--set`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    text: String,
    steps: Vec<Step>,
    value: Range<usize>,
}

/// A step of the way, and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    name: String,
    span: Range<usize>,
}

impl FromStr for Set {
    type Err = Note;

    fn from_str(text: &str) -> Result<Self, Note> {
        let (steps, rest) = steps(text)?;
        let value = rest + (text.len() - rest - text[rest..].trim_start().len())..text.trim_end().len();
        if value.is_empty() {
            return Err(both!("set-no-value"));
        }
        let mut set = Self { text: text.to_owned(), steps, value };
        if set.text[set.value.clone()].starts_with('.') {
            set.text.insert(set.value.start, '0'); // .45, which TOML does not know
            set.value.end += 1;
        }
        Ok(set)
    }
}

/// The steps before the `=`, and where what follows it begins.
fn steps(text: &str) -> Result<(Vec<Step>, usize), Note> {
    let wrong = |why: Note| Err(both!("set-wrong", why = why));
    let (mut out, mut at) = (Vec::new(), 0);
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let quote = text[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
        let (name, end) = if let Some(quote) = quote {
            let Some(len) = text[at + 1..].find(quote) else { return wrong(both!("set-open-quote")) };
            (at + 1..at + 1 + len, at + len + 2)
        } else {
            let Some(len) = text[at..].find(['.', '=']) else { return wrong(both!("set-no-equals")) };
            (at..at + text[at..at + len].trim_end().len(), at + len)
        };
        if name.is_empty() {
            return wrong(both!("set-empty-step"));
        }
        out.push(Step { name: text[name.clone()].to_owned(), span: name });
        let rest = text[end..].trim_start();
        at = text.len() - rest.len() + 1;
        match rest.chars().next() {
            Some('=') => return Ok((out, at)),
            Some('.') => {}
            _ => return wrong(both!("set-after-step")),
        }
    }
}

impl Set {
    /// Of a text field at the top of the file.
    pub fn new(field: &str, text: &str) -> Self {
        let value = toml::Value::String(text.to_owned()).to_string();
        Self {
            steps: vec![Step { name: field.to_owned(), span: 0..field.len() }],
            value: field.len() + 1..field.len() + 1 + value.len(),
            text: format!("{field}={value}"),
        }
    }

    /// As given, but for a 0 before a value that began with a point.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its first step.
    pub fn root(&self) -> &str {
        self.steps.first().map_or("", |s| &s.name)
    }

    /// Without its first step, if others follow.
    #[must_use]
    pub fn without_root(mut self) -> Self {
        if self.steps.len() > 1 {
            self.steps.remove(0);
        }
        self
    }

    /// The key and the value, however they are written: numbers as such, days as texts.
    pub fn change(&self) -> (Vec<&str>, toml::Value) {
        let text = &self.text[self.value.clone()];
        let value = text.parse().unwrap_or_else(|_| toml::Value::String(text.to_owned()));
        (self.steps.iter().map(|s| s.name.as_str()).collect(), plain(value))
    }

    /// How many steps it has.
    pub fn depth(&self) -> usize {
        self.steps.len()
    }
}

/// A value that equals another where both say the same.
fn plain(value: toml::Value) -> toml::Value {
    match value {
        toml::Value::Integer(i) => toml::Value::Float(i as f64),
        toml::Value::Datetime(d) => toml::Value::String(d.to_string()),
        toml::Value::Array(list) => toml::Value::Array(list.into_iter().map(plain).collect()),
        toml::Value::Table(t) => toml::Value::Table(t.into_iter().map(|(k, v)| (k, plain(v))).collect()),
        simple => simple,
    }
}

/// Errors of the fields of one file that are given twice.
pub fn given_twice(sets: &[Set]) -> Vec<InputError> {
    let earlier = |i: usize| sets[..i].iter().find(|other| other.change().0 == sets[i].change().0);
    let twice = sets.iter().enumerate().filter_map(|(i, set)| Some((earlier(i)?, set)));
    let error = |(first, set): (&Set, &Set)| {
        let ((key, value), (_, before)) = (set.change(), first.change());
        let (key, [first, set]) = (key.join("."), [first, set].map(|s| format!("{SET}{}", s.text.trim())));
        let says = if value == before {
            both!("set-twice", key = key, first = first, set = set)
        } else {
            both!("set-two-values", key = key, first = first, set = set)
        };
        let mut e = InputError::whole_file(&set, says);
        e.help(both!("set-twice-help"));
        e
    };
    twice.map(error).collect()
}

/// Puts the values that a source is read with into its table.
pub(super) fn apply<'a>(table: &mut DeTable<'a>, source: &'a Source, record: &'static Record, errors: &mut Errors<'a>) {
    for (set, base) in source.sets() {
        let mut way = Way { set, base, errors };
        let value = way.value();
        if let [first, rest @ ..] = set.steps.as_slice()
            && let Some(field) = way.field(record, first, source.known_elsewhere())
        {
            way.into_table(table, first, &field.ty, rest, value);
        }
    }
}

/// On the way to a field.
struct Way<'e, 'a> {
    set: &'a Set,
    /// Where the set's text begins among the places of the source.
    base: usize,
    errors: &'e mut Errors<'a>,
}

impl<'a> Way<'_, 'a> {
    fn at(&self, span: &Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }

    /// The value as the file would hold it; what is no TOML is a text.
    fn value(&self) -> Spanned<DeValue<'a>> {
        let text: &'a str = &self.set.text[self.set.value.clone()];
        let from = self.base + self.set.value.start;
        match DeValue::parse(text) {
            Ok(value) => shifted(value, from),
            Err(_) => Spanned::new(from..from + text.len(), DeValue::String(Cow::Borrowed(text))),
        }
    }

    fn error(&mut self, step: &Step, says: Note) -> &mut InputError {
        let at = self.at(&step.span);
        self.errors.add(at, says)
    }

    fn field(&mut self, record: &'static Record, step: &Step, also: &[&'static str]) -> Option<&'static Field> {
        let found = record.fields.iter().find(|f| f.name == step.name);
        if found.is_none() {
            let name = &step.name;
            let e = self.error(step, super::walk::unknown_field(name, record));
            let known: Vec<&str> = record.fields.iter().map(|f| f.name).chain(also.iter().copied()).collect();
            suggest(e, name, known);
        }
        found
    }

    /// To an entry of a table, which is made where it is not there.
    fn into_table(
        &mut self,
        table: &mut DeTable<'a>,
        step: &'a Step,
        ty: &Type,
        rest: &'a [Step],
        value: Spanned<DeValue<'a>>,
    ) {
        if !table.contains_key(step.name.as_str()) {
            let empty = match ty {
                Type::List(_) | Type::OneOrList(_) => DeValue::Array(DeArray::new()),
                _ => DeValue::Table(DeTable::new()),
            };
            let at = self.at(&step.span);
            table.insert(Spanned::new(at.clone(), Cow::Borrowed(&step.name)), Spanned::new(at, empty));
        }
        if let Some(entry) = table.get_mut(step.name.as_str()) {
            self.into(entry, step, ty, rest, value);
        }
    }

    /// To what a type holds; `last` is the step that led there.
    fn into(
        &mut self,
        place: &mut Spanned<DeValue<'a>>,
        last: &'a Step,
        ty: &Type,
        rest: &'a [Step],
        value: Spanned<DeValue<'a>>,
    ) {
        let [step, further @ ..] = rest else {
            *place = match ty {
                // a text may look like a number or a day
                Type::Text | Type::Choice(_) if !value.get_ref().is_str() => {
                    let text: &'a str = &self.set.text[self.set.value.clone()];
                    Spanned::new(value.span(), DeValue::String(Cow::Borrowed(text)))
                }
                _ => value,
            };
            return;
        };
        match (ty, place.get_mut()) {
            (Type::Table(record), DeValue::Table(table)) => {
                if let Some(field) = self.field(record, step, &[]) {
                    self.into_table(table, step, &field.ty, further, value);
                }
            }
            (Type::OneOrList(inner), DeValue::Table(_)) => {
                let rest = if step.name == "1" { further } else { rest };
                self.into(place, last, inner, rest, value);
            }
            (Type::Map(_, inner), DeValue::Table(table)) => self.into_table(table, step, inner, further, value),
            (Type::NumberOrMap(limit, _), DeValue::Table(table)) => {
                self.into_table(table, step, &Type::Number(*limit), further, value);
            }
            (Type::List(inner) | Type::OneOrList(inner), DeValue::Array(list)) => {
                let item = self.item(list, inner, last, step).and_then(|i| list.get_mut(i));
                if let Some(item) = item {
                    self.into(item, step, inner, further, value);
                }
            }
            _ => {
                let (name, beyond) = (&last.name, &step.name);
                self.error(step, both!("set-beyond-value", name = name, beyond = beyond))
                    .expected(Note::of(|l| ty.expected(l)))
                    .help(both!("set-beyond-value-help", name = name));
            }
        }
    }

    /// The item of a list that a step names.
    fn item(&mut self, list: &DeArray<'a>, inner: &Type, last: &Step, step: &Step) -> Option<usize> {
        let Type::Table(record) = inner else { return self.by_number(list.len(), last, step) };
        let keys: Vec<&str> =
            ["id", "name", "year"].into_iter().filter(|k| record.fields.iter().any(|f| f.name == *k)).collect();
        if keys.is_empty() {
            return self.by_number(list.len(), last, step);
        }
        let of = |i: usize, key: &str| {
            let value = list[i].get_ref().as_table()?.get(key)?.get_ref();
            value.as_str().or_else(|| value.as_integer().map(toml::de::DeInteger::as_str)).map(str::to_owned)
        };
        for key in &keys {
            let mut found = (0..list.len()).filter(|&i| of(i, key).as_deref() == Some(&step.name));
            match (found.next(), found.next()) {
                (Some(one), None) => return Some(one),
                (None, _) => {}
                (Some(_), Some(_)) => {
                    let (name, key) = (&step.name, *key);
                    self.error(step, both!("set-several-items", key = key, name = name))
                        .help(both!("set-several-items-help"));
                    return None;
                }
            }
        }
        let known: Vec<String> = (0..list.len()).filter_map(|i| keys.iter().find_map(|k| of(i, k))).collect();
        let (name, within) = (&step.name, &last.name);
        let e = self.error(step, both!("set-no-item-named", name = name, within = within));
        if known.is_empty() {
            e.help(both!("set-none-filed"));
        } else {
            suggest(e, name, known.iter().map(String::as_str));
        }
        None
    }

    /// The item of a list by its number from 1.
    fn by_number(&mut self, len: usize, last: &Step, step: &Step) -> Option<usize> {
        let found = step.name.parse::<usize>().ok().filter(|n| (1..=len).contains(n));
        if found.is_none() {
            let (name, within) = (&step.name, &last.name);
            let e = self.error(step, both!("set-no-item-numbered", name = name, within = within));
            match len {
                0 => e.help(both!("set-none-filed")),
                _ => e.expected(both!("set-item-number", last = len.to_string())),
            };
        }
        found.map(|n| n - 1)
    }
}

/// A value that was parsed by itself, at its place.
fn shifted(value: Spanned<DeValue<'_>>, by: usize) -> Spanned<DeValue<'_>> {
    let span = |s: Range<usize>| s.start + by..s.end + by;
    let at = span(value.span());
    let moved = match value.into_inner() {
        DeValue::Array(list) => DeValue::Array(list.into_iter().map(|v| shifted(v, by)).collect()),
        DeValue::Table(table) => DeValue::Table(
            table.into_iter().map(|(k, v)| (Spanned::new(span(k.span()), k.into_inner()), shifted(v, by))).collect(),
        ),
        simple => simple,
    };
    Spanned::new(at, moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_steps_and_quotes_hold_dots() {
        let names = |text: &str| {
            let set: Set = text.parse().expect(text);
            let steps: Vec<&str> = set.steps.iter().map(|s| s.name.as_str()).collect();
            (steps.join("|"), set.text[set.value.clone()].to_owned())
        };
        for (text, steps, value) in [
            ("ratio.base.C=0.45", "ratio|base|C", "0.45"),
            (" ratio . base . B- = .35 ", "ratio|base|B-", "0.35"),
            ("enterprises.TS01.units.1#高炉.rate_t_d=3300", "enterprises|TS01|units|1#高炉|rate_t_d", "3300"),
            ("enterprises.\"a.b=c\".units.'\"1\"'.size=1", "enterprises|a.b=c|units|\"1\"|size", "1"),
            ("name=a = b", "name", "a = b"),
        ] {
            assert_eq!(names(text), (steps.to_owned(), value.to_owned()));
        }
        for wrong in ["", "=1", "a", "a.=1", ".a=1", "a=", "a= ", "\"a=1", "\"a\"b=1", "\"\"=1"] {
            let e = wrong.parse::<Set>().expect_err(wrong);
            assert_ne!(e.zh, e.en);
        }
    }
}
