//! `stagger completions` and `stagger man`: what a shell and `man` know of the command line, from the command tree itself.

use super::{Cli, Failure, Globals, Outcome, help};
use crate::output::write_atomically;
use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::Write;
use std::path::PathBuf;

/// What completions take.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Writes a shell's completions to standard output.
///
/// # Errors
/// Standard output is gone or full.
pub fn completions(args: &CompletionsArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut help::in_language(Cli::command(), globals.lang()), "stagger", &mut text);
    out.write_all(&text)?;
    Ok(Outcome::Done)
}

/// What man pages take.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The folder that the pages of all commands go to; none: the program's page to standard output
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// Writes the man pages.
///
/// # Errors
/// They cannot be written.
pub fn man(args: &ManArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let root = help::in_language(Cli::command(), globals.lang());
    let page = |command: clap::Command| {
        let mut text = Vec::new();
        Man::new(command).render(&mut text).map(|()| text)
    };
    let Some(folder) = &args.output else {
        out.write_all(&page(root)?)?;
        return Ok(Outcome::Done);
    };
    std::fs::create_dir_all(folder).map_err(|e| Failure::cannot_write(folder, &e))?;
    let subcommands = root.get_subcommands().filter(|c| c.get_name() != "help").cloned();
    for command in std::iter::once(root.clone()).chain(subcommands) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        let path = folder.join(format!("{name}.1"));
        write_atomically(&path, &page(command)?).map_err(|e| Failure::cannot_write(&path, &e))?;
    }
    Ok(Outcome::Done)
}
