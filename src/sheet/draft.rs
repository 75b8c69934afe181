//! A sheet as a TOML text that knows its cells: the readers of the formats check the text, and what they find wrong is said
//! of the cell.

use super::{Book, CellAt, Value, a1};
use crate::both;
use crate::input::error::{InputError, MOST_ERRORS};
use crate::input::source::Source;
use crate::lang::Note;
use std::ops::Range;
use std::rc::Rc;

/// Which cell each stretch of a text comes from.
#[derive(Debug, Clone)]
pub struct Cells {
    /// The book.
    pub book: Rc<Book>,
    /// Stretches, by their start; one within another comes after it.
    marks: Vec<(Range<usize>, CellAt)>,
}

impl Cells {
    /// The cell of the innermost stretch around a byte; between stretches, of the one before it.
    pub fn at(&self, byte: usize) -> CellAt {
        let before = &self.marks[..self.marks.partition_point(|(r, _)| r.start <= byte)];
        let around = before.iter().rev().find(|(r, _)| byte < r.end);
        around.or(before.last()).map_or(CellAt { sheet: 0, row: 1, column: 0 }, |m| m.1)
    }
}

/// A text in the making.
#[derive(Debug)]
pub struct Draft {
    book: Rc<Book>,
    /// The text so far.
    pub text: String,
    lines: usize,
    marks: Vec<(Range<usize>, CellAt)>,
    errors: Vec<InputError>,
    /// Takes what comes after [`MOST_ERRORS`].
    spill: Option<InputError>,
}

impl Draft {
    /// An empty one.
    pub fn new(book: &Rc<Book>) -> Self {
        Self { book: Rc::clone(book), text: String::new(), lines: 0, marks: Vec::new(), errors: Vec::new(), spill: None }
    }

    /// Adds text that comes from no cell of its own.
    pub fn push(&mut self, text: &str) {
        self.lines += text.matches('\n').count();
        self.text += text;
    }

    /// Adds text that comes from a cell.
    pub fn mark(&mut self, text: &str, at: CellAt) {
        let start = self.text.len();
        self.push(text);
        self.marks.push((start..self.text.len(), at));
    }

    /// Adds a table's header, as `[[stops]]`, and gives its line.
    pub fn header(&mut self, header: &str, at: CellAt) -> usize {
        self.push("\n");
        self.mark(header, at);
        let line = self.lines + 1;
        self.push("\n");
        line
    }

    /// Adds a line `name = value`.
    pub fn field(&mut self, name: &str, value: &str, at: CellAt) {
        self.mark(&format!("{name} = {value}"), at);
        self.push("\n");
    }

    /// Adds an error at a cell, for what no reader of the text can see.
    pub fn error(&mut self, at: CellAt, says: Note) -> &mut InputError {
        if self.errors.len() >= MOST_ERRORS {
            return self.spill.insert(InputError::whole_file("", Note::default()));
        }
        self.errors.push(self.book.error(at, says));
        self.errors.last_mut().expect("just pushed")
    }

    /// Adds an error about the file as a whole.
    pub fn whole(&mut self, says: Note) -> &mut InputError {
        self.errors.push(InputError::whole_file(&self.book.name, says));
        self.errors.last_mut().expect("just pushed")
    }

    /// Whether a cell holds a value that can be used; else says why not.
    pub fn usable(&mut self, at: CellAt, value: &Value) -> bool {
        match value {
            Value::Fault(e) => {
                self.error(at, both!("sheet-formula-error", error = e)).help(both!("sheet-formula-error-help"));
            }
            Value::Uncomputed => {
                self.error(at, both!("sheet-no-result")).help(both!("sheet-no-result-help"));
            }
            Value::Covered(row, column) => {
                let says = both!("sheet-merged-across", cell = a1(*row, *column));
                self.error(at, says).help(both!("sheet-merged-across-help"));
            }
            _ => return true,
        }
        false
    }

    /// The text as a source whose errors name cells, and the errors so far.
    pub fn finish(self) -> (Source, Vec<InputError>) {
        let name = self.book.name.clone();
        let cells = Cells { book: self.book, marks: self.marks };
        (Source::of_cells(&name, &self.text, cells), self.errors)
    }
}
