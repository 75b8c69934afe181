//! A page as a PNG.

use super::Fonts;
use crate::chart::ChartError;
use resvg::tiny_skia::{Pixmap, Transform};

/// Most pixels of a picture, so that a chart of a region does not take all memory.
const MOST_PIXELS: f32 = 120e6;

/// An SVG as a PNG, `scale` pixels a unit; fewer where that would be too many.
///
/// # Errors
/// It cannot be drawn.
pub fn png(svg: &str, scale: f32, fonts: &Fonts) -> Result<Vec<u8>, ChartError> {
    let tree = fonts.set(svg)?;
    let (w, h) = (tree.size().width(), tree.size().height());
    let scale = scale.min((MOST_PIXELS / (w * h)).sqrt());
    let failed = || ChartError::Draw("the picture is too large".to_owned());
    let mut picture = Pixmap::new((w * scale).ceil() as u32, (h * scale).ceil() as u32).ok_or_else(failed)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().map_err(|e| ChartError::Draw(e.to_string()))
}
