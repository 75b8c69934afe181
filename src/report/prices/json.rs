//! What the rules cost, as JSON.

use super::words::is_most;
use crate::kind::Kind;
use crate::planner::prices::{Amount, Edge, How, Limit, Part, Price, Prices, Slack, Then, Way};
use crate::report::head;
use crate::scenario::Scenario;
use serde_json::{Value, json};

pub(super) fn json(s: &Scenario, prices: &Prices) -> Value {
    let total = |f: fn(&crate::planner::prices::Value) -> f64| prices.parts.iter().map(|p| f(&p.value)).sum::<f64>();
    let mut value = head(s, "priced");
    value["complete"] = json!(prices.complete);
    value["relaxation_cny"] = json!({ "least": total(|v| v.least), "most": total(|v| v.most) });
    value["plans"] = prices.parts.iter().filter_map(|p| plan_json(s, p)).collect();
    value["prices"] = prices.prices.iter().map(|p| price_json(s, p)).collect();
    value["not_binding"] = prices.slack.iter().map(|l| slack_json(s, l)).collect();
    value["not_looked_at"] = prices.left.iter().map(|l| limit_json(s, l)).collect();
    value
}

/// The plan as filed of some mills that share rules, where one was made.
fn plan_json(s: &Scenario, part: &Part) -> Option<Value> {
    let (cost, bound) = part.plan?;
    let cities: Vec<&str> = part.cities.iter().map(|&c| s.cities[c].name.as_str()).collect();
    Some(json!({ "cities": cities, "cost_cny": cost, "bound_cny": bound, "gap": part.gap() }))
}

fn slack_json(s: &Scenario, l: &Slack) -> Value {
    let mut value = limit_json(s, &l.limit);
    value["slack"] = json!(l.by);
    value
}

fn limit_json(s: &Scenario, l: &Limit) -> Value {
    let edge = match l.edge {
        Edge::First => "first-day",
        Edge::Last => "last-day",
        _ if is_most(l) => "most",
        _ => "least",
    };
    json!({
        "rule": l.rule.id(),
        "city": s.cities[l.place.city].name,
        "enterprise": l.place.enterprise.map(|e| &s.enterprises[e].id),
        "unit": l.place.unit.map(|u| &s.units[u].id),
        "kind": l.place.kind.map(Kind::id),
        "first": s.season.date(l.days.first).to_string(),
        "last": s.season.date(l.days.end.max(l.days.first + 1) - 1).to_string(),
        "limit": edge,
        "asks": [l.asks.0, l.asks.1],
        "unit_of_step": l.unit.id(),
        "step": l.unit.step(),
    })
}

fn amount_json(a: Option<Amount>) -> Value {
    let finite = |x: f64| x.is_finite().then_some(x);
    a.map_or(Value::Null, |a| json!({ "least": a.least, "about": a.about, "most": finite(a.most) }))
}

fn plans_json(w: &Way) -> Value {
    let mut value = w.plans.map_or(Value::Null, amount_json);
    if w.plans.flatten().is_some() {
        value["within_unproved"] = json!(w.is_open());
    }
    value
}

fn price_json(s: &Scenario, p: &Price) -> Value {
    let way = |w: &Way| {
        let (holds, then) = w.range();
        json!({
            "how": match w.how { How::Dual => "dual", How::Bound => "stepped-bound", How::Plan => "stepped-plan" },
            "cny": amount_json(w.first()),
            "plans_cny": plans_json(w),
            "holds_for_steps": holds,
            "then": then.map(|t: Then| json!({ "from_steps": t.from, "steps": t.to, "cny": amount_json(t.each) })),
            "gone": w.gone,
            "tried": w.steps.iter().map(|&(n, a)| json!({ "steps": n, "cny": amount_json(a) })).collect::<Vec<_>>(),
        })
    };
    let mut value = limit_json(s, &p.limit);
    value["steps"] = json!(p.steps);
    value["dual_cny"] = json!(p.dual);
    value["slack_in_plan"] = json!(p.slack_in_plan);
    value["no_time_for_plans"] = json!(p.late);
    value["tightened"] = p.tightened.as_ref().map_or(Value::Null, way);
    value["loosened"] = way(&p.loosened);
    value
}
