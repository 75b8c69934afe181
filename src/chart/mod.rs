//! The Gantt chart of a plan: one row a unit by enterprise and city, with the rules' periods as layers, the city's daily stopped
//! share below, and breaches marked. Layout makes a [`scene::Scene`]; `svg` draws it.

mod axis;
mod bars;
mod columns;
pub mod export;
mod header;
mod heads;
mod load;
mod marks;
mod moved;
mod page;
pub mod palette;
pub mod paper;
mod rows;
pub mod scene;
mod sheets;
mod svg;
pub mod text;

use crate::kind::Kind;
use crate::lang::Lang;
use crate::plan::Plan;
use crate::plan::schedule::Schedule;
use crate::rules::Finding;
use crate::say;
use crate::scenario::{EntIx, Scenario, UnitIx};
use axis::TimeScale;
use marks::Marks;
use moved::Moved;
pub use page::page;
use palette::{INK, MUTED};
use paper::Paper;
pub use rows::size_label;
use rows::{Rows, What};
use scene::{Anchor, Font, Group, Scene};
use sheets::{RUNNING, Sheets};

/// What a chart shows, and in which language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GanttOptions {
    /// Language.
    pub lang: Lang,
    /// Ids or names of the enterprises to draw; empty: all.
    pub enterprises: Vec<String>,
    /// Kinds to draw; empty: all.
    pub kinds: Vec<Kind>,
    /// What it is drawn on.
    pub paper: Paper,
    /// An earlier plan, whose stops are outlined where they lay otherwise.
    pub before: Option<Schedule>,
    /// Leaves out CNY.
    pub no_money: bool,
    /// Leaves out what tells of units that the filters leave out: cities' load curves, sums, costs.
    pub own_only: bool,
}

impl GanttOptions {
    /// Whether nothing is filtered out.
    const fn leave_all(&self) -> bool {
        self.enterprises.is_empty() && self.kinds.is_empty()
    }
}

/// Why there is no chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartError {
    /// A filter names an enterprise that the scenario lacks.
    UnknownEnterprise(String),
    /// The filters leave no unit.
    NothingToDraw,
    /// The filters leave so many units, more than [`MOST_DRAWN`].
    TooMany(usize),
    /// The drawing library failed.
    Draw(String),
}

impl std::fmt::Display for ChartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownEnterprise(id) => write!(f, "no enterprise is called {id:?}"),
            Self::NothingToDraw => f.write_str("the filters leave no unit to draw"),
            Self::TooMany(units) => write!(f, "{units} units are more than the {MOST_DRAWN} that are drawn"),
            Self::Draw(why) => write!(f, "the chart could not be drawn: {why}"),
        }
    }
}

impl std::error::Error for ChartError {}

/// Units of a chart with a place for each day, at most: nobody reads further, and each takes 60 KB of memory on paper.
pub const MOST_DRAWN: usize = 20_000;

/// What every part of the layout needs.
struct Context<'a> {
    scenario: &'a Scenario,
    schedule: &'a Schedule,
    marks: &'a Marks<'a>,
    moved: Moved,
    scale: TimeScale,
    lang: Lang,
    /// Nothing is told of units that are not drawn.
    own_only: bool,
    /// Few units: taller rows that say more.
    few: bool,
    /// Left edge of the content, px.
    left: i32,
    /// Right edge, px.
    right: i32,
}

impl Context<'_> {
    /// Size of a unit's name, px.
    const fn font_size(&self) -> f64 {
        if self.few { 13.5 } else { 12.0 }
    }
}

/// Margin of the page, px.
const MARGIN: i32 = 28;

/// A page of a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// What is on it.
    pub scene: Scene,
    /// The enterprises that begin on it, and how far down, px.
    pub enterprises: Vec<(EntIx, i32)>,
}

impl Page {
    /// The page as an SVG document.
    ///
    /// # Errors
    /// The drawing library fails.
    pub fn svg(&self) -> Result<String, ChartError> {
        svg::render(&self.scene)
    }
}

/// The chart of a plan as an SVG document of one page.
///
/// # Errors
/// Where a filter names no enterprise, the filters leave no unit, or the drawing library fails.
pub fn gantt_svg(
    scenario: &Scenario,
    plan: &Plan,
    schedule: &Schedule,
    findings: &[Finding],
    options: &GanttOptions,
) -> Result<String, ChartError> {
    let options = GanttOptions { paper: Paper::Screen, ..options.clone() };
    pages(scenario, plan, schedule, findings, &options)?[0].svg()
}

