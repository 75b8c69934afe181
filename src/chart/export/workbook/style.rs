//! How the cells look: what lies behind the days is a cell's own fill; stops and slow-downs are coloured by what the cells hold.

use super::{By, Grid, KIND, LEFT};
use crate::chart::palette::{self, BAND, FAINT, INK, MUST_RUN, MUTED, NO_SERVICE, OUTSIDE, PAPER, Rgb};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::policy::Level;
use crate::scenario::{Scenario, UnitIx};
use crate::sheet::a1;
use chrono::Datelike as _;
use rust_xlsxwriter::{
    Color, ConditionalFormat2ColorScale, ConditionalFormatFormula, ConditionalFormatType, Format, FormatAlign, FormatBorder,
    Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// A colour of the palette.
pub fn rgb(Rgb(r, g, b): Rgb) -> Color {
    Color::RGB(u32::from_be_bytes([0, r, g, b]))
}

/// What lies behind a unit's days, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Behind {
    /// Out of service on all of them.
    NoService,
    /// It may not stop on some.
    MustRun,
    /// All lie outside the mill's staggering period.
    Outside,
    /// Nothing.
    #[default]
    Nothing,
}

/// What a unit's cell shows whether it stops or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ground {
    /// Its fill.
    pub behind: Behind,
    /// A stop is already fixed on some of its days.
    pub fixed: bool,
    /// A month begins in it.
    pub month: bool,
    /// A mill begins with its row.
    pub mill: bool,
}

impl Ground {
    /// All there can be.
    fn all() -> impl Iterator<Item = Self> {
        let behind = [Behind::NoService, Behind::MustRun, Behind::Outside, Behind::Nothing];
        behind.into_iter().flat_map(|behind| {
            let of = move |n: u8| Self { behind, fixed: n & 1 > 0, month: n & 2 > 0, mill: n & 4 > 0 };
            (0..8).map(of)
        })
    }

    /// Of a unit's days.
    pub fn of(s: &Scenario, unit: UnitIx, span: DayRange) -> Self {
        let meets = |all: &[DayRange]| all.iter().any(|r| !r.intersect(span).is_empty());
        let u = &s.units[unit];
        let behind = if u.service.intersect(span).is_empty() {
            Behind::NoService
        } else if meets(&u.must_run) {
            Behind::MustRun
        } else if s.owner(unit).period.intersect(span).is_empty() {
            Behind::Outside
        } else {
            Behind::Nothing
        };
        let month = span.days().any(|d| d > 0 && s.season.date(d as Day).day() == 1);
        Self { behind, fixed: meets(&u.down), month, mill: false }
    }
}

/// The formats of the sheet.
pub struct Look {
    pub title: Format,
    pub plain: Format,
    pub muted: Format,
    pub head: Format,
    pub month: Format,
    /// Of a unit's texts, and where a mill begins.
    pub text: [Format; 2],
    /// Likewise of its numbers.
    pub number: [Format; 2],
    pub share: Format,
    pub share_label: Format,
    day: Format,
    cells: BTreeMap<Ground, Format>,
    /// Width of a column of days, px.
    pub width: u32,
    /// Height of a row of shares, px.
    pub share_height: u32,
}

impl Look {
    pub fn new(by: By) -> Self {
        let plain = Format::new().set_font_color(rgb(INK)).set_align(FormatAlign::VerticalCenter);
        let centre = plain.clone().set_align(FormatAlign::Center);
        let boxed = |f: Format| f.set_border(FormatBorder::Thin).set_border_color(rgb(palette::GRID));
        let lined = |f: Format| {
            let f = f.set_border(FormatBorder::Thin).set_border_color(rgb(FAINT));
            [f.clone(), f.set_border_top_color(rgb(MUTED))]
        };
        let head = boxed(centre.clone().set_bold().set_text_wrap().set_background_color(rgb(BAND)));
        let (day, turn) = match by {
            By::Day => ("d", 90),
            By::Week => ("m-d", 0),
        };
        let small = boxed(centre.clone().set_font_size(8).set_background_color(rgb(BAND)));
        let share = boxed(centre.clone().set_font_size(9).set_num_format("0.0%").set_rotation(turn));
        Self {
            title: plain.clone().set_bold().set_font_size(16),
            muted: plain.clone().set_font_color(rgb(MUTED)),
            month: boxed(centre.clone().set_bold().set_background_color(rgb(BAND))),
            text: lined(plain.clone().set_num_format("@")),
            number: lined(plain.clone().set_num_format("#,##0")),
            share_label: plain.clone().set_bold(),
            day: small.set_num_format(day).set_shrink(),
            cells: Ground::all().map(|g| (g, cell(&centre, g))).collect(),
            width: if by == By::Day { 18 } else { 42 },
            share_height: if by == By::Day { 40 } else { 20 },
            plain,
            head,
            share,
        }
    }

    /// A day's head, of an episode or not.
    pub fn day(&self, level: Option<Level>) -> Format {
        level.map_or_else(|| self.day.clone(), |l| self.in_episode(l))
    }

