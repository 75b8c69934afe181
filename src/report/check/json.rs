//! The report as JSON, documented in `docs/formats/check-json.md`.

use super::{CheckReport, Count};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::report::JSON_SCHEMA;
use crate::report::compare::cost_json;
use crate::report::findings;
use crate::rules::Measure;
use crate::rules::margin::Margin;
use serde_json::{Value, json};

pub(super) fn report(r: &CheckReport, lang: Lang) -> Value {
    let s = r.scenario;
    let by_rule: Vec<Value> =
        r.by_rule().into_iter().map(|(rule, n)| with_counts(json!({ "rule": rule.id() }), n)).collect();
    let of_enterprise = |(city, e, n): (_, _, Count)| with_counts(json!({ "city": city, "enterprise": e }), n);
    let by_enterprise: Vec<Value> = r.by_enterprise().into_iter().map(of_enterprise).collect();
    let mut counts = with_counts(json!({}), r.total());
    counts["by_rule"] = by_rule.into();
    counts["by_enterprise"] = by_enterprise.into();
    let changed = r.changed.iter().map(|(rule, to)| json!({ "rule": rule.id(), "severity": to.id() }));
    let claim = &r.plan.solve;
    json!({
        "schema": JSON_SCHEMA,
        "command": "check",
        "tool": { "name": "stagger", "version": env!("CARGO_PKG_VERSION") },
        "scenario": { "name": s.name, "sha256": s.hash },
        "policy": { "name": s.policy.name, "sha256": s.policy.hash },
        "plan": { "scenario": r.plan.scenario, "sha256": r.plan_hash },
        "set": s.set,
        "notes": r.notes.iter().map(|n| n.pick(lang)).collect::<Vec<_>>(),
        "holds": r.holds(),
        "severity_changes": changed.collect::<Vec<_>>(),
        "counts": counts,
        "findings": r.findings.iter().map(|f| findings::json(s, f, lang)).collect::<Vec<_>>(),
        "margins": r.margins.iter().map(|m| margin(r, m)).collect::<Vec<_>>(),
        "cost": cost_json(&r.cost),
        "claim": {
            "objective": claim.objective,
            "bound": claim.bound,
            "gap": claim.gap,
            "bound_checked": claim.bound.map(|_| "not checked"),
        },
    })
}

/// An object with its counts.
fn with_counts(mut of: Value, n: Count) -> Value {
    of["errors"] = n.errors.into();
    of["warnings"] = n.warnings.into();
    of["waived_errors"] = n.waived_errors.into();
    of["waived_warnings"] = n.waived_warnings.into();
    of
}

fn margin(r: &CheckReport, m: &Margin) -> Value {
    let (s, p) = (r.scenario, &m.place);
    json!({
        "rule": m.rule.id(),
        "city": s.cities[p.city].name,
        "enterprise": p.enterprise.map(|e| &s.enterprises[e].id),
        "unit": p.unit.map(|u| &s.units[u].id),
        "kind": p.kind.map(Kind::id),
        "first": s.season.date(m.days.first).to_string(),
        "last": s.season.date(m.days.end.max(1) - 1).to_string(),
        "measured": m.measured,
        "required": m.required,
        "slack": m.slack,
        "unit_of_slack": m.measure.map_or("d", Measure::id),
        "delay_days": m.delay,
    })
}
