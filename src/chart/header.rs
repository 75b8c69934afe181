//! What a reader sees first: title, verdict, the key figures, the legend.

use super::bars;
use super::heads::level_name;
use super::marks::Marks;
use super::palette::{self, BREACH, FAINT, GOOD, INK, MUST_RUN, MUST_RUN_EDGE, MUTED, NO_SERVICE, OUTSIDE, PAPER};
use super::rows::Rows;
use super::scene::{Anchor, Area, Font, Group, Scene};
use super::text::{clean, fit, width};
use super::{Context, GanttOptions};
use crate::kind::Kind;
use crate::lang::numbers::{above_best, cny, grouped, percent2, span, tonnes, trimmed};
use crate::lang::{Lang, listed};
use crate::measure::cost::total_cost;
use crate::measure::totals::{avoided_t, lost_t, own_ratio, restarts, stopped_unit_days};
use crate::plan::Claim;
use crate::plan::schedule::Schedule;
use crate::policy::Level;
use crate::say;
use crate::scenario::{EntIx, Scenario, UnitIx};
use std::collections::BTreeSet;

/// Title, verdict, figures; returns the bottom.
pub fn draw_head(scene: &mut Scene, cx: &Context, claim: &Claim, rows: &Rows, options: &GanttOptions, top: i32) -> i32 {
    let (s, lang) = (cx.scenario, cx.lang);
    let room = f64::from(cx.right - cx.left);
    scene.group(Group::new("head"), |scene| {
        let title = say!(lang, "chart-title", region = clean(&s.name));
        let font = Font { size: 24.0, bold: true, color: INK };
        scene.text((cx.left, top + 16), Anchor::Start, font, fit(&title, 24.0, room));
        let mut line = span(s.season.start, s.season.end(), lang);
        if !options.enterprises.is_empty() || !options.kinds.is_empty() {
            let only: Vec<String> = options
                .enterprises
                .iter()
                .map(|e| clean(e))
                .chain(options.kinds.iter().map(|k| k.name(lang).to_owned()))
                .collect();
            let drawn = listed(&only, lang);
            line = if options.own_only {
                say!(lang, "chart-only-own", span = line, drawn = drawn)
            } else {
                say!(lang, "chart-only", span = line, drawn = drawn)
            };
        }
        let font = Font { size: 14.0, bold: false, color: MUTED };
        scene.text((cx.left, top + 44), Anchor::Start, font, fit(&line, 14.0, room));
        verdict(scene, cx, verdict_words(s, cx.schedule, cx.marks, claim, options), top + 72);
        figures(scene, cx, rows, options, top + 104);
    });
    top + 156
}

/// Whether the plan keeps the rules, and what it costs.
fn verdict(scene: &mut Scene, cx: &Context, [text, line]: [String; 2], y: i32) {
    let (n, color) = (cx.marks.total(), if cx.marks.total() == 0 { GOOD } else { BREACH });
    let right = cx.left + (width(&text, 16.0) + 24.0).ceil() as i32;
    scene.group(Group::new("verdict").with("breaches", n).with("warnings", cx.marks.warnings), |scene| {
        scene.rect(Area::new(cx.left, y - 14, right, y + 14), color, 1.0);
        let font = Font { size: 16.0, bold: true, color: PAPER };
        scene.text((i32::midpoint(cx.left, right), y), Anchor::Middle, font, text);
    });
    let font = Font { size: 14.0, bold: false, color: INK };
    let room = f64::from(cx.right - right - 16);
    scene.text((right + 16, y), Anchor::Start, font, fit(&line, 14.0, room));
}

fn verdict_word(marks: &Marks, lang: Lang) -> String {
    match marks.total() {
        0 => say!(lang, "chart-keeps-all"),
        n => say!(lang, "chart-breaks", breaches = n),
    }
}

