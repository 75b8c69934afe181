//! Trials of a scenario from the built binary: generated ones of any size, changed numbers, plans and policies side by side.

mod compare;
mod generate;
mod set;
