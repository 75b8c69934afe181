//! Pages as a PDF: vectors, text that can be selected and searched, an outline.

use super::Fonts;
use crate::chart::ChartError;
use crate::chart::paper::Paper;
use crate::chart::scene::Area;
use crate::lang::Lang;
use krilla::Document;
use krilla::annotation::{LinkAnnotation, Target};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Rect, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::usvg::Tree;

/// Points a millimetre.
const PT_PER_MM: f32 = 72.0 / 25.4;
/// Points of a pixel on a screen's page.
const PT_PER_PX: f32 = 0.75;

/// A page of a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SvgPage {
    /// What is on it.
    pub svg: String,
    /// What the outline has of it: words, and how far down, px.
    pub outline: Vec<(String, i32)>,
    /// Where a click leads: from where, px, to which page (from 0), how far down it, px.
    pub links: Vec<(Area, usize, i32)>,
}

/// Pages of one width as a PDF.
///
/// # Errors
/// One cannot be drawn.
pub fn pdf(title: &str, pages: &[SvgPage], paper: Paper, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, ChartError> {
    let failed = |what: &str| ChartError::Draw(what.to_owned());
    let mut document = Document::new();
    let mut outline = Outline::new();
    let trees: Vec<Tree> = pages.iter().map(|p| fonts.set(&p.svg)).collect::<Result<_, _>>()?;
    let scale_of = |t: &Tree| paper.size_mm().map_or(PT_PER_PX, |(mm, _)| mm * PT_PER_MM / t.size().width());
    for (i, (page, tree)) in pages.iter().zip(&trees).enumerate() {
        let (w, h, scale) = (tree.size().width(), tree.size().height(), scale_of(tree));
        let tall = paper.size_mm().map_or(h * scale, |(_, mm)| mm * PT_PER_MM);
        let settings = PageSettings::from_wh(w * scale, tall).ok_or_else(|| failed("an empty page"))?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        let size = Size::from_wh(w * scale, h * scale).ok_or_else(|| failed("an empty page"))?;
        surface.draw_svg(tree, size, SvgSettings::default()).ok_or_else(|| failed("the page"))?;
        surface.finish();
        for (from, to, down) in &page.links {
            let [x0, y0, x1, y1] = [from.x0, from.y0, from.x1, from.y1].map(|v| v as f32 * scale);
            let Some(place) = Rect::from_ltrb(x0, y0, x1, y1) else { continue };
            let to = XyzDestination::new(*to, Point::from_xy(0.0, *down as f32 * scale_of(&trees[*to])));
            sheet.add_annotation(LinkAnnotation::new(place, Target::Destination(to.into())).into());
        }
        sheet.finish();
        for (words, down) in &page.outline {
            let to = XyzDestination::new(i, Point::from_xy(0.0, *down as f32 * scale));
            outline.push_child(OutlineNode::new(words.clone(), to));
        }
    }
    document.set_outline(outline);
    let creator = concat!("stagger ", env!("CARGO_PKG_VERSION")).to_owned();
    document.set_metadata(Metadata::new().title(title.to_owned()).language(lang.tag().to_owned()).creator(creator));
    document.finish().map_err(|e| ChartError::Draw(e.to_string()))
}
