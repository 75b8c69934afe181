//! Draws what `peers/run.py` measured: `cargo run --release --example figure -- RESULTS.json FOLDER` writes `peers.svg`, the cost of
//! each method's best plan over time, and `sizes.svg`, our own time against mills.

use plotters::coord::Shift;
use plotters::coord::combinators::IntoLogRange as _;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use serde_json::Value;
use std::error::Error;
use std::ops::Range;
use std::path::Path;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Point = (f64, f64);

/// A line of a chart, labelled at its end.
struct Line {
    label: String,
    color: RGBColor,
    points: Vec<Point>,
    /// Where it is known no longer: the method was done.
    until: f64,
    /// Whether each point is a measurement of its own.
    dots: bool,
}

/// A chart of lines over two logarithmic axes.
struct Chart {
    title: String,
    x: (&'static str, Range<f64>, fn(f64) -> String),
    y: (&'static str, Range<f64>, fn(f64) -> String),
    lines: Vec<Line>,
    /// Said below.
    notes: Vec<(String, RGBColor)>,
}

const INK: RGBColor = RGBColor(40, 44, 52);
const GRID: RGBColor = RGBColor(225, 228, 232);
/// Told apart by those who see colours otherwise, too (Okabe and Ito).
const COLORS: [RGBColor; 4] = [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115), RGBColor(204, 121, 167)];
const METHODS: [(&str, &str); 4] = [("stagger", "stagger"), ("cpsat", "CP-SAT"), ("highs", "HiGHS"), ("scip", "SCIP")];
const CASES: [(&str, &str); 3] = [
    ("one-mill", "一家企业 One mill, 4 furnaces"),
    ("small-city", "小城市 7 mills, 24 furnaces"),
    ("city", "城市 25 mills, 110 furnaces"),
];
const FONTS: &str = "Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif";
const PANEL: (u32, u32) = (470, 420);
/// Space around the lines: left, right, top, bottom.
const MARGIN: (i32, i32, i32, i32) = (64, 116, 54, 92);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [results, folder] = arguments.as_slice() else { return Err("figure RESULTS.json FOLDER".into()) };
    let results: Value = serde_json::from_str(&std::fs::read_to_string(results)?)?;
    let results = &results["results"];
    let folder = Path::new(folder);
    let peers: Vec<Chart> = CASES.iter().filter_map(|&(case, title)| peers(results, case, title)).collect();
    draw(&folder.join("peers.svg"), "最好计划的费用 Cost of the best plan over time", &peers)?;
    let sizes: Vec<Chart> = sizes(results).into_iter().collect();
    draw(&folder.join("sizes.svg"), "stagger：用时与企业数 Time against mills", &sizes)
}

/// A style for text of a size; anchored, since nothing here measures fonts.
fn text(size: f64, color: RGBColor, h: HPos, v: VPos) -> TextStyle<'static> {
    // the backend divides sizes by 1.24
    let font = (FONTS, size * 1.24).into_font();
    TextStyle { font, color: color.to_backend_color(), pos: Pos::new(h, v) }
}

fn draw(path: &Path, title: &str, charts: &[Chart]) -> Result<(), Box<dyn Error>> {
    if charts.is_empty() {
        return Ok(());
    }
    let size = (PANEL.0 * charts.len() as u32, PANEL.1 + 40);
    let root = SVGBackend::new(path, size).into_drawing_area();
    root.fill(&WHITE)?;
    root.draw(&Text::new(title, (16, 22), text(17.0, INK, HPos::Left, VPos::Center)))?;
    let (_, below) = root.split_vertically(40);
    for (area, chart) in below.split_evenly((1, charts.len())).iter().zip(charts) {
        panel(area, chart)?;
    }
    root.present()?;
    println!("{}", path.display());
    Ok(())
}

