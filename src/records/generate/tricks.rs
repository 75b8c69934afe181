//! The tricks: each by itself, with its place found by seed, so that an audit's answer is known.

use super::{Options, honest, is_made, stream, whole_months};
use crate::both;
use crate::day::DayRange;
use crate::kind::Kind;
use crate::lang::Note;
use crate::plan::schedule::{Schedule, UnitDays};
use crate::records::series::Step;
use crate::scenario::{EntIx, Scenario, UnitIx};
use chrono::NaiveDate;
use rand::{Rng, RngExt};
use std::collections::BTreeMap;

/// A trick.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trick {
    /// It runs at full rate for some days amid its stop.
    RunInStop,
    /// Its stop begins days late.
    LateStop,
    /// It restarts days early.
    EarlyRestart,
    /// Instead of the stop its load is lowered.
    LowLoad,
    /// A battery's coking time is longer by less than planned.
    ShortCoking,
    /// Records are missing.
    Gap,
    /// The same value over and over.
    Frozen,
    /// Bought iron and scrap raise the month's crude steel (an enterprise's).
    BoughtSteel,
}

/// All tricks.
pub const TRICKS: [Trick; 8] = [
    Trick::RunInStop,
    Trick::LateStop,
    Trick::EarlyRestart,
    Trick::LowLoad,
    Trick::ShortCoking,
    Trick::Gap,
    Trick::Frozen,
    Trick::BoughtSteel,
];

impl Trick {
    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RunInStop => "run-in-stop",
            Self::LateStop => "late-stop",
            Self::EarlyRestart => "early-restart",
            Self::LowLoad => "low-load",
            Self::ShortCoking => "short-coking",
            Self::Gap => "gap",
            Self::Frozen => "frozen",
            Self::BoughtSteel => "bought-steel",
        }
    }

    /// What it needs of a unit.
    pub fn needs(self) -> Note {
        match self {
            Self::RunInStop | Self::LateStop | Self::EarlyRestart | Self::LowLoad => both!("records-trick-needs-stop"),
            Self::ShortCoking => both!("records-trick-needs-slow-oven"),
            Self::Gap => both!("records-trick-needs-records"),
            Self::Frozen => both!("records-trick-needs-running"),
            Self::BoughtSteel => both!("records-trick-needs-steel"),
        }
    }
}

/// Where a trick is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At a unit.
    Unit(UnitIx),
    /// In an enterprise's statistics.
    Enterprise(EntIx),
    /// Wherever there is room.
    Anywhere,
}

/// A trick that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Which.
    pub trick: Trick,
    /// Where.
    pub place: Place,
}

/// A trick that has no room at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRoom(pub Order);

/// Where a trick is.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which.
    pub trick: Trick,
    /// Enterprise id.
    pub enterprise: String,
    /// Unit id.
    pub unit: Option<String>,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Hours; of short coking the coking time as a share of the planned one; of bought steel t.
    pub amount: f64,
}

/// A trick at its hours of the season.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    trick: Trick,
    unit: UnitIx,
    /// `first..end`.
    hours: std::ops::Range<usize>,
    /// Load for low load; the share of the planned coking time for short coking.
    level: f64,
}

/// How a record is kept from telling.
pub(super) enum Hidden {
    Gone,
    Frozen,
}

/// Finds a place for each trick.
pub(super) fn place(
    s: &Scenario,
    schedule: &Schedule,
    options: &Options,
    orders: &[Order],
) -> Result<BTreeMap<UnitIx, Placed>, NoRoom> {
    let mut out = BTreeMap::new();
    for (i, order) in orders.iter().enumerate() {
        let mut rng = stream(options.seed, (2 << 32) + i as u64);
        let at = |u: UnitIx, rng: &mut _| {
            if is_made(s, u, options) { room(s, &schedule.units[u], u, order.trick, options, rng) } else { None }
        };
        let placed = match (order.trick, order.place) {
            (Trick::BoughtSteel, Place::Enterprise(e))
                if makes_steel(s, e) && !whole_months(s, options.until).is_empty() =>
            {
                continue;
            }
            (Trick::BoughtSteel, _) | (_, Place::Enterprise(_)) => None,
            (_, Place::Unit(u)) if out.contains_key(&u) => None,
            (_, Place::Unit(u)) => at(u, &mut rng),
            (_, Place::Anywhere) => {
                let from = rng.random_range(0..s.units.len().max(1));
                let turned = (from..s.units.len()).chain(0..from);
                turned.filter(|u| !out.contains_key(u)).find_map(|u| at(u, &mut rng))
            }
        };
        let placed = placed.ok_or(NoRoom(*order))?;
        out.insert(placed.unit, placed);
    }
    Ok(out)
}

/// The tricks at units that have room somewhere.
pub fn feasible(s: &Scenario, schedule: &Schedule, options: &Options) -> Vec<Trick> {
    let anywhere = |trick: &Trick| has_room(s, schedule, options, Order { trick: *trick, place: Place::Anywhere });
    TRICKS.into_iter().filter(anywhere).collect()
}

/// Whether a trick that is alone has room.
pub fn has_room(s: &Scenario, schedule: &Schedule, options: &Options, order: Order) -> bool {
    place(s, schedule, options, &[order]).is_ok()
}

fn makes_steel(s: &Scenario, e: EntIx) -> bool {
    [Kind::BlastFurnace, Kind::Eaf].into_iter().any(|k| s.units_of(e, k).any(|u| !s.units[u].service.is_empty()))
}

