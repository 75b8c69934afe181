//! The planner: column generation over whole-mill stop patterns, then search; see docs/method.

pub mod exact;
pub mod explain;
pub mod graph;
pub mod unit;
