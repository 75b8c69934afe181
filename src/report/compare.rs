//! Two plans of a scenario compared: what moved, cost, findings gained and lost.

use super::changes::{json as change_json, line, unit};
use super::findings;
use super::format::{cny, cny_change, counted, percent, plural, trimmed};
use crate::lang::{Lang, Text};
use crate::measure::changes::{UnitChange, changes};
use crate::measure::cost::{CostTerms, total_cost};
use crate::plan::Plan;
use crate::plan::schedule::{Basis, Schedule};
use crate::rules::{Finding, check};
use crate::scenario::Scenario;
use serde_json::{Value, json};

/// A term of the cost: its name for programs, for people, and CNY.
pub(super) type Term = (&'static str, Text, f64);

/// The terms of a cost and their total; what is gained is negative.
pub(super) fn terms(c: &CostTerms) -> [Term; 5] {
    [
        ("lost_margin_cny", Text::new("减产损失", "lost margin"), c.margin),
        ("restarts_cny", Text::new("复产", "restarts"), c.restarts),
        ("lost_output_cny", Text::new("配套产品", "ancillary output"), c.output),
        ("avoided_emissions_cny", Text::new("减排价值（抵减）", "avoided emissions (less)"), -c.avoided),
        ("total_cny", Text::new("合计", "total"), c.total()),
    ]
}

/// What two plans differ in.
#[derive(Debug)]
pub struct Comparison<'a> {
    scenario: &'a Scenario,
    changes: Vec<UnitChange>,
    /// Stopped unit-days of the plan before.
    stopped: f64,
    cost: (CostTerms, CostTerms),
    gained: Vec<Finding>,
    lost: Vec<Finding>,
}

impl<'a> Comparison<'a> {
    /// Compares two plans.
    pub fn new(scenario: &'a Scenario, before: &Plan, after: &Plan) -> Self {
        let (a, b) = (Schedule::new(scenario, before), Schedule::new(scenario, after));
        let (was, is) = (check(scenario, before, &a), check(scenario, after, &b));
        let alone = |these: &[Finding], those: &[Finding]| -> Vec<Finding> {
            these.iter().filter(|f| !those.iter().any(|g| f.is_about_the_same(g))).cloned().collect()
        };
        Self {
            scenario,
            changes: changes(scenario, &a, &b),
            stopped: a.units.iter().map(|u| u.sum(Basis::Stop, scenario.season.all())).sum(),
            cost: (total_cost(scenario, &a), total_cost(scenario, &b)),
            gained: alone(&is, &was),
            lost: alone(&was, &is),
        }
    }

    /// Moved unit-days.
    pub fn churn(&self) -> f64 {
        self.changes.iter().map(|c| c.days).sum()
    }

    /// What moved, a line a unit, and how much in all.
    pub fn moves(&self, lang: Lang) -> Vec<String> {
        let s = self.scenario;
        let of = |c: &UnitChange| format!("{}{}{}", unit(s, c.unit), lang.pick("：", ": "), line(s, c, lang));
        let mut out: Vec<String> = self.changes.iter().map(of).collect();
        let (n, churn, of) = (self.changes.len(), self.churn(), percent(self.churn() / self.stopped.max(1.0)));
        let days = trimmed(churn, 1);
        let unit_days = plural(&days, "unit-day");
        out.push(match lang {
            Lang::Zh => format!("{n}台（座）设施有变动，共{days}台·天，为原计划停产天数的{of}"),
            Lang::En => {
                let differ = if n == 1 { "differs" } else { "differ" };
                format!("{} {differ} by {unit_days}, {of} of what the plan before stops", counted(n, "unit"))
            }
        });
        out
    }

    /// The cost terms of both, a line each.
    pub fn costs(&self, lang: Lang) -> Vec<String> {
        let (a, b) = &self.cost;
        let line = |((_, name, x), (.., y)): (Term, Term)| {
            format!("{}: {} → {} ({})", name.pick(lang), cny(x, lang), cny(y, lang), cny_change(y - x, lang))
        };
        terms(a).into_iter().zip(terms(b)).map(line).collect()
    }

    /// All of it as text.
    pub fn text(&self, lang: Lang) -> String {
        let mut out = self.moves(lang);
        out.extend(self.costs(lang));
        for (title, list) in
            [(lang.pick("新增问题", "Findings gained"), &self.gained), (lang.pick("消除问题", "Findings lost"), &self.lost)]
        {
            out.push(format!("{title}: {}", list.len()));
            out.extend(list.iter().map(|f| format!("  {}", findings::text(self.scenario, f, lang))));
        }
        out.join("\n") + "\n"
    }

    /// All of it as JSON.
    pub fn json(&self, lang: Lang) -> Value {
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
