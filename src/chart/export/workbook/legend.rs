//! What the colours of the sheet mean: only those that it shows.

use super::style::{Behind, Ground, painted};
use super::{By, Grid, LEFT};
use crate::chart::heads::level_name;
use crate::chart::palette;
use crate::kind::Kind;
use crate::lang::numbers::trimmed;
use crate::policy::Level;
use crate::say;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// Writes the legend from a row on, over the days; returns the row below it.
pub fn write(sheet: &mut Worksheet, grid: &Grid, top: u32) -> Result<u32, XlsxError> {
    let words = match grid.by {
        By::Day => 19,
        By::Week => 8,
    };
    let in_row = (grid.spans.len() / usize::from(words + 1)).max(2);
    let mut row = top;
    for (i, (text, format)) in entries(grid).into_iter().enumerate() {
        row = top + (i / in_row) as u32;
        let column = LEFT + (i % in_row) as u16 * (words + 1);
        sheet.write_blank(row, column, &format)?;
        // over several cells: what does not fit in one would be cut by the next entry
        sheet.merge_range(row, column + 1, row, column + words, &text, &grid.look.plain)?;
    }
    Ok(row + 1)
}

fn entries(grid: &Grid) -> Vec<(String, Format)> {
    let (s, lang, look) = (grid.scenario, grid.lang, &grid.look);
    let units: Vec<_> = grid.rows.units().collect();
    let there = |kind: Kind| units.iter().any(|&u| s.units[u].kind == kind);
    let mut out: Vec<(String, Format)> = Vec::new();
    let stopped = |kind: Kind| units.iter().any(|&u| s.units[u].kind == kind && !grid.schedule.units[u].stops.is_empty());
    for kind in Kind::ALL.into_iter().filter(|&k| there(k) && (k != Kind::CokeOven || stopped(k))) {
        out.push((say!(lang, "chart-legend-stopped", kind = kind), painted(palette::kind(kind))));
    }
    if there(Kind::CokeOven) {
        let longest = s.policy.coke.as_ref().map_or(72.0, |c| c.max_coking_time_h);
        out.push((
            say!(lang, "chart-legend-slowed", hours = trimmed(longest, 3)),
            painted(palette::coke_shade(0.5)).set_align(FormatAlign::Center),
        ));
    }
    let ground = |g: Ground| units.iter().any(|&u| grid.spans.iter().any(|&d| shows(Ground::of(s, u, d), g)));
    let of = |behind: Behind| Ground { behind, ..Ground::default() };
    let all = [
        (Ground { fixed: true, ..Ground::default() }, say!(lang, "chart-legend-fixed")),
        (of(Behind::MustRun), say!(lang, "chart-must-run")),
        (of(Behind::Outside), say!(lang, "chart-legend-outside")),
        (of(Behind::NoService), say!(lang, "chart-legend-no-service")),
    ];
    out.extend(all.into_iter().filter(|a| ground(a.0)).map(|(g, text)| (text, look.cell(g).clone())));
    let cities: Vec<_> = grid.rows.cities().collect();
    let in_episode = |l: &Level| s.episodes.iter().any(|e| e.level == *l && cities.contains(&e.city));
    out.extend(Level::ALL.into_iter().filter(in_episode).map(|l| (level_name(l, lang), look.in_episode(l))));
    out
}

/// Whether a cell shows what an entry is about.
fn shows(cell: Ground, entry: Ground) -> bool {
    if entry.fixed { cell.fixed } else { cell.behind == entry.behind }
}
