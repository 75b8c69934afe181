//! A report that comes back as a workbook: the plan that its table of units is, and what it says that is not so of that plan.
//! The report is made anew from the scenario and the plan, and each cell compared; lower bound and gap aside, which nobody can
//! recompute.

use super::{Filing, Reader};
use crate::document::{Block, Cell, Table, Value, heads, sheet_names};
use crate::lang::{Lang, Note};
use crate::plan::made::Made;
use crate::plan::schedule::Schedule;
use crate::plan::{Plan, Slowdown, Stop};
use crate::report::table::columns;
use crate::rules::{Finding, RuleId};
use crate::scenario::Scenario;
use crate::sheet::value::{amount, day, plain};
use crate::sheet::{self, Book, Sheet, a1};
use crate::{both, say};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Most findings of one sheet: a report of another scenario differs everywhere.
const MOST: usize = 20;

/// A report's workbook.
#[derive(Debug)]
pub struct ReportFile {
    /// The file.
    pub path: PathBuf,
    /// The plan of its table of units, without what that claims of cost and bound.
    pub plan: Plan,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// What it says of how it was made.
    pub made: Made,
    book: Book,
    lang: Lang,
    public: bool,
}

/// Takes a book as a report of a whole plan; the book again where it is none.
///
/// # Errors
/// It is one mill's sheet, which is no whole plan.
pub fn open(path: &Path, book: Book, s: &Scenario) -> Result<Result<ReportFile, Book>, Note> {
    let titled = |title: String| book.sheets.iter().find(|sheet| sheet.name == title);
    let own = |l| {
        Some((l, titled(say!(l, "filing-overview"))?, titled(say!(l, "filing-units"))?, titled(say!(l, "filing-sources"))?))
    };
    let Some((lang, overview, units, sources)) = [Lang::Zh, Lang::En].into_iter().find_map(own) else {
        return Ok(Err(book));
    };
    if header(overview, &columns(&say!(lang, "filing-facts-columns"))).is_some() {
        return Err(both!("claimed-of-a-mill"));
    }
    let (plan, made) = (plan(units, s, lang), made(sources, s, lang));
    let public = titled(say!(lang, "filing-cost")).is_none();
    Ok(Ok(ReportFile { path: path.to_owned(), plan, hash: book.hash.clone(), made, lang, public, book }))
}

fn text(sheet: &Sheet, row: u32, column: u32) -> String {
    sheet.get(row, column).map(plain).unwrap_or_default()
}

/// The row whose first cells are these heads.
fn header(sheet: &Sheet, heads: &[&str]) -> Option<u32> {
    sheet.rows().find(|&r| (0..).zip(heads).all(|(c, head)| text(sheet, r, c) == *head))
}

fn date(value: &sheet::Value) -> Option<NaiveDate> {
    day(value, None).parse().ok()
}

/// The stops and slow-downs of the table of units.
fn plan(units: &Sheet, s: &Scenario, lang: Lang) -> Plan {
    let mut plan = Plan { scenario: s.name.clone(), ..Plan::default() };
    let heads = say!(lang, "filing-units-columns");
    let heads = columns(&heads);
    let known = |r: u32| units.row(r).filter_map(|(c, v)| Some((heads.iter().position(|h| *h == plain(v))?, c))).collect();
    let [mill, unit, start, end, how] = [2, 4, 6, 7, 11];
    let found = units.rows().find_map(|r| {
        let columns: Vec<(usize, u32)> = known(r);
        let at = |head| columns.iter().find(|c| c.0 == head).map(|c| c.1);
        Some((r, [at(mill)?, at(unit)?, at(start)?, at(end)?, at(how)?]))
    });
    let Some((top, at)) = found else { return plan };
    // of a label that two mills share, the first
    let ids: HashMap<String, &str> =
        s.enterprises.iter().rev().map(|e| (Cell::text(e.label()).text, e.id.as_str())).collect();
    let slow = say!(lang, "filing-slow-down", hours = "\u{1}");
    let (before, after) = slow.split_once('\u{1}').unwrap_or((&slow, ""));
    for r in units.rows().filter(|&r| r > top) {
        let [label, unit, _, _, how] = at.map(|c| text(units, r, c));
        let days = [at[2], at[3]].map(|c| units.get(r, c).and_then(date));
        // the row of rules below the heads has no days; one whose days were spoilt is told by the comparison
        let [Some(start), Some(end)] = days else { continue };
        let enterprise = ids.get(&label).map_or(label, |id| (*id).to_owned());
        let hours = how.strip_prefix(before).and_then(|h| h.strip_suffix(after)).and_then(|h| h.parse::<f64>().ok());
        match hours {
            Some(coking_time_h) => plan.slowdowns.push(Slowdown { enterprise, unit, start, end, coking_time_h, line: 0 }),
            None => plan.stops.push(Stop { enterprise, unit, start, end, line: 0 }),
        }
    }
    plan
}

