//! Files to arrays: one pass, a few megabytes at a time; while one part is parsed on all cores, the next is read.

use super::block::{Block, Context, Unknown, parse};
use super::fault::{Faults, SHOWN, Spot};
use super::header::{Column, FileKind, Header, decode};
use super::series::{Series, Step, Values};
use super::{Passed, Records, SourceFile, steel};
use crate::both;
use crate::day::DayRange;
use crate::input::error::MOST_ERRORS;
use crate::input::{InputError, InputErrors, hex};
use crate::lang::{Lang, Note, listed};
use crate::scenario::names::Names;
use crate::scenario::{Scenario, UnitIx};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// So much of a file is in memory at a time, twice.
const PART_BYTES: usize = 8 << 20;

/// Parts are cut into pieces of about this size for the cores.
const PIECE_BYTES: usize = 1 << 20;

/// Hours and days of all units at most that are kept, each of up to 9 bytes: 22,000 furnaces by the hour, any scenario by the day.
pub const MOST_SLOTS: usize = 100_000_000;

/// Unknown names of a file that are told apart.
const MOST_NAMES: usize = 10 * SHOWN;

/// How files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// Rows of enterprises or units that the scenario lacks are counted, not refused.
    pub skip_unknown: bool,
}

/// Reads record files, of units and of monthly steel.
///
/// # Errors
/// Every error of the files, the first ones of each in full.
pub fn read_records(scenario: &Scenario, paths: &[impl AsRef<Path>], how: Reading) -> Result<Records, InputErrors> {
    let mut reader = Reader::new(scenario, how);
    for path in paths {
        let path = path.as_ref();
        let name = path.display().to_string();
        match std::fs::File::open(path) {
            Ok(file) => reader.read(&name, file),
            Err(e) => reader.errors.push(InputError::unreadable(&name, &e)),
        }
    }
    reader.finish()
}

/// Reads record files one after the other.
#[derive(Debug)]
pub struct Reader<'a> {
    scenario: &'a Scenario,
    names: Arc<Names<'a>>,
    how: Reading,
    /// Of each unit, hours and days.
    series: Vec<[Option<Series>; 2]>,
    /// Hours and days that may still be kept; `None`: there were more, which has been said.
    left: Option<usize>,
    steel: steel::Months,
    out: Records,
    errors: Vec<InputError>,
}

/// Reads until a buffer is full or the file ends; what was read stands after what was there. `true`: the file has ended.
fn fill(file: &mut impl Read, buffer: &mut Vec<u8>, hash: &mut Sha256) -> io::Result<bool> {
    let before = buffer.len();
    let want = PART_BYTES.saturating_sub(before).max(1);
    let n = file.by_ref().take(want as u64).read_to_end(buffer)?;
    hash.update(&buffer[before..]);
    Ok(n < want)
}

impl<'a> Reader<'a> {
    /// No file yet.
    pub fn new(scenario: &'a Scenario, how: Reading) -> Self {
        let series = scenario.units.iter().map(|_| [None, None]).collect();
        let (steel, out, errors) = (steel::Months::new(), Records::default(), Vec::new());
        Self { scenario, names: Arc::new(Names::new(scenario)), how, series, left: Some(MOST_SLOTS), steel, out, errors }
    }

    /// Reads a file.
    pub fn read(&mut self, name: &str, file: impl Read + Send) {
        if let Err(e) = self.try_read(name, file) {
            self.errors.push(InputError::unreadable(name, &e));
        }
    }

    fn try_read(&mut self, name: &str, mut file: impl Read + Send) -> io::Result<()> {
        let mut hash = Sha256::new();
        let mut part = Vec::with_capacity(PART_BYTES);
        let mut ended = fill(&mut file, &mut part, &mut hash)?;
        let Some((header, gb, mut start)) = self.head(name, &part) else { return Ok(()) };
        let (mut faults, mut unknown) = (Faults::default(), Unknowns::default());
        let mut rows = 0;
        if header.kind() == Some(FileKind::Steel) {
            if ended {
                let (s, body) = (self.scenario, &part[start..]);
                rows = steel::read(name, body, gb, &header, (s, &self.names), &mut self.steel, (&mut faults, &mut unknown));
            } else {
                faults.add(|| InputError::whole_file(name, both!("records-steel-too-large", most = PART_BYTES >> 20)));
            }
        } else {
            let names = Arc::clone(&self.names);
            let context = Context { file: name, header: &header, scenario: self.scenario, names: &names, gb };
            let mut lines = 1;
            loop {
                let body = &part[start..];
                let whole = if ended { body.len() } else { memchr::memrchr(b'\n', body).map_or(0, |i| i + 1) };
                if whole == 0 && !ended {
                    faults.add(|| InputError::whole_file(name, both!("records-long-line", most = PART_BYTES >> 20)));
                    break;
                }
                let mut next = Vec::with_capacity(PART_BYTES);
                next.extend_from_slice(&body[whole..]);
                let was_last = ended;
                let (read, ()) = rayon::join(
                    || if was_last { Ok(true) } else { fill(&mut file, &mut next, &mut hash) },
                    || rows += self.part(&context, &body[..whole], &mut lines, &mut faults, &mut unknown),
                );
                ended = read?;
                if was_last {
                    break;
                }
                (part, start) = (next, 0);
            }
        }
        unknown.settle(self.how, &mut self.out.passed, &mut faults);
        if rows == 0 && faults.shown.is_empty() {
            faults.add(|| InputError::whole_file(name, both!("records-header-only")));
        }
        self.errors.extend(faults.into_errors(name));
        let sha256 = hex(&hash.finalize());
        self.out.sources.push(SourceFile { name: name.to_owned(), sha256, rows });
        Ok(())
    }

