//! A plan as a grid: a row a unit, a column a day, as `stagger gantt -o plan.xlsx` writes it and people change it. Found by its
//! head, read by the values of its cells; colours say nothing.

use super::table::{Column, FoundTables, HEADER_WITHIN, Origin, Rows, STOP, Table};
use crate::both;
use crate::lang::Text;
use crate::scenario::Scenario;
use crate::scenario::names::Names;
use crate::sheet::value::{amount, day, hours, is_blank, plain};
use crate::sheet::{CellAt, Draft, Sheet, Value, fold};
use chrono::NaiveDate;

/// Words of a stopped day beside those of the column of measures, folded.
const STOPPED: [&str; 3] = ["s", "x", "■"];

/// The head of the column of days in the view by week, by which that view is told where it has but one week.
pub const DAYS_BY_WEEK: Text = Text::new("天数（逐周）", "days (by week)");

/// A day's column, counted from 0.
type DayColumn = (u32, NaiveDate);

/// What a cell of a day holds.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    /// The unit stands.
    Stop,
    /// It is slowed: the coking time in TOML.
    Slow(String),
}

/// Reads a sheet's grid, where it has one.
pub(super) fn draft(
    draft: &mut Draft,
    scenario: &Scenario,
    names: &Names<'_>,
    (number, sheet): (usize, &Sheet),
    found: &mut FoundTables,
) {
    let Some((table, days)) = head(sheet, scenario) else { return };
    let index = found.tables.len();
    if fits(draft, (number, sheet), &table, &days) {
        let rows = Rows { scenario, names, sheet, number, table: &table, index };
        let grid = Grid { rows: &rows, days: &days };
        for row in sheet.rows().filter(|&r| r > table.header_row) {
            grid.row(draft, row, found);
        }
    }
    found.tables.push(table);
}

/// The first row that names the units' column and has dates: known columns and days.
fn head(sheet: &Sheet, scenario: &Scenario) -> Option<(Table, Vec<DayColumn>)> {
    let date = |value: &Value| match value {
        Value::Moment(_) | Value::Text(_) => day(value, Some(scenario.season)).parse().ok(),
        _ => None,
    };
    sheet.rows().take_while(|&r| r <= HEADER_WITHIN).find_map(|row| {
        let days: Vec<DayColumn> = sheet.row(row).filter_map(|(c, v)| Some((c, date(v)?))).collect();
        let mut columns: Vec<_> = sheet.row(row).filter_map(|(c, v)| Some((Column::of(v)?, c))).collect();
        columns.retain(|c| matches!(c.0, Column::Enterprise | Column::Unit));
        columns.sort_unstable();
        columns.dedup_by_key(|c| c.0);
        let table = Table { sheet: sheet.name.clone(), header_row: row, columns };
        (table.column(Column::Unit).is_some() && !days.is_empty()).then_some((table, days))
    })
}

/// Whether a head can be read: it names the enterprises' column, and its days follow one another. Else says what is wrong.
fn fits(draft: &mut Draft, (number, sheet): (usize, &Sheet), table: &Table, days: &[DayColumn]) -> bool {
    let at = |column| CellAt { sheet: number, row: table.header_row, column };
    if table.column(Column::Enterprise).is_none() {
        let title = Column::Enterprise.title();
        let error = draft.error(at(table.columns[0].1), both!("plan-column-missing", column = title));
        error.value = None;
        error.help(both!("plan-column-missing-help", column = title, chinese = title.zh));
        return false;
    }
    let gap = days.windows(2).find(|p| p[1].1 != p[0].1 + chrono::Days::new(1));
    let weeks = days.windows(2).filter(|p| (p[1].1 - p[0].1).num_days() == 7).count();
    let titled = |v: &Value| [DAYS_BY_WEEK.zh, DAYS_BY_WEEK.en].iter().any(|t| fold(t) == fold(&plain(v)));
    if sheet.row(table.header_row).any(|c| titled(c.1)) || 2 * weeks > days.len() {
        draft.error(at(days[0].0), both!("grid-of-weeks")).help(both!("grid-of-weeks-help"));
    } else if let Some(gap) = gap {
        let says = both!("grid-days-apart", day = gap[0].1, next = gap[1].1);
        draft.error(at(gap[1].0), says).help(both!("grid-days-apart-help"));
    } else {
        return true;
    }
    false
}

struct Grid<'a> {
    rows: &'a Rows<'a>,
    days: &'a [DayColumn],
}

impl Grid<'_> {
    /// Drafts the stops and slow-downs of a row. One that names no unit files nothing: shares, a legend, sums.
    fn row(&self, draft: &mut Draft, row: u32, found: &mut FoundTables) {
        let named = |c| self.rows.value(row, c).is_some_and(|v| !matches!(v, Value::Covered(..)));
        if !named(Column::Unit) && !named(Column::Enterprise) {
            return;
        }
        let cells: Vec<Option<Cell>> = self.days.iter().map(|d| self.cell(draft, row, d.0)).collect();
        if cells.iter().all(Option::is_none) {
            return;
        }
        let (enterprise, unit) = self.rows.names(draft, row);
        let mut next = 0;
        while next < cells.len() {
            let first = next;
            while next < cells.len() && cells[next] == cells[first] {
                next += 1;
            }
            let Some(cell) = &cells[first] else { continue };
            let at = |i: usize| CellAt { sheet: self.rows.number, row, column: self.days[i].0 };
            let header = if *cell == Cell::Stop { "[[stops]]" } else { "[[slowdowns]]" };
            let line = draft.header(header, at(first));
            draft.field("enterprise", &enterprise, self.rows.at(row, Column::Enterprise));
            draft.field("unit", &unit, self.rows.at(row, Column::Unit));
            draft.field("start", &self.days[first].1.to_string(), at(first));
            draft.field("end", &self.days[next - 1].1.to_string(), at(next - 1));
            if let Cell::Slow(hours) = cell {
                draft.field("coking_time_h", hours, at(first));
            }
            let days = Some((self.days[first].0, self.days[next - 1].0));
            found.rows.insert(line, Origin { table: self.rows.index, row, days });
        }
    }

    /// What a day's cell says. A cell merged over several days says it of each.
    fn cell(&self, draft: &mut Draft, row: u32, column: u32) -> Option<Cell> {
        let mut value = self.rows.sheet.get(row, column)?;
        if let Value::Covered(row, from) = value
            && self.days.iter().any(|d| d.0 == *from)
        {
            value = self.rows.sheet.get(*row, *from)?;
        }
        let at = CellAt { sheet: self.rows.number, row, column };
        if is_blank(Some(value)) || !draft.usable(at, value) {
            return None;
        }
        let word = fold(&plain(value)).to_lowercase();
        if STOP.contains(&word.as_str()) || STOPPED.contains(&word.as_str()) {
            return Some(Cell::Stop);
        }
        let time = hours(value);
        if amount(value).is_some() || !time.starts_with('"') {
            return Some(Cell::Slow(time));
        }
        draft.error(at, both!("grid-cell", value = word)).expected(both!("grid-cell-expected"));
        None
    }
}
