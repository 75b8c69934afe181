//! The report as JSON, documented in `docs/formats/audit-json.md`.

use super::{AuditReport, Counts};
use crate::audit::{Finding, RatioLine, SteelLine};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::lang::numbers::year_month;
use crate::report::JSON_SCHEMA;
use crate::rules::RuleId;
use crate::scenario::Scenario;
use serde_json::{Map, Value, json};

pub(super) fn report(r: &AuditReport, lang: Lang) -> Value {
    let (s, records) = (r.scenario, r.records);
    let [breaches, to_settle, notices] = r.total();
    let by_kind: Vec<Value> = r.by_kind().into_iter().map(|(kind, n)| counted(&[("kind", json!(kind.id()))], n)).collect();
    let by_enterprise: Vec<Value> = r
        .by_enterprise()
        .into_iter()
        .map(|(city, e, n)| {
            let e = e.map(|e| &s.enterprises[e].id);
            counted(&[("city", json!(s.cities[city].name)), ("enterprise", json!(e))], n)
        })
        .collect();
    let plans: Vec<Value> = r.force.plans.iter().map(|a| plan(r, a.number, a.days)).collect();
    let files: Vec<Value> =
        records.sources.iter().map(|f| json!({ "file": f.name, "sha256": f.sha256, "rows": f.rows })).collect();
    json!({
        "schema": JSON_SCHEMA,
        "command": "audit",
        "tool": { "name": "stagger", "version": env!("CARGO_PKG_VERSION") },
        "scenario": { "name": s.name, "sha256": s.hash },
        "policy": { "name": s.policy.name, "sha256": s.policy.hash },
        "plans": plans,
        "records": {
            "files": files,
            "first": day(s, records.span, false),
            "last": day(s, records.span, true),
            "units": records.units.iter().flatten().count(),
            "outside_season": records.passed.outside,
            "repeated": records.passed.repeated,
            "unknown": records.passed.unknown,
        },
        "tolerance_hours": r.tolerance_hours,
        "holds": r.audit.holds(),
        "counts": {
            "breaches": breaches,
            "to_settle": to_settle,
            "notices": notices,
            "by_kind": by_kind,
            "by_enterprise": by_enterprise,
        },
        "findings": r.audit.findings.iter().map(|f| finding(s, f, lang)).collect::<Vec<_>>(),
        "ratios": r.audit.ratios.iter().map(|l| ratio(s, l)).collect::<Vec<_>>(),
        "steel": r.audit.steel.iter().map(|l| steel(s, l)).collect::<Vec<_>>(),
    })
}

fn counted(head: &[(&str, Value)], [breaches, to_settle, notices]: Counts) -> Value {
    let mut out: Map<String, Value> = head.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
    for (name, n) in [("breaches", breaches), ("to_settle", to_settle), ("notices", notices)] {
        out.insert(name.to_owned(), json!(n));
    }
    Value::Object(out)
}

fn day(s: &Scenario, days: DayRange, last: bool) -> Option<String> {
    (!days.is_empty()).then(|| s.season.date(if last { days.end - 1 } else { days.first }).to_string())
}

fn plan(r: &AuditReport, number: usize, days: DayRange) -> Value {
    let (file, s) = (&r.plans[number], r.scenario);
    let approval = file.plan.approval.as_ref().map(|a| {
        json!({
            "number": a.number,
            "date": a.date.map(|d| d.to_string()),
            "valid_from": a.valid_from.to_string(),
            "reason": a.reason,
        })
    });
    json!({
        "file": file.path.display().to_string(),
        "sha256": file.hash,
        "approval": approval,
        "in_force": { "first": day(s, days, false), "last": day(s, days, true) },
    })
}

fn finding(s: &Scenario, f: &Finding, lang: Lang) -> Value {
    json!({
        "kind": f.kind.id(),
        "verdict": f.verdict.id(),
        "rule": f.rule.map(RuleId::id),
        "city": s.cities[f.place.city].name,
        "enterprise": f.place.enterprise.map(|e| &s.enterprises[e].id),
        "unit": f.place.unit.map(|u| &s.units[u].id),
        "unit_kind": f.place.kind.map(Kind::id),
        "first": f.first.to_string(),
        "last": f.last.to_string(),
        "measured": f.measured,
        "required": f.required,
        "short_by": f.short_by,
        "amount": f.amount.id(),
        "note": f.note.pick(lang),
    })
}

fn ratio(s: &Scenario, l: &RatioLine) -> Value {
    json!({
        "enterprise": s.enterprises[l.enterprise].id,
        "unit_kind": l.kind.id(),
        "required": l.required,
        "planned": l.planned,
        "planned_to_date": l.planned_to_date,
        "achieved_to_date": l.achieved_to_date,
        "forecast": l.forecast,
        "forecast_at_most": l.forecast_at_most,
    })
}

fn steel(s: &Scenario, l: &SteelLine) -> Value {
    json!({
        "enterprise": s.enterprises[l.enterprise].id,
        "month": year_month(l.month),
        "explained_t": l.explained,
        "statistics_t": l.statistics,
        "planned_t": l.planned,
        "last_year_t": l.last_year,
        "quota_left_t": l.quota_left,
    })
}
