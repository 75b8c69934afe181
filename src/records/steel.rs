//! Crude steel by month, as statistics have it (统计口径).

use super::block::{split, unknown_enterprise};
use super::fault::{Faults, Spot};
use super::header::{Column, Header, decode_name};
use super::number::{Number, parse_number};
use super::read::Unknowns;
use super::time::parse_month;
use crate::input::field::LARGEST;
use crate::lang::Lang;
use crate::scenario::names::Names;
use crate::scenario::{EntIx, Scenario};
use crate::{both, say};
use std::collections::BTreeMap;

/// Crude steel of one enterprise and month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthSteel {
    /// The enterprise.
    pub enterprise: EntIx,
    /// Year and month.
    pub month: (i32, u32),
    /// t, of the whole month.
    pub tonnes: f64,
}

/// Crude steel by enterprise and month, t.
pub(super) type Months = BTreeMap<(EntIx, (i32, u32)), f64>;

/// A month as people read it.
pub fn month_words((year, month): (i32, u32), lang: Lang) -> String {
    let month = match lang {
        Lang::Zh => month.to_string(),
        Lang::En => format!("{month:02}"),
    };
    say!(lang, "records-month", year = year.to_string(), month = month)
}

/// Reads the rows below a header; the number of rows that hold something.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    gb: bool,
    header: &Header,
    (s, names): (&Scenario, &Names<'_>),
    out: &mut Months,
    (faults, unknown): (&mut Faults, &mut Unknowns),
) -> u64 {
    let mut fields = Vec::new();
    let mut rows = 0;
    let at = |c| header.get(c).map_or(0, |a| a.at);
    let (ent, month, steel) = (at(Column::Enterprise), at(Column::Month), at(Column::Steel));
    let factor = header.get(Column::Steel).map_or(1.0, |a| a.factor);
    for (i, text) in bytes.split(|&b| b == b'\n').enumerate() {
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let spot = Spot { file, line: i + 2, text, gb };
        let whole = split(text, header.delimiter, &mut fields).is_ok();
        if whole && fields.iter().all(std::ops::Range::is_empty) {
            continue;
        }
        rows += 1;
        if !whole || fields.len() <= ent.max(month).max(steel) {
            faults.add(|| spot.error(0..text.len(), both!("records-few-columns-or-open-quote")));
            continue;
        }
        let field = |i: usize| (fields[i].clone(), decode_name(&text[fields[i].clone()], gb));
        let ((a, name), (b, of), (c, _)) = (field(ent), field(month), field(steel));
        let Some(enterprise) = names.enterprise(&name).one() else {
            unknown.add(name.as_bytes(), 1, || unknown_enterprise(s, &spot, a, &name));
            continue;
        };
        let Some(of) = parse_month(&of) else {
            faults.add(|| {
                let mut e = spot.error(b, both!("records-wrong-month"));
                e.expected(both!("records-month-as"));
                e.help(both!("records-one-month-a-row"));
                e
            });
            continue;
        };
        let tonnes = match parse_number(&text[c.clone()]) {
            Number::Absent => continue,
            Number::Value(x) if (0.0..=LARGEST).contains(&(x * factor)) => x * factor,
            _ => {
                faults.add(|| {
                    let mut e = spot.error(c, both!("records-wrong-steel"));
                    e.expected(both!("records-number-of-tonnes"));
                    e.help(both!("records-digits-only"));
                    e
                });
                continue;
            }
        };
        let old = *out.entry((enterprise, of)).or_insert(tonnes);
        if (old - tonnes).abs() > 1e-9 {
            faults.add(|| {
                let (id, old) = (&s.enterprises[enterprise].id, old.to_string());
                let says = both!("records-month-twice", enterprise = id, month = |l| month_words(of, l), old = old);
                let mut e = spot.error(c, says);
                e.help(both!("records-one-row-a-month"));
                e
            });
        }
    }
    rows
}
