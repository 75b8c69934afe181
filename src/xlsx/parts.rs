//! How the parts of a package know each other: relationships and content types.

use super::XlsxError;
use super::package::Package;
use super::xml::{self, Splices};
use std::collections::HashSet;

/// Types of relationships begin so, and their ids are in this namespace, in the dialect that programs write.
pub const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Likewise in the strict dialect.
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// Its id.
    pub id: String,
    /// The last word of its type: `worksheet`, `comments`.
    pub kind: String,
    /// What stands before it.
    pub dialect: String,
    /// The part that it leads to.
    pub part: String,
}

/// Where the relationships of a part are.
fn rels_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').map_or(("", part), |(f, n)| (f, n));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{name}.rels")
}

/// The relationships of a part to other parts of the package; of the package itself where `part` is empty.
///
/// # Errors
/// They are damaged.
pub fn relationships(package: &mut Package, part: &str) -> Result<Vec<Relationship>, XlsxError> {
    let rels = rels_of(part);
    if !package.has(&rels) {
        return Ok(Vec::new());
    }
    let text = package.text(&rels)?;
    let doc = xml::parse(&text, &rels)?;
    let internal =
        xml::children(doc.root_element(), "Relationship").filter(|n| n.attribute("TargetMode") != Some("External"));
    let relationship = |n: roxmltree::Node| {
        let (dialect, kind) = n.attribute("Type")?.rsplit_once('/')?;
        let part = resolve(part, n.attribute("Target")?);
        Some(Relationship { id: n.attribute("Id")?.to_owned(), kind: kind.to_owned(), dialect: dialect.to_owned(), part })
    };
    Ok(internal.filter_map(relationship).collect())
}

/// The part that a target means, seen from another.
fn resolve(from: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    path.pop();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path.join("/")
}

/// Adds a relationship from a part to another, and returns its id and the namespace that such ids have in this package.
///
/// # Errors
/// The relationships that are there are damaged.
pub fn relate(package: &mut Package, from: &str, kind: &str, to: &str) -> Result<(String, String), XlsxError> {
    let rels = rels_of(from);
    let strict = relationships(package, "")?.iter().any(|r| r.kind == "officeDocument" && r.dialect == STRICT);
    let dialect = if strict { STRICT } else { TRANSITIONAL };
    let text = if package.has(&rels) {
        package.text(&rels)?
    } else {
        format!(
            "{}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>",
            super::DECLARATION
        )
    };
    let doc = xml::parse(&text, &rels)?;
    let root = doc.root_element();
    let taken: HashSet<&str> = xml::children(root, "Relationship").filter_map(|n| n.attribute("Id")).collect();
    let id = (1..=taken.len() + 1).map(|n| format!("rId{n}")).find(|id| !taken.contains(id.as_str())).unwrap_or_default();
    let p = xml::prefix(&text, root);
    let new = format!("<{p}Relationship Id=\"{id}\" Type=\"{dialect}/{kind}\" Target=\"/{}\"/>", xml::escape(to));
    let mut splices = Splices::default();
    splices.append(&text, root, &new);
    let text = splices.apply(&text);
    package.put(&rels, text);
    Ok((id, dialect.to_owned()))
}

/// Says what a new part is.
///
/// # Errors
/// The content types are damaged.
pub fn content_type(package: &mut Package, part: &str, content: &str) -> Result<(), XlsxError> {
    const PART: &str = "[Content_Types].xml";
    let text = if package.has(PART) {
        package.text(PART)?
    } else {
        format!("{}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>", super::DECLARATION)
    };
    let doc = xml::parse(&text, PART)?;
    let root = doc.root_element();
    let p = xml::prefix(&text, root);
    let extension = part.rsplit_once('.').map_or("", |(_, e)| e);
    let known = |e: &str| {
        xml::children(root, "Default").any(|n| n.attribute("Extension").is_some_and(|x| x.eq_ignore_ascii_case(e)))
    };
    let new = match extension {
        "vml" if known("vml") => return Ok(()),
        "vml" => format!("<{p}Default Extension=\"vml\" ContentType=\"{content}\"/>"),
        _ => format!("<{p}Override PartName=\"/{}\" ContentType=\"{content}\"/>", xml::escape(part)),
    };
    let mut splices = Splices::default();
    splices.append(&text, root, &new);
    let text = splices.apply(&text);
    package.put(PART, text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_where_they_are_named() {
        assert_eq!(resolve("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets/sheet1.xml", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl/worksheets/sheet1.xml", "/xl/c.xml"), "xl/c.xml");
        assert_eq!(resolve("", "xl\\workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("a", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(rels_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(rels_of(""), "_rels/.rels");
    }
}
