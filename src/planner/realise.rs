//! From the search's stops to a whole plan: ancillary units follow, coke ovens get slow-downs.

use super::coke::{self, Battery};
use super::control::Control;
use super::exact::program::Run;
use super::exact::{ExactOptions, Model, UnitPattern, solve};
use super::graph::{Asked, Graph};
use super::group::{StopGroup, Supply};
use super::model::{Block, Component, Group, UnitModel};
use super::search::{Space, Stops};
use super::unit::{CountTable, DayPrices};
use crate::day::{Day, DayRange};
use crate::plan::schedule::UnitDays;
use crate::rules::{Measure, Row, RuleId};
use crate::scenario::{Scenario, UnitIx};
use std::collections::HashMap;

/// One way to share out the lines that episodes ask of a group: its units' graphs, and what it then supplies.
#[derive(Debug, Clone)]
pub struct Variant {
    graphs: Vec<Graph>,
    /// Its supply.
    pub supply: Supply,
}

/// Most variants tried for a group.
const VARIANTS: usize = 64;

/// The ways to share out the lines that linking EPISODE rows ask of a group.
pub fn variants(scenario: &Scenario, component: &Component, group: &Group, period: DayRange) -> Vec<Variant> {
    let len = usize::from(scenario.season.len);
    let place: HashMap<UnitIx, usize> = group.units.iter().enumerate().map(|(i, u)| (u.unit, i)).collect();
    // stretches of days with the same units and number of lines
    let mut asks: Vec<(DayRange, Vec<usize>, usize)> = Vec::new();
    for row in component.rows.iter().filter(|r| r.rule == RuleId::Episode && r.measure == Measure::Lines) {
        let units: Option<Vec<usize>> = row.terms.iter().map(|t| place.get(&t.unit).copied()).collect();
        let Some(units) = units else { continue };
        let lines = (row.lower - 1e-9).ceil().max(0.0) as usize;
        match asks.iter_mut().find(|a| a.0.end == row.days.first && a.1 == units && a.2 == lines) {
            Some(a) => a.0.end = row.days.end,
            None => asks.push((row.days, units, lines)),
        }
    }
    let asked = |u: &UnitModel| component.asked.get(&u.unit).cloned().unwrap_or_else(|| Asked::nothing(len));
    let mut ways: Vec<Vec<Asked>> = vec![group.units.iter().map(asked).collect()];
    for (days, units, lines) in asks {
        let mut next = Vec::new();
        for way in &ways {
            for mask in 0u32..1 << units.len().min(16) {
                if mask.count_ones() as usize != lines.min(units.len()) || next.len() >= VARIANTS {
                    continue;
                }
                let mut w = way.clone();
                for (i, &u) in units.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1) {
                    let _ = i;
                    let service = scenario.units[group.units[u].unit].service;
                    w[u].stop[days.intersect(service).days()].fill(true);
                }
                next.push(w);
            }
        }
        ways = next;
    }
    ways.into_iter()
        .map(|way| {
            let graphs: Vec<Graph> = group.units.iter().zip(&way).map(|(u, f)| Graph::new(scenario, u.unit, f)).collect();
            let supply = stop_group(group, &graphs, period).supply();
            Variant { graphs, supply }
        })
        .filter(|v| v.supply.price(0.0).is_finite())
        .collect()
}

fn plain_prices(cost: &[f64]) -> DayPrices {
    let zeros = vec![0.0; cost.len()];
    DayPrices::new(cost, &zeros, &zeros)
}

fn stop_group<'a>(group: &'a Group, graphs: &'a [Graph], period: DayRange) -> StopGroup<'a> {
    StopGroup {
        graphs: graphs.iter().collect(),
        prices: group.units.iter().map(|u| plain_prices(&u.cost)).collect(),
        rates: group.units.iter().map(|u| u.rate).collect(),
        period,
    }
}

