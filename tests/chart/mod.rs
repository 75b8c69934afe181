//! The Gantt chart: structure of the SVG, not its bytes.

pub mod builder;
mod export;
mod office;
mod page;
mod pictures;
mod workbook;

use builder::*;
use roxmltree::{Document, Node};
use steel_stagger::chart::{ChartError, GanttOptions, gantt_svg, text};
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::lang::Lang;
use steel_stagger::plan::Plan;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::rules::{Finding, Named, RuleId, Severity};
use steel_stagger::scenario::Scenario;

fn draw(s: &Scenario, p: &Plan, findings: &[Finding], options: &GanttOptions) -> String {
    gantt_svg(s, p, &Schedule::new(s, p), findings, options).expect("a chart")
}

fn plain(s: &Scenario, p: &Plan) -> String {
    draw(s, p, &[], &GanttOptions::default())
}

/// Groups that have a class.
fn groups<'a>(doc: &'a Document, class: &str) -> Vec<Node<'a, 'a>> {
    let has = |n: &Node| n.attribute("class").is_some_and(|c| c.split(' ').any(|x| x == class));
    doc.descendants().filter(|n| n.has_tag_name("g") && has(n)).collect()
}

fn number(n: &Node, name: &str) -> f64 {
    n.attribute(name).and_then(|v| v.parse().ok()).expect("a number")
}

/// The first rectangle of a group: left, top, width, height.
fn rect(n: &Node) -> [f64; 4] {
    let r = n.descendants().find(|d| d.has_tag_name("rect")).expect("a rectangle");
    ["x", "y", "width", "height"].map(|a| number(&r, a))
}

fn words(n: &Node) -> String {
    n.descendants().filter(|d| d.has_tag_name("text")).filter_map(|d| d.text()).map(str::trim).collect::<Vec<_>>().join("|")
}

#[test]
fn every_unit_has_a_row_and_every_stop_a_bar_on_its_days() {
    let (s, p) = one_mill();
    let svg = plain(&s, &p);
    let doc = Document::parse(&svg).unwrap();
    let rows = groups(&doc, "row");
    assert_eq!(rows.len(), s.units.len());
    let bars = groups(&doc, "bar");
    assert_eq!(bars.len(), p.stops.len() + p.slowdowns.len());

    // Days lie at even distances: two bars give the scale, all others must fit it.
    let of = |unit: &str, first: &str| {
        let bar = bars.iter().find(|b| b.attribute("data-unit") == Some(unit) && b.attribute("data-first") == Some(first));
        *bar.unwrap_or_else(|| panic!("no bar of {unit} from {first}"))
    };
    let day = |b: &Node| f64::from(s.season.day(date(b.attribute("data-first").unwrap())).unwrap());
    let (a, b) = (of("1#高炉", "2021-10-08"), of("2#高炉", "2022-02-01"));
    let scale = (rect(&b)[0] - rect(&a)[0]) / (day(&b) - day(&a));
    let start = rect(&a)[0] - day(&a) * scale;
    for bar in &bars {
        let days = number(bar, "data-days");
        assert!((rect(bar)[0] - start - day(bar) * scale).abs() <= 1.0, "{:?}", bar.attributes().collect::<Vec<_>>());
        assert!((rect(bar)[2] - days * scale).abs() <= 1.0);
        let span = (date(bar.attribute("data-last").unwrap()) - date(bar.attribute("data-first").unwrap())).num_days() + 1;
        assert!((days - span as f64).abs() < 0.1);
        // The bar lies within the row of its unit.
        let row = bar.parent().unwrap();
        assert_eq!(row.attribute("data-unit"), bar.attribute("data-unit"));
        let (y0, y1) = row.attribute("data-row").unwrap().split_once(' ').unwrap();
        let (y0, y1): (f64, f64) = (y0.parse().unwrap(), y1.parse().unwrap());
        assert!(y0 <= rect(bar)[1] && rect(bar)[1] + rect(bar)[3] <= y1);
    }
    assert_eq!(groups(&doc, "fixed").len(), 1);
    assert_eq!(groups(&doc, "episode").len(), 1 + s.episodes.len(), "an episode stop and the chips of the warnings");
    assert!(words(&of("1#高炉", "2021-12-01")).contains("51天"));
    assert!(words(&of("2#焦炉", "2022-01-11")).contains("56.5 h"));
}

