//! Which kind of file a document is, by the fields at its top: one in the place of another is said to be that, and no more.

use super::field::{Record, place};
use super::source::Errors;
use crate::both;
use toml::de::DeTable;

/// The kinds of file by the names of their records, and what only they have at the top.
const KINDS: [(&str, &[&str]); 3] = [
    ("scenario", &["cities", "enterprises", "episodes", "waivers"]),
    ("plan", &["scenario", "stops", "slowdowns", "solve", "approval"]),
    ("policy", &["grades", "ratio", "shape", "coke", "emission", "emergency"]),
];

/// Whether a document may be what a record describes; an error where it is of another kind.
pub(super) fn is_it(table: &DeTable<'_>, record: &Record, errors: &mut Errors<'_>) -> bool {
    let holds = |fields: &[&str]| fields.iter().any(|f| table.contains_key(*f));
    let Some((_, own)) = KINDS.iter().find(|k| k.0 == record.name) else { return true };
    let Some((other, _)) = KINDS.iter().find(|k| holds(k.1)).filter(|_| !holds(own)) else { return true };
    let (file, is, wanted) = (&errors.source.name, |l| place(other, l), |l| record.place(l));
    let _ = errors.add_whole(match (record.name, *other) {
        ("policy", _) | (_, "policy") => both!("input-which-policy", file = file, is = is, wanted = wanted),
        ("scenario", _) => both!("input-which-scenario", file = file, is = is, wanted = wanted),
        _ => both!("input-which-plan", file = file, is = is, wanted = wanted),
    });
    false
}
