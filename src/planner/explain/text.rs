//! A conflict in words and as JSON.

use super::{Bend, Conflict, Limit, Proof};
use crate::day::DayRange;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::measure::totals::furnaces_of;
use crate::report::format;
use crate::rules::RuleId;
use crate::scenario::Scenario;
use serde_json::{Value, json};

/// `conflict` of contract section 7, and `proof`.
pub fn json(scenario: &Scenario, conflict: &Conflict) -> Value {
    let one = |b: &Bend| {
        let p = b.place;
        json!({
            "rule": b.rule.id(),
            "city": scenario.cities[p.city].name,
            "enterprise": p.enterprise.map(|e| &scenario.enterprises[e].id),
            "unit": p.unit.map(|u| &scenario.units[u].id),
            "kind": p.kind.map(Kind::id),
            "first": scenario.season.date(b.days.first).to_string(),
            "last": scenario.season.date(b.days.end.max(b.days.first + 1) - 1).to_string(),
            "bend": b.amount,
            "bend_at_least": b.least,
            "unit_of_bend": b.unit,
            "limit": if b.limit == Limit::Least { "lower" } else { "upper" },
            "must_run": held(scenario, b).map(|h| json!({ "units": h.units, "unit_days": h.days })),
        })
    };
    let bends: Vec<Value> = conflict.bends.iter().map(one).collect();
    json!({ "conflict": bends, "proof": conflict.proof.id() })
}

impl Proof {
    /// Its name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ProvedLeast => "proved-least",
            Self::ShownToSuffice => "shown-to-suffice",
            Self::AtLeast => "at-least",
            Self::NoPlan => "no-plan",
            Self::NothingFound => "nothing-found",
        }
    }

    /// What it says, for people.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::ProvedLeast => lang.pick(
                "已证明：按上述幅度放宽即可编出计划；其余照此放宽时，任何一项都不能再少（精确到0.01个百分点、半吨、1条线或1天）。",
                "Proved least: bent so far, a plan exists; with any of them bent less (by 0.01 points, half a tonne, a line or a day), the others as far, none does.",
            ),
            Self::ShownToSuffice => lang.pick(
                "已证明必须放宽；按上述幅度放宽已编出计划，足够，但未必是最小幅度。",
                "Proved that something must bend; shown to suffice: bent so far, a plan was found. Less may do.",
            ),
            Self::AtLeast => lang.pick(
                "已证明不放宽就没有计划；放宽到上述幅度是否足够，尚未证明。",
                "Proved that no plan exists unless they bend; not shown that this much suffices.",
            ),
            Self::NoPlan => lang.pick(
                "已证明没有任何计划能同时满足全部规则；时限内未能找出须放宽哪些限值，请加大--time-limit。",
                "Proved that no plan can keep all rules; which limits must bend was not found in time, raise --time-limit.",
            ),
            Self::NothingFound => {
                lang.pick("没有找到必须放宽的规则，也没有找到计划。", "Found neither a rule that must bend nor a plan.")
            }
        }
    }
}

/// What to tell a planner: that there is no plan, a sentence for each bend, and how strongly that is proved.
pub fn sentences(scenario: &Scenario, conflict: &Conflict, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    if !conflict.bends.is_empty() {
        let title = lang.pick(
            "没有任何计划能同时满足全部规则。须放宽：",
            "No plan can keep all rules. These limits would have to bend:",
        );
        out.push(title.to_owned());
    }
    out.extend(conflict.bends.iter().map(|b| format!("  {}", sentence(scenario, b, conflict.proof, lang))));
    out.push(conflict.proof.words(lang).to_owned());
    out
}

fn sentence(s: &Scenario, b: &Bend, proof: Proof, lang: Lang) -> String {
    let (place, rule) = (place(s, b, lang), b.rule.rule().name.pick(lang));
    let (id, days, by) = (b.rule.id(), span(s, b.days, lang), amount(b, b.amount, lang));
    let least = if proof == Proof::AtLeast { lang.pick("至少", "at least ") } else { "" };
    let what = match (b.rule, lang) {
        (_, Lang::Zh) if b.amount <= 0.0 => "须放宽，幅度未定".to_owned(),
        (_, Lang::En) if b.amount <= 0.0 => "must bend; by how much is not known".to_owned(),
        (RuleId::MustRun, Lang::Zh) => format!("保障运行期内须允许停产{least}{by}"),
        (RuleId::MustRun, Lang::En) => format!("{least}{by} of must_run would have to stand"),
        (RuleId::Down, Lang::Zh) => format!("既定停产须少停{least}{by}"),
        (RuleId::Down, Lang::En) => format!("{least}{by} of down would have to run"),
        (RuleId::AncRatio, Lang::Zh) => format!("允许比高炉的比例低{least}{by}"),
        (RuleId::AncRatio, Lang::En) => format!("may stay {least}{by} below the furnaces' ratio"),
        (_, Lang::Zh) => {
            let limit = if b.limit == Limit::Least { "下限" } else { "上限" };
            format!("{limit}由{}{}{}（{least}放宽{by}）", level(b, b.filed, lang), lead(b), level(b, moved(b), lang))
        }
        (_, Lang::En) => {
            let limit = if b.limit == Limit::Least { "lower" } else { "upper" };
            let (from, to) = (level(b, b.filed, lang), level(b, moved(b), lang));
            format!("the {limit} limit goes from {from} to {to} (bends by {least}{by})")
        }
    };
    let held = held(s, b).map_or_else(String::new, |h| h.words(lang));
    let known = if proof == Proof::ShownToSuffice && b.least > 0.0 {
        let at_least = amount(b, b.least, lang);
        match lang {
            Lang::Zh if b.is_least() => "；已证明不能更少".to_owned(),
            Lang::En if b.is_least() => "; proved least".to_owned(),
            Lang::Zh => format!("；已证明至少{at_least}"),
            Lang::En => format!("; proved: at least {at_least}"),
        }
    } else {
        String::new()
    };
    match lang {
        Lang::Zh => format!("{place}，{rule}（{id}），{days}：{what}{held}{known}"),
        Lang::En => format!("{place}, {rule} ({id}), {days}: {what}{held}{known}"),
    }
}

