//! `stagger check --mend`: the nearest plan that keeps all rules.

use super::outputs::Together;
use super::replan::first_open;
use super::values::{day, seconds, whole};
use super::{Failure, Globals, create, interrupt};
use crate::day::Day;
use crate::lang::Lang;
use crate::lang::numbers::grouped;
use crate::output::Output;
use crate::plan::Plan;
use crate::plan::write::to_toml;
use crate::planner::mend::{MendOptions, MendOutcome, mend};
use crate::planner::{Options, Progress};
use crate::report::Told;
use crate::report::mend::told;
use crate::scenario::{Scenario, UnitIx};
use crate::{both, say};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What it takes beside `check`'s arguments.
#[derive(Debug, clap::Args)]
pub struct MendArgs {
    /// Where the nearest plan that keeps all rules goes
    #[arg(long, value_name = "PLAN")]
    pub mend: Option<PathBuf>,
    /// A unit that stays as filed, as M001/1#高炉 (repeatable)
    #[arg(long, value_name = "UNIT", requires = "mend")]
    keep: Vec<String>,
    /// Days before this one are past and stay
    #[arg(long, value_name = "DATE", value_parser = day, requires = "mend")]
    today: Option<NaiveDate>,
    /// Time limit of mending, seconds
    #[arg(long, default_value_t = 30.0, value_parser = seconds, requires = "mend")]
    time_limit: f64,
    /// Random seed
    #[arg(long, default_value_t = 1, value_parser = whole::<u64>(0..=u64::MAX), requires = "mend")]
    seed: u64,
}

/// The mend that is asked for.
pub struct Mending<'a> {
    path: &'a Path,
    output: Output,
    how: MendOptions,
}

/// Reads what is asked for, where a mend is, and makes sure that it can be written, before the work.
///
/// # Errors
/// An option is wrong, or the file cannot be written.
pub fn open<'a>(args: &'a MendArgs, inputs: &[&Path], scenario: &Scenario) -> Result<Option<Mending<'a>>, Failure> {
    let Some(path) = args.mend.as_deref() else { return Ok(None) };
    let keep = args.keep.iter().map(|name| named(scenario, name)).collect::<Result<Vec<_>, _>>()?;
    let today: Day = args.today.map_or(Ok(0), |day| first_open(scenario, day))?;
    let options = Options {
        gap: 0.0,
        time_limit: Duration::from_secs_f64(args.time_limit.min(1e9)),
        seed: args.seed,
        ..Options::default()
    };
    Ok(Some(Mending { path, output: create(path, inputs)?, how: MendOptions { keep, today, options } }))
}

impl<'a> Mending<'a> {
    /// Mends a plan.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn run(
        self,
        scenario: &Scenario,
        plan: &Plan,
        files: &mut Together<'a>,
        globals: &Globals,
    ) -> Result<Told, Failure> {
        let lang = globals.lang();
        let show = |p: &Progress| globals.working.say(progress(p.cost, p.bound, lang));
        let outcome = mend(scenario, plan, &self.how, Some(interrupt::working(lang)), &show);
        if let MendOutcome::Mended(m) = &outcome {
            let comments = ["mended: the nearest plan found that keeps all rules".to_owned()];
            files.ready(self.path, self.output, to_toml(&m.plan, scenario, &comments).as_bytes())?;
        }
        Ok(told(scenario, &outcome, lang))
    }
}

fn progress(moved: f64, bound: f64, lang: Lang) -> String {
    let least = grouped(bound.max(0.0), 0);
    if moved.is_finite() {
        say!(lang, "cli-mend-progress", moved = grouped(moved, 0), least = least)
    } else {
        say!(lang, "cli-mend-progress-none", least = least)
    }
}

/// A unit by `enterprise/unit`, or by its id alone where no other has it.
fn named(s: &Scenario, name: &str) -> Result<UnitIx, Failure> {
    let full = |u: UnitIx| format!("{}/{}", s.owner(u).id, s.units[u].id);
    let fits: Vec<UnitIx> = (0..s.units.len()).filter(|&u| full(u) == name || s.units[u].id == name).collect();
    match fits[..] {
        [u] => Ok(u),
        [] => {
            let any = if s.units.is_empty() { String::new() } else { full(0) };
            Err(Failure::Says(both!("cli-mend-no-unit", name = name, any = any)))
        }
        [a, b, ..] => Err(Failure::Says(both!("cli-mend-several-units", name = name, a = full(a), b = full(b)))),
    }
}
