//! Operating records (中控数据记录) and monthly crude steel (统计口径), as control rooms and statisticians export them.
//!
//! The files are read in one pass: each unit keeps fixed-size arrays, one value an hour or a day of the season, whatever the
//! file's length. Rows may come in any order and from several files.

mod block;
mod fault;
pub mod generate;
mod header;
mod number;
mod read;
pub mod series;
pub mod steel;
pub mod time;

pub use header::{FileKind, sniff};
pub use read::{MOST_SLOTS, Reader, Reading, read_records};
pub use series::{Series, State, Step};
pub use steel::MonthSteel;

use crate::day::DayRange;
use crate::scenario::EntIx;

/// What all record files of one run say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Records {
    /// Records of each unit of the scenario; `None`: the files have none.
    pub units: Vec<Option<Series>>,
    /// Monthly crude steel; sorted by enterprise and month, no month twice.
    pub steel: Vec<MonthSteel>,
    /// From the first to the last day that any record is about; empty where there is none.
    pub span: DayRange,
    /// The files, in the order given.
    pub sources: Vec<SourceFile>,
    /// What was passed over.
    pub passed: Passed,
}

impl Records {
    /// Crude steel of a month by statistics, t.
    pub fn steel_of(&self, enterprise: EntIx, month: (i32, u32)) -> Option<f64> {
        let at = self.steel.binary_search_by_key(&(enterprise, month), |m| (m.enterprise, m.month)).ok()?;
        Some(self.steel[at].tonnes)
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name, as the user gave it.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its data rows.
    pub rows: u64,
}

/// Rows that were read and not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passed {
    /// About days outside the season.
    pub outside: u64,
    /// The same as an earlier row, number for number.
    pub repeated: u64,
    /// Of enterprises or units that the scenario lacks, where the user said to skip them.
    pub unknown: u64,
}
