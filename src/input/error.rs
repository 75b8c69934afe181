//! Errors of files, in words and with the source line.

use crate::lang::{Lang, Note, io_words, printable};
use crate::{both, say};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::ops::Range;
use std::{fmt, io};

/// Where a file and its format part.
#[derive(Debug, Clone, PartialEq)]
pub struct InputError {
    /// The file, as the user named it.
    pub file: String,
    /// Line from 1; 0 where the error is about the file as a whole.
    pub line: usize,
    /// Column from 1, in characters; 0 likewise.
    pub column: usize,
    /// The source line, cut around the place where it is very long.
    pub source_line: String,
    /// The bytes of `source_line` that are wrong.
    pub mark: Range<usize>,
    /// What is wrong.
    pub message: Note,
    /// The value as filed.
    pub value: Option<String>,
    /// What was expected.
    pub expected: Option<Note>,
    /// What to do.
    pub help: Option<Note>,
    /// The cell, where the file is one of sheets: `line` is then its row, `column` its column from 1, and `source_line` the
    /// cells of the row.
    pub cell: Option<Cell>,
}

/// What a value from the command line begins with where it stands in for a file's name.
pub(super) const SET: &str = "--set ";

/// The cell of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Name of the sheet; empty in a CSV file.
    pub sheet: String,
    /// Its place among the sheets of the file, from 0.
    pub number: usize,
    /// As on screen: D7.
    pub address: String,
}

impl Cell {
    /// The cell of a file in words.
    pub fn words(&self, file: &str, lang: Lang) -> String {
        let Self { sheet, address, .. } = self;
        if sheet.is_empty() {
            return say!(lang, "input-cell", file = file, address = address);
        }
        say!(lang, "input-cell-of-sheet", file = file, sheet = sheet, address = address)
    }
}

impl InputError {
    /// An error about a file as a whole.
    pub fn whole_file(file: &str, says: Note) -> Self {
        Self {
            file: file.to_owned(),
            line: 0,
            column: 0,
            source_line: String::new(),
            mark: 0..0,
            message: says,
            value: None,
            expected: None,
            help: None,
            cell: None,
        }
    }

    /// A file that cannot be read.
    pub fn unreadable(file: &str, e: &io::Error) -> Self {
        Self::whole_file(file, both!("io-file", why = |l| io_words(e, l)))
    }

    /// Whether it is one of those that are kept: what comes after [`MOST_ERRORS`] has no words.
    pub(super) fn is_kept(&self) -> bool {
        self.message != Note::default()
    }

    /// With the value as filed.
    pub fn value(&mut self, value: impl Into<String>) -> &mut Self {
        self.value = Some(value.into());
        self
    }

    /// With what was expected.
    pub fn expected(&mut self, says: Note) -> &mut Self {
        self.expected = Some(says);
        self
    }

    /// With what to do.
    pub fn help(&mut self, says: Note) -> &mut Self {
        self.help = Some(says);
        self
    }

    /// The error with its source line, for people; `styled` with the colours of a terminal.
    pub fn render(&self, lang: Lang, styled: bool) -> String {
        let title = Level::ERROR.with_name(say!(lang, "input-error")).primary_title(plain(self.message.pick(lang)));
        let note = |name: String, text: &str| Level::NOTE.with_name(name).message(plain(text));
        let expected = self.expected.as_ref().map(|e| e.pick(lang));
        let file = plain(&self.file);
        let mut group = if let Some(cell) = &self.cell {
            let group = title.element(Origin::path(plain(&cell.words(&self.file, lang))));
            let group = if self.source_line.is_empty() {
                group
            } else {
                group.element(note(say!(lang, "input-row"), &self.source_line))
            };
            expected.into_iter().fold(group, |g, e| g.element(note(say!(lang, "input-expected"), e)))
        } else if self.line == 0 {
            title.element(Origin::path(file))
        } else {
            let at = |byte: usize| self.source_line.get(..byte).map_or(byte, |before| plain(before).len());
            let mut mark = AnnotationKind::Primary.span(at(self.mark.start)..at(self.mark.end));
            if let Some(e) = expected {
                mark = mark.label(plain(&say!(lang, "input-expected-here", what = e)));
            }
            let snippet = Snippet::source(plain(&self.source_line)).line_start(self.line).annotation(mark);
            if file.starts_with(SET) {
                title.element(Origin::path(file)).element(snippet)
            } else {
                title.element(snippet.path(file))
            }
        };
        let shown = self.source_line.get(self.mark.clone()).filter(|_| self.cell.is_none());
        if let Some(v) = self.value.as_deref().filter(|v| shown.is_none_or(|s| !s.contains(v))) {
            group = group.element(note(say!(lang, "input-value"), v));
        }
        if let Some(h) = &self.help {
            group = group.element(Level::HELP.with_name(say!(lang, "input-help")).message(plain(h.pick(lang))));
        }
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        let text = renderer.render(&[group]);
        match lang {
            Lang::Zh => text.replacen(": ", "：", 1), // that of the title
            Lang::En => text,
        }
    }
}

/// As people are shown it: what of a file would steer a terminal is replaced; a tab takes the renderer's blanks.
fn plain(text: &str) -> String {
    text.split('\t').map(printable).collect::<Vec<_>>().join("\t")
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::En, false))
    }
}

/// All errors found in one run: by file in the order read, then by line. Never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct InputErrors(pub Vec<InputError>);

/// Collecting stops at so many errors of a file: nobody reads further.
pub const MOST_ERRORS: usize = 1000;

impl InputErrors {
    /// All errors and a closing count, for people; `styled` with the colours of a terminal.
    pub fn render(&self, lang: Lang, styled: bool) -> String {
        let mut out = String::new();
        for e in &self.0 {
            out += &e.render(lang, styled);
            out += "\n\n";
        }
        let n = self.0.len();
        out += &if n >= MOST_ERRORS {
            say!(lang, "input-errors-or-more", count = n.to_string())
        } else {
            say!(lang, "input-errors", count = n)
        };
        out + "\n"
    }
}

impl fmt::Display for InputErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::En, false))
    }
}

impl std::error::Error for InputErrors {}
