//! The summary as JSON.

use super::{CitySummary, Figures, KindRatio, Mill, Summary, class_id};
use crate::report::JSON_SCHEMA;
use crate::report::compare::cost_json;
use serde_json::{Value, json};

pub(super) fn value(s: &Summary) -> Value {
    let season = s.scenario.season;
    json!({
        "schema": JSON_SCHEMA,
        "scenario": s.scenario.name,
        "set": s.scenario.set,
        "season": { "start": season.start.to_string(), "end": season.end().to_string(), "days": season.len },
        "ratio_basis": "hot-metal capacity x stopped days",
        "errors": s.errors,
        "warnings": s.warnings,
        "cities": s.cities.iter().map(|c| city(s, c)).collect::<Vec<_>>(),
        "stops": stops(s),
        "slowdowns": slowdowns(s),
        "cost": cost_json(&s.cost),
        "bound_cny": s.claim.bound,
        "gap": s.gap(),
    })
}

fn city(s: &Summary, c: &CitySummary) -> Value {
    let mut out = json!({
        "city": s.scenario.cities[c.city].name,
        "required_ratio": c.required,
        "achieved_ratio": c.achieved,
    });
    add(&mut out, figures(&c.figures));
    out["daily_stopped_share"] = json!(c.share);
    out["enterprises"] = c.mills.iter().map(|m| mill(s, m)).collect();
    out
}

fn mill(s: &Summary, m: &Mill) -> Value {
    let e = &s.scenario.enterprises[m.ent];
    let mut out = json!({
        "enterprise": e.id,
        "name": e.name,
        "grade": s.scenario.policy.grades[e.grade],
        "ratios": m.ratios.iter().map(kind_ratio).collect::<Vec<_>>(),
    });
    add(&mut out, figures(&m.figures));
    out
}

fn kind_ratio(r: &KindRatio) -> Value {
    json!({
        "kind": r.kind.id(),
        "required": r.required,
        "achieved": r.achieved,
        "beyond": r.achieved - r.required,
        "binding_rules": r.why.iter().map(|w| w.id()).collect::<Vec<_>>(),
        "some_by_choice": r.by_choice,
    })
}

fn figures(f: &Figures) -> Value {
    json!({
        "furnace_days": f.furnace_days,
        "hot_metal_lost_t": f.iron_lost_t,
        "eaf_days": f.eaf_days,
        "eaf_steel_lost_t": f.eaf_steel_lost_t,
        "crude_steel_t": f.steel_t,
        "crude_steel_last_year_t": f.steel_last_year_t,
        "avoided_emissions_t": f.avoided_t,
        "restarts": f.restarts,
    })
}

fn add(to: &mut Value, more: Value) {
    if let (Value::Object(to), Value::Object(more)) = (to, more) {
        to.extend(more);
    }
}

fn stops(s: &Summary) -> Vec<Value> {
    let mut out = Vec::new();
    for (u, days) in s.schedule.units.iter().enumerate() {
        for w in &days.stops {
            let mut stop = span(s, u, w.days);
            stop["class"] = class_id(w.class).into();
            out.push(stop);
        }
    }
    out
}

fn slowdowns(s: &Summary) -> Vec<Value> {
    let mut out = Vec::new();
    for (u, days) in s.schedule.units.iter().enumerate() {
        for slow in &days.slows {
            let mut v = span(s, u, slow.days);
            v["coking_time_h"] = slow.coking_time_h.into();
            out.push(v);
        }
    }
    out
}

fn span(s: &Summary, unit: usize, days: crate::day::DayRange) -> Value {
    let season = s.scenario.season;
    json!({
        "enterprise": s.scenario.owner(unit).id,
        "unit": s.scenario.units[unit].id,
        "start": season.date(days.first).to_string(),
        "end": season.date(days.end - 1).to_string(),
        "days": days.len(),
    })
}
