//! From the best plans of the components to the plan that is handed over: tidied, written, read back and checked.

use super::control::Control;
use super::exact::UnitPattern;
use super::run::{run_all, total};
use super::solve::Work;
use super::tidy::tidy;
use super::{Options, Progress, write};
use crate::measure::begun::Last;
use crate::plan::schedule::Schedule;
use crate::plan::write::to_toml;
use crate::plan::{Plan, read_plan_str};
use crate::rules::{self, Finding, Named, Row, RuleId, Severity};
use crate::scenario::{EntIx, Scenario};
use std::time::Duration;

/// Times that components whose plan does not pass the check are worked on again.
const AGAIN: usize = 2;

/// Whether a finding can still be helped: it does not lie behind, nor is it of the shape of what began there and that is so
/// whatever becomes of it.
pub(super) fn is_open(scenario: &Scenario, f: &Finding) -> bool {
    let Some(today) = Some(scenario.today()).filter(|&today| today > 0).map(|day| scenario.season.date(day)) else {
        return true;
    };
    let of_shape = matches!(f.rule, RuleId::ShortStop | RuleId::ManyStops | RuleId::SlowShape);
    let settled = match &f.unit {
        Some(Named::Known(unit)) if of_shape && f.first < Some(today) => {
            let begun = scenario.begun(*unit);
            let too_few = f.measured < f.required;
            // an episode that asks a battery for the coking time of a slow-down that is over carries on with it, however short
            let over = f.rule == RuleId::SlowShape && begun.last == Last::Over;
            if too_few { over || begun.last == Last::Lost } else { f.measured <= Some(f64::from(begun.made)) }
        }
        _ => false,
    };
    !settled && f.last.is_none_or(|last| last >= today)
}

/// Errors of a plan, beside what it says of itself: that is not what it does.
pub(super) fn errors(scenario: &Scenario, plan: &Plan) -> Vec<Finding> {
    errors_by(scenario, plan, &rules::all_rows(scenario))
}

/// The same where the rules' rows are at hand.
pub(super) fn errors_by(scenario: &Scenario, plan: &Plan, rows: &[Row]) -> Vec<Finding> {
    let mut all = rules::check_with_rows(scenario, plan, &Schedule::new(scenario, plan), rows);
    all.retain(|f| f.severity == Severity::Error && f.rule != RuleId::Claim);
    all
}

/// What the checker finds wrong with a plan as its file reads back; `Ok` with that plan where it holds.
///
/// # Errors
/// The errors found.
pub fn checked(scenario: &Scenario, plan: &Plan) -> Result<Plan, Vec<Finding>> {
    let text = to_toml(plan, scenario, &[]);
    let back = read_plan_str(&text, "plan").expect("what is written reads back");
    let mut findings = rules::check(scenario, &back, &Schedule::new(scenario, &back));
    findings.retain(|f| f.severity == Severity::Error && is_open(scenario, f));
    if findings.is_empty() { Ok(back) } else { Err(findings) }
}

/// The plan of all components, tidied where `allowance` (CNY) lets it. A tidied plan that does not pass the check gives way
/// to the plan as it was; a component whose plan does not pass is searched for another.
///
/// # Errors
/// What is wrong with the plan where no other was found.
pub fn finish(
    scenario: &Scenario,
    rows: &[Row],
    works: &mut [Work],
    options: &Options,
    allowance: f64,
    control: &Control,
) -> Result<Plan, Vec<Finding>> {
    let (patterns, plan) = sound(scenario, works, options, control)?;
    if options.tidy <= 0.0 || control.interrupted() {
        return Ok(plan);
    }
    let bound = total(works).bound;
    let tidied = tidy(scenario, rows, &patterns, allowance, options.seed, control);
    if tidied == patterns {
        return Ok(plan);
    }
    Ok(checked(scenario, &write(scenario, &tidied, bound)).unwrap_or_else(|findings| {
        tracing::warn!(?findings, "the tidied plan does not pass the check and is dropped");
        plan
    }))
}

/// The components' best plans together, as they pass the check.
fn sound(
    scenario: &Scenario,
    works: &mut [Work],
    options: &Options,
    control: &Control,
) -> Result<(Vec<UnitPattern>, Plan), Vec<Finding>> {
    let mut tries = 0;
    loop {
        let patterns: Vec<UnitPattern> = works.iter().flat_map(|w| w.answer.patterns.clone()).collect();
        let findings = match checked(scenario, &write(scenario, &patterns, total(works).bound)) {
            Ok(plan) => return Ok((patterns, plan)),
            Err(findings) => findings,
        };
        tries += 1;
        if tries > AGAIN || control.interrupted() {
            return Err(findings);
        }
        work_again(scenario, works, &findings, options, control);
        if works.iter().any(|w| w.answer.patterns.is_empty()) {
            return Err(findings);
        }
    }
}

/// Drops the plans of the components that findings blame and searches for others.
fn work_again(scenario: &Scenario, works: &mut [Work], findings: &[Finding], options: &Options, control: &Control) {
    tracing::warn!(?findings, "a plan does not pass the check and is dropped");
    let blames = |f: &Finding, ent: EntIx| match &f.enterprise {
        Some(named) => *named == Named::Known(ent),
        None => f.city.is_none_or(|c| c == scenario.enterprises[ent].city),
    };
    let blamed = |w: &&mut Work| w.part.ents.iter().any(|&e| findings.iter().any(|f| blames(f, e)));
    for w in works.iter_mut().filter(blamed) {
        (w.answer.patterns, w.answer.cost, w.ended) = (Vec::new(), f64::INFINITY, false);
    }
    // a run whose time is over has some more, for a plan at all
    let more = Duration::from_secs_f64(control.left()).max(options.time_limit / 2);
    run_all(works, options, &control.renewed(more), &|_: &Progress| ());
}
