//! Whatever the bytes: an error or a right reading, never a panic, never a full memory. Cases that once failed are kept in
//! `bytes.proptest-regressions`, which proptest tries first.

use crate::sheets::{fixture, scenario, with_file};
use proptest::prelude::*;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use steel_stagger::plan::open;
use steel_stagger::scenario::register::read_register;
use steel_stagger::sheet::read::from_bytes;
use steel_stagger::sheet::{Book, Form};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

fn book(name: &str, bytes: &[u8]) -> Result<Book, String> {
    let form = match Path::new(name).extension().and_then(|e| e.to_str()) {
        Some("csv") => Form::Csv,
        Some("xls") => Form::Xls,
        Some("ods") => Form::Ods,
        _ => Form::Xlsx,
    };
    from_bytes(name, form, bytes).map_err(|e| e.0[0].message.en.clone())
}

/// The fixture with each part passed through a function.
fn repacked(name: &str, change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let mut zip = ZipArchive::new(std::fs::File::open(fixture(name)).unwrap()).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..zip.len() {
        let mut part = zip.by_index(i).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        out.start_file(&*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        out.write_all(&change(&name, bytes)).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn is_sheet(part: &str) -> bool {
    part == "content.xml" || part.ends_with("sheet1.xml")
}

/// Fixture, text to look for in its sheet, and what to put there.
fn replaced(name: &str, from: &str, to: &str) -> Vec<u8> {
    repacked(name, |part, bytes| {
        if !is_sheet(part) {
            return bytes;
        }
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(from), "{from} is not in {part}");
        text.replacen(from, to, 1).into_bytes()
    })
}

#[test]
fn bombs_are_errors() {
    let entities = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><worksheet";
    let laughs = book("a.xlsx", &replaced("mill.xlsx", "<worksheet", entities)).unwrap_err();
    assert!(laughs.contains("declares XML entities"), "{laughs}");
    let big = repacked("mill.xlsx", |part, bytes| if part.ends_with("styles.xml") { vec![b' '; 65 << 20] } else { bytes });
    assert!(big.len() < 200_000, "{}", big.len());
    assert!(book("a.xlsx", &big).unwrap_err().contains("unpacks to more than"));
    let counted = repacked("mill-libreoffice.xlsx", |part, bytes| {
        if !part.ends_with("sharedStrings.xml") {
            return bytes;
        }
        let text = String::from_utf8(bytes).unwrap();
        let at = text.find("uniqueCount=\"").unwrap() + 13;
        (text[..at].to_owned() + "9999999999" + &text[at..]).into_bytes()
    });
    assert!(book("a.xlsx", &counted).unwrap_err().contains("damaged"));
    let repeat = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" \
                  office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table>";
    assert!(book("a.ods", &replaced("mill.ods", "</table:table>", repeat)).unwrap_err().contains("more than 1000000 cells"));
}

/// A cell in the last corner of a sheet costs nothing; a merged column of a million rows ends with the rows in use.
#[test]
fn far_cells_and_long_merges_are_read() {
    let s = scenario("one-mill");
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let merge = "<mergeCell ref=\"B4:B1048576\"/>";
    let fixed = replaced("mill.xlsx", "<mergeCell ref=\"B4:B7\" />", merge);
    for bytes in [replaced("mill.xlsx", "</sheetData>", far), fixed] {
        let (_folder, path) = with_file("a.xlsx", &bytes);
        let file = open(&path, &s).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(file.plan.stops.len() + file.plan.slowdowns.len(), 3);
    }
}

#[test]
fn rows_of_emptiness_are_passed_over() {
    let row = "<row r=\"N\"><c r=\"AN\" s=\"1\"/><c r=\"BN\"/></row>";
    let rows = (10..200_000).fold(String::new(), |all, r| all + &row.replace('N', &r.to_string()));
    let (_folder, path) = with_file("a.xlsx", &replaced("mill.xlsx", "</sheetData>", &(rows + "</sheetData>")));
    assert_eq!(open(&path, &scenario("one-mill")).unwrap().plan.stops.len(), 2);
}

#[test]
fn encrypted_workbooks_and_files_of_other_kinds_are_named() {
    let mut encrypted = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    encrypted.create_stream("/EncryptedPackage").unwrap().write_all(b"secret").unwrap();
    let encrypted = encrypted.into_inner().into_inner();
    assert!(book("a.xlsx", &encrypted).unwrap_err().contains("is encrypted"));
    assert!(book("a.xls", b"<html><table></table></html>").unwrap_err().contains("no workbook"));
    assert!(book("a.xlsx", b"not a zip").unwrap_err().contains("no workbook"));
    assert!(book("a.csv", b"\x89PNG\r\n\x1a\n\0\0").unwrap_err().contains("no text file"));
    assert!(book("a.csv", b"\xff\xff").unwrap_err().contains("neither UTF-8 nor GB18030"));
    assert!(book("a.csv", b"").unwrap_err().contains("empty"));
    let whole = std::fs::read(fixture("mill.xlsx")).unwrap();
    assert!(book("a.xlsx", &whole[..whole.len() / 2]).unwrap_err().contains("damaged or cut short"));
    let picture = repacked("mill.xlsx", |_, b| b);
    assert!(book("a.xlsx", &picture).is_ok(), "the same package written anew is read");
}

#[test]
fn formulas_are_read_by_their_stored_values_or_said() {
    let cell = "<c r=\"K4\"><f>1+1</f><v>2</v></c></row>";
    let stored = book("a.xlsx", &replaced("mill.xlsx", "</row>", cell)).unwrap();
    assert!(stored.sheets[0].row(4).count() + stored.sheets[0].row(1).count() > 0);
    let (_folder, path) =
        with_file("a.csv", "企业,生产设施,停产开始,停产结束\nTS01,1#高炉,\"=DATE(2021,12,1)\",2021-12-20\n".as_bytes());
    let errors = open(&path, &scenario("one-mill")).unwrap_err();
    assert_eq!(errors.0[0].cell.as_ref().unwrap().address, "C2", "no formula of a CSV file is worked out");
}

/// Some bytes of a file changed, added or cut off.
fn damage() -> impl Strategy<Value = Vec<(prop::sample::Index, Option<u8>)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<Option<u8>>()), 1..12)
}

