//! Reading of TOML files: every error of a file in one run, with its line and what to do. The fields of each record are
//! stated once, as data ([`field`]); checks, nearest names and the formats chapter come from there.

pub mod error;
pub mod field;
pub mod record;
pub mod set;
pub mod source;
mod syntax;
mod walk;
mod which;

pub use error::{InputError, InputErrors};
pub use field::{Field, Keys, Limit, Record, Type};
pub use record::Rec;
pub use set::Set;
pub use source::{Errors, Source, hex, sha256_hex};
pub(crate) use walk::{nearest, suggest};

/// The version of the formats that this program reads: `schema` in each file.
pub const SCHEMA: i64 = 1;

/// Parses a source, puts in the values that are [set](Source::with_sets), and walks its document by a record of fields; `None` where nothing further can be said about it (not
/// TOML at all, a newer schema, or more errors than are kept). Errors are added either way.
pub fn open<'a>(source: &'a Source, record: &'static Record, errors: &mut Errors<'a>) -> Option<Document<'a>> {
    let mut table = syntax::parse(source, errors)?;
    which::is_it(&table, record, errors).then_some(())?;
    set::apply(&mut table, source, record, errors);
    (walk::document(&table, record, errors) && !errors.full()).then_some(Document { table })
}

/// A parsed document.
pub struct Document<'a> {
    table: toml::de::DeTable<'a>,
}

impl Document<'_> {
    /// Its top table.
    pub fn root(&self) -> Rec<'_> {
        Rec::new(&self.table, 0..0)
    }
}
