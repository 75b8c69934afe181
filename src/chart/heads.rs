//! Rows of cities and enterprises, and the layers behind a block of rows: the staggering period and episodes.

use super::axis::month_of_date;
use super::marks::badge_row;
use super::palette::{self, BAND, CITY, GRID, INK, MUST_RUN_EDGE, MUTED, OUTSIDE, PAPER};
use super::rows::{Row, Rows, What};
use super::scene::{Anchor, Area, Font, Group, Scene};
use super::text::{clean, first_fit, fit, width};
use super::{Context, columns};
use crate::day::DayRange;
use crate::lang::Lang;
use crate::lang::numbers::{grouped, span};
use crate::measure::totals::furnaces_of;
use crate::policy::Level;
use crate::say;
use crate::scenario::{CityIx, EntIx};

/// An episode by its level.
pub fn level_name(level: Level, lang: Lang) -> String {
    say!(lang, "chart-episode", level = level.id())
}

/// The staggering period as a bracket above the axis.
pub fn draw_period(scene: &mut Scene, cx: &Context, top: i32) {
    let season = cx.scenario.season;
    let period = cx.scenario.policy.ratio.period.map_or(season.all(), |p| season.clip(p.start, p.end));
    if period.is_empty() {
        return;
    }
    let (first, last) = (season.date(period.first), season.date(period.end - 1));
    let what = say!(cx.lang, "chart-period");
    let wordings = [format!("{what} {}", span(first, last, cx.lang)), what];
    let group = Group::new("staggering").with("first", first).with("last", last).tip(wordings[0].clone());
    scene.group(group, |scene| {
        let a = cx.scale.area(period, top, top + 16);
        scene.line(vec![(a.x0, a.y1), (a.x0, a.y0 + 2), (a.x1, a.y0 + 2), (a.x1, a.y1)], INK, 2);
        let (font, x) = (Font { size: 12.0, bold: true, color: INK }, i32::midpoint(a.x0, a.x1));
        if let Some(text) = first_fit(&wordings, 12.0, f64::from(a.width()) - 40.0) {
            let half = (width(text, 12.0) / 2.0) as i32 + 6;
            scene.rect(Area::new(x - half, a.y0 - 4, x + half, a.y1), PAPER, 1.0);
            scene.text((x, a.y0 + 4), Anchor::Middle, font, text);
        }
    });
}

/// Layers behind the rows: days outside the staggering period, weeks and months, episodes.
pub fn draw_layers(scene: &mut Scene, cx: &Context, rows: &Rows) {
    let season = cx.scenario.season;
    for block in rows.blocks(|w| matches!(w, What::Enterprise(_)), |w| matches!(w, What::Unit(_))) {
        let What::Enterprise(ent) = rows.list[block.start].what else { continue };
        let (y0, y1) = (rows.list[block.start].y0, rows.list[block.end - 1].y1);
        let period = cx.scenario.enterprises[ent].period;
        let mut group = Group::new("period").with("enterprise", &cx.scenario.enterprises[ent].id);
        if !period.is_empty() {
            group = group.with("first", season.date(period.first)).with("last", season.date(period.end - 1));
        }
        scene.group(group, |scene| {
            let outside = if period.is_empty() {
                [season.all(), DayRange::EMPTY]
            } else {
                [DayRange::new(0, period.first), DayRange::new(period.end, season.len)]
            };
            for days in outside.into_iter().filter(|d| !d.is_empty()) {
                scene.rect(cx.scale.area(days, y0, y1), OUTSIDE, 1.0);
            }
        });
    }
    let inside = |w| matches!(w, What::Unit(_) | What::Enterprise(_));
    for block in rows.blocks(|w| matches!(w, What::City(_)), inside) {
        let What::City(city) = rows.list[block.start].what else { continue };
        let (y0, y1) = (rows.list[block.start].y1, rows.list[block.end - 1].y1);
        cx.scale.draw_grid(scene, y0, y1);
        for e in cx.scenario.episodes.iter().filter(|e| e.city == city) {
            let group = Group::new("episode-band").with("level", e.level.id());
            scene.group(group, |scene| {
                let area = cx.scale.area(e.days, y0, y1);
                scene.rect(area, palette::level(e.level), 0.22);
                for x in [area.x0, area.x1] {
                    scene.line(vec![(x, y0), (x, y1)], palette::level(e.level), 1);
                }
            });
        }
    }
}

