//! `stagger generate`: operating records of a plan, or a scenario of any size.

mod records;
mod scenario;

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
    /// 情景（TOML）或记录（CSV）写到哪里，-为标准输出 | where the scenario (TOML) or the records (CSV) go, - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// 随机种子：同样的输入和种子，结果逐字节相同 | seed: the same input and seed give the same bytes
    #[arg(long, default_value_t = 1)]
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
    if args.to_stdout() && globals.format == Format::Json {
        return Err(Failure::says(("-o - 与 --format json 不能同用", "-o - and --format json exclude each other")));
    }
    match args.records.files() {
        Some(files) => records::run(args, files, globals, out),
        None => scenario::run(args, globals, out),
    }
}
