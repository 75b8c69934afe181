//! Charts in other forms, made from the same SVG: pages of a PDF, a PNG.

mod fonts;
mod pdf;
mod png;

pub use fonts::Fonts;
pub use pdf::{SvgPage, pdf};
pub use png::png;
