//! Rows out of bounds become findings: consecutive days of one fault are one, with the numbers of its worst day.

use super::{Finding, Measure, Note, Place, Row, RuleId, words};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::plan::schedule::Schedule;
use crate::scenario::{Scenario, UnitIx};

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
    measured: f64,
    required: f64,
    short_by: f64,
}

impl Breach<'_> {
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
                if b.short_by > m.short_by {
                    *m = Breach { days: m.days, ..b };
                }
            }
            _ => merged.push(b),
        }
    }
    merged.iter().map(|b| finding(s, schedule, b)).collect()
}

fn breach<'a>(row: &'a Row, schedule: &Schedule) -> Option<Breach<'a>> {
    let value = row.value(schedule);
    let short_by = row.violation(value);
    (short_by > row.measure.tolerance()).then(|| {
        let (side, bound) = if value < row.lower { (Side::Lower, row.lower) } else { (Side::Upper, row.upper) };
        let (measured, required) = row.sides(schedule, value, bound);
        Breach { row, side, days: row.days, worst: row.days.first, measured, required, short_by }
    })
}

fn finding(s: &Scenario, schedule: &Schedule, b: &Breach) -> Finding {
    let at_least = (b.side == Side::Lower) == (b.row.sign > 0.0);
    let worst = (b.row.days != b.days).then(|| s.season.date(b.worst));
    let more = more_days(s, schedule, b);
    let say = |lang: Lang| {
        let x = |v: f64| words::amount(b.row.measure, v, lang);
        let advice = b.row.rule.rule().advice.pick(lang);
        let (m, r, short) = (x(b.measured), x(b.required), gap(b.row.measure, b.short_by, lang));
        let mut text = match (lang, at_least) {
            (Lang::Zh, true) => format!("实为{m}，应不低于{r}，差{short}"),
            (Lang::Zh, false) => format!("实为{m}，应不高于{r}，超{short}"),
            (Lang::En, true) => format!("{m}, at least {r} required, short by {short}"),
            (Lang::En, false) => format!("{m}, at most {r} allowed, over by {short}"),
        };
        if let Some(date) = worst {
            text += &lang.pick("（最差日{}）", " (worst day {})").replace("{}", &date.to_string());
        }
        text += lang.pick("；", "; ");
        text += advice;
        if let Some((unit, days)) = more {
            let words = lang.pick("（如{u}再停{d}天）", " ({d} more days of {u}, say)");
            text += &words.replace("{d}", &days.to_string()).replace("{u}", &s.units[unit].id);
        }
        text
    };
    let note = Note::new(say(Lang::Zh), say(Lang::En));
    Finding::new(b.row.rule, note).at(b.row.place).on(s, b.days).amounts(b.measured, b.required, b.short_by)
}

/// A shortfall: of fractions in percentage points.
fn gap(measure: Measure, x: f64, lang: Lang) -> String {
    match measure {
        Measure::Fraction => {
            let points = words::percent(x);
            format!("{}{}", points.trim_end_matches('%'), lang.pick("个百分点", " points"))
        }
        _ => words::amount(measure, x, lang),
    }
}

/// The unit that makes up a period's shortfall soonest, and its days, where one alone can.
fn more_days(s: &Scenario, schedule: &Schedule, b: &Breach) -> Option<(UnitIx, usize)> {
    if b.side == Side::Upper || b.row.days.len() == 1 {
        return None;
    }
    let helps = b.row.terms.iter().filter(|t| t.coef > 0.0 && s.units[t.unit].kind != Kind::CokeOven);
    let days = helps.filter_map(|t| {
        let needed = (b.short_by / t.coef).ceil();
        let left = t.days.len() as f64 - schedule.units[t.unit].sum(t.basis, t.days);
        (needed <= left).then_some((t.unit, needed as usize))
    });
    days.min_by_key(|&(_, needed)| needed)
}
