//! The styles of a workbook, extended: a marked cell keeps its number format, font, border and alignment and gets a colour.

use super::XlsxError;
use super::cell::Value;
use super::xml::{self, Splices};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Colours of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fill {
    /// A breach: red.
    Error,
    /// A hint: yellow.
    Warning,
    /// A heading: grey blue.
    Header,
}

impl Fill {
    const fn rgb(self) -> &'static str {
        match self {
            Self::Error => "FFFFC7CE",
            Self::Warning => "FFFFEB9C",
            Self::Header => "FFDDEBF7",
        }
    }
}

/// The look of a cell in a new sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Look {
    /// Colour.
    pub fill: Option<Fill>,
    /// It holds a day.
    pub date: bool,
    /// Its text starts as a formula would: it stays a text when somebody edits it.
    pub quoted: bool,
}

impl Look {
    /// The look that a value asks for.
    pub fn of(value: &Value) -> Self {
        let quoted = matches!(value, Value::Text(t) if t.starts_with(['=', '+', '-', '@', '\t', '\r']));
        Self { fill: None, date: matches!(value, Value::Date(_)), quoted }
    }
}

/// The styles part: what is there, and what an edit adds.
#[derive(Debug)]
pub struct Styles {
    text: String,
    /// The cell formats as they are written.
    formats: Vec<String>,
    prefix: String,
    fonts: usize,
    fills: usize,
    borders: usize,
    date_format: u32,
    new_formats: Vec<String>,
    new_fills: Vec<Fill>,
    filled: BTreeMap<(u32, Fill), u32>,
    looks: BTreeMap<Look, u32>,
}

/// The sections of a styles part before the cell formats, in their order.
const SECTIONS: [&str; 5] = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs"];
/// Styles for a workbook that has none.
pub const PLAIN: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"1\"><font>\
    <sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill \
    patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs \
    count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" \
    fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";

impl Styles {
    /// Reads a styles part.
    ///
    /// # Errors
    /// It is damaged.
    pub fn read(text: String, part: &str) -> Result<Self, XlsxError> {
        let doc = xml::parse(&text, part)?;
        let root = doc.root_element();
        if !root.has_children() {
            return Self::read(PLAIN.to_owned(), part);
        }
        let entries = |section, entry| xml::child(root, section).map_or(0, |n| xml::children(n, entry).count());
        let formats = xml::child(root, "cellXfs").into_iter().flat_map(|n| xml::children(n, "xf"));
        let formats: Vec<String> = formats.map(|n| text[n.range()].to_owned()).collect();
        let numbered = xml::child(root, "numFmts").into_iter().flat_map(|n| xml::children(n, "numFmt"));
        let highest = numbered.filter_map(|n| n.attribute("numFmtId")?.parse::<u32>().ok()).max().unwrap_or(0);
        let [fonts, fills, borders] = [entries("fonts", "font"), entries("fills", "fill"), entries("borders", "border")];
        let prefix = xml::prefix(&text, root).to_owned();
        let new_formats = if formats.is_empty() { vec![plain_format(&prefix)] } else { Vec::new() };
        let (new_fills, filled, looks) = Default::default();
        let date_format = highest.max(163).saturating_add(1);
        Ok(Self { text, formats, prefix, fonts, fills, borders, date_format, new_formats, new_fills, filled, looks })
    }

    /// The format of a cell that has format `base`, with a colour.
    pub fn filled(&mut self, base: u32, fill: Fill) -> u32 {
        if let Some(&known) = self.filled.get(&(base, fill)) {
            return known;
        }
        let format = self.formats.get(base as usize).cloned().unwrap_or_else(|| plain_format(&self.prefix));
        let id = self.fill(fill);
        let format = with_attributes(&format, &[("fillId", &id.to_string()), ("applyFill", "1")]);
        let at = self.add(format);
        self.filled.insert((base, fill), at);
        at
    }

