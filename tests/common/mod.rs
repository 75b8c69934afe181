//! Scenario texts that tests start from, and the slow, obvious computations that judge the fast ones.

pub mod agreement;
pub mod breaking;
pub mod by_hand;
pub mod exhaustive;
pub mod recount;

/// A small city that uses every field once: one integrated mill with all its kinds, one that serves it, one scrap-eaf mill.
pub const SMALL: &str = include_str!("small.toml");

/// A plan for [`SMALL`].
pub const PLAN: &str = include_str!("small.plan.toml");
