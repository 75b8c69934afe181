//! Where a plan stands while it is tidied: days, row values, warnings and cost, kept up move by move.

use crate::day::DayRange;
use crate::kind::Kind;
use crate::measure::cost::UnitCost;
use crate::plan::schedule::{Basis, Schedule, StopClass, UnitDays, prefix};
use crate::planner::exact::UnitPattern;
use crate::planner::solve::noise;
use crate::rules::warning::Level;
use crate::rules::{Row, RuleId, Term, Warning, all_warnings};
use crate::scenario::{Scenario, UnitIx};
use std::collections::BTreeSet;

/// What does not change while a plan is tidied.
pub struct Bench<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The rows to keep.
    pub rows: &'a [Row],
    /// The places that may warn.
    pub warnings: Vec<Box<dyn Warning>>,
    /// What summing in floating point may leave of each row.
    noise: Vec<f64>,
    /// CNY for one unit by which each row is broken: well above what a plan would pay for it.
    row_price: Vec<f64>,
    /// CNY for one day of excess of each warning.
    warning_price: Vec<f64>,
    /// By unit: its terms in rows.
    terms_of: Vec<Vec<(usize, Term)>>,
    /// By unit: the warnings that look at it.
    warnings_of: Vec<Vec<usize>>,
    costs: Vec<Cost>,
}

/// Cost coefficients of a unit, CNY.
struct Cost {
    /// Prefix sums of the cost of whole stopped days.
    days: Vec<f64>,
    restart: f64,
    banking: f64,
    /// Loss of a stopped day and the value of its emissions: how much its days weigh.
    day: f64,
}

impl<'a> Bench<'a> {
    /// Indexes rows and warnings by unit.
    pub fn new(scenario: &'a Scenario, rows: &'a [Row]) -> Self {
        let n = scenario.units.len();
        let cost = |u| {
            let c = UnitCost::new(scenario, u);
            let days = prefix(&c.by_day(scenario, u));
            Cost { days, restart: c.restart, banking: c.banking, day: c.loss_per_day + c.avoided_per_day }
        };
        let costs: Vec<Cost> = (0..n).map(cost).collect();
        let dear = |t: &Term| (costs[t.unit].day + costs[t.unit].restart) / t.coef.abs().max(1e-12);
        let row_price = rows.iter().map(|r| r.terms.iter().map(dear).fold(0.0, f64::max)).collect();
        let mut terms_of = vec![Vec::new(); n];
        for (i, row) in rows.iter().enumerate() {
            row.terms.iter().for_each(|t| terms_of[t.unit].push((i, *t)));
        }
        let warnings = all_warnings(scenario);
        let mut warnings_of = vec![Vec::new(); n];
        for (i, w) in warnings.iter().enumerate() {
            w.units().iter().for_each(|&u| warnings_of[u].push(i));
        }
        let day = |w: &dyn Warning| w.units().iter().map(|&u| costs[u].day).fold(0.0, f64::max);
        let warning_price = warnings.iter().map(|w| day(w.as_ref())).collect();
        let noise = rows.iter().map(noise).collect();
        Self { scenario, rows, warnings, noise, row_price, warning_price, terms_of, warnings_of, costs }
    }

    /// Whether a unit is of a kind that follows the furnaces.
    pub fn follows(&self, unit: UnitIx) -> bool {
        self.scenario.units[unit].kind.is_ancillary()
    }

    /// Whether a unit is a coke oven.
    pub fn is_battery(&self, unit: UnitIx) -> bool {
        self.scenario.units[unit].kind == Kind::CokeOven
    }

    /// All coke ovens.
    pub fn batteries(&self) -> impl Iterator<Item = UnitIx> {
        (0..self.scenario.units.len()).filter(|&u| self.is_battery(u))
    }

    /// Units and all that a mill's ratio rows tie to them.
    pub fn tied(&self, units: &BTreeSet<UnitIx>) -> BTreeSet<UnitIx> {
        let rows = units.iter().flat_map(|&u| &self.terms_of[u]).filter(|(i, _)| is_ratio(&self.rows[*i]));
        let tied = rows.flat_map(|(i, _)| self.rows[*i].terms.iter().map(|t| t.unit));
        tied.chain(units.iter().copied()).collect()
    }

