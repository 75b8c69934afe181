//! The chart as a page: its data agree with the plan, and nothing in it is more than data.

use crate::chart::builder::*;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use steel_stagger::chart::{ChartError, GanttOptions, page};
use steel_stagger::kind::Kind;
use steel_stagger::lang::Lang;
use steel_stagger::plan::Plan;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::rules::{Finding, RuleId, check};
use steel_stagger::scenario::Scenario;

fn made(s: &Scenario, p: &Plan, findings: &[Finding], options: &GanttOptions) -> String {
    page(s, p, &Schedule::new(s, p), findings, options).expect("a page")
}

/// What stands between an opening tag and the next end tag of its name, as a browser reads script and style.
fn inside<'a>(html: &'a str, open: &str, close: &str) -> &'a str {
    let (_, after) = html.split_once(open).unwrap_or_else(|| panic!("no {open}"));
    after.split_once(close).unwrap_or_else(|| panic!("{open} is not closed")).0
}

fn data(html: &str) -> Value {
    serde_json::from_str(inside(html, "<script type=\"application/json\" id=\"data\">", "</script")).expect("JSON")
}

fn list<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of[name].as_array().unwrap_or_else(|| panic!("{name} is no list"))
}

/// Bytes in base 64, by way of bits.
fn base64(bytes: &[u8]) -> String {
    let digits: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits: Vec<usize> = bytes.iter().flat_map(|b| (0..8).rev().map(move |i| usize::from(b >> i & 1))).collect();
    let six = bits.chunks(6).map(|c| (0..6).fold(0, |sum, i| 2 * sum + c.get(i).copied().unwrap_or(0)));
    let mut out: String = six.map(|i| digits[i]).collect();
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

#[test]
fn the_data_agree_with_the_plan() {
    let (s, p) = one_mill();
    let schedule = Schedule::new(&s, &p);
    for lang in [Lang::Zh, Lang::En] {
        let findings = check(&s, &p, &schedule);
        let d = data(&made(&s, &p, &findings, &GanttOptions { lang, ..Default::default() }));
        assert_eq!((d["start"].as_str(), d["days"].as_u64()), (Some("2021-10-01"), Some(182)));
        assert_eq!(list(&d, "dates").len(), 182);
        assert_eq!((list(&d, "units").len(), list(&d, "mills").len(), list(&d, "cities").len()), (8, 1, 1));
        for unit in list(&d, "units") {
            let u = s.units.iter().position(|u| u.id == unit["id"]).expect("a unit of the scenario");
            assert_eq!(unit["kind"].as_u64(), Some(s.units[u].kind.index() as u64));
            let runs = |name: &str| -> Vec<(u64, u64)> {
                let all = unit[name].as_array().map_or(&[][..], Vec::as_slice);
                all.iter().map(|r| (r[0].as_u64().expect("a day"), r[1].as_u64().expect("a day"))).collect()
            };
            let of = |days: steel_stagger::day::DayRange| (u64::from(days.first), u64::from(days.end));
            assert_eq!(runs("stops"), schedule.units[u].stops.iter().map(|w| of(w.days)).collect::<Vec<_>>());
            assert_eq!(runs("slows"), schedule.units[u].slows.iter().map(|w| of(w.days)).collect::<Vec<_>>());
        }
        // 1#高炉 stands from 1 December to 20 January: 51 days at 3,400 t
        let stop = &list(&d, "units")[0]["stops"][1];
        assert_eq!((stop[0].as_u64(), stop[1].as_u64(), stop[3].as_f64()), (Some(61), Some(112), Some(51.0 * 3400.0)));
        // its mill falls short of its ratio, so that one day less would break it the more; a fixed stop is as filed
        let why = |stop: &Value| -> Vec<String> {
            let rule =
                |r: &Value| d["rules"][r.as_u64().expect("a place") as usize]["id"].as_str().expect("an id").to_owned();
            stop[4].as_array().expect("a list").iter().map(rule).collect()
        };
        assert_eq!(why(&list(&d, "units")[0]["stops"][0]), ["DOWN"]);
        assert!(why(stop).contains(&"BF-RATIO".to_owned()), "{:?}", why(stop));
        assert_eq!(list(&d, "findings").len(), findings.len());
        let steel: f64 = list(&list(&d, "mills")[0], "steel").iter().map(|m| m[1].as_f64().expect("tonnes")).sum();
        assert!((steel - 1_200_000.0).abs() < 1.0, "{steel}");
    }
}

#[test]
fn names_stay_data_whatever_is_in_them() {
    let (mut s, mut p) = one_mill();
    let evil = "</script><script>alert(1)</script><!--{{script}}\"'&\u{2028}\u{202e}钢";
    s.name = evil.into();
    s.cities[0].name = evil.into();
    s.enterprises[0].name = evil.into();
    s.units[0].id = evil.into();
    p.stops.iter_mut().filter(|x| x.unit == "1#高炉").for_each(|x| x.unit = evil.into());
    let mut found = finding(RuleId::ShortStop, Some(0), Some(0), Some(0), Some(("2021-12-01", "2022-01-20")));
    found.note.zh = evil.into();
    let html = made(&s, &p, &[found], &GanttOptions::default());
    let lower = html.to_ascii_lowercase();
    assert_eq!((lower.matches("<script").count(), lower.matches("</script").count()), (2, 2));
    assert!(!html.contains("<!--") && !html.contains('\u{2028}') && !html.contains('\u{202e}'));
    let d = data(&html);
    let name = "</script><script>alert(1)</script><!--{{script}}\"'&钢";
    assert!(d["title"].as_str().expect("a title").contains("</script><script>alert(1)"));
    assert_eq!(list(&d, "units")[0]["id"].as_str().map(|t| t.replace(' ', "")), Some(name.into()));
    assert_eq!(list(&d, "units")[0]["stops"].as_array().map(Vec::len), Some(2));
    assert!(list(&d, "findings")[0]["text"].as_str().expect("a text").contains("<!--"));
    assert!(inside(&html, "<title>", "</title>").contains("&lt;/script&gt;"));
}

#[test]
fn the_policy_lets_its_own_script_and_style_run_and_nothing_else() {
    let (s, p) = one_mill();
    let html = made(&s, &p, &[], &GanttOptions::default());
    let policy = inside(&html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
    let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())));
    assert!(policy.contains(&format!("style-src {}", hash(inside(&html, "<style>", "</style>")))), "{policy}");
    assert!(policy.contains(&format!("script-src {}", hash(inside(&html, "<script>", "</script>")))), "{policy}");
    let script = inside(&html, "<script>", "</script>");
    for risky in
        ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "XMLHttp"]
    {
        assert!(!script.contains(risky), "{risky}");
    }
    let lower = html.to_ascii_lowercase();
    for outside in ["src=", "href=", "url(", "@import", "http://", "https://", " onclick", " onload", " style=\""] {
        assert!(!lower.contains(outside), "{outside}");
    }
}

