//! Scenario texts that tests start from, and the slow, obvious computations that judge the fast ones.

pub mod agreement;
pub mod breaking;
pub mod by_hand;
pub mod exhaustive;
pub mod recount;

use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::scenario::generate::generate_tiny;
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// A tiny scenario that was generated, with a policy of its own, and its witness where one is known.
pub fn tiny(seed: u64) -> (Scenario, Option<Plan>) {
    let g = generate_tiny(seed);
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("policy.toml"), &g.policy_toml).expect("written");
    let s =
        read_scenario_str(&g.scenario_toml, "tiny.toml", Some(dir.path())).unwrap_or_else(|e| panic!("seed {seed}: {e}"));
    let plan = |text: String| read_plan_str(&text, "plan.toml").unwrap_or_else(|e| panic!("seed {seed}: {e}"));
    (s, g.witness_plan_toml.map(plan))
}

/// A small city that uses every field once: one integrated mill with all its kinds, one that serves it, one scrap-eaf mill.
pub const SMALL: &str = include_str!("small.toml");

/// A plan for [`SMALL`].
pub const PLAN: &str = include_str!("small.plan.toml");