fn plan_group(group: &Group, period: DayRange, need: f64) -> Option<Vec<Vec<DayRange>>> {
    if group.variants.is_empty() {
        let prices = group.units.iter().map(|u| plain_prices(&u.cost)).collect();
        return group.at(prices, period).plan(need);
    }
    let best = group.variants.iter().min_by(|a, b| a.supply.price(need).total_cmp(&b.supply.price(need)))?;
    stop_group(group, &best.graphs, period).plan(need)
}

/// All units' patterns for the search's stops; `None` where the ancillary units cannot follow.
pub fn realise(
    scenario: &Scenario,
    component: &Component,
    space: &Space,
    stops: &Stops,
    control: &Control,
) -> Option<Vec<UnitPattern>> {
    let mut out = Vec::new();
    for (m, s) in space.movers.iter().zip(stops) {
        out.push(UnitPattern { unit: m.unit, stops: s.to_vec(), slows: Vec::new() });
    }
    let days: HashMap<UnitIx, UnitDays> = out.iter().map(|p| (p.unit, p.days(scenario))).collect();
    for block in &component.blocks {
        follow(scenario, block, &days, &mut out)?;
    }
    shared(scenario, component, &mut out, control)?;
    Some(out)
}

fn follow(scenario: &Scenario, block: &Block, days: &HashMap<UnitIx, UnitDays>, out: &mut Vec<UnitPattern>) -> Option<()> {
    use crate::plan::schedule::Basis;
    let sum: f64 = block.primary.iter().map(|u| u.rate * days[&u.unit].sum(Basis::Counted, block.period)).sum();
    for group in &block.groups {
        let need = group.need(sum);
        if group.batteries.is_empty() {
            let plans = plan_group(group, block.period, need)?;
            for (u, stops) in group.units.iter().zip(plans) {
                out.push(UnitPattern { unit: u.unit, stops, slows: Vec::new() });
            }
        } else {
            out.extend(slow(scenario, &group.batteries, block.period, need)?);
        }
    }
    for (b, _) in &block.lone_batteries {
        out.extend(slow(scenario, std::slice::from_ref(b), DayRange::EMPTY, 0.0)?);
    }
    Some(())
}

/// Ancillary units that several mills share: the mill that asks the largest share first, each from the units still free;
/// where that falls short, a small exact model with the furnaces as they stand.
fn shared(scenario: &Scenario, component: &Component, out: &mut Vec<UnitPattern>, control: &Control) -> Option<()> {
    let rows: Vec<&Row> = component.rows.iter().filter(|r| r.rule == RuleId::AncRatio).collect();
    if rows.is_empty() {
        return Some(());
    }
    if let Some(served) = serve_in_turn(scenario, component, &rows, out) {
        *out = served;
        return Some(());
    }
    shared_exact(scenario, component, &rows, out, control)
}

