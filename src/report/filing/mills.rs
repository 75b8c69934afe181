//! The table of mills: what each must stop, why, and what it does.

use super::{Figures, Filing, figures, tonnes, year_on_year};
use crate::document::{Block, Cell, Section, Table};
use crate::kind::Kind;
use crate::lang::numbers::{percent, points, span};
use crate::measure::totals::{furnaces_of, own_ratio};
use crate::report::summary::{Mill, mill};
use crate::rules::RuleId;
use crate::rules::reasons::Reasons;
use crate::say;
use crate::scenario::{EntIx, Scenario};

/// A line a city, and one of all where there are several.
pub(super) fn cities(f: &Filing) -> Table {
    let (s, lang) = (f.scenario, f.lang);
    let rules: &[(usize, &[RuleId])] = &[(2, &[RuleId::CityRatio]), (3, &[RuleId::CityRatio]), (9, &[RuleId::SteelYoy])];
    let mut t = Table::new(&say!(lang, "filing-cities-columns"), rules);
    let mut line = |name: &str, required: Option<f64>, achieved: Option<f64>, ents: &[EntIx]| {
        let x = figures(s, f.schedule, ents);
        let mut row = vec![
            Cell::text(name),
            Cell::number(ents.len() as f64, 0),
            Cell::or_dash(required.map(Cell::share)),
            Cell::or_dash(achieved.map(Cell::share)),
        ];
        row.extend(amounts(&x, f, ents));
        t.rows.push(row);
    };
    for (c, city) in s.cities.iter().enumerate() {
        let ents: Vec<EntIx> = s.enterprises_of(c).collect();
        line(&city.name, city.min_bf_ratio, own_ratio(s, f.schedule, &furnaces_of(s, c)), &ents);
    }
    if s.cities.len() > 1 {
        line(&say!(lang, "filing-all"), None, None, &f.enterprises());
    }
    t.without_empty()
}

/// Furnace-days, hot metal not made, days of electric-arc furnaces, crude steel, last year's, year on year, emissions avoided,
/// restarts; empty where there is nothing that it could be of.
fn amounts(x: &Figures, f: &Filing, ents: &[EntIx]) -> [Cell; 8] {
    let has = |kind| ents.iter().any(|&e| f.scenario.units_of(e, kind).next().is_some());
    let only = |there: bool, cell: Cell| if there { cell } else { Cell::text("") };
    let (furnaces, eafs) = (has(Kind::BlastFurnace), has(Kind::Eaf));
    let steel = furnaces || eafs;
    [
        only(furnaces, Cell::number(x.furnace_days as f64, 0)),
        only(furnaces, tonnes(x.iron_lost_t, f.lang)),
        only(eafs, Cell::number(x.eaf_days as f64, 0)),
        only(steel, tonnes(x.steel_t, f.lang)),
        only(steel, tonnes(x.steel_last_year_t, f.lang)),
        only(steel, year_on_year(x.steel_t, x.steel_last_year_t)),
        Cell::number(x.avoided_t, 1),
        Cell::number(x.restarts as f64, 0),
    ]
}

/// What is known of one mill.
pub(super) fn facts(f: &Filing, e: EntIx) -> Table {
    let (s, lang) = (f.scenario, f.lang);
    let (ent, x) = (&s.enterprises[e], figures(s, f.schedule, &[e]));
    let mut t = Table::new(&say!(lang, "filing-facts-columns"), &[]);
    let mut line = |name: String, cell: Cell, rules: &[RuleId]| t.rows.push(vec![Cell::text(name).with_rules(rules), cell]);
    let day = |d| s.season.date(d);
    line(say!(lang, "filing-name"), Cell::text(s.enterprises[e].label()), &[]);
    line(say!(lang, "filing-city"), Cell::text(&s.cities[ent.city].name), &[]);
    let optional = [
        (say!(lang, "filing-county"), ent.county.clone()),
        (say!(lang, "filing-permit"), ent.permit.clone()),
        (say!(lang, "filing-responsible"), ent.responsible.clone()),
        (
            say!(lang, "filing-evidence"),
            (!ent.evidence.is_empty()).then(|| ent.evidence.join(&say!(lang, "list-semicolon"))),
        ),
    ];
    for (name, text) in optional {
        if let Some(text) = text {
            line(name, Cell::text(text), &[]);
        }
    }
    line(say!(lang, "filing-grade"), Cell::text(&s.policy.grades[ent.grade]), &[]);
    if f.is_mill(e) {
        line(say!(lang, "filing-required"), Cell::share(s.required_ratio(e)), &[RuleId::BfRatio]);
        line(say!(lang, "filing-why"), Cell::text(why_required(s, e, f)), &[RuleId::BfRatio]);
    } else {
        line(say!(lang, "filing-required"), Cell::text(say!(lang, "filing-as-served")), &[RuleId::AncRatio]);
    }
    if !ent.period.is_empty() {
        let when = span(day(ent.period.first), day(ent.period.end - 1), lang);
        line(say!(lang, "filing-period"), Cell::text(when), &[]);
    }
    if let Some(h) = &ent.heating {
        let when = span(day(h.days.first), day(h.days.end - 1), lang);
        let words =
            say!(lang, "filing-heating-words", when = when, least = crate::lang::numbers::grouped(h.min_iron_t_d, 0));
        line(say!(lang, "filing-heating"), Cell::text(words), &[RuleId::Heating]);
    }
    let names = say!(lang, "filing-amounts");
    for (name, cell) in names.split(" | ").zip(amounts(&x, f, &[e])).filter(|(_, cell)| !cell.text.is_empty()) {
        line(name.to_owned(), cell, &[]);
    }
    t
}

