//! What the cells of a sheet hold, as far as a ledger needs it.

use super::XlsxError;
use super::cell::CellRef;
use super::walk::{Step, Walk, attribute, column, name, number};
use super::xml;
use std::collections::BTreeMap;

/// What a cell holds and how it looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// Its text; of a number, its digits.
    pub text: String,
    /// Its format.
    pub format: u32,
    /// It has a formula.
    pub formula: bool,
}

/// What the cells of a sheet hold; `shared` are the workbook's shared texts.
///
/// # Errors
/// The sheet is damaged.
pub fn contents(text: &str, part: &str, shared: &[String]) -> Result<BTreeMap<CellRef, Content>, XlsxError> {
    let mut out: BTreeMap<CellRef, Content> = BTreeMap::new();
    let mut walk = Walk::new(text, part);
    let (mut at, mut content, mut is_shared) = (CellRef::new(0, 0), Content::default(), false);
    // the element of the cell whose text is read; phonetic guides are not
    let (mut reads, mut phonetic, mut in_data) = (false, 0, false);
    while let Some((step, depth, _)) = walk.next()? {
        match step {
            Step::Open(tag, empty) => match (depth, name(&tag)) {
                (1, here) => in_data = here == "sheetData",
                (2, "row") => at = CellRef::new(number(&tag, at.row), 0),
                (3, "c") => {
                    at.column = column(&tag, at.column);
                    is_shared = attribute(&tag, "t").as_deref() == Some("s");
                    let format = attribute(&tag, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
                    content = Content { format, ..Content::default() };
                    if empty {
                        out.insert(at, content.clone());
                    }
                }
                (4, "f") => content.formula = true,
                (_, "rPh") if !empty => phonetic = depth,
                (4.., "v" | "t") => reads = !empty && phonetic == 0,
                _ => {}
            },
            Step::Text(t) if reads => content.text += &t,
            Step::Close if in_data => {
                reads = false;
                if depth == phonetic {
                    phonetic = 0;
                }
                if depth == 3 && at.column > 0 {
                    if is_shared {
                        let text = content.text.trim().parse::<usize>().ok().and_then(|i| shared.get(i));
                        content.text = text.cloned().unwrap_or_default();
                    } else {
                        content.text = xml::unescape_x(&content.text);
                    }
                    out.insert(at, std::mem::take(&mut content));
                }
            }
            Step::Text(_) | Step::Close => {}
        }
    }
    Ok(out)
}

/// The shared texts of a workbook.
///
/// # Errors
/// They are damaged.
pub fn shared_texts(text: &str, part: &str) -> Result<Vec<String>, XlsxError> {
    let (mut out, mut reads, mut phonetic) = (Vec::<String>::new(), false, false);
    let mut walk = Walk::new(text, part);
    while let Some((step, depth, _)) = walk.next()? {
        match step {
            Step::Open(tag, _) if depth == 1 && name(&tag) == "si" => out.push(String::new()),
            Step::Open(tag, empty) if name(&tag) == "rPh" => phonetic = !empty,
            Step::Open(tag, empty) => reads = !empty && !phonetic && name(&tag) == "t",
            Step::Text(t) if reads => out.last_mut().into_iter().for_each(|s| s.push_str(&t)),
            Step::Text(_) => {}
            Step::Close => {
                reads = false;
                phonetic &= depth != 2;
            }
        }
    }
    Ok(out.iter().map(|t| xml::unescape_x(t)).collect())
}
