//! `stagger schema`: the JSON Schemas of our files, for editors.

use super::{Failure, Globals, Outcome, create};
use crate::both;
use crate::schema::Schema;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// Which form of file
    #[arg(value_enum, value_name = "scenario|policy|plan", hide_possible_values = true, required_unless_present = "output")]
    pub of: Option<Schema>,
    /// Where the schema goes; a folder gets it, or without a form all of them, under the names that our files look for
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// A file cannot be written.
pub fn run(args: &SchemaArgs, _: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    match (args.of, &args.output) {
        (Some(schema), None) => out.write_all(schema.text().as_bytes())?,
        (Some(schema), Some(path)) if path.is_dir() => beside(path, &[schema])?,
        (Some(schema), Some(path)) => write(path, schema)?,
        (None, Some(folder)) if folder.is_dir() => beside(folder, &Schema::ALL)?,
        (None, path) => {
            let path = path.as_deref().unwrap_or(Path::new("")).display();
            return Err(Failure::Says(both!("cli-schema-which", path = path)));
        }
    }
    Ok(Outcome::Done)
}

/// Writes schemas into a folder, under the names that our files look for.
///
/// # Errors
/// One cannot be written.
pub(super) fn beside(folder: &Path, schemas: &[Schema]) -> Result<(), Failure> {
    schemas.iter().try_for_each(|s| write(&folder.join(s.file_name()), *s))
}

fn write(path: &Path, schema: Schema) -> Result<(), Failure> {
    create(path, &[])?.commit(schema.text().as_bytes()).map_err(|e| Failure::cannot_write(path, &e))
}
