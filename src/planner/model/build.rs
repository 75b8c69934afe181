//! Makes a component: which rows pricing carries, which link blocks, and which units mills share.

use super::{Block, Component, Group, Part, UnitModel};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::measure::cost::UnitCost;
use crate::plan::schedule::Basis;
use crate::planner::asked::Asked;
use crate::planner::coke::Battery;
use crate::planner::graph::Graph;
use crate::planner::group::{Grid, Supply};
use crate::planner::line::PriceLine;
use crate::planner::own::own_rows;
use crate::planner::pool::{Class, Member, Pool};
use crate::planner::realise::all_ways;
use crate::planner::tighten::{tighten, whole_stops};
use crate::rules::{Measure, Row, RuleId, Term};
use crate::scenario::{EntIx, Scenario, UnitIx};
use std::collections::{BTreeMap, HashMap};

/// The rows by what carries them.
#[derive(Default)]
struct Sorted<'r> {
    /// Least ratio of each mill's primary units.
    required: HashMap<EntIx, f64>,
    /// ANC-RATIO of units that serve one mill alone.
    private: Vec<&'r Row>,
    /// The others of ANC-RATIO.
    shared: Vec<&'r Row>,
    /// What goes into the master.
    linking: Vec<Row>,
    /// What single days ask of a unit: an episode that all lines stand, and what [`tighten`] finds.
    asked: BTreeMap<UnitIx, Asked>,
    /// EPISODE rows on lines of a kind that serve one mill alone, which pricing keeps.
    asks: HashMap<(EntIx, Kind), Vec<Row>>,
    /// Level that an episode asks of a battery.
    floor: HashMap<UnitIx, Vec<f64>>,
}

/// Makes the models of units from what is known of the rows.
struct Maker<'a> {
    scenario: &'a Scenario,
    asked: &'a BTreeMap<UnitIx, Asked>,
    floor: &'a HashMap<UnitIx, Vec<f64>>,
    links: HashMap<UnitIx, Vec<(usize, Term)>>,
    nothing: Asked,
    grid: Grid,
}

/// The component of some mills and all their rows.
pub fn component(scenario: &Scenario, part: &Part) -> Component {
    let ents = &part.ents;
    let sorted = sort(scenario, &part.rows);
    let mut links: HashMap<UnitIx, Vec<(usize, Term)>> = HashMap::new();
    for (i, row) in sorted.linking.iter().enumerate() {
        row.terms.iter().for_each(|t| links.entry(t.unit).or_default().push((i, *t)));
    }
    let nothing = Asked::nothing(usize::from(scenario.season.len));
    let stops = |u: &&crate::scenario::Unit| u.kind.is_ancillary() && u.kind != Kind::CokeOven;
    let grid = Grid::new(scenario.units.iter().filter(stops).count());
    let maker = Maker { scenario, asked: &sorted.asked, floor: &sorted.floor, links, nothing, grid };
    let mut blocks = Vec::new();
    let mut block_of: HashMap<EntIx, usize> = HashMap::new();
    for &e in ents {
        block_of.insert(e, blocks.len());
        maker.mill(e, &sorted, &mut blocks);
    }
    blocks.iter_mut().for_each(|b| b.own = own_rows(b, &sorted.linking));
    let pools = maker.pools(&sorted.shared, &block_of);
    // units that are next to nothing beside the others of a row do not make its price
    let bend_price = |row: &Row| {
        let largest = row.terms.iter().map(|t| t.coef.abs()).fold(0.0, f64::max);
        let dear = |t: &Term| {
            let c = UnitCost::new(scenario, t.unit);
            let days = if t.basis == Basis::Met { t.days.len() as f64 } else { 1.0 };
            (days * (c.loss_per_day + c.avoided_per_day + c.moved) + c.restart)
                / t.coef.abs().max(NOTHING * largest).max(1e-12)
        };
        3.0 * row.terms.iter().map(dear).fold(0.0, f64::max)
    };
    let bend_price = sorted.linking.iter().map(bend_price).collect();
    let (rows, asked) = (sorted.linking, sorted.asked);
    let units = ents.iter().flat_map(|&e| &scenario.enterprises[e].units);
    let base = scenario.anchor.as_ref().map_or(0.0, |a| units.clone().map(|&u| a.base(u)).sum());
    let ceiling = base + units.map(|&u| most(scenario, u)).sum::<f64>();
    Component { blocks, rows, ceiling, base, bend_price, all_rows: part.rows.clone(), pools, asked }
}

