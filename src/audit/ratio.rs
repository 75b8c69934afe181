//! Achieved ratios: the same rows that a plan is checked by, on the days as recorded and the rest as planned.

use super::coking::SHIFT_DAYS;
use super::force::InForce;
use super::unit::Recorded;
use super::{Amount, AuditKind, Finding, Verdict};
use crate::both;
use crate::day::{Day, DayRange};
use crate::kind::{ByKind, Kind};
use crate::measure::totals::ratio;
use crate::plan::schedule::{Schedule, UnitDays};
use crate::rules::words::percent;
use crate::rules::{Row, RuleId, all_rows, groups};
use crate::scenario::{EntIx, Scenario, UnitIx};

/// Ratios with batteries in them come from weighed coke: they compare within half a point.
const COKE_TOLERANCE: f64 = 0.005;

/// The season by the records as far as they go, then as planned.
#[derive(Debug)]
pub struct Achieved {
    /// Days that are not recorded are days of running.
    pub low: Schedule,
    /// Days that are not recorded are as planned.
    pub high: Schedule,
    /// Kinds of which any unit has records: of the others all is as planned.
    pub kinds: ByKind<bool>,
}

/// Ratios of one kind of a mill, own and serving units, over its staggering period.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioLine {
    /// The mill.
    pub enterprise: EntIx,
    /// The kind.
    pub kind: Kind,
    /// Required; of ancillary kinds what the furnaces achieved, at most what the plan gives them.
    pub required: f64,
    /// By the plans in force, over the whole period.
    pub planned: f64,
    /// By the plans in force, to the last recorded day; `None` before the period.
    pub planned_to_date: Option<f64>,
    /// By the records to their last day; `None` before the period, where records begin after its first day, and of kinds without any.
    pub achieved_to_date: Option<f64>,
    /// By the records, then as planned, over the whole period.
    pub forecast: f64,
    /// The same if what is not recorded was as planned.
    pub forecast_at_most: f64,
}

impl Achieved {
    /// From what the records of units amount to.
    pub fn new(s: &Scenario, force: &InForce, units: &[Option<Recorded>], span: DayRange) -> Self {
        let kinds = recorded_kinds(s, |u| units[u].is_some());
        let by = |gaps_as_planned: bool| {
            let days = |u: UnitIx| {
                let planned = &force.schedule.units[u];
                if !kinds[s.units[u].kind.index()] {
                    return planned.clone();
                }
                as_recorded(s, u, planned, units[u].as_ref(), span, gaps_as_planned)
            };
            Schedule { units: (0..s.units.len()).map(days).collect() }
        };
        Self { low: by(false), high: by(true), kinds }
    }
}

/// Kinds of which any unit has records.
pub fn recorded_kinds(s: &Scenario, has: impl Fn(UnitIx) -> bool) -> ByKind<bool> {
    let mut kinds = ByKind::default();
    (0..s.units.len()).filter(|&u| has(u)).for_each(|u| kinds[s.units[u].kind.index()] = true);
    kinds
}

fn as_recorded(s: &Scenario, u: UnitIx, planned: &UnitDays, r: Option<&Recorded>, span: DayRange, gaps: bool) -> UnitDays {
    let (mut stopped, mut coking) = planned.by_day(&s.season);
    let mut cooled = vec![false; stopped.len()];
    for slow in &planned.slows {
        slow.days.days().skip(usize::from(SHIFT_DAYS)).for_each(|d| cooled[d] = true);
    }
    let service = span.intersect(s.units[u].service);
    for d in service.days() {
        let Some(r) = r.filter(|r| !r.gap[d]) else {
            stopped[d] &= gaps;
            coking[d] = coking[d].filter(|_| gaps);
            continue;
        };
        stopped[d] = r.stopped[d];
        if cooled[d] && !stopped[d] && r.by_output {
            // what was made is normal over actual coking time; while the battery cools it counts as planned
            coking[d] = Some(s.units[u].coking_time_h.unwrap_or(0.0) / f64::from(r.load[d]).max(1e-3));
        }
    }
    UnitDays::new(s, u, &stopped, &coking)
}

