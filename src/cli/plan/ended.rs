//! Why a run of `stagger plan` ended, and what to do where its plan is not as near to the best as was asked.

use crate::lang::{Lang, Note};
use crate::plan::Claim;
use crate::planner::control::Ended;
use crate::report::findings::printable;
use crate::report::format::trimmed;
use std::path::Path;

/// A gap, a fraction, that is none but for rounding.
const NONE: f64 = 1e-9;

/// How a run ended.
pub struct End {
    why: Ended,
    /// The gap asked, a fraction.
    asked: f64,
    /// That of the plan as written.
    gap: Option<f64>,
}

impl End {
    /// Of a run that wrote a plan with this claim; `asked`: its gap, a fraction.
    pub const fn new(why: Ended, claim: &Claim, asked: f64) -> Self {
        Self { why, asked, gap: claim.gap }
    }

    fn within(&self, gap: f64) -> bool {
        self.gap.is_some_and(|own| own <= gap)
    }

    /// Whether the gap asked was reached; with a reserve, that among plans that keep it.
    pub fn reached(&self) -> bool {
        self.why == Ended::Near || self.within(self.asked.max(NONE))
    }

    /// As JSON.
    pub fn id(&self) -> &'static str {
        match self.why {
            Ended::Interrupted => "interrupted",
            _ if self.within(NONE) => "best",
            _ if self.reached() => "gap",
            Ended::TimeLimit => "time-limit",
            Ended::Near | Ended::Exhausted => "exhausted",
        }
    }

    /// In one language.
    pub fn text(&self, plan: &Path, lang: Lang) -> String {
        let Note { zh, en } = self.words(plan);
        printable(lang.pick(&zh, &en))
    }

    /// In words; `plan` is the file that was written.
    pub fn words(&self, plan: &Path) -> Note {
        let asked = format!("{}%", trimmed(100.0 * self.asked, 4));
        let plan = if plan.as_os_str() == "-" { "PLAN".into() } else { plan.display().to_string() };
        let (zh, en) = match self.id() {
            "best" => {
                return Note::new(
                    "求解结束：已证明没有费用更低的计划。",
                    "The run ended: it is proved that no plan costs less.",
                );
            }
            "interrupted" => ("求解被中断", "The run was interrupted"),
            "time-limit" => ("求解到时限结束", "The run ended at its time limit"),
            "exhausted" => ("求解结束：再无可试", "The run ended with nothing left to try"),
            _ => ("求解结束", "The run ended"),
        };
        if self.reached() {
            return Note::new(
                format!("{zh}：已达到要求的差距（--gap {asked}）。"),
                format!("{en}: the gap asked ({asked}) is reached."),
            );
        }
        let (more_zh, more_en) = match self.why {
            Ended::Exhausted => ("换一个--seed", "try another --seed"),
            Ended::TimeLimit => ("加大--time-limit", "give it more --time-limit"),
            Ended::Near | Ended::Interrupted => ("再运行一次", "run it again"),
        };
        Note::new(
            format!("{zh}，未达到要求的差距（{asked}）；要更接近最优，请{more_zh}，并用--from {plan}从本计划继续。"),
            format!(
                "{en}; the gap asked ({asked}) is not reached. To come nearer, {more_en}, and go on from this plan with --from {plan}."
            ),
        )
    }
}
