//! Why no plan exists: the rules that must bend, where, and by how much.
//!
//! First which limits bend: all of them may, at a price ([`elastic`]), by single days for a start, which is a relaxation: what
//! it needs, every plan needs. Then by how much ([`amounts`]): each of those limits by one amount, all others as they are; with
//! whole patterns where the scope is small or a mill, so that the plan found shows that the bend suffices. Cities are planned
//! anew with their rows so bent ([`suffice`]). Where single days keep all, mixtures of mills' patterns are asked ([`mixed`]).

pub mod amounts;
pub mod elastic;
mod least;
pub mod mixed;
pub mod scope;
pub mod suffice;
pub mod text;

use self::elastic::{Detail, row_bends};
use self::scope::{Scope, city_scope, mill_scopes, of_enterprise, scopes};
pub use self::suffice::{ROUNDING, bent};
use super::control::Control;
use super::exact::{Run, Status};
use crate::day::DayRange;
use crate::rules::{Measure, Place, Row, RuleId};
use crate::scenario::Scenario;
use std::sync::atomic::AtomicBool;

/// Unit-days up to which a scope with city rows is solved with all its patterns.
const SMALL: usize = 1500;
/// Seconds from the start that proofs of amounts may take, whatever the time limit is.
const PATIENCE: f64 = 20.0;
/// Bends of one limit that lie at most so many days apart are one.
const NEAR: u16 = 14;

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

/// What a bend's amount is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// In what its rows are.
    Row(Measure),
    /// In days of a unit.
    UnitDays,
}

impl Counted {
    /// `unit_of_bend` in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Row(measure) => measure.id(),
            Self::UnitDays => "unit-days",
        }
    }
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
    /// By how much; of a rule that holds on each day, on each of the days.
    pub amount: f64,
    /// The others bent as they are, no plan exists with less than this.
    pub least: f64,
    /// What the amount is counted in.
    pub unit: Counted,
    /// What bends.
    pub limit: Limit,
    /// Which bound of the rows.
    pub side: Side,
    /// Which of several limits of the rule at the place.
    pub part: usize,
    /// The limit as filed, in the rule's measure.
    pub filed: f64,
    /// What the measure is if all units it is about stand (or run) throughout.
    pub whole: f64,
}

impl Bend {
    /// A row's bend; nothing is proved of its amount.
    fn of_row(row: &Row, side: Side, amount: f64) -> Self {
        let limit = if (side == Side::Lower) == (row.sign > 0.0) { Limit::Least } else { Limit::Most };
        let filed = row.measured(if side == Side::Lower { row.lower } else { row.upper });
        let (rule, place, days, unit, part) = (row.rule, row.place, row.days, Counted::Row(row.measure), row.part);
        let helps = row.terms.iter().filter(|t| t.coef > 0.0);
        let whole = helps.map(|t| t.coef * t.days.len() as f64).sum();
        Self { rule, place, days, amount, least: 0.0, unit, limit, side, part, filed, whole }
    }

    /// Whether no smaller amount makes a plan, up to a step that matters to nobody.
    pub fn is_least(&self) -> bool {
        self.least > 0.0 && self.amount <= self.least + 1.001 * self.step()
    }

    /// The least difference that matters: a hundredth of a percentage point, half a tonne, a line, a day.
    fn step(&self) -> f64 {
        match self.unit {
            Counted::Row(Measure::Fraction) => 1e-4,
            Counted::Row(Measure::Tonnes | Measure::TonnesPerDay) => 0.5,
            Counted::Row(Measure::Lines) | Counted::UnitDays => 0.999,
        }
    }

    /// Whether two bends are of one limit.
    fn same_limit(&self, o: &Self) -> bool {
        (self.rule, self.place, self.side, self.part) == (o.rule, o.place, o.side, o.part)
    }
}

/// How strongly a conflict is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// A plan keeps the rules so bent, and none where any of them bends less and the others as much.
    ProvedLeast,
    /// A plan keeps the rules so bent, and none keeps them unbent.
    ShownToSuffice,
    /// No plan keeps the rules unless something bends, and this is what is known of it; whether it suffices is not shown.
    AtLeast,
    /// No plan keeps the rules; what must bend was not found.
    NoPlan,
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

