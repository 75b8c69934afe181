//! The linear rules of contract section 5 for enumeration: what each unit's season adds to each of them.

use super::recount::care::asked_lines;
use super::recount::ratios::{base, of_kind, primary, required_ratio, serving};
use super::recount::tonnes::{last_year, lists};
use super::recount::units::{UnitDays, episode_day};
use super::recount::{date, days_in, season_len, unit_days};
use chrono::Datelike;
use steel_stagger::kind::Kind;
use steel_stagger::plan::Plan;
use steel_stagger::policy::StageLevel;
use steel_stagger::scenario::Scenario;

/// What a row sums over the days of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Stop,
    Counted,
    Cold,
}

/// (unit, days, coefficient).
pub type Term = (usize, Vec<usize>, f64);

/// `Σ coef · what(unit, day)` over days is at least `least`; everything is scaled to shares.
#[derive(Debug, Clone)]
pub struct Row {
    pub terms: Vec<Term>,
    pub what: What,
    pub least: f64,
    /// The row is coke's ANC-RATIO.
    pub coke: bool,
}

impl Row {
    fn new(what: What, least: f64) -> Self {
        Self { terms: Vec::new(), what, least, coke: false }
    }

    /// What a unit's season adds.
    pub fn adds(&self, u: usize, days: &UnitDays) -> f64 {
        let values = match self.what {
            What::Stop => &days.stop,
            What::Counted => &days.counted,
            What::Cold => &days.cold,
        };
        self.terms
            .iter()
            .filter(|t| t.0 == u)
            .map(|(_, over, coef)| coef * over.iter().map(|&d| values[d]).sum::<f64>())
            .sum()
    }
}

/// All rows of a scenario.
pub fn rows(s: &Scenario) -> Vec<Row> {
    let idle = Plan::default();
    let units: Vec<UnitDays> = (0..s.units.len()).map(|u| unit_days(s, &idle, u)).collect();
    let mut out = Vec::new();
    ratios(s, &units, &mut out);
    steel(s, &units, &mut out);
    daily(s, &units, &mut out);
    out
}

/// Adds the terms of `sign · ratio(set)`; false where no unit is in service.
fn add_ratio(
    s: &Scenario,
    units: &[UnitDays],
    set: &[usize],
    of: impl Fn(usize) -> usize,
    sign: f64,
    row: &mut Row,
) -> bool {
    let over: Vec<(usize, Vec<usize>)> =
        set.iter().map(|&u| (u, s.enterprises[of(u)].period.days().filter(|&d| units[u].service[d]).collect())).collect();
    let all: f64 = over.iter().map(|(u, days)| s.units[*u].rate_t_d * days.len() as f64).sum();
    row.terms.extend(over.into_iter().map(|(u, days)| (u, days, sign * s.units[u].rate_t_d / all)));
    all > 0.0
}

fn ratios(s: &Scenario, units: &[UnitDays], out: &mut Vec<Row>) {
    for e in 0..s.enterprises.len() {
        let mut row = Row::new(What::Counted, required_ratio(s, e));
        if add_ratio(s, units, &primary(s, e), |_| e, 1.0, &mut row) {
            out.push(row);
        }
        for kind in [Kind::CokeOven, Kind::Sinter, Kind::Pellet, Kind::LimeKiln] {
            let mut row = Row::new(What::Counted, 0.0);
            row.coke = kind == Kind::CokeOven;
            let furnaces = add_ratio(s, units, &of_kind(s, e, Kind::BlastFurnace), |_| e, -1.0, &mut row);
            if furnaces && add_ratio(s, units, &serving(s, e, kind), |_| e, 1.0, &mut row) {
                out.push(row);
            }
        }
    }
    for (c, city) in s.cities.iter().enumerate() {
        let Some(least) = city.min_bf_ratio else { continue };
        let mut row = Row::new(What::Counted, least);
        if add_ratio(s, units, &furnaces_of(s, c), |u| s.units[u].enterprise, 1.0, &mut row) {
            out.push(row);
        }
    }
}

fn furnaces_of(s: &Scenario, c: usize) -> Vec<usize> {
    let here = |u: &usize| s.enterprises[s.units[*u].enterprise].city == c;
    (0..s.units.len()).filter(here).filter(|&u| s.units[u].kind == Kind::BlastFurnace).collect()
}

