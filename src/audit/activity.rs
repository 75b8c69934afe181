//! How hard a unit ran in each record: its output against its rate; where there is none, its electricity against its own
//! median on running days; where there is none, what its state column says.

use crate::day::Day;
use crate::plan::schedule::{Basis, UnitDays};
use crate::records::{Series, State, Step};
use crate::scenario::{Scenario, UnitIx};

/// Below this share of the rate nothing is made: scales and flow meters drift by so much.
const RUNNING: f64 = 0.01;

/// From this share of its usual electricity on a unit runs: standing, fans, pumps and light use 10 to 25 %.
pub const POWER_RUNNING: f64 = 0.4;

/// So many records of running days make a median.
const LEAST_RECORDS: usize = 5;

/// A unit's load in each slot; `NaN` where there is no record.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Of what length a slot is.
    pub step: Step,
    /// Share of the rate.
    pub load: Vec<f32>,
    /// Whether the output is recorded (and loads are thus amounts).
    pub by_output: bool,
}

/// The load of a unit by its records; `planned` tells its running days.
pub fn activity(s: &Scenario, u: UnitIx, series: &Series, planned: &UnitDays) -> Activity {
    let full = s.units[u].rate_t_d * series.step.hours() as f64 / 24.0;
    let usual = usual_power(s, u, series, planned);
    let load = |slot: usize| {
        let v = series.get(slot);
        let power =
            || v.power.zip(usual).map(|(p, usual)| f64::from(p) / usual).map(|x| if x < POWER_RUNNING { 0.0 } else { x });
        let state = || v.state.map(|state| f64::from(u8::from(state == State::Run)));
        let load = v.output.map(|x| f64::from(x) / full).or_else(power).or_else(state);
        load.map_or(f32::NAN, |x| if x < RUNNING { 0.0 } else { x as f32 })
    };
    Activity { step: series.step, load: (0..series.len()).map(load).collect(), by_output: series.has_output() }
}

/// Median of the electricity of records of days on which the plan has the unit running, kWh.
pub fn usual_power(s: &Scenario, u: UnitIx, series: &Series, planned: &UnitDays) -> Option<f64> {
    let mut all = Vec::new();
    for d in s.units[u].service.days().filter(|&d| planned.on(Basis::Stop, d as Day) < 1.0) {
        all.extend(series.of_day(d as Day).filter_map(|slot| series.get(slot).power));
    }
    if all.len() < LEAST_RECORDS {
        return None;
    }
    let middle = all.len() / 2;
    let (_, median, _) = all.select_nth_unstable_by(middle, f32::total_cmp);
    Some(f64::from(*median)).filter(|m| *m > 0.0)
}

impl Activity {
    /// The slots of a day.
    pub fn of_day(&self, day: Day) -> &[f32] {
        let n = self.step.per_day();
        &self.load[usize::from(day) * n..(usize::from(day) + 1) * n]
    }

    /// Hours of full running of a day, as far as it is recorded.
    pub fn full_hours(&self, day: Day) -> f64 {
        hours(self.step, self.of_day(day))
    }

    /// Hours of a day without a record.
    pub fn missing_hours(&self, day: Day) -> usize {
        self.of_day(day).iter().filter(|x| x.is_nan()).count() * self.step.hours()
    }
}

/// Hours of full running in some slots.
pub fn hours(step: Step, load: &[f32]) -> f64 {
    load.iter().filter(|x| !x.is_nan()).map(|&x| f64::from(x)).sum::<f64>() * step.hours() as f64
}
