//! What moved against an earlier plan.

use super::Filing;
use crate::document::{Block, Cell, Section, Table};
use crate::measure::changes::changes;
use crate::plan::schedule::Schedule;
use crate::report::changes::words;
use crate::say;

/// A row a unit that does otherwise.
pub(super) fn section(f: &Filing, before: &Schedule) -> Section {
    let (s, lang) = (f.scenario, f.lang);
    let mut t = Table::new(&say!(lang, "filing-moved-columns"), &[]);
    let own = |u: usize| f.reader.mill.is_none_or(|e| s.units[u].enterprise == e);
    let moved: Vec<_> = changes(s, before, f.schedule).into_iter().filter(|c| own(c.unit)).collect();
    for c in &moved {
        let u = &s.units[c.unit];
        t.rows.push(vec![
            Cell::text(s.enterprises[u.enterprise].label()),
            Cell::text(u.kind.name(lang)),
            Cell::text(&u.id),
            Cell::text(words(s, c, lang)),
            Cell::number(c.days, 1),
        ]);
    }
    let days: f64 = moved.iter().map(|c| c.days).sum();
    let said = say!(lang, "filing-moved-words", units = moved.len(), days = crate::lang::numbers::decimal(days, 1));
    let blocks = [Block::Text(said, vec![])].into_iter().chain((!moved.is_empty()).then_some(Block::Table(t)));
    Section { title: say!(lang, "filing-moved"), blocks: blocks.collect() }
}
