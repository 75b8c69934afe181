//! Who belongs to whom, indexed once: a region has thousands of units, and looking for them mill by mill is quadratic.

use crate::kind::Kind;
use crate::scenario::{EntIx, Scenario, UnitIx};

/// For each enterprise, itself and those that serve it, in the order filed.
pub fn servers(s: &Scenario) -> Vec<Vec<EntIx>> {
    let mut out: Vec<Vec<EntIx>> = vec![Vec::new(); s.enterprises.len()];
    for (e, ent) in s.enterprises.iter().enumerate() {
        for &mill in std::iter::once(&e).chain(&ent.serves) {
            if out[mill].last() != Some(&e) {
                out[mill].push(e);
            }
        }
    }
    out
}

/// The enterprises of each city.
pub fn by_city(s: &Scenario) -> Vec<Vec<EntIx>> {
    let mut out = vec![Vec::new(); s.cities.len()];
    for (e, ent) in s.enterprises.iter().enumerate() {
        out[ent.city].push(e);
    }
    out
}

/// The blast furnaces of each city.
pub fn furnaces_by_city(s: &Scenario) -> Vec<Vec<UnitIx>> {
    let mut out: Vec<Vec<UnitIx>> = vec![Vec::new(); s.cities.len()];
    for (u, unit) in s.units.iter().enumerate().filter(|(_, unit)| unit.kind == Kind::BlastFurnace) {
        out[s.enterprises[unit.enterprise].city].push(u);
    }
    out
}

/// For each city, whether each day is an episode day.
pub fn episode_days(s: &Scenario) -> Vec<Vec<bool>> {
    (0..s.cities.len()).map(|c| s.city_episode_days(c)).collect()
}

/// Units of a kind of several enterprises.
pub fn units_of<'a>(s: &'a Scenario, ents: &'a [EntIx], kind: Kind) -> impl Iterator<Item = UnitIx> + 'a {
    ents.iter().flat_map(move |&e| s.units_of(e, kind))
}
