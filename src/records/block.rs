//! Rows of a part of a file, whole lines: parsed by themselves, so that parts are parsed side by side.

use super::fault::{Faults, Spot};
use super::header::{At, Column, Header, decode, decode_name};
use super::number::{Number, parse_number};
use super::series::{State, Step, Values};
use super::time::parse_time;
use crate::both;
use crate::input::{InputError, suggest};
use crate::lang::numbers::trimmed;
use crate::scenario::names::Names;
use crate::scenario::{EntIx, Scenario, UnitIx};
use memchr::{memchr, memchr_iter};
use std::collections::HashMap;
use std::ops::Range;

/// An amount above so many times the unit's rate is a wrong unit or a counter that runs on: no furnace taps a tenth of a day
/// in a minute.
const MOST_TIMES_RATE: f64 = 10.0;

/// A scale may show so much of the rate below 0 when nothing runs over it; it counts as 0.
const SCALE_DRIFT: f64 = 0.01;

/// So many different unknown names are kept of a part.
const MOST_UNKNOWN: usize = 200;

/// What rows are read against.
#[derive(Debug)]
pub struct Context<'a> {
    /// The file.
    pub file: &'a str,
    /// Its header.
    pub header: &'a Header,
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its names.
    pub names: &'a Names<'a>,
    /// The file is GB18030.
    pub gb: bool,
}

/// A record.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its unit.
    pub unit: UnitIx,
    /// Hour or day of the season.
    pub slot: u32,
    /// Which of both.
    pub step: Step,
    /// Minute within the hour.
    pub minute: u8,
    /// What it says.
    pub values: Values,
    /// Line within the part, from 1.
    pub line: u32,
}

/// A name that the scenario lacks.
#[derive(Debug)]
pub struct Unknown {
    /// Its first line.
    pub error: InputError,
    /// Its rows.
    pub rows: u64,
}

/// What a part of a file holds.
#[derive(Debug, Default)]
pub struct Block {
    /// Its records.
    pub rows: Vec<Row>,
    /// Its lines.
    pub lines: usize,
    /// Its lines that are not empty.
    pub data_rows: u64,
    /// Records about days outside the season.
    pub outside: u64,
    /// What is wrong.
    pub faults: Faults,
    /// Names that the scenario lacks, by the bytes of enterprise and unit.
    pub unknown: HashMap<Vec<u8>, Unknown>,
    /// Rows of unknown names beyond the most that are kept.
    pub more_unknown: u64,
}

/// The fields of one line as ranges of its bytes; the quotes of a quoted field are left out.
pub fn split(line: &[u8], delimiter: u8, fields: &mut Vec<Range<usize>>) -> Result<(), ()> {
    fields.clear();
    let trim = |r: Range<usize>| {
        let field = &line[r.clone()];
        let start = r.start + (field.len() - field.trim_ascii_start().len());
        start..(start + field.trim_ascii().len())
    };
    if memchr(b'"', line).is_none() {
        let mut start = 0;
        for end in memchr_iter(delimiter, line) {
            fields.push(trim(start..end));
            start = end + 1;
        }
        fields.push(trim(start..line.len()));
        return Ok(());
    }
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let pad = rest.len() - rest.trim_ascii_start().len();
        let end = if rest.get(pad) == Some(&b'"') {
            let start = at + pad + 1;
            let close = closing(line, start).ok_or(())?;
            fields.push(trim(start..close));
            let after = memchr(delimiter, &line[close..]).map_or(line.len(), |i| close + i);
            if !line[close + 1..after].trim_ascii().is_empty() {
                return Err(());
            }
            after
        } else {
            let end = memchr(delimiter, rest).map_or(line.len(), |i| at + i);
            fields.push(trim(at..end));
            end
        };
        if end >= line.len() {
            return Ok(());
        }
        at = end + 1;
    }
}

/// The quote that closes a field; a doubled one is none.
fn closing(line: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let quote = at + memchr(b'"', &line[at..])?;
        if line.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

/// Parses whole lines.
pub fn parse(c: &Context<'_>, bytes: &[u8]) -> Block {
    let mut parser = Parser::new(c);
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        parser.out.lines += 1;
        parser.line(line.strip_suffix(b"\r").unwrap_or(line));
    }
    parser.out
}

