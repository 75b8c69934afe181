//! A plan as a table in a CSV file: a row a stop or slow-down as filed, with the columns that plans are read by.

use crate::chart::text::clean;
use crate::lang::Lang;
use crate::plan::Plan;
use crate::plan::table::Column;
use crate::report::place::{Row, Rows};
use crate::say;
use crate::scenario::{Scenario, UnitIx};
use crate::sheet::write::csv_line;
use std::collections::HashMap;

/// The stops and slow-downs of some units, in their order and then by day, as UTF-8 with a byte-order mark: without one a
/// spreadsheet takes Chinese for something else. `all`: also those of units that the scenario lacks.
pub fn csv(scenario: &Scenario, plan: &Plan, units: &[UnitIx], all: bool, lang: Lang) -> String {
    let index = scenario.unit_index();
    let rank: HashMap<UnitIx, usize> = units.iter().enumerate().map(|(i, &u)| (u, i)).collect();
    let place = |r: &Row| match index.get(&(r.enterprise, r.unit)) {
        Some(u) => rank.get(u).map(|&i| (i, Some(*u))),
        None => all.then_some((usize::MAX, None)),
    };
    let mut lines: Vec<_> = Rows::new(plan).list.into_iter().filter_map(|r| place(&r).map(|(i, u)| (i, u, r))).collect();
    lines.sort_by(|a, b| {
        let key = |r: &Row| (r.enterprise.to_owned(), r.unit.to_owned(), r.start, r.end);
        a.0.cmp(&b.0).then_with(|| key(&a.2).cmp(&key(&b.2)))
    });
    let of = |column: Column| column.title().pick(lang).to_owned();
    let head = [
        of(Column::Enterprise),
        say!(lang, "grid-name"),
        of(Column::Unit),
        say!(lang, "grid-kind"),
        of(Column::Measure),
        of(Column::Start),
        of(Column::End),
        say!(lang, "csv-days"),
        of(Column::CokingTime),
        say!(lang, "csv-tonnes"),
        of(Column::Remark),
    ];
    let mut out = format!("\u{feff}{}", csv_line(&head));
    for (_, unit, row) in lines {
        out += &csv_line(&line(scenario, &row, unit, lang));
    }
    out
}

fn line(s: &Scenario, row: &Row, unit: Option<UnitIx>, lang: Lang) -> [String; 11] {
    let named = unit.map(|u| (clean(&s.owner(u).name), s.units[u].kind.name(lang).to_owned()));
    let (name, kind) = named.unwrap_or_default();
    let days = (row.end - row.start).num_days() + 1;
    let measure = if row.hours.is_some() { say!(lang, "csv-slow") } else { say!(lang, "csv-stop") };
    let tonnes = unit.map(|u| format!("{:.0}", tonnes(s, row, u))).unwrap_or_default();
    let hours = row.hours.map_or_else(String::new, |h| h.to_string());
    let (start, end) = (row.start.to_string(), row.end.to_string());
    let days = if days > 0 { days.to_string() } else { String::new() };
    let (enterprise, id) = (row.enterprise.to_owned(), row.unit.to_owned());
    [enterprise, name, id, kind, measure, start, end, days, hours, tonnes, String::new()]
}

/// Product not made, t: of a slow-down its share of each day.
fn tonnes(s: &Scenario, row: &Row, unit: UnitIx) -> f64 {
    let u = &s.units[unit];
    let days = s.season.clip(row.start, row.end).intersect(u.service).len() as f64;
    let share = match (row.hours, u.coking_time_h) {
        (None, _) => 1.0,
        (Some(hours), Some(normal)) => (1.0 - normal / hours).clamp(0.0, 1.0),
        (Some(_), None) => 0.0,
    };
    u.rate_t_d * days * share
}
