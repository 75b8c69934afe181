//! The parts of a workbook's package. Parts that are not put stay byte for byte as they were, compressed bytes included.

use super::{XlsxError, limits};
use crate::both;
use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read as _, Write as _};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The first bytes of an OLE file: an .xls, or an encrypted workbook.
const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// A package, with the parts that an edit changed.
#[derive(Debug)]
pub struct Package {
    archive: Option<ZipArchive<Cursor<Vec<u8>>>>,
    /// Parts by their name in lower case (names of parts are the same in any case), `\` as `/`.
    index: HashMap<String, usize>,
    changed: BTreeMap<usize, Vec<u8>>,
    added: Vec<(String, Vec<u8>)>,
    unpacked: u64,
}

fn key(part: &str) -> String {
    part.replace('\\', "/").to_lowercase()
}

impl Package {
    /// Opens a package.
    ///
    /// # Errors
    /// It is no zip file, is encrypted, or is not one that a spreadsheet program writes.
    pub fn open(bytes: Vec<u8>) -> Result<Self, XlsxError> {
        if bytes.starts_with(&OLE) {
            return Err(XlsxError(both!("xlsx-xls-or-password")));
        }
        if bytes.len() > limits::FILE {
            return Err(XlsxError::too_large(&both!("xlsx-the-file"), &format!("{} MiB", limits::FILE >> 20)));
        }
        let size = bytes.len() as u64;
        let not_zip = |e: ZipError| XlsxError(both!("xlsx-not-a-workbook", why = e.to_string()));
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(not_zip)?;
        if archive.len() > limits::PARTS {
            return Err(XlsxError::too_large(&both!("xlsx-parts"), &limits::PARTS.to_string()));
        }
        let (mut index, mut packed) = (HashMap::new(), 0u64);
        for i in 0..archive.len() {
            let entry = archive.by_index_data(i).map_err(not_zip)?;
            let name = entry.name().map_err(not_zip)?.into_owned();
            packed = packed.saturating_add(entry.compressed_size());
            if index.insert(key(&name), i).is_some() || packed > size || archive.has_duplicate_names() {
                return Err(XlsxError::damaged(&name, &both!("xlsx-parts-in-one-place")));
            }
        }
        Ok(Self { archive: Some(archive), index, changed: BTreeMap::new(), added: Vec::new(), unpacked: 0 })
    }

    /// A package without parts.
    pub fn empty() -> Self {
        Self { archive: None, index: HashMap::new(), changed: BTreeMap::new(), added: Vec::new(), unpacked: 0 }
    }

    /// Whether a part is there.
    pub fn has(&self, part: &str) -> bool {
        let key = key(part);
        self.index.contains_key(&key) || self.added.iter().any(|(name, _)| self::key(name) == key)
    }

    /// The names of all parts, as they are written.
    pub fn names(&self) -> Vec<String> {
        let stored = self.archive.iter().flat_map(ZipArchive::file_names).filter_map(Result::ok).map(String::from);
        stored.chain(self.added.iter().map(|a| a.0.clone())).collect()
    }

    /// A name that no part has: `stem`, a number from 1, `end`.
    pub fn free_name(&self, stem: &str, end: &str) -> String {
        let mut names = (1..).map(|n| format!("{stem}{n}{end}"));
        names.find(|name| !self.has(name)).unwrap_or_default()
    }

    /// The bytes of a part.
    ///
    /// # Errors
    /// It is missing, damaged or too large.
    pub fn bytes(&mut self, part: &str) -> Result<Vec<u8>, XlsxError> {
        let key = key(part);
        if let Some((_, bytes)) = self.added.iter().find(|a| self::key(&a.0) == key) {
            return Ok(bytes.clone());
        }
        let missing = || XlsxError::damaged(part, &both!("xlsx-part-missing"));
        let &at = self.index.get(&key).ok_or_else(missing)?;
        if let Some(bytes) = self.changed.get(&at) {
            return Ok(bytes.clone());
        }
        let archive = self.archive.as_mut().ok_or_else(missing)?;
        let entry = archive.by_index(at).map_err(|e| XlsxError::damaged(part, &e.to_string()))?;
        let mut out = Vec::new();
        entry.take(limits::PART + 1).read_to_end(&mut out).map_err(|e| XlsxError::damaged(part, &e.to_string()))?;
        self.unpacked += out.len() as u64;
        if out.len() as u64 > limits::PART || self.unpacked > limits::ALL_PARTS {
            return Err(XlsxError::too_large(&part, &format!("{} MiB", limits::PART >> 20)));
        }
        Ok(out)
    }

    /// The text of an XML part, whichever Unicode it is in.
    ///
    /// # Errors
    /// See [`Package::bytes`]; or it is no Unicode.
    pub fn text(&mut self, part: &str) -> Result<String, XlsxError> {
        let bytes = self.bytes(part)?;
        let utf16 = |from: fn([u8; 2]) -> u16| {
            let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|b| from([b[0], b[1]])).collect();
            String::from_utf16(&units).ok().map(|text| without_declaration(&text).to_owned())
        };
        let text = match bytes.as_slice() {
            [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
            [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
            [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
            _ => String::from_utf8(bytes).ok(),
        };
        text.ok_or_else(|| XlsxError::damaged(part, &both!("xlsx-not-utf-8")))
    }

    /// Puts a part, in the place of one of that name if there is one.
    pub fn put(&mut self, part: &str, bytes: impl Into<Vec<u8>>) {
        let key = key(part);
        if let Some(&at) = self.index.get(&key) {
            self.changed.insert(at, bytes.into());
        } else if let Some(added) = self.added.iter_mut().find(|a| self::key(&a.0) == key) {
            added.1 = bytes.into();
        } else {
            self.added.push((part.to_owned(), bytes.into()));
        }
    }

    /// The package as a file; the same parts give the same bytes.
    ///
    /// # Errors
    /// A part that was not put cannot be copied.
    pub fn save(mut self) -> Result<Vec<u8>, XlsxError> {
        let failed = |e: &dyn std::fmt::Display| XlsxError::damaged("zip", &e.to_string());
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT);
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for i in 0..self.archive.as_ref().map_or(0, ZipArchive::len) {
            let Some(archive) = self.archive.as_mut() else { break };
            let entry = archive.by_index_raw(i).map_err(|e| failed(&e))?;
            match self.changed.remove(&i) {
                None => out.raw_copy_file(entry).map_err(|e| failed(&e))?,
                Some(bytes) => {
                    let name = entry.name().map_err(|e| failed(&e))?.into_owned();
                    out.start_file(name, options).map_err(|e| failed(&e))?;
                    out.write_all(&bytes).map_err(|e| failed(&e))?;
                }
            }
        }
        for (name, bytes) in self.added {
            out.start_file(name, options).map_err(|e| failed(&e))?;
            out.write_all(&bytes).map_err(|e| failed(&e))?;
        }
        Ok(out.finish().map_err(|e| failed(&e))?.into_inner())
    }
}

/// A text without its XML declaration, which names an encoding that it no longer is in.
fn without_declaration(text: &str) -> &str {
    match text.strip_prefix("<?xml").and_then(|rest| rest.find("?>")) {
        Some(end) => &text[5 + end + 2..],
        None => text,
    }
}
