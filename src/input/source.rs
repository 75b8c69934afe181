//! The text of a file, and the errors found in it.

use super::error::{InputError, InputErrors, MOST_ERRORS, SET};
use super::set::Set;
use crate::both;
use crate::lang::Note;
use crate::sheet::draft::Cells;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

/// Files larger than this are refused: a region of 450 mills takes about 1 MB, 100,000 units 13 MB, a plan of them 19 MB.
pub const MOST_BYTES: u64 = 32 << 20;

/// Values, tables and lists of a TOML file, about: a parser's tables take up to 300 bytes for each. A plan of 100,000 units
/// has 1.3 million.
pub const MOST_VALUES: usize = 3_000_000;

/// Longest source line shown, bytes.
const LINE_SHOWN: usize = 160;

/// A file's text, at most [`MOST_BYTES`] long, without byte-order mark.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file, as the user named it.
    pub name: String,
    /// Its text.
    pub text: String,
    line_starts: Vec<usize>,
    /// The cells that it comes from, where it is a sheet's text.
    cells: Option<Cells>,
    /// What is put into it from the command line; the places of these texts come after those of the file's.
    sets: Vec<Set>,
    /// Names that the first step of a set may have meant, though this file has no such field.
    known_elsewhere: Vec<&'static str>,
}

fn too_large(name: &str, bytes: u64) -> InputErrors {
    let (size, most) = (bytes.div_ceil(1 << 20).to_string(), MOST_BYTES >> 20);
    let mut e = InputError::whole_file(name, both!("input-file-too-large", size = size, most = most));
    e.help(both!("input-split"));
    InputErrors(vec![e])
}

/// SHA-256 of a text, in hexadecimal.
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut s, b| {
        let _ = write!(s, "{b:02x}");
        s
    })
}

impl Source {
    /// A text under a name; a byte-order mark at its start is dropped.
    pub fn new(name: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect();
        Self { name: name.to_owned(), text, line_starts, cells: None, sets: Vec::new(), known_elsewhere: Vec::new() }
    }

    /// The same, to be read with these values put into it; `known_elsewhere`: names that their first steps may also have meant.
    #[must_use]
    pub fn with_sets(self, sets: Vec<Set>, known_elsewhere: Vec<&'static str>) -> Self {
        Self { sets, known_elsewhere, ..self }
    }

    /// The sets, each with the place where its text begins.
    pub(super) fn sets(&self) -> impl Iterator<Item = (&Set, usize)> {
        let next = |at: &mut usize, set: &'_ Set| {
            let begins = *at;
            *at += set.text().len() + 1;
            Some(begins)
        };
        self.sets.iter().zip(self.sets.iter().scan(self.text.len() + 1, next))
    }

    pub(super) fn known_elsewhere(&self) -> &[&'static str] {
        &self.known_elsewhere
    }

    /// The text of a set and a span in it, where that is what a place lies in.
    fn in_set(&self, span: &Range<usize>) -> Option<(&str, Range<usize>)> {
        let (set, base) = self.sets().take_while(|(_, base)| *base <= span.start).last()?;
        let within = |at: usize| (at - base).min(set.text().len());
        Some((set.text(), within(span.start)..within(span.end.max(span.start))))
    }

    /// The text of a sheet: its errors name cells.
    pub fn of_cells(name: &str, text: &str, cells: Cells) -> Self {
        Self { cells: Some(cells), ..Self::new(name, text) }
    }

    /// Whether it is a sheet's text.
    pub const fn is_sheet(&self) -> bool {
        self.cells.is_some()
    }

    /// Reads a file, whatever it holds.
    ///
    /// # Errors
    /// The file cannot be read, is too large, is empty, or is not a UTF-8 text.
    pub fn read(path: &Path) -> Result<Self, InputErrors> {
        let name = path.display().to_string();
        let io = |e: std::io::Error| InputErrors(vec![InputError::unreadable(&name, &e)]);
        let file = File::open(path).map_err(io)?;
        let meta = file.metadata().map_err(io)?;
        if meta.is_dir() {
            return Err(io(std::io::ErrorKind::IsADirectory.into()));
        }
        if meta.len() > MOST_BYTES {
            return Err(too_large(&name, meta.len()));
        }
        let mut bytes = Vec::new();
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
        Self::from_bytes(&name, &bytes)
    }

    /// A text from a file's bytes.
    ///
    /// # Errors
    /// Too many bytes, none, or not a UTF-8 text.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, InputErrors> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(too_large(name, bytes.len() as u64));
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                let at = e.valid_up_to();
                let valid = String::from_utf8_lossy(&bytes[..at]);
                let source = Self::new(name, &valid);
                let mut errors = Errors::new(&source);
                errors
                    .add(source.text.len()..source.text.len(), both!("input-not-utf-8"))
                    .value(format!("0x{:02X}", bytes[at]))
                    .help(both!("input-not-utf-8-help"));
                return Err(errors.into_errors());
            }
        };
        let source = Self::new(name, text);
        let mut errors = Errors::new(&source);
        if source.text.trim().is_empty() {
            return Err(InputErrors(vec![InputError::whole_file(name, both!("input-file-empty"))]));
        }
        // TOML forbids these; a file with one is most likely no text at all, and one error says so.
        if let Some(at) =
            source.text.find(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{80}'..='\u{9f}'))
        {
            errors
                .add(at..at + 1, both!("input-control-character"))
                .value(format!("0x{:02X}", source.text.as_bytes()[at]))
                .help(both!("input-check-name"));
            return Err(errors.into_errors());
        }
        Ok(source)
    }

    /// About how many values, tables and lists it has, where they are more than [`MOST_VALUES`].
    pub fn too_many_values(&self) -> Option<usize> {
        // each has one of these before or after it
        let values = self.text.bytes().filter(|b| b"=,[{.".contains(b)).count();
        (values > MOST_VALUES).then_some(values)
    }

    /// SHA-256 of the text, in hexadecimal.
    pub fn hash(&self) -> String {
        sha256_hex(&self.text)
    }

    /// Line, from 1, of a byte.
    pub fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&s| s <= at).max(1)
    }

    /// The text of a span, on one line and cut to a readable length.
    pub fn excerpt(&self, span: Range<usize>) -> String {
        let text = match self.in_set(&span) {
            Some((set, span)) => set.get(span),
            None => self.text.get(span),
        };
        let text = text.unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        let cut: String = line.chars().take(60).collect();
        if cut.len() < text.len() { cut + "…" } else { cut }
    }

    fn error(&self, span: Range<usize>, says: Note) -> InputError {
        if let Some(cells) = &self.cells {
            return cells.book.error(cells.at(span.start), says);
        }
        if let Some((set, mark)) = self.in_set(&span) {
            let column = set.get(..mark.start).map_or(0, |before| before.chars().count()) + 1;
            let source_line = set.lines().next().unwrap_or_default().to_owned();
            let mark = mark.start.min(source_line.len())..mark.end.min(source_line.len());
            return InputError {
                line: 1,
                column,
                source_line,
                mark,
                ..InputError::whole_file(&format!("{SET}{set}"), says)
            };
        }
        let text = &self.text;
        let (a, b) = (text.floor_char_boundary(span.start), text.ceil_char_boundary(span.end.max(span.start)));
        let line = self.line(a);
        let start = self.line_starts[line - 1];
        let rest = &text[start..];
        let end = start + rest.find('\n').unwrap_or(rest.len());
        let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
        let (a, b) = (a.min(end), b.clamp(a.min(end), end));
        let from = if end - start <= LINE_SHOWN {
            start
        } else {
            text.floor_char_boundary(a.saturating_sub(LINE_SHOWN / 2).max(start))
        };
        let to = text.floor_char_boundary(end.min(from + LINE_SHOWN));
        let column = text[start..a].chars().count() + 1;
        InputError {
            file: self.name.clone(),
            line,
            column,
            source_line: text[from..to].to_owned(),
            mark: a - from..b.min(to).max(a) - from,
            message: says,
            value: None,
            expected: None,
            help: None,
            cell: None,
        }
    }
}

