//! Workbooks to edit, and a look into packages that shares nothing with the editor.

use rust_xlsxwriter::{
    Chart, ChartType, ConditionalFormatCell, ConditionalFormatCellRule, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Image, Note, Workbook,
};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A GIF of one pixel.
const GIF: &[u8] =
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// A workbook as a mill might hand it in: comments, a picture, charts, conditional formats, names, a merged area.
pub fn rich() -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new()
        .set_num_format("yyyy\"年\"m\"月\"d\"日\"")
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    let sheet = book.add_worksheet().set_name("停产").expect("a name");
    for (c, heading) in ["企业", "生产设施", "停产开始", "停产结束"].into_iter().enumerate() {
        sheet.write(0, c as u16, heading).expect("a cell");
    }
    for r in 1..4 {
        sheet.write(r, 0, "甲").expect("a cell").write(r, 1, "1#高炉").expect("a cell");
        let day = ExcelDateTime::from_ymd(2021, 12, r as u8).expect("a day");
        sheet.write_with_format(r, 2, &day, &date).expect("a cell").write_with_format(r, 3, &day, &date).expect("a cell");
    }
    sheet.insert_note(1, 2, &Note::new("原注").set_author("王工")).expect("a note");
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::GreaterThan(44540))
        .set_format(Format::new().set_bold());
    sheet.add_conditional_format(1, 2, 9, 3, &rule).expect("a format");
    sheet.insert_image(1, 8, &Image::new_from_buffer(GIF).expect("a picture")).expect("a picture");
    let mut chart = Chart::new(ChartType::Line);
    chart.add_series().set_values("停产!$C$2:$C$4");
    sheet.insert_chart(9, 8, &chart).expect("a chart");
    sheet.autofilter(0, 0, 3, 3).expect("a filter");
    book.define_name("起日", "=停产!$C$2:$C$4").expect("a name");
    let other = book.add_worksheet().set_name("o'ther").expect("a name");
    other.merge_range(0, 0, 2, 2, "merged", &Format::new()).expect("an area");
    other.set_column_format(4, &date).expect("a column").write(11, 0, "x").expect("a cell");
    other.write_formula(12, 0, "=1+1").expect("a formula");
    with_parts(
        &book.save_to_buffer().expect("a workbook"),
        &[
            ("xl/threadedComments/threadedComment1.xml", "<ThreadedComments/>"),
            ("xl/persons/person.xml", "<personList/>"),
            ("xl/vbaProject.bin", "\u{1}\u{2}"),
            ("customXml/item1.xml", "<a/>"),
        ],
    )
}

/// The parts of a package, in their order.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let n = archive.len();
    let read = |i| {
        let mut entry = archive.by_index(i).expect("an entry");
        let mut out = Vec::new();
        entry.read_to_end(&mut out).expect("its bytes");
        (entry.name().expect("its name").into_owned(), out)
    };
    (0..n).map(read).collect()
}

/// The text of a part.
pub fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|p| p.0 == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no part {name}")).1).expect("UTF-8")
}

/// A package of parts.
pub fn package(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(name, SimpleFileOptions::default()).expect("an entry");
        out.write_all(bytes).expect("its bytes");
    }
    out.finish().expect("a zip file").into_inner()
}

/// A package with parts put into it, or in the place of those of that name.
pub fn with_parts(bytes: &[u8], new: &[(&str, &str)]) -> Vec<u8> {
    let mut all = parts(bytes);
    for (name, text) in new {
        all.retain(|p| p.0 != *name);
        all.push(((*name).to_owned(), text.as_bytes().to_vec()));
    }
    package(&all)
}

/// A small workbook of one sheet of raw XML; `p` is the prefix of its elements.
pub fn raw(p: &str, sheet: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = "http://schemas.openxmlformats.org/package/2006/relationships";
    let ns =
        if p.is_empty() { format!("xmlns=\"{main}\"") } else { format!("xmlns:{}=\"{main}\"", p.trim_end_matches(':')) };
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let texts = [
        ("[Content_Types].xml", types.to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{rels}\"><Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"xl\\workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<{p}workbook {ns} xmlns:q=\"{office}\"><{p}sheets><{p}sheet name=\"S\" sheetId=\"7\" q:id=\"b\"/></{p}sheets></{p}workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{rels}\"><Relationship Id=\"b\" Type=\"{office}/worksheet\" Target=\"s.xml\"/></Relationships>"
            ),
        ),
        ("xl/s.xml", format!("<{p}worksheet {ns}>{sheet}</{p}worksheet>")),
    ];
    package(&texts.map(|(name, text)| (name.to_owned(), text.into_bytes())))
}

/// A row: its number, its cells as (reference, format, text).
pub type Row = (u32, Vec<(String, u32, String)>);

/// The rows of a sheet in their order.
pub fn cells(sheet: &str) -> Vec<Row> {
    let doc = roxmltree::Document::parse(sheet).expect("well-formed");
    let named = |n: &roxmltree::Node, name| n.tag_name().name() == name;
    let cell = |c: roxmltree::Node| {
        let text = c.descendants().filter(roxmltree::Node::is_text).filter_map(|t| t.text()).collect();
        let format = c.attribute("s").map_or(0, |s| s.parse().expect("a format"));
        (c.attribute("r").unwrap_or("").to_owned(), format, text)
    };
    let row = |r: roxmltree::Node| {
        let number = r.attribute("r").map_or(0, |r| r.parse().expect("a number"));
        (number, r.children().filter(|n| named(n, "c")).map(cell).collect())
    };
    doc.descendants().filter(|n| named(n, "row")).map(row).collect()
}

/// The cell formats of a styles part: their attributes, and the colour of their fill.
pub fn formats(styles: &str) -> Vec<(BTreeMap<String, String>, String)> {
    let doc = roxmltree::Document::parse(styles).expect("well-formed");
    let section = |name: &str| doc.descendants().find(|n| n.tag_name().name() == name).expect("a section");
    let fills: Vec<String> = section("fills")
        .children()
        .filter(roxmltree::Node::is_element)
        .map(|f| f.descendants().find_map(|n| n.attribute("rgb")).unwrap_or("").to_owned())
        .collect();
    let format = |n: roxmltree::Node| {
        let attributes: BTreeMap<String, String> =
            n.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())).collect();
        let fill = attributes.get("fillId").and_then(|i| fills.get(i.parse::<usize>().ok()?)).cloned().unwrap_or_default();
        (attributes, fill)
    };
    section("cellXfs").children().filter(roxmltree::Node::is_element).map(format).collect()
}
