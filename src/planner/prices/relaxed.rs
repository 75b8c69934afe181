//! The planner's relaxation of some mills, and again with a limit moved: from the prices and patterns of before, most of which
//! still do.

use super::End;
use super::limit::{Edge, Limit, Stepped, Unit};
use crate::planner::control::Control;
use crate::planner::explain::quick_infeasible;
use crate::planner::mill::Column;
use crate::planner::model::{Component, Part, parts};
use crate::planner::relax::Relaxation;
use crate::rules::{Row, RuleId};
use crate::scenario::{EntIx, Scenario, UnitIx};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Between what the relaxation's value lies, CNY; infinite where nothing keeps the rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// At least.
    pub least: f64,
    /// At most.
    pub most: f64,
}

/// What nothing is worth.
const NO_PLAN: Value = Value { least: f64::INFINITY, most: f64::INFINITY };

/// What is left between bound and master at the end, as a share of the value.
pub const CLOSE: f64 = 1e-6;
/// The same as a share of the difference that is looked for.
const PART: f64 = 0.005;
/// Exact rounds beyond the planner's own end, to come so close.
const MORE: usize = 40;

/// Some mills that share rows, relaxed.
pub struct Mills {
    /// The scenario, without the units of other mills.
    pub scenario: Scenario,
    /// All their rows.
    pub rows: Vec<Row>,
    /// Their component.
    pub component: Component,
    /// Its value.
    pub value: Value,
    /// Prices of its linking rows.
    duals: Vec<f64>,
    /// Patterns that its master mixes.
    columns: Vec<Column>,
    /// What the mix of them gives in each linking row.
    mixed: Vec<f64>,
    /// What each block's cheapest pattern costs at these prices, at least, CNY.
    floors: Vec<f64>,
}

/// What a component with a limit moved takes over.
struct Known {
    duals: Vec<f64>,
    columns: Vec<Column>,
    /// For each of its blocks the one that it was, if nothing of it is new.
    was: Vec<Option<usize>>,
}

impl Mills {
    /// Relaxes them; `None` where time is over first, or nothing seems to keep the rows, which is not proved.
    pub fn new(scenario: &Scenario, part: &Part, control: &Control) -> Option<Self> {
        let ents: BTreeSet<EntIx> = part.ents.iter().copied().collect();
        let mut scenario = scenario.clone();
        for (_, ent) in scenario.enterprises.iter_mut().enumerate().filter(|(e, _)| !ents.contains(e)) {
            ent.units.clear();
        }
        let component = part.component(&scenario, control)?;
        let mut r = Relaxation::new(&scenario, &component, control);
        let value = converge(&mut r, None, control).or_else(|| refuted(&scenario, &part.rows, control))?;
        if control.over() && value.most > value.least + 1e-3 * value.least.abs() {
            return None;
        }
        let mut mixed = vec![0.0; component.rows.len()];
        let mut columns = Vec::new();
        for (weight, column) in r.mix().into_iter().flatten() {
            column.gives.iter().for_each(|&(row, gives)| mixed[row] += weight * gives);
            columns.push(column.clone());
        }
        let duals = r.at.duals.clone();
        let rows = part.rows.to_vec();
        let floors = (0..component.blocks.len()).into_par_iter();
        let floors = floors.map(|i| component.blocks[i].price(&scenario, i, &duals, None).bound).collect();
        Some(Self { scenario, rows, component, value, duals, columns, mixed, floors })
    }

    /// Whether nothing is known of what its value is at most.
    pub fn is_open(&self) -> bool {
        self.value.most == f64::INFINITY
    }

    /// Its first mill, by which it is known.
    pub fn first(&self) -> EntIx {
        self.component.blocks.iter().map(|b| b.ent).min().unwrap_or_default()
    }

    /// CNY that the master's prices put on one step of a limit: its local derivative. `None` where the master does not hold all of it
    /// as filed.
    pub fn dual(&self, limit: &Limit) -> Option<f64> {
        if limit.unit == Unit::Hours {
            return None;
        }
        let of = |row: &Row| {
            let at = self.component.rows.iter().position(|r| r == row)?;
            let y = self.duals[at];
            Some(if limit.edge == Edge::Lower { y.max(0.0) } else { (-y).max(0.0) })
        };
        let mut filed = self.rows.iter().filter(|r| limit.speaks_of(r)).peekable();
        filed.peek()?;
        Some(filed.map(of).sum::<Option<f64>>()? * limit.unit.step())
    }

    /// By how much the mix of patterns keeps a limit, in what it is counted in; `None` where the master does not hold all of it as
    /// filed.
    pub fn slack(&self, limit: &Limit) -> Option<f64> {
        limit.slack(&self.scenario, &self.rows, |row| {
            let at = self.component.rows.iter().position(|r| r == row)?;
            Some(self.mixed[at])
        })
    }

