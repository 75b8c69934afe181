//! The summary as text.

use super::{CitySummary, Figures, KindRatio, Mill, Summary};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::plan::schedule::StopClass;
use crate::report::findings::{self, printable};
use crate::report::format::{above_best, cny, counted, grouped, percent, percent2, span, tonnes, trimmed};
use crate::report::table::name;
use crate::rules::{Finding, RuleId, Severity};
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use std::collections::BTreeSet;
use std::fmt::Write as _;

pub(super) fn write(s: &Summary, lang: Lang) -> String {
    let mut out = head(s, lang);
    for c in &s.cities {
        city(&mut out, s, c, lang);
    }
    rules_named(&mut out, s, lang);
    stops(&mut out, s, lang);
    warnings(&mut out, s, lang);
    cost(&mut out, s, lang);
    out
}

fn head(s: &Summary, lang: Lang) -> String {
    let season = s.scenario.season;
    let (name, when) = (printable(&s.scenario.name), span(season.start, season.end(), lang));
    let verdict = match (s.errors, lang) {
        (0, Lang::Zh) => format!("本计划符合全部规则，提示{}条。", s.warnings),
        (0, Lang::En) => format!("The plan keeps all rules; {}.", counted(s.warnings, "warning")),
        (n, Lang::Zh) => format!("本计划违反规则{n}处，提示{}条。", s.warnings),
        (n, Lang::En) => {
            format!("The plan breaks rules in {}; {}.", counted(n, "place"), counted(s.warnings, "warning"))
        }
    };
    let basis = lang.pick(
        "错峰生产比例按 铁水产能×停产天数 计（电炉按粗钢产能；焦炉延长出焦时间按 1－正常/延长 折算）。",
        "Staggered ratios are by hot-metal capacity x days stopped (EAFs by crude steel; a slowed coke oven counts 1 - normal/extended coking time).",
    );
    let changed = crate::report::sets(s.scenario, lang);
    format!("{name}{}{when}\n{changed}{verdict}\n{basis}\n", lang.pick("：", ": "))
}

/// A table; the columns from `numbers` on are right-aligned.
fn table(header: &[&str], numbers: usize) -> Table {
    let mut t = Table::new();
    t.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Disabled).set_header(header);
    for column in t.column_iter_mut().skip(numbers) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    t
}

fn city(out: &mut String, s: &Summary, c: &CitySummary, lang: Lang) {
    let name = printable(&s.scenario.cities[c.city].name);
    let (f, zh) = (&c.figures, lang == Lang::Zh);
    let _ = writeln!(out, "\n== {name} ==");
    if let Some(achieved) = c.achieved {
        let asked = match (c.required, zh) {
            (Some(r), true) => format!("（要求不低于{}）", percent(r)),
            (Some(r), false) => format!(" (at least {} required)", percent(r)),
            (None, _) => String::new(),
        };
        let _ = writeln!(
            out,
            "{} {}{asked}",
            lang.pick("全市高炉错峰生产比例", "staggered ratio of all furnaces"),
            percent2(achieved)
        );
    }
    let _ = if zh {
        writeln!(
            out,
            "高炉停产{}炉·天，少产铁水{}，复产{}次；减排颗粒物+SO2+NOx {} t",
            grouped(f.furnace_days as f64, 0),
            tonnes(f.iron_lost_t, lang),
            f.restarts,
            grouped(f.avoided_t, 1)
        )
    } else {
        writeln!(
            out,
            "{} stopped, {} of hot metal not made, {}; {} t of PM + SO2 + NOx avoided",
            counted(f.furnace_days, "furnace-day"),
            tonnes(f.iron_lost_t, lang),
            counted(f.restarts, "restart"),
            grouped(f.avoided_t, 1)
        )
    };
    if f.eaf_days > 0 {
        let (days, lost) = (grouped(f.eaf_days as f64, 0), tonnes(f.eaf_steel_lost_t, lang));
        let _ = match lang {
            Lang::Zh => writeln!(out, "电炉停产{days}炉·天，少产粗钢{lost}"),
            Lang::En => writeln!(out, "{} stopped, {lost} of their crude steel not made", counted(f.eaf_days, "EAF-day")),
        };
    }
    let _ = writeln!(out, "{}{}", lang.pick("粗钢 ", "crude steel "), steel(f, lang));
    if !c.mills.is_empty() {
        let _ = writeln!(out, "\n{}\n\n{}", mills(s, c, lang), kinds(s, c, lang));
    }
    sparkline(out, s, c, lang);
}

