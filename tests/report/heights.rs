//! Rows of workbooks are as high as their wrapped texts need: not every office program makes them so by itself.

use super::Case;
use crate::xlsx::support::parts;
use roxmltree::{Document, Node};
use steel_stagger::plan::form::form;
use steel_stagger::scenario::read_scenario;
use steel_stagger::xlsx::CellRef;
use unicode_width::UnicodeWidthStr as _;

fn named<'a, 'd>(node: Node<'a, 'd>, name: &'static str) -> impl Iterator<Item = Node<'a, 'd>> {
    node.descendants().filter(move |n| n.tag_name().name() == name)
}

/// Rows with a wrapped text longer than its column is wide, and those of them that have no height for it: sheet, row and text.
fn long_rows(book: &[u8]) -> (usize, Vec<String>) {
    let parts: Vec<(String, String)> =
        parts(book).into_iter().filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?))).collect();
    let strings = &parts.iter().find(|p| p.0 == "xl/sharedStrings.xml").expect("strings").1;
    let strings = Document::parse(strings).expect("XML");
    let strings: Vec<String> =
        named(strings.root(), "si").map(|si| named(si, "t").filter_map(|t| t.text()).collect()).collect();
    let styles = Document::parse(&parts.iter().find(|p| p.0 == "xl/styles.xml").expect("styles").1).expect("XML");
    let formats = named(styles.root(), "cellXfs").next().expect("formats");
    let wraps: Vec<bool> =
        named(formats, "xf").map(|xf| named(xf, "alignment").any(|a| a.attribute("wrapText") == Some("1"))).collect();
    let (mut long, mut low) = (0, Vec::new());
    for (name, xml) in parts.iter().filter(|p| p.0.starts_with("xl/worksheets/sheet")) {
        let sheet = Document::parse(xml).expect("XML");
        let number = |n: Node<'_, '_>, of: &str| n.attribute(of).and_then(|x| x.parse::<f64>().ok());
        let width = |at: u32| {
            let holds =
                |c: &Node<'_, '_>| number(*c, "min") <= Some(f64::from(at)) && number(*c, "max") >= Some(f64::from(at));
            named(sheet.root(), "col").find(holds).and_then(|c| number(c, "width"))
        };
        for row in named(sheet.root(), "row") {
            let texts = named(row, "c").filter_map(|c| {
                let shared =
                    named(c, "v").next()?.text()?.parse::<usize>().ok().filter(|_| c.attribute("t") == Some("s"))?;
                let format = c.attribute("s")?.parse::<usize>().ok().filter(|s| wraps[*s]);
                format.and_then(|_| Some((&strings[shared], width(CellRef::parse(c.attribute("r")?)?.column)?)))
            });
            let lines = |(text, width): (&String, f64)| (text.width() as f64 / width).ceil();
            let lines = texts.map(lines).fold(1.0, f64::max).min(25.0);
            long += usize::from(lines > 1.0);
            if lines > 1.0 && number(row, "ht") < Some(15.0 * lines) {
                low.push(format!("{name} row {}, {lines} lines", row.attribute("r").unwrap_or_default()));
            }
        }
    }
    (long, low)
}

#[test]
fn rows_are_as_high_as_their_texts() {
    let case = Case::episode();
    for lang in ["zh", "en"] {
        let (long, low) = long_rows(&case.report("r.xlsx", &["--lang", lang]));
        assert!(long > 20 && low.is_empty(), "report: {long} {low:?}");
    }
    let s = read_scenario(&case.scenario).expect("a scenario");
    let (long, low) = long_rows(&form(&s, None).expect("a form"));
    assert!(long > 20 && low.is_empty(), "form: {long} {low:?}");
}
