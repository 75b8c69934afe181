//! Notes on cells: the comments of a sheet. Those that are there stay; ours come after them.

use super::cell::CellRef;
use super::xml::{self, Splices, escape};
use super::{DECLARATION, XlsxError, limits};
use crate::both;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Who our notes are by.
const AUTHOR: &str = "stagger";

/// Notes by the cell that they are on.
pub type Notes = BTreeMap<CellRef, String>;

/// A comments part without comments.
pub fn empty(main: &str) -> String {
    format!("{DECLARATION}<comments xmlns=\"{main}\"><authors/><commentList/></comments>")
}

/// A comments part with notes added, and the cells that had no comment yet.
///
/// # Errors
/// It is damaged.
pub fn add(text: &str, part: &str, notes: &Notes) -> Result<(String, Vec<CellRef>), XlsxError> {
    let doc = xml::parse(text, part)?;
    let root = doc.root_element();
    let (p, mut splices, mut fresh) = (xml::prefix(text, root), Splices::default(), Vec::new());
    let (Some(authors), Some(list)) = (xml::child(root, "authors"), xml::child(root, "commentList")) else {
        return Err(XlsxError::damaged(part, &both!("xlsx-no-authors")));
    };
    let mut names = xml::children(authors, "author");
    let author = names.position(|a| a.text() == Some(AUTHOR)).unwrap_or_else(|| {
        splices.append(text, authors, &format!("<{p}author>{AUTHOR}</{p}author>"));
        xml::children(authors, "author").count()
    });
    let mut there: BTreeMap<CellRef, roxmltree::Node> = BTreeMap::new();
    for node in xml::children(list, "comment") {
        if let Some(cell) = node.attribute("ref").and_then(CellRef::parse) {
            there.entry(cell).or_insert(node);
        }
    }
    let mut new = String::new();
    for (cell, note) in notes {
        let note = escape(&xml::cut(note, limits::CELL_CHARS));
        if let Some(old) = there.get(cell).and_then(|c| xml::child(*c, "text")) {
            append(text, p, old, &note, &mut splices);
        } else {
            fresh.push(*cell);
            let run = run(p, &note);
            let _ = write!(new, "<{p}comment ref=\"{cell}\" authorId=\"{author}\"><{p}text>{run}</{p}text></{p}comment>");
        }
    }
    if !new.is_empty() {
        splices.append(text, list, &new);
    }
    Ok((splices.apply(text), fresh))
}

/// A run of text. The size is that of the program's own comments; the font is the reader's.
fn run(p: &str, text: &str) -> String {
    format!("<{p}r><{p}rPr><{p}sz val=\"9\"/></{p}rPr><{p}t xml:space=\"preserve\">{text}</{p}t></{p}r>")
}

/// Puts a note below a comment's text. A text is plain or in runs; with ours it is in runs.
fn append(text: &str, p: &str, old: roxmltree::Node, note: &str, splices: &mut Splices) {
    let note = run(p, &format!("\n{note}"));
    for plain in xml::children(old, "t") {
        splices.replace(plain.range(), format!("<{p}r>{}</{p}r>", &text[plain.range()]));
    }
    match old.children().rfind(|n| matches!(n.tag_name().name(), "t" | "r")) {
        Some(last) => splices.replace(last.range().end..last.range().end, note),
        None => splices.append(text, old, &note),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_are_there_stay_and_ours_follow() {
        let text = "<x:comments xmlns:x='u'><x:authors><x:author>甲</x:author></x:authors><x:commentList><x:comment ref='B2' authorId='0'>\
                    <x:text><x:t>原注</x:t></x:text></x:comment></x:commentList></x:comments>";
        let notes = [(CellRef::new(2, 2), "<a>\u{1}".to_owned()), (CellRef::new(3, 1), "new".to_owned())].into();
        let (out, fresh) = add(text, "p", &notes).expect("comments");
        assert_eq!(fresh, [CellRef::new(3, 1)]);
        let doc = roxmltree::Document::parse(&out).expect("well-formed");
        let texts: Vec<String> = doc
            .descendants()
            .filter(|n| n.tag_name().name() == "comment")
            .map(|c| c.descendants().filter(roxmltree::Node::is_text).filter_map(|t| t.text()).collect())
            .collect();
        assert_eq!(texts, ["原注\n<a>_x0001_", "new"]);
        assert!(out.contains("authorId=\"1\""));
        assert!(out.contains("<x:r><x:t>原注</x:t></x:r><x:r>"));
    }
}
