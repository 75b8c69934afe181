//! A coke oven in a program: slow-downs of constant level beside the stops on `down` days.
//!
//! On each day that the battery is not down: its level `s` (the stopped share), whether it is within a slow-down that
//! SLOW-SHAPE counts, and whether one starts. A level holds through such a slow-down. Outside them, SLOW-SHAPE passes over
//! what an episode's slow-down makes: on days of an episode that names coke ovens any level is free, and on other episode
//! days that touch them, the level of such a day carried on. Settled days are as they are, whatever their shape; a
//! slow-down on them that may yet be an episode's or not is tied to be one of the two ([`behind`]).

use super::behind::{Settled, Sort, behind, on};
use super::program::{Col, Program};
pub use crate::day::runs;
use crate::day::{Day, DayRange};
use crate::measure::anchor::Anchor;
use crate::measure::begun::Last;
use crate::plan::schedule::{Basis, UnitDays};
use crate::planner::coke::standing;
use crate::policy::CokePolicy;
use crate::scenario::{Scenario, UnitIx};

/// Columns of a day.
#[derive(Debug, Clone, Copy)]
struct DayCols {
    level: Col,
    within: Col,
    starts: Col,
    /// Whether it is in an episode's slow-down only as the day before or the day after is; both `None` on days that need not
    /// lean on another, for an episode names coke ovens on them, and on days that may not.
    leans: [Option<Col>; 2],
}

/// What a day's episodes are to a battery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OfEpisode {
    /// None, or none that a slow-down could owe its class to.
    No,
    /// One that names coke ovens.
    Named,
    /// Only others, but days of the first kind lie in the same run.
    Beside,
}

/// The class of each day: of runs of episode days on which the battery can be slow, those that hold a named day count.
fn of_episode(scenario: &Scenario, unit: UnitIx, slow: &[bool]) -> Vec<OfEpisode> {
    let named = scenario.episode_days(unit);
    let mut any = scenario.city_episode_days(scenario.city_of(unit));
    any.iter_mut().zip(slow).for_each(|(w, s)| *w &= s);
    let mut out = vec![OfEpisode::No; slow.len()];
    for run in runs(&any).into_iter().filter(|r| named[r.days()].contains(&true)) {
        for d in run.days() {
            out[d] = if named[d] { OfEpisode::Named } else { OfEpisode::Beside };
        }
    }
    out
}

/// A battery's columns.
#[derive(Debug)]
pub struct Coke {
    /// By day; `None`: it stands, is out of service, or no slow-down is possible.
    days: Vec<Option<DayCols>>,
    down: Vec<bool>,
    counted: Vec<bool>,
    normal_h: f64,
    policy: Option<CokePolicy>,
}

