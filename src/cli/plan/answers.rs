//! What `stagger plan` says where it hands over no plan, and of a plan that it starts from.

use super::{Failure, Format, Globals, Outcome, Reserve, write_json};
use crate::lang::{Lang, Note};
use crate::plan::Plan;
use crate::planner::explain::{self, Conflict};
use crate::planner::start::Start;
use crate::report::{findings, head};
use crate::rules::Finding;
use crate::scenario::Scenario;
use crate::{both, say};
use serde_json::json;
use std::io::Write;

/// No plan keeps all rules: what would have to bend.
pub fn impossible(
    scenario: &Scenario,
    conflict: &Conflict,
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    match globals.format {
        Format::Json => {
            let mut value = head(scenario, "impossible");
            value["findings"] = json!([]);
            let why = explain::text::json(scenario, conflict);
            (value["conflict"], value["proof"]) = (why["conflict"].clone(), why["proof"].clone());
            write_json(out, &value)?;
        }
        _ => {
            for line in explain::text::sentences(scenario, conflict, globals.lang()) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(Outcome::Broken)
}

/// A conflict under `--reserve` is not one of the rules alone.
pub fn with_reserve() -> Note {
    both!("cli-conflict-with-reserve")
}

/// What a reserve does to the numbers above.
pub fn reserved(reserve: &Reserve, lang: Lang) -> String {
    let [ratio, steel] = [reserve.ratio, reserve.steel].map(|x| (100.0 * x).to_string());
    say!(lang, "cli-reserved", ratio = ratio, steel = steel)
}

/// The filing is at fault, whatever the plan.
pub fn no_plan_mends(
    scenario: &Scenario,
    filing: &[Finding],
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    if globals.format == Format::Json {
        let mut value = head(scenario, "filing");
        value["findings"] = filing.iter().map(|f| findings::json(scenario, f, lang)).collect();
        value["conflict"] = json!([]);
        write_json(out, &value)?;
    } else {
        writeln!(out, "{}", say!(lang, "cli-filing-at-fault"))?;
        let all: Vec<&Finding> = filing.iter().collect();
        out.write_all(findings::list(scenario, &all, lang).as_bytes())?;
    }
    Ok(Outcome::Broken)
}

/// Time or an interrupt came before a plan. `doubtful`: there are signs that none exists.
pub fn stopped(
    scenario: &Scenario,
    (doubtful, interrupted): (bool, bool),
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let mut value = head(scenario, "stopped");
    value["ended"] = json!(if interrupted { "interrupted" } else { "time-limit" });
    value["doubtful"] = json!(doubtful);
    value["interrupted"] = json!(interrupted);
    value["findings"] = json!([]);
    without_plan(&why_stopped(doubtful, interrupted), &value, globals, out)
}

fn why_stopped(doubtful: bool, interrupted: bool) -> Note {
    match (interrupted, doubtful) {
        (true, _) => both!("cli-stopped-interrupted"),
        (_, true) => both!("cli-stopped-doubtful"),
        _ => both!("cli-stopped"),
    }
}

/// No plan that was found passes the check.
pub fn faulty(
    scenario: &Scenario,
    errors: &[Finding],
    seed: u64,
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let first = |lang| errors.first().map_or(String::new(), |f| on_one_line(&findings::text(scenario, f, lang)));
    let version = env!("CARGO_PKG_VERSION");
    let note = both!("cli-faulty", seed = seed.to_string(), version = version, first = first);
    let mut value = head(scenario, "faulty");
    value["findings"] = errors.iter().map(|f| findings::json(scenario, f, globals.lang())).collect();
    without_plan(&note, &value, globals, out)
}

fn without_plan(
    note: &Note,
    value: &serde_json::Value,
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    globals.tell_why(note);
    if globals.format == Format::Json {
        write_json(out, value)?;
    }
    Ok(Outcome::Stopped)
}

/// What to tell of a plan that the run starts from.
pub fn about_start(scenario: &Scenario, plan: &Plan, start: &Start) -> Vec<Note> {
    let mut notes = Vec::new();
    if plan.scenario != scenario.name || start.known < start.entries {
        let (known, all, other, name) = (start.known, start.entries, &plan.scenario, &scenario.name);
        let [known, all] = [known, all].map(|n| n.to_string());
        notes.push(both!("cli-from-other-scenario", other = other, name = name, known = known, all = all));
    }
    if let Some(first) = start.errors.first() {
        let n = start.errors.len();
        let first = |l| on_one_line(&findings::text(scenario, first, l));
        notes.push(both!("cli-from-breaks", errors = n, first = first));
    } else if start.cost.is_none() {
        notes.push(both!("cli-from-no-reserve"));
    }
    notes
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::why_stopped;

    #[test]
    fn an_interrupt_is_not_told_as_a_lack_of_time() {
        for doubtful in [false, true] {
            let note = why_stopped(doubtful, true);
            assert!(note.en.starts_with("interrupted before a plan was found") && !note.en.contains("--time-limit"));
            assert!(why_stopped(doubtful, false).en.contains("--time-limit"));
        }
    }
}
