//! What a reader does: fold, filter, search, point at, jump, press keys, pinch.

use crate::browser::driver::{Browser, key, until};
use crate::browser::{region, small};
use fantoccini::actions::{InputSource as _, PointerAction, TouchActions};
use serde_json::json;

const CITY: &str = "示例市";
const MILL: &str = "TS01 甲钢铁有限公司";
const FIRST: &str = "甲钢铁有限公司 1#高炉";
const SECOND: &str = "甲钢铁有限公司 2#高炉";
const OVEN: &str = "甲钢铁有限公司 1#焦炉";

fn count(browser: &Browser) -> usize {
    browser.rows().len()
}

/// Ticks or unticks a box of a menu of filters.
fn tick(browser: &Browser, menu: &str, text: &str) {
    browser.click(&format!(".menu:has({menu}) summary"));
    let names = browser.ask(&format!("[...document.querySelectorAll('{menu} label')].map((l) => l.textContent.trim())"));
    let names: Vec<String> = serde_json::from_value(names).expect("texts");
    let place = names.iter().position(|n| n == text).unwrap_or_else(|| panic!("{text:?} is not one of {names:?}"));
    browser.click(&format!("{menu} label:nth-of-type({}) input", place + 1));
    // closed by a click elsewhere
    browser.click("#title");
    until("the menu closes", || browser.all(".menu[open]").is_empty());
}

#[test]
fn mills_fold_and_unfold() {
    let browser = small().open();
    assert_eq!(count(&browser), 1 + 2 + 5);
    let mill = Browser::row(MILL);
    let name = |of: &str| browser.all(&format!("{} [role=rowheader] text", Browser::row(of))).remove(0);
    assert_eq!(browser.attributes(&mill, "aria-expanded"), ["true"]);
    browser.click_at(name(MILL));
    until("the mill's four units go", || count(&browser) == 4);
    assert_eq!(browser.attributes(&mill, "aria-expanded"), ["false"]);
    assert!(!browser.rows().contains(&FIRST.to_owned()));
    browser.click_at(name(MILL));
    until("they are back", || count(&browser) == 8);
    browser.click("#fold");
    until("only a city and its mills are left", || count(&browser) == 3);
    browser.click("#unfold");
    until("all are back", || count(&browser) == 8);
    browser.click_at(name(CITY));
    until("a city is left", || browser.rows() == [CITY]);
    browser.assert_calm();
}

#[test]
fn grades_kinds_and_findings_filter() {
    let browser = small().open();
    assert_eq!(browser.text("#shown"), "5 of 5 units");
    tick(&browser, "#grades", "C");
    until("a mill of grade C is left out", || browser.text("#shown") == "1 of 5 units");
    assert!(!browser.rows().contains(&MILL.to_owned()));
    assert_eq!(count(&browser), 3);
    tick(&browser, "#grades", "C");
    until("it is back", || browser.text("#shown") == "5 of 5 units");
    tick(&browser, "#kinds", "blast furnace");
    until("furnaces are left out", || browser.text("#shown") == "2 of 5 units");
    until("with a mill that has none else", || browser.rows().len() == 4);
    assert_eq!(browser.rows()[2..], [OVEN, "甲钢铁有限公司 1#烧结机"]);
    browser.click("#clear");
    until("nothing is left out", || browser.text("#shown") == "5 of 5 units");
    assert!(browser.all("#clear[hidden]").len() == 1 && browser.all(".menu input:not(:checked)").is_empty());

    let all = browser.all("#findings button").len();
    let rule =
        browser.ask("[...document.querySelectorAll('#finding option')].find((o) => o.text.startsWith('SHORT-STOP')).value");
    browser.choose("#finding", rule.as_str().expect("a rule"));
    until("one unit breaks it", || browser.text("#shown") == "1 of 5 units");
    assert_eq!(browser.rows(), [CITY, MILL, SECOND]);
    let listed = browser.all("#findings button").len();
    assert!(listed == 1 && listed < all, "{listed} of {all}");
    browser.assert_calm();
}

