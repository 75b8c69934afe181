//! What mending did, in words and as JSON.

use super::changes::{json as change_json, of_unit};
use super::{Told, findings};
use crate::lang::numbers::{cny, cny_change, decimal, grouped};
use crate::lang::{Lang, listed};
use crate::measure::changes::changes;
use crate::measure::cost::total_cost;
use crate::planner::explain::text as conflict;
use crate::planner::mend::{MendOutcome, Mended, Move};
use crate::rules::Finding;
use crate::say;
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
            Told { text: format!("{}\n{why}\n", say!(lang, "mend-none")), json }
        }
        MendOutcome::Filing(found) => why_not(s, found, &say!(lang, "cli-filing-at-fault"), "filing", lang),
        MendOutcome::Kept(found) => why_not(s, found, &say!(lang, "mend-kept"), "kept-faulty", lang),
        MendOutcome::Stopped => Told { text: say!(lang, "mend-stopped") + "\n", json: json!({ "status": "stopped" }) },
        MendOutcome::Faulty(found) => {
            let first = found.first().map_or(String::new(), |f| findings::text(s, f, lang));
            let json: Vec<Value> = found.iter().map(|f| findings::json(s, f, lang)).collect();
            let json = json!({ "status": "faulty", "findings": json });
            Told { text: say!(lang, "mend-faulty", first = first) + "\n", json }
        }
    }
}

/// Findings in whose way no mend comes.
fn why_not(s: &Scenario, found: &[Finding], says: &str, status: &str, lang: Lang) -> Told {
    let list: Vec<String> = found.iter().map(|f| format!("  {}", findings::text(s, f, lang))).collect();
    let json: Vec<Value> = found.iter().map(|f| findings::json(s, f, lang)).collect();
    Told { text: format!("{says}\n{}\n", list.join("\n")), json: json!({ "status": status, "findings": json }) }
}

fn mended(s: &Scenario, m: &Mended, lang: Lang) -> Told {
    let (a, b) = (total_cost(s, &m.filed).total(), total_cost(s, &m.schedule).total());
    let units = changes(s, &m.filed, &m.schedule);
    let mut text = Vec::new();
    let days = units.iter().map(|c| c.days).fold(0.0, |a, b| a + b);
    let (n, t, moved) = (units.len(), grouped(m.moved_t, 0), decimal(days, 1));
    if m.behind.is_empty() {
        text.push(say!(lang, "mend-nearest", units = n, days = moved, t = t));
    } else {
        text.push(format!("{} ({})", say!(lang, "mend-behind"), m.behind.len()));
        text.extend(m.behind.iter().map(|f| format!("  {}", findings::title(s, f, lang))));
        text.push(say!(lang, "mend-nearest-onwards", units = n, days = moved, t = t));
    }
    for c in &units {
        let changes = of_unit(s, c, lang);
        let cures = m.moves.iter().find(|x| x.unit == c.unit).and_then(|x| cures(s, x, lang));
        let line = cures.map_or(changes.clone(), |rules| say!(lang, "mend-cures", changes = changes, rules = rules));
        text.push(format!("  {line}"));
    }
    text.push(format!("{}: {} → {} ({})", say!(lang, "mend-cost"), cny(a, lang), cny(b, lang), cny_change(b - a, lang)));
    text.push(if m.is_least() {
        say!(lang, "mend-least")
    } else {
        let (least, more) = (grouped(m.at_least_t, 0), grouped(m.moved_t - m.at_least_t, 0));
        say!(lang, "mend-best-found", least = least, more = more)
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

/// Which rules break again where, if the move alone is undone.
fn cures(s: &Scenario, m: &Move, lang: Lang) -> Option<String> {
    let named: BTreeSet<String> =
        m.cures.iter().map(|f| format!("{} {}", f.rule.id(), findings::place(s, f, lang))).collect();
    let list = listed(&named.into_iter().collect::<Vec<_>>(), lang);
    (!list.is_empty()).then(|| crate::lang::printable(&list))
}
