//! A city's register as a workbook: the scenario file's fields as columns, one row a unit. The columns are made from the
//! fields of [`super::format`], so that a field that is added there is one of the register too.

mod grid;
mod header;
mod mills;
mod parts;
pub mod read;
mod strangers;
mod tabs;
mod things;
pub mod write;

pub use read::{Imported, read_register};
pub use write::register;
