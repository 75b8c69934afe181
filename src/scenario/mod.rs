//! What a city files, after reading and validation: its types cannot be wrong. The format is contract section 2.
//!
//! Units are numbered through the whole scenario; enterprises and cities likewise. All day ranges are clipped to the
//! season (`down` and `must_run` also to the days in service), sorted and merged.

use crate::day::{Day, DayRange, Season};
use crate::kind::Kind;
use crate::measure::anchor::Anchor;
use crate::measure::begun::Begun;
use crate::plan::schedule::UnitDays;
use crate::policy::{Level, Policy};
use crate::rules::RuleId;
use std::collections::HashMap;

mod enterprise;
pub mod format;
pub mod generate;
pub mod limits;
pub mod names;
pub mod read;
pub mod register;
pub(crate) mod validate;
pub mod waiver;

pub use enterprise::{Enterprise, Heating, LastYear, Quota, Route, StopMethod, Unit};
use read::merge;
pub(crate) use read::told_apart;
pub use read::{read_scenario, read_scenario_str, read_scenario_with};
pub use waiver::{Waiver, WaiverIx};

/// Index of a city in [`Scenario::cities`].
pub type CityIx = usize;
/// Index of an enterprise in [`Scenario::enterprises`].
pub type EntIx = usize;
/// Index of a unit in [`Scenario::units`].
pub type UnitIx = usize;

/// A scenario, complete and consistent.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The policy that it is judged by.
    pub policy: Policy,
    /// The season.
    pub season: Season,
    /// Cities.
    pub cities: Vec<City>,
    /// Heavy-pollution episodes that touch the season.
    pub episodes: Vec<Episode>,
    /// Enterprises.
    pub enterprises: Vec<Enterprise>,
    /// Units of all enterprises, in the order filed.
    pub units: Vec<Unit>,
    /// Documents that waive rules.
    pub waivers: Vec<Waiver>,
    /// Spans, months and quotas' years as filed that lie wholly outside the season, for PLAUSIBLE.
    pub outside: Vec<Outside>,
    /// SHA-256 of the file's text.
    pub hash: String,
    /// Values changed from the command line, as `KEY=VALUE`.
    pub set: Vec<String>,
    /// A plan that plans of this scenario are to stay near; none is filed.
    pub anchor: Option<Anchor>,
}

/// A filed span, month or quota's year that lies wholly outside the season.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// City, where it is one's.
    pub city: Option<CityIx>,
    /// Enterprise, where it is one's.
    pub enterprise: Option<EntIx>,
    /// Unit, where it is one's.
    pub unit: Option<UnitIx>,
    /// The field and its value, as filed.
    pub what: String,
}

/// `[[cities]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct City {
    /// Name.
    pub name: String,
    /// City-wide blast-furnace ratio, at least.
    pub min_bf_ratio: Option<f64>,
    /// Bounds on the daily stopped share; only those with days left.
    pub stopped_share: Vec<ShareBand>,
    /// Weight of each day of the season (1 where no month is filed).
    pub day_weight: Vec<f64>,
    /// Line in the file.
    pub line: usize,
}

/// `stopped_share`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareBand {
    /// Days.
    pub days: DayRange,
    /// At least this share, a fraction.
    pub min: f64,
    /// At most this share, a fraction.
    pub max: f64,
}

/// `[[episodes]]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Episode {
    /// City.
    pub city: CityIx,
    /// Level.
    pub level: Level,
    /// Days, never empty.
    pub days: DayRange,
}

impl Scenario {
    /// Units by the ids of enterprise and unit.
    pub fn unit_index(&self) -> HashMap<(&str, &str), UnitIx> {
        self.units
            .iter()
            .enumerate()
            .map(|(i, u)| ((self.enterprises[u.enterprise].id.as_str(), u.id.as_str()), i))
            .collect()
    }

    /// The first day that is still open: those before it lie behind, and what they break can be helped no more.
    pub fn today(&self) -> Day {
        self.anchor.as_ref().map_or(0, Anchor::today)
    }

    /// What a unit began before [`today`](Self::today).
    pub fn begun(&self, unit: UnitIx) -> Begun {
        self.anchor.as_ref().map_or(Begun::NONE, |a| a.begun(unit))
    }

    /// Days of a unit that stay as they are, and what it does on them.
    pub fn settled(&self, unit: UnitIx) -> Option<(&[bool], &UnitDays)> {
        self.anchor.as_ref().map(|a| a.settled_days(unit))
    }

    /// Days after a unit's stop that it takes to warm up, where a limit sees them: in a mill that heats homes.
    pub fn ramp_days(&self, unit: UnitIx) -> Day {
        let heats = self.owner(unit).heating.is_some();
        if heats { self.policy.shape(self.units[unit].kind).ramp_days } else { 0 }
    }

    /// The enterprise of a unit.
    pub fn owner(&self, unit: UnitIx) -> &Enterprise {
        &self.enterprises[self.units[unit].enterprise]
    }

    /// The city of a unit.
    pub fn city_of(&self, unit: UnitIx) -> CityIx {
        self.owner(unit).city
    }

