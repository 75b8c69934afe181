//! What the pricing of a component needs once: the supplies of its ancillary groups.

use super::{Block, Component, Group};
use crate::day::DayRange;
use crate::planner::line::PriceLine;
use crate::planner::pool::Pool;
use crate::planner::realise::Ways;
use crate::rules::RuleId;
use crate::scenario::Scenario;
use rayon::prelude::*;

/// Fills what the pricing of a component needs once.
pub(super) fn prepare(scenario: &Scenario, component: &mut Component) {
    let rows = component.rows.len();
    let linked = || component.rows.iter().filter(|r| r.rule == RuleId::Episode);
    let ways = |g: &Group, period: DayRange| {
        if !g.asks.is_empty() {
            Some(Ways::new(scenario, component, g, period, g.asks.iter()))
        } else if g.is_linked() {
            Some(Ways::new(scenario, component, g, period, linked())).filter(|w| !w.is_none())
        } else {
            None
        }
    };
    let of_block = |b: &Block| b.groups.iter().map(|g| ways(g, b.period)).collect();
    let of_pool = |p: &Pool| p.classes.iter().map(|c| ways(&c.group, c.period)).collect();
    let own: Vec<Vec<_>> = component.blocks.par_iter().map(of_block).collect();
    let shared: Vec<Vec<_>> = component.pools.par_iter().map(of_pool).collect();
    component.blocks.par_iter_mut().zip(own).for_each(|(b, ways)| {
        for (g, ways) in b.groups.iter_mut().zip(ways) {
            g.ways = ways;
            g.fill_supply(b.period, rows);
        }
        b.line = PriceLine::of_block(b);
    });
    component.pools.par_iter_mut().zip(shared).for_each(|(p, ways)| {
        for (c, ways) in p.classes.iter_mut().zip(ways) {
            c.group.ways = ways;
            c.group.fill_supply(c.period, rows);
            c.line = PriceLine::of_group(&c.group);
        }
    });
}
