//! Staying near another plan: what moves against it, unit-day by unit-day, and what a moved day is priced at. Or away from some:
//! what a day is priced at on which a furnace stands as in one of them.
//!
//! A unit-day is moved by the difference of its stopped shares: a furnace that ran and now stands by 1, a coke oven by what
//! its share of longer coking changes.

use crate::day::{Day, DayRange};
use crate::measure::begun::Begun;
use crate::plan::schedule::{Basis, Schedule, UnitDays};
use crate::scenario::{Scenario, UnitIx};

/// A plan to stay near, as part of a scenario: it changes what plans cost and which days are open, and no rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// Share of the contract's cost (section 6) that counts beside the price of moved days.
    pub cost_share: f64,
    /// CNY a moved day of each unit.
    price: Vec<f64>,
    /// What each unit does.
    units: Vec<UnitDays>,
    /// CNY that each stopped day of each unit costs besides; empty: nothing.
    shunned: Vec<Vec<f64>>,
    /// Days of each unit that may not change.
    settled: Vec<Vec<bool>>,
    /// Days before this one lie behind: they are settled, and what they break can be helped no more.
    today: Day,
    /// What each unit began before today.
    begun: Vec<Begun>,
}

impl Anchor {
    /// Stays near a schedule; `price`: CNY a moved day of each unit. No day is settled yet.
    pub fn new(scenario: &Scenario, schedule: &Schedule, cost_share: f64, price: impl Fn(UnitIx) -> f64) -> Self {
        Self {
            cost_share,
            price: (0..scenario.units.len()).map(price).collect(),
            units: schedule.units.clone(),
            shunned: vec![Vec::new(); scenario.units.len()],
            settled: vec![vec![false; usize::from(scenario.season.len)]; scenario.units.len()],
            today: 0,
            begun: vec![Begun::NONE; scenario.units.len()],
        }
    }

    /// Keeps away from schedules at all of the cost: a day on which a primary unit stands costs `price` CNY more for each of them in
    /// which it stands on that day too.
    pub fn away_from(scenario: &Scenario, schedules: &[Schedule], price: f64) -> Self {
        let nothing = Schedule::empty(scenario);
        let mut anchor = Self::new(scenario, &nothing, 1.0, |_| 0.0);
        for u in (0..scenario.enterprises.len()).flat_map(|e| scenario.primary_units(e)) {
            let stand = |d: usize| schedules.iter().filter(|s| s.units[u].on(Basis::Stop, d as Day) > 0.0).count();
            anchor.shunned[u] = scenario.season.all().days().map(|d| price * stand(d) as f64).collect();
        }
        anchor
    }

    /// Settles all days before `today`, and what they break with them.
    pub fn settle_past(&mut self, scenario: &Scenario, today: Day) {
        self.settled.iter_mut().for_each(|days| days[..usize::from(today)].fill(true));
        self.begun = (0..self.units.len()).map(|u| Begun::new(scenario, u, &self.units[u], today)).collect();
        self.today = today;
    }

    /// The first day that does not lie behind.
    pub const fn today(&self) -> Day {
        self.today
    }

    /// The same without any cost or price: settled days alone.
    #[must_use]
    pub fn unpriced(&self) -> Self {
        let n = self.price.len();
        Self { cost_share: 0.0, price: vec![0.0; n], shunned: vec![Vec::new(); n], ..self.clone() }
    }

    /// Settles days of a unit.
    pub fn settle(&mut self, unit: UnitIx, days: DayRange) {
        self.settled[unit][days.days()].fill(true);
    }

    /// Days of a unit that are settled, and what it does on them.
    pub fn settled_days(&self, unit: UnitIx) -> (&[bool], &UnitDays) {
        (&self.settled[unit], &self.units[unit])
    }

    /// Days on which a unit must stand, and days on which it must run, since they are settled.
    pub fn stands_and_runs(&self, unit: UnitIx) -> (Vec<bool>, Vec<bool>) {
        let both = || self.settled[unit].iter().zip(self.shares(unit));
        (both().map(|(s, x)| *s && x > 0.0).collect(), both().map(|(s, x)| *s && x <= 0.0).collect())
    }

    /// What a unit began before today.
    pub fn begun(&self, unit: UnitIx) -> Begun {
        self.begun[unit]
    }

    /// Stopped share of each day of the season.
    fn shares(&self, unit: UnitIx) -> impl Iterator<Item = f64> + '_ {
        (0..self.settled[unit].len()).map(move |d| self.units[unit].on(Basis::Stop, d as Day))
    }

    /// CNY that a day adds at most.
    pub fn price(&self, unit: UnitIx) -> f64 {
        self.price[unit] + self.shunned[unit].iter().copied().fold(0.0, f64::max)
    }

    /// What a stopped share adds to the price of each day up to what was filed, or where nothing was, CNY a whole day. Beyond a
    /// filed slow-down it moves the other way: see [`beyond`](Self::beyond).
    pub fn by_day(&self, unit: UnitIx) -> impl Iterator<Item = f64> + '_ {
        let price = self.price[unit];
        let shunned = self.shunned[unit].iter().copied().chain(std::iter::repeat(0.0));
        self.shares(unit).zip(shunned).map(move |(x, more)| more + if x > 0.0 { -price } else { price })
    }

    /// Filed share of each day, and what each share beyond one that is not 0 adds, CNY a whole day.
    pub fn beyond(&self, unit: UnitIx) -> (Vec<f64>, f64) {
        (self.shares(unit).collect(), 2.0 * self.price[unit])
    }

    /// What a unit's moved and shunned days are priced at, less its [`base`](Self::base), CNY.
    pub fn beyond_base(&self, scenario: &Scenario, unit: UnitIx, days: &UnitDays) -> f64 {
        let shunned = self.shunned[unit].iter().enumerate().map(|(d, more)| more * days.on(Basis::Stop, d as Day));
        self.price[unit] * moved(scenario, &self.units[unit], days) - self.base(unit) + shunned.sum::<f64>()
    }

    /// What all of it is priced at if nothing stands any more, CNY.
    pub fn base(&self, unit: UnitIx) -> f64 {
        self.price[unit] * self.shares(unit).sum::<f64>()
    }
}

/// Whether what fills `days` is settled at its start, and may go on.
pub fn goes_on(settled: &[bool], days: DayRange) -> bool {
    let open = |d: Day| settled.get(usize::from(d)) == Some(&false);
    settled[usize::from(days.first)] && (days.first..=days.end).any(open)
}

/// Moved days of each unit between two schedules.
pub fn moved_days(scenario: &Scenario, before: &Schedule, after: &Schedule) -> Vec<f64> {
    before.units.iter().zip(&after.units).map(|(a, b)| moved(scenario, a, b)).collect()
}

/// Moved days of a unit.
fn moved(scenario: &Scenario, a: &UnitDays, b: &UnitDays) -> f64 {
    scenario.season.all().days().map(|d| (a.on(Basis::Stop, d as Day) - b.on(Basis::Stop, d as Day)).abs()).sum()
}
