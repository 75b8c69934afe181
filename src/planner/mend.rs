//! The plan nearest to a submitted one that keeps all rules: fewest moved unit-days, weighted by capacity.
//!
//! The planner itself, on the same rows: only what a day costs is another, see [`Anchor`]. Its bound proves how near the plan
//! is to the nearest.

use super::control::Control;
use super::exact::UnitPattern;
use super::explain::Conflict;
use super::finish::{errors_by, is_open};
use super::start::{Start, patterns};
use super::{Options, Outcome, Progress, plan_to_end, write};
use crate::day::Day;
use crate::measure::anchor::{Anchor, moved_days};
use crate::plan::schedule::Schedule;
use crate::plan::{Claim, Plan};
use crate::rules::{self, Finding, Row, Severity};
use crate::scenario::{Scenario, UnitIx};
use std::sync::atomic::AtomicBool;

/// What may not be touched, and how long to look.
#[derive(Debug, Clone, Default)]
pub struct MendOptions {
    /// Units that stay as they were filed.
    pub keep: Vec<UnitIx>,
    /// The first day that is still open.
    pub today: Day,
    /// How to plan; what it gives up for tidiness is not used.
    pub options: Options,
}

/// What a unit does otherwise than it was filed.
#[derive(Debug, Clone)]
pub struct Move {
    /// The unit.
    pub unit: UnitIx,
    /// Moved days.
    pub days: f64,
    /// Errors that come back if this move alone is undone; empty where there was no time to look.
    pub cures: Vec<Finding>,
}

/// A mended plan.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The plan.
    pub plan: Plan,
    /// What it amounts to.
    pub schedule: Schedule,
    /// What was filed amounts to.
    pub filed: Schedule,
    /// Units that do otherwise than filed.
    pub moves: Vec<Move>,
    /// Moved capacity-days, t.
    pub moved_t: f64,
    /// No plan that keeps all rules moves less, t.
    pub at_least_t: f64,
    /// Errors that nobody can help any more, as in [`replan`](super::replan::Replan::behind): they stay.
    pub behind: Vec<Finding>,
}

impl Mended {
    /// Whether no plan moves less, up to a tonne of capacity-days and a millionth of what moved.
    pub fn is_least(&self) -> bool {
        self.moved_t - self.at_least_t < ENOUGH_T + 1e-6 * self.moved_t
    }
}

/// How mending ended.
#[derive(Debug, Clone)]
pub enum MendOutcome {
    /// A plan that keeps all rules.
    Mended(Box<Mended>),
    /// No plan with what is kept keeps all rules.
    Impossible(Conflict),
    /// The filing is at fault, which no plan mends.
    Filing(Vec<Finding>),
    /// Units that are kept break rules by themselves: these.
    Kept(Vec<Finding>),
    /// Stopped before a plan was found.
    Stopped,
    /// No plan that was found passes the check: a fault of this program.
    Faulty(Vec<Finding>),
}

/// CNY a moved capacity-day, t: of the size of real costs, which the planner's numbers suit.
const CNY_T: f64 = 1_000.0;
/// Capacity-days from the nearest at which looking ends, t.
const ENOUGH_T: f64 = 1.0;
/// The share of the time limit that looking what each move is needed for may take, whatever is left.
const TESTING: f64 = 0.1;

/// Mends a plan. `tell` hears of moved capacity-days at [`Progress`]'s costs, t.
pub fn mend(
    scenario: &Scenario,
    filed: &Plan,
    how: &MendOptions,
    interrupt: Option<&AtomicBool>,
    tell: &(dyn Fn(&Progress) + Sync),
) -> MendOutcome {
    let filing = rules::faults_of_filing(scenario);
    if !filing.is_empty() {
        return MendOutcome::Filing(filing);
    }
    let before = Schedule::new(scenario, filed);
    let mut anchor = Anchor::new(scenario, &before, 0.0, |u| CNY_T * scenario.units[u].rate_t_d);
    how.keep.iter().for_each(|&u| anchor.settle(u, scenario.season.all()));
    anchor.settle_past(scenario, how.today);
    let near = Scenario { anchor: Some(anchor), ..scenario.clone() };
    let own = |&u: &UnitIx| rules::shape_findings(&near, u, &before.units[u]).collect::<Vec<_>>();
    let kept: Vec<Finding> = how.keep.iter().flat_map(own).filter(|f| is_open(&near, f)).collect();
    if !kept.is_empty() {
        return MendOutcome::Kept(kept);
    }
    let options = Options { enough: CNY_T * ENOUGH_T, tidy: 0.0, ..how.options.clone() };
    let start = Start::new(&near, &options, filed);
    let control = Control::new(options.time_limit, interrupt);
    let in_t = |p: &Progress| tell(&Progress { cost: p.cost / CNY_T, bound: p.bound / CNY_T });
    let found = match plan_to_end(&near, &options, Some(&start), interrupt, &in_t).0 {
        Outcome::Plan(found) => found,
        Outcome::Impossible(conflict) => return MendOutcome::Impossible(conflict),
        Outcome::Stopped { .. } => return MendOutcome::Stopped,
        Outcome::Faulty(findings) => return MendOutcome::Faulty(findings),
    };
    let (filed_patterns, mut mended) = (patterns(scenario, &before), patterns(scenario, &Schedule::new(scenario, &found)));
    let testing = control.at_least(TESTING * options.time_limit.as_secs_f64());
    let moves = needed(&near, &filed_patterns, &mut mended, &testing);
    let mut plan = write(scenario, &mended, f64::NEG_INFINITY);
    plan.solve = Claim { objective: plan.solve.objective, ..Claim::default() };
    let schedule = Schedule::new(scenario, &plan);
    let days = moved_days(scenario, &before, &schedule);
    let moved_t = days.iter().zip(&scenario.units).map(|(d, u)| d * u.rate_t_d).sum::<f64>();
    let at_least_t = (found.solve.bound.unwrap_or(0.0) / CNY_T).clamp(0.0, moved_t);
    let moves = moves.into_iter().map(|(unit, cures)| Move { unit, days: days[unit], cures }).collect();
    let mut behind = rules::check(&near, &plan, &schedule);
    behind.retain(|f| f.severity == Severity::Error && !is_open(&near, f));
    MendOutcome::Mended(Box::new(Mended { plan, schedule, filed: before, moves, moved_t, at_least_t, behind }))
}

/// Errors of patterns that can still be helped.
fn open_errors(near: &Scenario, patterns: &[UnitPattern], rows: &[Row]) -> Vec<Finding> {
    let mut all = errors_by(near, &write(near, patterns, f64::NEG_INFINITY), rows);
    all.retain(|f| is_open(near, f));
    all
}

/// Undoes moves that nothing needs, and tells of each other one what it is needed for, as far as there is time.
fn needed(
    near: &Scenario,
    filed: &[UnitPattern],
    mended: &mut [UnitPattern],
    control: &Control,
) -> Vec<(UnitIx, Vec<Finding>)> {
    let rows = rules::all_rows(near);
    let mut out = Vec::new();
    for u in 0..mended.len() {
        if mended[u] == filed[u] {
            continue;
        }
        if control.over() {
            out.push((u, Vec::new()));
            continue;
        }
        let moved = std::mem::replace(&mut mended[u], filed[u].clone());
        let cures = open_errors(near, mended, &rows);
        if !cures.is_empty() {
            mended[u] = moved;
            out.push((u, cures));
        }
    }
    out
}
