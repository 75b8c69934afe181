//! `stagger check --mend`: the nearest plan that keeps all rules.

use super::replan::first_open;
use super::{Failure, Globals, create};
use crate::lang::Lang;
use crate::plan::Plan;
use crate::plan::write::to_toml;
use crate::planner::mend::{MendOptions, MendOutcome, mend};
use crate::planner::{Options, Progress};
use crate::report::Told;
use crate::report::format::grouped;
use crate::report::mend::told;
use crate::scenario::{Scenario, UnitIx};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What it takes beside `check`'s arguments.
#[derive(Debug, clap::Args)]
pub struct MendArgs {
    /// 把最接近申报、满足全部规则的计划写到哪里 | where the nearest plan that keeps all rules goes
    #[arg(long, value_name = "PLAN")]
    pub mend: Option<PathBuf>,
    /// 保持不动的设施，如M001/1#高炉（可重复） | a unit that stays as filed, as M001/1#高炉 (repeatable)
    #[arg(long, value_name = "UNIT", requires = "mend")]
    keep: Vec<String>,
    /// 此日之前已成事实，不再变动 | days before this one are past and stay
    #[arg(long, value_name = "DATE", requires = "mend")]
    today: Option<NaiveDate>,
    /// 修正的时限，秒 | time limit of mending, seconds
    #[arg(long, default_value_t = 30.0, value_parser = super::plan::seconds, requires = "mend")]
    time_limit: f64,
    /// 随机种子 | random seed
    #[arg(long, default_value_t = 1, requires = "mend")]
    seed: u64,
}

/// Mends a plan and writes it.
///
/// # Errors
/// An option is wrong, or the file cannot be written.
pub fn run(
    args: &MendArgs,
    inputs: &[&Path],
    scenario: &Scenario,
    plan: &Plan,
    globals: &Globals,
    interrupt: &AtomicBool,
) -> Result<Option<Told>, Failure> {
    let Some(output) = &args.mend else { return Ok(None) };
    let keep = args.keep.iter().map(|name| named(scenario, name)).collect::<Result<Vec<_>, _>>()?;
    let today = args.today.map_or(Ok(0), |day| first_open(scenario, day))?;
    let file = create(output, inputs)?;
    let options = Options {
        gap: 0.0,
        time_limit: Duration::from_secs_f64(args.time_limit.min(1e9)),
        seed: args.seed,
        ..Options::default()
    };
    let lang = globals.lang();
    let bar = super::plan::progress_bar();
    let show = |p: &Progress| bar.set_message(progress(p.cost, p.bound, lang));
    let outcome = mend(scenario, plan, &MendOptions { keep, today, options }, Some(interrupt), &show);
    bar.finish_and_clear();
    if let MendOutcome::Mended(m) = &outcome {
        let comments = ["mended: the nearest plan found that keeps all rules".to_owned()];
        let text = to_toml(&m.plan, scenario, &comments);
        file.commit(text.as_bytes()).map_err(|e| Failure::cannot_write(output, &e))?;
    }
    Ok(Some(told(scenario, &outcome, lang)))
}

fn progress(moved: f64, bound: f64, lang: Lang) -> String {
    let (best, least) = (lang.pick("变动", "moved"), lang.pick("不少于", "at least"));
    if moved.is_finite() {
        format!("{best} {} t·d  {least} {} t·d", grouped(moved, 0), grouped(bound.max(0.0), 0))
    } else {
        format!("{best} -  {least} {} t·d", grouped(bound.max(0.0), 0))
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
            Err(Failure::says((
                format!("情景中没有设施“{name}”：请写作企业编号/设施编号，如{any}"),
                format!("the scenario has no unit \"{name}\": write enterprise/unit, as {any}"),
            )))
        }
        [a, b, ..] => Err(Failure::says((
            format!("“{name}”不止一台：请写明企业，如{}或{}", full(a), full(b)),
            format!("more than one unit is \"{name}\": name the enterprise too, as {} or {}", full(a), full(b)),
        ))),
    }
}
