//! `.ods`: one pass over the content for its merged cells and for what would fill the memory; then the reader.

use super::book::Merge;
use super::read::damaged;
use super::{Fault, MOST_CELLS, Sheet, office, too_many_cells};
use calamine::{Ods, Reader as _};
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Cursor};
use zip::ZipArchive;

/// Cells that the reader holds at once, rectangles and repeated cells counted in full.
const MOST_AREA: u64 = 2 * MOST_CELLS as u64;
/// A sheet has no more rows and columns.
const ROWS: u64 = 1 << 20;
const COLUMNS: u64 = 1 << 14;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    let merges = scan(bytes)?;
    let mut book = Ods::new(Cursor::new(bytes)).map_err(|e| match e {
        calamine::OdsError::Password => super::read::encrypted(),
        other => damaged(&other.to_string()),
    })?;
    let of = |name: &str| merges.iter().find(|(n, _)| n == name).map_or_else(Vec::new, |(_, merges)| merges.clone());
    office::sheets(&mut book, |_, name| Ok(of(name)))
}

/// Where the scan is in a sheet.
#[derive(Default)]
struct Place {
    name: String,
    /// Rows and columns so far, rows that repeat counted in full.
    row: u64,
    column: u64,
    repeat: u64,
    /// Width up to the last cell in use: of this row, and of all.
    width: u64,
    widest: u64,
    /// Rows up to the last in use.
    last_row: u64,
    merges: Vec<Merge>,
}

/// The merged cells of each sheet.
fn scan(bytes: &[u8]) -> Result<Vec<(String, Vec<Merge>)>, Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e.to_string()))?;
    let content = zip.by_name("content.xml").map_err(|e| damaged(&e.to_string()))?;
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut out = Vec::new();
    let mut open: Vec<Place> = Vec::new();
    let mut held = 0u64;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|e| damaged(&e.to_string()))? {
            Event::Start(e) => match (e.name().as_ref(), open.last_mut()) {
                ("table:table", _) => {
                    let name = text(&e, "table:name").unwrap_or_default();
                    open.push(Place { name, ..Place::default() });
                }
                ("table:table-row", Some(p)) => {
                    p.repeat = count(&e, "table:number-rows-repeated").min(ROWS);
                    (p.column, p.width) = (0, 0);
                }
                ("table:table-cell" | "table:covered-table-cell", Some(p)) => cell(p, &e),
                _ => {}
            },
            Event::End(e) => match (e.name().as_ref(), open.last_mut()) {
                ("table:table-row", Some(p)) => {
                    p.row = (p.row + p.repeat).min(ROWS);
                    if p.width > 0 {
                        p.last_row = p.row;
                        p.widest = p.widest.max(p.width);
                        held += p.width;
                    }
                }
                ("table:table", Some(_)) => {
                    let Some(p) = open.pop() else { continue };
                    held = held.saturating_add(p.last_row.saturating_mul(p.widest));
                    out.push((p.name, p.merges));
                }
                _ => {}
            },
            Event::Eof => return Ok(out),
            _ => {}
        }
        if held > MOST_AREA {
            return Err(too_many_cells());
        }
    }
}

fn cell(p: &mut Place, e: &BytesStart<'_>) {
    let repeat = count(e, "table:number-columns-repeated").min(COLUMNS);
    let (rows, columns) = (count(e, "table:number-rows-spanned"), count(e, "table:number-columns-spanned"));
    if rows * columns > 1 && p.repeat == 1 && p.merges.len() < MOST_CELLS {
        let at = |row: u64, column: u64| (row.min(ROWS) as u32, column.min(COLUMNS) as u32);
        p.merges.push((at(p.row + 1, p.column), at(p.row + rows, p.column + columns - 1)));
    }
    p.column = (p.column + repeat).min(COLUMNS);
    if has(e, "office:value-type") || has(e, "calcext:value-type") || has(e, "table:formula") || has(e, "office:value") {
        p.width = p.column;
    }
}

fn text(e: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = e.try_get_attribute(name).ok()??;
    Some(
        quick_xml::escape::unescape(&attribute.value)
            .map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned),
    )
}

fn has(e: &BytesStart<'_>, name: &str) -> bool {
    e.try_get_attribute(name).ok().flatten().is_some()
}

fn count(e: &BytesStart<'_>, name: &str) -> u64 {
    text(e, name).and_then(|s| s.parse::<u64>().ok()).map_or(1, |n| n.clamp(1, ROWS))
}
