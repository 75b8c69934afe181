//! The slow-downs of a battery on its settled days, as far as it is settled what they are.

use crate::day::{Day, DayRange};
use crate::plan::schedule::{Slow, UnitDays};
use crate::scenario::{Scenario, UnitIx};

/// What a slow-down on settled days is to SLOW-SHAPE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It counts.
    Counts,
    /// An episode's: it is passed over.
    Passed,
    /// An episode's as long as it does not go on beyond: all its days are of episodes, and the day after is open.
    Undecided,
    /// It counts unless it goes on to a day of an episode that names coke ovens: its days are of other episodes only.
    Ahead,
}

/// A slow-down on settled days.
#[derive(Debug, Clone, Copy)]
pub struct Settled {
    /// Those of its days that are settled.
    pub days: DayRange,
    /// What it is.
    pub sort: Sort,
    /// The first of its days on which an episode names coke ovens.
    pub named: Option<Day>,
    /// Whether the plan to stay near has it go on.
    pub goes_on: bool,
    /// Whether the day after is open, so that it may go on.
    pub may_go_on: bool,
}

/// The slow-downs of a unit on its settled days, in order; `of_episode`: days on which one may be an episode's.
pub fn behind(scenario: &Scenario, unit: UnitIx, of_episode: &[bool]) -> Vec<Settled> {
    let Some((settled, filed)) = scenario.settled(unit) else { return Vec::new() };
    let (mut stopped, mut coking) = filed.by_day(&scenario.season);
    for d in (0..settled.len()).filter(|&d| !settled[d]) {
        (stopped[d], coking[d]) = (false, None);
    }
    let slows = UnitDays::new(scenario, unit, &stopped, &coking).slows;
    let named = scenario.episode_days(unit);
    let of = |days: DayRange, episode: bool| {
        let longer = |w: &Slow| w.days.first == days.first && w.days.end > days.end;
        let may_go_on = settled.get(usize::from(days.end)) == Some(&false);
        let named = days.days().find(|&d| named[d]).map(|d| d as Day);
        let sort = if may_go_on && of_episode[days.days()].iter().all(|&w| w) {
            if named.is_some() { Sort::Undecided } else { Sort::Ahead }
        } else if episode {
            Sort::Passed
        } else {
            Sort::Counts
        };
        Settled { days, sort, named, goes_on: may_go_on && filed.slows.iter().any(longer), may_go_on }
    };
    slows.into_iter().map(|w| of(w.days, w.episode)).collect()
}

/// The one that holds a day.
pub fn on(behind: &[Settled], day: usize) -> Option<&Settled> {
    behind.iter().find(|w| w.days.contains(day as Day))
}
