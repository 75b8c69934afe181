//! Rows out of bounds become findings: consecutive days of one fault are one, with the numbers of its worst day.

use super::advice::{self, Allowed};
use super::{Finding, Measure, Note, Place, Row, RuleId, words};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::plan::schedule::Schedule;
use crate::scenario::Scenario;

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
    let say = |lang: Lang| {
        let hours = |v: f64| format!("{} h", words::number(v, 3));
        let x = |v: f64| if b.hours { hours(v) } else { words::amount(b.row.measure, v, b.row.place.kind, lang) };
        let advice = b.row.rule.rule().advice.pick(lang);
        let (m, r, short) =
            (x(b.measured), x(b.required), if b.hours { hours(b.short_by) } else { gap(b.row, b.short_by, lang) });
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
        text += &match &more {
            Some(Some(more)) => advice::in_words(s, &b.row.place, more, lang),
            Some(None) => advice::none_can(s, b.row, lang),
            None => String::new(),
        };
        text
    };
    let note = Note::new(say(Lang::Zh), say(Lang::En));
    Finding::new(b.row.rule, note).at(b.row.place).on(s, b.days).amounts(b.measured, b.required, b.short_by)
}

/// A shortfall: of fractions in percentage points.
fn gap(row: &Row, x: f64, lang: Lang) -> String {
    match row.measure {
        Measure::Fraction => {
            let points = words::percent(x);
            format!("{}{}", points.trim_end_matches('%'), lang.pick("个百分点", " points"))
        }
        measure => words::amount(measure, x, row.place.kind, lang),
    }
}
