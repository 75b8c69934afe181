//! `.xlsx`: cells are streamed, so that far-off cells cost nothing.

use super::book::Merge;
use super::read::damaged;
use super::{Fault, MOST_CELLS, Sheet, Value, too_many_cells, value};
use calamine::{Data, Dimensions, Reader as _, SheetType, SheetVisible, Xlsx};
use std::io::Cursor;

/// Merged regions of a sheet at most.
const MOST_MERGES: usize = 100_000;

/// Reads a workbook; `merges`: some of its cells may be merged.
pub(super) fn read(bytes: &[u8], merges: bool) -> Result<Vec<Sheet>, Fault> {
    let broken = |e: calamine::XlsxError| damaged(&e.to_string());
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let visible = |s: &&calamine::Sheet| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible;
    let names: Vec<String> = book.sheets_metadata().iter().filter(visible).map(|s| s.name.clone()).collect();
    let mut sheets = Vec::new();
    let mut left = MOST_CELLS;
    for name in names {
        let mut sheet = Sheet::new(&name);
        let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
            let (row, column) = cell.pos;
            match of_cell(cell.value.into()) {
                Some(value) => sheet.set(row + 1, column, value),
                None if cell.formula.is_some() => sheet.set(row + 1, column, Value::Uncomputed),
                None => {}
            }
            if sheet.len() > left {
                return Err(too_many_cells());
            }
        }
        drop(cells);
        left -= sheet.len();
        if merges {
            let merged = book.merge_cells_by_sheet_name(&name).map_err(broken)?;
            sheet.fill(&of_merges(&merged)?)?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
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
