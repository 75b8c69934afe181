//! BF-RATIO: the staggered ratio of an enterprise's primary units.

use super::{Place, Row, Rule, RuleId, Scope, Severity, Test, Text, ratio};
use crate::scenario::Scenario;

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::BfRatio,
    name: Text::new("高炉错峰生产比例", "blast-furnace staggered ratio"),
    severity: Severity::Error,
    scope: Scope::Enterprise,
    section: Text::new("二(二)", "programme 2(2)"),
    clause: Text::new(
        "A级企业、完成超低排放改造的全废钢短流程炼钢企业自主采取减排措施；其他企业根据不同环保绩效评级和目标任务执行差异化错峰\
         生产比例；环保绩效评级越低，错峰生产比例越高；对2021年以来中央生态环境保护督察、钢铁产能“回头看”发现问题的，产能利用率\
         超过120%的，未列入规范公告的，加大错峰生产比例",
        "Grade-A mills and all-scrap EAF mills with ultra-low emission decide on their own measures; the others stagger by ratios \
         that differ by environmental grade and task, the lower the grade the higher the ratio; more is asked of mills with \
         violations found since 2021, with utilisation above 120 %, or not on the norm list",
    ),
    holds: Text::new(
        "每家企业主要设施（高炉；无高炉时为电炉）在错峰生产期内的错峰生产比例不低于规定比例",
        "for each enterprise, the ratio of its primary units (furnaces, or EAFs where it has none) over the staggering period is \
         at least the required ratio",
    ),
    formula: "ratio(primary, P) >= max(min(base[grade] + Σ increments, cap), min_ratio)",
    numbers_from: Text::new(
        "政策 [ratio] base、increment、cap、over_capacity_threshold、start、end；情景 grade、route、ultra_low_emission、violations、\
         capacity_utilisation、norm_listed、min_ratio、stagger_end；设施 rate_t_d、commissioned、retired",
        "policy [ratio] base, increment, cap, over_capacity_threshold, start, end; scenario grade, route, ultra_low_emission, \
         violations, capacity_utilisation, norm_listed, min_ratio, stagger_end; units' rate_t_d, commissioned, retired",
    ),
    example: Text::new(
        "B级企业（30%），两座高炉3000、2000 t/d，P为121天：大高炉停61天，61×3000/(121×5000)=30.25%，合规；停60天为29.75%，不合规",
        "a grade-B mill (30 %) with furnaces of 3000 and 2000 t/d, P of 121 days: 61 days of the large one give 61·3000/(121·5000) \
         = 30.25 % and hold; 60 days give 29.75 % and do not",
    ),
    advice: Text::new(
        "在错峰生产期内延长高炉（无高炉的为电炉）停产",
        "stop its furnaces (EAFs where it has none) longer within the staggering period",
    ),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    (0..s.enterprises.len())
        .filter_map(|e| {
            let units = s.primary_units(e);
            let place = Place::enterprise(s, e).of(s.units[*units.first()?].kind);
            let period = s.enterprises[e].period;
            ratio::at_least(s, RULE.id, place, units.iter().map(|&u| (u, period)), s.required_ratio(e))
        })
        .collect()
}
