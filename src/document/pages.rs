//! A report laid out on pages of A4 across, as SVG: heads of tables repeated, page numbers, links to the rules' clauses.

use super::widths::{pieces, widths};
use super::{Block, Cell, Document, Section, Table};
use crate::chart::export::SvgPage;
use crate::chart::palette::{BAND, FAINT, INK, MUTED, PAPER, Rgb, SHARE};
use crate::chart::scene::{Anchor, Area, Font, Scene};
use crate::chart::text::{fit, width, wrap};
use crate::chart::{ChartError, Page};
use crate::rules::RuleId;
use std::collections::BTreeMap;

/// Size of a page, px: A4 across.
const WIDTH: i32 = 1400;
const HEIGHT: i32 = 990;
const MARGIN: i32 = 48;
const FOOT: i32 = HEIGHT - 40;
const ROOM: f64 = (WIDTH - 2 * MARGIN) as f64;
/// Size of a table's text, px, the height of its lines, and what a cell has beside and above its text.
const SIZE: f64 = 13.0;
const LINE: i32 = 18;
const PAD: i32 = 6;
const ABOVE: i32 = 4;

/// A place on a page: its number, and how far down, px.
type Spot = (usize, i32);

/// The pages while they are filled.
struct Pages {
    done: Vec<Scene>,
    /// The charts that stand after so many pages, with their titles.
    charts: Vec<(usize, String, Vec<String>)>,
    scene: Scene,
    y: i32,
    title: String,
    outline: Vec<(Spot, String)>,
    clauses: BTreeMap<RuleId, Spot>,
    links: Vec<(usize, Area, RuleId)>,
}

/// The pages; those of a chart stand where it does, with the sizes that they have.
///
/// # Errors
/// The drawing library fails.
pub fn pages(d: &Document) -> Result<Vec<SvgPage>, ChartError> {
    let mut p = Pages {
        done: Vec::new(),
        charts: Vec::new(),
        scene: blank(&d.title),
        y: MARGIN,
        title: d.title.clone(),
        outline: Vec::new(),
        clauses: BTreeMap::new(),
        links: Vec::new(),
    };
    p.lines(&d.title, Font { size: 26.0, bold: true, color: INK }, 36);
    for (i, s) in d.sections.iter().enumerate() {
        // a title never stands alone at the foot, nor is what is short broken
        if i + 1 == d.sections.len() || p.y + least(s) > FOOT {
            p.turn();
        }
        if let [Block::Chart(pages)] = s.blocks.as_slice() {
            // it has a title of its own
            p.turn();
            p.charts.push((p.done.len(), s.title.clone(), pages.clone()));
            continue;
        }
        p.y += 18;
        p.outline.push(((p.done.len(), p.y), s.title.clone()));
        p.lines(&s.title, Font { size: 19.0, bold: true, color: INK }, 30);
        for b in &s.blocks {
            match b {
                Block::Text(text, rules) => {
                    p.lines(text, Font { size: 14.0, bold: false, color: INK }, 21);
                    p.rules_below(rules);
                }
                Block::Table(t) => p.table(t),
                Block::Chart(pages) => {
                    p.turn();
                    p.charts.push((p.done.len(), s.title.clone(), pages.clone()));
                }
            }
        }
    }
    p.finish()
}

/// The room that a section begins with, px: all of it where it is short.
fn least(s: &Section) -> i32 {
    let short = |b: &Block| match b {
        Block::Text(text, _) => Some(wrap(text, 14.0, ROOM).len() as i32 * 21 + LINE + 6),
        Block::Table(t) if t.rows.len() <= 12 => Some(LaidTable::new(t).height() + 10),
        _ => None,
    };
    let all: Option<i32> = s.blocks.iter().map(short).sum();
    all.map(|h| h + 48).filter(|h| *h < FOOT - MARGIN).unwrap_or(140)
}

fn blank(title: &str) -> Scene {
    let mut scene = Scene { width: WIDTH, height: HEIGHT, title: title.to_owned(), ..Scene::default() };
    scene.rect(Area::new(0, 0, WIDTH, HEIGHT), PAPER, 1.0);
    scene
}

