//! `stagger gantt`: a plan as a Gantt chart.

use super::filed::ScenarioArgs;
use super::{Failure, Globals, Outcome, write_json};
use crate::chart::{ChartError, GanttOptions, gantt_svg};
use crate::input::nearest;
use crate::kind::Kind;
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
    /// 计划文件 | the plan file
    pub plan: PathBuf,
    /// 图写到哪里（.svg），-为标准输出 | where the chart goes (.svg), - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// 只画这些企业：编号或名称（可重复） | only these enterprises, by id or name (repeatable)
    #[arg(long, value_name = "ID")]
    pub enterprise: Vec<String>,
    /// 只画这些类别（可重复） | only these kinds (repeatable)
    #[arg(long, value_parser = kind)]
    pub kind: Vec<Kind>,
}

/// A kind on the command line.
///
/// # Errors
/// It is none; the message has all.
pub fn kind(id: &str) -> Result<Kind, String> {
    Kind::from_id(id).ok_or_else(|| {
        let all = Kind::ALL.map(Kind::id).join(", ");
        format!("“{id}”应为其一 | \"{id}\" should be one of: {all}")
    })
}

/// Runs it: breaches are shown on the chart and change no exit code.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &GanttArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let to_stdout = args.output.as_os_str() == "-";
    let json = globals.format == super::Format::Json;
    if to_stdout && json {
        return Err(Failure::says(("-o - 与 --format json 不能同用", "-o - and --format json exclude each other")));
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
        let name = path.display();
        return Err(Failure::says((
            format!("图只能写成SVG：请把{name}改为以.svg结尾的文件名"),
            format!("charts are written as SVG only: give {name} a name that ends in .svg"),
        )));
    }
    super::create(path, &[&args.scenario.scenario, &args.plan])
}

fn failure(error: &ChartError, scenario: &Scenario) -> Failure {
    match error {
        ChartError::UnknownEnterprise(id) => {
            let ents = &scenario.enterprises;
            let near = nearest(id, ents.iter().flat_map(|e| [e.id.as_str(), e.name.as_str()]));
            let meant = ents.iter().find(|e| near.is_some_and(|n| e.id == n || e.name == n));
            let (zh, en) = if let Some(e) = meant {
                (format!("，是否为{}（{}）？", e.id, e.name), format!("; is {} ({}) meant?", e.id, e.name))
            } else {
                let all = ents.iter().take(10).map(|e| e.id.as_str()).collect::<Vec<_>>();
                let more = if ents.len() > all.len() { "…" } else { "" };
                (format!("；有：{}{more}", all.join("、")), format!("; there are: {}{more}", all.join(", ")))
            };
            Failure::says((format!("情景中没有企业“{id}”{zh}"), format!("the scenario has no enterprise \"{id}\"{en}")))
        }
        ChartError::NothingToDraw => Failure::says((
            "所选企业没有所选类别的设施，没有可画的内容；请改--enterprise或--kind",
            "the enterprises chosen have no unit of the kinds chosen, so there is nothing to draw; choose others by --enterprise or --kind",
        )),
        ChartError::Draw(why) => Failure::says((format!("无法绘图：{why}"), format!("the chart could not be drawn: {why}"))),
    }
}
