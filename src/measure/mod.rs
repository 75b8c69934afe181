//! From a schedule to what it amounts to: cost terms (contract section 6). Ratios, tonnes and shares are rows' values.

pub mod anchor;
pub mod changes;
pub mod cost;
pub mod totals;