impl Pages {
    /// Goes on with a new page, unless this one is empty.
    fn turn(&mut self) {
        if self.y > MARGIN {
            self.done.push(std::mem::replace(&mut self.scene, blank(&self.title)));
            self.y = MARGIN;
        }
    }

    /// A text over the whole width.
    fn lines(&mut self, text: &str, font: Font, line: i32) {
        for part in wrap(text, font.size, ROOM) {
            if self.y + line > FOOT {
                self.turn();
            }
            self.scene.text((MARGIN, self.y + line / 2), Anchor::Start, font, part);
            self.y += line;
        }
    }

    /// Links in a line below a paragraph.
    fn rules_below(&mut self, rules: &[RuleId]) {
        if !rules.is_empty() {
            let area = Area::new(MARGIN, self.y, WIDTH - MARGIN, self.y);
            let lines = rule_lines(rules, ROOM);
            self.rule_text(&lines, area, LINE);
            self.y += LINE * lines.len() as i32;
        }
        self.y += 6;
    }

    /// Draws ids of rules and notes where they lead from.
    fn rule_text(&mut self, lines: &[Vec<RuleId>], area: Area, line: i32) {
        for (n, ids) in (0..).zip(lines) {
            let (mut x, y) = (f64::from(area.x0), area.y0 + n * line + line / 2);
            for &id in ids {
                let (w, font) = (width(id.id(), SIZE - 2.0), Font { size: SIZE - 2.0, bold: false, color: SHARE });
                self.scene.text((x as i32, y), Anchor::Start, font, id.id());
                let spot = Area::new(x as i32, y - line / 2, (x + w).ceil() as i32, y + line / 2);
                self.links.push((self.done.len(), spot, id));
                x += w + 8.0;
            }
        }
    }

    fn table(&mut self, t: &Table) {
        let LaidTable { widths, sides, heads, rows } = LaidTable::new(t);
        for (i, (row, laid)) in t.rows.iter().zip(&rows).enumerate() {
            let first = i == 0;
            let needs = if first { heads.height + laid.height } else { laid.height };
            if self.y + needs > FOOT {
                self.turn();
            }
            if first || self.y == MARGIN {
                self.row(&heads, &widths, &sides, Some(BAND));
            }
            for c in row {
                c.clause_of.map(|r| self.clauses.insert(r, (self.done.len(), self.y)));
            }
            self.row(laid, &widths, &sides, None);
        }
        if t.rows.is_empty() {
            self.row(&heads, &widths, &sides, Some(BAND));
        }
        self.y += 10;
    }

    /// A row that is taller than a page is cut at its foot.
    fn row(&mut self, laid: &Laid, widths: &[i32], numbers: &[bool], ground: Option<Rgb>) {
        let mut x = MARGIN;
        let bottom = (self.y + laid.height).min(FOOT);
        for ((cell, &w), &number) in laid.cells.iter().zip(widths).zip(numbers) {
            let area = Area::new(x, self.y, x + w, bottom);
            if let Some(color) = ground {
                self.scene.rect(area, color, 1.0);
            }
            self.scene.frame(area, FAINT, 1);
            let font = Font { size: SIZE, bold: ground.is_some(), color: INK };
            let (at, anchor) =
                if number && ground.is_none() { (x + w - PAD, Anchor::End) } else { (x + PAD, Anchor::Start) };
            let room = ((bottom - self.y - ABOVE) / LINE).max(0) as usize;
            for (n, line) in (0..).zip(cell.lines.iter().take(room)) {
                let cut = n as usize + 1 == room && cell.lines.len() > room;
                let line = if cut { format!("{line}…") } else { line.clone() };
                self.scene.text((at, self.y + ABOVE + n * LINE + LINE / 2), anchor, font, line);
            }
            let below = self.y + ABOVE + cell.lines.len() as i32 * LINE;
            let rules = &cell.rules[..cell.rules.len().min(room.saturating_sub(cell.lines.len()))];
            self.rule_text(rules, Area::new(x + PAD, below, x + w, bottom), LINE);
            x += w;
        }
        self.y = bottom;
    }

