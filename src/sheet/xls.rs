//! `.xls`: the workbook's stream is walked first, record by record, for what would fill the memory; the reader is then given
//! that stream and nothing else.

use super::office::{self, of_merges};
use super::read::{damaged, encrypted};
use super::{Fault, MOST_BYTES, MOST_CELLS, Sheet, too_many_cells};
use calamine::{Reader as _, Xls};
use cfb::{CompoundFile, Version};
use std::io::{Cursor, Read as _, Write as _};

/// Cells of the rectangles around each sheet's cells, all sheets together.
const MOST_AREA: usize = 2 * MOST_CELLS;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    let io = |e: std::io::Error| damaged(&e.to_string());
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(io)?;
    if file.exists("/EncryptedPackage") || file.exists("/EncryptionInfo") {
        return Err(encrypted());
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|n| file.is_stream(n)).ok_or_else(|| damaged(""))?;
    let mut stream = Vec::new();
    file.open_stream(name).map_err(io)?.take(MOST_BYTES as u64).read_to_end(&mut stream).map_err(io)?;
    check(&stream)?;
    let mut clean = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new())).map_err(io)?;
    clean.create_stream(name).and_then(|mut s| s.write_all(&stream)).map_err(io)?;
    let clean = clean.into_inner().into_inner();

    let mut book = Xls::new(Cursor::new(clean)).map_err(|e| damaged(&e.to_string()))?;
    office::sheets(&mut book, |book, name| of_merges(&book.merge_cells_by_sheet_name(name).unwrap_or_default()))
}

/// A record of the stream: its type and data.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = self.0.split_at_checked(4)?;
        let (data, next) = rest.split_at_checked(usize::from(u16_at(head, 2)))?;
        self.0 = next;
        Some((u16_at(head, 0), data))
    }
}

fn u16_at(data: &[u8], at: usize) -> u16 {
    data.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(data: &[u8], at: usize) -> u32 {
    u32::from(u16_at(data, at)) | u32::from(u16_at(data, at + 2)) << 16
}

const END: u16 = 0x000A;
const BEGIN: u16 = 0x0809;
const PASSWORD: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const MANY_NUMBERS: u16 = 0x00BD;
/// Formula, label of a string table, rich label, number, label, flag or error, short number: row and column come first.
const CELLS: [u16; 7] = [0x0006, 0x00FD, 0x00D6, 0x0203, 0x0204, 0x0205, 0x027E];

/// Checks a workbook's stream: no password, and no sheet so wide or long that its rectangle would fill the memory.
fn check(stream: &[u8]) -> Result<(), Fault> {
    let mut area = 0usize;
    let mut sheets = 0usize;
    for (kind, data) in Records(stream).take_while(|&(kind, _)| kind != END) {
        match kind {
            PASSWORD if u16_at(data, 0) != 0 => return Err(encrypted()),
            SHEET => {
                let at = u32_at(data, 0) as usize;
                area = area.saturating_add(extent(stream.get(at..).ok_or_else(|| damaged(""))?));
                sheets += 1;
            }
            _ => {}
        }
        if area > MOST_AREA || sheets > 1000 {
            return Err(too_many_cells());
        }
    }
    Ok(())
}

/// Cells of the rectangle that a sheet declares or fills, whichever is larger.
fn extent(stream: &[u8]) -> usize {
    let (mut rows, mut columns) = ((u32::MAX, 0), (u32::MAX, 0));
    let mut declared = 0;
    let (mut depth, mut begun) = (0usize, false);
    for (kind, data) in Records(stream) {
        match kind {
            BEGIN if begun => depth += 1,
            BEGIN => begun = true,
            END if depth == 0 => break,
            END => depth -= 1,
            DIMENSIONS if depth == 0 => declared = declared.max(declared_area(data)),
            _ if depth == 0 && (kind == MANY_NUMBERS || CELLS.contains(&kind)) => {
                let (row, first) = (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)));
                let last = if kind == MANY_NUMBERS { u32::from(u16_at(data, data.len().saturating_sub(2))) } else { first };
                rows = (rows.0.min(row), rows.1.max(row));
                columns = (columns.0.min(first), columns.1.max(first).max(last));
            }
            _ => {}
        }
    }
    let span = |(a, b): (u32, u32)| (b + 1).saturating_sub(a.min(b)) as usize;
    declared.max(span(rows).saturating_mul(span(columns)))
}

/// Cells of a declared rectangle; one that ends before it starts counts as endless.
fn declared_area(data: &[u8]) -> usize {
    let (first_row, last_row, first, last) = if data.len() < 14 {
        (u32::from(u16_at(data, 0)), u32::from(u16_at(data, 2)), u16_at(data, 4), u16_at(data, 6))
    } else {
        (u32_at(data, 0), u32_at(data, 4), u16_at(data, 8), u16_at(data, 10))
    };
    let first = if first > 0xFF || last < first { 0 } else { first };
    if last_row == 0 || last == 0 {
        return 1;
    }
    let rows = last_row.checked_sub(first_row).map_or(usize::MAX, |n| n as usize);
    rows.saturating_mul(usize::from(last - first))
}
