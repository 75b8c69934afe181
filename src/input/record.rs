//! Getters over a walked table. They are silent: what is absent or wrong is `None`, and the walk has said so.

use crate::day::Season;
use crate::policy::Span;
use chrono::NaiveDate;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table of a document.
#[derive(Debug, Clone)]
pub struct Rec<'a> {
    table: &'a DeTable<'a>,
    /// Its header, or its text where it is an inline table.
    pub span: Range<usize>,
}

/// A thing and where it stands.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// The thing.
    pub value: T,
    /// Its place in the text.
    pub span: Range<usize>,
}

/// A day in either spelling.
pub(super) fn date(value: &DeValue) -> Option<NaiveDate> {
    match value {
        DeValue::Datetime(d) if d.time.is_none() => {
            let d = d.date?;
            NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))
        }
        DeValue::String(s) if s.len() == 10 => NaiveDate::parse_from_str(s, "%Y-%m-%d").ok(),
        _ => None,
    }
}

/// A number in either spelling.
pub(super) fn number(value: &DeValue) -> Option<f64> {
    match value {
        // one too long for 64 bits is a number all the same
        DeValue::Integer(i) if i.radix() == 10 => i.as_str().parse().ok(),
        DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok().map(|i| i as f64),
        DeValue::Float(f) => f.as_str().parse().ok(),
        _ => None,
    }
}

/// A whole number.
pub(super) fn whole(value: &DeValue) -> Option<i64> {
    match value {
        DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok(),
        _ => None,
    }
}

/// "YYYY-MM" as year and month.
pub fn month(key: &str) -> Option<(i32, u32)> {
    let (y, m) = key.split_once('-')?;
    let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let m = (digits(y, 4) && digits(m, 2)).then(|| m.parse().ok()).flatten().filter(|m| (1..=12).contains(m))?;
    Some((y.parse().ok()?, m))
}

impl<'a> Rec<'a> {
    pub(super) fn new(table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Self { table, span }
    }

    fn get(&self, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        // an empty value stands where the text is none, which is said as an error of syntax
        let real = |v: &&Spanned<DeValue>| !v.span().is_empty() || v.get_ref().as_table().is_some();
        self.table.get(name).filter(real)
    }

    /// Whether the field is there.
    pub fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// Where the field's value stands; where it is absent, the record.
    pub fn at(&self, name: &str) -> Range<usize> {
        self.get(name).map_or(self.span.clone(), Spanned::span)
    }

    /// Where the field's name stands; where it is absent, the record.
    pub fn key_at(&self, name: &str) -> Range<usize> {
        self.table.get_key_value(name).map_or(self.span.clone(), |(k, _)| k.span())
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.get(name)?.get_ref().as_str()
    }

    /// A text, empty where there is none.
    pub fn string(&self, name: &str) -> String {
        self.text(name).unwrap_or_default().to_owned()
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.get(name)?.get_ref().as_bool()
    }

    /// A number, finite.
    pub fn number(&self, name: &str) -> Option<f64> {
        number(self.get(name)?.get_ref()).filter(|x| x.is_finite())
    }

    /// A whole number that fits its type.
    pub fn whole<T: TryFrom<i64>>(&self, name: &str) -> Option<T> {
        T::try_from(whole(self.get(name)?.get_ref())?).ok()
    }

    /// A day.
    pub fn date(&self, name: &str) -> Option<NaiveDate> {
        date(self.get(name)?.get_ref())
    }

    /// The record's own `start` and `end`.
    pub fn dates(&self) -> Option<Span> {
        Some(Span { start: self.date("start")?, end: self.date("end")? }).filter(|s| s.start <= s.end)
    }

    /// The record's own `start..=end` clipped to a season, and as filed.
    pub fn days(&self, season: Season) -> Option<(crate::day::DayRange, Span)> {
        self.dates().map(|s| (season.clip(s.start, s.end), s))
    }

    /// A table.
    pub fn record(&self, name: &str) -> Option<Rec<'a>> {
        as_rec(self.get(name)?)
    }

    /// The tables of a list of them, or the one table.
    pub fn records(&self, name: &str) -> Vec<Rec<'a>> {
        match self.get(name) {
            Some(v) => match v.get_ref() {
                DeValue::Array(list) => list.iter().filter_map(as_rec).collect(),
                _ => as_rec(v).into_iter().collect(),
            },
            None => Vec::new(),
        }
    }

    /// The texts of a list of them.
    pub fn texts(&self, name: &str) -> Vec<At<&'a str>> {
        let Some(DeValue::Array(list)) = self.get(name).map(Spanned::get_ref) else { return Vec::new() };
        list.iter().filter_map(|v| Some(At { value: v.get_ref().as_str()?, span: v.span() })).collect()
    }

    /// The keys of this table.
    pub fn keys(&self) -> impl Iterator<Item = At<&'a str>> + use<'a> {
        self.table.iter().map(|(k, _)| At { value: &**k.get_ref(), span: k.span() })
    }
}

fn as_rec<'a>(value: &'a Spanned<DeValue<'a>>) -> Option<Rec<'a>> {
    value.get_ref().as_table().map(|t| Rec::new(t, value.span()))
}
