//! What a plan file says of how it was made: the comments that [`to_toml`](super::write::to_toml) puts at its top.

use crate::input::Set;
use crate::lang::Note;
use crate::scenario::{Scenario, told_apart};
use crate::schema::MARK;
use crate::{both, say};

/// What a plan was made from; nothing where its file was not written by this program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Name and hash of the scenario, then of the policy.
    from: [Option<(String, String)>; 2],
    /// The values that were changed in them.
    sets: Vec<String>,
}

impl Made {
    /// From name and hash of the scenario, then of the policy, and the values that were changed in them.
    pub const fn from_parts(from: [Option<(String, String)>; 2], sets: Vec<String>) -> Self {
        Self { from, sets }
    }

    /// Of the text of a plan file.
    pub fn of(text: &str) -> Self {
        let mut made = Self::default();
        let lines = text.lines().skip_while(|l| l.starts_with(MARK));
        for line in lines.map_while(|l| l.strip_prefix("# ")) {
            for (kind, from) in ["scenario ", "policy "].into_iter().zip(&mut made.from) {
                let named = line.strip_prefix(kind).and_then(|rest| rest.rsplit_once(", sha256 "));
                *from = from.take().or(named.map(|(name, hash)| (name.to_owned(), hash.to_owned())));
            }
            made.sets.extend(line.strip_prefix("made with --set ").map(str::to_owned));
        }
        made
    }

    /// In what a scenario, its policy and the values changed in them are others than those that the plan was made for. Another
    /// name of the scenario is told by the plan itself.
    pub fn notes(&self, s: &Scenario) -> Vec<Note> {
        let [Some((name, hash)), Some((policy, policy_hash))] = &self.from else { return Vec::new() };
        let short = |hash: &str| hash.chars().take(12).collect::<String>();
        let mut notes = Vec::new();
        if *name == s.name && *hash != s.hash {
            let [then, now] = [hash, &s.hash].map(|h| short(h));
            notes.push(both!("made-scenario-changed", then = then, now = now));
        }
        if *policy_hash != s.policy.hash {
            let [then, now] = [policy_hash, &s.policy.hash].map(|h| short(h));
            notes.push(both!("made-other-policy", policy = policy, then = then, current = s.policy.name, now = now));
        }
        let sorted = |sets: &[String]| {
            let mut sets: Vec<String> = sets.iter().map(|s| s.trim().to_owned()).collect();
            sets.sort();
            sets
        };
        let (then, now) = (sorted(&self.sets), sorted(&s.set));
        if !same(&then, &now) {
            let words = |sets: &[String], lang| match sets {
                [] => say!(lang, "made-no-sets"),
                _ => sets.iter().map(|s| format!("--set {s}")).collect::<Vec<_>>().join(" "),
            };
            notes.push(both!("made-other-sets", then = |l| words(&then, l), now = |l| words(&now, l)));
        }
        notes
    }
}

/// Whether changes are the same ones, however they are written. No key is given twice.
fn same(then: &[String], now: &[String]) -> bool {
    let [Some(a), Some(b)] = [then, now].map(|sets| sets.iter().map(|s| s.parse().ok()).collect::<Option<Vec<Set>>>())
    else {
        return then == now;
    };
    let within = |some: &[Set], all: &[Set]| some.iter().all(|s| all.iter().any(|other| other.change() == s.change()));
    told_apart(&a).iter().zip(&told_apart(&b)).all(|(a, b)| a.len() == b.len() && within(a, b))
}