/// Below this share of a row's largest coefficient a unit does not matter to it.
const NOTHING: f64 = 1e-5;

/// More than the unit can cost, whatever it does, CNY.
fn most(scenario: &Scenario, unit: UnitIx) -> f64 {
    let cost = UnitCost::new(scenario, unit);
    let days = cost.by_day(scenario, unit);
    days.iter().map(|c| c.max(0.0) + cost.restart.max(0.0) + cost.banking.max(0.0)).sum()
}

/// The terms of an ANC-RATIO row that are of its kind, by unit.
fn own_units(scenario: &Scenario, row: &Row) -> Vec<UnitIx> {
    row.terms.iter().map(|t| t.unit).filter(|&u| Some(scenario.units[u].kind) == row.place.kind).collect()
}

/// Capacity-days of units in service within a period, t.
fn capacity_days(scenario: &Scenario, units: &[UnitIx], period: DayRange) -> f64 {
    units.iter().map(|&u| scenario.units[u].rate_t_d * scenario.units[u].service.intersect(period).len() as f64).sum()
}

fn sort<'r>(scenario: &Scenario, all_rows: &'r [Row]) -> Sorted<'r> {
    let len = usize::from(scenario.season.len);
    let mut out = Sorted::default();
    let mut matched: Vec<&Row> = Vec::new();
    let mut linking: Vec<&Row> = Vec::new();
    for row in all_rows {
        match (row.rule, row.measure) {
            (RuleId::BfRatio, _) => {
                if let Some(e) = row.place.enterprise {
                    out.required.insert(e, row.lower);
                }
            }
            (RuleId::AncRatio, _) => matched.push(row),
            (RuleId::Episode, Measure::Fraction) => {
                for t in &row.terms {
                    let floor = out.floor.entry(t.unit).or_insert_with(|| vec![0.0; len]);
                    floor[t.days.days()].iter_mut().for_each(|f| *f = f.max(row.lower / t.coef));
                }
            }
            (RuleId::Episode, _) if row.lower > row.terms.len() as f64 - 1.0 + 1e-9 => {
                for t in &row.terms {
                    let asked = out.asked.entry(t.unit).or_insert_with(|| Asked::nothing(len));
                    asked.stop[t.days.days()].fill(true);
                }
            }
            _ => match Asked::restart_of(row) {
                Some((unit, day)) => {
                    let asked = out.asked.entry(unit).or_insert_with(|| Asked::nothing(len));
                    asked.never_restart[usize::from(day)] = true;
                }
                None => linking.push(row),
            },
        }
    }
    // an ancillary unit in several mills' groups belongs to none: those groups' rows link
    let mut groups_of: HashMap<UnitIx, usize> = HashMap::new();
    for row in &matched {
        own_units(scenario, row).into_iter().for_each(|u| *groups_of.entry(u).or_default() += 1);
    }
    let private = |row: &&Row| own_units(scenario, row).iter().all(|u| groups_of[u] == 1);
    (out.private, out.shared) = matched.into_iter().partition(private);
    for row in &out.private {
        let (Some(e), Some(kind)) = (row.place.enterprise, row.place.kind) else { continue };
        let units = own_units(scenario, row);
        let within =
            |r: &&Row| r.rule == RuleId::Episode && !r.terms.is_empty() && r.terms.iter().all(|t| units.contains(&t.unit));
        let asks: Vec<Row> = linking.iter().copied().filter(within).cloned().collect();
        if !asks.is_empty() && all_ways(&asks) {
            linking.retain(|r| !within(r));
            out.asks.insert((e, kind), asks);
        }
    }
    linking.extend(&out.shared);
    linking.retain(|row| !implied(scenario, row, &out.required));
    out.linking = linking.into_iter().cloned().collect();
    tighten(scenario, &mut out.linking, &mut out.asked);
    let whole: Vec<Row> = out.linking.iter().filter_map(|r| whole_stops(scenario, r, &out.asked)).collect();
    out.linking.extend(whole);
    out
}