/// The row of a city, with its episodes.
pub fn draw_city(scene: &mut Scene, cx: &Context, row: Row, city: CityIx) {
    let c = &cx.scenario.cities[city];
    let y = i32::midpoint(row.y0, row.y1);
    scene.group(Group::new("city").with("city", &c.name), |scene| {
        scene.rect(Area::new(cx.left - 6, row.y0, cx.right + 6, row.y1), CITY, 1.0);
        let room = f64::from(cx.scale.left() - cx.left) - 10.0;
        let name = fit(&clean(&c.name), 15.0, room);
        let after = cx.left + width(&name, 15.0).ceil() as i32 + 12;
        scene.text((cx.left + 2, y), Anchor::Start, Font { size: 15.0, bold: true, color: PAPER }, name);
        let (mills, furnaces) = (cx.scenario.enterprises_of(city).count(), furnaces_of(cx.scenario, city).len());
        let counts = say!(cx.lang, "chart-city-counts", mills = mills, furnaces = furnaces);
        if !cx.own_only && width(&counts, 12.0) <= f64::from(cx.scale.left() - 8 - after) {
            scene.text((after, y), Anchor::Start, Font { size: 12.0, bold: false, color: PAPER }, counts);
        }
        for e in cx.scenario.episodes.iter().filter(|e| e.city == city) {
            let (first, last) = (cx.scenario.season.date(e.days.first), cx.scenario.season.date(e.days.end - 1));
            let names = [
                level_name(e.level, cx.lang),
                say!(cx.lang, "chart-episode-short", level = e.level.id()),
                say!(cx.lang, "chart-episode-sign", level = e.level.id()),
            ];
            let group = Group::new("episode")
                .with("level", e.level.id())
                .with("first", first)
                .with("last", last)
                .tip(format!("{} {}", names[0], span(first, last, cx.lang)));
            scene.group(group, |scene| {
                let area = cx.scale.area(e.days, row.y0 + 3, row.y1);
                let color = palette::level(e.level);
                scene.rect(area, color, 1.0);
                if let Some(text) = first_fit(&names, 12.0, f64::from(area.width()) - 2.0) {
                    let font = Font { size: 12.0, bold: true, color: palette::ink_on(color) };
                    scene.text((i32::midpoint(area.x0, area.x1), area.middle()), Anchor::Middle, font, text);
                }
            });
        }
        badge_row(scene, &cx.marks.of_city(city), cx.scenario, free_of_episodes(cx, city), y, cx.lang);
        if !cx.own_only {
            columns::city(scene, cx, row, city);
        }
    });
}

/// The widest stretch of a city's row without episodes; badges keep to it.
fn free_of_episodes(cx: &Context, city: CityIx) -> (i32, i32) {
    let mut chips: Vec<_> = cx.scenario.episodes.iter().filter(|e| e.city == city).map(|e| e.days).collect();
    chips.sort();
    let (mut best, mut left) = ((0, 0), cx.scale.left() + 4);
    for (a, b) in chips.iter().map(|d| (cx.scale.x(d.first), cx.scale.x(d.end))).chain([(cx.scale.right(), 0)]) {
        if a - 4 - left >= best.1 - best.0 {
            best = (left, a - 4);
        }
        left = left.max(b + 4);
    }
    best
}

