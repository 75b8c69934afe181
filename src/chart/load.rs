//! A city's load curve: the share of its furnaces that stands on each day, with its limits.

use super::Context;
use super::palette::{BREACH, FAINT, GRID, INK, MUTED, PAPER, SHARE};
use super::rows::Row;
use super::scene::{Anchor, Area, Font, Group, Point, Scene};
use super::text::{clean, fit, width};
use crate::day::{Day, DayRange};
use crate::lang::numbers::{percent, percent2, short_date};
use crate::measure::totals::daily_share;
use crate::say;
use crate::scenario::{CityIx, ShareBand};

/// Draws the curve of a city.
pub fn draw_load(scene: &mut Scene, cx: &Context, row: Row, city: CityIx) {
    let share = daily_share(cx.scenario, cx.schedule, city);
    let bands = &cx.scenario.cities[city].stopped_share;
    let top = share.iter().flatten().copied().chain(bands.iter().map(|b| b.max)).fold(0.1, f64::max);
    let top = ((top * 10.0 + 0.4).ceil() / 10.0).min(1.0);
    let plot = Area::new(cx.scale.left(), row.y0 + 16, cx.scale.right(), row.y1 - 14);
    let y = |v: f64| plot.y1 - (f64::from(plot.y1 - plot.y0) * (v / top).clamp(0.0, 1.0)).round() as i32;
    let mut calm = vec![true; share.len()];
    for e in cx.scenario.episodes.iter().filter(|e| e.city == city) {
        calm[e.days.days()].fill(false);
    }
    let c = &cx.scenario.cities[city];
    scene.group(Group::new("load").with("city", &c.name), |scene| {
        cx.scale.draw_grid(scene, plot.y0, plot.y1);
        let font = Font { size: 11.0, bold: false, color: MUTED };
        let steps = (top * 10.0).round() as i32;
        let step = if steps > 5 { 2 } else { 1 };
        for v in (0..=steps).step_by(step).map(|t| f64::from(t) / 10.0) {
            scene.line(vec![(plot.x0, y(v)), (plot.x1, y(v))], if v == 0.0 { GRID } else { FAINT }, 1);
            scene.text((plot.x0 - 6, y(v)), Anchor::End, font, percent(v));
        }
        for (days, v) in runs(&share) {
            let (a, b) = (cx.scale.x(days.first), cx.scale.x(days.end));
            scene.rect(Area::new(a, y(v), b, plot.y1), SHARE, 0.35);
        }
        scene.group(Group::new("curve"), |scene| {
            for points in steps_of(&share, |d| cx.scale.x(d), y) {
                scene.line(points, SHARE, 2);
            }
        });
        for (i, b) in bands.iter().enumerate() {
            limits(scene, cx, *b, &calm, &y, bands[..i].iter().all(|p| p.days.intersect(b.days).is_empty()));
        }
        breaches(scene, cx, plot, &share, bands, &calm, &y);
        words(scene, cx, row, &c.name, &share);
        scene.line(vec![(cx.left, row.y1), (cx.right, row.y1)], GRID, 1);
    });
}

/// Runs of days of equal share above 0.
fn runs(share: &[Option<f64>]) -> Vec<(DayRange, f64)> {
    let mut out: Vec<(DayRange, f64)> = Vec::new();
    for (d, v) in share.iter().enumerate() {
        let (d, Some(v)) = (d as Day, *v) else { continue };
        match out.last_mut() {
            Some((r, w)) if r.end == d && (*w - v).abs() < 1e-12 => r.end = d + 1,
            _ => out.push((DayRange::new(d, d + 1), v)),
        }
    }
    out.retain(|(_, v)| *v > 0.0);
    out
}

/// The curve in level steps, broken where no furnace is in service.
fn steps_of(share: &[Option<f64>], x: impl Fn(Day) -> i32, y: impl Fn(f64) -> i32) -> Vec<Vec<Point>> {
    let mut out: Vec<Vec<Point>> = vec![Vec::new()];
    for (d, v) in share.iter().enumerate() {
        let Some(v) = v else {
            out.push(Vec::new());
            continue;
        };
        let (line, h) = (out.last_mut().expect("there is a line"), y(*v));
        match line.last_mut() {
            Some(last) if last.1 == h => last.0 = x(d as Day + 1),
            _ => line.extend([(x(d as Day), h), (x(d as Day + 1), h)]),
        }
    }
    out.retain(|l| !l.is_empty());
    out
}

