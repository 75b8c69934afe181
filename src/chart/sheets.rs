//! The pages of a chart while they are filled: paper, running heads, page numbers.

use super::palette::{MUTED, PAPER};
use super::paper::Paper;
use super::scene::{Anchor, Area, Font, Group, Item, Scene};
use super::{Context, MARGIN, Page};
use crate::lang::Lang;
use crate::lang::numbers::span;
use crate::say;
use crate::scenario::EntIx;

/// Top of what stands below the running head of a page, px.
pub const RUNNING: i32 = MARGIN + 22;

/// Foot of a page of paper, px.
const FOOT: i32 = 26;

/// The pages.
pub struct Sheets {
    done: Vec<Page>,
    page: Page,
    /// Height, px; `None` where it is as tall as what is on it.
    height: Option<i32>,
    width: i32,
    right: i32,
    title: String,
    lang: Lang,
    /// Where a page's content ends, px.
    pub bottom: i32,
}

impl Sheets {
    /// An empty first page.
    pub fn new(cx: &Context, paper: Paper) -> Self {
        let (s, width) = (cx.scenario, cx.right + MARGIN);
        let title = format!("{} {}", s.name, span(s.season.start, s.season.end(), cx.lang));
        let height = paper.height(width);
        let bottom = height.map_or(i32::MAX, |h| h - FOOT);
        let (right, lang) = (cx.right, cx.lang);
        let mut sheets = Self { done: Vec::new(), page: Page::default(), height, width, right, title, lang, bottom };
        sheets.page = sheets.blank();
        sheets
    }

    fn blank(&self) -> Page {
        let mut scene = Scene { width: self.width, title: self.title.clone(), ..Scene::default() };
        // The paper comes first; the height of a screen's is known last.
        scene.rect(Area::new(0, 0, self.width, self.height.unwrap_or(1)), PAPER, 1.0);
        Page { scene, enterprises: Vec::new() }
    }

    /// What is drawn on.
    pub const fn scene(&mut self) -> &mut Scene {
        &mut self.page.scene
    }

    /// An enterprise begins so far down, unless it goes on from a page before.
    pub fn begins(&mut self, ent: EntIx, y: i32) {
        let known = |p: &Page| p.enterprises.iter().any(|e| e.0 == ent);
        if !self.done.iter().any(known) {
            self.page.enterprises.push((ent, y));
        }
    }

    /// Goes on with a new page.
    pub fn turn(&mut self) {
        let blank = self.blank();
        self.done.push(std::mem::replace(&mut self.page, blank));
        let font = Font { size: 13.0, bold: true, color: MUTED };
        let title = super::text::clean(&self.title);
        self.page.scene.text((MARGIN, MARGIN - 4), Anchor::Start, font, title);
    }

    /// The pages; the last of a screen ends at `bottom`.
    pub fn finish(mut self, bottom: i32) -> Vec<Page> {
        self.done.push(self.page);
        let (all, height) = (self.done.len(), self.height.unwrap_or(bottom));
        for (i, page) in self.done.iter_mut().enumerate() {
            page.scene.height = height;
            if let Some(Item::Rect(paper, ..)) = page.scene.items.first_mut() {
                paper.y1 = height;
            }
            if all > 1 {
                let font = Font { size: 12.0, bold: false, color: MUTED };
                let number = say!(self.lang, "chart-page", page = i + 1, all = all);
                let at = (self.right, height - FOOT / 2 - 3);
                page.scene.group(Group::new("number"), |scene| scene.text(at, Anchor::End, font, number));
            }
        }
        self.done
    }
}
