//! Which cell of a submission earns a finding.

use crate::plan::Plan;
use crate::plan::open::Column;
use crate::report::findings::{enterprise_id, unit_id};
use crate::rules::{Finding, Named, RuleId};
use crate::scenario::Scenario;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Rows of one finding at most: where a unit has more, something else is wrong with the file.
const MOST_PLACES: usize = 1000;

/// A row of a submission: a stop, or a slow-down where it has hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// Enterprise id.
    pub enterprise: &'a str,
    /// Unit id.
    pub unit: &'a str,
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
    /// Extended coking time, h.
    pub hours: Option<f64>,
    /// What leads to its place in the file.
    pub line: usize,
}

/// The rows of a plan, in the order of its file, and which of them name a mill or a unit.
#[derive(Debug)]
pub struct Rows<'a> {
    /// The rows.
    pub list: Vec<Row<'a>>,
    of_mill: HashMap<&'a str, Vec<usize>>,
    of_unit: HashMap<(&'a str, &'a str), Vec<usize>>,
}

impl<'a> Rows<'a> {
    /// Of a plan.
    pub fn new(plan: &'a Plan) -> Self {
        let stops = plan.stops.iter().map(|s| Row {
            enterprise: &s.enterprise,
            unit: &s.unit,
            start: s.start,
            end: s.end,
            hours: None,
            line: s.line,
        });
        let slows = plan.slowdowns.iter().map(|s| Row {
            enterprise: &s.enterprise,
            unit: &s.unit,
            start: s.start,
            end: s.end,
            hours: Some(s.coking_time_h),
            line: s.line,
        });
        let mut list: Vec<Row> = stops.chain(slows).collect();
        list.sort_by_key(|r| r.line);
        let (mut of_mill, mut of_unit) = (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (i, r) in list.iter().enumerate() {
            of_mill.entry(r.enterprise).or_default().push(i);
            of_unit.entry((r.enterprise, r.unit)).or_default().push(i);
        }
        Self { list, of_mill, of_unit }
    }

    /// The rows (by index) and cells that earn a finding. Of a unit: its rows on the finding's days, else its first; of a mill:
    /// its first row of the kind, else its first; of a city, the plan or the policy: none.
    pub fn places(&self, s: &Scenario, f: &Finding) -> Vec<(usize, Column)> {
        let Some(enterprise) = enterprise_id(s, f) else { return Vec::new() };
        let of_mill = self.of_mill.get(enterprise).map_or(&[][..], Vec::as_slice);
        let first = |column| of_mill.first().map(|&i| (i, column));
        let Some(unit) = unit_id(s, f) else {
            let own: Vec<&str> = match (&f.enterprise, f.kind) {
                (Some(Named::Known(e)), Some(kind)) => s.units_of(*e, kind).map(|u| s.units[u].id.as_str()).collect(),
                _ => Vec::new(),
            };
            let of_kind = of_mill.iter().find(|&&i| own.contains(&self.list[i].unit));
            return of_kind.map(|&i| (i, Column::Enterprise)).or(first(Column::Enterprise)).into_iter().collect();
        };
        let of_unit = self.of_unit.get(&(enterprise, unit)).map_or(&[][..], Vec::as_slice);
        let (a, b) = days(f);
        let meets = |r: &Row| r.start.min(r.end) <= b && r.start.max(r.end) >= a;
        let here = of_unit.iter().map(|&i| (i, &self.list[i])).filter(|(_, r)| meets(r));
        let found: Vec<_> = here.take(MOST_PLACES).map(|(i, r)| (i, column(s, f, r))).collect();
        if found.is_empty() {
            return of_unit.first().map(|&i| (i, Column::Unit)).or(first(Column::Enterprise)).into_iter().collect();
        }
        found
    }
}

/// The days of the rows that earn a finding; all, where it names none.
fn days(f: &Finding) -> (NaiveDate, NaiveDate) {
    let (a, b) = (f.first.unwrap_or(NaiveDate::MIN), f.last.unwrap_or(NaiveDate::MAX));
    // the days between two stops are at fault: the later stop, which starts after them, is the row
    if f.rule == RuleId::ShortRun { (b.succ_opt().unwrap_or(b), b.succ_opt().unwrap_or(b)) } else { (a, b) }
}

/// The cell of a row that is at fault.
fn column(s: &Scenario, f: &Finding, row: &Row) -> Column {
    match f.rule {
        RuleId::Concrete if matches!(f.enterprise, Some(Named::Unknown(_))) => Column::Enterprise,
        RuleId::Concrete if matches!(f.unit, Some(Named::Unknown(_))) => Column::Unit,
        RuleId::Concrete if row.start > row.end => Column::Start,
        RuleId::ShortRun => Column::Start,
        RuleId::ShortStop => Column::End,
        RuleId::SlowShape if f.measured < f.required => Column::End,
        RuleId::WholeStop if row.hours.is_none() => Column::Measure,
        RuleId::WholeStop | RuleId::Episode if f.unit.is_some() && is_slow(s, f, row) => Column::CokingTime,
        RuleId::MustRun | RuleId::Concrete | RuleId::Change => edge(f, row),
        _ => Column::Unit,
    }
}

/// Whether the row gives hours, or should.
fn is_slow(s: &Scenario, f: &Finding, row: &Row) -> bool {
    row.hours.is_some() || matches!(f.unit, Some(Named::Known(u)) if s.units[u].coking_time_h.is_some())
}

/// The end of a row that lies within the days of a finding: the one that must move.
fn edge(f: &Finding, row: &Row) -> Column {
    let (a, b) = days(f);
    match ((a..=b).contains(&row.start), (a..=b).contains(&row.end)) {
        (true, _) => Column::Start,
        (false, true) => Column::End,
        _ => Column::Unit,
    }
}
