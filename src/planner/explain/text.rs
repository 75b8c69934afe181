//! A conflict in words and as JSON.

use super::{Bend, Conflict, Limit, Proof};
use crate::day::DayRange;
use crate::lang::Lang;
use crate::rules::RuleId;
use crate::scenario::Scenario;
use chrono::Datelike;
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
            "kind": p.kind.map(crate::kind::Kind::id),
            "first": scenario.season.date(b.days.first).to_string(),
            "last": scenario.season.date(b.days.end.max(b.days.first + 1) - 1).to_string(),
            "bend": b.amount,
            "unit_of_bend": b.unit,
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
            Self::NothingFound => "nothing-found",
        }
    }

    /// What it says, for people.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::ProvedLeast => {
                lang.pick("按上述幅度放宽即可排出方案，且已证明为最小代价", "so bent, a plan exists; proved least")
            }
            Self::ShownToSuffice => lang.pick(
                "按上述幅度放宽即可排出方案（未证明为最小）",
                "so bent, a plan exists; shown to suffice, not proved least",
            ),
            Self::AtLeast => lang.pick(
                "已证明不放宽则无方案；放宽到上述幅度是否足够尚未证明",
                "proved that no plan exists unless they bend; not shown that this much suffices",
            ),
            Self::NothingFound => {
                lang.pick("未找到必须放宽的规则，也未找到方案", "found neither a rule that must bend nor a plan")
            }
        }
    }
}

/// A sentence for each bend.
pub fn sentences(scenario: &Scenario, conflict: &Conflict, lang: Lang) -> Vec<String> {
    conflict.bends.iter().map(|b| sentence(scenario, b, conflict.proof, lang)).collect()
}

fn sentence(s: &Scenario, b: &Bend, proof: Proof, lang: Lang) -> String {
    let (p, id) = (b.place, b.rule.id());
    let mut place = s.cities[p.city].name.clone();
    let within = [p.enterprise.map(|e| s.enterprises[e].name.as_str()), p.unit.map(|u| s.units[u].id.as_str())];
    for part in within.into_iter().flatten() {
        place = format!("{place}{}{part}", lang.pick("", ", "));
    }
    if let (None, Some(k)) = (p.unit, p.kind) {
        place = format!("{place}{}{}", lang.pick("", ", "), lang.pick(k.zh(), k.en()));
    }
    let (days, amount) = (span(s, b.days, lang), amount(b, lang));
    let least = proof != Proof::ShownToSuffice;
    match (lang, b.rule) {
        (Lang::Zh, RuleId::MustRun) => format!("{place}（{id}）：{days}保障运行期内须允许停产{amount}"),
        (Lang::Zh, RuleId::Down) => format!("{place}（{id}）：{days}既定停产须少停{amount}"),
        (Lang::En, RuleId::MustRun) => format!("{place} ({id}): {amount} of must_run in {days} would have to stand"),
        (Lang::En, RuleId::Down) => format!("{place} ({id}): {amount} of down in {days} would have to run"),
        (Lang::Zh, _) => {
            let limit = if b.limit == Limit::Least { "下限" } else { "上限" };
            format!("{place}（{id}）：{days}{limit}{}放宽{amount}", if least { "至少" } else { "" })
        }
        (Lang::En, _) => {
            let limit = if b.limit == Limit::Least { "lower" } else { "upper" };
            format!(
                "{place} ({id}): the {limit} limit of {days} must bend by {}{amount}",
                if least { "at least " } else { "" }
            )
        }
    }
}

/// An amount, rounded up.
fn amount(b: &Bend, lang: Lang) -> String {
    let up = |x: f64, step: f64| (x / step - 1e-6).ceil() * step;
    match b.unit {
        "fraction" => format!("{:.2}{}", up(100.0 * b.amount, 0.01), lang.pick("个百分点", " points")),
        "t" => format!("{:.0}{}", up(b.amount, 1.0), lang.pick("吨", " t")),
        "t/d" => format!("{:.0}{}", up(b.amount, 1.0), lang.pick("吨/天", " t/d")),
        "lines" => format!("{:.0}{}", up(b.amount, 1.0), lang.pick("条生产线", " lines")),
        _ => format!("{:.0}{}", up(b.amount, 1.0), lang.pick("天", " unit-days")),
    }
}

fn span(s: &Scenario, days: DayRange, lang: Lang) -> String {
    let (a, b) = (s.season.date(days.first), s.season.date(days.end.max(days.first + 1) - 1));
    match lang {
        Lang::Zh => {
            let one = |d: chrono::NaiveDate| format!("{}年{}月{}日", d.year(), d.month(), d.day());
            if a == b { one(a) } else { format!("{}至{}", one(a), one(b)) }
        }
        Lang::En if a == b => a.to_string(),
        Lang::En => format!("{a} to {b}"),
    }
}
