//! A component of the problem - mills that share a row, usually a city - split into blocks and linking rows.
//!
//! A block is a mill with the ancillary units that serve it alone; its own ratio rows are part of its pricing. Rows that
//! pricing does not carry (city rows, tonnes, heating, lines in an episode) link blocks and go into the master.

mod build;
mod prepare;
mod split;

use super::asked::Asked;
use super::coke::Battery;
use super::control::Control;
use super::graph::Graph;
use super::group::{Grid, Supply};
use super::line::PriceLine;
use super::own::OwnRow;
use super::pool::Pool;
use super::realise::Ways;
use super::unit::DayPrices;
use crate::day::DayRange;
use crate::kind::Kind;
use crate::plan::schedule::{Basis, StopClass, UnitDays, Window};
use crate::rules::{Row, Term};
use crate::scenario::{EntIx, Scenario, UnitIx};
pub use split::{components, parts};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A unit that stops whole.
#[derive(Debug, Clone)]
pub struct UnitModel {
    /// Its number in the scenario.
    pub unit: UnitIx,
    /// Its patterns.
    pub graph: Graph,
    /// Cost of a stopped day by day of the season, CNY.
    pub cost: Vec<f64>,
    /// Restart after an ordinary stop, CNY.
    pub restart: f64,
    /// Banking of an episode stop, CNY.
    pub banking: f64,
    /// t/d.
    pub rate: f64,
    /// Its terms in linking rows.
    pub links: Vec<(usize, Term)>,
}

impl UnitModel {
    /// Its days with these stops, contract section 4.
    pub fn days(&self, scenario: &Scenario, stops: &[DayRange]) -> UnitDays {
        let len = self.cost.len();
        let mut stopped = vec![false; len];
        stops.iter().for_each(|r| stopped[r.days()].fill(true));
        UnitDays::new(scenario, self.unit, &stopped, &vec![None; len])
    }

    /// Cost of its stops, CNY.
    pub fn cost_of(&self, days: &UnitDays) -> f64 {
        let stop = |w: &Window| {
            let once = match w.class {
                StopClass::Fixed => 0.0,
                StopClass::Episode => self.banking,
                StopClass::Ordinary => self.restart,
            };
            once + self.cost[w.days.days()].iter().sum::<f64>()
        };
        days.stops.iter().map(stop).sum()
    }

    /// Prices of its days at the duals of the linking rows.
    pub fn prices(&self, duals: &[f64]) -> DayPrices {
        let mut stop = self.cost.clone();
        let mut counted = vec![0.0; stop.len()];
        let mut cold = vec![0.0; stop.len()];
        let mut met = Vec::new();
        for &(row, t) in &self.links {
            let y = duals[row] * t.coef;
            if y != 0.0 {
                let days = match t.basis {
                    Basis::Stop => &mut stop,
                    Basis::Counted => &mut counted,
                    Basis::Cold => &mut cold,
                    Basis::Met => {
                        met.push((t.days, -y));
                        continue;
                    }
                };
                days[t.days.days()].iter_mut().for_each(|p| *p -= y);
            }
        }
        DayPrices::new(&stop, &counted, &cold).with_met(met)
    }
}

/// Ancillary units of one kind, private to a mill, that must give `share` capacity-days per capacity-day of its furnaces.
#[derive(Debug, Clone)]
pub struct Group {
    /// Their kind.
    pub kind: Kind,
    /// Units that stop whole; empty for coke ovens.
    pub units: Vec<UnitModel>,
    /// Coke ovens; empty for other kinds.
    pub batteries: Vec<Battery>,
    /// Capacity-days asked per capacity-day of the furnaces.
    pub share: f64,
    /// Capacity-days asked beyond that (a reserve), or below 0 fewer (a limit that bends).
    pub extra: f64,
    /// How finely its capacity-days are told apart.
    pub grid: Grid,
    /// Supply at zero duals.
    pub supply: Supply,
    /// EPISODE rows that ask lines of its units alone and that pricing keeps: all ways to share them out are tried.
    pub asks: Vec<Row>,
    /// Ways to share out the lines that EPISODE rows ask of it; `None` where none do.
    pub ways: Option<Ways>,
}

impl Group {
    /// Whether a linking row touches it.
    pub fn is_linked(&self) -> bool {
        self.units.iter().any(|u| !u.links.is_empty())
    }
}

