//! `stagger diff`: what two plans of a scenario differ in.

use super::{Failure, Format, Globals, Outcome, write_json};
use crate::lang::Lang;
use crate::measure::changes::changes;
use crate::measure::cost::{CostTerms, total_cost};
use crate::plan::open;
use crate::plan::schedule::{Basis, Schedule};
use crate::report::changes::{json as change_json, line, unit};
use crate::report::findings;
use crate::report::format::{cny, percent, trimmed};
use crate::rules::{Finding, check};
use crate::scenario::{Scenario, read_scenario};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// 情景文件 | the scenario file
    scenario: PathBuf,
    /// 原计划 | the plan before
    before: PathBuf,
    /// 新计划 | the plan after
    after: PathBuf,
}

/// Runs it: exit code 0 whether they differ or not.
///
/// # Errors
/// A file is wrong.
pub fn run(args: &DiffArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let scenario = read_scenario(&args.scenario)?;
    let (before, after) = (open(&args.before, &scenario)?.plan, open(&args.after, &scenario)?.plan);
    let (a, b) = (Schedule::new(&scenario, &before), Schedule::new(&scenario, &after));
    let (was, is) = (check(&scenario, &before, &a), check(&scenario, &after, &b));
    let alone = |these: &[Finding], those: &[Finding]| -> Vec<Finding> {
        these.iter().filter(|f| !those.iter().any(|g| same(f, g))).cloned().collect()
    };
    let diff = Diff {
        scenario: &scenario,
        changes: changes(&scenario, &a, &b),
        stopped: stopped(&scenario, &a),
        cost: (total_cost(&scenario, &a), total_cost(&scenario, &b)),
        gained: alone(&is, &was),
        lost: alone(&was, &is),
    };
    match globals.format {
        Format::Json => write_json(out, &diff.json(globals.lang()))?,
        Format::Text => out.write_all(diff.text(globals.lang()).as_bytes())?,
    }
    Ok(Outcome::Done)
}

/// Whether two findings are about the same: the same rule at the same place, on days that touch.
fn same(f: &Finding, g: &Finding) -> bool {
    let touch = f.first <= g.last && g.first <= f.last;
    f.rule == g.rule && (f.city, &f.enterprise, &f.unit, f.kind) == (g.city, &g.enterprise, &g.unit, g.kind) && touch
}

/// Stopped unit-days of a schedule.
fn stopped(s: &Scenario, schedule: &Schedule) -> f64 {
    schedule.units.iter().map(|u| u.sum(Basis::Stop, s.season.all())).sum()
}

struct Diff<'a> {
    scenario: &'a Scenario,
    changes: Vec<crate::measure::changes::UnitChange>,
    /// Stopped unit-days of the plan before.
    stopped: f64,
    cost: (CostTerms, CostTerms),
    gained: Vec<Finding>,
    lost: Vec<Finding>,
}

impl Diff<'_> {
    fn churn(&self) -> f64 {
        self.changes.iter().map(|c| c.days).sum()
    }

    fn text(&self, lang: Lang) -> String {
        let (s, mut out) = (self.scenario, Vec::new());
        for c in &self.changes {
            out.push(format!("{}{}{}", unit(s, c.unit), lang.pick("：", ": "), line(s, c, lang)));
        }
        let (n, churn, of) = (self.changes.len(), self.churn(), percent(self.churn() / self.stopped.max(1.0)));
        let days = trimmed(churn, 1);
        out.push(match lang {
            Lang::Zh => format!("{n}台（座）设施有变动，共{days}台·天，为原计划停产天数的{of}"),
            Lang::En => format!("{n} units differ by {days} unit-days, {of} of what the plan before stops"),
        });
        let (a, b) = &self.cost;
        let terms = [
            (lang.pick("减产损失", "lost margin"), a.margin, b.margin),
            (lang.pick("复产", "restarts"), a.restarts, b.restarts),
            (lang.pick("配套产品", "ancillary output"), a.output, b.output),
            (lang.pick("减排价值（抵减）", "avoided emissions (less)"), -a.avoided, -b.avoided),
            (lang.pick("合计", "total"), a.total(), b.total()),
        ];
        for (name, x, y) in terms {
            let by = if y >= x { "+" } else { "−" };
            out.push(format!("{name}: {} → {} ({by}{})", cny(x, lang), cny(y, lang), cny((y - x).abs(), lang)));
        }
        for (title, list) in
            [(lang.pick("新增问题", "Findings gained"), &self.gained), (lang.pick("消除问题", "Findings lost"), &self.lost)]
        {
            out.push(format!("{title}: {}", list.len()));
            out.extend(list.iter().map(|f| format!("  {}", findings::text(s, f, lang))));
        }
        out.join("\n") + "\n"
    }

    fn json(&self, lang: Lang) -> serde_json::Value {
        let s = self.scenario;
        let list = |all: &[Finding]| all.iter().map(|f| findings::json(s, f, lang)).collect::<Vec<_>>();
        let cost = |c: &CostTerms| json!({ "margin": c.margin, "restarts": c.restarts, "output": c.output, "avoided": c.avoided, "total": c.total() });
        json!({
            "schema": 1,
            "scenario": s.name,
            "units": self.changes.iter().map(|c| change_json(s, c)).collect::<Vec<_>>(),
            "churn_unit_days": self.churn(),
            "churn_share": self.churn() / self.stopped.max(1.0),
            "cost_before_cny": cost(&self.cost.0),
            "cost_after_cny": cost(&self.cost.1),
            "gained": list(&self.gained),
            "lost": list(&self.lost),
        })
    }
}
