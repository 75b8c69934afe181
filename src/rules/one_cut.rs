//! ONE-CUT: not everyone stops on the same days.

use super::{Check, Finding, Note, Place, Rule, RuleId, Scope, Severity, Text, groups, words};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::scenario::{EntIx, UnitIx};
use std::collections::BTreeMap;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::OneCut,
    name: Text::new("避免“一刀切”", "no one cut for all"),
    severity: Severity::Warning,
    scope: Scope::City,
    section: Text::new("三(十一)", "programme 3(11)"),
    clause: Text::new("避免“一刀切”", "no one cut for all"),
    holds: Text::new(
        "一座城市有在役高炉的企业（不少于3家）中，高炉在错峰期内首末停产日完全相同的不到80%",
        "fewer than 80 % of a city's mills with furnaces in service (three such mills at least) have the same first and last stopped day \
         of furnaces in the staggering period",
    ),
    formula: "max over (first, last) of mills with these days / mills < 0.8",
    numbers_from: Text::new(
        "计划 stops；政策 [ratio] start、end；情景 stagger_end",
        "plan stops; policy [ratio] start, end; scenario stagger_end",
    ),
    example: Text::new(
        "5家企业中4家都是12月1日停、1月20日复产：80%，提示",
        "4 of 5 mills stop from 1 December to 20 January: 80 %, a warning",
    ),
    advice: Text::new("错开各企业的停产起止日", "give the mills different first and last days"),
    rows: None,
    check: Some(check),
};

/// This share of the mills is one cut.
const SHARE: f64 = 0.8;

fn check(c: &Check) -> Vec<Finding> {
    let s = c.scenario;
    let mut out = Vec::new();
    for (city, ents) in groups::by_city(s).iter().enumerate() {
        let mut mills = 0_usize;
        let mut same: BTreeMap<(Day, Day), usize> = BTreeMap::new();
        for &e in ents {
            let period = s.enterprises[e].period;
            let furnaces: Vec<UnitIx> =
                s.units_of(e, Kind::BlastFurnace).filter(|&u| !s.units[u].service.intersect(period).is_empty()).collect();
            mills += usize::from(!furnaces.is_empty());
            if let Some(days) = stopped_days(c, e, &furnaces) {
                *same.entry(days).or_default() += 1;
            }
        }
        for ((first, last), n) in same {
            let share = n as f64 / mills as f64;
            if mills >= 3 && share >= SHARE - 1e-6 {
                let (a, b) = (s.season.date(first), s.season.date(last));
                let note = Note::new(
                    format!("{mills}家企业中有{n}家（{}）高炉首末停产日同为{a}、{b}；请错开", words::percent(share)),
                    format!(
                        "{n} of {mills} mills ({}) first stop a furnace on {a} and last on {b}; spread them",
                        words::percent(share)
                    ),
                );
                let place = Place::city(city).of(Kind::BlastFurnace);
                let days = DayRange::new(first, last + 1);
                out.push(Finding::new(RULE.id, note).at(place).on(s, days).amounts(share, SHARE, share - SHARE));
            }
        }
    }
    out
}

/// First and last day in the period on which a furnace stands.
fn stopped_days(c: &Check, ent: EntIx, furnaces: &[UnitIx]) -> Option<(Day, Day)> {
    let period = c.scenario.enterprises[ent].period;
    let stops = furnaces.iter().flat_map(|&u| &c.schedule.units[u].stops);
    let in_period: Vec<DayRange> = stops.map(|w| w.days.intersect(period)).filter(|d| !d.is_empty()).collect();
    Some((in_period.iter().map(|d| d.first).min()?, in_period.iter().map(|d| d.end).max()? - 1))
}
