//! FEED: the furnaces' stock of sinter and the like lasts.

use super::warning::{Level, Warning};
use super::{Finding, Place, Rule, RuleId, Scope, Severity, Test, Text, groups};
use crate::both;
use crate::day::DayRange;
use crate::kind::Kind;
use crate::lang::numbers::trimmed;
use crate::plan::schedule::{Basis, Schedule};
use crate::scenario::{EntIx, Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Feed,
    name: Text::new("原料衔接", "feed of the furnaces"),
    severity: Severity::Warning,
    scope: Scope::Enterprise,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new("与高炉配套", "matched to the furnaces"),
    holds: Text::new(
        "对设定feed_stock_days的每类设施，其停产占比（自有及配套，按产能）减高炉停产占比，任何一段日子的累计不超过feed_stock_days；应急日及无该类设施或高炉在役的日子不计",
        "for each mill and kind with feed_stock_days, the stopped share of the kind (own and serving, by rate) less that of the furnaces \
         adds up to at most feed_stock_days over any run of days; episode days and days without either in service add nothing",
    ),
    formula: "max over runs of days of Σ (share stopped(kind) - share stopped(furnaces)) <= feed_stock_days",
    numbers_from: Text::new(
        "政策 [shape.KIND] feed_stock_days；情景 serves、[[episodes]]；设施 rate_t_d",
        "policy [shape.KIND] feed_stock_days; scenario serves, [[episodes]]; units' rate_t_d",
    ),
    example: Text::new(
        "库存10天：唯一的烧结机停12天而高炉照常，累计12天，提示；其中6天一半高炉同停，累计9天，不提示",
        "a stock of 10 days: the only strand stands 12 days while the furnaces run, 12 days, a warning; with half of the furnaces stopped on \
         6 of them, 9 days, none",
    ),
    advice: Text::new("让配套设施与高炉同时停产", "let the kind stop together with the furnaces"),
    tests: &[Test::Warnings(places)],
};

/// Sums that differ by less, in days' output, are equal: rounding decides neither where a run starts nor where it ends.
const EQUAL: f64 = 1e-9;

/// A mill and a kind that feeds its furnaces.
#[derive(Debug)]
struct Feed {
    ent: EntIx,
    kind: Kind,
    /// Days' output that the stock holds.
    stock: f64,
    /// Units of the kind, then the furnaces.
    units: Vec<UnitIx>,
    /// How many of them are of the kind.
    own: usize,
    /// By day, what a tonne of the kind and one of the furnaces is of those in service; 0 on days that add nothing.
    per_tonne: [Vec<f64>; 2],
}

fn places(s: &Scenario) -> Vec<Box<dyn Warning>> {
    let (servers, episodes) = (groups::servers(s), groups::episode_days(s));
    let mut out: Vec<Box<dyn Warning>> = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|k| *k != Kind::BlastFurnace) {
        let Some(stock) = s.policy.shape[kind.index()].as_ref().and_then(|shape| shape.feed_stock_days) else { continue };
        for (ent, e) in s.enterprises.iter().enumerate() {
            let mut units: Vec<UnitIx> = groups::units_of(s, &servers[ent], kind).collect();
            let own = units.len();
            units.extend(s.units_of(ent, Kind::BlastFurnace));
            let (kinds, furnaces) = units.split_at(own);
            let mut per_tonne = [in_service(s, kinds), in_service(s, furnaces)];
            for d in s.season.all().days() {
                let adds = !episodes[e.city][d] && per_tonne.iter().all(|t| t[d] > 0.0);
                per_tonne.iter_mut().for_each(|t| t[d] = if adds { t[d].recip() } else { 0.0 });
            }
            out.push(Box::new(Feed { ent, kind, stock, units, own, per_tonne }));
        }
    }
    out
}

/// t/d of the units in service on each day.
fn in_service(s: &Scenario, units: &[UnitIx]) -> Vec<f64> {
    let mut out = vec![0.0; usize::from(s.season.len)];
    units.iter().for_each(|&u| out[s.units[u].service.days()].iter_mut().for_each(|t| *t += s.units[u].rate_t_d));
    out
}

impl Feed {
    /// The run of days over which the kind stops most beyond the furnaces, in days' output: the earliest and shortest such.
    fn largest_run(&self, s: &Scenario, schedule: &Schedule) -> (f64, DayRange) {
        let idle = |&u: &UnitIx| schedule.units[u].stops.is_empty() && schedule.units[u].slows.is_empty();
        if self.units[..self.own].iter().all(idle) {
            return (0.0, DayRange::EMPTY);
        }
        let mut beyond = vec![0.0; usize::from(s.season.len)];
        for (i, &u) in self.units.iter().enumerate() {
            let (per_tonne, sign) = if i < self.own { (&self.per_tonne[0], 1.0) } else { (&self.per_tonne[1], -1.0) };
            let days = &schedule.units[u];
            for w in days.stops.iter().map(|w| w.days).chain(days.slows.iter().map(|w| w.days)) {
                let tonnes = sign * s.units[u].rate_t_d * days.on(Basis::Stop, w.first);
                beyond[w.days()].iter_mut().zip(&per_tonne[w.days()]).for_each(|(f, t)| *f += tonnes * t);
            }
        }
        let (mut best, mut best_days) = (0.0, DayRange::EMPTY);
        let (mut sum, mut first) = (0.0, 0);
        for (d, f) in (0..).zip(beyond) {
            if sum <= EQUAL {
                (sum, first) = (0.0, d);
            }
            sum += f;
            if sum > best + EQUAL {
                (best, best_days) = (sum, DayRange::new(first, d + 1));
            }
        }
        (best, best_days)
    }
}

impl Warning for Feed {
    fn rule(&self) -> RuleId {
        RULE.id
    }

    fn units(&self) -> &[UnitIx] {
        &self.units
    }

    fn level(&self, s: &Scenario, schedule: &Schedule) -> Level {
        let excess = self.largest_run(s, schedule).0 - self.stock;
        if excess > 1e-6 { Level { findings: 1, excess } } else { Level::default() }
    }

    fn findings(&self, s: &Scenario, schedule: &Schedule) -> Vec<Finding> {
        let (sum, days) = self.largest_run(s, schedule);
        let stock = self.stock;
        if sum <= stock + 1e-6 {
            return Vec::new();
        }
        let (n, m) = (trimmed(sum, 2), trimmed(stock, 2));
        let note = both!("feed-out", kind = self.kind, days = n, stock = m);
        let finding = Finding::new(RULE.id, note).at(Place::enterprise(s, self.ent).of(self.kind)).on(s, days);
        vec![finding.amounts(sum, stock, sum - stock)]
    }
}
