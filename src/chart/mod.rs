//! The Gantt chart of a plan: one row a unit by enterprise and city, with the rules' periods as layers, the city's daily stopped
//! share below, and breaches marked. Layout makes a [`scene::Scene`]; `svg` draws it.

mod axis;
mod bars;
mod columns;
mod header;
mod heads;
mod load;
mod marks;
pub mod palette;
mod rows;
pub mod scene;
mod svg;
pub mod text;

use crate::kind::Kind;
use crate::lang::Lang;
use crate::plan::Plan;
use crate::plan::schedule::Schedule;
use crate::report::format::span;
use crate::rules::Finding;
use crate::say;
use crate::scenario::Scenario;
use axis::TimeScale;
use marks::Marks;
use palette::{INK, MUTED, PAPER};
use rows::{Rows, What};
use scene::{Anchor, Area, Font, Group, Scene};

/// What a chart shows, and in which language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GanttOptions {
    /// Language.
    pub lang: Lang,
    /// Ids or names of the enterprises to draw; empty: all.
    pub enterprises: Vec<String>,
    /// Kinds to draw; empty: all.
    pub kinds: Vec<Kind>,
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
    /// The drawing library failed.
    Draw(String),
}

impl std::fmt::Display for ChartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownEnterprise(id) => write!(f, "no enterprise is called {id:?}"),
            Self::NothingToDraw => f.write_str("the filters leave no unit to draw"),
            Self::Draw(why) => write!(f, "the chart could not be drawn: {why}"),
        }
    }
}

impl std::error::Error for ChartError {}

/// What every part of the layout needs.
struct Context<'a> {
    scenario: &'a Scenario,
    schedule: &'a Schedule,
    marks: &'a Marks<'a>,
    scale: TimeScale,
    lang: Lang,
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

/// The chart of a plan as an SVG document.
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
    svg::render(&layout(scenario, plan, schedule, findings, options)?)
}

/// The chart of a plan, laid out.
///
/// # Errors
/// Where a filter names no enterprise, or the filters leave no unit.
pub fn layout(
    scenario: &Scenario,
    plan: &Plan,
    schedule: &Schedule,
    findings: &[Finding],
    options: &GanttOptions,
) -> Result<Scene, ChartError> {
    let sizing = Rows::new(scenario, options, 0)?;
    let marks = Marks::new(findings, &sizing, options);
    let few = sizing.few;
    let labels = sizing.label_width(scenario, if few { 13.5 } else { 12.0 });
    let scale = TimeScale::new(scenario.season, MARGIN + labels);
    let right = scale.right() + columns::WIDTH;
    let cx = Context { scenario, schedule, marks: &marks, scale, lang: options.lang, few, left: MARGIN, right };
    let mut scene = Scene { width: right + MARGIN, ..Scene::default() };
    scene.title = format!("{} {}", scenario.name, span(scenario.season.start, scenario.season.end(), options.lang));

    // The paper comes first, but its height is known last.
    scene.rect(Area::new(0, 0, scene.width, 1), PAPER, 1.0);
    let mut top = header::draw_head(&mut scene, &cx, &plan.solve, options, MARGIN - 8);
    top = header::draw_legend(&mut scene, &cx, &sizing, top) + 10;
    heads::draw_period(&mut scene, &cx, top);
    top += 26;
    cx.scale.draw_axis(&mut scene, top, options.lang);
    columns::heads(&mut scene, &cx, top);
    top += axis::HEIGHT;

    let rows = Rows::new(scenario, options, top)?;
    heads::draw_layers(&mut scene, &cx, &rows);
    for row in &rows.list {
        match row.what {
            What::City(c) => heads::draw_city(&mut scene, &cx, *row, c),
            What::Enterprise(e) => heads::draw_enterprise(&mut scene, &cx, *row, e),
            What::Unit(u) => bars::draw_unit(&mut scene, &cx, *row, u),
            What::Load(c) => load::draw_load(&mut scene, &cx, *row, c),
        }
    }
    let mut bottom = rows.bottom(top);
    if rows.list.is_empty() {
        let font = Font { size: 16.0, bold: false, color: INK };
        let text = say!(options.lang, "chart-nothing-to-draw");
        scene.text((i32::midpoint(cx.left, cx.right), bottom + 30), Anchor::Middle, font, text);
        bottom += 60;
    } else if !few {
        cx.scale.draw_axis(&mut scene, bottom + 18, options.lang);
        bottom += 18 + axis::HEIGHT;
    }
    bottom = marks::draw_list(&mut scene, &marks, scenario, (cx.left, cx.right), bottom + 8, options.lang);
    bottom = notes(&mut scene, &cx, bottom + 20);
    scene.height = bottom + MARGIN / 2;
    if let Some(scene::Item::Rect(paper, ..)) = scene.items.first_mut() {
        paper.y1 = scene.height;
    }
    Ok(scene)
}

/// How the numbers are counted; returns the bottom.
fn notes(scene: &mut Scene, cx: &Context, top: i32) -> i32 {
    let font = Font { size: 12.0, bold: false, color: MUTED };
    let mut y = top;
    scene.group(Group::new("notes"), |scene| {
        for line in text::wrap(&say!(cx.lang, "chart-notes"), font.size, f64::from(cx.right - cx.left)) {
            scene.text((cx.left, y), Anchor::Start, font, line);
            y += 18;
        }
    });
    y
}
