//! The scenario that a command is about, with what the command line changes in it.

use crate::input::{InputErrors, Set};
use crate::scenario::{Scenario, read_scenario_with};
use std::path::PathBuf;

const SET: &str = "改动情景或政策的一个值（可重复），如ratio.base.C=0.45、enterprises.TS01.units.1#高炉.rate_t_d=3300 | change a value of the \
                   scenario or its policy (repeatable), as ratio.base.C=0.45 or cities.唐山市.min_bf_ratio=0.35";

/// A scenario file, and values to change.
#[derive(Debug, clap::Args)]
pub struct ScenarioArgs {
    /// 情景文件 | the scenario file
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// Values to change.
    #[arg(long, value_name = "KEY=VALUE", help = SET)]
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
}
