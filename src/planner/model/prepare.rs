//! What the pricing of a component needs once: the supplies of its ancillary groups.

use super::{Block, Component, Group};
use crate::day::DayRange;
use crate::planner::control::Control;
use crate::planner::line::PriceLine;
use crate::planner::pool::Pool;
use crate::planner::realise::Ways;
use crate::rules::RuleId;
use crate::scenario::Scenario;
use rayon::prelude::*;

/// Fills what pricing and search need once; `None` where the run must end first.
pub(super) fn prepare(scenario: &Scenario, component: &mut Component, control: &Control) -> Option<()> {
    let shared: Vec<Vec<_>> = {
        let of_pool = |p: &Pool| p.classes.iter().map(|c| ways(scenario, component, &c.group, c.period)).collect();
        component.pools.par_iter().map(of_pool).collect()
    };
    let rows = component.rows.len();
    component.pools.par_iter_mut().zip(shared).try_for_each(|(p, ways)| {
        for (c, ways) in p.classes.iter_mut().zip(ways) {
            going_on(control)?;
            c.group.ways = ways;
            c.group.fill_supply(c.period, rows);
            c.line = PriceLine::of_group(&c.group);
        }
        Some(())
    })?;
    prepare_blocks(scenario, component, |_| true, control)
}

/// `None` where the run must end.
fn going_on(control: &Control) -> Option<()> {
    (!control.over()).then_some(())
}

/// Fills what the pricing of some blocks needs once; `None` where the run must end first.
pub(super) fn prepare_blocks(
    scenario: &Scenario,
    component: &mut Component,
    wanted: impl Fn(usize) -> bool + Sync,
    control: &Control,
) -> Option<()> {
    let of_block = |(i, b): (usize, &Block)| -> Option<Vec<_>> {
        let groups = b.groups.iter().filter(|_| wanted(i));
        groups.map(|g| going_on(control).map(|()| ways(scenario, component, g, b.period))).collect()
    };
    let own: Vec<Vec<_>> = component.blocks.par_iter().enumerate().map(of_block).collect::<Option<_>>()?;
    let rows = component.rows.len();
    component.blocks.par_iter_mut().zip(own).enumerate().filter(|(i, _)| wanted(*i)).try_for_each(|(_, (b, ways))| {
        for (g, ways) in b.groups.iter_mut().zip(ways) {
            going_on(control)?;
            g.ways = ways;
            g.fill_supply(b.period, rows);
        }
        b.line = PriceLine::of_block(b);
        going_on(control)
    })
}

/// The ways in which a group gives the lines that episodes ask of it; `None` where they ask none.
fn ways(scenario: &Scenario, component: &Component, g: &Group, period: DayRange) -> Option<Ways> {
    if !g.asks.is_empty() {
        Some(Ways::new(scenario, component, g, period, g.asks.iter()))
    } else if g.is_linked() {
        let linked = component.rows.iter().filter(|r| r.rule == RuleId::Episode);
        Some(Ways::new(scenario, component, g, period, linked)).filter(|w| !w.is_none())
    } else {
        None
    }
}
