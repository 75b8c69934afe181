//! `stagger replan`: the rest of a season planned anew.

use super::filed::ScenarioArgs;
use super::outputs::{Made, Text, distinct, named, named_file};
use super::plan::{RepeatArgs, answers, progress_line};
use super::values::{day, fraction, hours, price, seconds};
use super::{Failure, Format, Globals, Outcome, interrupt, write_json};
use crate::audit::{TOLERANCE_HOURS, in_force, so_far};
use crate::both;
use crate::day::Day;
use crate::plan::schedule::Schedule;
use crate::plan::write::to_toml;
use crate::plan::{self, Approval, Plan};
use crate::planner::Progress;
use crate::planner::replan::{ReplanOptions, ReplanOutcome, as_recorded, replan, with_breakdowns};
use crate::records::{Reading, read_records};
use crate::report::replan::ReplanReport;
use crate::rules::faults_of_filing;
use crate::scenario::Scenario;
use chrono::NaiveDate;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ReplanArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The plan in force
    plan: PathBuf,
    /// Days from this one on are planned anew, those before stay
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: NaiveDate,
    /// Where the new plan goes, - is standard output
    #[arg(short, long, value_name = "PLAN")]
    output: PathBuf,
    /// Where the plan with the least shortfall goes, if no plan keeps all rules
    #[arg(long, value_name = "PLAN")]
    best_effort: Option<PathBuf>,
    /// Operating records that tell the days before (repeatable)
    #[arg(long, value_name = "RECORDS.csv")]
    records: Vec<PathBuf>,
    /// Hours that a recorded stop may begin late or end early
    #[arg(long, value_name = "H", default_value_t = TOLERANCE_HOURS, value_parser = hours, requires = "records")]
    tolerance_hours: f64,
    /// Price of a moved unit-day, CNY
    #[arg(long, value_name = "CNY", default_value_t = 50_000.0, value_parser = price)]
    move_price: f64,
    /// Stop at this proved gap, a fraction
    #[arg(long, default_value_t = 0.003, value_parser = fraction)]
    gap: f64,
    /// Time limit, seconds; up to twice that where not all rules can be kept
    #[arg(long, default_value_t = 30.0, value_parser = seconds)]
    time_limit: f64,
    #[command(flatten)]
    repeat: RepeatArgs,
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &ReplanArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    interrupt::reading(lang);
    named(&args.output, Text::Plan)?;
    args.best_effort.as_deref().map_or(Ok(()), |path| named_file("--best-effort", path, Text::Plan))?;
    distinct(&[("--output", Some(&args.output)), ("--best-effort", args.best_effort.as_ref())])?;
    let scenario = args.scenario.read_to_plan()?;
    let filing = faults_of_filing(&scenario);
    if !filing.is_empty() {
        return answers::no_plan_mends(&scenario, &filing, globals, out);
    }
    let filed = plan::open(&args.plan, &scenario)?;
    let today = first_open(&scenario, args.today)?;
    let mut inputs: Vec<&Path> = vec![&args.scenario.scenario, &args.plan];
    inputs.extend(args.records.iter().map(PathBuf::as_path));
    let mut output = Made::open(&args.output, &inputs, globals.format)?;
    let best_effort = args.best_effort.as_deref();
    let mut best_effort = best_effort.map(|path| Made::open(path, &inputs, globals.format)).transpose()?;
    let options = args.repeat.options(args.gap, args.time_limit);
    let before = so_it_went(args, &scenario, &filed.plan, today)?;
    let stop = interrupt::working(lang);
    let how = ReplanOptions { today, price: args.move_price, options };
    let show = |p: &Progress| globals.working.say(progress_line(p, lang));
    let found = replan(&scenario, &before, &how, Some(stop), &show);
    let mut made = match (&found.outcome, &mut best_effort) {
        (ReplanOutcome::Planned(p), _) => Some((&mut output, &p.plan)),
        (ReplanOutcome::Short(_, Some(p)), Some(file)) => Some((file, &p.plan)),
        _ => None,
    };
    if let Some((file, plan)) = &mut made {
        let comments = [format!(
            "replanned from {} on, seed {}, {} CNY a moved unit-day",
            args.today, args.repeat.seed, args.move_price
        )];
        file.ready(to_toml(&to_approve(plan, args.today), &scenario, &comments).as_bytes(), out)?;
    }
    let report = ReplanReport {
        scenario: &scenario,
        before: &before,
        today,
        price: args.move_price,
        saved: args.best_effort.is_some(),
        gap: args.gap,
        replan: &found,
    };
    let told = report.told(lang);
    match globals.format {
        Format::Json => write_json(out, &told.json)?,
        _ if made.as_ref().is_some_and(|(file, _)| file.is_stdout()) => {}
        _ => out.write_all(told.text.as_bytes())?,
    }
    out.flush()?;
    if let Some((file, _)) = made {
        file.finish()?;
    }
    Ok(match found.outcome {
        ReplanOutcome::Planned(_) => Outcome::Done,
        ReplanOutcome::Short(..) => Outcome::Broken,
        ReplanOutcome::Stopped | ReplanOutcome::Faulty(_) => Outcome::Stopped,
    })
}

/// The first day of the season that is still open.
///
/// # Errors
/// None is.
pub(super) fn first_open(s: &Scenario, today: NaiveDate) -> Result<Day, Failure> {
    let (start, end) = (s.season.start, s.season.end());
    if today > end {
        return Err(Failure::Says(both!("cli-season-over", today = today, start = start, end = end)));
    }
    Ok((today - start).num_days().max(0) as Day)
}

/// The plan in force, with the days behind as they went.
fn so_it_went(args: &ReplanArgs, s: &Scenario, plan: &Plan, today: Day) -> Result<Schedule, Failure> {
    let planned = with_breakdowns(s, &Schedule::new(s, plan), today);
    if args.records.is_empty() {
        return Ok(planned);
    }
    let records = read_records(s, &args.records, Reading::default())?;
    let mut force = in_force(s, &[Plan::default()]).map_err(Failure::Says)?;
    force.schedule = planned;
    Ok(as_recorded(s, &force.schedule, &so_far(s, &force, &records, args.tolerance_hours), today))
}

/// A plan that waits for its approval.
fn to_approve(plan: &Plan, valid_from: NaiveDate) -> Plan {
    Plan { approval: Some(Approval { number: None, date: None, valid_from, reason: None }), ..plan.clone() }
}
