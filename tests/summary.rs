//! The planner's summary: numbers against hand-worked ones, dates and words.

use crate::chart::builder::*;
use steel_stagger::kind::Kind;
use steel_stagger::lang::Lang;
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::Claim;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::report::summary::{summary, summary_json};
use steel_stagger::rules::{RuleId, Severity};
use steel_stagger::scenario::{LastYear, Scenario, ShareBand};

/// A grade-B mill (30 % of 121 days) with furnaces of 3,000 and 2,000 t/d.
fn small() -> Scenario {
    let mut s = empty("2021-10-01", "2022-03-31");
    let m = mill(&mut s, "TS01", "甲钢铁", 0, 1);
    unit(&mut s, m, "1#高炉", Kind::BlastFurnace, 1000.0, 3000.0);
    unit(&mut s, m, "2#高炉", Kind::BlastFurnace, 700.0, 2000.0);
    unit(&mut s, m, "1#烧结机", Kind::Sinter, 200.0, 7000.0);
    s.enterprises[m].steel_per_iron = 1.0;
    s.enterprises[m].steel_last_year = Some(LastYear::Total(1_000_000.0));
    s
}

#[test]
fn numbers_are_those_worked_by_hand() {
    let s = small();
    // 61 days of the large furnace: 61 · 3000 / (121 · 5000) = 30.25 %, 183,000 t of iron; sinter 40 / 121 = 33.06 %.
    let p = plan(&s, vec![stop(&s, 0, "2021-12-01", "2022-01-30"), stop(&s, 2, "2021-12-01", "2022-01-09")], vec![]);
    let schedule = Schedule::new(&s, &p);
    let v = summary_json(&s, &schedule, &p.solve, &[]);
    let m = &v["cities"][0]["enterprises"][0];
    let close =
        |x: &serde_json::Value, y: f64| assert!((x.as_f64().unwrap() - y).abs() < 1e-6 * y.abs().max(1.0), "{x} is not {y}");
    close(&m["ratios"][0]["required"], 0.30);
    close(&m["ratios"][0]["achieved"], 183_000.0 / 605_000.0);
    close(&m["ratios"][1]["required"], 183_000.0 / 605_000.0);
    close(&m["ratios"][1]["achieved"], 40.0 / 121.0);
    assert_eq!(m["furnace_days"], 61);
    close(&m["hot_metal_lost_t"], 183_000.0);
    close(&m["crude_steel_t"], 182.0 * 5000.0 - 183_000.0);
    close(&m["crude_steel_last_year_t"], 1_000_000.0);
    assert_eq!(m["restarts"], 2);
    let factor = |k: Kind| s.policy.emission[k.index()].other / 1000.0;
    close(&m["avoided_emissions_t"], 183_000.0 * factor(Kind::BlastFurnace) + 280_000.0 * factor(Kind::Sinter));
    let share = v["cities"][0]["daily_stopped_share"].as_array().unwrap();
    assert_eq!(share.len(), 182);
    close(&share[61], 0.6);
    close(&share[60], 0.0);
    assert_eq!(v["stops"][0]["start"], "2021-12-01");
    assert_eq!(v["stops"][0]["days"], 61);
    let cost = &v["cost"];
    let terms = ["lost_margin_cny", "restarts_cny", "lost_output_cny", "avoided_emissions_cny"];
    let terms = terms.map(|t| cost[t].as_f64().unwrap());
    assert!(terms[0] > 0.0 && terms[3] < 0.0, "{cost}");
    close(&cost["total_cny"], terms.iter().sum());

    let text = summary(&s, &schedule, &p.solve, &[], Lang::Zh);
    for said in [
        "2021年10月1日0时至2022年3月31日24时（182天）",
        "本计划符合全部规则",
        "铁水产能×停产天数",
        "30.00%→30.25%",
        "30.25%→33.06%",
        "停产61炉·天",
        "少产铁水18.30万吨",
        "同比-27.30%",
        "按整天取整",
        "停产，2021年12月1日0时至2022年1月30日24时（61天）",
        "没有给出费用下界",
    ] {
        assert!(text.contains(said), "{said} is missing in\n{text}");
    }
    assert!(text.rfind("元").unwrap() > text.rfind("停产，").unwrap(), "money comes last");
}

#[test]
fn what_is_stopped_beyond_the_duty_names_its_rule() {
    let mut s = small();
    s.cities[0].stopped_share = vec![ShareBand { days: days(&s, "2021-11-15", "2022-02-12"), min: 0.5, max: 1.0 }];
    // The city's minimum asks 90 days of the large furnace; its own duty would be 61.
    let p = plan(&s, vec![stop(&s, 0, "2021-11-15", "2022-02-12")], vec![]);
    let v = summary_json(&s, &Schedule::new(&s, &p), &p.solve, &[]);
    let r = &v["cities"][0]["enterprises"][0]["ratios"][0];
    assert_eq!(r["binding_rules"], serde_json::json!(["CITY-DAILY"]));
    assert_eq!(r["some_by_choice"], false);
    let text = summary(&s, &Schedule::new(&s, &p), &p.solve, &[], Lang::En);
    assert!(text.contains("CITY-DAILY daily stopped share of a city"), "{text}");

    // A furnace that stops longer than any rule asks is the plan's choice.
    let p = plan(&s, vec![stop(&s, 0, "2021-11-15", "2022-02-12"), stop(&s, 1, "2021-12-01", "2021-12-20")], vec![]);
    let v = summary_json(&s, &Schedule::new(&s, &p), &p.solve, &[]);
    assert_eq!(v["cities"][0]["enterprises"][0]["ratios"][0]["some_by_choice"], true);
}

