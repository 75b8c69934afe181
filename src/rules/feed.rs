//! FEED: the furnaces' stock of sinter and the like lasts.

use super::{Check, Finding, Note, Place, Rule, RuleId, Scope, Severity, Text, groups, words};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::plan::schedule::Basis;
use crate::scenario::{Scenario, UnitIx};

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
    rows: None,
    check: Some(check),
};

fn check(c: &Check) -> Vec<Finding> {
    let s = c.scenario;
    let (servers, episodes) = (groups::servers(s), groups::episode_days(s));
    let mut out = Vec::new();
    for kind in Kind::ALL {
        let stock = s.policy.shape[kind.index()].as_ref().and_then(|shape| shape.feed_stock_days);
        let Some(stock) = stock.filter(|_| kind != Kind::BlastFurnace) else { continue };
        for (e, ent) in s.enterprises.iter().enumerate() {
            let units: Vec<UnitIx> = groups::units_of(s, &servers[e], kind).collect();
            let idle = |&u: &UnitIx| c.schedule.units[u].stops.is_empty() && c.schedule.units[u].slows.is_empty();
            if units.iter().all(idle) {
                continue;
            }
            let furnaces: Vec<UnitIx> = s.units_of(e, Kind::BlastFurnace).collect();
            let f = |d: Day| match (share(c, &units, d), share(c, &furnaces, d)) {
                (Some(k), Some(b)) if !episodes[ent.city][usize::from(d)] => k - b,
                _ => 0.0,
            };
            let (sum, days) = largest_run(s, f);
            if sum > stock + 1e-6 {
                let (n, m) = (words::number(sum, 2), words::number(stock, 2));
                let note = Note::new(
                    format!("{}比高炉多停累计{n}天产量，库存只够{m}天；请让其与高炉同时停产", kind.zh()),
                    format!(
                        "the {}s stop {n} days' output more than the furnaces, stock lasts {m}; stop them together",
                        kind.en()
                    ),
                );
                out.push(Finding::new(RULE.id, note).at(Place::enterprise(s, e).of(kind)).on(s, days).amounts(
                    sum,
                    stock,
                    sum - stock,
                ));
            }
        }
    }
    out
}

/// Stopped share of some units by rate on a day; `None` where none is in service.
fn share(c: &Check, units: &[UnitIx], d: Day) -> Option<f64> {
    let (mut rate, mut stopped) = (0.0, 0.0);
    for &u in units.iter().filter(|&&u| c.scenario.units[u].service.contains(d)) {
        rate += c.scenario.units[u].rate_t_d;
        stopped += c.scenario.units[u].rate_t_d * c.schedule.units[u].on(Basis::Stop, d);
    }
    (rate > 0.0).then(|| stopped / rate)
}

/// The run of days with the largest sum, the earliest and shortest such.
fn largest_run(s: &Scenario, f: impl Fn(Day) -> f64) -> (f64, DayRange) {
    let (mut best, mut best_days) = (0.0, DayRange::EMPTY);
    let (mut sum, mut first) = (0.0, 0);
    for d in 0..s.season.len {
        if sum <= 0.0 {
            (sum, first) = (0.0, d);
        }
        sum += f(d);
        if sum > best + 1e-12 {
            (best, best_days) = (sum, DayRange::new(first, d + 1));
        }
    }
    (best, best_days)
}