/// The same in words: the verdict; warnings and, where the options leave it, the cost.
pub fn verdict_words(
    s: &Scenario,
    schedule: &Schedule,
    marks: &Marks,
    claim: &Claim,
    options: &GanttOptions,
) -> [String; 2] {
    let (n, lang) = (marks.total(), options.lang);
    let text = verdict_word(marks, lang);
    if options.no_money || options.own_only {
        return [text, say!(lang, "chart-warnings", warnings = marks.warnings)];
    }
    let total = total_cost(s, schedule).total();
    let cost = cny(total, lang);
    let line = match claim.bound {
        // How far a plan is from the best says something only of a plan that keeps the rules, its claim among them.
        Some(b) if n == 0 => {
            let (bound, gap) = (cny(b, lang), above_best(total, b, lang));
            say!(lang, "chart-cost-bound-gap", cost = cost, bound = bound, gap = gap)
        }
        Some(b) => say!(lang, "chart-cost-bound", cost = cost, bound = cny(b, lang)),
        None => say!(lang, "chart-cost", cost = cost),
    };
    let warnings = marks.warnings;
    [text, if warnings == 0 { line } else { say!(lang, "chart-warnings-and-cost", warnings = warnings, cost = line) }]
}

/// What all units, or those drawn where nothing is told of others, come to in a few numbers, each with what it is; the mills are
/// those of the units.
pub fn key_figures(s: &Scenario, schedule: &Schedule, rows: &Rows, options: &GanttOptions) -> [(String, String); 7] {
    let lang = options.lang;
    let units: Vec<UnitIx> = if options.own_only { rows.units().collect() } else { (0..s.units.len()).collect() };
    let furnaces: Vec<_> = units.iter().copied().filter(|&u| s.units[u].kind == Kind::BlastFurnace).collect();
    let mills: BTreeSet<EntIx> = units.iter().map(|&u| s.units[u].enterprise).collect();
    let days = stopped_unit_days(schedule, &furnaces);
    let touched = furnaces.iter().filter(|&&u| !schedule.units[u].stops.is_empty()).count();
    let ratio = own_ratio(s, schedule, &furnaces).map_or_else(|| "—".to_owned(), percent2);
    [
        (ratio, say!(lang, "chart-figure-ratio")),
        (mills.len().to_string(), say!(lang, "chart-figure-enterprises")),
        (format!("{touched} / {}", furnaces.len()), say!(lang, "chart-figure-furnaces")),
        (grouped(days as f64, 0), say!(lang, "chart-figure-days")),
        (tonnes(lost_t(s, schedule, &furnaces, s.season.all()), lang), say!(lang, "chart-figure-hot-metal")),
        (
            say!(lang, "amount-tonnes", tonnes = grouped(avoided_t(s, schedule, &units, s.season.all()), 0)),
            say!(lang, "chart-figure-avoided"),
        ),
        (grouped(restarts(schedule, &units) as f64, 0), say!(lang, "chart-figure-restarts")),
    ]
}

/// Draws them.
fn figures(scene: &mut Scene, cx: &Context, rows: &Rows, options: &GanttOptions, top: i32) {
    let mut x = cx.left;
    for (number, caption) in key_figures(cx.scenario, cx.schedule, rows, options) {
        let w = width(&number, 22.0).max(width(&caption, 12.0)).ceil() as i32 + 34;
        if x + w > cx.right {
            break;
        }
        scene.rect(Area::new(x, top, x + 3, top + 40), palette::SHARE, 1.0);
        scene.text((x + 12, top + 12), Anchor::Start, Font { size: 22.0, bold: true, color: INK }, number);
        scene.text((x + 12, top + 33), Anchor::Start, Font { size: 12.0, bold: false, color: MUTED }, caption);
        x += w;
    }
}

/// An entry of the legend: its words, and how its sample is drawn.
type Entry = (String, Box<dyn Fn(&mut Scene, Area)>);

/// The legend: only what the chart shows; returns the bottom.
pub fn draw_legend(scene: &mut Scene, cx: &Context, rows: &Rows, top: i32) -> i32 {
    let entries = entries(cx, rows);
    let (mut x, mut y) = (cx.left, top);
    scene.group(Group::new("legend"), |scene| {
        for (text, sample) in entries {
            let w = 34 + (width(&text, 12.5) + 20.0).ceil() as i32;
            if x + w > cx.right && x > cx.left {
                (x, y) = (cx.left, y + 22);
            }
            sample(scene, Area::new(x, y + 2, x + 26, y + 18));
            scene.text((x + 32, y + 10), Anchor::Start, Font { size: 12.5, bold: false, color: INK }, text);
            x += w;
        }
    });
    y + 30
}