    /// The format of a look.
    pub fn look(&mut self, look: Look) -> u32 {
        if let Some(&known) = self.looks.get(&look) {
            return known;
        }
        let (p, fill) = (self.prefix.clone(), look.fill.map_or(0, |f| self.fill(f)));
        let number = if look.date { self.date_format } else { 0 };
        let font = if look.fill == Some(Fill::Header) { self.fonts.max(1) } else { 0 };
        let quoted = if look.quoted { " quotePrefix=\"1\"" } else { "" };
        let at = self.add(format!(
            "<{p}xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" \
             applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"{quoted}><{p}alignment vertical=\"top\" wrapText=\"1\"/></{p}xf>",
            self.borders.max(1)
        ));
        self.looks.insert(look, at);
        at
    }

    fn fill(&mut self, fill: Fill) -> usize {
        let at = self.new_fills.iter().position(|f| *f == fill).unwrap_or_else(|| {
            self.new_fills.push(fill);
            self.new_fills.len() - 1
        });
        self.fills.max(2) + at
    }

    fn add(&mut self, format: String) -> u32 {
        self.new_formats.push(format);
        (self.formats.len() + self.new_formats.len() - 1) as u32
    }

    /// The part with what was added; `None` where nothing was.
    ///
    /// # Errors
    /// It is damaged.
    pub fn save(&self, part: &str) -> Result<Option<String>, XlsxError> {
        if self.filled.is_empty() && self.looks.is_empty() {
            return Ok(None);
        }
        let p = &self.prefix;
        let doc = xml::parse(&self.text, part)?;
        let root = doc.root_element();
        let mut edit = Edit { text: &self.text, root, prefix: p, splices: Splices::default() };
        let some_looks = usize::from(!self.looks.is_empty());
        edit.add(
            "numFmts",
            0,
            some_looks,
            &format!("<{p}numFmt numFmtId=\"{}\" formatCode=\"yyyy\\-mm\\-dd\"/>", self.date_format),
        );
        edit.add("fonts", 1, some_looks, &bold(&self.text, root, p));
        let fill = |f: &Fill| {
            let rgb = f.rgb();
            let colours = format!("<{p}fgColor rgb=\"{rgb}\"/><{p}bgColor indexed=\"64\"/>");
            format!("<{p}fill><{p}patternFill patternType=\"solid\">{colours}</{p}patternFill></{p}fill>")
        };
        edit.add("fills", 2, self.new_fills.len(), &self.new_fills.iter().map(fill).collect::<String>());
        let side = |name| format!("<{p}{name} style=\"thin\"><{p}color rgb=\"FFBFBFBF\"/></{p}{name}>");
        let sides = ["left", "right", "top", "bottom"].map(side).concat();
        edit.add("borders", 1, some_looks, &format!("<{p}border>{sides}<{p}diagonal/></{p}border>"));
        edit.add("cellXfs", 0, self.new_formats.len(), &self.new_formats.concat());
        Ok(Some(edit.splices.apply(&self.text)))
    }
}

struct Edit<'a, 'd> {
    text: &'a str,
    root: roxmltree::Node<'a, 'd>,
    prefix: &'a str,
    splices: Splices,
}

impl Edit<'_, '_> {
    /// Puts `n` entries at the end of a section, which is made where it is missing. It has at least `least` entries before them.
    fn add(&mut self, section: &'static str, least: usize, n: usize, entries: &str) {
        if n == 0 {
            return;
        }
        let (p, node) = (self.prefix, xml::child(self.root, section));
        let there = node.map_or(0, |node| node.children().filter(roxmltree::Node::is_element).count());
        let missing: String = (there..least)
            .map(|i| match section {
                "fonts" => format!("<{p}font/>"),
                "fills" => format!("<{p}fill><{p}patternFill patternType=\"{}\"/></{p}fill>", ["none", "gray125"][i.min(1)]),
                _ => format!("<{p}border/>"),
            })
            .collect();
        let (entries, n) = (missing + entries, there.max(least) + n);
        if let Some(node) = node {
            self.splices.set_attribute(self.text, node, "count", n);
            self.splices.append(self.text, node, &entries);
        } else {
            let before: Vec<&str> = SECTIONS.into_iter().take_while(|s| *s != section).collect();
            let new = format!("<{p}{section} count=\"{n}\">{entries}</{p}{section}>");
            self.splices.insert_after(self.text, self.root, &before, &new);
        }
    }
}

