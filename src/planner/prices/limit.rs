//! What has a price: a limit that a rule sets at one place, and what one step of it is.

use crate::day::DayRange;
use crate::kind::Kind;
use crate::rules::{Measure, Place, RULES, Row, RuleId};
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// Which side of a rule's rows, or which end of a span, is stepped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// The rows' least value.
    Lower,
    /// The rows' largest value.
    Upper,
    /// The first day of a `must_run` span.
    First,
    /// The last day of a `must_run` span.
    Last,
}

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// What its rows are: a ratio or a share, crude steel, hot metal a day, lines that stand.
    Of(Measure),
    /// Coking time, h.
    Hours,
    /// Days of `must_run`.
    Days,
}

impl Unit {
    /// Its name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Of(measure) => measure.id(),
            Self::Hours => "h",
            Self::Days => "days",
        }
    }

    /// One step.
    pub const fn step(self) -> f64 {
        match self {
            Self::Of(Measure::Fraction) => 0.01,
            Self::Of(Measure::Tonnes) => 1_000.0,
            Self::Of(Measure::TonnesPerDay) => 100.0,
            Self::Of(Measure::Lines) | Self::Hours | Self::Days => 1.0,
        }
    }

    /// Multiples of it that are tried for the first that changes something: heat is a matter of whole furnaces.
    pub const fn grains(self) -> &'static [i32] {
        if matches!(self, Self::Of(Measure::TonnesPerDay)) { &[1, 5, 10, 20, 40] } else { &[1, 2, 5] }
    }
}

/// A limit of a rule at one place, on all its days.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// The rule.
    pub rule: RuleId,
    /// Its place.
    pub place: Place,
    /// Which of several limits of the rule there, see [`Row::part`]; of `must_run` the number of the span.
    pub part: usize,
    /// What of it is stepped.
    pub edge: Edge,
    /// Its days.
    pub days: DayRange,
    /// What it is counted in.
    pub unit: Unit,
    /// What it asks now, as the rule speaks of it: the least or the most of it on its days; of `must_run` the days of the span.
    pub asks: (f64, f64),
}

/// A limit moved.
#[derive(Debug)]
pub enum Stepped {
    /// The scenario and the rows with it moved.
    Moved(Box<Scenario>, Vec<Row>),
    /// There is nothing left of it to loosen.
    Gone,
    /// No plan can keep it, tightened so far.
    NoPlan,
}

/// The rules that have prices: those whose limits are numbers.
pub fn priced() -> impl Iterator<Item = RuleId> {
    RULES.iter().filter(|r| r.is_linear() && !r.is_dated() || r.id == RuleId::MustRun).map(|r| r.id)
}

/// The place that a row's limit has: what an episode asks of batteries, it asks of all of a mill's.
fn place_of(row: &Row) -> Place {
    if row.rule == RuleId::Episode { Place { unit: None, ..row.place } } else { row.place }
}

fn unit_of(row: &Row) -> Unit {
    let hours = row.rule == RuleId::Episode && row.measure == Measure::Fraction;
    if hours { Unit::Hours } else { Unit::Of(row.measure) }
}

/// Normal coking time of the battery that an episode's row asks something of, h.
fn normal_h(s: &Scenario, row: &Row) -> f64 {
    row.place.unit.and_then(|u| s.units[u].coking_time_h).unwrap_or(0.0)
}

/// What a bound of a row asks, as the rule speaks of it.
fn asks(s: &Scenario, row: &Row, bound: f64) -> f64 {
    if unit_of(row) == Unit::Hours { normal_h(s, row) / (1.0 - bound) } else { row.measured(bound) }
}

/// All limits of a scenario that have prices; `rows` are its rules'.
pub fn limits(s: &Scenario, rows: &[Row]) -> Vec<Limit> {
    let mut out: BTreeMap<_, Limit> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.rule.rule().is_dated()) {
        for (edge, bound) in [(Edge::Lower, row.lower), (Edge::Upper, row.upper)] {
            if bound.is_infinite() {
                continue;
            }
            let (place, asks) = (place_of(row), asks(s, row, bound));
            let limit = out.entry((row.rule, place, row.part, edge)).or_insert_with(|| Limit {
                rule: row.rule,
                place,
                part: row.part,
                edge,
                days: row.days,
                unit: unit_of(row),
                asks: (asks, asks),
            });
            limit.days = DayRange::new(limit.days.first.min(row.days.first), limit.days.end.max(row.days.end));
            limit.asks = (limit.asks.0.min(asks), limit.asks.1.max(asks));
        }
    }
    let mut out: Vec<Limit> = out.into_values().collect();
    for (u, unit) in s.units.iter().enumerate().filter(|(_, u)| u.kind != Kind::CokeOven) {
        for (part, days) in unit.must_run.iter().enumerate() {
            let n = days.len() as f64;
            let place = Place::unit(s, u);
            let span =
                |edge| Limit { rule: RuleId::MustRun, place, part, edge, days: *days, unit: Unit::Days, asks: (n, n) };
            out.extend([span(Edge::First), span(Edge::Last)]);
        }
    }
    out
}

