//! The audit: records with each trick and with none, plans amended in season, readers on any bytes, the command.

mod amended;
mod command;
mod crafted;
mod reading;
#[path = "../rules_support/mod.rs"]
mod rules_support;
mod support;
mod tricks;
