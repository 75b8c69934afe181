//! A sheet of a register under its header.

use super::tabs::Column;
use crate::sheet::value::is_blank;
use crate::sheet::{CellAt, Sheet, Value};

/// A sheet's table: its header and columns.
pub(super) struct Grid<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) number: usize,
    pub(super) header: u32,
    pub(super) columns: Vec<(Column, u32)>,
    pub(super) months: Vec<(String, u32)>,
}

impl Grid<'_> {
    pub(super) fn at(&self, row: u32, column: u32) -> CellAt {
        CellAt { sheet: self.number, row, column }
    }

    pub(super) fn value(&self, row: u32, column: u32) -> Option<&Value> {
        self.sheet.get(row, column).filter(|v| !is_blank(Some(v)))
    }

    /// Rows below the header that hold anything in a known column.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        let known = |r: u32| {
            self.columns.iter().map(|c| c.1).chain(self.months.iter().map(|m| m.1)).any(|c| self.value(r, c).is_some())
        };
        self.sheet.rows().filter(move |&r| r > self.header && known(r))
    }

    /// The cell of a column by its name in files.
    pub(super) fn cell(&self, row: u32, name: &str) -> Option<(CellAt, Option<&Value>)> {
        let (_, column) = self.columns.iter().find(|(c, _)| c.name == name)?;
        Some((self.at(row, *column), self.value(row, *column)))
    }
}
