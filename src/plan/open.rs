//! Plan files of every form: TOML, CSV and workbooks.

use super::made::Made;
use super::table::{self, Origin, Table};
use super::{Plan, read};
use crate::input::{InputErrors, Source};
use crate::report::place::Rows;
use crate::rules::Finding;
use crate::scenario::Scenario;
use crate::sheet::{Book, Form, a1, form_of, read_book};
use crate::{both, say};
use std::collections::BTreeMap;

use std::path::{Path, PathBuf};
use std::rc::Rc;

pub use super::table::Column;

/// A plan as read from a file, with where each of its stops stands.
#[derive(Debug, Clone)]
pub struct PlanFile {
    /// The file.
    pub path: PathBuf,
    /// Which kind of sheet it is; `None`: TOML.
    pub form: Option<Form>,
    /// The plan; [`Stop::line`](super::Stop::line) and [`Slowdown::line`](super::Slowdown::line) lead to [`PlanFile::origin`].
    pub plan: Plan,
    /// SHA-256 of the file's bytes (of a TOML file: of its text), in hexadecimal.
    pub hash: String,
    /// The tables of stops that it holds, one a sheet; none in a TOML file.
    pub tables: Vec<Table>,
    /// What it says of how it was made.
    pub made: Made,
    /// The rows of stops and slow-downs by their `line`.
    rows: BTreeMap<usize, Origin>,
}

/// Reads a plan of any form; sheets name enterprises by id or name, and the season of the scenario gives a day its year.
///
/// # Errors
/// Every error of the file.
pub fn open(path: &Path, scenario: &Scenario) -> Result<PlanFile, InputErrors> {
    if form_of(path).is_none() {
        let source = Source::read(path)?;
        let plan = read::read_source(&source)?;
        let (hash, tables, rows, made) = (source.hash(), Vec::new(), BTreeMap::new(), Made::of(&source.text));
        return Ok(PlanFile { path: path.to_owned(), form: None, plan, hash, tables, made, rows });
    }
    of_book(path, read_book(path)?, scenario)
}

/// The plan of a book that was read from a path, as [`open`] reads it.
///
/// # Errors
/// Every error of the book.
pub fn of_book(path: &Path, book: Book, scenario: &Scenario) -> Result<PlanFile, InputErrors> {
    let book = Rc::new(book);
    let (source, drafted, found) = table::draft(&book, scenario)?;
    let plan = read::read_drafted(&source, drafted).map_err(table::with_headers)?;
    let (form, hash) = (Some(book.form), book.hash.clone());
    Ok(PlanFile { path: path.to_owned(), form, plan, hash, tables: found.tables, made: Made::default(), rows: found.rows })
}

impl PlanFile {
    /// The table and row where a stop or slow-down of this `line` stands; `None` in a TOML file.
    pub fn origin(&self, line: usize) -> Option<(&Table, Origin)> {
        let origin = *self.rows.get(&line)?;
        Some((self.tables.get(origin.table)?, origin))
    }

    /// The table, row (from 1) and column (from 0) of a cell in the row of this `line`; where the table lacks the column, that of
    /// the unit, the enterprise, or its first; in a grid days are cells of their own. `None` in a TOML file.
    pub fn at(&self, line: usize, column: Column) -> Option<(&Table, u32, u32)> {
        let (table, origin) = self.origin(line)?;
        if let (Some((first, last)), Column::Start | Column::End | Column::CokingTime) = (origin.days, column) {
            return Some((table, origin.row, if column == Column::End { last } else { first }));
        }
        let own = [column, Column::Unit, Column::Enterprise].into_iter().find_map(|c| table.column(c));
        Some((table, origin.row, own.or_else(|| table.columns.first().map(|c| c.1))?))
    }

    /// The same as `停产!D7`.
    pub fn cell(&self, line: usize, column: Column) -> Option<String> {
        let (table, row, column) = self.at(line, column)?;
        let address = a1(row, column);
        Some(if table.sheet.is_empty() { address } else { format!("{}!{address}", table.sheet) })
    }

    /// Adds to the notes of findings about units the cells that they are about.
    pub fn locate(&self, scenario: &Scenario, findings: &mut [Finding]) {
        locate(&self.plan, scenario, findings, |line, column| self.cell(line, column));
    }
}

/// Cells named in one note.
const MOST_NAMED: usize = 3;

/// Adds to the notes of findings about units where they stand, by line and column: the cells that an annotated copy marks.
pub(super) fn locate(
    plan: &Plan,
    scenario: &Scenario,
    findings: &mut [Finding],
    cell: impl Fn(usize, Column) -> Option<String>,
) {
    let rows = Rows::new(plan);
    for f in findings.iter_mut().filter(|f| f.unit.is_some()) {
        let places = rows.places(scenario, f);
        let cells = places.iter().filter_map(|&(row, column)| cell(rows.list[row].line, column)).take(MOST_NAMED);
        let cells: Vec<String> = cells.collect();
        let all = |l| cells.iter().cloned().reduce(|all, one| say!(l, "plan-cells", cells = all, cell = one));
        let dots = if places.len() > MOST_NAMED { "…" } else { "" };
        if !cells.is_empty() {
            f.note = both!("plan-at-cells", note = f.note, cells = |l| all(l).unwrap_or_default(), dots = dots);
        }
    }
}
