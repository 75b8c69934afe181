//! Sheets of a register that are none of ours: what is probably one of ours under another name is an error, the rest is
//! passed over and told, so that nothing filed is lost without a word.

use super::header::find;
use super::read::HEADER_WITHIN;
use super::tabs::{TABS, Tab};
use crate::both;
use crate::input::nearest;
use crate::lang::{Lang, Note, Text, listed};
use crate::sheet::value::month;
use crate::sheet::{Book, CellAt, Draft, Sheet, Value, a1, column_letters, fold};
use std::collections::BTreeSet;

/// What was passed over, in the order of the book.
#[derive(Debug, Default)]
pub(super) struct Passed {
    columns: Vec<String>,
    sheets: Vec<String>,
}

impl Passed {
    /// A column whose header is none of ours.
    pub(super) fn column(&mut self, sheet: &Sheet, row: u32, column: u32, header: &Value) {
        let shown = header.shown().replace(char::is_control, " ");
        self.columns.push(format!("{}!{} {shown}", sheet.name, a1(row, column)));
    }

    /// The columns with values below a header row that has nothing for them.
    pub(super) fn headless(&mut self, sheet: &Sheet, header: u32) {
        let below = sheet.rows().filter(|&r| r > header).flat_map(|r| sheet.row(r));
        let bare: BTreeSet<u32> = below
            .filter(|(c, v)| sheet.get(header, *c).is_none() && !matches!(v, Value::Covered(..)))
            .map(|x| x.0)
            .collect();
        self.columns.extend(bare.into_iter().map(|c| format!("{}!{}", sheet.name, column_letters(c))));
    }

    /// In words: nothing where nothing was passed over.
    pub(super) fn notes(self) -> Vec<Note> {
        let Self { columns, sheets } = self;
        let of_columns = (!columns.is_empty()).then(|| both!("register-columns-passed", columns = |l| listed(&columns, l)));
        let of_sheets = (!sheets.is_empty()).then(|| both!("register-sheets-passed", sheets = |l| listed(&sheets, l)));
        of_columns.into_iter().chain(of_sheets).collect()
    }
}

/// Judges the sheets of a book that no tab took.
pub(super) fn strangers(book: &Book, taken: &[usize], draft: &mut Draft, passed: &mut Passed) {
    let absent = || TABS.iter().filter(|t| !taken.iter().any(|&i| is_named(&book.sheets[i], t)));
    for (number, sheet) in book.sheets.iter().enumerate().filter(|(i, _)| !taken.contains(i)) {
        let name = fold(&sheet.name).to_lowercase();
        let Some(first) = sheet.rows().next() else { continue };
        if ["说明", "填写说明", "instructions"].contains(&name.as_str()) {
            continue;
        }
        let at = |row| CellAt { sheet: number, row, column: 0 };
        let by_columns = || {
            let all = TABS.iter().filter_map(|t| header_of(sheet, t).map(|(row, found)| (found, row, t)));
            all.rev().max_by_key(|x| x.0).map(|(_, row, t)| (row, t))
        };
        let by_name = || absent().find(|t| name.contains(t.name.zh)).or_else(|| near(&name, absent()));
        let named_twice = TABS.iter().find(|t| is_named(sheet, t)).map(|t| (first, t));
        if let Some((row, tab)) = named_twice.or_else(|| by_name().map(|t| (first, t))).or_else(by_columns) {
            let Text { zh, en } = tab.name;
            let shown = sheet.name.replace(char::is_control, " ");
            let error = if named_twice.is_some() {
                draft.error(at(row), both!("register-two-sheets", sheet = |l| tab.shown(l)))
            } else {
                draft.error(at(row), both!("register-unknown-sheet", name = shown))
            };
            let meant = |l| match l {
                Lang::Zh => format!("“{zh}”"),
                Lang::En => format!("{zh} (`{en}`)"),
            };
            error.value(shown).help(both!("register-unknown-sheet-help", sheet = meant));
        } else {
            passed.sheets.push(sheet.name.replace(char::is_control, " "));
        }
    }
}

fn is_named(sheet: &Sheet, tab: &Tab) -> bool {
    Tab::named(&sheet.name).is_some_and(|t| std::ptr::eq(t, tab))
}

fn near(name: &str, among: impl Iterator<Item = &'static Tab> + Clone) -> Option<&'static Tab> {
    let found = nearest(name, among.clone().flat_map(|t| [t.name.zh, t.name.en]))?;
    among.into_iter().find(|t| t.name.zh == found || t.name.en == found)
}

/// The row of a sheet that is the header of a tab, and how many of its columns: two or more, at least half of those that
/// must be there.
fn header_of(sheet: &Sheet, tab: &Tab) -> Option<(u32, usize)> {
    let columns = tab.columns();
    let must = columns.iter().filter(|c| c.required).count();
    sheet.rows().take_while(|&r| r <= HEADER_WITHIN).find_map(|row| {
        let found: BTreeSet<usize> = sheet.row(row).filter_map(|(_, v)| find(&columns, v)).collect();
        let months = tab.by_month && sheet.row(row).any(|(_, v)| month(v).is_some());
        let required = found.iter().filter(|&&i| columns[i].required).count();
        let (all, enough) = (found.len() + usize::from(months), 2 * required >= must);
        (all >= 2 && enough && months == tab.by_month).then_some((row, all))
    })
}
