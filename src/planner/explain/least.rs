//! What less than a bend is proved not to do: lower bounds on single bends, the others granted.

use super::amounts::bends_row;
use super::elastic::Detail;
use super::scope::{Scope, rescoped};
use super::suffice::{ROUNDING, bent, limited};
use super::{Bend, Case, Counted, PATIENCE, Scopes, mixed};
use crate::planner::exact::{Run, Status};

/// Halvings of what lies between a bend and what is refuted.
const HALVINGS: usize = 6;

/// Whether no plan exists with limits bent so far, by one of the scopes that the bends are about.
pub(super) fn refuted<'s>(case: &Case, bends: &[Bend], mut scopes: impl Iterator<Item = &'s Scope>, detail: Detail) -> bool {
    let (scenario, rows) = bent(case.scenario, case.rows, bends, 0.0);
    let then = Case { scenario: &scenario, rows: &rows, ..*case };
    scopes.any(|s| {
        let about = s.rows.iter().any(|&r| bends.iter().any(|b| bends_row(b, &case.rows[r])));
        let scope = rescoped(case.rows, &rows, s);
        about && then.amounts(&scope, &[], detail, &then.run(4)).status == Status::Infeasible
    })
}

/// Whether mixtures of patterns refute limits bent so far.
pub(super) fn refuted_by_mixtures(case: &Case, bends: &[Bend]) -> bool {
    let (scenario, rows) = bent(case.scenario, case.rows, bends, 0.0);
    let m = mixed::solve(&scenario, &rows, &limited(case.control, case.control.left() / 6.0));
    !m.bends.is_empty() || !m.stuck.is_empty()
}

/// The least of one bend, as far as it can be proved, while the others are granted.
pub(super) fn least(case: &Case, bends: &[Bend], i: usize, scopes: &Scopes) -> f64 {
    let b = &bends[i];
    if b.unit == Counted::UnitDays {
        return b.least; // it frees whole days: less of it is another bend
    }
    let at = |amount: f64| -> Vec<Bend> {
        let mut all = bends.to_vec();
        all[i].amount = amount;
        all
    };
    let below = b.amount - b.step();
    let late = || case.control.over();
    let weakly = |amount: f64| !case.patience.over() && refuted(case, &at(amount), scopes.all(), Detail::Coarse);
    let strongly = |amount: f64| !late() && refuted_by_mixtures(case, &at(amount));
    if weakly(below) || strongly(below) || !late() && refuted(case, &at(below), scopes.small.iter(), Detail::Exact) {
        return below;
    }
    let (mut least, mut above) = (by_single_days(case, bends, i, scopes), below);
    for _ in 0..HALVINGS {
        let half = 0.5 * (least + above);
        if late() {
            break;
        }
        if weakly(half) || strongly(half) { least = half } else { above = half }
    }
    least.min(b.amount)
}

/// The least of one bend by single days, while the others are granted.
pub(super) fn by_single_days(case: &Case, bends: &[Bend], i: usize, scopes: &Scopes) -> f64 {
    let mut others = bends.to_vec();
    let b = others.remove(i);
    let (scenario, rows) = bent(case.scenario, case.rows, &others, ROUNDING);
    let then = Case { scenario: &scenario, rows: &rows, ..*case };
    let about = |s: &&Scope| s.rows.iter().any(|&r| bends_row(&b, &case.rows[r]));
    let of = |s: &Scope| {
        if case.patience.over() {
            return 0.0;
        }
        // a bound that a slow machine does not get is no bound: it has its time, whatever is left
        let patient = Run { time_limit: case.patience.left().min(PATIENCE), ..then.run(1) };
        let a = then.amounts(&rescoped(case.rows, &rows, s), std::slice::from_ref(&b), Detail::Coarse, &patient);
        if a.status == Status::Optimal { a.each.first().map_or(0.0, |x| x * (1.0 - ROUNDING)) } else { 0.0 }
    };
    scopes.all().filter(about).map(of).fold(0.0, f64::max)
}
