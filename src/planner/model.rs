//! A component of the problem - mills that share a row, usually a city - split into blocks and linking rows.
//!
//! A block is a mill with the ancillary units that serve it alone; its own ratio rows are part of its pricing. Rows that
//! pricing does not carry (city rows, tonnes, heating, lines in an episode) link blocks and go into the master.

use super::coke::Battery;
use super::graph::{Asked, Graph};
use super::line::PriceLine;
use super::group::Supply;
use super::realise::Variant;
use super::tighten::tighten;
use super::unit::DayPrices;
use crate::day::DayRange;
use crate::kind::Kind;
use crate::measure::cost::UnitCost;
use crate::plan::schedule::{Basis, StopClass, UnitDays, Window};
use crate::rules::{Measure, Row, RuleId, Term};
use crate::scenario::{EntIx, Scenario, UnitIx};
use std::collections::HashMap;

/// A unit that stops whole.
#[derive(Debug, Clone)]
pub struct UnitModel {
    /// Its number in the scenario.
    pub unit: UnitIx,
    /// Its patterns.
    pub graph: Graph,
    /// Cost of each stopped day, CNY.
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
        UnitDays::new(scenario, self.unit, &stopped, &vec![0.0; len])
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
        for &(row, t) in &self.links {
            let y = duals[row] * t.coef;
            if y != 0.0 {
                let days = match t.basis {
                    Basis::Stop => &mut stop,
                    Basis::Counted => &mut counted,
                    Basis::Cold => &mut cold,
                };
                days[t.days.days()].iter_mut().for_each(|p| *p -= y);
            }
        }
        DayPrices::new(&stop, &counted, &cold)
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
    /// Capacity-days asked beyond that (a reserve).
    pub extra: f64,
    /// Supply at zero duals.
    pub supply: Supply,
    /// Ways to share out the lines that linking rows ask of it; empty where none do.
    pub variants: Vec<Variant>,
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
    /// Coke ovens that no group holds, each with its terms in linking rows.
    pub lone_batteries: Vec<(Battery, Vec<(usize, Term)>)>,
}

impl Block {
    /// All its units.
    pub fn units(&self) -> impl Iterator<Item = UnitIx> + '_ {
        let grouped =
            self.groups.iter().flat_map(|g| g.units.iter().map(|u| u.unit).chain(g.batteries.iter().map(|b| b.unit)));
        self.primary.iter().map(|u| u.unit).chain(grouped).chain(self.lone_batteries.iter().map(|b| b.0.unit))
    }
}

/// Mills that share rows.
#[derive(Debug, Clone)]
pub struct Component {
    /// Blocks, in the scenario's order.
    pub blocks: Vec<Block>,
    /// Linking rows.
    pub rows: Vec<Row>,
    /// CNY that a row may bend for by one of its units, well above what any plan would pay for it.
    pub bend_price: Vec<f64>,
    /// All rows of these mills, linking or not.
    pub all_rows: Vec<Row>,
    /// What the rows ask of units on single days.
    pub asked: HashMap<UnitIx, Asked>,
}

/// The representative of a set (union-find).
fn find(root: &mut [usize], mut i: usize) -> usize {
    while root[i] != i {
        root[i] = root[root[i]];
        i = root[i];
    }
    i
}

/// Splits a scenario by its rows.
pub fn components(scenario: &Scenario, rows: Vec<Row>) -> Vec<Component> {
    let n = scenario.enterprises.len();
    let mut root: Vec<usize> = (0..n).collect();
    for row in &rows {
        let mut first = None;
        for t in &row.terms {
            let e = find(&mut root, scenario.units[t.unit].enterprise);
            let f = *first.get_or_insert(e);
            let f = find(&mut root, f);
            root[e.max(f)] = e.min(f);
        }
    }
    let mut order: Vec<usize> = Vec::new();
    let mut members: HashMap<usize, (Vec<EntIx>, Vec<Row>)> = HashMap::new();
    for e in 0..n {
        let r = find(&mut root, e);
        if r == e {
            order.push(r);
        }
        members.entry(r).or_default().0.push(e);
    }
    for row in rows {
        let Some(t) = row.terms.first() else { continue };
        let r = find(&mut root, scenario.units[t.unit].enterprise);
        members.entry(r).or_default().1.push(row);
    }
    order
        .into_iter()
        .map(|r| {
            let (ents, rows) = members.remove(&r).unwrap_or_default();
            component(scenario, &ents, rows)
        })
        .collect()
}

