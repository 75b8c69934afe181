//! Margins: how near a plan that keeps a rule is to breaking it, in the rule's units and in days.

use super::{Measure, Place, Row, RuleId};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::plan::schedule::{Basis, Schedule, StopClass};
use crate::scenario::{Scenario, UnitIx};
use std::collections::BTreeMap;

/// The nearest that a plan comes to breaking a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// The rule.
    pub rule: RuleId,
    /// Where it is nearest.
    pub place: Place,
    /// The days that it speaks of there.
    pub days: DayRange,
    /// What its amounts are counted in; `None`: days.
    pub measure: Option<Measure>,
    /// What was measured.
    pub measured: f64,
    /// What is required.
    pub required: f64,
    /// By how much it holds.
    pub slack: f64,
    /// How many days late a stop or a restart may be before the rule breaks; `None`: no single delay breaks it.
    pub delay: Option<f64>,
}

/// A row and its value on the plan.
type Valued<'a> = (&'a Row, f64);

/// For each rule the nearest place that keeps it, those that the least delay breaks first. Rules on listed days are left out: what
/// breaks them is no limit that stops come near to.
pub fn margins(s: &Scenario, schedule: &Schedule, rows: &[Row]) -> Vec<Margin> {
    let mut best: BTreeMap<RuleId, Margin> = BTreeMap::new();
    let mut offer = |m: Margin| {
        let key = |m: &Margin| (m.delay.unwrap_or(f64::INFINITY), m.slack);
        let nearer = best.get(&m.rule).is_none_or(|b| key(&m) < key(b));
        if nearer {
            best.insert(m.rule, m);
        }
    };
    let mut daily: BTreeMap<_, Vec<Valued>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.rule.rule().is_dated()) {
        let value = row.value(schedule);
        if row.violation(value) > row.measure.tolerance() {
            continue;
        }
        if row.days.len() == 1 {
            daily.entry((row.rule, row.place, row.part)).or_default().push((row, value));
        } else {
            let largest = row.terms.iter().map(|t| t.coef.abs() * share(schedule, t.unit, t.days)).fold(0.0, f64::max);
            let margin = of_row(schedule, row, value);
            let delay = (largest > 0.0).then(|| margin.slack / largest);
            offer(Margin { delay, ..margin });
        }
    }
    for rows in daily.values() {
        let nearest =
            rows.iter().map(|(row, value)| of_row(schedule, row, *value)).min_by(|a, b| a.slack.total_cmp(&b.slack));
        if let Some(margin) = nearest {
            offer(Margin { delay: delay(s, schedule, rows), ..margin });
        }
    }
    shapes(s, schedule, &mut offer);
    let mut out: Vec<Margin> = best.into_values().collect();
    let days = |m: &Margin| m.delay.unwrap_or(f64::INFINITY);
    out.sort_by(|a, b| days(a).total_cmp(&days(b)).then(a.rule.cmp(&b.rule)));
    out
}

fn of_row(schedule: &Schedule, row: &Row, value: f64) -> Margin {
    let (below, above) = (value - row.lower, row.upper - value);
    let (slack, bound) = if below <= above { (below, row.lower) } else { (above, row.upper) };
    let (measured, required) = row.sides(schedule, value, bound);
    Margin {
        rule: row.rule,
        place: row.place,
        days: row.days,
        measure: Some(row.measure),
        measured,
        required,
        slack: slack.max(0.0),
        delay: None,
    }
}

/// What a day of delay takes from a unit's stop at most: 1, of a slowed coke oven its stopped share.
fn share(schedule: &Schedule, unit: UnitIx, days: DayRange) -> f64 {
    let u = &schedule.units[unit];
    let touches = |d: DayRange| !d.intersect(days).is_empty();
    if u.stops.iter().any(|w| touches(w.days)) {
        return 1.0;
    }
    u.slows.iter().filter(|w| touches(w.days)).map(|w| u.on(Basis::Stop, w.days.first)).fold(0.0, f64::max)
}

/// Days that the start or the end of some stop may be late before a rule of each day breaks.
fn delay(s: &Scenario, schedule: &Schedule, rows: &[Valued]) -> Option<f64> {
    // of each unit the days on which its stop may not be missing, and those on which it may not be added
    let mut units: BTreeMap<UnitIx, (Basis, Vec<Day>, Vec<Day>)> = BTreeMap::new();
    for (row, value) in rows {
        for t in &row.terms {
            let (_, needed, barred) = units.entry(t.unit).or_insert((t.basis, Vec::new(), Vec::new()));
            if value - row.lower < t.coef - 1e-9 {
                needed.push(row.days.first);
            }
            if row.upper - value < t.coef - 1e-9 && schedule.units[t.unit].on(t.basis, row.days.first) <= 0.0 {
                barred.push(row.days.first);
            }
        }
    }
    let first = |days: &[Day], of: DayRange| days.iter().copied().filter(|&d| of.contains(d)).min().map(|d| d - of.first);
    let mut least: Option<Day> = None;
    for (unit, (basis, needed, barred)) in units {
        let ramp = s.policy.shape(s.units[unit].kind).ramp_days;
        for w in &schedule.units[unit].stops {
            let ramp = if basis == Basis::Cold && w.class != StopClass::Episode { ramp } else { 0 };
            let running = DayRange::new(w.days.end.saturating_add(ramp), s.units[unit].service.end);
            let late = first(&needed, w.days).into_iter().chain(first(&barred, running));
            least = least.into_iter().chain(late).min();
        }
    }
    least.map(f64::from)
}

/// Margins of the rules about the shape of stops, in days.
fn shapes(s: &Scenario, schedule: &Schedule, offer: &mut impl FnMut(Margin)) {
    for (u, days) in schedule.units.iter().enumerate().filter(|(_, d)| !d.stops.is_empty()) {
        let kind: Kind = s.units[u].kind;
        let shape = s.policy.shape(kind);
        let mut add = |rule, days, measured: usize, required: usize| {
            if measured >= required {
                let (measured, required) = (measured as f64, required as f64);
                let slack = measured - required;
                let place = Place::unit(s, u);
                offer(Margin { rule, place, days, measure: None, measured, required, slack, delay: Some(slack) });
            }
        };
        let ordinary: Vec<DayRange> = days.ordinary().collect();
        for &w in &ordinary {
            add(RuleId::ShortStop, w, w.len(), usize::from(shape.min_stop_days));
        }
        for pair in ordinary.windows(2) {
            let between = DayRange::new(pair[0].end, pair[1].first);
            add(RuleId::ShortRun, between, between.len(), usize::from(shape.min_run_days));
        }
        for w in &days.stops {
            if let Some(next) = s.units[u].must_run.iter().find(|r| r.first >= w.days.end) {
                add(RuleId::MustRun, *next, usize::from(next.first - w.days.end), 0);
            }
        }
    }
}
