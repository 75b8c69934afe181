//! Tables of stops in sheets: found by their headers, drafted as the text of a plan file.

use super::grid;
use crate::both;
use crate::input::error::{InputError, InputErrors};
use crate::input::{Source, suggest};
use crate::lang::Text;
use crate::records;
use crate::report::annotate::is_ours;
use crate::scenario::Scenario;
use crate::scenario::names::{Found, Names};
use crate::sheet::value::{day, hours, is_blank, plain, quoted};
use crate::sheet::{Book, CellAt, Draft, Sheet, Value, fold};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A header stands within so many rows: titles above it are common.
pub(super) const HEADER_WITHIN: u32 = 20;

/// A known column of a table of stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 企业.
    Enterprise,
    /// 生产设施.
    Unit,
    /// 措施.
    Measure,
    /// 停产开始.
    Start,
    /// 停产结束.
    End,
    /// 出焦时间.
    CokingTime,
    /// 备注.
    Remark,
}

impl Column {
    /// All, in the order of the form.
    pub const ALL: [Self; 7] =
        [Self::Enterprise, Self::Unit, Self::Measure, Self::Start, Self::End, Self::CokingTime, Self::Remark];
    const REQUIRED: [Self; 4] = [Self::Enterprise, Self::Unit, Self::Start, Self::End];

    /// Its headers, folded and in lower case: the form's own in Chinese and English, then what else is written.
    const fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Enterprise => {
                &["企业", "enterprise", "企业名称", "企业编号", "单位", "单位名称", "公司", "公司名称", "mill", "company"]
            }
            Self::Unit => &[
                "生产设施",
                "unit",
                "设施",
                "设施名称",
                "设施编号",
                "生产设施名称",
                "生产设施编号",
                "设备",
                "设备名称",
                "设备编号",
                "生产设备",
                "机组",
            ],
            Self::Measure => &["措施", "measure", "错峰措施", "错峰生产措施", "错峰方式", "方式"],
            Self::Start => &[
                "停产开始",
                "start",
                "开始",
                "开始日期",
                "开始时间",
                "起始日期",
                "起始时间",
                "停产开始日期",
                "停产开始时间",
                "停产起始日期",
                "startdate",
            ],
            Self::End => &[
                "停产结束",
                "end",
                "结束",
                "结束日期",
                "结束时间",
                "终止日期",
                "截止日期",
                "停产结束日期",
                "停产结束时间",
                "停产截止日期",
                "enddate",
            ],
            Self::CokingTime => {
                &["出焦时间", "cokingtimeh", "cokingtime", "延长后出焦时间", "延长后的出焦时间", "结焦时间", "延长出焦时间"]
            }
            Self::Remark => &["备注", "remark", "remarks", "说明", "note", "notes"],
        }
    }

    /// Its header in the form, in Chinese and English.
    pub const fn title(self) -> Text {
        match self {
            Self::CokingTime => Text::new("出焦时间", "coking_time_h"),
            _ => Text::new(self.headers()[0], self.headers()[1]),
        }
    }

    /// The column of a header, whatever its spacing, case, unit in brackets or star.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let Value::Text(text) = value else { return None };
        let known = |part: &str| {
            let folded = fold(part).to_lowercase();
            let bare: String = folded.split('(').next()?.chars().filter(|c| !matches!(c, '_' | '-' | '*' | ':')).collect();
            Self::ALL.into_iter().find(|c| c.headers().contains(&bare.as_str()))
        };
        known(text).or_else(|| text.lines().find_map(known))
    }
}

/// A table of stops in a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name of the sheet; empty in a CSV file.
    pub sheet: String,
    /// Row of the header, from 1.
    pub header_row: u32,
    /// Its known columns (counted from 0), in the order of [`Column::ALL`].
    pub columns: Vec<(Column, u32)>,
}

impl Table {
    /// Where a column stands, counted from 0.
    pub fn column(&self, column: Column) -> Option<u32> {
        self.columns.iter().find(|c| c.0 == column).map(|c| c.1)
    }
}

/// The row of a stop or slow-down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Index into [`PlanFile::tables`](super::open::PlanFile::tables).
    pub table: usize,
    /// Row, from 1.
    pub row: u32,
    /// Of a grid: the columns of its first and last day, counted from 0.
    pub days: Option<(u32, u32)>,
}

/// The tables found, and the row of each stop by its line in the text.
#[derive(Debug, Default)]
pub(super) struct FoundTables {
    pub(super) tables: Vec<Table>,
    pub(super) rows: BTreeMap<usize, Origin>,
}

