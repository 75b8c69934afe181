//! Why no plan exists: the rules that must bend, where, and by how much.
//!
//! Rows bend at a price ([`elastic`]). Scopes of few units are solved with all their patterns, so that the plan found shows
//! that the bend suffices and optimality that it is the least. Larger ones are first bent by single days, a relaxation: what
//! it needs, every plan needs; mills that it names are then solved with their patterns.

pub mod elastic;
pub mod scope;
pub mod text;

use self::elastic::{Detail, Elastic, row_bends};
use self::scope::{Scope, of_enterprise, scopes};
use super::exact::{Run, Status};
use crate::day::DayRange;
use crate::plan::schedule::Schedule;
use crate::rules::{Place, Row, RuleId};
use crate::scenario::Scenario;
use std::time::Instant;

/// Unit-days up to which a scope with city rows is solved with all its patterns.
const SMALL: usize = 1500;

/// What the limit that bends is, in the measure that the rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// At least so much is required.
    Least,
    /// At most so much is allowed.
    Most,
}

/// Which bound of its rows a bend moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The lower.
    Lower,
    /// The upper.
    Upper,
}

/// A rule that must bend.
#[derive(Debug, Clone, PartialEq)]
pub struct Bend {
    /// The rule.
    pub rule: RuleId,
    /// Where.
    pub place: Place,
    /// Days.
    pub days: DayRange,
    /// By how much; of a rule that holds on each day, on the worst.
    pub amount: f64,
    /// What the amount is counted in: a row's measure, or `unit-days`.
    pub unit: &'static str,
    /// What bends.
    pub limit: Limit,
    /// Which bound of the rows.
    pub side: Side,
    /// Which of several limits of the rule at the place.
    pub part: usize,
}

/// How strongly a conflict is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// A plan keeps the rules so bent, and none bends them less at the prices.
    ProvedLeast,
    /// A plan keeps the rules so bent, and none keeps them unbent.
    ShownToSuffice,
    /// No plan keeps the rules unless they bend, by this much at least at the prices; whether it suffices is not shown.
    AtLeast,
    /// Nothing was found that must bend, nor a plan.
    NothingFound,
}

/// Why no plan exists.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What bends. Empty and [`Proof::ProvedLeast`]: a plan exists.
    pub bends: Vec<Bend>,
    /// How strongly that is proved.
    pub proof: Proof,
}

/// Explains why no plan keeps the rows within about `time_limit` seconds. `threads` as in [`Run`].
pub fn explain(scenario: &Scenario, rows: &[Row], time_limit: f64, threads: Option<i32>) -> Conflict {
    let clock = Instant::now();
    let run = |among: usize| {
        let left = (time_limit - clock.elapsed().as_secs_f64()).max(1.0);
        Run { time_limit: left / among.max(1) as f64, gap: 1e-6, nodes: None, seed: 1, threads }
    };
    // a row without units in service bends by what it lacks, whatever the plan
    let mut found = Found { bends: constant_bends(rows), proof: Proof::ProvedLeast };
    let (small, large): (Vec<Scope>, Vec<Scope>) = scopes(scenario, rows, |_| true)
        .into_iter()
        .partition(|s| s.unit_days(scenario) <= SMALL || mill_scopes(scenario, rows, s).len() <= 1);
    for (i, scope) in small.iter().enumerate() {
        let e = elastic::solve(scenario, rows, scope, Detail::Exact, &run(small.len() + large.len() - i));
        found.take(e, true);
    }
    let (mut mills, mut clear, mut cities) = (Vec::new(), Vec::new(), Vec::new());
    for scope in &large {
        for mill in mill_scopes(scenario, rows, scope) {
            let e = elastic::solve(scenario, rows, &mill, Detail::Coarse, &run(1));
            if e.bends.is_empty() { clear.push(mill) } else { mills.push(mill) }
        }
        cities.extend(city_scope(rows, scope));
    }
    let mut city_bends = false;
    if found.bends.is_empty() && mills.is_empty() {
        for city in &cities {
            let e = elastic::solve(scenario, rows, city, Detail::Coarse, &run(1));
            city_bends |= !e.bends.is_empty();
            found.take(e, false);
        }
    }
    if found.bends.is_empty() && mills.is_empty() {
        mills = clear; // by single days all is well: it must be the shape of stops
    }
    let mut plan = Schedule::empty(scenario);
    for (i, mill) in mills.iter().enumerate() {
        let e = elastic::solve(scenario, rows, mill, Detail::Exact, &run(mills.len() - i));
        if let Some(p) = &e.plan {
            mill.units.iter().for_each(|&u| plan.units[u].clone_from(&p.units[u]));
        }
        found.take(e, true);
    }
    // rows that cross the mills are not in the mills' plans
    let crossed = cities.iter().flat_map(|c| &c.rows).filter(|&&i| !of_enterprise(&rows[i]));
    let shown = !city_bends && row_bends(rows, crossed.map(|&i| broken(rows, i, &plan))).is_empty();
    let proof = match if shown { found.proof } else { Proof::AtLeast } {
        Proof::ShownToSuffice | Proof::AtLeast if found.bends.is_empty() => Proof::NothingFound,
        proof => proof,
    };
    Conflict { bends: found.bends, proof }
}