fn panel(area: &Area, chart: &Chart) -> Result<(), Box<dyn Error>> {
    let (w, h) = area.dim_in_pixel();
    let (left, right, top, bottom) = (MARGIN.0, w as i32 - MARGIN.1, MARGIN.2, h as i32 - MARGIN.3);
    area.draw(&Text::new(chart.title.clone(), (left, 14), text(13.5, INK, HPos::Left, VPos::Center)))?;
    let inner = area.clone().margin(MARGIN.2, MARGIN.3, MARGIN.0, MARGIN.1);
    let (x, y) = (chart.x.1.clone(), chart.y.1.clone());
    let plot = ChartBuilder::on(&inner).build_cartesian_2d(x.clone().log_scale(), y.clone().log_scale())?;
    let (origin_x, origin_y) = area.get_base_pixel();
    let place = |at: Point| {
        let (px, py) = plot.backend_coord(&at);
        (px - origin_x, py - origin_y)
    };
    let small = |h, v| text(11.5, INK, h, v);
    for tick in ticks(&x) {
        let px = place((tick, y.start)).0;
        area.draw(&PathElement::new([(px, top), (px, bottom)], GRID))?;
        area.draw(&Text::new((chart.x.2)(tick), (px, bottom + 12), small(HPos::Center, VPos::Center)))?;
    }
    for tick in ticks(&y) {
        let py = place((x.start, tick)).1;
        area.draw(&PathElement::new([(left, py), (right, py)], GRID))?;
        area.draw(&Text::new((chart.y.2)(tick), (left - 8, py), small(HPos::Right, VPos::Center)))?;
    }
    area.draw(&PathElement::new([(left, top), (left, bottom), (right, bottom)], INK))?;
    area.draw(&Text::new(chart.x.0, (i32::midpoint(left, right), bottom + 34), small(HPos::Center, VPos::Center)))?;
    area.draw(&Text::new(chart.y.0, (left, top - 6), small(HPos::Left, VPos::Bottom)))?;
    for line in &chart.lines {
        let points: Vec<(i32, i32)> = line.points.iter().map(|&p| place(p)).collect();
        if line.dots {
            points.iter().try_for_each(|&p| area.draw(&Circle::new(p, 3, line.color.filled())))?;
        }
        if let (Some(&(_, py)), false) = (points.last(), line.dots) {
            // on to the label, thinly
            let done = place((line.until, y.end)).0;
            area.draw(&PathElement::new([(done, py), (right, py)], line.color.mix(0.35)))?;
        }
        area.draw(&PathElement::new(points, line.color.stroke_width(2)))?;
    }
    // labels stand apart, in the order of the lines' ends
    let mut labels: Vec<(i32, &Line)> =
        chart.lines.iter().filter_map(|l| l.points.last().map(|&p| (place(p).1, l))).collect();
    labels.sort_by_key(|l| l.0);
    let mut lowest = top;
    for (py, _) in &mut labels {
        *py = (*py).max(lowest);
        lowest = *py + 16;
    }
    let over = (lowest - 16 - bottom).max(0);
    for (py, line) in labels {
        let style = text(12.5, line.color, HPos::Left, VPos::Center);
        area.draw(&Text::new(line.label.clone(), (right + 6, py - over), style))?;
    }
    for (i, (note, color)) in chart.notes.iter().enumerate() {
        let at = (left, bottom + 52 + 16 * i as i32);
        area.draw(&Text::new(note.clone(), at, text(11.5, *color, HPos::Left, VPos::Center)))?;
    }
    Ok(())
}

/// Powers of ten within a range, with their triples where there are few.
fn ticks(range: &Range<f64>) -> Vec<f64> {
    let decades = (range.start.log10().floor() as i32)..=(range.end.log10().ceil() as i32);
    let few = decades.clone().count() <= 4;
    let steps: &[f64] = if few { &[1.0, 3.0] } else { &[1.0] };
    let all = decades.flat_map(|e| steps.iter().map(move |s| s * 10f64.powi(e)));
    all.filter(|t| (range.start * 0.999..=range.end * 1.001).contains(t)).collect()
}

fn numbers(point: &Value) -> (f64, Option<f64>, Option<f64>) {
    (point[0].as_f64().unwrap_or(0.0), point[1].as_f64(), point[2].as_f64())
}

fn points(result: &Value) -> impl Iterator<Item = (f64, Option<f64>, Option<f64>)> + '_ {
    result["points"].as_array().into_iter().flatten().map(numbers)
}

