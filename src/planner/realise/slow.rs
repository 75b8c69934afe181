//! Slow-downs of coke ovens that give what is asked.

use super::plain_prices;
use crate::day::{Day, DayRange};
use crate::measure::anchor::goes_on;
use crate::measure::begun::Last;
use crate::plan::schedule::{Basis, UnitDays};
use crate::planner::coke::{self, Battery};
use crate::planner::exact::{UnitPattern, coke::runs};
use crate::planner::finish::is_open;
use crate::planner::graph::Graph;
use crate::planner::unit::CountTable;
use crate::rules::shape_findings;
use crate::scenario::Scenario;
use std::collections::BTreeSet;

/// Levels tried for the slow-downs of a battery, from the largest down to the least that can give what is wanted.
const LEVELS: usize = 8;
/// Numbers of days tried at each.
const LENGTHS: usize = 6;

/// Slow-downs of a group of batteries that give `need` capacity-days.
pub fn slow(scenario: &Scenario, batteries: &[Battery], period: DayRange, need: f64) -> Option<Vec<UnitPattern>> {
    let gives = |b: &Battery, l: &[f64]| -> f64 {
        let counts = |d: &usize| b.down[*d] != Some(false) && b.service.contains(*d as Day);
        period.days().filter(counts).map(|d| l[d] * b.rate).sum()
    };
    // the cheapest days first, which fills battery after battery; or all batteries alike
    let prices: Vec<Vec<f64>> = batteries.iter().map(|b| b.cost.clone()).collect();
    let cheapest: Vec<f64> =
        coke::levels(batteries, &prices, period, need).iter().zip(batteries).map(|(l, b)| gives(b, l)).collect();
    let full: Vec<f64> = batteries.iter().map(|b| gives(b, &full_levels(b))).collect();
    let all: f64 = full.iter().sum();
    let alike: Vec<f64> = full.iter().map(|f| f * (need / all).min(1.0)).collect();
    let mut best: Option<(f64, Vec<UnitPattern>)> = None;
    for shares in [cheapest, alike] {
        let planned: Option<Vec<(f64, UnitPattern)>> =
            batteries.iter().zip(&shares).map(|(b, s)| battery_pattern(scenario, b, period, s / b.rate)).collect();
        let Some(planned) = planned.filter(|_| shares.iter().sum::<f64>() >= need - 1e-7 * need.max(1.0)) else { continue };
        let cost = planned.iter().map(|p| p.0).sum();
        if best.as_ref().is_none_or(|b| cost < b.0) {
            best = Some((cost, planned.into_iter().map(|p| p.1).collect()));
        }
    }
    best.map(|b| b.1)
}

/// The most that a battery can do on each day.
fn full_levels(b: &Battery) -> Vec<f64> {
    let most = |d: usize| if b.settled[d] { b.floor[d] } else { b.most.max(b.floor[d]) };
    (0..b.floor.len()).map(|d| if b.down[d].is_some() { 1.0 } else { most(d) }).collect()
}

/// A battery that gives `give` stop-days in the period, its fixed stops included, and what it costs, CNY.
fn battery_pattern(scenario: &Scenario, b: &Battery, period: DayRange, give: f64) -> Option<(f64, UnitPattern)> {
    let most = scenario.policy.coke.as_ref().map_or(0, |c| c.max_slowdowns);
    let Some((settled, filed)) = scenario.settled(b.unit) else {
        return shaped(scenario, b, most, period, give);
    };
    let made = scenario.begun(b.unit).made;
    let variants = carried_on(scenario, b, (settled, filed), period, give);
    let shaped = variants.iter().filter_map(|b| shaped(scenario, b, most.saturating_sub(made), period, give));
    let all = shaped.chain(as_filed(scenario, b, filed, period, give));
    let all = all.filter(|(_, p)| !shape_findings(scenario, b.unit, &p.days(scenario)).any(|f| is_open(scenario, &f)));
    all.min_by(|a, b| a.0.total_cmp(&b.0))
}

