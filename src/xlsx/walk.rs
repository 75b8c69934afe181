//! The elements of a part that is too large for a tree, one after the other.

use super::XlsxError;
use super::cell::{CellRef, MAX_ROW};
use crate::both;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// An element as the reader passes it.
pub enum Step<'a> {
    /// `<a>`, or `<a/>` where `true`.
    Open(BytesStart<'a>, bool),
    /// `</a>`.
    Close,
    /// Text between them.
    Text(String),
}

/// The elements of a sheet with their depth (the root has 0) and place.
pub struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
}

impl<'a> Walk<'a> {
    /// The elements of a part's text.
    pub fn new(text: &'a str, part: &'a str) -> Self {
        Self { reader: Reader::from_str(text), part, depth: 0 }
    }

    /// The next step, its depth and its range.
    pub fn next(&mut self) -> Result<Option<(Step<'a>, usize, Range<usize>)>, XlsxError> {
        loop {
            let from = self.reader.buffer_position() as usize;
            let event = self.reader.read_event().map_err(|e| XlsxError::damaged(self.part, &e.to_string()))?;
            let range = from..self.reader.buffer_position() as usize;
            let step = match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    return Ok(Some((Step::Open(tag, false), self.depth - 1, range)));
                }
                Event::Empty(tag) => return Ok(Some((Step::Open(tag, true), self.depth, range))),
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Some((Step::Close, self.depth, range)));
                }
                Event::Text(t) => Step::Text(t.xml10_content().into_owned()),
                Event::CData(t) => Step::Text(t.xml10_content().into_owned()),
                Event::GeneralRef(r) => {
                    let name = r.into_inner();
                    let text = quick_xml::escape::unescape(&format!("&{name};")).map(std::borrow::Cow::into_owned);
                    Step::Text(text.map_err(|e| XlsxError::damaged(self.part, &e.to_string()))?)
                }
                Event::DocType(_) => return Err(XlsxError::damaged(self.part, &"DOCTYPE")),
                Event::Eof if self.depth > 0 => return Err(XlsxError::damaged(self.part, &both!("xlsx-cut-off"))),
                Event::Eof => return Ok(None),
                _ => continue,
            };
            return Ok(Some((step, self.depth, range)));
        }
    }
}

/// The local name of an element.
pub fn name<'a>(tag: &'a BytesStart) -> &'a str {
    tag.local_name().into_inner()
}

/// An attribute by its local name.
pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let a = tag.attributes().flatten().find(|a| a.key.local_name().into_inner() == name)?;
    quick_xml::escape::unescape(&a.value).ok().map(std::borrow::Cow::into_owned)
}

/// The number of the next row: what it says, if that is one of a sheet, else the one after the last.
pub fn number(tag: &BytesStart, last: u32) -> u32 {
    let said = attribute(tag, "r").and_then(|r| r.parse().ok()).filter(|row| (1..=MAX_ROW).contains(row));
    said.unwrap_or(last.saturating_add(1))
}

/// The column of the next cell, likewise.
pub fn column(tag: &BytesStart, last: u32) -> u32 {
    attribute(tag, "r").and_then(|r| CellRef::parse(&r)).map_or(last.saturating_add(1), |c| c.column)
}
