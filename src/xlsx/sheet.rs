//! A sheet's XML, edited in one pass: only the tags of edited cells are written anew.

use super::cell::{CellRef, Value, height, lines, serial};
use super::styles::{Fill, Styles, tag_end, with_attributes};
use super::walk::{Step, Walk, attribute, column, name, number};
use super::xml::{self, Splices, escape};
use super::{XlsxError, limits};
use crate::both;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// What is to become of a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CellEdit {
    /// What it shall hold; `None`: as it is. A cell with a formula keeps it.
    pub value: Option<Value>,
    /// A colour over its own format.
    pub fill: Option<Fill>,
    /// The format of a cell that is not there yet; `None`: the row's or the column's.
    pub format: Option<u32>,
}

/// Edits of a sheet, by cell.
pub type Edits = BTreeMap<CellRef, CellEdit>;

/// What an edit needs to know of a sheet beforehand.
#[derive(Debug, Default)]
pub struct Outline {
    /// Columns: first, last, format, width (of one that is not shown 0).
    columns: Vec<(u32, u32, Option<u32>, f64)>,
    /// Merged areas: their first and last cell.
    merges: Vec<(CellRef, CellRef)>,
    /// The relationship of its drawing of comments.
    pub legacy_drawing: Option<String>,
    /// Where such a drawing's element would stand.
    drawing_at: usize,
    /// The tags of its dimension (`true`) and its filter, with the cells that they hold.
    areas: Vec<(Range<usize>, bool, (CellRef, CellRef))>,
    /// The prefix of its elements.
    prefix: String,
}

/// Elements of a worksheet that stand before the drawing of comments.
const BEFORE_DRAWING: [&str; 26] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
];
/// The rest of them.
const ALSO_BEFORE_DRAWING: [&str; 5] = ["cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"];

/// Reads what an edit needs to know.
///
/// # Errors
/// The sheet is damaged.
pub fn outline(text: &str, part: &str) -> Result<Outline, XlsxError> {
    let mut out = Outline::default();
    let mut walk = Walk::new(text, part);
    let mut before_drawing = false;
    while let Some((step, depth, range)) = walk.next()? {
        match step {
            Step::Open(tag, empty) => {
                if depth == 0 {
                    let qname = tag.name().into_inner().to_owned();
                    out.prefix = qname.find(':').map_or(String::new(), |i| qname[..=i].to_owned());
                }
                if depth == 1 {
                    before_drawing = BEFORE_DRAWING.contains(&name(&tag)) || ALSO_BEFORE_DRAWING.contains(&name(&tag));
                    if before_drawing && empty {
                        out.drawing_at = range.end;
                    }
                }
                out.note(&tag, depth, range);
            }
            Step::Close if depth == 1 && before_drawing => out.drawing_at = range.end,
            _ => {}
        }
    }
    if out.drawing_at == 0 {
        return Err(XlsxError::damaged(part, &both!("xlsx-no-cells")));
    }
    Ok(out)
}

impl Outline {
    fn note(&mut self, tag: &BytesStart, depth: usize, range: Range<usize>) {
        let number = |a| attribute(tag, a).and_then(|v| v.parse::<u32>().ok());
        let area = || attribute(tag, "ref").and_then(|r| CellRef::parse_range(&r));
        match (depth, name(tag)) {
            (2, "col") => {
                let width = attribute(tag, "width").and_then(|w| w.parse().ok()).unwrap_or(0.0);
                let hidden = attribute(tag, "hidden").is_some_and(|v| v == "1" || v == "true");
                if let (Some(min), Some(max)) = (number("min"), number("max")) {
                    self.columns.push((min, max, number("style"), if hidden { 0.0 } else { width }));
                }
            }
            (2, "mergeCell") => self.merges.extend(area()),
            (1, "dimension" | "autoFilter") => self.areas.extend(area().map(|a| (range, name(tag) == "dimension", a))),
            (1, "legacyDrawing") => self.legacy_drawing = attribute(tag, "id"),
            _ => {}
        }
    }

    /// The cell that shows what a cell of a merged area holds.
    pub fn shown(&self, cell: CellRef) -> CellRef {
        let within = |m: &&(CellRef, CellRef)| {
            (m.0.row..=m.1.row).contains(&cell.row) && (m.0.column..=m.1.column).contains(&cell.column)
        };
        self.merges.iter().find(within).map_or(cell, |m| m.0)
    }

