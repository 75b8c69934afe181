//! The audit: records with each trick and with none, plans amended in season, readers on any bytes, the command.

mod amended;
mod command;
mod crafted;
mod reading;
mod support;
mod tricks;
