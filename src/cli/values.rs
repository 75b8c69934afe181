//! Values on the command line: what they are read by, and what is said of one that is none.

use crate::both;
use crate::lang::Note;
use chrono::NaiveDate;
use std::num::IntErrorKind;
use std::ops::{Bound, RangeBounds, RangeInclusive};

fn number(text: &str, range: impl RangeBounds<f64>) -> Option<f64> {
    text.parse().ok().filter(|x| range.contains(x))
}

/// A fraction.
///
/// # Errors
/// It is none.
pub fn fraction(text: &str) -> Result<f64, Note> {
    number(text, 0.0..=1.0).ok_or_else(|| both!("cli-fraction", text = text))
}

/// A time in seconds.
///
/// # Errors
/// It is none, or not above 0.
pub fn seconds(text: &str) -> Result<f64, Note> {
    let positive = (Bound::Excluded(0.0), Bound::Excluded(f64::INFINITY));
    number(text, positive).ok_or_else(|| both!("cli-seconds", text = text))
}

/// A number of hours, less than a day.
///
/// # Errors
/// It is none.
pub fn hours(text: &str) -> Result<f64, Note> {
    number(text, 0.0..24.0).ok_or_else(|| both!("cli-hours"))
}

/// A price, CNY.
///
/// # Errors
/// It is none.
pub fn price(text: &str) -> Result<f64, Note> {
    number(text, 0.0..=1e12).ok_or_else(|| both!("cli-price", text = text))
}

/// A month.
///
/// # Errors
/// It is none.
pub fn month(text: &str) -> Result<(i32, u32), Note> {
    crate::input::record::month(text).ok_or_else(|| both!("cli-month", text = text))
}

/// A day.
///
/// # Errors
/// It is none.
pub fn day(text: &str) -> Result<NaiveDate, Note> {
    text.parse().map_err(|_| both!("cli-date"))
}

/// A whole number of a range, which may have no end (`0..=u64::MAX`).
pub fn whole<T: TryFrom<u64>>(range: RangeInclusive<u64>) -> impl Fn(&str) -> Result<T, Note> + Clone {
    move |text| {
        let read = text.parse::<u64>();
        let fits = read.as_ref().ok().filter(|n| range.contains(n)).and_then(|&n| T::try_from(n).ok());
        fits.ok_or_else(|| match (read, *range.end()) {
            (Err(e), u64::MAX) if *e.kind() == IntErrorKind::PosOverflow => both!("cli-number-too-large"),
            (_, u64::MAX) => both!("cli-whole-number-from", low = range.start().to_string()),
            (_, high) => both!("cli-whole-number", low = range.start().to_string(), high = high.to_string()),
        })
    }
}
