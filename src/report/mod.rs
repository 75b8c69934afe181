//! Reports: what a plan amounts to, in words and JSON.

pub mod format;
