//! Whether a set of stops is an admissible pattern of a unit, and what it costs: the same shapes as [`super::graph`], tested
//! on a pattern instead of enumerated, for the search's moves.

use super::model::UnitModel;
use crate::day::{Day, DayRange};
use crate::scenario::Scenario;

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
    must_run: Vec<u16>,
    asked: Vec<u16>,
    down: Vec<u16>,
    named: Vec<u16>,
    eligible: Vec<u16>,
    cost: Vec<f64>,
    restart: f64,
    banking: f64,
}

/// One stop of a pattern as rows see it.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Its days.
    pub days: DayRange,
    /// Whether they count.
    pub counted: bool,
    /// End of its cold days.
    pub cold_end: Day,
}

fn sums(flags: impl Iterator<Item = bool>) -> Vec<u16> {
    let mut n = 0;
    std::iter::once(0)
        .chain(flags.map(move |f| {
            n += u16::from(f);
            n
        }))
        .collect()
}

fn over(table: &[u16], r: DayRange) -> u16 {
    table[usize::from(r.end)] - table[usize::from(r.first)]
}

impl Shape {
    /// Of a unit that must also stand on the `forced` days.
    pub fn new(scenario: &Scenario, model: &UnitModel, forced: Option<&Vec<bool>>) -> Self {
        let len = usize::from(scenario.season.len);
        let u = &scenario.units[model.unit];
        let shape = scenario.policy.shape(u.kind);
        let flags = |spans: &[DayRange]| {
            let mut f = vec![false; len];
            spans.iter().for_each(|r| f[r.days()].fill(true));
            f
        };
        let down = flags(&u.down);
        let named = scenario.episode_days(model.unit);
        let episode = scenario.warned_days(scenario.city_of(model.unit));
        let asked = (0..len).map(|d| down[d] || forced.is_some_and(|f| f[d]));
        Self {
            service: u.service,
            min_stop: shape.min_stop_days.max(1),
            min_run: shape.min_run_days.max(1),
            max_stops: usize::from(shape.max_stops),
            ramp: shape.ramp_days,
            must_run: sums(flags(&u.must_run).into_iter()),
            asked: sums(asked),
            eligible: sums((0..len).map(|d| down[d] || episode[d])),
            named: sums(named.iter().copied()),
            down: sums(down.iter().copied()),
            cost: crate::plan::schedule::prefix(&model.cost),
            restart: model.restart,
            banking: model.banking,
        }
    }

    /// Cost of an admissible pattern and its stops as rows see them; `None` where a shape rule breaks. `stops` are sorted.
    pub fn judge(&self, stops: &[DayRange], seen: &mut Vec<Seen>) -> Option<f64> {
        seen.clear();
        let (mut cost, mut ordinary, mut stood, mut free_from) = (0.0, 0, 0, 0);
        let mut last_end = None;
        for &w in stops {
            if w.is_empty() || w.first < self.service.first || w.end > self.service.end || over(&self.must_run, w) > 0 {
                return None;
            }
            if last_end.is_some_and(|e| w.first <= e) {
                return None;
            }
            last_end = Some(w.end);
            stood += over(&self.asked, w);
            cost += self.cost[usize::from(w.end)] - self.cost[usize::from(w.first)];
            let n = w.len() as u16;
            let mut ramp = self.ramp;
            if over(&self.down, w) == n {
                // a fixed stop costs nothing
            } else if over(&self.eligible, w) == n && over(&self.named, w) > 0 {
                cost += self.banking;
                ramp = 0;
            } else {
                if n < self.min_stop || ordinary == self.max_stops || (ordinary > 0 && w.first < free_from) {
                    return None;
                }
                ordinary += 1;
                free_from = w.end + self.min_run;
                cost += self.restart;
            }
            let cold_end = (w.end + ramp).min(self.cost.len() as u16 - 1);
            seen.push(Seen { days: w, counted: n >= self.min_stop, cold_end });
        }
        (stood == over(&self.asked, self.service)).then_some(cost)
    }

    /// Stretches of days that an episode or fixed stop may fill, within service.
    pub fn eligible_runs(&self) -> Vec<DayRange> {
        let mut out: Vec<DayRange> = Vec::new();
        for d in self.service.days() {
            if self.named[usize::from(self.service.end)] > 0 && self.eligible[d + 1] > self.eligible[d] {
                let d = d as Day;
                match out.last_mut() {
                    Some(r) if r.end == d => r.end = d + 1,
                    _ => out.push(DayRange::new(d, d + 1)),
                }
            }
        }
        out
    }
}
