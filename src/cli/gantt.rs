//! `stagger gantt`: a plan as a Gantt chart.

use super::filed::ScenarioArgs;
use super::{Failure, Globals, Outcome, listed, write_json};
use crate::both;
use crate::chart::{ChartError, GanttOptions, gantt_svg};
use crate::input::nearest;
use crate::kind::Kind;
use crate::lang::Note;
use crate::plan;
use crate::plan::schedule::Schedule;
use crate::plan::write::Output;
use crate::rules::{Severity, check};
use crate::scenario::Scenario;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct GanttArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The plan file
    pub plan: PathBuf,
    /// Where the chart goes (.svg), - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Only these enterprises, by id or name (repeatable)
    #[arg(long, value_name = "ID")]
    pub enterprise: Vec<String>,
    /// Only these kinds (repeatable)
    #[arg(long, value_parser = kind)]
    pub kind: Vec<Kind>,
}

/// A kind on the command line.
///
/// # Errors
/// It is none; the message has all.
pub fn kind(id: &str) -> Result<Kind, Note> {
    Kind::from_id(id).ok_or_else(|| both!("cli-one-of-kinds", id = id, all = Kind::ALL.map(Kind::id).join(", ")))
}

/// Runs it: breaches are shown on the chart and change no exit code.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &GanttArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let to_stdout = args.output.as_os_str() == "-";
    let json = globals.format == super::Format::Json;
    if to_stdout && json {
        return Err(Failure::Says(both!("cli-output-or-json")));
    }
    // A path that cannot be written fails before the work.
    let file = if to_stdout { None } else { Some(open(args)?) };
    let scenario = args.scenario.read()?;
    let plan = plan::open(&args.plan, &scenario)?.plan;
    let schedule = Schedule::new(&scenario, &plan);
    let findings = check(&scenario, &plan, &schedule);
    let mut kinds = args.kind.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let options = GanttOptions { lang: globals.lang(), enterprises: args.enterprise.clone(), kinds };
    let svg = gantt_svg(&scenario, &plan, &schedule, &findings, &options).map_err(|e| failure(&e, &scenario))?;
    match file {
        Some(file) => file.commit(svg.as_bytes()).map_err(|e| Failure::cannot_write(&args.output, &e))?,
        None => out.write_all(svg.as_bytes())?,
    }
    if json {
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        let chart = args.output.to_string_lossy();
        write_json(out, &serde_json::json!({ "chart": chart, "errors": errors, "warnings": findings.len() - errors }))?;
    }
    Ok(Outcome::Done)
}

/// Opens the chart's file.
fn open(args: &GanttArgs) -> Result<Output, Failure> {
    let path = &args.output;
    if !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("svg")) {
        return Err(Failure::Says(both!("cli-gantt-ending", path = path.display())));
    }
    super::create(path, &[&args.scenario.scenario, &args.plan])
}

fn failure(error: &ChartError, scenario: &Scenario) -> Failure {
    Failure::Says(match error {
        ChartError::UnknownEnterprise(id) => {
            let ents = &scenario.enterprises;
            let near = nearest(id, ents.iter().flat_map(|e| [e.id.as_str(), e.name.as_str()]));
            let meant = ents.iter().find(|e| near.is_some_and(|n| e.id == n || e.name == n));
            if let Some(e) = meant {
                both!("cli-gantt-no-enterprise-near", id = id, near = &e.id, name = &e.name)
            } else {
                let all: Vec<&str> = ents.iter().take(10).map(|e| e.id.as_str()).collect();
                let more = if ents.len() > all.len() { "…" } else { "" };
                both!("cli-gantt-no-enterprise", id = id, all = |l| listed(&all, l) + more)
            }
        }
        ChartError::NothingToDraw => both!("cli-gantt-nothing"),
        ChartError::Draw(why) => both!("cli-gantt-failed", why = why),
    })
}
