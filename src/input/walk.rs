//! The walk: a table against its record of fields.

use super::field::{Field, Keys, MOST_CHARS, Record, Type};
use super::record::{date, month, number, whole};
use super::source::Errors;
use crate::kind::Kind;
use crate::lang::{Note, listed};
use crate::policy::Level;
use crate::rules::dated;
use crate::{both, say};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Walks a document; false where its schema is newer than ours, so that its fields are not ours to judge.
pub(super) fn document(table: &DeTable<'_>, record: &'static Record, errors: &mut Errors<'_>) -> bool {
    if let Some(v) = table.get("schema")
        && let Some(n) = whole(v.get_ref()).filter(|&n| n > super::SCHEMA)
    {
        let known = super::SCHEMA;
        errors
            .add(v.span(), both!("input-newer-schema", schema = n.to_string(), known = known))
            .expected(Note::of(|_| known.to_string()))
            .help(both!("input-newer-schema-help"));
        return false;
    }
    walk(table, 0..0, record, errors);
    true
}

/// The nearest of some names, where one is near enough to be meant.
pub fn nearest<'n>(name: &str, among: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > 100 {
        return None;
    }
    among
        .into_iter()
        .map(|n| (strsim::damerau_levenshtein(name, n), n))
        .min()
        .filter(|&(d, n)| d <= (n.chars().count() / 3).max(1) && d < n.chars().count())
        .map(|(_, n)| n)
}

/// Names told at most, where none is near.
const MOST_NAMED: usize = 25;

/// Says which name may have been meant, or which there are.
pub fn suggest<'n>(error: &mut super::InputError, name: &str, among: impl IntoIterator<Item = &'n str> + Clone) {
    if !error.is_kept() {
        return;
    }
    if let Some(n) = nearest(name, among.clone()) {
        error.help(both!("input-did-you-mean", name = n));
        return;
    }
    let mut all: Vec<_> = among.into_iter().take(MOST_NAMED + 1).collect();
    if all.len() > MOST_NAMED {
        all.truncate(MOST_NAMED - 1);
        all.push("…");
    }
    error.help(both!("input-known", names = |l| listed(&all, l)));
}

/// What is said of a field that a record has not.
pub(super) fn unknown_field(name: &str, record: &Record) -> Note {
    both!("input-unknown-field", name = name, place = |l| record.place(l))
}

fn walk(table: &DeTable<'_>, span: Range<usize>, record: &'static Record, errors: &mut Errors<'_>) {
    if errors.full() {
        return;
    }
    for (key, value) in table {
        if errors.full() {
            return;
        }
        let name = key.get_ref().as_ref();
        if let Some(field) = record.fields.iter().find(|f| f.name == name) {
            check(value, &field.ty, (field, name), errors);
        } else {
            let e = errors.add(key.span(), unknown_field(name, record));
            suggest(e, name, record.fields.iter().map(|f| f.name));
        }
    }
    for field in record.fields.iter().filter(|f| f.required && !table.contains_key(f.name)) {
        if !may_hold_broken(&span, errors) {
            let (name, means) = (field.name, field.means());
            errors
                .add(span.clone(), both!("input-missing-field", name = name, place = |l| record.place(l)))
                .help(both!("input-missing-field-help", name = name, means = means, expected = |l| field.ty.expected(l)))
                .value = None;
        }
    }
    let day = |name: &str| table.get(name).and_then(|v| Some((date(v.get_ref())?, v.span())));
    if record.ordered
        && let (Some((a, _)), Some((b, at))) = (day("start"), day("end"))
        && a > b
    {
        errors.add(at, both!("input-start-after-end", start = a, end = b)).help(both!("input-start-after-end-help"));
    }
}

/// Whether the text of a record (up to the next header, where it has one) holds a syntax error, which may have eaten fields.
fn may_hold_broken(span: &Range<usize>, errors: &Errors<'_>) -> bool {
    let text = &errors.source.text;
    let next = text.get(span.end..).and_then(|t| t.find("\n[")).map_or(text.len(), |i| span.end + i);
    errors.is_broken(span.start..next)
}

fn wrong(value: &Spanned<DeValue<'_>>, ty: &Type, (field, name): (&Field, &str), errors: &mut Errors<'_>) {
    // the parser puts an empty value where the text is no value, which it has said
    if errors.is_broken(value.span()) || value.span().is_empty() {
        return;
    }
    if let (Type::Date, Some(day)) = (ty, value.get_ref().as_str().filter(|s| no_such_day(s))) {
        no_day(value.span(), day, errors);
        return;
    }
    let sheet = errors.source.is_sheet();
    let expected = Note::of(|l| match ty {
        Type::Number(limit) | Type::NumberOrMap(limit, _)
            if let Some(words) = number(value.get_ref()).and_then(|x| limit.beyond(x, l)) =>
        {
            words
        }
        Type::Text if value.get_ref().as_str().is_some_and(is_long) => {
            say!(l, "input-text-at-most", most = MOST_CHARS.to_string())
        }
        _ if sheet => ty.expected_in_cell(l),
        _ => ty.expected(l),
    });
    let near = match (ty, value.get_ref().as_str()) {
        (Type::Choice(words), Some(word)) => nearest(word, words.iter().copied()),
        _ => None,
    };
    let help = near.map_or_else(
        || both!("input-wrong-value-help", name = field.name, means = field.means()),
        |near| both!("input-did-you-mean", name = near),
    );
    errors.add(value.span(), both!("input-wrong-value", name = name)).expected(expected).help(help);
}

