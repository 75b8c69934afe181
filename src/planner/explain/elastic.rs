//! A scope whose rows, `must_run` and `down` days bend at a price: the cheapest bend.
//!
//! Every bend is priced in unit-days that it stands for, times a weight: what keeps people warm bends last, then tonnes and
//! furnace ratios, then the rest. A limit that is filed once for many days bends as one: half its price is for the worst
//! day times all days, half for each day, so that neither one day bends far nor all days without need.

use super::scope::Scope;
use super::{Bend, Counted, Limit, Side};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::plan::schedule::{Basis, Schedule};
use crate::planner::asked::Asked;
use crate::planner::exact::coarse::Coarse;
use crate::planner::exact::coke::{Coke, runs};
use crate::planner::exact::program::{Col, Program};
use crate::planner::exact::rows::{Part, Parts, Slack};
use crate::planner::exact::whole::Whole;
use crate::planner::exact::{Model, Run, Status, decode, schedule};
use crate::planner::graph::Graph;
use crate::rules::{Place, Row, RuleId};
use crate::scenario::{Scenario, UnitIx};
use std::collections::BTreeMap;

/// How finely units are modelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Admissible patterns, whole numbers: what it finds is a plan.
    Exact,
    /// Single days, fractions: what it needs, every plan needs.
    Coarse,
}

/// The cheapest bend of a scope.
#[derive(Debug)]
pub struct Elastic {
    /// What was proved of it.
    pub status: Status,
    /// What bends.
    pub bends: Vec<Bend>,
    /// Whether something must bend: a run cut short may not tell.
    pub proved: bool,
    /// A plan of the scope's units that breaks no more than that; none of single days.
    pub plan: Option<Schedule>,
}

impl Elastic {
    const fn nothing(status: Status) -> Self {
        Self { status, bends: Vec::new(), proved: false, plan: None }
    }
}

/// What is filed as one limit: rule, part, and city, enterprise, unit and kind.
type LimitKey = (RuleId, usize, [Option<usize>; 4]);

/// Slack columns of a row.
struct RowSlack {
    row: usize,
    lower: Option<Col>,
    upper: Option<Col>,
}

/// Solves a scope. Units of the scope that no row given names are left out.
pub fn solve(scenario: &Scenario, rows: &[Row], scope: &Scope, detail: Detail, run: &Run) -> Elastic {
    if run.is_interrupted() {
        return Elastic::nothing(Status::Unknown);
    }
    let mut program = Program::new(detail == Detail::Coarse);
    let mut parts = Parts::default();
    for &u in &scope.units {
        let part = part(&mut program, scenario, u, detail, None);
        parts.units.insert(u, part);
    }
    let slacks = slack_rows(&mut program, &mut parts, rows, scope);
    let solved = program.solve(run, false);
    if solved.values.is_empty() {
        return Elastic::nothing(solved.status);
    }
    if detail == Detail::Coarse {
        let value = |c: Option<Col>| c.map_or(0.0, |c| solved.values[c]);
        let broken = slacks.iter().map(|s| (s.row, value(s.lower), value(s.upper)));
        let mut bends = row_bends(rows, broken);
        bends.extend(day_bends(scenario, scope, |u, r| {
            let Some(Part::Coarse(c)) = parts.units.get(&u) else { return 0.0 };
            let (terms, fixed) = c.sum(Basis::Stop, r);
            fixed + terms.iter().map(|t| t.1 * solved.values[t.0]).sum::<f64>()
        }));
        let proved = solved.status == Status::Optimal && !bends.is_empty();
        return Elastic { status: solved.status, proved, bends, plan: None };
    }
    let model = Model { scenario, units: &scope.units, rows: &[] };
    let plan = schedule(scenario, &decode(&model, &parts, &solved.values));
    let broken = scope.rows.iter().map(|&i| {
        let v = rows[i].value(&plan);
        (i, rows[i].lower - v, v - rows[i].upper)
    });
    let mut bends = row_bends(rows, broken);
    bends.extend(day_bends(scenario, scope, |u, r| plan.units[u].sum(Basis::Stop, r)));
    let proved = !bends.is_empty() && (solved.status == Status::Optimal || solved.bound > 1e-6);
    Elastic { status: solved.status, bends, proved, plan: Some(plan) }
}

/// A unit in a program, free of charge. Where `asked` is `None`, its MUST-RUN and DOWN days bend at a price; else they are
/// kept, and what is asked of its days.
pub fn part(program: &mut Program, s: &Scenario, u: UnitIx, detail: Detail, asked: Option<&Asked>) -> Part {
    let len = usize::from(s.season.len);
    let unit = &s.units[u];
    let mut by_day = vec![0.0; len];
    let oven = unit.kind == Kind::CokeOven; // its `down` days stand, and `must_run` leaves its slow-downs be
    if asked.is_none() && !oven {
        for d in open_days(s, &unit.must_run) {
            by_day[usize::from(d)] = weight(RuleId::MustRun);
        }
        for d in open_days(s, &unit.down) {
            by_day[usize::from(d)] = -weight(RuleId::Down);
            program.constant += weight(RuleId::Down);
        }
    }
    match detail {
        Detail::Coarse => Part::Coarse(Coarse::new(program, s, u, &by_day, asked)),
        Detail::Exact if oven => Part::Coke(Coke::new(program, s, u, &by_day)),
        Detail::Exact => {
            let graph = match asked {
                Some(asked) => Graph::new(s, u, asked),
                None if unit.must_run.is_empty() && unit.down.is_empty() => Graph::new(s, u, &Asked::nothing(len)),
                None => Graph::elastic(s, u),
            };
            Part::Whole(Whole::new(program, graph, &by_day, false))
        }
    }
}