/// The units that a chart shows, in its order.
///
/// # Errors
/// Where a filter names no enterprise, or the filters leave no unit.
pub fn units(scenario: &Scenario, options: &GanttOptions) -> Result<Vec<UnitIx>, ChartError> {
    Ok(Rows::new(scenario, options)?.units().collect())
}

/// The chart of a plan, laid out on pages; at least one.
///
/// # Errors
/// Where a filter names no enterprise, or the filters leave no unit.
pub fn pages(
    scenario: &Scenario,
    plan: &Plan,
    schedule: &Schedule,
    findings: &[Finding],
    options: &GanttOptions,
) -> Result<Vec<Page>, ChartError> {
    let rows = Rows::drawn(scenario, options)?;
    let marks = Marks::new(findings, &rows, options);
    let few = rows.few;
    let labels = rows.label_width(scenario, if few { 13.5 } else { 12.0 }, options.paper.most_label_px());
    let scale = TimeScale::new(scenario.season, MARGIN + labels, options.paper);
    let right = scale.right() + columns::WIDTH;
    let moved = Moved::new(scenario, schedule, &rows, options);
    let cx = Context {
        scenario,
        schedule,
        marks: &marks,
        moved,
        scale,
        lang: options.lang,
        own_only: options.own_only,
        few,
        left: MARGIN,
        right,
    };
    let mut sheets = Sheets::new(&cx, options.paper);

    let mut top = header::draw_head(sheets.scene(), &cx, &plan.solve, &rows, options, MARGIN - 8);
    top = header::draw_legend(sheets.scene(), &cx, &rows, top) + 10;
    heads::draw_period(sheets.scene(), &cx, top);
    top += 26;
    let running = RUNNING + axis::HEIGHT;
    for (i, rows) in rows.pages((top + axis::HEIGHT, running), sheets.bottom).into_iter().enumerate() {
        if i > 0 {
            sheets.turn();
            top = RUNNING;
        }
        cx.scale.draw_axis(sheets.scene(), top, options.lang);
        columns::heads(sheets.scene(), &cx, top);
        top += axis::HEIGHT;
        heads::draw_layers(sheets.scene(), &cx, &rows);
        for row in &rows.list {
            match row.what {
                What::City(c) => heads::draw_city(sheets.scene(), &cx, *row, c),
                What::Enterprise(e) => {
                    sheets.begins(e, row.y0);
                    heads::draw_enterprise(sheets.scene(), &cx, *row, e);
                }
                What::Unit(u) => bars::draw_unit(sheets.scene(), &cx, *row, u),
                What::Load(c) => load::draw_load(sheets.scene(), &cx, *row, c),
            }
        }
        top = rows.bottom(top);
    }
    if rows.list.is_empty() {
        let font = Font { size: 16.0, bold: false, color: INK };
        let text = say!(options.lang, "chart-nothing-to-draw");
        sheets.scene().text((i32::midpoint(cx.left, cx.right), top + 30), Anchor::Middle, font, text);
        top += 60;
    } else if !few && options.paper == Paper::Screen {
        cx.scale.draw_axis(sheets.scene(), top + 18, options.lang);
        top += 18 + axis::HEIGHT;
    }
    let mut from = 0;
    loop {
        let (heights, sides) = ((top + 8, sheets.bottom), (cx.left, cx.right));
        (top, from) = marks::draw_list(sheets.scene(), &marks, scenario, sides, heights, from, options.lang);
        if from >= marks.errors.len() {
            break;
        }
        sheets.turn();
        top = RUNNING;
    }
    top = moved::draw_list(&mut sheets, &cx, top);
    let notes = notes(&cx);
    if top + 20 + 18 * notes.len() as i32 > sheets.bottom {
        sheets.turn();
        top = RUNNING;
    }
    let bottom = draw_notes(sheets.scene(), &cx, &notes, top + 20);
    Ok(sheets.finish(bottom + MARGIN / 2))
}

/// How the numbers are counted, in lines.
fn notes(cx: &Context) -> Vec<String> {
    text::wrap(&say!(cx.lang, "chart-notes"), NOTE.size, f64::from(cx.right - cx.left))
}

const NOTE: Font = Font { size: 12.0, bold: false, color: MUTED };

/// Draws them; returns the bottom.
fn draw_notes(scene: &mut Scene, cx: &Context, lines: &[String], top: i32) -> i32 {
    let mut y = top;
    scene.group(Group::new("notes"), |scene| {
        for line in lines {
            scene.text((cx.left, y), Anchor::Start, NOTE, line.as_str());
            y += 18;
        }
    });
    y
}
