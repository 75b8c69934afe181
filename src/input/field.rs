//! The fields of a record, as data: the one home of each format.

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
    /// Its place in the file, in Chinese.
    pub(super) fn zh(&self) -> &'static str {
        match self.name {
            "scenario" => "情景文件",
            "policy" => "政策文件",
            "plan" => "计划文件",
            part => part,
        }
    }
}

/// A field of a record.
#[derive(Debug)]
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
    /// Any.
    Any,
    /// 0 or more.
    NonNegative,
    /// More than 0.
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
    /// Levels of a warning.
    Levels,
    /// Months, "YYYY-MM".
    Months,
}

/// Quantities above this are slips of the keyboard; sums of products of smaller ones stay finite.
pub const LARGEST: f64 = 1e15;

impl Limit {
    /// Whether a number is within it.
    pub fn holds(self, x: f64) -> bool {
        x.is_finite()
            && match self {
                Self::Any => true,
                Self::NonNegative => (0.0..=LARGEST).contains(&x),
                Self::Positive => x > 0.0 && x <= LARGEST,
                Self::Fraction => (0.0..=1.0).contains(&x),
            }
    }

    /// Whether a number is refused only because it is too large for any quantity.
    pub(super) fn is_above(self, x: f64) -> bool {
        x > LARGEST && matches!(self, Self::NonNegative | Self::Positive)
    }

    /// In words, with the largest that it may be.
    pub(super) fn and_most(self) -> (String, String) {
        let (zh, en) = self.words();
        (format!("{zh}，且不超过{LARGEST:e}"), format!("{en}, and at most {LARGEST:e}"))
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Any => ("有限的数", "a finite number"),
            Self::NonNegative => ("不小于0的数", "a number of at least 0"),
            Self::Positive => ("大于0的数", "a number above 0"),
            Self::Fraction => ("0到1之间的数", "a number from 0 to 1"),
        }
    }
}

impl Keys {
    /// In words (Chinese, English).
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Names => ("名称", "name"),
            Self::Kinds => ("设备种类", "kind"),
            Self::Levels => ("预警级别", "level"),
            Self::Months => ("月份", "month"),
        }
    }
}

impl Type {
    /// What a cell of a sheet is expected to hold, in words (Chinese, English): no quotes, and the words that people write.
    pub fn expected_in_cell(&self) -> (String, String) {
        let own = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        match self {
            Self::Text => own("文字，不能空", "a text, not blank"),
            Self::Flag => own("是或否", "是 or 否 (true or false)"),
            Self::Choice(words) => (words.iter().map(|w| label(w)).collect::<Vec<_>>().join("、"), words.join(", ")),
            Self::List(inner) => {
                let (zh, en) = inner.expected_in_cell();
                (format!("一项或几项，以“、”分开，每项为{zh}"), format!("one or more, separated by 、, each {en}"))
            }
            Self::NumberOrMap(limit, _) => own(limit.words().0, limit.words().1),
            other => other.expected(),
        }
    }

    /// What is expected, in words (Chinese, English).
    pub fn expected(&self) -> (String, String) {
        let own = |(zh, en): (&str, &str)| (zh.to_owned(), en.to_owned());
        match self {
            Self::Text => own(("非空文字（加引号）", "a text in quotes, not empty")),
            Self::Flag => own(("true或false", "true or false")),
            Self::Date => own(("日期，如2021-11-15", "a date such as 2021-11-15")),
            Self::Number(limit) => own(limit.words()),
            Self::Whole(lo, i64::MAX) => (format!("不小于{lo}的整数"), format!("a whole number of at least {lo}")),
            Self::Whole(lo, hi) => (format!("{lo}到{hi}之间的整数"), format!("a whole number from {lo} to {hi}")),
            Self::Choice(words) => {
                let list = words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>();
                (format!("{}之一", list.join("、")), format!("one of {}", list.join(", ")))
            }
            Self::Table(record) => {
                let names: Vec<_> = record.fields.iter().filter(|f| f.required).map(|f| format!("{} = …", f.name)).collect();
                let body = if names.is_empty() { "…".to_owned() } else { names.join(", ") };
                (format!("表 {{ {body} }}"), format!("a table {{ {body} }}"))
            }
            Self::List(inner) => {
                let (zh, en) = inner.expected();
                (format!("列表 […]，每项为{zh}"), format!("a list […], each item {en}"))
            }
            Self::OneOrList(inner) => {
                let (zh, en) = inner.expected();
                (format!("{zh}，或其列表"), format!("{en}, or a list of such"))
            }
            Self::NumberOrMap(limit, keys) => {
                let ((zh, en), (kzh, ken)) = (limit.words(), keys.words());
                (format!("{zh}，或按{kzh}的表"), format!("{en}, or a table of such by {ken}"))
            }
            Self::Map(keys, inner) => {
                let ((zh, en), (kzh, ken)) = (inner.expected(), keys.words());
                (format!("按{kzh}的表，每项为{zh}"), format!("a table by {ken}, each entry {en}"))
            }
        }
    }
}
