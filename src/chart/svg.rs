//! Draws a [`Scene`] as SVG with plotters' SVG backend. Plotters knows no groups, so each run of shapes is drawn on a page of
//! its own and the runs are joined, with groups, data and tooltips between them.

use super::ChartError;
use super::palette::Rgb;
use super::scene::{Anchor, Group, Item, Scene};
use super::text::clean;
use plotters::prelude::{
    Color, DrawingBackend, FontDesc, FontFamily, FontStyle, RGBColor, SVGBackend, ShapeStyle, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::fmt::Write as _;

/// Fonts with Chinese on the systems that offices use, then whatever there is.
pub(super) const FONTS: &str = "Noto Sans CJK SC, Noto Sans SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Zen Hei, SimHei, sans-serif";

/// The scene as an SVG document.
///
/// # Errors
/// Where plotters cannot draw a shape.
pub fn render(scene: &Scene) -> Result<String, ChartError> {
    let (w, h) = (scene.width, scene.height);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\">\n\
         <title>{}</title>\n",
        escape(&scene.title)
    );
    let mut at = 0;
    while at < scene.items.len() {
        match &scene.items[at] {
            Item::Open(group) => open(&mut out, group),
            Item::Close => out.push_str("</g>\n"),
            _ => {
                let run = scene.items[at..].iter().take_while(|i| !matches!(i, Item::Open(_) | Item::Close)).count();
                out.push_str(&shapes(&scene.items[at..at + run])?);
                at += run;
                continue;
            }
        }
        at += 1;
    }
    out.push_str("</svg>\n");
    Ok(out)
}

/// Writes the start of a group.
fn open(out: &mut String, group: &Group) {
    let _ = write!(out, "<g class=\"{}\"", group.class);
    for (name, value) in &group.data {
        let _ = write!(out, " data-{name}=\"{}\"", escape(value));
    }
    out.push_str(">\n");
    if !group.tooltip.is_empty() {
        let _ = writeln!(out, "<title>{}</title>", escape(&group.tooltip));
    }
}

/// Text as it may stand in XML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            other => out.push(other),
        }
    }
    out
}

/// Shapes drawn by plotters, without the page around them.
fn shapes(items: &[Item]) -> Result<String, ChartError> {
    let mut page = String::new();
    let mut backend = SVGBackend::with_string(&mut page, (1, 1));
    for item in items {
        draw(&mut backend, item)?;
    }
    backend.present().map_err(|e| ChartError::Draw(e.to_string()))?;
    drop(backend);
    let inner = page.split_once('\n').map_or("", |(_, rest)| rest);
    Ok(inner.trim_end().strip_suffix("</svg>").unwrap_or(inner).to_owned())
}

fn draw(backend: &mut SVGBackend, item: &Item) -> Result<(), ChartError> {
    let rgb = |Rgb(r, g, b): Rgb| RGBColor(r, g, b);
    let drawn = match item {
        Item::Rect(a, color, alpha) => backend.draw_rect((a.x0, a.y0), (a.x1, a.y1), &rgb(*color).mix(*alpha), true),
        Item::Line(points, color, width) => {
            let style = ShapeStyle { color: rgb(*color).to_rgba(), filled: false, stroke_width: *width };
            backend.draw_path(points.iter().copied(), &style)
        }
        Item::Text(at, anchor, font, text) => {
            let h = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let style = if font.bold { FontStyle::Bold } else { FontStyle::Normal };
            // The backend divides sizes by 1.24 and centres by the height of an x, which leaves digits and Chinese too high.
            let desc = FontDesc::new(FontFamily::Name(FONTS), font.size * 1.24, style);
            let color = rgb(font.color);
            let style = TextStyle::from(desc).color(&color).pos(Pos::new(h, VPos::Center));
            let down = (font.size * 0.1).round() as i32;
            backend.draw_text(&clean(text), &style, (at.0, at.1 + down))
        }
        Item::Open(_) | Item::Close => Ok(()),
    };
    drawn.map_err(|e| ChartError::Draw(e.to_string()))
}