/// What the rows fix at once, before any search.
struct Fixed {
    /// What single days ask of a unit: an episode that all lines stand, and what [`super::tighten`] finds.
    asked: HashMap<UnitIx, Asked>,
    /// Level that an episode asks of a battery.
    floor: HashMap<UnitIx, Vec<f64>>,
}

fn component(scenario: &Scenario, ents: &[EntIx], all_rows: Vec<Row>) -> Component {
    let len = usize::from(scenario.season.len);
    let mut fixed = Fixed { asked: HashMap::new(), floor: HashMap::new() };
    let mut required: HashMap<EntIx, f64> = HashMap::new();
    let mut matched: Vec<&Row> = Vec::new();
    let mut linking: Vec<&Row> = Vec::new();
    for row in &all_rows {
        match (row.rule, row.measure) {
            (RuleId::BfRatio, _) => {
                if let Some(e) = row.place.enterprise {
                    required.insert(e, row.lower);
                }
            }
            (RuleId::AncRatio, _) => matched.push(row),
            (RuleId::Episode, Measure::Fraction) => {
                for t in &row.terms {
                    let floor = fixed.floor.entry(t.unit).or_insert_with(|| vec![0.0; len]);
                    floor[t.days.days()].iter_mut().for_each(|f| *f = f.max(row.lower / t.coef));
                }
            }
            (RuleId::Episode, _) if row.lower > row.terms.len() as f64 - 1.0 + 1e-9 => {
                for t in &row.terms {
                    let asked = fixed.asked.entry(t.unit).or_insert_with(|| Asked::nothing(len));
                    asked.stop[t.days.days()].fill(true);
                }
            }
            _ => linking.push(row),
        }
    }
    // an ancillary unit in several mills' groups belongs to none: those groups' rows link
    let is_kind = |t: &Term, row: &Row| Some(scenario.units[t.unit].kind) == row.place.kind;
    let mut groups_of: HashMap<UnitIx, usize> = HashMap::new();
    for row in &matched {
        row.terms.iter().filter(|t| is_kind(t, row)).for_each(|t| *groups_of.entry(t.unit).or_default() += 1);
    }
    let private = |row: &&Row| row.terms.iter().filter(|t| is_kind(t, row)).all(|t| groups_of[&t.unit] == 1);
    let (private, shared): (Vec<&Row>, Vec<&Row>) = matched.into_iter().partition(private);
    linking.extend(shared);
    let capacity_days = |units: &[UnitIx], period: DayRange| -> f64 {
        units.iter().map(|&u| scenario.units[u].rate_t_d * scenario.units[u].service.intersect(period).len() as f64).sum()
    };
    linking.retain(|row| !implied(scenario, row, &required, &capacity_days));
    let mut linking: Vec<Row> = linking.into_iter().cloned().collect();
    tighten(scenario, &mut linking, &mut fixed.asked);
    let mut links: HashMap<UnitIx, Vec<(usize, Term)>> = HashMap::new();
    for (i, row) in linking.iter().enumerate() {
        row.terms.iter().for_each(|t| links.entry(t.unit).or_default().push((i, *t)));
    }
    let nothing = Asked::nothing(len);
    let unit_model = |u: UnitIx| {
        let cost = UnitCost::new(scenario, u);
        UnitModel {
            unit: u,
            graph: Graph::new(scenario, u, fixed.asked.get(&u).unwrap_or(&nothing)),
            cost: cost.by_day(scenario, u),
            restart: cost.restart,
            banking: cost.banking,
            rate: scenario.units[u].rate_t_d,
            links: links.get(&u).cloned().unwrap_or_default(),
        }
    };
    let battery = |u: UnitIx| {
        let mut b = Battery::new(scenario, u);
        if let Some(f) = fixed.floor.get(&u) {
            b.floor.clone_from(f);
        }
        b
    };
    let mut blocks = Vec::new();
    for &e in ents {
        let primary = scenario.primary_units(e);
        let period = scenario.enterprises[e].period;
        let furnace_days = capacity_days(&primary, period);
        let mut block = Block {
            ent: e,
            primary: primary.iter().map(|&u| unit_model(u)).collect(),
            period,
            required: required.get(&e).map_or(0.0, |r| r * furnace_days),
            groups: Vec::new(),
            line: PriceLine::default(),
            lone_batteries: Vec::new(),
        };
        for row in private.iter().filter(|r| r.place.enterprise == Some(e)) {
            let kind = row.place.kind.unwrap_or(Kind::Sinter);
            let units: Vec<UnitIx> = row.terms.iter().filter(|t| is_kind(t, row)).map(|t| t.unit).collect();
            let total = capacity_days(&units, period);
            let coke = kind == Kind::CokeOven;
            block.groups.push(Group {
                kind,
                units: if coke { Vec::new() } else { units.iter().map(|&u| unit_model(u)).collect() },
                batteries: if coke { units.iter().map(|&u| battery(u)).collect() } else { Vec::new() },
                share: if furnace_days > 0.0 { total / furnace_days } else { 0.0 },
                extra: row.lower.max(0.0) * total,
                supply: Supply::default(),
                variants: Vec::new(),
            });
        }
        if block.groups.is_empty() && block.required <= 0.0 {
            // nothing ties its furnaces: each is a block of its own
            for u in std::mem::take(&mut block.primary) {
                blocks.push(Block { primary: vec![u], period: DayRange::EMPTY, ..block.clone() });
            }
        } else {
            blocks.push(block);
        }
        for &u in scenario.enterprises[e].units.iter().filter(|u| !primary.contains(u)) {
            let alone = Block {
                ent: e,
                primary: Vec::new(),
                period: DayRange::EMPTY,
                required: 0.0,
                groups: Vec::new(),
                line: PriceLine::default(),
                lone_batteries: Vec::new(),
            };
            let grouped = private.iter().any(|r| r.terms.iter().any(|t| t.unit == u && is_kind(t, r)));
            if grouped {
                continue;
            }
            blocks.push(if scenario.units[u].kind == Kind::CokeOven {
                Block { lone_batteries: vec![(battery(u), links.get(&u).cloned().unwrap_or_default())], ..alone }
            } else {
                Block { primary: vec![unit_model(u)], ..alone }
            });
        }
    }
    let bend_price = |row: &Row| {
        let dear = |t: &Term| {
            let c = UnitCost::new(scenario, t.unit);
            (c.loss_per_day + c.restart + c.avoided_per_day) / t.coef.abs().max(1e-12)
        };
        3.0 * row.terms.iter().map(dear).fold(0.0, f64::max)
    };
    let bend_price = linking.iter().map(bend_price).collect();
    Component { blocks, rows: linking, bend_price, all_rows, asked: fixed.asked }
}

/// Whether the mills' own ratio rows already keep a row.
fn implied(
    scenario: &Scenario,
    row: &Row,
    required: &HashMap<EntIx, f64>,
    capacity_days: &dyn Fn(&[UnitIx], DayRange) -> f64,
) -> bool {
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
            least += per_tonne * r * capacity_days(&primary, period);
        }
    }
    row.lower <= 0.0 || least >= row.lower + 1e-9 * row.lower.abs()
}