/// Steel made at most `limit`, as steel not made at least the rest.
fn at_most(s: &Scenario, units: &[UnitDays], mills: &[usize], days: &[usize], limit: f64, out: &mut Vec<Row>) {
    let (mut full, mut terms) = (0.0, Vec::new());
    for (u, unit) in s.units.iter().enumerate().filter(|(_, unit)| mills.contains(&unit.enterprise)) {
        let each = match unit.kind {
            Kind::BlastFurnace => s.enterprises[unit.enterprise].steel_per_iron * unit.rate_t_d,
            Kind::Eaf => unit.rate_t_d,
            _ => continue,
        };
        let there: Vec<usize> = days.iter().copied().filter(|&d| units[u].service[d]).collect();
        full += each * there.len() as f64;
        terms.push((u, there, each));
    }
    let scale = if full > 0.0 { full } else { 1.0 };
    let mut row = Row::new(What::Stop, (full - limit) / scale);
    row.terms = terms.into_iter().map(|(u, days, each)| (u, days, each / scale)).collect();
    out.push(row);
}

fn steel(s: &Scenario, units: &[UnitDays], out: &mut Vec<Row>) {
    let season: Vec<usize> = (0..season_len(s)).collect();
    for e in 0..s.enterprises.len() {
        if !primary(s, e).is_empty() {
            at_most(s, units, &[e], &season, last_year(s, e, 0, season.len() - 1), out);
        }
        for q in &s.enterprises[e].steel_quota {
            let days: Vec<usize> = season.iter().copied().filter(|&d| date(s, d).year() == q.year).collect();
            if !days.is_empty() {
                at_most(s, units, &[e], &days, q.limit_t - q.made_t, out);
            }
        }
    }
    for stage in &s.policy.stages {
        let days = days_in(s, stage.span.start, stage.span.end);
        for c in 0..s.cities.len() {
            let mills: Vec<usize> = (0..s.enterprises.len()).filter(|&e| s.enterprises[e].city == c).collect();
            let listed = lists(stage.cities.as_ref(), &s.cities[c].name);
            if days.is_empty() || !listed || mills.iter().all(|&e| base(s, e) <= 0.0) {
                continue;
            }
            let limit = |e: usize| stage.factor * last_year(s, e, days[0], *days.last().unwrap());
            if stage.level == StageLevel::City {
                at_most(s, units, &mills, &days, mills.iter().map(|&e| limit(e)).sum(), out);
            } else {
                for &e in mills.iter().filter(|&&e| base(s, e) > 0.0) {
                    at_most(s, units, &[e], &days, limit(e), out);
                }
            }
        }
    }
}

fn daily(s: &Scenario, units: &[UnitDays], out: &mut Vec<Row>) {
    for (c, city) in s.cities.iter().enumerate() {
        for band in &city.stopped_share {
            for d in band.days.days() {
                let there: Vec<usize> = furnaces_of(s, c).into_iter().filter(|&u| units[u].service[d]).collect();
                let all: f64 = there.iter().map(|&u| s.units[u].rate_t_d).sum();
                let share = |sign: f64| there.iter().map(|&u| (u, vec![d], sign * s.units[u].rate_t_d / all)).collect();
                if there.is_empty() {
                    continue;
                }
                out.push(Row { terms: share(1.0), ..Row::new(What::Stop, band.min) });
                if !episode_day(s, c, d) {
                    out.push(Row { terms: share(-1.0), ..Row::new(What::Stop, -band.max) });
                }
            }
        }
    }
    for (e, ent) in s.enterprises.iter().enumerate() {
        if let Some(heating) = &ent.heating {
            for d in heating.days.days() {
                let furnaces = of_kind(s, e, Kind::BlastFurnace);
                let there: Vec<usize> = furnaces.into_iter().filter(|&u| units[u].service[d]).collect();
                let all: f64 = there.iter().map(|&u| s.units[u].rate_t_d).sum();
                let scale = f64::max(all, 1.0);
                let terms = there.iter().map(|&u| (u, vec![d], -s.units[u].rate_t_d / scale)).collect();
                out.push(Row { terms, ..Row::new(What::Cold, (heating.min_iron_t_d - all) / scale) });
            }
        }
        for episode in s.episodes.iter().filter(|p| p.city == ent.city) {
            for kind in Kind::ALL {
                for d in episode.days.days() {
                    let asked = asked_lines(s, units, e, episode, kind, d);
                    if asked > 0 {
                        let there = of_kind(s, e, kind).into_iter().filter(|&u| units[u].service[d]);
                        let terms = there.map(|u| (u, vec![d], 1.0)).collect();
                        out.push(Row { terms, ..Row::new(What::Stop, asked as f64) });
                    }
                }
            }
        }
    }
}
