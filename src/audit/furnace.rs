//! Blast furnaces by mill and month: what they should have stood and made, and what their records say. Days that no record is about
//! are there too, as days that are not recorded.

use super::force::InForce;
use super::unit::Recorded;
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::plan::schedule::Basis;
use crate::scenario::{EntIx, Scenario};

/// The furnaces of a mill on the season's days of a month.
#[derive(Debug, Clone, PartialEq)]
pub struct FurnaceLine {
    /// The mill.
    pub enterprise: EntIx,
    /// Year and month.
    pub month: (i32, u32),
    /// What they come to.
    pub sums: FurnaceSums,
}

/// Sums over furnaces and days.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct FurnaceSums {
    /// Whole days stopped by the plans in force, summed over furnaces (炉·天).
    pub planned_days: f64,
    /// Those of `planned_days` that are recorded: what `stopped_days` answers to.
    pub planned_recorded: f64,
    /// Whole days stopped by the records, likewise.
    pub stopped_days: usize,
    /// Furnace-days in service that are recorded.
    pub recorded: usize,
    /// Furnace-days in service of which too little is recorded; they count as planned in `made_t`, and in no stop.
    pub unrecorded: usize,
    /// Hot metal by the plans in force, t.
    pub planned_t: f64,
    /// Hot metal by the records, t.
    pub made_t: f64,
}

impl FurnaceSums {
    /// Both together.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        Self {
            planned_days: self.planned_days + other.planned_days,
            planned_recorded: self.planned_recorded + other.planned_recorded,
            stopped_days: self.stopped_days + other.stopped_days,
            recorded: self.recorded + other.recorded,
            unrecorded: self.unrecorded + other.unrecorded,
            planned_t: self.planned_t + other.planned_t,
            made_t: self.made_t + other.made_t,
        }
    }
}

/// Of each mill with furnaces and each month of the season; `span`: from the first to the last day of records.
pub fn lines(s: &Scenario, force: &InForce, recorded: &[Option<Recorded>], span: DayRange) -> Vec<FurnaceLine> {
    let mut out = Vec::new();
    for enterprise in 0..s.enterprises.len() {
        if s.units_of(enterprise, Kind::BlastFurnace).next().is_none() {
            continue;
        }
        for (year, month, days) in s.season.months() {
            let mut sums = FurnaceSums::default();
            for u in s.units_of(enterprise, Kind::BlastFurnace) {
                let unit = &s.units[u];
                for d in days.intersect(unit.service).days() {
                    let stopped = force.schedule.units[u].on(Basis::Stop, d as Day);
                    let planned = unit.rate_t_d * (1.0 - stopped);
                    sums.planned_days += stopped;
                    sums.planned_t += planned;
                    if let Some(r) = recorded[u].as_ref().filter(|r| span.contains(d as Day) && !r.gap[d]) {
                        sums.planned_recorded += stopped;
                        sums.recorded += 1;
                        sums.stopped_days += usize::from(r.stopped[d]);
                        sums.made_t += unit.rate_t_d * f64::from(r.load[d]);
                    } else {
                        sums.unrecorded += 1;
                        sums.made_t += planned;
                    }
                }
            }
            out.push(FurnaceLine { enterprise, month: (year, month), sums });
        }
    }
    out
}
