//! A page as a PNG.

use super::Fonts;
use crate::chart::ChartError;
use ::png::{BitDepth, ColorType, Compression, Encoder, EncodingError};
use rayon::prelude::*;
use resvg::tiny_skia::{Color, Pixmap, PixmapMut, Transform};

/// Most pixels of a picture, so that a chart of a region does not take all memory.
const MOST_PIXELS: f32 = 120e6;

/// Bands that a picture is drawn in at once; always as many, as the bytes are to be the same on every machine.
const BANDS: u32 = 4;

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
    // what the page does not reach at its edges is paper too
    picture.fill(Color::WHITE);
    let (wide, tall) = (picture.width(), picture.height().div_ceil(BANDS));
    let bands = picture.data_mut().par_chunks_mut((wide * tall * 4) as usize);
    bands.enumerate().for_each(|(i, band)| {
        let height = band.len() as u32 / (wide * 4);
        let Some(mut band) = PixmapMut::from_bytes(band, wide, height) else { return };
        let down = i as f32 * tall as f32;
        resvg::render(&tree, Transform::from_scale(scale, scale).post_translate(0.0, -down), &mut band);
    });
    packed(&picture).map_err(|e| ChartError::Draw(e.to_string()))
}

/// The file of a picture. A chart covers all of its paper: three channels say it.
fn packed(picture: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let rgb: Vec<u8> = picture.data().as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(bytes)
}
