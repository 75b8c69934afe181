//! The command line: one file a command; what a command ends with becomes an exit code here.

pub mod annotate;
pub mod audit;
pub mod check;
pub mod compare;
pub mod completions;
pub mod diff;
pub mod example;
pub mod explain;
pub mod filed;
mod fonts;
pub mod format;
pub mod gantt;
pub mod generate;
mod help;
pub mod import;
pub mod init;
mod interrupt;
pub mod ledger;
pub mod mend;
pub mod outputs;
pub mod plan;
pub mod prices;
pub mod replan;
pub mod report;
pub mod schema;
pub mod template;
mod usage;
pub mod values;
mod working;

use crate::input::{InputErrors, nearest};
use crate::lang::{Lang, Note, find, io_words, printable};
use crate::output::Output;
use crate::planner::stoppable;
use crate::rules::{RULES, RuleId};
use crate::{both, say};
use clap::{Parser, Subcommand};
use format::Format;
use serde_json::Value;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use working::{Shown, Working, coloured};

/// Staggered production of steel mills: plan, check, draw
#[derive(Debug, Parser)]
#[command(name = "stagger", version, propagate_version = true)]
pub struct Cli {
    /// What all commands take.
    #[command(flatten)]
    pub globals: Globals,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What all commands take.
#[derive(Debug, Clone, clap::Args)]
pub struct Globals {
    /// Language (default: the locale's)
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    /// Output format
    #[arg(long, global = true, value_enum, default_value_t)]
    pub format: Format,
    /// Say more (repeatable)
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// No progress, no notes, only errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// What is under way.
    #[arg(skip)]
    pub working: Working,
}

impl Globals {
    /// The language of the screen.
    pub fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(Lang::from_locale)
    }

    /// Shows what is under way, for as long as the answer is held: what `--help` says of the command.
    fn show(&self, command: &Command) -> Option<Shown> {
        let name = match command {
            Command::Check(_) => "check",
            Command::Diff(_) => "diff",
            Command::Compare(_) => "compare",
            Command::Plan(_) => "plan",
            Command::Replan(_) => "replan",
            Command::Prices(_) => "prices",
            Command::Gantt(_) => "gantt",
            Command::Report(_) => "report",
            Command::Audit(_) => "audit",
            Command::Generate(_) => "generate",
            Command::Template(_) => "template",
            Command::Import(_) => "import",
            _ => return None, // they ask, or are done at once
        };
        let words = find(self.lang(), &format!("help-{name}"));
        words.filter(|_| !self.quiet).map(|words| self.working.show(words))
    }

    /// Tells people something that is no part of the answer.
    fn tell(&self, note: &Note) {
        if !self.quiet {
            self.tell_why(note);
        }
    }

    /// Tells people why they do not get what they asked for.
    fn tell_why(&self, note: &Note) {
        let _ = self.working.write((printable(note.pick(self.lang())) + "\n").as_bytes());
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a plan against every rule
    Check(check::CheckArgs),
    /// Compare two plans
    Diff(diff::DiffArgs),
    /// Put plans or policies side by side
    Compare(compare::CompareArgs),
    /// Make a plan
    Plan(plan::PlanArgs),
    /// Plan the rest of the season anew: at least cost and few moves
    Replan(replan::ReplanArgs),
    /// What each rule costs
    Prices(prices::PricesArgs),
    /// Draw a Gantt chart
    Gantt(gantt::GanttArgs),
    /// Write the annex of a plan, a mill's sheet, or how it was carried out
    Report(report::ReportArgs),
    /// Audit operating records against the plans in force
    Audit(audit::AuditArgs),
    /// Make a trial scenario, or operating records of a plan
    Generate(generate::GenerateArgs),
    /// Explain the rules
    Explain(explain::ExplainArgs),
    /// Write a first scenario of a city
    Init(init::InitArgs),
    /// List or extract the example scenarios
    Example(example::ExampleArgs),
    /// Make the mills' form or a city's register
    Template(template::TemplateArgs),
    /// Make a scenario file of a city's register
    Import(import::ImportArgs),
    /// Completions for a shell
    Completions(completions::CompletionsArgs),
    /// Man pages
    Man(completions::ManArgs),
    /// JSON Schemas of our files
    Schema(schema::SchemaArgs),
}

/// How a command ends, contract section 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, and the plan holds.
    Done,
    /// The plan breaks a rule, or no plan can keep all.
    Broken,
    /// The command line or a file is wrong.
    Wrong,
    /// Stopped before a plan was found.
    Stopped,
}

impl Outcome {
    /// Its exit code.
    const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Broken => 1,
            Self::Wrong => 2,
            Self::Stopped => 3,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// A file is wrong.
    Input(InputErrors),
    /// The command line is wrong, or a file cannot be written.
    Says(Note),
    /// Standard output is gone or full.
    Output(io::Error),
}

impl From<InputErrors> for Failure {
    fn from(e: InputErrors) -> Self {
        Self::Input(e)
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        Self::Output(e)
    }
}

impl Failure {
    /// A file that cannot be read.
    pub fn cannot_read(path: &Path, e: &io::Error) -> Self {
        Self::Says(both!("io-cannot-read", path = path.display(), why = |l| io_words(e, l)))
    }

    /// A file that cannot be written.
    pub fn cannot_write(path: &Path, e: &io::Error) -> Self {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty() && !p.is_dir());
        if let (io::ErrorKind::NotFound, Some(folder)) = (e.kind(), folder) {
            let (path, folder) = (path.display(), folder.display());
            return Self::Says(both!("io-no-folder", path = path, folder = folder));
        }
        Self::Says(both!("io-cannot-write", path = path.display(), why = |l| io_words(e, l)))
    }
}

