//! `stagger prices`: what the rules cost.

use super::filed::ScenarioArgs;
use super::plan::{RepeatArgs, fraction, interrupt, progress_bar, seconds};
use super::{Failure, Format, Globals, Outcome, parse_rule, tell, write_json};
use crate::input::nearest;
use crate::lang::{Lang, Note};
use crate::plan::{self, Plan};
use crate::planner::Options;
use crate::planner::control::Control;
use crate::planner::prices::{self, Asked, PRICED};
use crate::planner::start::Start;
use crate::report::findings;
use crate::report::prices::{head, told};
use crate::rules::RuleId;
use crate::scenario::{CityIx, Scenario};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct PricesArgs {
    #[command(flatten)]
    scenario: ScenarioArgs,
    /// 合规的计划，重编计划时由它起算 | a plan that keeps the rules, to price from where plans are made anew
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// 只看这条规则 | this rule only
    #[arg(long, value_name = "RULE", value_parser = parse_rule)]
    rule: Option<RuleId>,
    /// 只看这个城市 | this city only
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    /// 列出不起约束的限值 | list limits that do not bind too
    #[arg(long)]
    all: bool,
    /// 各项都重编计划核实（--rule与--city同时给出时总是） | make plans anew of all limits (always where --rule and --city are given)
    #[arg(long)]
    replan: bool,
    /// 重编计划时，证明的差距小到多少即停 | of plans made anew: stop at this proved gap, a fraction
    #[arg(long, default_value_t = 0.001, value_parser = fraction)]
    gap: f64,
    /// 时限，秒 | time limit, seconds
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
    if let Some(rule) = args.rule.filter(|r| !PRICED.contains(r)) {
        return Err(without_price(rule));
    }
    let scenario = args.scenario.read()?;
    let city = args.city.as_deref().map(|name| find_city(&scenario, name)).transpose()?;
    let plan = args.plan.as_deref().map(|path| plan::open(path, &scenario)).transpose()?.map(|file| file.plan);
    let options = args.repeat.options(args.gap, args.time_limit);
    if let Some(plan) = &plan
        && let Some(outcome) = breaks(&scenario, plan, &options, globals, out)?
    {
        return Ok(outcome);
    }
    let all = args.all || args.rule.is_some() && args.city.is_some();
    let plans = args.replan || plan.is_some() || args.rule.is_some() && city.is_some();
    let asked = Asked { rule: args.rule, city, plans, plan, options };
    let bar = progress_bar();
    let show = |done: usize, of: usize| bar.set_message(format!("{}%", 100 * done / of.max(1)));
    let control = Control::new(asked.options.time_limit, Some(interrupt()));
    let found = prices::prices(&scenario, &asked, &control, &show);
    bar.finish_and_clear();
    match found {
        prices::Outcome::Priced(prices) => {
            let told = told(&scenario, &prices, all, lang);
            match globals.format {
                Format::Json => write_json(out, &told.json)?,
                Format::Text => out.write_all(told.text.as_bytes())?,
            }
            Ok(Outcome::Done)
        }
        prices::Outcome::Impossible(cities) => {
            let names: Vec<&str> = cities.iter().map(|&c| scenario.cities[c].name.as_str()).collect();
            let zh = names.join("、");
            let en = names.join(", ");
            let note = Note::new(
                format!("{zh}：没有计划能满足全部规则，也就没有价格；stagger plan会说明须放宽哪些限值"),
                format!(
                    "{en}: no plan keeps all rules, so that there are no prices; `stagger plan` tells which limits must bend"
                ),
            );
            let mut value = head(&scenario, "impossible");
            value["cities"] = json!(names);
            ended(&note, &value, globals, out)?;
            Ok(Outcome::Broken)
        }
        prices::Outcome::Stopped => {
            let note = Note::new(
                "时限内未算出任何价格；请加大--time-limit，或用--city只看一个城市",
                "time was over before the first price; raise --time-limit, or look at one --city",
            );
            ended(&note, &head(&scenario, "stopped"), globals, out)?;
            Ok(Outcome::Stopped)
        }
    }
}

/// Tells why there are no prices.
fn ended(note: &Note, value: &serde_json::Value, globals: &Globals, out: &mut impl Write) -> Result<(), Failure> {
    tell(note, globals.lang());
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
    let first = |lang: Lang| start.errors.first().map_or_else(String::new, |f| findings::title(s, f, lang));
    let note = Note::new(
        format!("--plan的计划有{n}处不合规，不能由它起算，请先用stagger check --mend修正。第一处：{}", first(Lang::Zh)),
        format!(
            "the plan breaks rules ({n} errors) and is nothing to price from; mend it by `stagger check --mend`. The first: {}",
            first(Lang::En)
        ),
    );
    let mut value = head(s, "plan-breaks-rules");
    value["findings"] = start.errors.iter().map(|f| findings::json(s, f, lang)).collect();
    ended(&note, &value, globals, out)?;
    Ok(Some(Outcome::Broken))
}

/// A rule that is no limit to step.
fn without_price(rule: RuleId) -> Failure {
    let list: Vec<&str> = PRICED.iter().map(|r| r.id()).collect();
    let (id, zh, en) = (rule.id(), list.join("、"), list.join(", "));
    Failure::says((
        format!("{id}没有可以移动的限值，因而没有价格；有价格的规则：{zh}"),
        format!("{id} sets no limit that could be moved by a step, so that it has no price; rules with prices: {en}"),
    ))
}

/// A city by its name, with 市 or without.
fn find_city(s: &Scenario, asked: &str) -> Result<CityIx, Failure> {
    let bare = |name: &str| name.strip_suffix('市').unwrap_or(name).to_owned();
    let found = s.cities.iter().position(|c| c.name == asked);
    let found = found.or_else(|| s.cities.iter().position(|c| bare(&c.name) == bare(asked)));
    found.ok_or_else(|| {
        let near = nearest(asked, s.cities.iter().map(|c| c.name.as_str())).unwrap_or_default();
        let (zh, en) = if near.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("，是否为{near}？"), format!("; is {near} meant?"))
        };
        Failure::says((format!("情景中没有城市“{asked}”{zh}"), format!("the scenario has no city \"{asked}\"{en}")))
    })
}
