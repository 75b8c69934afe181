//! `--ledger`: the ledger (台账) that a run brings up to date.

use super::values::day;
use super::{Failure, Globals, create};
use crate::both;
use crate::report::ledger::{Issue, Run, update};
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

/// Brings the ledger up to date, where one is asked for. `judge` names the command, which closes only what itself opened.
///
/// # Errors
/// The file cannot be read or written, or holds no ledger.
pub fn run(
    args: &LedgerArgs,
    inputs: &[&Path],
    s: &Scenario,
    issues: &[Issue],
    judge: &str,
    globals: &Globals,
) -> Result<(), Failure> {
    let Some(path) = &args.ledger else { return Ok(()) };
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("xlsx")) {
        return Err(Failure::Says(both!("cli-ledger-ending", path = path.display())));
    }
    let there = match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => return Err(Failure::cannot_read(path, &e)),
    };
    let output = create(path, inputs)?;
    // `Local::now` itself takes no clock before 1970, which is where one that was never set may stand east of Greenwich
    let clock = || DateTime::<Local>::from(SystemTime::now()).date_naive();
    let date = args.date.unwrap_or_else(clock);
    if args.date.is_none() && date + A_YEAR < s.season.start {
        globals.tell(&both!("cli-ledger-clock", today = date));
    }
    let cities: Vec<String> = s.cities.iter().map(|c| c.name.clone()).collect();
    let run = Run { judge, cities: &cities, issues, date };
    let (bytes, n) = update(there, &run, globals.lang())
        .map_err(|e| Failure::Says(both!("cli-of-file", file = path.display(), what = e.0)))?;
    output.commit(&bytes).map_err(|e| Failure::cannot_write(path, &e))?;
    let note = both!(
        "cli-ledger-updated",
        path = path.display(),
        new = n.new,
        open = n.open,
        closed = n.closed,
        back = n.back,
        unjudged = n.unjudged,
    );
    globals.tell(&note);
    Ok(())
}
