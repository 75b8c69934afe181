//! Zip packages, looked at before anything reads them: what a package declares and what it really holds are both limited, so
//! that a bomb is an error and not a full memory.

use super::Fault;
use super::read::{damaged, encrypted};
use crate::both;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Which package it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Office Open XML.
    Xlsx,
    /// Open Document Format.
    Ods,
}

/// Parts of a package at most.
const MOST_PARTS: usize = 10_000;
/// Unpacked bytes of all parts. A sheet with a style on each of 1,048,576 rows takes some 200 MB.
const MOST_UNPACKED: u64 = 512 << 20;
/// Unpacked bytes of a part that is read into memory as a whole: all but the sheets, which stream.
const MOST_IN_MEMORY: u64 = 64 << 20;
/// XML that declares entities does so at its beginning.
const HEAD: u64 = 4096;
const MERGE: &[u8] = b"mergeCell";

/// A checked package.
#[derive(Debug, Clone, Copy)]
pub(super) struct Package {
    /// Which it is.
    pub kind: Kind,
    /// Whether any cells of a sheet may be merged: looking for them takes another pass over it.
    pub merges: bool,
}

/// Checks a package, and tells which it is.
pub(super) fn check(bytes: &[u8]) -> Result<Package, Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e.to_string()))?;
    if zip.len() > MOST_PARTS {
        return Err(too_large());
    }
    let mut left = MOST_UNPACKED;
    let mut merges = false;
    for i in 0..zip.len() {
        let part = zip.by_index(i).map_err(|e| damaged(&e.to_string()))?;
        if part.encrypted() {
            return Err(encrypted());
        }
        let name = part.name().map_err(|e| damaged(&e.to_string()))?.into_owned();
        let streams = name.starts_with("xl/worksheets/") || name == "content.xml" || name.contains("/media/");
        let limit = if streams { left } else { left.min(MOST_IN_MEMORY) };
        if part.size() > limit {
            return Err(too_large());
        }
        let (length, has_merges) = unpack(part, limit, &name)?;
        left -= length;
        merges |= has_merges;
    }
    let has = |name: &str| zip.index_for_name(name).is_some();
    match (has("[Content_Types].xml") || has("xl/workbook.xml"), has("content.xml")) {
        (true, _) if has("word/document.xml") => Err(both!("sheet-document")),
        (true, _) if has("xl/workbook.bin") => Err(both!("sheet-xlsb")),
        (true, _) => Ok(Package { kind: Kind::Xlsx, merges }),
        (_, true) => Ok(Package { kind: Kind::Ods, merges }),
        _ => Err(both!("sheet-zip-without-workbook")),
    }
}

/// Unpacks a part to nowhere: its true length, and whether it speaks of merged cells.
fn unpack(mut part: impl Read, limit: u64, name: &str) -> Result<(u64, bool), Fault> {
    let read = |e: std::io::Error| damaged(&format!("{name}: {e}"));
    let mut head = Vec::new();
    // A reader makes room for as many shared strings as are declared.
    let shared = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
    part.by_ref().take(if shared { limit + 1 } else { HEAD }).read_to_end(&mut head).map_err(read)?;
    if holds(&head, b"<!DOCTYPE") || holds(&head, b"<!ENTITY") {
        return Err(both!("sheet-entities", part = name));
    }
    if shared && declares_more(&head) {
        return Err(damaged(name));
    }
    let mut length = head.len() as u64;
    let mut merges = holds(&head, MERGE);
    let mut part = part.take(limit.saturating_sub(length) + 1);
    let mut tail = head.split_off(head.len().saturating_sub(MERGE.len()));
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = part.read(&mut buffer).map_err(read)?;
        if n == 0 {
            break;
        }
        length += n as u64;
        if !merges {
            tail.extend_from_slice(&buffer[..n]);
            merges = holds(&tail, MERGE);
            tail.drain(..tail.len().saturating_sub(MERGE.len()));
        }
    }
    if length > limit { Err(too_large()) } else { Ok((length, merges)) }
}

fn holds(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|w| w == word)
}

/// Whether a table of strings declares more of them than it has bytes.
fn declares_more(text: &[u8]) -> bool {
    let key = b"uniqueCount";
    let starts = text.windows(key.len()).enumerate().filter(|(_, w)| w == key).map(|(i, _)| i + key.len());
    starts.into_iter().any(|at| {
        let digits = text[at..].iter().skip_while(|b| b" \t\r\n='\"+".contains(b)).take_while(|b| b.is_ascii_digit());
        digits.fold(0usize, |n, b| n.saturating_mul(10).saturating_add(usize::from(b - b'0'))) > text.len()
    })
}

fn too_large() -> Fault {
    both!("sheet-unpacks-too-large", most = MOST_UNPACKED >> 20, of_part = MOST_IN_MEMORY >> 20)
}