/// `named`: the field, and its name with those of the keys within it that lead to the value.
fn check(value: &Spanned<DeValue<'_>>, ty: &Type, named: (&Field, &str), errors: &mut Errors<'_>) {
    let v = value.get_ref();
    match (ty, v) {
        (Type::Table(record), DeValue::Table(table)) => walk(table, value.span(), record, errors),
        (Type::List(inner) | Type::OneOrList(inner), DeValue::Array(list)) => {
            for item in list {
                check(item, inner, named, errors);
            }
        }
        (Type::OneOrList(inner), _) => check(value, inner, named, errors),
        (Type::NumberOrMap(limit, keys), DeValue::Table(table)) => map(table, *keys, &Type::Number(*limit), named, errors),
        (Type::Map(keys, inner), DeValue::Table(table)) => map(table, *keys, inner, named, errors),
        (Type::Date, DeValue::Datetime(d)) if d.time.is_some() => {
            wrong_time(value.span(), named.1, errors);
        }
        (Type::Date, DeValue::String(s)) if date(v).is_none() && s.contains(':') => {
            wrong_time(value.span(), named.1, errors);
        }
        _ if !simple(v, ty) => wrong(value, ty, named, errors),
        _ => {}
    }
}

/// Whether a text is written as a day and is none of the calendar.
pub(super) fn no_such_day(text: &str) -> bool {
    let part = |r: Range<usize>| text.get(r).filter(|p| p.bytes().all(|b| b.is_ascii_digit()));
    let dashes = |b: &[u8]| b.len() == 10 && b[4] == b'-' && b[7] == b'-';
    let written = dashes(text.as_bytes()) && [0..4, 5..7, 8..10].into_iter().all(|r| part(r).is_some());
    written && chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_err()
}

/// Says that there is no such day.
pub(super) fn no_day(span: Range<usize>, day: &str, errors: &mut Errors<'_>) {
    errors
        .add(span, both!("input-no-day", day = day))
        .expected(both!("input-no-day-expected"))
        .help(both!("input-no-day-help"));
}

fn wrong_time(span: Range<usize>, name: &str, errors: &mut Errors<'_>) {
    errors.add(span, both!("input-time", name = name)).expected(both!("input-date")).help(both!("input-time-help"));
}

fn is_long(text: &str) -> bool {
    text.chars().nth(MOST_CHARS).is_some()
}

/// Whether a value is of a type that has no parts.
fn simple(v: &DeValue<'_>, ty: &Type) -> bool {
    match ty {
        Type::Text => v.as_str().is_some_and(|s| !s.trim().is_empty() && !is_long(s)),
        Type::Flag => v.is_bool(),
        Type::Date => date(v).is_some(),
        Type::Number(limit) | Type::NumberOrMap(limit, _) => number(v).is_some_and(|x| limit.holds(x)),
        Type::Whole(lo, hi) => whole(v).is_some_and(|n| (*lo..=*hi).contains(&n)),
        Type::Choice(words) => v.as_str().is_some_and(|s| words.contains(&s)),
        Type::Table(_) | Type::List(_) | Type::OneOrList(_) | Type::Map(..) => false,
    }
}

fn map(table: &DeTable<'_>, keys: Keys, inner: &Type, (field, way): (&Field, &str), errors: &mut Errors<'_>) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        check(value, inner, (field, &format!("{way}.{name}")), errors);
        match keys {
            Keys::Kinds if Kind::from_id(name).is_none() => {
                suggest(errors.add(key.span(), both!("input-unknown-kind", name = name)), name, Kind::IDS);
            }
            Keys::DatedRules if dated().all(|id| id != name) => {
                suggest(errors.add(key.span(), both!("input-unknown-dated-rule", name = name)), name, dated());
            }
            Keys::Levels if Level::ALL.iter().all(|l| l.id() != name) => {
                suggest(errors.add(key.span(), both!("input-unknown-level", name = name)), name, Level::ALL.map(Level::id));
            }
            Keys::Months if month(name).is_none() => {
                errors
                    .add(key.span(), both!("input-unknown-month", name = name))
                    .expected(both!("input-unknown-month-expected"));
            }
            _ => {}
        }
    }
}
