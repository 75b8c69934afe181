//! Editing of workbooks: what is marked changes, all else stays byte for byte; no bytes make it panic.

mod edits;
mod hostile;
pub mod support;