fn serve_in_turn(
    scenario: &Scenario,
    component: &Component,
    rows: &[&Row],
    out: &[UnitPattern],
) -> Option<Vec<UnitPattern>> {
    let own = |r: &Row, u: UnitIx| Some(scenario.units[u].kind) == r.place.kind;
    let shared = |u: UnitIx| rows.iter().any(|r| own(r, u) && r.terms.iter().any(|t| t.unit == u));
    let mut out: Vec<UnitPattern> = out.iter().filter(|p| !shared(p.unit)).cloned().collect();
    let mut days = super::exact::schedule(scenario, &out);
    let asked = |days: &crate::plan::schedule::Schedule, r: &Row| -> f64 {
        let others = r.terms.iter().filter(|t| !own(r, t.unit));
        r.lower - others.map(|t| t.coef * days.units[t.unit].sum(t.basis, t.days)).sum::<f64>()
    };
    let mut order: Vec<&Row> = rows.to_vec();
    order.sort_by(|a, b| asked(&days, b).total_cmp(&asked(&days, a)));
    let lone =
        |u: UnitIx| component.blocks.iter().flat_map(|b| &b.lone_batteries).map(|b| &b.0).find(|b| b.unit == u).cloned();
    let alone = |u: UnitIx| component.blocks.iter().flat_map(|b| &b.primary).find(|m| m.unit == u);
    let mut done: Vec<UnitIx> = Vec::new();
    for r in order {
        let period = r.place.enterprise.map_or(DayRange::EMPTY, |e| scenario.enterprises[e].period);
        let terms: Vec<_> = r.terms.iter().filter(|t| own(r, t.unit)).collect();
        let mut need = asked(&days, r);
        need -= terms
            .iter()
            .filter(|t| done.contains(&t.unit))
            .map(|t| t.coef * days.units[t.unit].sum(t.basis, t.days))
            .sum::<f64>();
        let free: Vec<UnitIx> = terms.iter().map(|t| t.unit).filter(|u| !done.contains(u)).collect();
        // a row's coefficient is rate over the set's capacity-days
        let per_day = terms.iter().map(|t| scenario.units[t.unit].rate_t_d / t.coef).fold(0.0, f64::max);
        let need = need * per_day;
        let fresh = if r.place.kind == Some(crate::kind::Kind::CokeOven) {
            let batteries: Option<Vec<Battery>> = free.iter().map(|&u| lone(u)).collect();
            slow(scenario, &batteries?, period, need)?
        } else {
            let models: Option<Vec<_>> = free.iter().map(|&u| alone(u)).collect();
            let models = models?;
            let group = StopGroup {
                graphs: models.iter().map(|m| &m.graph).collect(),
                prices: models.iter().map(|m| plain_prices(&m.cost)).collect(),
                rates: models.iter().map(|m| m.rate).collect(),
                period,
            };
            let plans = group.plan(need)?;
            let made = models.iter().zip(plans);
            made.map(|(m, stops)| UnitPattern { unit: m.unit, stops, slows: Vec::new() }).collect()
        };
        for p in fresh {
            days.units[p.unit] = p.days(scenario);
            done.push(p.unit);
            out.push(p);
        }
    }
    rows.iter().all(|r| r.violation(r.value(&days)) <= 1e-9).then_some(out)
}

fn shared_exact(
    scenario: &Scenario,
    component: &Component,
    rows: &[&Row],
    out: &mut Vec<UnitPattern>,
    control: &Control,
) -> Option<()> {
    let schedule = super::exact::schedule(scenario, out);
    let mut units: Vec<UnitIx> = rows
        .iter()
        .flat_map(|r| r.terms.iter().filter(|t| Some(scenario.units[t.unit].kind) == r.place.kind).map(|t| t.unit))
        .collect();
    units.sort_unstable();
    units.dedup();
    let inside = |u: UnitIx| units.binary_search(&u).is_ok();
    let scoped: Vec<Row> = component
        .all_rows
        .iter()
        .filter(|r| r.terms.iter().any(|t| inside(t.unit)))
        .map(|r| {
            let mut row = r.clone();
            let fixed: f64 = r
                .terms
                .iter()
                .filter(|t| !inside(t.unit))
                .map(|t| t.coef * schedule.units[t.unit].sum(t.basis, t.days))
                .sum();
            row.terms.retain(|t| inside(t.unit));
            row.lower -= fixed;
            row.upper -= fixed;
            row
        })
        .collect();
    let model = Model { scenario, units: &units, rows: &scoped };
    let run = Run { time_limit: control.left().clamp(2.0, 10.0), gap: 1e-4, seed: 1, threads: None };
    let solved = solve(&model, &ExactOptions { run, start: None });
    if solved.patterns.is_empty() {
        return None;
    }
    out.retain(|p| !inside(p.unit));
    out.extend(solved.patterns);
    Some(())
}

