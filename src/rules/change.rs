//! CHANGE: furnaces of a mill are blown out and in one at a time.

use super::warning::{Level, Warning};
use super::{Finding, Place, Rule, RuleId, Scope, Severity, Test, Text};
use crate::both;
use crate::day::DayRange;
use crate::kind::Kind;
use crate::plan::schedule::Schedule;
use crate::scenario::{EntIx, Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Change,
    name: Text::new("停复产错开", "one change at a time"),
    severity: Severity::Warning,
    scope: Scope::Enterprise,
    section: Text::new("三(十一)", "programme 3(11)"),
    clause: Text::new("安全生产", "safe production"),
    holds: Text::new(
        "同一企业没有一天同时是两座高炉普通停产的首日或末日",
        "no day is the first or last day of ordinary stops of two furnaces of a mill",
    ),
    formula: "furnaces whose ordinary stop begins or ends on the day <= 1",
    numbers_from: Text::new("计划 stops", "plan stops"),
    example: Text::new(
        "1#高炉停到12月10日，2#高炉12月10日起停：提示；2#改为11日起停即可",
        "no. 1 stops until 10 December and no. 2 from the 10th: a warning; from the 11th there is none",
    ),
    advice: Text::new("错开一天以上", "move one of them by a day"),
    tests: &[Test::Warnings(places)],
};

#[derive(Debug)]
struct Mill {
    ent: EntIx,
    furnaces: Vec<UnitIx>,
}

fn places(s: &Scenario) -> Vec<Box<dyn Warning>> {
    let mill = |ent| Mill { ent, furnaces: s.units_of(ent, Kind::BlastFurnace).collect() };
    let mills = (0..s.enterprises.len()).map(mill).filter(|m| m.furnaces.len() > 1);
    mills.map(|m| Box::new(m) as Box<dyn Warning>).collect()
}

impl Mill {
    /// Runs of days on which several furnaces change, and the most on one of them.
    fn crowded(&self, s: &Scenario, schedule: &Schedule) -> Vec<(DayRange, u32)> {
        let mut changes = vec![0_u32; usize::from(s.season.len)];
        for &u in &self.furnaces {
            for stop in schedule.units[u].ordinary() {
                changes[usize::from(stop.first)] += 1;
                if stop.len() > 1 {
                    changes[usize::from(stop.end - 1)] += 1;
                }
            }
        }
        let runs = s.season.all().runs(|d| changes[usize::from(d)] > 1);
        runs.into_iter().map(|days| (days, days.days().map(|d| changes[d]).max().unwrap_or(0))).collect()
    }
}

impl Warning for Mill {
    fn rule(&self) -> RuleId {
        RULE.id
    }

    fn units(&self) -> &[UnitIx] {
        &self.furnaces
    }

    fn level(&self, s: &Scenario, schedule: &Schedule) -> Level {
        let crowded = self.crowded(s, schedule);
        let excess = crowded.iter().map(|&(days, n)| days.len() as f64 * f64::from(n - 1)).sum();
        Level { findings: crowded.len(), excess }
    }

    fn findings(&self, s: &Scenario, schedule: &Schedule) -> Vec<Finding> {
        let mut out = Vec::new();
        for (days, n) in self.crowded(s, schedule) {
            let note = both!("change-crowded", furnaces = n);
            let place = Place::enterprise(s, self.ent).of(Kind::BlastFurnace);
            out.push(Finding::new(RULE.id, note).at(place).on(s, days).amounts(f64::from(n), 1.0, f64::from(n - 1)));
        }
        out
    }
}
