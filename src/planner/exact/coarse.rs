//! A unit by single days, without the shape of its stops: a relaxation that is small enough for whole cities.

use super::program::{Col, Program};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::plan::schedule::Basis;
use crate::planner::graph::Asked;
use crate::scenario::{Scenario, UnitIx};

/// A unit's columns by day: stopped share, counted share.
#[derive(Debug)]
pub struct Coarse {
    /// By day; `None`: out of service, or a battery's `down` day.
    stop: Vec<Option<Col>>,
    /// Likewise; a column of its own only where a stop may be too short to count.
    counted: Vec<Option<Col>>,
    /// Days on which it stands whole, whatever the plan.
    fixed: Vec<bool>,
}

impl Coarse {
    /// Adds a unit; `by_day` is the price of each stopped day, `asked` what is known of days besides MUST-RUN and DOWN. Where
    /// it is `None`, those two are not kept either (a battery's `down` days stand always).
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
        let episode = scenario.warned_days(scenario.city_of(unit));
        let mut stop = vec![None; len];
        let mut counted = vec![None; len];
        for d in u.service.days().filter(|&d| (!runs[d] || fixed[d]) && !(oven && down[d])) {
            stop[d] = (!fixed[d]).then(|| program.column(most, false, by_day[d]));
            counted[d] = stop[d];
            if !oven && (down[d] || episode[d]) {
                let c = program.column(1.0, false, 0.0);
                if let Some(s) = stop[d] {
                    program.constrain(&[(c, 1.0), (s, -1.0)], f64::NEG_INFINITY, 0.0);
                }
                counted[d] = Some(c);
            }
        }
        Self { stop, counted, fixed }
    }

    /// The sum of a quantity over days, as terms and a constant. Ramp days are left out, which relaxes HEATING.
    pub fn sum(&self, basis: Basis, days: DayRange) -> (Vec<(Col, f64)>, f64) {
        let table = if basis == Basis::Counted { &self.counted } else { &self.stop };
        let fixed = days.days().filter(|&d| self.fixed[d] && table[d].is_none()).count();
        (table[days.days()].iter().flatten().map(|&c| (c, 1.0)).collect(), fixed as f64)
    }
}
