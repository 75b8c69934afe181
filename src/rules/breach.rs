//! Rows out of bounds become findings: consecutive days of one fault are one, with the numbers of its worst day.

use super::advice::{self, Allowed};
use super::{Finding, Measure, Place, Row, RuleId, words};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::lang::numbers::trimmed;
use crate::plan::schedule::Schedule;
use crate::scenario::Scenario;
use crate::{both, say};

/// Which bound of a row is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Lower,
    Upper,
}

struct Breach<'a> {
    row: &'a Row,
    side: Side,
    days: DayRange,
    worst: Day,
    /// Not all days are as bad as the worst.
    uneven: bool,
    measured: f64,
    required: f64,
    short_by: f64,
    /// The amounts are coking times, h.
    hours: bool,
}

impl Breach<'_> {
    /// A period's sum of stopped days is too low, of units that stop whole.
    fn asks_for_stops(&self) -> bool {
        self.side == Side::Lower && self.row.days.len() > 1 && self.row.place.kind != Some(Kind::CokeOven)
    }

    /// Faults of the same key on consecutive days are one finding.
    fn key(&self) -> (RuleId, Place, usize, Side) {
        (self.row.rule, self.row.place, self.row.part, self.side)
    }
}

/// Findings of the rows that a schedule breaks.
pub fn findings(s: &Scenario, schedule: &Schedule, rows: &[Row]) -> Vec<Finding> {
    let mut broken: Vec<Breach> = rows.iter().filter_map(|row| breach(row, schedule)).collect();
    broken.sort_by_key(|b| (b.key(), b.days.first));
    let mut merged: Vec<Breach> = Vec::new();
    for b in broken {
        match merged.last_mut() {
            Some(m) if m.key() == b.key() && m.days.end == b.days.first => {
                m.days.end = b.days.end;
                m.uneven |= (b.short_by - m.short_by).abs() > 1e-9 * m.short_by;
                if b.short_by > m.short_by {
                    *m = Breach { days: m.days, uneven: m.uneven, ..b };
                }
            }
            _ => merged.push(b),
        }
    }
    let advised = merged.iter().any(Breach::asks_for_stops);
    let allowed = advised.then(|| Allowed::new(s, schedule, rows));
    merged.into_iter().map(|b| finding(s, schedule, allowed.as_ref(), &in_words_of_the_rule(s, b))).collect()
}

fn breach<'a>(row: &'a Row, schedule: &Schedule) -> Option<Breach<'a>> {
    let value = row.value(schedule);
    let short_by = row.violation(value);
    (short_by > row.measure.tolerance()).then(|| {
        let (side, bound) = if value < row.lower { (Side::Lower, row.lower) } else { (Side::Upper, row.upper) };
        let (measured, required) = row.sides(schedule, value, bound);
        Breach {
            row,
            side,
            days: row.days,
            worst: row.days.first,
            uneven: false,
            measured,
            required,
            short_by,
            hours: false,
        }
    })
}

/// An episode asks a battery for a coking time: its finding is in hours, not in the stopped share that the row sums.
fn in_words_of_the_rule<'a>(s: &Scenario, b: Breach<'a>) -> Breach<'a> {
    match b.row.place.unit.and_then(|u| s.units[u].coking_time_h) {
        Some(normal) => {
            let hours = |share: f64| normal / (1.0 - share);
            let (measured, required) = (hours(b.measured), hours(b.required));
            Breach { measured, required, short_by: required - measured, hours: true, ..b }
        }
        None => b,
    }
}

fn finding(s: &Scenario, schedule: &Schedule, allowed: Option<&Allowed>, b: &Breach) -> Finding {
    let at_least = (b.side == Side::Lower) == (b.row.sign > 0.0);
    let worst = b.uneven.then(|| s.season.date(b.worst));
    let allowed = allowed.filter(|_| b.asks_for_stops());
    let more = allowed.map(|allowed| advice::more(s, schedule, allowed, b.row, b.short_by));
    let amount = |v: f64, lang: Lang| {
        if b.hours { format!("{} h", trimmed(v, 3)) } else { words::amount(b.row.measure, v, b.row.place.kind, lang) }
    };
    let note = both!(
        "breach",
        measured = |l| amount(b.measured, l),
        bound = if at_least { "least" } else { "most" },
        required = |l| amount(b.required, l),
        by = |l| match b.row.measure {
            Measure::Fraction if !b.hours => say!(l, "amount-points", points = words::percent(b.short_by).replace('%', "")),
            _ => amount(b.short_by, l),
        },
        worst = |l| worst.map_or_else(String::new, |day| say!(l, "breach-worst-day", day = day)),
        advice = b.row.rule.rule().advice,
        way = |l| match &more {
            Some(Some(more)) => advice::in_words(s, &b.row.place, more, l),
            Some(None) => advice::none_can(s, b.row, l),
            None => String::new(),
        },
    );
    Finding::new(b.row.rule, note).at(b.row.place).on(s, b.days).amounts(b.measured, b.required, b.short_by)
}
