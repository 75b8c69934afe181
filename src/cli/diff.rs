//! `stagger diff`: what two plans of a scenario differ in.

use super::filed::{ScenarioArgs, tell_of};
use super::{Failure, Format, Globals, Outcome, write_json};
use crate::plan::open;
use crate::report::compare::Comparison;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The plan before
    before: PathBuf,
    /// The plan after
    after: PathBuf,
}

/// Runs it: exit code 0 whether they differ or not.
///
/// # Errors
/// A file is wrong.
pub fn run(args: &DiffArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let scenario = args.scenario.read()?;
    let (before, after) = (open(&args.before, &scenario)?, open(&args.after, &scenario)?);
    [&before, &after].into_iter().for_each(|plan| tell_of(plan, &scenario, globals));
    let comparison = Comparison::new(&scenario, &before.plan, &after.plan);
    match globals.format {
        Format::Json => write_json(out, &comparison.json(globals.lang()))?,
        _ => out.write_all(comparison.text(globals.lang()).as_bytes())?,
    }
    Ok(Outcome::Done)
}
