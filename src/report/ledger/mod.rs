//! The ledger (台账) of what was found: a workbook that later runs follow up (拉条挂账、回头看). A row is opened for each new
//! problem; later runs write its state, and nothing else of what stands in the sheet: what people write in it stays.

mod entry;
mod table;

use crate::lang::numbers::iso_span;
use crate::lang::{Lang, printable};
use crate::report::findings::{enterprise_id, no_enterprise, unit_id, waived};
use crate::rules::{Finding, Named, Severity};
use crate::say;
use crate::scenario::Scenario;
use crate::xlsx::{Workbook, XlsxError};
use chrono::NaiveDate;
use entry::Entry;
pub use entry::{Key, State};
use table::Table;

/// A problem that a run found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Issue {
    /// The rule, or what else names the kind of problem.
    pub rule: String,
    /// City.
    pub city: Option<String>,
    /// County or district of the enterprise as filed (区县).
    pub county: Option<String>,
    /// Enterprise id.
    pub enterprise: Option<String>,
    /// What to call the enterprise; of a city as a whole its words.
    pub enterprise_name: Option<String>,
    /// Unit id.
    pub unit: Option<String>,
    /// Id of the kind of unit.
    pub kind: Option<String>,
    /// What to call unit or kind.
    pub place: String,
    /// First and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// What is wrong.
    pub problem: String,
    /// What it stands on.
    pub clause: String,
    /// What is to be done.
    pub to_do: String,
    /// It opens a row; of a hint a row that is open stays so.
    pub opens: bool,
}

/// A run that judges a scenario.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The command: it closes only what itself opened.
    pub judge: &'a str,
    /// Whether it looked where a problem is: rows of others stay as they are.
    pub judged: &'a dyn Fn(&Key) -> bool,
    /// What it found.
    pub issues: &'a [Issue],
    /// The day of finding.
    pub date: NaiveDate,
}

/// Rows of a ledger by their state after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Opened by this run (新增).
    pub new: usize,
    /// Still open (未整改).
    pub open: usize,
    /// Closed (已整改).
    pub closed: usize,
    /// Come back (反弹).
    pub back: usize,
    /// Rows that this run did not judge.
    pub unjudged: usize,
}

/// The issues that findings of the rules are.
pub fn issues(s: &Scenario, findings: &[Finding], lang: Lang) -> Vec<Issue> {
    let issue = |f: &Finding| {
        let rule = f.rule.rule();
        let days = f.first.zip(f.last);
        let when = days.map_or(String::new(), |(a, b)| format!(" {}", iso_span(a, b)));
        let (enterprise_name, county) = match &f.enterprise {
            Some(Named::Known(e)) => (Some(s.enterprises[*e].name.clone()), s.enterprises[*e].county.clone()),
            Some(Named::Unknown(_)) => (None, None),
            None => (f.city.map(|_| no_enterprise(true, lang)), None),
        };
        // not in the problem's words, which are those of the day on which its row was opened
        let to_do = waived(s, f, lang).map_or_else(
            || rule.advice.pick(lang).to_owned(),
            |waived| say!(lang, "ledger-to-do-waived", advice = rule.advice, waived = waived),
        );
        let place = unit_id(s, f).or_else(|| f.kind.map(|k| k.name(lang))).unwrap_or("");
        Issue {
            rule: f.rule.id().to_owned(),
            city: f.city.map(|c| s.cities[c].name.clone()),
            county,
            enterprise: enterprise_id(s, f).map(str::to_owned),
            enterprise_name,
            unit: unit_id(s, f).map(str::to_owned),
            kind: f.kind.map(|k| k.id().to_owned()),
            place: printable(place),
            days,
            problem: printable(&say!(lang, "ledger-problem", rule = rule.name, days = when, note = f.note)),
            clause: format!("{} {} {}", f.rule.id(), rule.section.pick(lang), rule.clause.pick(lang)),
            to_do,
            opens: f.severity == Severity::Error,
        }
    };
    findings.iter().map(issue).collect()
}

/// Brings a ledger up to a run; `None` makes a new one in `lang`. The same ledger, findings and day give the same bytes.
///
/// # Errors
/// The file is no workbook, or has no ledger that this program made.
pub fn update(ledger: Option<Vec<u8>>, run: &Run, lang: Lang) -> Result<(Vec<u8>, Counts), XlsxError> {
    let bytes = match ledger {
        Some(bytes) => bytes,
        None => table::empty(lang).save()?,
    };
    let mut book = Workbook::open(bytes)?;
    let mut table = Table::find(&mut book)?;
    let mut counts = Counts::default();
    let keys: Vec<Key> = run.issues.iter().map(|i| Key::of(run.judge, i)).collect();
    let matches = matching(run.issues, &keys, &table.entries);
    for (i, entry) in table.entries.clone().into_iter().enumerate() {
        let found: Vec<&Key> = keys.iter().zip(&matches).filter(|(_, at)| at.contains(&i)).map(|(key, _)| key).collect();
        if entry.key.judge != run.judge || found.is_empty() && !(run.judged)(&entry.key) {
            counts.unjudged += 1;
            continue;
        }
        let after = entry.after(&found, run.date);
        counts.add(after.state);
        table.write_state(&mut book, &entry, &after)?;
    }
    for ((issue, key), at) in run.issues.iter().zip(keys).zip(matches) {
        if at.is_empty() && issue.opens {
            counts.new += 1;
            table.append(&mut book, issue, &Entry::new(key, run.date))?;
        }
    }
    Ok((book.save()?, counts))
}

impl Counts {
    fn add(&mut self, state: State) {
        match state {
            State::New => self.new += 1,
            State::Open => self.open += 1,
            State::Closed => self.closed += 1,
            State::Back => self.back += 1,
        }
    }
}

/// The entries that each issue is about: those that are open, else, where it opens a row, those that are closed.
fn matching(issues: &[Issue], keys: &[Key], entries: &[Entry]) -> Vec<Vec<usize>> {
    let of = |(issue, key): (&Issue, &Key)| {
        let about = |closed: bool| {
            let same = move |e: &Entry| (e.state == State::Closed) == closed && e.key.is_about(key);
            entries.iter().enumerate().filter(|(_, e)| same(e)).map(|(i, _)| i).collect::<Vec<_>>()
        };
        let open = about(false);
        if open.is_empty() && issue.opens { about(true) } else { open }
    };
    issues.iter().zip(keys).map(of).collect()
}
