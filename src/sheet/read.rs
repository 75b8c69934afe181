//! Files to books, by what they hold rather than by their names.

use super::{Book, Fault, Form, MOST_BYTES, Sheet, csv, ods, package, xls, xlsx};
use crate::both;
use crate::input::error::{InputError, InputErrors};
use crate::input::sha256_hex;
use std::cell::Cell;
use std::fs::File;
use std::io::Read as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Once;

/// First bytes of a zip package (`.xlsx`, `.ods`) and of a compound file (`.xls`, encrypted workbooks).
const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Whether a file is one of sheets, by its first bytes and its name's ending; `None`: TOML, or no file at all.
pub fn form_of(path: &Path) -> Option<Form> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(4).read_to_end(&mut head).ok()?;
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "ods" => Some(Form::Ods),
        "csv" | "tsv" | "txt" => Some(if head.starts_with(ZIP) { Form::Xlsx } else { Form::Csv }),
        "xls" | "et" => Some(Form::Xls),
        "xlsx" | "xlsm" => Some(Form::Xlsx),
        _ if head.starts_with(ZIP) => Some(Form::Xlsx),
        _ if head.starts_with(COMPOUND) => Some(Form::Xls),
        _ => None,
    }
}

/// Reads a file of sheets.
///
/// # Errors
/// The file cannot be read, is too large, or is no book that can be read.
pub fn read_book(path: &Path) -> Result<Book, InputErrors> {
    let name = path.display().to_string();
    let io = |e: std::io::Error| InputErrors(vec![InputError::unreadable(&name, &e)]);
    let mut bytes = Vec::new();
    File::open(path).map_err(io)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(io)?;
    let form = form_of(path).unwrap_or(Form::Csv);
    from_bytes(&name, form, &bytes)
}

/// A book from a file's bytes; `form` is what the name says, the bytes decide.
///
/// # Errors
/// Too many bytes, none, or no book that can be read.
pub fn from_bytes(name: &str, form: Form, bytes: &[u8]) -> Result<Book, InputErrors> {
    let (form, sheets) = sheets(form, bytes).map_err(|fault| InputErrors(vec![InputError::whole_file(name, fault)]))?;
    Ok(Book { name: name.to_owned(), form, hash: sha256_hex(bytes), sheets })
}

fn sheets(named: Form, bytes: &[u8]) -> Result<(Form, Vec<Sheet>), Fault> {
    if bytes.len() > MOST_BYTES {
        let (size, most) = (bytes.len().div_ceil(1 << 20).to_string(), MOST_BYTES >> 20);
        return Err(both!("sheet-file-too-large", size = size, most = most));
    }
    if bytes.is_empty() {
        return Err(both!("sheet-empty"));
    }
    if bytes.starts_with(ZIP) {
        let package = guarded(|| package::check(bytes))?;
        return match package.kind {
            package::Kind::Xlsx => guarded(|| xlsx::read(bytes, package.merges)).map(|s| (Form::Xlsx, s)),
            package::Kind::Ods => guarded(|| ods::read(bytes)).map(|s| (Form::Ods, s)),
        };
    }
    if bytes.starts_with(COMPOUND) {
        return guarded(|| xls::read(bytes)).map(|s| (Form::Xls, s));
    }
    let text = bytes.iter().find(|b| !b.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(b));
    if matches!(named, Form::Xlsx | Form::Ods) || text == Some(&b'<') {
        return Err(both!("sheet-no-workbook"));
    }
    csv::read(bytes).map(|s| (Form::Csv, vec![s]))
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a reader of foreign formats: a panic in it is an error of the file, and prints nothing.
fn guarded<T>(read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                usual(info);
            }
        }));
    });
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(false);
    result.unwrap_or_else(|_| Err(damaged("")))
}

/// A workbook that its reader gives up on.
pub(super) fn damaged(why: &str) -> Fault {
    if why.is_empty() { both!("sheet-damaged") } else { both!("sheet-damaged-why", why = why) }
}

/// A workbook that needs a password.
pub(super) fn encrypted() -> Fault {
    both!("sheet-encrypted")
}
