//! Limits, steps and amounts in words.

use crate::lang::Lang;
use crate::lang::numbers::{cny, decimal, grouped, percent2, points, short_date, short_span, tonnes, trimmed};
use crate::planner::prices::{Amount, Edge, Limit, Price, Unit, Way};
use crate::report::table::name;
use crate::rules::words::lines;
use crate::rules::{Measure, RuleId};
use crate::say;
use crate::scenario::Scenario;

/// From this width, as a share of the price, an interval is shown beside it.
pub const WIDE: f64 = 0.02;
/// Less to spare than this part of a step is none.
const SPARE: f64 = 0.005;

/// Where a limit is: city, mill, unit or kind.
pub fn place(s: &Scenario, l: &Limit, lang: Lang) -> String {
    let city = name(&s.cities[l.place.city].name);
    let Some(e) = l.place.enterprise else { return city };
    let e = &s.enterprises[e];
    let mill = format!("{city} {} {}", name(&e.id), name(&e.name));
    let of_kind = matches!(l.rule, RuleId::AncRatio | RuleId::Episode).then_some(l.place.kind).flatten();
    match (l.place.unit, of_kind) {
        (Some(u), _) => format!("{mill} {}", name(&s.units[u].id)),
        (_, Some(k)) => format!("{mill} {}", k.name(lang)),
        _ => mill,
    }
}

/// Whether a limit is on the most that is allowed.
pub fn is_most(l: &Limit) -> bool {
    let caps = matches!(l.rule, RuleId::SteelYoy | RuleId::SteelYear | RuleId::StageSteel);
    caps || l.edge == Edge::Upper && l.rule != RuleId::Heating
}

/// The days of a limit that has days of its own.
pub fn dates(s: &Scenario, l: &Limit, lang: Lang) -> Option<String> {
    let own =
        matches!(l.rule, RuleId::CityDaily | RuleId::StageSteel | RuleId::SteelYear | RuleId::Heating | RuleId::Episode);
    let (first, last) = (l.days.first, l.days.end.max(l.days.first + 1) - 1);
    own.then(|| short_span(s.season.date(first), s.season.date(last), lang))
}

/// What a limit asks now, and on which days.
pub fn asks_when(s: &Scenario, l: &Limit, lang: Lang) -> String {
    let days = dates(s, l, lang).map_or_else(String::new, |d| format!("\n{d}"));
    asks(s, l, lang) + &days
}

/// By how much a limit is kept; nothing where that is nothing.
pub fn spare(l: &Limit, by: Option<f64>, lang: Lang) -> Option<String> {
    let by = by.filter(|b| *b > SPARE * l.unit.step())?;
    Some(match l.unit {
        Unit::Of(Measure::Fraction) => points(by, lang),
        _ => counted(l, by, lang),
    })
}

/// An amount of what a limit is counted in.
fn counted(l: &Limit, x: f64, lang: Lang) -> String {
    match l.unit {
        Unit::Of(Measure::Fraction) => percent2(x),
        Unit::Of(Measure::Tonnes) => tonnes(x, lang),
        Unit::Of(Measure::TonnesPerDay) => format!("{} t/d", grouped(x, 0)),
        Unit::Hours => format!("{} h", trimmed(x, 2)),
        Unit::Of(Measure::Lines) | Unit::Days => trimmed(x, 0),
    }
}

/// What a limit asks now.
fn asks(s: &Scenario, l: &Limit, lang: Lang) -> String {
    let date = |d: u16| short_date(s.season.date(d), lang);
    match l.edge {
        Edge::First => return say!(lang, "prices-from", day = date(l.days.first)),
        Edge::Last => return say!(lang, "prices-to", day = date(l.days.end - 1)),
        _ if l.rule == RuleId::AncRatio => return say!(lang, "prices-as-furnaces"),
        _ => {}
    }
    let (low, high) = (counted(l, l.asks.0, lang), counted(l, l.asks.1, lang));
    format!("{} {}", if is_most(l) { "≤" } else { "≥" }, if low == high { low } else { format!("{low}–{high}") })
}

/// The step of a price.
pub fn step(p: &Price, lang: Lang) -> String {
    let l = &p.limit;
    let n = f64::from(p.steps) * l.unit.step();
    let whole = decimal(n, 0);
    match l.unit {
        Unit::Of(Measure::Fraction) => points(n, lang),
        Unit::Of(Measure::Tonnes) => say!(lang, "prices-step-steel", n = whole),
        Unit::Of(Measure::TonnesPerDay) => say!(lang, "prices-step-iron", n = whole),
        Unit::Of(Measure::Lines) => lines(n.round() as usize, l.place.kind, lang),
        Unit::Hours => format!("{} h", trimmed(n, 0)),
        Unit::Days => say!(lang, "days", n = whole),
    }
}

/// An amount, with what it lies between where that is wide.
pub fn amount(a: Option<Amount>, lang: Lang) -> String {
    let Some(a) = a else { return say!(lang, "prices-no-plan") };
    let about = cny(a.about, lang);
    let wide = a.most - a.least > WIDE * a.about;
    if wide { format!("{about} ({})", between(a, lang)) } else { about }
}

fn between(a: Amount, lang: Lang) -> String {
    let least = cny(a.least, lang);
    if a.most.is_finite() { format!("{least}–{}", cny(a.most, lang)) } else { format!("≥ {least}") }
}

/// The amount of the lower bound, and that of plans.
pub fn amounts(w: &Way, lang: Lang) -> String {
    let relaxed = amount(w.first(), lang);
    let plans = match w.plans {
        Some(Some(a)) if w.is_open() => say!(lang, "prices-plans-open", between = between(a, lang)),
        Some(a @ Some(_)) => say!(lang, "prices-plans", amount = amount(a, lang)),
        Some(None) => say!(lang, "prices-plans-none"),
        None => return relaxed,
    };
    format!("{relaxed}\n{plans}")
}

/// Over which steps a price holds, and what each step costs then.
pub fn range(p: &Price, lang: Lang) -> String {
    let side = |w: &Way, sign: &str| {
        w.first()?;
        let (holds, then) = w.range();
        let points = if p.limit.unit == Unit::Of(Measure::Fraction) { 100.0 } else { 1.0 };
        let at = |n: u32| format!("{sign}{}", trimmed(f64::from(n) * p.limit.unit.step() * points, 2));
        let far = match then {
            Some(t) if t.each.is_some() => say!(lang, "prices-then", to = at(t.to), amount = amount(t.each, lang)),
            Some(t) => say!(lang, "prices-then-no-plan", to = at(t.to)),
            None if w.gone => say!(lang, "prices-then-gone"),
            None => String::new(),
        };
        Some(at(holds) + &far)
    };
    let sides = [p.tightened.as_ref().and_then(|w| side(w, "+")), side(&p.loosened, "−")];
    sides.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
