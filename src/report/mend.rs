//! What mending did, in words and as JSON.

use super::changes::{json as change_json, line, unit};
use super::format::{cny, cny_change, counted, grouped, trimmed};
use super::{Told, findings};
use crate::lang::Lang;
use crate::measure::changes::changes;
use crate::measure::cost::total_cost;
use crate::planner::explain::text as conflict;
use crate::planner::mend::{MendOutcome, Mended, Move};
use crate::scenario::Scenario;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Tells how mending ended.
pub fn told(s: &Scenario, outcome: &MendOutcome, lang: Lang) -> Told {
    match outcome {
        MendOutcome::Mended(m) => mended(s, m, lang),
        MendOutcome::Impossible(c) => {
            let why = conflict::sentences(s, c, lang).join("\n");
            let mut json = conflict::json(s, c);
            json["status"] = json!("impossible");
            Told { text: format!("{}\n{why}\n", lang.pick("没有可行的修正：", "No mend exists:")), json }
        }
        MendOutcome::Kept(found) => {
            let list: Vec<String> = found.iter().map(|f| format!("  {}", findings::text(s, f, lang))).collect();
            let says = lang.pick(
                "没有可行的修正：要求保持不动的设施（--keep）本身违反规则：",
                "No mend exists: units that are to be kept (--keep) break rules by themselves:",
            );
            let json: Vec<Value> = found.iter().map(|f| findings::json(s, f, lang)).collect();
            Told {
                text: format!("{says}\n{}\n", list.join("\n")),
                json: json!({ "status": "kept-faulty", "findings": json }),
            }
        }
        MendOutcome::Stopped => {
            let text = lang.pick(
                "时限内未找到修正方案，也未证明没有；请加大--time-limit\n",
                "No mend was found in time, nor a proof that there is none; raise --time-limit\n",
            );
            Told { text: text.to_owned(), json: json!({ "status": "stopped" }) }
        }
        MendOutcome::Faulty(found) => {
            let first = found.first().map_or(String::new(), |f| findings::text(s, f, lang));
            let says = lang.pick(
                "本程序有错，修正后的计划未通过检查：",
                "A fault of this program: the mended plan does not pass the check: ",
            );
            Told { text: format!("{says}{first}\n"), json: json!({ "status": "faulty" }) }
        }
    }
}

fn mended(s: &Scenario, m: &Mended, lang: Lang) -> Told {
    let (a, b) = (total_cost(s, &m.filed).total(), total_cost(s, &m.schedule).total());
    let units = changes(s, &m.filed, &m.schedule);
    let mut text = Vec::new();
    let days = units.iter().map(|c| c.days).fold(0.0, |a, b| a + b);
    let (n, t, d) = (units.len(), grouped(m.moved_t, 0), trimmed(days, 1));
    if !m.behind.is_empty() {
        text.push(format!(
            "{} ({})",
            lang.pick("已成事实、无法补救的违规，未作修正", "Breaches wholly in the past, which stay"),
            m.behind.len()
        ));
        text.extend(m.behind.iter().map(|f| format!("  {}", findings::title(s, f, lang))));
    }
    let (plan_zh, plan_en) = if m.behind.is_empty() {
        ("最接近申报的合规计划", "The nearest plan that keeps all rules")
    } else {
        ("最接近申报、此后合规的计划", "The nearest plan that keeps all rules from then on")
    };
    text.push(match lang {
        Lang::Zh => format!("{plan_zh}：变动{n}台（座）设施，{d}台·天（按产能{t}吨·天）"),
        Lang::En => {
            format!("{plan_en}: {} {d} unit-days ({t} t of capacity-days)", changed(n))
        }
    });
    for c in &units {
        let cures = m.moves.iter().find(|x| x.unit == c.unit).map_or(String::new(), |x| cures(s, x, lang));
        text.push(format!("  {}{}{}{cures}", unit(s, c.unit), lang.pick("：", ": "), line(s, c, lang)));
    }
    text.push(format!("{}: {} → {} ({})", lang.pick("费用", "cost"), cny(a, lang), cny(b, lang), cny_change(b - a, lang)));
    let least = grouped(m.at_least_t, 0);
    text.push(match (m.is_least(), lang) {
        (true, Lang::Zh) => "已证明变动最少。".to_owned(),
        (true, Lang::En) => "Proved least.".to_owned(),
        (false, Lang::Zh) => format!(
            "所找到的最好方案：已证明任何合规计划至少变动{least}吨·天，本方案至多多变动{}吨·天。",
            grouped(m.moved_t - m.at_least_t, 0)
        ),
        (false, Lang::En) => format!(
            "Best found: every plan that keeps all rules moves at least {least} t of capacity-days, so this one is at most {} t from least.",
            grouped(m.moved_t - m.at_least_t, 0)
        ),
    });
    let moves: Vec<Value> = units
        .iter()
        .map(|c| {
            let mut value = change_json(s, c);
            let cures = m.moves.iter().find(|x| x.unit == c.unit).map_or(&[][..], |x| &x.cures);
            value["cures"] = cures.iter().map(|f| findings::json(s, f, lang)).collect();
            value
        })
        .collect();
    let json = json!({
        "status": "mended",
        "proof": if m.is_least() { "proved-least" } else { "best-found" },
        "moved_unit_days": days,
        "moved_capacity_t": m.moved_t,
        "at_least_capacity_t": m.at_least_t,
        "behind": m.behind.iter().map(|f| findings::json(s, f, lang)).collect::<Vec<_>>(),
        "cost_before_cny": a,
        "cost_after_cny": b,
        "moves": moves,
    });
    Told { text: text.join("\n") + "\n", json }
}

fn changed(n: usize) -> String {
    format!("{} {},", counted(n, "unit"), if n == 1 { "changes" } else { "change" })
}

/// Which rules break again where, if the move alone is undone.
fn cures(s: &Scenario, m: &Move, lang: Lang) -> String {
    let named: BTreeSet<String> =
        m.cures.iter().map(|f| format!("{} {}", f.rule.id(), findings::place(s, f, lang))).collect();
    if named.is_empty() {
        return String::new();
    }
    let list = named.into_iter().collect::<Vec<_>>().join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!("；为了{list}"),
        Lang::En => format!("; for {list}"),
    }
}
