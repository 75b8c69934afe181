//! `stagger report`: what a city publishes with its plan, a mill's own sheet, and how a plan was carried out.

use super::filed::{ScenarioArgs, tell_of};
use super::fonts::{fonts, texts, warn_of_missing};
use super::gantt::{failure, no_enterprise};
use super::outputs::Made;
use super::values::month;
use super::{Failure, Format, Globals, Outcome, write_json};
use crate::audit::{TOLERANCE_HOURS, audit, in_force};
use crate::both;
use crate::chart::export::{Fonts, pdf};
use crate::chart::paper::Paper;
use crate::chart::{ChartError, GanttOptions, MOST_DRAWN, pages};
use crate::document::{Document, MOST_ROWS, docx, html, markdown, pages as document_pages, xlsx};
use crate::input::InputErrors;
use crate::lang::listed;
use crate::lang::numbers::year_month;
use crate::plan::schedule::Schedule;
use crate::plan::{self, PlanFile};
use crate::records::{Reading, read_records};
use crate::report::filing::{Carried, Filing, Origin, Period, Reader, carried_out};
use crate::say;
use crate::scenario::{EntIx, Scenario};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The plan; with records also those that amend it
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PathBuf>,
    /// Where the report goes (.html, .pdf, .docx, .xlsx, .md), - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// A sheet for one enterprise with its own data only, by id or name
    #[arg(long, value_name = "ID", alias = "enterprise")]
    mill: Option<String>,
    /// Without slack, quotas, CNY and prices
    #[arg(long)]
    public: bool,
    /// An earlier plan: what moved
    #[arg(long, value_name = "PLAN", conflicts_with = "carried")]
    against: Option<PathBuf>,
    /// Operating records (CSV, repeatable), for --month and --summary
    #[arg(long, value_name = "RECORDS.csv", requires = "carried")]
    records: Vec<PathBuf>,
    /// How a month was carried out, by records
    #[arg(long, value_name = "YYYY-MM", value_parser = month, group = "carried", requires = "records")]
    month: Option<(i32, u32)>,
    /// How the season was carried out, by records
    #[arg(long, group = "carried", requires = "records")]
    summary: bool,
    /// Font file for charts and PDF (.ttf, .otf, .ttc)
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
}

/// What it writes, the first on standard output.
const FORMS: [Format; 5] = [Format::Html, Format::Pdf, Format::Docx, Format::Xlsx, Format::Md];

/// Most pages that a chart takes in a document for Word.
const MOST_PAGES: usize = 30;

/// Runs it: breaches are reported and change no exit code.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &ReportArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let form = globals.format.of_file(&args.output, &FORMS)?;
    let mut inputs: Vec<&Path> = vec![&args.scenario.scenario];
    inputs.extend(args.plans.iter().chain(&args.records).chain(&args.against).map(PathBuf::as_path));
    let file = Made::open(&args.output, &inputs, globals.format)?;
    let fonts = if matches!(form, Format::Pdf | Format::Docx) { Some(fonts(args.font.as_deref())?) } else { None };
    let scenario = args.scenario.read()?;
    let reader = Reader { mill: args.mill.as_deref().map(|m| mill(&scenario, m)).transpose()?, public: args.public };
    let (document, drawn) = match args.month.map(|(y, m)| Period::Month(y, m)).or(args.summary.then_some(Period::Season)) {
        Some(period) => (carried(args, globals, &scenario, reader, period)?, String::new()),
        None => filing(args, globals, &scenario, reader, form)?,
    };
    if fonts.is_some() && document.rows() > MOST_ROWS {
        let (rows, most) = (document.rows().to_string(), MOST_ROWS.to_string());
        return Err(Failure::Says(both!("cli-report-too-many-rows", rows = rows, most = most)));
    }
    if let Some(fonts) = &fonts {
        // Word sets its own text
        let text = if form == Format::Pdf { document.text() + &drawn } else { drawn };
        warn_of_missing(&text, fonts, globals);
    }
    let bytes = write(&document, form, fonts.as_ref()).map_err(|e| failure(&e, &scenario))?;
    file.commit(&bytes, out)?;
    if globals.format == Format::Json {
        write_json(out, &serde_json::json!({ "report": args.output.to_string_lossy(), "title": document.title }))?;
    }
    Ok(Outcome::Done)
}

fn mill(s: &Scenario, asked: &str) -> Result<EntIx, Failure> {
    if let Some(found) = s.enterprises.iter().position(|e| e.id == asked) {
        return Ok(found);
    }
    let named: Vec<EntIx> = (0..s.enterprises.len()).filter(|&e| s.enterprises[e].name == asked).collect();
    match named.as_slice() {
        [] => Err(no_enterprise(s, asked)),
        [one] => Ok(*one),
        several => {
            let ids: Vec<&str> = several.iter().map(|&e| s.enterprises[e].id.as_str()).collect();
            Err(Failure::Says(both!("cli-report-several", name = asked, ids = |l| listed(&ids, l))))
        }
    }
}

