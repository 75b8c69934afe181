//! How a report ends: findings, the rules' clauses, the files behind it.

use super::{Filing, Origin, Reader};
use crate::document::{Block, Cell, Document, Section, Table};
use crate::input::Set;
use crate::lang::Lang;
use crate::report::findings::{place, waived};
use crate::say;
use crate::scenario::{EntIx, Scenario};

/// Each finding with its rule.
pub(super) fn findings(f: &Filing) -> Section {
    let (s, lang) = (f.scenario, f.lang);
    let mut t = Table::new(&say!(lang, "filing-findings-columns"), &[]);
    for x in f.findings() {
        let day = |d: Option<_>| d.map_or_else(|| Cell::text(""), Cell::date);
        t.rows.push(vec![
            Cell::of_rules(vec![x.rule]),
            Cell::text(x.severity.name(lang)),
            Cell::text(place(s, x, lang)),
            day(x.first),
            day(x.last),
            Cell::text(x.note.pick(lang)),
            Cell::text(waived(s, x, lang).unwrap_or_default()),
        ]);
    }
    let block = if f.findings().is_empty() {
        Block::Text(say!(lang, "filing-no-findings"), vec![])
    } else {
        Block::Table(t.without_empty())
    };
    Section { title: say!(lang, "filing-findings"), blocks: vec![block] }
}

/// Adds the clauses of all rules that a report names, and the files and versions that it comes from.
pub(super) fn close(mut d: Document, s: &Scenario, origins: &[Origin], reader: Reader) -> Document {
    let lang = d.lang;
    let mut t = Table::new(&say!(lang, "filing-rules-columns"), &[]);
    for id in d.rules() {
        let r = id.rule();
        let clause = match lang {
            Lang::Zh => r.clause.zh.to_owned(),
            // the Chinese words bind; the English is our rendering
            Lang::En => format!("{} {}", r.clause.zh, r.clause.en),
        };
        let (name, section, holds) = (r.name.pick(lang), r.section.pick(lang), r.holds.pick(lang));
        t.rows.push(vec![Cell::clause(id), Cell::text(name), Cell::text(section), Cell::text(clause), Cell::text(holds)]);
    }
    d.sections.push(Section { title: say!(lang, "filing-rules"), blocks: vec![Block::Table(t)] });
    let mut t = Table::new(&say!(lang, "filing-sources-columns"), &[]);
    t.rows.extend(origins.iter().map(|o| [&o.what, &o.name, &o.sha256].map(Cell::text).into()));
    let version = concat!("stagger ", env!("CARGO_PKG_VERSION"));
    t.rows.push([&say!(lang, "filing-program"), version, ""].map(Cell::text).into());
    let mut blocks = vec![Block::Table(t)];
    // a key may be another mill's, a value a price
    let is_seen = |set: &&String| {
        let set = set.parse::<Set>();
        let path = set.as_ref().map(|set| set.change().0).unwrap_or_default();
        let own = |e: EntIx| {
            path.get(1).is_some_and(|of| [&s.enterprises[e].id, &s.enterprises[e].name].contains(&&(*of).to_owned()))
        };
        reader.mill.is_none_or(|e| path.first().is_some_and(|root| *root != "enterprises") || own(e))
    };
    for set in s.set.iter().filter(is_seen) {
        let set = if reader.public { set.split('=').next().unwrap_or_default() } else { set };
        blocks.push(Block::Text(say!(lang, "report-set", set = set), vec![]));
    }
    d.sections.push(Section { title: say!(lang, "filing-sources"), blocks });
    d.cleaned()
}
