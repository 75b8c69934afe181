//! Errors of rows: the first ones in full, the rest as a number. A wrong column makes millions of them.

use super::header::decode;
use crate::both;
use crate::input::InputError;
use crate::lang::Note;
use std::ops::Range;

/// So many errors of a file are shown.
pub const SHOWN: usize = 50;

/// Longest source line shown, characters.
const LINE_SHOWN: usize = 160;

/// Errors of a file or a part of it.
#[derive(Debug, Default)]
pub struct Faults {
    /// In full.
    pub shown: Vec<InputError>,
    /// Further ones.
    pub more: u64,
}

/// A row, where an error stands.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// The file.
    pub file: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// The bytes of the line.
    pub text: &'a [u8],
    /// Whether they are GB18030.
    pub gb: bool,
}

impl Faults {
    /// Adds an error unless there are many; `make` is called only then.
    pub fn add(&mut self, make: impl FnOnce() -> InputError) {
        if self.shown.len() < SHOWN {
            self.shown.push(make());
        } else {
            self.more += 1;
        }
    }

    /// Takes those of a later part of the file, whose lines start after `lines`.
    pub fn take(&mut self, part: Self, lines: usize) {
        for mut e in part.shown {
            self.add(|| {
                e.line += lines;
                e
            });
        }
        self.more += part.more;
    }

    /// All, with a last one that tells how many are not shown.
    pub fn into_errors(mut self, file: &str) -> Vec<InputError> {
        self.shown.sort_by_key(|e| e.line);
        if self.more > 0 {
            let says = both!("records-more-errors", n = self.more.to_string());
            self.shown.push(InputError::whole_file(file, says));
        }
        self.shown
    }
}

impl Spot<'_> {
    /// An error at some bytes of the line.
    pub fn error(&self, at: Range<usize>, says: Note) -> InputError {
        let part = |r: Range<usize>| decode(self.text.get(r).unwrap_or_default(), self.gb).into_owned();
        let clean = |s: String| s.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect::<String>();
        let (before, field) = (clean(part(0..at.start)), clean(part(at.clone())));
        let column = before.chars().count() + 1;
        let line = clean(part(0..self.text.len()));
        let (source_line, start) = if line.chars().count() <= LINE_SHOWN && line.get(before.len()..).is_some() {
            (line, before.len())
        } else {
            (field.chars().take(LINE_SHOWN).collect(), 0)
        };
        let end = (start + field.len()).min(source_line.len());
        let end = source_line.floor_char_boundary(end);
        let mut e = InputError::whole_file(self.file, says);
        (e.line, e.column, e.mark) = (self.line, column, start.min(end)..end);
        e.source_line = source_line;
        if !field.is_empty() {
            e.value(field.chars().take(60).collect::<String>());
        }
        e
    }
}
