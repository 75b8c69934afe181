//! Which cell of a submission earns a finding.

use crate::plan::Plan;
use crate::plan::open::Column;
use crate::report::findings::{enterprise_id, unit_id};
use crate::rules::{Finding, Named, RuleId};
use crate::scenario::Scenario;
use chrono::NaiveDate;

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

/// The rows of a plan, in the order of its file.
pub fn rows(plan: &Plan) -> Vec<Row<'_>> {
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
    let mut out: Vec<Row> = stops.chain(slows).collect();
    out.sort_by_key(|r| r.line);
    out
}

/// The rows (by index) and cells that earn a finding. Of a unit: its rows on the finding's days, else its first; of a mill:
/// its first row of the kind, else its first; of a city, the plan or the policy: none.
pub fn places(s: &Scenario, rows: &[Row], f: &Finding) -> Vec<(usize, Column)> {
    let Some(enterprise) = enterprise_id(s, f) else { return Vec::new() };
    let of_mill = |r: &Row| r.enterprise == enterprise;
    let first = |column, holds: &dyn Fn(&Row) -> bool| rows.iter().position(holds).map(|i| (i, column));
    let Some(unit) = unit_id(s, f) else {
        let kind = |r: &Row| {
            f.kind.is_some_and(|k| {
                s.units.iter().any(|u| u.kind == k && u.id == r.unit && s.enterprises[u.enterprise].id == enterprise)
            })
        };
        let row = first(Column::Enterprise, &|r| of_mill(r) && kind(r)).or_else(|| first(Column::Enterprise, &of_mill));
        return row.into_iter().collect();
    };
    let of_unit = |r: &Row| of_mill(r) && r.unit == unit;
    let (a, b) = days(f);
    let meets = |r: &&(usize, &Row)| of_unit(r.1) && r.1.start.min(r.1.end) <= b && r.1.start.max(r.1.end) >= a;
    let found: Vec<_> = rows.iter().enumerate().filter(|r| meets(&r)).map(|(i, r)| (i, column(s, f, r))).collect();
    if found.is_empty() {
        let row = first(Column::Unit, &of_unit).or_else(|| first(Column::Enterprise, &of_mill));
        return row.into_iter().collect();
    }
    found
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