/// What of the units that a ratio asks to stop may not.
struct Held {
    kind: Kind,
    units: usize,
    /// Unit-days under `must_run` within the period.
    days: usize,
}

/// Of a ratio, the units that stand under `must_run` in its period; `None` where there are none, or the bend is of another rule.
fn held(s: &Scenario, b: &Bend) -> Option<Held> {
    let kind = b.place.kind?;
    let units = match (b.rule, b.place.enterprise) {
        (RuleId::BfRatio, Some(e)) => s.primary_units(e),
        (RuleId::AncRatio, Some(e)) => s.serving_units(e, kind),
        (RuleId::CityRatio, None) => furnaces_of(s, b.place.city),
        _ => return None,
    };
    let days = |u: &usize| -> usize { s.units[*u].must_run.iter().map(|r| r.intersect(b.days).len()).sum() };
    let days: Vec<usize> = units.iter().map(days).filter(|&n| n > 0).collect();
    (!days.is_empty()).then(|| Held { kind, units: days.len(), days: days.iter().sum() })
}

impl Held {
    fn words(&self, lang: Lang) -> String {
        let Self { kind, units: n, days } = self;
        match lang {
            Lang::Zh => {
                let per = if matches!(kind, Kind::BlastFurnace | Kind::Eaf) { "炉·天" } else { "台·天" };
                format!("（其中{n}{}{}列入must_run共{days}{per}）", kind.counter(), kind.zh())
            }
            Lang::En => {
                let be = if *n == 1 { "is" } else { "are" };
                let per = if matches!(kind, Kind::BlastFurnace | Kind::Eaf) { "furnace-day" } else { "unit-day" };
                let (units, days) = (format::counted(*n, kind.en()), format::counted(*days, per));
                format!(" ({units} {be} under must_run, on {days} in all)")
            }
        }
    }
}

const fn lead(b: &Bend) -> &'static str {
    match b.limit {
        Limit::Least => "降到",
        Limit::Most => "提高到",
    }
}

/// The limit once bent.
fn moved(b: &Bend) -> f64 {
    let by = rounded_up(b, b.amount);
    if b.limit == Limit::Least { b.filed - by } else { b.filed + by }
}

fn place(s: &Scenario, b: &Bend, lang: Lang) -> String {
    let p = b.place;
    let mut place = s.cities[p.city].name.clone();
    let within = [p.enterprise.map(|e| s.enterprises[e].name.as_str()), p.unit.map(|u| s.units[u].id.as_str())];
    for part in within.into_iter().flatten() {
        place = format!("{place}{}{part}", lang.pick("", ", "));
    }
    if let (None, Some(k)) = (p.unit, p.kind) {
        place = format!("{place}{}{}", lang.pick("", ", "), lang.pick(k.zh(), k.en()));
    }
    place
}

/// Rounded up to what is shown: a bend that is told suffices.
fn rounded_up(b: &Bend, x: f64) -> f64 {
    let step = if b.unit == "fraction" { 1e-4 } else { 1.0 };
    (x / step - 1e-4).ceil() * step
}

/// An amount, rounded up.
fn amount(b: &Bend, x: f64, lang: Lang) -> String {
    let x = rounded_up(b, x);
    match b.unit {
        "fraction" => format!("{}{}", format::trimmed(100.0 * x, 2), lang.pick("个百分点", " points")),
        "unit-days" => format!("{x:.0}{}", lang.pick("天", " unit-days")),
        _ => level(b, x, lang),
    }
}

/// A level of the limit.
fn level(b: &Bend, x: f64, lang: Lang) -> String {
    match b.unit {
        "fraction" => format::percent(x),
        "t" => format!("{}{}", format::grouped(x, 0), lang.pick("吨", " t")),
        "t/d" => format!("{}{}", format::grouped(x, 0), lang.pick("吨/天", " t/d")),
        _ if lang == Lang::En => format::counted(x.round() as usize, "line"),
        _ => format!("{x:.0}{}", b.place.kind.map_or("条", Kind::counter)),
    }
}

fn span(s: &Scenario, days: DayRange, lang: Lang) -> String {
    let (a, b) = (s.season.date(days.first), s.season.date(days.end.max(days.first + 1) - 1));
    if a == b {
        return format::date(a, lang);
    }
    format!("{}{}{}", format::date(a, lang), lang.pick("至", " to "), format::date(b, lang))
}