/// Each method's best plan so far, as its distance from the best bound of all.
fn peers(results: &Value, case: &str, title: &str) -> Option<Chart> {
    let of = |method: &str| results.get(format!("{case}/{method}"));
    let bound = METHODS.iter().filter_map(|m| of(m.0)).flat_map(points).filter_map(|p| p.2).fold(f64::MIN, f64::max);
    let seconds = METHODS.iter().filter_map(|m| of(m.0)?["seconds"].as_f64()).fold(1.0, f64::max);
    let (floor, ceiling) = (0.001, 100.0);
    let (mut lines, mut notes) = (Vec::new(), Vec::new());
    for ((method, name), color) in METHODS.iter().zip(COLORS) {
        let Some(result) = of(method) else { continue };
        let mut steps: Vec<Point> = Vec::new();
        let mut best = f64::INFINITY;
        for (t, cost, _) in points(result) {
            let Some(cost) = cost.filter(|c| *c < best) else { continue };
            best = cost;
            let above = (100.0 * (cost - bound) / cost.abs()).clamp(floor, ceiling);
            steps.extend(steps.last().map(|s| (t.max(0.5), s.1)));
            steps.push((t.max(0.5), above));
        }
        if let Some(&(_, last)) = steps.last() {
            let end = result["wall"].as_f64().unwrap_or(seconds).clamp(0.5, seconds);
            steps.push((end, last));
            let label = format!("{name} {}", share(last));
            lines.push(Line { label, color, points: steps, until: end, dots: false });
        } else {
            notes.push((format!("{name}：{seconds:.0}秒内无计划 no plan within {seconds:.0} s"), color));
        }
    }
    (!(lines.is_empty() && notes.is_empty())).then(|| Chart {
        title: title.to_owned(),
        x: ("秒 seconds", 0.5..seconds, |t| format!("{t}")),
        y: ("高出最好下界 above the best bound known", floor..ceiling, |p| format!("{p} %")),
        lines,
        notes,
    })
}

fn share(percent: f64) -> String {
    let digits = if percent < 0.0095 {
        3
    } else if percent < 0.95 {
        2
    } else {
        usize::from(percent < 9.5)
    };
    format!("{percent:.digits$} %")
}

/// Our own time to a first plan and to three gaps, by mills.
fn sizes(results: &Value) -> Option<Chart> {
    let all = results.as_object()?.iter().filter(|(key, _)| key.starts_with("sizes/"));
    let mut by_mills: Vec<(f64, &Value)> = all.filter_map(|(_, r)| Some((r["size"][1].as_f64()?, r))).collect();
    by_mills.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wanted = [f64::INFINITY, 0.01, 0.005, 0.003];
    let lines: Vec<Line> = wanted
        .iter()
        .zip(COLORS)
        .filter_map(|(&gap, color)| {
            let reached = |r: &Value| {
                let mut known = (f64::INFINITY, f64::NEG_INFINITY);
                points(r).find_map(|(t, cost, bound)| {
                    known = (known.0.min(cost.unwrap_or(known.0)), known.1.max(bound.unwrap_or(known.1)));
                    let (cost, bound) = known;
                    (cost.is_finite() && (gap.is_infinite() || cost - bound <= gap * cost.abs())).then_some(t)
                })
            };
            let points: Vec<Point> = by_mills.iter().filter_map(|&(m, r)| Some((m, reached(r)?.max(0.1)))).collect();
            let label = if gap.is_infinite() { "first plan".to_owned() } else { format!("within {} %", 100.0 * gap) };
            let until = points.last()?.0;
            Some(Line { label, color, points, until, dots: true })
        })
        .collect();
    let most = by_mills.last()?.0;
    let longest: f64 = lines.iter().flat_map(|l| &l.points).map(|p| p.1).fold(1.0, f64::max);
    Some(Chart {
        title: "区域 regions of 1 to 64 cities, 2 cores".to_owned(),
        x: ("企业数 mills", by_mills.first()?.0..most.max(10.0), |m| format!("{m}")),
        y: ("秒 seconds", 0.1..longest * 1.2, |t| format!("{t}")),
        lines,
        notes: Vec::new(),
    })
}
