//! A register as a workbook: empty, or filled from a scenario file.

use super::tabs::{Column, KEY, Owner, Rows, SPANS, TABS, Tab};
use crate::day::Season;
use crate::input::field::{Limit, SMALLEST, Type};
use crate::kind::Kind;
use crate::lang::{Lang, Note, listed};
use crate::policy::{DEFAULT, default_policy};
use crate::sheet::words::label;
use crate::sheet::write::{ROWS_CHECKED, Style, days, hint, instructions, one_of, printed, workbook, write_day};
use crate::{both, say};
use chrono::NaiveDate;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Worksheet, XlsxError};
use toml::{Table, Value};

/// A register as the bytes of a workbook: empty, or with what the text of a scenario file says (which has been read without
/// errors). `grades` are offered in a drop-down.
///
/// # Errors
/// More rows than a sheet holds.
pub fn register(scenario: Option<&str>, grades: &[String]) -> Result<Vec<u8>, XlsxError> {
    let root: Table = scenario.and_then(|text| text.parse().ok()).unwrap_or_default();
    let mut book = workbook(&say!(Lang::Zh, "register-title"))?;
    let style = Style::default();
    instructions(&mut book, &style, &about())?;
    for tab in &TABS {
        let rows =
            if scenario.is_none() && tab.rows == Rows::Scenario { vec![Row::empty_scenario()] } else { rows_of(tab, &root) };
        let sheet = book.add_worksheet().set_name(tab.name.zh)?;
        write_tab(sheet, tab, &rows, &style, grades)?;
    }
    printed(book)
}

/// A row to be written: its keys and the tables that its columns are fields of.
struct Row<'a> {
    keys: Vec<&'a str>,
    tables: Vec<(&'static str, &'a Table)>,
    months: Vec<(&'a str, &'a Value)>,
    /// Values of an empty register.
    preset: Vec<(&'static str, &'static str)>,
}

impl<'a> Row<'a> {
    fn of(keys: Vec<&'a str>, tables: Vec<(&'static str, &'a Table)>) -> Self {
        Self { keys, tables, months: Vec::new(), preset: Vec::new() }
    }

    fn empty_scenario() -> Self {
        let preset = vec![("policy", DEFAULT)];
        Self { preset, ..Self::of(Vec::new(), Vec::new()) }
    }

    fn value(&self, c: &Column) -> Option<&'a Value> {
        let table = self.tables.iter().find(|(prefix, _)| *prefix == c.prefix)?.1;
        table.get(c.field).filter(|v| !v.is_table())
    }
}

fn list<'a>(table: &'a Table, field: &str) -> Vec<&'a Table> {
    match table.get(field) {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_table).collect(),
        Some(Value::Table(one)) => vec![one],
        _ => Vec::new(),
    }
}

fn name<'a>(table: &'a Table, field: &str) -> &'a str {
    table.get(field).and_then(Value::as_str).unwrap_or_default()
}

fn rows_of<'a>(tab: &Tab, root: &'a Table) -> Vec<Row<'a>> {
    let enterprises = || list(root, "enterprises").into_iter();
    match tab.rows {
        Rows::Scenario => {
            let season = root.get("season").and_then(Value::as_table);
            let tables = std::iter::once(("", root)).chain(season.map(|s| ("season.", s)));
            if root.is_empty() { Vec::new() } else { vec![Row::of(Vec::new(), tables.collect())] }
        }
        Rows::Listed(field) => list(root, field).into_iter().map(|t| Row::of(Vec::new(), vec![("", t)])).collect(),
        Rows::Units => enterprises()
            .flat_map(|e| {
                let units = list(e, "units");
                let alone = units.is_empty().then(|| Row::of(Vec::new(), vec![("enterprise.", e)]));
                let with = units.into_iter().map(move |u| Row::of(Vec::new(), vec![("enterprise.", e), ("unit.", u)]));
                alone.into_iter().chain(with)
            })
            .collect(),
        Rows::Parts(owner, field, _) => {
            let (owners, key) = match owner {
                Owner::City => (list(root, "cities"), "name"),
                Owner::Enterprise => (list(root, "enterprises"), "id"),
            };
            let of = move |o: &'a Table| {
                let keys = move || vec![name(o, key)];
                list(o, field).into_iter().map(move |t| {
                    if tab_by_month(field) {
                        Row { months: t.iter().map(|(m, v)| (m.as_str(), v)).collect(), ..Row::of(keys(), Vec::new()) }
                    } else {
                        Row::of(keys(), vec![("", t)])
                    }
                })
            };
            owners.into_iter().flat_map(of).collect()
        }
        Rows::Spans => enterprises()
            .flat_map(|e| list(e, "units").into_iter().map(move |u| (e, u)))
            .flat_map(|(e, u)| SPANS.iter().map(move |s| (e, u, *s)))
            .flat_map(|(e, u, s)| {
                list(u, s).into_iter().map(move |t| Row::of(vec![name(e, "id"), name(u, "id"), label(s)], vec![("", t)]))
            })
            .collect(),
    }
}

