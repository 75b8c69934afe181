//! The boxes that notes are shown in: a VML drawing, as spreadsheet programs still keep them. Such parts need not be
//! well-formed XML, so ours go before the end of theirs.

use super::XlsxError;
use super::cell::CellRef;
use super::comments::Notes;
use std::fmt::Write as _;

/// The prefixes of our elements and what they stand for.
const NAMES: [(&str, &str); 3] = [
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
];
const SHAPE_TYPE: &str = " id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
    <v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";
/// Numbers of shapes of a drawing are a block of so many.
const BLOCK: u32 = 1024;
/// Half-width characters on a line of a box, and lines on a row of the sheet, about.
const LINE: usize = 44;

/// An empty drawing, whose shapes are numbered in a block.
pub fn empty(block: u32) -> String {
    let names = bindings("");
    format!(
        "<xml{names}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{block}\"/>\
         </o:shapelayout></xml>"
    )
}

/// The declarations of our prefixes that the first tag of a drawing lacks: a program may have bound others to the same names.
fn bindings(root: &str) -> String {
    let bound =
        |(prefix, uri): &(&str, &str)| ['"', '\''].iter().any(|q| root.contains(&format!(" xmlns:{prefix}={q}{uri}{q}")));
    NAMES
        .iter()
        .filter(|n| !bound(n))
        .fold(String::new(), |out, (prefix, uri)| out + " xmlns:" + prefix + "=\"" + uri + "\"")
}

/// The blocks of numbers that a drawing uses.
pub fn blocks(vml: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(vml);
    let map = text.find("idmap").and_then(|at| text[at..].find("data=").map(|i| &text[at + i + 6..]));
    let list = map.and_then(|m| m.split(['"', '\'']).next()).unwrap_or("");
    list.split(',').filter_map(|n| n.trim().parse().ok()).collect()
}

/// A drawing with boxes for the notes of some cells.
///
/// # Errors
/// It is damaged.
pub fn add(vml: &[u8], part: &str, cells: &[CellRef], notes: &Notes) -> Result<Vec<u8>, XlsxError> {
    let lower = vml.to_ascii_lowercase();
    let find = |what: &str| lower.windows(what.len()).rposition(|w| w == what.as_bytes());
    let end = find("</xml>").ok_or_else(|| XlsxError::damaged(part, &"no </xml>"))?;
    let root = lower.windows(4).position(|w| w == b"<xml").unwrap_or(0);
    let tag = vml[root..].split(|b| *b == b'>').next().unwrap_or_default();
    let names = bindings(&String::from_utf8_lossy(tag));
    let mut new = String::new();
    if find("id=\"_x0000_t202\"").is_none() && find("id='_x0000_t202'").is_none() {
        let _ = write!(new, "<v:shapetype{names}{SHAPE_TYPE}");
    }
    let first_block = blocks(vml).first().copied().unwrap_or(1).min(u32::MAX / BLOCK);
    let mut id = highest(&lower).unwrap_or(first_block * BLOCK);
    for cell in cells {
        id = id.wrapping_add(1);
        shape(&mut new, &names, id, *cell, notes.get(cell).map_or("", String::as_str));
    }
    let mut out = vml[..end].to_vec();
    out.extend_from_slice(new.as_bytes());
    out.extend_from_slice(&vml[end..]);
    Ok(out)
}

/// The highest number of a shape.
fn highest(lower: &[u8]) -> Option<u32> {
    const NAME: &[u8] = b"_x0000_s";
    let numbers = lower.windows(NAME.len()).enumerate().filter(|(_, w)| *w == NAME).filter_map(|(i, _)| {
        let digits = lower[i + NAME.len()..].iter().take_while(|b| b.is_ascii_digit()).take(9);
        digits.fold(None, |n: Option<u32>, b| Some(n.unwrap_or(0) * 10 + u32::from(b - b'0')))
    });
    numbers.max()
}

fn shape(out: &mut String, names: &str, id: u32, cell: CellRef, note: &str) {
    let wide = |line: &str| unicode_width::UnicodeWidthStr::width(line) / LINE + 1;
    let lines = note.lines().map(wide).sum::<usize>().clamp(3, 24) as u32;
    let (row, column) = (cell.row - 1, cell.column - 1);
    let _ = write!(
        out,
        "<v:shape{names} id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;\
         height:{}pt;z-index:{};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
         <v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">\
         <div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
         <x:Anchor>{}, 15, {}, 4, {}, 15, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
         </x:ClientData></v:shape>",
        lines * 14 + 8,
        id % BLOCK + 1,
        column + 1,
        row.saturating_sub(1),
        column + 5,
        row + lines + 1,
    );
}
