//! The chart as a page: one HTML file that opens by itself, asks nothing of any network and lets a reader zoom, fold, filter and search.
//!
//! What the plan says stands in it as one block of JSON ([`data`]), drawn by the page's own script; [`template`] puts both
//! together so that no text from a file can be anything but text.

mod data;
mod template;
mod words;

use super::{ChartError, GanttOptions};
use crate::plan::Plan;
use crate::plan::schedule::Schedule;
use crate::rules::Finding;
use crate::scenario::Scenario;

/// The page of a plan.
///
/// # Errors
/// Where a filter names no enterprise, or the filters leave no unit.
pub fn page(
    scenario: &Scenario,
    plan: &Plan,
    schedule: &Schedule,
    findings: &[Finding],
    options: &GanttOptions,
) -> Result<String, ChartError> {
    let data = data::data(scenario, plan, schedule, findings, options)?;
    Ok(template::fill(&data, options.lang))
}
