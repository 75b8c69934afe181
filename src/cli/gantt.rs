//! `stagger gantt`: a plan as a Gantt chart.

use super::filed::ScenarioArgs;
use super::{Failure, Globals, Outcome, write_json};
use crate::chart::export::{Fonts, SvgPage, pdf, png};
use crate::chart::paper::Paper;
use crate::chart::scene::Item;
use crate::chart::text::clean;
use crate::chart::{ChartError, GanttOptions, Page, pages};
use crate::input::nearest;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::plan;
use crate::plan::schedule::Schedule;
use crate::rules::{Severity, check};
use crate::scenario::Scenario;
use crate::{both, say};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct GanttArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// 计划文件 | the plan file
    pub plan: PathBuf,
    /// 图写到哪里（.svg、.png、.pdf），-为标准输出（SVG） | where the chart goes (.svg, .png, .pdf), - is standard output (SVG)
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// 只画这些企业：编号或名称（可重复） | only these enterprises, by id or name (repeatable)
    #[arg(long, value_name = "ID")]
    pub enterprise: Vec<String>,
    /// 只画这些类别（可重复） | only these kinds (repeatable)
    #[arg(long, value_parser = kind)]
    pub kind: Vec<Kind>,
    /// 纸张（PDF） | paper (PDF)
    #[arg(long, value_enum, default_value_t)]
    pub paper: Paper,
    /// PNG每单位像素数 | pixels a unit of a PNG
    #[arg(long, value_name = "N", default_value_t = 2.0, value_parser = scale)]
    pub scale: f32,
    /// 字体文件（.ttf、.otf、.ttc），PNG、PDF用；默认为系统字体 | font file (.ttf, .otf, .ttc) for PNG and PDF; default: the system's
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
}

/// `--scale`.
fn scale(text: &str) -> Result<f32, String> {
    let read = text.parse().ok().filter(|x| (0.1..=8.0).contains(x));
    read.ok_or_else(|| format!("“{text}”应为0.1到8之间的数 | \"{text}\" should be a number from 0.1 to 8"))
}

/// What a chart's file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Svg,
    Png,
    Pdf,
}

impl Form {
    /// By a file's ending.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
        [("svg", Self::Svg), ("png", Self::Png), ("pdf", Self::Pdf)].into_iter().find(|f| f.0 == ending).map(|f| f.1)
    }
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
        return Err(Failure::says(both!("gantt-stdout-and-json")));
    }
    let form = if to_stdout { Form::Svg } else { form(args)? };
    // A path that cannot be written fails before the work.
    let inputs: [&Path; 2] = [&args.scenario.scenario, &args.plan];
    let file = if to_stdout { None } else { Some(super::create(&args.output, &inputs)?) };
    let fonts = if form == Form::Svg { None } else { Some(fonts(args)?) };
    let scenario = args.scenario.read()?;
    let plan = plan::open(&args.plan, &scenario)?.plan;
    let schedule = Schedule::new(&scenario, &plan);
    let findings = check(&scenario, &plan, &schedule);
    let mut kinds = args.kind.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let (enterprises, paper, lang) = (args.enterprise.clone(), args.paper, globals.lang());
    let options = GanttOptions { lang, enterprises, kinds, paper };
    let failed = |e: ChartError| failure(&e, &scenario);
    let pages = pages(&scenario, &plan, &schedule, &findings, &options).map_err(failed)?;
    if let Some(fonts) = &fonts {
        warn_of_missing(&pages, fonts, lang);
    }
    let bytes = match (form, &fonts) {
        (Form::Png, Some(fonts)) => png(&pages[0].svg().map_err(failed)?, args.scale, fonts).map_err(failed)?,
        (Form::Pdf, Some(fonts)) => {
            let title = pages[0].scene.title.clone();
            let pages: Result<Vec<SvgPage>, ChartError> = pages.iter().map(|p| svg_page(p, &scenario)).collect();
            pdf(&title, &pages.map_err(failed)?, paper, lang, fonts).map_err(failed)?
        }
        _ => pages[0].svg().map_err(failed)?.into_bytes(),
    };
    match file {
        Some(file) => file.commit(&bytes).map_err(|e| Failure::cannot_write(&args.output, &e))?,
        None => out.write_all(&bytes)?,
    }
    if json {
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        let chart = args.output.to_string_lossy();
        write_json(out, &serde_json::json!({ "chart": chart, "errors": errors, "warnings": findings.len() - errors }))?;
    }
    Ok(Outcome::Done)
}

/// A page of a PDF with its enterprises in the outline.
fn svg_page(page: &Page, s: &Scenario) -> Result<SvgPage, ChartError> {
    let name = |&(e, y): &(usize, i32)| (clean(&format!("{} {}", s.enterprises[e].id, s.enterprises[e].name)), y);
    Ok(SvgPage { svg: page.svg()?, outline: page.enterprises.iter().map(name).collect() })
}

/// Tells of characters that no font has.
fn warn_of_missing(pages: &[Page], fonts: &Fonts, lang: Lang) {
    let texts = pages.iter().flat_map(|p| &p.scene.items).filter_map(|i| match i {
        Item::Text(.., text) => Some(text.as_str()),
        _ => None,
    });
    let missing = fonts.missing(&texts.collect::<String>());
    if !missing.is_empty() {
        let (some, all) = (missing.iter().take(10).collect::<String>(), missing.len());
        eprintln!("{}", say!(lang, "gantt-missing-characters", some = some, all = all));
    }
}

fn fonts(args: &GanttArgs) -> Result<Fonts, Failure> {
    let Some(path) = &args.font else { return Ok(Fonts::of_system()) };
    Fonts::with_file(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::InvalidData => Failure::says(both!("gantt-no-font", path = path.display())),
        _ => Failure::cannot_read(path, &e),
    })
}

/// What the chart's file is to hold.
fn form(args: &GanttArgs) -> Result<Form, Failure> {
    let path = &args.output;
    let form = Form::of(path).ok_or_else(|| Failure::says(both!("gantt-unknown-ending", path = path.display())))?;
    if args.paper != Paper::Screen && form != Form::Pdf {
        return Err(Failure::says(both!("gantt-paper-is-for-pdf")));
    }
    Ok(form)
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