    fn finish(mut self) -> Result<Vec<SvgPage>, ChartError> {
        self.turn();
        // where the pages land when those of charts stand between them
        let before = |page: usize| self.charts.iter().filter(|c| c.0 <= page).map(|c| c.2.len()).sum::<usize>();
        let all = self.done.len() + self.charts.iter().map(|c| c.2.len()).sum::<usize>();
        let mut out = Vec::with_capacity(all);
        for (n, scene) in self.done.iter_mut().enumerate() {
            for (_, title, svgs) in self.charts.iter().filter(|c| c.0 == n) {
                let first = |i| if i == 0 { vec![(title.clone(), 0)] } else { Vec::new() };
                let page = |(i, svg): (usize, &String)| SvgPage { svg: svg.clone(), outline: first(i), links: Vec::new() };
                out.extend(svgs.iter().enumerate().map(page));
            }
            let at = out.len();
            let font = Font { size: 12.0, bold: false, color: MUTED };
            scene.text((WIDTH - MARGIN, FOOT + 20), Anchor::End, font, format!("{} / {all}", at + 1));
            scene.text((MARGIN, FOOT + 20), Anchor::Start, font, fit(&self.title, font.size, ROOM - 120.0));
            let page = Page { scene: std::mem::take(scene), ..Page::default() };
            let outline = self.outline.iter().filter(|o| o.0.0 == n).map(|o| (o.1.clone(), o.0.1)).collect();
            let links = self.links.iter().filter(|l| l.0 == n).filter_map(|(_, area, rule)| {
                let (page, down) = self.clauses.get(rule)?;
                Some((*area, page + before(*page), *down))
            });
            out.push(SvgPage { svg: page.svg()?, outline, links: links.collect() });
        }
        Ok(out)
    }
}

/// A cell's lines, then those of its rules.
struct LaidCell {
    lines: Vec<String>,
    rules: Vec<Vec<RuleId>>,
}

/// A row with its texts broken into lines.
struct Laid {
    cells: Vec<LaidCell>,
    height: i32,
}

impl Laid {
    fn new(cells: &[Cell], widths: &[i32], broken: impl Fn(&str, f64) -> Vec<String>) -> Self {
        let of = |(c, w): (&Cell, &i32)| {
            let room = f64::from(w - 2 * PAD) + 1.0;
            let lines = if c.text.is_empty() { Vec::new() } else { broken(&c.text, room) };
            LaidCell { lines, rules: rule_lines(&c.rules, room) }
        };
        let cells: Vec<LaidCell> = cells.iter().zip(widths).map(of).collect();
        let most = cells.iter().map(|c| c.lines.len() + c.rules.len()).max().unwrap_or(0).max(1);
        Self { cells, height: most as i32 * LINE + 2 * ABOVE }
    }
}

/// A table with its texts broken into lines.
struct LaidTable {
    widths: Vec<i32>,
    /// Of each column, whether it is of numbers.
    sides: Vec<bool>,
    heads: Laid,
    rows: Vec<Laid>,
}

impl LaidTable {
    fn new(t: &Table) -> Self {
        let widths: Vec<i32> =
            widths(t, |s| width(s, SIZE), f64::from(2 * PAD), ROOM).iter().map(|w| w.floor() as i32).collect();
        let head: Vec<Cell> = t.columns.iter().map(|c| Cell::text(&c.head).with_rules(&c.rules)).collect();
        let heads = Laid::new(&head, &widths, |text, room| {
            let whole = width(text, SIZE) <= room;
            if whole { vec![text.to_owned()] } else { pieces(text).flat_map(|p| wrap(p, SIZE, room)).collect() }
        });
        let rows = t.rows.iter().map(|row| Laid::new(row, &widths, |text, room| wrap(text, SIZE, room))).collect();
        Self { sides: t.of_numbers(), widths, heads, rows }
    }

    fn height(&self) -> i32 {
        self.heads.height + self.rows.iter().map(|r| r.height).sum::<i32>()
    }
}

/// Ids of rules, as many in a line as fit.
fn rule_lines(rules: &[RuleId], room: f64) -> Vec<Vec<RuleId>> {
    let (mut lines, mut left): (Vec<Vec<RuleId>>, f64) = (Vec::new(), 0.0);
    for &r in rules {
        let w = width(r.id(), SIZE - 2.0) + 8.0;
        if let Some(line) = lines.last_mut().filter(|_| w <= left) {
            line.push(r);
        } else {
            lines.push(vec![r]);
            left = room;
        }
        left -= w;
    }
    lines
}
