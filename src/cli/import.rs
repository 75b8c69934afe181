//! `stagger import`: a city's register becomes a scenario file.

use super::outputs::{Made, Text, named};
use super::{Failure, Format, Globals, Outcome, write_json};
use crate::say;
use crate::scenario::register::{Imported, read_register};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The register
    pub register: PathBuf,
    /// Where the scenario file goes, - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// Runs it.
///
/// # Errors
/// The register is wrong, or the file cannot be written.
pub fn run(args: &ImportArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let (path, lang) = (&args.output, globals.lang());
    named(path, Text::Scenario)?;
    let file = Made::open(path, &[&args.register], globals.format)?;
    let Imported { scenario, text, notes } = read_register(&args.register, path.parent())?;
    notes.iter().for_each(|n| globals.tell(n));
    file.commit(text.as_bytes(), out)?;
    let (cities, mills, units) = (scenario.cities.len(), scenario.enterprises.len(), scenario.units.len());
    let shown = path.display();
    if globals.format == Format::Json {
        let made = json!({ "scenario": shown.to_string(), "cities": cities, "enterprises": mills, "units": units });
        write_json(out, &made)?;
    } else if path.as_os_str() != "-" {
        writeln!(out, "{}", say!(lang, "cli-imported", path = shown, cities = cities, mills = mills, units = units))?;
    }
    Ok(Outcome::Done)
}
