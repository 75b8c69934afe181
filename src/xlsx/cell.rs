//! Cells: where they are and what they hold.

use crate::sheet::write;
use chrono::NaiveDate;
use std::fmt;

/// A cell's place, row and column counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRef {
    /// Row, 1 to 1,048,576.
    pub row: u32,
    /// Column, 1 to 16,384.
    pub column: u32,
}

/// Rows of a sheet.
pub const MAX_ROW: u32 = 1_048_576;
/// Columns of a sheet.
pub const MAX_COLUMN: u32 = 16_384;

impl CellRef {
    /// The cell of a row and a column.
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Parses `B12` or `$B$12`; `None` where it is no cell of a sheet.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('$').unwrap_or(text);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, digits) = text.split_at(letters);
        let digits = digits.strip_prefix('$').unwrap_or(digits);
        if letters == 0 || letters > 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let column = name.bytes().fold(0, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
        let row = digits.parse().ok()?;
        ((1..=MAX_ROW).contains(&row) && column <= MAX_COLUMN).then_some(Self { row, column })
    }

    /// Parses `A1:C3` (or one cell) into its first and last cell.
    pub fn parse_range(text: &str) -> Option<(Self, Self)> {
        let (a, b) = text.split_once(':').unwrap_or((text, text));
        Some((Self::parse(a)?, Self::parse(b)?))
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::sheet::a1(self.row, self.column.saturating_sub(1)))
    }
}

/// What a cell holds. A text is never a formula.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(NaiveDate),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

/// The lines that a value takes in a column of a width (in half-width characters), as it wraps.
pub fn lines(value: &Value, width: f64) -> usize {
    if let Value::Text(text) = value { write::lines(text, width) } else { 1 }
}

/// The height of a row for its cells' lines, as an attribute that leaves the row free to grow; none for one line.
pub fn height(lines: usize) -> String {
    if lines > 1 { format!(" ht=\"{}\"", lines as f64 * write::LINE_PT) } else { String::new() }
}

/// The serial number of a day in a workbook that counts from 1900 or from 1904; `None`: it has none. In the former, days before
/// March 1900 are not those of the calendar.
pub fn serial(day: NaiveDate, from_1904: bool) -> Option<i64> {
    let (epoch, first) =
        if from_1904 { (NaiveDate::from_ymd_opt(1904, 1, 1)?, 0) } else { (NaiveDate::from_ymd_opt(1899, 12, 30)?, 61) };
    Some((day - epoch).num_days()).filter(|n| *n >= first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_written() {
        for (text, row, column) in [("A1", 1, 1), ("Z9", 9, 26), ("AA10", 10, 27), ("XFD1048576", MAX_ROW, MAX_COLUMN)] {
            assert_eq!(CellRef::parse(text), Some(CellRef::new(row, column)));
            assert_eq!(CellRef::new(row, column).to_string(), text);
        }
        assert_eq!(CellRef::parse("$B$2"), Some(CellRef::new(2, 2)));
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAA1", "A-1", "A1B", "甲1"] {
            assert_eq!(CellRef::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_have_their_serial_number() {
        let day = NaiveDate::from_ymd_opt(2021, 12, 1).unwrap();
        assert_eq!(serial(day, false), Some(44531));
        assert_eq!(serial(day, true), Some(44531 - 1462));
        let early = NaiveDate::from_ymd_opt(1900, 2, 28).unwrap();
        assert_eq!([serial(early, false), serial(early.succ_opt().unwrap(), false)], [None, Some(61)]);
    }
}
