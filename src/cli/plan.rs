//! `stagger plan`: a plan that keeps every rule at the least cost.

use super::{Failure, Globals, Outcome};
use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    /// 情景文件 | the scenario file
    pub scenario: PathBuf,
    /// 计划写到哪里，-为标准输出 | where the plan goes, - is standard output
    #[arg(short, long, value_name = "PLAN")]
    pub output: PathBuf,
    /// 证明的差距小到多少即停 | stop at this proved gap, a fraction
    #[arg(long, default_value_t = 0.003, value_parser = fraction)]
    pub gap: f64,
    /// 时限，秒 | time limit, seconds
    #[arg(long, default_value_t = 60.0, value_parser = seconds)]
    pub time_limit: f64,
    /// 随机种子 | random seed
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// 线程数（默认全部核心） | threads (default: all cores)
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// 为减少提示和延长结焦可让出的费用比例 | cost given up for fewer warnings and slow-downs, a fraction
    #[arg(long, default_value_t = 0.0005, value_parser = fraction)]
    pub tidy: f64,
    /// 从这份计划出发，结果不会更差 | start from this plan, never end worse
    #[arg(long, value_name = "PLAN")]
    pub from: Option<PathBuf>,
    /// 余量，如ratio=0.01,steel=0.005：编制时按更严的要求 | plan with rows that much tighter, as ratio=0.01,steel=0.005
    #[arg(long, default_value = "", hide_default_value = true)]
    pub reserve: Reserve,
}

/// `--reserve`: how much tighter the planner's rows are than the checker's.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reserve {
    /// Ratios and shares, absolute.
    pub ratio: f64,
    /// Steel limits, as a fraction of them.
    pub steel: f64,
}

impl FromStr for Reserve {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut reserve = Self::default();
        for part in text.split(',').filter(|p| !p.trim().is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let value = fraction(value.trim())?;
            match name.trim() {
                "ratio" => reserve.ratio = value,
                "steel" => reserve.steel = value,
                other => return Err(format!("“{other}”应为ratio或steel | \"{other}\" should be ratio or steel")),
            }
        }
        Ok(reserve)
    }
}

fn fraction(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|x| (0.0..=1.0).contains(x));
    value.ok_or_else(|| format!("“{text}”应为0到1之间的小数 | \"{text}\" should be a fraction between 0 and 1"))
}

fn seconds(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|x| x.is_finite() && *x > 0.0);
    value.ok_or_else(|| format!("“{text}”应为正的秒数 | \"{text}\" should be a positive number of seconds"))
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(_args: &PlanArgs, _globals: &Globals, _out: &mut impl Write) -> Result<Outcome, Failure> {
    Err(Failure::says("本构建尚无编制命令", "this build has no planner yet"))
}
