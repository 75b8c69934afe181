//! How much of a scenario is read: more than any honest one has, and less than fills the memory.

use super::Scenario;
use crate::both;
use crate::day::DayRange;
use crate::input::{Errors, Rec};
use crate::kind::Kind;
use crate::rules::{RULES, groups};

/// Cities at most: China has 340 of prefecture level and 2,800 counties.
pub const CITIES: usize = 4_000;
/// Units at most. A region of 450 mills has 4,000.
pub const UNITS: usize = 100_000;
/// Units of one enterprise at most, with those that serve it: the planner looks at all of them together. The largest sites have
/// some 60.
pub const UNITS_OF_ENTERPRISE: usize = 300;
/// Waivers at most.
pub const WAIVERS: usize = 10_000;
/// Unit-days at most that rules ask about one by one, a unit that serves a mill counted once for each mill: as many as
/// [`UNITS`] have in a season. Each takes some 32 bytes.
pub const UNIT_DAYS: usize = 20_000_000;

/// Whether a file has no more of anything than is read; errors where it has.
pub(super) fn counts(root: &Rec<'_>, errors: &mut Errors<'_>) -> bool {
    let mut held = true;
    let enterprises = root.records("enterprises");
    let units = enterprises.iter().map(|e| e.records("units").len());
    let [cities, waivers] = ["cities", "waivers"].map(|list| root.records(list).len());
    for (what, n, most) in [("cities", cities, CITIES), ("units", units.sum(), UNITS), ("waivers", waivers, WAIVERS)] {
        if n > most {
            held = false;
            let (n, most) = (n.to_string(), most.to_string());
            errors.add_whole(both!("scenario-too-many", what = what, n = n, most = most)).help(both!("input-split"));
        }
    }
    held
}

/// Adds errors where too much would have to be looked at together. The scenario is sound otherwise.
pub(super) fn together(s: &Scenario, errors: &mut Errors<'_>) {
    for (e, servers) in groups::servers(s).into_iter().enumerate() {
        let n: usize = servers.into_iter().map(|e| s.enterprises[e].units.len()).sum();
        if n > UNITS_OF_ENTERPRISE {
            let (id, n, most) = (&s.enterprises[e].id, n.to_string(), UNITS_OF_ENTERPRISE.to_string());
            let says = both!("scenario-too-many-units-of", id = id, n = n, most = most);
            errors.add_whole(says).help(both!("scenario-too-many-units-of-help"));
        }
    }
    unit_days(s, errors);
}

fn unit_days(s: &Scenario, errors: &mut Errors<'_>) {
    let (mut units, mut furnaces) = (vec![0; s.cities.len()], vec![0; s.cities.len()]);
    for (u, unit) in s.units.iter().enumerate() {
        units[s.city_of(u)] += 1;
        furnaces[s.city_of(u)] += usize::from(unit.kind == Kind::BlastFurnace);
    }
    let bands = s.cities.iter().zip(&furnaces).flat_map(|(c, n)| c.stopped_share.iter().map(move |b| b.days.len() * n));
    let heating = s.enterprises.iter().map(|e| e.heating.map_or(0, |h| h.days.len() * e.units.len()));
    let listed = RULES.iter().filter(|r| r.is_dated()).flat_map(|r| s.rule_days(r.id)).map(DayRange::len);
    let asked: [usize; 5] = [
        s.episodes.iter().map(|e| e.days.len() * units[e.city]).sum(),
        bands.sum(),
        heating.sum(),
        s.enterprises.iter().map(|e| e.serves.len() * e.units.len()).sum(),
        listed.sum::<usize>() * furnaces.iter().sum::<usize>(),
    ];
    let all = asked.iter().sum::<usize>();
    if all > UNIT_DAYS {
        let ([episodes, shares, heating, serving, listed], most) = (asked.map(|n| n.to_string()), UNIT_DAYS.to_string());
        let says = both!(
            "scenario-too-many-unit-days",
            n = all.to_string(),
            episodes = episodes,
            shares = shares,
            heating = heating,
            serving = serving,
            listed = listed,
            most = most
        );
        errors.add_whole(says).help(both!("scenario-too-many-unit-days-help"));
    }
}
