//! What is to be drawn, in page pixels, apart from who draws it: a flat list of shapes and nested, named groups.

use super::palette::Rgb;

/// A point, px from the page's upper left corner.
pub type Point = (i32, i32);

/// A rectangle, px; `x1` and `y1` are its far edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Left.
    pub x0: i32,
    /// Top.
    pub y0: i32,
    /// Right.
    pub x1: i32,
    /// Bottom.
    pub y1: i32,
}

impl Area {
    /// From left, top, right, bottom.
    pub const fn new(x0: i32, y0: i32, x1: i32, y1: i32) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// Width, px.
    pub const fn width(self) -> i32 {
        self.x1 - self.x0
    }

    /// Height of its middle.
    pub const fn middle(self) -> i32 {
        i32::midpoint(self.y0, self.y1)
    }

    /// The area smaller by `by` px on each side.
    #[must_use]
    pub const fn inset(self, by: i32) -> Self {
        Self::new(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)
    }
}

/// What part of a text its point is; vertically it is always the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Font {
    /// Size, px.
    pub size: f64,
    /// Bold or not.
    pub bold: bool,
    /// Colour.
    pub color: Rgb,
}

/// A shape, or the start or end of a group.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A filled rectangle.
    Rect(Area, Rgb, f64),
    /// A line through points, of a width in px.
    Line(Vec<Point>, Rgb, u32),
    /// A text.
    Text(Point, Anchor, Font, String),
    /// A group starts.
    Open(Group),
    /// The latest group ends.
    Close,
}

/// A named group: what its shapes stand for, so that a reader's pointer, a test or another program can find them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// Its class.
    pub class: &'static str,
    /// Data: name without `data-`, value.
    pub data: Vec<(&'static str, String)>,
    /// What a pointer that rests on it is shown; empty: nothing.
    pub tooltip: String,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// Width, px.
    pub width: i32,
    /// Height, px.
    pub height: i32,
    /// What it is, for those who cannot see it.
    pub title: String,
    /// Its shapes, the hindmost first.
    pub items: Vec<Item>,
}

impl Scene {
    /// A filled rectangle; nothing where it is empty.
    pub fn rect(&mut self, area: Area, color: Rgb, alpha: f64) {
        if area.x1 > area.x0 && area.y1 > area.y0 {
            self.items.push(Item::Rect(area, color, alpha));
        }
    }

    /// A rectangle's outline.
    pub fn frame(&mut self, a: Area, color: Rgb, width: u32) {
        self.line(vec![(a.x0, a.y0), (a.x1, a.y0), (a.x1, a.y1), (a.x0, a.y1), (a.x0, a.y0)], color, width);
    }

    /// A rectangle's outline in dashes.
    pub fn dashed_frame(&mut self, a: Area, color: Rgb, width: u32) {
        for y in [a.y0, a.y1] {
            self.dashes((a.x0, y), (a.x1, y), color, width);
        }
        for x in [a.x0, a.x1] {
            self.dashes((x, a.y0), (x, a.y1), color, width);
        }
    }

    /// A line through points.
    pub fn line(&mut self, points: Vec<Point>, color: Rgb, width: u32) {
        self.items.push(Item::Line(points, color, width));
    }

    /// A level or upright line of dashes.
    pub fn dashes(&mut self, from: Point, to: Point, color: Rgb, width: u32) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.abs().max(dy.abs());
        let mut at = 0;
        while at < length {
            let end = (at + 6).min(length);
            let point = |t: i32| (from.0 + dx.signum() * t, from.1 + dy.signum() * t);
            self.line(vec![point(at), point(end)], color, width);
            at += 10;
        }
    }

    /// Slanted strokes over an area, so that it also differs in print.
    pub fn hatch(&mut self, a: Area, step: i32, color: Rgb) {
        let height = a.y1 - a.y0;
        let mut x = a.x0 - height + step;
        while x < a.x1 {
            let (x0, x1) = (x.max(a.x0), (x + height).min(a.x1));
            if x0 < x1 {
                self.line(vec![(x0, a.y1 - (x0 - x)), (x1, a.y1 - (x1 - x))], color, 1);
            }
            x += step;
        }
    }

    /// A text whose point is the middle of its line's height; nothing where it is empty.
    pub fn text(&mut self, at: Point, anchor: Anchor, font: Font, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.items.push(Item::Text(at, anchor, font, text));
        }
    }

    /// Draws into a group of its own.
    pub fn group(&mut self, group: Group, draw: impl FnOnce(&mut Self)) {
        self.items.push(Item::Open(group));
        draw(self);
        self.items.push(Item::Close);
    }
}

impl Group {
    /// A group of a class without data.
    pub fn new(class: &'static str) -> Self {
        Self { class, ..Self::default() }
    }

    /// With one more datum.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.data.push((name, value.to_string()));
        self
    }

    /// With a tooltip.
    #[must_use]
    pub fn tip(mut self, tooltip: impl Into<String>) -> Self {
        self.tooltip = tooltip.into();
        self
    }
}
