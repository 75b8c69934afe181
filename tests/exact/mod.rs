//! The pattern graph against enumeration; the exact model against known optima; why no plan exists.

mod begun;
mod bounds;
mod build;
mod conflict;
mod graph;
mod knapsack;
mod large;
mod milp;
mod supply;
mod tighten;
