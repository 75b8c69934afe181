//! From a schedule to what it amounts to: cost terms (contract section 6), ratios, tonnes and shares for people, what two plans
//! differ in, and the price of leaving a plan. Rules do not use it: they have rows.

pub mod anchor;
pub mod begun;
pub mod changes;
pub mod cost;
pub mod totals;
