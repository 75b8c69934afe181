//! `stagger check`: every rule on a plan.

use super::filed::ScenarioArgs;
use super::outputs::{Text, Together, distinct, named_file};
use super::{Failure, Format, Globals, Outcome, annotate, create, ledger, mend, parse_rule, write_json};
use crate::both;
use crate::lang::{Lang, Note};
use crate::plan::folder::{Folder, name_of};
use crate::plan::open::of_book;
use crate::plan::write::to_toml;
use crate::plan::{self, Plan, PlanFile};
use crate::report;
use crate::report::check::CheckReport;
use crate::report::filing::claimed::{self, ReportFile};
use crate::report::ledger::{Key, issues};
use crate::rules::{Finding, RuleId, Severity, unlisted};
use crate::scenario::{EntIx, Scenario};
use crate::sheet::{form_of, read_book};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// The plan, a folder of submissions, or a report of a plan (.xlsx)
    plan: PathBuf,
    /// Make a rule a warning (repeatable)
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    warn: Vec<RuleId>,
    /// Make a rule an error (repeatable)
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    deny: Vec<RuleId>,
    /// Mending.
    #[command(flatten)]
    mending: mend::MendArgs,
    /// Where the merged plan of a folder goes
    #[arg(long, value_name = "PLAN")]
    merged: Option<PathBuf>,
    /// A copy of the submission with each finding at its cell
    #[arg(long, value_name = "OUT.xlsx")]
    annotate: Option<PathBuf>,
    #[command(flatten)]
    ledger: ledger::LedgerArgs,
}

/// What was handed in.
enum Filed {
    One(Box<PlanFile>),
    Many(Box<Folder>),
    Report(Box<ReportFile>),
}

impl Filed {
    fn open(path: &Path, scenario: &Scenario) -> Result<Self, Failure> {
        if path.is_dir() {
            return Ok(Self::Many(Box::new(Folder::open(path, scenario)?)));
        }
        if form_of(path).is_none() {
            return Ok(Self::One(Box::new(plan::open(path, scenario)?)));
        }
        Ok(match claimed::open(path, read_book(path)?, scenario).map_err(Failure::Says)? {
            Ok(report) => Self::Report(Box::new(report)),
            Err(book) => Self::One(Box::new(of_book(path, book, scenario)?)),
        })
    }

    const fn plan(&self) -> (&Plan, &String) {
        match self {
            Self::One(file) => (&file.plan, &file.hash),
            Self::Report(file) => (&file.plan, &file.hash),
            Self::Many(folder) => (&folder.plan, &folder.hash),
        }
    }

    fn inputs(&self) -> Vec<&Path> {
        match self {
            Self::One(file) => vec![&file.path],
            Self::Report(file) => vec![&file.path],
            Self::Many(folder) => {
                folder.files.iter().map(|f| f.path.as_path()).chain(folder.unread.iter().map(|u| u.0.as_path())).collect()
            }
        }
    }

    /// The one file.
    fn one(&self) -> Result<&PlanFile, Failure> {
        match self {
            Self::One(file) => Ok(file),
            Self::Many(_) => Err(Failure::Says(both!("cli-check-annotate-folder"))),
            Self::Report(_) => Err(Failure::Says(both!("cli-check-annotate-report"))),
        }
    }

    /// The folder.
    fn many(&self) -> Result<&Folder, Failure> {
        match self {
            Self::One(_) | Self::Report(_) => Err(Failure::Says(both!("cli-check-merged-file"))),
            Self::Many(folder) => Ok(folder),
        }
    }

    /// In what it was made otherwise than it is judged.
    fn notes(&self, scenario: &Scenario) -> Vec<Note> {
        match self {
            Self::One(file) => file.made.notes(scenario),
            Self::Report(file) => file.made.notes(scenario),
            Self::Many(folder) => folder.files.iter().flat_map(|f| notes_of(f, scenario)).collect(),
        }
    }

    /// So many files could not be read.
    fn unread(&self) -> usize {
        match self {
            Self::One(_) | Self::Report(_) => 0,
            Self::Many(folder) => folder.unread.len(),
        }
    }

    /// Whether it tells of where a row of a ledger is: a city that the scenario has, and no mill that has not handed in.
    fn tells_of(&self, scenario: &Scenario, key: &Key) -> bool {
        let Some(city) = &key.city else { return true };
        let missing: &[EntIx] = if let Self::Many(folder) = self { &folder.missing } else { &[] };
        let concerned = |e: &EntIx| {
            let e = &scenario.enterprises[*e];
            scenario.cities[e.city].name == *city && key.enterprise.as_ref().is_none_or(|id| *id == e.id)
        };
        scenario.cities.iter().any(|c| c.name == *city) && !missing.iter().any(concerned)
    }

    fn locate(&self, report: &mut CheckReport<'_>) {
        match self {
            Self::One(file) => file.locate(report.scenario, &mut report.findings),
            Self::Report(_) => {}
            Self::Many(folder) => folder.locate(report.scenario, &mut report.findings),
        }
    }

    fn text(&self, report: &CheckReport<'_>, lang: Lang) -> String {
        match self {
            Self::One(_) | Self::Report(_) => report.text(lang),
            Self::Many(folder) => report::folder::text(folder, report, lang),
        }
    }

    fn json(&self, report: &CheckReport<'_>, lang: Lang) -> serde_json::Value {
        match self {
            Self::One(_) | Self::Report(_) => report.json(lang),
            Self::Many(folder) => report::folder::json(folder, report, lang),
        }
    }

