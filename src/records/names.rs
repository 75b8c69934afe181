//! Which unit a row means.

use crate::scenario::{EntIx, Scenario, UnitIx};
use std::collections::HashMap;

/// A name without what exports change: full-width forms, spaces, letter case, 号 for #.
pub fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{feff}')
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '号' | '№' | '﹟' => '#',
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Enterprises by id or name and units by id, folded.
#[derive(Debug, Default)]
pub struct Names {
    /// `None`: more than one is meant.
    enterprises: HashMap<String, Option<EntIx>>,
    units: HashMap<(EntIx, String), Option<UnitIx>>,
}

impl Names {
    /// Those of a scenario.
    pub fn new(s: &Scenario) -> Self {
        let mut out = Self { enterprises: HashMap::new(), units: HashMap::new() };
        // an id beats a name
        for (e, ent) in s.enterprises.iter().enumerate() {
            once(out.enterprises.entry(fold(&ent.name)), e);
        }
        let mut ids = HashMap::new();
        for (e, ent) in s.enterprises.iter().enumerate() {
            once(ids.entry(fold(&ent.id)), e);
        }
        out.enterprises.extend(ids);
        for (u, unit) in s.units.iter().enumerate() {
            once(out.units.entry((unit.enterprise, fold(&unit.id))), u);
        }
        out
    }

    /// The enterprise of a name.
    pub fn enterprise(&self, name: &str) -> Option<EntIx> {
        self.enterprises.get(&fold(name)).copied().flatten()
    }

    /// The unit of a name in an enterprise.
    pub fn unit(&self, ent: EntIx, name: &str) -> Option<UnitIx> {
        self.units.get(&(ent, fold(name))).copied().flatten()
    }
}

fn once(entry: std::collections::hash_map::Entry<'_, impl Eq + std::hash::Hash, Option<usize>>, ix: usize) {
    entry.and_modify(|e| *e = None).or_insert(Some(ix));
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn exports_spell_a_unit_in_many_ways() {
        for name in ["1#高炉", "１＃高炉", "1 # 高炉", "1号高炉", "\u{3000}1#高炉 "] {
            assert_eq!(fold(name), "1#高炉", "{name}");
        }
        assert_eq!(fold("ＴＳ01"), "ts01");
    }
}