impl Coke {
    /// Adds a battery; `by_day` is the price of a whole stopped day.
    pub fn new(program: &mut Program, scenario: &Scenario, unit: UnitIx, by_day: &[f64]) -> Self {
        let len = usize::from(scenario.season.len);
        let u = &scenario.units[unit];
        let most = scenario.max_slow(unit);
        let standing = standing(scenario, unit);
        let down: Vec<bool> = standing.iter().map(Option::is_some).collect();
        let counted: Vec<bool> = standing.iter().map(|counts| *counts == Some(true)).collect();
        program.constant += runs(&down).iter().map(|r| by_day[r.days()].iter().sum::<f64>()).sum::<f64>();
        let mut slow = scenario.season.flags(&[u.service]);
        slow.iter_mut().zip(&down).for_each(|(s, d)| *s &= most > 0.0 && !d);
        let coke = scenario.policy.coke;
        let (shortest, max_slowdowns) = coke.map_or((1, 0), |c| (usize::from(c.min_slow_days.max(1)), c.max_slowdowns));
        let of_episode = of_episode(scenario, unit, &slow);
        let settled = |d: usize| scenario.settled(unit).filter(|s| s.0[d]).map(|s| s.1);
        let begun = scenario.begun(unit);
        // that too many began before is helped no more, but then none is added
        let may_add = begun.made <= max_slowdowns;
        let lost = begun.last == Last::Lost;
        let fits = |first: usize| first + shortest <= len && slow[first..first + shortest].iter().all(|&s| s);
        let days: Vec<Option<DayCols>> = (0..len)
            .map(|d| {
                slow[d].then(|| {
                    let mut lean = |neighbour: Option<usize>| {
                        let by = neighbour.and_then(|n| of_episode.get(n)).is_some_and(|w| *w != OfEpisode::No);
                        (of_episode[d] == OfEpisode::Beside && by).then(|| program.column(1.0, true, 0.0))
                    };
                    let filed = settled(d);
                    let may_start = fits(d) && max_slowdowns > 0 && may_add || filed.is_some();
                    DayCols {
                        leans: [lean(d.checked_sub(1)), lean(Some(d + 1))],
                        level: program.column(
                            filed.map_or(most, |x| x.on(Basis::Stop, d as Day).max(most)),
                            false,
                            by_day[d],
                        ),
                        within: program.column(1.0, true, 0.0),
                        starts: program.column(f64::from(u8::from(may_start)), true, 0.0),
                    }
                })
            })
            .collect();
        let free: Vec<bool> = of_episode.iter().map(|w| *w != OfEpisode::No).collect();
        let inf = f64::INFINITY;
        let behind = behind(scenario, unit, &free);
        // to carry on with the slow-down of the day before
        let carries_on = |d: usize| days.get(d).copied().flatten().map(|c| [(c.within, 1.0), (c.starts, -1.0)]);
        // what makes a slow-down that starts on day `k` reach day `d`, if it is to last
        let obliges = |k: usize, d: usize| -> Vec<(Col, f64)> {
            let starts = || days[k].map(|c| (c.starts, 1.0)).into_iter().collect();
            match on(&behind, k).filter(|w| usize::from(w.days.first) == k) {
                None => starts(),
                Some(w) if !w.may_go_on || w.sort == Sort::Passed || w.goes_on && lost => Vec::new(),
                Some(w) if w.goes_on || w.sort == Sort::Undecided => starts(),
                // it was over, but may be carried on with
                Some(w) if usize::from(w.days.end) < d => carries_on(w.days.end.into()).into_iter().flatten().collect(),
                Some(_) => Vec::new(),
            }
        };
        let over = behind.iter().filter(|w| w.may_go_on && !w.goes_on && matches!(w.sort, Sort::Counts | Sort::Ahead));
        for w in over.filter(|w| !fits(w.days.first.into())) {
            carries_on(w.days.end.into()).iter().for_each(|terms| program.constrain(terms, -inf, 0.0));
        }
        for d in 0..len {
            let Some(c) = days[d] else { continue };
            if let Some(filed) = settled(d) {
                program.fix(c.level, filed.on(Basis::Stop, d as Day));
                let slow = on(&behind, d);
                let may_count = slow.is_some_and(|w| match w.sort {
                    Sort::Undecided => fits(d) && may_add,
                    Sort::Ahead => !w.goes_on || lost || fits(d),
                    Sort::Counts | Sort::Passed => false,
                });
                settle(program, &days, d, slow, may_count);
                continue;
            }
            if of_episode[d] != OfEpisode::Named {
                let mut slowed = vec![(c.level, 1.0), (c.within, -most)];
                slowed.extend(c.leans.iter().flatten().map(|&l| (l, -most)));
                program.constrain(&slowed, -inf, 0.0);
            }
            lean(program, &days, d);
            // a slow-down lasts: those that started within the last `shortest` days go on
            let within_reach = (0..shortest.min(d + 1)).map(|k| d - k).take_while(|&k| days[k].is_some());
            let mut lasting = vec![(c.within, -1.0)];
            lasting.extend(within_reach.flat_map(|k| obliges(k, d)));
            program.constrain(&lasting, -inf, 0.0);
            let Some(b) = d.checked_sub(1).and_then(|e| days[e]) else {
                program.constrain(&[(c.within, 1.0), (c.starts, -1.0)], 0.0, 0.0);
                continue;
            };
            program.constrain(&[(c.within, 1.0), (c.starts, -1.0), (b.within, -1.0)], -inf, 0.0);
            // the level holds from the day before unless a slow-down starts (or, on free days, none is there)
            let mut rise = vec![(c.level, 1.0), (b.level, -1.0), (c.starts, -most)];
            let high = program.upper(b.level);
            let mut fall = vec![(b.level, 1.0), (c.level, -1.0), (c.within, high), (c.starts, -high)];
            let rise_limit = if free[d] {
                rise.push((c.within, most));
                most
            } else {
                0.0
            };
            let fall_limit = if free[d - 1] {
                high
            } else {
                fall.push((b.within, -high));
                0.0
            };
            program.constrain(&rise, -inf, rise_limit);
            program.constrain(&fall, -inf, fall_limit);
        }
        let starts: Vec<(Col, f64)> = days.iter().flatten().map(|c| (c.starts, 1.0)).collect();
        program.constrain(&starts, -inf, f64::from(begun.made.max(max_slowdowns)));
        Self { days, down, counted, normal_h: u.coking_time_h.unwrap_or(0.0), policy: coke }
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
        let set = |c: Option<Col>| c.is_some_and(|c| values[c] > 0.5);
        let (mut open, mut leant_on) = (false, false);
        for (d, c) in self.days.iter().enumerate() {
            let Some(c) = c else {
                (open, leant_on) = (false, false);
                continue;
            };
            let (within, level) = (values[c.within] > 0.5, values[c.level]);
            let goes_on = open && within && values[c.starts] < 0.5 || leant_on || set(c.leans[0]);
            match levels.last_mut() {
                Some((days, highest)) if goes_on => {
                    days.end += 1;
                    *highest = highest.max(level);
                }
                _ => levels.push((DayRange::new(d as u16, d as u16 + 1), level)),
            }
            (open, leant_on) = (within, set(c.leans[1]));
        }
        levels.retain(|l| l.1 > 1e-7);
        levels.into_iter().map(|(days, s)| (days, self.hours(s))).collect()
    }

