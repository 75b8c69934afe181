//! The time axis: days to pixels, months and weeks.

use super::palette::{BAND, FAINT, GRID, INK, MUTED};
use super::paper::Paper;
use super::scene::{Anchor, Area, Font, Group, Scene};
use super::text::{first_fit, width};
use crate::day::{Day, DayRange, Season};
use crate::lang::Lang;
use crate::lang::numbers::month_name;
use crate::say;
use chrono::Datelike;

/// Height of the axis: a line of months, a line of weeks.
pub const HEIGHT: i32 = 42;

/// A month (1 to 12) as it stands in dates.
pub fn month_of_date(month: u32, lang: Lang) -> String {
    match lang {
        Lang::Zh => month.to_string(),
        Lang::En => month_name(month).to_owned(),
    }
}

/// A day as it stands on the axis.
pub fn mark(month: u32, day: u32, lang: Lang) -> String {
    say!(lang, "chart-axis-day", month = month_of_date(month, lang), day = day)
}

/// Where the days of a season lie.
#[derive(Debug, Clone, Copy)]
pub struct TimeScale {
    season: Season,
    left: i32,
    width: i32,
}

impl TimeScale {
    /// The season from `left` on, as wide as the paper lets it be.
    pub fn new(season: Season, left: i32, paper: Paper) -> Self {
        let (day, least, most) = paper.day_px();
        let width = (i32::from(season.len) * day).clamp(least, most);
        Self { season, left, width }
    }

    /// Pixel of the start of a day.
    pub fn x(&self, day: Day) -> i32 {
        self.left + (f64::from(self.width) * f64::from(day) / f64::from(self.season.len)).round() as i32
    }

    /// The area of days between two heights; at least a pixel wide.
    pub fn area(&self, days: DayRange, y0: i32, y1: i32) -> Area {
        let (a, b) = (self.x(days.first), self.x(days.end));
        Area::new(a, y0, b.max(a + 1), y1)
    }

    /// First pixel.
    pub const fn left(&self) -> i32 {
        self.left
    }

    /// Pixel after the last.
    pub const fn right(&self) -> i32 {
        self.left + self.width
    }

    /// Width of a day, px.
    pub fn day_width(&self) -> f64 {
        f64::from(self.width) / f64::from(self.season.len)
    }

    /// Days on which a label of that width may stand: each day, each Monday, each second, or none where weeks get too narrow.
    fn marks(&self, room: f64, lang: Lang) -> Vec<(Day, String)> {
        let week = self.day_width() * 7.0;
        let label = |d: Day| {
            let date = self.season.date(d);
            mark(date.month(), date.day(), lang)
        };
        let mondays = (0..self.season.len).filter(|&d| self.season.date(d).weekday() == chrono::Weekday::Mon);
        if self.day_width() >= room {
            (0..self.season.len).map(|d| (d, label(d))).collect()
        } else if week >= room {
            mondays.map(|d| (d, label(d))).collect()
        } else if week * 2.0 >= room {
            mondays.step_by(2).map(|d| (d, label(d))).collect()
        } else {
            Vec::new()
        }
    }

    /// Months and weeks, at the given height.
    pub fn draw_axis(&self, scene: &mut Scene, top: i32, lang: Lang) {
        scene.group(Group::new("axis"), |scene| {
            scene.rect(Area::new(self.left, top, self.right(), top + 22), BAND, 1.0);
            let bold = Font { size: 13.0, bold: true, color: INK };
            for (i, (year, month, days)) in self.season.months().into_iter().enumerate() {
                let area = self.area(days, top, top + 22);
                let name = month_of_date(month, lang);
                let wordings = [
                    say!(lang, "chart-axis-month-of-year", month = name, year = year.to_string()),
                    say!(lang, "chart-month", month = name),
                    if lang == Lang::Zh { name } else { name[..1].to_owned() },
                ];
                let room = f64::from(area.width()) - 4.0;
                // A long season: the year stands over its first months instead.
                let narrow = width(&wordings[0], 13.0) > room;
                let at = (i32::midpoint(area.x0, area.x1), area.middle());
                if narrow && (month == 1 || i == 0) {
                    scene.text((area.x0 + 3, top - 8), Anchor::Start, Font { size: 12.0, ..bold }, year.to_string());
                }
                if let Some(text) = first_fit(&wordings, 13.0, room) {
                    scene.text(at, Anchor::Middle, bold, text);
                }
                scene.line(vec![(area.x0, top), (area.x0, top + HEIGHT)], GRID, 1);
            }
            scene.line(vec![(self.right(), top), (self.right(), top + HEIGHT)], GRID, 1);
            let small = Font { size: 11.0, bold: false, color: MUTED };
            let room = width(&mark(11, 28, lang), 11.0) + 6.0;
            for (d, text) in self.marks(room, lang) {
                let x = self.x(d);
                scene.line(vec![(x, top + 22), (x, top + HEIGHT)], GRID, 1);
                if f64::from(self.right() - x) >= room {
                    scene.text((x + 3, top + 32), Anchor::Start, small, text);
                }
            }
        });
    }

    /// Upright lines at weeks and months over an area of rows.
    pub fn draw_grid(&self, scene: &mut Scene, y0: i32, y1: i32) {
        if self.day_width() * 7.0 >= 14.0 {
            for d in (0..self.season.len).filter(|&d| self.season.date(d).weekday() == chrono::Weekday::Mon) {
                scene.line(vec![(self.x(d), y0), (self.x(d), y1)], FAINT, 1);
            }
        }
        for (_, _, days) in self.season.months() {
            scene.line(vec![(self.x(days.first), y0), (self.x(days.first), y1)], GRID, 1);
        }
        scene.line(vec![(self.right(), y0), (self.right(), y1)], GRID, 1);
    }
}
