//! `stagger check --mend`: the nearest plan that keeps all rules.

use super::{Failure, Globals, create};
use crate::lang::Lang;
use crate::measure::changes::changes;
use crate::measure::cost::total_cost;
use crate::plan::Plan;
use crate::plan::write::to_toml;
use crate::planner::Options;
use crate::planner::explain::text as conflict;
use crate::planner::mend::{MendOptions, MendOutcome, Mended, Move, mend};
use crate::report::changes::{json as change_json, line, unit};
use crate::report::findings;
use crate::report::format::{cny, grouped, trimmed};
use crate::scenario::{Scenario, UnitIx};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeSet;
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

/// A mend as told: in words, and as a JSON value.
pub struct Told {
    /// Lines.
    pub text: String,
    /// The value of `mend` in `check`'s JSON.
    pub json: Value,
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
    let until = |day: NaiveDate| (day - scenario.season.start).num_days().clamp(0, i64::from(scenario.season.len)) as u16;
    let today = args.today.map_or(0, until);
    let file = create(output, inputs)?;
    let options = Options {
        gap: 0.0,
        time_limit: Duration::from_secs_f64(args.time_limit.min(1e9)),
        seed: args.seed,
        ..Options::default()
    };
    let lang = globals.lang();
    let bar = super::plan::progress_bar();
    let show = |p: &crate::planner::Progress| bar.set_message(progress(p.cost, p.bound, lang));
    let outcome = mend(scenario, plan, &MendOptions { keep, today, options }, Some(interrupt), &show);
    bar.finish_and_clear();
    let told = match outcome {
        MendOutcome::Mended(m) => {
            let comments = ["mended: the nearest plan found that keeps all rules".to_owned()];
            let text = to_toml(&m.plan, scenario, &comments);
            file.commit(text.as_bytes()).map_err(|e| Failure::cannot_write(output, &e))?;
            mended(scenario, &m, lang)
        }
        MendOutcome::Impossible(c) => Told {
            text: format!(
                "{}\n{}\n",
                lang.pick("没有可行的修正：", "No mend exists:"),
                conflict::sentences(scenario, &c, lang).join("\n")
            ),
            json: {
                let mut value = conflict::json(scenario, &c);
                value["status"] = json!("impossible");
                value
            },
        },
        MendOutcome::Stopped => Told {
            text: lang
                .pick(
                    "时限内未找到修正方案，也未证明没有；请加大--time-limit\n",
                    "No mend was found in time, nor a proof that there is none; raise --time-limit\n",
                )
                .to_owned(),
            json: json!({ "status": "stopped" }),
        },
        MendOutcome::Faulty(found) => Told {
            text: format!(
                "{}{}\n",
                lang.pick(
                    "本程序有错，修正后的计划未通过检查：",
                    "A fault of this program: the mended plan does not pass the check: "
                ),
                found.first().map_or(String::new(), |f| findings::text(scenario, f, lang))
            ),
            json: json!({ "status": "faulty" }),
        },
    };
    Ok(Some(told))
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
            Err(Failure::says(
                format!("情景中没有设施“{name}”：请写作企业编号/设施编号，如{any}"),
                format!("the scenario has no unit \"{name}\": write enterprise/unit, as {any}"),
            ))
        }
        [a, b, ..] => Err(Failure::says(
            format!("“{name}”不止一台：请写明企业，如{}或{}", full(a), full(b)),
            format!("more than one unit is \"{name}\": name the enterprise too, as {} or {}", full(a), full(b)),
        )),
    }
}

fn mended(s: &Scenario, m: &Mended, lang: Lang) -> Told {
    let (a, b) = (total_cost(s, &m.filed).total(), total_cost(s, &m.schedule).total());
    let units = changes(s, &m.filed, &m.schedule);
    let mut text = Vec::new();
    let days: f64 = units.iter().map(|c| c.days).sum();
    let (n, t, d) = (units.len(), grouped(m.moved_t, 0), trimmed(days, 1));
    text.push(match lang {
        Lang::Zh => format!("最接近申报的合规计划：变动{n}台（座）设施，{d}台·天（按产能{t}吨·天）"),
        Lang::En => {
            format!("The nearest plan that keeps all rules: {n} units change, {d} unit-days ({t} t of capacity-days)")
        }
    });
    for c in &units {
        let cures = m.moves.iter().find(|x| x.unit == c.unit).map_or(String::new(), |x| cures(s, x, lang));
        text.push(format!("  {}{}{}{cures}", unit(s, c.unit), lang.pick("：", ": "), line(s, c, lang)));
    }
    let by = if b >= a { "+" } else { "−" };
    text.push(format!(
        "{}: {} → {} ({by}{})",
        lang.pick("费用", "cost"),
        cny(a, lang),
        cny(b, lang),
        cny((b - a).abs(), lang)
    ));
    let least = grouped(m.at_least_t, 0);
    text.push(match (m.is_least(), lang) {
        (true, Lang::Zh) => "已证明变动最少。".to_owned(),
        (true, Lang::En) => "Proved least.".to_owned(),
        (false, Lang::Zh) => format!(
            "所找到的最好方案：已证明任何合规计划至少变动{least}吨·天，本方案至多多变动{}吨·天。",
            grouped(m.moved_t - m.at_least_t, 0)
        ),
        (false, Lang::En) => format!(
            "Best found: every plan that keeps all rules moves at least {least} t of capacity-days, so this one is at most {} t from least.",
            grouped(m.moved_t - m.at_least_t, 0)
        ),
    });
    let moves: Vec<Value> = units
        .iter()
        .map(|c| {
            let mut value = change_json(s, c);
            let cures = m.moves.iter().find(|x| x.unit == c.unit).map_or(&[][..], |x| &x.cures);
            value["cures"] = cures.iter().map(|f| findings::json(s, f, lang)).collect();
            value
        })
        .collect();
    let json = json!({
        "status": "mended",
        "proof": if m.is_least() { "proved-least" } else { "best-found" },
        "moved_unit_days": days,
        "moved_capacity_t": m.moved_t,
        "at_least_capacity_t": m.at_least_t,
        "cost_before_cny": a,
        "cost_after_cny": b,
        "moves": moves,
    });
    Told { text: text.join("\n") + "\n", json }
}

/// Which rules break again where, if the move alone is undone.
fn cures(s: &Scenario, m: &Move, lang: Lang) -> String {
    let named: BTreeSet<String> =
        m.cures.iter().map(|f| format!("{} {}", f.rule.id(), findings::place(s, f, lang))).collect();
    if named.is_empty() {
        return String::new();
    }
    let list = named.into_iter().collect::<Vec<_>>().join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!("；为了{list}"),
        Lang::En => format!("; for {list}"),
    }
}
