//! A unit's row: its service, duties, stops, slow-downs and breaches.

use super::marks::{badge, badge_width, days as finding_days};
use super::moved::draw_outlines;
use super::palette::{self, BREACH, FAINT, INK, MUST_RUN, MUST_RUN_EDGE, MUTED, NO_SERVICE, PAPER, Rgb};
use super::rows::{Row, size_label};
use super::scene::{Anchor, Area, Font, Group, Scene};
use super::text::{clean, first_fit, fit, width};
use super::{Context, columns};
use crate::day::DayRange;
use crate::lang::Lang;
use crate::lang::numbers::{percent2, short_date, span, trimmed};
use crate::measure::totals::own_ratio;
use crate::plan::schedule::{Schedule, Slow, StopClass, Window};
use crate::say;
use crate::scenario::{Scenario, UnitIx};

/// A bar: its days, colour, wordings (longest first) and group.
struct Bar {
    days: DayRange,
    color: Rgb,
    wordings: Vec<String>,
    group: Group,
}

/// Draws the row of a unit.
pub fn draw_unit(scene: &mut Scene, cx: &Context, row: Row, unit: UnitIx) {
    let u = &cx.scenario.units[unit];
    let owner = cx.scenario.owner(unit);
    let group = Group::new("row")
        .with("enterprise", &owner.id)
        .with("unit", &u.id)
        .with("kind", u.kind.id())
        .with("row", format!("{} {}", row.y0, row.y1));
    scene.group(group, |scene| {
        label(scene, cx, row, unit);
        service(scene, cx, row, unit);
        for r in &u.must_run {
            must_run(scene, cx, row, *r);
        }
        for r in &u.down {
            scene.rect(cx.scale.area(*r, row.y0 + 3, row.y1 - 3), FAINT, 1.0);
        }
        let bars = bars(cx, unit);
        for b in &bars {
            draw_bar(scene, cx, row, unit, b);
        }
        draw_outlines(scene, cx, row, unit);
        breaches(scene, cx, row, unit, &bars);
        columns::unit(scene, cx, row, unit);
        scene.line(vec![(cx.left, row.y1), (cx.right, row.y1)], FAINT, 1);
    });
}

/// Sign, name and size at the left.
fn label(scene: &mut Scene, cx: &Context, row: Row, unit: UnitIx) {
    let u = &cx.scenario.units[unit];
    let (y, size) = (i32::midpoint(row.y0, row.y1), cx.font_size());
    let color = palette::kind(u.kind);
    let chip = Area::new(cx.left + 14, row.y0 + 3, cx.left + 40, row.y1 - 3);
    scene.rect(chip, color, 1.0);
    let sign = Font { size: size - 1.5, bold: true, color: palette::ink_on(color) };
    scene.text((i32::midpoint(chip.x0, chip.x1), y), Anchor::Middle, sign, u.kind.sign(cx.lang));
    let room = f64::from(cx.scale.left() - 10 - (chip.x1 + 7));
    let small = size - 1.0;
    let dims = size_label(u);
    let name = fit(&clean(&u.id), size, room);
    let rest = room - width(&name, size) - 12.0;
    scene.text((chip.x1 + 7, y), Anchor::Start, Font { size, bold: false, color: INK }, name);
    if width(&dims, small) <= rest {
        scene.text((cx.scale.left() - 10, y), Anchor::End, Font { size: small, bold: false, color: MUTED }, dims);
    }
}

/// Days out of service, greyed.
fn service(scene: &mut Scene, cx: &Context, row: Row, unit: UnitIx) {
    let (u, season) = (&cx.scenario.units[unit], cx.scenario.season);
    let (before, after) = if u.service.is_empty() {
        (season.all(), DayRange::EMPTY)
    } else {
        (DayRange::new(0, u.service.first), DayRange::new(u.service.end, season.len))
    };
    let why = why_out_of_service(cx.scenario, unit, cx.lang);
    for (days, text) in [before, after].into_iter().zip(why) {
        if days.is_empty() {
            continue;
        }
        let area = cx.scale.area(days, row.y0 + 1, row.y1 - 1);
        scene.group(Group::new("out-of-service").tip(text.as_str()), |scene| {
            scene.rect(area, NO_SERVICE, 1.0);
            let font = Font { size: cx.font_size() - 1.5, bold: false, color: INK };
            if width(&text, font.size) + 8.0 <= f64::from(area.width()) {
                scene.text((i32::midpoint(area.x0, area.x1), area.middle()), Anchor::Middle, font, text);
            }
        });
    }
}

