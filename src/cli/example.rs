//! `stagger example`: the example scenarios, from the binary.

use super::{Failure, Globals, Outcome};
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ExampleArgs {
    /// 示例名；不填则列出全部 | an example; none: list all
    pub name: Option<String>,
    /// 写到哪里 | where it goes
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// An option is wrong, or a file cannot be written.
pub fn run(_args: &ExampleArgs, _globals: &Globals, _out: &mut impl Write) -> Result<Outcome, Failure> {
    Err(Failure::says("本构建尚无示例", "this build has no examples yet"))
}