#[test]
fn a_bar_tells_unit_dates_days_tonnes_and_rules() {
    let browser = small().open();
    assert_eq!(browser.bars(FIRST), ["stop 1 Dec 2021 – 20 Jan 2022"]);
    assert_eq!(browser.card(), "");
    let bar = |row: &str, k: usize| browser.all(&format!("{} [role=gridcell]", Browser::row(row))).remove(k);
    browser.hover(bar(FIRST, 0));
    until("the card is shown", || !browser.card().is_empty());
    let card = browser.card();
    // 51 days at 3,400 t a day
    for said in [FIRST, "1 Dec 2021", "20 Jan 2022", "51 d", "173,400 t", "blast furnace"] {
        assert!(card.contains(said), "{said}: {card}");
    }
    // the mill falls short of its ratio: one day less would break the more
    assert!(card.contains("BF-RATIO"), "{card}");
    browser.hover(bar(SECOND, 0));
    until("a fixed stop is as filed", || browser.card().contains("DOWN"));
    browser.hover(bar(SECOND, 1));
    until("a breach is told", || browser.card().contains("SHORT-STOP"));
    browser.hover(bar(OVEN, 0));
    until("a slow-down has its hours", || browser.card().contains("34 h"));
    browser.hover(browser.one("#title"));
    until("the card goes", || browser.card().is_empty());
    browser.assert_calm();
}

#[test]
fn search_leaves_what_it_names() {
    let browser = small().open();
    browser.fill("#search", "焦炉");
    until("one unit is left", || browser.rows() == [CITY, MILL, OVEN]);
    browser.press([key::ENTER]);
    until("the keyboard is in the chart", || browser.here() == CITY);
    browser.click("#clear");
    browser.fill("#search", "nothing of this name");
    until("nothing is left", || browser.rows().is_empty());
    assert_eq!(browser.text("#empty"), "No unit is left by these filters.");
    browser.assert_calm();
}

#[test]
fn a_finding_jumps_to_its_bar() {
    let browser = small().open();
    browser.click("#fold");
    until("all is folded", || count(&browser) == 3);
    let texts = browser.ask("[...document.querySelectorAll('#findings button')].map((b) => b.textContent)");
    let texts: Vec<String> = serde_json::from_value(texts).expect("texts");
    let place =
        texts.iter().position(|t| t.contains("2#高炉") && t.contains("8 days")).unwrap_or_else(|| panic!("{texts:?}"));
    browser.click(&format!("#findings li:nth-of-type({}) button", place + 1));
    until("its bar has the focus", || browser.here() == "stop 1 Feb 2022 – 8 Feb 2022");
    assert_eq!(browser.attributes("#scroll", "aria-activedescendant"), ["here"]);
    assert!(browser.card().contains("SHORT-STOP"), "{}", browser.card());
    assert_eq!(browser.all("#findings .current").len(), 1);
    browser.assert_calm();
}

#[test]
fn all_can_be_done_by_keys() {
    let browser = small().open();
    browser.press(['/']);
    until("a slash searches", || browser.ask("document.activeElement.id") == "search");
    browser.press([key::ESCAPE]);
    until("Esc goes to the chart", || browser.ask("document.activeElement.id") == "scroll");
    browser.press([key::HOME]);
    until("Home is the first row", || browser.here() == CITY);
    browser.press([key::DOWN, key::DOWN]);
    until("down goes down", || browser.here() == FIRST);
    browser.press([key::RIGHT]);
    until("right goes to the bar", || browser.here() == "stop 1 Dec 2021 – 20 Jan 2022");
    assert!(browser.card().contains("173,400 t"));
    browser.press([key::LEFT, key::HOME, key::DOWN, key::ENTER]);
    until("Enter folds", || count(&browser) == 4);
    browser.press([key::ENTER]);
    until("and unfolds", || count(&browser) == 8);
    browser.press([key::END]);
    until("End is the last row", || browser.here().contains("3#"));
    browser.press(['n']);
    until("n goes to a finding", || browser.all("#findings .current").len() == 1);
    let wide = || browser.ask("document.getElementById('room').clientWidth").as_u64().expect("a width");
    let whole = wide();
    browser.press(['+', '+']);
    until("plus zooms", || wide() > whole * 3 / 2);
    browser.press(['0']);
    until("0 shows all", || wide() == whole);
    browser.press(['t']);
    until("t is dark", || browser.ask("document.documentElement.style.colorScheme") == "dark");
    browser.assert_calm();
}