#[test]
fn a_region_is_small() {
    let (s, p) = big_city(480);
    assert!(s.units.len() > 4_000);
    let schedule = Schedule::new(&s, &p);
    let html = page(&s, &p, &schedule, &[], &GanttOptions::default()).expect("a page");
    assert!(html.len() < 3_000_000, "{}", html.len());
    assert_eq!(list(&data(&html), "units").len(), s.units.len());
    assert_eq!(html, page(&s, &p, &schedule, &[], &GanttOptions::default()).expect("a page"));
}

#[test]
fn filters_leave_out_what_they_do_on_all_charts() {
    let (s, p) = big_city(3);
    let found = [
        finding(RuleId::ShortStop, Some(0), Some(0), Some(0), None),
        finding(RuleId::ShortStop, Some(0), Some(2), Some(s.enterprises[2].units[1]), None),
    ];
    let options =
        GanttOptions { enterprises: vec!["TS03".into()], kinds: vec![Kind::BlastFurnace], ..GanttOptions::default() };
    let d = data(&made(&s, &p, &found, &options));
    assert_eq!(list(&d, "mills").len(), 1);
    let furnaces = s.units_of(2, Kind::BlastFurnace).count();
    assert_eq!(list(&d, "units").len(), furnaces);
    assert!(list(&d, "units").iter().all(|u| u["mill"] == 0));
    let findings = list(&d, "findings");
    assert_eq!((findings.len(), findings[0]["number"].as_u64(), findings[0]["unit"].as_u64()), (1, Some(1), Some(1)));
    let unknown = GanttOptions { enterprises: vec!["?".into()], ..GanttOptions::default() };
    let failed = page(&s, &p, &Schedule::new(&s, &p), &[], &unknown);
    assert_eq!(failed, Err(ChartError::UnknownEnterprise("?".into())));
}

#[test]
fn a_page_leaves_out_money_and_others_where_it_is_asked_to() {
    let (s, p) = big_city(3);
    let lang = Lang::En;
    let cost = |options: &GanttOptions| data(&made(&s, &p, &[], options))["cost"].as_str().expect("words").to_owned();
    assert!(cost(&GanttOptions { lang, ..Default::default() }).contains("CNY"));
    assert!(!cost(&GanttOptions { lang, no_money: true, ..Default::default() }).contains("CNY"));
    let own = GanttOptions { lang, enterprises: vec!["TS03".into()], own_only: true, ..Default::default() };
    assert!(!cost(&own).contains("CNY"));
    let d = data(&made(&s, &p, &[], &own));
    assert_eq!(d["figures"][1][0], "1", "mills");
    let city = &d["cities"][0];
    assert!(city["ratio"].is_null() && list(city, "share").iter().all(Value::is_null), "{city}");
}

#[test]
fn odd_scenarios_have_a_page_too() {
    data(&made(&empty("2021-10-01", "2022-03-31"), &Plan::default(), &[], &GanttOptions::default()));
    let mut s = empty("2021-12-28", "2022-01-04");
    let m = mill(&mut s, "", "", 0, 4);
    let u = unit(&mut s, m, "", Kind::CokeOven, 4.3, 0.0);
    let p = plan(&s, Vec::new(), vec![slow(&s, u, "2021-12-28", "2022-01-04", f64::INFINITY)]);
    for lang in [Lang::Zh, Lang::En] {
        let far = finding(RuleId::Down, Some(0), Some(0), Some(0), Some(("1999-01-01", "2200-01-01")));
        let d = data(&made(&s, &p, &[far], &GanttOptions { lang, ..Default::default() }));
        assert!(list(&d, "units")[0]["slows"][0][2].is_null());
    }
}
