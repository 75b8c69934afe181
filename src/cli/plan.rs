//! `stagger plan`: a plan that keeps every rule at the least cost.

mod alternatives;
pub(super) mod answers;
mod ended;
mod trace;

use super::filed::ScenarioArgs;
use super::outputs::{Made, Text, distinct, named};
use super::values::{fraction, seconds, whole};
use super::{Failure, Format, Globals, Outcome, interrupt, write_json};
use crate::lang::numbers;
use crate::lang::{Lang, Note};
use crate::plan;
use crate::plan::schedule::Schedule;
use crate::plan::write::to_toml;
use crate::planner::start::Start;
use crate::planner::{self, Options, Progress};
use crate::report::findings;
use crate::report::summary::{summary, summary_json};
use crate::rules::{check, faults_of_filing, unlisted};
use crate::{both, say};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use trace::Trace;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// Where the plan goes, - is standard output
    #[arg(short, long, value_name = "PLAN")]
    pub output: PathBuf,
    #[command(flatten)]
    run: RunArgs,
    /// Cost given up for fewer warnings and slow-downs, a fraction
    #[arg(long, default_value_t = 0.0005, value_parser = fraction)]
    pub tidy: f64,
    /// Start from this plan, never end worse
    #[arg(long, value_name = "PLAN")]
    pub from: Option<PathBuf>,
    /// Plan with rows that much tighter, as ratio=0.01,steel=0.005
    #[arg(long, default_value = "", hide_default_value = true)]
    pub reserve: Reserve,
    /// Where cost and bound over time go (CSV)
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
    /// Further plans of nearly the same cost whose stops lie elsewhere
    #[arg(long, value_name = "K", value_parser = whole::<u8>(1..=20))]
    pub alternatives: Option<u8>,
    /// How much more they may cost, a fraction; each has the time limit anew
    #[arg(long, default_value_t = 0.01, value_parser = fraction, requires = "alternatives")]
    pub within: f64,
}

/// How long to plan, and with what.
#[derive(Debug, clap::Args)]
pub struct RunArgs {
    /// Stop at this proved gap, a fraction
    #[arg(long, default_value_t = 0.003, value_parser = fraction)]
    gap: f64,
    /// Time limit, seconds; where there is no plan, why may take 20 s more
    #[arg(long, default_value_t = 60.0, value_parser = seconds)]
    time_limit: f64,
    #[command(flatten)]
    repeat: RepeatArgs,
}

impl RunArgs {
    /// Holds the process to its threads, and gives the rest.
    pub fn options(&self) -> Options {
        self.repeat.options(self.gap, self.time_limit)
    }
}

/// What a run repeats by: the same input, seed and number of threads give the same bytes.
#[derive(Debug, clap::Args)]
pub struct RepeatArgs {
    /// Random seed
    #[arg(long, default_value_t = 1, value_parser = whole::<u64>(0..=u64::MAX))]
    pub seed: u64,
    /// Threads (default: all cores)
    #[arg(long, value_parser = whole::<u16>(1..=u64::from(u16::MAX)))]
    threads: Option<u16>,
}

impl RepeatArgs {
    /// Holds the process to its threads; options with a gap, a fraction, and a time limit, s.
    pub fn options(&self, gap: f64, time_limit: f64) -> Options {
        if let Some(n) = self.threads {
            // rayon's pool is the process's: a second call in one process keeps the first one's threads
            let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(n)).build_global();
        }
        let time_limit = Duration::from_secs_f64(time_limit.min(1e9));
        Options { gap, time_limit, seed: self.seed, ..Options::default() }
    }
}

/// `--reserve`: how much tighter the planner's rows are than the checker's.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reserve {
    /// Staggered ratios, a fraction that is added.
    pub ratio: f64,
    /// Steel limits, as a fraction of them.
    pub steel: f64,
}

impl FromStr for Reserve {
    type Err = Note;