/// The column of the first kind in the table of mills.
const FIRST_KIND: usize = 6;

/// Grade, required ratio and why, achieved ratio by kind.
pub(super) fn section(f: &Filing, reasons: &Reasons) -> Section {
    let (s, lang) = (f.scenario, f.lang);
    let mut rules: Vec<(usize, &[RuleId])> = vec![(4, &[RuleId::BfRatio])];
    rules.extend(Kind::ALL.map(|k| (FIRST_KIND + k.index(), ratio_rule(k))));
    let kinds = Kind::ALL.map(|k| say!(lang, "filing-mills-achieved", kind = k.name(lang))).join(" | ");
    let mut t = Table::new(&say!(lang, "filing-mills-columns", kinds = kinds), &rules);
    for (n, e) in f.enterprises().into_iter().enumerate() {
        let (ent, m) = (&s.enterprises[e], mill(s, f.schedule, reasons, e));
        let has = |kind| s.units_of(e, kind).next().is_some();
        let only = |there: bool, cell: Cell| if there { cell } else { Cell::text("") };
        let primary = f.is_mill(e);
        let mut row = vec![
            Cell::number(n as f64 + 1.0, 0),
            Cell::text(ent.county.as_deref().unwrap_or_default()),
            Cell::text(s.enterprises[e].label()),
            Cell::text(&s.policy.grades[ent.grade]),
            only(primary, Cell::share(s.required_ratio(e))),
            only(primary, Cell::text(why_required(s, e, f))),
        ];
        // a ratio that is all of plants that serve it is none of a mill's own sheet
        row.extend(Kind::ALL.map(|k| only(f.reader.mill.is_none() || has(k), achieved(&m, k))));
        row.extend(amounts(&m.figures, f, &[e]).into_iter().take(3));
        row.push(Cell::text(if f.reader.mill.is_none() { ent.responsible.as_deref().unwrap_or_default() } else { "" }));
        t.rows.push(row);
    }
    if t.rows.len() > 1 {
        let ents = f.enterprises();
        let mut all = vec![Cell::text(""); FIRST_KIND + Kind::ALL.len()];
        all[2] = Cell::text(say!(lang, "filing-all"));
        all.extend(amounts(&figures(s, f.schedule, &ents), f, &ents).into_iter().take(3));
        all.push(Cell::text(""));
        t.rows.push(all);
    }
    let mut blocks = vec![Block::Table(t.without_empty())];
    if f.enterprises().iter().any(|&e| Kind::ancillary().any(|k| s.others_serve(e, k))) {
        blocks.insert(0, Block::Text(say!(lang, "filing-mills-basis"), vec![RuleId::AncRatio]));
    }
    Section { title: say!(lang, "filing-mills"), blocks }
}

/// The rule that a kind's ratio answers to.
const fn ratio_rule(kind: Kind) -> &'static [RuleId] {
    if kind.is_primary() { &[RuleId::BfRatio] } else { &[RuleId::AncRatio] }
}

fn achieved(m: &Mill, kind: Kind) -> Cell {
    m.ratios.iter().find(|r| r.kind == kind).map_or_else(|| Cell::text(""), |r| Cell::share(r.achieved))
}

/// What the required ratio is made up of.
fn why_required(s: &Scenario, e: EntIx, f: &Filing) -> String {
    let (ent, r, lang) = (&s.enterprises[e], &s.policy.ratio, f.lang);
    let mut parts =
        vec![say!(lang, "filing-why-grade", grade = &s.policy.grades[ent.grade], ratio = percent(s.base_ratio(e)))];
    if ent.has_violation && r.violation > 0.0 {
        parts.push(say!(lang, "filing-why-violation", more = points(r.violation, lang)));
    }
    if ent.capacity_utilisation > r.over_capacity_threshold && r.over_capacity > 0.0 {
        parts.push(say!(lang, "filing-why-over-capacity", more = points(r.over_capacity, lang)));
    }
    if !ent.norm_listed && r.not_listed > 0.0 {
        parts.push(say!(lang, "filing-why-not-listed", more = points(r.not_listed, lang)));
    }
    if s.uncapped_ratio(e) > r.cap {
        parts.push(say!(lang, "filing-why-cap", cap = percent(r.cap)));
    }
    if let Some(least) = ent.min_ratio.filter(|&least| least >= s.required_ratio(e)) {
        parts.push(say!(lang, "filing-why-city", least = percent(least)));
    }
    parts.join(&say!(lang, "list-semicolon"))
}
