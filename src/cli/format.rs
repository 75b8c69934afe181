//! What a command's answer is written as.

use super::Failure;
use crate::both;
use crate::lang::listed;
use clap::ValueEnum;
use std::path::Path;

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object on standard output.
    Json,
    /// Vectors.
    #[value(hide = true)]
    Svg,
    /// Pixels.
    #[value(hide = true)]
    Png,
    /// Pages.
    #[value(hide = true)]
    Pdf,
    /// A calendar.
    #[value(hide = true)]
    Ics,
    /// A page for a browser.
    #[value(hide = true)]
    Html,
    /// A workbook.
    #[value(hide = true)]
    Xlsx,
    /// A table.
    #[value(hide = true)]
    Csv,
    /// For Word and WPS.
    #[value(hide = true)]
    Docx,
    /// Marked text.
    #[value(hide = true)]
    Md,
}

impl Format {
    /// Whether it is the form of a file that `gantt` or `report` writes.
    pub(super) const fn is_of_file(self) -> bool {
        !matches!(self, Self::Text | Self::Json)
    }

    /// The form that a file's ending says.
    fn by_ending(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
        Self::value_variants().iter().copied().find(|f| f.is_of_file() && f.endings().contains(&ending.as_str()))
    }

    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Json => &["json"],
            Self::Svg => &["svg"],
            Self::Png => &["png"],
            Self::Pdf => &["pdf"],
            Self::Ics => &["ics"],
            Self::Html => &["html", "htm"],
            Self::Xlsx => &["xlsx"],
            Self::Csv => &["csv"],
            Self::Docx => &["docx"],
            Self::Md => &["md", "markdown"],
        }
    }

    /// The form of a command's file: what `--format` says, else the file's ending, else, on standard output, the first of `forms`.
    ///
    /// # Errors
    /// It is none of `forms`.
    pub(super) fn of_file(self, path: &Path, forms: &[Self]) -> Result<Self, Failure> {
        let said = if self.is_of_file() { Some(self) } else { Self::by_ending(path) };
        let to_stdout = (path.as_os_str() == "-").then_some(forms[0]);
        said.or(to_stdout).filter(|f| forms.contains(f)).ok_or_else(|| {
            let all: Vec<String> = forms.iter().map(|f| format!(".{}", f.endings()[0])).collect();
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            Failure::Says(match said {
                Some(form) => both!("cli-no-such-form", form = form.endings()[0], all = |l| listed(&all, l)),
                None => both!("cli-ending", path = path.display(), all = |l| listed(&all, l)),
            })
        })
    }
}
