//! XML of a part: read as a tree, edited in its own text. What is not edited stays as it was written.

use super::{XlsxError, limits};
use roxmltree::{Document, Node, ParsingOptions};
use std::fmt::Write as _;
use std::ops::Range;

/// The tree of a part.
///
/// # Errors
/// It is no XML, or one with a document type (which may name files and expand without end).
pub fn parse<'a>(text: &'a str, part: &str) -> Result<Document<'a>, XlsxError> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: limits::NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|e| XlsxError::damaged(part, &e.to_string()))
}

/// The first child element of that local name.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.tag_name().name() == name)
}

/// All child elements of that local name.
pub fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |n| n.tag_name().name() == name)
}

/// An attribute by its local name, whatever its namespace.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}

/// The prefix of an element's name in its text, with its colon; empty where it has none.
pub fn prefix<'a>(text: &'a str, node: Node) -> &'a str {
    let name = qname(text, node);
    name.find(':').map_or("", |i| &name[..=i])
}

fn qname<'a>(text: &'a str, node: Node) -> &'a str {
    let tag = &text[node.range()][1..];
    &tag[..tag.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(tag.len())]
}

/// Replacements in a text, by their places in it.
#[derive(Debug, Default)]
pub struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    /// Puts text in the place of a range.
    pub fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.0.push((range, with.into()));
    }

    /// Puts elements at the end of an element.
    pub fn append(&mut self, text: &str, parent: Node, with: &str) {
        let range = parent.range();
        let outer = &text[range.clone()];
        match outer.rfind("</").filter(|_| !outer.ends_with("/>") || parent.has_children()) {
            Some(at) => self.replace(range.start + at..range.start + at, with),
            None => self.replace(range.end - 2..range.end, format!(">{with}</{}>", qname(text, parent))),
        }
    }

    /// Puts elements after the last child of `parent` whose name is in `before`, else at its start.
    pub fn insert_after(&mut self, text: &str, parent: Node, before: &[&str], with: &str) {
        let last = parent.children().rfind(|n| before.contains(&n.tag_name().name())).map(|n| n.range().end);
        match last.or_else(|| parent.first_child().map(|n| n.range().start)) {
            Some(at) => self.replace(at..at, with),
            None => self.append(text, parent, with),
        }
    }

    /// Sets an attribute without a namespace.
    pub fn set_attribute(&mut self, text: &str, node: Node, name: &str, value: impl std::fmt::Display) {
        if let Some(a) = node.attribute_node(name) {
            self.replace(a.range_value(), value.to_string());
        } else {
            let at = node.range().start + 1 + qname(text, node).len();
            self.replace(at..at, format!(" {name}=\"{value}\""));
        }
    }

    /// The text with its replacements.
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(r, _)| r.start);
        let mut out = String::with_capacity(text.len() + self.0.iter().map(|s| s.1.len()).sum::<usize>());
        let mut copied = 0;
        for (range, with) in self.0 {
            out.push_str(&text[copied..range.start]);
            out.push_str(&with);
            copied = range.end;
        }
        out.push_str(&text[copied..]);
        out
    }
}

/// A text as XML character data or attribute value. What XML forbids becomes `_xHHHH_`, as spreadsheet programs write it,
/// and so does the start of what would be read as such.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '_' if is_escape(&text[i..]) => out.push_str("_x005F_"),
            '\n' | '\t' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "_x{:04X}_", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

fn is_escape(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() >= 7 && b[0] == b'_' && b[1] == b'x' && b[6] == b'_' && b[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// A cell's text without `_xHHHH_`.
pub fn unescape_x(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let escaped = is_escape(rest).then(|| u32::from_str_radix(&rest[2..6], 16).ok().and_then(char::from_u32)).flatten();
        out.push(escaped.unwrap_or('_'));
        rest = &rest[if escaped.is_some() { 7 } else { 1 }..];
    }
    out + rest
}

/// At most so many characters of a text, with an ellipsis where it is cut.
pub fn cut(text: &str, most: usize) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => text.into(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_escaped_and_comes_back() {
        for text in
            ["=cmd|' /C calc'!A0", "<script>&\"", "a\u{0}b\u{1f}\r\n\t", "_x0041_ _x00", "\u{ffff}甲", "__x005F_x000D_"]
        {
            let xml = format!("<t>{}</t>", escape(text));
            let read = roxmltree::Document::parse(&xml).expect("well-formed");
            assert_eq!(unescape_x(read.root_element().text().unwrap_or("")), text);
        }
    }

    #[test]
    fn elements_are_put_in_where_they_belong_and_the_rest_stays() {
        let text = "<?xml version='1.0'?>\n<x:a xmlns:x='u' n=\"1\"><x:b/>  <x:c k='v'/></x:a>";
        let doc = parse(text, "p").expect("a tree");
        let root = doc.root_element();
        let mut s = Splices::default();
        s.insert_after(text, root, &["b"], "<x:b2/>");
        s.append(text, root, "<x:z/>");
        s.append(text, child(root, "c").expect("c"), "<x:d/>");
        s.set_attribute(text, root, "n", 2);
        s.set_attribute(text, child(root, "b").expect("b"), "m", 3);
        assert_eq!(
            s.apply(text),
            "<?xml version='1.0'?>\n<x:a xmlns:x='u' n=\"2\"><x:b m=\"3\"/><x:b2/>  <x:c k='v'><x:d/></x:c><x:z/></x:a>"
        );
        assert!(parse("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "p").is_err());
    }
}
