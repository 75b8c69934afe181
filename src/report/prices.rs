//! What the rules cost, in words and as JSON.

mod json;
mod words;

use super::Told;
use super::format::{cny, grouped, percent, percent2};
use super::table::table;
use crate::lang::Lang;
use crate::planner::prices::{HOLDS, How, Limit, Price, Prices, Way};
use crate::rules::{RULES, RuleId};
use crate::scenario::Scenario;
pub use json::head;
use words::{WIDE, amount, amounts, asks_when, dates, place, range, spare, step};

/// Tells them; `all`: limits that do not bind are listed, not counted.
pub fn told(s: &Scenario, prices: &Prices, all: bool, lang: Lang) -> Told {
    let mut out = vec![super::sets(s, lang) + &headline(s, prices, lang)];
    if !prices.complete {
        let unknown = prices.prices.iter().any(|p| p.tightened.is_none());
        let unknown = if unknown { lang.pick("“-”未算，", "- was not, ") } else { "" };
        out.push(match lang {
            Lang::Zh => format!(
                "时限已到或被中断，未全部算完：{unknown}“此价适用”只到已试的步数，也许更远；请加大--time-limit，或用--city只看一个城市。"
            ),
            Lang::En => format!(
                "Stopped by the time limit or an interrupt before all was looked at: {unknown}a price holds for the steps tried, \
                 perhaps for more; raise --time-limit, or look at one --city."
            ),
        });
    }
    if !prices.prices.is_empty() {
        out.push(String::new());
        out.push(rows(s, prices, lang));
        out.push(String::new());
        out.extend(notes(prices, lang));
    }
    let slack: Vec<&Limit> = prices.slack.iter().map(|l| &l.limit).collect();
    let (zh, en) = if all { ("", "") } else { ("（--all列出各项）", " (--all lists them)") };
    let title = ("放宽也不省钱（不起约束）的限值", "Limits that do not bind");
    out.extend(others(&slack, title, lang).map(|line| line + lang.pick(zh, en)));
    if all && !slack.is_empty() {
        out.push(slacks(s, prices, lang));
    }
    let left: Vec<&Limit> = prices.left.iter().collect();
    out.extend(others(&left, ("时限内未及计算，请加大--time-limit", "Not looked at in time, raise --time-limit"), lang));
    Told { text: out.join("\n") + "\n", json: json::json(s, prices) }
}

/// What a price goes by in a sentence: plans where they say something both ways, else the lower bound.
fn by_plans(p: &Price) -> bool {
    let settled = |w: &Way| w.plans.flatten().is_some() && !w.is_open();
    settled(&p.loosened) && p.tightened.as_ref().is_some_and(|w| settled(w) || w.first().is_none())
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
    let planned = by_plans(p);
    let cost = |w: &Way| w.first().map(|bound| w.plans.flatten().filter(|_| planned).unwrap_or(bound));
    let cost = |w: &Way| cost(w).map(|a| amount(Some(a), lang));
    let (more, less) = (p.tightened.as_ref().map(cost), cost(&p.loosened).unwrap_or_default());
    let id = p.limit.rule.id();
    let bound = |w: Option<&Way>| w.and_then(Way::first).map(|a| cny(a.about, lang));
    let bounds: Vec<String> = [bound(p.tightened.as_ref()), bound(Some(&p.loosened))].into_iter().flatten().collect();
    let made = p.loosened.plans.is_some();
    let at_most = p.loosened.how == How::Dual;
    let by = if planned {
        lang.pick("按重编的计划", "by plans made anew")
    } else if at_most {
        lang.pick("按现限的价格", "by today's prices")
    } else {
        lang.pick("按下界", "by the lower bound")
    };
    let most = if at_most { lang.pick("至多", "at most ") } else { "" };
    let when = dates(s, &p.limit, lang);
    match lang {
        Lang::Zh => {
            let at = when.map_or(at.clone(), |d| format!("{at}（{d}）"));
            let more = match more {
                Some(Some(c)) => format!("收紧{step}，多花{c}"),
                Some(None) => format!("再收紧{step}就没有计划"),
                None => "收紧的价未算".to_owned(),
            };
            let then = if planned {
                format!("（按下界为{}）", bounds.join("、"))
            } else if made {
                "；重编计划之差在未证明的差距之内，不能作准".to_owned()
            } else {
                String::new()
            };
            format!("最贵的是{at}的{rule}（{id}）：{by}，{more}；放宽{step}，{most}省{less}{then}。")
        }
        Lang::En => {
            let at = when.map_or(at.clone(), |d| format!("{at} ({d})"));
            let more = match more {
                Some(Some(c)) => format!("tightened by {step} it costs {c} more"),
                Some(None) => format!("tightened by {step} it leaves no plan"),
                None => "what tightening costs was not looked at".to_owned(),
            };
            let then = if planned {
                format!(" (by the lower bound {})", bounds.join(" and "))
            } else if made {
                "; plans made anew differ by less than is proved of them".to_owned()
            } else {
                String::new()
            };
            format!(
                "The dearest rule is {id} ({rule}) of {at}: {by}, {more}; loosened by {step} it saves {most}{less}{then}."
            )
        }
    }
}