    /// A file that could not be read is an error of the files; a clash one of the plan.
    fn outcome(&self, holds: bool) -> Outcome {
        match self {
            Self::Many(folder) if !folder.unread.is_empty() => Outcome::Wrong,
            Self::Many(folder) if !folder.clashes.is_empty() => Outcome::Broken,
            _ if holds => Outcome::Done,
            _ => Outcome::Broken,
        }
    }
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &CheckArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let changed = severities(args)?;
    outputs(args)?;
    if args.ledger.ledger.is_some() && !args.scenario.set.is_empty() {
        return Err(Failure::Says(both!("cli-ledger-what-if")));
    }
    let scenario = if args.mending.mend.is_some() { args.scenario.read_to_plan()? } else { args.scenario.read()? };
    let filed = Filed::open(&args.plan, &scenario)?;
    let (plan, hash) = filed.plan();
    let mut inputs = filed.inputs();
    inputs.push(&args.scenario.scenario);
    // what is wrong with an option is said before the work, and no file is put in place before all of it is done
    let merging = args.merged.as_deref().map(|p| Ok::<_, Failure>((filed.many()?, p, create(p, &inputs)?))).transpose()?;
    let copying = match args.annotate.as_deref() {
        Some(path) => {
            let file = filed.one()?;
            Some((file, (path, annotate::output(path, file, &inputs)?)))
        }
        None => None,
    };
    let ledger = ledger::open(&args.ledger, &inputs)?;
    let mending = mend::open(&args.mending, &inputs, &scenario)?;
    let mut report = CheckReport::new(&scenario, plan, hash, changed);
    report.notes = filed.notes(&scenario);
    if let Filed::Report(file) = &filed {
        report.add(file.false_claims(&scenario));
    }
    if !report.notes.is_empty() {
        claimed_of_others(&mut report.findings);
    }
    report.notes.extend(unlisted(&scenario));
    let (lang, mut files, mut mended) = (globals.lang(), Together::default(), None);
    let annotated = copying.map(|(f, to)| annotate::run(&report, f, to, &mut files, lang)).transpose()?;
    let mut done: Vec<Note> = annotated.into_iter().collect();
    let unread = filed.unread();
    if unread > 0 {
        left_alone(args, unread).iter().for_each(|note| globals.tell_why(note));
    } else {
        let issues = issues(&scenario, &report.findings, lang);
        let judged = |key: &Key| filed.tells_of(&scenario, key);
        let updated = ledger.map(|l| l.update(&scenario, &issues, ("check", &judged), &mut files, globals)).transpose()?;
        done.extend(updated);
        if let Some((folder, path, file)) = merging {
            files.ready(path, file, merged(folder, &scenario).as_bytes())?;
        }
        mended = mending.map(|m| m.run(&scenario, plan, &mut files, globals)).transpose()?;
    }
    filed.locate(&mut report);
    if globals.format == Format::Json {
        let mut value = filed.json(&report, lang);
        if let Some(m) = mended {
            value["mend"] = m.json;
        }
        write_json(out, &value)?;
    } else {
        out.write_all(filed.text(&report, lang).as_bytes())?;
        if let Some(m) = mended {
            write!(out, "\n{}", m.text)?;
        }
    }
    out.flush()?;
    files.finish()?;
    done.iter().for_each(|note| globals.tell(note));
    Ok(filed.outcome(report.holds()))
}

/// Says of what a plan claims that it was made with other values than it is judged with.
fn claimed_of_others(findings: &mut [Finding]) {
    for f in findings.iter_mut().filter(|f| f.rule == RuleId::Claim) {
        f.note = both!("cli-check-claim-of-others", claim = f.note);
    }
}

/// The notes of a file of a folder.
fn notes_of(file: &PlanFile, scenario: &Scenario) -> Vec<Note> {
    let name = name_of(&file.path);
    file.made.notes(scenario).into_iter().map(|n| both!("cli-of-file", file = &name, what = n)).collect()
}

/// Refuses names of outputs that would not do.
fn outputs(args: &CheckArgs) -> Result<(), Failure> {
    let mend = args.mending.mend.as_ref();
    for (option, path) in [("--merged", args.merged.as_ref()), ("--mend", mend)] {
        path.map_or(Ok(()), |p| named_file(option, p, Text::Plan))?;
    }
    distinct(&[
        ("--annotate", args.annotate.as_ref()),
        ("--ledger", args.ledger.ledger.as_ref()),
        ("--merged", args.merged.as_ref()),
        ("--mend", mend),
    ])
}

/// What is left as it was where some files of a folder could not be read: what these hold would be missing in it.
fn left_alone(args: &CheckArgs, unread: usize) -> Vec<Note> {
    let [ledger, merged, mended] = [&args.ledger.ledger, &args.merged, &args.mending.mend].map(Option::as_ref);
    let notes = [
        ledger.map(|path| both!("cli-check-ledger-left", path = path.display(), unread = unread)),
        merged.map(|path| both!("cli-check-merged-left", path = path.display(), unread = unread)),
        mended.map(|path| both!("cli-check-mended-left", path = path.display(), unread = unread)),
    ];
    notes.into_iter().flatten().collect()
}

/// The merged plan of a folder.
fn merged(folder: &Folder, scenario: &Scenario) -> String {
    let comments: Vec<String> = folder.files.iter().map(|f| format!("{}, sha256 {}", name_of(&f.path), f.hash)).collect();
    to_toml(&folder.plan, scenario, &comments)
}

fn severities(args: &CheckArgs) -> Result<Vec<(RuleId, Severity)>, Failure> {
    if let Some(rule) = args.warn.iter().find(|r| args.deny.contains(r)) {
        return Err(Failure::Says(both!("cli-check-warn-and-deny", rule = rule.id())));
    }
    let warn = args.warn.iter().map(|&r| (r, Severity::Warning));
    let mut all: Vec<_> = warn.chain(args.deny.iter().map(|&r| (r, Severity::Error))).collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}
