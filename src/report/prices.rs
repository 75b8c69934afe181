//! What the rules cost, in words and as JSON.

mod json;
mod words;

use super::Told;
use super::table::{columns, table};
use crate::lang::Lang;
use crate::lang::numbers::{cny, percent, percent2};
use crate::plan::gap;
use crate::planner::prices::{HOLDS, How, Limit, Price, Prices, Way};
use crate::rules::{RULES, RuleId};
use crate::say;
use crate::scenario::Scenario;
use words::{WIDE, amount, amounts, asks_when, dates, place, range, spare, step};

/// Tells them; `all`: limits that do not bind are listed, not counted.
pub fn told(s: &Scenario, prices: &Prices, all: bool, lang: Lang) -> Told {
    let mut out = vec![super::sets(s, lang) + &headline(s, prices, lang)];
    if !prices.complete {
        let unknown = prices.prices.iter().filter(|p| p.tightened.is_none()).count();
        out.push(say!(lang, "prices-incomplete", unknown = unknown));
    }
    if !prices.prices.is_empty() {
        out.push(String::new());
        out.push(rows(s, prices, lang));
        out.push(String::new());
        out.extend(notes(prices, lang));
    }
    let slack: Vec<&Limit> = prices.slack.iter().map(|l| &l.limit).collect();
    out.extend(by_rule(&slack, lang).map(|limits| {
        if all {
            say!(lang, "prices-not-binding", limits = limits)
        } else {
            say!(lang, "prices-not-binding-counted", limits = limits)
        }
    }));
    if all && !slack.is_empty() {
        out.push(slacks(s, prices, lang));
    }
    let left: Vec<&Limit> = prices.left.iter().collect();
    out.extend(by_rule(&left, lang).map(|limits| say!(lang, "prices-left", limits = limits)));
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
        return say!(lang, "prices-none");
    };
    let (at, step) = (place(s, &p.limit, lang), step(p, lang));
    let planned = by_plans(p);
    let cost = |w: &Way| w.first().map(|bound| w.plans.flatten().filter(|_| planned).unwrap_or(bound));
    let cost = |w: &Way| cost(w).map(|a| amount(Some(a), lang));
    let tightened = match p.tightened.as_ref().map(cost) {
        Some(Some(cost)) => say!(lang, "prices-tightened", step = step, cost = cost),
        Some(None) => say!(lang, "prices-tightened-no-plan", step = step),
        None => say!(lang, "prices-tightened-unknown"),
    };
    let bound = |w: Option<&Way>| w.and_then(Way::first).map(|a| cny(a.about, lang));
    let bounds: Vec<String> = [bound(p.tightened.as_ref()), bound(Some(&p.loosened))].into_iter().flatten().collect();
    let exact = p.loosened.how != How::Dual;
    let by = if planned {
        say!(lang, "prices-by-plans")
    } else if exact {
        say!(lang, "prices-by-bound")
    } else {
        say!(lang, "prices-by-todays")
    };
    let but = if planned {
        say!(lang, "prices-bounds", bounds = bounds.join(&say!(lang, "list-and")))
    } else if p.loosened.plans.is_some() {
        say!(lang, "prices-plans-unclear")
    } else {
        String::new()
    };
    say!(
        lang,
        "prices-dearest",
        at = dates(s, &p.limit, lang).map_or(at.clone(), |when| say!(lang, "prices-at-when", at = at, when = when)),
        name = p.limit.rule.rule().name,
        rule = p.limit.rule.id(),
        by = by,
        tightened = tightened,
        step = step,
        exact = if exact { "yes" } else { "no" },
        less = cost(&p.loosened).unwrap_or_default(),
        but = but,
    )
}

fn rows(s: &Scenario, prices: &Prices, lang: Lang) -> String {
    let mut t = table(&columns(&say!(lang, "prices-columns")), 5);
    for p in &prices.prices {
        let spare = spare(&p.limit, p.slack_in_plan, lang);
        let spare = spare.map_or_else(String::new, |by| format!("\n{}", say!(lang, "prices-plan-spare", by = by)));
        t.add_row([
            p.limit.rule.id().to_owned(),
            place(s, &p.limit, lang),
            asks_when(s, &p.limit, lang) + &spare,
            step(p, lang),
            how_words(p.how(), lang),
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

fn how_words(how: How, lang: Lang) -> String {
    match how {
        How::Dual => say!(lang, "prices-how-todays"),
        How::Bound => say!(lang, "prices-how-bound"),
        How::Plan => say!(lang, "prices-how-plans"),
    }
}

/// What the table's numbers are worth: of each word that it has.
fn notes(prices: &Prices, lang: Lang) -> Vec<String> {
    let value: f64 = prices.parts.iter().map(|p| p.value.least).sum();
    let open: f64 = prices.parts.iter().map(|p| p.value.most - p.value.least).sum();
    let of = |how: How| prices.prices.iter().any(|p| p.how() == how);
    let mut out = Vec::new();
    if of(How::Bound) || of(How::Plan) {
        let (value, open) = (cny(value, lang), cny(open, lang));
        out.push(say!(lang, "prices-note-bound", value = value, open = open, holds = percent(HOLDS)));
    }
    if of(How::Dual) {
        out.push(say!(lang, "prices-note-todays"));
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
        out.push(say!(
            lang,
            "prices-note-plans",
            cost = cny(cost, lang),
            open = cny((cost - bound).max(0.0), lang),
            share = percent2(gap(cost, bound).max(0.0)),
            wide = percent(WIDE),
        ));
    }
    let ways = |p: &Price| p.tightened.iter().chain([&p.loosened]).any(Way::is_open);
    if prices.prices.iter().any(ways) {
        out.push(say!(lang, "prices-note-unclear"));
    }
    let late = prices.prices.iter().filter(|p| p.late).count();
    if late > 0 {
        out.push(say!(lang, "prices-note-late", n = late));
    }
    out
}

/// How many limits there are of each rule.
fn by_rule(limits: &[&Limit], lang: Lang) -> Option<String> {
    let count = |id: RuleId| limits.iter().filter(|l| l.rule == id).count();
    let parts: Vec<String> =
        RULES.iter().map(|r| (r.id, count(r.id))).filter(|c| c.1 > 0).map(|(id, n)| format!("{} {n}", id.id())).collect();
    (!parts.is_empty()).then(|| parts.join(&say!(lang, "list-comma")))
}

/// Limits that do not bind, each with what there is to spare.
fn slacks(s: &Scenario, prices: &Prices, lang: Lang) -> String {
    let mut t = table(&columns(&say!(lang, "prices-slack-columns")), 3);
    for l in &prices.slack {
        let limit = &l.limit;
        let spare = spare(limit, l.by, lang).unwrap_or_default();
        t.add_row([limit.rule.id().to_owned(), place(s, limit, lang), asks_when(s, limit, lang), spare]);
    }
    let blank = prices.slack.iter().any(|l| l.by.is_none());
    let note = blank.then(|| say!(lang, "prices-slack-blank"));
    [trimmed_lines(&t)].into_iter().chain(note).collect::<Vec<_>>().join("\n")
}
