//! A submission sent back with its findings where they stand: a copy of the workbook with each finding as a coloured cell and
//! a note at the row that earns it, and two sheets more: all findings, and counts by enterprise and rule.

mod sheets;

pub use sheets::is_ours;

use crate::lang::numbers::iso_span;
use crate::lang::{Lang, printable};
use crate::plan::open::{Column, PlanFile};
use crate::report::check::CheckReport;
use crate::report::findings::waived;
use crate::report::place::{Row, Rows};
use crate::rules::Finding;
use crate::say;
use crate::sheet::Form;
use crate::xlsx::{CellRef, Workbook, XlsxError};
use std::collections::BTreeMap;

/// A note lists so many findings; the rest is in the sheet of findings.
const NOTED: usize = 8;

/// The annotated copy of an .xlsx, whose bytes are `original`; of any other file (`None`) a new workbook with the same sheets and the
/// submitted rows. The same plan, scenario and program give the same bytes.
///
/// # Errors
/// The workbook cannot be edited.
pub fn annotate(r: &CheckReport, file: &PlanFile, original: Option<Vec<u8>>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let rows = Rows::new(r.plan);
    if let Some(bytes) = original.filter(|_| file.form == Some(Form::Xlsx)) {
        return finish(r, &rows, Workbook::open(bytes)?, &|row, column| in_file(file, row, column), lang);
    }
    let mut book = Workbook::blank();
    let name = book.add_sheet(sheets::submitted(&rows.list, |line| origin(file, line, lang), lang));
    let numbers: BTreeMap<usize, u32> = rows.list.iter().enumerate().map(|(i, r)| (r.line, i as u32 + 2)).collect();
    let at = |row: &Row, column| Some((name.clone(), CellRef::new(*numbers.get(&row.line)?, own_column(column))));
    finish(r, &rows, Workbook::open(book.save()?)?, &at, lang)
}

/// Where a cell of a row stands: sheet and cell.
type At<'a> = dyn Fn(&Row, Column) -> Option<(String, CellRef)> + 'a;

/// Marks a workbook and adds the sheets.
fn finish(r: &CheckReport, rows: &Rows, mut book: Workbook, at: &At, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let marked = mark(r, rows, &mut book, at, lang)?;
    book.add_sheet(sheets::findings(r, &marked, lang));
    book.add_sheet(sheets::by_enterprise(r, lang));
    book.save()
}

/// Marks the cells; returns the first that was marked for each finding.
fn mark(
    r: &CheckReport,
    rows: &Rows,
    book: &mut Workbook,
    at: &At,
    lang: Lang,
) -> Result<BTreeMap<usize, (String, CellRef)>, XlsxError> {
    let mut cells: BTreeMap<(String, CellRef), Vec<usize>> = BTreeMap::new();
    let mut first = BTreeMap::new();
    for (i, f) in r.findings.iter().enumerate() {
        for (row, column) in rows.places(r.scenario, f) {
            let Some((sheet, cell)) = at(&rows.list[row], column) else { continue };
            let cell = book.shown(&sheet, cell)?;
            let here = cells.entry((sheet.clone(), cell)).or_default();
            if here.last() != Some(&i) {
                here.push(i);
            }
            first.entry(i).or_insert((sheet, cell));
        }
    }
    for ((sheet, cell), found) in cells {
        let found: Vec<&Finding> = found.into_iter().map(|i| &r.findings[i]).collect();
        // the first is the worst: errors stand before warnings
        book.mark(&sheet, cell, sheets::fill(found[0].severity), &note(r, &found, lang))?;
    }
    Ok(first)
}

/// The note on a cell.
fn note(r: &CheckReport, found: &[&Finding], lang: Lang) -> String {
    let one = |f: &&Finding| {
        let rule = f.rule.rule();
        let days = f.first.zip(f.last).map_or(String::new(), |(a, b)| format!(" {}", iso_span(a, b)));
        let note = printable(f.note.pick(lang)) + &waived(r.scenario, f, lang).map_or(String::new(), |w| format!("\n{w}"));
        say!(
            lang,
            "annotate-note",
            severity = f.severity.name(lang),
            rule = f.rule.id(),
            name = rule.name,
            days = days,
            note = note,
            section = rule.section,
            clause = rule.clause,
        )
    };
    let mut notes: Vec<String> = found.iter().take(NOTED).map(one).collect();
    if let Some(more) = found.len().checked_sub(NOTED).filter(|n| *n > 0) {
        notes.push(say!(lang, "annotate-more", more = more.to_string(), sheet = sheets::findings_name(lang)));
    }
    notes.join("\n\n")
}

/// A cell of a submitted workbook.
fn in_file(file: &PlanFile, row: &Row, column: Column) -> Option<(String, CellRef)> {
    let (table, row, column) = file.at(row.line, column)?;
    Some((table.sheet.clone(), CellRef::new(row, column + 1)))
}

/// The column of a new sheet of rows.
const fn own_column(column: Column) -> u32 {
    match column {
        Column::Enterprise => 1,
        Column::Unit => 2,
        Column::Measure => 3,
        Column::Start => 4,
        Column::End => 5,
        Column::CokingTime => 6,
        Column::Remark => 7,
    }
}

/// Where a row stands in its file, in words.
fn origin(file: &PlanFile, line: usize, lang: Lang) -> String {
    let Some((table, o)) = file.origin(line) else {
        return say!(lang, "annotate-line", line = line.to_string());
    };
    let row = say!(lang, "annotate-row", row = o.row.to_string());
    if table.sheet.is_empty() { row } else { format!("{} {row}", table.sheet) }
}
