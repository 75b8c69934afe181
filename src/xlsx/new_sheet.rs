//! Sheets that are new: a heading, rows of cells, widths, links within the workbook.

use super::DECLARATION;
use super::cell::{CellRef, Value, height, lines};
use super::sheet::cell_xml;
use super::styles::{Fill, Look, Styles};
use super::xml::escape;
use std::fmt::Write as _;

/// A cell of a new sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// Its colour.
    pub fill: Option<Fill>,
    /// The sheet and cell that it leads to.
    pub link: Option<(String, CellRef)>,
}

impl<T: Into<Value>> From<T> for Cell {
    fn from(value: T) -> Self {
        Self { value: value.into(), ..Self::default() }
    }
}

/// A column of a new sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width in half-width characters.
    pub width: f64,
    /// Not shown.
    pub hidden: bool,
}

impl Column {
    /// A column of a width, shown.
    pub fn new(heading: &str, width: f64) -> Self {
        Self { heading: heading.to_owned(), width, hidden: false }
    }
}

/// A new sheet: its first row has the headings and stays in sight.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewSheet {
    /// Its name; changed where it is taken or not allowed.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, below the headings.
    pub rows: Vec<Vec<Cell>>,
}

/// A name that is allowed for a sheet and that no other has.
pub fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = wanted.chars().filter(|c| !"[]:*?/\\".contains(*c) && !c.is_control()).collect();
    let clean = clean.trim_matches('\'');
    let clean = if clean.is_empty() { "stagger" } else { clean };
    let end = |n: usize| if n == 1 { String::new() } else { format!(" ({n})") };
    // Excel counts UTF-16 units: no character that we keep within 31 may be half cut
    let name = |n: usize| {
        let (mut out, mut left) = (String::new(), 31 - end(n).len());
        for c in clean.chars().take_while(|c| left.checked_sub(c.len_utf16()).map(|l| left = l).is_some()) {
            out.push(c);
        }
        out + &end(n)
    };
    let free = |name: &String| !taken.iter().any(|t| t.to_lowercase() == name.to_lowercase());
    (1..=taken.len() + 1).map(name).find(free).unwrap_or_default()
}

/// The XML of a new sheet.
pub fn write(sheet: &NewSheet, main: &str, styles: &mut Styles, from_1904: bool) -> String {
    let last = CellRef::new(sheet.rows.len() as u32 + 1, sheet.columns.len().max(1) as u32);
    let mut out = format!(
        "{DECLARATION}<worksheet xmlns=\"{main}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:{last}\"/><sheetViews><sheetView workbookViewId=\"0\">"
    );
    out +=
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>";
    for (i, column) in sheet.columns.iter().enumerate() {
        let hidden = if column.hidden { " hidden=\"1\"" } else { "" };
        let (n, width) = (i + 1, column.width);
        let _ = write!(out, "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"{hidden}/>");
    }
    out += "</cols><sheetData>";
    let heading = |c: &Column| Cell { value: c.heading.as_str().into(), fill: Some(Fill::Header), link: None };
    let headings: Vec<Cell> = sheet.columns.iter().map(heading).collect();
    let mut links = String::new();
    for (r, row) in std::iter::once(&headings).chain(&sheet.rows).enumerate() {
        let lines = row.iter().zip(&sheet.columns).map(|(cell, c)| if c.hidden { 1 } else { lines(&cell.value, c.width) });
        let _ = write!(out, "<row r=\"{}\"{}>", r + 1, height(lines.max().unwrap_or(1)));
        for (c, cell) in row.iter().enumerate() {
            let at = CellRef::new(r as u32 + 1, c as u32 + 1);
            let format = styles.look(Look { fill: cell.fill, ..Look::of(&cell.value) });
            out += &cell_xml("", &format!("<c r=\"{at}\" s=\"{format}\""), &cell.value, from_1904);
            if let Some((sheet, cell)) = &cell.link {
                let place = format!("'{}'!{cell}", sheet.replace('\'', "''"));
                let _ = write!(links, "<hyperlink ref=\"{at}\" location=\"{}\"/>", escape(&place));
            }
        }
        out += "</row>";
    }
    let shown = sheet.columns.iter().take_while(|c| !c.hidden).count().max(1) as u32;
    let _ = write!(out, "</sheetData><autoFilter ref=\"A1:{}\"/>", CellRef::new(last.row, shown));
    if !links.is_empty() {
        let _ = write!(out, "<hyperlinks>{links}</hyperlinks>");
    }
    out + "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
           <pageSetup orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_free() {
        let taken = ["核查结果".to_owned(), "A".to_owned()];
        assert_eq!(sheet_name("核查结果", &taken), "核查结果 (2)");
        assert_eq!(sheet_name("a", &taken), "a (2)");
        assert_eq!(sheet_name("[*]", &[]), "stagger");
        assert_eq!(sheet_name(&"长".repeat(40), &[]).chars().count(), 31);
        assert_eq!(sheet_name(&"𠮷".repeat(40), &[]).encode_utf16().count(), 30);
    }
}
