//! Seeded scenarios that a plan is known for: the witness plan is made first, then everything a city files (last year's
//! steel, quotas, bands, heat) is set from it with a margin, so that the scenario is feasible by construction.
//!
//! All mills are invented; sizes, rates and shares of grades follow public figures on Tangshan, Handan and Anyang.

mod draft;
mod explain;
mod features;
mod fleet;
mod limits;
mod names;
mod tiny;
mod windows;
mod witness;
mod write;

pub use tiny::{GeneratedTiny, generate_tiny};

use crate::both;
use crate::day::{DayRange, Season};
use crate::kind::Kind;
use crate::lang::Note;
use crate::policy::{DEFAULT, Policy, default_policy};
use chrono::Datelike as _;
use draft::{Draft, Frame};
use fleet::Knobs;
use rand::SeedableRng;
use rand_pcg::Pcg64;

/// What to generate.
#[derive(Debug, Clone, PartialEq)]
pub struct Size {
    /// Cities, at least 1.
    pub cities: usize,
    /// Mills with furnaces or EAFs, at least as many as cities; plants that only serve others come on top.
    pub mills: usize,
    /// Blast furnaces, idle and retired ones among them, at least as many as mills.
    pub furnaces: usize,
    /// Heavy-pollution episodes a city, at most: those that find no room apart from the others are left out.
    pub episodes: usize,
    /// Whether cities file daily limits on the stopped share and a city-wide ratio.
    pub city_rows: bool,
    /// Share of cities whose January-to-March steel is just within the second stage of the programme.
    pub tight_stage: f64,
    /// Name of the first city; empty: a real one's.
    pub city: String,
    /// Whether mills are plain: no episodes, heat, overhauls, quotas and the like.
    pub plain: bool,
    /// Name of the scenario; empty: made from the size.
    pub name: String,
    /// Seed; the same size and seed give the same bytes.
    pub seed: u64,
}

impl Size {
    /// A city like Tangshan: 25 mills and 110 furnaces.
    pub fn city(seed: u64) -> Self {
        Self::new(1, 25, 110, seed)
    }

    /// A small city: 7 mills and 24 furnaces.
    pub fn small_city(seed: u64) -> Self {
        Self::new(1, 7, 24, seed)
    }

    /// Any size, with all features in use.
    pub fn new(cities: usize, mills: usize, furnaces: usize, seed: u64) -> Self {
        let (city, name) = (String::new(), String::new());
        Self { cities, mills, furnaces, episodes: 1, city_rows: true, tight_stage: 0.5, city, plain: false, name, seed }
    }

    /// Why there is no scenario of exactly this size.
    pub fn fault(&self) -> Option<Note> {
        let Self { cities, mills, furnaces, .. } = *self;
        if cities == 0 || mills < cities {
            return Some(both!("generate-few-mills", mills = mills.to_string(), cities = cities.to_string()));
        }
        (furnaces < mills)
            .then(|| both!("generate-few-furnaces", furnaces = furnaces.to_string(), mills = mills.to_string()))
    }
}

/// A scenario, and a plan that keeps its error rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Its name.
    pub name: String,
    /// How much there is of everything.
    pub counts: Counts,
    /// The scenario file; its policy is built in.
    pub scenario_toml: String,
    /// A plan for it without an error finding. It is far from the cheapest.
    pub witness_plan_toml: String,
}

/// How much a generated scenario has of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Cities.
    pub cities: usize,
    /// Mills with furnaces or EAFs.
    pub mills: usize,
    /// Coking plants and lime works that only serve mills.
    pub plants: usize,
    /// Blast furnaces.
    pub furnaces: usize,
    /// EAFs.
    pub eafs: usize,
    /// Coke ovens, strands, pellet plants and kilns.
    pub ancillary: usize,
    /// Heavy-pollution episodes.
    pub episodes: usize,
}

impl Counts {
    /// Units of any kind.
    pub const fn units(&self) -> usize {
        self.furnaces + self.eafs + self.ancillary
    }

    fn new(draft: &Draft, mills: usize) -> Self {
        let units = || draft.mills.iter().flat_map(|m| &m.units);
        let of = |kind| units().filter(|u| u.kind == kind).count();
        let (furnaces, eafs) = (of(Kind::BlastFurnace), of(Kind::Eaf));
        Self {
            cities: draft.cities.len(),
            mills,
            plants: draft.mills.len() - mills,
            furnaces,
            eafs,
            ancillary: units().count() - furnaces - eafs,
            episodes: draft.episodes.len(),
        }
    }
}

/// A scenario of that size, with its witness. A size that has a [fault](Size::fault) is made larger until it has none.
pub fn generate(size: &Size) -> Generated {
    let policy = default_policy();
    let frame = frame(&policy);
    let cities = size.cities.max(1);
    let mills = size.mills.max(cities);
    let size = &Size { cities, mills, furnaces: size.furnaces.max(mills), ..size.clone() };
    let knobs = if size.plain { Knobs::plain(size) } else { Knobs::city(size) };
    let name = if size.name.is_empty() {
        format!("生成情景{}城{}企业{}高炉-{}", size.cities, size.mills, size.furnaces, size.seed)
    } else {
        size.name.clone()
    };
    // A draw whose stops find no room is drawn again from the next stream: with a season of half a year that is rare.
    for stream in 0.. {
        let mut rng = Pcg64::seed_from_u64(size.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(stream));
        if let Some(draft) = draw(&frame, &knobs, &mut rng) {
            return Generated {
                scenario_toml: write::scenario(&frame, &draft, &name, DEFAULT),
                witness_plan_toml: write::plan(&frame, &draft, &name),
                counts: Counts::new(&draft, mills),
                name,
            };
        }
    }
    unreachable!("the streams do not end")
}

/// A first scenario of a city, to be changed into its own: with a comment on each field, those left out included.
pub fn first(city: &str, mills: usize, furnaces: usize) -> Generated {
    let policy = default_policy();
    let (start, end) = (policy.season.start.year(), policy.season.end.year());
    let size = Size {
        city: city.to_owned(),
        name: format!("{city}{start}-{end}年秋冬季"),
        plain: true,
        ..Size::new(1, mills, furnaces, 1)
    };
    let made = generate(&size);
    let (line, rest) = made.scenario_toml.split_once('\n').unwrap_or_default();
    let Note { zh, en } = both!("init-head", city = city);
    let head: Vec<&str> = zh.lines().chain(en.lines()).collect();
    let text = format!("{line}\n# {}\n{rest}", head.join("\n# "));
    Generated { scenario_toml: explain::explained(&text), ..made }
}

/// A policy's season and staggering period.
fn frame(policy: &Policy) -> Frame<'_> {
    let season = Season::new(policy.season.start, policy.season.end).expect("reading refuses a season that ends first");
    let period: DayRange = policy.ratio.period.map_or(season.all(), |p| season.clip(p.start, p.end));
    Frame { policy, season, period }
}

/// One draw: fleet, witness, limits. `None` where the witness found no room.
fn draw(frame: &Frame<'_>, knobs: &Knobs, rng: &mut Pcg64) -> Option<Draft> {
    let mut draft = fleet::draw(frame, knobs, rng);
    witness::plan(frame, &mut draft, rng)?;
    limits::set(frame, knobs, &mut draft, rng);
    Some(draft)
}
