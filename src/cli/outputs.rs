//! Where outputs go: a file or standard output, with a name that says no other kind of file, and no two in one file.

use super::{Failure, Format, create};
use crate::both;
use crate::output::Output;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file that a command makes, or standard output in its place (`-`).
pub struct Made<'a> {
    path: &'a Path,
    file: Option<Output>,
}

impl<'a> Made<'a> {
    /// Opens it before the work, so that a path that cannot be written fails early.
    ///
    /// # Errors
    /// It is one of the inputs, or cannot be written; or standard output is to hold JSON.
    pub fn open(path: &'a Path, inputs: &[&Path], format: Format) -> Result<Self, Failure> {
        let to_stdout = path.as_os_str() == "-";
        if to_stdout && format == Format::Json {
            return Err(Failure::Says(both!("cli-output-or-json")));
        }
        let file = if to_stdout { None } else { Some(create(path, inputs)?) };
        Ok(Self { path, file })
    }

    /// Whether it is standard output.
    pub const fn is_stdout(&self) -> bool {
        self.file.is_none()
    }

    /// Writes it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn commit(mut self, bytes: &[u8], out: &mut impl Write) -> Result<(), Failure> {
        self.ready(bytes, out)?;
        self.finish()
    }

    /// Writes all; a file is put in place by [`Made::finish`]: what can fail has then been done.
    ///
    /// # Errors
    /// As of [`Made::commit`].
    pub fn ready(&mut self, bytes: &[u8], out: &mut impl Write) -> Result<(), Failure> {
        match &mut self.file {
            Some(file) => file.ready(bytes).map_err(|e| Failure::cannot_write(self.path, &e)),
            None => Ok(out.write_all(bytes)?),
        }
    }

    /// Puts in place what was written, once.
    ///
    /// # Errors
    /// As of [`Made::commit`].
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.file.take().map_or(Ok(()), Output::finish).map_err(|e| Failure::cannot_write(self.path, &e))
    }
}

/// Files that are put in place together, once all that can fail has been done.
#[derive(Default)]
pub struct Together<'a>(Vec<(&'a Path, Output)>);

impl<'a> Together<'a> {
    /// Writes all of a file, or its last piece.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn ready(&mut self, path: &'a Path, mut file: Output, bytes: &[u8]) -> Result<(), Failure> {
        file.ready(bytes).map_err(|e| Failure::cannot_write(path, &e))?;
        self.0.push((path, file));
        Ok(())
    }

    /// Puts in place what was written.
    ///
    /// # Errors
    /// A file cannot be.
    pub fn finish(self) -> Result<(), Failure> {
        self.0.into_iter().try_for_each(|(path, file)| file.finish().map_err(|e| Failure::cannot_write(path, &e)))
    }
}

/// What a text output holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// A plan.
    Plan,
    /// A scenario.
    Scenario,
    /// Records or statistics.
    Records,
    /// The list of tricks.
    Answers,
}

/// Endings of files that are no text of ours.
const OTHERS: [&str; 16] =
    ["xlsx", "xlsm", "xls", "et", "ods", "svg", "png", "pdf", "html", "htm", "docx", "doc", "zip", "md", "markdown", "ics"];
/// Endings of our own texts.
const OURS: [&str; 4] = ["toml", "csv", "tsv", "json"];

impl Text {
    /// What messages choose by, and the ending that says so.
    const fn is(self) -> (&'static str, &'static str) {
        match self {
            Self::Plan => ("plan", "toml"),
            Self::Scenario => ("scenario", "toml"),
            Self::Records => ("records", "csv"),
            Self::Answers => ("answers", "json"),
        }
    }
}

/// Refuses a name that says another kind of file than is written. A name with an unknown ending or none is fine.
///
/// # Errors
/// Its ending is that of another kind.
pub fn named(path: &Path, text: Text) -> Result<(), Failure> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let (kind, own) = text.is();
    if ending == own || !(OTHERS.contains(&ending.as_str()) || OURS.contains(&ending.as_str())) {
        return Ok(());
    }
    Err(Failure::Says(both!(
        "cli-output-ending",
        path = path.display(),
        ending = &ending,
        kind = kind,
        own = own,
        better = path.with_extension(own).display(),
    )))
}

/// The same of an option beside which standard output has the answer.
///
/// # Errors
/// Likewise; or it is standard output (`-`).
pub fn named_file(option: &str, path: &Path, text: Text) -> Result<(), Failure> {
    if path.as_os_str() == "-" {
        return Err(Failure::Says(both!("cli-output-no-stdout", option = option)));
    }
    named(path, text)
}

/// Refuses outputs that are one file, of which the last written would be left; each has the option that names it.
///
/// # Errors
/// Two are one.
pub fn distinct(outputs: &[(&str, Option<&PathBuf>)]) -> Result<(), Failure> {
    let given = outputs.iter().filter_map(|&(option, path)| Some((option, path?, place(path?)?)));
    let given: Vec<(&str, &PathBuf, PathBuf)> = given.collect();
    for (i, (option, path, here)) in given.iter().enumerate() {
        if let Some((other, _, _)) = given[..i].iter().find(|o| o.2 == *here) {
            let note = both!("cli-outputs-one-file", first = *other, second = *option, path = path.display());
            return Err(Failure::Says(note));
        }
    }
    Ok(())
}

/// Where a path leads, though no file may be there yet; `None` where it is a device, a pipe or no file.
fn place(path: &Path) -> Option<PathBuf> {
    if let Ok(found) = std::fs::canonicalize(path) {
        return found.is_file().then_some(found);
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned()).join(path.file_name()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(result: Result<(), Failure>) -> String {
        match result {
            Err(Failure::Says(note)) => note.en,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_name_does_not_say_another_kind_of_file() {
        for (name, text) in [
            ("p.toml", Text::Plan),
            ("p.TOML", Text::Plan),
            ("p", Text::Plan),
            ("-", Text::Plan),
            ("p.v2", Text::Scenario),
            ("/dev/stdout", Text::Records),
            ("r.CSV", Text::Records),
            ("a.txt", Text::Answers),
        ] {
            assert!(named(Path::new(name), text).is_ok(), "{name}");
        }
        for (name, text, better) in [
            ("d/p.xlsx", Text::Plan, "as d/p.toml"),
            ("p.XLS", Text::Scenario, "as p.toml"),
            ("p.csv", Text::Plan, "as p.toml"),
            ("r.toml", Text::Records, "as r.csv"),
            ("a.csv", Text::Answers, "as a.json"),
        ] {
            let words = words(named(Path::new(name), text));
            assert!(words.contains(better), "{words}");
        }
    }

    #[test]
    fn no_two_outputs_are_one_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let [a, b] = ["a.csv", "b.csv"].map(|n| dir.path().join(n));
        let round = dir.path().join(".").join("a.csv");
        assert!(distinct(&[("-o", Some(&a)), ("--steel", Some(&b)), ("--answers", None)]).is_ok());
        for there in [false, true] {
            if there {
                std::fs::write(&a, "x").expect("a file");
            }
            let words = words(distinct(&[("-o", Some(&a)), ("--answers", Some(&b)), ("--steel", Some(&round))]));
            assert!(words.contains("-o and --steel both write"), "{words}");
        }
        let null = PathBuf::from("/dev/null");
        assert!(distinct(&[("-o", Some(&null)), ("--steel", Some(&null))]).is_ok(), "a device takes both");
    }
}