    /// The header, whether the file is GB18030, and where its rows start; `None` where an error was said.
    fn head(&mut self, name: &str, part: &[u8]) -> Option<(Header, bool, usize)> {
        let mut fail = |says: Note, help: Option<Note>| {
            self.errors.push(InputError { help, ..InputError::whole_file(name, says) });
            None
        };
        let save = || Some(both!("records-save-as-csv"));
        let bom = if part.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let end = memchr::memchr(b'\n', part).map_or(part.len(), |i| i + 1);
        if part[..end].trim_ascii().is_empty() && part.trim_ascii().is_empty() {
            return fail(both!("records-empty"), None);
        }
        if part.starts_with(b"PK\x03\x04") || part.starts_with(b"\xd0\xcf\x11\xe0") {
            return fail(both!("records-workbook"), save());
        }
        if memchr::memchr(0, part).is_some() {
            return fail(both!("records-zero-byte"), save());
        }
        // a character may be cut at the end of the part
        let whole = memchr::memrchr(b'\n', part).map_or(part.len(), |i| i + 1);
        let gb = bom == 0 && std::str::from_utf8(&part[..whole]).is_err();
        let header = Header::parse(&decode(&part[bom..end], gb));
        let mut missing = |of: &[Column]| {
            let names = |l: Lang| {
                let names: Vec<&str> = of.iter().map(|c| c.name().pick(l)).collect();
                listed(&names, l)
            };
            let mut e = InputError::whole_file(name, both!("records-header-lacks", columns = names));
            e.value(decode(&part[bom..end], gb).trim_end().chars().take(160).collect::<String>());
            e.help(both!("records-columns-needed"));
            self.errors.push(e);
            None
        };
        let has = |c: &Column| header.get(*c).is_some();
        let needs: &[Column] = match header.kind() {
            None => return missing(&[Column::Time, Column::Output]),
            Some(FileKind::Records) => &[Column::Enterprise, Column::Unit, Column::Time],
            Some(FileKind::Steel) => &[Column::Enterprise],
        };
        let lacks: Vec<Column> = needs.iter().copied().filter(|c| !has(c)).collect();
        if !lacks.is_empty() {
            return missing(&lacks);
        }
        if let Some(column) = header.twice.first() {
            self.errors.push(InputError::whole_file(name, both!("records-column-twice", column = column.name())));
            return None;
        }
        if let Some(odd) = header.odd_units.first() {
            let mut e = InputError::whole_file(name, both!("records-unknown-measure"));
            e.value(odd.as_str()).expected(both!("records-measures"));
            self.errors.push(e);
            return None;
        }
        Some((header, gb, end.max(bom)))
    }

    /// Parses whole lines and keeps what they say; the number of rows.
    fn part(
        &mut self,
        context: &Context<'_>,
        bytes: &[u8],
        lines: &mut usize,
        faults: &mut Faults,
        unknown: &mut Unknowns,
    ) -> u64 {
        let blocks: Vec<Block> = pieces(bytes).into_par_iter().map(|piece| parse(context, piece)).collect();
        let (mut rows, before) = (0, *lines);
        for block in blocks {
            for row in &block.rows {
                let of_unit = &mut self.series[row.unit][usize::from(row.step == Step::Day)];
                if of_unit.is_none() {
                    let Some(left) = self.left else { continue };
                    let new = Series::new(self.scenario.season, row.step);
                    self.left = left.checked_sub(new.len());
                    if self.left.is_none() {
                        faults.add(|| too_many(context.file));
                        continue;
                    }
                    *of_unit = Some(new);
                }
                let Some(series) = of_unit else { continue };
                match series.add_at(row.slot as usize, row.minute, &row.values) {
                    Ok(repeated) => self.out.passed.repeated += u64::from(repeated),
                    Err(old) => faults.add(|| {
                        let line = *lines + row.line as usize;
                        let text = bytes.split(|b| *b == b'\n').nth(line - before - 1).unwrap_or_default();
                        let text = text.strip_suffix(b"\r").unwrap_or(text);
                        let spot = Spot { file: context.file, line, text, gb: context.gb };
                        clash(context.scenario, &spot, row.unit, old, row.values)
                    }),
                }
            }
            rows += block.data_rows;
            self.out.passed.outside += block.outside;
            faults.take(block.faults, *lines);
            unknown.take(block.unknown, *lines);
            unknown.more += block.more_unknown;
            *lines += block.lines;
        }
        rows
    }

