//! `stagger generate`: operating records of a plan, or a scenario of any size.

mod records;
mod scenario;

use super::values::whole;
use super::{Failure, Format, Globals, Outcome, create, write_json};
use clap::ArgGroup;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("what").required(true).args(["records", "cities"]))]
pub struct GenerateArgs {
    #[command(flatten)]
    size: scenario::SizeArgs,
    #[command(flatten)]
    records: records::RecordsArgs,
    /// Where the scenario (TOML) or the records (CSV) go, - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Seed: the same input and seed give the same bytes
    #[arg(long, default_value_t = 1, value_parser = whole::<u64>(0..=u64::MAX))]
    seed: u64,
}

impl GenerateArgs {
    fn to_stdout(&self) -> bool {
        self.output.as_os_str() == "-"
    }
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong, what was asked for finds no room, or a file cannot be written.
pub fn run(args: &GenerateArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    match args.records.files() {
        Some(files) => records::run(args, files, globals, out),
        None => scenario::run(args, globals, out),
    }
}