fn rows(s: &Scenario, prices: &Prices, lang: Lang) -> String {
    let header = match lang {
        Lang::Zh => ["规则", "城市、企业", "现限", "一步", "依据", "收紧一步多花", "放宽一步省", "此价适用"],
        Lang::En => ["rule", "where", "limit", "step", "by", "tightened costs", "loosened saves", "price holds"],
    };
    let mut t = table(&header, 5);
    for p in &prices.prices {
        let spare = spare(&p.limit, p.slack_in_plan, lang).map_or_else(String::new, |by| match lang {
            Lang::Zh => format!("\n计划有余量{by}"),
            Lang::En => format!("\nplan keeps it by {by}"),
        });
        t.add_row([
            p.limit.rule.id().to_owned(),
            place(s, &p.limit, lang),
            asks_when(s, &p.limit, lang) + &spare,
            step(p, lang),
            how_words(p.how(), lang).to_owned(),
            p.tightened.as_ref().map_or_else(|| "-".to_owned(), |w| amounts(w, lang)),
            amounts(&p.loosened, lang),
            range(p, lang),
        ]);
    }
    trimmed_lines(&t)
}

fn trimmed_lines(t: &comfy_table::Table) -> String {
    t.to_string().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn how_words(how: How, lang: Lang) -> &'static str {
    match how {
        How::Dual => lang.pick("现限的价格", "today's prices"),
        How::Bound => lang.pick("下界", "lower bound"),
        How::Plan => lang.pick("下界、计划", "lower bound, plans"),
    }
}

/// What the table's numbers are worth: of each word that it has.
fn notes(prices: &Prices, lang: Lang) -> Vec<String> {
    let value: f64 = prices.parts.iter().map(|p| p.value.least).sum();
    let open: f64 = prices.parts.iter().map(|p| p.value.most - p.value.least).sum();
    let (value, open, holds) = (cny(value, lang), cny(open, lang), percent(HOLDS));
    let of = |how: How| prices.prices.iter().any(|p| p.how() == how);
    let mut out = Vec::new();
    if of(How::Bound) || of(How::Plan) {
        out.push(match lang {
            Lang::Zh => format!(
                "“下界”：任何计划至少要花的费用（{value}，精确到{open}）在移动限值后重算，其差即价格，括号内为所在区间；计划可按份混合，\
                 整份计划之差可以不同。再往远处每步变化超过{holds}之前为“此价适用”。"
            ),
            Lang::En => format!(
                "lower bound: the least that any plan can cost ({value}, exact to {open}) found again with the limit moved; the difference \
                 is the price, in brackets between what it lies, where plans may be mixed in parts: whole plans may differ. A \
                 price holds until steps further out cost over {holds} more or less."
            ),
        });
    }
    if of(How::Dual) {
        out.push(
            lang.pick(
                "“现限的价格”：只按现限处的价格（在模型的混合计划中准确）估算，是放宽所省的上限；时限内未及移动限值重算。",
                "today's prices: the most that loosening saves, by the prices at today's limits (exact in the model's mix of plans); time \
                 was over before the limit itself was moved.",
            )
            .to_owned(),
        );
    }
    out.extend(plan_notes(prices, lang));
    out
}