/// The annex of a plan, or a mill's sheet of it, and the texts of its chart.
fn filing(
    args: &ReportArgs,
    globals: &Globals,
    s: &Scenario,
    reader: Reader,
    form: Format,
) -> Result<(Document, String), Failure> {
    let lang = globals.lang();
    let [plan] = args.plans.as_slice() else { return Err(Failure::Says(both!("cli-report-one-plan"))) };
    let plan = plan::open(plan, s)?;
    let before = args.against.as_ref().map(|p| plan::open(p, s)).transpose()?;
    [Some(&plan), before.as_ref()].into_iter().flatten().for_each(|p| tell_of(p, s, globals));
    let schedule = Schedule::new(s, &plan.plan);
    let earlier = before.as_ref().map(|b| Schedule::new(s, &b.plan));
    let filing = Filing::new(s, &plan.plan, &schedule, reader, lang);
    let paper = match form {
        Format::Html => Some(Paper::Screen),
        Format::Pdf | Format::Docx => Some(Paper::A4Landscape),
        _ => None,
    };
    let (mut charts, mut drawn) = (Vec::new(), String::new());
    if let Some(paper) = paper {
        let enterprises = reader.mill.map(|e| s.enterprises[e].id.clone()).into_iter().collect();
        let (no_money, own_only) = (reader.public, reader.mill.is_some());
        let options = GanttOptions {
            lang,
            enterprises,
            paper,
            before: earlier.clone(),
            no_money,
            own_only,
            ..GanttOptions::default()
        };
        let pages = match pages(s, &plan.plan, &schedule, filing.findings(), &options) {
            Err(ChartError::NothingToDraw) => Vec::new(),
            Err(ChartError::TooMany(units)) => {
                globals.tell(&both!("cli-report-too-many", units = units.to_string(), most = MOST_DRAWN.to_string()));
                Vec::new()
            }
            other => other.map_err(|e| failure(&e, s))?,
        };
        if form == Format::Docx && pages.len() > MOST_PAGES {
            globals.tell(&both!("cli-report-no-chart", pages = pages.len(), most = MOST_PAGES));
        } else {
            charts = pages.iter().map(crate::chart::Page::svg).collect::<Result<_, _>>().map_err(|e| failure(&e, s))?;
            drawn = texts(&pages);
        }
    }
    let mut origins: Vec<Origin> = Origin::of_scenario(s, &args.scenario.scenario, lang).into();
    origins.push(Origin::of_plan(&plan, lang));
    origins.extend(before.map(|b| Origin { what: say!(lang, "filing-plan-before"), ..Origin::of_plan(&b, lang) }));
    Ok((filing.document(charts, earlier.as_ref(), &origins), drawn))
}

/// How it was carried out.
fn carried(args: &ReportArgs, globals: &Globals, s: &Scenario, reader: Reader, period: Period) -> Result<Document, Failure> {
    let lang = globals.lang();
    if let Period::Month(y, m) = period
        && !s.season.months().iter().any(|x| (x.0, x.1) == (y, m))
    {
        let (first, last) = (s.season.start.format("%Y-%m").to_string(), s.season.end().format("%Y-%m").to_string());
        return Err(Failure::Says(both!("cli-report-month", month = year_month((y, m)), first = first, last = last)));
    }
    let (mut errors, mut plans) = (Vec::new(), Vec::<PlanFile>::new());
    for path in &args.plans {
        match plan::open(path, s) {
            Ok(plan) => plans.push(plan),
            Err(e) => errors.extend(e.0),
        }
    }
    let records = read_records(s, &args.records, Reading::default());
    let records = match records {
        Ok(records) if errors.is_empty() => records,
        other => {
            errors.extend(other.err().into_iter().flat_map(|e| e.0));
            return Err(InputErrors(errors).into());
        }
    };
    plans.iter().for_each(|p| tell_of(p, s, globals));
    let read: Vec<_> = plans.iter().map(|p| p.plan.clone()).collect();
    let force = in_force(s, &read).map_err(Failure::Says)?;
    let audit = audit(s, &force, &records, TOLERANCE_HOURS);
    let mut origins: Vec<Origin> = Origin::of_scenario(s, &args.scenario.scenario, lang).into();
    origins.extend(plans.iter().map(|p| Origin::of_plan(p, lang)));
    origins.extend(records.sources.iter().map(|f| Origin::of_records(f, reader, lang)));
    Ok(carried_out(&Carried { scenario: s, audit: &audit, period, reader, lang }, &origins))
}

/// The bytes of the file.
fn write(d: &Document, form: Format, fonts: Option<&Fonts>) -> Result<Vec<u8>, ChartError> {
    Ok(match (form, fonts) {
        (Format::Pdf, Some(fonts)) => pdf(&d.title, &document_pages(d)?, Paper::A4Landscape, d.lang, fonts)?,
        (Format::Docx, Some(fonts)) => docx(d, fonts)?,
        (Format::Xlsx, _) => xlsx(d).map_err(|e| ChartError::Draw(e.to_string()))?,
        (Format::Md, _) => markdown(d).into_bytes(),
        _ => html(d).into_bytes(),
    })
}
