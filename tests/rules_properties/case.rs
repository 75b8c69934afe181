//! Generated scenarios with a plan that keeps their rules, and places in them.

use chrono::NaiveDate;
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, Stop, read_plan_str};
use steel_stagger::policy::{CokeMeasure, Emergency, Shape, Span, Stage, StageLevel};
use steel_stagger::rules::{Finding, Named, RuleId, add_of_findings, check};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// A generated scenario and a plan that keeps its error rules.
#[derive(Clone)]
pub struct Case {
    pub s: Scenario,
    pub plan: Plan,
}

pub fn cases() -> Vec<Case> {
    let sizes = [Size::new(1, 3, 8, 1), Size::new(2, 5, 14, 2), Size::small_city(3), Size::small_city(4)];
    let case = |size: &Size| {
        let g = generate(size);
        Case {
            s: read_scenario_str(&g.scenario_toml, "scenario.toml", None).unwrap(),
            plan: read_plan_str(&g.witness_plan_toml, "plan.toml").unwrap(),
        }
    };
    sizes.iter().map(case).collect()
}

/// Where a rule is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum At {
    City(usize),
    Enterprise(usize),
    Kind(usize, Kind),
    Unit(usize),
    Anywhere,
}

impl At {
    /// Whether a finding is at the place.
    pub fn holds(self, f: &Finding) -> bool {
        match self {
            Self::City(c) => f.city == Some(c) && f.enterprise.is_none(),
            Self::Enterprise(e) => f.enterprise == Some(Named::Known(e)) && f.unit.is_none(),
            Self::Kind(e, kind) => Self::Enterprise(e).holds(f) && f.kind == Some(kind),
            Self::Unit(u) => f.unit == Some(Named::Known(u)),
            Self::Anywhere => true,
        }
    }
}

impl Case {
    /// The findings of a rule at a place.
    pub fn findings(&self, rule: RuleId, at: At) -> Vec<Finding> {
        let mut all = check(&self.s, &self.plan, &Schedule::new(&self.s, &self.plan));
        add_of_findings(&self.s, &mut all);
        all.into_iter().filter(|f| f.rule == rule && at.holds(f)).collect()
    }

    pub fn cities(&self) -> Vec<At> {
        (0..self.s.cities.len()).map(At::City).collect()
    }

    /// Enterprises with furnaces or EAFs.
    pub fn mills(&self) -> Vec<At> {
        (0..self.s.enterprises.len()).filter(|&e| !self.s.primary_units(e).is_empty()).map(At::Enterprise).collect()
    }

    /// Units that whole stops are listed for, ordinary ones among them or not.
    pub fn stopped(&self) -> Vec<At> {
        let ordinary = |u: &usize| self.s.units[*u].kind != Kind::CokeOven && self.stops_of(*u).next().is_some();
        (0..self.s.units.len()).filter(ordinary).map(At::Unit).collect()
    }

    pub fn ovens(&self) -> Vec<At> {
        (0..self.s.units.len()).filter(|&u| self.s.units[u].kind == Kind::CokeOven).map(At::Unit).collect()
    }

    pub fn is(&self, u: usize, s: &Stop) -> bool {
        s.unit == self.s.units[u].id && s.enterprise == self.s.owner(u).id
    }

    pub fn stops_of(&self, u: usize) -> impl Iterator<Item = &Stop> {
        self.plan.stops.iter().filter(move |s| self.is(u, s))
    }

    /// Takes a unit's stops out of the plan.
    pub fn clear(&mut self, u: usize) {
        let (enterprise, unit) = (&self.s.owner(u).id, &self.s.units[u].id);
        self.plan.stops.retain(|s| s.enterprise != *enterprise || s.unit != *unit);
    }

    pub fn stop(&self, u: usize, start: NaiveDate, end: NaiveDate) -> Stop {
        Stop { enterprise: self.s.owner(u).id.clone(), unit: self.s.units[u].id.clone(), start, end, line: 0 }
    }

    pub fn shape(&mut self, u: usize) -> &mut Shape {
        self.s.policy.shape[self.s.units[u].kind.index()].as_mut().unwrap()
    }

    /// The days of P for an enterprise, or of the policy's.
    pub fn period(&self, at: At) -> DayRange {
        match at {
            At::Enterprise(e) | At::Kind(e, _) => self.s.enterprises[e].period,
            _ => self.s.policy.ratio.period.map_or(self.s.season.all(), |p| self.s.season.clip(p.start, p.end)),
        }
    }

    /// One stage of the policy alone, of a level and a factor, over the season.
    pub fn stage(&mut self, level: StageLevel, factor: f64) {
        let span = Span { start: self.s.season.start, end: self.s.season.end() };
        self.s.policy.stages = vec![Stage { span, factor, level, cities: None }];
    }

    /// The one measure in force: an episode of ten days, with these for a mill's grade.
    pub fn measure(&mut self, e: usize, share: [Option<f64>; 6], coking: Vec<CokeMeasure>) {
        let (grade, level) = (self.s.emergency_grade(e), self.s.episodes[0].level);
        self.s.policy.emergency = vec![Emergency { level, grade, share, coking }];
    }
}

pub fn enterprise(at: At) -> usize {
    match at {
        At::Enterprise(e) | At::Kind(e, _) => e,
        _ => unreachable!("a place of an enterprise"),
    }
}

pub fn unit(at: At) -> usize {
    match at {
        At::Unit(u) => u,
        _ => unreachable!("a place of a unit"),
    }
}

pub fn city(at: At) -> usize {
    match at {
        At::City(c) => c,
        _ => unreachable!("a city"),
    }
}