/// A book's tables of stops as the text of a plan file, with the errors that its reader cannot see.
pub(super) fn draft(book: &Rc<Book>, scenario: &Scenario) -> Result<(Source, Vec<InputError>, FoundTables), InputErrors> {
    let mut draft = Draft::new(book);
    draft.push(&format!("schema = 1\nscenario = {}\n", quoted(&scenario.name)));
    let names = Names::new(scenario);
    let mut found = FoundTables::default();
    for (number, sheet) in book.sheets.iter().enumerate().filter(|(_, sheet)| !is_ours(sheet)) {
        let Some(table) = header(&mut draft, number, sheet) else {
            grid::draft(&mut draft, scenario, &names, (number, sheet), &mut found);
            continue;
        };
        let reader = Rows { scenario, names: &names, sheet, number, table: &table, index: found.tables.len() };
        for row in sheet.rows().filter(|&r| r > table.header_row) {
            if let Some(line) = reader.row(&mut draft, row) {
                found.rows.insert(line, Origin { table: reader.index, row, days: None });
            }
        }
        found.tables.push(table);
    }
    if found.tables.is_empty() {
        return Err(InputErrors(vec![no_table(book)]));
    }
    let (source, errors) = draft.finish();
    Ok((source, errors, found))
}

/// Errors about a table's cells, with the columns called in Chinese as their headers are.
pub(super) fn with_headers(mut errors: InputErrors) -> InputErrors {
    let fields = Column::REQUIRED.into_iter().chain([Column::CokingTime]).map(Column::title);
    for Text { zh, en: field } in fields {
        for e in errors.0.iter_mut().filter(|e| e.cell.is_some()) {
            for note in std::iter::once(&mut e.message).chain(&mut e.help) {
                let named = note.zh.replace(&format!("“{field}”"), &format!("“{zh}”"));
                note.zh =
                    named.strip_prefix(&format!("{field}：")).map_or_else(|| named.clone(), |rest| format!("{zh}：{rest}"));
            }
        }
    }
    errors
}

/// The first cell of a header of operating records or statistics, if a sheet has one.
fn of_records((number, sheet): (usize, &Sheet)) -> Option<CellAt> {
    let row = sheet.rows().take_while(|&r| r <= HEADER_WITHIN).find(|&row| {
        let cells: Vec<String> = sheet.row(row).map(|(_, value)| plain(value)).collect();
        records::sniff(cells.join("\t").as_bytes()).is_some()
    })?;
    Some(CellAt { sheet: number, row, column: sheet.row(row).next()?.0 })
}

fn no_table(book: &Book) -> InputError {
    if let Some(at) = book.sheets.iter().enumerate().find_map(of_records) {
        let mut error = book.error(at, both!("plan-of-records"));
        error.value = None;
        error.expected(both!("plan-of-records-expected")).help(both!("plan-of-records-help"));
        return error;
    }
    let says = both!("plan-no-table");
    let mut error = if book.sheets.is_empty() {
        InputError::whole_file(&book.name, says)
    } else {
        book.error(CellAt { sheet: 0, row: 1, column: 0 }, says)
    };
    error.expected(both!("plan-header-expected")).help(both!("plan-header-help", rows = HEADER_WITHIN));
    error
}

/// The header of a sheet's table, if it has one: the row with most known columns that tells a unit or an enterprise, and a day.
fn header(draft: &mut Draft, number: usize, sheet: &Sheet) -> Option<Table> {
    let known = |row: u32| -> Vec<(Column, u32)> {
        sheet.row(row).filter_map(|(column, value)| Some((Column::of(value)?, column))).collect()
    };
    let tells = |columns: &[(Column, u32)]| {
        let has = |c: Column| columns.iter().any(|x| x.0 == c);
        (has(Column::Unit) || has(Column::Enterprise)) && (has(Column::Start) || has(Column::End))
    };
    let rows = sheet.rows().take_while(|&r| r <= HEADER_WITHIN).map(|r| (r, known(r))).filter(|(_, c)| tells(c));
    let (header_row, mut columns) = rows.max_by_key(|(row, c)| (c.len(), std::cmp::Reverse(*row)))?;
    columns.sort_unstable();
    for pair in columns.windows(2).filter(|p| p[0].0 == p[1].0) {
        let at = CellAt { sheet: number, row: header_row, column: pair[1].1 };
        let says = both!("plan-column-twice", column = pair[0].0.title());
        draft.error(at, says).help(both!("plan-column-twice-help"));
    }
    columns.dedup_by_key(|c| c.0);
    let table = Table { sheet: sheet.name.clone(), header_row, columns };
    for missing in Column::REQUIRED.into_iter().filter(|&c| table.column(c).is_none()) {
        let title = missing.title();
        let at = CellAt { sheet: number, row: header_row, column: table.columns.first().map_or(0, |c| c.1) };
        let error = draft.error(at, both!("plan-column-missing", column = title));
        error.value = None;
        error.help(both!("plan-column-missing-help", column = title, chinese = title.zh));
    }
    Some(table)
}

/// What reading a table's rows carries along.
pub(super) struct Rows<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) names: &'a Names<'a>,
    pub(super) sheet: &'a Sheet,
    pub(super) number: usize,
    pub(super) table: &'a Table,
    pub(super) index: usize,
}

/// Words of the column of measures, folded.
pub(super) const STOP: [&str; 12] =
    ["停产", "全停", "停", "停炉", "焖炉", "闷炉", "扒炉", "检修", "停产检修", "stop", "shutdown", "banking"];
const SLOW: [&str; 8] =
    ["延长出焦时间", "延长出焦", "延长结焦时间", "延长结焦", "出焦延长", "slow-down", "slowdown", "slow"];

