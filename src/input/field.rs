//! The fields of a record, as data: the one home of each format.

use crate::lang::{Lang, Text, listed};
use crate::say;
use crate::sheet::words::label;

/// A record of fields: a TOML table.
#[derive(Debug)]
pub struct Record {
    /// Its place in the file, as in `[[enterprises.units]]`.
    pub name: &'static str,
    /// Its fields, in the order of the formats chapter.
    pub fields: &'static [Field],
    /// Whether its `end` must not lie before its `start`.
    pub ordered: bool,
}

impl Record {
    /// Its place in the file, in words.
    pub fn place(&self, lang: Lang) -> String {
        place(self.name, lang)
    }
}

/// The place of a record in words, by its name.
pub(super) fn place(name: &str, lang: Lang) -> String {
    match name {
        "scenario" => say!(lang, "input-scenario"),
        "policy" => say!(lang, "input-policy"),
        "plan" => say!(lang, "input-plan"),
        part => part.to_owned(),
    }
}

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// What it may hold.
    pub ty: Type,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What it means, in English, with its default where it is optional.
    pub en: &'static str,
}

impl Field {
    /// What it means.
    pub const fn means(&self) -> Text {
        Text::new(self.zh, self.en)
    }
}

/// A field that must be there.
pub const fn required(name: &'static str, ty: Type, zh: &'static str, en: &'static str) -> Field {
    Field { name, ty, required: true, zh, en }
}

/// A field that may be absent.
pub const fn optional(name: &'static str, ty: Type, zh: &'static str, en: &'static str) -> Field {
    Field { name, ty, required: false, zh, en }
}

/// What a field may hold.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// A text, not empty.
    Text,
    /// `true` or `false`.
    Flag,
    /// A day: a TOML local date, or an ISO date in quotes.
    Date,
    /// A number.
    Number(Limit),
    /// A whole number of at least the first and at most the second.
    Whole(i64, i64),
    /// One of some words.
    Choice(&'static [&'static str]),
    /// A table.
    Table(&'static Record),
    /// A list.
    List(&'static Type),
    /// A thing or a list of such.
    OneOrList(&'static Type),
    /// A number, or a table of numbers by key.
    NumberOrMap(Limit, Keys),
    /// A table with free keys.
    Map(Keys, &'static Type),
}

/// What a number may be. All are finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Any, up to [`ANY`] on either side.
    Any,
    /// 0 or more.
    NonNegative,
    /// More than 0, [`SMALLEST`] or more.
    Positive,
    /// 0 to 1.
    Fraction,
}

/// What the keys of a map are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Names that the reader checks: grades.
    Names,
    /// Kinds of unit.
    Kinds,
    /// Rules that hold on listed days.
    DatedRules,
    /// Levels of an episode.
    Levels,
    /// Months, "YYYY-MM".
    Months,
}

/// Characters of a text at most: names stand in each finding, and on paper.
pub const MOST_CHARS: usize = 20_000;

/// Quantities above this are slips of the keyboard; sums of products of smaller ones stay finite.
pub const LARGEST: f64 = 1e15;

/// So are those above 0 and below this; quotients of others stay finite.
pub const SMALLEST: f64 = 1e-9;

/// No sum of products of quantities comes near it.
pub const ANY: f64 = 1e100;

impl Limit {
    /// Whether a number is within it.
    pub fn holds(self, x: f64) -> bool {
        let (least, most) = self.ends();
        (least..=most).contains(&x)
    }

    /// The least and the largest that a number may be.
    const fn ends(self) -> (f64, f64) {
        match self {
            Self::Any => (-ANY, ANY),
            Self::NonNegative => (0.0, LARGEST),
            Self::Positive => (SMALLEST, LARGEST),
            Self::Fraction => (0.0, 1.0),
        }
    }

    /// In words with its end, where a number is refused only because no quantity is so small or so large.
    pub(super) fn beyond(self, x: f64, lang: Lang) -> Option<String> {
        let (number, (least, most)) = (|l| self.words(l), self.ends());
        let (least, most) = (format!("{least:e}"), format!("{most:e}"));
        match self {
            Self::Any if x.is_finite() => {
                Some(say!(lang, "input-number-between", number = number, least = least, most = most))
            }
            Self::NonNegative | Self::Positive if x > LARGEST => {
                Some(say!(lang, "input-number-at-most", number = number, most = most))
            }
            Self::Positive if x > 0.0 => Some(say!(lang, "input-number-at-least", number = number, least = least)),
            _ => None,
        }
    }

    fn words(self, lang: Lang) -> String {
        match self {
            Self::Any => say!(lang, "input-number"),
            Self::NonNegative => say!(lang, "input-number-not-below-0"),
            Self::Positive => say!(lang, "input-number-above-0"),
            Self::Fraction => say!(lang, "input-number-0-to-1"),
        }
    }
}

impl Keys {
    /// In words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Names => say!(lang, "input-name"),
            Self::Kinds => say!(lang, "input-kind"),
            Self::DatedRules => say!(lang, "input-dated-rule"),
            Self::Levels => say!(lang, "input-level"),
            Self::Months => say!(lang, "input-month"),
        }
    }
}

impl Type {
    /// What a cell of a sheet is expected to hold, in words: no quotes, and the words that people write.
    pub fn expected_in_cell(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Text, _) => say!(lang, "input-cell-text"),
            (Self::Flag, _) => say!(lang, "input-cell-flag"),
            (Self::Choice(words), Lang::Zh) => words.iter().map(|w| label(w)).collect::<Vec<_>>().join("、"),
            (Self::Choice(words), Lang::En) => words.join(", "),
            (Self::List(inner), _) => say!(lang, "input-cell-list", each = |l| inner.expected_in_cell(l)),
            (Self::NumberOrMap(limit, _), _) => limit.words(lang),
            (other, _) => other.expected(lang),
        }
    }

    /// What is expected, in words.
    pub fn expected(&self, lang: Lang) -> String {
        match self {
            Self::Text => say!(lang, "input-text"),
            Self::Flag => say!(lang, "input-flag"),
            Self::Date => say!(lang, "input-date"),
            Self::Number(limit) => limit.words(lang),
            Self::Whole(lo, i64::MAX) => say!(lang, "input-whole-from", low = lo.to_string()),
            Self::Whole(lo, hi) => say!(lang, "input-whole", low = lo.to_string(), high = hi.to_string()),
            Self::Choice(words) => {
                let words: Vec<_> = words.iter().map(|w| format!("\"{w}\"")).collect();
                say!(lang, "input-choice", words = |l| listed(&words, l))
            }
            Self::Table(record) => {
                let names: Vec<_> = record.fields.iter().filter(|f| f.required).map(|f| format!("{} = …", f.name)).collect();
                let body = if names.is_empty() { "…".to_owned() } else { names.join(", ") };
                say!(lang, "input-table", body = body)
            }
            Self::List(inner) => say!(lang, "input-list", each = |l| inner.expected(l)),
            Self::OneOrList(inner) => say!(lang, "input-one-or-list", one = |l| inner.expected(l)),
            Self::NumberOrMap(limit, keys) => {
                say!(lang, "input-number-or-map", number = |l| limit.words(l), keys = |l| keys.words(l))
            }
            Self::Map(keys, inner) => say!(lang, "input-map", keys = |l| keys.words(l), each = |l| inner.expected(l)),
        }
    }
}