/// The slow-downs as filed, or longer where an episode asks for it, if they give enough.
fn as_filed(scenario: &Scenario, b: &Battery, filed: &UnitDays, period: DayRange, give: f64) -> Option<(f64, UnitPattern)> {
    let level =
        |(d, floor): (usize, &f64)| if b.down[d].is_some() { 0.0 } else { filed.on(Basis::Stop, d as Day).max(*floor) };
    let levels: Vec<f64> = b.floor.iter().enumerate().map(level).collect();
    let pattern = pattern(scenario, b, &levels);
    let enough = pattern.days(scenario).sum(Basis::Counted, period) >= give - 1e-9;
    enough.then(|| (cost_of(b, &levels), pattern))
}

/// A battery with the slow-down that reaches from the settled days into the open ones carried on: as short as it may be, as
/// filed, and as long as is wanted.
fn carried_on(
    scenario: &Scenario,
    b: &Battery,
    (settled, filed): (&[bool], &UnitDays),
    period: DayRange,
    give: f64,
) -> Vec<Battery> {
    let Some(slow) = filed.slows.iter().find(|w| goes_on(settled, w.days)) else { return vec![b.clone()] };
    let today = slow.days.days().find(|&d| !settled[d]).map_or(slow.days.end, |d| d as Day);
    let level = b.floor[usize::from(today) - 1];
    let short = scenario.policy.coke.as_ref().map_or(1, |c| c.min_slow_days);
    let last = scenario.begun(b.unit).last;
    let in_shape = if slow.episode || last == Last::Lost { today } else { today.max(slow.days.first + short) };
    let soonest = if last == Last::Open { in_shape } else { today };
    let given: f64 = period.days().map(|d| if b.down[d] == Some(true) { 1.0 } else { b.floor[d] }).sum();
    let wanted = today.saturating_add(((give - given) / level).ceil().clamp(0.0, f64::from(b.service.end)) as Day);
    let ends = [soonest, slow.days.end.max(in_shape), wanted.max(in_shape)];
    let ends = BTreeSet::from(ends.map(|end| end.min(b.service.end)));
    let until = |end: Day| {
        let mut longer = b.clone();
        // a fixed stop ends it, and so does an episode that asks for more
        for d in (usize::from(today)..usize::from(end)).take_while(|&d| b.down[d].is_none() && b.floor[d] <= level + 1e-12) {
            (longer.floor[d], longer.settled[d]) = (level, true);
        }
        longer
    };
    ends.into_iter().map(until).collect()
}

/// The same with at most so many slow-downs, beside those that are settled.
fn shaped(scenario: &Scenario, b: &Battery, most: u16, period: DayRange, give: f64) -> Option<(f64, UnitPattern)> {
    let fixed: f64 = period.days().filter(|&d| b.down[d] == Some(true)).map(|_| 1.0).sum();
    let floors: f64 = period.days().filter(|&d| b.down[d].is_none()).map(|d| b.floor[d]).sum();
    let mut best: Option<(f64, Vec<f64>)> = None;
    let mut offer = |levels: Vec<f64>| {
        let cost = cost_of(b, &levels);
        if best.as_ref().is_none_or(|x| cost < x.0 - 1e-9 * x.0.abs()) {
            best = Some((cost, levels));
        }
    };
    let wanted = give - fixed;
    if wanted <= floors + 1e-9 {
        offer(b.floor.clone());
    } else if b.most > 0.0 {
        let prices = plain_prices(&b.cost);
        let least = (wanted - floors) / period.len() as f64;
        for k in 0..LEVELS {
            let level = b.most - (b.most - least).max(0.0) * k as f64 / LEVELS as f64;
            // an episode that asks for more has a slow-down of its own, between two others
            let above: Vec<bool> = b.floor.iter().zip(&b.settled).map(|(f, s)| *s || *f > level + 1e-12).collect();
            let graph = Graph::slow(scenario, b.unit, &above, most);
            let table = CountTable::new(&graph, &prices, period);
            let first = ((wanted - floors) / level).ceil().max(1.0) as usize;
            for n in (first..table.best().len()).filter(|&n| table.best()[n].is_finite()).take(LENGTHS) {
                let windows = table.trace(&graph, &prices, n);
                if let Some(levels) = even(b, &windows, period, wanted) {
                    if let Some(l) = stepped(scenario, b, &windows, most, period, wanted) {
                        offer(l);
                    }
                    offer(levels);
                }
            }
        }
    }
    let (cost, levels) = best?;
    Some((cost, pattern(scenario, b, &levels)))
}

