//! A coke oven in a program: slow-downs of constant level beside the stops on `down` days.
//!
//! On each day that the battery is not down: its level `s` (the stopped share), whether it is within a slow-down that
//! SLOW-SHAPE counts, and whether one starts. A level holds through such a slow-down. On episode days a level outside
//! them is free, for the slow-downs that it makes are passed over.

use super::program::{Col, Program};
use crate::day::DayRange;
use crate::plan::schedule::{Basis, UnitDays};
use crate::scenario::{Scenario, UnitIx};

/// Columns of a day: level, within, starts.
#[derive(Debug, Clone, Copy)]
struct DayCols {
    level: Col,
    within: Col,
    starts: Col,
}

/// A battery's columns.
#[derive(Debug)]
pub struct Coke {
    /// By day; `None`: down, out of service, or no slow-down possible.
    days: Vec<Option<DayCols>>,
    down: Vec<bool>,
    counted: Vec<bool>,
    normal_h: f64,
    max_h: f64,
}

impl Coke {
    /// Adds a battery; `by_day` is the price of a whole stopped day.
    pub fn new(program: &mut Program, scenario: &Scenario, unit: UnitIx, by_day: &[f64]) -> Self {
        let len = usize::from(scenario.season.len);
        let u = &scenario.units[unit];
        let most = scenario.max_slow(unit);
        let (mut down, mut counted) = (vec![false; len], vec![false; len]);
        for r in &u.down {
            down[r.days()].fill(true);
            counted[r.days()].fill(r.len() >= usize::from(scenario.policy.shape(u.kind).min_stop_days));
            program.constant += by_day[r.days()].iter().sum::<f64>();
        }
        let mut slow = vec![false; len];
        if most > 0.0 {
            slow[u.service.days()].fill(true);
        }
        slow.iter_mut().zip(&down).for_each(|(s, d)| *s &= !d);
        let coke = scenario.policy.coke;
        let (shortest, max_slowdowns) = coke.map_or((1, 0), |c| (usize::from(c.min_slow_days.max(1)), c.max_slowdowns));
        let days: Vec<Option<DayCols>> = (0..len)
            .map(|d| {
                slow[d].then(|| {
                    let fits = d + shortest <= len && slow[d..d + shortest].iter().all(|&s| s) && max_slowdowns > 0;
                    DayCols {
                        level: program.column(most, false, by_day[d]),
                        within: program.column(f64::from(u8::from(max_slowdowns > 0)), true, 0.0),
                        starts: program.column(f64::from(u8::from(fits)), true, 0.0),
                    }
                })
            })
            .collect();
        let free = scenario.episode_days(unit);
        let inf = f64::INFINITY;
        for d in 0..len {
            let Some(c) = days[d] else { continue };
            if !free[d] {
                program.constrain(&[(c.level, 1.0), (c.within, -most)], -inf, 0.0);
            }
            // a slow-down lasts: those that started within the last `shortest` days go on
            let mut lasting: Vec<(Col, f64)> = vec![(c.within, -1.0)];
            lasting.extend((0..shortest.min(d + 1)).map_while(|k| days[d - k]).map(|c| (c.starts, 1.0)));
            program.constrain(&lasting, -inf, 0.0);
            let Some(b) = d.checked_sub(1).and_then(|e| days[e]) else {
                program.constrain(&[(c.within, 1.0), (c.starts, -1.0)], 0.0, 0.0);
                continue;
            };
            program.constrain(&[(c.within, 1.0), (c.starts, -1.0), (b.within, -1.0)], -inf, 0.0);
            // the level holds from the day before unless a slow-down starts (or, on free days, none is there)
            let mut rise = vec![(c.level, 1.0), (b.level, -1.0), (c.starts, -most)];
            let mut fall = vec![(b.level, 1.0), (c.level, -1.0), (c.within, most), (c.starts, -most)];
            let rise_limit = if free[d] {
                rise.push((c.within, most));
                most
            } else {
                0.0
            };
            let fall_limit = if free[d - 1] {
                most
            } else {
                fall.push((b.within, -most));
                0.0
            };
            program.constrain(&rise, -inf, rise_limit);
            program.constrain(&fall, -inf, fall_limit);
        }
        let starts: Vec<(Col, f64)> = days.iter().flatten().map(|c| (c.starts, 1.0)).collect();
        program.constrain(&starts, -inf, f64::from(max_slowdowns));
        let (normal_h, max_h) = (u.coking_time_h.unwrap_or(0.0), coke.map_or(0.0, |c| c.max_coking_time_h));
        Self { days, down, counted, normal_h, max_h }
    }

    /// The sum of a quantity over days, as terms and a constant.
    pub fn sum(&self, basis: Basis, days: DayRange) -> (Vec<(Col, f64)>, f64) {
        let flags = if basis == Basis::Counted { &self.counted } else { &self.down };
        let whole = flags[days.days()].iter().filter(|&&f| f).count();
        let terms = match basis {
            Basis::Cold => Vec::new(),
            _ => self.days[days.days()].iter().flatten().map(|c| (c.level, 1.0)).collect(),
        };
        (terms, whole as f64)
    }

    /// The stops of every plan.
    pub fn stops(&self) -> Vec<DayRange> {
        runs(&self.down)
    }

    /// The slow-downs of a solution: coking times rounded up to 3 decimals, so that ratios hold.
    pub fn slows(&self, values: &[f64]) -> Vec<(DayRange, f64)> {
        let mut levels: Vec<(DayRange, f64)> = Vec::new();
        let mut open = false;
        for (d, c) in self.days.iter().enumerate() {
            let Some(c) = c else {
                open = false;
                continue;
            };
            let (within, level) = (values[c.within] > 0.5, values[c.level]);
            match levels.last_mut() {
                Some((days, highest)) if open && within && values[c.starts] < 0.5 => {
                    days.end += 1;
                    *highest = highest.max(level);
                }
                _ => levels.push((DayRange::new(d as u16, d as u16 + 1), level)),
            }
            open = within;
        }
        levels.retain(|l| l.1 > 1e-7);
        levels.into_iter().map(|(days, s)| (days, self.hours(s))).collect()
    }

    /// Coking time of a level, rounded up.
    fn hours(&self, level: f64) -> f64 {
        let exact = self.normal_h / (1.0 - level);
        ((exact * 1000.0 - 1e-4).ceil() / 1000.0).min(self.max_h)
    }

    /// Starts from a unit's slow-downs.
    pub fn start(&self, program: &mut Program, unit: &UnitDays) {
        for slow in &unit.slows {
            let share = 1.0 - self.normal_h / slow.coking_time_h;
            for (i, c) in self.days[slow.days.days()].iter().flatten().enumerate() {
                program.start[c.level] = share.min(program.upper(c.level));
                program.start[c.within] = f64::from(u8::from(!slow.episode));
                program.start[c.starts] = f64::from(u8::from(!slow.episode && i == 0));
            }
        }
    }
}

/// Maximal runs of set flags.
pub fn runs(flags: &[bool]) -> Vec<DayRange> {
    let mut out: Vec<DayRange> = Vec::new();
    for d in (0..flags.len()).filter(|&d| flags[d]) {
        match out.last_mut() {
            Some(r) if usize::from(r.end) == d => r.end += 1,
            _ => out.push(DayRange::new(d as u16, d as u16 + 1)),
        }
    }
    out
}