    /// Mills that still share rows with a limit moved; `Err`: none is needed to say what they are worth, if anything.
    fn moved(&self, limit: &Limit, n: i32) -> Result<(Box<Scenario>, Vec<Part>), Option<Value>> {
        match limit.stepped(&self.scenario, &self.rows, n) {
            Stepped::Moved(s, rows) => {
                let all = parts(&s, rows);
                Ok((s, all))
            }
            Stepped::Gone => Err(None),
            Stepped::NoPlan => Err(Some(NO_PLAN)),
        }
    }

    /// At least what the value is with a limit moved, by the prices as they are; `None` where it is gone, or time is over first.
    pub fn at_these_prices(&self, limit: &Limit, n: i32, control: &Control) -> Option<f64> {
        let (scenario, moved) = match self.moved(limit, n) {
            Ok(moved) => moved,
            Err(value) => return value.map(|v| v.least),
        };
        let of = |part: &Part| {
            let mut c = part.unprepared(&scenario);
            Some(c.base + self.priced(&scenario, limit, n, &mut c, control)?)
        };
        moved.iter().map(of).sum()
    }

    /// The rows' part of a component with a limit moved, and what its blocks' cheapest patterns cost at these prices at least.
    fn priced(&self, scenario: &Scenario, limit: &Limit, n: i32, c: &mut Component, control: &Control) -> Option<f64> {
        let mut known = self.known(limit, n, c);
        c.prepare_blocks(scenario, |i| known.was[i].is_none(), control)?;
        let mut sum = known.was.iter().flatten().map(|&i| self.floors[i]).sum::<f64>();
        for (y, row) in known.duals.iter_mut().zip(&c.rows) {
            let limit = if *y > 0.0 { row.lower } else { row.upper };
            if limit.is_finite() { sum += *y * limit } else { *y = 0.0 }
        }
        // in order: sums of floats depend on it
        let fresh = c.blocks.par_iter().enumerate().filter(|(i, _)| known.was[*i].is_none());
        let priced = fresh.map(|(i, b)| b.price(scenario, i, &known.duals, None).bound);
        Some(sum + priced.collect::<Vec<_>>().iter().sum::<f64>())
    }

    /// The value with a limit moved.
    ///
    /// # Errors
    /// Where the limit is gone, or nothing is known of the value in time.
    pub fn stepped(&self, limit: &Limit, n: i32, control: &Control) -> Result<Value, End> {
        let (scenario, moved) = match self.moved(limit, n) {
            Ok(moved) => moved,
            Err(value) => return value.ok_or(End::Gone),
        };
        let alone = moved.len() == 1;
        let mut sum = Value { least: 0.0, most: 0.0 };
        for part in moved {
            let mut c = part.unprepared(&scenario);
            let Known { duals, columns, was } = self.known(limit, n, &c);
            c.prepare_blocks(&scenario, |i| was[i].is_none(), control).ok_or(End::Unknown)?;
            for (block, was) in c.blocks.iter_mut().zip(was) {
                if let Some(i) = was {
                    block.prepare_as(&self.component.blocks[i]);
                }
            }
            let mut r = Relaxation::from_known(&scenario, &c, duals, columns, control);
            let v = converge(&mut r, alone.then_some(self.value.least), control);
            let v = v.or_else(|| refuted(&scenario, &part.rows, control)).ok_or(End::Unknown)?;
            sum = Value { least: sum.least + v.least, most: sum.most + v.most };
        }
        Ok(sum)
    }

    /// Prices for the rows of a component with a limit moved, and the blocks and patterns to which nothing is new.
    fn known(&self, limit: &Limit, n: i32, to: &Component) -> Known {
        type Key = (RuleId, crate::rules::Place, usize, crate::day::DayRange, u8);
        let key = |r: &Row| -> Key { (r.rule, r.place, r.part, r.days, r.terms.first().map_or(0, |t| t.basis as u8)) };
        let mut known: HashMap<Key, Vec<usize>> = HashMap::new();
        for (i, row) in self.component.rows.iter().enumerate().rev() {
            known.entry(key(row)).or_default().push(i);
        }
        let mut new_of: Vec<Option<usize>> = vec![None; self.component.rows.len()];
        let mut duals = vec![0.0; to.rows.len()];
        let mut touched: BTreeSet<UnitIx> = BTreeSet::new();
        for (j, row) in to.rows.iter().enumerate() {
            let old = known.get_mut(&key(row)).and_then(Vec::pop);
            match old {
                Some(i) => {
                    duals[j] = self.duals[i];
                    if self.component.rows[i].terms == row.terms {
                        new_of[i] = Some(j);
                    } else {
                        touched.extend(row.terms.iter().chain(&self.component.rows[i].terms).map(|t| t.unit));
                    }
                }
                None => touched.extend(row.terms.iter().map(|t| t.unit)),
            }
        }
        for i in known.into_values().flatten() {
            touched.extend(self.component.rows[i].terms.iter().map(|t| t.unit));
        }
        let asked = self.component.asked.keys().chain(to.asked.keys());
        touched.extend(asked.filter(|u| self.component.asked.get(u) != to.asked.get(u)));
        let units = |b: &crate::planner::model::Block| -> Vec<UnitIx> { b.units().collect() };
        let blocks: HashMap<Vec<UnitIx>, usize> = to.blocks.iter().enumerate().map(|(i, b)| (units(b), i)).collect();
        let own = |e: EntIx| limit.is_in_pricing() && limit.place.enterprise == Some(e);
        // what kept a limit of its own keeps a looser one, at the same cost
        let still = n < 0 && matches!(limit.rule, RuleId::BfRatio | RuleId::MustRun);
        let (mut was, mut block_of) = (vec![None; to.blocks.len()], vec![None; self.component.blocks.len()]);
        for (i, b) in self.component.blocks.iter().enumerate() {
            let same = blocks.get(&units(b)).filter(|_| !b.units().any(|u| touched.contains(&u)));
            let Some(&j) = same else { continue };
            if !own(b.ent) {
                was[j] = Some(i);
            }
            block_of[i] = Some(j).filter(|_| !own(b.ent) || still);
        }
        let carry = |c: &Column| {
            let block = block_of[c.block]?;
            let gives = c.gives.iter().map(|&(r, v)| new_of[r].map(|j| (j, v))).collect::<Option<Vec<_>>>()?;
            Some(Column { block, gives, ..c.clone() })
        };
        Known { duals, columns: self.columns.iter().filter_map(carry).collect(), was }
    }
}

