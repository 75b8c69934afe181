//! The report of `stagger check`: what was judged, counts, findings, margins and cost.

mod json;
mod text;

pub(super) use text::margin_cells;

use crate::lang::{Lang, Note};
use crate::measure::cost::{CostTerms, total_cost};
use crate::plan::Plan;
use crate::plan::schedule::Schedule;
use crate::report::findings::enterprise_id;
use crate::rules::margin::{Margin, margins};
use crate::rules::{Finding, Named, RULES, RuleId, Severity, add_of_findings, all_rows, check_with_rows, finding};
use crate::scenario::{EntIx, Scenario};
use std::collections::BTreeMap;

/// A checked plan.
#[derive(Debug)]
pub struct CheckReport<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The plan.
    pub plan: &'a Plan,
    /// SHA-256 of the plan file.
    pub plan_hash: &'a str,
    /// Findings, errors first.
    pub findings: Vec<Finding>,
    /// The rules nearest to breaking.
    pub margins: Vec<Margin>,
    /// Cost, recomputed.
    pub cost: CostTerms,
    /// Rules whose severity an option changed.
    pub changed: Vec<(RuleId, Severity)>,
    /// In what the plan was made otherwise than it is judged.
    pub notes: Vec<Note>,
}

/// Errors and warnings of one rule or enterprise, those that are waived among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Errors that a waiver covers.
    pub waived_errors: usize,
    /// Warnings that a waiver covers.
    pub waived_warnings: usize,
}

impl Count {
    /// Counts one more.
    pub fn add(&mut self, f: &Finding) {
        let (all, waived) = match f.severity {
            Severity::Error => (&mut self.errors, &mut self.waived_errors),
            Severity::Warning => (&mut self.warnings, &mut self.waived_warnings),
        };
        *all += 1;
        *waived += usize::from(f.waived.is_some());
    }
}

impl<'a> CheckReport<'a> {
    /// Checks a plan; `changed` are the severities that options set.
    pub fn new(scenario: &'a Scenario, plan: &'a Plan, plan_hash: &'a str, changed: Vec<(RuleId, Severity)>) -> Self {
        let schedule = Schedule::new(scenario, plan);
        let rows = all_rows(scenario);
        let mut findings = check_with_rows(scenario, plan, &schedule, &rows);
        add_of_findings(scenario, &mut findings);
        let (margins, cost) = (margins(scenario, &schedule, &rows), total_cost(scenario, &schedule));
        let mut report = Self { scenario, plan, plan_hash, findings: Vec::new(), margins, cost, changed, notes: Vec::new() };
        report.add(findings);
        report
    }

    /// Adds findings, with the severities that options set.
    pub fn add(&mut self, findings: Vec<Finding>) {
        let changed = |f: &Finding| self.changed.iter().find(|(rule, _)| *rule == f.rule).map(|c| c.1);
        let findings = findings.into_iter().map(|f| Finding { severity: changed(&f).unwrap_or(f.severity), ..f });
        self.findings.extend(findings.collect::<Vec<_>>());
        finding::sort(&mut self.findings);
    }

    /// Whether no finding is an error.
    pub fn holds(&self) -> bool {
        crate::rules::holds(&self.findings)
    }

    /// All errors and warnings.
    pub fn total(&self) -> Count {
        let mut total = Count::default();
        self.findings.iter().for_each(|f| total.add(f));
        total
    }

    /// Counts by rule, in the order of [`RULES`]; those without findings are left out.
    pub fn by_rule(&self) -> Vec<(RuleId, Count)> {
        let mut counts: BTreeMap<RuleId, Count> = BTreeMap::new();
        self.findings.iter().for_each(|f| counts.entry(f.rule).or_default().add(f));
        RULES.iter().filter_map(|r| counts.get(&r.id).map(|c| (r.id, *c))).collect()
    }

    /// Counts by city and enterprise (id; `None`: the city as a whole, the plan or the policy), those without findings left out.
    pub fn by_enterprise(&self) -> Vec<(Option<&str>, Option<&str>, Count)> {
        type Key<'k> = (Option<usize>, Option<&'k Named<EntIx>>);
        let mut counts: BTreeMap<Key, (Option<&str>, Count)> = BTreeMap::new();
        for f in &self.findings {
            let entry = counts.entry((f.city, f.enterprise.as_ref())).or_default();
            entry.0 = enterprise_id(self.scenario, f);
            entry.1.add(f);
        }
        let city = |c: Option<usize>| c.map(|c| self.scenario.cities[c].name.as_str());
        counts.into_iter().map(|((c, _), (e, n))| (city(c), e, n)).collect()
    }

    /// The report as one JSON object.
    pub fn json(&self, lang: Lang) -> serde_json::Value {
        json::report(self, lang)
    }

    /// The report as text.
    pub fn text(&self, lang: Lang) -> String {
        text::report(self, lang)
    }
}