fn plain_format(p: &str) -> String {
    format!("<{p}xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>")
}

/// The workbook's own first font, bold.
fn bold(text: &str, root: roxmltree::Node, p: &str) -> String {
    let first = xml::child(root, "fonts").and_then(|n| xml::child(n, "font"));
    let Some(font) = first.filter(roxmltree::Node::has_children) else { return format!("<{p}font><{p}b/></{p}font>") };
    let outer = &text[font.range()];
    if xml::child(font, "b").is_some() {
        return outer.to_owned();
    }
    let mut splices = Splices::default();
    let at = font.first_child().map_or(0, |n| n.range().start - font.range().start);
    splices.replace(at..at, format!("<{p}b/>"));
    splices.apply(outer)
}

/// An element's text with attributes set; its namespaces need not be declared in it.
pub(super) fn with_attributes(element: &str, set: &[(&str, &str)]) -> String {
    let end = tag_end(element);
    let (tag, rest) = element.split_at(end);
    let name = tag[1..].split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("");
    let inner = &tag[1 + name.len()..];
    let start = quick_xml::events::BytesStart::from_content(format!("{name}{inner}"), name.len());
    let kept = start.attributes().flatten().filter(|a| !set.iter().any(|s| s.0 == a.key.0));
    let mut out = format!("<{name}");
    for a in kept {
        let _ = write!(out, " {}=\"{}\"", a.key.0, a.value.replace('"', "&quot;"));
    }
    for (key, value) in set.iter().filter(|s| !s.1.is_empty()) {
        let _ = write!(out, " {key}=\"{value}\"");
    }
    out + rest
}

/// Where the first tag's attributes end: at `/>` or `>`.
pub(super) fn tag_end(element: &str) -> usize {
    let mut quote = None;
    for (i, c) in element.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, '>') => return i - usize::from(element[..i].ends_with('/')),
            _ => {}
        }
    }
    element.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_set_and_the_others_kept() {
        let set = [("fillId", "3"), ("applyFill", "1")];
        assert_eq!(
            with_attributes("<x:xf numFmtId='14' fillId=\"0\" a='\"'><x:alignment/></x:xf>", &set),
            "<x:xf numFmtId=\"14\" a=\"&quot;\" fillId=\"3\" applyFill=\"1\"><x:alignment/></x:xf>"
        );
        assert_eq!(with_attributes("<xf/>", &set), "<xf fillId=\"3\" applyFill=\"1\"/>");
    }

    #[test]
    fn a_format_is_extended_and_new_sections_stand_in_order() {
        let text = "<s xmlns='u'><cellXfs count='1'><xf numFmtId='14'><alignment wrapText='1'/></xf></cellXfs><dxfs/></s>";
        let mut styles = Styles::read(text.to_owned(), "p").expect("styles");
        assert_eq!(styles.filled(0, Fill::Error), 1);
        assert_eq!(styles.filled(0, Fill::Error), 1);
        assert_eq!(styles.filled(9, Fill::Warning), 2);
        assert_eq!(styles.look(Look { fill: Some(Fill::Header), ..Look::default() }), 3);
        let out = styles.save("p").expect("saved").expect("changed");
        let doc = roxmltree::Document::parse(&out).expect("well-formed");
        let names: Vec<&str> = doc.root_element().children().map(|n| n.tag_name().name()).collect();
        assert_eq!(names, ["numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"]);
        assert!(out.contains("<xf numFmtId=\"14\" fillId=\"2\" applyFill=\"1\"><alignment wrapText='1'/></xf>"));
        assert!(out.contains("<cellXfs count='4'>"));
    }
}
