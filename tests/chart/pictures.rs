//! Charts as they were looked at and found good, pixel by pixel; `STAGGER_BLESS=1` takes what is drawn now for good.

use crate::chart::builder::*;
use resvg::tiny_skia::Pixmap;
use std::path::PathBuf;
use steel_stagger::chart::export::{Fonts, png};
use steel_stagger::chart::{GanttOptions, gantt_svg};
use steel_stagger::lang::Lang;
use steel_stagger::plan::Plan;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::rules::check;
use steel_stagger::scenario::Scenario;

/// A pixel differs where a channel does by more than this of 255: less is another rounding of an edge.
const MOST_OF_CHANNEL: u8 = 40;
/// So many pixels of a million may differ.
const MOST_OF_MILLION: usize = 50;

/// Pixels a unit of the chart: small files, and still a day is two pixels.
const SCALE: f32 = 0.6;

fn drawn(s: &Scenario, p: &Plan, lang: Lang) -> Vec<u8> {
    let font = include_bytes!("../fixtures/fonts/NotoSansCJKsc-subset.otf");
    let (schedule, fonts) = (Schedule::new(s, p), Fonts::only(font.to_vec()).expect("a font"));
    let options = GanttOptions { lang, ..GanttOptions::default() };
    let svg = gantt_svg(s, p, &schedule, &check(s, p, &schedule), &options).expect("a chart");
    png(&svg, SCALE, &fonts).expect("a picture").0
}

/// How many of a million pixels differ; all where the pictures have other sizes.
fn differing(a: &[u8], b: &[u8]) -> usize {
    let [a, b] = [a, b].map(|bytes| Pixmap::decode_png(bytes).expect("a picture"));
    if (a.width(), a.height()) != (b.width(), b.height()) {
        return 1_000_000;
    }
    let far = |(x, y): (&[u8], &[u8])| x.iter().zip(y).any(|(x, y)| x.abs_diff(*y) > MOST_OF_CHANNEL);
    let all = a.data().len() / 4;
    a.data().chunks(4).zip(b.data().chunks(4)).filter(|&p| far(p)).count() * 1_000_000 / all
}

fn assert_as_before(name: &str, now: &[u8]) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/golden/pictures", name].iter().collect();
    if std::env::var_os("STAGGER_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        return std::fs::write(&path, now).expect("written");
    }
    let golden = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}; STAGGER_BLESS=1 makes it", path.display()));
    let share = differing(&golden, now);
    if share > MOST_OF_MILLION {
        let seen = std::env::temp_dir().join(name);
        std::fs::write(&seen, now).expect("written");
        let (seen, golden) = (seen.display(), path.display());
        panic!(
            "{share} of a million pixels differ (at most {MOST_OF_MILLION}): look at {seen} beside {golden}; if it is good, STAGGER_BLESS=1 takes it"
        );
    }
}

#[test]
fn charts_look_as_they_did() {
    for (what, (s, p)) in [("mill", one_mill()), ("city", big_city(3))] {
        for lang in [Lang::Zh, Lang::En] {
            assert_as_before(&format!("{what}-{}.png", lang.tag()), &drawn(&s, &p, lang));
        }
    }
}

#[test]
fn a_bar_moved_by_a_day_is_seen() {
    let (s, p) = big_city(3);
    let before = drawn(&s, &p, Lang::Zh);
    assert_eq!(differing(&before, &before), 0);
    for i in [0, p.stops.len() / 2, p.stops.len() - 1] {
        let mut moved = p.clone();
        let day = chrono::Days::new(1);
        (moved.stops[i].start, moved.stops[i].end) = (p.stops[i].start + day, p.stops[i].end + day);
        let share = differing(&before, &drawn(&s, &moved, Lang::Zh));
        assert!(share > MOST_OF_MILLION, "{share} of a million pixels");
    }
}
