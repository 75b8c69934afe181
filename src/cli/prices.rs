//! `stagger prices`: what the rules cost.

use super::filed::ScenarioArgs;
use super::plan::{RepeatArgs, answers};
use super::values::{fraction, seconds};
use super::{Failure, Format, Globals, Outcome, interrupt, parse_rule, write_json};
use crate::both;
use crate::input::nearest;
use crate::lang::{Note, listed};
use crate::plan::{self, Plan};
use crate::planner::Options;
use crate::planner::control::Control;
use crate::planner::prices::{self, Asked, priced};
use crate::planner::start::Start;
use crate::report::prices::told;
use crate::report::{findings, head};
use crate::rules::{RuleId, faults_of_filing};
use crate::scenario::{CityIx, Scenario};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct PricesArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// A plan that keeps the rules, to price from where plans are made anew
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// This rule only
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    rule: Option<RuleId>,
    /// This city only
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    /// List limits that do not bind too
    #[arg(long)]
    all: bool,
    /// Make plans anew of all limits (always where --rule and --city are given)
    #[arg(long)]
    replan: bool,
    /// Of plans made anew: stop at this proved gap, a fraction
    #[arg(long, default_value_t = 0.001, value_parser = fraction)]
    gap: f64,
    /// Time limit, seconds
    #[arg(long, default_value_t = 120.0, value_parser = seconds)]
    time_limit: f64,
    #[command(flatten)]
    repeat: RepeatArgs,
}

/// Runs it.
///
/// # Errors
/// A file or an option is wrong.
pub fn run(args: &PricesArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    if let Some(rule) = args.rule.filter(|r| !priced().any(|p| p == *r)) {
        return Err(without_price(rule));
    }
    let scenario = args.scenario.read_to_plan()?;
    let city = args.city.as_deref().map(|name| find_city(&scenario, name)).transpose()?;
    let plan = args.plan.as_deref().map(|path| plan::open(path, &scenario)).transpose()?.map(|file| file.plan);
    let options = args.repeat.options(args.gap, args.time_limit);
    let filing = faults_of_filing(&scenario);
    if !filing.is_empty() {
        return answers::no_plan_mends(&scenario, &filing, globals, out);
    }
    if let Some(plan) = &plan
        && let Some(outcome) = breaks(&scenario, plan, &options, globals, out)?
    {
        return Ok(outcome);
    }
    let all = args.all || args.rule.is_some() && args.city.is_some();
    let plans = args.replan || plan.is_some() || args.rule.is_some() && city.is_some();
    let asked = Asked { rule: args.rule, city, plans, plan, options };
    let show = |done: usize, of: usize| globals.working.say(format!("{}%", 100 * done / of.max(1)));
    let control = Control::new(asked.options.time_limit, Some(interrupt::working(lang)));
    let found = prices::prices(&scenario, &asked, &control, &show);
    match found {
        prices::Outcome::Priced(prices) => {
            let told = told(&scenario, &prices, all, lang);
            match globals.format {
                Format::Json => write_json(out, &told.json)?,
                _ => out.write_all(told.text.as_bytes())?,
            }
            Ok(Outcome::Done)
        }
        prices::Outcome::Impossible(cities) => {
            let names: Vec<&str> = cities.iter().map(|&c| scenario.cities[c].name.as_str()).collect();
            let note = both!("cli-prices-impossible", cities = |l| listed(&names, l));
            let mut value = head(&scenario, "impossible");
            value["cities"] = json!(names);
            ended(&note, &value, globals, out)?;
            Ok(Outcome::Broken)
        }
        prices::Outcome::Stopped => {
            ended(&both!("cli-prices-stopped"), &head(&scenario, "stopped"), globals, out)?;
            Ok(Outcome::Stopped)
        }
    }
}

/// Tells why there are no prices.
fn ended(note: &Note, value: &serde_json::Value, globals: &Globals, out: &mut impl Write) -> Result<(), Failure> {
    globals.tell_why(note);
    if globals.format == Format::Json {
        write_json(out, value)?;
    }
    Ok(())
}

/// A plan to price from must keep the rules: what it breaks is told.
fn breaks(
    s: &Scenario,
    plan: &Plan,
    options: &Options,
    globals: &Globals,
    out: &mut impl Write,
) -> Result<Option<Outcome>, Failure> {
    let start = Start::new(s, options, plan);
    if start.cost.is_some() {
        return Ok(None);
    }
    let lang = globals.lang();
    let n = start.errors.len();
    let first = |l| start.errors.first().map_or_else(String::new, |f| findings::title(s, f, l));
    let note = both!("cli-prices-plan-breaks", errors = n, first = first);
    let mut value = head(s, "plan-breaks-rules");
    value["findings"] = start.errors.iter().map(|f| findings::json(s, f, lang)).collect();
    ended(&note, &value, globals, out)?;
    Ok(Some(Outcome::Broken))
}

/// A rule that is no limit to step.
fn without_price(rule: RuleId) -> Failure {
    let list: Vec<&str> = priced().map(RuleId::id).collect();
    Failure::Says(both!("cli-prices-none", rule = rule.id(), all = |l| listed(&list, l)))
}

/// A city by its name, with 市 or without.
fn find_city(s: &Scenario, asked: &str) -> Result<CityIx, Failure> {
    let bare = |name: &str| name.strip_suffix('市').unwrap_or(name).to_owned();
    let found = s.cities.iter().position(|c| c.name == asked);
    let found = found.or_else(|| s.cities.iter().position(|c| bare(&c.name) == bare(asked)));
    found.ok_or_else(|| {
        Failure::Says(match nearest(asked, s.cities.iter().map(|c| c.name.as_str())) {
            Some(near) => both!("cli-prices-no-city-near", city = asked, near = near),
            None => both!("cli-prices-no-city", city = asked),
        })
    })
}