struct Parser<'a> {
    c: &'a Context<'a>,
    enterprise: Option<At>,
    unit: Option<At>,
    time: At,
    amounts: [Option<At>; 2],
    state: Option<At>,
    /// One more than the place of the last column that is read.
    width: usize,
    fields: Vec<Range<usize>>,
    /// Units by the bytes of their names.
    known: HashMap<Vec<u8>, UnitIx>,
    key: Vec<u8>,
    last: Option<UnitIx>,
    out: Block,
}

impl<'a> Parser<'a> {
    fn new(c: &'a Context<'a>) -> Self {
        let get = |column| c.header.get(column);
        let [enterprise, unit, output, power, state] =
            [Column::Enterprise, Column::Unit, Column::Output, Column::Power, Column::State].map(get);
        let time = get(Column::Time).unwrap_or(At { at: 0, factor: 1.0 });
        let width = [enterprise, unit, output, power, state, Some(time)].into_iter().flatten().map(|a| a.at + 1).max();
        Self {
            c,
            enterprise,
            unit,
            time,
            amounts: [output, power],
            state,
            width: width.unwrap_or(0),
            fields: Vec::new(),
            known: HashMap::new(),
            key: Vec::new(),
            last: None,
            out: Block::default(),
        }
    }

    fn spot<'l>(&self, line: &'l [u8]) -> Spot<'l>
    where
        'a: 'l,
    {
        Spot { file: self.c.file, line: self.out.lines, text: line, gb: self.c.gb }
    }

    fn line(&mut self, line: &[u8]) {
        let mut fields = std::mem::take(&mut self.fields);
        if split(line, self.c.header.delimiter, &mut fields).is_err() {
            let spot = self.spot(line);
            self.out.faults.add(|| {
                let mut e = spot.error(0..line.len(), both!("records-open-quote"));
                e.help(both!("records-one-line"));
                e
            });
        } else if fields.iter().any(|f| !f.is_empty()) {
            self.out.data_rows += 1;
            self.row(line, &fields);
        }
        self.fields = fields;
    }

    fn row(&mut self, line: &[u8], fields: &[Range<usize>]) {
        if fields.len() < self.width {
            let (spot, n, width) = (self.spot(line), fields.len(), self.width);
            self.out.faults.add(|| {
                let mut e = spot.error(0..line.len(), both!("records-few-columns", n = n));
                e.expected(both!("records-columns-at-least", n = width));
                e.help(both!("records-check-header"));
                e
            });
            return;
        }
        let Some(unit) = self.unit(line, fields) else { return };
        let at = fields[self.time.at].clone();
        let text = decode(&line[at.clone()], self.c.gb);
        let Some(time) = parse_time(&text) else {
            let spot = self.spot(line);
            self.out.faults.add(|| {
                let mut e = spot.error(at, both!("records-wrong-time"));
                e.expected(both!("records-time-as"));
                e.help(both!("records-time-means"));
                e
            });
            return;
        };
        let step = if time.hour.is_some() { Step::Hour } else { Step::Day };
        // an export may write a day as its first hour
        let hours = if time.hour.is_some_and(|h| h > 0) { 1 } else { 24 };
        let values = match (self.amounts(line, fields, unit, hours), self.state(line, fields)) {
            (Ok([output, power]), Ok(state)) => Values { output, power, state },
            _ => return,
        };
        let Some(day) = self.c.scenario.season.day(time.date) else {
            self.out.outside += 1;
            return;
        };
        if !values.is_absent() {
            let slot = time.hour.map_or(u32::from(day), |h| u32::from(day) * 24 + u32::from(h));
            self.out.rows.push(Row { unit, slot, step, minute: time.minute, values, line: self.out.lines as u32 });
        }
    }

    /// The unit that a row names.
    fn unit(&mut self, line: &[u8], fields: &[Range<usize>]) -> Option<UnitIx> {
        let get = |at: Option<At>| at.map_or(0..0, |a| fields[a.at].clone());
        let (ent, unit) = (get(self.enterprise), get(self.unit));
        let (e, u) = (&line[ent.clone()], &line[unit.clone()]);
        let same = |key: &[u8]| key.len() == e.len() + u.len() + 1 && key.starts_with(e) && key.ends_with(u);
        if let Some(last) = self.last.filter(|_| same(&self.key)) {
            return Some(last);
        }
        self.last = None;
        self.key.clear();
        self.key.extend_from_slice(e);
        self.key.push(b'\n');
        self.key.extend_from_slice(u);
        if let Some(&known) = self.known.get(self.key.as_slice()) {
            self.last = Some(known);
            return self.last;
        }
        if let Some(unknown) = self.out.unknown.get_mut(self.key.as_slice()) {
            unknown.rows += 1;
            return None;
        }
        let (ent_name, unit_name) = (decode_name(e, self.c.gb), decode_name(u, self.c.gb));
        let found_ent = self.c.names.enterprise(&ent_name).one();
        match found_ent.and_then(|e| self.c.names.unit(e, &unit_name).one()) {
            Some(found) => {
                self.known.insert(self.key.clone(), found);
                self.last = Some(found);
            }
            None if self.out.unknown.len() < MOST_UNKNOWN => {
                let spot = self.spot(line);
                let error = match found_ent {
                    None => unknown_enterprise(self.c.scenario, &spot, ent, &ent_name),
                    Some(e) => unknown_unit(self.c.scenario, &spot, unit, e, &unit_name),
                };
                self.out.unknown.insert(self.key.clone(), Unknown { error, rows: 1 });
            }
            None => self.out.more_unknown += 1,
        }
        self.last
    }

    /// Output and power of so many hours.
    fn amounts(&mut self, line: &[u8], fields: &[Range<usize>], unit: UnitIx, hours: usize) -> Result<[Option<f32>; 2], ()> {
        let mut out = [None; 2];
        let full = self.c.scenario.units[unit].rate_t_d * hours as f64 / 24.0;
        for (i, column) in self.amounts.into_iter().enumerate() {
            let Some(column) = column else { continue };
            let at = fields[column.at].clone();
            let x = match parse_number(&line[at.clone()]) {
                Number::Absent => continue,
                Number::Value(x) => Some(x * column.factor),
                Number::Wrong => None,
            };
            let (low, high) = if i == 0 { (-SCALE_DRIFT * full, MOST_TIMES_RATE * full) } else { (0.0, 1e9) };
            if let Some(x) = x.filter(|x| (low..=high).contains(x)) {
                out[i] = Some(x.max(0.0) as f32);
                continue;
            }
            let spot = self.spot(line);
            self.out.faults.add(|| {
                let says = if i == 0 { both!("records-wrong-output") } else { both!("records-wrong-power") };
                let mut e = spot.error(at, says);
                if i == 0 && x.is_some() {
                    e.expected(both!("records-about-full-rate", n = trimmed(full, 1)));
                    e.help(both!("records-check-unit"));
                } else {
                    e.expected(both!("records-number-or-empty"));
                    e.help(both!("records-digits-only"));
                }
                e
            });
            return Err(());
        }
        Ok(out)
    }

    fn state(&mut self, line: &[u8], fields: &[Range<usize>]) -> Result<Option<State>, ()> {
        let Some(column) = self.state else { return Ok(None) };
        let at = fields[column.at].clone();
        if at.is_empty() {
            return Ok(None);
        }
        let word = decode(&line[at.clone()], self.c.gb);
        if let Some(state) = State::from_word(&word) {
            return Ok(Some(state));
        }
        let spot = self.spot(line);
        self.out.faults.add(|| {
            let mut e = spot.error(at, both!("records-wrong-state"));
            e.expected(both!("records-states"));
            e.help(both!("records-leave-empty"));
            e
        });
        Err(())
    }
}

pub(super) fn unknown_enterprise(s: &Scenario, spot: &Spot<'_>, at: Range<usize>, name: &str) -> InputError {
    let mut e = spot.error(at, both!("records-unknown-enterprise", name = name));
    suggest(&mut e, name, s.enterprises.iter().flat_map(|e| [e.id.as_str(), e.name.as_str()]));
    e
}

fn unknown_unit(s: &Scenario, spot: &Spot<'_>, at: Range<usize>, ent: EntIx, name: &str) -> InputError {
    let id = &s.enterprises[ent].id;
    let mut e = spot.error(at, both!("records-unknown-unit", enterprise = id, name = name));
    suggest(&mut e, name, s.enterprises[ent].units.iter().map(|&u| s.units[u].id.as_str()));
    e
}
