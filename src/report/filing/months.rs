//! By month: crude steel against last year, its caps, emissions avoided.

use super::{Filing, tonnes, year_on_year};
use crate::day::DayRange;
use crate::document::{Block, Cell, Section, Table};
use crate::kind::Kind;
use crate::lang::numbers::year_month;
use crate::measure::totals::{avoided_t, steel_t};
use crate::rules::RuleId;
use crate::say;
use crate::scenario::{EntIx, UnitIx};

pub(super) fn sections(f: &Filing) -> Vec<Section> {
    let makes_steel = f.reader.mill.is_none_or(|e| f.is_mill(e));
    makes_steel.then(|| steel(f)).into_iter().chain([emissions(f)]).collect()
}

/// The months of the season and its whole, each with its name.
fn spans(f: &Filing) -> Vec<(String, DayRange)> {
    let season = f.scenario.season;
    let months = season.months().into_iter().map(|(y, m, days)| (year_month((y, m)), days));
    months.chain([(say!(f.lang, "filing-season-total"), season.all())]).collect()
}

fn steel(f: &Filing) -> Section {
    let (s, lang) = (f.scenario, f.lang);
    let of = |ents: &[EntIx], days: DayRange| {
        let now: f64 = ents.iter().map(|&e| steel_t(s, f.schedule, e, days)).sum();
        let last: f64 = ents.iter().map(|&e| s.steel_last_year(e, days)).sum();
        [tonnes(now, lang), tonnes(last, lang), tonnes(now - last, lang), year_on_year(now, last)]
    };
    let rules: &[(usize, &[RuleId])] = &[(3, &[RuleId::SteelYoy]), (4, &[RuleId::SteelYoy])];
    let mut t = Table::new(&say!(lang, "filing-steel-columns"), rules);
    for (name, days) in spans(f) {
        t.rows.push(std::iter::once(Cell::text(name)).chain(of(&f.enterprises(), days)).collect());
    }
    let mut blocks = vec![Block::Table(t)];
    if f.reader.mill.is_none() {
        let mut t = Table::new(&say!(lang, "filing-steel-of-mills-columns"), rules);
        // those that only serve others make none
        for e in f.enterprises().into_iter().filter(|&e| f.is_mill(e)) {
            t.rows.push(std::iter::once(Cell::text(s.enterprises[e].label())).chain(of(&[e], s.season.all())).collect());
        }
        blocks.push(Block::Table(t));
    }
    if !f.reader.public {
        blocks.extend(caps(f).map(Block::Table));
    }
    Section { title: say!(lang, "filing-steel"), blocks }
}

/// Calendar-year caps, where any is filed.
fn caps(f: &Filing) -> Option<Table> {
    let (s, lang) = (f.scenario, f.lang);
    let mut t = Table::new(&say!(lang, "filing-caps-columns"), &[(2, &[RuleId::SteelYear]), (5, &[RuleId::SteelYear])]);
    for e in f.enterprises() {
        for q in &s.enterprises[e].steel_quota {
            let planned = steel_t(s, f.schedule, e, s.season.year(q.year));
            let amounts = [q.limit_t, q.made_t, planned, q.limit_t - q.made_t - planned].map(|t| tonnes(t, lang));
            t.rows.push(
                [Cell::text(s.enterprises[e].label()), Cell::text(q.year.to_string())].into_iter().chain(amounts).collect(),
            );
        }
    }
    (!t.rows.is_empty()).then_some(t)
}

/// PM + SO2 + NOx by kind of unit.
fn emissions(f: &Filing) -> Section {
    let (s, lang) = (f.scenario, f.lang);
    let units = f.units();
    let of = |kind: Kind| -> Vec<UnitIx> { units.iter().copied().filter(|&u| s.units[u].kind == kind).collect() };
    let kinds: Vec<(Kind, Vec<UnitIx>)> =
        Kind::ALL.into_iter().map(|k| (k, of(k))).filter(|(_, units)| !units.is_empty()).collect();
    let heads = kinds.iter().map(|(k, _)| say!(lang, "filing-tonnes-of", what = k.name(lang)));
    let heads = [say!(lang, "filing-month")].into_iter().chain(heads).chain([say!(lang, "filing-tonnes-of-all")]);
    let mut t = Table::new(&heads.collect::<Vec<_>>().join(" | "), &[]);
    for (name, days) in spans(f) {
        let cells = kinds.iter().map(|(_, units)| Cell::number(avoided_t(s, f.schedule, units, days), 1));
        let all = Cell::number(avoided_t(s, f.schedule, &units, days), 1);
        t.rows.push([Cell::text(name)].into_iter().chain(cells).chain([all]).collect());
    }
    let basis = Block::Text(say!(lang, "filing-emissions-basis"), vec![]);
    Section { title: say!(lang, "filing-emissions"), blocks: vec![basis, Block::Table(t)] }
}
