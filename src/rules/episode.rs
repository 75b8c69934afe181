//! EPISODE: what heavy-pollution episodes ask, counted by production line.

use super::{Measure, Place, Row, Rule, RuleId, Scope, Severity, Term, Test, Text, groups};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::plan::schedule::Basis;
use crate::policy::Emergency;
use crate::scenario::{EntIx, Scenario, UnitIx};

/// The record.
pub const RULE: Rule = Rule {
    id: RuleId::Episode,
    name: Text::new("重污染天气应急减排", "heavy-pollution episode"),
    severity: Severity::Error,
    scope: Scope::Enterprise,
    section: Text::new("二(十)", "programme 2(10)"),
    clause: Text::new(
        "应急减排措施应按生产线计，避免采取降低生产负荷、缩短生产时长等方式",
        "emergency measures are counted by production line; lower load or shorter hours are to be avoided",
    ),
    holds: Text::new(
        "应急响应期每一天，企业按预警级别和绩效等级停够该类生产线条数；焦炉按炭化室高度延长出焦时间（正常时间已够长或已定停产的视为达到）；\
         供暖优先",
        "on each day of an episode, each enterprise stops the number of lines of each kind that level and grade ask, and each coke oven \
         takes the coking time by chamber height (one that is long enough already, or down, meets it); heat comes first",
    ),
    formula: "Σ stop >= min(ceil(share·n - 1e-9), n - max(m, h)); coke ovens: stop >= 1 - normal/asked",
    numbers_from: Text::new(
        "政策 [emergency.LEVEL.GRADE]；情景 [[episodes]]、grade、route、heating；设施 must_run、size、coking_time_h、rate_t_d",
        "policy [emergency.LEVEL.GRADE]; scenario [[episodes]], grade, route, heating; units' must_run, size, coking_time_h, rate_t_d",
    ),
    example: Text::new(
        "橙色预警、C级、3座高炉、比例0.5：应停ceil(1.5)=2座；若供暖需1座运行，仍可停2座；若需2座运行，只要求停1座",
        "orange, grade C, 3 furnaces, share 0.5: ceil(1.5) = 2 stand; if heat needs one running, still 2; if it needs two, only 1",
    ),
    advice: Text::new(
        "应急响应期内按生产线停产（焦炉延长出焦时间到规定值）",
        "stop whole lines for the episode (coke ovens: the coking time asked)",
    ),
    tests: &[Test::Rows(rows)],
};

fn rows(s: &Scenario) -> Vec<Row> {
    let cities = groups::by_city(s);
    let mut out = Vec::new();
    for (part, ep) in s.episodes.iter().enumerate() {
        for &e in &cities[ep.city] {
            let Some(measure) = s.policy.emergency(ep.level, s.emergency_grade(e)) else { continue };
            let from = out.len();
            for kind in Kind::ALL.into_iter().filter(|&k| measure.names(k)) {
                let units: Vec<UnitIx> = s.units_of(e, kind).collect();
                if kind == Kind::CokeOven {
                    out.extend(units.iter().flat_map(|&u| oven_rows(s, u, measure, ep.days)));
                } else if let Some(share) = measure.share[kind.index()] {
                    out.extend((ep.days.first..ep.days.end).filter_map(|d| line_row(s, e, kind, &units, share, d)));
                }
            }
            out[from..].iter_mut().for_each(|r| r.part = part);
        }
    }
    out
}

fn oven_rows(s: &Scenario, unit: UnitIx, measure: &Emergency, days: DayRange) -> Vec<Row> {
    let u = &s.units[unit];
    let (normal, asked) = (u.coking_time_h.unwrap_or(0.0), measure.coking_time(u.size.unwrap_or(0.0)).unwrap_or(0.0));
    if normal >= asked {
        return Vec::new();
    }
    let lower = 1.0 - normal / asked;
    let days = days.intersect(u.service);
    let row = |d: Day| {
        let days = DayRange::new(d, d + 1);
        let terms = vec![Term { unit, days, basis: Basis::Stop, coef: 1.0 }];
        Row { lower, ..Row::new(RULE.id, Place::unit(s, unit), days, Measure::Fraction, terms) }
    };
    (days.first..days.end).filter(|&d| !u.is_down(d)).map(row).collect()
}

fn line_row(s: &Scenario, ent: EntIx, kind: Kind, units: &[UnitIx], share: f64, d: Day) -> Option<Row> {
    let lines: Vec<UnitIx> = units.iter().copied().filter(|&u| s.units[u].service.contains(d)).collect();
    let asked = ((share * lines.len() as f64 - 1e-9).ceil().max(0.0) as usize).min(kept_free(s, ent, kind, &lines, d));
    (asked > 0).then(|| {
        let days = DayRange::new(d, d + 1);
        let terms = lines.into_iter().map(|unit| Term { unit, days, basis: Basis::Stop, coef: 1.0 }).collect();
        let place = Place::enterprise(s, ent).of(kind);
        Row { lower: asked as f64, ..Row::new(RULE.id, place, days, Measure::Lines, terms) }
    })
}

/// Heat comes first: how many lines in service are free to stop.
fn kept_free(s: &Scenario, ent: EntIx, kind: Kind, lines: &[UnitIx], d: Day) -> usize {
    let must_run = lines.iter().filter(|&&u| s.units[u].must_run_on(d)).count();
    let heat = s.enterprises[ent].heating.filter(|h| kind == Kind::BlastFurnace && h.days.contains(d));
    let heating = heat.map_or(0, |h| {
        let mut rates: Vec<f64> = lines.iter().map(|&u| s.units[u].rate_t_d).collect();
        rates.sort_by(|a, b| b.total_cmp(a));
        let mut made = 0.0;
        let short = |rate: &&f64| {
            let needed = made < h.min_iron_t_d - 1e-6;
            made += **rate;
            needed
        };
        rates.iter().take_while(short).count()
    });
    lines.len() - must_run.max(heating)
}
