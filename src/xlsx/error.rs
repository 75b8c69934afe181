//! What may be wrong with a workbook's package.

use crate::both;
use crate::input::InputError;
use crate::lang::{Note, Said};

/// Why a workbook cannot be edited, in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XlsxError(pub Note);

impl XlsxError {
    /// An error in both languages.
    pub fn new(says: Note) -> Self {
        Self(says)
    }

    /// A part that is not what its place in the package says.
    pub(super) fn damaged(part: &str, why: &dyn Said) -> Self {
        Self(both!("xlsx-damaged", part = part, why = *why))
    }

    /// More than is read.
    pub(super) fn too_large(what: &dyn Said, most: &dyn Said) -> Self {
        Self(both!("xlsx-too-large", what = *what, most = *most))
    }

    /// As an error of a file.
    pub fn of_file(self, file: &str) -> InputError {
        InputError::whole_file(file, self.0)
    }
}

impl std::fmt::Display for XlsxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for XlsxError {}