fn damaged(bytes: &[u8], damage: &[(prop::sample::Index, Option<u8>)]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for (at, byte) in damage {
        let i = at.index(out.len().max(1));
        match byte {
            Some(b) if i < out.len() => out[i] = *b,
            Some(b) => out.push(*b),
            None if out.len() > 8 => {
                out.remove(i);
            }
            None => {}
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_under_any_name(bytes in prop::collection::vec(any::<u8>(), 0..600), name in "a\\.(csv|xls|xlsx|ods)") {
        let _ = book(&name, &bytes);
    }

    #[test]
    fn a_damaged_old_workbook(d in damage()) {
        let bytes = damaged(&std::fs::read(fixture("mill.xls")).unwrap(), &d);
        if let Err(e) = book("a.xls", &bytes) {
            prop_assert!(!e.is_empty());
        }
    }

    #[test]
    fn a_damaged_package(d in damage(), ods in any::<bool>()) {
        let name = if ods { "mill.ods" } else { "mill.xlsx" };
        let _ = book(name, &damaged(&std::fs::read(fixture(name)).unwrap(), &d));
    }

    /// The zip is sound, the XML in it is not.
    #[test]
    fn a_damaged_part(d in damage(), ods in any::<bool>(), which in any::<prop::sample::Index>()) {
        let name = if ods { "mill.ods" } else { "mill.xlsx" };
        let parts = ["content.xml", "META-INF/manifest.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"];
        let part = if ods { parts[which.index(2)] } else { parts[2 + which.index(5)] };
        let bytes = repacked(name, |p, b| if p == part { damaged(&b, &d) } else { b });
        let _ = book(name, &bytes);
    }

    #[test]
    fn any_table_of_stops(rows in prop::collection::vec(prop::collection::vec("[TS0-9一二高炉#月日年/.,\" =-]{0,12}", 0..7), 0..8)) {
        let mut text = "企业,生产设施,措施,停产开始,停产结束,出焦时间\n".to_owned();
        rows.iter().for_each(|r| text += &(r.join(",") + "\n"));
        let (_folder, path) = with_file("a.csv", text.as_bytes());
        if let Err(e) = open(&path, &scenario("one-mill")) {
            prop_assert!(e.0.iter().all(|e| !e.message.zh.is_empty()));
        }
    }

    #[test]
    fn a_damaged_register(d in damage()) {
        let bytes = steel_stagger::scenario::register::register(Some(crate::common::SMALL), &[]).unwrap();
        let (_folder, path) = with_file("a.xlsx", &damaged(&bytes, &d));
        let _ = read_register(&path, None);
    }
}
