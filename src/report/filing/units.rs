//! The table of units: each stop and slow-down with its days.

use super::{Filing, NOT_PUBLIC, tonnes};
use crate::chart::size_label;
use crate::day::DayRange;
use crate::document::{Block, Cell, Section, Table};
use crate::kind::Kind;
use crate::lang::numbers::trimmed;
use crate::plan::schedule::{Basis, StopClass};
use crate::rules::RuleId;
use crate::rules::reasons::Reasons;
use crate::say;
use crate::scenario::UnitIx;
use std::collections::BTreeSet;

/// A row a stop or slow-down; units that neither stop nor slow have none.
pub(super) fn section(f: &Filing, reasons: &Reasons) -> Section {
    let (s, lang) = (f.scenario, f.lang);
    let rules: &[(usize, &[RuleId])] = &[(6, &[RuleId::Concrete]), (7, &[RuleId::Concrete]), (8, &[RuleId::ShortStop])];
    let mut t = Table::new(&say!(lang, "filing-units-columns"), rules);
    let mut line = |u: UnitIx, days: DayRange, how: String, rules: BTreeSet<RuleId>| {
        let (unit, done) = (&s.units[u], &f.schedule.units[u]);
        let owner = s.owner(u);
        // of the days that the unit's ratio is of: what a unit's rows add up to is its ratio on the chart
        let period = owner.period.intersect(unit.service);
        let share = done.sum(Basis::Counted, days.intersect(period)) / period.len().max(1) as f64;
        let lost = unit.rate_t_d * done.sum(Basis::Stop, days);
        let method = unit.stop_method.map(|m| m.name(lang)).unwrap_or_default();
        t.rows.push(vec![
            Cell::number(t.rows.len() as f64 + 1.0, 0),
            Cell::text(owner.county.as_deref().unwrap_or_default()),
            Cell::text(s.enterprises[unit.enterprise].label()),
            Cell::text(unit.kind.name(lang)),
            Cell::text(&unit.id),
            Cell::text(size_label(unit)),
            Cell::date(s.season.date(days.first)),
            Cell::date(s.season.date(days.end - 1)),
            Cell::number(days.len() as f64, 0),
            Cell::share(share),
            tonnes(lost, lang),
            Cell::text(how),
            Cell::text(method),
            Cell::of_rules(rules.into_iter().filter(|r| !(f.reader.public && NOT_PUBLIC.contains(r))).collect()),
        ]);
    };
    for u in f.units() {
        for w in &f.schedule.units[u].stops {
            let how = match w.class {
                StopClass::Fixed => say!(lang, "filing-fixed"),
                StopClass::Episode => say!(lang, "filing-episode"),
                StopClass::Ordinary => say!(lang, "filing-stop"),
            };
            line(u, w.days, how, reasons.of_stop(u, w).0);
        }
        for slow in &f.schedule.units[u].slows {
            let how = say!(lang, "filing-slow-down", hours = trimmed(slow.coking_time_h, 3));
            line(u, slow.days, how, reasons.of_slow(u, slow).0);
        }
    }
    let mut blocks = if t.rows.is_empty() {
        vec![Block::Text(say!(lang, "filing-no-stops"), vec![])]
    } else {
        vec![Block::Text(say!(lang, "filing-units-basis"), vec![RuleId::Concrete]), Block::Table(t.without_empty())]
    };
    let running: Vec<String> = f
        .units()
        .into_iter()
        .filter(|&u| s.units[u].kind == Kind::BlastFurnace && !s.units[u].service.is_empty())
        .filter(|&u| f.schedule.units[u].stops.is_empty())
        .map(|u| format!("{}/{}", s.owner(u).id, s.units[u].id))
        .collect();
    if !running.is_empty() {
        let units = running.join(&say!(lang, "list-pause"));
        blocks.push(Block::Text(say!(lang, "filing-running", units = units), vec![]));
    }
    Section { title: say!(lang, "filing-units"), blocks }
}
