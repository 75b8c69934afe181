//! A unit by single days, without the shape of its stops: a relaxation that is small enough for whole cities.

use super::program::{Col, Program};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::measure::anchor::goes_on;
use crate::plan::schedule::{Basis, UnitDays};
use crate::planner::asked::Asked;
use crate::scenario::{Scenario, UnitIx};

/// A share of a day.
#[derive(Debug, Clone, Copy)]
enum Share {
    /// Whatever the plan.
    Fixed(f64),
    Free(Col),
}

/// A unit by day: stopped share, counted share.
#[derive(Debug)]
pub struct Coarse {
    stop: Vec<Share>,
    /// A column of its own only where a stop may be too short to count.
    counted: Vec<Share>,
}

impl Coarse {
    /// Adds a unit; `by_day` is the price of each stopped day, `asked` what is known of days besides MUST-RUN and DOWN. Where
    /// it is `None`, those two are not kept either (a battery's `down` days stand always). Settled days are as they are.
    pub fn new(program: &mut Program, scenario: &Scenario, unit: UnitIx, by_day: &[f64], asked: Option<&Asked>) -> Self {
        let len = usize::from(scenario.season.len);
        let u = &scenario.units[unit];
        let oven = u.kind == Kind::CokeOven;
        let most = if oven { scenario.max_slow(unit) } else { 1.0 };
        let down = scenario.season.flags(&u.down);
        let (mut runs, mut fixed) = (vec![false; len], vec![false; len]);
        if let Some(asked) = asked.filter(|_| !oven) {
            runs = scenario.season.flags(&u.must_run);
            runs.iter_mut().zip(&asked.never_stop).for_each(|(r, a)| *r |= a);
            fixed.iter_mut().zip(&asked.stop).for_each(|(f, a)| *f |= a);
        }
        if asked.is_some() || oven {
            fixed.iter_mut().zip(&down).for_each(|(f, d)| *f |= d);
        }
        let episode = scenario.city_episode_days(scenario.city_of(unit));
        let settled = scenario.settled(unit);
        let (mut stop, mut counted) = (vec![Share::Fixed(0.0); len], vec![Share::Fixed(0.0); len]);
        for d in u.service.days() {
            if let Some((flags, days)) = settled
                && flags[d]
            {
                (stop[d], counted[d]) = settled_day(program, days, d as Day, flags);
                continue;
            }
            if fixed[d] {
                stop[d] = Share::Fixed(1.0);
            } else if !runs[d] {
                stop[d] = Share::Free(program.column(most, false, by_day[d]));
            }
            counted[d] = stop[d];
            if !oven && (down[d] || episode[d]) && (fixed[d] || !runs[d]) {
                let c = program.column(1.0, false, 0.0);
                if let Share::Free(s) = stop[d] {
                    program.constrain(&[(c, 1.0), (s, -1.0)], f64::NEG_INFINITY, 0.0);
                }
                counted[d] = Share::Free(c);
            }
        }
        Self { stop, counted }
    }

    /// The sum of a quantity over days, as terms and a constant. Ramp days are left out, which relaxes HEATING.
    pub fn sum(&self, basis: Basis, days: DayRange) -> (Vec<(Col, f64)>, f64) {
        let table = if basis == Basis::Counted { &self.counted } else { &self.stop };
        let (mut terms, mut constant) = (Vec::new(), 0.0);
        for share in &table[days.days()] {
            match share {
                Share::Fixed(x) => constant += x,
                Share::Free(c) => terms.push((*c, 1.0)),
            }
        }
        (terms, constant)
    }
}

/// A settled day: stopped share and counted share. A stop that is too short yet may go on where days are open.
fn settled_day(program: &mut Program, unit: &UnitDays, day: Day, settled: &[bool]) -> (Share, Share) {
    let (stop, counted) = (unit.on(Basis::Stop, day), unit.on(Basis::Counted, day));
    let may_grow = counted < stop && unit.stops.iter().any(|w| w.days.contains(day) && goes_on(settled, w.days));
    let counted = if may_grow { Share::Free(program.column(1.0, false, 0.0)) } else { Share::Fixed(counted) };
    (Share::Fixed(stop), counted)
}
