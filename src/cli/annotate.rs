//! `--annotate`: the submission sent back with its findings.

use super::outputs::Together;
use super::{Failure, create};
use crate::both;
use crate::lang::{Lang, Note};
use crate::output::Output;
use crate::plan::open::PlanFile;
use crate::report::annotate::annotate;
use crate::report::check::CheckReport;
use crate::sheet::Form;
use std::path::Path;

/// Where the annotated copy goes, made sure of before anything is checked.
///
/// # Errors
/// It is an input, cannot be written, or its name is not that of such a workbook.
pub fn output(path: &Path, submission: &PlanFile, inputs: &[&Path]) -> Result<Output, Failure> {
    let extension = |p: &Path| p.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    // a spreadsheet program refuses a workbook with macros under another name, and one without under this
    let wanted = match submission.form {
        Some(Form::Xlsx) if extension(&submission.path) == "xlsm" => "xlsm",
        _ => "xlsx",
    };
    if extension(path) != wanted {
        let path = path.display();
        return Err(Failure::Says(both!("cli-annotate-ending", path = path, ending = wanted)));
    }
    create(path, inputs)
}

/// Makes the annotated copy, and says what it is.
///
/// # Errors
/// The submission cannot be edited, or the copy not be written.
pub fn run<'a>(
    r: &CheckReport,
    file: &PlanFile,
    (path, output): (&'a Path, Output),
    files: &mut Together<'a>,
    lang: Lang,
) -> Result<Note, Failure> {
    let read = |e: std::io::Error| Failure::cannot_read(&file.path, &e);
    let is_xlsx = file.form == Some(Form::Xlsx);
    let original = if is_xlsx { Some(std::fs::read(&file.path).map_err(read)?) } else { None };
    let bytes = annotate(r, file, original, lang)
        .map_err(|e| Failure::Says(both!("cli-of-file", file = file.path.display(), what = e.0)))?;
    files.ready(path, output, &bytes)?;
    let path = path.display();
    Ok(if is_xlsx {
        both!("cli-annotated", path = path)
    } else {
        both!("cli-annotated-new", file = file.path.display(), path = path)
    })
}
