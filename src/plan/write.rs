//! Plan files, written: the same plan gives the same bytes.

use super::Plan;
use crate::both;
use crate::scenario::{Scenario, UnitIx};
use crate::schema::Schema;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::fmt::Write as _;

/// A coking time as the planner states it: at most 3 decimals, h. One so far out that it has none stays as it was filed.
pub fn round_coking_time(hours: f64) -> f64 {
    let rounded = (hours * 1000.0).round() / 1000.0;
    if rounded.is_finite() { rounded } else { hours }
}

/// One `[[stops]]` or `[[slowdowns]]` in the order of the file: what the scenario lacks comes last, by name.
type Line<'a> = (UnitIx, &'a str, &'a str, NaiveDate, NaiveDate, Option<f64>);

/// A plan as TOML, in the order of the scenario's enterprises and units, then by day. `comments` (the run's seed, gap and
/// the like) follow the program's version, the hashes of scenario and policy, and what was changed in them, at the top.
pub fn to_toml(plan: &Plan, scenario: &Scenario, comments: &[String]) -> String {
    let mut out = Schema::Plan.line();
    comment(&mut out, &format!("stagger {}", env!("CARGO_PKG_VERSION")));
    comment(&mut out, &format!("scenario {}, sha256 {}", scenario.name, scenario.hash));
    comment(&mut out, &format!("policy {}, sha256 {}", scenario.policy.name, scenario.policy.hash));
    for s in &scenario.set {
        comment(&mut out, &format!("made with --set {s}"));
    }
    for c in comments {
        comment(&mut out, c);
    }
    let _ = writeln!(out, "schema = 1\nscenario = {}", text(&plan.scenario));
    if let Some(a) = &plan.approval {
        out += "\n[approval]\n";
        let (own, open) = (|t: &Option<String>| t.as_deref().map(text), both!("plan-to-be-filled-in"));
        let fields = [
            ("number", own(&a.number)),
            ("date", a.date.map(|d| d.to_string())),
            ("valid_from", Some(a.valid_from.to_string())),
            ("reason", own(&a.reason)),
        ];
        for (name, value) in fields {
            let _ = match value {
                Some(value) => writeln!(out, "{name} = {value}"),
                None => writeln!(out, "# {name} = {} {}", open.zh, open.en),
            };
        }
    }

    let index = scenario.unit_index();
    let rank = |e: &str, u: &str| index.get(&(e, u)).copied().unwrap_or(UnitIx::MAX);
    let stops = plan.stops.iter().map(|s| (rank(&s.enterprise, &s.unit), &*s.enterprise, &*s.unit, s.start, s.end, None));
    let slows = plan
        .slowdowns
        .iter()
        .map(|s| (rank(&s.enterprise, &s.unit), &*s.enterprise, &*s.unit, s.start, s.end, Some(s.coking_time_h)));
    lines(&mut out, "stops", stops.collect(), scenario);
    lines(&mut out, "slowdowns", slows.collect(), scenario);

    let claims = [("objective", plan.solve.objective), ("bound", plan.solve.bound), ("gap", plan.solve.gap)];
    let filed: Vec<_> = claims.into_iter().filter_map(|(k, v)| Some((k, v?))).collect();
    if !filed.is_empty() {
        out += "\n[solve]\n";
    }
    for (name, x) in filed {
        let _ = writeln!(out, "{name} = {x:?}"); // Debug: always a TOML float, and reads back as the same number
    }
    out
}

fn lines(out: &mut String, kind: &str, mut lines: Vec<Line<'_>>, scenario: &Scenario) {
    lines.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let names: HashMap<&str, &str> = scenario.enterprises.iter().map(|e| (e.id.as_str(), e.name.as_str())).collect();
    let mut last = None;
    for (_, enterprise, unit, start, end, hours) in lines {
        out.push('\n');
        if last != Some(enterprise) {
            comment(out, &format!("{enterprise} {}", names.get(enterprise).unwrap_or(&"")));
            last = Some(enterprise);
        }
        let _ = writeln!(out, "[[{kind}]]\nenterprise = {}\nunit = {}", text(enterprise), text(unit));
        let _ = writeln!(out, "start = {start}\nend = {end}");
        if let Some(h) = hours {
            let _ = writeln!(out, "coking_time_h = {h:?}"); // as above
        }
    }
}

fn comment(out: &mut String, line: &str) {
    for l in line.lines() {
        let clean: String = l.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let _ = writeln!(out, "# {}", clean.trim_end());
    }
}

fn text(s: &str) -> String {
    toml::Value::String(s.to_owned()).to_string()
}
