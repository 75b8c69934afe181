//! `stagger audit`: operating records against the plans that were in force.

use super::outputs::Together;
use super::values::hours;
use super::{Failure, Format, Globals, Outcome, ledger, write_json};
use crate::audit::{TOLERANCE_HOURS, audit, in_force};
use crate::both;
use crate::input::InputErrors;
use crate::plan::{self, PlanFile};
use crate::records::{Reading, Records, read_records, sniff};
use crate::report::audit::{AuditReport, issues, judged};
use crate::report::ledger::Key;
use crate::scenario::read_scenario;
use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct AuditArgs {
    /// The scenario file
    scenario: PathBuf,
    /// Plans and CSV records, one or more of each, told apart by content
    #[arg(required = true, value_name = "PLAN|RECORDS.csv")]
    files: Vec<PathBuf>,
    /// Hours that a stop may begin late or end early
    #[arg(long, value_name = "H", default_value_t = TOLERANCE_HOURS, value_parser = hours)]
    tolerance_hours: f64,
    /// Skip enterprises and units that the scenario lacks, and count them
    #[arg(long)]
    skip_unknown: bool,
    /// The ledger.
    #[command(flatten)]
    ledger: ledger::LedgerArgs,
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &AuditArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let inputs: Vec<&Path> = args.files.iter().chain([&args.scenario]).map(PathBuf::as_path).collect();
    let ledger = ledger::open(&args.ledger, &inputs)?;
    let scenario = read_scenario(&args.scenario)?;
    let (records, plans): (Vec<&PathBuf>, Vec<&PathBuf>) = args.files.iter().partition(|p| is_records(p));
    let how = Reading { skip_unknown: args.skip_unknown };
    let mut errors = Vec::new();
    let plans: Vec<PlanFile> =
        plans.into_iter().filter_map(|p| plan::open(p, &scenario).map_err(|e| errors.extend(e.0)).ok()).collect();
    if errors.is_empty() {
        given(&plans, &records)?;
    }
    let records = if records.is_empty() { Ok(Records::default()) } else { read_records(&scenario, &records, how) };
    let records = match records {
        Ok(r) if errors.is_empty() => r,
        other => {
            errors.extend(other.err().into_iter().flat_map(|e| e.0));
            return Err(InputErrors(errors).into());
        }
    };
    let read: Vec<_> = plans.iter().map(|p| p.plan.clone()).collect();
    let force = in_force(&scenario, &read).map_err(Failure::Says)?;
    let audited = audit(&scenario, &force, &records, args.tolerance_hours);
    let issues = issues(&scenario, &audited, globals.lang());
    let judged = |key: &Key| judged(&scenario, &audited, key);
    let mut files = Together::default();
    let updated = ledger.map(|l| l.update(&scenario, &issues, ("audit", &judged), &mut files, globals)).transpose()?;
    let report = AuditReport {
        scenario: &scenario,
        plans: &plans,
        force: &force,
        records: &records,
        audit: &audited,
        tolerance_hours: args.tolerance_hours,
    };
    match globals.format {
        Format::Json => write_json(out, &report.json(globals.lang()))?,
        _ => out.write_all(report.text(globals.lang()).as_bytes())?,
    }
    out.flush()?;
    files.finish()?;
    updated.iter().for_each(|note| globals.tell(note));
    Ok(if audited.holds() { Outcome::Done } else { Outcome::Broken })
}

/// Says what is missing.
fn given(plans: &[PlanFile], records: &[&PathBuf]) -> Result<(), Failure> {
    if plans.is_empty() {
        return Err(Failure::Says(both!("cli-audit-no-plan")));
    }
    if records.is_empty() {
        return Err(Failure::Says(both!("cli-audit-no-records")));
    }
    Ok(())
}

/// Whether a file is of records or statistics: a table with their columns.
fn is_records(path: &Path) -> bool {
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        return false;
    }
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|f| f.take(64 << 10).read_to_end(&mut head));
    read.is_ok() && sniff(&head).is_some()
}
