//! The columns at the right: days stopped and staggered ratio of each row, required and achieved of enterprises and cities.

use super::palette::{BREACH, GOOD, INK, MUTED, PAPER, Rgb};
use super::rows::Row;
use super::scene::{Anchor, Font, Scene};
use super::{Context, bars};
use crate::lang::numbers::{percent, percent2};
use crate::measure::totals::{furnaces_of, own_ratio};
use crate::say;
use crate::scenario::{CityIx, EntIx, UnitIx};

/// Width of both columns, px.
pub const WIDTH: i32 = 226;

/// Heads of the columns, on the axis.
pub fn heads(scene: &mut Scene, cx: &Context, top: i32) {
    let font = Font { size: 11.5, bold: true, color: MUTED };
    scene.text((cx.left + 2, top + 11), Anchor::Start, font, say!(cx.lang, "chart-head-enterprise"));
    scene.text((cx.left + 14, top + 31), Anchor::Start, font, say!(cx.lang, "chart-head-unit"));
    scene.text((cx.right, top + 11), Anchor::End, font, say!(cx.lang, "chart-head-ratios"));
    scene.text((days_end(cx), top + 31), Anchor::End, font, say!(cx.lang, "chart-head-days"));
    scene.text((cx.right, top + 31), Anchor::End, font, say!(cx.lang, "chart-head-ratio"));
}

/// Right end of the days column.
const fn days_end(cx: &Context) -> i32 {
    cx.right - 76
}

/// A unit's days and ratio.
pub fn unit(scene: &mut Scene, cx: &Context, row: Row, unit: UnitIx) {
    let (days, ratio) = bars::totals(cx.scenario, cx.schedule, unit, cx.lang);
    let (y, size) = (i32::midpoint(row.y0, row.y1), cx.font_size() - 0.5);
    scene.text((days_end(cx), y), Anchor::End, Font { size, bold: false, color: MUTED }, days);
    scene.text((cx.right, y), Anchor::End, Font { size, bold: false, color: INK }, ratio.unwrap_or_default());
}

/// An enterprise's required and achieved ratio of its primary units.
pub fn enterprise(scene: &mut Scene, cx: &Context, row: Row, ent: EntIx) {
    let units = cx.scenario.primary_units(ent);
    let required = cx.scenario.required_ratio(ent);
    required_and_achieved(scene, cx, row, Some(required), own_ratio(cx.scenario, cx.schedule, &units), INK);
}

/// A city's, of all its furnaces.
pub fn city(scene: &mut Scene, cx: &Context, row: Row, city: CityIx) {
    let achieved = own_ratio(cx.scenario, cx.schedule, &furnaces_of(cx.scenario, city));
    required_and_achieved(scene, cx, row, cx.scenario.cities[city].min_bf_ratio, achieved, PAPER);
}

fn required_and_achieved(scene: &mut Scene, cx: &Context, row: Row, required: Option<f64>, achieved: Option<f64>, ink: Rgb) {
    let Some(achieved) = achieved else { return };
    let y = i32::midpoint(row.y0, row.y1);
    let font = Font { size: cx.font_size() + 0.5, bold: true, color: ink };
    scene.text((cx.right, y), Anchor::End, font, percent2(achieved));
    let Some(required) = required else { return };
    let plain = Font { bold: false, color: if ink == PAPER { PAPER } else { MUTED }, ..font };
    if required <= 0.0 {
        scene.text((cx.right - 84, y), Anchor::End, plain, say!(cx.lang, "chart-own-choice"));
        return;
    }
    // The tick's place is left of the widest "100.00%".
    let x = cx.right - 76;
    if achieved >= required - 1e-6 {
        scene.line(vec![(x, y), (x + 4, y + 4), (x + 11, y - 5)], if ink == PAPER { PAPER } else { GOOD }, 2);
    } else {
        let red = if ink == PAPER { Rgb(0xff, 0x8f, 0x86) } else { BREACH };
        scene.line(vec![(x + 1, y - 5), (x + 10, y + 5)], red, 3);
        scene.line(vec![(x + 10, y - 5), (x + 1, y + 5)], red, 3);
    }
    scene.text((x - 8, y), Anchor::End, plain, format!("≥ {}", percent(required)));
}
