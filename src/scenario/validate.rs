//! What a scenario may have wrong beyond its fields one by one.

use super::read::Reader;
use super::{Route, Unit};
use crate::both;
use crate::day::{DayRange, a_year_before};
use crate::input::record::month;
use crate::input::{Errors, Rec, suggest};
use crate::kind::Kind;
use crate::lang::{Lang, Note, Text, listed};
use crate::policy::Policy;
use chrono::{Datelike, NaiveDate};
use std::collections::{HashMap, HashSet};

/// The longest season, days: "the same days last year" must lie before it.
const LONGEST_SEASON: i64 = 366;

/// The first year of workbooks' calendars.
const FIRST_YEAR: i32 = 1900;

/// A season longer than a year, or before the days that workbooks know.
pub(crate) fn season(r: &Rec<'_>, errors: &mut Errors<'_>) {
    let Some(s) = r.dates() else { return };
    let days = (s.end - s.start).num_days() + 1;
    if days > LONGEST_SEASON {
        errors
            .add(r.at("end"), both!("scenario-long-season", days = days.to_string()))
            .expected(both!("scenario-long-season-expected", most = LONGEST_SEASON))
            .help(both!("scenario-long-season-help"));
    }
    if s.start.year() < FIRST_YEAR {
        errors
            .add(r.at("start"), both!("scenario-early-season", year = s.start.year().to_string()))
            .expected(both!("scenario-early-season-expected", first = FIRST_YEAR.to_string()))
            .help(both!("scenario-long-season-help"));
    }
}

/// The names that a scenario's references may use.
pub(super) struct Places<'a> {
    cities: HashMap<&'a str, usize>,
    enterprises: HashMap<&'a str, (usize, bool)>,
    units: HashMap<String, usize>,
}

impl<'a> Places<'a> {
    /// Collects the names, and finds those filed twice.
    pub(super) fn new(cities: &[Rec<'a>], enterprises: &[Rec<'a>], errors: &mut Errors<'_>) -> Self {
        let mut places = Self { cities: HashMap::new(), enterprises: HashMap::new(), units: HashMap::new() };
        for (i, r) in cities.iter().enumerate() {
            let Some(name) = r.text("name") else { continue };
            if places.cities.insert(name, i).is_some() {
                duplicate(r, "name", both!("scenario-city-twice", name = name), errors);
            }
        }
        let mut next = 0;
        for (i, r) in enterprises.iter().enumerate() {
            let id = r.text("id");
            if let Some(id) = id
                && places.enterprises.insert(id, (i, r.text("route") == Some("scrap-eaf"))).is_some()
            {
                duplicate(r, "id", both!("scenario-enterprise-twice", id = id), errors);
            }
            let mut own = HashSet::new();
            for u in r.records("units") {
                if let Some(unit) = u.text("id") {
                    if !own.insert(unit) {
                        duplicate(&u, "id", both!("scenario-unit-twice", id = unit), errors);
                    }
                    places.units.insert(format!("{}/{unit}", id.unwrap_or_default()), next);
                }
                next += 1;
            }
        }
        places
    }

    /// The city that a record's `city` names.
    pub(super) fn city(&self, r: &Rec<'_>, errors: &mut Errors<'_>) -> Option<usize> {
        let name = r.text("city").filter(|n| !n.trim().is_empty())?; // the walk has said that it is blank
        let found = self.cities.get(name).copied();
        if found.is_none() && !errors.full() {
            let many = errors.many();
            let e = errors.add(r.at("city"), both!("scenario-no-city", name = name));
            if !many {
                suggest(e, name, sorted(self.cities.keys().copied()));
            }
        }
        found
    }

    /// The mills that an enterprise serves; itself and scrap-eaf mills are passed over.
    pub(super) fn serves(&self, own: usize, r: &Rec<'_>, errors: &mut Errors<'_>) -> Vec<usize> {
        let mut out = Vec::new();
        for s in r.texts("serves") {
            if let Some(&(e, scrap)) = self.enterprises.get(s.value) {
                if e != own && !scrap && !out.contains(&e) {
                    out.push(e);
                }
                continue;
            }
            let many = errors.many();
            let e = errors.add(s.span, both!("scenario-serves-unknown", id = s.value));
            if !many {
                suggest(e, s.value, sorted(self.enterprises.keys().copied()));
            }
        }
        out
    }

