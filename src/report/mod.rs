//! Reports: what a plan amounts to, in words and JSON.

pub mod annotate;
pub mod audit;
pub mod changes;
pub mod check;
pub mod findings;
pub mod folder;
pub mod format;
pub mod ledger;
pub mod summary;
pub mod table;