impl Limit {
    /// Whether pricing carries it, not the master.
    pub const fn is_in_pricing(&self) -> bool {
        matches!(self.rule, RuleId::BfRatio | RuleId::AncRatio | RuleId::MustRun | RuleId::Episode)
    }

    /// Whether it is about a row, and that bound of it is one.
    pub fn speaks_of(&self, row: &Row) -> bool {
        let bound = if self.edge == Edge::Lower { row.lower } else { row.upper };
        (self.rule, self.place, self.part) == (row.rule, place_of(row), row.part) && bound.is_finite()
    }

    /// By how much it is kept where rows have such values, in what it is counted in; `None` where a row's value is not known, or
    /// there is no row.
    pub fn slack(&self, s: &Scenario, rows: &[Row], value: impl Fn(&Row) -> Option<f64>) -> Option<f64> {
        let of = |row: &Row| {
            let asked = |x: f64| asks(s, row, x) * row.sign;
            let value = asked(value(row)?);
            Some(if self.edge == Edge::Lower { value - asked(row.lower) } else { asked(row.upper) - value })
        };
        let all = rows.iter().filter(|r| self.speaks_of(r)).map(of).collect::<Option<Vec<f64>>>()?;
        all.into_iter().reduce(f64::min).map(|least| least.max(0.0))
    }

    /// It moved by `n` steps: tightened where `n` is above 0, else loosened. All else stays as it is.
    pub fn stepped(&self, s: &Scenario, rows: &[Row], n: i32) -> Stepped {
        if self.rule == RuleId::MustRun {
            return self.span_stepped(s, rows, n);
        }
        let by = f64::from(n) * self.unit.step();
        let (mut out, mut left) = (Vec::with_capacity(rows.len()), false);
        for row in rows {
            if !self.speaks_of(row) {
                out.push(row.clone());
                continue;
            }
            let mut row = row.clone();
            let most: f64 = row.terms.iter().map(|t| t.coef.max(0.0) * t.days.len() as f64).sum();
            let one_way = row.terms.iter().all(|t| t.coef >= 0.0);
            // whether there is something left one step before
            let before = f64::from(n + 1) * self.unit.step();
            match (self.edge, self.unit) {
                (_, Unit::Hours) => {
                    let (normal, asked) = (normal_h(s, &row), asks(s, &row, row.lower));
                    left |= asked + before > normal + 1e-9;
                    row.lower = 1.0 - normal / (asked + by).max(normal);
                    let reach = row.place.unit.map_or(0.0, |u| s.max_slow(u));
                    if n > 0 && row.lower > reach + 1e-9 {
                        return Stepped::NoPlan;
                    }
                }
                (Edge::Upper, _) => {
                    left |= row.upper - before < most - 1e-9 * most;
                    row.upper -= by;
                    if one_way && n > 0 && row.upper < 0.0 {
                        return Stepped::NoPlan;
                    }
                    if row.upper >= most {
                        row.upper = f64::INFINITY;
                    }
                }
                _ => {
                    left |= !one_way || row.lower + before > 1e-9;
                    row.lower += by;
                    if n > 0 && row.lower > most * (1.0 + 1e-9) {
                        return Stepped::NoPlan;
                    }
                }
            }
            if one_way && row.lower <= 1e-12 {
                row.lower = f64::NEG_INFINITY;
            }
            if row.lower.is_finite() || row.upper.is_finite() {
                out.push(row);
            }
        }
        if n < 0 && !left { Stepped::Gone } else { Stepped::Moved(Box::new(s.clone()), out) }
    }

    fn span_stepped(&self, s: &Scenario, rows: &[Row], n: i32) -> Stepped {
        let Some(unit) = self.place.unit else { return Stepped::Gone };
        let mut s = s.clone();
        let (service, mut span) = (s.units[unit].service, self.days);
        let days = n.unsigned_abs() as u16;
        if n < 0 {
            if usize::from(days) > span.len() {
                return Stepped::Gone;
            }
            match self.edge {
                Edge::First => span.first += days,
                _ => span.end -= days,
            }
        } else {
            match self.edge {
                Edge::First => span.first = span.first.saturating_sub(days).max(service.first),
                _ => span.end = (span.end + days).min(service.end),
            }
            if span.len() < self.days.len() + usize::from(days) {
                return Stepped::Gone;
            }
            if s.units[unit].down.iter().any(|d| !d.intersect(span).is_empty()) {
                return Stepped::NoPlan;
            }
        }
        let spans = &mut s.units[unit].must_run;
        spans[self.part] = span;
        let flags = s.season.flags(&s.units[unit].must_run);
        s.units[unit].must_run = crate::day::runs(&flags);
        Stepped::Moved(Box::new(s), rows.to_vec())
    }
}
