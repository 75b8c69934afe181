//! Which plan is in force on which day, and what all of them together say of it.

use crate::both;
use crate::day::{Day, DayRange, runs};
use crate::lang::Note;
use crate::plan::Plan;
use crate::plan::schedule::{Schedule, UnitDays};
use crate::scenario::{Scenario, UnitIx};

/// Plans of a season, each from its day on.
#[derive(Debug)]
pub struct InForce {
    /// What each plan amounts to, by the day from which it is in force.
    pub plans: Vec<Amended>,
    /// What the plans in force on each day amount to together.
    pub schedule: Schedule,
    /// Days before the first plan is in force.
    pub unplanned: DayRange,
}

/// A plan and the days on which it is in force.
#[derive(Debug)]
pub struct Amended {
    /// Its place among the plans given.
    pub number: usize,
    /// Days of the season on which it is in force; empty where it comes after the season, or is overtaken on its first day.
    pub days: DayRange,
    /// What it amounts to.
    pub schedule: Schedule,
}

/// Orders plans by approval: the one without is in force from the start.
///
/// # Errors
/// Two plans are in force from the same day.
pub fn in_force(s: &Scenario, plans: &[Plan]) -> Result<InForce, Note> {
    let from = |p: &Plan| p.approval.as_ref().map(|a| a.valid_from);
    let mut order: Vec<usize> = (0..plans.len()).collect();
    order.sort_by_key(|&i| from(&plans[i]));
    if let Some(w) = order.windows(2).find(|w| from(&plans[w[0]]) == from(&plans[w[1]])) {
        let (a, b) = (w[0] + 1, w[1] + 1);
        return Err(match from(&plans[w[0]]) {
            None => both!("audit-plans-without-approval", a = a, b = b),
            Some(day) => both!("audit-plans-from-one-day", a = a, b = b, day = day),
        });
    }
    let start = |i: usize| from(&plans[order[i]]).map_or(0, |d| s.season.clip(d, s.season.end()).first_or(s.season.len));
    let plans: Vec<Amended> = (0..order.len())
        .map(|i| {
            let end = if i + 1 < order.len() { start(i + 1) } else { s.season.len };
            let days = DayRange::new(start(i).min(end), end);
            Amended { number: order[i], days, schedule: Schedule::new(s, &plans[order[i]]) }
        })
        .collect();
    let unplanned = DayRange::new(0, plans.first().map_or(s.season.len, |p| p.days.first));
    let schedule = if let [only] = plans.as_slice()
        && unplanned.is_empty()
    {
        only.schedule.clone()
    } else {
        Schedule { units: (0..s.units.len()).map(|u| together(s, &plans, u)).collect() }
    };
    Ok(InForce { plans, schedule, unplanned })
}

/// A unit's days by the plan in force on each.
fn together(s: &Scenario, plans: &[Amended], u: UnitIx) -> UnitDays {
    let len = usize::from(s.season.len);
    let (mut stopped, mut coking) = (vec![false; len], vec![None; len]);
    for plan in plans {
        let days = &plan.schedule.units[u];
        for stop in &days.stops {
            stopped[stop.days.intersect(plan.days).days()].fill(true);
        }
        for slow in &days.slows {
            coking[slow.days.intersect(plan.days).days()].fill(Some(slow.coking_time_h));
        }
    }
    UnitDays::new(s, u, &stopped, &coking)
}

impl DayRange {
    /// Its first day, or another where it is empty.
    fn first_or(self, other: Day) -> Day {
        if self.is_empty() { other } else { self.first }
    }
}

/// Days on which a mill that waits for an approval may already run by the plan to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// From the breakdown to the plan's first day.
    pub days: DayRange,
    /// The plan to come, an index of [`InForce::plans`].
    pub plan: usize,
}

impl InForce {
    /// Stops of a unit in the plans in force, and those that a later plan has of the days before it: breakdowns.
    pub fn stops(&self, u: UnitIx) -> Vec<DayRange> {
        let before = |p: &Amended| -> Vec<DayRange> {
            let behind = DayRange::new(0, p.days.first);
            let stops = p.schedule.units[u].stops.iter().map(|w| w.days);
            stops.filter(|r| !r.intersect(behind).is_empty()).collect()
        };
        let mut out: Vec<DayRange> = self.schedule.units[u].stops.iter().map(|w| w.days).collect();
        out.extend(self.plans.iter().flat_map(before));
        out
    }

    /// Recorded stops of a unit that no plan had yet, and a later one has: the days until that plan, and which it is.
    pub fn breakdowns(&self, u: UnitIx, recorded: &[bool]) -> Vec<(DayRange, Waiting)> {
        let mut out = Vec::new();
        if self.plans.len() < 2 {
            return out;
        }
        let stops = |days: &UnitDays, r: DayRange| days.stops.iter().any(|w| !w.days.intersect(r).is_empty());
        let outside: Vec<bool> = (0..recorded.len())
            .map(|d| recorded[d] && !stops(&self.schedule.units[u], DayRange::new(d as Day, d as Day + 1)))
            .collect();
        for run in runs(&outside) {
            let later = self.plans.iter().enumerate().filter(|(_, p)| p.days.first > run.first && !p.days.is_empty());
            let has = |p: &Amended| stops(&p.schedule.units[u], DayRange::new(run.first, run.end.max(p.days.first) + 1));
            let until_next = |p: &Amended| {
                // the unit still stood when the plan came, or the plan has the very days
                run.end >= p.days.first || stops(&p.schedule.units[u], run)
            };
            if let Some((plan, p)) = later.clone().find(|(_, p)| has(p) && until_next(p)) {
                let days = DayRange::new(run.first, p.days.first);
                out.push((DayRange::new(run.first, run.end.min(p.days.first)), Waiting { days, plan }));
            }
        }
        out
    }
}
