//! Trials of a scenario from the built binary: generated ones of any size, changed numbers, plans and policies side by side.

#[path = "../rules_support/mod.rs"]
mod rules_support;

mod compare;
mod generate;
mod set;
