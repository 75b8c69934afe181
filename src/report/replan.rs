//! What replanning did, in words and as JSON.

use super::compare::Comparison;
use super::format::{cny, date, grouped, percent2};
use super::{Told, findings};
use crate::day::Day;
use crate::lang::Lang;
use crate::plan::schedule::Schedule;
use crate::planner::explain::text as conflict;
use crate::planner::replan::{Replan, ReplanOutcome, Replanned};
use crate::planner::start::patterns;
use crate::planner::write;
use crate::rules::Finding;
use crate::scenario::Scenario;
use serde_json::{Value, json};

/// Version of the JSON.
const SCHEMA: u32 = 1;

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
        let Replan { behind, broken, outcome } = self.replan;
        let day = s.season.date(self.today);
        let mut out = vec![match lang {
            Lang::Zh => format!("自{}起重新安排，此前各日不变", date(day, lang)),
            Lang::En => format!("Planned anew from {} on; the days before stay", date(day, lang)),
        }];
        if !behind.is_empty() {
            let title = lang.pick("已成事实、无法补救的违规，不再安排", "Breaches wholly in the past, not planned against");
            out.push(format!("\n{title} ({})", behind.len()));
            out.extend(behind.iter().map(|f| format!("  {}", findings::title(s, f, lang))));
        }
        self.list(broken, ("原计划此后违反", "What the plan in force breaks from then on"), lang, &mut out);
        let all = |list: &[Finding]| list.iter().map(|f| findings::json(s, f, lang)).collect::<Vec<_>>();
        let mut json = json!({
            "schema": SCHEMA,
            "scenario": s.name,
            "status": self.status(),
            "today": day.to_string(),
            "move_price_cny": self.price,
            "behind": all(behind),
            "broken_before": all(broken),
        });
        match outcome {
            ReplanOutcome::Planned(plan) => self.plan(plan, lang, &mut out, &mut json),
            ReplanOutcome::Short(why, plan) => {
                out.push(String::new());
                out.extend(conflict::sentences(s, why, lang));
                let why = conflict::json(s, why);
                (json["conflict"], json["proof"]) = (why["conflict"].clone(), why["proof"].clone());
                if let Some(plan) = plan {
                    if !self.saved {
                        out.push(
                            lang.pick(
                                "未写出计划；用--best-effort FILE可得到缺口最小的计划",
                                "No plan is written; --best-effort FILE gets the plan that falls short least",
                            )
                            .to_owned(),
                        );
                    }
                    self.list(
                        &plan.short,
                        ("尽力而为的计划仍违反", "What the best-effort plan still breaks"),
                        lang,
                        &mut out,
                    );
                    json["short"] = all(&plan.short).into();
                    self.plan(plan, lang, &mut out, &mut json);
                }
            }
            ReplanOutcome::Stopped => out.push(
                lang.pick(
                    "时限内未找到计划，也未证明没有；请加大--time-limit",
                    "No plan was found in time, nor a proof that there is none; raise --time-limit",
                )
                .to_owned(),
            ),
            ReplanOutcome::Faulty(found) => {
                let title = ("本程序有错，计划未通过检查", "A fault of this program: the plan does not pass the check");
                self.list(found, title, lang, &mut out);
                json["findings"] = all(found).into();
            }
        }
        Told { text: out.join("\n") + "\n", json }
    }

    /// What to say of a gap that is larger than asked.
    fn cut_short(&self, gap: f64, lang: Lang) -> String {
        if gap <= self.gap + 1e-9 {
            return String::new();
        }
        let asked = percent2(self.gap);
        match lang {
            Lang::Zh => format!("（要求{asked}，因时限或中断而止；可加大--time-limit）"),
            Lang::En => format!(" ({asked} asked; the time limit or an interrupt ended it, raise --time-limit)"),
        }
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

    fn list(&self, list: &[Finding], title: (&str, &str), lang: Lang, out: &mut Vec<String>) {
        if !list.is_empty() {
            out.push(format!("\n{} ({})", lang.pick(title.0, title.1), list.len()));
            out.extend(list.iter().map(|f| format!("  {}", findings::text(self.scenario, f, lang))));
        }
    }

    /// What moved, and what it costs.
    fn plan(&self, plan: &Replanned, lang: Lang, out: &mut Vec<String>, json: &mut Value) {
        let before = write(self.scenario, &patterns(self.before), f64::NEG_INFINITY);
        let comparison = Comparison::new(self.scenario, &before, &plan.plan);
        out.push(format!("\n{}", lang.pick("变动", "What moves")));
        out.extend(comparison.moves(lang).into_iter().map(|l| format!("  {l}")));
        out.push(format!("\n{}", lang.pick("费用", "Cost")));
        out.extend(comparison.costs(lang).into_iter().map(|l| format!("  {l}")));
        let (priced, each) = (cny(plan.priced, lang), grouped(self.price, 0));
        let bound = plan.at_least.zip(plan.gap()).map(|(bound, gap)| match lang {
            Lang::Zh => format!("，已证明不低于{}，差距{}{}", cny(bound, lang), percent2(gap), self.cut_short(gap, lang)),
            Lang::En => {
                format!(", proved to be at least {}, gap {}{}", cny(bound, lang), percent2(gap), self.cut_short(gap, lang))
            }
        });
        let bound = bound.unwrap_or_default();
        out.push(match lang {
            Lang::Zh => format!("  费用与变动价（每台·天{each}元）合计{priced}{bound}"),
            Lang::En => format!("  cost and price of moves ({each} CNY a unit-day): {priced}{bound}"),
        });
        json["changes"] = comparison.json(lang);
        json["priced_cny"] = json!(plan.priced);
        json["at_least_cny"] = json!(plan.at_least);
        json["gap"] = json!(plan.gap());
    }
}
