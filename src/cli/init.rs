//! `stagger init`: a first scenario, to be filled in.

use super::example::put;
use super::outputs::{Text, named};
use super::values::whole;
use super::{Failure, Format, Globals, Outcome, schema, write_json};
use crate::lang::{Lang, Note, listed};
use crate::rules::unlisted;
use crate::scenario::generate::{Size, first};
use crate::scenario::read_scenario_str;
use crate::schema::Schema;
use crate::{both, say};
use dialoguer::Input;
use dialoguer::theme::Theme;
use serde_json::json;
use std::fmt;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

/// Mills and furnaces of a city, at most.
const MOST_MILLS: u64 = 1_000;
const MOST_FURNACES: u64 = 5_000;
/// Mills, where nothing else is said; and furnaces of one.
const MILLS: u32 = 3;
const FURNACES: u32 = 2;

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The city
    #[arg(long, value_name = "NAME", value_parser = city)]
    pub city: Option<String>,
    /// Mills
    #[arg(long, value_name = "N", value_parser = whole::<u32>(1..=MOST_MILLS))]
    pub mills: Option<u32>,
    /// Blast furnaces of all mills
    #[arg(long, value_name = "N", value_parser = whole::<u32>(1..=MOST_FURNACES))]
    pub furnaces: Option<u32>,
    /// Ask nothing
    #[arg(short, long)]
    pub yes: bool,
    /// Where the scenario goes
    #[arg(short, long, value_name = "FILE", default_value = "scenario.toml")]
    pub output: PathBuf,
    /// Overwrite a file that is there
    #[arg(long)]
    pub force: bool,
}

/// Runs it.
///
/// # Errors
/// What must be known is not given and nobody can be asked, or a file is there or cannot be written.
pub fn run(args: &InitArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let path = &args.output;
    named(path, Text::Scenario)?;
    if path.as_os_str() == "-" {
        return Err(Failure::Says(both!("init-to-a-file")));
    }
    if path.exists() && !args.force {
        return Err(Failure::Says(both!("cli-example-there", path = path.display())));
    }
    let (city, mills, furnaces) = answers(args, globals)?;
    if let Some(fault) = Size::new(1, mills as usize, furnaces as usize, 1).fault() {
        return Err(Failure::Says(fault));
    }
    let made = first(&city, mills as usize, furnaces as usize);
    let scenario = read_scenario_str(&made.scenario_toml, &path.to_string_lossy(), path.parent())?;
    put(path, &made.scenario_toml, args.force)?;
    unlisted(&scenario).iter().for_each(|note| globals.tell(note));
    schema::beside(path.parent().unwrap_or(Path::new("")), &Schema::ALL)?;
    let (lang, shown, plan) = (globals.lang(), path.display(), path.with_extension("plan.toml"));
    if globals.format == Format::Json {
        let schemas = Schema::ALL.map(Schema::file_name);
        let path = shown.to_string();
        let made = json!({ "scenario": path, "city": city, "mills": mills, "furnaces": furnaces, "schemas": schemas });
        write_json(out, &made)?;
    } else {
        let plan = plan.display();
        let made = say!(lang, "init-made", path = shown, city = city, mills = mills, furnaces = furnaces, plan = plan);
        writeln!(out, "{made}")?;
    }
    Ok(Outcome::Done)
}

/// The name of a city.
fn city(text: &str) -> Result<String, Note> {
    let name = text.trim();
    if name.is_empty() { Err(both!("init-no-city")) } else { Ok(name.to_owned()) }
}

/// City, mills and furnaces: as given, else as asked or by default.
fn answers(args: &InitArgs, globals: &Globals) -> Result<(String, u32, u32), Failure> {
    let lang = globals.lang();
    if args.yes {
        let city = args.city.clone().ok_or_else(|| Failure::Says(both!("init-city-first")))?;
        let mills = args.mills.unwrap_or(MILLS);
        return Ok((city, mills, args.furnaces.unwrap_or(FURNACES * mills)));
    }
    let missing: Vec<&str> =
        [("--city", args.city.is_none()), ("--mills", args.mills.is_none()), ("--furnaces", args.furnaces.is_none())]
            .into_iter()
            .filter_map(|(option, missing)| missing.then_some(option))
            .collect();
    let asks = io::stdin().is_terminal() && io::stderr().is_terminal();
    if !missing.is_empty() && !asks {
        return Err(Failure::Says(both!("init-nobody-to-ask", options = |l| listed(&missing, l))));
    }
    let city = match &args.city {
        Some(city) => city.clone(),
        None => ask(say!(lang, "init-ask-city"), None, city, globals)?,
    };
    let mills =
        args.mills.map_or_else(|| ask(say!(lang, "init-ask-mills"), Some(MILLS), whole(1..=MOST_MILLS), globals), Ok)?;
    let enough = whole(u64::from(mills)..=MOST_FURNACES);
    let furnaces = || ask(say!(lang, "init-ask-furnaces"), Some(FURNACES * mills), enough, globals);
    Ok((city, mills, args.furnaces.map_or_else(furnaces, Ok)?))
}

/// What is wrong with an answer, in a language.
struct Words(Lang);

impl Theme for Words {
    fn format_error(&self, f: &mut dyn fmt::Write, what: &str) -> fmt::Result {
        f.write_str(&say!(self.0, "cli-error", what = what))
    }
}

/// Asks until the answer is one.
fn ask<T: ToString>(
    question: String,
    default: Option<T>,
    read: impl Fn(&str) -> Result<T, Note>,
    globals: &Globals,
) -> Result<T, Failure> {
    let lang = globals.lang();
    let theme = Words(lang);
    let input = Input::<String>::with_theme(&theme).with_prompt(question);
    let input = default.map(|d| d.to_string()).into_iter().fold(input, Input::default);
    let input = input.validate_with(|text: &String| read(text).map(|_| ()).map_err(|e| e.pick(lang).to_owned()));
    let text = input.interact_text().map_err(|e| Failure::Says(both!("init-no-answer", why = e.to_string())))?;
    read(&text).map_err(Failure::Says)
}