    /// A unit's terms in the rows that match a kind to the furnaces.
    pub fn matches(&self, unit: UnitIx) -> impl Iterator<Item = (usize, &Term)> {
        self.terms_of[unit].iter().filter(|(i, _)| self.rows[*i].rule == RuleId::AncRatio).map(|(i, t)| (*i, t))
    }

    /// Loss of a stopped day and the value of its emissions, CNY: how much its days weigh, not what they cost.
    pub fn day_cost(&self, unit: UnitIx) -> f64 {
        self.costs[unit].day
    }

    fn cost(&self, unit: UnitIx, days: &UnitDays) -> f64 {
        let c = &self.costs[unit];
        let over = |r: DayRange| c.days[usize::from(r.end)] - c.days[usize::from(r.first)];
        let once = |class| match class {
            StopClass::Fixed => 0.0,
            StopClass::Episode => c.banking,
            StopClass::Ordinary => c.restart,
        };
        let stops: f64 = days.stops.iter().map(|w| over(w.days) + once(w.class)).sum();
        stops + days.slows.iter().map(|w| days.on(Basis::Stop, w.days.first) * over(w.days)).sum::<f64>()
    }

    fn is_broken(&self, row: usize, value: f64) -> bool {
        self.rows[row].violation(value) > self.noise[row]
    }
}

fn is_ratio(row: &Row) -> bool {
    matches!(row.rule, RuleId::BfRatio | RuleId::AncRatio)
}

/// Sums over the whole plan.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// CNY.
    pub cost: f64,
    /// Rows that are broken.
    pub broken_rows: usize,
    /// What they are broken by, at their prices, CNY.
    pub broken: f64,
    /// Findings of warnings.
    pub findings: usize,
    /// Their excess beyond what is borne with, at their prices, CNY.
    pub excess: f64,
    /// Slow-downs.
    pub slowdowns: usize,
}

/// A plan.
#[derive(Clone)]
pub struct State {
    /// Its days.
    pub schedule: Schedule,
    /// Level of each warning.
    pub levels: Vec<Level>,
    /// Sums.
    pub totals: Totals,
    /// Excess of each warning that is borne with.
    borne: Vec<f64>,
    values: Vec<f64>,
}

/// What a change replaced.
pub struct Undo {
    days: Vec<(UnitIx, UnitDays)>,
    values: Vec<(usize, f64)>,
    levels: Vec<(usize, Level)>,
    totals: Totals,
}

/// A plan as it was.
pub struct Saved {
    days: Vec<(UnitIx, UnitDays)>,
    values: Vec<f64>,
    borne: Vec<f64>,
    levels: Vec<Level>,
    totals: Totals,
}

impl State {
    /// A plan of patterns; other units never stop.
    pub fn new(bench: &Bench, patterns: &[UnitPattern]) -> Self {
        let s = bench.scenario;
        let schedule = crate::planner::exact::schedule(s, patterns);
        let values: Vec<f64> = bench.rows.iter().map(|r| r.value(&schedule)).collect();
        let levels: Vec<Level> = bench.warnings.iter().map(|w| w.level(s, &schedule)).collect();
        let mut totals = Totals::default();
        values.iter().enumerate().for_each(|(i, &v)| totals.add_row(bench, i, v));
        let borne = vec![0.0; levels.len()];
        levels.iter().enumerate().for_each(|(w, l)| totals.add_warning(bench, w, *l, 0.0));
        schedule.units.iter().enumerate().for_each(|(u, days)| totals.add_unit(bench, u, days));
        Self { schedule, levels, totals, borne, values }
    }

    /// Value of a row.
    pub fn value(&self, row: usize) -> f64 {
        self.values[row]
    }