    /// The lines that a cell takes; one where its column has no width of its own.
    fn lines(&self, cell: CellRef, edit: &CellEdit) -> usize {
        let width = self.columns.iter().find(|c| (c.0..=c.1).contains(&cell.column)).map_or(0.0, |c| c.3);
        edit.value.as_ref().filter(|_| width > 0.0).map_or(1, |v| lines(v, width))
    }

    fn column_format(&self, column: u32) -> Option<u32> {
        self.columns.iter().find(|c| (c.0..=c.1).contains(&column)).and_then(|c| c.2)
    }
}

/// A cell's element: `head` has its name and attributes up to its type.
pub(super) fn cell_xml(p: &str, head: &str, value: &Value, from_1904: bool) -> String {
    match value {
        Value::Number(x) if x.is_finite() => format!("{head}><{p}v>{x}</{p}v></{p}c>"),
        Value::Empty | Value::Number(_) => format!("{head}/>"),
        Value::Date(day) => match serial(*day, from_1904) {
            Some(n) => format!("{head}><{p}v>{n}</{p}v></{p}c>"),
            None => cell_xml(p, head, &day.to_string().into(), from_1904),
        },
        Value::Text(text) => {
            let text = escape(&xml::cut(text, limits::CELL_CHARS));
            format!("{head} t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{text}</{p}t></{p}is></{p}c>")
        }
    }
}

/// The edit of one sheet.
struct Editor<'a> {
    text: &'a str,
    outline: &'a Outline,
    styles: &'a mut Styles,
    from_1904: bool,
    splices: Splices,
}

impl Editor<'_> {
    /// Puts cells of a row that are not there yet at a place in the text.
    fn new_cells(&mut self, at: usize, cells: &Edits, row_format: Option<u32>) {
        let cells: String = cells.iter().map(|(cell, edit)| self.new_cell(*cell, edit, row_format)).collect();
        if !cells.is_empty() {
            self.splices.replace(at..at, cells);
        }
    }

    fn new_cell(&mut self, cell: CellRef, edit: &CellEdit, row_format: Option<u32>) -> String {
        let own = edit.format.or(row_format).or_else(|| self.outline.column_format(cell.column)).unwrap_or(0);
        let format = edit.fill.map_or(own, |f| self.styles.filled(own, f));
        let p = &self.outline.prefix;
        let style = if format == 0 { String::new() } else { format!(" s=\"{format}\"") };
        let value = edit.value.as_ref().unwrap_or(&Value::Empty);
        cell_xml(p, &format!("<{p}c r=\"{cell}\"{style}"), value, self.from_1904)
    }

    /// Rows that are not there yet.
    fn new_rows(&mut self, edits: &Edits) -> String {
        let (mut out, p) = (String::new(), &self.outline.prefix);
        let mut left = edits.clone();
        while let Some(row) = left.keys().next().map(|c| c.row) {
            let cells = before(&mut left, CellRef::new(row + 1, 0));
            let lines = cells.iter().map(|(cell, edit)| self.outline.lines(*cell, edit)).max().unwrap_or(1);
            let _ = write!(out, "<{p}row r=\"{row}\"{}>", height(lines));
            cells.iter().for_each(|(cell, edit)| out += &self.new_cell(*cell, edit, None));
            let _ = write!(out, "</{p}row>");
        }
        out
    }

    /// A cell that is there, whose element is `range`.
    fn edit_cell(&mut self, tag: &BytesStart, range: Range<usize>, has_formula: bool, edit: &CellEdit) {
        let own = attribute(tag, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
        let format = edit.fill.map(|f| self.styles.filled(own, f).to_string());
        let mut set: Vec<(&str, &str)> = format.iter().map(|f| ("s", f.as_str())).collect();
        let element = &self.text[range.clone()];
        let new = match edit.value.as_ref().filter(|_| !has_formula) {
            None => with_attributes(element, &set),
            Some(value) => {
                set.extend([("t", ""), ("cm", ""), ("vm", "")]);
                let element = with_attributes(element, &set);
                cell_xml(&self.outline.prefix, &element[..tag_end(&element)], value, self.from_1904)
            }
        };
        self.splices.replace(range, new);
    }

    /// The areas that say which cells there are, made to hold those that are new.
    fn grow_areas(&mut self, edits: &Edits) {
        for (range, dimension, (first, last)) in &self.outline.areas {
            let within = |c: &CellRef| *dimension || (first.column..=last.column).contains(&c.column);
            let grows = |(c, e): (&CellRef, &CellEdit)| (*dimension || e.value.is_some()).then_some(*c).filter(within);
            let cells: Vec<CellRef> = edits.iter().filter_map(grows).chain([*first, *last]).collect();
            let extreme =
                |f: fn(&CellRef) -> u32| (cells.iter().map(f).min().unwrap_or(1), cells.iter().map(f).max().unwrap_or(1));
            let ((top, bottom), (left, right)) = (extreme(|c| c.row), extreme(|c| c.column));
            let (a, b) = (CellRef::new(if *dimension { top } else { first.row }, left), CellRef::new(bottom, right));
            if (a, b) != (*first, *last) {
                let tag = with_attributes(&self.text[range.clone()], &[("ref", &format!("{a}:{b}"))]);
                self.splices.replace(range.clone(), tag);
            }
        }
    }
}

