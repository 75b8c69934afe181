//! Whether bends suffice: the scenario is planned anew with its limits so bent, and what the plan breaks is measured.

use super::amounts::{bends_row, over};
use super::elastic::Detail;
use super::least::{by_single_days, least, refuted, refuted_by_mixtures};
use super::scope::{Scope, rescoped};
use super::{Bend, Case, Conflict, Counted, Found, Scopes, Side, mixed};
use crate::day::DayRange;
use crate::plan::schedule::{Basis, Schedule};
use crate::planner::control::Control;
use crate::planner::{any_plan, open_rows};
use crate::rules::{Measure, Place, Row, RuleId, Term};
use crate::scenario::{EntIx, Scenario};
use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

/// By how much more, as a share, limits are bent to see whether a plan is found at all.
const WIDE: f64 = 20.0;
/// The share below which it is not worth looking.
const NARROW: f64 = 1e-3;
/// Plans made to come nearer to the least bend that suffices.
const NEARER: usize = 6;
/// Slack that rounding needs, as a share of an amount.
pub const ROUNDING: f64 = 1e-6;

/// The scenario without the MUST-RUN and DOWN days that bend, and its rows: an episode asks more lines where fewer must run.
pub fn freed<'a>(scenario: &'a Scenario, rows: &[Row], bends: &[Bend]) -> (Cow<'a, Scenario>, Vec<Row>) {
    let free: Vec<&Bend> = bends.iter().filter(|b| matches!(b.rule, RuleId::MustRun | RuleId::Down)).collect();
    if free.is_empty() {
        return (Cow::Borrowed(scenario), rows.to_vec());
    }
    let mut scenario = scenario.clone();
    for b in &free {
        let Some(u) = b.place.unit else { continue };
        let cut = |spans: &[DayRange]| -> Vec<DayRange> {
            let parts = |r: &DayRange| {
                [DayRange::new(r.first, r.end.min(b.days.first)), DayRange::new(r.first.max(b.days.end), r.end)]
            };
            spans.iter().flat_map(parts).filter(|r| !r.is_empty()).collect()
        };
        let unit = &mut scenario.units[u];
        let spans = if b.rule == RuleId::Down { &mut unit.down } else { &mut unit.must_run };
        *spans = cut(spans);
    }
    let (old, mut rows): (Vec<Row>, Vec<Row>) = rows.iter().cloned().partition(|r| r.rule == RuleId::Episode);
    let frees = |t: &Term| free.iter().any(|b| b.place.unit == Some(t.unit) && !t.days.intersect(b.days).is_empty());
    // what nothing freed moves stays as it is: it may be bent
    let old: HashMap<(Place, usize, DayRange), Row> = old.into_iter().map(|r| ((r.place, r.part, r.days), r)).collect();
    let kept = |new: Row| -> Row {
        let was = old.get(&(new.place, new.part, new.days)).filter(|_| !new.terms.iter().any(frees)).cloned();
        was.unwrap_or(new)
    };
    rows.extend(open_rows(&scenario).into_iter().filter(|r| r.rule == RuleId::Episode).map(kept));
    (Cow::Owned(scenario), rows)
}

/// The scenario and rows with their limits so bent. A share of slack over leaves room for rounding.
pub fn bent<'a>(scenario: &'a Scenario, rows: &[Row], bends: &[Bend], over: f64) -> (Cow<'a, Scenario>, Vec<Row>) {
    let (scenario, mut rows) = freed(scenario, rows, bends);
    for b in bends {
        let by = b.amount * (1.0 + over);
        for r in rows.iter_mut().filter(|r| bends_row(b, r)) {
            match b.side {
                Side::Lower => r.lower -= by,
                Side::Upper => r.upper += by,
            }
        }
    }
    (scenario, rows)
}

/// The conflict of a scenario that is not settled scope by scope: what was `found`, more where it does not suffice, and whether
/// it does.
pub(super) fn conflict(case: &Case, mut found: Found, scopes: &Scopes) -> Conflict {
    let mut plan = None;
    for round in 0..2 {
        if case.control.interrupted() {
            return found.conflict();
        }
        if found.proved {
            plan = planned(case, &found.bends, 0.0, case.control.left() / 4.0)
                .or_else(|| grown(case, &mut found.bends, scopes));
        }
        if plan.is_some() || round > 0 {
            break;
        }
        found.take(deeper(case, &found.bends, &scopes.mills));
    }
    if found.proved && plan.is_none() {
        plan = loosened(case, &mut found.bends);
    }
    found.settled = plan.is_some();
    if let (None, Some(shown)) = (&plan, found.shown.take()) {
        // nothing else is known to suffice: what plans of the scopes' own programs break
        let late = Case { control: case.patience, ..*case };
        plan = planned(&late, &shown, 0.0, case.patience.left() / 2.0);
        (found.bends, found.proved, found.settled) = (shown, true, true);
    }
    if let Some(plan) = &mut plan {
        narrow(case, &mut found.bends, plan, scopes);
        // what the plan breaks is less than what it was granted
        let mut less = found.bends.clone();
        measure(case.rows, &mut less, plan);
        if keeps(case, None, &less, plan) {
            found.bends = less;
        }
        for i in 0..found.bends.len() {
            if !found.bends[i].is_least() && !case.patience.over() {
                found.bends[i].least = least(case, &found.bends, i, scopes);
            }
        }
    }
    found.conflict()
}

