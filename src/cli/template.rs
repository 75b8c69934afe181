//! `stagger template`: workbooks to fill in.

use super::{Failure, Format, Globals, Outcome, create, write_json};
use crate::both;
use crate::input::Source;
use crate::plan;
use crate::plan::form::form;
use crate::policy::default_policy;
use crate::scenario::register::register;
use crate::scenario::{read_scenario, read_scenario_str};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct TemplateArgs {
    /// The scenario whose enterprises, units and season the form has
    #[arg(required_unless_present = "register")]
    pub scenario: Option<PathBuf>,
    /// A city's register: empty, or filled from a scenario
    #[arg(long, conflicts_with = "plan")]
    pub register: bool,
    /// Fill the form from this plan
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// Where the workbook goes (.xlsx)
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// Runs it.
///
/// # Errors
/// A file is wrong or cannot be written.
pub fn run(args: &TemplateArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let path = &args.output;
    let inputs: Vec<&Path> = args.scenario.iter().chain(&args.plan).map(PathBuf::as_path).collect();
    if !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) {
        return Err(Failure::Says(both!("cli-template-ending", path = path.display())));
    }
    // A path that cannot be written fails before the work.
    let file = create(path, &inputs)?;
    let written = match (&args.scenario, args.register) {
        (Some(file), true) => {
            let source = Source::read(file)?;
            let scenario = read_scenario_str(&source.text, &source.name, file.parent())?;
            register(Some(&source.text), &scenario.policy.grades)
        }
        (Some(file), false) => {
            let scenario = read_scenario(file)?;
            let plan = args.plan.as_deref().map(|p| plan::open(p, &scenario)).transpose()?;
            form(&scenario, plan.as_ref().map(|p| &p.plan))
        }
        (None, _) => register(None, &default_policy().grades),
    };
    let bytes = written.map_err(|e| Failure::Says(both!("cli-template-failed", why = e.to_string())))?;
    file.commit(&bytes).map_err(|e| Failure::cannot_write(path, &e))?;
    match globals.format {
        Format::Json => write_json(out, &json!({ "workbook": path.display().to_string() }))?,
        _ => writeln!(out, "{}", path.display())?,
    }
    Ok(Outcome::Done)
}
