//! Seeded operating records of a plan, honest or with named tricks.

use super::super::gantt::kind;
use super::super::outputs::{Text, Together, distinct, named, named_file};
use super::super::values::{day, hours, whole};
use super::{Failure, Format, GenerateArgs, Globals, Outcome, create, write_json};
use crate::audit::TOLERANCE_HOURS;
use crate::kind::Kind;
use crate::plan;
use crate::plan::schedule::Schedule;
use crate::records::Step;
use crate::records::generate::{Answer, Made, Options, Order, Place, TRICKS, Trick, feasible, generate, has_room};
use crate::report::JSON_SCHEMA;
use crate::scenario::names::Names;
use crate::scenario::{Scenario, read_scenario};
use crate::{both, say};
use chrono::NaiveDate;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What it takes beside an output and a seed; none of it goes with `--cities`.
#[derive(Debug, clap::Args)]
pub struct RecordsArgs {
    /// Make operating records of a plan
    #[arg(long, requires_all = ["scenario", "plan"])]
    records: bool,
    /// The scenario file
    #[arg(conflicts_with = "cities")]
    scenario: Option<PathBuf>,
    /// The plan file
    #[arg(conflicts_with = "cities")]
    plan: Option<PathBuf>,
    /// Where crude steel by month goes (CSV)
    #[arg(long, value_name = "FILE", conflicts_with = "cities")]
    steel: Option<PathBuf>,
    /// Where the list of the tricks goes (JSON)
    #[arg(long, value_name = "FILE", conflicts_with = "cities")]
    answers: Option<PathBuf>,
    /// By the hour (default)
    #[arg(long, conflicts_with_all = ["daily", "cities"])]
    hourly: bool,
    /// By the day
    #[arg(long, conflicts_with = "cities")]
    daily: bool,
    /// The last day of the records
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "cities")]
    until: Option<NaiveDate>,
    /// Which columns there are
    #[arg(long, value_delimiter = ',', default_value = "output", value_parser = ["output", "power", "state"], conflicts_with = "cities")]
    columns: Vec<String>,
    /// Only these kinds (repeatable)
    #[arg(long, value_parser = kind, conflicts_with = "cities")]
    kind: Vec<Kind>,
    /// A trick (repeatable): NAME or NAME:ENTERPRISE/UNIT
    #[arg(long, value_name = "NAME[:PLACE]", conflicts_with = "cities")]
    trick: Vec<String>,
    /// So many tricks of any kind
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = whole::<usize>(0..=u64::MAX), conflicts_with = "cities")]
    tricks: usize,
    /// Stops are late by at most so many hours
    #[arg(long, value_name = "H", default_value_t = TOLERANCE_HOURS, value_parser = hours, conflicts_with = "cities")]
    tolerance_hours: f64,
}

