//! `.xlsx`: cells are streamed, so that far-off cells cost nothing.

use super::office::{of_cell, of_merges, visible};
use super::read::damaged;
use super::{Fault, MOST_CELLS, Sheet, Value, too_many_cells};
use calamine::{Reader as _, Xlsx};
use std::io::Cursor;

/// Reads a workbook; `merges`: some of its cells may be merged.
pub(super) fn read(bytes: &[u8], merges: bool) -> Result<Vec<Sheet>, Fault> {
    let broken = |e: calamine::XlsxError| damaged(&e.to_string());
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut sheets = Vec::new();
    let (mut left, mut to_cover) = (MOST_CELLS, MOST_CELLS);
    for name in visible(&book) {
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
            sheet.fill(&of_merges(&merged)?, &mut to_cover)?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}
