//! The stop matrix: a plan resolved to days of the season, and the window counting of contract section 4 in one place.
//!
//! A [`Schedule`] is what a plan amounts to: per unit its whole stops (maximal, sorted, classified) and its slow-downs.
//! Prefix sums over the days give any range of `stop`, `counted` and `cold` in constant time.

use crate::day::{Day, DayRange, Season};
use crate::kind::Kind;
use crate::plan::Plan;
use crate::scenario::{Scenario, UnitIx};

/// What a stop is, by its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopClass {
    /// All its days are `down` days.
    Fixed,
    /// Each day is a `down` day or an episode day, and one of those episodes names the kind; not fixed.
    Episode,
    /// Any other.
    Ordinary,
}

/// A whole stop: maximal, within the season and the days in service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its days.
    pub days: DayRange,
    /// What it is.
    pub class: StopClass,
}

/// Whole-stop flags, and coking times (h, where slowed), of each day of the season.
pub type ByDay = (Vec<bool>, Vec<Option<f64>>);

/// A slow-down of a coke oven: constant coking time, within the season and the days in service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slow {
    /// Its days.
    pub days: DayRange,
    /// Extended coking time as filed, h: not above the normal one where the plan is faulty.
    pub coking_time_h: f64,
    /// It is an episode's, by the same words as [`StopClass::Episode`].
    pub episode: bool,
}

/// The days of one unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnitDays {
    /// Whole stops, sorted, none adjacent to another.
    pub stops: Vec<Window>,
    /// Slow-downs after merging: sorted, disjoint from stops; neighbours differ in coking time.
    pub slows: Vec<Slow>,
    /// Days of slow-downs of a unit that has none: they amount to nothing, but a stop over them would overlap in the plan.
    pub void: Vec<DayRange>,
    /// `stop` of each day, summed: `stop_sum[d]` is the sum over the days before d. Empty where the unit never stops.
    stop_sum: Vec<f64>,
    /// Likewise `counted`.
    counted_sum: Vec<f64>,
    /// Likewise `cold`.
    cold_sum: Vec<f64>,
}

/// Which of a unit's daily quantities (contract section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// 1 on a stopped day; of a coke oven on a slow-down 1 - normal / extended coking time.
    Stop,
    /// `Stop`, but 0 on the days of a stop shorter than `min_stop_days`.
    Counted,
    /// 1 on stopped days and on the ramp days that follow an ordinary or fixed stop.
    Cold,
    /// 1 for each ordinary stop that meets the days, whatever its length: no quantity of the contract, only of rows that the
    /// planner adds for itself.
    Met,
}

impl UnitDays {
    /// Its ordinary stops.
    pub fn ordinary(&self) -> impl Iterator<Item = DayRange> + '_ {
        self.stops.iter().filter(|w| w.class == StopClass::Ordinary).map(|w| w.days)
    }

    /// Sum of a quantity over a range of days.
    pub fn sum(&self, basis: Basis, days: DayRange) -> f64 {
        let table = match basis {
            Basis::Stop => &self.stop_sum,
            Basis::Counted => &self.counted_sum,
            Basis::Cold => &self.cold_sum,
            Basis::Met => {
                return self.ordinary().filter(|stop| !stop.intersect(days).is_empty()).count() as f64;
            }
        };
        if table.is_empty() || days.is_empty() {
            return 0.0;
        }
        table[usize::from(days.end)] - table[usize::from(days.first)]
    }

    /// The quantity on one day.
    pub fn on(&self, basis: Basis, day: Day) -> f64 {
        self.sum(basis, DayRange::new(day, day + 1))
    }

    /// What it does by day.
    pub fn by_day(&self, season: &Season) -> ByDay {
        let (mut stopped, mut coking) = (vec![false; usize::from(season.len)], vec![None; usize::from(season.len)]);
        self.stops.iter().for_each(|w| stopped[w.days.days()].fill(true));
        self.slows.iter().for_each(|w| coking[w.days.days()].fill(Some(w.coking_time_h)));
        (stopped, coking)
    }

    /// Days of the unit from whole-stop flags (within service) and coking times (h, where slowed) by day.
    pub fn new(scenario: &Scenario, unit: UnitIx, stopped: &[bool], coking: &[Option<f64>]) -> Self {
        let len = usize::from(scenario.season.len);
        debug_assert!(stopped.len() == len && coking.len() == len);
        let u = &scenario.units[unit];
        if !stopped.contains(&true) && coking.iter().all(Option::is_none) {
            return Self::default();
        }
        let (named, in_episode) = (scenario.episode_days(unit), scenario.city_episode_days(scenario.city_of(unit)));
        let down = scenario.season.flags(&u.down);
        // contract section 4: every day is down or of an episode, and one of those episodes names the kind
        let class = |days: std::ops::Range<usize>| {
            if days.clone().all(|i| down[i]) {
                StopClass::Fixed
            } else if days.clone().all(|i| down[i] || in_episode[i]) && days.clone().any(|i| named[i]) {
                StopClass::Episode
            } else {
                StopClass::Ordinary
            }
        };
        let shape = scenario.policy.shape(u.kind);
        let (mut stops, mut slows) = (Vec::new(), Vec::<Slow>::new());
        // each day's own values until the end, where they are summed
        let [mut stop, mut counted, mut cold] = [(); 3].map(|()| vec![0.0; len + 1]);
        let mut d = 0;
        while d < len {
            let a = d;
            if stopped[a] {
                while d < len && stopped[d] {
                    d += 1;
                }
                let class = class(a..d);
                stop[a + 1..=d].fill(1.0);
                if d - a >= usize::from(shape.min_stop_days) {
                    counted[a + 1..=d].fill(1.0);
                }
                let ramp = if class == StopClass::Episode { 0 } else { usize::from(shape.ramp_days) };
                cold[a + 1..=(d + ramp).min(len)].fill(1.0);
                stops.push(Window { days: DayRange::new(a as Day, d as Day), class });
            } else if let Some(hours) = coking[a] {
                #[allow(clippy::float_cmp)] // back to back with the very same coking time is one slow-down
                while d < len && !stopped[d] && coking[d] == coking[a] {
                    d += 1;
                }
                let normal = u.coking_time_h.unwrap_or(0.0);
                let share = if hours > normal { 1.0 - normal / hours } else { 0.0 };
                stop[a + 1..=d].fill(share);
                counted[a + 1..=d].fill(share);
                let in_episode = class(a..d) == StopClass::Episode;
                slows.push(Slow { days: DayRange::new(a as Day, d as Day), coking_time_h: hours, episode: in_episode });
            } else {
                d += 1;
            }
        }
        for i in 0..len {
            stop[i + 1] += stop[i];
            counted[i + 1] += counted[i];
            cold[i + 1] += cold[i];
        }
        Self { stops, slows, void: Vec::new(), stop_sum: stop, counted_sum: counted, cold_sum: cold }
    }
}

