//! `--annotate`: the submission sent back with its findings.

use super::{Failure, create};
use crate::lang::{Lang, Note};
use crate::plan::open::PlanFile;
use crate::plan::write::Output;
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
        return Err(Failure::says((
            format!("--annotate写出的是.{wanted}工作簿，{path}应以.{wanted}结尾"),
            format!("--annotate writes an .{wanted} workbook; {path} should end in .{wanted}"),
        )));
    }
    create(path, inputs)
}

/// Writes the annotated copy, and says what it is.
///
/// # Errors
/// The submission cannot be edited, or the copy not be written.
pub fn run(r: &CheckReport, file: &PlanFile, (path, output): (&Path, Output), lang: Lang) -> Result<Note, Failure> {
    let name = file.path.display();
    let read = |e: std::io::Error| Failure::cannot_read(&file.path, &e);
    let is_xlsx = file.form == Some(Form::Xlsx);
    let original = if is_xlsx { Some(std::fs::read(&file.path).map_err(read)?) } else { None };
    let bytes = annotate(r, file, original, lang)
        .map_err(|e| Failure::says((format!("{name}：{}", e.0.zh), format!("{name}: {}", e.0.en))))?;
    output.commit(&bytes).map_err(|e| Failure::cannot_write(path, &e))?;
    let path = path.display();
    Ok(if is_xlsx {
        Note::new(format!("已写批注副本{path}"), format!("annotated copy written to {path}"))
    } else {
        Note::new(
            format!("{name}不是.xlsx，不能在原文件上批注；已写新工作簿{path}，内有所报各行、核查结果和企业与规则"),
            format!(
                "{name} is no .xlsx and cannot be annotated itself; new workbook {path} has its rows, the findings and the counts"
            ),
        )
    })
}
