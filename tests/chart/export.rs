//! Charts on paper and as pictures, with a font that the tests bring along.

use crate::chart::builder::*;
use resvg::tiny_skia::Pixmap;
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use steel_stagger::chart::export::{Fonts, SvgPage, ics, pdf, png};
use steel_stagger::chart::paper::Paper;
use steel_stagger::chart::scene::{Group, Item};
use steel_stagger::chart::{GanttOptions, Page, pages, units};
use steel_stagger::lang::Lang;
use steel_stagger::plan::Plan;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::scenario::Scenario;

fn fonts() -> Fonts {
    Fonts::only(include_bytes!("../fixtures/fonts/NotoSansCJKsc-subset.otf").to_vec()).expect("a font")
}

fn on(s: &Scenario, p: &Plan, paper: Paper) -> Vec<Page> {
    let options = GanttOptions { paper, ..GanttOptions::default() };
    pages(s, p, &Schedule::new(s, p), &[], &options).expect("pages")
}

fn groups<'a>(page: &'a Page, class: &str) -> Vec<&'a Group> {
    let of = |i: &'a Item| if let Item::Open(g) = i { Some(g) } else { None };
    page.scene.items.iter().filter_map(of).filter(|g| g.class.split(' ').any(|c| c == class)).collect()
}

fn datum<'a>(g: &'a Group, name: &str) -> &'a str {
    g.data.iter().find(|d| d.0 == name).map_or("", |d| &d.1)
}

#[test]
fn a_city_breaks_over_pages_by_enterprise_with_its_axis_on_each() {
    let (s, p) = big_city(25);
    for paper in [Paper::A3Landscape, Paper::A4] {
        let all = on(&s, &p, paper);
        assert!(all.len() > 1);
        let mut seen = Vec::new();
        for page in &all {
            assert_eq!((page.scene.width, page.scene.height), (all[0].scene.width, all[0].scene.height));
            assert_eq!(groups(page, "axis").len(), usize::from(!groups(page, "row").is_empty()));
            assert_eq!(groups(page, "number").len(), 1);
            let heads: BTreeSet<&str> = groups(page, "enterprise").iter().map(|g| datum(g, "enterprise")).collect();
            for row in groups(page, "row") {
                let bottom: i32 = datum(row, "row").split(' ').nth(1).and_then(|y| y.parse().ok()).expect("a height");
                assert!(bottom < page.scene.height, "{bottom}");
                // a row never stands without the name of its mill above it
                assert!(heads.contains(datum(row, "enterprise")));
                seen.push((datum(row, "enterprise").to_owned(), datum(row, "unit").to_owned()));
            }
        }
        let distinct: BTreeSet<_> = seen.iter().cloned().collect();
        assert_eq!((seen.len(), distinct.len()), (s.units.len(), s.units.len()));
        let begun: Vec<usize> = all.iter().flat_map(|p| p.enterprises.iter().map(|e| e.0)).collect();
        assert_eq!(begun, (0..s.enterprises.len()).collect::<Vec<_>>());
        // no mill is torn where a page can hold it
        for e in 0..s.enterprises.len() {
            let of = |p: &&Page| groups(p, "row").iter().any(|r| datum(r, "enterprise") == s.enterprises[e].id);
            assert_eq!(all.iter().filter(of).count(), 1, "{}", s.enterprises[e].id);
        }
    }
    assert_eq!(on(&s, &p, Paper::Screen).len(), 1);
}

fn as_pdf(s: &Scenario, p: &Plan, paper: Paper) -> Vec<u8> {
    let name = |&(e, y): &(usize, i32)| (s.enterprises[e].name.clone(), y);
    let page = |p: &Page| SvgPage {
        svg: p.svg().expect("SVG"),
        outline: p.enterprises.iter().map(name).collect(),
        links: Vec::new(),
    };
    let pages: Vec<SvgPage> = on(s, p, paper).iter().map(page).collect();
    pdf(&s.name, &pages, paper, Lang::Zh, &fonts()).expect("a PDF")
}

