//! Mixtures of mills' patterns: column generation for the cheapest bend. What even mixtures cannot keep, no plan keeps.
//!
//! Patterns cost nothing and limits bend at a price, so the Lagrangian bound is a Farkas certificate: above 0, with prices that
//! no pattern is below, no plan exists. Mills' own ratios, episodes that ask all lines, `must_run` and `down` are part of the
//! patterns and do not bend here.

use super::elastic::price;
use super::{Bend, Side};
use crate::kind::{ByKind, Kind};
use crate::measure::anchor::Anchor;
use crate::planner::control::Control;
use crate::planner::master::{Master, Slack};
use crate::planner::mill::{Column, Priced};
use crate::planner::model::{self, Block, Component};
use crate::policy::CostPolicy;
use crate::rules::Row;
use crate::scenario::{EntIx, Scenario};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What mixtures cannot do.
#[derive(Debug, Default)]
pub struct Mixed {
    /// One row of each limit that must bend: proved, if there are any. Rows are tightened here, so that amounts say little.
    pub bends: Vec<Bend>,
    /// Mills that have no pattern at all.
    pub stuck: Vec<EntIx>,
}

/// Prices are in this many parts of a unit-day: numbers that the master's tolerances suit.
const PARTS: f64 = 1e5;
/// Unit-days below which a bound proves nothing.
const NOISE: f64 = 1e-3;
const ROUNDS: usize = 200;
/// Classes of capacity-days that pricing tells apart before it is exact.
const CLASSES: usize = 400;

/// Asks the components of a scenario in turn.
pub fn solve(scenario: &Scenario, rows: &[Row], control: &Control) -> Mixed {
    let mut free = scenario.clone();
    free.anchor = scenario.anchor.as_ref().map(Anchor::unpriced);
    free.policy.cost = CostPolicy {
        margin_cny_t: 0.0,
        use_filed_margin: false,
        restart_cny: ByKind::default(),
        banking_cny: ByKind::default(),
        output_cny_t: ByKind::default(),
        emission_value_cny_kg: 0.0,
    };
    let mut out = Mixed::default();
    for part in model::parts(&free, rows.to_vec()) {
        let Some(mut c) = part.component(&free, control) else { break };
        c.bend_price = c.rows.iter().map(|r| PARTS * price(r)).collect();
        component(&free, &c, control, &mut out);
    }
    out
}

/// One limit: its rows, the bound of them that bends, and their slack.
struct Bendable {
    side: Side,
    slack: Slack,
}

fn bendables(rows: &[Row]) -> Vec<Bendable> {
    let mut limits: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, r) in rows.iter().enumerate() {
        let p = r.place;
        let place = [Some(p.city), p.enterprise, p.unit, p.kind.map(Kind::index)];
        limits.entry((r.rule, r.part, place)).or_default().push(i);
    }
    let side = |members: &[usize], side: Side| {
        let (bound, sign): (fn(&Row) -> f64, f64) = match side {
            Side::Lower => (|r| r.lower, 1.0),
            Side::Upper => (|r| r.upper, -1.0),
        };
        let slack: Slack = members.iter().filter(|&&i| bound(&rows[i]).is_finite()).map(|&i| (i, sign)).collect();
        (!slack.is_empty()).then_some(Bendable { side, slack })
    };
    limits.values().flat_map(|m| [side(m, Side::Lower), side(m, Side::Upper)]).flatten().collect()
}

