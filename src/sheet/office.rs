//! What the readers of workbooks share: which sheets are read, and what their cells and merged regions are to us.

use super::book::Merge;
use super::read::damaged;
use super::{Fault, MOST_CELLS, Sheet, Value, too_many_cells, value};
use calamine::{Data, Dimensions, Range, Reader, SheetType, SheetVisible};
use std::io::{Read, Seek};

/// Merged regions of a sheet at most.
const MOST_MERGES: usize = 100_000;

/// Names of the worksheets that are not hidden.
pub(super) fn visible<S: Read + Seek, R: Reader<S>>(book: &R) -> Vec<String> {
    let seen = |s: &&calamine::Sheet| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible;
    book.sheets_metadata().iter().filter(seen).map(|s| s.name.clone()).collect()
}

/// The visible sheets of a book that is read rectangle by rectangle; `merges` gives the merged regions of each.
pub(super) fn sheets<S: Read + Seek, R: Reader<S>>(
    book: &mut R,
    merges: impl Fn(&mut R, &str) -> Result<Vec<Merge>, Fault>,
) -> Result<Vec<Sheet>, Fault>
where
    R::Error: std::fmt::Display,
{
    let (mut left, mut to_cover) = (MOST_CELLS, MOST_CELLS);
    let mut sheets = Vec::new();
    for name in visible(book) {
        let range = book.worksheet_range(&name).map_err(|e| damaged(&e.to_string()))?;
        let mut sheet = of_range(&name, &range, left)?;
        left -= sheet.len();
        sheet.fill(&merges(book, &name)?, &mut to_cover)?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The cells of a rectangle, at most `left` of them.
fn of_range(name: &str, range: &Range<Data>, left: usize) -> Result<Sheet, Fault> {
    let mut sheet = Sheet::new(name);
    let (top, first) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        if let Some(value) = of_cell(data.clone()) {
            sheet.set(top + row as u32 + 1, first + column as u32, value);
        }
        if sheet.len() > left {
            return Err(too_many_cells());
        }
    }
    Ok(sheet)
}

/// Merged regions in our counting.
pub(super) fn of_merges(merges: &[Dimensions]) -> Result<Vec<Merge>, Fault> {
    if merges.len() > MOST_MERGES {
        return Err(too_many_cells());
    }
    let ours = |&(row, column): &(u32, u32)| (row.saturating_add(1), column);
    Ok(merges.iter().map(|d| (ours(&d.start), ours(&d.end))).collect())
}

/// A cell; `None`: blank.
pub(super) fn of_cell(data: Data) -> Option<Value> {
    Some(match data {
        Data::Empty => return None,
        Data::Int(i) => Value::Number(i as f64),
        Data::Float(x) => Value::Number(x),
        Data::String(s) => Value::Text(s),
        Data::Bool(b) => Value::Flag(b),
        Data::DateTime(t) if t.is_datetime() => value::of_date_cell(&t),
        Data::DateTime(t) => Value::Number(t.as_f64()),
        Data::DateTimeIso(s) | Data::DurationIso(s) => value::of_iso(s),
        Data::Error(e) => Value::Fault(e.to_string()),
    })
}
