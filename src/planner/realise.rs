//! From the search's stops to a whole plan: ancillary units follow, coke ovens get slow-downs.

mod shared;
mod slow;
mod ways;

use super::control::Control;
use super::exact::{self, UnitPattern};
use super::graph::Graph;
use super::group::StopGroup;
use super::model::{Block, Component, Group};
use super::search::{Space, Stops};
use super::unit::DayPrices;
use crate::day::DayRange;
use crate::plan::schedule::{Basis, Schedule};
use crate::rules::{Row, RuleId};
use crate::scenario::{Scenario, UnitIx};
use rayon::prelude::*;
use slow::slow;
use std::collections::HashSet;
use std::sync::Arc;
pub use ways::{Ways, all_ways};

fn plain_prices(cost: &[f64]) -> DayPrices {
    let zeros = vec![0.0; cost.len()];
    DayPrices::new(cost, &zeros, &zeros)
}

fn stop_group<'a>(group: &'a Group, graphs: &'a [Arc<Graph>], period: DayRange) -> StopGroup<'a> {
    StopGroup {
        graphs: graphs.iter().map(Arc::as_ref).collect(),
        prices: group.units.iter().map(|u| plain_prices(&u.cost)).collect(),
        rates: group.units.iter().map(|u| u.rate).collect(),
        period,
        grid: group.grid,
    }
}

/// Patterns of a group that give `need` capacity-days; `None` where there are none.
fn plan_group(scenario: &Scenario, group: &Group, period: DayRange, need: f64) -> Option<Vec<UnitPattern>> {
    if !group.batteries.is_empty() {
        return slow(scenario, &group.batteries, period, need);
    }
    let plans = if let Some(ways) = &group.ways {
        ways.plan(group, period, need)?
    } else {
        let prices = group.units.iter().map(|u| plain_prices(&u.cost)).collect();
        group.at(prices, period).plan(need)?
    };
    let pattern = |(u, stops): (&super::model::UnitModel, _)| UnitPattern { unit: u.unit, stops, slows: Vec::new() };
    Some(group.units.iter().zip(plans).map(pattern).collect())
}

/// All units' patterns for the search's stops; `None` where the ancillary units cannot follow.
pub fn realise(
    scenario: &Scenario,
    component: &Component,
    space: &Space,
    stops: &Stops,
    control: &Control,
) -> Option<Vec<UnitPattern>> {
    let moved = space.movers.iter().zip(stops);
    let mut out: Vec<UnitPattern> =
        moved.map(|(m, s)| UnitPattern { unit: m.unit, stops: s.to_vec(), slows: Vec::new() }).collect();
    let schedule = exact::schedule(scenario, &out);
    let given =
        |b: &Block| -> f64 { b.primary.iter().map(|u| u.rate * schedule.units[u.unit].sum(Basis::Counted, b.period)).sum() };
    let pooled: HashSet<UnitIx> = component.pools.iter().flat_map(super::pool::Pool::units).collect();
    let follow = |block: &Block| -> Option<Vec<UnitPattern>> {
        let (sum, mut out) = (given(block), Vec::new());
        for group in &block.groups {
            let Some(planned) = plan_group(scenario, group, block.period, group.need(sum)) else {
                tracing::debug!(mill = block.ent, kind = ?group.kind, need = group.need(sum), "cannot follow");
                return None;
            };
            out.extend(planned);
        }
        for (b, _) in block.lone_batteries.iter().filter(|b| !pooled.contains(&b.0.unit)) {
            out.extend(slow(scenario, std::slice::from_ref(b), DayRange::EMPTY, 0.0)?);
        }
        Some(out)
    };
    let followed: Option<Vec<Vec<UnitPattern>>> = component.blocks.par_iter().map(follow).collect();
    out.extend(followed?.into_iter().flatten());
    let own = out.len();
    for pool in &component.pools {
        let needs = pool.needs(|b| given(&component.blocks[b]));
        let planned = pool.split(&needs).and_then(|(_, given)| {
            let classes = pool.classes.iter().zip(given);
            classes.map(|(c, x)| plan_group(scenario, &c.group, c.period, x)).collect::<Option<Vec<_>>>()
        });
        let Some(planned) = planned else {
            tracing::debug!(?needs, "a pool cannot follow");
            out.truncate(own);
            shared::shared_exact(scenario, component, &mut out, control)?;
            return Some(out);
        };
        out.extend(planned.into_iter().flatten());
    }
    let schedule = exact::schedule(scenario, &out);
    if !component.pools.is_empty() && !anc_rows_hold(component, &schedule) {
        out.truncate(own);
        shared::shared_exact(scenario, component, &mut out, control)?;
    }
    Some(out)
}

/// Whether the rows of shared ancillary units hold.
fn anc_rows_hold(component: &Component, schedule: &Schedule) -> bool {
    let holds = |r: &Row| r.violation(r.value(schedule)) <= 1e-9;
    component.rows.iter().filter(|r| r.rule == RuleId::AncRatio).all(holds)
}
