//! The walk: a table against its record of fields.

use super::field::{Field, Keys, Record, Type};
use super::record::{date, month, number, whole};
use super::source::Errors;
use crate::kind::Kind;
use crate::policy::Level;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Walks a document; false where its schema is newer than ours, so that its fields are not ours to judge.
pub(super) fn document(table: &DeTable<'_>, record: &'static Record, errors: &mut Errors<'_>) -> bool {
    if let Some(v) = table.get("schema")
        && let Some(n) = whole(v.get_ref()).filter(|&n| n > super::SCHEMA)
    {
        errors
            .add(
                v.span(),
                (
                    format!("文件格式版本{n}比本程序新（本程序读到版本{}）", super::SCHEMA),
                    format!("the file has schema {n}, newer than this program, which reads schema {}", super::SCHEMA),
                ),
            )
            .expected((super::SCHEMA.to_string(), super::SCHEMA.to_string()))
            .help(("请升级stagger，或按本版本的格式填报", "use a newer stagger, or file in this version's format"));
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

/// Says which name may have been meant, or which there are.
pub fn suggest<'n>(error: &mut super::InputError, name: &str, among: impl IntoIterator<Item = &'n str> + Clone) {
    if let Some(n) = nearest(name, among.clone()) {
        error.help((format!("是否指“{n}”？"), format!("did you mean `{n}`?")));
        return;
    }
    let mut all: Vec<_> = among.into_iter().take(25).collect();
    if all.len() == 25 {
        all[24] = "…";
    }
    error.help((format!("可用：{}", all.join("、")), format!("known are: {}", all.join(", "))));
}

fn walk(table: &DeTable<'_>, span: Range<usize>, record: &'static Record, errors: &mut Errors<'_>) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if let Some(field) = record.fields.iter().find(|f| f.name == name) {
            check(value, &field.ty, (field, name), errors);
        } else {
            let (zh, place) = (record.zh(), record.name);
            let e =
                errors.add(key.span(), (format!("{zh}中没有字段“{name}”"), format!("unknown field `{name}` in {place}")));
            suggest(e, name, record.fields.iter().map(|f| f.name));
        }
    }
    for field in record.fields.iter().filter(|f| f.required && !table.contains_key(f.name)) {
        if !may_hold_broken(&span, errors) {
            let (record_zh, place, name) = (record.zh(), record.name, field.name);
            let (zh, en) = field.ty.expected();
            errors
                .add(span.clone(), (format!("{record_zh}缺少字段“{name}”"), format!("missing field `{name}` in {place}")))
                .help((format!("请填写{name}：{}（{zh}）", field.zh), format!("add `{name}`: {} ({en})", field.en)))
                .value = None;
        }
    }
    let day = |name: &str| table.get(name).and_then(|v| Some((date(v.get_ref())?, v.span())));
    if record.ordered
        && let (Some((a, _)), Some((b, at))) = (day("start"), day("end"))
        && a > b
    {
        errors
            .add(at, (format!("起始日{a}晚于结束日{b}"), format!("start {a} is after end {b}")))
            .help(("起止日期都计入，请核对先后", "both days are included; check their order"));
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
    let (mut zh, mut en) = if errors.source.is_sheet() { ty.expected_in_cell() } else { ty.expected() };
    if let Type::Number(limit) | Type::NumberOrMap(limit, _) = ty
        && number(value.get_ref()).is_some_and(|x| limit.is_above(x))
    {
        (zh, en) = limit.and_most();
    }
    errors
        .add(value.span(), (format!("“{name}”的值不对"), format!("wrong value for `{name}`")))
        .expected((zh, en))
        .help((format!("{}：{}", field.name, field.zh), format!("`{}`: {}", field.name, field.en)));
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
        .add(span, (format!("日期{day}不存在"), format!("there is no day {day}")))
        .expected(("日历上有的日期，如2021-11-15", "a day of the calendar such as 2021-11-15"))
        .help(("请核对月份和日数", "check the month and how many days it has"));
}

fn wrong_time(span: Range<usize>, name: &str, errors: &mut Errors<'_>) {
    errors
        .add(span, (format!("“{name}”须为日期，不带时刻"), format!("`{name}` is a day, without a time")))
        .expected(("日期，如2021-11-15", "a date such as 2021-11-15"))
        .help(("停产按整日（0时至24时）计，请去掉时刻", "stops are whole days, 0:00 to 24:00: leave the time out"));
}

/// Whether a value is of a type that has no parts.
fn simple(v: &DeValue<'_>, ty: &Type) -> bool {
    match ty {
        Type::Text => v.as_str().is_some_and(|s| !s.trim().is_empty()),
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
        let known = match keys {
            Keys::Names => true,
            Keys::Kinds => Kind::from_id(name).is_some(),
            Keys::Levels => Level::ALL.iter().any(|l| l.id() == name),
            Keys::Months => month(name).is_some(),
        };
        if known {
            continue;
        }
        let (zh, en) = keys.words();
        let e = errors.add(key.span(), (format!("没有{zh}“{name}”"), format!("unknown {en} `{name}`")));
        match keys {
            Keys::Kinds => suggest(e, name, Kind::ALL.map(Kind::id)),
            Keys::Levels => suggest(e, name, Level::ALL.map(Level::id)),
            Keys::Names | Keys::Months => {
                e.expected(("\"年-月\"，如\"2021-12\"", "a month \"YYYY-MM\" such as \"2021-12\""));
            }
        }
    }
}