#[test]
fn layers_show_duties_warnings_and_the_period() {
    let (s, p) = one_mill();
    let svg = plain(&s, &p);
    let doc = Document::parse(&svg).unwrap();
    assert_eq!(groups(&doc, "must-run").len(), 1);
    assert_eq!(groups(&doc, "down").len(), 1);
    assert_eq!(groups(&doc, "out-of-service").len(), 1);
    assert_eq!(groups(&doc, "heating").len(), 1);
    let levels: Vec<_> = groups(&doc, "episode-band").iter().filter_map(|g| g.attribute("data-level")).collect();
    assert_eq!(levels, ["orange", "red"]);
    let period = groups(&doc, "staggering")[0];
    assert_eq!((period.attribute("data-first"), period.attribute("data-last")), (Some("2021-11-15"), Some("2022-03-15")));
    let load = groups(&doc, "load");
    assert_eq!(load.len(), 1);
    let limits = groups(&doc, "limits")[0];
    assert_eq!((limits.attribute("data-min"), limits.attribute("data-max")), (Some("0.1"), Some("0.6")));
    assert_eq!(groups(&doc, "enterprise")[0].attribute("data-grade"), Some("C"));
    let axis = words(&groups(&doc, "axis")[0]);
    assert!(axis.contains("2021年10月") && axis.contains("2022年3月") && axis.contains("10-4"), "{axis}");
}

#[test]
fn a_darker_shade_is_a_longer_coking_time() {
    let (s, p) = one_mill();
    let svg = plain(&s, &p);
    let doc = Document::parse(&svg).unwrap();
    let mut slow: Vec<(f64, u32)> = groups(&doc, "slow")
        .iter()
        .map(|b| {
            let fill = b.descendants().find(|d| d.has_tag_name("rect")).and_then(|r| r.attribute("fill")).unwrap();
            let rgb = u32::from_str_radix(&fill[1..], 16).unwrap();
            (number(b, "data-coking-time-h"), (rgb >> 16) + (rgb >> 8 & 0xff) + (rgb & 0xff))
        })
        .collect();
    slow.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(slow.len(), 3);
    assert!(slow.windows(2).all(|w| w[0].1 > w[1].1), "{slow:?}");
}

#[test]
fn breaches_are_counted_marked_and_listed() {
    let (s, p) = one_mill();
    let mut lone = finding(RuleId::Concrete, None, None, None, None);
    lone.enterprise = Some(Named::Unknown("TS99".into()));
    let mut warning = finding(RuleId::Change, Some(0), Some(0), None, None);
    warning.severity = Severity::Warning;
    let findings = [
        finding(RuleId::ShortStop, Some(0), Some(0), Some(0), Some(("2021-12-01", "2022-01-20"))),
        finding(RuleId::MustRun, Some(0), Some(0), Some(1), Some(("2021-11-20", "2021-11-30"))),
        finding(RuleId::BfRatio, Some(0), Some(0), None, Some(("2021-11-15", "2022-03-15"))),
        finding(RuleId::CityDaily, Some(0), None, None, Some(("2021-11-15", "2021-11-19"))),
        lone,
        warning,
    ];
    let svg = draw(&s, &p, &findings, &GanttOptions { lang: Lang::En, ..Default::default() });
    let doc = Document::parse(&svg).unwrap();
    let verdict = groups(&doc, "verdict")[0];
    assert_eq!((verdict.attribute("data-breaches"), verdict.attribute("data-warnings")), (Some("5"), Some("1")));
    assert_eq!(words(&verdict), "5 errors");
    let list = groups(&doc, "findings")[0];
    assert_eq!(list.descendants().filter(|d| d.attribute("class") == Some("finding")).count(), 5);
    assert!(words(&list).contains("TS99"));
    // Beside what each is about, and once more in the list.
    for (number, times) in [("1", 2), ("2", 2), ("3", 2), ("4", 2), ("5", 1)] {
        let marks = groups(&doc, "finding").into_iter().filter(|f| f.attribute("data-number") == Some(number)).count();
        assert_eq!(marks, times, "finding {number}");
    }
    let row = groups(&doc, "row").into_iter().find(|r| r.attribute("data-unit") == Some("1#高炉")).unwrap();
    let mark = row.descendants().find(|d| d.attribute("class") == Some("finding")).unwrap();
    assert_eq!(mark.attribute("data-rule"), Some("SHORT-STOP"));
    let bar = groups(&doc, "bar").into_iter().find(|b| b.attribute("data-first") == Some("2021-12-01")).unwrap();
    assert!((rect(&mark)[0] - rect(&bar)[0]).abs() <= 2.0, "the number stands at the start of its bar");
    assert!(groups(&Document::parse(&plain(&s, &p)).unwrap(), "finding").is_empty());
}

