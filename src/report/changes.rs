//! What two plans differ in, as text and JSON.

use super::format::{plural, short_date, trimmed};
use crate::lang::Lang;
use crate::measure::changes::{Change, Spell, UnitChange};
use crate::scenario::{Scenario, UnitIx};
use serde_json::{Value, json};

/// A unit for people: enterprise id and name, unit.
pub fn unit(s: &Scenario, u: UnitIx) -> String {
    let e = s.owner(u);
    super::findings::printable(&format!("{} {} {}", e.id, e.name, s.units[u].id))
}

/// A unit's changes in one line, without its name.
pub fn line(s: &Scenario, c: &UnitChange, lang: Lang) -> String {
    let parts: Vec<String> = c.changes.iter().map(|c| change(s, c, lang)).collect();
    let (list, days) = (parts.join(lang.pick("；", "; ")), trimmed(c.days, 1));
    match lang {
        Lang::Zh => format!("{list}（变动{days}天）"),
        Lang::En => format!("{list} ({} moved)", plural(&days, "day")),
    }
}

fn change(s: &Scenario, c: &Change, lang: Lang) -> String {
    match (c, lang) {
        (Change::Moved(a, b), Lang::Zh) => format!("{}改为{}", spell(s, a, lang), spell(s, b, lang)),
        (Change::Moved(a, b), Lang::En) => format!("{} becomes {}", spell(s, a, lang), spell(s, b, lang)),
        (Change::Appeared(b), Lang::Zh) => format!("新增{}", spell(s, b, lang)),
        (Change::Appeared(b), Lang::En) => format!("new {}", spell(s, b, lang)),
        (Change::Vanished(a), Lang::Zh) => format!("取消{}", spell(s, a, lang)),
        (Change::Vanished(a), Lang::En) => format!("dropped {}", spell(s, a, lang)),
    }
}

fn spell(s: &Scenario, x: &Spell, lang: Lang) -> String {
    let (first, last) = (s.season.date(x.days.first), s.season.date(x.days.end - 1));
    let days = match lang {
        Lang::Zh => format!("{}至{}", short_date(first, lang), short_date(last, lang)),
        Lang::En => format!("{} to {}", short_date(first, lang), short_date(last, lang)),
    };
    match (x.coking_time_h, lang) {
        (None, _) => days,
        (Some(h), Lang::Zh) => format!("{days}延长出焦时间至{}小时", trimmed(h, 3)),
        (Some(h), Lang::En) => format!("{days} at {} h coking time", trimmed(h, 3)),
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