/// Crude steel against last year, in words.
fn steel(f: &Figures, lang: Lang) -> String {
    let (now, last) = (tonnes(f.steel_t, lang), tonnes(f.steel_last_year_t, lang));
    let change = change(f);
    match lang {
        Lang::Zh => format!("{now}，去年同期{last}，同比{change}"),
        Lang::En => format!("{now}, last year over the same days {last}, {change} year on year"),
    }
}

fn change(f: &Figures) -> String {
    if f.steel_last_year_t <= 0.0 {
        return "—".to_owned();
    }
    let x = f.steel_t / f.steel_last_year_t - 1.0;
    format!("{}{}", if x > 0.0 { "+" } else { "" }, percent2(x))
}

fn mill_name(s: &Summary, m: &Mill) -> String {
    let e = &s.scenario.enterprises[m.ent];
    format!("{} {}", name(&e.id), name(&e.name))
}

fn mills(s: &Summary, c: &CitySummary, lang: Lang) -> Table {
    let mut t = match lang {
        Lang::Zh => table(
            &[
                "企业",
                "等级",
                "多停的原因",
                "要求",
                "实际",
                "多停(百分点)",
                "炉·天",
                "少产铁水（电炉：粗钢）",
                "粗钢",
                "去年同期",
                "同比",
            ],
            3,
        ),
        Lang::En => table(
            &[
                "enterprise",
                "grade",
                "what asks for more",
                "required",
                "achieved",
                "beyond (points)",
                "furnace-days",
                "hot metal (of EAFs: steel) lost",
                "crude steel",
                "last year",
                "year on year",
            ],
            3,
        ),
    };
    for m in &c.mills {
        let (f, first) = (&m.figures, m.ratios.first());
        let ratio = |x: Option<f64>| x.map_or_else(|| "—".to_owned(), percent2);
        t.add_row([
            mill_name(s, m),
            name(&s.scenario.policy.grades[s.scenario.enterprises[m.ent].grade]),
            first.map_or_else(String::new, |r| why(r, lang)),
            ratio(first.map(|r| r.required)),
            ratio(first.map(|r| r.achieved)),
            first.map_or_else(String::new, |r| grouped((r.achieved - r.required) * 100.0, 2)),
            furnace_days(s, m, lang),
            lost(s, m, lang),
            tonnes(f.steel_t, lang),
            tonnes(f.steel_last_year_t, lang),
            change(f),
        ]);
    }
    t
}

/// Days of a mill's furnaces and of its EAFs, whichever it has.
fn furnace_days(s: &Summary, m: &Mill, lang: Lang) -> String {
    let eafs = format!("{}{}", lang.pick("电炉", "EAF "), grouped(m.figures.eaf_days as f64, 0));
    of_both(s, m, grouped(m.figures.furnace_days as f64, 0), eafs)
}

/// What they do not make.
fn lost(s: &Summary, m: &Mill, lang: Lang) -> String {
    let steel = tonnes(m.figures.eaf_steel_lost_t, lang);
    let eafs = format!("{}{steel}", lang.pick("钢", "steel "));
    of_both(s, m, tonnes(m.figures.iron_lost_t, lang), eafs)
}

fn of_both(s: &Summary, m: &Mill, furnaces: String, eafs: String) -> String {
    let has = |kind| s.scenario.units_of(m.ent, kind).next().is_some();
    match (has(Kind::BlastFurnace), has(Kind::Eaf)) {
        (_, false) => furnaces,
        (false, true) => eafs,
        (true, true) => format!("{furnaces} + {eafs}"),
    }
}

/// The rules that hold an enterprise beyond its own duty.
fn why(r: &KindRatio, lang: Lang) -> String {
    if r.achieved < r.required - 1e-6 {
        return lang.pick("未达到要求", "short of its duty").to_owned();
    }
    if r.achieved - r.required < 1e-9 {
        return String::new();
    }
    let own = if r.kind == Kind::BlastFurnace || r.kind == Kind::Eaf { RuleId::BfRatio } else { RuleId::AncRatio };
    let mut parts: Vec<&str> = r.why.iter().filter(|w| **w != own).map(|w| w.id()).collect();
    if r.why.contains(&own) {
        parts.push(lang.pick("按整天取整", "whole days"));
    }
    if r.by_choice {
        parts.push(lang.pick("计划自选", "the plan's choice"));
    }
    if parts.is_empty() {
        parts.push(lang.pick("既定停产", "fixed stops"));
    }
    parts.join(lang.pick("、", ", "))
}