fn entries(cx: &Context, rows: &Rows) -> Vec<Entry> {
    let (s, lang) = (cx.scenario, cx.lang);
    let units: Vec<_> = rows.units().collect();
    let any = |f: &dyn Fn(&crate::scenario::Unit) -> bool| units.iter().any(|&u| f(&s.units[u]));
    let mut out: Vec<Entry> = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|k| any(&|u| u.kind == *k)) {
        if kind == Kind::CokeOven {
            let longest = s.policy.coke.as_ref().map_or(72.0, |c| c.max_coking_time_h);
            out.push((
                say!(lang, "chart-legend-slowed", hours = trimmed(longest, 3)),
                Box::new(|scene, a| {
                    for (i, f) in (0_i32..).zip([0.15, 0.55, 1.0]) {
                        let x = a.x0 + i * 9;
                        scene.rect(Area::new(x, a.y0, x + 8, a.y1), palette::coke_shade(f), 1.0);
                    }
                }),
            ));
            continue;
        }
        out.push((
            say!(lang, "chart-legend-stopped", kind = kind),
            Box::new(move |scene, a| {
                scene.rect(a, palette::kind(kind), 1.0);
                let font = Font { size: 11.0, bold: true, color: palette::ink_on(palette::kind(kind)) };
                scene.text((i32::midpoint(a.x0, a.x1), a.middle()), Anchor::Middle, font, kind.sign(lang));
            }),
        ));
    }
    if any(&|u| !u.down.is_empty()) {
        out.push((
            say!(lang, "chart-legend-fixed"),
            Box::new(|scene, a| {
                scene.rect(a, palette::kind(Kind::BlastFurnace), 1.0);
                scene.hatch(a, 6, PAPER);
            }),
        ));
    }
    if any(&|u| !u.must_run.is_empty()) {
        out.push((
            say!(lang, "chart-must-run"),
            Box::new(|scene, a| {
                scene.rect(a, MUST_RUN, 1.0);
                for y in [a.y0, a.y1] {
                    scene.line(vec![(a.x0, y), (a.x1, y)], MUST_RUN_EDGE, 1);
                }
            }),
        ));
    }
    if rows.enterprises().any(|e| s.enterprises[e].heating.is_some()) {
        out.push((
            say!(lang, "chart-legend-heating"),
            Box::new(|scene, a| {
                scene.rect(Area::new(a.x0, a.y1 - 5, a.x1, a.y1 - 1), MUST_RUN_EDGE, 1.0);
            }),
        ));
    }
    let cities: Vec<_> = rows.enterprises().map(|e| s.enterprises[e].city).collect();
    for level in Level::ALL.into_iter().filter(|l| s.episodes.iter().any(|e| e.level == *l && cities.contains(&e.city))) {
        out.push((
            level_name(level, lang),
            Box::new(move |scene, a| {
                scene.rect(a, palette::level(level), 0.35);
                scene.rect(Area::new(a.x0, a.y0, a.x1, a.y0 + 5), palette::level(level), 1.0);
            }),
        ));
    }
    if rows.enterprises().any(|e| s.enterprises[e].period != s.season.all()) {
        out.push((
            say!(lang, "chart-legend-outside"),
            Box::new(|scene, a| {
                scene.rect(a, OUTSIDE, 1.0);
                scene.frame(a, FAINT, 1);
            }),
        ));
    }
    if any(&|u| u.service != s.season.all()) {
        out.push((say!(lang, "chart-legend-no-service"), Box::new(|scene, a| scene.rect(a, NO_SERVICE, 1.0))));
    }
    if !cx.marks.errors.is_empty() {
        out.push((
            say!(lang, "chart-legend-breach"),
            Box::new(|scene, a| {
                scene.frame(a.inset(1), BREACH, 2);
            }),
        ));
    }
    if !cx.moved.is_empty() {
        out.push((say!(lang, "chart-legend-earlier"), Box::new(|scene, a| scene.dashed_frame(a.inset(1), INK, 2))));
    }
    if units.iter().any(|&u| !bars::without_bar(cx, u).is_empty()) {
        out.push((
            say!(lang, "chart-legend-breach-without-stop"),
            Box::new(|scene, a| scene.dashed_frame(a.inset(1), BREACH, 2)),
        ));
    }
    out
}
