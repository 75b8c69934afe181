//! Workbooks, written: the same content gives the same bytes. Text goes in as text, never as a formula.

use crate::both;
use crate::day::Season;
use crate::lang::Note;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};
use std::time::SystemTime;
use unicode_width::UnicodeWidthStr as _;

/// Rows below a form's header that its drop-downs and checks reach.
pub const ROWS_CHECKED: u32 = 2000;
/// Excel's limit on the text of a list in a check.
const LONGEST_LIST: usize = 255;

/// The formats of our workbooks.
#[derive(Debug)]
pub struct Style {
    /// Headers.
    pub header: Format,
    /// Headers of columns that must be filled in.
    pub required: Format,
    /// Text that wraps.
    pub wrap: Format,
    /// Days.
    pub date: Format,
    /// Cells that stay text, whatever is typed: ids.
    pub text: Format,
}

impl Default for Style {
    fn default() -> Self {
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_background_color(Color::RGB(0x00DD_EBF7));
        Self {
            required: header.clone().set_background_color(Color::RGB(0x00FF_E699)),
            header,
            wrap: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            text: Format::new().set_num_format("@"),
        }
    }
}

/// A new workbook: its properties hold no clock time.
///
/// # Errors
/// The machine's clock stands before 1970, which the library that writes workbooks takes for impossible.
pub fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    if SystemTime::now() < SystemTime::UNIX_EPOCH {
        return Err(XlsxError::CustomError(both!("sheet-clock").to_string()));
    }
    let mut book = Workbook::new();
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(title).set_author("stagger").set_creation_datetime(&fixed);
    book.set_properties(&properties);
    Ok(book)
}

/// A day as a workbook holds it.
///
/// # Errors
/// A day before 1900 or after 9999.
pub fn excel_day(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(0), date.month() as u8, date.day() as u8)
}

/// Writes a day; one that no workbook can hold as text.
///
/// # Errors
/// The cell lies outside a sheet.
pub fn write_day(sheet: &mut Worksheet, row: u32, column: u16, date: NaiveDate, style: &Style) -> Result<(), XlsxError> {
    match excel_day(date) {
        Ok(day) => sheet.write_datetime_with_format(row, column, &day, &style.date)?,
        Err(_) => sheet.write_string(row, column, date.to_string())?,
    };
    Ok(())
}

/// A check that offers some words; `None` where they are too long for one.
///
/// # Errors
/// None in practice: the words are short enough.
pub fn one_of(words: &[&str]) -> Result<Option<DataValidation>, XlsxError> {
    let length: usize = words.iter().map(|w| w.chars().count() + 1).sum();
    if words.is_empty() || length > LONGEST_LIST {
        return Ok(None);
    }
    let list = DataValidation::new().allow_list_strings(words)?;
    Ok(Some(list.set_error_title("请从列表中选择")?.set_error_message(clip(&format!("应为：{}", words.join("、")), 255))?))
}

/// A check for days of a season, or for any day of this and the next century.
///
/// # Errors
/// A season that no workbook can hold.
pub fn days(season: Option<Season>) -> Result<DataValidation, XlsxError> {
    let (first, last) = match season {
        Some(s) => (excel_day(s.start)?, excel_day(s.end())?),
        None => (ExcelDateTime::from_ymd(1990, 1, 1)?, ExcelDateTime::from_ymd(2149, 12, 31)?),
    };
    let words =
        season.map_or_else(|| "应为日期，如2021-11-15".to_owned(), |s| format!("应为{}至{}之间的日期", s.start, s.end()));
    DataValidation::new()
        .allow_date(DataValidationRule::Between(first, last))
        .set_error_title("日期不对")?
        .set_error_message(words)
}

/// A hint at a column's cells: shown beside the cell that is being filled in.
///
/// # Errors
/// None in practice: the texts are cut to what a workbook allows.
pub fn hint(check: DataValidation, title: &str, text: &str) -> Result<DataValidation, XlsxError> {
    check.set_input_title(clip(title, 32))?.set_input_message(clip(text, 255))
}

fn clip(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// The bytes of a workbook whose sheets print with the first row on each page.
///
/// # Errors
/// More rows than a sheet holds.
pub fn printed(mut book: Workbook) -> Result<Vec<u8>, XlsxError> {
    for sheet in book.worksheets_mut() {
        sheet.set_repeat_rows(0, 0)?;
    }
    on_a4(book)
}

/// The bytes of a workbook that prints on A4 across, as wide as the page.
///
/// # Errors
/// More rows than a sheet holds.
pub fn on_a4(mut book: Workbook) -> Result<Vec<u8>, XlsxError> {
    for sheet in book.worksheets_mut() {
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    }
    book.save_to_buffer()
}

/// A sheet of instructions: lines in Chinese and English side by side.
///
/// # Errors
/// The sheet cannot hold them.
pub fn instructions(book: &mut Workbook, style: &Style, lines: &[Note]) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name("说明")?;
    let width = 70.0;
    sheet.set_column_width(0, width)?.set_column_width(1, width)?.set_freeze_panes(1, 0)?;
    let head = both!("sheet-instructions");
    sheet.write_string_with_format(0, 0, head.zh, &style.header)?;
    sheet.write_string_with_format(0, 1, head.en, &style.header)?;
    for (row, Note { zh, en }) in (1..).zip(lines) {
        sheet.write_string_with_format(row, 0, zh, &style.wrap)?;
        sheet.write_string_with_format(row, 1, en, &style.wrap)?;
        fit_row(sheet, row, [&**zh, en].map(|text| (text, width)).into_iter())?;
    }
    Ok(())
}

/// A row is at most so many lines high: Excel's limit is 409 points.
const MOST_LINES: usize = 25;
/// The height of a line of text, points.
pub const LINE_PT: f64 = 16.0;

/// The lines that a text takes in a column of a width (in half-width characters), as it wraps, as far as a row can be high.
pub fn lines(text: &str, width: f64) -> usize {
    // words do not fill their lines, and some machines have wider fonts
    let width = (0.9 * (width - 1.0)).max(1.0);
    let of = |line: &str| (line.width() as f64 / width).ceil().max(1.0) as usize;
    text.lines().map(of).sum::<usize>().clamp(1, MOST_LINES)
}

/// Makes a row as high as its texts need, each with the width of its column: not every program does so by itself.
///
/// # Errors
/// The row lies outside a sheet.
pub fn fit_row<'a>(sheet: &mut Worksheet, row: u32, texts: impl Iterator<Item = (&'a str, f64)>) -> Result<(), XlsxError> {
    let most = texts.map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    if most > 1 {
        sheet.set_row_height(row, LINE_PT * most as f64)?;
    }
    Ok(())
}

/// A line of a CSV file: cells quoted where they must be, and safe where a spreadsheet would take them for formulas.
pub fn csv_line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        let cell = if reads_as_formula(cell) { format!("'{cell}") } else { cell.clone() };
        let plain = !cell.contains(['"', ',', ';', '\t', '\n', '\r']) && cell.trim() == cell;
        if plain { cell } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}

/// Whether a spreadsheet would take a text for a formula, or for the mark that says it is none.
fn reads_as_formula(text: &str) -> bool {
    text.trim_start().trim_start_matches('\'').trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// The text behind the mark that makes it safe.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| reads_as_formula(rest)).unwrap_or(text)
}
