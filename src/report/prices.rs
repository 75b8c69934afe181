//! What the rules cost, in words and as JSON.

use super::Told;
use super::format::{cny, grouped, percent, percent2, plural, short_date, tonnes, trimmed};
use super::table::{name, table};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::planner::prices::{Amount, Edge, HOLDS, How, Limit, Price, Prices, Unit, Way};
use crate::rules::{RULES, RuleId};
use crate::scenario::Scenario;
use serde_json::{Value, json};

/// Version of the JSON.
const SCHEMA: u32 = 1;
/// From this width, as a share of the price, an interval is shown beside it.
const WIDE: f64 = 0.02;

/// Tells them.
pub fn told(s: &Scenario, prices: &Prices, lang: Lang) -> Told {
    let mut out = vec![super::sets(s, lang) + &headline(s, prices, lang)];
    if !prices.complete {
        let note = "时限已到或被中断，未全部算完：“-”未算，依据为“对偶”的只是上限估计，“此价适用”只到已试的步数；请加大--time-limit。";
        let english = "Stopped by the time limit or an interrupt before all was looked at: - was not, what goes by duals is an estimate from above, and a \
                       price holds for the steps tried, perhaps for more; raise --time-limit.";
        out.push(lang.pick(note, english).to_owned());
    }
    if !prices.prices.is_empty() {
        out.push(String::new());
        out.push(rows(s, prices, lang));
        out.push(String::new());
        out.extend(notes(prices, lang));
    }
    out.extend(others(&prices.slack, ("放宽也不省钱的限值", "Limits that do not bind"), lang));
    out.extend(others(
        &prices.left,
        ("时限内未及计算，请加大--time-limit", "Not looked at in time, raise --time-limit"),
        lang,
    ));
    Told { text: out.join("\n") + "\n", json: json(s, prices) }
}

/// The dearest rule, in a sentence.
fn headline(s: &Scenario, prices: &Prices, lang: Lang) -> String {
    let Some(p) = prices.prices.first() else {
        return lang
            .pick(
                "所查规则都不增加费用：放宽任何一条都不省钱。",
                "None of the rules looked at costs anything: loosening any of them saves nothing.",
            )
            .to_owned();
    };
    let (rule, at, step) = (p.limit.rule.rule().name.pick(lang), place(s, &p.limit, lang), step(p, lang));
    let cost = |w: &Way| w.first().map(|a| cny(a.about, lang));
    let (more, less) = (p.tightened.as_ref().map(cost), cost(&p.loosened).unwrap_or_default());
    let id = p.limit.rule.id();
    match lang {
        Lang::Zh => {
            let more = match more {
                Some(Some(c)) => format!("收紧{step}，多花{c}"),
                Some(None) => format!("再收紧{step}就没有计划"),
                None => "收紧的价未算".to_owned(),
            };
            format!("最贵的是{at}的{rule}（{id}）：{more}；放宽{step}，省{less}。")
        }
        Lang::En => {
            let more = match more {
                Some(Some(c)) => format!("tightened by {step} it costs {c} more"),
                Some(None) => format!("tightened by {step} it leaves no plan"),
                None => "what tightening costs was not looked at".to_owned(),
            };
            format!("The dearest rule is {id} ({rule}) of {at}: {more}; loosened by {step} it saves {less}.")
        }
    }
}

