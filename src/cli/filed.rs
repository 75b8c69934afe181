//! The scenario that a command is about, with what the command line changes in it.

use super::Globals;
use crate::both;
use crate::input::{InputError, InputErrors, Set};
use crate::plan::PlanFile;
use crate::planner::MOST_PLANNED;
use crate::scenario::{Scenario, read_scenario_with};
use std::path::PathBuf;

/// A scenario file, and values to change.
#[derive(Debug, clap::Args)]
pub struct ScenarioArgs {
    /// The scenario file
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// Change a value of the scenario or its policy (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<Set>,
}

impl ScenarioArgs {
    /// Reads it.
    ///
    /// # Errors
    /// Every error of its files and changes.
    pub fn read(&self) -> Result<Scenario, InputErrors> {
        read_scenario_with(&self.scenario, &self.set)
    }

    /// Reads it for a command that plans.
    ///
    /// # Errors
    /// Likewise; or it has more units than are planned together.
    pub fn read_to_plan(&self) -> Result<Scenario, InputErrors> {
        let scenario = self.read()?;
        let units = scenario.units.len();
        if units <= MOST_PLANNED {
            return Ok(scenario);
        }
        let (n, most) = (units.to_string(), MOST_PLANNED.to_string());
        let file = self.scenario.display().to_string();
        let mut error = InputError::whole_file(&file, both!("cli-too-many-to-plan", n = n, most = most));
        error.help(both!("cli-too-many-to-plan-help"));
        Err(InputErrors(vec![error]))
    }
}

/// Tells in what a plan is another scenario's, or was made otherwise.
pub fn tell_of(plan: &PlanFile, s: &Scenario, globals: &Globals) {
    let (path, name) = (plan.path.display(), &plan.plan.scenario);
    if *name != s.name {
        globals.tell(&both!("cli-report-other-scenario", path = path, other = name, name = &s.name));
    }
    plan.made.notes(s).iter().for_each(|note| globals.tell(note));
}
