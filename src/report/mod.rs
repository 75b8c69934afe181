//! Reports: what a plan amounts to, in words and JSON.

pub mod alternatives;
pub mod annotate;
pub mod audit;
pub mod changes;
pub mod check;
pub mod columns;
pub mod compare;
pub mod filing;
pub mod findings;
pub mod folder;
pub mod ledger;
pub mod mend;
pub mod place;
pub mod prices;
pub mod replan;
pub mod summary;
pub mod table;

use crate::lang::{Lang, printable};
use crate::say;
use crate::scenario::Scenario;

/// Version of the JSON objects that commands print; `docs/formats` has a page for each.
pub const JSON_SCHEMA: u32 = 1;

/// What the object of a command begins with, whatever became of it; all of it where there is nothing to tell.
pub fn head(scenario: &Scenario, status: &str) -> serde_json::Value {
    serde_json::json!({ "schema": JSON_SCHEMA, "scenario": scenario.name, "set": scenario.set, "status": status })
}

/// What a command tells.
#[derive(Debug)]
pub struct Told {
    /// In words, for people.
    pub text: String,
    /// For programs.
    pub json: serde_json::Value,
}

/// The values of scenario and policy that the command line changed, a line each.
pub fn sets(scenario: &Scenario, lang: Lang) -> String {
    scenario.set.iter().map(|set| say!(lang, "report-set", set = printable(set)) + "\n").collect()
}
