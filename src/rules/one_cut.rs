//! ONE-CUT: not everyone stops on the same days.

use super::warning::{Level, Warning};
use super::{Finding, Place, Rule, RuleId, Scope, Severity, Test, Text, groups, words};
use crate::both;
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::plan::schedule::Schedule;
use crate::scenario::{CityIx, EntIx, Scenario, UnitIx};
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
        "一座城市有在役高炉的企业（不少于3家）中，高炉在错峰生产期内首末停产日完全相同的不到80%",
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
    tests: &[Test::Warnings(places)],
};

/// This share of the mills is one cut.
const SHARE: f64 = 0.8;

#[derive(Debug)]
struct City {
    ix: CityIx,
    /// Mills with furnaces in service in their period, and these furnaces.
    mills: Vec<(EntIx, Vec<UnitIx>)>,
    furnaces: Vec<UnitIx>,
}

fn places(s: &Scenario) -> Vec<Box<dyn Warning>> {
    let furnaces = |&e: &EntIx| -> (EntIx, Vec<UnitIx>) {
        let period = s.enterprises[e].period;
        (e, s.units_of(e, Kind::BlastFurnace).filter(|&u| !s.units[u].service.intersect(period).is_empty()).collect())
    };
    let city = |(ix, ents): (CityIx, Vec<EntIx>)| {
        let mills: Vec<_> = ents.iter().map(furnaces).filter(|m| !m.1.is_empty()).collect();
        City { ix, furnaces: mills.iter().flat_map(|m| m.1.iter().copied()).collect(), mills }
    };
    let cities = groups::by_city(s).into_iter().enumerate().map(city).filter(|c| c.mills.len() >= 3);
    cities.map(|c| Box::new(c) as Box<dyn Warning>).collect()
}

impl City {
    /// First and last stopped days that too many mills have in common, and how many have them.
    fn cuts(&self, s: &Scenario, schedule: &Schedule) -> Vec<((Day, Day), usize)> {
        let mut same: BTreeMap<(Day, Day), usize> = BTreeMap::new();
        for (e, furnaces) in &self.mills {
            if let Some(days) = stopped_days(s, schedule, *e, furnaces) {
                *same.entry(days).or_default() += 1;
            }
        }
        same.into_iter().filter(|&(_, n)| self.is_cut(n)).collect()
    }

    fn is_cut(&self, n: usize) -> bool {
        n as f64 / self.mills.len() as f64 >= SHARE - 1e-6
    }
}

impl Warning for City {
    fn rule(&self) -> RuleId {
        RULE.id
    }

    fn units(&self) -> &[UnitIx] {
        &self.furnaces
    }

    fn level(&self, s: &Scenario, schedule: &Schedule) -> Level {
        let cuts = self.cuts(s, schedule);
        let too_many = |n: usize| (1..=n).filter(|&k| self.is_cut(k)).count() as f64;
        Level { findings: cuts.len(), excess: cuts.iter().map(|c| too_many(c.1)).sum() }
    }

    fn findings(&self, s: &Scenario, schedule: &Schedule) -> Vec<Finding> {
        let mut out = Vec::new();
        let mills = self.mills.len();
        for ((first, last), n) in self.cuts(s, schedule) {
            let share = n as f64 / mills as f64;
            let (a, b) = (s.season.date(first), s.season.date(last));
            let note = both!("one-cut", cut = n, mills = mills, share = words::percent(share), first = a, last = b);
            let place = Place::city(self.ix).of(Kind::BlastFurnace);
            let days = DayRange::new(first, last + 1);
            out.push(Finding::new(RULE.id, note).at(place).on(s, days).amounts(share, SHARE, share - SHARE));
        }
        out
    }
}

/// First and last day in the period on which a furnace stands.
fn stopped_days(s: &Scenario, schedule: &Schedule, ent: EntIx, furnaces: &[UnitIx]) -> Option<(Day, Day)> {
    let period = s.enterprises[ent].period;
    let stops = furnaces.iter().flat_map(|&u| &schedule.units[u].stops);
    let in_period = || stops.clone().map(|w| w.days.intersect(period)).filter(|d| !d.is_empty());
    Some((in_period().map(|d| d.first).min()?, in_period().map(|d| d.end).max()? - 1))
}