/// What levels cost beside fixed stops, CNY.
fn cost_of(b: &Battery, levels: &[f64]) -> f64 {
    levels.iter().zip(&b.cost).map(|(l, c)| l * c).sum::<f64>() + b.surcharge(levels)
}

/// What a battery does at some levels, beside its fixed stops.
fn pattern(scenario: &Scenario, b: &Battery, levels: &[f64]) -> UnitPattern {
    let down: Vec<bool> = b.down.iter().map(Option::is_some).collect();
    let mut slows: Vec<(DayRange, f64)> = Vec::new();
    for d in (0..levels.len()).filter(|&d| levels[d] > 0.0 && !down[d] && b.service.contains(d as Day)) {
        let hours = hours(scenario, b, levels[d]);
        match slows.last_mut() {
            #[allow(clippy::float_cmp)] // the very same coking time
            Some(s) if usize::from(s.0.end) == d && s.1 == hours => s.0.end += 1,
            _ => slows.push((DayRange::new(d as Day, d as Day + 1), hours)),
        }
    }
    UnitPattern { unit: b.unit, stops: runs(&down), slows }
}

/// The coking time of a level, as a plan states it, h.
fn hours(scenario: &Scenario, b: &Battery, level: f64) -> f64 {
    let hours = b.normal_h / (1.0 - level);
    scenario.policy.coke.map_or(hours, |c| c.kept_h(hours, b.normal_h))
}

/// One level in all windows; episodes' own levels elsewhere.
fn even(b: &Battery, windows: &[DayRange], period: DayRange, wanted: f64) -> Option<Vec<f64>> {
    let inside = |d: usize| windows.iter().any(|w| w.contains(d as Day));
    let mut levels = b.floor.clone();
    let outside: f64 = period.days().filter(|&d| b.down[d].is_none() && !inside(d)).map(|d| b.floor[d]).sum();
    let n = period.days().filter(|&d| inside(d)).count();
    if n == 0 {
        return None;
    }
    let level = (wanted - outside) / n as f64;
    if level > b.most + 1e-12 || windows.iter().any(|w| b.floor[w.days()].iter().any(|&f| f > level + 1e-12)) || level <= 0.0
    {
        return None;
    }
    windows.iter().for_each(|w| levels[w.days()].fill(level.min(b.most)));
    Some(levels)
}

/// The largest level in all windows but for the dear end of one, which takes what is left: a slow-down more.
fn stepped(
    scenario: &Scenario,
    b: &Battery,
    windows: &[DayRange],
    most: u16,
    period: DayRange,
    wanted: f64,
) -> Option<Vec<f64>> {
    let short = scenario.policy.coke.as_ref()?.min_slow_days.max(1);
    if windows.len() >= usize::from(most) {
        return None;
    }
    let full = even(b, windows, period, wanted)?;
    let given: f64 = windows.iter().flat_map(|w| w.intersect(period).days()).map(|d| b.most - full[d]).sum();
    let ends = windows
        .iter()
        .filter(|w| w.len() >= 2 * usize::from(short))
        .flat_map(|w| [DayRange::new(w.first, w.first + short), DayRange::new(w.end - short, w.end)]);
    let dear = |r: &DayRange| b.cost[r.days()].iter().sum::<f64>();
    let end = ends.filter(|r| r.intersect(period) == *r).max_by(|a, b| dear(a).total_cmp(&dear(b)))?;
    let level = b.most - given / f64::from(short);
    if level <= 0.0 || b.floor[end.days()].iter().any(|&f| f > level) {
        return None;
    }
    let mut levels = full;
    windows.iter().for_each(|w| levels[w.days()].fill(b.most));
    levels[end.days()].fill(level);
    Some(levels)
}
