//! Which rows a chart has, in which order and where: cities, their enterprises, their units, and each city's load curve.

use super::text::width;
use super::{ChartError, GanttOptions, MOST_DRAWN};
use crate::kind::Kind;
use crate::scenario::{CityIx, EntIx, Scenario, Unit, UnitIx};
use std::ops::Range;

/// What a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A city's name, its warnings and findings.
    City(CityIx),
    /// An enterprise's name, grade and ratio.
    Enterprise(EntIx),
    /// A unit's stops.
    Unit(UnitIx),
    /// A city's daily stopped share.
    Load(CityIx),
}

/// A row and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What it shows.
    pub what: What,
    /// Top, px.
    pub y0: i32,
    /// Bottom, px.
    pub y1: i32,
}

/// Rows with few units are taller and say more.
const FEW: usize = 40;

/// The rows of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// From top to bottom.
    pub list: Vec<Row>,
    /// Whether there are few units: bars then name their dates.
    pub few: bool,
}

impl Rows {
    /// The rows that the options leave, where they are not too many to be drawn.
    ///
    /// # Errors
    /// As [`Rows::new`]; or they hold more units than are drawn.
    pub fn drawn(scenario: &Scenario, options: &GanttOptions) -> Result<Self, ChartError> {
        let rows = Self::new(scenario, options)?;
        let units = rows.units().count();
        if units > MOST_DRAWN { Err(ChartError::TooMany(units)) } else { Ok(rows) }
    }

    /// The rows that the options leave, one below the other.
    ///
    /// # Errors
    /// Where an option names no enterprise, or the options leave no unit.
    pub fn new(scenario: &Scenario, options: &GanttOptions) -> Result<Self, ChartError> {
        for wanted in &options.enterprises {
            if !scenario.enterprises.iter().any(|e| &e.id == wanted || &e.name == wanted) {
                return Err(ChartError::UnknownEnterprise(wanted.clone()));
            }
        }
        let shown = |e: EntIx| {
            let e = &scenario.enterprises[e];
            options.enterprises.is_empty() || options.enterprises.iter().any(|w| *w == e.id || *w == e.name)
        };
        let units_of = |e: EntIx| -> Vec<UnitIx> {
            let mut units: Vec<_> = scenario.enterprises[e]
                .units
                .iter()
                .copied()
                .filter(|&u| options.kinds.is_empty() || options.kinds.contains(&scenario.units[u].kind))
                .collect();
            units.sort_by_key(|&u| scenario.units[u].kind);
            units
        };
        let mut whats = Vec::new();
        for city in 0..scenario.cities.len() {
            let mills: Vec<_> = scenario
                .enterprises_of(city)
                .filter(|&e| shown(e))
                .map(|e| (e, units_of(e)))
                .filter(|(_, units)| options.kinds.is_empty() || !units.is_empty())
                .collect();
            if mills.is_empty() {
                continue;
            }
            whats.push(What::City(city));
            for (e, units) in mills {
                whats.push(What::Enterprise(e));
                whats.extend(units.into_iter().map(What::Unit));
            }
            let has_furnace = |(u, x): (UnitIx, &Unit)| x.kind == Kind::BlastFurnace && scenario.city_of(u) == city;
            if !options.own_only && scenario.units.iter().enumerate().any(has_furnace) {
                whats.push(What::Load(city));
            }
        }
        if !options.leave_all() && !whats.iter().any(|w| matches!(w, What::Unit(_))) {
            return Err(ChartError::NothingToDraw);
        }
        let few = whats.iter().filter(|w| matches!(w, What::Unit(_))).count() <= FEW;
        let mut y = 0;
        let list = whats
            .into_iter()
            .map(|what| {
                let height = match what {
                    What::City(_) => 28,
                    What::Enterprise(_) => 24,
                    What::Unit(_) if few => 26,
                    What::Unit(_) => 19,
                    What::Load(_) => 150,
                };
                y += height;
                Row { what, y0: y - height, y1: y }
            })
            .collect();
        Ok(Self { list, few })
    }

