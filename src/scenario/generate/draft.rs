//! A scenario in the making: what will be filed, and the witness plan that it is built around.

use crate::day::{Day, DayRange, Season, runs};
use crate::kind::Kind;
use crate::policy::{Level, Policy};
use crate::scenario::{LastYear, Quota, ShareBand};

/// What everything is made for.
pub(super) struct Frame<'p> {
    pub policy: &'p Policy,
    pub season: Season,
    /// The policy's staggering period.
    pub period: DayRange,
}

/// All that will be filed.
#[derive(Default)]
pub(super) struct Draft {
    pub cities: Vec<City>,
    pub episodes: Vec<Episode>,
    pub mills: Vec<Mill>,
}

pub(super) struct City {
    pub name: String,
    pub min_bf_ratio: Option<f64>,
    pub bands: Vec<ShareBand>,
    pub day_weight: Vec<((i32, u32), f64)>,
}

#[derive(Clone, Copy)]
pub(super) struct Episode {
    pub city: usize,
    pub level: Level,
    pub days: DayRange,
}

pub(super) struct Mill {
    pub id: String,
    pub permit: Option<String>,
    pub name: String,
    pub city: usize,
    pub grade: usize,
    pub scrap: bool,
    pub ultra_low: bool,
    pub violations: Vec<&'static str>,
    pub utilisation: f64,
    pub norm_listed: bool,
    pub min_ratio: Option<f64>,
    pub stagger_end: Option<Day>,
    pub period: DayRange,
    pub serves: Vec<usize>,
    pub last_year: Option<LastYear>,
    pub steel_per_iron: f64,
    pub quotas: Vec<Quota>,
    pub margin: Option<f64>,
    pub evidence: Vec<String>,
    /// Days, and the hot metal a day once the witness is known (0 until then).
    pub heating: Option<(DayRange, f64)>,
    pub units: Vec<Unit>,
}

pub(super) struct Unit {
    pub id: String,
    pub kind: Kind,
    pub size: f64,
    pub rate: f64,
    pub coking: Option<f64>,
    pub must_run: Vec<DayRange>,
    pub down: Vec<DayRange>,
    pub commissioned: Option<Day>,
    pub retired: Option<Day>,
    /// Days before the season that it last ran; set for idle units only.
    pub idle_for: Option<u32>,
    pub replaces: Vec<String>,
    pub service: DayRange,
    /// The witness: whole-stop days.
    pub stopped: Vec<bool>,
    /// The witness: coking time of each day on a slow-down, 0 elsewhere.
    pub slow: Vec<f64>,
}

impl Unit {
    pub fn new(frame: &Frame<'_>, id: String, kind: Kind, size: f64, rate: f64) -> Self {
        let len = usize::from(frame.season.len);
        Self {
            id,
            kind,
            size,
            rate,
            coking: None,
            must_run: Vec::new(),
            down: Vec::new(),
            commissioned: None,
            retired: None,
            idle_for: None,
            replaces: Vec::new(),
            service: frame.season.all(),
            stopped: vec![false; len],
            slow: vec![0.0; len],
        }
    }

    pub fn is_primary(&self) -> bool {
        self.kind.is_primary()
    }

    pub fn is_down(&self, day: usize) -> bool {
        self.down.iter().any(|r| r.contains(day as Day))
    }

    pub fn must_run_on(&self, day: usize) -> bool {
        self.must_run.iter().any(|r| r.contains(day as Day))
    }

    /// `stop(u, d)` of the contract.
    pub fn stop(&self, day: usize) -> f64 {
        match (self.stopped[day], self.coking) {
            (true, _) => 1.0,
            (false, Some(normal)) if self.slow[day] > 0.0 => (1.0 - normal / self.slow[day]).max(0.0),
            _ => 0.0,
        }
    }

    /// Its stops as runs of days.
    pub fn runs(&self) -> Vec<DayRange> {
        runs(&self.stopped)
    }

    /// Its slow-downs as runs of days with one coking time.
    pub fn slow_runs(&self) -> Vec<(DayRange, f64)> {
        let mut out: Vec<(DayRange, f64)> = Vec::new();
        for (d, &hours) in self.slow.iter().enumerate().filter(|(_, h)| **h > 0.0) {
            match out.last_mut() {
                Some((r, h)) if usize::from(r.end) == d && h.to_bits() == hours.to_bits() => r.end += 1,
                _ => out.push((DayRange::new(d as Day, d as Day + 1), hours)),
            }
        }
        out
    }

    /// Σ counted over days in service: stops shorter than the policy's shortest do not count.
    pub fn counted(&self, frame: &Frame<'_>, days: DayRange) -> f64 {
        let shortest = usize::from(frame.policy.shape(self.kind).min_stop_days);
        let within = days.intersect(self.service);
        let whole: usize = self.runs().iter().filter(|r| r.len() >= shortest).map(|r| r.intersect(within).len()).sum();
        let slow: f64 = within.days().filter(|&d| !self.stopped[d]).map(|d| self.stop(d)).sum();
        whole as f64 + slow
    }
}

impl Mill {
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |u| u.kind == kind)
    }

    pub fn has_furnace(&self) -> bool {
        self.of_kind(Kind::BlastFurnace).next().is_some()
    }

    pub fn primary_kind(&self) -> Kind {
        if self.has_furnace() { Kind::BlastFurnace } else { Kind::Eaf }
    }

    /// Base of the contract's BF-RATIO.
    pub fn base(&self, policy: &Policy) -> f64 {
        if self.scrap && self.ultra_low { 0.0 } else { policy.ratio.base[self.grade] }
    }

    /// The ratio that BF-RATIO asks for.
    pub fn required(&self, policy: &Policy) -> f64 {
        let r = &policy.ratio;
        let increments = [
            (!self.violations.is_empty(), r.violation),
            (self.utilisation > r.over_capacity_threshold, r.over_capacity),
            (!self.norm_listed, r.not_listed),
        ];
        let sum: f64 = increments.iter().filter(|(holds, _)| *holds).map(|(_, x)| x).sum();
        (self.base(policy) + sum).min(r.cap).max(self.min_ratio.unwrap_or(0.0))
    }

    /// Staggered ratio of the witness for a kind over a period; `None` where no unit of it is in service.
    pub fn ratio(&self, frame: &Frame<'_>, kind: Kind, period: DayRange) -> Option<f64> {
        let all: f64 = self.of_kind(kind).map(|u| u.rate * u.service.intersect(period).len() as f64).sum();
        let stopped: f64 = self.of_kind(kind).map(|u| u.rate * u.counted(frame, period)).sum();
        (all > 0.0).then(|| stopped / all)
    }

    /// Crude steel of the witness over some days, t; at full running where `full`.
    pub fn steel(&self, days: DayRange, full: bool) -> f64 {
        let tonnes = |u: &Unit| -> f64 {
            let per = if u.kind == Kind::BlastFurnace { self.steel_per_iron } else { 1.0 };
            let days = days.intersect(u.service).days();
            days.map(|d| per * u.rate * if full { 1.0 } else { 1.0 - u.stop(d) }).sum()
        };
        self.units.iter().filter(|u| u.is_primary()).map(tonnes).sum()
    }

    /// Key of its emergency measures.
    pub fn emergency_grade(&self) -> Option<usize> {
        (!self.scrap).then_some(self.grade)
    }
}
