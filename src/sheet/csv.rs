//! `.csv`: UTF-8, GB18030 or UTF-16; comma, semicolon or tab. A quote that is never closed is an error: it would swallow the
//! rows after it.

use super::write::without_mark;
use super::{Fault, MOST_CELLS, Sheet, Value, too_many_cells};
use crate::both;
use encoding_rs::{Encoding, GB18030, UTF_8};

const SEPARATORS: [char; 3] = [',', ';', '\t'];

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Fault> {
    let text = decode(bytes)?;
    if let Some(c) = text.chars().find(|c| c.is_control() && !c.is_whitespace()) {
        return Err(both!("sheet-control-character", code = format_args!("0x{:02X}", u32::from(c))));
    }
    // Excel's own way of telling the separator.
    let (separator, body, mut row) = match text.lines().next().and_then(|l| l.trim_end().strip_prefix("sep=")) {
        Some(s) if s.chars().count() == 1 => {
            (s.chars().next().unwrap_or(','), text.split_once('\n').map_or("", |(_, rest)| rest), 2)
        }
        _ => (separator(&text), &*text, 1),
    };
    let mut sheet = Sheet::new("");
    let (mut column, mut field, mut quoted, mut opened) = (0, String::new(), false, 0);
    let mut line = row;
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        line += u32::from(c == '\n');
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                (quoted, opened) = (true, line);
            }
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                set(&mut sheet, row, column, &mut field);
                (row, column) = (row + 1, 0);
            }
            c if c == separator && !quoted => {
                set(&mut sheet, row, column, &mut field);
                column += 1;
            }
            c => field.push(c),
        }
        if sheet.len() > MOST_CELLS {
            return Err(too_many_cells());
        }
    }
    if quoted {
        return Err(both!("sheet-open-quote", line = opened.to_string()));
    }
    set(&mut sheet, row, column, &mut field);
    Ok(sheet)
}

/// Sets a cell to what was gathered of it.
fn set(sheet: &mut Sheet, row: u32, column: u32, field: &mut String) {
    sheet.set(row, column, Value::Text(without_mark(&std::mem::take(field)).to_owned()));
}

fn decode(bytes: &[u8]) -> Result<String, Fault> {
    let encodings = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => vec![encoding],
        None => vec![UTF_8, GB18030],
    };
    let body = Encoding::for_bom(bytes).map_or(bytes, |(_, length)| &bytes[length..]);
    let text = encodings.into_iter().find_map(|e| e.decode_without_bom_handling_and_without_replacement(body));
    text.map(std::borrow::Cow::into_owned).ok_or_else(|| both!("sheet-not-utf-8"))
}

/// The separator seen most often outside quotes in the first lines.
fn separator(text: &str) -> char {
    let mut counts = [0usize; SEPARATORS.len()];
    for line in text.lines().filter(|l| !l.trim().is_empty()).take(20) {
        for part in line.split('"').step_by(2) {
            for (n, s) in counts.iter_mut().zip(SEPARATORS) {
                *n += part.matches(s).count();
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    SEPARATORS[counts.iter().position(|&n| n == most).unwrap_or(0)]
}
