//! FEED: the furnaces' stock of sinter and the like lasts.

use super::warning::{Level, Warning};
use super::{Finding, Note, Place, Rule, RuleId, Scope, Severity, Test, Text, groups, words};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
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
    /// Days outside episodes on which some unit of each is in service.
    matters: Vec<bool>,
}

fn places(s: &Scenario) -> Vec<Box<dyn Warning>> {
    let (servers, episodes) = (groups::servers(s), groups::episode_days(s));
    let mut out: Vec<Box<dyn Warning>> = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|&k| k != Kind::BlastFurnace) {
        let Some(stock) = s.policy.shape[kind.index()].as_ref().and_then(|shape| shape.feed_stock_days) else { continue };
        for (ent, e) in s.enterprises.iter().enumerate() {
            let mut units: Vec<UnitIx> = groups::units_of(s, &servers[ent], kind).collect();
            let own = units.len();
            units.extend(s.units_of(ent, Kind::BlastFurnace));
            if own == 0 || own == units.len() {
                continue;
            }
            let there = |units: &[UnitIx], d: Day| units.iter().any(|&u| s.units[u].service.contains(d));
            let both = |d: Day| there(&units[..own], d) && there(&units[own..], d);
            let matters = (0..s.season.len).map(|d| !episodes[e.city][usize::from(d)] && both(d)).collect();
            out.push(Box::new(Feed { ent, kind, stock, units, own, matters }));
        }
    }
    out
}

impl Feed {
    /// The run of days over which the kind stops most beyond the furnaces, in days' output: the earliest and shortest such.
    fn largest_run(&self, s: &Scenario, schedule: &Schedule) -> (f64, DayRange) {
        let (kind, furnaces) = self.units.split_at(self.own);
        let idle = |&u: &UnitIx| schedule.units[u].stops.is_empty() && schedule.units[u].slows.is_empty();
        if kind.iter().all(idle) {
            return (0.0, DayRange::EMPTY);
        }
        let (mut best, mut best_days) = (0.0, DayRange::EMPTY);
        let (mut sum, mut first) = (0.0, 0);
        for d in 0..s.season.len {
            if sum <= 0.0 {
                (sum, first) = (0.0, d);
            }
            if self.matters[usize::from(d)] {
                sum += share(s, schedule, kind, d) - share(s, schedule, furnaces, d);
            }
            if sum > best + 1e-12 {
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
        let (n, m) = (words::number(sum, 2), words::number(stock, 2));
        let note = Note::new(
            format!("{}比高炉多停累计{n}天产量，库存只够{m}天；请让其与高炉同时停产", self.kind.zh()),
            format!(
                "the {}s stop {n} days' output more than the furnaces, stock lasts {m}; stop them together",
                self.kind.en()
            ),
        );
        let finding = Finding::new(RULE.id, note).at(Place::enterprise(s, self.ent).of(self.kind)).on(s, days);
        vec![finding.amounts(sum, stock, sum - stock)]
    }
}

/// Stopped share by rate of those of some units that are in service on a day, one at least.
fn share(s: &Scenario, schedule: &Schedule, units: &[UnitIx], d: Day) -> f64 {
    let (mut rate, mut stopped) = (0.0, 0.0);
    for &u in units.iter().filter(|&&u| s.units[u].service.contains(d)) {
        rate += s.units[u].rate_t_d;
        stopped += s.units[u].rate_t_d * schedule.units[u].on(Basis::Stop, d);
    }
    if rate > 0.0 { stopped / rate } else { 0.0 }
}