fn component(free: &Scenario, c: &Component, control: &Control, out: &mut Mixed) {
    let limits = bendables(&c.rows);
    let mut at = vec![0.0; c.rows.len()];
    // where coarse pricing finds no pattern it has looked at all of them
    let first = priced(free, c, &at, false);
    if !first.stuck.is_empty() {
        out.stuck.extend(first.stuck);
        return;
    }
    if c.rows.is_empty() {
        return;
    }
    let mut master = Master::with(c, &limits.iter().map(|l| l.slack.clone()).collect::<Vec<_>>());
    first.columns.iter().for_each(|col| {
        master.add(col);
    });
    let (mut best, mut exact, mut smoothing) = (0.0_f64, false, 0.5);
    let mut slacks = Vec::new();
    for round in 0..ROUNDS {
        if control.over() {
            break;
        }
        let Some(solved) = master.solve() else { break };
        if solved.value <= NOISE * PARTS {
            return; // a mixture keeps all rows
        }
        slacks = solved.slacks;
        let a = if round == 0 { 0.0 } else { smoothing };
        let mut next: Vec<f64> = at.iter().zip(&solved.duals).map(|(c, y)| a * c + (1.0 - a) * y).collect();
        let rows_part = within_prices(c, &limits, &mut next);
        let p = priced(free, c, &next, exact);
        let bound = rows_part + p.bound;
        let better = bound > best;
        if better {
            at = next;
        }
        if exact {
            best = best.max(bound);
        }
        tracing::debug!(round, exact, value = solved.value / PARTS, bound = bound / PARTS, "mixtures");
        p.columns.iter().for_each(|col| {
            master.add(col);
        });
        let near = solved.value - bound <= 0.01 * solved.value;
        if best > NOISE * PARTS {
            break; // proved; which limits bend is in the slacks
        }
        if near || !better {
            smoothing *= 0.7;
            exact |= near || smoothing < 0.05;
        }
    }
    if best > NOISE * PARTS {
        let bent = limits.iter().zip(slacks).filter(|(_, cost)| *cost > NOISE * PARTS);
        out.bends.extend(bent.map(|(l, _)| Bend::of_row(&c.rows[l.slack[0].0], l.side, 0.0)));
    }
}

struct Pricing {
    bound: f64,
    columns: Vec<Column>,
    stuck: Vec<EntIx>,
}

fn priced(free: &Scenario, c: &Component, duals: &[f64], exact: bool) -> Pricing {
    let price = |(i, b): (usize, &Block)| {
        let p = b.price(free, i, duals, Some(CLASSES));
        (if exact { b.floor(duals) } else { p.price }, p)
    };
    let all: Vec<(f64, Priced)> = c.blocks.par_iter().enumerate().map(price).collect();
    let bound = all.iter().map(|p| p.0).sum();
    let all: Vec<Priced> = all.into_iter().map(|p| p.1).collect();
    let stuck = c.blocks.iter().zip(&all).filter(|(_, p)| p.bound == f64::INFINITY).map(|(b, _)| b.ent).collect();
    Pricing { bound, columns: all.into_iter().filter_map(|p| p.column).collect(), stuck }
}

/// Cuts prices down to what bends cost, and off bounds that are not there; the rows' part of the bound at them.
fn within_prices(c: &Component, limits: &[Bendable], duals: &mut [f64]) -> f64 {
    for (y, row) in duals.iter_mut().zip(&c.rows) {
        let limit = if *y > 0.0 { row.lower } else { row.upper };
        *y = if limit.is_finite() { *y } else { 0.0 };
    }
    for l in limits {
        // a slack costs the mean of its rows' prices, in parts of which it bends each
        let on = |&(i, sign): &(usize, f64)| (duals[i] * sign).max(0.0) / c.bend_price[i];
        let (sum, most) = (l.slack.iter().map(on).sum::<f64>(), l.slack.len() as f64);
        if sum > most {
            for &(i, sign) in &l.slack {
                if duals[i] * sign > 0.0 {
                    duals[i] *= most / sum;
                }
            }
        }
    }
    let part = |(y, row): (&f64, &Row)| {
        if *y > 0.0 {
            *y * row.lower
        } else if *y < 0.0 {
            *y * row.upper
        } else {
            0.0
        }
    };
    duals.iter().zip(&c.rows).map(part).sum()
}
