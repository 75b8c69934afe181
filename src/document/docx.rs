//! A report for Word or WPS: A4 across, tables whose heads are repeated on each page, links to the rules' clauses, page numbers.

use super::widths::widths;
use super::{Block, Cell, Document, Table, anchor};
use crate::chart::ChartError;
use crate::chart::export::{Fonts, png};
use crate::rules::RuleId;
use docx_rs::{
    AlignmentType, Docx, Footer, Hyperlink, HyperlinkType, LineSpacing, NumPages, PageMargin, PageNum, PageOrientationType,
    Paragraph, Pic, Run, RunFonts, Shading, Style, StyleType, TableCell, TableLayoutType, TableRow, WidthType,
};
use std::io::Cursor;
use unicode_width::UnicodeWidthStr as _;

/// Width and height of A4 across, and its margins, twips.
const PAGE: (u32, u32) = (16_838, 11_906);
const MARGIN: i32 = 1000;
/// Width of the text, twips.
const ROOM: u32 = PAGE.0 - 2 * MARGIN as u32;
/// Twips of half a Chinese character in a table.
const COLUMN: f64 = 105.0;
/// English metric units a twip.
const EMU: u32 = 635;
/// Pixels of a chart's unit.
const SCALE: f32 = 1.5;

/// The file's bytes; the same report gives the same. `fonts` are those that charts are drawn with.
///
/// # Errors
/// A chart cannot be drawn.
pub fn docx(d: &Document, fonts: &Fonts) -> Result<Vec<u8>, ChartError> {
    let heading = |id: &str, size, level| {
        Style::new(id, StyleType::Paragraph).name(id.replace("Heading", "heading ")).size(size).bold().outline_lvl(level)
    };
    let fixed = "2000-01-01T00:00:00Z";
    let margin = PageMargin::new().top(MARGIN).bottom(MARGIN).left(MARGIN).right(MARGIN);
    let mut out = Docx::new()
        .created_at(fixed)
        .updated_at(fixed)
        .page_size(PAGE.0, PAGE.1)
        .page_orient(PageOrientationType::Landscape)
        .page_margin(margin)
        .default_fonts(RunFonts::new().ascii("Arial").hi_ansi("Arial").east_asia("宋体"))
        .default_size(18)
        .add_style(heading("Heading1", 32, 0))
        .add_style(heading("Heading2", 26, 1))
        .footer(
            Footer::new().add_paragraph(
                Paragraph::new()
                    .align(AlignmentType::Center)
                    .add_page_num(PageNum::new())
                    .add_run(Run::new().add_text(" / "))
                    .add_num_pages(NumPages::new()),
            ),
        )
        .add_paragraph(Paragraph::new().style("Heading1").align(AlignmentType::Center).add_run(run(&d.title)));
    let last = d.sections.len() - 1;
    for (i, s) in d.sections.iter().enumerate() {
        let head = Paragraph::new().style("Heading2").keep_next(true).page_break_before(i == last);
        out = out.add_paragraph(head.line_spacing(LineSpacing::new().before(240).after(80)).add_run(run(&s.title)));
        for b in &s.blocks {
            out = match b {
                Block::Text(text, rules) => out.add_paragraph(links(Paragraph::new().add_run(run(text)), rules)),
                Block::Table(t) => out.add_table(table(t)).add_paragraph(Paragraph::new()),
                Block::Chart(pages) => {
                    for svg in pages {
                        out = out.add_paragraph(Paragraph::new().add_run(Run::new().add_image(picture(svg, fonts)?)));
                    }
                    out
                }
            };
        }
    }
    let mut parts = out.build();
    repeat_heads(&mut parts.document);
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(|e| ChartError::Draw(e.to_string()))?;
    Ok(bytes.into_inner())
}

/// A row that may not be split is a head in our tables, as the writer knows no rows that are repeated on each page; then no row
/// may be split.
fn repeat_heads(xml: &mut Vec<u8>) {
    let text = String::from_utf8_lossy(xml).replace("<w:cantSplit />", "<w:cantSplit/><w:tblHeader/>");
    let text = text.replace("<w:cantSplit/></", "<w:cantSplit/><w:tblHeader/></");
    *xml = text.replace("<w:trPr />", "<w:trPr><w:cantSplit/></w:trPr>").into_bytes();
}

fn run(text: &str) -> Run {
    Run::new().add_text(text)
}

/// A paragraph, then links to the clauses of rules.
fn links(mut p: Paragraph, rules: &[RuleId]) -> Paragraph {
    for &r in rules {
        let id = Run::new().add_text(r.id()).size(14).color("0B5CAD");
        p = p.add_run(run(" ")).add_hyperlink(Hyperlink::new(anchor(r), HyperlinkType::Anchor).add_run(id));
    }
    p
}

fn table(t: &Table) -> docx_rs::Table {
    let widths: Vec<usize> =
        widths(t, |s| s.width() as f64 * COLUMN, 280.0, f64::from(ROOM)).iter().map(|w| *w as usize).collect();
    let numbers = t.of_numbers();
    let cell = |c: usize, p: Paragraph| TableCell::new().width(widths[c], WidthType::Dxa).add_paragraph(p);
    let of = |c: usize, x: &Cell| {
        let side = if numbers[c] { AlignmentType::Right } else { AlignmentType::Left };
        let mut p = Paragraph::new().align(side);
        if let Some(rule) = x.clause_of {
            p = p.add_bookmark_start(rule as usize + 1, anchor(rule)).add_bookmark_end(rule as usize + 1);
        }
        cell(c, links(p.add_run(run(&x.text).size(16)), &x.rules))
    };
    let heads = t.columns.iter().enumerate().map(|(c, column)| {
        let p = Paragraph::new().align(AlignmentType::Center).add_run(run(&column.head).size(16).bold());
        cell(c, links(p, &column.rules)).shading(Shading::new().fill("EAF1F8"))
    });
    let head = TableRow::new(heads.collect()).cant_split();
    let rows = t.rows.iter().map(|r| TableRow::new(r.iter().enumerate().map(|(c, x)| of(c, x)).collect()));
    let all = std::iter::once(head).chain(rows).collect();
    docx_rs::Table::new(all).layout(TableLayoutType::Fixed).width(ROOM as usize, WidthType::Dxa).set_grid(widths)
}

fn picture(svg: &str, fonts: &Fonts) -> Result<Pic, ChartError> {
    let (png, _) = png(svg, SCALE, fonts)?;
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    // IHDR, the first chunk, begins with width and height
    let (w, h) = (side(16), side(20));
    let room = (ROOM * EMU, (PAGE.1 - 2 * MARGIN as u32 - 1200) * EMU);
    let scale = (f64::from(room.0) / f64::from(w)).min(f64::from(room.1) / f64::from(h));
    let size = |px: u32| (f64::from(px) * scale) as u32;
    Ok(Pic::new_with_dimensions(png, w, h).size(size(w), size(h)))
}