    /// A day's head in an episode.
    pub fn in_episode(&self, level: Level) -> Format {
        let color = palette::level(level);
        self.day.clone().set_background_color(rgb(color)).set_font_color(rgb(palette::ink_on(color)))
    }

    /// A unit's cell.
    pub fn cell(&self, ground: Ground) -> &Format {
        self.cells.get(&ground).unwrap_or(&self.plain)
    }
}

/// The colours that follow the values.
pub fn colours(sheet: &mut Worksheet, grid: &Grid, units: &BTreeMap<u32, UnitIx>) -> Result<(), XlsxError> {
    let (Some((&first, _)), Some((&last, _))) = (units.first_key_value(), units.last_key_value()) else { return Ok(()) };
    let right = grid.right();
    let s = grid.scenario;
    let (cell, named) = (a1(first + 1, LEFT.into()), format!("${}", a1(first + 1, KIND.into())));
    // by day a stop is a word and a coking time a number; by week a stop is a number of days and a coking time a text
    let (stops, slows) = match grid.by {
        By::Day => ("ISTEXT", "ISNUMBER"),
        By::Week => ("ISNUMBER", "ISTEXT"),
    };
    let holds = |what: &str, kind: Kind| format!("=AND({what}({cell}),{named}=\"{}\"", kind.name(grid.lang));
    for kind in Kind::ALL.into_iter().filter(|k| units.values().any(|&u| s.units[u].kind == *k)) {
        let rule = holds(stops, kind) + ")";
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(painted(palette::kind(kind)));
        sheet.add_conditional_format(first, LEFT, last, right, &rule)?;
    }
    let ovens: Vec<UnitIx> = units.values().copied().filter(|&u| s.units[u].kind == Kind::CokeOven).collect();
    let normal = ovens.iter().filter_map(|&u| s.units[u].coking_time_h).reduce(f64::min);
    let (Some(normal), true) = (normal, grid.by == By::Day) else {
        let rule = holds(slows, Kind::CokeOven) + ")";
        let shade = painted(palette::coke_shade(0.5));
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(shade);
        return sheet.add_conditional_format(first, LEFT, last, right, &rule).map(drop);
    };
    let slowed = ovens.iter().flat_map(|&u| &grid.schedule.units[u].slows).map(|w| w.coking_time_h);
    let longest = s.policy.coke.as_ref().map_or_else(|| slowed.fold(normal, f64::max), |c| c.max_coking_time_h);
    let longest = longest.max(normal + 1.0);
    // white figures where the shade is dark
    let rule = format!("{},{cell}>{})", holds(slows, Kind::CokeOven), f64::midpoint(normal, longest));
    let white = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(Format::new().set_font_color(rgb(PAPER)));
    sheet.add_conditional_format(first, LEFT, last, right, &white)?;
    let scale = ConditionalFormat2ColorScale::new()
        .set_minimum(ConditionalFormatType::Number, normal)
        .set_maximum(ConditionalFormatType::Number, longest)
        .set_minimum_color(rgb(palette::coke_shade(0.0)))
        .set_maximum_color(rgb(palette::coke_shade(1.0)))
        .set_multi_range(of_ovens(units, s, right));
    sheet.add_conditional_format(first, LEFT, last, right, &scale).map(drop)
}

/// The cells of coke ovens, as `H6:GG7 H12:GG12`.
fn of_ovens(units: &BTreeMap<u32, UnitIx>, s: &Scenario, right: u16) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (&row, _) in units.iter().filter(|u| s.units[*u.1].kind == Kind::CokeOven) {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == row => run.1 = row,
            _ => runs.push((row, row)),
        }
    }
    let range = |(a, b): (u32, u32)| format!("{}:{}", a1(a + 1, LEFT.into()), a1(b + 1, right.into()));
    runs.into_iter().map(range).collect::<Vec<_>>().join(" ")
}

/// A fill with ink that reads on it.
pub fn painted(color: Rgb) -> Format {
    Format::new().set_background_color(rgb(color)).set_font_color(rgb(palette::ink_on(color)))
}

fn cell(centre: &Format, ground: Ground) -> Format {
    let mut format = centre.clone().set_shrink();
    match ground.behind {
        Behind::NoService => format = format.set_background_color(rgb(NO_SERVICE)),
        Behind::MustRun => format = format.set_background_color(rgb(MUST_RUN)),
        Behind::Outside => format = format.set_background_color(rgb(OUTSIDE)),
        Behind::Nothing => {}
    }
    // lines of its own: a fill hides the sheet's, and paper has none
    format = format.set_border(FormatBorder::Thin).set_border_color(rgb(FAINT));
    if ground.mill {
        format = format.set_border_top_color(rgb(MUTED));
    }
    if ground.month {
        format = format.set_border_left(FormatBorder::Thin).set_border_left_color(rgb(MUTED));
    }
    if ground.fixed {
        let edge = FormatBorder::Medium;
        format = format.set_border_top(edge).set_border_bottom(edge);
        format = format.set_border_top_color(rgb(INK)).set_border_bottom_color(rgb(INK)).set_bold();
    }
    format
}
