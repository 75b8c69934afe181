//! A page as a PNG.

use super::Fonts;
use crate::chart::ChartError;
use ::png::{BitDepth, ColorType, Compression, Encoder};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;
use std::io::Write as _;
use std::sync::mpsc::sync_channel;

/// Most pixels of a picture, so that a chart of a region does not take all memory.
const MOST_PIXELS: f32 = 120e6;

/// Rows of a picture that are drawn together; the same on every machine, as the bytes are to be.
const BAND: u32 = 1024;

/// An SVG as a PNG, `scale` pixels a unit, fewer where that would be over 120 million; and how many it is.
///
/// # Errors
/// It cannot be drawn.
pub fn png(svg: &str, scale: f32, fonts: &Fonts) -> Result<(Vec<u8>, f32), ChartError> {
    let tree = fonts.set(svg)?;
    let (w, h) = (tree.size().width(), tree.size().height());
    let scale = scale.min((MOST_PIXELS / (w * h)).sqrt());
    let (wide, tall) = ((w * scale).ceil() as u32, (h * scale).ceil() as u32);
    let too_large = || ChartError::Draw("the picture is too large".to_owned());
    let mut bytes = Vec::new();
    let failed = |e: ::png::EncodingError| ChartError::Draw(e.to_string());
    let mut encoder = Encoder::new(&mut bytes, wide, tall);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let mut writer = encoder.write_header().map_err(failed)?;
    let mut stream = writer.stream_writer().map_err(failed)?;
    // bands are drawn while those before are packed
    rayon::in_place_scope_fifo(|scope| {
        let band = |from: u32| {
            let (done, drawn) = sync_channel(1);
            let tree = &tree;
            scope.spawn_fifo(move |_| drop(done.send(band(tree, scale, wide, from, BAND.min(tall - from)))));
            drawn
        };
        let bands: Vec<_> = (0..tall).step_by(BAND as usize).map(band).collect();
        bands.iter().try_for_each(|drawn| {
            let rows = drawn.recv().ok().flatten().ok_or_else(too_large)?;
            stream.write_all(&rows).map_err(|e| failed(e.into()))
        })
    })?;
    stream.finish().map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok((bytes, scale))
}

/// Some rows of a picture. A chart covers all of its paper: three channels say it.
fn band(tree: &Tree, scale: f32, wide: u32, from: u32, rows: u32) -> Option<Vec<u8>> {
    let mut picture = Pixmap::new(wide, rows)?;
    // what the page does not reach at its edges is paper too
    picture.fill(Color::WHITE);
    resvg::render(tree, Transform::from_scale(scale, scale).post_translate(0.0, -(from as f32)), &mut picture.as_mut());
    Some(picture.data().as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect())
}
