//! Why a run of `stagger plan` ended, and what to do where its plan is not as near to the best as was asked.

use crate::both;
use crate::lang::numbers::trimmed;
use crate::lang::{Lang, Note, printable};
use crate::plan::Claim;
use crate::planner::control::Ended;
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
        printable(self.words(plan).pick(lang))
    }

    /// In words; `plan` is the file that was written.
    pub fn words(&self, plan: &Path) -> Note {
        let asked = format!("{}%", trimmed(100.0 * self.asked, 4));
        let plan = if plan.as_os_str() == "-" { "PLAN".into() } else { plan.display().to_string() };
        match self.id() {
            "best" => both!("cli-ended-best"),
            "interrupted" if self.reached() => both!("cli-ended-interrupted-near", asked = asked),
            "interrupted" => both!("cli-ended-interrupted", asked = asked, plan = plan),
            "time-limit" => both!("cli-ended-time-limit", asked = asked, plan = plan),
            "exhausted" => both!("cli-ended-exhausted", asked = asked, plan = plan),
            _ => both!("cli-ended-near", asked = asked),
        }
    }
}
