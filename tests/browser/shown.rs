//! How the page looks: on a phone, on a wall, by night.

use crate::browser::driver::{Browser, until};
use crate::browser::{region, small};
use serde_json::{Value, json};

/// What a reader uses, all of which must be reached.
const CONTROLS: &str =
    "#search, summary, #finding, #fold, #unfold, #in, #out, #whole, #theme, #print, #whose, #findings button";

/// Controls that are not wholly within the width of the window or are too small for a finger.
fn out_of_reach(browser: &Browser, least: u32) -> Value {
    browser.ask(&format!(
        "[...document.querySelectorAll('{CONTROLS}')].filter((e) => {{
            const r = e.getBoundingClientRect();
            return r.left < 0 || r.right > innerWidth + 0.5 || r.width < 20 || r.height < {least} - 0.5;
        }}).map((e) => `${{e.id || e.textContent}} ${{JSON.stringify(e.getBoundingClientRect())}}`)"
    ))
}

#[test]
fn nothing_is_lost_on_a_phone_or_a_wall() {
    let made = region(450, 1850);
    for (width, height, least) in [(390, 844, 40), (760, 900, 40), (1024, 768, 32), (2560, 1440, 32)] {
        let browser = made.sized(width, height);
        let over = browser.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(over, 0, "at {width} px it scrolls sideways");
        let panel =
            browser.ask("(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('aside'))");
        assert_eq!(panel, 0, "at {width} px the panel does");
        assert_eq!(out_of_reach(&browser, least), json!([]), "at {width} px");
        let chart = browser.ask("(({ width, height }) => [width, height])(scroller.getBoundingClientRect())");
        let (w, h) = (chart[0].as_f64().expect("px"), chart[1].as_f64().expect("px"));
        assert!(w > f64::from(width) * 0.6 && h > f64::from(height) * 0.4, "at {width} px the chart has {w} by {h}");
        // a menu of filters opens within the window
        browser.click(".menu:has(#kinds) summary");
        let menu =
            browser.ask("(({ left, right }) => [left, right])(document.getElementById('kinds').getBoundingClientRect())");
        assert!(menu[0].as_f64() >= Some(0.0) && menu[1].as_f64() <= Some(f64::from(width)), "at {width} px: {menu}");
        browser.assert_calm();
    }
}

#[test]
fn the_page_is_dark_where_the_system_is() {
    let browser = small().open();
    let paper = || browser.ask("getComputedStyle(document.body).backgroundColor");
    let bar = || browser.attributes("#chart [role=gridcell] rect", "fill").swap_remove(0);
    let (light, in_light) = (paper(), bar());
    assert_eq!(light, "rgb(255, 255, 255)");
    let prefer = |what: &str| {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": what }] });
        browser.tools("Emulation.setEmulatedMedia", &features);
    };
    prefer("dark");
    until("it is dark", || paper() != light);
    until("the bars too", || bar() != in_light);
    // no text of the chart is of its ground's colour
    let dark: Vec<u32> =
        serde_json::from_value(browser.ask("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"))
            .expect("a colour");
    assert!(dark.iter().sum::<u32>() < 200, "{dark:?}");
    let ink: Vec<u32> =
        serde_json::from_value(browser.ask("getComputedStyle(document.body).color.match(/\\d+/g).map(Number)"))
            .expect("a colour");
    assert!(ink.iter().sum::<u32>() > 450, "{ink:?}");
    browser.click("#theme");
    until("the button is the reader's own choice", || paper() == light);
    prefer("light");
    until("and it is light", || bar() == in_light);
    browser.assert_calm();
}