    /// Changes the days of some units.
    pub fn apply(&mut self, bench: &Bench, changes: Vec<(UnitIx, UnitDays)>) -> Undo {
        let mut undo = Undo { days: Vec::new(), values: Vec::new(), levels: Vec::new(), totals: self.totals };
        let mut warned: Vec<usize> = Vec::new();
        for (u, days) in changes {
            let old = std::mem::replace(&mut self.schedule.units[u], days);
            let new = &self.schedule.units[u];
            self.totals.take_unit(bench, u, &old);
            self.totals.add_unit(bench, u, new);
            for (row, t) in &bench.terms_of[u] {
                let by = t.coef * (new.sum(t.basis, t.days) - old.sum(t.basis, t.days));
                if by != 0.0 {
                    let value = self.values[*row];
                    undo.values.push((*row, value));
                    self.totals.take_row(bench, *row, value);
                    self.totals.add_row(bench, *row, value + by);
                    self.values[*row] = value + by;
                }
            }
            warned.extend(&bench.warnings_of[u]);
            undo.days.push((u, old));
        }
        warned.sort_unstable();
        warned.dedup();
        for w in warned {
            let level = bench.warnings[w].level(bench.scenario, &self.schedule);
            let old = std::mem::replace(&mut self.levels[w], level);
            self.totals.take_warning(bench, w, old, self.borne[w]);
            self.totals.add_warning(bench, w, level, self.borne[w]);
            undo.levels.push((w, old));
        }
        undo
    }

    /// Takes a change back.
    pub fn revert(&mut self, undo: Undo) {
        for (u, days) in undo.days.into_iter().rev() {
            self.schedule.units[u] = days;
        }
        undo.values.into_iter().rev().for_each(|(row, value)| self.values[row] = value);
        undo.levels.into_iter().for_each(|(w, level)| self.levels[w] = level);
        self.totals = undo.totals;
    }

    /// All that moving some units may change.
    pub fn save(&self, units: &[UnitIx]) -> Saved {
        let days = units.iter().map(|&u| (u, self.schedule.units[u].clone())).collect();
        let (values, borne, levels) = (self.values.clone(), self.borne.clone(), self.levels.clone());
        Saved { days, values, borne, levels, totals: self.totals }
    }

    /// As it was when it was saved, but for units that were not named then.
    pub fn restore(&mut self, saved: Saved) {
        saved.days.into_iter().for_each(|(u, days)| self.schedule.units[u] = days);
        (self.values, self.borne, self.levels, self.totals) = (saved.values, saved.borne, saved.levels, saved.totals);
    }

    /// From here on, every warning but one is borne with as far as it goes now.
    pub fn mind_only(&mut self, bench: &Bench, warning: Option<usize>) {
        self.borne = self.levels.iter().map(|l| l.excess).collect();
        self.totals.excess = 0.0;
        if let Some(w) = warning {
            self.borne[w] = 0.0;
            self.totals.excess = bench.warning_price[w] * self.levels[w].excess;
        }
    }

    /// Whether the rows of some units hold, summed afresh.
    pub fn keeps_rows(&self, bench: &Bench, mut units: impl Iterator<Item = UnitIx>) -> bool {
        units
            .all(|u| bench.terms_of[u].iter().all(|(row, _)| !bench.is_broken(*row, bench.rows[*row].value(&self.schedule))))
    }

    /// What a unit does.
    pub fn pattern(&self, unit: UnitIx) -> UnitPattern {
        let days = &self.schedule.units[unit];
        UnitPattern {
            unit,
            stops: days.stops.iter().map(|w| w.days).collect(),
            slows: days.slows.iter().map(|w| (w.days, w.coking_time_h)).collect(),
        }
    }
}

impl Totals {
    fn add_row(&mut self, bench: &Bench, row: usize, value: f64) {
        self.broken += bench.row_price[row] * bench.rows[row].violation(value);
        self.broken_rows += usize::from(bench.is_broken(row, value));
    }

    fn take_row(&mut self, bench: &Bench, row: usize, value: f64) {
        self.broken -= bench.row_price[row] * bench.rows[row].violation(value);
        self.broken_rows -= usize::from(bench.is_broken(row, value));
    }

    fn add_warning(&mut self, bench: &Bench, warning: usize, level: Level, borne: f64) {
        self.excess += bench.warning_price[warning] * (level.excess - borne).max(0.0);
        self.findings += level.findings;
    }

    fn take_warning(&mut self, bench: &Bench, warning: usize, level: Level, borne: f64) {
        self.excess -= bench.warning_price[warning] * (level.excess - borne).max(0.0);
        self.findings -= level.findings;
    }

    fn add_unit(&mut self, bench: &Bench, unit: UnitIx, days: &UnitDays) {
        self.cost += bench.cost(unit, days);
        self.slowdowns += days.slows.len();
    }

    fn take_unit(&mut self, bench: &Bench, unit: UnitIx, days: &UnitDays) {
        self.cost -= bench.cost(unit, days);
        self.slowdowns -= days.slows.len();
    }
}
