//! What an audit found.

use super::AuditKind;
use crate::lang::{Note, Text};
use crate::rules::{Place, RuleId};
use crate::scenario::Scenario;
use chrono::NaiveDate;

/// What a finding amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// 违规: the records show that the plan was not kept.
    Breach,
    /// 待认定: the records do not tell, or an approval is to be looked at.
    ToSettle,
    /// 提示.
    Notice,
}

impl Verdict {
    /// All, worst first.
    pub const ALL: [Self; 3] = [Self::Breach, Self::ToSettle, Self::Notice];

    /// Its name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Breach => "breach",
            Self::ToSettle => "to-settle",
            Self::Notice => "notice",
        }
    }

    /// Its name on screen.
    pub const fn name(self) -> Text {
        match self {
            Self::Breach => Text::new("违规", "breach"),
            Self::ToSettle => Text::new("待认定", "to settle"),
            Self::Notice => Text::new("提示", "notice"),
        }
    }
}

/// What the amounts of a finding are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Hours: of running in a stop, of missing or frozen records, of coking time.
    Hours,
    /// A share of the rate or a ratio, a fraction.
    Fraction,
    /// Crude steel, t.
    Tonnes,
}

impl Amount {
    /// Its name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hours => "h",
            Self::Fraction => "fraction",
            Self::Tonnes => "t",
        }
    }
}

/// Where records and plan part.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was found.
    pub kind: AuditKind,
    /// What it amounts to.
    pub verdict: Verdict,
    /// The rule of the plan behind it, where it is one.
    pub rule: Option<RuleId>,
    /// Where.
    pub place: Place,
    /// First day.
    pub first: NaiveDate,
    /// Last day, included.
    pub last: NaiveDate,
    /// What was measured.
    pub measured: f64,
    /// What was planned or is required.
    pub required: f64,
    /// The difference, as a size.
    pub short_by: f64,
    /// What these are counted in.
    pub amount: Amount,
    /// In words.
    pub note: Note,
}

impl Finding {
    /// A finding of a kind at a place and on days of the season, with its kind's verdict.
    pub fn new(s: &Scenario, kind: AuditKind, place: Place, days: crate::day::DayRange) -> Self {
        let (first, last) = (s.season.date(days.first), s.season.date(days.end.max(days.first + 1) - 1));
        let (measured, required, short_by) = (0.0, 0.0, 0.0);
        let (verdict, amount, note) = (kind.record().verdict, Amount::Hours, Note::default());
        Self { kind, verdict, rule: None, place, first, last, measured, required, short_by, amount, note }
    }

    /// With what was measured and what was planned or is required.
    #[must_use]
    pub fn amounts(self, amount: Amount, measured: f64, required: f64) -> Self {
        Self { amount, measured, required, short_by: (measured - required).abs(), ..self }
    }

    /// In words.
    #[must_use]
    pub fn says(self, note: Note) -> Self {
        Self { note, ..self }
    }
}
