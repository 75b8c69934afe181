//! Shared ancillary units by a small exact model, the furnaces as they stand.

use crate::planner::control::Control;
use crate::planner::exact::program::Run;
use crate::planner::exact::{self, ExactOptions, Model, UnitPattern, solve};
use crate::planner::model::Component;
use crate::planner::pool::Pool;
use crate::rules::Row;
use crate::scenario::{Scenario, UnitIx};

/// Replaces the patterns of the shared units; `None` where the model finds none in its time.
pub fn shared_exact(
    scenario: &Scenario,
    component: &Component,
    out: &mut Vec<UnitPattern>,
    control: &Control,
) -> Option<()> {
    if control.interrupted() {
        return None;
    }
    let schedule = exact::schedule(scenario, out);
    let mut units: Vec<UnitIx> = component.pools.iter().flat_map(Pool::units).collect();
    units.sort_unstable();
    let inside = |u: UnitIx| units.binary_search(&u).is_ok();
    let scoped: Vec<Row> = component
        .all_rows
        .iter()
        .filter(|r| r.terms.iter().any(|t| inside(t.unit)))
        .map(|r| {
            let mut row = r.clone();
            let fixed: f64 = r
                .terms
                .iter()
                .filter(|t| !inside(t.unit))
                .map(|t| t.coef * schedule.units[t.unit].sum(t.basis, t.days))
                .sum();
            row.terms.retain(|t| inside(t.unit));
            row.lower -= fixed;
            row.upper -= fixed;
            row
        })
        .collect();
    let model = Model { scenario, units: &units, rows: &scoped };
    let run =
        Run { time_limit: control.left().clamp(2.0, 10.0), gap: 1e-4, nodes: None, seed: 1, interrupt: control.interrupt() };
    let solved = solve(&model, &ExactOptions { run, start: None });
    if solved.patterns.is_empty() {
        return None;
    }
    out.retain(|p| !inside(p.unit));
    out.extend(solved.patterns);
    Some(())
}
