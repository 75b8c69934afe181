//! Plans of nearly the same cost, in words and as JSON.

use super::changes::{line, unit};
use super::compare::Comparison;
use super::format::{cny, counted, grouped, percent};
use crate::lang::Lang;
use crate::measure::changes::changes;
use crate::plan::Plan;
use crate::plan::schedule::Schedule;
use crate::planner::alternatives::{Alternative, Short};
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
        let (n, path) = (i + 1, super::findings::printable(&path.display().to_string()));
        let (cost, more) = (cny(a.plan.solve.objective.unwrap_or(0.0), lang), percent(dearer(best, &a.plan)));
        let (days, moved) = (grouped(a.days as f64, 0), grouped(a.elsewhere[0] as f64, 0));
        out.push(match lang {
            Lang::Zh => format!("备选{n}：{path}，费用{cost}（多{more}）；停产{days}炉·天，其中{moved}炉·天与本计划不同"),
            Lang::En => format!(
                "Alternative {n}: {path}, {cost} ({more} more); of its {days} furnace-days {moved} lie elsewhere than in the plan"
            ),
        });
        for (j, other) in a.elsewhere[1..].iter().enumerate() {
            let (j, other) = (j + 1, grouped(*other as f64, 0));
            out.push(match lang {
                Lang::Zh => format!("  与备选{j}不同：{other}炉·天"),
                Lang::En => format!("  elsewhere than in alternative {j}: {other}"),
            });
        }
        let mut units = changes(s, &before, &a.schedule);
        units.sort_by(|a, b| b.days.total_cmp(&a.days).then(a.unit.cmp(&b.unit)));
        let named = units.iter().take(NAMED);
        out.extend(named.map(|c| format!("  {}{}{}", unit(s, c.unit), lang.pick("：", ": "), line(s, c, lang))));
        if let Some(rest) = units.len().checked_sub(NAMED).filter(|n| *n > 0) {
            out.push(match lang {
                Lang::Zh => format!("  另有{rest}台（座）设施变动，stagger diff可列出全部"),
                Lang::En => format!("  and {} more; `stagger diff` lists them all", counted(rest, "unit")),
            });
        }
    }
    out.extend(short.map(|why| fewer(why, found.len(), within, lang)));
    out.join("\n") + "\n"
}

/// Why no more than `n` were found, and what to do.
fn fewer(why: Short, n: usize, within: f64, lang: Lang) -> String {
    let within = percent(within);
    let (zh, en) = match why {
        Short::Interrupted => ("编制备选时被中断", "the search was interrupted"),
        Short::TimeLimit => ("时限已到，可加大--time-limit", "its time was over; raise --time-limit"),
        Short::Within => ("可加大--within", "raise --within"),
    };
    match lang {
        Lang::Zh if n == 0 => format!("费用多{within}以内，未找到停产安排不同的计划；{zh}"),
        Lang::Zh => format!("费用多{within}以内只找到{n}份备选；{zh}"),
        Lang::En if n == 0 => format!("No plan with stops elsewhere was found within {within} of the cost; {en}"),
        Lang::En => format!("Only {} found within {within} of the cost; {en}", counted(n, "alternative")),
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