/// A mill, or a unit alone.
#[derive(Debug, Clone)]
pub struct Block {
    /// The mill.
    pub ent: EntIx,
    /// Units whose counted days add up to the mill's capacity-days.
    pub primary: Vec<UnitModel>,
    /// Days in which they count; empty for a unit alone.
    pub period: DayRange,
    /// Capacity-days asked of them, t.
    pub required: f64,
    /// Ancillary groups.
    pub groups: Vec<Group>,
    /// Their price by what the furnaces give.
    pub line: PriceLine,
    /// Rows over a period on its primary units alone.
    pub own: Vec<OwnRow>,
    /// Coke ovens that no group holds, each with its terms in linking rows.
    pub lone_batteries: Vec<(Battery, Vec<(usize, Term)>)>,
}

impl Block {
    /// All its units.
    pub fn units(&self) -> impl Iterator<Item = UnitIx> + '_ {
        let grouped = self.groups.iter().flat_map(Group::all_units);
        self.primary.iter().map(|u| u.unit).chain(grouped).chain(self.lone_batteries.iter().map(|b| b.0.unit))
    }

    /// Takes over what makes a block ready to be priced from one to whose units and limits nothing is new.
    pub fn prepare_as(&mut self, other: &Self) {
        self.line.clone_from(&other.line);
        for (g, known) in self.groups.iter_mut().zip(&other.groups) {
            g.supply.clone_from(&known.supply);
            g.ways.clone_from(&known.ways);
        }
    }
}

/// Mills that share rows, and the rows: what a [`Component`] is made of.
#[derive(Debug, Clone)]
pub struct Part {
    /// The mills.
    pub ents: Vec<EntIx>,
    /// All rows on them.
    pub rows: Arc<[Row]>,
}

impl Part {
    /// Its units.
    pub fn units<'a>(&'a self, scenario: &'a Scenario) -> impl Iterator<Item = UnitIx> + 'a {
        self.ents.iter().flat_map(|&e| scenario.enterprises[e].units.iter().copied())
    }

    /// Its component, ready to be priced; `None` where the run must end first.
    pub fn component(&self, scenario: &Scenario, control: &Control) -> Option<Component> {
        let mut c = build::component(scenario, self);
        prepare::prepare(scenario, &mut c, control)?;
        Some(c)
    }

    /// Its component, not ready: see [`Component::prepare_blocks`].
    pub fn unprepared(&self, scenario: &Scenario) -> Component {
        build::component(scenario, self)
    }
}

/// Mills that share rows.
#[derive(Debug, Clone)]
pub struct Component {
    /// Blocks, in the scenario's order.
    pub blocks: Vec<Block>,
    /// Linking rows.
    pub rows: Vec<Row>,
    /// No plan of its units can cost more, CNY.
    pub ceiling: f64,
    /// What is priced though nothing stands: the moved days of a plan to stay near, CNY.
    pub base: f64,
    /// CNY that a row may bend for by one of its units, well above what any plan would pay for it.
    pub bend_price: Vec<f64>,
    /// All rows of these mills, linking or not.
    pub all_rows: Arc<[Row]>,
    /// Ancillary units that several mills share.
    pub pools: Vec<Pool>,
    /// What the rows ask of units on single days.
    pub asked: BTreeMap<UnitIx, Asked>,
}

impl Component {
    /// All its units.
    pub fn units(&self) -> impl Iterator<Item = UnitIx> + '_ {
        self.blocks.iter().flat_map(Block::units)
    }

    /// Arcs and days of its units: how large an integer program of them is.
    pub fn size(&self, scenario: &Scenario) -> usize {
        let arcs = |b: &Block| -> usize {
            let own: usize = b.primary.iter().map(|u| u.graph.arcs.len()).sum();
            let cokes = b.lone_batteries.len() + b.groups.iter().map(|g| g.batteries.len()).sum::<usize>();
            own + b.groups.iter().flat_map(|g| &g.units).map(|u| u.graph.arcs.len()).sum::<usize>()
                + cokes * 8 * usize::from(scenario.season.len)
        };
        self.blocks.iter().map(arcs).sum()
    }

    /// Makes some blocks of an unprepared component ready to be priced; the search has more needs. `None` where the run must
    /// end first.
    pub fn prepare_blocks(
        &mut self,
        scenario: &Scenario,
        wanted: impl Fn(usize) -> bool + Sync,
        control: &Control,
    ) -> Option<()> {
        prepare::prepare_blocks(scenario, self, wanted, control)
    }
}
