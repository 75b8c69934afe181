//! Steel staggered production (错峰生产): plans that keep every rule of the autumn-winter programme at the least cost with
//! proof of how good they are, checks of submitted plans, and charts.
//!
//! Data flows one way: files become a [`scenario::Scenario`] with its [`policy::Policy`]; [`rules`] turn them into rows over
//! unit-days; the planner finds a [`plan::Plan`], the checker measures one; charts and reports show it. What only shows numbers and
//! days in words (`lang/numbers.rs`) is used by all of them.

pub mod audit;
pub mod chart;
pub mod cli;
pub mod day;
pub mod document;
pub mod input;
pub mod kind;
pub mod lang;
pub mod measure;
pub mod output;
pub mod plan;
pub mod planner;
pub mod policy;
pub mod records;
pub mod report;
pub mod rules;
pub mod scenario;
pub mod schema;
pub mod sheet;
pub mod xlsx;