/// Explains why no plan keeps the rows, until `control` ends it. `impossible`: it is proved that none does.
pub fn explain(scenario: &Scenario, rows: &[Row], impossible: bool, control: &Control) -> Conflict {
    let patience = control.at_least(PATIENCE);
    let case = Case { scenario, rows, control, patience: &patience };
    let bare = constant_bends(rows);
    let mut found = Found { proved: !bare.is_empty(), bends: bare, settled: true, shown: None };
    // scopes of few units, or of one mill, are settled by themselves where HiGHS is quick enough
    let all = scopes(scenario, rows, |_| true);
    let small = |s: &Scope| s.unit_days(scenario) <= SMALL || mill_scopes(scenario, rows, s).len() <= 1;
    let (mut open, mut shown) = (Vec::new(), Some(Vec::new()));
    for (i, scope) in all.iter().enumerate() {
        let one = small(scope).then(|| case.exact(scope, all.len() - i));
        match one {
            Some(one) if one.settled => found.take(one),
            one => {
                shown = shown.zip(one.and_then(|one| one.shown)).map(|(all, more)| [all, more].concat());
                open.push(scope);
            }
        }
    }
    if open.is_empty() {
        return found.conflict();
    }
    found.settled = false;
    shown = shown.map(|bends| [found.bends.clone(), bends].concat());
    let mills: Vec<Scope> = open.iter().flat_map(|s| mill_scopes(scenario, rows, s)).collect();
    for (i, mill) in mills.iter().enumerate() {
        if !elastic::solve(scenario, rows, mill, Detail::Coarse, &case.run(1)).bends.is_empty() {
            found.take(case.exact(mill, (mills.len() - i).min(4)));
        }
    }
    // what the city asks, once the mills' own conflicts are granted
    let (granted, its_rows) = bent(scenario, rows, &found.bends, ROUNDING);
    let then = Case { scenario: &granted, rows: &its_rows, ..case };
    let cities: Vec<Scope> = open.iter().filter_map(|s| city_scope(rows, s)).collect();
    for city in &cities {
        found.take(then.coarse(&scope::rescoped(rows, &its_rows, city)));
    }
    let scopes = Scopes { small: all.iter().filter(|s| small(s)).cloned().collect(), mills, cities };
    found.shown = shown.filter(|_| impossible || found.proved);
    suffice::conflict(&case, found, &scopes)
}

/// The scopes in which an amount may be proved.
struct Scopes {
    small: Vec<Scope>,
    mills: Vec<Scope>,
    cities: Vec<Scope>,
}

impl Scopes {
    fn all(&self) -> impl Iterator<Item = &Scope> {
        self.small.iter().chain(&self.mills).chain(&self.cities)
    }
}

/// A scenario with its rows, and the time left.
#[derive(Clone, Copy)]
struct Case<'a> {
    scenario: &'a Scenario,
    rows: &'a [Row],
    control: &'a Control<'a>,
    /// The time left for what a slow machine proves late.
    patience: &'a Control<'a>,
}

impl Case<'_> {
    /// A run that shares the time left with others.
    fn run(&self, among: usize) -> Run<'_> {
        Run {
            time_limit: (self.control.left() / among.max(1) as f64).max(1.0),
            gap: 1e-6,
            nodes: None,
            seed: 1,
            interrupt: self.control.interrupt(),
        }
    }

    /// Amounts with whole patterns, for bends that may lie on MUST-RUN and DOWN days.
    fn amounts(&self, scope: &Scope, bends: &[Bend], detail: Detail, run: &Run) -> amounts::Amounts {
        if run.is_interrupted() {
            return amounts::Amounts { status: Status::Unknown, each: Vec::new() };
        }
        let (scenario, rows) = suffice::freed(self.scenario, self.rows, bends);
        let scope = scope::rescoped(self.rows, &rows, scope);
        amounts::solve(&scenario, &rows, &scope, bends, detail, run)
    }

    /// What must bend in a scope by single days.
    fn coarse(&self, scope: &Scope) -> Found {
        let run = self.run(2);
        let e = elastic::solve(self.scenario, self.rows, scope, Detail::Coarse, &run);
        let proved = e.proved;
        let mut bends = joined(e.bends);
        let a = self.amounts(scope, &bends, Detail::Coarse, &run);
        for (b, amount) in bends.iter_mut().zip(a.each) {
            b.amount = if b.unit == Counted::Row(Measure::Lines) { (amount - 1e-6).ceil() } else { amount };
        }
        bends.retain(|b| b.amount > 0.0);
        Found { bends, proved, settled: false, shown: None }
    }

    /// What must bend in a scope with all its patterns; settled where that is proved least, or a plan is known.
    fn exact(&self, scope: &Scope, among: usize) -> Found {
        let coarse = self.coarse(scope);
        if coarse.proved {
            // which limits bend is plain from single days; whole patterns say how far, if those alone suffice
            let a = self.amounts(scope, &coarse.bends, Detail::Exact, &self.run(4 * among));
            tracing::debug!(?a.status, ?a.each, bends = ?coarse.bends.iter().map(|b| b.rule).collect::<Vec<_>>(), "whole patterns");
            if a.status != Status::Infeasible {
                return set(coarse, &a);
            }
        }
        let e = elastic::solve(self.scenario, self.rows, scope, Detail::Exact, &self.run(4 * among));
        tracing::debug!(?e.status, bends = ?e.bends.iter().map(|b| (b.rule, b.amount)).collect::<Vec<_>>(), "any limit, whole patterns");
        if e.bends.is_empty() {
            let known = matches!(e.status, Status::Optimal | Status::Feasible);
            return Found { settled: known && !coarse.proved, ..coarse };
        }
        let bends = joined(e.bends);
        let shown = e.plan.filter(|plan| suffice::keeps(self, Some(scope), &bends, plan)).map(|_| bends.clone());
        if !e.proved {
            // cut short before it was proved that anything must bend: what the plan found breaks suffices, and may not be needed
            return Found { shown, ..coarse };
        }
        let a = self.amounts(scope, &bends, Detail::Exact, &self.run(4 * among));
        set(Found { shown, bends, proved: true, settled: false }, &a)
    }
}

