//! The ledger in its workbook: where its columns are, which rows are ours.

use super::Issue;
use super::entry::{Entry, State};
use crate::lang::{Lang, printable};
use crate::xlsx::{CellRef, Column, Content, Look, MAX_ROW, NewSheet, Value, Workbook, XlsxError};
use crate::{both, say};
use std::collections::BTreeMap;

/// The columns of the ledger: Chinese, English, width. Later runs find them by these headings, in any order.
const COLUMNS: [(&str, &str, f64); 12] = [
    ("序号", "no.", 6.0),
    ("城市", "city", 10.0),
    ("区县", "county", 10.0),
    ("企业", "enterprise", 22.0),
    ("设施", "unit", 14.0),
    ("问题", "problem", 52.0),
    ("条款", "clause", 40.0),
    ("发现日期", "found on", 12.0),
    ("整改要求", "to be done", 36.0),
    ("期限", "due", 12.0),
    ("状态", "state", 10.0),
    ("复核", "review", 20.0),
];
const NUMBER: usize = 0;
const STATE: usize = 10;
/// Heading of the hidden column that says what each row is about.
const KEY: &str = "stagger";
/// The headings are looked for in so many rows: people put titles above them.
const HEADING_ROWS: u32 = 50;

/// A ledger without rows.
pub(super) fn empty(lang: Lang) -> Workbook {
    let mut columns: Vec<Column> = COLUMNS.iter().map(|(zh, en, width)| Column::new(lang.pick(zh, en), *width)).collect();
    columns.push(Column { hidden: true, ..Column::new(KEY, 10.0) });
    let mut book = Workbook::blank();
    book.add_sheet(NewSheet { name: say!(lang, "ledger-sheet"), columns, rows: Vec::new() });
    book
}

/// The ledger of a workbook.
#[derive(Debug)]
pub(super) struct Table {
    sheet: String,
    lang: Lang,
    /// Columns by their place in [`COLUMNS`], from 1.
    columns: BTreeMap<usize, u32>,
    key: u32,
    cells: BTreeMap<CellRef, Content>,
    /// Our rows.
    pub entries: Vec<Entry>,
    /// The formats that most of our rows have, by column.
    formats: BTreeMap<u32, u32>,
    /// The next row that is empty, and its number.
    next: (u32, u64),
}

impl Table {
    /// Finds the ledger: the sheet with its headings, wherever they are.
    pub fn find(book: &mut Workbook) -> Result<Self, XlsxError> {
        for sheet in book.sheet_names() {
            let cells = book.contents(&sheet)?;
            let key = cells
                .iter()
                .take_while(|(at, _)| at.row <= HEADING_ROWS)
                .find(|(_, c)| c.text.trim() == KEY)
                .map(|(at, _)| *at);
            if let Some(table) = key.and_then(|key| Self::read(sheet, key, cells)) {
                return Ok(table);
            }
        }
        Err(XlsxError::new(both!("ledger-none")))
    }

    fn read(sheet: String, key: CellRef, cells: BTreeMap<CellRef, Content>) -> Option<Self> {
        let heading = key.row;
        let lang_of = |name: &str| {
            let lang = |(zh, en): (&str, &str)| if zh == name { Some(Lang::Zh) } else { (en == name).then_some(Lang::En) };
            COLUMNS.iter().enumerate().find_map(|(i, c)| Some((i, lang((c.0, c.1))?)))
        };
        let (mut columns, mut lang) = (BTreeMap::new(), None);
        for (at, content) in cells.iter().filter(|(at, _)| at.row == heading) {
            if let Some((i, l)) = lang_of(content.text.trim()) {
                columns.entry(i).or_insert(at.column);
                lang = lang.filter(|_| i != STATE).or(Some(l));
            }
        }
        columns.get(&STATE)?;
        let below = |at: &CellRef| at.row > heading;
        let entries: Vec<Entry> = cells
            .iter()
            .filter(|(at, _)| below(at) && at.column == key.column)
            .filter_map(|(at, c)| Entry::parse(&c.text, at.row))
            .collect();
        // what stands in columns of their own is theirs, down to whichever row
        let ours = |at: &CellRef| at.column == key.column || columns.values().any(|c| *c == at.column);
        let used = cells.iter().filter(|(at, c)| ours(at) && (!c.text.is_empty() || c.formula)).map(|(at, _)| at.row);
        let used = used.max().unwrap_or(heading);
        let number = columns.get(&NUMBER).copied();
        let numbers = cells.iter().filter(|(at, _)| below(at) && Some(at.column) == number);
        let highest = numbers.filter_map(|(_, c)| c.text.trim().parse::<u64>().ok()).max().unwrap_or(0);
        let formats = usual_formats(&cells, &entries);
        let next = (used.max(heading) + 1, highest.saturating_add(1));
        Some(Self { sheet, lang: lang.unwrap_or_default(), columns, key: key.column, cells, entries, formats, next })
    }