/// Required and achieved ratio of every kind.
fn kinds(s: &Summary, c: &CitySummary, lang: Lang) -> Table {
    let mut header = vec![lang.pick("要求→实际", "required→achieved").to_owned()];
    let shown: Vec<Kind> =
        Kind::ALL.into_iter().filter(|k| c.mills.iter().any(|m| m.ratios.iter().any(|r| r.kind == *k))).collect();
    header.extend(shown.iter().map(|k| lang.pick(k.zh(), k.en()).to_owned()));
    let mut t = table(&header.iter().map(String::as_str).collect::<Vec<_>>(), 1);
    for m in &c.mills {
        let cell = |k: &Kind| {
            m.ratios
                .iter()
                .find(|r| r.kind == *k)
                .map_or_else(String::new, |r| format!("{}→{}", percent2(r.required), percent2(r.achieved)))
        };
        t.add_row(std::iter::once(mill_name(s, m)).chain(shown.iter().map(cell)));
    }
    t
}

/// The daily stopped share, one line a month, one block a day.
fn sparkline(out: &mut String, s: &Summary, c: &CitySummary, lang: Lang) {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let most = c.share.iter().flatten().copied().fold(0.0, f64::max);
    if c.share.iter().all(Option::is_none) {
        return;
    }
    let _ = match lang {
        Lang::Zh => writeln!(out, "\n全市高炉每日停产比例（一格一天，█＝{}）", percent2(most)),
        Lang::En => writeln!(out, "\nstopped share of the city's furnaces, a block a day (█ = {})", percent2(most)),
    };
    for (year, month, days) in s.scenario.season.months() {
        let line: String = c.share[days.days()]
            .iter()
            .map(|v| match v {
                None => '·',
                Some(v) if most > 0.0 => BLOCKS[((v / most * 7.0).round() as usize).min(7)],
                Some(_) => BLOCKS[0],
            })
            .collect();
        let in_service: Vec<f64> = c.share[days.days()].iter().flatten().copied().collect();
        let (low, high) = in_service.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), v| (a.min(*v), b.max(*v)));
        let range = if in_service.is_empty() { String::new() } else { format!("{} – {}", percent2(low), percent2(high)) };
        let _ = writeln!(out, "{year}-{month:02} {line:<31} {range}");
    }
}

/// The names of the rules that the tables cite.
fn rules_named(out: &mut String, s: &Summary, lang: Lang) {
    let ratios = s.cities.iter().flat_map(|c| &c.mills).filter_map(|m| m.ratios.first());
    let cited: BTreeSet<RuleId> = ratios
        .filter(|r| r.achieved > r.required)
        .flat_map(|r| r.why.iter().copied())
        .filter(|w| *w != RuleId::BfRatio)
        .collect();
    if cited.is_empty() {
        return;
    }
    out.push_str(lang.pick(
        "\n“多停的原因”：停产在任一端再少一天就会违反的规则\n",
        "\nWhat asks for more: the rules that one day less at an end of a stop would break\n",
    ));
    for rule in cited {
        let _ = writeln!(out, "  {} {}", rule.id(), rule.rule().name.pick(lang));
    }
}

/// Every stop and slow-down with its dates, as an order has them.
fn stops(out: &mut String, s: &Summary, lang: Lang) {
    out.push_str(lang.pick("\n== 停产安排 ==\n", "\n== Stops ==\n"));
    let season = s.scenario.season;
    let when = |d: crate::day::DayRange| span(season.date(d.first), season.date(d.end - 1), lang);
    for (ent, e) in s.scenario.enterprises.iter().enumerate() {
        let mut lines = String::new();
        let mut units = s.scenario.enterprises[ent].units.clone();
        units.sort_by_key(|&u| s.scenario.units[u].kind);
        for u in units {
            let (unit, days) = (&s.scenario.units[u], &s.schedule.units[u]);
            let what = format!("{} {}", lang.pick(unit.kind.zh(), unit.kind.en()), printable(&unit.id));
            for w in &days.stops {
                let class = match w.class {
                    StopClass::Fixed => lang.pick("（既定）", " (fixed)"),
                    StopClass::Episode => lang.pick("（应急）", " (episode)"),
                    StopClass::Ordinary => "",
                };
                let _ = writeln!(lines, "  {what}{}{}{class}", lang.pick("：停产，", ": stop, "), when(w.days));
            }
            for slow in &days.slows {
                let h = trimmed(slow.coking_time_h, 3);
                let _ = match lang {
                    Lang::Zh => writeln!(lines, "  {what}：出焦时间延长至{h}小时，{}", when(slow.days)),
                    Lang::En => writeln!(lines, "  {what}: coking time extended to {h} h, {}", when(slow.days)),
                };
            }
        }
        if !lines.is_empty() {
            let _ = write!(out, "{}\n{lines}", printable(&format!("{} {}", e.id, e.name)));
        }
    }
}

