//! A grid of cells.

use super::{CellAt, Fault, Form, a1, too_many_cells};
use crate::input::error::{Cell, InputError};
use crate::lang::Note;
use chrono::{NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;

/// A file of sheets, as read.
#[derive(Debug, Clone)]
pub struct Book {
    /// The file, as the user named it.
    pub name: String,
    /// Which kind it is.
    pub form: Form,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// Its visible sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// A sheet: its cells that are not blank.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name; empty in a CSV file.
    pub name: String,
    cells: BTreeMap<(u32, u32), Value>,
}

/// What a cell holds; of a formula, its stored value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, not blank.
    Text(String),
    /// A number.
    Number(f64),
    /// A date, or a date and time.
    Moment(NaiveDateTime),
    /// True or false.
    Flag(bool),
    /// An error such as `#REF!`.
    Fault(String),
    /// A formula that was stored without its value.
    Uncomputed,
    /// Part of a merged cell that stands in another column: row from 1, column from 0.
    Covered(u32, u32),
}

impl Value {
    /// As on screen.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(s) | Self::Fault(s) => s.clone(),
            Self::Number(x) => x.to_string(),
            Self::Moment(t) if t.time() == NaiveTime::MIN => t.date().to_string(),
            Self::Moment(t) => t.to_string(),
            Self::Flag(b) => b.to_string(),
            Self::Uncomputed => "=…".to_owned(),
            Self::Covered(..) => String::new(),
        }
    }
}

/// A merged region: (row from 1, column from 0) of its first and last cell.
pub(super) type Merge = ((u32, u32), (u32, u32));

impl Sheet {
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), cells: BTreeMap::new() }
    }

    /// Sets a cell; blank texts are no cells.
    pub(super) fn set(&mut self, row: u32, column: u32, value: Value) {
        if !matches!(&value, Value::Text(s) if s.trim().is_empty()) {
            self.cells.insert((row, column), value);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cell at a row (from 1) and column (from 0).
    pub fn get(&self, row: u32, column: u32) -> Option<&Value> {
        self.cells.get(&(row, column))
    }

    /// The cells of a row, by column.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Value)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|(&(_, c), v)| (c, v))
    }

    /// The rows that have cells, from 1.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            let (&(row, _), _) = self.cells.range((next, 0)..).next()?;
            next = row + 1;
            Some(row)
        })
    }

    /// Reads merged cells as people do: the value holds for every row that the region covers, down to the last row in use.
    /// Its other columns know where the value stands. `left`: so many cells may still be covered in the book.
    pub(super) fn fill(&mut self, merges: &[Merge], left: &mut usize) -> Result<(), Fault> {
        let Some((&(last_row, _), _)) = self.cells.last_key_value() else { return Ok(()) };
        let last_column = self.cells.keys().map(|&(_, c)| c).max().unwrap_or(0);
        for &(first, last) in merges {
            let (rows, columns) = (first.0..=last.0.min(last_row), first.1..=last.1.min(last_column));
            let covered = rows.clone().count().saturating_mul(columns.clone().count());
            *left = left.checked_sub(covered).ok_or_else(too_many_cells)?;
            let Some(value) = self.cells.get(&first).cloned() else { continue };
            for at in rows.flat_map(|r| columns.clone().map(move |c| (r, c))).filter(|&at| at != first) {
                let copy = if at.1 == first.1 { value.clone() } else { Value::Covered(first.0, first.1) };
                self.cells.entry(at).or_insert(copy);
            }
        }
        Ok(())
    }
}

impl Book {
    /// An error at a cell, with the row as its source line.
    pub fn error(&self, at: CellAt, says: Note) -> InputError {
        let mut error = InputError::whole_file(&self.name, says);
        let Some(sheet) = self.sheets.get(at.sheet) else { return error };
        let mut line = String::new();
        let mut mark = None;
        let before = sheet.row(at.row).filter(|(c, _)| *c < at.column).count().saturating_sub(4);
        for (column, value) in sheet.row(at.row).skip(before).take(12) {
            if mark.is_none() && column > at.column {
                mark = Some(line.len()..line.len());
                line += " | ";
            }
            let shown = one_line(&value.shown());
            if column == at.column {
                mark = Some(line.len()..line.len() + shown.len());
            }
            line += &shown;
            line += " | ";
        }
        line.truncate(line.trim_end_matches(" | ").len().max(mark.as_ref().map_or(0, |m| m.end)));
        error.mark = mark.unwrap_or(line.len()..line.len());
        error.source_line = line;
        error.value = sheet.get(at.row, at.column).map(Value::shown).filter(|v| !v.is_empty());
        (error.line, error.column) = (at.row as usize, at.column as usize + 1);
        error.cell = Some(Cell { sheet: sheet.name.clone(), number: at.sheet, address: a1(at.row, at.column) });
        error
    }
}

/// A cell's text on one line, cut to a readable length, without what would steer a terminal.
fn one_line(text: &str) -> String {
    let mut out: String = text.chars().take(30).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
