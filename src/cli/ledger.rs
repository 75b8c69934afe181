//! `--ledger`: the ledger (台账) that a run brings up to date.

use super::outputs::Together;
use super::values::day;
use super::{Failure, Globals, create};
use crate::both;
use crate::lang::Note;
use crate::output::Output;
use crate::report::ledger::{Issue, Key, Run, update};
use crate::scenario::Scenario;
use chrono::{DateTime, Days, Local, NaiveDate};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A clock further before the season is wrong.
const A_YEAR: Days = Days::new(366);

/// What commands with a ledger take.
#[derive(Debug, Clone, clap::Args)]
pub struct LedgerArgs {
    /// The ledger: made if missing, else each row's state is brought up to date
    #[arg(long, value_name = "LEDGER.xlsx")]
    pub(super) ledger: Option<PathBuf>,
    /// The day of finding in the ledger (default today)
    #[arg(long, value_name = "DATE", value_parser = day, requires = "ledger")]
    date: Option<NaiveDate>,
}

/// The ledger that is asked for.
pub struct Ledger<'a> {
    path: &'a Path,
    there: Option<Vec<u8>>,
    output: Output,
    date: Option<NaiveDate>,
}

/// Reads the ledger, where one is asked for, and makes sure that it can be written, before the work.
///
/// # Errors
/// It cannot be read or written, or its name is not that of a workbook.
pub fn open<'a>(args: &'a LedgerArgs, inputs: &[&Path]) -> Result<Option<Ledger<'a>>, Failure> {
    let Some(path) = args.ledger.as_deref() else { return Ok(None) };
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("xlsx")) {
        return Err(Failure::Says(both!("cli-ledger-ending", path = path.display())));
    }
    let there = match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => return Err(Failure::cannot_read(path, &e)),
    };
    Ok(Some(Ledger { path, there, output: create(path, inputs)?, date: args.date }))
}

impl<'a> Ledger<'a> {
    /// Brings it up to date, and says what became of it. `judge` names the command, which closes only what itself opened and
    /// `judged`.
    ///
    /// # Errors
    /// It holds no ledger, or cannot be written.
    pub fn update(
        self,
        s: &Scenario,
        issues: &[Issue],
        (judge, judged): (&str, &dyn Fn(&Key) -> bool),
        files: &mut Together<'a>,
        globals: &Globals,
    ) -> Result<Note, Failure> {
        let path = self.path;
        // `Local::now` itself takes no clock before 1970, which is where one that was never set may stand east of Greenwich
        let clock = || DateTime::<Local>::from(SystemTime::now()).date_naive();
        let date = self.date.unwrap_or_else(clock);
        if self.date.is_none() && date + A_YEAR < s.season.start {
            globals.tell(&both!("cli-ledger-clock", today = date));
        }
        let run = Run { judge, judged, issues, date };
        let (bytes, n) = update(self.there, &run, globals.lang())
            .map_err(|e| Failure::Says(both!("cli-of-file", file = path.display(), what = e.0)))?;
        files.ready(path, self.output, &bytes)?;
        Ok(both!(
            "cli-ledger-updated",
            path = path.display(),
            new = n.new,
            open = n.open,
            closed = n.closed,
            back = n.back,
            unjudged = n.unjudged,
        ))
    }
}