/// The row of an enterprise.
pub fn draw_enterprise(scene: &mut Scene, cx: &Context, row: Row, ent: EntIx) {
    let e = &cx.scenario.enterprises[ent];
    let y = i32::midpoint(row.y0, row.y1);
    let grade = &cx.scenario.policy.grades[e.grade];
    let size = cx.font_size() + 1.0;
    let group = Group::new("enterprise").with("enterprise", &e.id).with("grade", grade).tip(e.label());
    scene.group(group, |scene| {
        scene.rect(Area::new(cx.left - 6, row.y0, cx.scale.left(), row.y1), BAND, 1.0);
        scene.rect(Area::new(cx.scale.left(), row.y0, cx.scale.right(), row.y1), BAND, 0.75);
        scene.rect(Area::new(cx.scale.right(), row.y0, cx.right + 6, row.y1), BAND, 1.0);
        let badge = fit(&say!(cx.lang, "chart-grade", grade = clean(grade)), size - 1.0, 60.0);
        let w = (width(&badge, size - 1.0) + 10.0).ceil() as i32;
        let right = cx.scale.left() - 6;
        let area = Area::new(right - w, row.y0 + 3, right, row.y1 - 3);
        scene.rect(area, INK, 1.0);
        let font = Font { size: size - 1.0, bold: true, color: PAPER };
        scene.text((i32::midpoint(area.x0, area.x1), y), Anchor::Middle, font, badge);
        let room = f64::from(area.x0 - 8 - (cx.left + 2));
        let name = clean(&e.name);
        let id = clean(&e.id);
        let font = Font { size, bold: true, color: INK };
        let id = fit(&id, size - 0.5, room / 2.5);
        let after = width(&id, size - 0.5).ceil() as i32 + 8;
        let muted = Font { size: size - 0.5, bold: false, color: MUTED };
        scene.text((cx.left + 2, y), Anchor::Start, muted, id.as_str());
        scene.text((cx.left + 2 + after, y), Anchor::Start, font, fit(&name, size, room - f64::from(after)));
        let marks = cx.marks.of_enterprise(ent);
        let free = badge_row(scene, &marks, cx.scenario, (cx.scale.left(), cx.scale.right() - 4), y, cx.lang);
        months(scene, cx, row, free);
        heating(scene, cx, row, ent, free);
        columns::enterprise(scene, cx, row, ent);
    });
}

/// Months again, faintly, so that a page cut from a tall chart can still be read; nothing from pixel `until` on.
fn months(scene: &mut Scene, cx: &Context, row: Row, until: i32) {
    for (_, month, days) in cx.scenario.season.months() {
        let text = say!(cx.lang, "chart-month", month = month_of_date(month, cx.lang));
        let x = cx.scale.x(days.first);
        if x > until {
            break;
        }
        if width(&text, 11.0) + 6.0 <= f64::from(cx.scale.x(days.end).min(until) - x) {
            let font = Font { size: 11.0, bold: false, color: MUTED };
            scene.text((x + 4, i32::midpoint(row.y0, row.y1)), Anchor::Start, font, text);
        }
        scene.line(vec![(x, row.y0), (x, row.y1)], GRID, 1);
    }
}

/// The days on which a mill heats its district.
fn heating(scene: &mut Scene, cx: &Context, row: Row, ent: EntIx, until: i32) {
    let Some(h) = cx.scenario.enterprises[ent].heating else { return };
    let need = say!(cx.lang, "chart-heating", iron = grouped(h.min_iron_t_d, 0));
    let area = cx.scale.area(h.days, row.y1 - 4, row.y1);
    let season = cx.scenario.season;
    let tip = format!("{need} {}", span(season.date(h.days.first), season.date(h.days.end - 1), cx.lang));
    scene.group(Group::new("heating").tip(tip), |scene| {
        scene.rect(area, MUST_RUN_EDGE, 1.0);
        // The words stand between the names of two months.
        let starts = season.months().into_iter().map(|(_, _, days)| (cx.scale.x(days.first) + 36, cx.scale.x(days.end)));
        let room = starts.map(|(a, b)| (a.max(area.x0 + 2), b.min(area.x1).min(until)));
        let font = Font { size: 11.0, bold: false, color: MUST_RUN_EDGE };
        if let Some((x, _)) = room.into_iter().find(|(a, b)| f64::from(b - a) >= width(&need, 11.0) + 4.0) {
            scene.text((x, row.y0 + 11), Anchor::Start, font, need);
        }
    });
}
