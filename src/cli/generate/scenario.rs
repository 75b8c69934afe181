//! Seeded scenarios of any size, with a plan that keeps all their rules.

use super::super::outputs::{Made, Text, distinct, named};
use super::super::values::whole;
use super::{Failure, Format, GenerateArgs, Globals, Outcome, write_json};
use crate::report::JSON_SCHEMA;
use crate::scenario::generate::{Counts, Size, generate};
use crate::scenario::limits::{CITIES, UNITS};
use crate::{both, say};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What it takes beside an output and a seed.
#[derive(Debug, clap::Args)]
pub struct SizeArgs {
    /// Make a scenario of so many cities
    #[arg(long, value_name = "N", requires_all = ["mills", "furnaces"], conflicts_with = "records", value_parser = whole::<u32>(1..=CITIES as u64))]
    cities: Option<u32>,
    /// Mills with furnaces or EAFs; about a tenth as many coking plants and lime
    /// works that serve them come on top
    #[arg(long, value_name = "N", conflicts_with = "records", value_parser = whole::<u32>(1..=UNITS as u64))]
    mills: Option<u32>,
    /// Blast furnaces, idle and retired ones included, as many as mills at least
    #[arg(long, value_name = "N", conflicts_with = "records", value_parser = whole::<u32>(1..=UNITS as u64))]
    furnaces: Option<u32>,
    /// Heavy-pollution episodes a city, at most
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "records", value_parser = whole::<u32>(0..=10))]
    episodes: u32,
    /// Name of the scenario (default: made of size and seed)
    #[arg(long, conflicts_with = "records")]
    name: Option<String>,
    /// Where a plan that keeps all rules goes; it is far from the cheapest
    #[arg(long, value_name = "PLAN", conflicts_with = "records")]
    witness: Option<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// There is no scenario of that size, or it is larger than any that is read; or a file cannot be written.
pub fn run(args: &GenerateArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let given = &args.size;
    let count = |n: Option<u32>| n.unwrap_or_default() as usize;
    let size = Size {
        episodes: given.episodes as usize,
        name: given.name.clone().unwrap_or_default(),
        ..Size::new(count(given.cities), count(given.mills), count(given.furnaces), args.seed)
    };
    if let Some(fault) = size.fault() {
        return Err(Failure::Says(fault));
    }
    named(&args.output, Text::Scenario)?;
    given.witness.as_ref().map_or(Ok(()), |p| named(p, Text::Plan))?;
    distinct(&[("--output", Some(&args.output)), ("--witness", given.witness.as_ref())])?;
    // paths that cannot be written fail before the work
    let mut scenario = Made::open(&args.output, &[], globals.format)?;
    let mut witness = given.witness.as_ref().map(|p| Made::open(p, &[], globals.format)).transpose()?;
    let (made, to_stdout) = (generate(&size), scenario.is_stdout());
    let units = made.counts.units();
    if units > UNITS {
        let (n, most) = (units.to_string(), UNITS.to_string());
        return Err(Failure::Says(both!("scenario-too-many", what = "units", n = n, most = most)));
    }
    scenario.ready(made.scenario_toml.as_bytes(), out)?;
    witness.as_mut().map_or(Ok(()), |file| file.ready(made.witness_plan_toml.as_bytes(), out))?;
    match globals.format {
        _ if to_stdout => {}
        Format::Json => write_json(out, &value(args, &made.name, &made.counts))?,
        _ => {
            let Counts { cities, mills, plants, furnaces, eafs, ancillary, episodes, .. } = made.counts;
            let told = say!(
                globals.lang(),
                "cli-generated-scenario",
                path = args.output.display(),
                cities = cities,
                mills = mills,
                plants = plants,
                furnaces = furnaces,
                eafs = eafs,
                ancillary = ancillary,
                episodes = episodes,
            );
            writeln!(out, "{told}")?;
        }
    }
    out.flush()?;
    scenario.finish()?;
    witness.map_or(Ok(()), |mut file| file.finish())?;
    Ok(Outcome::Done)
}

fn value(args: &GenerateArgs, name: &str, c: &Counts) -> serde_json::Value {
    json!({
        "schema": JSON_SCHEMA,
        "scenario": args.output.to_string_lossy(),
        "witness": args.size.witness.as_ref().map(|p| p.to_string_lossy()),
        "name": name,
        "seed": args.seed,
        "cities": c.cities,
        "mills": c.mills,
        "serving_plants": c.plants,
        "blast_furnaces": c.furnaces,
        "eafs": c.eafs,
        "ancillary_units": c.ancillary,
        "episodes": c.episodes,
    })
}
