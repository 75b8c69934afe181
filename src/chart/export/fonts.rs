//! The fonts that texts are set in where a file carries no fonts of its own reader: those of the system, or a file's.

use crate::chart::ChartError;
use crate::chart::svg::FONTS;
use resvg::usvg::fontdb::{Database, FaceInfo, Family, ID, Query, Source, Weight};
use resvg::usvg::{Options, Tree};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ttf_parser::Face;

/// Families for text that no family of the chart is there for, the best first.
const PLAIN: &[&str] = &["Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica"];

/// Fonts to set text in.
#[derive(Debug, Clone)]
pub struct Fonts {
    known: Arc<Database>,
    /// The family that is taken before all others.
    first: Option<String>,
}

impl Fonts {
    /// The system's fonts.
    pub fn of_system() -> Self {
        Self::new(system(), None)
    }

    /// A font file (`.ttf`, `.otf`, `.ttc`) before the system's fonts.
    ///
    /// # Errors
    /// The file cannot be read, or holds no font.
    pub fn with_file(path: &Path) -> io::Result<Self> {
        Self::add(system(), std::fs::read(path)?)
    }

    /// A font alone.
    ///
    /// # Errors
    /// The bytes hold no font.
    pub fn only(bytes: Vec<u8>) -> io::Result<Self> {
        Self::add(Database::new(), bytes)
    }

    fn add(mut known: Database, bytes: Vec<u8>) -> io::Result<Self> {
        let added = known.load_font_source(Source::Binary(Arc::new(bytes)));
        let family = added.first().and_then(|&id| known.face(id)).and_then(|f| f.families.first()).map(|f| f.0.clone());
        match family {
            Some(family) => Ok(Self::new(known, Some(family))),
            None => Err(io::Error::new(io::ErrorKind::InvalidData, "not a font")),
        }
    }

    fn new(mut known: Database, first: Option<String>) -> Self {
        let there = |name: &&&str| known.query(&Query { families: &[Family::Name(name)], ..Query::default() }).is_some();
        let plain = PLAIN.iter().find(there).map(|&name| name.to_owned());
        let any = || known.faces().next().and_then(|f| f.families.first()).map(|f| f.0.clone());
        if let Some(plain) = first.clone().or(plain).or_else(any) {
            known.set_sans_serif_family(plain.clone());
            known.set_serif_family(plain);
        }
        Self { known: Arc::new(known), first }
    }

    /// The characters of a text that no font has; spaces aside.
    pub fn missing(&self, text: &str) -> BTreeSet<char> {
        let mut left: BTreeSet<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut ids: Vec<(bool, ID)> = self.known.faces().map(|f| (!is_chinese(&f.families), f.id)).collect();
        ids.sort_by_key(|i| i.0);
        for (_, id) in ids {
            if left.is_empty() {
                break;
            }
            self.known.with_face_data(id, |data, index| {
                if let Ok(face) = Face::parse(data, index) {
                    left.retain(|&c| face.glyph_index(c).is_none());
                }
            });
        }
        left
    }

    /// An SVG with its texts set.
    pub(super) fn set(&self, svg: &str) -> Result<Tree, ChartError> {
        let style = self.first.as_ref().map(|f| format!("text {{ font-family: \"{}\" }}", f.replace(['"', '\\'], "")));
        let options = Options { fontdb: self.known.clone(), style_sheet: style, ..Options::default() };
        Tree::from_str(svg, &options).map_err(|e| ChartError::Draw(e.to_string()))
    }
}

/// The system's fonts; the one that the chart's texts are set in is held in memory, else its file is opened for each of them.
fn system() -> Database {
    let mut known = Database::new();
    known.load_system_fonts();
    let of = |family: &str| -> BTreeSet<PathBuf> {
        let used =
            |f: &&FaceInfo| f.families.iter().any(|n| n.0 == family) && [Weight::NORMAL, Weight::BOLD].contains(&f.weight);
        let file = |f: &FaceInfo| if let Source::File(path) = &f.source { Some(path.clone()) } else { None };
        known.faces().filter(used).filter_map(file).collect()
    };
    let files = FONTS.split(", ").map(of).find(|files| !files.is_empty()).unwrap_or_default();
    for path in files {
        let Ok(mut bytes) = std::fs::read(&path) else { continue };
        without_layout(&mut bytes);
        let is_of = |f: &&FaceInfo| matches!(&f.source, Source::File(of) if *of == path);
        let ids: Vec<ID> = known.faces().filter(is_of).map(|f| f.id).collect();
        ids.into_iter().for_each(|id| known.remove_face(id));
        known.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    known
}

/// Hides a font's tables of ligatures and kerning (GSUB, GPOS), which a chart does without: those of Chinese fonts are large, and
/// are read anew for each text. The names that stand for theirs keep the tables' order.
fn without_layout(font: &mut [u8]) {
    let number =
        |font: &[u8], at: usize| font.get(at..at + 4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]) as usize);
    // a collection says where its fonts are
    let faces: Vec<usize> = if font.starts_with(b"ttcf") {
        let all = number(font, 8).unwrap_or(0).min(font.len() / 4);
        (0..all).filter_map(|n| number(font, 12 + 4 * n)).collect()
    } else {
        vec![0]
    };
    for face in faces {
        let tables = face.checked_add(4).and_then(|at| number(font, at)).map_or(0, |n| n >> 16);
        for n in 0..tables {
            match font.get_mut(face + 12 + 16 * n..).and_then(|rest| rest.get_mut(..4)) {
                Some(tag) if tag == b"GSUB" || tag == b"GPOS" => tag[3] = b'_',
                Some(_) => {}
                None => break,
            }
        }
    }
}

/// Whether a font's name says that it is for Chinese: only where to look first.
fn is_chinese<T>(families: &[(String, T)]) -> bool {
    families.iter().any(|(name, _)| ["CJK", " SC", "Hei", "Song"].iter().any(|part| name.contains(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_without_layout_has_its_glyphs_and_no_layout() {
        let whole = include_bytes!("../../../tests/fixtures/fonts/NotoSansCJKsc-subset.otf").to_vec();
        let mut plain = whole.clone();
        without_layout(&mut plain);
        let (before, after) = (Face::parse(&whole, 0).expect("a font"), Face::parse(&plain, 0).expect("a font"));
        let tables = |f: &Face| [f.tables().gsub.is_some(), f.tables().gpos.is_some()];
        assert_eq!((tables(&before).contains(&true), tables(&after)), (true, [false; 2]));
        assert_eq!(before.glyph_index('高'), after.glyph_index('高'));
        // nothing that is no font is read beyond its end
        for end in 0..200 {
            without_layout(&mut whole[..end].to_vec());
            without_layout(&mut [b"ttcf", &whole[..end]].concat());
        }
    }
}
