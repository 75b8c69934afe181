//! The rows of a register's sheet of units: enterprises with their units.

use super::grid::Grid;
use super::read::Reader;
use super::things::{Filed, Thing, called};
use crate::both;
use crate::sheet::fold;
use crate::sheet::value::{plain, quoted};

impl Reader<'_> {
    /// Enterprises with their units, in the order of their first rows.
    pub(super) fn units(&mut self, grid: &Grid<'_>) -> Vec<Thing> {
        let mut out: Vec<Thing> = Vec::new();
        let mut above = None;
        for row in grid.rows() {
            let Some((at, id)) = grid.cell(row, "enterprise.id") else { return out }; // the missing column has been said
            let key = id.map(|v| fold(&plain(v)));
            if key.is_some() {
                above = out.iter().position(|e| key.as_ref().is_some_and(|k| e.is(k)));
            } else if above.is_none() {
                self.draft.error(at, both!("register-no-enterprise")).help(both!("register-no-enterprise-help"));
                continue;
            }
            let first = above.is_none();
            let mut fields = self.fields(grid, row, "enterprise.");
            let index = above.unwrap_or_else(|| {
                let name = grid.cell(row, "enterprise.name").and_then(|(_, v)| v).map(|v| fold(&plain(v)));
                out.push(Thing { keys: key.into_iter().chain(name).collect(), ..Thing::new(at) });
                out.len() - 1
            });
            above = Some(index);
            if !first {
                fields.retain(|f| f.toml != "\"\"");
            }
            self.same(&mut out[index], fields, first);
            let mut unit = self.fields(grid, row, "unit.");
            needs(grid, row, &mut unit);
            if let Some(first) = unit.iter().find(|f| f.toml != "\"\"") {
                let id = grid.cell(row, "unit.id").map_or(first.at, |(at, _)| at);
                let keys = grid.cell(row, "unit.id").and_then(|(_, v)| v).map(|v| fold(&plain(v))).into_iter().collect();
                out[index].units.push(Thing { keys, fields: unit, ..Thing::new(id) });
            }
        }
        out
    }

    /// Enterprises that others serve, by their ids where they are named otherwise.
    pub(super) fn serves(&mut self, enterprises: &mut [Thing]) {
        for i in 0..enterprises.len() {
            let Some(field) = enterprises[i].fields.iter().position(|f| f.name == "serves") else { continue };
            let filed = enterprises[i].fields[field].clone();
            let Some(toml::Value::Array(names)) = filed.value() else { continue };
            let mut ids = Vec::new();
            for name in names.iter().filter_map(toml::Value::as_str) {
                match called(name, enterprises)[..] {
                    [one] => ids.push(quoted(&enterprises[one].text("id").unwrap_or_else(|| name.to_owned()))),
                    [] => ids.push(quoted(name)),
                    ref all => self.several(filed.at, name, all, enterprises),
                }
            }
            enterprises[i].fields[field].toml = format!("[{}]", ids.join(", "));
        }
    }

    /// An enterprise's columns on a further row: blank, or the same as on its first.
    fn same(&mut self, enterprise: &mut Thing, fields: Vec<Filed>, first: bool) {
        for f in fields {
            match enterprise.fields.iter_mut().find(|x| x.name == f.name) {
                None => enterprise.fields.push(f),
                Some(x) if x.toml == "\"\"" && !first => *x = f,
                Some(x) if x.toml != f.toml => {
                    self.draft
                        .error(f.at, both!("register-rows-differ", row = x.at.row.to_string()))
                        .help(both!("register-rows-differ-help"));
                }
                Some(_) => {}
            }
        }
    }
}

/// What a unit's kind asks for and is blank is `""`, so that it is said at its own cell.
fn needs(grid: &Grid<'_>, row: u32, unit: &mut Vec<Filed>) {
    let kind = unit.iter().find(|f| f.name == "kind").map_or("", |f| f.toml.trim_matches('"'));
    let asked: &[(&str, &str)] = match kind {
        "blast-furnace" => &[("unit.size", "size")],
        "coke-oven" => &[("unit.size", "size"), ("unit.coking_time_h", "coking_time_h")],
        _ => &[],
    };
    for &(column, name) in asked {
        if let Some((at, None)) = grid.cell(row, column) {
            unit.push(Filed { name, toml: "\"\"".to_owned(), at });
        }
    }
}

/// The cities that enterprises name: they stand in for a sheet that is not there, whose lack has been said.
pub(super) fn cities_of(enterprises: &[Thing]) -> Vec<Thing> {
    let mut out: Vec<Thing> = Vec::new();
    for f in enterprises.iter().flat_map(|e| &e.fields).filter(|f| f.name == "city" && f.toml != "\"\"") {
        let Some(key) = f.value().and_then(|v| v.as_str().map(fold)) else { continue };
        if !out.iter().any(|c| c.is(&key)) {
            let fields = vec![Filed { name: "name", ..f.clone() }];
            out.push(Thing { keys: vec![key], fields, ..Thing::new(f.at) });
        }
    }
    out
}