/// One of some ranges.
fn pick(of: &[DayRange], rng: &mut impl Rng) -> Option<DayRange> {
    if of.is_empty() { None } else { Some(of[rng.random_range(0..of.len())]) }
}

fn room(s: &Scenario, days: &UnitDays, u: UnitIx, trick: Trick, options: &Options, rng: &mut impl Rng) -> Option<Placed> {
    let unit = &s.units[u];
    let service = unit.service.intersect(DayRange::new(0, options.until));
    // running days on both sides, so that the trick is by itself
    let lonely = |r: &DayRange| {
        let near = DayRange::new(r.first.saturating_sub(4), r.end + 4);
        days.stops.iter().filter(|w| !w.days.intersect(near).is_empty()).count() == 1
    };
    let whole = |r: &DayRange| r.len() >= 8 && r.first > service.first && r.end + 4 < service.end && lonely(r);
    let stops: Vec<DayRange> = days.stops.iter().map(|w| w.days).filter(whole).collect();
    let hour = |d: u16| usize::from(d) * 24;
    let placed = |hours, level| Some(Placed { trick, unit: u, hours, level });
    match trick {
        Trick::RunInStop => {
            let stop = pick(&stops, rng)?;
            let start = hour(stop.first) + rng.random_range(48..72);
            placed(start..start + rng.random_range(40..72), 1.0)
        }
        Trick::LateStop => {
            let stop = pick(&stops, rng)?;
            placed(hour(stop.first)..hour(stop.first) + rng.random_range(24..72), 1.0)
        }
        Trick::EarlyRestart => {
            let stop = pick(&stops, rng)?;
            placed(hour(stop.end) - rng.random_range(24..72)..hour(stop.end), 1.0)
        }
        Trick::LowLoad => {
            let stop = pick(&stops, rng)?;
            placed(hour(stop.first)..hour(stop.end), rng.random_range(0.4..0.75))
        }
        Trick::ShortCoking => {
            let normal = unit.coking_time_h?;
            let slow = days.slows.iter().find(|w| {
                let days = w.days.intersect(service);
                days.len() >= 9 && w.coking_time_h >= 1.2 * normal && w.coking_time_h.is_finite()
            })?;
            let seen = slow.days.intersect(service);
            let time = normal + 0.3 * (slow.coking_time_h - normal);
            placed(hour(seen.first)..hour(seen.end), time * slow.coking_time_h.recip())
        }
        Trick::Gap => {
            if service.len() < 10 {
                return None;
            }
            let first = rng.random_range(service.first + 2..service.end - 6);
            let hours = if options.step == Step::Day { 48 } else { rng.random_range(12..72) };
            placed(hour(first)..hour(first) + hours, 0.0)
        }
        Trick::Frozen => {
            let stands = s.season.flags(&days.stops.iter().map(|w| w.days).collect::<Vec<_>>());
            let runs = service.runs(|d| !stands[usize::from(d)]);
            let runs: Vec<DayRange> = runs.into_iter().filter(|r| r.len() >= 14).collect();
            let run = pick(&runs, rng)?;
            // past the ramp, and at one speed
            let first = run.first + 4;
            placed(hour(first)..hour(first) + if options.step == Step::Day { 192 } else { rng.random_range(30..96) }, 1.0)
        }
        Trick::BoughtSteel => None,
    }
}

impl Placed {
    /// Does to a unit's loads what the trick does to its furnace.
    pub(super) fn bend(&self, s: &Scenario, u: UnitIx, loads: &mut [f64], rng: &mut impl Rng) {
        let at = self.hours.clone();
        match self.trick {
            Trick::RunInStop | Trick::LateStop => loads[at].iter_mut().for_each(|x| *x = honest::running(rng)),
            Trick::LowLoad => loads[at].iter_mut().for_each(|x| *x = self.level * honest::running(rng)),
            Trick::EarlyRestart => {
                let unit = &s.units[u];
                let ramp = s.policy.shape(unit.kind).ramp_days;
                let until = (at.end + 96).min(usize::from(unit.service.end) * 24);
                loads[at.start..until].iter_mut().for_each(|x| *x = honest::running(rng));
                honest::ramp_up(loads, at.start, ramp, until);
            }
            Trick::ShortCoking => loads[at].iter_mut().for_each(|x| *x /= self.level),
            Trick::Gap | Trick::Frozen | Trick::BoughtSteel => {}
        }
    }

    /// Whether and how the record of an hour is kept from telling.
    pub(super) fn hides(&self, hour: usize) -> Option<Hidden> {
        match self.trick {
            Trick::Gap if self.hours.contains(&hour) => Some(Hidden::Gone),
            Trick::Frozen if self.hours.contains(&hour) => Some(Hidden::Frozen),
            _ => None,
        }
    }

    pub(super) fn answer(&self, s: &Scenario) -> Answer {
        let day = |hour: usize| s.season.date((hour / 24) as u16);
        let amount = if self.trick == Trick::ShortCoking { self.level } else { self.hours.len() as f64 };
        Answer {
            trick: self.trick,
            enterprise: s.owner(self.unit).id.clone(),
            unit: Some(s.units[self.unit].id.clone()),
            first: day(self.hours.start),
            last: day(self.hours.end - 1),
            amount,
        }
    }
}
