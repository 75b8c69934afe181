//! `stagger gantt`: a plan as a Gantt chart.

use super::filed::ScenarioArgs;
use super::{Failure, Format, Globals, Outcome, write_json};
use crate::both;
use crate::chart::export::{By, Fonts, SvgPage, csv, ics, pdf, png, workbook};
use crate::chart::paper::Paper;
use crate::chart::scene::Item;
use crate::chart::text::clean;
use crate::chart::{ChartError, GanttOptions, Page, page, pages, units};
use crate::input::nearest;
use crate::kind::Kind;
use crate::lang::{Note, listed};
use crate::plan;
use crate::plan::schedule::Schedule;
use crate::rules::{Severity, check};
use crate::scenario::Scenario;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct GanttArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The plan file
    pub plan: PathBuf,
    /// Where the chart goes (.svg, .png, .pdf, .html, .ics, .xlsx, .csv), - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Only these enterprises, by id or name (repeatable)
    #[arg(long, value_name = "ID")]
    pub enterprise: Vec<String>,
    /// Only these kinds (repeatable)
    #[arg(long, value_parser = kind)]
    pub kind: Vec<Kind>,
    /// Paper of a PDF
    #[arg(long, value_enum, default_value_t)]
    pub paper: Paper,
    /// A workbook's columns
    #[arg(long, value_enum, default_value_t)]
    pub by: By,
    /// Pixels a unit of a PNG
    #[arg(long, value_name = "N", default_value_t = 2.0, value_parser = scale)]
    pub scale: f32,
    /// Font file for PNG and PDF (.ttf, .otf, .ttc); default: the system's fonts
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
}

/// `--scale`.
fn scale(text: &str) -> Result<f32, Note> {
    let read = text.parse().ok().filter(|x| (0.1..=8.0).contains(x));
    read.ok_or_else(|| both!("cli-gantt-scale", value = text))
}

/// The form that a file's ending says.
fn by_ending(path: &Path) -> Option<Format> {
    match path.extension()?.to_string_lossy().to_ascii_lowercase().as_str() {
        "svg" => Some(Format::Svg),
        "png" => Some(Format::Png),
        "pdf" => Some(Format::Pdf),
        "html" | "htm" => Some(Format::Html),
        "ics" => Some(Format::Ics),
        "xlsx" => Some(Format::Xlsx),
        "csv" => Some(Format::Csv),
        _ => None,
    }
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
    let json = globals.format == Format::Json;
    if to_stdout && json {
        return Err(Failure::Says(both!("cli-output-or-json")));
    }
    let form = form(args, globals.format)?;
    // A path that cannot be written fails before the work.
    let inputs: [&Path; 2] = [&args.scenario.scenario, &args.plan];
    let file = if to_stdout { None } else { Some(super::create(&args.output, &inputs)?) };
    let fonts = if matches!(form, Format::Png | Format::Pdf) { Some(fonts(args)?) } else { None };
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
    let laid_out = || -> Result<Vec<Page>, Failure> {
        let pages = pages(&scenario, &plan, &schedule, &findings, &options).map_err(failed)?;
        if let Some(fonts) = &fonts {
            warn_of_missing(&pages, fonts, globals);
        }
        Ok(pages)
    };
    let bytes = match (form, &fonts) {
        (Format::Ics, _) => ics(&scenario, &schedule, &units(&scenario, &options).map_err(failed)?, lang).into_bytes(),
        (Format::Html, _) => page(&scenario, &plan, &schedule, &findings, &options).map_err(failed)?.into_bytes(),
        (Format::Csv, _) => {
            let shown = units(&scenario, &options).map_err(failed)?;
            csv(&scenario, &plan, &shown, args.enterprise.is_empty() && args.kind.is_empty(), lang).into_bytes()
        }
        (Format::Xlsx, _) => {
            let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
            workbook(&scenario, &schedule, &options, errors, args.by).map_err(failed)?
        }
        (Format::Png, Some(fonts)) => png(&laid_out()?[0].svg().map_err(failed)?, args.scale, fonts).map_err(failed)?,
        (Format::Pdf, Some(fonts)) => {
            let pages = laid_out()?;
            let title = pages[0].scene.title.clone();
            let pages: Result<Vec<SvgPage>, ChartError> = pages.iter().map(|p| svg_page(p, &scenario)).collect();
            pdf(&title, &pages.map_err(failed)?, paper, lang, fonts).map_err(failed)?
        }
        _ => laid_out()?[0].svg().map_err(failed)?.into_bytes(),
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
fn warn_of_missing(pages: &[Page], fonts: &Fonts, globals: &Globals) {
    let texts = pages.iter().flat_map(|p| &p.scene.items).filter_map(|i| match i {
        Item::Text(.., text) => Some(text.as_str()),
        _ => None,
    });
    let missing = fonts.missing(&texts.collect::<String>());
    if !missing.is_empty() {
        let (some, all) = (missing.iter().take(10).collect::<String>(), missing.len());
        globals.tell(&both!("cli-gantt-missing-characters", some = some, all = all));
    }
}

fn fonts(args: &GanttArgs) -> Result<Fonts, Failure> {
    let Some(path) = &args.font else { return Ok(Fonts::of_system()) };
    Fonts::with_file(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::InvalidData => Failure::Says(both!("cli-gantt-no-font", path = path.display())),
        _ => Failure::cannot_read(path, &e),
    })
}

/// What the chart's file is to hold: what `--format` says, else its ending; standard output is SVG.
fn form(args: &GanttArgs, format: Format) -> Result<Format, Failure> {
    let path = &args.output;
    let said = if format.is_of_chart() { Some(format) } else { by_ending(path) };
    let to_stdout = (path.as_os_str() == "-").then_some(Format::Svg);
    let form = said.or(to_stdout).ok_or_else(|| Failure::Says(both!("cli-gantt-ending", path = path.display())))?;
    if args.paper != Paper::Screen && form != Format::Pdf {
        return Err(Failure::Says(both!("cli-gantt-paper-is-for-pdf")));
    }
    if args.by != By::Day && form != Format::Xlsx {
        return Err(Failure::Says(both!("grid-by-is-for-xlsx")));
    }
    Ok(form)
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
