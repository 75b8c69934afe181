//! The pattern graph against enumeration; the exact model against known optima; why no plan exists.
#![allow(missing_docs)]

mod build;
mod conflict;
mod graph;
mod large;
mod milp;
