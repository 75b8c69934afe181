//! Whether a set of stops is an admissible pattern of a unit, and what it costs: the same shapes as
//! [`graph`](crate::planner::graph), tested on a pattern instead of enumerated, for the search's moves.

use crate::day::{Day, DayRange};
use crate::measure::begun::Last;
use crate::planner::asked::Asked;
use crate::planner::model::UnitModel;
use crate::scenario::Scenario;
use smallvec::SmallVec;

/// Counts and cost of the days before a day; what a stop holds is the difference of two.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    cost: f64,
    /// Days on which it may not stand.
    barred: u16,
    /// Days on which it may not be cold.
    warm: u16,
    asked: u16,
    down: u16,
    named: u16,
    eligible: u16,
    /// Whether it may not run on the day after a stop that ends here.
    no_restart: bool,
}

/// A unit's shape rules and costs by prefix sums.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Days in service.
    pub service: DayRange,
    /// Shortest ordinary stop.
    pub min_stop: Day,
    min_run: Day,
    max_stops: usize,
    ramp: Day,
    /// Stops before this day are as they were, whatever their shape.
    today: Day,
    /// What may become of the stop that reaches up to that day.
    last: Last,
    before: Vec<Before>,
    /// Days in service that must be stopped.
    asked: u16,
    restart: f64,
    banking: f64,
}

/// One stop of a pattern as rows see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Its days.
    pub days: DayRange,
    /// Whether they count.
    pub counted: bool,
    /// End of its cold days.
    pub cold_end: Day,
}

/// The stops of one unit as rows see them, sorted.
pub type SeenStops = SmallVec<[Seen; 4]>;

impl Shape {
    /// Of a unit that also does what rows ask of single days.
    pub fn new(scenario: &Scenario, model: &UnitModel, rows: Option<&Asked>) -> Self {
        let len = usize::from(scenario.season.len);
        let u = &scenario.units[model.unit];
        let shape = scenario.policy.shape(u.kind);
        let (down, must_run) = (scenario.season.flags(&u.down), scenario.season.flags(&u.must_run));
        let named = scenario.episode_days(model.unit);
        let episode = scenario.city_episode_days(scenario.city_of(model.unit));
        let nothing = || (vec![false; len], vec![false; len]);
        let (stands, runs) = scenario.anchor.as_ref().map_or_else(nothing, |a| a.stands_and_runs(model.unit));
        let today = scenario.today();
        let mut before = vec![Before::default()];
        for d in 0..len {
            let (last, open) = (before[d], d >= usize::from(today));
            before.push(Before {
                cost: last.cost + model.cost[d],
                barred: last.barred + u16::from(runs[d] || open && (must_run[d] || rows.is_some_and(|a| a.never_stop[d]))),
                warm: last.warm + u16::from(open && rows.is_some_and(|a| a.never_cold[d])),
                asked: last.asked + u16::from(stands[d] || open && (down[d] || rows.is_some_and(|a| a.stop[d]))),
                down: last.down + u16::from(down[d]),
                named: last.named + u16::from(named[d]),
                eligible: last.eligible + u16::from(down[d] || episode[d]),
                no_restart: rows.is_some_and(|a| d + 1 >= usize::from(today) && a.never_restart.get(d + 1) == Some(&true)),
            });
        }
        Self {
            service: u.service,
            min_stop: shape.min_stop_days.max(1),
            min_run: shape.min_run_days.max(1),
            max_stops: usize::from(shape.max_stops),
            ramp: scenario.ramp_days(model.unit),
            today,
            last: scenario.begun(model.unit).last,
            asked: before[usize::from(u.service.end)].asked - before[usize::from(u.service.first)].asked,
            before,
            restart: model.restart,
            banking: model.banking,
        }
    }

    /// Cost of an admissible pattern and its stops as rows see them; `None` where a shape rule breaks. `stops` are sorted.
    pub fn judge(&self, stops: &[DayRange], seen: &mut SeenStops) -> Option<f64> {
        seen.clear();
        let (mut cost, mut ordinary, mut stood, mut free_from, mut warm_from) = (0.0, 0, 0, 0, 0);
        let mut last_end = None;
        for &w in stops {
            if w.is_empty() || w.first < self.service.first || w.end > self.service.end {
                return None;
            }
            if last_end.is_some_and(|e| w.first <= e) {
                return None;
            }
            last_end = Some(w.end);
            let (a, b) = (self.before[usize::from(w.first)], self.before[usize::from(w.end)]);
            if b.barred > a.barred || b.no_restart && w.end < self.service.end {
                return None;
            }
            stood += b.asked - a.asked;
            cost += b.cost - a.cost;
            let n = w.len() as u16;
            let mut ramp = self.ramp;
            if b.down - a.down == n {
                // a fixed stop costs nothing
            } else if b.eligible - a.eligible == n && b.named > a.named {
                cost += self.banking;
                ramp = 0;
            } else {
                // what is over, or too short however long it goes on, can be helped no more
                let over = w.end < self.today
                    || w.end == self.today && self.last == Last::Over
                    || w.first < self.today && self.last == Last::Lost;
                let near = w.first < free_from;
                if n < self.min_stop && !over || self.is_chosen(w) && (near || ordinary >= self.max_stops) {
                    return None;
                }
                ordinary += 1;
                free_from = w.end + self.min_run;
                cost += self.restart;
            }
            let cold_end = (w.end + ramp).min(self.service.end);
            // how long it warms up after a stop that is over is not to be chosen any more
            let newly = DayRange::new(w.first.max(warm_from), if w.end > self.today { cold_end } else { w.end });
            if !newly.is_empty() && self.before[usize::from(newly.end)].warm > self.before[usize::from(newly.first)].warm {
                return None;
            }
            warm_from = warm_from.max(cold_end);
            seen.push(Seen { days: w, counted: n >= self.min_stop, cold_end });
        }
        (stood == self.asked).then_some(cost)
    }

    /// Whether an ordinary stop is not one already by its days before today.
    fn is_chosen(&self, w: DayRange) -> bool {
        let (a, b) = (self.before[usize::from(w.first)], self.before[usize::from(w.end.min(self.today).max(w.first))]);
        let n = self.today.min(w.end).saturating_sub(w.first);
        b.down - a.down == n || b.eligible - a.eligible == n && b.named > a.named
    }

    /// Stretches of days that an episode or fixed stop may fill, within service.
    pub fn eligible_runs(&self) -> Vec<DayRange> {
        if self.before[usize::from(self.service.end)].named == 0 {
            return Vec::new();
        }
        self.service.runs(|d| self.before[usize::from(d) + 1].eligible > self.before[usize::from(d)].eligible)
    }
}