/// Rows on the recorded season that are short.
pub fn findings(s: &Scenario, force: &InForce, achieved: &Achieved, span: DayRange) -> Vec<Finding> {
    let of = [RuleId::BfRatio, RuleId::AncRatio, RuleId::CityRatio];
    all_rows(s).iter().filter(|r| of.contains(&r.rule)).filter_map(|row| finding(s, force, achieved, row, span)).collect()
}

fn finding(s: &Scenario, force: &InForce, achieved: &Achieved, row: &Row, span: DayRange) -> Option<Finding> {
    let sides = |schedule: &Schedule| row.sides(schedule, row.value(schedule), row.lower);
    let (planned, planned_required) = sides(&force.schedule);
    let short = |schedule: &Schedule| {
        let (measured, required) = sides(schedule);
        let required = required.min(planned_required);
        (measured, required, required - measured)
    };
    let has_coke = row.terms.iter().any(|t| s.units[t.unit].kind == Kind::CokeOven);
    let tolerance = if has_coke { COKE_TOLERANCE } else { row.measure.tolerance() };
    let (measured, required, by) = short(&achieved.low);
    if by <= tolerance || span.intersect(row.days).is_empty() {
        return None;
    }
    let over = row.days.end <= span.end;
    let at_most = short(&achieved.high);
    let (kind, verdict) = match (over, at_most.2 > tolerance) {
        (true, true) => (AuditKind::RatioAchieved, Verdict::Breach),
        (true, false) => (AuditKind::RatioAchieved, Verdict::ToSettle),
        (false, _) => (AuditKind::SeasonForecast, Verdict::Notice),
    };
    let (m, r, p, h) = (percent(measured), percent(required), percent(planned), percent(at_most.0));
    let rule = row.rule.id();
    let mut f = Finding::new(s, kind, row.place, row.days).amounts(Amount::Fraction, measured, required);
    (f.verdict, f.rule) = (verdict, Some(row.rule));
    let says = if over {
        both!("audit-ratio-achieved", measured = m, required = r, planned = p, rule = rule)
    } else {
        both!("audit-ratio-forecast", measured = m, required = r, planned = p, rule = rule)
    };
    let gaps = at_most.0 > measured + 1e-6;
    Some(f.says(if gaps { both!("audit-ratio-at-most", says = says, most = h) } else { says }))
}

/// Ratios by mill and kind.
pub fn lines(s: &Scenario, force: &InForce, achieved: &Achieved, span: DayRange) -> Vec<RatioLine> {
    let servers = groups::servers(s);
    let mut out = Vec::new();
    for (e, ent) in s.enterprises.iter().enumerate() {
        let of = |schedule: &Schedule, units: &[UnitIx], days: DayRange| ratio(s, schedule, units, |_| days);
        let to_date = ent.period.intersect(DayRange::new(0, span.end as Day));
        let primary = s.primary_units(e);
        let line = |kind: Kind, units: &[UnitIx], required: f64| {
            Some(RatioLine {
                enterprise: e,
                kind,
                required,
                planned: of(&force.schedule, units, ent.period)?,
                planned_to_date: of(&force.schedule, units, to_date),
                achieved_to_date: of(&achieved.low, units, to_date)
                    .filter(|_| achieved.kinds[kind.index()] && span.first <= ent.period.first),
                forecast: of(&achieved.low, units, ent.period)?,
                forecast_at_most: of(&achieved.high, units, ent.period)?,
            })
        };
        let Some(first) = primary.first() else { continue };
        let kind = s.units[*first].kind;
        let Some(own) = line(kind, &primary, s.required_ratio(e)) else { continue };
        let furnaces = own.forecast.min(own.planned);
        out.push(own);
        if kind == Kind::BlastFurnace {
            for kind in Kind::ancillary() {
                let units: Vec<UnitIx> = groups::units_of(s, &servers[e], kind).collect();
                out.extend(line(kind, &units, furnaces));
            }
        }
    }
    out
}