    /// Coking time of a level that may be above what was meant by `HiGHS`'s tolerance.
    fn hours(&self, level: f64) -> f64 {
        let hours = self.normal_h / (1.0 - level) - 1e-7;
        self.policy.map_or(hours, |c| c.kept_h(hours, self.normal_h))
    }

    /// Prices levels beyond the filed ones of a plan to stay near, see [`Anchor::beyond`].
    pub fn stay_near(&self, program: &mut Program, anchor: &Anchor, unit: UnitIx) {
        let (filed, dear) = anchor.beyond(unit);
        for (c, &x) in self.days.iter().zip(&filed).filter(|(_, x)| **x > 0.0) {
            let Some(c) = c else { continue };
            let over = program.column(1.0, false, dear);
            program.constrain(&[(over, 1.0), (c.level, -1.0)], -x, f64::INFINITY);
            program.start[over] = (program.start[c.level] - x).max(0.0);
        }
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
            if slow.episode {
                // days behind the first that names coke ovens lean back, those before it ahead
                let mut way = 1;
                for c in self.days[slow.days.days()].iter().flatten() {
                    match c.leans {
                        [None, None] => way = 0,
                        leans => leans[way].into_iter().for_each(|l| program.start[l] = 1.0),
                    }
                }
            }
        }
    }
}

/// What the slow-down on settled day `d`, if there is one, is to SLOW-SHAPE; `may_count`: whether one that starts there may be one
/// that counts.
fn settle(program: &mut Program, days: &[Option<DayCols>], d: usize, slow: Option<&Settled>, may_count: bool) {
    let Some(c) = days[d] else { return };
    let starts = slow.is_some_and(|w| usize::from(w.days.first) == d);
    let sort = slow.map(|w| w.sort);
    match (sort, d.checked_sub(1).and_then(|b| days[b])) {
        (Some(Sort::Undecided | Sort::Ahead), Some(b)) if !starts => {
            program.fix(c.starts, 0.0);
            program.constrain(&[(c.within, 1.0), (b.within, -1.0)], 0.0, 0.0);
        }
        (Some(Sort::Undecided | Sort::Ahead), _) if may_count => {
            program.constrain(&[(c.within, 1.0), (c.starts, -1.0)], 0.0, 0.0);
        }
        _ => {
            program.fix(c.within, f64::from(u8::from(sort == Some(Sort::Counts))));
            program.fix(c.starts, f64::from(u8::from(sort == Some(Sort::Counts) && starts)));
        }
    }
    // of an episode's, days behind the first that names coke ovens lean back, those before it ahead
    let way = slow.filter(|w| w.sort != Sort::Counts).map(|w| usize::from(w.named.is_none_or(|first| d < first.into())));
    (0..2).filter(|w| Some(*w) != way).filter_map(|w| c.leans[w]).for_each(|l| program.fix(l, 0.0));
    if let Some(way) = way.filter(|_| c.leans != [None, None]) {
        let either: Vec<(Col, f64)> = c.leans[way].into_iter().chain([c.within]).map(|col| (col, 1.0)).collect();
        program.constrain(&either, 1.0, 1.0);
    }
    if sort == Some(Sort::Ahead) {
        lean(program, days, d);
    }
}

/// An episode's slow-down that day `d` carries on from a neighbour: at its level, and the neighbour is in no slow-down that
/// counts and leans, where it must, the same way.
fn lean(program: &mut Program, days: &[Option<DayCols>], d: usize) {
    let Some(c) = days[d] else { return };
    let mut one: Vec<(Col, f64)> = c.leans.iter().flatten().map(|&l| (l, 1.0)).collect();
    if one.is_empty() {
        return;
    }
    one.push((c.within, 1.0));
    program.constrain(&one, f64::NEG_INFINITY, 1.0);
    for (way, neighbour) in [(0, d.checked_sub(1)), (1, Some(d + 1))] {
        let Some(l) = c.leans[way] else { continue };
        let Some(n) = neighbour.and_then(|n| days.get(n).copied().flatten()) else { continue };
        match n.leans {
            [None, None] => program.constrain(&[(l, 1.0), (n.within, 1.0)], f64::NEG_INFINITY, 1.0),
            leans => {
                let on: Vec<(Col, f64)> = leans[way].map(|m| (m, -1.0)).into_iter().chain([(l, 1.0)]).collect();
                program.constrain(&on, f64::NEG_INFINITY, 0.0);
            }
        }
        for (a, b) in [(c.level, n.level), (n.level, c.level)] {
            let high = program.upper(a);
            program.constrain(&[(a, 1.0), (b, -1.0), (l, high)], f64::NEG_INFINITY, high);
        }
    }
}
