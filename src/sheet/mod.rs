//! Sheets: workbooks (`.xlsx`, `.xls`, `.ods`) and `.csv` as a plain grid of cells that know where they stand. What a grid means
//! is for its readers: they turn it into a TOML text that knows its cells ([`Draft`]), so that each format has one home and
//! its errors name the cell.

pub mod at;
pub mod book;
mod csv;
pub mod draft;
mod ods;
mod office;
mod package;
pub mod read;
pub mod value;
pub mod words;
pub mod write;
mod xls;
mod xlsx;

pub use at::{CellAt, Form, a1, column_letters};
pub use book::{Book, Sheet, Value};
pub use draft::Draft;
pub use read::{form_of, read_book};
pub use value::fold;

use crate::both;
use crate::lang::Note;

/// Files larger than this are refused: a city's register takes about 1 MB.
pub const MOST_BYTES: usize = 32 << 20;

/// Cells that are not blank, of all sheets of a book.
pub const MOST_CELLS: usize = 1_000_000;

/// Why a file's bytes are no book that can be read.
type Fault = Note;

fn too_many_cells() -> Fault {
    both!("sheet-too-many-cells", most = MOST_CELLS.to_string())
}
