//! What a plan that is amended may still make of what a unit was about on the day before.

use crate::day::Day;
use crate::kind::Kind;
use crate::plan::schedule::UnitDays;
use crate::scenario::{Scenario, UnitIx};

/// Stops, or of a battery slow-downs, that began before today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// What may become of the one that reaches up to today.
    pub last: Last,
    /// Ordinary ones that began before today: so many are helped no more, were they too many.
    pub made: u16,
}

/// What may become of the stop or slow-down that reaches up to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// It goes on, or ends, but is long enough.
    Open,
    /// It is over, however short, or there is none: the plan to stay near has the unit do otherwise today. To carry it on takes its
    /// length.
    Over,
    /// However long it goes on, it is too short: that is helped no more.
    Lost,
}

impl Begun {
    /// Nothing began.
    pub const NONE: Self = Self { last: Last::Over, made: 0 };

    /// Of a unit that does `days` in the plan to stay near.
    pub fn new(scenario: &Scenario, unit: UnitIx, days: &UnitDays, today: Day) -> Self {
        let (s, u, t) = (scenario, &scenario.units[unit], usize::from(today));
        let is_oven = u.kind == Kind::CokeOven;
        let (mut stopped, mut coking) = days.by_day(&s.season);
        let slow = days.slows.iter().find(|w| w.days.contains(today) && w.days.first < today).filter(|_| is_oven);
        let down = s.season.flags(&u.down);
        // nothing is at hand on the day after the season
        let goes_on = slow.is_some() || !is_oven && (stopped.get(t) == Some(&true) || down.get(t) == Some(&true));
        stopped[t..].fill(false);
        coking[t..].fill(None);
        let ordinary = |now: &UnitDays| -> Vec<_> {
            let slows = now.slows.iter().filter(|w| !w.episode).map(|w| w.days);
            if is_oven { slows.collect() } else { now.ordinary().collect() }
        };
        let made = ordinary(&UnitDays::new(s, unit, &stopped, &coking)).len() as u16;
        if !goes_on {
            return Self { last: Last::Over, made };
        }
        let least = s.policy.coke.filter(|_| is_oven).map_or(s.policy.shape(u.kind).min_stop_days, |c| c.min_slow_days);
        for end in today..=u.service.end {
            if let Some(day) = end.checked_sub(1).filter(|&day| day >= today) {
                // a slow-down is ended by a fixed stop, by an episode that asks for more, and where it may not be so long
                let may = |hours: f64| {
                    let longest = s.policy.coke.map_or(0.0, |c| c.max_coking_time_h);
                    !down[usize::from(day)] && (s.coking_asked(unit, day)..=longest).contains(&hours)
                };
                match slow.map(|w| w.coking_time_h) {
                    Some(hours) if may(hours) => coking[usize::from(day)] = Some(hours),
                    Some(_) => break,
                    None => stopped[usize::from(day)] = true,
                }
            }
            let now = ordinary(&UnitDays::new(s, unit, &stopped, &coking));
            if now.last().filter(|last| last.end == end).is_none_or(|last| last.len() >= usize::from(least)) {
                return Self { last: Last::Open, made };
            }
        }
        Self { last: Last::Lost, made }
    }
}
