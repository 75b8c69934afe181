//! `stagger import`: a city's register becomes a scenario file.

use super::outputs::{Text, named};
use super::{Failure, Format, Globals, Outcome, create, write_json};
use crate::scenario::register::{Imported, read_register};
use crate::{both, say};
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
    let path = &args.output;
    let to_stdout = path.as_os_str() == "-";
    if to_stdout && globals.format == Format::Json {
        return Err(Failure::Says(both!("cli-output-or-json")));
    }
    named(path, Text::Scenario)?;
    let file = if to_stdout { None } else { Some(create(path, &[&args.register])?) };
    let Imported { scenario, text, notes } = read_register(&args.register, path.parent())?;
    notes.iter().for_each(|n| globals.tell(n));
    let (cities, mills, units) = (scenario.cities.len(), scenario.enterprises.len(), scenario.units.len());
    match file {
        None => out.write_all(text.as_bytes())?,
        Some(file) => {
            file.commit(text.as_bytes()).map_err(|e| Failure::cannot_write(path, &e))?;
            let shown = path.display();
            if globals.format == Format::Json {
                let made = json!({ "scenario": shown.to_string(), "cities": cities, "enterprises": mills, "units": units });
                write_json(out, &made)?;
            } else {
                let lang = globals.lang();
                writeln!(
                    out,
                    "{}",
                    say!(lang, "cli-imported", path = shown, cities = cities, mills = mills, units = units)
                )?;
            }
        }
    }
    Ok(Outcome::Done)
}