/// The limits of a band; an episode's days have no upper one.
fn limits(scene: &mut Scene, cx: &Context, b: ShareBand, calm: &[bool], y: &impl Fn(f64) -> i32, named: bool) {
    let group = Group::new("limits").with("min", b.min).with("max", b.max);
    scene.group(group, |scene| {
        let (x0, x1) = (cx.scale.x(b.days.first), cx.scale.x(b.days.end));
        let font = Font { size: 11.0, bold: true, color: INK };
        let tag = |scene: &mut Scene, text: String, at: i32| {
            let w = width(&text, font.size).ceil() as i32;
            let left = (x0 - w - 6).max(cx.scale.left() + 2);
            scene.rect(Area::new(left - 2, at - 7, left + w + 2, at + 7), PAPER, 0.85);
            scene.text((left, at), Anchor::Start, font, text);
        };
        if b.min > 0.0 {
            scene.dashes((x0, y(b.min)), (x1, y(b.min)), INK, 2);
            if named {
                tag(scene, say!(cx.lang, "chart-load-min", share = percent(b.min)), y(b.min));
            }
        }
        if b.max < 1.0 {
            for days in b.days.runs(|d| calm[usize::from(d)]) {
                scene.dashes((cx.scale.x(days.first), y(b.max)), (cx.scale.x(days.end), y(b.max)), INK, 2);
            }
            if named {
                tag(scene, say!(cx.lang, "chart-load-max", share = percent(b.max)), y(b.max));
            }
        }
    });
}

/// Days out of the limits, in red.
fn breaches(
    scene: &mut Scene,
    cx: &Context,
    plot: Area,
    share: &[Option<f64>],
    bands: &[ShareBand],
    calm: &[bool],
    y: &impl Fn(f64) -> i32,
) {
    for b in bands {
        for d in b.days.days() {
            let Some(v) = share[d] else { continue };
            let day = DayRange::new(d as Day, d as Day + 1);
            if v < b.min - 1e-6 {
                scene.rect(cx.scale.area(day, y(b.min), plot.y1), BREACH, 0.55);
            } else if calm[d] && v > b.max + 1e-6 {
                scene.rect(cx.scale.area(day, plot.y0, y(b.max)), BREACH, 0.55);
            }
        }
    }
}

/// What it is, at the left; its extremes, at the right.
fn words(scene: &mut Scene, cx: &Context, row: Row, name: &str, share: &[Option<f64>]) {
    let bold = Font { size: 13.0, bold: true, color: INK };
    let small = Font { size: 12.0, bold: false, color: MUTED };
    let room = f64::from(cx.scale.left() - 50 - cx.left);
    let lines = [clean(name), say!(cx.lang, "chart-load"), say!(cx.lang, "chart-load-weighted")];
    for (i, (line, at)) in lines.iter().zip([-20, 0, 20]).enumerate() {
        let font = if i == 0 { bold } else { small };
        scene.text((cx.left + 2, i32::midpoint(row.y0, row.y1) + at), Anchor::Start, font, fit(line, font.size, room));
    }
    let days = || share.iter().enumerate().filter_map(|(d, v)| v.map(|v| (d as Day, v)));
    let Some((peak, most)) = days().reduce(|a, b| if b.1 > a.1 { b } else { a }) else { return };
    let mean = days().map(|(_, v)| v).sum::<f64>() / days().count() as f64;
    let date = short_date(cx.scenario.season.date(peak), cx.lang);
    let lines = [
        say!(cx.lang, "chart-load-peak", share = percent2(most)),
        say!(cx.lang, "chart-load-peak-day", day = date),
        say!(cx.lang, "chart-load-mean", share = percent2(mean)),
    ];
    for (line, at) in lines.into_iter().zip([-20, 0, 20]) {
        scene.text((cx.right, i32::midpoint(row.y0, row.y1) + at), Anchor::End, Font { color: INK, ..small }, line);
    }
}
