//! What a plan that is amended may still make of what a unit was about on the day before.

use crate::day::Day;
use crate::plan::schedule::{StopClass, UnitDays};
use crate::scenario::{Scenario, UnitIx};

/// What may become of the stop, or a battery's slow-down, that reaches up to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// It goes on, or ends, in its shape alone; or there is none.
    Open,
    /// It is over, however short: the plan to stay near has the unit do otherwise today. To carry it on takes its shape.
    Over,
    /// No way to go on gives it its shape: whatever becomes of it, the breach can be helped no more.
    Lost,
}

impl Begun {
    /// Of a unit that does `days` in the plan to stay near.
    pub fn new(scenario: &Scenario, unit: UnitIx, days: &UnitDays, today: Day) -> Self {
        let (u, t) = (&scenario.units[unit], usize::from(today));
        let (mut stopped, mut coking) = days.by_day(&scenario.season);
        let slow = days.slows.iter().find(|w| w.days.contains(today) && w.days.first < today);
        let Some(stands) = stopped.get(t).copied().filter(|&stands| stands || slow.is_some()) else { return Self::Over };
        let (shape, coke) = (scenario.policy.shape(u.kind), scenario.policy.coke);
        let (least, most) = match coke.filter(|_| !stands) {
            Some(c) => (c.min_slow_days, c.max_slowdowns),
            None => (shape.min_stop_days, shape.max_stops),
        };
        let down = scenario.season.flags(&u.down);
        stopped[t..].fill(false);
        coking[t..].fill(None);
        for end in today..=u.service.end {
            if let Some(day) = usize::from(end).checked_sub(1).filter(|&day| day >= t) {
                if !stands && down[day] {
                    break;
                }
                stopped[day] = stands;
                coking[day] = slow.map(|w| w.coking_time_h).filter(|_| !stands);
            }
            let now = UnitDays::new(scenario, unit, &stopped, &coking);
            let stops = now.stops.iter().filter(|w| w.class == StopClass::Ordinary).map(|w| w.days);
            let slows = now.slows.iter().filter(|w| !w.episode).map(|w| w.days);
            let made: Vec<_> = if stands { stops.collect() } else { slows.collect() };
            let last = made.last().filter(|last| last.end == end);
            // one too many that ends now is as much behind as any
            let holds = |n: usize| n >= usize::from(least) && (end == today || made.len() <= usize::from(most));
            if last.is_none_or(|last| holds(last.len())) {
                return Self::Open;
            }
        }
        Self::Lost
    }
}
