//! Plan files, read. What a plan may have wrong as a plan is for the rules to find.

use super::format::PLAN;
use super::{Approval, Claim, Plan, Slowdown, Stop};
use crate::input::{Errors, InputError, InputErrors, Rec, Source, open};
use std::path::Path;

/// Reads a plan file.
///
/// # Errors
/// Every error of the file.
pub fn read_plan(path: &Path) -> Result<Plan, InputErrors> {
    read_source(&Source::read(path)?)
}

/// Reads a plan from its text.
///
/// # Errors
/// Every error of the text.
pub fn read_plan_str(text: &str, file_name: &str) -> Result<Plan, InputErrors> {
    read_source(&Source::from_bytes(file_name, text.as_bytes())?)
}

pub(super) fn read_source(source: &Source) -> Result<Plan, InputErrors> {
    read_drafted(source, Vec::new())
}

/// Reads a plan from a text that was drafted from a sheet; `drafted` are the errors found on the way.
pub(super) fn read_drafted(source: &Source, drafted: Vec<InputError>) -> Result<Plan, InputErrors> {
    let mut errors = Errors::new(source);
    let plan = open(source, &PLAN, &mut errors).map(|doc| plan(&doc.root(), source));
    match plan {
        Some(plan) if errors.is_empty() && drafted.is_empty() => Ok(plan),
        _ => Err(errors.into_errors_with(drafted)),
    }
}

fn plan(root: &Rec<'_>, source: &Source) -> Plan {
    let stop = |r: &Rec<'_>| {
        Some(Stop {
            enterprise: r.string("enterprise"),
            unit: r.string("unit"),
            start: r.date("start")?,
            end: r.date("end")?,
            line: source.line(r.span.start),
        })
    };
    let slow = |r: &Rec<'_>| {
        let s = stop(r)?;
        Some(Slowdown {
            enterprise: s.enterprise,
            unit: s.unit,
            start: s.start,
            end: s.end,
            coking_time_h: r.number("coking_time_h")?,
            line: s.line,
        })
    };
    let claim = |r: Rec<'_>| Claim { objective: r.number("objective"), bound: r.number("bound"), gap: r.number("gap") };
    let own = |r: &Rec<'_>, name: &str| r.text(name).map(str::to_owned);
    let approval = |r: Rec<'_>| {
        let valid_from = r.date("valid_from")?;
        Some(Approval { number: own(&r, "number"), date: r.date("date"), valid_from, reason: own(&r, "reason") })
    };
    Plan {
        scenario: root.string("scenario"),
        stops: root.records("stops").iter().filter_map(stop).collect(),
        slowdowns: root.records("slowdowns").iter().filter_map(slow).collect(),
        approval: root.record("approval").and_then(approval),
        solve: root.record("solve").map(claim).unwrap_or_default(),
    }
}
