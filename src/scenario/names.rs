//! What people call enterprises and units: by id or name, whatever the width of the letters and the spaces between them.

use super::{EntIx, Scenario, UnitIx};
use crate::sheet::fold;
use std::collections::HashMap;

/// What a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// Nothing that is filed.
    None,
    /// One.
    One(T),
    /// More than one.
    Many(Vec<T>),
}

impl<T> Found<T> {
    /// The one thing that is meant.
    pub fn one(self) -> Option<T> {
        if let Self::One(it) = self { Some(it) } else { None }
    }
}

/// A name without what people and exports change: width, spaces, letter case, 号 for #.
fn key(text: &str) -> String {
    fold(text).to_lowercase().replace(['号', '№'], "#")
}

/// The names of a scenario.
#[derive(Debug)]
pub struct Names<'a> {
    scenario: &'a Scenario,
    ids: HashMap<String, Vec<EntIx>>,
    called: HashMap<String, Vec<EntIx>>,
    units: HashMap<(EntIx, String), Vec<UnitIx>>,
}

impl<'a> Names<'a> {
    /// Collects them.
    pub fn new(scenario: &'a Scenario) -> Self {
        let (mut ids, mut called, mut units) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (i, e) in scenario.enterprises.iter().enumerate() {
            ids.entry(key(&e.id)).or_insert_with(Vec::new).push(i);
            called.entry(key(&e.name)).or_insert_with(Vec::new).push(i);
        }
        for (i, u) in scenario.units.iter().enumerate() {
            units.entry((u.enterprise, key(&u.id))).or_insert_with(Vec::new).push(i);
        }
        Self { scenario, ids, called, units }
    }

    /// The enterprise of an id or name: an exact id first, then a folded id, then a name.
    pub fn enterprise(&self, text: &str) -> Found<EntIx> {
        let folded = key(text);
        let ids = self.ids.get(&folded);
        if let Some(&e) = ids.into_iter().flatten().find(|&&e| self.scenario.enterprises[e].id == text) {
            return Found::One(e);
        }
        of(ids.or_else(|| self.called.get(&folded)))
    }

    /// The unit of an id within an enterprise: an exact one first.
    pub fn unit(&self, enterprise: EntIx, text: &str) -> Found<UnitIx> {
        let mut own = self.scenario.enterprises[enterprise].units.iter();
        if let Some(&u) = own.find(|&&u| self.scenario.units[u].id == text) {
            return Found::One(u);
        }
        of(self.units.get(&(enterprise, key(text))))
    }
}

fn of<T: Copy>(found: Option<&Vec<T>>) -> Found<T> {
    match found.map(Vec::as_slice) {
        None | Some([]) => Found::None,
        Some([one]) => Found::One(*one),
        Some(many) => Found::Many(many.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn exports_spell_a_unit_in_many_ways() {
        for name in ["1#高炉", "１＃高炉", "1 # 高炉", "1号高炉", "\u{3000}1#高炉 "] {
            assert_eq!(key(name), "1#高炉", "{name}");
        }
        assert_eq!(key("ＴＳ01"), "ts01");
    }
}
