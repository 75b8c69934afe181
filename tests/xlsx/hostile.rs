//! Files that nobody should send: an error or a right reading, never a panic, in bounded time and memory.

use crate::xlsx::support::{part, parts, raw, rich, with_parts};
use proptest::prelude::*;
use steel_stagger::xlsx::{CellRef, Fill, Workbook, XlsxError};

fn edit(bytes: &[u8]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::open(bytes.to_vec())?;
    for name in book.sheet_names() {
        book.contents(&name)?;
        book.mark(&name, CellRef::new(2, 3), Fill::Error, "n")?;
    }
    book.save()
}

fn says(bytes: &[u8]) -> String {
    edit(bytes).expect_err("an error").0.en
}

#[test]
fn what_is_no_workbook_is_named() {
    assert!(says(b"").contains("not an .xlsx"));
    assert!(says(b"schema = 1").contains("not an .xlsx"));
    assert!(says(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]).contains("password"));
    let whole = rich();
    assert!(says(&whole[..whole.len() / 2]).contains("not the whole"));
}

#[test]
fn each_language_says_what_is_wrong_in_its_own_words() {
    let book = raw("", "<sheetData/>");
    let bare = part(&book, "xl/s.xml").replace("<sheetData/>", "");
    let why = edit(&with_parts(&book, &[("xl/s.xml", &bare)])).expect_err("a sheet without cells").0;
    assert!(why.en.contains("no cells") && !why.en.contains("没有"), "{why}");
    assert!(why.zh.contains("没有单元格数据") && !why.zh.contains("no cells"), "{why}");
}

#[test]
fn documents_that_expand_are_refused() {
    let laughs = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    for name in ["xl/workbook.xml", "xl/s.xml", "[Content_Types].xml"] {
        let book = raw("", "<sheetData/>");
        let text = format!("{laughs}{}", part(&book, name));
        assert!(says(&with_parts(&book, &[(name, &text)])).contains(name), "{name}");
    }
}

#[test]
fn a_part_that_unpacks_without_end_is_cut_off() {
    let zeros = " ".repeat(130 << 20);
    let bomb = with_parts(&raw("", "<sheetData/>"), &[("xl/s.xml", &format!("<worksheet>{zeros}</worksheet>"))]);
    assert!(bomb.len() < 1 << 20);
    assert!(says(&bomb).contains("too large"));
    // in a part that no edit is about it does not matter: it is never unpacked
    let bomb = with_parts(&raw("", "<sheetData/>"), &[("xl/media/image1.png", &zeros)]);
    assert!(edit(&bomb).is_ok());
}

#[test]
fn deep_and_crooked_xml_is_an_error_or_read() {
    let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
    assert!(edit(&raw("", &format!("<sheetData/>{deep}"))).is_ok());
    let types = format!("<Types>{deep}</Types>");
    assert!(edit(&with_parts(&raw("", "<sheetData/>"), &[("[Content_Types].xml", &types)])).is_ok());
    for sheet in
        ["<sheetData>", "<sheetData/><row></c>", "<row/>", "", "<sheetData><row r=\"x\"><c r=\"ZZZZ9\"/></row></sheetData>"]
    {
        let _ = edit(&raw("", sheet));
    }
}

#[test]
fn what_is_missing_is_named() {
    let drop = |name: &str| {
        let kept: Vec<_> = parts(&rich()).into_iter().filter(|p| p.0 != name).collect();
        edit(&crate::xlsx::support::package(&kept))
    };
    assert!(drop("xl/worksheets/sheet1.xml").expect_err("an error").0.en.contains("sheet1.xml"));
    assert!(drop("xl/workbook.xml").expect_err("an error").0.en.contains("workbook.xml"));
    assert!(drop("xl/styles.xml").is_ok(), "styles are made where there are none");
    assert!(drop("xl/comments1.xml").is_ok());
    assert!(drop("xl/drawings/vmlDrawing1.vml").is_ok());
    assert!(drop("xl/sharedStrings.xml").is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = edit(&bytes);
    }

    #[test]
    fn no_damage_makes_it_panic(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = rich();
        for (i, b) in at {
            let i = i.index(bytes.len());
            bytes[i] = b;
        }
        let _ = edit(&bytes);
    }

    #[test]
    fn no_damaged_part_makes_it_panic(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), text in "[<>&/\"a-z0-9 =!\\[\\]:x-]{0,12}") {
        let mut all = parts(&rich());
        let i = which.index(all.len());
        let bytes = &mut all[i].1;
        let at = at.index(bytes.len() + 1);
        bytes.splice(at..at, text.bytes());
        let _ = edit(&crate::xlsx::support::package(&all));
    }
}
