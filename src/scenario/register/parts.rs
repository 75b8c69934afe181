//! Rows of a register that belong to a thing of another sheet: its parts, its spans, documents about it; and enterprises
//! that others name.

use super::grid::Grid;
use super::read::Reader;
use super::tabs::{KEY, SPANS};
use super::things::{Part, Thing, called};
use crate::both;
use crate::input::suggest;
use crate::sheet::CellAt;
use crate::sheet::value::{number, plain, quoted};
use crate::sheet::words::word;

impl Reader<'_> {
    /// The thing that a cell names.
    fn owner(&mut self, grid: &Grid<'_>, row: u32, column: &str, among: &[Thing]) -> Option<usize> {
        let (at, value) = grid.cell(row, column)?;
        let Some(value) = value else {
            self.draft.error(at, both!("register-blank")).help(both!("register-blank-help"));
            return None;
        };
        if !self.draft.usable(at, value) {
            return None;
        }
        let name = plain(value);
        match called(&name, among)[..] {
            [one] => return Some(one),
            [] => {
                let known: Vec<&str> = among.iter().flat_map(|t| t.keys.iter().map(String::as_str)).collect();
                let error = self.draft.error(at, both!("register-not-filed", name = name));
                suggest(error, &name, known);
            }
            ref all => self.several(at, &name, all, among),
        }
        None
    }

    /// Says that a name is that of several, which only their ids tell apart.
    pub(super) fn several(&mut self, at: CellAt, name: &str, all: &[usize], among: &[Thing]) {
        let ids: Vec<String> = all.iter().filter_map(|&i| among[i].text("id")).collect();
        let error = self.draft.error(at, both!("plan-name-of-several", name = name));
        error.expected(both!("plan-name-expected"));
        suggest(error, name, ids.iter().map(String::as_str));
    }

    pub(super) fn parts(&mut self, grid: &Grid<'_>, field: &'static str, list: bool, by_month: bool, owners: &mut [Thing]) {
        let key = grid.columns.iter().find(|(c, _)| c.prefix == KEY).map(|(c, _)| c.name.clone());
        let Some(key) = key else { return };
        for row in grid.rows() {
            let Some(owner) = self.owner(grid, row, &key, owners) else { continue };
            let at = grid.cell(row, &key).map_or(grid.at(row, 0), |c| c.0);
            let entries: Vec<_> = if by_month {
                let cells: Vec<_> =
                    grid.months.iter().filter_map(|(m, c)| Some((m, grid.at(row, *c), grid.value(row, *c)?))).collect();
                cells
                    .into_iter()
                    .filter_map(|(m, at, v)| Some((quoted(m), self.draft.usable(at, v).then(|| number(v))?, at)))
                    .collect()
            } else {
                self.fields(grid, row, "").into_iter().map(|f| (f.name.to_owned(), f.toml, f.at)).collect()
            };
            let thing = &mut owners[owner];
            let again = !list && thing.parts.iter().any(|p| p.field == field);
            let total = by_month.then(|| thing.fields.iter().find(|f| f.name == field)).flatten();
            if again {
                self.draft.error(at, both!("register-one-row")).help(both!("register-one-row-help"));
            } else if let Some(total) = total {
                let row = total.at.row.to_string();
                self.draft.error(at, both!("register-total-filed")).help(both!("register-total-filed-help", row = row));
            } else if !entries.is_empty() {
                thing.parts.push(Part { field, list, at, entries });
            }
        }
    }

    /// Waivers, each with the ids of what it names.
    pub(super) fn waivers(&mut self, grid: &Grid<'_>, enterprises: &[Thing]) -> Vec<Thing> {
        let mut out = Vec::new();
        for row in grid.rows() {
            let Some(e) = self.owner(grid, row, "enterprise", enterprises).map(|e| &enterprises[e]) else { continue };
            let unit = match grid.cell(row, "unit") {
                Some((_, Some(_))) => match self.owner(grid, row, "unit", &e.units) {
                    Some(u) => Some(&e.units[u]),
                    None => continue,
                },
                _ => None,
            };
            let mut fields = self.fields(grid, row, "");
            for (field, thing) in [("enterprise", Some(e)), ("unit", unit)] {
                let id = thing.and_then(|t| t.fields.iter().find(|f| f.name == "id"));
                if let (Some(id), Some(f)) = (id, fields.iter_mut().find(|f| f.name == field)) {
                    f.toml.clone_from(&id.toml);
                }
            }
            let at = fields.first().map_or(grid.at(row, 0), |f| f.at);
            out.push(Thing { fields, ..Thing::new(at) });
        }
        out
    }

    pub(super) fn spans(&mut self, grid: &Grid<'_>, enterprises: &mut [Thing]) {
        for row in grid.rows() {
            let Some(e) = self.owner(grid, row, "enterprise", enterprises) else { continue };
            let Some(u) = self.owner(grid, row, "unit", &enterprises[e].units) else { continue };
            let Some((at, item)) = grid.cell(row, "item") else { continue };
            let name = item.map(|v| word(&plain(v))).unwrap_or_default();
            let Some(field) = SPANS.iter().find(|s| **s == name) else {
                self.draft.error(at, both!("register-no-item", name = name)).expected(both!("register-no-item-expected"));
                continue;
            };
            let entries = self.fields(grid, row, "").into_iter().map(|f| (f.name.to_owned(), f.toml, f.at)).collect();
            enterprises[e].units[u].parts.push(Part { field, list: true, at, entries });
        }
    }
}
