//! What a plan file says of how it was made: the comments that [`to_toml`](super::write::to_toml) puts at its top.

use crate::input::Set;
use crate::lang::Note;
use crate::scenario::{Scenario, told_apart};

/// What a plan was made from; nothing where its file was not written by this program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// Name and hash of the scenario, then of the policy.
    from: [Option<(String, String)>; 2],
    /// The values that were changed in them.
    sets: Vec<String>,
}

impl Made {
    /// Of the text of a plan file.
    pub fn of(text: &str) -> Self {
        let mut made = Self::default();
        for line in text.lines().map_while(|l| l.strip_prefix("# ")) {
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
            notes.push(Note::new(
                format!("计划编制之后情景文件有改动（当时{then}，现为{now}）"),
                format!("the scenario file is not as it was when the plan was made ({then} then, {now} now)"),
            ));
        }
        if *policy_hash != s.policy.hash {
            let (now, [a, b]) = (&s.policy.name, [policy_hash, &s.policy.hash].map(|h| short(h)));
            notes.push(Note::new(
                format!("计划按政策“{policy}”（{a}）编制，这里按“{now}”（{b}）判定"),
                format!("the plan was made under policy \"{policy}\" ({a}) and is judged here by \"{now}\" ({b})"),
            ));
        }
        let sorted = |sets: &[String]| {
            let mut sets: Vec<String> = sets.iter().map(|s| s.trim().to_owned()).collect();
            sets.sort();
            sets
        };
        let (then, now) = (sorted(&self.sets), sorted(&s.set));
        if !same(&then, &now) {
            let words = |sets: &[String], none: &str| match sets {
                [] => none.to_owned(),
                _ => sets.iter().map(|s| format!("--set {s}")).collect::<Vec<_>>().join(" "),
            };
            notes.push(Note::new(
                format!("计划编制时的改动为：{}；这里为：{}", words(&then, "无"), words(&now, "无")),
                format!(
                    "the plan was made with {}, and is judged here with {}",
                    words(&then, "no --set"),
                    words(&now, "no --set")
                ),
            ));
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
