//! `stagger example`: the scenarios of `scenarios/`, from the binary.

use super::outputs::{Text, named};
use super::{Failure, Format, Globals, Outcome, write_json};
use crate::input::nearest;
use crate::lang::Lang;
use crate::output::{write_atomically, write_new};
use crate::{both, say};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ExampleArgs {
    /// An example; none: list all
    pub name: Option<String>,
    /// The file or folder it goes to; none: standard output
    #[arg(short, long, value_name = "FILE|DIR", requires = "name")]
    pub output: Option<PathBuf>,
    /// Overwrite a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// A scenario in the binary.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Its name: that of its file without the ending.
    pub name: &'static str,
    /// The file's text.
    pub text: &'static str,
    /// One line about it.
    pub about: fn(Lang) -> String,
}

macro_rules! example {
    ($name:literal, $about:expr) => {
        Example { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")), about: $about }
    };
}

/// All of them; the feasible ones first.
pub const EXAMPLES: &[Example] = &[
    example!("one-mill", |l| say!(l, "cli-example-one-mill")),
    example!("tangshan", |l| say!(l, "cli-example-tangshan")),
    example!("stage-two", |l| say!(l, "cli-example-stage-two")),
    example!("episode", |l| say!(l, "cli-example-episode")),
    example!("infeasible-must-run", |l| say!(l, "cli-example-infeasible-must-run")),
    example!("infeasible-city-max", |l| say!(l, "cli-example-infeasible-city-max")),
    example!("infeasible-quota", |l| say!(l, "cli-example-infeasible-quota")),
    example!("infeasible-coke", |l| say!(l, "cli-example-infeasible-coke")),
];

/// Runs it.
///
/// # Errors
/// There is no such example, or its file cannot be written.
pub fn run(args: &ExampleArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    let json = globals.format == Format::Json;
    let Some(name) = &args.name else {
        if json {
            let all: Vec<_> = EXAMPLES.iter().map(|e| json!({ "name": e.name, "about": (e.about)(lang) })).collect();
            write_json(out, &json!({ "examples": all }))?;
        } else {
            let widest = EXAMPLES.iter().map(|e| e.name.len()).max().unwrap_or(0);
            for e in EXAMPLES {
                writeln!(out, "{:widest$}  {}", e.name, (e.about)(lang))?;
            }
        }
        return Ok(Outcome::Done);
    };
    let example = find(name)?;
    let Some(output) = &args.output else {
        if json {
            write_json(out, &json!({ "name": example.name, "text": example.text }))?;
        } else {
            out.write_all(example.text.as_bytes())?;
        }
        return Ok(Outcome::Done);
    };
    let file = format!("{}.toml", example.name);
    let path = if output.is_dir() { output.join(file) } else { output.clone() };
    named(&path, Text::Scenario)?;
    put(&path, example.text, args.force)?;
    if json {
        write_json(out, &json!({ "name": example.name, "path": path.display().to_string() }))?;
    } else {
        writeln!(out, "{}", path.display())?;
    }
    Ok(Outcome::Done)
}

/// The example of a name, with or without `.toml`.
fn find(name: &str) -> Result<&'static Example, Failure> {
    let bare = name.strip_suffix(".toml").unwrap_or(name);
    EXAMPLES.iter().find(|e| e.name == bare).ok_or_else(|| {
        Failure::Says(match nearest(bare, EXAMPLES.iter().map(|e| e.name)) {
            Some(near) => both!("cli-example-unknown-near", name = name, near = near),
            None => both!("cli-example-unknown", name = name),
        })
    })
}

/// Writes a file that is not there yet, or whatever is where that is wanted.
///
/// # Errors
/// It is there, or cannot be written.
pub(super) fn put(path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    let written = if force { write_atomically(path, text.as_bytes()) } else { write_new(path, text.as_bytes()) };
    written.map_err(|e| {
        if e.kind() == std::io::ErrorKind::AlreadyExists {
            Failure::Says(both!("cli-example-there", path = path.display()))
        } else {
            Failure::cannot_write(path, &e)
        }
    })
}