    /// The units that a unit replaces.
    pub(super) fn replaces(&self, r: &Rec<'_>, errors: &mut Errors<'_>) -> Vec<usize> {
        let mut out = Vec::new();
        for s in r.texts("replaces") {
            if let Some(&u) = self.units.get(s.value) {
                if !out.contains(&u) {
                    out.push(u);
                }
                continue;
            }
            let many = errors.many();
            let e = errors.add(s.span, both!("scenario-replaces-unknown", id = s.value));
            e.expected(both!("scenario-replaces-unknown-expected"));
            if !many {
                suggest(e, s.value, sorted(self.units.keys().map(String::as_str)));
            }
        }
        out
    }
}

/// In a fixed order, so that the same file gives the same words.
fn sorted<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut all: Vec<_> = names.collect();
    all.sort_unstable();
    all
}

fn duplicate(r: &Rec<'_>, field: &str, says: Note, errors: &mut Errors<'_>) {
    errors.add(r.at(field), says).help(both!("scenario-twice-help"));
}

/// A band that no share lies in.
pub(super) fn band(r: &Rec<'_>, min: f64, max: f64, errors: &mut Errors<'_>) {
    if min > max {
        errors
            .add(r.at("min"), both!("scenario-min-above-max", min = min.to_string(), max = max.to_string()))
            .help(both!("scenario-min-above-max-help"));
    }
}

/// The index of an enterprise's grade.
pub(super) fn grade(r: &Rec<'_>, policy: Option<&Policy>, errors: &mut Errors<'_>) -> Option<usize> {
    let (name, policy) = (r.text("grade").filter(|n| !n.trim().is_empty())?, policy?);
    let found = policy.grades.iter().position(|g| g == name);
    if found.is_none() {
        let e = errors.add(r.at("grade"), both!("scenario-no-grade", name = name));
        e.expected(Note::of(|l| listed(&policy.grades, l)));
        e.help(both!("scenario-no-grade-help"));
    }
    found
}

/// The staggering period of an enterprise.
pub(super) fn period(reader: &mut Reader<'_, '_>, r: &Rec<'_>) -> DayRange {
    let (Some(policy), Some(season)) = (reader.policy, reader.season) else { return DayRange::EMPTY };
    let filed = policy.ratio.period;
    let start = filed.map_or(season.start, |p| p.start);
    let own = r.date("stagger_end");
    if let Some(end) = own.filter(|&e| e < start) {
        reader
            .errors
            .add(r.at("stagger_end"), both!("scenario-early-end", end = end, start = start))
            .expected(both!("scenario-early-end-expected", start = start));
    }
    season.clip(start, own.unwrap_or(filed.map_or(season.end(), |p| p.end)))
}

/// What an enterprise's units ask of it.
pub(super) fn enterprise(reader: &mut Reader<'_, '_>, r: &Rec<'_>, route: Route, own: &[Unit]) {
    let has = |kind| own.iter().any(|u| u.kind == kind);
    let name = r.text("id").unwrap_or_default();
    let furnace = r.records("units").into_iter().find(|u| u.text("kind") == Some(Kind::BlastFurnace.id()));
    if let (Route::ScrapEaf, Some(u)) = (route, furnace) {
        reader
            .errors
            .add(u.at("kind"), both!("scenario-scrap-with-furnace", name = name))
            .help(both!("scenario-scrap-with-furnace-help"));
    }
    if r.has("heating") && !has(Kind::BlastFurnace) {
        reader
            .errors
            .add(r.key_at("heating"), both!("scenario-heating-without-furnace", name = name))
            .help(both!("scenario-heating-without-furnace-help"));
    }
    if !r.has("steel_last_year_t") && (has(Kind::BlastFurnace) || has(Kind::Eaf)) {
        let e = reader.errors.add(r.span.clone(), both!("scenario-no-last-year", name = name));
        e.help(both!("scenario-no-last-year-help")).value = None;
    }
    last_year_months(reader, r);
}

