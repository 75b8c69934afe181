//! What `stagger plan` says where it hands over no plan, and of a plan that it starts from.

use super::{Failure, Format, Globals, Outcome, Reserve, tell, write_json};
use crate::lang::{Lang, Note};
use crate::plan::Plan;
use crate::planner::explain::{self, Conflict};
use crate::planner::start::Start;
use crate::report::findings;
use crate::report::format::counted;
use crate::rules::Finding;
use crate::scenario::Scenario;
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
            let mut value = explain::text::json(scenario, conflict);
            value["status"] = json!("impossible");
            value["findings"] = json!([]);
            write_json(out, &value)?;
        }
        Format::Text => {
            for line in explain::text::sentences(scenario, conflict, globals.lang()) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(Outcome::Broken)
}

/// A conflict under `--reserve` is not one of the rules alone.
pub fn with_reserve() -> Note {
    Note::new(
        "以下按--reserve收紧后的要求；去掉或减小余量，也许就有计划",
        "what follows is by the limits as --reserve tightens them; with less of it, or none, there may be a plan",
    )
}

/// What a reserve does to the numbers above.
pub fn reserved(reserve: &Reserve, lang: Lang) -> String {
    let (ratio, steel) = (100.0 * reserve.ratio, 100.0 * reserve.steel);
    match lang {
        Lang::Zh => format!(
            "编制时留了余量：比例高{ratio}个百分点，粗钢限额低{steel}%；下界和差距按不留余量的规则计，差距含余量的代价。"
        ),
        Lang::En => format!(
            "Planned with a reserve: ratios {ratio} points higher, steel limits {steel}% lower. The bound is that of the rules without \
             it, so that the gap includes what the reserve costs."
        ),
    }
}

/// The filing is at fault, whatever the plan.
pub fn no_plan_mends(
    scenario: &Scenario,
    filing: &[Finding],
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    match globals.format {
        Format::Json => {
            let list: Vec<_> = filing.iter().map(|f| findings::json(scenario, f, lang)).collect();
            write_json(out, &json!({ "status": "filing", "findings": list, "conflict": [] }))?;
        }
        Format::Text => {
            writeln!(out, "{}", lang.pick("申报有误，任何计划都无法弥补：", "The filing is at fault; no plan mends it:"))?;
            let all: Vec<&Finding> = filing.iter().collect();
            out.write_all(findings::list(scenario, &all, lang).as_bytes())?;
        }
    }
    Ok(Outcome::Broken)
}

/// Time or an interrupt came before a plan. `doubtful`: there are signs that none exists.
pub fn stopped(doubtful: bool, interrupted: bool, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let ended = if interrupted { "interrupted" } else { "time-limit" };
    let value =
        json!({ "status": "stopped", "ended": ended, "doubtful": doubtful, "interrupted": interrupted, "findings": [] });
    without_plan(&why_stopped(doubtful, interrupted), &value, globals, out)
}

fn why_stopped(doubtful: bool, interrupted: bool) -> Note {
    match (interrupted, doubtful) {
        (true, _) => Note::new(
            "在找到计划之前被中断，未写出计划；也未证明无计划",
            "interrupted before a plan was found: none is written, nor is it proved that there is none",
        ),
        (_, true) => Note::new(
            "时限内未找到计划，很可能没有满足全部规则的计划，但尚未证明；请加大--time-limit，或放宽最紧的限值后再试",
            "no plan was found in time, and probably none keeps all rules, which is not proved; raise --time-limit, or loosen the \
             tightest limits and try again",
        ),
        _ => Note::new(
            "时限内未找到计划，也未证明无计划；请加大--time-limit，或用--from从一份计划出发",
            "no plan was found in time, nor a proof that there is none; raise --time-limit, or start --from a plan",
        ),
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
    let note = Note::new(
        format!(
            "本程序有错：编出的计划都未通过检查，未写出。请报告：情景文件、种子{seed}、版本{version}，以及：{}。可换--seed再试",
            first(Lang::Zh)
        ),
        format!(
            "a fault of this program: no plan that it made passes the check, and none is written. Please report the scenario, seed \
             {seed}, version {version} and this: {}. Another --seed may do",
            first(Lang::En)
        ),
    );
    let list: Vec<_> = errors.iter().map(|f| findings::json(scenario, f, globals.lang())).collect();
    without_plan(&note, &json!({ "status": "faulty", "findings": list }), globals, out)
}

fn without_plan(
    note: &Note,
    value: &serde_json::Value,
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    tell(note, globals.lang());
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
        notes.push(Note::new(
            format!(
                "--from的计划写明情景“{other}”，本情景为“{name}”；其{all}条停产和延长出焦时间中{known}条的设施在本情景中"
            ),
            format!(
                "the plan to start from names scenario \"{other}\", this one is \"{name}\"; {known} of its {all} stops and \
                 slow-downs are of units here"
            ),
        ));
    }
    if let Some(first) = start.errors.first() {
        let n = start.errors.len();
        let text = |lang| on_one_line(&findings::text(scenario, first, lang));
        notes.push(Note::new(
            format!("--from的计划有{n}处不合规，不按原样采用；其中合规的城市仍从它出发。第一处：{}", text(Lang::Zh)),
            format!(
                "the plan to start from breaks rules ({}) and is not used as it is; cities where it holds start from it. \
                 The first: {}",
                counted(n, "error"),
                text(Lang::En)
            ),
        ));
    } else if start.cost.is_none() {
        notes.push(Note::new(
            "--from的计划合规，但达不到--reserve的余量，不按原样采用；结果可能比它费用高",
            "the plan to start from keeps the rules but not the --reserve, and is not used as it is; the result may cost more",
        ));
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