/// Most warnings that are told one by one.
const TOLD: usize = 20;

/// How many warnings there are by rule, then the first of them.
fn warnings(out: &mut String, s: &Summary, lang: Lang) {
    let all: Vec<&Finding> = s.findings.iter().filter(|f| f.severity == Severity::Warning).collect();
    if all.is_empty() {
        return;
    }
    let _ = match lang {
        Lang::Zh => writeln!(out, "\n== 提示（{}条）==", all.len()),
        Lang::En => writeln!(out, "\n== {} ==", counted(all.len(), "warning")),
    };
    let by_rule: Vec<&[&Finding]> = all.chunk_by(|a, b| a.rule == b.rule).collect();
    for of_rule in &by_rule {
        let rule = of_rule[0].rule.rule();
        let (id, name, n) = (rule.id.id(), rule.name.pick(lang), of_rule.len());
        let _ = match lang {
            Lang::Zh => writeln!(out, "{id} {name}：{n}条"),
            Lang::En => writeln!(out, "{id} {name}: {n}"),
        };
    }
    for f in all.iter().take(TOLD) {
        let _ = writeln!(out, "  {}", findings::line(s.scenario, f, lang));
    }
    if let Some(rest) = all.len().checked_sub(TOLD).filter(|&n| n > 0) {
        let _ = match lang {
            Lang::Zh => writeln!(out, "  另有{rest}条；用“stagger check 情景 计划”列出全部"),
            Lang::En => writeln!(out, "  and {rest} more; `stagger check SCENARIO PLAN` lists them all"),
        };
    }
}

/// The terms of the objective, and how far from the best the plan may be.
fn cost(out: &mut String, s: &Summary, lang: Lang) {
    let c = &s.cost;
    let terms = [
        (lang.pick("少产铁水（电炉粗钢）的利润", "margin lost"), c.margin),
        (lang.pick("复产与焖炉", "restarts and banking"), c.restarts),
        (lang.pick("配套设施少产", "ancillary output not made"), c.output),
        (lang.pick("减排价值（抵减）", "value of avoided emissions (a gain)"), -c.avoided),
        (lang.pick("合计", "total"), c.total()),
    ];
    out.push_str(lang.pick("\n== 费用 ==\n", "\n== Cost ==\n"));
    for (name, value) in terms {
        let _ = writeln!(out, "  {name}{}{}", lang.pick("：", ": "), cny(value, lang));
    }
    let above = |bound| above_best(c.total(), bound, lang);
    let said = match (s.claim.bound, lang) {
        (Some(_), Lang::Zh) if s.false_claim => "计划自报的费用、下界或差距与重算不符，不能作为依据。".to_owned(),
        (Some(_), Lang::En) if s.false_claim => "What the plan claims of its cost, bound or gap is false.".to_owned(),
        (Some(b), Lang::Zh) if s.errors > 0 => {
            format!("已证明：凡符合全部规则的计划费用都不低于{}；本计划违反规则，不可与之相比。", cny(b, lang))
        }
        (Some(b), Lang::En) if s.errors > 0 => format!(
            "Proved: no plan that keeps all rules costs less than {}; this one breaks rules and does not compare.",
            cny(b, lang)
        ),
        (Some(b), Lang::Zh) => {
            format!("已证明：凡符合全部规则的计划费用都不低于{}，本计划至多比最优计划贵{}。", cny(b, lang), above(b))
        }
        (Some(b), Lang::En) => format!(
            "Proved: no plan that keeps all rules costs less than {}; this one is at most {} above the best.",
            cny(b, lang),
            above(b)
        ),
        (None, Lang::Zh) => "计划没有给出费用下界，离最优计划多远未知。".to_owned(),
        (None, Lang::En) => "The plan gives no lower bound, so how far it is from the best is unknown.".to_owned(),
    };
    let _ = writeln!(out, "{said}");
}