fn last_year_months(reader: &mut Reader<'_, '_>, r: &Rec<'_>) {
    let (Some(table), Some(season)) = (r.record("steel_last_year_t"), reader.season) else { return };
    let filed: HashSet<(i32, u32)> = table.keys().filter_map(|k| month(k.value)).collect();
    let (first, last) = (a_year_before(season.start), a_year_before(season.end()));
    let mut missing = Vec::new();
    let mut day = NaiveDate::from_ymd_opt(first.year(), first.month(), 1);
    while let Some(d) = day.filter(|&d| d <= last) {
        if !filed.contains(&(d.year(), d.month())) {
            missing.push(format!("{:04}-{:02}", d.year(), d.month()));
        }
        day = d.checked_add_months(chrono::Months::new(1));
    }
    if !missing.is_empty() {
        reader
            .errors
            .add(r.at("steel_last_year_t"), both!("scenario-last-year-lacks", months = missing.join(", ")))
            .help(both!("scenario-last-year-lacks-help"));
    }
}

/// What a unit's kind and dates ask of it.
pub(super) fn unit(reader: &mut Reader<'_, '_>, r: &Rec<'_>, kind: Option<Kind>) {
    let errors = &mut *reader.errors;
    if let Some(kind) = kind {
        let mut needs = |field: &str, help: Note| {
            if !r.has(field) {
                let says = both!("scenario-unit-lacks", kind = kind, field = field);
                errors.add(r.span.clone(), says).help(help).value = None;
            }
        };
        match kind {
            Kind::BlastFurnace => needs("size", both!("scenario-size-of-furnace")),
            Kind::CokeOven => {
                needs("size", both!("scenario-size-of-oven"));
                needs("coking_time_h", both!("scenario-coking-time"));
            }
            _ => {}
        }
        if kind != Kind::CokeOven && r.has("coking_time_h") {
            errors
                .add(r.key_at("coking_time_h"), both!("scenario-no-oven", kind = Text::new(kind.name(Lang::Zh), kind.id())))
                .help(both!("scenario-no-oven-help"));
        }
    }
    if let (Some(a), Some(b)) = (r.date("commissioned"), r.date("retired"))
        && b <= a
    {
        errors
            .add(r.at("retired"), both!("scenario-early-retired", retired = b, commissioned = a))
            .help(both!("scenario-early-retired-help"));
    }
}

/// A day that must both run and stand.
pub(super) fn down_against_must_run(reader: &mut Reader<'_, '_>, r: &Rec<'_>, service: DayRange, must_run: &[DayRange]) {
    let Some(season) = reader.season else { return };
    for down in r.records("down") {
        let Some((days, _)) = down.days(season) else { continue };
        let both = must_run.iter().map(|m| m.intersect(days.intersect(service))).find(|b| !b.is_empty());
        if let Some(both) = both {
            let (a, b) = (season.date(both.first), season.date(both.end - 1));
            reader
                .errors
                .add(down.span.clone(), both!("scenario-down-and-must-run", first = a, last = b))
                .help(both!("scenario-down-and-must-run-help"));
        }
    }
}

/// Kinds of unit that the policy says nothing of: each named once, at its first unit.
pub(super) fn kinds(reader: &mut Reader<'_, '_>, root: &Rec<'_>, units: &[Unit]) {
    let Some(policy) = reader.policy else { return };
    for kind in Kind::ALL.into_iter().filter(|&k| units.iter().any(|u| u.kind == k)) {
        let id = kind.id();
        let lacks_shape = policy.shape[kind.index()].is_none();
        if !lacks_shape && (kind != Kind::CokeOven || policy.coke.is_some()) {
            continue;
        }
        let table = if lacks_shape { format!("[shape.{id}]") } else { "[coke]".to_owned() };
        let of_kind = |r: &Rec<'_>| r.text("kind") == Some(id);
        let Some(unit) = root.records("enterprises").iter().flat_map(|e| e.records("units")).find(of_kind) else { continue };
        let (name, shown) = (&policy.name, Text::new(kind.name(Lang::Zh), id));
        reader
            .errors
            .add(unit.at("kind"), both!("scenario-policy-lacks", policy = name, kind = shown, table = table))
            .help(both!("scenario-policy-lacks-help", table = table));
    }
}