    fn from_str(text: &str) -> Result<Self, Note> {
        let mut reserve = Self::default();
        for part in text.split(',').filter(|p| !p.trim().is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let value = fraction(value.trim())?;
            let part = match name.trim() {
                "ratio" => &mut reserve.ratio,
                "steel" => &mut reserve.steel,
                other => return Err(both!("cli-reserve-names", name = other)),
            };
            if *part > 0.0 {
                return Err(both!("cli-reserve-twice", name = name));
            }
            *part = value;
        }
        Ok(reserve)
    }
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &PlanArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let (lang, since) = (globals.lang(), Instant::now());
    interrupt::reading(lang);
    named(&args.output, Text::Plan)?;
    distinct(&[("--output", Some(&args.output)), ("--trace", args.trace.as_ref())])?;
    let scenario = args.scenario.read_to_plan()?;
    unlisted(&scenario).iter().for_each(|note| globals.tell(note));
    let from = args.from.as_deref().map(|path| plan::open(path, &scenario)).transpose()?.map(|file| file.plan);
    let stop = interrupt::working(lang);
    let filed = &args.scenario.scenario;
    let mut file = Made::open(&args.output, &[filed], globals.format)?;
    let to_stdout = file.is_stdout();
    let trace = args.trace.as_deref().map(|path| Trace::create(path, &[filed], since)).transpose()?;
    let others = alternatives::Files::create(args)?;
    let filing = faults_of_filing(&scenario);
    if !filing.is_empty() {
        return answers::no_plan_mends(&scenario, &filing, globals, out);
    }
    let options = Options {
        tidy: args.tidy,
        reserve_ratio: args.reserve.ratio,
        reserve_steel: args.reserve.steel,
        ..args.run.options()
    };
    let start = from.as_ref().map(|plan| Start::new(&scenario, &options, plan));
    if let (Some(plan), Some(start)) = (&from, &start) {
        answers::about_start(&scenario, plan, start).iter().for_each(|note| globals.tell(note));
    }
    let show = |p: &Progress| {
        globals.working.say(progress_line(p, lang));
        trace.iter().for_each(|t| t.tell(p.cost, p.bound));
    };
    let (outcome, ended) = planner::plan_to_end(&scenario, &options, start.as_ref(), Some(stop), &show);
    if let Some(trace) = trace {
        let written = if let planner::Outcome::Plan(plan) = &outcome { Some(&plan.solve) } else { None };
        trace.finish(written)?;
    }
    let plan = match outcome {
        planner::Outcome::Plan(plan) => plan,
        planner::Outcome::Impossible(conflict) => {
            if args.reserve != Reserve::default() {
                globals.tell(&answers::with_reserve());
            }
            return answers::impossible(&scenario, &conflict, globals, out);
        }
        planner::Outcome::Stopped { doubtful } => {
            return answers::stopped(&scenario, (doubtful, stop.load(Ordering::Relaxed)), globals, out);
        }
        planner::Outcome::Faulty(findings) => {
            return answers::faulty(&scenario, &findings, args.run.repeat.seed, globals, out);
        }
    };
    let mut comments = vec![format!("seed {}, gap asked {}, tidy {}", args.run.repeat.seed, args.run.gap, args.tidy)];
    if args.reserve != Reserve::default() {
        comments.push(format!("planned with a reserve: ratio {}, steel {}", args.reserve.ratio, args.reserve.steel));
    }
    let text = to_toml(&plan, &scenario, &comments);
    file.ready(text.as_bytes(), out)?;
    if args.alternatives.is_some() {
        // a long time until the end
        file.finish()?;
    }
    let end = ended::End::new(ended, &plan.solve, args.run.gap);
    let others = others.fill(args, &scenario, &options, &plan, &comments, globals)?;
    let schedule = Schedule::new(&scenario, &plan);
    let findings = check(&scenario, &plan, &schedule);
    match globals.format {
        Format::Json => {
            let mut value = summary_json(&scenario, &schedule, &plan.solve, &findings);
            value["status"] = json!("planned");
            value["ended"] = json!(end.id());
            value["reserve"] = json!({ "ratio": args.reserve.ratio, "steel": args.reserve.steel });
            if let Some(others) = &others {
                value["alternatives"] = others.json(&scenario, &plan, lang);
                value["alternatives_short"] = json!(others.short());
            }
            value["findings"] = findings.iter().map(|f| findings::json(&scenario, f, lang)).collect();
            write_json(out, &value)?;
        }
        Format::Text if !to_stdout => {
            out.write_all(summary(&scenario, &schedule, &plan.solve, &findings, lang).as_bytes())?;
            if args.reserve != Reserve::default() {
                writeln!(out, "{}", answers::reserved(&args.reserve, lang))?;
            }
            writeln!(out, "{}", end.text(&args.output, lang))?;
            if let Some(others) = &others {
                write!(out, "\n{}", others.text(&scenario, &plan, lang))?;
            }
        }
        // the plan stands on standard output
        Format::Text if !end.reached() => globals.tell(&end.words(&args.output)),
        _ => {}
    }
    // who is not told gets no plan: exit 2 leaves the file as it was
    out.flush()?;
    file.finish()?;
    Ok(Outcome::Done)
}

pub(super) fn progress_line(p: &Progress, lang: Lang) -> String {
    // what is not known yet
    let known = |x: f64| if x.is_finite() { numbers::cny(x, lang) } else { "-".to_owned() };
    let (best, bound) = (known(p.cost), known(p.bound));
    if p.cost.is_finite() && p.bound.is_finite() {
        let share = plan::gap(p.cost, p.bound);
        say!(lang, "cli-progress-gap", best = best, bound = bound, gap = format!("{:.3}%", share * 100.0))
    } else {
        say!(lang, "cli-progress", best = best, bound = bound)
    }
}
