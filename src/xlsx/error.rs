//! What may be wrong with a workbook's package.

use crate::input::InputError;
use crate::lang::Note;

/// Why a workbook cannot be edited, in words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XlsxError(pub Note);

impl XlsxError {
    /// An error in both languages.
    pub fn new(says: impl Into<Note>) -> Self {
        Self(says.into())
    }

    /// A part that is not what its place in the package says.
    pub(super) fn damaged(part: &str, why: impl std::fmt::Display) -> Self {
        Self::new((
            format!("工作簿已损坏（{part}：{why}）；请用Excel或WPS打开后另存为.xlsx再试"),
            format!("the workbook is damaged ({part}: {why}); open it in a spreadsheet program and save it as .xlsx again"),
        ))
    }

    /// More than is read.
    pub(super) fn too_large(what: &str, most: impl std::fmt::Display) -> Self {
        Self::new((
            format!("工作簿过大：{what}超过{most}；请只保留需要的工作表和行"),
            format!("the workbook is too large: {what} is above {most}; keep only the sheets and rows that are needed"),
        ))
    }

    /// As an error of a file.
    pub fn of_file(self, file: &str) -> InputError {
        InputError::whole_file(file, (self.0.zh, self.0.en))
    }
}

impl std::fmt::Display for XlsxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for XlsxError {}