#[test]
fn a_breach_without_a_bar_is_dashed_and_in_the_legend() {
    let (s, p) = one_mill();
    let legend = |days| {
        let f = finding(RuleId::Down, Some(0), Some(0), Some(0), Some(days));
        let svg = draw(&s, &p, &[f], &GanttOptions::default());
        words(&groups(&Document::parse(&svg).unwrap(), "legend")[0])
    };
    assert!(legend(("2021-11-01", "2021-11-05")).contains("违规之处没有停产"));
    assert!(!legend(("2021-12-01", "2021-12-05")).contains("违规之处没有停产"), "a stop is there");
}

#[test]
fn coking_times_have_the_decimals_that_the_plan_states() {
    let (s, mut p) = one_mill();
    p.slowdowns.iter_mut().for_each(|x| x.coking_time_h = 71.25);
    let svg = plain(&s, &p);
    let doc = Document::parse(&svg).unwrap();
    assert!(groups(&doc, "slow").iter().any(|b| words(b).contains("71.25 h")));
    assert!(!svg.contains("71.2 h"));
}

#[test]
fn text_from_files_is_data() {
    let (mut s, mut p) = one_mill();
    let evil = "<script>alert(\"1\")</script>&'\u{0}\u{1b}[31m\u{202e}x";
    s.name = evil.into();
    s.cities[0].name = evil.into();
    s.enterprises[0].name = evil.into();
    s.enterprises[0].id = evil.into();
    s.policy.grades = vec![evil.to_owned(); 5];
    for u in &mut s.units {
        u.id = format!("{evil}{}", u.id);
    }
    for x in &mut p.stops {
        (x.enterprise, x.unit) = (evil.into(), format!("{evil}{}", x.unit));
    }
    let mut f = finding(RuleId::Concrete, None, None, None, None);
    f.enterprise = Some(Named::Unknown(evil.into()));
    f.note.zh = evil.into();
    let svg = draw(&s, &p, &[f], &GanttOptions::default());
    let doc = Document::parse(&svg).unwrap();
    let known = ["svg", "title", "g", "rect", "polyline", "line", "polygon", "circle", "text"];
    assert!(doc.descendants().filter(Node::is_element).all(|n| known.contains(&n.tag_name().name())));
    assert!(!svg.contains(['\u{0}', '\u{1b}', '\u{202e}']));
    assert_eq!(groups(&doc, "bar").len(), p.stops.len());
    let title = doc.root_element().children().find(|n| n.has_tag_name("title")).and_then(|n| n.text()).unwrap();
    assert!(title.starts_with("<script>alert(\"1\")</script>&'[31mx"), "{title}");
}