impl Rows<'_> {
    pub(super) fn at(&self, row: u32, column: Column) -> CellAt {
        let place =
            self.table.column(column).or(self.table.column(Column::Unit)).or(self.table.columns.first().map(|c| c.1));
        CellAt { sheet: self.number, row, column: place.unwrap_or(0) }
    }

    pub(super) fn value(&self, row: u32, column: Column) -> Option<&Value> {
        self.sheet.get(row, self.table.column(column)?).filter(|v| !is_blank(Some(v)))
    }

    /// Drafts a row, and gives its line; `None`: no stop is filed in it.
    fn row(&self, draft: &mut Draft, row: u32) -> Option<usize> {
        let filed = |c| self.value(row, c).is_some_and(|v| !matches!(v, Value::Covered(..)));
        let repeats_header = self.value(row, Column::Start).and_then(Column::of).is_some();
        let any = [Column::Measure, Column::Start, Column::End, Column::CokingTime].into_iter().any(filed);
        if !any || repeats_header {
            return None;
        }
        let coking = self.sound(draft, row, Column::CokingTime);
        let slow = self.is_slow(draft, row, coking.is_some());
        let line = draft.header(if slow { "[[slowdowns]]" } else { "[[stops]]" }, self.at(row, Column::Unit));
        let (enterprise, unit) = self.names(draft, row);
        draft.field("enterprise", &enterprise, self.at(row, Column::Enterprise));
        draft.field("unit", &unit, self.at(row, Column::Unit));
        for (column, name) in [(Column::Start, "start"), (Column::End, "end")] {
            let date =
                self.sound(draft, row, column).map(|v| v.map_or_else(blank_date, |v| day(v, Some(self.scenario.season))));
            draft.field(name, &date.unwrap_or_else(|| "\"\"".to_owned()), self.at(row, column));
        }
        if slow {
            let coking = coking.map(|v| v.map_or_else(|| "1".to_owned(), hours));
            draft.field("coking_time_h", &coking.unwrap_or_else(|| "\"\"".to_owned()), self.at(row, Column::CokingTime));
        }
        Some(line)
    }

    /// A cell's value; `Some(None)` where it holds none that can be used, which has then been said.
    #[allow(clippy::option_option)] // absent, unusable, there
    fn sound(&self, draft: &mut Draft, row: u32, column: Column) -> Option<Option<&Value>> {
        let value = self.value(row, column)?;
        Some(draft.usable(self.at(row, column), value).then_some(value))
    }

    fn is_slow(&self, draft: &mut Draft, row: u32, has_hours: bool) -> bool {
        let Some(Some(value)) = self.sound(draft, row, Column::Measure) else { return has_hours };
        let word = fold(&plain(value)).to_lowercase();
        let slow = SLOW.contains(&word.as_str());
        if !slow && !STOP.contains(&word.as_str()) {
            draft
                .error(self.at(row, Column::Measure), both!("plan-measure-unknown", measure = word))
                .expected(both!("plan-measure-expected"))
                .help(both!("plan-measure-help"));
            return has_hours;
        }
        if !slow && has_hours {
            let error = draft.error(self.at(row, Column::CokingTime), both!("plan-stop-with-hours"));
            error.help(both!("plan-stop-with-hours-help"));
        }
        slow
    }

    /// Enterprise and unit in TOML: the scenario's ids where they match, else as filed, which rule CONCRETE finds.
    pub(super) fn names(&self, draft: &mut Draft, row: u32) -> (String, String) {
        let text = |draft: &mut Draft, column| match self.sound(draft, row, column) {
            None => String::new(),
            Some(v) => v.map_or_else(|| "?".to_owned(), plain),
        };
        let (filed, unit) = (text(draft, Column::Enterprise), text(draft, Column::Unit));
        let s = self.scenario;
        match self.names.enterprise(&filed) {
            Found::One(e) => {
                let id = &s.enterprises[e].id;
                let unit = match self.names.unit(e, &unit) {
                    Found::One(u) => s.units[u].id.clone(),
                    Found::None => unit,
                    Found::Many(all) => {
                        let ids: Vec<&str> = all.iter().map(|&u| s.units[u].id.as_str()).collect();
                        several(draft, self.at(row, Column::Unit), &unit, &ids);
                        unit
                    }
                };
                (quoted(id), quoted(&unit))
            }
            Found::None => (quoted(&filed), quoted(&unit)),
            Found::Many(all) => {
                let ids: Vec<&str> = all.iter().map(|&e| s.enterprises[e].id.as_str()).collect();
                several(draft, self.at(row, Column::Enterprise), &filed, &ids);
                (quoted(&filed), quoted(&unit))
            }
        }
    }
}

/// What stands in for a day that cannot be used.
fn blank_date() -> String {
    "2000-01-01".to_owned() // the cell's fault has been said; no second error for it
}

fn several(draft: &mut Draft, at: CellAt, name: &str, ids: &[&str]) {
    let error = draft.error(at, both!("plan-name-of-several", name = name));
    error.expected(both!("plan-name-expected"));
    suggest(error, name, ids.iter().copied());
}