fn rows(s: &Scenario, prices: &Prices, lang: Lang) -> String {
    let header = match lang {
        Lang::Zh => ["规则", "城市、企业", "现限", "一步", "依据", "收紧一步多花", "放宽一步省", "此价适用"],
        Lang::En => ["rule", "where", "limit", "step", "how", "tightened costs", "loosened saves", "price holds"],
    };
    let mut t = table(&header, 5);
    for p in &prices.prices {
        let how = p.tightened.as_ref().map_or(p.loosened.how, |w| w.how);
        t.add_row([
            p.limit.rule.id().to_owned(),
            place(s, &p.limit, lang),
            asks(s, &p.limit, lang),
            step(p, lang),
            how_words(how, lang).to_owned(),
            p.tightened.as_ref().map_or_else(|| "-".to_owned(), |w| amounts(w, lang)),
            amounts(&p.loosened, lang),
            range(p, lang),
        ]);
    }
    t.to_string().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// What the table's numbers are worth.
fn notes(prices: &Prices, lang: Lang) -> Vec<String> {
    let value: f64 = prices.parts.iter().map(|p| p.value.least).sum();
    let open: f64 = prices.parts.iter().map(|p| p.value.most - p.value.least).sum();
    let (value, open, holds) = (cny(value, lang), cny(open, lang), percent(HOLDS));
    let mut out = vec![match lang {
        Lang::Zh => format!(
            "“松弛”：移动限值后重解计划的松弛（下界{value}，精确到{open}），是松弛的价；括号内为所在区间。“对偶”：只按当前影子价格估算。\
             价格变化不超过{holds}的范围为“此价适用”。"
        ),
        Lang::En => format!(
            "relaxation: the planner's relaxation (a bound of {value}, exact to {open}) solved again with the limit moved: an exact price \
             of the relaxation, within what stands in brackets. duals: by the prices of the relaxation as it is. A price holds while it \
             changes by no more than {holds}."
        ),
    }];
    let planned = prices.prices.iter().any(|p| p.loosened.plans.is_some());
    if planned {
        out.push(
            lang.pick(
                "“计划”：移动限值后重新编制计划之差；计划只到其差距为止，真实价格已证明在括号内。",
                "plans: the difference of plans made anew; a plan is as good as its gap, and the true price is proved to lie in the brackets.",
            )
            .to_owned(),
        );
    }
    out
}

/// Limits by rule, in a line.
fn others(limits: &[Limit], title: (&str, &str), lang: Lang) -> Option<String> {
    let count = |id: RuleId| limits.iter().filter(|l| l.rule == id).count();
    let parts: Vec<String> =
        RULES.iter().map(|r| (r.id, count(r.id))).filter(|c| c.1 > 0).map(|(id, n)| format!("{} {n}", id.id())).collect();
    let list = parts.join(lang.pick("，", ", "));
    (!parts.is_empty()).then(|| format!("{}{}{list}", lang.pick(title.0, title.1), lang.pick("：", ": ")))
}

/// Where a limit is: city, mill, unit or kind.
fn place(s: &Scenario, l: &Limit, lang: Lang) -> String {
    let city = name(&s.cities[l.place.city].name);
    let Some(e) = l.place.enterprise else { return city };
    let e = &s.enterprises[e];
    let mill = format!("{city} {} {}", name(&e.id), name(&e.name));
    let of_kind = matches!(l.rule, RuleId::AncRatio | RuleId::Episode).then_some(l.place.kind).flatten();
    match (l.place.unit, of_kind) {
        (Some(u), _) => format!("{mill} {}", name(&s.units[u].id)),
        (_, Some(k)) => format!("{mill} {}", lang.pick(k.zh(), k.en())),
        _ => mill,
    }
}

/// Whether a limit is on the most that is allowed.
fn is_most(l: &Limit) -> bool {
    let caps = matches!(l.rule, RuleId::SteelYoy | RuleId::SteelYear | RuleId::StageSteel);
    caps || l.edge == Edge::Upper && l.rule != RuleId::Heating
}

/// What a limit asks now.
fn asks(s: &Scenario, l: &Limit, lang: Lang) -> String {
    let date = |d: u16| short_date(s.season.date(d), lang);
    match (l.edge, lang) {
        (Edge::First, Lang::Zh) => return format!("自{}", date(l.days.first)),
        (Edge::First, Lang::En) => return format!("from {}", date(l.days.first)),
        (Edge::Last, Lang::Zh) => return format!("至{}", date(l.days.end - 1)),
        (Edge::Last, Lang::En) => return format!("to {}", date(l.days.end - 1)),
        _ => {}
    }
    if l.rule == RuleId::AncRatio {
        return lang.pick("同高炉", "as the furnaces").to_owned();
    }
    let one = |x: f64| match l.unit {
        Unit::Fraction => percent2(x),
        Unit::Tonnes => tonnes(x, lang),
        Unit::TonnesPerDay => format!("{} t/d", grouped(x, 0)),
        Unit::Hours => format!("{} h", trimmed(x, 2)),
        Unit::Lines | Unit::Days => trimmed(x, 0),
    };
    let (low, high) = (one(l.asks.0), one(l.asks.1));
    format!("{} {}", if is_most(l) { "≤" } else { "≥" }, if low == high { low } else { format!("{low}–{high}") })
}

/// So many steps of a limit.
fn steps(l: &Limit, n: u32, lang: Lang) -> String {
    let n = f64::from(n) * l.unit.step();
    let whole = trimmed(n, 0);
    match (l.unit, lang) {
        (Unit::Fraction, Lang::Zh) => format!("{}个百分点", trimmed(100.0 * n, 2)),
        (Unit::Fraction, Lang::En) => plural(&trimmed(100.0 * n, 2), "point"),
        (Unit::Tonnes, Lang::Zh) => format!("{whole}吨钢"),
        (Unit::Tonnes, Lang::En) => format!("{whole} t of steel"),
        (Unit::TonnesPerDay, Lang::Zh) => format!("{whole}吨/日铁水"),
        (Unit::TonnesPerDay, Lang::En) => format!("{whole} t/d of hot metal"),
        (Unit::Lines, Lang::Zh) => format!("{whole}{}", l.place.kind.map_or("条", Kind::counter)),
        (Unit::Lines, Lang::En) => plural(&whole, "line"),
        (Unit::Hours, _) => format!("{whole} h"),
        (Unit::Days, Lang::Zh) => format!("{whole}天"),
        (Unit::Days, Lang::En) => plural(&whole, "day"),
    }
}

fn step(p: &Price, lang: Lang) -> String {
    steps(&p.limit, p.steps, lang)
}

fn how_words(how: How, lang: Lang) -> &'static str {
    match how {
        How::Dual => lang.pick("对偶", "duals"),
        How::Bound => lang.pick("松弛", "relaxation"),
        How::Plan => lang.pick("松弛、计划", "relaxation, plans"),
    }
}