impl Maker<'_> {
    fn unit(&self, u: UnitIx) -> UnitModel {
        let cost = UnitCost::new(self.scenario, u);
        UnitModel {
            unit: u,
            graph: Graph::new(self.scenario, u, self.asked.get(&u).unwrap_or(&self.nothing)),
            cost: cost.by_day(self.scenario, u),
            restart: cost.restart,
            banking: cost.banking,
            rate: self.scenario.units[u].rate_t_d,
            links: self.links.get(&u).cloned().unwrap_or_default(),
        }
    }

    fn battery(&self, u: UnitIx) -> Battery {
        let mut b = Battery::new(self.scenario, u);
        if let Some(f) = self.floor.get(&u) {
            b.floor.clone_from(f);
        }
        if let Some((settled, days)) = self.scenario.settled(u) {
            b.settled.copy_from_slice(settled);
            for d in (0..b.floor.len()).filter(|&d| settled[d]) {
                b.floor[d] = days.on(Basis::Stop, d as Day);
            }
        }
        b
    }

    fn group(&self, kind: Kind, units: &[UnitIx], share: f64, extra: f64) -> Group {
        let (mut stopping, mut batteries) = (Vec::new(), Vec::new());
        if kind == Kind::CokeOven {
            batteries = units.iter().map(|&u| self.battery(u)).collect();
        } else {
            stopping = units.iter().map(|&u| self.unit(u)).collect();
        }
        Group {
            kind,
            units: stopping,
            batteries,
            share,
            extra,
            grid: self.grid,
            asks: Vec::new(),
            supply: Supply::default(),
            ways: None,
        }
    }

    /// Capacity-days that a row asks of its units: per capacity-day of the mill's furnaces, and beyond.
    fn asks(&self, e: EntIx, row: &Row) -> (f64, f64) {
        let period = self.scenario.enterprises[e].period;
        let total = capacity_days(self.scenario, &own_units(self.scenario, row), period);
        let furnace_days = capacity_days(self.scenario, &self.scenario.primary_units(e), period);
        (if furnace_days > 0.0 { total / furnace_days } else { 0.0 }, row.lower * total)
    }

    /// The blocks of a mill: its primary units with what serves them alone, and every other unit alone.
    fn mill(&self, e: EntIx, sorted: &Sorted, blocks: &mut Vec<Block>) {
        let scenario = self.scenario;
        let primary = scenario.primary_units(e);
        let period = scenario.enterprises[e].period;
        let alone = Block {
            ent: e,
            primary: Vec::new(),
            period: DayRange::EMPTY,
            required: 0.0,
            groups: Vec::new(),
            line: PriceLine::default(),
            own: Vec::new(),
            lone_batteries: Vec::new(),
        };
        let mut block = Block {
            primary: primary.iter().map(|&u| self.unit(u)).collect(),
            period,
            required: sorted.required.get(&e).map_or(0.0, |r| r * capacity_days(scenario, &primary, period)),
            ..alone.clone()
        };
        for row in sorted.private.iter().filter(|r| r.place.enterprise == Some(e)) {
            let units = own_units(scenario, row);
            let (share, extra) = self.asks(e, row);
            let kind = row.place.kind.unwrap_or(Kind::Sinter);
            let mut group = self.group(kind, &units, share, extra);
            group.asks = sorted.asks.get(&(e, kind)).cloned().unwrap_or_default();
            block.groups.push(group);
        }
        let shares = sorted.shared.iter().any(|r| r.place.enterprise == Some(e));
        if block.groups.is_empty() && block.required <= 0.0 && !shares {
            // nothing ties its furnaces: each is a block of its own
            blocks.extend(block.primary.into_iter().map(|u| Block { primary: vec![u], ..alone.clone() }));
        } else {
            blocks.push(block);
        }
        let served = |u: &UnitIx| sorted.private.iter().any(|r| own_units(scenario, r).contains(u));
        for &u in scenario.enterprises[e].units.iter().filter(|u| !primary.contains(u) && !served(u)) {
            blocks.push(if scenario.units[u].kind == Kind::CokeOven {
                let links = self.links.get(&u).cloned().unwrap_or_default();
                Block { lone_batteries: vec![(self.battery(u), links)], ..alone.clone() }
            } else {
                Block { primary: vec![self.unit(u)], ..alone.clone() }
            });
        }
    }

    /// The pools of the rows whose units serve several mills: rows of one kind that a unit ties are in one.
    fn pools(&self, shared: &[&Row], block_of: &HashMap<EntIx, usize>) -> Vec<Pool> {
        let mut tied: Vec<(Vec<&Row>, Vec<UnitIx>)> = Vec::new();
        for &row in shared {
            let mut rows = vec![row];
            let mut units = own_units(self.scenario, row);
            let (joined, apart): (Vec<_>, Vec<_>) = tied.into_iter().partition(|t| t.1.iter().any(|u| units.contains(u)));
            for (r, u) in joined {
                rows.extend(r);
                units.extend(u);
            }
            tied = apart;
            tied.push((rows, units));
        }
        tied.into_iter().map(|(rows, _)| self.pool(&rows, block_of)).collect()
    }

    fn pool(&self, rows: &[&Row], block_of: &HashMap<EntIx, usize>) -> Pool {
        let mut pool = Pool { members: Vec::new(), classes: Vec::new() };
        let mut serves: BTreeMap<UnitIx, Vec<usize>> = BTreeMap::new();
        let mut periods = Vec::new();
        for row in rows {
            let Some(e) = row.place.enterprise else { continue };
            let (share, extra) = self.asks(e, row);
            own_units(self.scenario, row).iter().for_each(|&u| serves.entry(u).or_default().push(pool.members.len()));
            pool.members.push(Member { block: block_of[&e], share, extra });
            periods.push(self.scenario.enterprises[e].period);
        }
        let mut classes: BTreeMap<Vec<usize>, Vec<UnitIx>> = BTreeMap::new();
        for (u, members) in serves {
            classes.entry(members).or_default().push(u);
        }
        for (serves, units) in classes {
            let period = serves.iter().map(|&m| periods[m]).reduce(DayRange::intersect).unwrap_or(DayRange::EMPTY);
            let group = self.group(rows[0].place.kind.unwrap_or(Kind::Sinter), &units, 1.0, 0.0);
            pool.classes.push(Class { group, serves, period, line: PriceLine::default() });
        }
        pool
    }
}