/// How grave it is that a rule bends.
fn weight(rule: RuleId) -> f64 {
    match rule {
        RuleId::MustRun | RuleId::Heating | RuleId::Down => 8.0,
        RuleId::BfRatio | RuleId::CityRatio | RuleId::SteelYoy | RuleId::SteelYear | RuleId::StageSteel => 3.0,
        _ => 1.0,
    }
}

/// What a row's bend by one of its units costs: the unit-days that it stands for, by how grave it is.
pub fn price(row: &Row) -> f64 {
    let sum: f64 = row.terms.iter().map(|t| t.coef.abs()).sum();
    weight(row.rule) * if sum > 0.0 { row.terms.len() as f64 / sum } else { 1.0 }
}

fn slack_rows(program: &mut Program, parts: &mut Parts, rows: &[Row], scope: &Scope) -> Vec<RowSlack> {
    let mut groups: BTreeMap<LimitKey, Vec<usize>> = BTreeMap::new();
    for &i in &scope.rows {
        let p = rows[i].place;
        let place = [Some(p.city), p.enterprise, p.unit, p.kind.map(Kind::index)];
        groups.entry((rows[i].rule, rows[i].part, place)).or_default().push(i);
    }
    let mut out = Vec::new();
    for members in groups.into_values() {
        let price = |i: usize| price(&rows[i]);
        let worst = |program: &mut Program, bounded: &dyn Fn(&Row) -> bool| {
            let with: Vec<usize> = members.iter().copied().filter(|&i| bounded(&rows[i])).collect();
            (with.len() > 1).then(|| program.column(f64::INFINITY, false, with.iter().map(|&i| 0.5 * price(i)).sum()))
        };
        let lower = worst(program, &|r| r.lower.is_finite());
        let upper = worst(program, &|r| r.upper.is_finite());
        for &i in &members {
            let mut column = |bound: f64, shared: Option<Col>| {
                bound.is_finite().then(|| {
                    let share = if shared.is_some() { 0.5 } else { 1.0 };
                    let c = program.column(f64::INFINITY, false, share * price(i));
                    if let Some(w) = shared {
                        program.constrain(&[(c, 1.0), (w, -1.0)], f64::NEG_INFINITY, 0.0);
                    }
                    c
                })
            };
            let s = RowSlack { row: i, lower: column(rows[i].lower, lower), upper: column(rows[i].upper, upper) };
            let terms = |c: Option<Col>| c.map(|c| (c, 1.0)).into_iter().collect();
            parts.add(program, &rows[i], Some(&Slack { lower: terms(s.lower), upper: terms(s.upper) }));
            out.push(s);
        }
    }
    out
}

/// Bends of rows: consecutive days of one limit are one bend, by its worst day.
pub fn row_bends(rows: &[Row], broken: impl Iterator<Item = (usize, f64, f64)>) -> Vec<Bend> {
    let mut out: Vec<Bend> = Vec::new();
    for (i, below, above) in broken {
        let row = &rows[i];
        let least = row.measure.tolerance(); // what a checker lets pass is no conflict
        for (by, side) in [(below, Side::Lower), (above, Side::Upper)] {
            if by <= least {
                continue;
            }
            let days = row.days;
            let b = Bend::of_row(row, side, by);
            let same = |o: &&mut Bend| {
                (o.rule, o.place, o.side, o.part, o.days.end) == (b.rule, b.place, b.side, b.part, days.first)
            };
            match out.iter_mut().find(same) {
                Some(o) => {
                    o.days.end = days.end;
                    o.amount = o.amount.max(by);
                }
                None => out.push(b),
            }
        }
    }
    out
}

/// Days of spans that do not lie behind.
fn open_days(s: &Scenario, spans: &[DayRange]) -> impl Iterator<Item = Day> {
    let today = s.today();
    spans.iter().flat_map(|r| r.first..r.end).filter(move |&d| d >= today)
}

/// MUST-RUN and DOWN in unit-days: `stopped` sums a unit's stop over days.
fn day_bends(s: &Scenario, scope: &Scope, stopped: impl Fn(UnitIx, DayRange) -> f64) -> Vec<Bend> {
    let mut out = Vec::new();
    for &u in scope.units.iter().filter(|&&u| s.units[u].kind != Kind::CokeOven) {
        for (rule, spans, limit) in
            [(RuleId::MustRun, &s.units[u].must_run, Limit::Most), (RuleId::Down, &s.units[u].down, Limit::Least)]
        {
            let mut by_day = vec![0.0; usize::from(s.season.len)];
            for d in open_days(s, spans) {
                let stop = stopped(u, DayRange::new(d, d + 1));
                by_day[usize::from(d)] = if rule == RuleId::Down { 1.0 - stop } else { stop };
            }
            let bent: Vec<bool> = by_day.iter().map(|&b| b > 1e-6).collect();
            for days in runs(&bent) {
                let amount = by_day[days.days()].iter().sum();
                let side = if rule == RuleId::Down { Side::Lower } else { Side::Upper };
                let (place, filed) = (Place::unit(s, u), 0.0);
                out.push(Bend {
                    rule,
                    place,
                    days,
                    amount,
                    least: 0.0,
                    unit: Counted::UnitDays,
                    limit,
                    side,
                    part: 0,
                    filed,
                    whole: amount,
                });
            }
        }
    }
    out
}
