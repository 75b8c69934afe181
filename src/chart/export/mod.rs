//! Charts in other forms: pages of a PDF and a PNG, made from the same SVG; a calendar, a workbook, a table.

mod csv;
mod fonts;
mod ics;
mod pdf;
mod png;
mod workbook;

pub use csv::csv;
pub use fonts::Fonts;
pub use ics::ics;
pub use pdf::{SvgPage, pdf};
pub use png::png;
pub use workbook::{By, workbook};
