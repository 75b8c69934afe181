//! An earlier plan over the chart: outlines where its stops and slow-downs lay otherwise, and a list of what moved.

use super::palette::{INK, MUTED};
use super::rows::{Row, Rows};
use super::scene::{Anchor, Font, Group, Scene};
use super::sheets::{RUNNING, Sheets};
use super::text::wrap;
use super::{Context, GanttOptions};
use crate::day::DayRange;
use crate::lang::Lang;
use crate::lang::numbers::decimal;
use crate::measure::changes::{Change, UnitChange, changes};
use crate::plan::schedule::Schedule;
use crate::report::changes::of_unit;
use crate::say;
use crate::scenario::{Scenario, UnitIx};
use std::collections::{BTreeMap, BTreeSet};

/// Most units that the list below the rows names.
const LISTED: usize = 60;

/// What the units that are drawn do otherwise than in an earlier plan.
#[derive(Debug, Default)]
pub struct Moved(BTreeMap<UnitIx, UnitChange>);

impl Moved {
    /// Against the earlier plan of the options, if they have one.
    pub fn new(scenario: &Scenario, schedule: &Schedule, rows: &Rows, options: &GanttOptions) -> Self {
        let Some(before) = &options.before else { return Self::default() };
        let units: BTreeSet<UnitIx> = rows.units().collect();
        let drawn = |c: &UnitChange| units.contains(&c.unit);
        Self(changes(scenario, before, schedule).into_iter().filter(drawn).map(|c| (c.unit, c)).collect())
    }

    /// Whether any unit does otherwise.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much moved, in a sentence.
    pub fn words(&self, lang: Lang) -> String {
        let days: f64 = self.0.values().map(|c| c.days).sum();
        say!(lang, "filing-moved-words", units = self.0.len(), days = decimal(days, 1))
    }

    /// What a unit does otherwise.
    pub fn of_unit(&self, unit: UnitIx) -> Option<&UnitChange> {
        self.0.get(&unit)
    }

    /// Where a unit's stops and slow-downs lay that are not there any more.
    pub fn earlier(&self, unit: UnitIx) -> impl Iterator<Item = DayRange> + '_ {
        self.of_unit(unit).into_iter().flat_map(|c| &c.changes).filter_map(|c| match c {
            Change::Moved(before, _) | Change::Vanished(before) => Some(before.days),
            Change::Appeared(_) => None,
        })
    }
}

/// Outlines of a unit's earlier stops and slow-downs.
pub fn draw_outlines(scene: &mut Scene, cx: &Context, row: Row, unit: UnitIx) {
    for days in cx.moved.earlier(unit) {
        let area = cx.scale.area(days, row.y0 + 1, row.y1 - 1);
        scene.group(Group::new("earlier"), |scene| scene.dashed_frame(area, INK, 2));
    }
}

/// The list below the rows, over as many pages as it needs; returns the bottom.
pub fn draw_list(sheets: &mut Sheets, cx: &Context, top: i32) -> i32 {
    if cx.moved.is_empty() {
        return top;
    }
    let (lang, all) = (cx.lang, &cx.moved.0);
    let lines = all.values().take(LISTED).map(|c| of_unit(cx.scenario, c, lang));
    let more = all.len().checked_sub(LISTED).filter(|&n| n > 0).map(|n| say!(lang, "chart-moved-more", more = n));
    let bold = Font { size: 15.0, bold: true, color: INK };
    let plain = Font { size: 12.5, bold: false, color: INK };
    let muted = Font { color: MUTED, ..plain };
    let texts = [(bold, say!(lang, "chart-moved-head", words = cx.moved.words(lang)))].into_iter();
    let texts = texts.chain(lines.map(|l| (plain, super::text::clean(&l)))).chain(more.map(|m| (muted, m)));
    let mut y = top + 22;
    for (font, text) in texts {
        for line in wrap(&text, font.size, f64::from(cx.right - cx.left)) {
            if y + 20 > sheets.bottom {
                sheets.turn();
                y = RUNNING + 12;
            }
            sheets.scene().text((cx.left, y), Anchor::Start, font, line);
            y += 19;
        }
        y += 2;
    }
    y
}
