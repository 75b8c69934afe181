//! What two plans differ in, as text and JSON.

use crate::lang::Lang;
use crate::lang::numbers::{decimal, short_span, trimmed};
use crate::measure::changes::{Change, Spell, UnitChange};
use crate::say;
use crate::scenario::{Scenario, UnitIx};
use serde_json::{Value, json};

/// A unit for people: enterprise id and name, unit.
fn unit(s: &Scenario, u: UnitIx) -> String {
    let e = s.owner(u);
    crate::lang::printable(&format!("{} {} {}", e.id, e.name, s.units[u].id))
}

/// A unit and its changes, in one line.
pub fn of_unit(s: &Scenario, c: &UnitChange, lang: Lang) -> String {
    say!(lang, "change-of-unit", unit = unit(s, c.unit), changes = words(s, c, lang), days = decimal(c.days, 1))
}

/// The changes of a unit, without its name.
pub(super) fn words(s: &Scenario, c: &UnitChange, lang: Lang) -> String {
    let parts: Vec<String> = c.changes.iter().map(|c| change(s, c, lang)).collect();
    parts.join(&say!(lang, "list-semicolon"))
}

fn change(s: &Scenario, c: &Change, lang: Lang) -> String {
    let spell = |x| spell(s, x, lang);
    match c {
        Change::Moved(a, b) => say!(lang, "change-moved", before = spell(a), after = spell(b)),
        Change::Appeared(b) => say!(lang, "change-appeared", after = spell(b)),
        Change::Vanished(a) => say!(lang, "change-vanished", before = spell(a)),
    }
}

fn spell(s: &Scenario, x: &Spell, lang: Lang) -> String {
    let days = short_span(s.season.date(x.days.first), s.season.date(x.days.end - 1), lang);
    match x.coking_time_h {
        None => days,
        Some(h) => say!(lang, "change-slow-down", days = days, hours = trimmed(h, 3)),
    }
}

/// A unit's changes as JSON.
pub fn json(s: &Scenario, c: &UnitChange) -> Value {
    let spell = |x: &Spell| {
        json!({
            "start": s.season.date(x.days.first).to_string(),
            "end": s.season.date(x.days.end - 1).to_string(),
            "coking_time_h": x.coking_time_h,
        })
    };
    let change = |c: &Change| match c {
        Change::Moved(a, b) => json!({ "change": "moved", "before": spell(a), "after": spell(b) }),
        Change::Appeared(b) => json!({ "change": "appeared", "before": null, "after": spell(b) }),
        Change::Vanished(a) => json!({ "change": "vanished", "before": spell(a), "after": null }),
    };
    json!({
        "enterprise": s.owner(c.unit).id,
        "unit": s.units[c.unit].id,
        "days": c.days,
        "capacity_t": c.days * s.units[c.unit].rate_t_d,
        "changes": c.changes.iter().map(change).collect::<Vec<_>>(),
    })
}
