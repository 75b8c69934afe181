//! The page on paper: lines and text, as all charts.

use crate::browser::driver::until;
use crate::browser::{region, small};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// What a tool of poppler-utils says of a PDF.
fn asked(tool: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(pdf).expect("written");
    let mut command = Command::new(tool);
    command.arg(file.path()).args(arguments).stderr(Stdio::inherit());
    let out = command.output().unwrap_or_else(|e| panic!("{tool}: {e}: install the Debian package poppler-utils"));
    String::from_utf8(out.stdout).expect("UTF-8")
}

#[test]
fn a_print_has_names_and_bars_as_text_and_lines() {
    let browser = small().open();
    // dark on a screen, light on paper
    browser.press(['t']);
    until("it is dark", || browser.ask("view.dark") == true);
    let pdf = browser.print();
    let text = asked("pdftotext", &["-layout", "-"], &pdf);
    for name in ["1#高炉", "2#高炉", "1#焦炉", "1#烧结机", "<b>3#</b>&amp;高炉", "甲钢铁有限公司", "51 d", "SHORT-STOP"]
    {
        assert!(text.contains(name), "{name}: {text}");
    }
    // no picture of a screen in it
    let images = asked("pdfimages", &["-list"], &pdf);
    assert_eq!(images.lines().count(), 2, "{images}");
    // the search box, the buttons and the screen's chart are left out: each name is printed once in the chart
    assert!(!text.contains("zoom") && !text.contains("unfold all"), "{text}");
    let pages = asked("pdfinfo", &[], &pdf);
    assert!(pages.contains("(A3)"), "{pages}");
    // and the screen is as before
    assert_eq!(browser.ask("document.getElementById('paper').childElementCount"), 0);
    until("it is dark again", || browser.ask("view.dark") == true);
    browser.assert_calm();
}

#[test]
fn a_region_is_printed_whole() {
    let browser = region(60, 200).open();
    browser.click("#unfold");
    let last = browser.ask("data.units.at(-1).id");
    let text = asked("pdftotext", &["-layout", "-"], &browser.print());
    let mills = browser.ask("data.mills.map((m) => m.id)");
    for id in mills.as_array().expect("a list").iter().filter_map(|id| id.as_str()) {
        assert!(text.contains(id), "{id}");
    }
    assert!(text.contains(last.as_str().expect("a name")));
}