/// Slow-downs of a group of batteries that give `need` capacity-days.
pub fn slow(scenario: &Scenario, batteries: &[Battery], period: DayRange, need: f64) -> Option<Vec<UnitPattern>> {
    let prices: Vec<Vec<f64>> = batteries.iter().map(|b| b.cost.clone()).collect();
    let levels = coke::levels(batteries, &prices, period, need);
    let gives =
        |b: &Battery, l: &[f64]| -> f64 { period.days().filter(|&d| b.down[d] != Some(false)).map(|d| l[d] * b.rate).sum() };
    let total: f64 = batteries.iter().zip(&levels).map(|(b, l)| gives(b, l)).sum();
    if total < need - 1e-7 * need.max(1.0) {
        return None;
    }
    let mut out = Vec::new();
    for (b, l) in batteries.iter().zip(&levels) {
        out.push(battery_pattern(scenario, b, period, gives(b, l) / b.rate)?);
    }
    Some(out)
}

/// A battery that gives `give` stop-days in the period, its fixed stops included.
fn battery_pattern(scenario: &Scenario, b: &Battery, period: DayRange, give: f64) -> Option<UnitPattern> {
    let down: Vec<bool> = b.down.iter().map(Option::is_some).collect();
    let stops = super::exact::coke::runs(&down);
    let fixed: f64 = period.days().filter(|&d| b.down[d] == Some(true)).map(|_| 1.0).sum();
    let floors: f64 = period.days().filter(|&d| b.down[d].is_none()).map(|d| b.floor[d]).sum();
    let mut best: Option<(f64, Vec<f64>)> = None;
    let mut offer = |levels: Vec<f64>| {
        let cost: f64 = levels.iter().zip(&b.cost).map(|(l, c)| l * c).sum();
        if best.as_ref().is_none_or(|x| cost < x.0 - 1e-9 * x.0.abs()) {
            best = Some((cost, levels));
        }
    };
    let wanted = give - fixed;
    if wanted <= floors + 1e-9 {
        offer(b.floor.clone());
    } else if b.most > 0.0 {
        let graph = Graph::slow(scenario, b.unit);
        let prices = plain_prices(&b.cost);
        let table = CountTable::new(&graph, &prices, period);
        let first = ((wanted - floors) / b.most).ceil().max(1.0) as usize;
        for n in (first..table.best().len()).filter(|&n| table.best()[n].is_finite()).take(12) {
            let windows = table.trace(&graph, &prices, n);
            if let Some(levels) = even(b, &windows, period, wanted) {
                if let Some(l) = stepped(scenario, b, &windows, period, wanted) {
                    offer(l);
                }
                offer(levels);
            }
        }
    }
    let (_, levels) = best?;
    let mut slows: Vec<(DayRange, f64)> = Vec::new();
    for d in (0..levels.len()).filter(|&d| levels[d] > 0.0 && !down[d] && b.service.contains(d as Day)) {
        let hours = hours(scenario, b, levels[d]);
        match slows.last_mut() {
            #[allow(clippy::float_cmp)] // the very same coking time
            Some(s) if usize::from(s.0.end) == d && s.1 == hours => s.0.end += 1,
            _ => slows.push((DayRange::new(d as Day, d as Day + 1), hours)),
        }
    }
    Some(UnitPattern { unit: b.unit, stops, slows })
}

/// The coking time of a level, rounded up to 3 decimals, h.
fn hours(scenario: &Scenario, b: &Battery, level: f64) -> f64 {
    let most = scenario.policy.coke.as_ref().map_or(f64::INFINITY, |c| c.max_coking_time_h);
    let exact = b.normal_h / (1.0 - level);
    // the least slow-down that a plan can state is a thousandth of an hour
    (((exact * 1000.0) - 1e-7).ceil().max((b.normal_h * 1000.0 + 1e-7).floor() + 1.0) / 1000.0).min(most)
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
fn stepped(scenario: &Scenario, b: &Battery, windows: &[DayRange], period: DayRange, wanted: f64) -> Option<Vec<f64>> {
    let coke = scenario.policy.coke.as_ref()?;
    let short = coke.min_slow_days.max(1);
    if windows.len() >= usize::from(coke.max_slowdowns) {
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