/// The errors of one source, as they are found.
#[derive(Debug)]
pub struct Errors<'s> {
    /// The source.
    pub source: &'s Source,
    list: Vec<InputError>,
    /// Takes what comes after [`MOST_ERRORS`].
    spill: Option<InputError>,
    /// Where the text is not TOML: a record that such a place may belong to is not said to lack fields.
    pub(super) broken: Vec<usize>,
}

impl<'s> Errors<'s> {
    /// None yet.
    pub fn new(source: &'s Source) -> Self {
        Self { source, list: Vec::new(), spill: None, broken: Vec::new() }
    }

    /// Adds an error at a span of the text; the value is what stands there.
    pub fn add(&mut self, span: Range<usize>, says: Note) -> &mut InputError {
        if self.full() {
            return self.spill.insert(InputError::whole_file("", Note::default()));
        }
        let mut error = self.source.error(span.clone(), says);
        if !span.is_empty() && error.cell.is_none() {
            error.value = Some(self.source.excerpt(span));
        }
        self.list.push(error);
        self.list.last_mut().expect("just pushed")
    }

    /// Adds an error about the file as a whole.
    pub(crate) fn add_whole(&mut self, says: Note) -> &mut InputError {
        if self.full() {
            return self.spill.insert(InputError::whole_file("", Note::default()));
        }
        self.list.push(InputError::whole_file(&self.source.name, says));
        self.list.last_mut().expect("just pushed")
    }

    /// Whether no further one would be kept: whoever finds them may stop.
    pub(crate) const fn full(&self) -> bool {
        self.list.len() >= MOST_ERRORS
    }

    /// Whether there are so many that looking for nearest names in long lists no longer pays.
    pub fn many(&self) -> bool {
        self.list.len() >= 100
    }

    /// Whether the text of a span is not TOML, which has been said.
    pub(super) fn is_broken(&self, span: Range<usize>) -> bool {
        let i = self.broken.partition_point(|&b| b < span.start);
        self.broken.get(i).is_some_and(|&b| b <= span.end)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All, sorted by place.
    pub fn into_errors(self) -> InputErrors {
        self.into_errors_with(Vec::new())
    }

    /// All, and those that were found while the text was drafted from a sheet.
    pub fn into_errors_with(mut self, drafted: Vec<InputError>) -> InputErrors {
        self.list.extend(drafted);
        self.list.sort_by_key(|e| (!e.file.starts_with(SET), e.cell.as_ref().map(|c| c.number), e.line, e.column));
        self.list.truncate(MOST_ERRORS);
        InputErrors(self.list)
    }
}
