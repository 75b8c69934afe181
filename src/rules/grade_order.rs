//! GRADE-ORDER: the lower the grade, the higher the ratio.

use super::warning::{Level, Warning};
use super::{Finding, Measure, Place, Row, Rule, RuleId, Scope, Severity, Term, Test, Text, groups, ratio, words};
use crate::both;
use crate::plan::schedule::Schedule;
use crate::scenario::{EntIx, Route, Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::GradeOrder,
    name: Text::new("绩效等级越低比例越高", "ratio by grade"),
    severity: Severity::Warning,
    scope: Scope::City,
    section: Text::new("二(二)、三(十一)", "programme 2(2), 3(11)"),
    clause: Text::new(
        "环保绩效评级越低错峰生产比例越高；避免“一刀切”",
        "the lower the environmental grade, the higher the staggered ratio; no one cut for all",
    ),
    holds: Text::new(
        "同一城市内，各绩效等级企业主要设施的合计错峰生产比例（全废钢短流程、加严和min_ratio的企业除外）随等级降低不下降，基础比例不同的绩效等级至少差0.5个百分点",
        "in a city, the ratio of primary units over the enterprises of a grade (scrap-eaf mills and those with an increment or min_ratio \
         set aside) does not fall from a grade to the next lower one, and differs by at least 0.005 where their bases differ",
    ),
    formula: "ratio(lower grade) - ratio(grade) >= 0.005 (0 where the bases are equal)",
    numbers_from: Text::new(
        "情景 grade、route、min_ratio及加严情形；政策 [ratio] base；设施 rate_t_d",
        "scenario grade, route, min_ratio and increments; policy [ratio] base; units' rate_t_d",
    ),
    example: Text::new(
        "B级合计31.0%、C级合计31.2%：差0.2个百分点，提示",
        "grade B at 31.0 % and C at 31.2 %: 0.2 points apart, a warning",
    ),
    advice: Text::new("让绩效等级低的企业多停、等级高的少停", "stop the lower grade longer and the higher less"),
    tests: &[Test::Warnings(places)],
};

/// Least difference between grades of different bases.
const APART: f64 = 0.005;

/// A grade of a city and the next lower one that is present.
#[derive(Debug)]
struct Pair {
    upper: usize,
    lower: usize,
    /// Ratio of the lower grade less that of the upper.
    row: Row,
    units: Vec<UnitIx>,
}

fn places(s: &Scenario) -> Vec<Box<dyn Warning>> {
    let mut out: Vec<Box<dyn Warning>> = Vec::new();
    for (city, ents) in groups::by_city(s).iter().enumerate() {
        let mut by_grade: Vec<Vec<EntIx>> = vec![Vec::new(); s.policy.grades.len()];
        for &e in ents.iter().filter(|&&e| plain(s, e)) {
            by_grade[s.enterprises[e].grade].push(e);
        }
        let present: Vec<(usize, Vec<Term>)> =
            by_grade.iter().enumerate().filter_map(|(g, ents)| Some((g, of_grade(s, ents)?))).collect();
        for pair in present.windows(2) {
            let ((upper, high), (lower, low)) = (&pair[0], &pair[1]);
            let against = high.iter().map(|t| Term { coef: -t.coef, ..*t });
            let terms: Vec<Term> = low.iter().copied().chain(against).collect();
            let base = &s.policy.ratio.base;
            let apart = if base[*lower] > base[*upper] { APART } else { 0.0 };
            let units = terms.iter().map(|t| t.unit).collect();
            let row = Row::new(RULE.id, Place::city(city), ratio::span(&terms), Measure::Fraction, terms);
            let row = Row { lower: apart, ..row };
            out.push(Box::new(Pair { upper: *upper, lower: *lower, row, units }));
        }
    }
    out
}

impl Pair {
    fn short(&self, schedule: &Schedule) -> f64 {
        let short = self.row.violation(self.row.value(schedule));
        if short > self.row.measure.tolerance() { short } else { 0.0 }
    }
}

impl Warning for Pair {
    fn rule(&self) -> RuleId {
        RULE.id
    }

    fn units(&self) -> &[UnitIx] {
        &self.units
    }

    fn level(&self, _: &Scenario, schedule: &Schedule) -> Level {
        let short = self.short(schedule);
        let day = self.row.terms.iter().map(|t| t.coef.abs()).fold(0.0, f64::max);
        Level { findings: usize::from(short > 0.0), excess: short / day }
    }

    fn findings(&self, s: &Scenario, schedule: &Schedule) -> Vec<Finding> {
        let short = self.short(schedule);
        if short <= 0.0 {
            return Vec::new();
        }
        let (low, required) = self.row.sides(schedule, self.row.value(schedule), self.row.lower);
        let (g, l) = (&s.policy.grades[self.upper], &s.policy.grades[self.lower]);
        let (h, w, a) = (words::percent(required - self.row.lower), words::percent(low), words::percent(required));
        let note = both!("grade-order", lower = l, low = w, upper = g, high = h, required = a);
        let finding = Finding::new(RULE.id, note).at(self.row.place).on(s, self.row.days);
        vec![finding.amounts(low, required, short)]
    }
}

/// Neither a scrap-eaf mill, nor one with an increment or a ratio of its own.
fn plain(s: &Scenario, ent: EntIx) -> bool {
    let e = &s.enterprises[ent];
    e.route == Route::Integrated && e.min_ratio.is_none() && s.uncapped_ratio(ent) <= s.base_ratio(ent)
}

/// Terms that sum to the ratio of the primary units of some enterprises.
fn of_grade(s: &Scenario, ents: &[EntIx]) -> Option<Vec<Term>> {
    let units = ents.iter().flat_map(|&e| s.primary_units(e).into_iter().map(move |u| (u, s.enterprises[e].period)));
    ratio::terms(s, units, 1.0)
}