fn amount(a: Option<Amount>, lang: Lang) -> String {
    let Some(a) = a else { return lang.pick("没有计划", "no plan").to_owned() };
    let about = cny(a.about, lang);
    let wide = a.most - a.least > WIDE * a.about;
    match (wide, a.most.is_finite()) {
        (true, true) => format!("{about} ({}–{})", cny(a.least, lang), cny(a.most, lang)),
        (true, false) => format!("{about} (≥ {})", cny(a.least, lang)),
        _ => about,
    }
}

fn amounts(w: &Way, lang: Lang) -> String {
    let relaxed = amount(w.first(), lang);
    match w.plans {
        Some(Some(a)) => format!("{relaxed}\n{}{}", lang.pick("计划", "plans "), amount(Some(a), lang)),
        Some(None) => format!("{relaxed}\n{}", lang.pick("未编出计划", "no plan found")),
        None => relaxed,
    }
}

/// Over which steps a price holds, and what comes then.
fn range(p: &Price, lang: Lang) -> String {
    let each = |c: f64| match lang {
        Lang::Zh => format!("再远每步{}", cny(c, lang)),
        Lang::En => format!("then {} a step", cny(c, lang)),
    };
    let side = |w: &Way, sign: &str| {
        w.first()?;
        let (holds, then) = w.range();
        let far = match then {
            Some((_, Some(c))) => Some(each(c)),
            Some((_, None)) => Some(lang.pick("再远没有计划", "then no plan").to_owned()),
            None if w.gone => Some(lang.pick("再远即取消", "then it is gone").to_owned()),
            None => None,
        };
        let scale = f64::from(holds) * p.limit.unit.step() * if p.limit.unit == Unit::Fraction { 100.0 } else { 1.0 };
        let far = far.map_or_else(String::new, |f| match lang {
            Lang::Zh => format!("（{f}）"),
            Lang::En => format!(" ({f})"),
        });
        Some(format!("{sign}{}{far}", trimmed(scale, 2)))
    };
    let sides = [p.tightened.as_ref().and_then(|w| side(w, "+")), side(&p.loosened, "−")];
    sides.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn json(s: &Scenario, prices: &Prices) -> Value {
    let total = |f: fn(&crate::planner::prices::Value) -> f64| prices.parts.iter().map(|p| f(&p.value)).sum::<f64>();
    json!({
        "schema": SCHEMA,
        "scenario": s.name,
        "set": s.set,
        "status": "priced",
        "complete": prices.complete,
        "relaxation_cny": { "least": total(|v| v.least), "most": total(|v| v.most) },
        "prices": prices.prices.iter().map(|p| price_json(s, p)).collect::<Vec<_>>(),
        "not_binding": prices.slack.iter().map(|l| limit_json(s, l)).collect::<Vec<_>>(),
        "not_looked_at": prices.left.iter().map(|l| limit_json(s, l)).collect::<Vec<_>>(),
    })
}

fn limit_json(s: &Scenario, l: &Limit) -> Value {
    let edge = match l.edge {
        Edge::First => "first-day",
        Edge::Last => "last-day",
        _ if is_most(l) => "most",
        _ => "least",
    };
    json!({
        "rule": l.rule.id(),
        "city": s.cities[l.place.city].name,
        "enterprise": l.place.enterprise.map(|e| &s.enterprises[e].id),
        "unit": l.place.unit.map(|u| &s.units[u].id),
        "kind": l.place.kind.map(Kind::id),
        "first": s.season.date(l.days.first).to_string(),
        "last": s.season.date(l.days.end.max(l.days.first + 1) - 1).to_string(),
        "limit": edge,
        "asks": [l.asks.0, l.asks.1],
        "unit_of_step": l.unit.id(),
        "step": l.unit.step(),
    })
}

fn amount_json(a: Option<Amount>) -> Value {
    let finite = |x: f64| x.is_finite().then_some(x);
    a.map_or(Value::Null, |a| json!({ "least": a.least, "about": a.about, "most": finite(a.most) }))
}

fn price_json(s: &Scenario, p: &Price) -> Value {
    let way = |w: &Way| {
        let (holds, then) = w.range();
        json!({
            "how": match w.how { How::Dual => "dual", How::Bound => "stepped-bound", How::Plan => "stepped-plan" },
            "cny": amount_json(w.first()),
            "plans_cny": w.plans.map(amount_json),
            "holds_for_steps": holds,
            "then": then.map(|(n, c)| json!({ "steps": n, "cny": c })),
            "gone": w.gone,
            "tried": w.steps.iter().map(|&(n, a)| json!({ "steps": n, "cny": amount_json(a) })).collect::<Vec<_>>(),
        })
    };
    let mut value = limit_json(s, &p.limit);
    value["steps"] = json!(p.steps);
    value["dual_cny"] = json!(p.dual);
    value["tightened"] = p.tightened.as_ref().map_or(Value::Null, way);
    value["loosened"] = way(&p.loosened);
    value
}