    /// Units of an enterprise of one kind.
    pub fn units_of(&self, ent: EntIx, kind: Kind) -> impl Iterator<Item = UnitIx> + '_ {
        self.enterprises[ent].units.iter().copied().filter(move |&u| self.units[u].kind == kind)
    }

    /// Primary units: the blast furnaces, or the EAFs where there is no blast furnace.
    pub fn primary_units(&self, ent: EntIx) -> Vec<UnitIx> {
        let bf: Vec<_> = self.units_of(ent, Kind::BlastFurnace).collect();
        if bf.is_empty() { self.units_of(ent, Kind::Eaf).collect() } else { bf }
    }

    /// The set of contract rule ANC-RATIO: a mill's own units of a kind and those of the enterprises that serve it.
    pub fn serving_units(&self, ent: EntIx, kind: Kind) -> Vec<UnitIx> {
        (0..self.enterprises.len())
            .filter(|&e| e == ent || self.enterprises[e].serves.contains(&ent))
            .flat_map(|e| self.units_of(e, kind))
            .collect()
    }

    /// Whether units of others count in what a mill's units of a kind must stop.
    pub fn others_serve(&self, ent: EntIx, kind: Kind) -> bool {
        self.serving_units(ent, kind).iter().any(|&u| self.units[u].enterprise != ent)
    }

    /// Enterprises of a city.
    pub fn enterprises_of(&self, city: CityIx) -> impl Iterator<Item = EntIx> + '_ {
        (0..self.enterprises.len()).filter(move |&e| self.enterprises[e].city == city)
    }

    /// Base ratio of an enterprise: its grade's, or 0 for a scrap-eaf mill that is ultra-low-emission.
    pub fn base_ratio(&self, ent: EntIx) -> f64 {
        let e = &self.enterprises[ent];
        if e.route == Route::ScrapEaf && e.ultra_low_emission { 0.0 } else { self.policy.ratio.base[e.grade] }
    }

    /// Required staggered ratio: max(min(base + increments, cap), `min_ratio`).
    pub fn required_ratio(&self, ent: EntIx) -> f64 {
        let least = self.enterprises[ent].min_ratio.unwrap_or(0.0);
        self.uncapped_ratio(ent).min(self.policy.ratio.cap).max(least)
    }

    /// Base ratio and increments.
    pub fn uncapped_ratio(&self, ent: EntIx) -> f64 {
        let (e, r) = (&self.enterprises[ent], &self.policy.ratio);
        let mut sum = self.base_ratio(ent);
        if e.has_violation {
            sum += r.violation;
        }
        if e.capacity_utilisation > r.over_capacity_threshold {
            sum += r.over_capacity;
        }
        if !e.norm_listed {
            sum += r.not_listed;
        }
        sum
    }

    /// Grade key of `[emergency.LEVEL.*]`: `None` for scrap-eaf mills.
    pub fn emergency_grade(&self, ent: EntIx) -> Option<usize> {
        let e = &self.enterprises[ent];
        (e.route == Route::Integrated).then_some(e.grade)
    }

    /// Days on which a unit may take an episode stop or slow-down: episode days of its city whose measure names its kind
    /// for its enterprise. One flag a day of the season.
    pub fn episode_days(&self, unit: UnitIx) -> Vec<bool> {
        let u = &self.units[unit];
        let names = |e: &&Episode| {
            let measure = self.policy.emergency(e.level, self.emergency_grade(u.enterprise));
            e.city == self.city_of(unit) && measure.is_some_and(|m| m.names(u.kind))
        };
        let days: Vec<DayRange> = self.episodes.iter().filter(names).map(|e| e.days).collect();
        self.season.flags(&days)
    }

    /// The days of the season that the policy's `[rule_days]` lists for a rule.
    pub fn rule_days(&self, rule: RuleId) -> Vec<DayRange> {
        let listed = self.policy.rule_days.get(rule.id()).into_iter().flatten();
        merge(listed.map(|span| self.season.clip(span.start, span.end)).collect())
    }

    /// The episode days of a city, whatever they ask: one flag a day of the season.
    pub fn city_episode_days(&self, city: CityIx) -> Vec<bool> {
        let days: Vec<DayRange> = self.episodes.iter().filter(|e| e.city == city).map(|e| e.days).collect();
        self.season.flags(&days)
    }

    /// Longest coking time that episodes ask of a coke oven on a day, h; 0 where none does.
    pub fn coking_asked(&self, unit: UnitIx, day: Day) -> f64 {
        let (u, city) = (&self.units[unit], self.city_of(unit));
        let grade = self.emergency_grade(u.enterprise);
        let episodes = self.episodes.iter().filter(|ep| ep.city == city && ep.days.contains(day));
        let asked = episodes.filter_map(|ep| self.policy.emergency(ep.level, grade)?.coking_time(u.size.unwrap_or(0.0)));
        asked.fold(0.0, f64::max)
    }

    /// Largest stop of a coke oven on a slow-down: 1 - normal / longest coking time.
    pub fn max_slow(&self, unit: UnitIx) -> f64 {
        match (self.units[unit].coking_time_h, &self.policy.coke) {
            (Some(t), Some(c)) => (1.0 - t / c.max_coking_time_h).max(0.0),
            _ => 0.0,
        }
    }

    /// Last year's crude steel of an enterprise over the days that answer to `days` of this season, t.
    pub fn steel_last_year(&self, ent: EntIx, days: DayRange) -> f64 {
        self.enterprises[ent].steel_last_year.as_ref().map_or(0.0, |l| l.over(self.season, days))
    }
}
