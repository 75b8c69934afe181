//! Charts in other forms: pages of a PDF and a PNG, made from the same SVG; a calendar.

mod fonts;
mod ics;
mod pdf;
mod png;

pub use fonts::Fonts;
pub use ics::ics;
pub use pdf::{SvgPage, pdf};
pub use png::png;