/// Where nothing keeps the rows, which single days prove.
fn refuted(scenario: &Scenario, rows: &[Row], control: &Control) -> Option<Value> {
    if control.over() {
        return None;
    }
    quick_infeasible(scenario, rows, control.interrupt()).map(|_| NO_PLAN)
}

/// Runs column generation until bound and master nearly meet, or nearly enough to tell the value from `other`. `None`: its master
/// keeps the rows at no price, which proves nothing.
fn converge(r: &mut Relaxation, other: Option<f64>, control: &Control) -> Option<Value> {
    r.run(control, false, usize::MAX);
    for _ in 0..MORE {
        let apart = other.map_or(0.0, |o| (r.at.bound - o).abs());
        if r.room() <= (CLOSE * r.at.bound.abs()).max(PART * apart) || r.at.is_impossible() || control.over() {
            break;
        }
        r.once_more(control);
    }
    r.bound_now(control);
    if r.at.bound == f64::INFINITY {
        return Some(NO_PLAN);
    }
    (!r.at.is_impossible()).then(|| Value { least: r.at.bound, most: r.at.bound + r.room().max(0.0) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::open_rows;
    use crate::planner::prices::limit::limits;
    use crate::scenario::generate::{Size, generate};
    use crate::scenario::read_scenario_str;
    use std::time::Duration;

    #[test]
    fn what_is_taken_over_changes_no_price() {
        let s = read_scenario_str(&generate(&Size::new(1, 3, 7, 2)).scenario_toml, "city.toml", None).expect("a scenario");
        assert!(!s.episodes.is_empty());
        let control = Control::new(Duration::from_mins(10), None);
        let all = parts(&s, open_rows(&s));
        let mills: Vec<Mills> = all.iter().filter_map(|p| Mills::new(&s, p, &control)).collect();
        let (mut judged, mut reused) = (BTreeSet::new(), 0);
        for limit in limits(&s, &open_rows(&s)) {
            let speaks = |m: &&Mills| m.rows.iter().any(|r| limit.speaks_of(r)) || limit.rule == RuleId::MustRun;
            for (m, n) in mills.iter().filter(speaks).flat_map(|m| [(m, 1), (m, -1)]) {
                let Ok((scenario, moved)) = m.moved(&limit, n) else { continue };
                let at = format!("{n} of {limit:?}");
                let mut fresh = Value { least: 0.0, most: 0.0 };
                for part in &moved {
                    let v = Mills::new(&scenario, part, &control).expect("there is time").value;
                    fresh = Value { least: fresh.least + v.least, most: fresh.most + v.most };
                    let was = m.known(&limit, n, &part.unprepared(&scenario)).was;
                    reused += was.iter().flatten().count();
                }
                let is = m.stepped(&limit, n, &control).expect("it is moved");
                let close = 1.0 + CLOSE * m.value.least.abs();
                let same = is.least <= fresh.most + close && fresh.least <= is.most + close;
                assert!(same, "{at}: {is:?} with what was known, {fresh:?} without");
                let bound = m.at_these_prices(&limit, n, &control).expect("it is moved");
                assert!(bound <= fresh.most + close, "{at}: {bound} is no bound of {fresh:?}");
                judged.insert(limit.rule);
            }
        }
        assert!(judged.contains(&RuleId::Episode) && judged.len() >= 5, "{judged:?}");
        assert!(reused > 100, "{reused}");
    }
}