/// Whether the mills' own ratio rows already keep a row.
fn implied(scenario: &Scenario, row: &Row, required: &HashMap<EntIx, f64>) -> bool {
    if row.upper.is_finite() || row.terms.iter().any(|t| t.coef < 0.0 || t.basis == Basis::Cold) {
        return false;
    }
    let mut least = 0.0;
    let mut by_ent: HashMap<EntIx, Vec<&Term>> = HashMap::new();
    row.terms.iter().for_each(|t| by_ent.entry(scenario.units[t.unit].enterprise).or_default().push(t));
    let mut ents: Vec<_> = by_ent.into_iter().collect();
    ents.sort_by_key(|e| e.0);
    for (e, terms) in ents {
        let Some(r) = required.get(&e).filter(|r| **r > 0.0) else { continue };
        let primary = scenario.primary_units(e);
        let period = scenario.enterprises[e].period;
        let per_tonne = primary
            .iter()
            .filter(|&&u| !scenario.units[u].service.intersect(period).is_empty())
            .map(|&u| {
                let own = scenario.units[u].service.intersect(period);
                terms
                    .iter()
                    .find(|t| t.unit == u && t.days.intersect(own) == own)
                    .map_or(0.0, |t| t.coef / scenario.units[u].rate_t_d)
            })
            .fold(f64::INFINITY, f64::min);
        if per_tonne.is_finite() {
            least += per_tonne * r * capacity_days(scenario, &primary, period);
        }
    }
    row.lower <= 0.0 || least >= row.lower + 1e-9 * row.lower.abs()
}