/// What must bend beyond `bends` by mixtures of patterns, and in mills that have none at all.
fn deeper(case: &Case, bends: &[Bend], mills: &[Scope]) -> Found {
    let (scenario, rows) = bent(case.scenario, case.rows, bends, ROUNDING);
    let then = Case { scenario: &scenario, rows: &rows, ..*case };
    let m = mixed::solve(&scenario, &rows, &limited(case.control, case.control.left() / 2.0));
    let sides = case.rows.iter().flat_map(limits).filter(|b| m.bends.iter().any(|o| o.same_limit(b)));
    let mut found = Found { proved: !m.bends.is_empty(), bends: super::by_limit(sides), settled: false, shown: None };
    let of = |e: EntIx| mills.iter().find(|s| s.units.iter().any(|&u| scenario.units[u].enterprise == e));
    let stuck: Vec<&Scope> = m.stuck.iter().filter_map(|&e| of(e)).collect();
    // mixtures keep everything: single mills may still not, in whole patterns
    let asked: Vec<&Scope> = if found.proved || !stuck.is_empty() { stuck } else { mills.iter().collect() };
    for (i, mill) in asked.iter().enumerate() {
        found.take(then.exact(&rescoped(case.rows, &rows, mill), (asked.len() - i).min(4)));
    }
    found
}

/// A row's limits as bends of no amount.
fn limits(row: &Row) -> impl Iterator<Item = Bend> + '_ {
    let sides = [(Side::Lower, row.lower), (Side::Upper, row.upper)].into_iter();
    sides.filter(|s| s.1.is_finite()).map(|s| Bend::of_row(row, s.0, 0.0))
}

/// A control that ends sooner.
pub(super) fn limited<'a>(control: &Control<'a>, seconds: f64) -> Control<'a> {
    control.within(Duration::from_secs_f64(seconds.clamp(0.5, 3600.0)))
}

/// A plan with limits so bent.
fn planned(case: &Case, bends: &[Bend], more: f64, seconds: f64) -> Option<Schedule> {
    let bends: Vec<Bend> = bends.iter().map(|b| more_of(b, more)).collect();
    let (scenario, rows) = bent(case.scenario, case.rows, &bends, ROUNDING);
    any_plan(&scenario, rows, &limited(case.control, seconds))
}

/// Whether a plan keeps the limits so bent, those of a scope or all.
pub(super) fn keeps(case: &Case, scope: Option<&Scope>, bends: &[Bend], plan: &Schedule) -> bool {
    let (_, rows) = bent(case.scenario, case.rows, bends, ROUNDING);
    let kept = |r: &Row| r.violation(r.value(plan)) <= r.measure.tolerance();
    let within = |s: &Scope| rescoped(case.rows, &rows, s).rows.iter().all(|&i| kept(&rows[i]));
    scope.map_or_else(|| rows.iter().all(kept), within)
}

/// Bends limits as far as helps, then less far as long as a plan is found; sets the amounts that sufficed.
fn grown(case: &Case, bends: &mut [Bend], scopes: &Scopes) -> Option<Schedule> {
    let (mut below, mut share) = (NARROW, WIDE);
    let kept = 0.25 * case.control.left(); // for what can be proved of the least
    let mut plan = planned(case, bends, share, case.control.left() / 2.0)?;
    for _ in 0..NEARER {
        // the plan may break less than it was granted
        let mut broken = bends.to_vec();
        broken.iter_mut().for_each(|b| measure_one(case.rows, b, &plan));
        let used = bends.iter().zip(&broken).map(|(b, m)| share_of(b, m.amount)).fold(NARROW, f64::max);
        share = share.min(used);
        if case.control.left() < kept || share < 1.2 * below {
            break;
        }
        let half = f64::sqrt(below * share);
        let less: Vec<Bend> = bends.iter().map(|b| more_of(b, half)).collect();
        // a look that may tell at once what a search in vain takes long to leave open
        let hopeless = refuted(case, &less, scopes.all(), Detail::Coarse) || refuted_by_mixtures(case, &less);
        let found = if hopeless { None } else { planned(case, &less, 0.0, case.control.left() / 4.0) };
        match found {
            Some(p) => (share, plan) = (half, p),
            None => below = half,
        }
    }
    bends.iter_mut().for_each(|b| *b = more_of(b, share));
    Some(plan)
}