fn tab_by_month(field: &str) -> bool {
    TABS.iter().any(|t| t.by_month && matches!(t.rows, Rows::Parts(_, f, _) if f == field))
}

fn write_tab(sheet: &mut Worksheet, tab: &Tab, rows: &[Row<'_>], style: &Style, grades: &[String]) -> Result<(), XlsxError> {
    let columns = tab.columns();
    let keys = columns.iter().filter(|c| c.prefix == KEY).count();
    sheet.set_freeze_panes(1, if tab.rows == Rows::Units { 3 } else { keys as u16 })?.set_row_height(0, 48)?;
    for (i, c) in (0..).zip(&columns) {
        sheet.write_string_with_format(0, i, c.header(), if c.required { &style.required } else { &style.header })?;
        sheet.set_column_width(i, 16)?;
        sheet.add_data_validation(1, i, rows.len() as u32 + ROWS_CHECKED, i, &check(c, grades)?)?;
    }
    let mut months: Vec<&str> = rows.iter().flat_map(|r| r.months.iter().map(|m| m.0)).collect();
    let preset = if tab.by_month && months.is_empty() { months_of(tab) } else { Vec::new() };
    months.extend(preset.iter().map(String::as_str));
    months.sort_unstable();
    months.dedup();
    for (i, m) in (columns.len() as u16..).zip(&months) {
        sheet.write_string_with_format(0, i, *m, &style.header)?;
    }
    for (row, r) in (1..).zip(rows) {
        for (i, key) in (0..).zip(&r.keys) {
            sheet.write_string_with_format(row, i, *key, &style.text)?;
        }
        for (i, c) in (0..).zip(&columns).filter(|(_, c)| c.prefix != KEY) {
            if let Some(v) = r.value(c) {
                write(sheet, row, i, v, c.ty, style)?;
            } else if let Some((_, v)) = r.preset.iter().find(|p| p.0 == c.field) {
                sheet.write_string(row, i, *v)?;
            }
        }
        for (m, v) in &r.months {
            let i = months.iter().position(|x| x == m).unwrap_or(0) + columns.len();
            write(sheet, row, i as u16, v, Type::Number(Limit::Any), style)?;
        }
    }
    Ok(())
}

/// Columns of months in an empty register: those of the built-in policy's season; of a year before for last year's steel.
fn months_of(tab: &Tab) -> Vec<String> {
    let before = i32::from(!matches!(tab.rows, Rows::Parts(Owner::City, ..)));
    let season = default_policy().season;
    let months = Season::new(season.start, season.end).map_or_else(Vec::new, Season::months);
    months.into_iter().map(|(year, month, _)| format!("{:04}-{month:02}", year - before)).collect()
}

/// A field's value in a cell.
fn write(sheet: &mut Worksheet, row: u32, column: u16, value: &Value, ty: Type, style: &Style) -> Result<(), XlsxError> {
    match (value, ty) {
        (Value::Boolean(b), _) => sheet.write_string(row, column, if *b { "是" } else { "否" })?,
        (Value::Integer(n), _) => sheet.write_number(row, column, *n as f64)?,
        (Value::Float(x), _) => sheet.write_number(row, column, *x)?,
        (Value::String(s), Type::Choice(_)) => sheet.write_string(row, column, label(s))?,
        (Value::String(s), Type::Date) => match NaiveDate::parse_from_str(s, "%Y-%m-%d") {
            Ok(date) => return write_day(sheet, row, column, date, style),
            Err(_) => sheet.write_string(row, column, s)?,
        },
        (Value::String(s), _) => sheet.write_string_with_format(row, column, s, &style.text)?,
        (Value::Datetime(d), _) => {
            let date = d.date.and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
            match date {
                Some(date) => return write_day(sheet, row, column, date, style),
                None => sheet.write_string(row, column, d.to_string())?,
            }
        }
        (Value::Array(all), _) => {
            let choice = matches!(ty, Type::List(Type::Choice(_)));
            let items: Vec<&str> = all.iter().filter_map(Value::as_str).map(|s| if choice { label(s) } else { s }).collect();
            sheet.write_string_with_format(row, column, joined(&items), &style.text)?
        }
        (Value::Table(_), _) => sheet,
    };
    Ok(())
}

/// A list in a cell: separated by 、, or one a line where an item holds a separator itself.
fn joined(items: &[&str]) -> String {
    if items.iter().any(|i| i.contains(['、', '；', ';', '，', ','])) {
        items.iter().fold(String::new(), |text, i| text + i + "\n")
    } else {
        items.join("、")
    }
}

/// What a column's cells may hold, and what they mean.
fn check(c: &Column, grades: &[String]) -> Result<DataValidation, XlsxError> {
    let least = |limit| match limit {
        Limit::Any => DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThan(-1e15)),
        Limit::NonNegative => DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
        Limit::Positive => DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(SMALLEST)),
        Limit::Fraction => DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, 1.0)),
    };
    let grades: Vec<&str> = grades.iter().map(String::as_str).collect();
    let labels = |words: &[&'static str]| words.iter().map(|w| label(w)).collect::<Vec<_>>();
    let found = match c.ty {
        Type::Flag => one_of(&["是", "否"])?,
        Type::Choice(words) => one_of(&labels(words))?,
        Type::Date => Some(days(None)?),
        Type::Number(limit) | Type::NumberOrMap(limit, _) => Some(least(limit)),
        Type::Whole(..) => Some(DataValidation::new().allow_whole_number(DataValidationRule::Between(0, i32::MAX))),
        Type::Text if c.field == "grade" => one_of(&grades)?,
        _ => None,
    };
    let any = || DataValidation::new().allow_any_value();
    let may_be = match c.ty {
        Type::List(Type::Choice(words)) => {
            format!("\n{}", say!(Lang::Zh, "register-choices", words = |l| listed(&labels(words), l)))
        }
        _ => String::new(),
    };
    hint(found.unwrap_or_else(any), &c.zh, &format!("{}{may_be}\n{}", c.about.zh, c.about.en))
}

/// The instructions, in Chinese and English.
fn about() -> Vec<Note> {
    let sheet = |t: &Tab| {
        let name = |l| match l {
            Lang::Zh => format!("“{}”", t.name.zh),
            Lang::En => format!("{} ({})", t.name.zh, t.name.en),
        };
        both!("register-about-sheet", sheet = name, about = t.about)
    };
    let kind = |k: Kind, l| match l {
        Lang::Zh => format!("{} {}", k.name(Lang::Zh), k.id()),
        Lang::En => k.id().to_owned(),
    };
    let lines = [
        both!("register-about-use"),
        both!("register-about-headers"),
        both!("register-about-days"),
        both!("register-about-lists"),
        both!("register-about-more"),
    ];
    let kinds = both!("register-about-kinds", kinds = |l| listed(&Kind::ALL.map(|k| kind(k, l)), l));
    lines.into_iter().chain(TABS.iter().map(sheet)).chain([kinds]).collect()
}