#[test]
fn two_fingers_zoom() {
    let browser = small().open();
    let wide = || browser.ask("document.getElementById('room').clientWidth").as_f64().expect("a width");
    let box_of = browser.ask("(({ left, top }) => [left, top])(document.getElementById('chart').getBoundingClientRect())");
    let (left, top) = (box_of[0].as_f64().expect("px"), box_of[1].as_f64().expect("px"));
    let finger = |name: &str, from: f64, to: f64| {
        let at = |x: f64| PointerAction::MoveTo { duration: None, x: (left + x).round() as i64, y: top as i64 + 150 };
        let steps = (1..=4).map(|i| at(from + (to - from) * f64::from(i) / 4.0));
        let begun = TouchActions::new(name.to_owned()).then(at(from)).then(PointerAction::Down { button: 0 });
        steps.fold(begun, TouchActions::then).then(PointerAction::Up { button: 0 })
    };
    let whole = wide();
    let label = browser.ask("columns(scroller.clientWidth).label").as_f64().expect("px");
    // from 100 px apart to 300: three times as wide
    browser.act(fantoccini::actions::Actions::from(finger("one", label + 250.0, label + 150.0)).and(finger(
        "two",
        label + 350.0,
        label + 450.0,
    )));
    until("the season is wider", || wide() > whole * 1.5);
    let days = |of: f64| of - label - 150.0;
    let ratio = days(wide()) / days(whole);
    assert!((2.5..3.5).contains(&ratio), "{ratio}");
    browser.assert_calm();
}

#[test]
fn of_a_region_only_what_is_seen_is_drawn() {
    let browser = region(450, 1850).open();
    let all = || browser.attributes("#scroll", "aria-rowcount")[0].parse::<usize>().expect("a number");
    // folded at first: a region is read mill by mill
    assert!(all() > 460 && all() < 1000, "{}", all());
    browser.click("#unfold");
    until("all are there", || all() > 5000);
    let drawn = || {
        let rows = browser.attributes("#chart [role=row]", "aria-rowindex");
        rows.iter().map(|r| r.parse::<usize>().expect("a number")).collect::<Vec<_>>()
    };
    until("the first rows are drawn", || drawn().first() == Some(&1));
    assert!(drawn().len() < 60, "{}", drawn().len());
    for part in [0.25, 0.5, 1.0] {
        browser.ask(&format!("void (scroller.scrollTop = scroller.scrollHeight * {part})"));
        let expected = (all() as f64 * part * 0.9) as usize;
        until("what is scrolled to is drawn", || drawn().first().is_some_and(|&r| r > expected.min(all() - 60)));
        let rows = drawn();
        assert!(rows.len() < 60 && rows.windows(2).all(|w| w[1] == w[0] + 1), "{rows:?}");
        let elements = browser.ask("document.querySelectorAll('#chart *').length").as_u64().expect("a number");
        assert!(elements < 4000, "{elements}");
    }
    assert_eq!(drawn().last(), Some(&all()));
    browser.assert_calm();
}

#[test]
fn names_from_files_stay_text() {
    let browser = small().open();
    let mill = "TS02 乙<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\"'&钢铁";
    let rows = browser.rows();
    assert!(rows.iter().any(|r| r == mill), "{rows:?}");
    let unit = rows.iter().find(|r| r.contains("<b>3#</b>&amp;高炉")).unwrap_or_else(|| panic!("{rows:?}"));
    let drawn = browser.ask("document.getElementById('chart').textContent");
    assert!(drawn.as_str().is_some_and(|t| t.contains("<b>3#</b>&amp;高炉")), "{drawn}");
    browser.hover(browser.all("#chart [role=rowheader]").pop().expect("rows"));
    until("the card names it", || browser.card().contains("<b>3#</b>&amp;高炉"));
    // nothing ran, and no element came of a name
    assert_eq!(browser.ask("document.scripts.length"), 2);
    assert_eq!(browser.ask("document.querySelectorAll('img, #chart b, #card b, option b').length"), 0);
    assert_ne!(browser.ask("document.title"), "run");
    let options = browser.ask("[...document.querySelectorAll('#whose option')].map((o) => o.text)");
    assert!(options.as_array().is_some_and(|all| all.contains(&json!(mill))), "{options}");
    assert!(!unit.contains('\u{202e}'));
    browser.assert_calm();
}