/// Where several limits bend, takes back what single ones of them do not need.
fn narrow(case: &Case, bends: &mut [Bend], plan: &mut Schedule, scopes: &Scopes) {
    let several = bends.len() > 1;
    for i in (0..bends.len()).filter(|_| several && !case.control.interrupted()) {
        let (mut below, mut above) = (by_single_days(case, bends, i, scopes), bends[i].amount);
        let mut next = below;
        for _ in 0..NEARER / 2 {
            if bends[i].is_least()
                || bends[i].unit == Counted::UnitDays
                || above - below <= bends[i].step()
                || case.control.over()
            {
                break;
            }
            let mut less = bends.to_vec();
            less[i].amount = next;
            match planned(case, &less, 0.0, case.control.left() / 6.0) {
                Some(p) => {
                    *plan = p;
                    above = next;
                    bends[i].amount = above;
                }
                None => below = next,
            }
            next = 0.5 * (below + above);
        }
    }
}

/// A plan with limits loosened further and further, the cities' and then those of the mills that bend too: what it breaks are
/// bends that suffice beside those known. As many of them as can go are taken back.
fn loosened(case: &Case, bends: &mut Vec<Bend>) -> Option<Schedule> {
    let mills: Vec<EntIx> = bends.iter().filter_map(|b| b.place.enterprise).collect();
    for (with_mills, share) in [(false, 0.3), (false, WIDE), (true, 0.3), (true, WIDE)] {
        if case.control.over() {
            break;
        }
        let concerned = |r: &&Row| r.place.enterprise.is_none_or(|e| with_mills && mills.contains(&e));
        let mut fresh = super::by_limit(case.rows.iter().filter(concerned).flat_map(limits));
        fresh.retain(|b| !bends.iter().any(|o| o.same_limit(b)));
        let with = |fresh: &[Bend]| -> Vec<Bend> { bends.iter().chain(fresh).map(|b| more_of(b, share)).collect() };
        let plan = |all: &[Bend]| planned(case, all, 0.0, case.control.left() / 6.0);
        let Some(mut found) = plan(&with(&fresh)) else { continue };
        let mut all = with(&fresh);
        measure(case.rows, &mut all, &found);
        fresh.retain(|b| all.iter().any(|o| o.same_limit(b)));
        for i in (0..fresh.len()).rev() {
            if case.control.over() {
                break;
            }
            let fewer: Vec<Bend> = fresh.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, b)| b.clone()).collect();
            if let Some(p) = plan(&with(&fewer)) {
                (found, fresh) = (p, fewer);
            }
        }
        *bends = with(&fresh);
        return Some(found);
    }
    None
}

/// What a bend grows by for a share of 1: itself, and a little of what it is about.
fn growth(b: &Bend) -> f64 {
    match b.unit {
        Counted::UnitDays => b.amount,
        Counted::Row(Measure::Lines) => b.amount + 1.0,
        Counted::Row(_) => b.amount + 0.05 * b.whole,
    }
}

/// A bend that is larger by a share of its growth; one that is proved least stays, unless all else fails.
fn more_of(b: &Bend, share: f64) -> Bend {
    let amount = b.amount + if b.is_least() && share < WIDE { 0.0 } else { share * growth(b) };
    Bend { amount, ..b.clone() }
}

/// The share at which a bend grows to an amount.
fn share_of(b: &Bend, amount: f64) -> f64 {
    (amount - b.amount) / growth(b).max(1e-12)
}

/// Amounts and days of bends by what a plan breaks; those that it does not need go.
fn measure(rows: &[Row], bends: &mut Vec<Bend>, plan: &Schedule) {
    bends.iter_mut().for_each(|b| measure_one(rows, b, plan));
    bends.retain(|b| b.amount > 1e-9);
}

fn measure_one(rows: &[Row], b: &mut Bend, plan: &Schedule) {
    if let (Some(u), RuleId::MustRun | RuleId::Down) = (b.place.unit, b.rule) {
        let stopped = plan.units[u].sum(Basis::Stop, b.days);
        b.amount = if b.side == Side::Upper { stopped } else { b.days.len() as f64 - stopped };
        return;
    }
    let mut days: Option<DayRange> = None;
    let mut amount: f64 = 0.0;
    for r in rows.iter().filter(|r| bends_row(b, r)) {
        let by = if r.terms.is_empty() { b.amount } else { over(r, b.side, plan) };
        if by > r.measure.tolerance() {
            amount = amount.max(by);
            let d = days.get_or_insert(r.days);
            *d = DayRange::new(d.first.min(r.days.first), d.end.max(r.days.end));
        }
    }
    (b.amount, b.days) = (amount, days.unwrap_or(b.days));
}