/// The scenario and policy that the last sheet names.
fn made(sources: &Sheet, s: &Scenario, lang: Lang) -> Made {
    let hash = |what: String| {
        sources.rows().find(|&r| text(sources, r, 0) == what).map(|r| (text(sources, r, 1), text(sources, r, 2)))
    };
    let scenario = hash(say!(lang, "filing-scenario")).map(|(_, hash)| (s.name.clone(), hash));
    let said = say!(lang, "report-set", set = "\u{1}");
    let before = said.split('\u{1}').next().unwrap_or_default();
    let sets = sources.rows().filter_map(|r| text(sources, r, 0).strip_prefix(before).map(str::to_owned)).collect();
    Made::from_parts([scenario, hash(say!(lang, "filing-policy"))], sets)
}

impl ReportFile {
    /// What it says that is not so of its plan, a finding a cell.
    pub fn false_claims(&self, s: &Scenario) -> Vec<Finding> {
        let schedule = Schedule::new(s, &self.plan);
        let reader = Reader { mill: None, public: self.public };
        let anew = Filing::new(s, &self.plan, &schedule, reader, self.lang).document(Vec::new(), None, &[]);
        // clauses and files are no numbers of the plan
        let [rules, sources] = [say!(self.lang, "filing-rules"), say!(self.lang, "filing-sources")];
        let sections = anew.sections.iter().zip(sheet_names(&anew.sections));
        let of = |(section, name): (&crate::document::Section, String)| {
            if section.title == rules || section.title == sources {
                return Vec::new();
            }
            let Some(sheet) = self.book.sheets.iter().find(|sheet| sheet.name == name) else {
                return vec![claim(both!("claimed-no-sheet", sheet = name))];
            };
            let mut out: Vec<Finding> = section.blocks.iter().flat_map(|block| compare(sheet, block)).collect();
            if out.len() > MOST {
                let more = out.len() - MOST;
                out.truncate(MOST);
                out.push(claim(both!("claimed-and-more", sheet = name, more = more)));
            }
            out
        };
        sections.flat_map(of).collect()
    }
}

fn claim(note: Note) -> Finding {
    Finding::new(RuleId::Claim, note)
}

/// Where a sheet differs from what it should hold.
fn compare(sheet: &Sheet, block: &Block) -> Vec<Finding> {
    match block {
        // a bound is nobody's to recompute
        Block::Text(_, rules) if rules.contains(&RuleId::Claim) => Vec::new(),
        Block::Text(said, rules) => {
            let said = Cell::text(said).with_rules(rules).whole();
            let there = sheet.rows().any(|r| text(sheet, r, 0) == said.trim());
            if there { Vec::new() } else { vec![claim(both!("claimed-not-said", sheet = sheet.name, is = said))] }
        }
        Block::Table(t) => table(sheet, t),
        Block::Chart(_) => Vec::new(),
    }
}

fn table(sheet: &Sheet, t: &Table) -> Vec<Finding> {
    let columns: Vec<&str> = t.columns.iter().map(|c| c.head.as_str()).collect();
    let Some(top) = header(sheet, &columns) else {
        return vec![claim(both!("claimed-no-table", sheet = sheet.name, heads = columns.join(" | ")))];
    };
    let first = top + heads(t);
    let place = |r, c| format!("{}!{}", sheet.name, a1(r, c));
    let mut out = Vec::new();
    for (r, row) in (first..).zip(&t.rows) {
        for (c, cell) in (0..).zip(row) {
            out.extend(differs(sheet.get(r, c), cell, &place(r, c)));
        }
    }
    let after = first + t.rows.len() as u32;
    if sheet.row(after).any(|(_, v)| !plain(v).is_empty()) {
        out.push(claim(both!("claimed-row-more", cell = place(after, 0), says = text(sheet, after, 0))));
    }
    out
}

fn differs(said: Option<&sheet::Value>, is: &Cell, place: &str) -> Option<Finding> {
    let shown = said.map(plain).unwrap_or_default();
    let whole = is.whole();
    let note = || both!("claimed-cell", cell = place, says = shown, is = whole);
    let number = match is.value {
        Value::Number(x, _) => Some((x, 1e-9 * x.abs().max(1.0))),
        Value::Share(x) => Some((x, 1e-6)),
        Value::Date(is) => return (said.and_then(date) != Some(is)).then(|| claim(note())),
        Value::Text => None,
    };
    let Some((x, tolerance)) = number else { return (shown != whole.trim()).then(|| claim(note())) };
    match said.and_then(amount) {
        Some(said) if (said - x).abs() <= tolerance => None,
        Some(said) => Some(claim(note()).amounts(said, x, (said - x).abs())),
        None => Some(claim(note())),
    }
}
