//! What the pricing of a component needs once: the supplies of its ancillary groups.

use super::{Component, Group};
use crate::day::DayRange;
use crate::planner::line::PriceLine;
use crate::planner::realise::variants;
use crate::rules::RuleId;
use crate::scenario::Scenario;
use rayon::prelude::*;

/// Fills what the pricing of a component needs once.
pub(super) fn prepare(scenario: &Scenario, component: &mut Component) {
    let rows = component.rows.len();
    let linked = || component.rows.iter().filter(|r| r.rule == RuleId::Episode);
    let ways = |g: &Group, period: DayRange| {
        if !g.asks.is_empty() {
            variants(scenario, component, g, period, g.asks.iter())
        } else if g.is_linked() {
            variants(scenario, component, g, period, linked())
        } else {
            Vec::new()
        }
    };
    let own: Vec<Vec<_>> = component.blocks.iter().map(|b| b.groups.iter().map(|g| ways(g, b.period)).collect()).collect();
    let shared: Vec<Vec<_>> =
        component.pools.iter().map(|p| p.classes.iter().map(|c| ways(&c.group, c.period)).collect()).collect();
    component.blocks.par_iter_mut().zip(own).for_each(|(b, ways)| {
        for (g, ways) in b.groups.iter_mut().zip(ways) {
            g.share_out(ways);
            g.fill_supply(b.period, rows);
        }
        b.line = PriceLine::of_block(b);
    });
    component.pools.par_iter_mut().zip(shared).for_each(|(p, ways)| {
        for (c, ways) in p.classes.iter_mut().zip(ways) {
            c.group.share_out(ways);
            c.group.fill_supply(c.period, rows);
            c.line = PriceLine::of_group(&c.group);
        }
    });
}