impl RecordsArgs {
    /// The scenario and the plan that records are asked of.
    pub fn files(&self) -> Option<(&Path, &Path)> {
        self.scenario.as_deref().zip(self.plan.as_deref()).filter(|_| self.records)
    }
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong, a trick finds no room, or a file cannot be written.
pub fn run(
    given: &GenerateArgs,
    (scenario, plan): (&Path, &Path),
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let (to_stdout, args) = (given.to_stdout(), &given.records);
    if to_stdout && globals.format == Format::Json {
        return Err(Failure::Says(both!("cli-output-or-json")));
    }
    // paths that cannot be written fail before the work
    let records = (!to_stdout).then_some(&given.output);
    records.map_or(Ok(()), |p| named(p, Text::Records))?;
    args.steel.as_ref().map_or(Ok(()), |p| named_file("--steel", p, Text::Records))?;
    args.answers.as_ref().map_or(Ok(()), |p| named_file("--answers", p, Text::Answers))?;
    distinct(&[("--output", records), ("--steel", args.steel.as_ref()), ("--answers", args.answers.as_ref())])?;
    let inputs = [scenario, plan];
    let create = |path: &Path| create(path, &inputs);
    let mut file = if to_stdout { None } else { Some(create(&given.output)?) };
    let steel = args.steel.as_deref().map(|p| create(p).map(|f| (p, f))).transpose()?;
    let answers = args.answers.as_deref().map(|p| create(p).map(|f| (p, f))).transpose()?;
    let scenario = read_scenario(scenario)?;
    let plan = plan::open(plan, &scenario)?.plan;
    let schedule = Schedule::new(&scenario, &plan);
    let options = options(given, &scenario)?;
    let to_the_end = Options { until: scenario.season.len, ..options.clone() };
    let feasible = |options: &Options| feasible(&scenario, &schedule, options);
    let orders = orders(given, &scenario, &feasible(&options), || !feasible(&to_the_end).is_empty())?;
    let made = match &mut file {
        Some(file) => {
            let mut writer = io::BufWriter::with_capacity(1 << 20, file);
            let made = generate(&scenario, &schedule, &options, &orders, &mut writer);
            made.and_then(|m| writer.flush().map(|()| m)).map_err(|e| Failure::cannot_write(&given.output, &e))?
        }
        None => generate(&scenario, &schedule, &options, &orders, out)?,
    };
    let made = made.map_err(|no_room| {
        let Order { trick, place } = no_room.0;
        let asked = format!("{}{}", trick.name(), place_name(&scenario, place));
        let needs = trick.needs();
        let room = |options: &Options| has_room(&scenario, &schedule, options, no_room.0);
        Failure::Says(match args.until {
            Some(day) if !room(&options) && room(&to_the_end) => {
                both!("cli-trick-no-room-until", trick = asked, needs = needs, day = day)
            }
            _ => both!("cli-trick-no-room", trick = asked, needs = needs),
        })
    })?;
    let mut files = Together::default();
    if let Some(file) = file {
        // all of it has been written
        files.ready(&given.output, file, &[])?;
    }
    let list = json!({
        "schema": JSON_SCHEMA,
        "scenario": scenario.name,
        "seed": given.seed,
        "tricks": made.answers.iter().map(answer).collect::<Vec<_>>(),
    });
    for (to, text) in [(steel, made.steel.clone()), (answers, format!("{list:#}\n"))] {
        if let Some((path, file)) = to {
            files.ready(path, file, text.as_bytes())?;
        }
    }
    if !to_stdout {
        tell(given, globals, &made, &list, out)?;
    }
    out.flush()?;
    files.finish()?;
    Ok(Outcome::Done)
}

fn tell(
    given: &GenerateArgs,
    globals: &Globals,
    made: &Made,
    list: &serde_json::Value,
    out: &mut impl Write,
) -> io::Result<()> {
    let (path, rows, n) = (given.output.display(), made.rows, made.answers.len());
    match globals.format {
        Format::Json => write_json(out, &json!({ "records": path.to_string(), "rows": rows, "tricks": list["tricks"] })),
        _ => {
            writeln!(out, "{}", say!(globals.lang(), "cli-generated-records", path = path, rows = rows, tricks = n))
        }
    }
}

fn answer(a: &Answer) -> serde_json::Value {
    json!({
        "trick": a.trick.name(),
        "enterprise": a.enterprise,
        "unit": a.unit,
        "first": a.first.to_string(),
        "last": a.last.to_string(),
        "amount": a.amount,
    })
}

fn options(given: &GenerateArgs, s: &Scenario) -> Result<Options, Failure> {
    let args = &given.records;
    let until = match args.until {
        None => s.season.len,
        Some(day) => s.season.day(day).map(|d| d + 1).ok_or_else(|| {
            Failure::Says(both!("cli-not-in-season", day = day, start = s.season.start, end = s.season.end()))
        })?,
    };
    Ok(Options {
        step: if args.daily { Step::Day } else { Step::Hour },
        seed: given.seed,
        until,
        columns: ["output", "power", "state"].map(|c| args.columns.iter().any(|x| x == c)),
        kinds: args.kind.clone(),
        tolerance_hours: args.tolerance_hours,
    })
}

/// What tricks to play; `in_season`: whether there would be room for some if the records went on to the season's end.
fn orders(
    given: &GenerateArgs,
    s: &Scenario,
    feasible: &[Trick],
    in_season: impl Fn() -> bool,
) -> Result<Vec<Order>, Failure> {
    let args = &given.records;
    let names = Names::new(s);
    let mut out = args.trick.iter().map(|text| order(text, &names)).collect::<Result<Vec<_>, _>>()?;
    let mut rng = rand_pcg::Pcg64::seed_from_u64(given.seed);
    if args.tricks > 0 && feasible.is_empty() {
        return Err(Failure::Says(match args.until {
            Some(day) if in_season() => both!("cli-tricks-no-room-until", day = day),
            _ => both!("cli-tricks-no-room"),
        }));
    }
    if args.tricks > s.units.len() {
        return Err(Failure::Says(both!("cli-tricks-too-many", tricks = args.tricks.to_string(), units = s.units.len())));
    }
    for _ in 0..args.tricks {
        out.push(Order { trick: feasible[rng.random_range(0..feasible.len())], place: Place::Anywhere });
    }
    if args.steel.is_none() && out.iter().any(|o| o.trick == Trick::BoughtSteel) {
        return Err(Failure::Says(both!("cli-trick-needs-steel")));
    }
    Ok(out)
}

fn order(text: &str, names: &Names<'_>) -> Result<Order, Failure> {
    let (name, place) = text.split_once(':').map_or((text, None), |(n, p)| (n, Some(p)));
    let Some(trick) = TRICKS.into_iter().find(|t| t.name() == name) else {
        let all = TRICKS.map(Trick::name).join(", ");
        return Err(Failure::Says(both!("cli-trick-unknown", name = name, all = all)));
    };
    let Some(place) = place else { return Ok(Order { trick, place: Place::Anywhere }) };
    let (ent, unit) = place.split_once('/').map_or((place, None), |(e, u)| (e, Some(u)));
    let found = names.enterprise(ent).one().and_then(|e| match unit {
        None => Some(Place::Enterprise(e)),
        Some(u) => names.unit(e, u).one().map(Place::Unit),
    });
    let place = found.ok_or_else(|| Failure::Says(both!("cli-trick-no-place", place = place)))?;
    Ok(Order { trick, place })
}

fn place_name(s: &Scenario, place: Place) -> String {
    match place {
        Place::Unit(u) => format!(" {}/{}", s.owner(u).id, s.units[u].id),
        Place::Enterprise(e) => format!(" {}", s.enterprises[e].id),
        Place::Anywhere => String::new(),
    }
}