#[test]
fn breaches_and_bounds_are_said_in_plain_words() {
    let (s, p) = one_mill();
    let mut warning = finding(RuleId::Change, Some(0), Some(0), None, None);
    warning.severity = Severity::Warning;
    let findings = [finding(RuleId::BfRatio, Some(0), Some(0), None, None), warning];
    let claim = Claim { objective: Some(2e8), bound: Some(1.99e8), gap: Some(0.005) };
    let schedule = Schedule::new(&s, &p);
    let text = summary(&s, &schedule, &claim, &findings, Lang::Zh);
    for said in ["违规1处，提示1条", "不低于1.990亿元；本计划违反规则", "出焦时间延长至56.5小时", "█＝", "（已定）"]
    {
        assert!(text.contains(said), "{said} is missing in\n{text}");
    }
    // of the bound, not of the cost, and rounded up; nothing only where nothing is left open
    let cost = total_cost(&s, &schedule).total();
    for (bound, says) in [
        (cost * 0.995, "at most 0.51% above the best"),
        (cost / 1.5, "至多比最优计划贵50.00%"),
        (cost - 1e-3, "at most 0.01% above the best"),
        (cost, "at most 0.00% above the best"),
    ] {
        let claim = Claim { objective: None, bound: Some(bound), gap: None };
        let said = [Lang::Zh, Lang::En].map(|lang| summary(&s, &schedule, &claim, &findings[1..], lang)).concat();
        assert!(said.contains("1 Dec 2021 00:00 to 20 Jan 2022 24:00 (51 days)") && said.contains(says), "{says}: {said}");
    }
}

#[test]
fn warnings_are_counted_by_rule_and_told_up_to_twenty() {
    let (s, p) = one_mill();
    let mut findings = vec![finding(RuleId::Change, Some(0), Some(0), None, Some(("2021-12-01", "2021-12-01")))];
    findings.extend((0..30).map(|_| finding(RuleId::Plausible, Some(0), Some(0), None, None)));
    findings.iter_mut().for_each(|f| f.severity = Severity::Warning);
    let said = |n: usize, lang| summary(&s, &Schedule::new(&s, &p), &Claim::default(), &findings[..n], lang);
    let zh = said(31, Lang::Zh);
    for words in
        ["== 提示（31条）==", "CHANGE 停复产错开：1条", "PLAUSIBLE 申报数据可信：30条", "另有11条；用“stagger check"]
    {
        assert!(zh.contains(words), "{words} is missing in\n{zh}");
    }
    assert_eq!(zh.lines().filter(|l| l.starts_with("  PLAUSIBLE  ")).count(), 19);
    let en = said(1, Lang::En);
    assert!(en.contains("keeps all rules; 1 warning.") && en.contains("== 1 warning ==") && !en.contains("more;"), "{en}");
    assert!(!said(0, Lang::En).contains("warnings =="));
}

#[test]
fn what_eafs_stop_is_told_as_theirs() {
    let mut s = small();
    let m = mill(&mut s, "TS02", "乙电炉", 0, 1);
    let u = unit(&mut s, m, "1#电炉", Kind::Eaf, 100.0, 1500.0);
    let p = plan(&s, vec![stop(&s, u, "2021-12-01", "2021-12-20")], vec![]);
    let schedule = Schedule::new(&s, &p);
    let mills = &summary_json(&s, &schedule, &p.solve, &[])["cities"][0]["enterprises"];
    assert_eq!((&mills[1]["eaf_days"], &mills[1]["eaf_steel_lost_t"]), (&20.into(), &30_000.0.into()));
    assert_eq!((&mills[1]["furnace_days"], &mills[0]["eaf_days"]), (&0.into(), &0.into()));
    let zh = summary(&s, &schedule, &p.solve, &[], Lang::Zh);
    for words in ["电炉停产20炉·天，少产粗钢3.00万吨", "电炉20", "钢3.00万吨"] {
        assert!(zh.contains(words), "{words} is missing in\n{zh}");
    }
    let en = summary(&s, &schedule, &p.solve, &[], Lang::En);
    assert!(en.contains("20 EAF-days stopped, 30.0 kt of their crude steel not made"), "{en}");
}

#[test]
fn a_false_claim_is_not_repeated() {
    let (s, p) = one_mill();
    let claim = Claim { objective: None, bound: Some(1e12), gap: None };
    let findings = [finding(RuleId::Claim, None, None, None, None)];
    let text = summary(&s, &Schedule::new(&s, &p), &claim, &findings, Lang::En);
    assert!(text.contains("is false") && !text.contains("above the best"), "{text}");
}

#[test]
fn odd_scenarios_have_a_summary_too() {
    for (start, end) in [("2022-01-01", "2022-01-01"), ("2015-01-01", "2024-12-31")] {
        let mut s = empty(start, end);
        for lang in [Lang::Zh, Lang::En] {
            assert!(summary(&s, &Schedule::empty(&s), &Claim::default(), &[], lang).contains("示例市"));
        }
        let m = mill(&mut s, "A", "<b>\u{1b}[31m", 0, 0);
        unit(&mut s, m, "1#", Kind::CokeOven, 5.0, 0.0);
        let text = summary(&s, &Schedule::empty(&s), &Claim::default(), &[], Lang::Zh);
        assert!(!text.contains('\u{1b}'));
    }
}
