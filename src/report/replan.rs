//! What replanning did, in words and as JSON.

use super::compare::Comparison;
use super::{Told, findings, head};
use crate::day::Day;
use crate::lang::Lang;
use crate::lang::numbers::{cny, date, grouped, percent2};
use crate::plan::schedule::Schedule;
use crate::planner::control::Ended;
use crate::planner::explain::text as conflict;
use crate::planner::replan::{Replan, ReplanOutcome, Replanned};
use crate::planner::start::patterns;
use crate::planner::write;
use crate::rules::Finding;
use crate::say;
use crate::scenario::Scenario;
use serde_json::{Value, json};

/// What was asked, and how it ended.
#[derive(Debug)]
pub struct ReplanReport<'a> {
    /// The scenario, warnings and breakdowns in it.
    pub scenario: &'a Scenario,
    /// The plan in force, brought up to date.
    pub before: &'a Schedule,
    /// The first day that is still open.
    pub today: Day,
    /// CNY a moved unit-day.
    pub price: f64,
    /// Whether a plan that falls short has a file to go to.
    pub saved: bool,
    /// The gap asked for, a fraction.
    pub gap: f64,
    /// What was found.
    pub replan: &'a Replan,
}

impl ReplanReport<'_> {
    /// Tells it.
    pub fn told(&self, lang: Lang) -> Told {
        let s = self.scenario;
        let Replan { behind, broken, outcome, .. } = self.replan;
        let day = s.season.date(self.today);
        let mut out = vec![say!(lang, "replan-from", day = date(day, lang))];
        if !behind.is_empty() {
            out.push(format!("\n{} ({})", say!(lang, "replan-behind"), behind.len()));
            out.extend(behind.iter().map(|f| format!("  {}", findings::title(s, f, lang))));
        }
        self.list(broken, &say!(lang, "replan-broken"), lang, &mut out);
        let all = |list: &[Finding]| list.iter().map(|f| findings::json(s, f, lang)).collect::<Vec<_>>();
        let mut json = head(s, self.status());
        json["today"] = json!(day.to_string());
        json["move_price_cny"] = json!(self.price);
        (json["behind"], json["broken_before"]) = (all(behind).into(), all(broken).into());
        match outcome {
            ReplanOutcome::Planned(plan) => self.plan(plan, lang, &mut out, &mut json),
            ReplanOutcome::Short(why, plan) => {
                out.push(String::new());
                out.extend(conflict::sentences(s, why, lang));
                let why = conflict::json(s, why);
                (json["conflict"], json["proof"]) = (why["conflict"].clone(), why["proof"].clone());
                if let Some(plan) = plan {
                    if !self.saved {
                        out.push(say!(lang, "replan-unsaved"));
                    }
                    self.list(&plan.short, &say!(lang, "replan-short"), lang, &mut out);
                    json["short"] = all(&plan.short).into();
                    self.plan(plan, lang, &mut out, &mut json);
                }
            }
            ReplanOutcome::Stopped => out.push(say!(lang, "replan-stopped")),
            ReplanOutcome::Faulty(found) => {
                self.list(found, &say!(lang, "replan-faulty"), lang, &mut out);
                json["findings"] = all(found).into();
            }
        }
        Told { text: out.join("\n") + "\n", json }
    }

    fn status(&self) -> &'static str {
        match self.replan.outcome {
            ReplanOutcome::Planned(_) => "replanned",
            ReplanOutcome::Short(_, Some(_)) => "best-effort",
            ReplanOutcome::Short(_, None) => "impossible",
            ReplanOutcome::Stopped => "stopped",
            ReplanOutcome::Faulty(_) => "faulty",
        }
    }

    fn list(&self, list: &[Finding], title: &str, lang: Lang, out: &mut Vec<String>) {
        if !list.is_empty() {
            out.push(format!("\n{title} ({})", list.len()));
            out.extend(list.iter().map(|f| format!("  {}", findings::text(self.scenario, f, lang))));
        }
    }

    /// What moved, and what it costs.
    fn plan(&self, plan: &Replanned, lang: Lang, out: &mut Vec<String>, json: &mut Value) {
        let before = write(self.scenario, &patterns(self.scenario, self.before), f64::NEG_INFINITY);
        let comparison = Comparison::new(self.scenario, &before, &plan.plan);
        out.push(format!("\n{}", say!(lang, "replan-moves")));
        out.extend(comparison.moves(lang).into_iter().map(|l| format!("  {l}")));
        out.push(format!("\n{}", say!(lang, "replan-costs")));
        out.extend(comparison.costs(lang).into_iter().map(|l| format!("  {l}")));
        let (priced, each) = (cny(plan.priced, lang), grouped(self.price, 0));
        let priced = match plan.at_least.zip(plan.gap()).map(|(bound, gap)| (cny(bound, lang), gap)) {
            None => say!(lang, "replan-priced", each = each, priced = priced),
            Some((bound, gap)) if gap <= self.gap + 1e-9 => {
                say!(lang, "replan-priced-gap", each = each, priced = priced, bound = bound, gap = percent2(gap))
            }
            Some((bound, gap)) => say!(
                lang,
                "replan-priced-cut-short",
                each = each,
                priced = priced,
                bound = bound,
                gap = percent2(gap),
                asked = percent2(self.gap),
                ended = if self.replan.ended == Ended::Exhausted { "exhausted" } else { "limit" },
            ),
        };
        out.push(format!("  {priced}"));
        json["changes"] = comparison.json(lang);
        json["priced_cny"] = json!(plan.priced);
        json["at_least_cny"] = json!(plan.at_least);
        json["gap"] = json!(plan.gap());
    }
}
