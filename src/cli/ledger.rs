//! `--ledger`: the ledger (台账) that a run brings up to date.

use super::{Failure, create, tell};
use crate::lang::{Lang, Note};
use crate::report::ledger::{Issue, Run, update};
use crate::scenario::Scenario;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// What commands with a ledger take.
#[derive(Debug, Clone, clap::Args)]
pub struct LedgerArgs {
    /// 台账：没有则新建，有则逐条更新状态 | the ledger: made if missing, else each row's state is brought up to date
    #[arg(long, value_name = "LEDGER.xlsx")]
    pub(super) ledger: Option<PathBuf>,
    /// 台账中的发现日期（默认今天） | the day of finding in the ledger (default today)
    #[arg(long, value_name = "DATE", requires = "ledger")]
    date: Option<NaiveDate>,
}

/// Brings the ledger up to date, where one is asked for. `judge` names the command, which closes only what itself opened.
///
/// # Errors
/// The file cannot be read or written, or holds no ledger.
pub fn run(
    args: &LedgerArgs,
    inputs: &[&Path],
    s: &Scenario,
    issues: &[Issue],
    judge: &str,
    lang: Lang,
) -> Result<(), Failure> {
    let Some(path) = &args.ledger else { return Ok(()) };
    let name = path.display();
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("xlsx")) {
        return Err(Failure::says((
            format!("台账是.xlsx工作簿，{name}应以.xlsx结尾"),
            format!("a ledger is an .xlsx workbook; {name} should end in .xlsx"),
        )));
    }
    let there = match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => return Err(Failure::cannot_read(path, &e)),
    };
    let output = create(path, inputs)?;
    let date = args.date.unwrap_or_else(|| chrono::Local::now().date_naive());
    let cities: Vec<String> = s.cities.iter().map(|c| c.name.clone()).collect();
    let run = Run { judge, cities: &cities, issues, date };
    let (bytes, n) = update(there, &run, lang)
        .map_err(|e| Failure::says((format!("{name}：{}", e.0.zh), format!("{name}: {}", e.0.en))))?;
    output.commit(&bytes).map_err(|e| Failure::cannot_write(path, &e))?;
    let unjudged = match n.unjudged {
        0 => Note::default(),
        n => Note::new(format!("，本次未判{n}条"), format!(", {n} not judged by this run")),
    };
    tell(
        &Note::new(
            format!("台账{name}：新增{}，未整改{}，已整改{}，反弹{}{}", n.new, n.open, n.closed, n.back, unjudged.zh),
            format!(
                "ledger {name}: {} new, {} still open, {} closed, {} come back{}",
                n.new, n.open, n.closed, n.back, unjudged.en
            ),
        ),
        lang,
    );
    Ok(())
}