/// Opens the file that an answer goes to, before the work, so that a path that cannot be written fails early.
///
/// # Errors
/// It is one of the inputs, or cannot be written.
pub fn create(path: &Path, inputs: &[&Path]) -> Result<Output, Failure> {
    let same = |input: &&&Path| match (std::fs::canonicalize(input), std::fs::canonicalize(path)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if let Some(input) = inputs.iter().find(same) {
        let (path, input) = (path.display(), input.display());
        return Err(Failure::Says(both!("cli-output-is-input", path = path, input = input)));
    }
    Output::create(path).map_err(|e| Failure::cannot_write(path, &e))
}

/// The whole program.
pub fn main() -> ExitCode {
    let lang = usage::asked_for(std::env::args_os()).unwrap_or_else(Lang::from_locale);
    let cli = match usage::parse(std::env::args_os(), lang) {
        Ok(cli) => cli,
        Err(e) => {
            usage::print(&e, lang);
            return if e.use_stderr() { Outcome::Wrong } else { Outcome::Done }.into();
        }
    };
    working::log(&cli.globals);
    let mut out = Answer(Vec::new());
    let outcome = run(&cli, &mut out).and_then(|outcome| Ok(out.flush().map(|()| outcome)?));
    let outcome = outcome.unwrap_or_else(|failure| tell_failure(&failure, cli.globals.lang()));
    if stoppable::is_at_work() {
        stoppable::exit(outcome.code());
    }
    outcome.into()
}

/// Standard output, held until it is flushed: a command that fails before has printed nothing.
struct Answer(Vec<u8>);

impl Write for Answer {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.write(text)
    }

    /// A reader that closed its end of the pipe has seen enough: no error, and the outcome stays.
    fn flush(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match out.write_all(&std::mem::take(&mut self.0)).and_then(|()| out.flush()) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(e),
            _ => Ok(()),
        }
    }
}

/// Runs a command; `out` is standard output.
///
/// # Errors
/// What made it impossible.
pub fn run(cli: &Cli, out: &mut impl Write) -> Result<Outcome, Failure> {
    let globals = &cli.globals;
    if globals.format.is_of_file() && !matches!(cli.command, Command::Gantt(_) | Command::Report(_)) {
        return Err(Failure::Says(both!("cli-format-of-file")));
    }
    let _shown = globals.show(&cli.command);
    match &cli.command {
        Command::Check(args) => check::run(args, globals, out),
        Command::Diff(args) => diff::run(args, globals, out),
        Command::Compare(args) => compare::run(args, globals, out),
        Command::Plan(args) => plan::run(args, globals, out),
        Command::Replan(args) => replan::run(args, globals, out),
        Command::Prices(args) => prices::run(args, globals, out),
        Command::Gantt(args) => gantt::run(args, globals, out),
        Command::Report(args) => report::run(args, globals, out),
        Command::Audit(args) => audit::run(args, globals, out),
        Command::Generate(args) => generate::run(args, globals, out),
        Command::Explain(args) => explain::run(args, globals, out),
        Command::Init(args) => init::run(args, globals, out),
        Command::Example(args) => example::run(args, globals, out),
        Command::Template(args) => template::run(args, globals, out),
        Command::Import(args) => import::run(args, globals, out),
        Command::Completions(args) => completions::completions(args, globals, out),
        Command::Man(args) => completions::man(args, globals, out),
        Command::Schema(args) => schema::run(args, globals, out),
    }
}

/// Tells people what failed.
fn tell_failure(failure: &Failure, lang: Lang) -> Outcome {
    let mut err = io::stderr().lock();
    let text = match failure {
        Failure::Input(errors) => errors.render(lang, coloured()),
        Failure::Says(note) => say!(lang, "cli-error", what = printable(note.pick(lang))) + "\n",
        Failure::Output(e) => say!(lang, "io-standard-output", why = io_words(e, lang)) + "\n",
    };
    let _ = err.write_all(text.as_bytes());
    Outcome::Wrong
}

/// A rule by its id, in any case.
///
/// # Errors
/// No such rule; the message names the nearest.
pub fn parse_rule(id: &str) -> Result<RuleId, Note> {
    if let Some(rule) = RuleId::from_id(id) {
        return Ok(rule);
    }
    Err(match nearest(&id.to_ascii_uppercase(), RULES.iter().map(|r| r.id.id())) {
        Some(near) => both!("cli-no-rule-near", near = near),
        None => both!("cli-no-rule"),
    })
}

/// Writes a JSON value and the end of its line; no number of it is -0.0.
///
/// # Errors
/// Standard output is gone or full.
pub fn write_json(out: &mut impl Write, value: &Value) -> io::Result<()> {
    let mut value = value.clone();
    unsigned_zeros(&mut value);
    writeln!(out, "{value:#}")
}

/// Zeros without a sign: `-0.0` tells a reader nothing.
fn unsigned_zeros(value: &mut Value) {
    match value {
        Value::Number(n) if n.is_f64() && n.as_f64() == Some(0.0) => *value = 0.0.into(),
        Value::Array(all) => all.iter_mut().for_each(unsigned_zeros),
        Value::Object(all) => all.values_mut().for_each(unsigned_zeros),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_zero_in_json_has_a_sign() {
        let mut out = Vec::new();
        let value = serde_json::json!({ "a": [-0.0, -1.5, 0, "-0.0"], "b": { "c": -0.0 } });
        write_json(&mut out, &value).expect("written");
        let text: String = String::from_utf8(out).expect("UTF-8").split_whitespace().collect();
        assert_eq!(text, r#"{"a":[0.0,-1.5,0,"-0.0"],"b":{"c":0.0}}"#);
    }
}