struct Found {
    bends: Vec<Bend>,
    proof: Proof,
}

impl Found {
    fn take(&mut self, e: Elastic, exact: bool) {
        let proof = match e.status {
            _ if !exact => {
                if e.bends.is_empty() {
                    Proof::ProvedLeast
                } else {
                    Proof::AtLeast
                }
            }
            Status::Optimal => Proof::ProvedLeast,
            Status::Feasible => Proof::ShownToSuffice,
            Status::Infeasible | Status::Unknown => Proof::AtLeast,
        };
        self.proof = self.proof.max(proof);
        self.bends.extend(e.bends);
    }
}

fn broken(rows: &[Row], i: usize, plan: &Schedule) -> (usize, f64, f64) {
    let v = rows[i].value(plan);
    (i, rows[i].lower - v, v - rows[i].upper)
}

fn constant_bends(rows: &[Row]) -> Vec<Bend> {
    let bare = rows.iter().enumerate().filter(|(_, r)| r.terms.is_empty());
    row_bends(rows, bare.map(|(i, r)| (i, r.lower, -r.upper)))
}

/// The mills of a scope, each with those that serve it.
fn mill_scopes(scenario: &Scenario, rows: &[Row], scope: &Scope) -> Vec<Scope> {
    let all = scopes(scenario, rows, of_enterprise);
    all.into_iter().filter(|m| scope.units.binary_search(&m.units[0]).is_ok()).collect()
}

/// The units of a scope that its city rows name, with the rows that name no others; `None` without city rows.
fn city_scope(rows: &[Row], scope: &Scope) -> Option<Scope> {
    let city = scope.rows.iter().filter(|&&i| !of_enterprise(&rows[i]));
    let mut units: Vec<usize> = city.flat_map(|&i| rows[i].terms.iter().map(|t| t.unit)).collect();
    units.sort_unstable();
    units.dedup();
    let within = |&i: &usize| rows[i].terms.iter().all(|t| units.binary_search(&t.unit).is_ok());
    let rows = scope.rows.iter().copied().filter(within).collect();
    (!units.is_empty()).then_some(Scope { units, rows })
}

/// A bend that every plan needs, where single days prove one; cheap enough to ask before planning. `None` proves nothing.
pub fn quick_infeasible(scenario: &Scenario, rows: &[Row]) -> Option<Conflict> {
    let bare = constant_bends(rows);
    if !bare.is_empty() {
        return Some(Conflict { bends: bare, proof: Proof::AtLeast });
    }
    let run = Run { time_limit: 10.0, gap: 1e-6, nodes: None, seed: 1, threads: None };
    let all = scopes(scenario, rows, of_enterprise).into_iter();
    let cities = scopes(scenario, rows, |_| true).into_iter().filter_map(|s| city_scope(rows, &s));
    let bends: Vec<Bend> = all.chain(cities).find_map(|s| {
        let e = elastic::solve(scenario, rows, &s, Detail::Coarse, &run);
        (e.status == Status::Optimal && !e.bends.is_empty()).then_some(e.bends)
    })?;
    Some(Conflict { bends, proof: Proof::AtLeast })
}

/// The scenario and rows with their limits so bent, to plan anew and show that the bend suffices. A share of slack over
/// (0.001: a thousandth) leaves room for what single days do not see.
pub fn bent(scenario: &Scenario, rows: &[Row], bends: &[Bend], over: f64) -> (Scenario, Vec<Row>) {
    let (mut scenario, mut rows) = (scenario.clone(), rows.to_vec());
    for b in bends {
        let by = b.amount * (1.0 + over);
        let same =
            |r: &&mut Row| (r.rule, r.place, r.part) == (b.rule, b.place, b.part) && r.days.intersect(b.days) == r.days;
        for r in rows.iter_mut().filter(same) {
            match b.side {
                Side::Lower => r.lower -= by,
                Side::Upper => r.upper += by,
            }
        }
        if let Some(u) = b.place.unit {
            let cut = |spans: &[DayRange]| -> Vec<DayRange> {
                let parts = |r: &DayRange| {
                    [DayRange::new(r.first, r.end.min(b.days.first)), DayRange::new(r.first.max(b.days.end), r.end)]
                };
                spans.iter().flat_map(parts).filter(|r| !r.is_empty()).collect()
            };
            match b.rule {
                RuleId::MustRun => scenario.units[u].must_run = cut(&scenario.units[u].must_run),
                RuleId::Down => scenario.units[u].down = cut(&scenario.units[u].down),
                _ => {}
            }
        }
    }
    (scenario, rows)
}