/// What a tool of poppler-utils says of a PDF.
fn asked(tool: &str, options: &[&str], pdf: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("chart.pdf");
    std::fs::write(&file, pdf).unwrap();
    let mut command = Command::new(tool);
    command.args(options).arg(&file).stderr(Stdio::inherit());
    if tool == "pdftotext" {
        command.arg("-");
    }
    let out = command.output().expect("poppler-utils is installed, as by the README's second command");
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn a_pdf_has_text_that_can_be_found_pages_and_an_outline() {
    let (s, p) = big_city(25);
    let made = as_pdf(&s, &p, Paper::A3Landscape);
    assert_eq!(made, as_pdf(&s, &p, Paper::A3Landscape));
    // a Chinese font whole would be ten million bytes
    assert!(made.len() < 2_000_000, "{}", made.len());
    let text = asked("pdftotext", &["-layout"], &made);
    for e in &s.enterprises {
        // a long name is cut
        let name: String = e.name.chars().take(8).collect();
        assert!(text.contains(&e.id) && text.contains(&name), "{} {name} is not in: {text}", e.id);
    }
    assert_eq!(text.matches('\u{c}').count(), on(&s, &p, Paper::A3Landscape).len());
    let outline = String::from_utf8_lossy(&made).matches("/Title").count();
    assert!(outline >= s.enterprises.len(), "{outline}");
    let about = asked("pdfinfo", &[], &made);
    assert!(about.contains("1190.55 x 841.89 pts (A3)"), "{about}");
}

#[test]
fn a_picture_shows_each_stop_in_its_colour_and_words() {
    let (s, p) = one_mill();
    let page = &on(&s, &p, Paper::Screen)[0];
    let scale = 1.5;
    let picture = Pixmap::decode_png(&png(&page.svg().unwrap(), scale, &fonts()).unwrap().0).unwrap();
    assert_eq!(picture.width(), (page.scene.width as f32 * scale).ceil() as u32);
    let at = |x: f32, y: f32| {
        let c = picture.pixel((x * scale) as u32, (y * scale) as u32).expect("within").demultiply();
        [c.red(), c.green(), c.blue()].map(i32::from)
    };
    // the bars: the rectangle behind the opening of a bar's group
    let mut bars = 0;
    for (i, item) in page.scene.items.iter().enumerate() {
        let (Item::Open(g), Some(Item::Rect(a, c, _))) = (item, page.scene.items.get(i + 1)) else { continue };
        if g.class.starts_with("bar stop") && a.width() > 8 {
            let found = at(a.x0 as f32 + 2.0, a.y0 as f32 + 2.0);
            let wanted = [c.0, c.1, c.2].map(i32::from);
            assert!(found.iter().zip(wanted).all(|(f, w)| (f - w).abs() < 24), "{found:?} for {wanted:?}");
            bars += 1;
        }
    }
    assert!(bars >= p.stops.len() / 2, "{bars}");
    // words: much ink in the title's line, none where nothing is written
    let title = (28..400).flat_map(|x| (24..46).map(move |y| (x, y)));
    let dark = title.filter(|&(x, y)| at(x as f32, y as f32)[0] < 128).count();
    assert!(dark > 300, "{dark}");
    assert!((0..page.scene.height).all(|y| at(3.0, y as f32) == [255, 255, 255]));
}

#[test]
fn what_no_font_has_is_told() {
    assert_eq!(fonts().missing("高炉停产 1#\u{1f600}").into_iter().collect::<String>(), "\u{1f600}");
    assert!(Fonts::only(b"no font".to_vec()).is_err());
}

#[test]
fn a_calendar_has_each_stop_and_what_follows_it() {
    let (s, p) = one_mill();
    let all = units(&s, &GanttOptions::default()).unwrap();
    let schedule = Schedule::new(&s, &p);
    let text = ics(&s, &schedule, &all, Lang::En);
    let stops: usize = schedule.units.iter().map(|u| u.stops.len()).sum();
    let slows: usize = schedule.units.iter().map(|u| u.slows.len()).sum();
    let goes_on = |u: usize, end| end < s.units[u].service.end;
    let of = |u: usize| schedule.units[u].stops.iter().filter(|w| goes_on(u, w.days.end)).count();
    let restarts: usize = (0..s.units.len()).map(of).sum();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), stops + slows + restarts);
    assert!(text.contains("DTSTART;VALUE=DATE:20211008") && text.contains("CATEGORIES:甲钢铁有限公司"), "{text}");
    assert_eq!(text, ics(&s, &schedule, &all, Lang::En));
    // lines of at most 75 bytes, as the standard has them
    assert!(text.split("\r\n").all(|l| l.len() <= 75), "{text}");
}
