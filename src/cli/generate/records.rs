//! Seeded operating records of a plan, honest or with named tricks.

use super::super::audit::hours;
use super::super::gantt::kind;
use super::super::outputs::{Text, distinct, named};
use super::{Failure, Format, GenerateArgs, Globals, Outcome, create, write_json};
use crate::audit::TOLERANCE_HOURS;
use crate::kind::Kind;
use crate::lang::Note;
use crate::plan;
use crate::plan::schedule::Schedule;
use crate::records::Step;
use crate::records::generate::{Answer, Made, Options, Order, Place, TRICKS, Trick, feasible, generate, has_room};
use crate::report::format::counted;
use crate::scenario::names::Names;
use crate::scenario::{Scenario, read_scenario};
use chrono::NaiveDate;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What it takes beside an output and a seed; none of it goes with `--cities`.
#[derive(Debug, clap::Args)]
pub struct RecordsArgs {
    /// 生成计划的运行记录 | make operating records of a plan
    #[arg(long, requires_all = ["scenario", "plan"])]
    records: bool,
    /// 情景文件 | the scenario file
    #[arg(conflicts_with = "cities")]
    scenario: Option<PathBuf>,
    /// 计划文件 | the plan file
    #[arg(conflicts_with = "cities")]
    plan: Option<PathBuf>,
    /// 月粗钢产量统计写到哪里（CSV） | where crude steel by month goes (CSV)
    #[arg(long, value_name = "FILE", conflicts_with = "cities")]
    steel: Option<PathBuf>,
    /// 答案（做了哪些手脚）写到哪里（JSON） | where the list of the tricks goes (JSON)
    #[arg(long, value_name = "FILE", conflicts_with = "cities")]
    answers: Option<PathBuf>,
    /// 按小时（默认） | by the hour (default)
    #[arg(long, conflicts_with_all = ["daily", "cities"])]
    hourly: bool,
    /// 按日 | by the day
    #[arg(long, conflicts_with = "cities")]
    daily: bool,
    /// 记录到哪一天为止（含） | the last day of the records
    #[arg(long, value_name = "DATE", conflicts_with = "cities")]
    until: Option<NaiveDate>,
    /// 有哪些列 | which columns there are
    #[arg(long, value_delimiter = ',', default_value = "output", value_parser = ["output", "power", "state"], conflicts_with = "cities")]
    columns: Vec<String>,
    /// 只要这些类别（可重复） | only these kinds (repeatable)
    #[arg(long, value_parser = kind, conflicts_with = "cities")]
    kind: Vec<Kind>,
    /// 手脚（可重复）：名称，或名称:企业/设施 | a trick (repeatable): NAME or NAME:ENTERPRISE/UNIT
    #[arg(long, value_name = "NAME[:PLACE]", conflicts_with = "cities")]
    trick: Vec<String>,
    /// 任意几处手脚 | so many tricks of any kind
    #[arg(long, value_name = "N", default_value_t = 0, conflicts_with = "cities")]
    tricks: usize,
    /// 停产推迟、复产提前不超过这些小时 | stops are late by at most so many hours
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
    // paths that cannot be written fail before the work
    let records = (!to_stdout).then_some(&given.output);
    for (path, text) in
        [(records, Text::Records), (args.steel.as_ref(), Text::Records), (args.answers.as_ref(), Text::Answers)]
    {
        path.map_or(Ok(()), |p| named(p, text))?;
    }
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
    let whole = Options { until: scenario.season.len, ..options.clone() };
    let (feasible, cut) = match feasible(&scenario, &schedule, &options) {
        none if none.is_empty() && !feasible(&scenario, &schedule, &whole).is_empty() => (none, cut_off(args)),
        some => (some, Note::default()),
    };
    let orders = orders(given, &scenario, &feasible, &cut)?;
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
        let (zh, en) = trick.needs();
        let (name, at) = (trick.name(), place_name(&scenario, place));
        let room = |options: &Options| has_room(&scenario, &schedule, options, no_room.0);
        let cut = if room(&options) || !room(&whole) { Note::default() } else { cut_off(args) };
        Failure::says((
            format!("{name}{at}无处可做：{zh}{}", cut.zh),
            format!("no room for {name}{at}: it needs {en}{}", cut.en),
        ))
    })?;
    if let Some(file) = file {
        file.finish().map_err(|e| Failure::cannot_write(&given.output, &e))?;
    }
    let list = json!({
        "schema_version": 1,
        "scenario": scenario.name,
        "seed": given.seed,
        "tricks": made.answers.iter().map(answer).collect::<Vec<_>>(),
    });
    for (to, text) in [(steel, made.steel.clone()), (answers, format!("{list:#}\n"))] {
        if let Some((path, file)) = to {
            file.commit(text.as_bytes()).map_err(|e| Failure::cannot_write(path, &e))?;
        }
    }
    if !to_stdout {
        say(given, globals, &made, &list, out)?;
    }
    Ok(Outcome::Done)
}

