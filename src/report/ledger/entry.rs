//! What a row of the ledger is about, and its state: kept in a hidden column, so that rows may be moved and edited.

use super::Issue;
use crate::lang::Text;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// State of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// 新增.
    New,
    /// 未整改.
    Open,
    /// 已整改.
    Closed,
    /// 反弹.
    Back,
}

impl State {
    /// All states.
    pub const ALL: [Self; 4] = [Self::New, Self::Open, Self::Closed, Self::Back];

    /// Its name, in the ledger too.
    pub const fn name(self) -> Text {
        match self {
            Self::New => Text::new("新增", "new"),
            Self::Open => Text::new("未整改", "still open"),
            Self::Closed => Text::new("已整改", "closed"),
            Self::Back => Text::new("反弹", "come back"),
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Back => "back",
        }
    }
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The command that found it.
    pub judge: String,
    /// The rule, or what else names the kind of problem.
    pub rule: String,
    /// City.
    pub city: Option<String>,
    /// Enterprise id.
    pub enterprise: Option<String>,
    /// Unit id.
    pub unit: Option<String>,
    /// Id of the kind of unit.
    pub kind: Option<String>,
    /// First and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

impl Key {
    /// Of what a command found.
    pub fn of(judge: &str, issue: &Issue) -> Self {
        Self {
            judge: judge.to_owned(),
            rule: issue.rule.clone(),
            city: issue.city.clone(),
            enterprise: issue.enterprise.clone(),
            unit: issue.unit.clone(),
            kind: issue.kind.clone(),
            days: issue.days,
        }
    }

    /// Whether both are about one problem: the same rule and place, on days that overlap.
    pub fn is_about(&self, other: &Self) -> bool {
        let place = |k: &Self| {
            (k.judge.clone(), k.rule.clone(), k.city.clone(), k.enterprise.clone(), k.unit.clone(), k.kind.clone())
        };
        let overlap = match (self.days, other.days) {
            (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
            _ => true,
        };
        overlap && place(self) == place(other)
    }
}

/// A row of the ledger as the program knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub key: Key,
    pub state: State,
    /// Since when it has this state.
    pub since: NaiveDate,
    /// Its row in the sheet; 0 where it has none yet.
    pub row: u32,
}

impl Entry {
    pub const fn new(key: Key, date: NaiveDate) -> Self {
        Self { key, state: State::New, since: date, row: 0 }
    }

    /// The entry after a run that found these about it.
    pub fn after(&self, found: &[&Key], date: NaiveDate) -> Self {
        let state = match (found.is_empty(), self.state) {
            (true, _) => State::Closed,
            (false, State::Closed) => State::Back,
            // a second run of the same day says what the first did
            (false, state) if self.since == date => state,
            (false, _) => State::Open,
        };
        let since = if state == self.state { self.since } else { date };
        let days = found.iter().filter_map(|k| k.days).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        Self { key: Key { days: days.or(self.key.days), ..self.key.clone() }, state, since, row: self.row }
    }

    pub fn to_text(&self) -> String {
        let k = &self.key;
        let day = |d: Option<NaiveDate>| d.map(|d| d.to_string());
        json!({
            "by": k.judge, "rule": k.rule, "city": k.city, "enterprise": k.enterprise, "unit": k.unit, "kind": k.kind,
            "first": day(k.days.map(|d| d.0)), "last": day(k.days.map(|d| d.1)),
            "state": self.state.id(), "since": self.since.to_string(),
        })
        .to_string()
    }

    /// Reads what [`Entry::to_text`] wrote; `None` for anything else.
    pub fn parse(text: &str, row: u32) -> Option<Self> {
        let v: Value = serde_json::from_str(text).ok()?;
        let text = |name: &str| v.get(name).and_then(Value::as_str).map(str::to_owned);
        let day = |name: &str| text(name).and_then(|d| NaiveDate::parse_from_str(&d, "%Y-%m-%d").ok());
        let state = text("state")?;
        let key = Key {
            judge: text("by")?,
            rule: text("rule")?,
            city: text("city"),
            enterprise: text("enterprise"),
            unit: text("unit"),
            kind: text("kind"),
            days: day("first").zip(day("last")),
        };
        Some(Self { key, state: State::ALL.into_iter().find(|s| s.id() == state)?, since: day("since")?, row })
    }
}
