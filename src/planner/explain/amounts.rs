//! Given which limits bend: by how much at least. Each bend is one amount for all its rows; other rows hold as they are.

use super::elastic::{part, price};
use super::scope::Scope;
use super::{Bend, Side};
use crate::kind::Kind;
use crate::plan::schedule::{Basis, Schedule};
use crate::planner::asked::Asked;
use crate::planner::exact::program::{Col, Program};
use crate::planner::exact::rows::{Parts, Slack};
use crate::planner::exact::{Model, Run, Status, decode, schedule};
use crate::planner::tighten::tighten;
use crate::rules::{Row, RuleId, Term};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

pub use super::elastic::Detail;

/// The cheapest amounts of some bends.
#[derive(Debug)]
pub struct Amounts {
    /// What was proved: infeasible, these limits alone do not make a plan.
    pub status: Status,
    /// The amount of each; empty where none were found.
    pub each: Vec<f64>,
}

/// Whether a bend speaks of a row.
pub fn bends_row(b: &Bend, r: &Row) -> bool {
    (r.rule, r.place, r.part) == (b.rule, b.place, b.part) && r.days.intersect(b.days) == r.days
}

/// The days that MUST-RUN or DOWN give way on, as a row: so many may stand, or must not.
fn day_row(b: &Bend) -> Option<Row> {
    let unit = b.place.unit.filter(|_| matches!(b.rule, RuleId::MustRun | RuleId::Down))?;
    let terms = vec![Term { unit, days: b.days, basis: Basis::Stop, coef: 1.0 }];
    let row = Row::new(b.rule, b.place, b.days, crate::rules::Measure::Lines, terms);
    Some(match b.side {
        Side::Upper => Row { upper: 0.0, ..row },
        Side::Lower => Row { lower: b.days.len() as f64, ..row },
    })
}

/// Solves for the amounts of `bends` in a scope. `scenario` and `rows` no longer hold the MUST-RUN and DOWN days that bend.
pub fn solve(scenario: &Scenario, rows: &[Row], scope: &Scope, bends: &[Bend], detail: Detail, run: &Run) -> Amounts {
    let extra: Vec<Row> = bends.iter().filter_map(day_row).collect();
    let all = || scope.rows.iter().map(|&i| &rows[i]).chain(&extra);
    let (bent, hard): (Vec<Row>, Vec<Row>) = all().cloned().partition(|r| bends.iter().any(|b| bends_row(b, r)));
    // rows that do not bend are made as tight as whole stops allow; a battery's level is not whole
    let slowed = |r: &Row| r.terms.iter().any(|t| scenario.units[t.unit].kind == Kind::CokeOven);
    let (mut hard, slowed): (Vec<Row>, Vec<Row>) = hard.into_iter().partition(|r| !slowed(r));
    let mut asked = BTreeMap::new();
    tighten(scenario, &mut hard, &mut asked);
    hard.extend(slowed);
    let nothing = Asked::nothing(usize::from(scenario.season.len));
    let mut program = Program::new(detail == Detail::Coarse);
    let mut parts = Parts::default();
    for &u in &scope.units {
        let part = part(&mut program, scenario, u, detail, Some(asked.get(&u).unwrap_or(&nothing)));
        parts.units.insert(u, part);
    }
    let columns: Vec<Col> = bends
        .iter()
        .map(|b| program.column(f64::INFINITY, false, all().filter(|r| bends_row(b, r)).map(price).sum()))
        .collect();
    for row in &hard {
        parts.add(&mut program, row, None);
    }
    for row in &bent {
        let slack = |side: Side| {
            let helps = bends.iter().zip(&columns).filter(|(b, _)| b.side == side && bends_row(b, row));
            helps.map(|(_, &c)| (c, 1.0)).collect::<Vec<_>>()
        };
        let slack = Slack { lower: slack(Side::Lower), upper: slack(Side::Upper) };
        parts.add(&mut program, row, Some(&slack));
    }
    let solved = program.solve(run, false);
    if solved.values.is_empty() {
        return Amounts { status: solved.status, each: Vec::new() };
    }
    if detail == Detail::Coarse {
        let each = columns.iter().map(|&c| solved.values[c]).collect();
        return Amounts { status: solved.status, each };
    }
    // HiGHS is not believed: what its plan breaks is measured
    let model = Model { scenario, units: &scope.units, rows: &[] };
    let plan = schedule(scenario, &decode(&model, &parts, &solved.values));
    let each = bends.iter().map(|b| all().filter(|r| bends_row(b, r)).map(|r| over(r, b.side, &plan)).fold(0.0, f64::max));
    let each: Vec<f64> = each.collect();
    let holds = all().all(|r| {
        let granted = bends.iter().zip(&each).filter(|(b, _)| bends_row(b, r)).map(|(_, a)| *a).fold(0.0, f64::max);
        r.violation(r.value(&plan)) <= granted + 0.1 * r.measure.tolerance()
    });
    if holds { Amounts { status: solved.status, each } } else { Amounts { status: Status::Unknown, each: Vec::new() } }
}

/// How far a plan is over one bound of a row.
pub fn over(row: &Row, side: Side, plan: &Schedule) -> f64 {
    let v = row.value(plan);
    match side {
        Side::Lower => row.lower - v,
        Side::Upper => v - row.upper,
    }
    .max(0.0)
}
