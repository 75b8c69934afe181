//! `stagger check`: every rule on a plan.

use super::plan::interrupt;
use super::{Failure, Format, Globals, Outcome, mend, parse_rule, write_json};
use crate::input::Source;
use crate::plan::read_plan_str;
use crate::report::check::CheckReport;
use crate::rules::{RuleId, Severity};
use crate::scenario::read_scenario;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// 情景文件 | the scenario file
    scenario: PathBuf,
    /// 计划文件 | the plan file
    plan: PathBuf,
    /// 把规则降为提示（可重复） | make a rule a warning (repeatable)
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    warn: Vec<RuleId>,
    /// 把规则升为违规（可重复） | make a rule an error (repeatable)
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    deny: Vec<RuleId>,
    /// Mending.
    #[command(flatten)]
    mending: mend::MendArgs,
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &CheckArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let changed = severities(args)?;
    let scenario = read_scenario(&args.scenario)?;
    let source = Source::read(&args.plan)?;
    let plan = read_plan_str(&source.text, &source.name)?;
    let hash = source.hash();
    let report = CheckReport::new(&scenario, &plan, &hash, changed);
    let inputs = [args.scenario.as_path(), args.plan.as_path()];
    let mended = mend::run(&args.mending, &inputs, &scenario, &plan, globals, interrupt())?;
    match globals.format {
        Format::Json => {
            let mut value = report.json(globals.lang());
            if let Some(m) = mended {
                value["mend"] = m.json;
            }
            write_json(out, &value)?;
        }
        Format::Text => {
            out.write_all(report.text(globals.lang()).as_bytes())?;
            if let Some(m) = mended {
                write!(out, "\n{}", m.text)?;
            }
        }
    }
    Ok(if report.holds() { Outcome::Done } else { Outcome::Broken })
}

fn severities(args: &CheckArgs) -> Result<Vec<(RuleId, Severity)>, Failure> {
    if let Some(rule) = args.warn.iter().find(|r| args.deny.contains(r)) {
        let id = rule.id();
        return Err(Failure::says(
            format!("{id}不能同时用--warn和--deny"),
            format!("{id} cannot be both --warn and --deny"),
        ));
    }
    let warn = args.warn.iter().map(|&r| (r, Severity::Warning));
    let mut all: Vec<_> = warn.chain(args.deny.iter().map(|&r| (r, Severity::Error))).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
