//! Scenario files, read. What a scenario may have wrong as a whole is in `validate`.

use super::format::SCENARIO;
use super::limits;
use super::validate::{self, Places};
use super::waiver;
use super::{
    City, Enterprise, Episode, Heating, LastYear, Outside, Quota, Route, Scenario, ShareBand, StopMethod, Unit, UnitIx,
};
use crate::both;
use crate::day::{DayRange, Season};
use crate::input::record::month;
use crate::input::set::given_twice;
use crate::input::{Errors, InputError, InputErrors, Rec, Record, Set, Source, open};
use crate::kind::Kind;
use crate::policy::format::POLICY;
use crate::policy::read::read_policy_with;
use crate::policy::{Level, Policy, Span, builtin};
use std::path::Path;

/// Reads a scenario file, and the policy that it names.
///
/// # Errors
/// Every error of the file and of its policy's.
pub fn read_scenario(path: &Path) -> Result<Scenario, InputErrors> {
    read_scenario_with(path, &[])
}

fn names(record: &'static Record) -> impl Iterator<Item = &'static str> {
    record.fields.iter().map(|f| f.name)
}

/// The changes of a scenario, and those of its policy without the `policy.` before them.
pub(crate) fn told_apart(sets: &[Set]) -> [Vec<Set>; 2] {
    let has = |record, set: &Set| names(record).any(|name| name == set.root());
    let of_policy = |set: &Set| {
        let root = set.root();
        root == "policy" && set.depth() > 1 || !has(&SCENARIO, set) && has(&POLICY, set)
    };
    let (of_policy, own): (Vec<Set>, Vec<Set>) = sets.iter().cloned().partition(of_policy);
    let bare = |set: Set| if set.root() == "policy" { set.without_root() } else { set };
    [own, of_policy.into_iter().map(bare).collect()]
}

/// Reads a scenario file and the policy that it names, with some values of either changed before they are checked. The first
/// step of a change tells which it is of; `policy.` before it says the policy's.
///
/// # Errors
/// Every error of the file, of its policy's, and of the changes.
pub fn read_scenario_with(path: &Path, sets: &[Set]) -> Result<Scenario, InputErrors> {
    let [own, of_policy] = told_apart(sets);
    let twice: Vec<InputError> = [&own, &of_policy].into_iter().flat_map(|sets| given_twice(sets)).collect();
    if !twice.is_empty() {
        return Err(InputErrors(twice));
    }
    let elsewhere = names(&POLICY).filter(|n| names(&SCENARIO).all(|own| own != *n)).collect();
    let source = Source::read(path)?.with_sets(own, elsewhere);
    let mut scenario = read_all(&source, path.parent(), &of_policy, Vec::new())?;
    scenario.set = sets.iter().map(|s| s.text().to_owned()).collect();
    Ok(scenario)
}

/// Reads a scenario from its text; a policy's path is relative to `base_dir`.
///
/// # Errors
/// Every error of the text and of its policy's file.
pub fn read_scenario_str(text: &str, file_name: &str, base_dir: Option<&Path>) -> Result<Scenario, InputErrors> {
    read_all(&Source::from_bytes(file_name, text.as_bytes())?, base_dir, &[], Vec::new())
}

/// Reads a scenario from a text that was drafted from a register; `drafted` are the errors found on the way.
pub(super) fn read_drafted(
    source: &Source,
    base_dir: Option<&Path>,
    drafted: Vec<InputError>,
) -> Result<Scenario, InputErrors> {
    read_all(source, base_dir, &[], drafted)
}

/// Reads a scenario, its policy with some values changed.
fn read_all(
    source: &Source,
    base_dir: Option<&Path>,
    of_policy: &[Set],
    drafted: Vec<InputError>,
) -> Result<Scenario, InputErrors> {
    let (sets, mut errors) = (of_policy, Errors::new(source));
    let mut of_policy = Vec::new();
    let scenario = open(source, &SCENARIO, &mut errors).and_then(|doc| {
        let root = doc.root();
        if !limits::counts(&root, &mut errors) {
            return None;
        }
        let policy = policy(&root, base_dir, sets, &mut errors, &mut of_policy);
        let season = season(&root, policy.as_ref(), &mut errors);
        let mut reader = Reader { source, policy: policy.as_ref(), season, outside: Vec::new(), errors: &mut errors };
        let (cities, episodes, enterprises, units) = reader.all(&root);
        let waivers = waiver::read(&root, &enterprises, &units, reader.errors);
        let outside = reader.outside;
        let (policy, season) = (policy?, season?);
        let (name, hash) = (root.string("name"), source.hash());
        let scenario = Scenario {
            name,
            policy,
            season,
            cities,
            episodes,
            enterprises,
            units,
            waivers,
            outside,
            hash,
            set: Vec::new(),
            anchor: None,
        };
        if errors.is_empty() {
            limits::together(&scenario, &mut errors);
        }
        Some(scenario)
    });
    match scenario {
        Some(scenario) if errors.is_empty() && drafted.is_empty() => Ok(scenario),
        _ => {
            let mut all = errors.into_errors_with(drafted);
            all.0.extend(of_policy);
            Err(all)
        }
    }
}

/// The policy that the scenario names; errors in its file are kept apart, they are not the scenario's.
fn policy(
    root: &Rec<'_>,
    base_dir: Option<&Path>,
    sets: &[Set],
    errors: &mut Errors<'_>,
    of_policy: &mut Vec<InputError>,
) -> Option<Policy> {
    let name = root.text("policy").filter(|n| !n.trim().is_empty())?;
    let read = if let Some(text) = builtin(name) {
        read_policy_with(Source::from_bytes(&format!("{name}.toml"), text.as_bytes()), sets)
    } else {
        let path = base_dir.unwrap_or(Path::new("")).join(name);
        if !path.exists() {
            let e = errors.add(root.at("policy"), both!("scenario-no-policy", name = name));
            crate::input::suggest(e, name, crate::policy::read::BUILTIN.map(|(n, _)| n));
            return None;
        }
        read_policy_with(Source::read(&path), sets)
    };
    let faults = match read {
        Ok(policy) => return Some(policy),
        Err(e) => e.0,
    };
    for fault in faults {
        if fault.line > 0 {
            of_policy.push(fault);
            continue;
        }
        // about the file as a whole: what names it is most likely the slip
        let says = both!("scenario-policy-file", file = fault.file, why = fault.message);
        errors.add(root.at("policy"), says).help(both!("scenario-policy-file-help"));
    }
    None
}

fn season(root: &Rec<'_>, policy: Option<&Policy>, errors: &mut Errors<'_>) -> Option<Season> {
    if let Some(r) = root.record("season") {
        validate::season(&r, errors);
        let s = r.dates()?;
        return Season::new(s.start, s.end);
    }
    let s = policy?.season;
    Season::new(s.start, s.end)
}

/// What reading a scenario carries along. Without policy or season (they are at fault) it still finds what else is wrong.
pub(super) struct Reader<'r, 's> {
    pub(super) source: &'r Source,
    pub(super) policy: Option<&'r Policy>,
    pub(super) season: Option<Season>,
    pub(super) outside: Vec<Outside>,
    pub(super) errors: &'r mut Errors<'s>,
}

/// Whose a span is: (city, enterprise, unit).
type Whose = (Option<usize>, Option<usize>, Option<UnitIx>);

impl Reader<'_, '_> {
    fn all(&mut self, root: &Rec<'_>) -> (Vec<City>, Vec<Episode>, Vec<Enterprise>, Vec<Unit>) {
        let city_recs = root.records("cities");
        let places = Places::new(&city_recs, &root.records("enterprises"), self.errors);
        let cities = city_recs.iter().enumerate().map(|(i, r)| self.city(i, r)).collect();
        let episodes = root.records("episodes").iter().filter_map(|r| self.episode(r, &places)).collect();
        let (mut enterprises, mut units) = (Vec::new(), Vec::new());
        for (e, r) in root.records("enterprises").iter().enumerate() {
            let mut own: Vec<Unit> =
                r.records("units").iter().enumerate().map(|(i, u)| self.unit(e, units.len() + i, u, &places)).collect();
            let method = r.text("stop_method").and_then(StopMethod::from_word);
            let unsaid = |u: &&mut Unit| u.kind == Kind::BlastFurnace && u.stop_method.is_none();
            own.iter_mut().filter(unsaid).for_each(|u| u.stop_method = method);
            let enterprise = self.enterprise(e, r, &own, units.len(), &places);
            units.extend(own);
            enterprises.push(enterprise);
        }
        validate::kinds(self, root, &units);
        (cities, episodes, enterprises, units)
    }

    fn line(&self, r: &Rec<'_>) -> usize {
        self.source.line(r.span.start)
    }

    /// A record's days of the season; where none is left, that is noted for rule PLAUSIBLE.
    fn days(&mut self, r: &Rec<'_>, what: &str, whose: Whose) -> Option<DayRange> {
        let (days, filed) = r.days(self.season?)?;
        if days.is_empty() {
            self.note_outside(format!("{what} {}..{}", filed.start, filed.end), whose);
        }
        Some(days)
    }

    fn note_outside(&mut self, what: String, (city, enterprise, unit): Whose) {
        self.outside.push(Outside { city, enterprise, unit, what });
    }

    fn city(&mut self, index: usize, r: &Rec<'_>) -> City {
        let whose = (Some(index), None, None);
        let mut stopped_share = Vec::new();
        for band in r.records("stopped_share") {
            let (min, max) = (band.number("min").unwrap_or(0.0), band.number("max").unwrap_or(1.0));
            validate::band(&band, min, max, self.errors);
            let days = self.days(&band, "stopped_share", whose);
            stopped_share.extend(days.filter(|d| !d.is_empty()).map(|days| ShareBand { days, min, max }));
        }
        City {
            name: r.string("name"),
            min_bf_ratio: r.number("min_bf_ratio"),
            stopped_share,
            day_weight: self.day_weight(r, whose),
            line: self.line(r),
        }
    }

    fn day_weight(&mut self, r: &Rec<'_>, whose: Whose) -> Vec<f64> {
        let Some(season) = self.season else { return Vec::new() };
        let mut out = vec![1.0; usize::from(season.len)];
        let Some(table) = r.record("day_weight") else { return out };
        let months = season.months();
        for key in table.keys() {
            let (Some((y, m)), Some(w)) = (month(key.value), table.number(key.value)) else { continue };
            match months.iter().find(|x| (x.0, x.1) == (y, m)) {
                Some((_, _, days)) => out[days.days()].fill(w),
                None => self.note_outside(format!("day_weight {}", key.value), whose),
            }
        }
        out
    }

    fn episode(&mut self, r: &Rec<'_>, places: &Places<'_>) -> Option<Episode> {
        let city = places.city(r, self.errors);
        let level = r.text("level").and_then(|l| Level::ALL.into_iter().find(|x| x.id() == l));
        let days = self.days(r, "episodes", (city, None, None));
        Some(Episode { city: city?, level: level?, days: days.filter(|d| !d.is_empty())? })
    }

    fn enterprise(&mut self, e: usize, r: &Rec<'_>, own: &[Unit], first: UnitIx, places: &Places<'_>) -> Enterprise {
        let route = if r.text("route") == Some("scrap-eaf") { Route::ScrapEaf } else { Route::Integrated };
        let city = places.city(r, self.errors).unwrap_or(0);
        let heating = r.record("heating").and_then(|h| {
            let days = self.days(&h, "heating", (Some(city), Some(e), None)).filter(|d| !d.is_empty())?;
            Some(Heating { days, min_iron_t_d: h.number("min_iron_t_d")? })
        });
        validate::enterprise(self, r, route, own);
        let quota =
            |q: &Rec<'_>| Some(Quota { year: q.whole("year")?, limit_t: q.number("limit_t")?, made_t: q.number("made_t")? });
        let steel_quota: Vec<Quota> = r.records("steel_quota").iter().filter_map(quota).collect();
        for q in &steel_quota {
            if self.season.is_some_and(|season| season.year(q.year).is_empty()) {
                self.note_outside(format!("steel_quota {}", q.year), (Some(city), Some(e), None));
            }
        }
        Enterprise {
            id: r.string("id"),
            permit: r.text("permit").map(str::to_owned),
            name: r.string("name"),
            city,
            grade: validate::grade(r, self.policy, self.errors).unwrap_or(0),
            route,
            ultra_low_emission: r.flag("ultra_low_emission").unwrap_or(false),
            has_violation: !r.texts("violations").is_empty(),
            capacity_utilisation: r.number("capacity_utilisation").unwrap_or(1.0),
            norm_listed: r.flag("norm_listed").unwrap_or(true),
            min_ratio: r.number("min_ratio"),
            period: validate::period(self, r),
            serves: places.serves(e, r, self.errors),
            steel_last_year: last_year(r),
            steel_per_iron: r.number("steel_per_iron").unwrap_or(1.0),
            steel_quota,
            margin_cny_t: r.number("margin_cny_t"),
            evidence: r.texts("evidence").into_iter().map(|t| t.value.to_owned()).collect(),
            county: r.text("county").map(str::to_owned),
            responsible: r.text("responsible").map(str::to_owned),
            heating,
            claims_heat: r.has("heating") || own.iter().any(|u| !u.must_run_filed.is_empty()),
            units: (first..first + own.len()).collect(),
            line: self.line(r),
        }
    }

    fn unit(&mut self, e: usize, index: UnitIx, r: &Rec<'_>, places: &Places<'_>) -> Unit {
        let kind = r.text("kind").and_then(Kind::from_id);
        let (commissioned, retired, last_ran) = (r.date("commissioned"), r.date("retired"), r.date("last_ran"));
        validate::unit(self, r, kind);
        let idle = self.season.zip(self.policy).is_some_and(|(s, p)| {
            let stood = last_ran.map(|d| (s.start - d).num_days());
            stood.zip(p.idle_after_days).is_some_and(|(stood, most)| stood > i64::from(most))
        });
        let service = match self.season {
            Some(s) if !idle => {
                let last = retired.map_or(s.end(), |d| d.pred_opt().unwrap_or(d));
                s.clip(commissioned.unwrap_or(s.start), last)
            }
            _ => DayRange::EMPTY,
        };
        let (must_run, must_run_filed) = self.spans(e, index, r, "must_run", service);
        let (down, down_filed) = self.spans(e, index, r, "down", service);
        validate::down_against_must_run(self, r, service, &must_run);
        Unit {
            id: r.string("id"),
            enterprise: e,
            kind: kind.unwrap_or(Kind::Sinter),
            size: r.number("size"),
            rate_t_d: r.number("rate_t_d").unwrap_or(1.0),
            coking_time_h: r.number("coking_time_h"),
            must_run,
            down,
            stop_method: r.text("stop_method").and_then(StopMethod::from_word),
            service,
            commissioned,
            retired,
            last_ran,
            idle,
            replaces: places.replaces(r, self.errors),
            must_run_filed,
            down_filed,
            line: self.line(r),
        }
    }

    /// The spans of a unit's field: clipped to the days in service, merged; and as filed.
    fn spans(
        &mut self,
        e: usize,
        unit: UnitIx,
        r: &Rec<'_>,
        field: &str,
        service: DayRange,
    ) -> (Vec<DayRange>, Vec<(Span, Option<String>)>) {
        let (mut clipped, mut filed) = (Vec::new(), Vec::new());
        for span in r.records(field) {
            filed.extend(span.dates().map(|d| (d, span.text("reason").map(str::to_owned))));
            clipped.extend(self.days(&span, field, (None, Some(e), Some(unit))).map(|d| d.intersect(service)));
        }
        (merge(clipped), filed)
    }
}

/// Sorted, with those that touch made one and empty ones dropped.
pub(super) fn merge(mut spans: Vec<DayRange>) -> Vec<DayRange> {
    spans.retain(|s| !s.is_empty());
    spans.sort_unstable();
    let mut out: Vec<DayRange> = Vec::with_capacity(spans.len());
    for s in spans {
        match out.last_mut() {
            Some(last) if s.first <= last.end => last.end = last.end.max(s.end),
            _ => out.push(s),
        }
    }
    out
}

fn last_year(r: &Rec<'_>) -> Option<LastYear> {
    let Some(table) = r.record("steel_last_year_t") else { return r.number("steel_last_year_t").map(LastYear::Total) };
    let mut months: Vec<_> = table.keys().filter_map(|k| Some((month(k.value)?, table.number(k.value)?))).collect();
    months.sort_unstable_by_key(|m| m.0);
    Some(LastYear::Monthly(months))
}