    /// Writes what became of an entry. The words of a person in the column of states stay until the problem closes or comes back.
    pub fn write_state(&mut self, book: &mut Workbook, before: &Entry, after: &Entry) -> Result<(), XlsxError> {
        let at = CellRef::new(before.row, self.columns[&STATE]);
        let there = self.cells.get(&at).map_or("", |c| c.text.trim());
        let ours = there.is_empty() || State::ALL.iter().any(|s| [s.name().zh, s.name().en].contains(&there));
        let turned = (before.state == State::Closed) != (after.state == State::Closed);
        let word = self.word(after.state);
        if (ours || turned) && there != word {
            book.set(&self.sheet, at, word.into(), None)?;
        }
        if before != after {
            book.set(&self.sheet, CellRef::new(before.row, self.key), after.to_text().into(), None)?;
        }
        Ok(())
    }

    fn word(&self, state: State) -> &'static str {
        state.name().pick(self.lang)
    }

    /// Adds a row below the last that is used.
    pub fn append(&mut self, book: &mut Workbook, issue: &Issue, entry: &Entry) -> Result<(), XlsxError> {
        let (row, number) = self.next;
        if row > MAX_ROW {
            return Err(XlsxError::new(both!("ledger-full", last = MAX_ROW.to_string())));
        }
        self.next = (row + 1, number + 1);
        let text = |t: Option<&String>| t.map_or(Value::Empty, |t| printable(t).into());
        let values = [
            Value::Number(number as f64),
            text(issue.city.as_ref()),
            text(issue.county.as_ref()),
            text(issue.enterprise_name.as_ref().or(issue.enterprise.as_ref())),
            text(Some(&issue.place)),
            text(Some(&issue.problem)),
            text(Some(&issue.clause)),
            entry.since.into(),
            text(Some(&issue.to_do)),
            Value::Empty,
            self.word(entry.state).into(),
            Value::Empty,
        ];
        for (i, value) in values.into_iter().enumerate() {
            if let Some(&column) = self.columns.get(&i) {
                let look = Look::of(&value);
                let usual = self.formats.get(&column).copied().filter(|_| !look.quoted);
                let format = usual.unwrap_or_else(|| book.format(look));
                book.set(&self.sheet, CellRef::new(row, column), value, Some(format))?;
            }
        }
        book.set(&self.sheet, CellRef::new(row, self.key), entry.to_text().into(), None)
    }
}

/// The format that most of some rows have in each column; of equally many the lowest.
fn usual_formats(cells: &BTreeMap<CellRef, Content>, entries: &[Entry]) -> BTreeMap<u32, u32> {
    let mut counts: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
    for entry in entries {
        for (at, c) in cells.range(CellRef::new(entry.row, 0)..CellRef::new(entry.row + 1, 0)) {
            *counts.entry(at.column).or_default().entry(c.format).or_default() += 1;
        }
    }
    let most = |formats: BTreeMap<u32, usize>| formats.into_iter().rev().max_by_key(|f| f.1).map_or(0, |f| f.0);
    counts.into_iter().map(|(column, formats)| (column, most(formats))).collect()
}
