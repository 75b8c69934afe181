//! Plans of nearly the same cost, in words and as JSON.

use super::changes::of_unit;
use super::compare::Comparison;
use crate::lang::numbers::{cny, percent};
use crate::lang::{Lang, printable};
use crate::measure::changes::changes;
use crate::plan::Plan;
use crate::plan::schedule::Schedule;
use crate::planner::alternatives::{Alternative, Short};
use crate::say;
use crate::scenario::Scenario;
use serde_json::{Value, json};
use std::path::Path;

/// Units that are named of each plan, those that move most.
const NAMED: usize = 5;

/// By how much a plan costs more than another, as a share.
fn dearer(best: &Plan, plan: &Plan) -> f64 {
    let cost = |p: &Plan| p.solve.objective.unwrap_or(0.0);
    (cost(plan) - cost(best)) / cost(best).abs().max(1.0)
}

/// Tells of the plans and their files. `short`: why they are fewer than were asked for; `within`: what share of the cost they may
/// cost more.
pub fn text(
    s: &Scenario,
    best: &Plan,
    found: &[(&Alternative, &Path)],
    (short, within): (Option<Short>, f64),
    lang: Lang,
) -> String {
    let mut out = Vec::new();
    let before = Schedule::new(s, best);
    for (i, (a, path)) in found.iter().enumerate() {
        out.push(say!(
            lang,
            "alternative",
            n = i + 1,
            path = printable(&path.display().to_string()),
            cost = cny(a.plan.solve.objective.unwrap_or(0.0), lang),
            more = percent(dearer(best, &a.plan)),
            days = a.days,
            moved = a.elsewhere[0],
        ));
        for (j, other) in a.elsewhere[1..].iter().enumerate() {
            out.push(format!("  {}", say!(lang, "alternative-other", n = j + 1, days = *other)));
        }
        let mut units = changes(s, &before, &a.schedule);
        units.sort_by(|a, b| b.days.total_cmp(&a.days).then(a.unit.cmp(&b.unit)));
        out.extend(units.iter().take(NAMED).map(|c| format!("  {}", of_unit(s, c, lang))));
        if let Some(rest) = units.len().checked_sub(NAMED).filter(|n| *n > 0) {
            out.push(format!("  {}", say!(lang, "alternative-more", units = rest)));
        }
    }
    out.extend(short.map(|why| fewer(why, found.len(), within, lang)));
    out.join("\n") + "\n"
}

/// Why no more than `n` were found, and what to do.
fn fewer(why: Short, n: usize, within: f64, lang: Lang) -> String {
    let within = percent(within);
    let why = match why {
        Short::Interrupted => say!(lang, "alternatives-interrupted"),
        Short::TimeLimit => say!(lang, "alternatives-time-limit"),
        Short::Within => say!(lang, "alternatives-within"),
    };
    match n {
        0 => say!(lang, "alternatives-none", within = within, why = why),
        n => say!(lang, "alternatives-few", n = n, within = within, why = why),
    }
}

/// Why they are fewer, as JSON.
pub const fn short_id(why: Short) -> &'static str {
    match why {
        Short::Interrupted => "interrupted",
        Short::TimeLimit => "time-limit",
        Short::Within => "within",
    }
}

/// The same as JSON.
pub fn json(s: &Scenario, best: &Plan, found: &[(&Alternative, &Path)], lang: Lang) -> Value {
    let one = |(a, path): &(&Alternative, &Path)| {
        json!({
            "file": path.display().to_string(),
            "cost_cny": a.plan.solve.objective,
            "gap": a.plan.solve.gap,
            "dearer_by": dearer(best, &a.plan),
            "furnace_days": a.days,
            "elsewhere_furnace_days": a.elsewhere,
            "changes": Comparison::new(s, best, &a.plan).json(lang),
        })
    };
    found.iter().map(one).collect()
}