    /// The rows on pages: on the first from one height on, on all others from another, and down to `bottom`. A mill stays together
    /// where a page can hold it, and a page begins with the city and the mill that it goes on with.
    pub fn pages(&self, (first, other): (i32, i32), bottom: i32) -> Vec<Self> {
        let (mut pages, mut page, mut y) = (Vec::new(), Vec::new(), first);
        let (mut city, mut mill) = (None, None);
        for (i, row) in self.list.iter().enumerate() {
            match row.what {
                What::City(_) => (city, mill) = (Some(*row), None),
                What::Enterprise(_) => mill = Some(*row),
                What::Load(_) => mill = None,
                What::Unit(_) => {}
            }
            let (together, height) = (self.together(i), row.y1 - row.y0);
            let heads = city.map_or(0, |c: Row| c.y1 - c.y0);
            let needed = if together <= bottom - other - heads { together } else { height };
            let put = |y: &mut i32, row: Row, page: &mut Vec<Row>| {
                page.push(Row { what: row.what, y0: *y, y1: *y + row.y1 - row.y0 });
                *y += row.y1 - row.y0;
            };
            if y.saturating_add(needed) > bottom && !page.is_empty() {
                pages.push(Self { list: std::mem::take(&mut page), few: self.few });
                y = other;
                let heads = [city, mill].into_iter().flatten().filter(|h| h.what != row.what);
                heads.for_each(|h| put(&mut y, h, &mut page));
            }
            put(&mut y, *row, &mut page);
        }
        pages.push(Self { list: page, few: self.few });
        pages
    }

    /// Height of a row and of those below it that are to stay with it, px.
    fn together(&self, i: usize) -> i32 {
        let row = self.list[i];
        let below = match row.what {
            What::City(_) if i + 1 < self.list.len() => self.together(i + 1),
            What::Enterprise(_) => {
                let units = self.list[i + 1..].iter().take_while(|r| matches!(r.what, What::Unit(_)));
                units.map(|r| r.y1 - r.y0).sum()
            }
            _ => 0,
        };
        row.y1 - row.y0 + below
    }

    /// Each row that starts a block with the rows below it that belong to it.
    pub fn blocks(&self, starts: impl Fn(What) -> bool, belongs: impl Fn(What) -> bool) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut open = false;
        for (i, row) in self.list.iter().enumerate() {
            if starts(row.what) {
                out.push(i..i + 1);
                open = true;
            } else if open && belongs(row.what) {
                if let Some(r) = out.last_mut() {
                    r.end = i + 1;
                }
            } else {
                open = false;
            }
        }
        out
    }

    /// Units shown.
    pub fn units(&self) -> impl Iterator<Item = UnitIx> + '_ {
        self.list.iter().filter_map(|r| if let What::Unit(u) = r.what { Some(u) } else { None })
    }

    /// Enterprises shown.
    pub fn enterprises(&self) -> impl Iterator<Item = EntIx> + '_ {
        self.list.iter().filter_map(|r| if let What::Enterprise(e) = r.what { Some(e) } else { None })
    }

    /// Cities shown.
    pub fn cities(&self) -> impl Iterator<Item = CityIx> + '_ {
        self.list.iter().filter_map(|r| if let What::City(c) = r.what { Some(c) } else { None })
    }

    /// Bottom of the last row, or `top`.
    pub fn bottom(&self, top: i32) -> i32 {
        self.list.last().map_or(top, |r| r.y1)
    }

    /// Width that the labels at the left need, px, within sensible limits; longer ones are cut.
    pub fn label_width(&self, scenario: &Scenario, size: f64, most: f64) -> i32 {
        let units = self.units().map(|u| {
            let unit = &scenario.units[u];
            width(&super::text::clean(&unit.id), size) + width(&size_label(unit), size - 1.0) + 70.0
        });
        let mills = self.enterprises().map(|e| {
            let e = &scenario.enterprises[e];
            width(&super::text::clean(&format!("{} {}", e.name, e.id)), size + 1.0) + 75.0
        });
        units.chain(mills).fold(0.0, f64::max).clamp(210.0, most).ceil() as i32
    }
}

/// A unit's size with what it is measured in; empty where it has none.
pub fn size_label(unit: &Unit) -> String {
    let measure = unit.kind.size_unit();
    unit.size.map_or_else(String::new, |s| format!("{} {measure}", crate::lang::numbers::trimmed(s, 2)))
}