/// Prefix sums, one longer than `values`, from 0.
pub fn prefix(values: &[f64]) -> Vec<f64> {
    let mut out = Vec::with_capacity(values.len() + 1);
    let mut sum = 0.0;
    out.push(sum);
    for v in values {
        sum += v;
        out.push(sum);
    }
    out
}

/// A plan resolved to days.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Days of each unit of the scenario.
    pub units: Vec<UnitDays>,
}

impl Schedule {
    /// Nothing stops.
    pub fn empty(scenario: &Scenario) -> Self {
        Self { units: vec![UnitDays::default(); scenario.units.len()] }
    }

    /// What a plan amounts to; a faulty plan is folded as contract section 4 says: days out of season or service are
    /// dropped, overlaps count once, a stop beats a slow-down, the longer coking time wins. Stops of unknown units, those
    /// that end before they start, and slow-downs of other kinds (of which the days are kept as void) amount to nothing.
    pub fn new(scenario: &Scenario, plan: &Plan) -> Self {
        let len = usize::from(scenario.season.len);
        let index = scenario.unit_index();
        let mut marks: Vec<Option<ByDay>> = vec![None; scenario.units.len()];
        let mut void: Vec<(UnitIx, DayRange)> = Vec::new();
        let stops = plan.stops.iter().map(|s| (&s.enterprise, &s.unit, s.start, s.end, None));
        let slows = plan.slowdowns.iter().map(|s| (&s.enterprise, &s.unit, s.start, s.end, Some(s.coking_time_h)));
        for (enterprise, unit, start, end, hours) in stops.chain(slows) {
            let Some(&u) = index.get(&(enterprise.as_str(), unit.as_str())) else { continue };
            if start > end {
                continue;
            }
            let days = scenario.season.clip(start, end).intersect(scenario.units[u].service);
            if hours.is_some() && scenario.units[u].kind != Kind::CokeOven {
                void.push((u, days));
                continue;
            }
            let (stopped, coking) = marks[u].get_or_insert_with(|| (vec![false; len], vec![None; len]));
            match hours {
                None => stopped[days.days()].fill(true),
                Some(h) => {
                    let longer = |c: Option<f64>| Some(c.map_or(h, |c| c.max(h)));
                    coking[days.days()].iter_mut().for_each(|c| *c = longer(*c));
                }
            }
        }
        let mut units: Vec<UnitDays> = marks
            .into_iter()
            .enumerate()
            .map(|(u, m)| m.map_or_else(UnitDays::default, |(s, c)| UnitDays::new(scenario, u, &s, &c)))
            .collect();
        void.into_iter().for_each(|(u, days)| units[u].void.push(days));
        Self { units }
    }
}
