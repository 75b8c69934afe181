//! Days: `chrono::NaiveDate` at the edges, a [`Day`] index counted from the season's first day within.

use chrono::{Datelike, Months, NaiveDate};

/// A day of the season, counted from 0 at its first day.
pub type Day = u16;

/// A half-open run of days `first..end` of the season; empty when `first >= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct DayRange {
    /// First day.
    pub first: Day,
    /// The day after the last.
    pub end: Day,
}

impl DayRange {
    /// A run that holds no day.
    pub const EMPTY: Self = Self { first: 0, end: 0 };

    /// The run `first..end`.
    pub const fn new(first: Day, end: Day) -> Self {
        Self { first, end }
    }

    /// Number of days.
    pub const fn len(self) -> usize {
        (self.end as usize).saturating_sub(self.first as usize)
    }

    /// Whether no day is in it.
    pub const fn is_empty(self) -> bool {
        self.first >= self.end
    }

    /// The days that both hold (empty as [`DayRange::EMPTY`]).
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        let r = Self::new(self.first.max(other.first), self.end.min(other.end));
        if r.is_empty() { Self::EMPTY } else { r }
    }

    /// Whether `day` is in it.
    pub const fn contains(self, day: Day) -> bool {
        self.first <= day && day < self.end
    }

    /// Its days as indices.
    pub fn days(self) -> std::ops::Range<usize> {
        usize::from(self.first)..usize::from(self.end.max(self.first))
    }

    /// The maximal runs of its days on which something holds.
    pub fn runs(self, holds: impl Fn(Day) -> bool) -> Vec<Self> {
        let mut out: Vec<Self> = Vec::new();
        for d in (self.first..self.end).filter(|&d| holds(d)) {
            match out.last_mut() {
                Some(run) if run.end == d => run.end = d + 1,
                _ => out.push(Self::new(d, d + 1)),
            }
        }
        out
    }
}

/// The maximal runs of set flags, one flag a day.
pub fn runs(flags: &[bool]) -> Vec<DayRange> {
    DayRange::new(0, flags.len() as Day).runs(|d| flags[usize::from(d)])
}

/// The season: whole calendar days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Season {
    /// First day.
    pub start: NaiveDate,
    /// Number of days, at least 1.
    pub len: Day,
}

impl Season {
    /// The season `start..=end`; `None` where end is before start or the span is too long for a [`Day`].
    pub fn new(start: NaiveDate, end: NaiveDate) -> Option<Self> {
        let n = (end - start).num_days() + 1;
        (1..=i64::from(Day::MAX) - 1).contains(&n).then_some(Self { start, len: n as Day })
    }

    /// Last day.
    pub fn end(self) -> NaiveDate {
        self.date(self.len - 1)
    }

    /// All its days.
    pub const fn all(self) -> DayRange {
        DayRange::new(0, self.len)
    }

    /// One flag a day of the season: set on the days of some spans.
    pub fn flags(self, spans: &[DayRange]) -> Vec<bool> {
        let mut out = vec![false; usize::from(self.len)];
        spans.iter().for_each(|r| out[r.days()].fill(true));
        out
    }

    /// The date of a day (also of the day after the last).
    pub fn date(self, day: Day) -> NaiveDate {
        self.start + chrono::Days::new(u64::from(day))
    }

    /// The index of a date; `None` outside the season.
    pub fn day(self, date: NaiveDate) -> Option<Day> {
        let n = (date - self.start).num_days();
        (0..i64::from(self.len)).contains(&n).then_some(n as Day)
    }

    /// The period `start..=end` clipped to the season; empty where nothing is left.
    pub fn clip(self, start: NaiveDate, end: NaiveDate) -> DayRange {
        let a = (start - self.start).num_days().clamp(0, i64::from(self.len));
        let b = ((end - self.start).num_days() + 1).clamp(0, i64::from(self.len));
        if a >= b { DayRange::EMPTY } else { DayRange::new(a as Day, b as Day) }
    }

    /// The days that fall in a calendar year.
    pub fn year(self, year: i32) -> DayRange {
        match (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31)) {
            (Some(a), Some(b)) => self.clip(a, b),
            _ => DayRange::EMPTY,
        }
    }

    /// Calendar months that the season touches, as (year, month, their days in the season).
    pub fn months(self) -> Vec<(i32, u32, DayRange)> {
        let mut out: Vec<(i32, u32, DayRange)> = Vec::new();
        for d in 0..self.len {
            let date = self.date(d);
            match out.last_mut() {
                Some((y, m, r)) if *y == date.year() && *m == date.month() => r.end = d + 1,
                _ => out.push((date.year(), date.month(), DayRange::new(d, d + 1))),
            }
        }
        out
    }

    /// Calendar months that lie wholly in the season, likewise.
    pub fn whole_months(self) -> Vec<(i32, u32, DayRange)> {
        let whole = |&(y, m, days): &(i32, u32, DayRange)| {
            NaiveDate::from_ymd_opt(y, m, 1).is_some_and(|a| (a + Months::new(1) - a).num_days() == days.len() as i64)
        };
        self.months().into_iter().filter(whole).collect()
    }
}

/// The same calendar day one year earlier; 29 February becomes 28 February.
pub fn a_year_before(date: NaiveDate) -> NaiveDate {
    date.with_year(date.year() - 1)
        .unwrap_or_else(|| NaiveDate::from_ymd_opt(date.year() - 1, 2, 28).unwrap_or(NaiveDate::MIN))
}