    /// All that was read.
    ///
    /// # Errors
    /// Every error of the files.
    pub fn finish(mut self) -> Result<Records, InputErrors> {
        let s = self.scenario;
        let files = self.out.sources.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join(", ");
        let mut span = DayRange::EMPTY;
        for (u, [hours, days]) in std::mem::take(&mut self.series).into_iter().enumerate() {
            let hours = hours.map(|h| h.as_days(s.season).unwrap_or(h));
            let series = match (hours, days) {
                (Some(a), Some(mut b)) if a.step == Step::Day => {
                    if a.slots().any(|i| b.add(i, &a.get(i)).is_err()) {
                        self.errors.push(mixed(&files, s, u));
                    }
                    Some(b)
                }
                (Some(_), Some(_)) => {
                    self.errors.push(mixed(&files, s, u));
                    None
                }
                (a, b) => a.or(b),
            };
            if let Some(series) = &series {
                let day = |slot: usize| (slot / series.step.per_day()) as u16;
                for d in [series.slots().next(), series.slots().last()].into_iter().flatten().map(day) {
                    span = if span.is_empty() {
                        DayRange::new(d, d + 1)
                    } else {
                        DayRange::new(span.first.min(d), span.end.max(d + 1))
                    };
                }
            }
            self.out.units.push(series);
        }
        self.out.span = span;
        let months = self.steel.into_iter();
        self.out.steel =
            months.map(|((enterprise, month), tonnes)| steel::MonthSteel { enterprise, month, tonnes }).collect();
        if self.errors.is_empty() && span.is_empty() && self.out.steel.is_empty() {
            let mut e = InputError::whole_file(&files, both!("records-none-of-season"));
            e.expected(both!("records-season", first = s.season.start, last = s.season.end()));
            self.errors.push(e);
        }
        self.errors.truncate(MOST_ERRORS);
        if self.errors.is_empty() { Ok(self.out) } else { Err(InputErrors(self.errors)) }
    }
}

/// Whole lines cut into pieces of whole lines.
fn pieces(bytes: &[u8]) -> Vec<&[u8]> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while rest.len() > PIECE_BYTES {
        let end = memchr::memchr(b'\n', &rest[PIECE_BYTES..]).map_or(rest.len(), |i| PIECE_BYTES + i + 1);
        let (piece, tail) = rest.split_at(end);
        out.push(piece);
        rest = tail;
    }
    out.push(rest);
    out
}

fn too_many(file: &str) -> InputError {
    let mut e = InputError::whole_file(file, both!("records-too-many", most = MOST_SLOTS.to_string()));
    e.help(both!("records-too-many-help"));
    e
}

fn clash(s: &Scenario, spot: &Spot<'_>, unit: UnitIx, old: Values, new: Values) -> InputError {
    let place = format!("{} {}", s.owner(unit).id, s.units[unit].id);
    let show = |v: Values| {
        let number = |x: Option<f32>| x.map_or_else(|| "-".to_owned(), |x| x.to_string());
        let state = v.state.map_or_else(String::new, |s| format!(", {}", s.word()));
        format!("{} t, {} kWh{state}", number(v.output), number(v.power))
    };
    let mut e = spot.error(0..spot.text.len(), both!("records-clash", place = place));
    if show(new) != show(old) {
        e.value(format!("{} ≠ {}", show(new), show(old)));
    }
    e.help(both!("records-clash-help"));
    e
}

fn mixed(files: &str, s: &Scenario, unit: UnitIx) -> InputError {
    let place = format!("{} {}", s.owner(unit).id, s.units[unit].id);
    let mut e = InputError::whole_file(files, both!("records-hours-and-days", place = place));
    e.help(both!("records-hours-or-days"));
    e
}

/// Names that the scenario lacks, over a whole file.
#[derive(Default)]
pub(super) struct Unknowns {
    names: HashMap<Vec<u8>, Unknown>,
    more: u64,
}

impl Unknowns {
    /// Rows of a name; `error` says where it first stands.
    pub(super) fn add(&mut self, name: &[u8], rows: u64, error: impl FnOnce() -> InputError) {
        if let Some(known) = self.names.get_mut(name) {
            known.rows += rows;
        } else if self.names.len() < MOST_NAMES {
            self.names.insert(name.to_vec(), Unknown { error: error(), rows });
        } else {
            self.more += rows;
        }
    }

    /// Those of a part that begins `lines` lines into the file.
    fn take(&mut self, part: HashMap<Vec<u8>, Unknown>, lines: usize) {
        for (name, Unknown { mut error, rows }) in part {
            error.line += lines;
            self.add(&name, rows, || error);
        }
    }

    fn settle(self, how: Reading, passed: &mut Passed, faults: &mut Faults) {
        let rows = self.more + self.names.values().map(|u| u.rows).sum::<u64>();
        if how.skip_unknown {
            passed.unknown += rows;
            return;
        }
        let mut all: Vec<Unknown> = self.names.into_values().collect();
        all.sort_by_key(|u| u.error.line);
        for Unknown { mut error, rows } in all {
            error.message = both!("records-of-rows", says = error.message, rows = rows);
            faults.add(|| error);
        }
        faults.more += self.more;
    }
}
