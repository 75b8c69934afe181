//! `stagger gantt`: a plan as a Gantt chart.

use super::{Failure, Globals, Outcome};
use crate::kind::Kind;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct GanttArgs {
    /// 情景文件 | the scenario file
    pub scenario: PathBuf,
    /// 计划文件 | the plan file
    pub plan: PathBuf,
    /// 图写到哪里，-为标准输出 | where the chart goes, - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// 只画这些企业（可重复） | only these enterprises (repeatable)
    #[arg(long, value_name = "ID")]
    pub enterprise: Vec<String>,
    /// 只画这些类别（可重复） | only these kinds (repeatable)
    #[arg(long, value_parser = kind)]
    pub kind: Vec<Kind>,
}

fn kind(id: &str) -> Result<Kind, String> {
    Kind::from_id(id).ok_or_else(|| {
        let all = Kind::ALL.map(Kind::id).join(", ");
        format!("“{id}”应为其一 | \"{id}\" should be one of: {all}")
    })
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(_args: &GanttArgs, _globals: &Globals, _out: &mut impl Write) -> Result<Outcome, Failure> {
    Err(Failure::says("本构建尚无绘图命令", "this build has no chart yet"))
}
