//! CLAIM: what a plan says of itself is true.

use super::{Check, Finding, Rule, RuleId, Scope, Severity, Test, Text, words};
use crate::both;
use crate::lang::numbers::trimmed;
use crate::measure::cost::total_cost;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Claim,
    name: Text::new("计划自报数", "what the plan claims"),
    severity: Severity::Error,
    scope: Scope::Plan,
    section: Text::new("方案以外", "not of the programme"),
    clause: Text::new("计划自报的费用、下界和差距须属实", "what a plan says of its cost, bound and gap is true"),
    holds: Text::new(
        "[solve]中的objective与重算的费用（减产损失＋复产与焖炉＋配套设施少产－减排价值，stagger check末尾列出）相符，bound不高于重算费用，gap与其自报数\
         相符；各项均可不填；bound是否成立无法由审核得出",
        "in [solve], objective is the cost as recomputed (lost margin, restarts and ancillary output, less the value of avoided emissions: \
         `stagger check` ends with it), bound is at most it, gap follows from what is claimed; each may be absent; whether a bound is one, a \
         checker cannot tell",
    ),
    formula: "|objective - cost| <= max(1, 1e-6·|cost|); bound <= cost + the same; |gap - (objective - bound)/max(|objective|, 1)| <= 1e-6",
    numbers_from: Text::new(
        "计划 [solve] objective、bound、gap；政策 [cost]、[emission.*]",
        "plan [solve] objective, bound, gap; policy [cost], [emission.*]",
    ),
    example: Text::new(
        "重算为100000000元：自报objective相差100元以内合规",
        "a recomputed cost of 100,000,000 CNY: a claimed objective within 100 CNY of it holds",
    ),
    advice: Text::new("重新计算[solve]，或删去", "recompute [solve] or leave it out"),
    tests: &[Test::Plan(check)],
};

fn check(c: &Check) -> Vec<Finding> {
    let claim = &c.plan.solve;
    if claim.objective.is_none() && claim.bound.is_none() && claim.gap.is_none() {
        return Vec::new();
    }
    let cost = total_cost(c.scenario, c.schedule).total();
    let tolerance = (1e-6 * cost.abs()).max(1.0);
    let cny = |x: f64| trimmed(x, 2);
    let mut out = Vec::new();
    if let Some(o) = claim.objective.filter(|o| (o - cost).abs() > tolerance) {
        let note = both!("claim-objective", claimed = cny(o), cost = cny(cost));
        out.push(Finding::new(RULE.id, note).amounts(o, cost, (o - cost).abs()));
    }
    if let Some(b) = claim.bound.filter(|b| *b > cost + tolerance) {
        let note = both!("claim-bound", bound = cny(b), cost = cny(cost));
        out.push(Finding::new(RULE.id, note).amounts(b, cost, b - cost));
    }
    if let (Some(o), Some(b), Some(gap)) = (claim.objective, claim.bound, claim.gap) {
        let formula = crate::plan::gap(o, b);
        if (gap - formula).abs() > 1e-6 {
            let note = both!("claim-gap", claimed = words::percent(gap), gap = words::percent(formula));
            out.push(Finding::new(RULE.id, note).amounts(gap, formula, (gap - formula).abs()));
        }
    }
    out
}
