//! What an edit changes, and what it leaves.

use crate::xlsx::support::{cells, formats, part, parts, raw, rich, with_parts};
use calamine::{Reader as _, Xlsx};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use steel_stagger::xlsx::{Cell, CellRef, Column, Fill, NewSheet, Value, Workbook};

fn at(cell: &str) -> CellRef {
    CellRef::parse(cell).expect("a cell")
}

fn marked(bytes: &[u8], marks: &[(&str, &str, Fill, &str)]) -> Vec<u8> {
    let mut book = Workbook::open(bytes.to_vec()).expect("a workbook");
    for (sheet, cell, fill, note) in marks {
        book.mark(sheet, at(cell), *fill, note).expect("a mark");
    }
    book.save().expect("saved")
}

fn values(bytes: &[u8]) -> Vec<(String, Vec<Vec<calamine::Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let sheets = book.worksheets().into_iter();
    let trimmed = |r: &[calamine::Data]| {
        let mut row = r.to_vec();
        while row.last() == Some(&calamine::Data::Empty) {
            row.pop();
        }
        row
    };
    sheets.map(|(name, range)| (name, range.rows().map(trimmed).filter(|r| !r.is_empty()).collect())).collect()
}

#[test]
fn parts_that_are_not_edited_stay_byte_for_byte() {
    let before = rich();
    let after = marked(&before, &[("停产", "D2", Fill::Error, "短"), ("o'ther", "E6", Fill::Warning, "提示")]);
    let (old, new): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (parts(&before).into_iter().collect(), parts(&after).into_iter().collect());
    let changed: BTreeSet<&str> =
        old.iter().filter(|(name, bytes)| new.get(*name) != Some(bytes)).map(|p| p.0.as_str()).collect();
    let edited = [
        "[Content_Types].xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    ];
    assert_eq!(changed, BTreeSet::from(edited));
    for kept in [
        "xl/charts/chart1.xml",
        "xl/media/image1.gif",
        "xl/drawings/drawing1.xml",
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
    ] {
        assert!(old.contains_key(kept), "{kept} is there to be kept");
    }
    let order = |bytes: &[u8]| parts(bytes).into_iter().map(|p| p.0).collect::<Vec<_>>();
    assert_eq!(order(&after)[..old.len()], order(&before)[..], "the order of parts stays");
    assert_eq!(values(&before), values(&after), "another reader sees the same values");
    assert_eq!(marked(&before, &[]), marked(&before, &[]), "the same bytes again");
    assert_eq!(parts(&marked(&before, &[])), parts(&before), "without marks nothing changes");
}

#[test]
fn a_marked_cell_keeps_its_format_and_gets_a_colour() {
    let before = rich();
    let after = marked(
        &before,
        &[("停产", "C3", Fill::Error, "a"), ("o'ther", "E9", Fill::Warning, "b"), ("o'ther", "B2", Fill::Error, "c")],
    );
    let (old, new) = (formats(&part(&before, "xl/styles.xml")), formats(&part(&after, "xl/styles.xml")));
    assert_eq!(old[..], new[..old.len()], "the formats that were there stay");
    let format = |bytes: &[u8], sheet: &str, cell: &str| {
        let all = cells(&part(bytes, sheet));
        all.into_iter().flat_map(|r| r.1).find(|c| c.0 == cell).map(|c| c.1 as usize)
    };
    let s = "xl/worksheets/sheet1.xml";
    let (was, is) = (format(&before, s, "C3").expect("a cell"), format(&after, s, "C3").expect("a cell"));
    let (mut a, mut b) = (old[was].0.clone(), new[is].0.clone());
    for fill in ["fillId", "applyFill"] {
        a.remove(fill);
        b.remove(fill);
    }
    assert_eq!(a, b);
    assert_eq!(new[is].1, "FFFFC7CE");
    assert_eq!(format(&before, s, "D3"), format(&after, s, "D3"), "the cell beside it is as it was");
    let s = "xl/worksheets/sheet2.xml";
    let column = format(&after, s, "E9").expect("a new cell");
    assert_eq!(new[column].0["numFmtId"], b["numFmtId"], "a new cell has its column's format");
    assert_eq!(new[column].1, "FFFFEB9C");
    assert_eq!(new[format(&after, s, "A1").expect("a cell")].1, "FFFFC7CE", "of a merged area the cell that shows");
}

#[test]
fn comments_that_are_there_stay_and_each_note_has_its_box() {
    let after = marked(
        &rich(),
        &[
            ("停产", "C2", Fill::Error, "ours <b>"),
            ("停产", "A30", Fill::Warning, "new"),
            ("停产", "A30", Fill::Error, "more"),
        ],
    );
    let text = part(&after, "xl/comments1.xml");
    let doc = roxmltree::Document::parse(&text).expect("well-formed");
    let comments: Vec<(&str, String)> = doc
        .descendants()
        .filter(|n| n.tag_name().name() == "comment")
        .map(|c| {
            (
                c.attribute("ref").unwrap_or(""),
                c.descendants().filter(roxmltree::Node::is_text).filter_map(|t| t.text()).collect(),
            )
        })
        .collect();
    assert_eq!(comments.len(), 2);
    assert!(comments[0].1.contains("原注") && comments[0].1.ends_with("\nours <b>"), "{comments:?}");
    assert_eq!(comments[1], ("A30", "new\n\nmore".to_owned()));
    let boxes = part(&after, "xl/drawings/vmlDrawing1.vml");
    assert_eq!(boxes.matches("ObjectType=\"Note\"").count(), 2);
    let ids: Vec<&str> = boxes.split("id=\"_x0000_s").skip(1).filter_map(|s| s.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert_eq!(boxes.matches("_x0000_t202\" coordsize").count(), 1);
}

#[test]
fn a_drawing_whose_namespaces_have_other_prefixes_stays_well_formed() {
    // as openpyxl writes them
    let rename = |text: String, names: &[(&str, &str)]| {
        names.iter().fold(text, |t, (old, new)| {
            let t = t.replace(&format!("<{old}:"), &format!("<{new}:")).replace(&format!("</{old}:"), &format!("</{new}:"));
            t.replace(&format!(" {old}:"), &format!(" {new}:")).replace(&format!("xmlns:{old}="), &format!("xmlns:{new}="))
        })
    };
    let name = "xl/drawings/vmlDrawing1.vml";
    for names in [&[("o", "ns0"), ("v", "ns1"), ("x", "ns2")][..], &[("v", "t"), ("x", "v"), ("t", "x")]] {
        let theirs = rename(part(&rich(), name), names);
        let before = with_parts(&rich(), &[(name, &theirs)]);
        let after = marked(&before, &[("停产", "D2", Fill::Error, "短"), ("停产", "D3", Fill::Error, "短")]);
        let ours = part(&after, name);
        let (head, tail) = (ours.split_at(theirs.rfind("</xml>").expect("an end")).0, "</xml>");
        assert!(theirs.starts_with(head) && ours.ends_with(tail), "what was there stays: {ours}");
        let doc = roxmltree::Document::parse(&ours).expect("well-formed with all prefixes bound");
        let count = |ns: &str, name: &str| doc.descendants().filter(|n| n.has_tag_name((ns, name))).count();
        assert_eq!(count("urn:schemas-microsoft-com:vml", "shape"), 3);
        assert_eq!(count("urn:schemas-microsoft-com:office:excel", "ClientData"), 3);
        let changed = parts(&before).into_iter().filter(|p| !parts(&after).contains(p)).map(|p| p.0);
        let edited = [name, "xl/comments1.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"];
        assert_eq!(changed.collect::<BTreeSet<_>>(), edited.map(str::to_owned).into(), "the other parts stay byte for byte");
    }
}

#[test]
fn a_sheet_without_comments_gets_them_in_their_place() {
    let sheet =
        "<sheetData><row r=\"2\"><c r=\"B2\"><v>1</v></c></row></sheetData><pageMargins left=\"1\"/><tableParts/><extLst/>";
    let after = marked(&raw("", sheet), &[("S", "B2", Fill::Error, "n")]);
    let text = part(&after, "xl/s.xml");
    let doc = roxmltree::Document::parse(&text).expect("well-formed");
    let names: Vec<&str> = doc.root_element().children().map(|n| n.tag_name().name()).collect();
    assert_eq!(names, ["sheetData", "pageMargins", "legacyDrawing", "tableParts", "extLst"]);
    let rels = part(&after, "xl/_rels/s.xml.rels");
    assert!(rels.contains("/comments\"") && rels.contains("/vmlDrawing\""));
    let types = part(&after, "[Content_Types].xml");
    assert!(types.contains("Extension=\"vml\"") && types.contains("/xl/comments1.xml"));
}

#[test]
fn prefixes_implied_references_and_utf_16_are_read() {
    let sheet = "<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/></x:row><x:row r=\"5\"/></x:sheetData>";
    let marks = [("S", "B1", Fill::Error, "b"), ("S", "A3", Fill::Error, "a"), ("S", "C5", Fill::Warning, "c")];
    let after = marked(&raw("x:", sheet), &marks);
    let text = part(&after, "xl/s.xml");
    assert!(text.contains("<x:c s=") && text.contains("<x:row r=\"3\"><x:c r=\"A3\""), "{text}");
    assert_eq!(cells(&text).iter().map(|r| r.1.len()).collect::<Vec<_>>(), [2, 1, 1]);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(part(&raw("", "<sheetData/>"), "xl/s.xml").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut all = parts(&raw("", ""));
    all.iter_mut().find(|p| p.0 == "xl/s.xml").expect("the sheet").1 = utf16;
    let after = marked(&crate::xlsx::support::package(&all), &[("S", "A1", Fill::Error, "n")]);
    assert_eq!(cells(&part(&after, "xl/s.xml")).len(), 1);
}

#[test]
fn a_strict_workbook_stays_strict() {
    let strict = |text: String| {
        text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let transitional = parts(&raw("", "<sheetData/>"));
    let all: Vec<_> = transitional
        .into_iter()
        .map(|(name, bytes)| (name, strict(String::from_utf8(bytes).expect("UTF-8")).into_bytes()))
        .collect();
    let mut book = Workbook::open(crate::xlsx::support::package(&all)).expect("a workbook");
    book.mark("S", at("A1"), Fill::Error, "n").expect("a mark");
    book.add_sheet(NewSheet { name: "b".to_owned(), columns: vec![Column::new("x", 9.0)], rows: Vec::new() });
    for (name, bytes) in parts(&book.save().expect("saved")).into_iter().filter(|p| !p.0.contains("vmlDrawing")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(
            !text.contains("schemas.openxmlformats.org/spreadsheetml")
                && !text.contains("openxmlformats.org/officeDocument"),
            "{name}: {text}"
        );
    }
}

#[test]
fn texts_of_new_sheets_are_data_whatever_they_say() {
    let hostile = [
        "=cmd|' /C calc'!A0",
        "+1",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "a\u{0}b\u{b}\r\n\tc",
        "_x0041_",
        "\u{ffff}",
        "]]>&amp;",
    ];
    let mut book = Workbook::open(rich()).expect("a workbook");
    let rows = hostile.iter().map(|t| vec![Cell::from(*t)]).collect();
    let link = Cell { link: Some(("o'ther".to_owned(), at("A1"))), ..Cell::from("去") };
    let name = book.add_sheet(NewSheet { name: "停产".to_owned(), columns: vec![Column::new("=h", 9.0)], rows });
    book.add_sheet(NewSheet { name: "b".to_owned(), columns: vec![Column::new("x", 9.0)], rows: vec![vec![link]] });
    assert_eq!(name, "停产 (2)");
    let bytes = book.save().expect("saved");
    let sheet = part(&bytes, "xl/worksheets/sheet3.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<script>"));
    let mut again = Workbook::open(bytes.clone()).expect("a workbook");
    let read: Vec<String> = again.contents(&name).expect("cells").into_values().skip(1).map(|c| c.text).collect();
    assert_eq!(read, hostile);
    let styles = formats(&part(&bytes, "xl/styles.xml"));
    let quoted = |row: usize| styles[cells(&sheet)[row].1[0].1 as usize].0.contains_key("quotePrefix");
    assert!(quoted(1) && quoted(3) && !quoted(4), "what looks like a formula stays a text when it is edited");
    assert!(part(&bytes, "xl/worksheets/sheet4.xml").contains("location=\"'o''ther'!A1\""));
    assert_eq!(values(&bytes).len(), 4);
}

#[test]
fn values_are_set_and_formulas_stay() {
    let mut book = Workbook::open(rich()).expect("a workbook");
    let day = chrono::NaiveDate::from_ymd_opt(2022, 1, 2).expect("a day");
    book.set("停产", at("C2"), day.into(), None).expect("set");
    book.set("停产", at("A2"), "乙".into(), None).expect("set");
    book.set("停产", at("A5"), Value::Number(2.5), Some(1)).expect("set");
    book.set("o'ther", at("A13"), "x".into(), None).expect("set");
    let bytes = book.save().expect("saved");
    let mut book = Workbook::open(bytes.clone()).expect("a workbook");
    let read = book.contents("停产").expect("cells");
    assert_eq!(
        (read[&at("A2")].text.as_str(), read[&at("C2")].text.as_str(), read[&at("A5")].text.as_str()),
        ("乙", "44563", "2.5")
    );
    assert!(book.contents("o'ther").expect("cells")[&at("A13")].formula);
    let text = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(text.contains("<autoFilter ref=\"A1:D5\"/>"), "the filter holds the new row");
    assert!(text.contains("<dimension ref=\"A1:D5\"/>"));
}

#[test]
fn a_blank_workbook_is_one_when_it_has_a_sheet() {
    let mut book = Workbook::blank();
    book.add_sheet(NewSheet {
        name: "a".to_owned(),
        columns: vec![Column::new("h", 9.0)],
        rows: vec![vec![Cell::from("x")]],
    });
    let bytes = book.save().expect("saved");
    assert_eq!(values(&bytes)[0].1.len(), 2);
}

/// Columns of the cells of each row.
type Columns = BTreeMap<u32, BTreeSet<u32>>;

/// A sheet of some cells, and cells to mark in it.
fn some_cells() -> impl Strategy<Value = (Columns, BTreeSet<(u32, u32)>, bool)> {
    let there = prop::collection::btree_map(1..30u32, prop::collection::btree_set(1..12u32, 0..6), 0..12);
    (there, prop::collection::btree_set((1..34u32, 1..14u32), 0..20), any::<bool>())
}

proptest! {
    #[test]
    fn cells_stand_in_order_and_nothing_is_lost((there, marks, spaced) in some_cells()) {
        let gap = if spaced { "\n  " } else { "" };
        let cell = |r: u32, c: &u32| format!("{gap}<c r=\"{}\"><v>{}</v></c>", CellRef::new(r, *c), r * 100 + c);
        let rows = there.iter().map(|(r, cs)| {
            let cs: String = cs.iter().map(|c| cell(*r, c)).collect();
            if cs.is_empty() { format!("{gap}<row r=\"{r}\" spans=\"1:2\"/>") } else { format!("{gap}<row r=\"{r}\" spans=\"1:2\">{cs}</row>") }
        });
        let bytes = raw("", &format!("<sheetData>{}</sheetData>", rows.collect::<String>()));
        let mut book = Workbook::open(bytes).expect("a workbook");
        for (r, c) in &marks {
            book.mark("S", CellRef::new(*r, *c), Fill::Error, "n").expect("a mark");
        }
        let sheet = part(&book.save().expect("saved"), "xl/s.xml");
        let got = cells(&sheet);
        prop_assert!(got.windows(2).all(|w| w[0].0 < w[1].0), "rows in order: {sheet}");
        let mut left = marks.clone();
        let mut values = 0;
        for (r, cs) in &got {
            let refs: Vec<CellRef> = cs.iter().map(|c| CellRef::parse(&c.0).expect("a cell")).collect();
            prop_assert!(refs.windows(2).all(|w| w[0].column < w[1].column) && refs.iter().all(|c| c.row == *r), "{sheet}");
            for (cell, (_, format, text)) in refs.iter().zip(cs) {
                let marked = left.remove(&(cell.row, cell.column));
                prop_assert_eq!(*format != 0, marked);
                if !text.trim().is_empty() {
                    prop_assert_eq!(text.trim(), (cell.row * 100 + cell.column).to_string());
                    values += 1;
                }
            }
        }
        prop_assert!(left.is_empty());
        prop_assert_eq!(values, there.values().map(BTreeSet::len).sum::<usize>());
    }
}
