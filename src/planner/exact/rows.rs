//! Rows of rules as constraints over the sums of units' days, tightened where those sums are whole numbers.

use super::coarse::Coarse;
use super::coke::Coke;
use super::program::{Col, Program};
use super::whole::Whole;
use crate::day::DayRange;
use crate::plan::schedule::Basis;
use crate::rules::Row;
use crate::scenario::UnitIx;
use std::collections::BTreeMap;

/// A unit in a program.
#[derive(Debug)]
pub enum Part {
    /// Stopped whole.
    Whole(Whole),
    /// A coke oven.
    Coke(Coke),
    /// By single days.
    Coarse(Coarse),
}

/// Units of a program, and the columns of sums over their days that rows speak of.
#[derive(Debug, Default)]
pub struct Parts {
    /// By unit.
    pub units: BTreeMap<UnitIx, Part>,
    sums: BTreeMap<(UnitIx, Basis, DayRange), (Col, f64)>,
}

/// Slack of a row: columns, with coefficients, that help its lower and its upper bound.
#[derive(Debug, Clone, Default)]
pub struct Slack {
    /// Added to the value where it must not be less.
    pub lower: Vec<(Col, f64)>,
    /// Taken off the value where it must not be more.
    pub upper: Vec<(Col, f64)>,
}

impl Parts {
    /// The column of a sum over days and a constant to add; units out of scope amount to 0.
    fn sum(&mut self, program: &mut Program, unit: UnitIx, basis: Basis, days: DayRange) -> Option<(Col, f64)> {
        let part = self.units.get(&unit)?;
        let basis = match part {
            Part::Whole(w) if basis == Basis::Counted && w.all_count => Basis::Stop,
            _ => basis,
        };
        if let Some(&known) = self.sums.get(&(unit, basis, days)) {
            return Some(known);
        }
        let (mut terms, constant, whole) = match part {
            Part::Whole(w) => (w.sum(basis, days), 0.0, true),
            Part::Coke(c) => {
                let (t, k) = c.sum(basis, days);
                (t, k, false)
            }
            Part::Coarse(c) => {
                let (t, k) = c.sum(basis, days);
                (t, k, false)
            }
        };
        let most = if terms.is_empty() { 0.0 } else { days.len() as f64 };
        let col = program.column(most, whole, 0.0);
        program.start[col] = program.at_start(&terms);
        terms.push((col, -1.0));
        program.constrain(&terms, 0.0, 0.0);
        self.sums.insert((unit, basis, days), (col, constant));
        Some((col, constant))
    }

    /// Adds a row. Without slack, it is tightened.
    pub fn add(&mut self, program: &mut Program, row: &Row, slack: Option<&Slack>) {
        let mut by_col: BTreeMap<Col, f64> = BTreeMap::new();
        let (mut constant, mut whole) = (0.0, true);
        for t in &row.terms {
            let Some((col, c)) = self.sum(program, t.unit, t.basis, t.days) else { continue };
            constant += t.coef * c;
            whole &= matches!(self.units[&t.unit], Part::Whole(_));
            *by_col.entry(col).or_default() += t.coef;
        }
        let terms: Vec<(Col, f64)> = by_col.into_iter().filter(|t| t.1 != 0.0 && program.upper(t.0) > 0.0).collect();
        let (lower, upper) = (row.lower - constant, row.upper - constant);
        let largest = terms.iter().fold(0.0_f64, |m, t| m.max(t.1.abs()));
        if let Some(s) = slack {
            let scale = if largest > 0.0 { largest } else { 1.0 };
            let with = |extra: &[(Col, f64)], sign: f64| -> Vec<(Col, f64)> {
                let scaled = terms.iter().map(|t| (t.0, t.1 / scale));
                scaled.chain(extra.iter().map(|e| (e.0, sign * e.1 / scale))).collect()
            };
            if lower.is_finite() {
                program.constrain(&with(&s.lower, 1.0), lower / scale, f64::INFINITY);
            }
            if upper.is_finite() {
                program.constrain(&with(&s.upper, -1.0), f64::NEG_INFINITY, upper / scale);
            }
            return;
        }
        if terms.is_empty() {
            if lower > 1e-9 * row.lower.abs().max(1.0) || upper < -1e-9 * row.upper.abs().max(1.0) {
                program.constrain(&[], 1.0, f64::INFINITY);
            }
            return;
        }
        let step = if whole { common_step(&terms) } else { None };
        let scale = step.unwrap_or(largest);
        let terms: Vec<(Col, f64)> = terms.iter().map(|t| (t.0, t.1 / scale)).collect();
        let (mut lower, mut upper) = (lower / scale, upper / scale);
        if step.is_some() {
            // whole numbers on the left: so are the bounds
            lower = (lower - 1e-9 * lower.abs().max(1.0)).ceil();
            upper = (upper + 1e-9 * upper.abs().max(1.0)).floor();
        }
        let terms: Vec<(Col, f64)> = if step.is_some() { terms.iter().map(|t| (t.0, t.1.round())).collect() } else { terms };
        program.constrain(&terms, lower, upper);
        if whole && terms.len() <= 12 && terms.iter().all(|t| program.upper(t.0) <= 1.0) {
            count_cut(program, &terms, lower, upper);
        }
    }
}

/// The number that all coefficients are whole multiples of, if there is one that is not tiny.
fn common_step(terms: &[(Col, f64)]) -> Option<f64> {
    let largest = terms.iter().fold(0.0_f64, |m, t| m.max(t.1.abs()));
    let noise = 1e-9 * largest;
    let mut step: f64 = 0.0;
    for t in terms {
        let (mut a, mut b) = (t.1.abs(), step);
        while b > noise {
            (a, b) = (b, a - b * (a / b).floor());
            if step > 0.0 && (a - b).abs() <= noise {
                b = 0.0; // a remainder that is the divisor but for rounding
            }
        }
        step = a;
    }
    let whole = |t: &(Col, f64)| ((t.1 / step) - (t.1 / step).round()).abs() < 1e-7;
    (step > 1e-5 * largest && terms.iter().all(whole)).then_some(step)
}

/// Of units that stop or not on a day: the fewest and the most that a row lets stop together.
fn count_cut(program: &mut Program, terms: &[(Col, f64)], lower: f64, upper: f64) {
    let (mut fewest, mut most) = (u32::MAX, 0);
    for set in 0..1u32 << terms.len() {
        let v: f64 = terms.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, t)| t.1).sum();
        if v >= lower - 1e-9 && v <= upper + 1e-9 {
            fewest = fewest.min(set.count_ones());
            most = most.max(set.count_ones());
        }
    }
    if fewest > most {
        program.constrain(&[], 1.0, f64::INFINITY);
        return;
    }
    let count: Vec<(Col, f64)> = terms.iter().map(|t| (t.0, 1.0)).collect();
    let at_least = if fewest > 0 { f64::from(fewest) } else { f64::NEG_INFINITY };
    let at_most = if (most as usize) < terms.len() { f64::from(most) } else { f64::INFINITY };
    program.constrain(&count, at_least, at_most);
}
