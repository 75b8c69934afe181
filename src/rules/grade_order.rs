//! GRADE-ORDER: the lower the grade, the higher the ratio.

use super::{Check, Finding, Note, Place, Rule, RuleId, Scope, Severity, Text, groups, ratio, words};
use crate::day::DayRange;
use crate::scenario::{EntIx, Route, Scenario};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::GradeOrder,
    name: Text::new("评级越低比例越高", "ratio by grade"),
    severity: Severity::Warning,
    scope: Scope::City,
    section: Text::new("二(二)、三(十一)", "programme 2(2), 3(11)"),
    clause: Text::new(
        "环保绩效评级越低错峰生产比例越高；避免“一刀切”",
        "the lower the environmental grade, the higher the staggered ratio; no one cut for all",
    ),
    holds: Text::new(
        "同一城市内，各评级企业主要设施的合计错峰生产比例（全废钢短流程、加严和min_ratio的企业除外）随评级降低不下降，基准不同的评级至少差0.5个百分点",
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
    advice: Text::new("让评级低的企业多停、评级高的少停", "stop the lower grade longer and the higher less"),
    rows: None,
    check: Some(check),
};

/// Least difference between grades of different bases.
const APART: f64 = 0.005;

fn check(c: &Check) -> Vec<Finding> {
    let s = c.scenario;
    let mut out = Vec::new();
    for (city, ents) in groups::by_city(s).iter().enumerate() {
        let mut by_grade: Vec<Vec<EntIx>> = vec![Vec::new(); s.policy.grades.len()];
        for &e in ents.iter().filter(|&&e| plain(s, e)) {
            by_grade[s.enterprises[e].grade].push(e);
        }
        let present: Vec<(usize, f64, DayRange)> =
            by_grade.iter().enumerate().filter_map(|(g, ents)| of_grade(c, ents).map(|(r, days)| (g, r, days))).collect();
        for pair in present.windows(2) {
            let ((upper, high, days), (lower, low, other)) = (pair[0], pair[1]);
            let base = &s.policy.ratio.base;
            let apart = if base[lower] > base[upper] { APART } else { 0.0 };
            let short = high + apart - low;
            if short <= 1e-6 {
                continue;
            }
            let (g, l) = (&s.policy.grades[upper], &s.policy.grades[lower]);
            let (h, w, a) = (words::percent(high), words::percent(low), words::percent(high + apart));
            let note = Note::new(
                format!("{l}级合计{w}，{g}级合计{h}，{l}级应不低于{a}；请让{l}级多停或{g}级少停"),
                format!(
                    "grade {l} at {w}, grade {g} at {h}: grade {l} should be at {a} at least; stop {l} longer or {g} less"
                ),
            );
            let days = DayRange::new(days.first.min(other.first), days.end.max(other.end));
            out.push(Finding::new(RULE.id, note).at(Place::city(city)).on(s, days).amounts(low, high + apart, short));
        }
    }
    out
}

/// Neither a scrap-eaf mill, nor one with an increment or a ratio of its own.
fn plain(s: &Scenario, ent: EntIx) -> bool {
    let e = &s.enterprises[ent];
    let over = e.capacity_utilisation > s.policy.ratio.over_capacity_threshold;
    e.route == Route::Integrated && e.min_ratio.is_none() && !e.has_violation && !over && e.norm_listed
}

/// Ratio of the primary units of some enterprises, and its days.
fn of_grade(c: &Check, ents: &[EntIx]) -> Option<(f64, DayRange)> {
    let s = c.scenario;
    let units = ents.iter().flat_map(|&e| s.primary_units(e).into_iter().map(move |u| (u, s.enterprises[e].period)));
    let terms = ratio::terms(s, units, 1.0)?;
    let value = terms.iter().map(|t| t.coef * c.schedule.units[t.unit].sum(t.basis, t.days)).sum();
    Some((value, ratio::span(&terms)))
}
