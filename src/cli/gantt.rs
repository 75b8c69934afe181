//! `stagger gantt`: a plan as a Gantt chart.

use super::filed::{ScenarioArgs, tell_of};
use super::fonts::{fonts, texts, warn_of_missing};
use super::outputs::Made;
use super::{Failure, Format, Globals, Outcome, write_json};
use crate::both;
use crate::chart::export::{By, SvgPage, csv, ics, pdf, png, workbook};
use crate::chart::paper::Paper;
use crate::chart::text::clean;
use crate::chart::{ChartError, GanttOptions, MOST_DRAWN, Page, page, pages, units};
use crate::input::nearest;
use crate::kind::Kind;
use crate::lang::{Note, listed};
use crate::plan;
use crate::plan::schedule::Schedule;
use crate::rules::{Severity, check};
use crate::scenario::{Enterprise, Scenario};
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
    #[arg(long, value_name = "ID", alias = "mill")]
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
    /// An earlier plan: outlines of its stops, and a list of what moved
    #[arg(long, value_name = "PLAN")]
    pub against: Option<PathBuf>,
    /// Font file for PNG and PDF (.ttf, .otf, .ttc); default: the system's fonts
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
}

/// `--scale`.
fn scale(text: &str) -> Result<f32, Note> {
    let read = text.parse().ok().filter(|x| (0.1..=8.0).contains(x));
    read.ok_or_else(|| both!("cli-gantt-scale", value = text))
}

/// A kind on the command line.
///
/// # Errors
/// It is none; the message has all.
pub fn kind(id: &str) -> Result<Kind, Note> {
    Kind::from_id(id).ok_or_else(|| both!("cli-one-of-kinds", id = id, all = Kind::IDS.join(", ")))
}

/// Runs it: breaches are shown on the chart and change no exit code.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &GanttArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let form = form(args, globals.format)?;
    let mut inputs: Vec<&Path> = vec![&args.scenario.scenario, &args.plan];
    inputs.extend(args.against.as_deref());
    let file = Made::open(&args.output, &inputs, globals.format)?;
    let fonts = if matches!(form, Format::Png | Format::Pdf) { Some(fonts(args.font.as_deref())?) } else { None };
    let scenario = args.scenario.read()?;
    let plan = plan::open(&args.plan, &scenario)?;
    let before = args.against.as_ref().map(|p| plan::open(p, &scenario)).transpose()?;
    [Some(&plan), before.as_ref()].into_iter().flatten().for_each(|p| tell_of(p, &scenario, globals));
    let plan = plan.plan;
    let schedule = Schedule::new(&scenario, &plan);
    let findings = check(&scenario, &plan, &schedule);
    let mut kinds = args.kind.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let (enterprises, paper, lang) = (args.enterprise.clone(), args.paper, globals.lang());
    let before = before.map(|b| Schedule::new(&scenario, &b.plan));
    let options = GanttOptions { lang, enterprises, kinds, paper, before, ..GanttOptions::default() };
    let failed = |e: ChartError| failure(&e, &scenario);
    let laid_out = || -> Result<Vec<Page>, Failure> {
        let pages = pages(&scenario, &plan, &schedule, &findings, &options).map_err(failed)?;
        if let Some(fonts) = &fonts {
            warn_of_missing(&texts(&pages), fonts, globals);
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
        (Format::Png, Some(fonts)) => {
            let (picture, scale) = png(&laid_out()?[0].svg().map_err(failed)?, args.scale, fonts).map_err(failed)?;
            if scale < args.scale {
                globals.tell(&both!(
                    "cli-gantt-scale-lowered",
                    asked = args.scale.to_string(),
                    scale = format!("{scale:.2}")
                ));
            }
            picture
        }
        (Format::Pdf, Some(fonts)) => {
            let pages = laid_out()?;
            let title = pages[0].scene.title.clone();
            let pages: Result<Vec<SvgPage>, ChartError> = pages.iter().map(|p| svg_page(p, &scenario)).collect();
            pdf(&title, &pages.map_err(failed)?, paper, lang, fonts).map_err(failed)?
        }
        _ => laid_out()?[0].svg().map_err(failed)?.into_bytes(),
    };
    file.commit(&bytes, out)?;
    if globals.format == Format::Json {
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        let chart = args.output.to_string_lossy();
        write_json(out, &serde_json::json!({ "chart": chart, "errors": errors, "warnings": findings.len() - errors }))?;
    }
    Ok(Outcome::Done)
}

/// A page of a PDF with its enterprises in the outline.
fn svg_page(page: &Page, s: &Scenario) -> Result<SvgPage, ChartError> {
    let name = |&(e, y): &(usize, i32)| (clean(&s.enterprises[e].label()), y);
    Ok(SvgPage { svg: page.svg()?, outline: page.enterprises.iter().map(name).collect(), links: Vec::new() })
}

/// What it writes, the first on standard output.
const FORMS: [Format; 7] = [Format::Svg, Format::Png, Format::Pdf, Format::Html, Format::Ics, Format::Xlsx, Format::Csv];

/// What the chart's file is to hold.
fn form(args: &GanttArgs, format: Format) -> Result<Format, Failure> {
    let form = format.of_file(&args.output, &FORMS)?;
    if args.paper != Paper::Screen && form != Format::Pdf {
        return Err(Failure::Says(both!("cli-gantt-paper-is-for-pdf")));
    }
    if args.by != By::Day && form != Format::Xlsx {
        return Err(Failure::Says(both!("grid-by-is-for-xlsx")));
    }
    if args.against.is_some() && !matches!(form, Format::Svg | Format::Png | Format::Pdf | Format::Html) {
        return Err(Failure::Says(both!("cli-gantt-against-is-drawn")));
    }
    Ok(form)
}

/// Why there is no chart, in words.
pub fn failure(error: &ChartError, scenario: &Scenario) -> Failure {
    Failure::Says(match error {
        ChartError::UnknownEnterprise(id) => return no_enterprise(scenario, id),
        ChartError::NothingToDraw => both!("cli-gantt-nothing"),
        ChartError::TooMany(units) => {
            both!("cli-gantt-too-many", units = units.to_string(), most = MOST_DRAWN.to_string())
        }
        ChartError::Draw(why) => both!("cli-gantt-failed", why = why),
    })
}

/// Most enterprises that a message names.
const SHOWN: usize = 10;

/// An enterprise that the scenario lacks; the nearest, or some that it has.
pub fn no_enterprise(scenario: &Scenario, id: &str) -> Failure {
    let ents = &scenario.enterprises;
    let near = nearest(id, ents.iter().flat_map(|e| [e.id.as_str(), e.name.as_str()]));
    let meant = ents.iter().find(|e| near.is_some_and(|n| e.id == n || e.name == n));
    // part of a name, else a name nearly right, else any
    let part: Vec<String> =
        ents.iter().filter(|e| e.id.contains(id) || e.name.contains(id)).map(Enterprise::label).collect();
    Failure::Says(match meant {
        Some(e) if part.is_empty() => both!("cli-gantt-no-enterprise-near", id = id, near = &e.id, name = &e.name),
        _ => {
            let all = if part.is_empty() { ents.iter().map(Enterprise::label).collect() } else { part };
            let more = if all.len() > SHOWN { "…" } else { "" };
            both!("cli-gantt-no-enterprise", id = id, all = |l| listed(&all[..all.len().min(SHOWN)], l) + more)
        }
    })
}