#[test]
fn filters_leave_what_they_name() {
    let (s, p) = big_city(6);
    let options = GanttOptions {
        enterprises: vec!["TS02".into(), "丙钢铁有限公司".into()],
        kinds: vec![Kind::BlastFurnace],
        ..Default::default()
    };
    let svg = draw(&s, &p, &[], &options);
    let doc = Document::parse(&svg).unwrap();
    let rows = groups(&doc, "row");
    assert_eq!(rows.len(), 9);
    assert!(rows.iter().all(|r| r.attribute("data-kind") == Some("blast-furnace")));
    assert_eq!(groups(&doc, "enterprise").len(), 2);
    // findings of what is not drawn are counted, not listed
    let found = [
        finding(RuleId::BfRatio, Some(0), Some(0), None, None),
        finding(RuleId::BfRatio, Some(0), Some(1), None, None),
        finding(RuleId::Claim, None, None, None, None),
    ];
    let svg = draw(&s, &p, &found, &options);
    let doc = Document::parse(&svg).unwrap();
    let list = groups(&doc, "findings")[0];
    assert_eq!(list.descendants().filter(|d| d.attribute("class") == Some("finding")).count(), 1);
    assert!(words(&list).contains("违规（1处；未画出的另有2处）") && words(&list).contains("TS02"), "{}", words(&list));
    assert_eq!(groups(&doc, "verdict")[0].attribute("data-breaches"), Some("3"));
    let none = GanttOptions { kinds: vec![Kind::Eaf], ..Default::default() };
    assert_eq!(gantt_svg(&s, &p, &Schedule::new(&s, &p), &[], &none), Err(ChartError::NothingToDraw));
    let unknown = GanttOptions { enterprises: vec!["TS77".into()], ..Default::default() };
    let error = gantt_svg(&s, &p, &Schedule::new(&s, &p), &[], &unknown);
    assert_eq!(error, Err(ChartError::UnknownEnterprise("TS77".into())));
}

#[test]
fn the_page_grows_and_labels_never_overlap() {
    let (s, p) = big_city(28);
    assert!(s.units.len() > 250);
    for lang in [Lang::Zh, Lang::En] {
        let svg = draw(&s, &p, &[], &GanttOptions { lang, ..Default::default() });
        let doc = Document::parse(&svg).unwrap();
        let (width, height) = (number(&doc.root_element(), "width"), number(&doc.root_element(), "height"));
        let mut boxes = Vec::new();
        for t in doc.descendants().filter(|n| n.has_tag_name("text")) {
            let said = t.text().unwrap_or_default().trim();
            let size = number(&t, "font-size");
            let w = text::width(said, size);
            let x = number(&t, "x");
            let x0 = match t.attribute("text-anchor") {
                Some("middle") => x - w / 2.0,
                Some("end") => x - w,
                _ => x,
            };
            let y = number(&t, "y");
            assert!(x0 >= 0.0 && x0 + w <= width && y > 0.0 && y < height, "{said} leaves the page");
            boxes.push((y - size / 2.0, y + size / 2.0, x0, x0 + w, said.to_owned()));
        }
        boxes.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (i, a) in boxes.iter().enumerate() {
            for b in boxes[i + 1..].iter().take_while(|b| b.0 < a.1 - 2.0) {
                assert!(a.3 <= b.2 + 1.0 || b.3 <= a.2 + 1.0, "{a:?} and {b:?} overlap");
            }
        }
    }
}

#[test]
fn odd_scenarios_are_drawn_too() {
    let nothing = empty("2021-10-01", "2022-03-31");
    Document::parse(&plain(&nothing, &Plan::default())).unwrap();

    let mut no_city = empty("2021-10-01", "2022-03-31");
    no_city.cities.clear();
    Document::parse(&plain(&no_city, &Plan::default())).unwrap();

    for (start, end) in [
        ("2022-01-01", "2022-01-01"),
        ("2021-12-28", "2022-01-04"),
        ("2015-01-01", "2024-12-31"),
        ("1900-01-01", "2070-12-31"),
    ] {
        let mut s = empty(start, end);
        let m = mill(&mut s, "", "", 0, 4);
        let u = unit(&mut s, m, &"长".repeat(300), Kind::BlastFurnace, 0.0, 0.0);
        unit(&mut s, m, "", Kind::CokeOven, 4.3, 1000.0);
        s.units[u].service = DayRange::EMPTY;
        s.units[u].idle = true;
        let p =
            plan(&s, vec![stop(&s, 1, start, end), stop(&s, 0, start, end)], vec![slow(&s, 1, start, end, f64::INFINITY)]);
        for lang in [Lang::Zh, Lang::En] {
            let findings = [
                finding(RuleId::Down, Some(0), Some(0), Some(0), Some(("1999-01-01", "2200-01-01"))),
                finding(RuleId::ShortRun, Some(0), Some(0), Some(1), None),
            ];
            let svg = draw(&s, &p, &findings, &GanttOptions { lang, ..Default::default() });
            Document::parse(&svg).unwrap();
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let (s, p) = big_city(5);
    assert_eq!(plain(&s, &p), plain(&s, &p));
}
