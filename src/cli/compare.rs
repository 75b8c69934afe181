//! `stagger compare`: plans and policies side by side.

use super::filed::ScenarioArgs;
use super::plan::{RunArgs, progress_line};
use super::{Failure, Format, Globals, Outcome, interrupt, write_json};
use crate::both;
use crate::input::{Set, Source};
use crate::lang::Note;
use crate::plan::{PlanFile, open};
use crate::planner::{self, Options, Progress};
use crate::policy::builtin;
use crate::report::columns::{Column, Columns, Status};
use crate::rules::faults_of_filing;
use crate::scenario::{Scenario, read_scenario_with};
use crate::sheet::form_of;
use std::io::Write;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct CompareArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// Plan or policy files, told apart by what they hold, two columns at least; the
    /// first is what the others are set against
    #[arg(value_name = "PLAN|POLICY")]
    columns: Vec<PathBuf>,
    /// One more column: the plan made under this policy, built in or a file
    /// (repeatable)
    #[arg(long, value_name = "NAME|FILE")]
    policy: Vec<PathBuf>,
    #[command(flatten)]
    run: RunArgs,
}

/// What a column is made of.
enum Given<'a> {
    Plan(&'a Path),
    /// A policy as a scenario names it.
    Policy(&'a Path, String),
}

/// Runs it: exit code 0 whatever the plans are worth, 1 where a policy leaves no plan, 3 where none was found in time.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &CompareArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    if args.columns.len() + args.policy.len() < 2 {
        return Err(Failure::Says(both!("cli-compare-two-columns")));
    }
    let scenario = args.scenario.read_to_plan()?;
    let named = args.columns.iter().map(|path| told_apart(path));
    let given = named.chain(args.policy.iter().map(|name| policy(name))).collect::<Result<Vec<_>, Failure>>()?;
    // what is wrong with a file is said before the first plan is made
    let mut read = Vec::new();
    for g in &given {
        read.push(match g {
            Given::Plan(path) => (None, Some(open(path, &scenario)?)),
            Given::Policy(path, policy) => (Some(under(args, &scenario, path, policy)?), None),
        });
    }
    let options = args.run.options();
    let mut columns: Vec<Column> = Vec::new();
    for (g, (own, file)) in given.iter().zip(&read) {
        let (Given::Plan(path) | Given::Policy(path, _)) = g;
        let (name, own) = (path.display().to_string(), own.as_ref().unwrap_or(&scenario));
        let column = match file {
            Some(file) => {
                let mut column = Column::new(name, Status::Filed, own, &file.plan, columns.first());
                column.notes = notes(file, own);
                column
            }
            None => planned(name, own, &options, columns.first(), globals),
        };
        columns.push(column);
    }
    let ends = |status: &[Status]| columns.iter().any(|c| status.contains(&c.status()));
    let outcome = match () {
        () if ends(&[Status::Impossible, Status::AtFault]) => Outcome::Broken,
        () if ends(&[Status::NotFound]) => Outcome::Stopped,
        () => Outcome::Done,
    };
    let report = Columns { scenario: &scenario, columns };
    match globals.format {
        Format::Json => write_json(out, &report.json(globals.lang()))?,
        _ => out.write_all(report.text(globals.lang()).as_bytes())?,
    }
    Ok(outcome)
}

/// In what a plan was made otherwise than it is judged.
fn notes(file: &PlanFile, scenario: &Scenario) -> Vec<Note> {
    let (other, name) = (&file.plan.scenario, &scenario.name);
    let of_another = (other != name).then(|| both!("cli-compare-other-scenario", other = other, name = name));
    of_another.into_iter().chain(file.made.notes(scenario)).collect()
}

/// Whether a file is a plan or a policy. One that is neither is taken for a plan, whose reader says what is wrong.
fn told_apart(path: &Path) -> Result<Given<'_>, Failure> {
    if form_of(path).is_some() {
        return Ok(Given::Plan(path));
    }
    let source = Source::read(path)?;
    if source.too_many_values().is_some() {
        return Ok(Given::Plan(path));
    }
    let Ok(table) = DeTable::parse(&source.text) else { return Ok(Given::Plan(path)) };
    let has = |name: &str| table.get_ref().contains_key(name);
    if has("enterprises") {
        return Err(Failure::Says(both!("cli-compare-scenario-column", path = path.display())));
    }
    if has("grades") || has("shape") { policy(path) } else { Ok(Given::Plan(path)) }
}

/// A policy by its built-in name or its file.
fn policy(path: &Path) -> Result<Given<'_>, Failure> {
    if path.to_str().is_some_and(|name| builtin(name).is_some()) {
        return Ok(Given::Policy(path, path.display().to_string()));
    }
    if !path.is_file() {
        return Err(Failure::Says(both!("cli-compare-no-policy", name = path.display())));
    }
    // a scenario looks for its policy beside itself
    let whole = std::path::absolute(path).map_err(|e| Failure::cannot_read(path, &e))?;
    Ok(Given::Policy(path, whole.display().to_string()))
}

/// The scenario under another policy.
fn under(args: &CompareArgs, scenario: &Scenario, path: &Path, policy: &str) -> Result<Scenario, Failure> {
    let others = args.scenario.set.iter().filter(|set| set.root() != "policy" || set.depth() > 1);
    let sets: Vec<Set> = others.cloned().chain([Set::new("policy", policy)]).collect();
    let own = read_scenario_with(&args.scenario.scenario, &sets)?;
    if own.season == scenario.season {
        return Ok(own);
    }
    let (policy, given) = (own.season, scenario.season);
    Err(Failure::Says(both!(
        "cli-compare-seasons",
        path = path.display(),
        start = policy.start,
        end = policy.end(),
        own_start = given.start,
        own_end = given.end(),
    )))
}

fn planned(name: String, scenario: &Scenario, options: &Options, first: Option<&Column>, globals: &Globals) -> Column {
    if !faults_of_filing(scenario).is_empty() {
        return Column::without_plan(name, Status::AtFault, scenario);
    }
    let lang = globals.lang();
    let show = |p: &Progress| globals.working.say(format!("{name}  {}", progress_line(p, lang)));
    let outcome = planner::plan(scenario, options, None, Some(interrupt::working(lang)), &show);
    match outcome {
        planner::Outcome::Plan(plan) => Column::new(name, Status::Planned, scenario, &plan, first),
        planner::Outcome::Impossible(_) => Column::without_plan(name, Status::Impossible, scenario),
        planner::Outcome::Stopped { .. } | planner::Outcome::Faulty(_) => {
            Column::without_plan(name, Status::NotFound, scenario)
        }
    }
}
