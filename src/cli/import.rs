//! `stagger import`: a city's register becomes a scenario file.

use super::outputs::{Text, named};
use super::{Failure, Format, Globals, Outcome, create, tell, write_json};
use crate::report::format::counted;
use crate::scenario::register::{Imported, read_register};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// 登记表（.xlsx、.xls、.ods） | the register
    pub register: PathBuf,
    /// 情景文件写到哪里，-为标准输出 | where the scenario file goes, - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// Runs it.
///
/// # Errors
/// The register is wrong, or the file cannot be written.
pub fn run(args: &ImportArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let path = &args.output;
    let to_stdout = path.as_os_str() == "-";
    if to_stdout && globals.format == Format::Json {
        return Err(Failure::says(("-o - 与 --format json 不能同用", "-o - and --format json exclude each other")));
    }
    named(path, Text::Scenario)?;
    let file = if to_stdout { None } else { Some(create(path, &[&args.register])?) };
    let Imported { scenario, text, notes } = read_register(&args.register, path.parent())?;
    notes.iter().for_each(|n| tell(n, globals.lang()));
    let (cities, mills, units) = (scenario.cities.len(), scenario.enterprises.len(), scenario.units.len());
    match file {
        None => out.write_all(text.as_bytes())?,
        Some(file) => {
            file.commit(text.as_bytes()).map_err(|e| Failure::cannot_write(path, &e))?;
            let shown = path.display();
            match globals.format {
                Format::Json => write_json(
                    out,
                    &json!({ "scenario": shown.to_string(), "cities": cities, "enterprises": mills, "units": units }),
                )?,
                Format::Text => writeln!(
                    out,
                    "{}",
                    globals.lang().pick(
                        &format!("{shown}：{cities}座城市、{mills}家企业、{units}台设施"),
                        &format!(
                            "{shown}: {}, {}, {}",
                            counted(cities, "city"),
                            counted(mills, "enterprise"),
                            counted(units, "unit")
                        ),
                    )
                )?,
            }
        }
    }
    Ok(Outcome::Done)
}