/// Why a unit is out of service before and after its days.
pub fn why_out_of_service(scenario: &Scenario, unit: UnitIx, lang: Lang) -> [String; 2] {
    let u = &scenario.units[unit];
    let last = if u.idle { say!(lang, "chart-idle") } else { say!(lang, "chart-retired") };
    let to_come = !u.idle && u.commissioned.is_some_and(|c| c > scenario.season.start);
    [if to_come { say!(lang, "chart-not-yet-in-service") } else { last.clone() }, last]
}

/// Days on which the unit may not stop.
fn must_run(scene: &mut Scene, cx: &Context, row: Row, days: DayRange) {
    let area = cx.scale.area(days, row.y0 + 2, row.y1 - 2);
    let season = cx.scenario.season;
    let text = say!(cx.lang, "chart-must-run");
    let tip = format!("{text} {}", span(season.date(days.first), season.date(days.end - 1), cx.lang));
    scene.group(Group::new("must-run").tip(tip), |scene| {
        scene.rect(area, MUST_RUN, 1.0);
        for y in [area.y0, area.y1] {
            scene.line(vec![(area.x0, y), (area.x1, y)], MUST_RUN_EDGE, 1);
        }
        let font = Font { size: cx.font_size() - 2.0, bold: false, color: MUST_RUN_EDGE };
        if cx.few && width(&text, font.size) + 8.0 <= f64::from(area.width()) {
            scene.text((area.x0 + 4, area.middle()), Anchor::Start, font, text);
        }
    });
}

/// The bars of a unit: stops and slow-downs.
fn bars(cx: &Context, unit: UnitIx) -> Vec<Bar> {
    let d = &cx.schedule.units[unit];
    let stops = d.stops.iter().map(|w| stop_bar(cx, unit, *w));
    stops.chain(d.slows.iter().map(|s| slow_bar(cx, unit, s))).collect()
}

/// A group that names what a bar stands for.
fn bar_group(cx: &Context, unit: UnitIx, class: &'static str, r: DayRange, what: &str) -> Group {
    let season = cx.scenario.season;
    let (first, last) = (season.date(r.first), season.date(r.end - 1));
    let (u, e) = (&cx.scenario.units[unit], cx.scenario.owner(unit));
    Group::new(class)
        .with("enterprise", &e.id)
        .with("unit", &u.id)
        .with("first", first)
        .with("last", last)
        .with("days", r.len())
        .tip(format!("{} {} {what} {}", e.name, u.id, span(first, last, cx.lang)))
}

fn dates(cx: &Context, r: DayRange) -> String {
    let season = cx.scenario.season;
    let (a, b) = (short_date(season.date(r.first), cx.lang), short_date(season.date(r.end - 1), cx.lang));
    if r.len() == 1 { a } else { say!(cx.lang, "chart-dates", first = a, last = b) }
}

fn stop_bar(cx: &Context, unit: UnitIx, w: Window) -> Bar {
    let (class, what) = match w.class {
        StopClass::Fixed => ("bar stop fixed", say!(cx.lang, "chart-fixed-stop")),
        StopClass::Episode => ("bar stop episode", say!(cx.lang, "chart-episode-stop")),
        StopClass::Ordinary => ("bar stop ordinary", say!(cx.lang, "chart-stop")),
    };
    let n = w.days.len();
    let mut wordings = Vec::new();
    if cx.few {
        wordings.push(say!(cx.lang, "chart-stop-dates", dates = dates(cx, w.days), days = n));
    }
    wordings.extend([say!(cx.lang, "chart-days", days = n), n.to_string()]);
    Bar {
        days: w.days,
        color: palette::kind(cx.scenario.units[unit].kind),
        wordings,
        group: bar_group(cx, unit, class, w.days, &what),
    }
}

fn slow_bar(cx: &Context, unit: UnitIx, s: &Slow) -> Bar {
    let (hours, n) = (trimmed(s.coking_time_h, 3), s.days.len());
    let what = say!(cx.lang, "chart-slowed", hours = hours);
    let mut wordings = Vec::new();
    if cx.few {
        wordings.push(say!(cx.lang, "chart-slow-dates", hours = hours, dates = dates(cx, s.days), days = n));
    }
    wordings.push(say!(cx.lang, "chart-slow-days", hours = hours, days = n));
    wordings.extend([format!("{hours} h"), trimmed(s.coking_time_h, 0)]);
    Bar {
        days: s.days,
        color: palette::coke_shade(slowness(cx.scenario, unit, s.coking_time_h)),
        wordings,
        group: bar_group(cx, unit, "bar slow", s.days, &what).with("coking-time-h", s.coking_time_h),
    }
}

/// How far on the way from the normal (0) to the policy's longest coking time (1) a slow-down is.
pub fn slowness(scenario: &Scenario, unit: UnitIx, hours: f64) -> f64 {
    let normal = scenario.units[unit].coking_time_h.unwrap_or(0.0);
    let longest = scenario.policy.coke.as_ref().map_or(hours, |c| c.max_coking_time_h);
    (hours - normal) / (longest - normal).max(1e-9)
}

