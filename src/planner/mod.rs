//! The planner: column generation over whole-mill stop patterns, then search; see docs/method.

pub mod coke;
pub mod control;
pub mod exact;
pub mod explain;
pub mod graph;
pub mod group;
pub mod knapsack;
pub mod master;
pub mod mill;
pub mod model;
pub mod moves;
pub mod relax;
pub mod search;
pub mod shape;
pub mod unit;