/// How good plans made anew are.
fn plan_notes(prices: &Prices, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let planned = prices.parts.iter().filter_map(|p| p.plan);
    let (cost, bound) = planned.fold((0.0, 0.0), |(c, b), (cost, bound)| (c + cost, b + bound));
    if prices.prices.iter().any(|p| p.how() == How::Plan) {
        let (open, share) = (cny(cost - bound, lang), percent2((cost - bound) / cost));
        let (cost, wide) = (cny(cost, lang), percent(WIDE));
        out.push(match lang {
            Lang::Zh => format!(
                "“计划”：移动限值后重新编制的计划与现限下最好计划之差；后者费用{cost}，比最好的至多多{open}（{share}）。真实价格已证明在括号内（无括号的，区间不超过其{wide}）。"
            ),
            Lang::En => format!(
                "plans: the difference of plans made anew from the best one found as filed, which costs {cost}, at most {open} ({share}) \
                 more than the best there is. The true price is proved to lie in the brackets (without brackets: \
                 between two numbers less than {wide} of it apart)."
            ),
        });
    }
    let ways = |p: &Price| p.tightened.iter().chain([&p.loosened]).any(Way::is_open);
    if prices.prices.iter().any(ways) {
        out.push(
            lang.pick(
                "“在未证明的差距之内”：计划之差小于两份计划未证明的差距，不能当作价格；请加大--time-limit，并减小--gap。",
                "within what is not proved: plans differ by less than their gaps leave open, which is no price; raise --time-limit and lower --gap.",
            )
            .to_owned(),
        );
    }
    let late = prices.prices.iter().filter(|p| p.late).count();
    if late > 0 {
        let n = grouped(late as f64, 0);
        out.push(match lang {
            Lang::Zh => format!("因时限未编出计划（或未两边都编）的限值：{n}项；请加大--time-limit。"),
            Lang::En => {
                format!("Limits of which no plans were made for lack of time, or not both ways: {n}; raise --time-limit.")
            }
        });
    }
    out
}

/// Limits by rule, in a line.
fn others(limits: &[&Limit], title: (&str, &str), lang: Lang) -> Option<String> {
    let count = |id: RuleId| limits.iter().filter(|l| l.rule == id).count();
    let parts: Vec<String> =
        RULES.iter().map(|r| (r.id, count(r.id))).filter(|c| c.1 > 0).map(|(id, n)| format!("{} {n}", id.id())).collect();
    let list = parts.join(lang.pick("，", ", "));
    (!parts.is_empty()).then(|| format!("{}{}{list}", lang.pick(title.0, title.1), lang.pick("：", ": ")))
}

/// Limits that do not bind, each with what there is to spare.
fn slacks(s: &Scenario, prices: &Prices, lang: Lang) -> String {
    let header = match lang {
        Lang::Zh => ["规则", "城市、企业", "现限（不起约束）", "混合计划中的余量"],
        Lang::En => ["rule", "where", "limit, does not bind", "to spare in the mix of plans"],
    };
    let mut t = table(&header, 3);
    for l in &prices.slack {
        let limit = &l.limit;
        let spare = spare(limit, l.by, lang).unwrap_or_default();
        t.add_row([limit.rule.id().to_owned(), place(s, limit, lang), asks_when(s, limit, lang), spare]);
    }
    let blank = prices.slack.iter().any(|l| l.by.is_none());
    let note = if blank {
        lang.pick("\n空白：余量未知，只有编出计划才知道。", "\nblank: not known without a plan, or none.")
    } else {
        ""
    };
    trimmed_lines(&t) + note
}