fn say(
    given: &GenerateArgs,
    globals: &Globals,
    made: &Made,
    list: &serde_json::Value,
    out: &mut impl Write,
) -> io::Result<()> {
    let (path, rows, n) = (given.output.display(), made.rows, made.answers.len());
    match globals.format {
        Format::Json => write_json(out, &json!({ "records": path.to_string(), "rows": rows, "tricks": list["tricks"] })),
        Format::Text => {
            let (zh, en) = (
                format!("{path}：{rows}行，{n}处手脚"),
                format!("{path}: {}, {}", counted(rows as usize, "row"), counted(n, "trick")),
            );
            writeln!(out, "{}", globals.lang().pick(&zh, &en))
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

/// Why a trick has no room that would have some if the records went on to the season's end.
fn cut_off(args: &RecordsArgs) -> Note {
    let day = args.until.map_or_else(String::new, |d| d.to_string());
    Note::new(
        format!("；记录只到{day}（--until），到季末则有：请改晚或去掉--until"),
        format!(
            "; the records end on {day} (--until), and up to the end of the season there is room: make it later or leave it out"
        ),
    )
}

fn options(given: &GenerateArgs, s: &Scenario) -> Result<Options, Failure> {
    let args = &given.records;
    let until = match args.until {
        None => s.season.len,
        Some(day) => s.season.day(day).map(|d| d + 1).ok_or_else(|| {
            let (a, b) = (s.season.start, s.season.end());
            Failure::says((format!("{day}不在本季（{a}至{b}）内"), format!("{day} is not in the season, {a} to {b}")))
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

fn orders(given: &GenerateArgs, s: &Scenario, feasible: &[Trick], cut: &Note) -> Result<Vec<Order>, Failure> {
    let args = &given.records;
    let names = Names::new(s);
    let mut out = args.trick.iter().map(|text| order(text, &names)).collect::<Result<Vec<_>, _>>()?;
    let mut rng = rand_pcg::Pcg64::seed_from_u64(given.seed);
    if args.tricks > 0 && feasible.is_empty() {
        return Err(Failure::says((format!("没有一处可做手脚{}", cut.zh), format!("no trick has room{}", cut.en))));
    }
    for _ in 0..args.tricks {
        out.push(Order { trick: feasible[rng.random_range(0..feasible.len())], place: Place::Anywhere });
    }
    if args.steel.is_none() && out.iter().any(|o| o.trick == Trick::BoughtSteel) {
        return Err(Failure::says((
            "bought-steel须用--steel写出统计",
            "bought-steel needs --steel FILE for the statistics",
        )));
    }
    Ok(out)
}

fn order(text: &str, names: &Names<'_>) -> Result<Order, Failure> {
    let (name, place) = text.split_once(':').map_or((text, None), |(n, p)| (n, Some(p)));
    let Some(trick) = TRICKS.into_iter().find(|t| t.name() == name) else {
        let all = TRICKS.map(Trick::name).join(", ");
        return Err(Failure::says((
            format!("没有手脚“{name}”，可用：{all}"),
            format!("no trick \"{name}\"; known are: {all}"),
        )));
    };
    let Some(place) = place else { return Ok(Order { trick, place: Place::Anywhere }) };
    let (ent, unit) = place.split_once('/').map_or((place, None), |(e, u)| (e, Some(u)));
    let found = names.enterprise(ent).one().and_then(|e| match unit {
        None => Some(Place::Enterprise(e)),
        Some(u) => names.unit(e, u).one().map(Place::Unit),
    });
    let place = found.ok_or_else(|| {
        Failure::says((
            format!("情景中没有“{place}”；写法：名称:企业/设施，bought-steel只写企业"),
            format!("the scenario has no \"{place}\"; write NAME:ENTERPRISE/UNIT, of bought-steel the enterprise only"),
        ))
    })?;
    Ok(Order { trick, place })
}

fn place_name(s: &Scenario, place: Place) -> String {
    match place {
        Place::Unit(u) => format!(" {}/{}", s.owner(u).id, s.units[u].id),
        Place::Enterprise(e) => format!(" {}", s.enterprises[e].id),
        Place::Anywhere => String::new(),
    }
}
