//! Two plans of a scenario compared: what moved, cost, findings gained and lost.

use super::JSON_SCHEMA;
use super::changes::{json as change_json, of_unit};
use super::findings;
use crate::lang::numbers::{cny, cny_change, decimal, percent};
use crate::lang::{Lang, Note};
use crate::measure::changes::{UnitChange, changes};
use crate::measure::cost::{CostTerms, total_cost};
use crate::plan::Plan;
use crate::plan::schedule::{Basis, Schedule};
use crate::rules::{Finding, check};
use crate::scenario::Scenario;
use crate::{both, say};
use serde_json::{Value, json};

/// A term of the cost: its name for programs, for people, and CNY.
pub(super) type Term = (&'static str, Note, f64);

/// The terms of a cost and their total; what is gained is negative.
pub(super) fn terms(c: &CostTerms) -> [Term; 5] {
    [
        ("lost_margin_cny", both!("cost-margin"), c.margin),
        ("restarts_cny", both!("cost-restarts"), c.restarts),
        ("lost_output_cny", both!("cost-output"), c.output),
        ("avoided_emissions_cny", both!("cost-avoided"), 0.0 - c.avoided), // never "-0"
        ("total_cny", both!("cost-total"), c.total()),
    ]
}

/// A cost as JSON: its terms and their total by the names of [`terms`].
pub(super) fn cost_json(c: &CostTerms) -> Value {
    terms(c).into_iter().map(|(key, _, cny)| (key, json!(cny))).collect()
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
        let mut out: Vec<String> = self.changes.iter().map(|c| of_unit(self.scenario, c, lang)).collect();
        let share = percent(self.churn() / self.stopped.max(1.0));
        out.push(say!(lang, "compare-moved", units = out.len(), days = decimal(self.churn(), 1), share = share));
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
        for (title, list) in [(say!(lang, "compare-gained"), &self.gained), (say!(lang, "compare-lost"), &self.lost)] {
            out.push(format!("{title}: {}", list.len()));
            out.extend(list.iter().map(|f| format!("  {}", findings::text(self.scenario, f, lang))));
        }
        out.join("\n") + "\n"
    }

    /// All of it as JSON.
    pub fn json(&self, lang: Lang) -> Value {
        let s = self.scenario;
        let list = |all: &[Finding]| all.iter().map(|f| findings::json(s, f, lang)).collect::<Vec<_>>();
        json!({
            "schema": JSON_SCHEMA,
            "scenario": s.name,
            "units": self.changes.iter().map(|c| change_json(s, c)).collect::<Vec<_>>(),
            "churn_unit_days": self.churn(),
            "churn_share": self.churn() / self.stopped.max(1.0),
            "cost_before": cost_json(&self.cost.0),
            "cost_after": cost_json(&self.cost.1),
            "gained": list(&self.gained),
            "lost": list(&self.lost),
        })
    }
}