/// The edits before a cell, taken out of those that are left.
fn before(left: &mut Edits, cell: CellRef) -> Edits {
    let rest = left.split_off(&cell);
    std::mem::replace(left, rest)
}

/// The sheet with its edits, and with a drawing of comments where `drawing` names its relationship (id and namespace).
///
/// # Errors
/// The sheet is damaged.
pub fn edit(
    (text, part): (&str, &str),
    outline: &Outline,
    edits: &Edits,
    (styles, from_1904): (&mut Styles, bool),
    drawing: Option<&(String, String)>,
) -> Result<String, XlsxError> {
    let mut left = edits.clone();
    let mut e = Editor { text, outline, styles, from_1904, splices: Splices::default() };
    let p = &outline.prefix;
    let mut walk = Walk::new(text, part);
    let (mut at, mut row_format, mut in_data) = (CellRef::new(0, 0), None, false);
    // an edited cell whose end is still to come: where it starts, its tag, its edit, whether it has a formula
    let mut open: Option<(usize, BytesStart, CellEdit, bool)> = None;
    while let Some((step, depth, range)) = walk.next()? {
        match step {
            Step::Open(tag, empty) => match (depth, name(&tag)) {
                (1, "sheetData") if empty => {
                    let rows = e.new_rows(&std::mem::take(&mut left));
                    e.splices.replace(range, format!("<{p}sheetData>{rows}</{p}sheetData>"));
                }
                (1, "sheetData") => in_data = true,
                (2, "row") if in_data => {
                    at = CellRef::new(number(&tag, at.row), 0);
                    let rows = e.new_rows(&before(&mut left, at));
                    e.splices.replace(range.start..range.start, rows);
                    let format = attribute(&tag, "s").and_then(|s| s.parse().ok());
                    row_format = format.filter(|_| attribute(&tag, "customFormat").is_some_and(|v| v == "1" || v == "true"));
                    if left.keys().next().is_some_and(|c| c.row == at.row) {
                        // which columns it spans is a hint that may be false now
                        let mut new = with_attributes(&text[range.clone()], &[("spans", "")]);
                        if empty {
                            new.truncate(tag_end(&new));
                            new.push('>');
                            for (cell, edit) in before(&mut left, CellRef::new(at.row + 1, 0)) {
                                new += &e.new_cell(cell, &edit, row_format);
                            }
                            let _ = write!(new, "</{p}row>");
                        }
                        e.splices.replace(range, new);
                    }
                }
                (3, "c") if in_data => {
                    at.column = column(&tag, at.column);
                    e.new_cells(range.start, &before(&mut left, at), row_format);
                    match left.remove(&at) {
                        Some(edit) if empty => e.edit_cell(&tag, range, false, &edit),
                        Some(edit) => open = Some((range.start, tag, edit, false)),
                        None => {}
                    }
                }
                (4, "f") => open.iter_mut().for_each(|o| o.3 = true),
                _ => {}
            },
            Step::Close if depth == 3 => {
                if let Some((start, tag, edit, has_formula)) = open.take() {
                    e.edit_cell(&tag, start..range.end, has_formula, &edit);
                }
            }
            Step::Close if depth == 2 && in_data => {
                e.new_cells(range.start, &before(&mut left, CellRef::new(at.row + 1, 0)), row_format);
            }
            Step::Close if depth == 1 && in_data => {
                in_data = false;
                let rows = e.new_rows(&std::mem::take(&mut left));
                e.splices.replace(range.start..range.start, rows);
            }
            _ => {}
        }
    }
    e.grow_areas(edits);
    if let Some((id, r)) = drawing {
        let new = format!("<{p}legacyDrawing xmlns:r=\"{r}\" r:id=\"{id}\"/>");
        e.splices.replace(outline.drawing_at..outline.drawing_at, new);
    }
    Ok(e.splices.apply(text))
}