/// Bends with amounts of whole patterns.
fn set(found: Found, a: &amounts::Amounts) -> Found {
    let optimal = a.status == Status::Optimal && !a.each.is_empty();
    let mut bends = found.bends;
    for (b, &amount) in bends.iter_mut().zip(&a.each).filter(|_| optimal) {
        (b.amount, b.least) = (amount, amount);
    }
    bends.retain(|b| b.amount > 0.0);
    Found { bends, proved: found.proved, settled: optimal, shown: found.shown }
}

/// What is known so far.
#[derive(Debug)]
struct Found {
    bends: Vec<Bend>,
    /// Something must bend.
    proved: bool,
    /// A plan keeps the rows so bent.
    settled: bool,
    /// Other bends, more of them or larger ones, with which there is a plan.
    shown: Option<Vec<Bend>>,
}

impl Found {
    fn take(&mut self, more: Found) {
        self.proved |= more.proved;
        self.settled &= more.settled;
        for b in more.bends {
            match self.bends.iter_mut().find(|o| o.same_limit(&b) && o.days == b.days) {
                Some(o) => (o.amount, o.least) = (o.amount + b.amount, 0.0),
                None => self.bends.push(b),
            }
        }
    }

    fn conflict(self) -> Conflict {
        let proof = match (self.proved, self.settled) {
            (false, true) if self.bends.is_empty() => Proof::ProvedLeast,
            (false, _) => return Conflict { bends: Vec::new(), proof: Proof::NothingFound },
            (true, true) if self.bends.iter().all(Bend::is_least) => Proof::ProvedLeast,
            (true, true) => Proof::ShownToSuffice,
            (true, false) => Proof::AtLeast,
        };
        Conflict { bends: self.bends, proof }
    }
}

/// Bends of one limit whose days lie near each other made one.
fn joined(bends: Vec<Bend>) -> Vec<Bend> {
    let mut out: Vec<Bend> = Vec::new();
    for b in bends {
        let near =
            |o: &Bend| b.days.first <= o.days.end.saturating_add(NEAR) && o.days.first <= b.days.end.saturating_add(NEAR);
        let joins = !matches!(b.rule, RuleId::MustRun | RuleId::Down);
        match out.iter_mut().find(|o| joins && o.same_limit(&b) && near(o)) {
            Some(o) => {
                o.days = DayRange::new(o.days.first.min(b.days.first), o.days.end.max(b.days.end));
                o.amount = o.amount.max(b.amount);
            }
            None => out.push(b),
        }
    }
    out
}

/// One bend for each limit, over all its days.
fn by_limit(bends: impl Iterator<Item = Bend>) -> Vec<Bend> {
    let mut out: Vec<Bend> = Vec::new();
    for b in bends {
        match out.iter_mut().find(|o| o.same_limit(&b)) {
            Some(o) => o.days = DayRange::new(o.days.first.min(b.days.first), o.days.end.max(b.days.end)),
            None => out.push(b),
        }
    }
    out
}

/// Rows without units in service bend by what they lack, whatever the plan.
fn constant_bends(rows: &[Row]) -> Vec<Bend> {
    let bare = rows.iter().enumerate().filter(|(_, r)| r.terms.is_empty());
    let mut bends = row_bends(rows, bare.map(|(i, r)| (i, r.lower, -r.upper)));
    bends.iter_mut().for_each(|b| b.least = b.amount);
    bends
}

/// A bend that every plan needs, where a row without units in service proves one.
pub fn bare_conflict(rows: &[Row]) -> Option<Conflict> {
    let bends = constant_bends(rows);
    (!bends.is_empty()).then_some(Conflict { bends, proof: Proof::AtLeast })
}

/// A bend that every plan needs, where single days prove one. `None` proves nothing.
pub fn quick_infeasible(scenario: &Scenario, rows: &[Row], interrupt: Option<&AtomicBool>) -> Option<Conflict> {
    let run = Run { time_limit: 10.0, gap: 1e-6, nodes: None, seed: 1, interrupt };
    let mills = scopes(scenario, rows, of_enterprise).into_iter();
    let cities = scopes(scenario, rows, |_| true).into_iter().filter_map(|s| city_scope(rows, &s));
    let bends: Vec<Bend> = mills.chain(cities).find_map(|s| {
        let e = elastic::solve(scenario, rows, &s, Detail::Coarse, &run);
        e.proved.then_some(e.bends)
    })?;
    Some(Conflict { bends, proof: Proof::AtLeast })
}
