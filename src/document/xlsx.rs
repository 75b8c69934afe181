//! A report as a workbook: a sheet a part, numbers and days as such, links from numbers to the rules' clauses.

use super::{Block, Cell, Document, Section, Table, Value};
use crate::rules::RuleId;
use crate::sheet::a1;
use crate::sheet::write::{self, excel_day, fit_row};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};
use std::collections::{BTreeMap, HashSet};
use unicode_width::UnicodeWidthStr as _;

/// Most columns of the screen that a column of a sheet is wide.
const WIDEST: usize = 46;

/// The file's bytes; the same report gives the same. Text is never a formula.
///
/// # Errors
/// A table is longer than a sheet.
pub fn xlsx(d: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = write::workbook(&d.title)?;
    let names = names(&d.sections);
    let targets = targets(d, &names);
    for (section, name) in d.sections.iter().zip(&names) {
        let sheet = book.add_worksheet().set_name(name)?;
        // on paper each sheet says what it is of; & is a command there
        let title: String = d.title.replace('&', "&&").chars().take(200).collect();
        sheet.set_header(format!("&L{title}")).set_footer("&R&P / &N");
        let title = Format::new().set_bold().set_font_size(14);
        sheet.write_string_with_format(0, 0, &section.title, &title)?;
        let (mut row, mut widths) = (TOP, BTreeMap::new());
        for block in &section.blocks {
            row = match block {
                Block::Text(text, rules) => {
                    linked(sheet, (row, 0), text, rules, &targets, &Format::new())?;
                    row + 2
                }
                Block::Table(t) => table(sheet, row, t, &targets, &mut widths)?,
                Block::Chart(_) => row,
            };
        }
    }
    write::on_a4(book)
}

/// Most characters of a cell, with room for a mark that some are left out.
const LONGEST: usize = 32_000;

/// Row of what stands first below a sheet's title.
const TOP: u32 = 2;

type Targets = BTreeMap<RuleId, String>;

/// Where the clause of each rule stands.
fn targets(d: &Document, names: &[String]) -> Targets {
    let mut out = Targets::new();
    for (section, name) in d.sections.iter().zip(names) {
        let mut row = TOP;
        for block in &section.blocks {
            match block {
                Block::Table(t) => {
                    for (r, cells) in (row + heads(t)..).zip(&t.rows) {
                        let of =
                            |(c, cell): (u32, &Cell)| Some((cell.clause_of?, format!("internal:'{name}'!{}", a1(r, c))));
                        out.extend((0..).zip(cells).filter_map(of));
                    }
                    row += heads(t) + t.rows.len() as u32 + 1;
                }
                Block::Text(..) => row += 2,
                Block::Chart(_) => {}
            }
        }
    }
    out
}

/// Rows of a table's head: what its columns are and, where any has rules, these below.
pub fn heads(t: &Table) -> u32 {
    1 + u32::from(t.columns.iter().any(|c| !c.rules.is_empty()))
}

fn table(
    sheet: &mut Worksheet,
    top: u32,
    t: &Table,
    targets: &Targets,
    widths: &mut BTreeMap<u16, usize>,
) -> Result<u32, XlsxError> {
    let edge = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
    let wrap = edge.clone().set_text_wrap();
    let head = write::Style::default().header;
    for (c, column) in (0..).zip(&t.columns) {
        let cells = t.rows.iter().map(|r| r[usize::from(c)].whole().width());
        let width = cells.chain(column.rules.iter().map(|r| r.id().width())).max().unwrap_or(0);
        let width = width.max(column.head.width() / 2 + 1).clamp(6, WIDEST) + 2;
        let widest = widths.entry(c).or_default();
        if width > *widest {
            *widest = width;
            sheet.set_column_width(c, width as f64)?;
        }
        sheet.write_string_with_format(top, c, &column.head, &head)?;
        if heads(t) > 1 {
            linked(sheet, (top + 1, c), "", &column.rules, targets, &head)?;
        }
    }
    let widths: Vec<f64> = (0..).zip(&t.columns).map(|(c, _): (u16, _)| widths[&c] as f64).collect();
    fit_row(sheet, top, t.columns.iter().map(|c| &*c.head).zip(widths.iter().copied()))?;
    let first = top + heads(t);
    for (r, cells) in (first..).zip(&t.rows) {
        let whole: Vec<String> = cells.iter().map(Cell::whole).collect();
        fit_row(sheet, r, whole.iter().map(String::as_str).zip(widths.iter().copied()))?;
        for (c, cell) in (0..).zip(cells) {
            match cell.value {
                Value::Text => linked(sheet, (r, c), &cell.text, &cell.rules, targets, &wrap)?,
                // no workbook can hold it as a day
                Value::Date(day) if excel_day(day).is_err() => {
                    sheet.write_string_with_format(r, c, &cell.text, &wrap)?;
                }
                Value::Number(x, decimals) => {
                    let form = if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) };
                    sheet.write_number_with_format(r, c, x, &edge.clone().set_num_format(form))?;
                }
                Value::Share(x) => {
                    sheet.write_number_with_format(r, c, x, &edge.clone().set_num_format("0.00%"))?;
                }
                Value::Date(day) => {
                    sheet.write_datetime_with_format(r, c, excel_day(day)?, &edge.clone().set_num_format("yyyy-mm-dd"))?;
                }
            }
        }
    }
    if top == TOP {
        sheet.set_freeze_panes(first, 0)?;
        sheet.set_repeat_rows(top, first - 1)?;
    }
    Ok(first + t.rows.len() as u32 + 1)
}

/// A text that leads to the first of its rules' clauses.
fn linked(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    rules: &[RuleId],
    targets: &Targets,
    format: &Format,
) -> Result<(), XlsxError> {
    let whole = Cell::text(text).with_rules(rules).whole();
    let whole = if whole.chars().count() > LONGEST { whole.chars().take(LONGEST).chain(['…']).collect() } else { whole };
    match rules.first().and_then(|r| targets.get(r)) {
        Some(to) => sheet.write_url_with_format(row, column, Url::new(to).set_text(whole), format)?,
        None => sheet.write_string_with_format(row, column, whole, format)?,
    };
    Ok(())
}

/// Names of sheets: as the parts are called, without what Excel forbids, no two alike.
pub fn names(sections: &[Section]) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut name = |s: &Section| {
        let bare: String = s.title.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).take(26).collect();
        let numbered = std::iter::once(bare.clone()).chain((2..).map(|n| format!("{bare} {n}")));
        numbered.into_iter().find(|n| taken.insert(n.to_lowercase())).expect("numbers do not end")
    };
    sections.iter().map(&mut name).collect()
}