fn draw_bar(scene: &mut Scene, cx: &Context, row: Row, unit: UnitIx, bar: &Bar) {
    let area = cx.scale.area(bar.days, row.y0 + 3, row.y1 - 3);
    scene.group(bar.group.clone(), |scene| {
        scene.rect(area, bar.color, 1.0);
        let ink = palette::ink_on(bar.color);
        for r in cx.scenario.units[unit].down.iter().map(|r| r.intersect(bar.days)).filter(|r| !r.is_empty()) {
            let part = cx.scale.area(r, area.y0, area.y1);
            scene.group(Group::new("down"), |scene| scene.hatch(part, 6, ink));
        }
        // Badges of breaches stand at a bar's left end: the label keeps clear of them on both sides.
        let badges: i32 = cx.marks.of_unit(unit).iter().map(|m| badge_width(m.number) + 2).sum();
        let size = cx.font_size() - 1.0;
        let hatched = !cx.scenario.units[unit].down.iter().all(|r| r.intersect(bar.days).is_empty());
        let room = f64::from(area.width() - 2 * badges) * if hatched { 0.6 } else { 1.0 } - 6.0;
        if let Some(text) = first_fit(&bar.wordings, size, room) {
            let middle = i32::midpoint(area.x0, area.x1);
            if hatched {
                let half = (width(text, size) / 2.0).ceil() as i32 + 3;
                scene.rect(Area::new(middle - half, area.y0 + 1, middle + half, area.y1 - 1), bar.color, 1.0);
            }
            scene.text((middle, area.middle()), Anchor::Middle, Font { size, bold: false, color: ink }, text);
        }
        if palette::lightness(bar.color) > 0.8 {
            scene.frame(area, MUTED, 1);
        }
    });
}

/// Red frames around what breaks a rule, with the numbers of the findings.
fn breaches(scene: &mut Scene, cx: &Context, row: Row, unit: UnitIx, bars: &[Bar]) {
    let season = cx.scenario.season;
    let mut marks: Vec<_> = cx.marks.of_unit(unit).iter().map(|m| (finding_days(m.finding, season), *m)).collect();
    marks.sort_by_key(|(days, m)| (days.map_or(0, |d| d.first), m.number));
    let mut free = cx.scale.left();
    for (days, mark) in marks {
        let hit: Vec<_> = bars.iter().filter(|b| days.is_none_or(|d| !b.days.intersect(d).is_empty())).collect();
        let mut start = days.map_or(cx.scale.left(), |d| cx.scale.x(d.first));
        for b in &hit {
            let area = cx.scale.area(b.days, row.y0 + 2, row.y1 - 2);
            scene.frame(area, PAPER, 4);
            scene.frame(area, BREACH, 2);
        }
        if let Some(b) = hit.first() {
            start = start.max(cx.scale.x(b.days.first));
        } else if let Some(d) = days {
            scene.dashed_frame(cx.scale.area(d, row.y0 + 3, row.y1 - 3), BREACH, 2);
        }
        let left = start.max(free).min(cx.scale.right() - badge_width(mark.number));
        badge(scene, mark, cx.scenario, left, i32::midpoint(row.y0, row.y1), cx.lang);
        free = left + badge_width(mark.number) + 2;
    }
}

/// Days on which a breach of a unit meets no stop or slow-down of it.
pub fn without_bar(cx: &Context, unit: UnitIx) -> Vec<DayRange> {
    let d = &cx.schedule.units[unit];
    let meets = |r: &DayRange| {
        let bars = d.stops.iter().map(|w| w.days).chain(d.slows.iter().map(|s| s.days));
        bars.into_iter().any(|b| !b.intersect(*r).is_empty())
    };
    let days = cx.marks.of_unit(unit).iter().filter_map(|m| finding_days(m.finding, cx.scenario.season));
    days.filter(|r| !meets(r)).collect()
}

/// What a unit's stops come to, for the columns at the right: days in words, ratio.
pub fn totals(scenario: &Scenario, schedule: &Schedule, unit: UnitIx, lang: Lang) -> (String, Option<String>) {
    let d = &schedule.units[unit];
    let stopped: usize = d.stops.iter().map(|w| w.days.len()).sum();
    let slowed: usize = d.slows.iter().map(|s| s.days.len()).sum();
    let stopped = (stopped > 0).then(|| say!(lang, "chart-days", days = stopped));
    let slowed = (slowed > 0).then(|| say!(lang, "chart-days-slowed", days = slowed));
    let parts: Vec<String> = stopped.into_iter().chain(slowed).collect();
    let days = if parts.is_empty() { "—".to_owned() } else { parts.join(" ") };
    (days, own_ratio(scenario, schedule, &[unit]).map(percent2))
}
