//! Seeded scenarios that a plan is known for: the witness plan is made first, then everything a city files (last year's
//! steel, quotas, bands, heat) is set from it with a margin, so that the scenario is feasible by construction.
//!
//! All mills are invented; sizes, rates and shares of grades follow public figures on Tangshan, Handan and Anyang.

mod draft;
mod features;
mod fleet;
mod limits;
mod tiny;
mod windows;
mod witness;
mod write;

pub use tiny::{GeneratedTiny, generate_tiny};

use crate::day::{DayRange, Season};
use crate::policy::{Policy, builtin, read_policy_str};
use draft::{Draft, Frame};
use fleet::Knobs;
use rand::SeedableRng;
use rand_pcg::Pcg64;

/// The built-in policy that generated cities are judged by.
const POLICY: &str = "autumn-winter-2021";

/// What to generate.
#[derive(Debug, Clone, PartialEq)]
pub struct Size {
    /// Cities, at least 1.
    pub cities: usize,
    /// Mills with furnaces, scrap-eaf mills among them; plants that only serve others come on top.
    pub mills: usize,
    /// Blast furnaces, all told.
    pub furnaces: usize,
    /// Heavy-pollution warnings a city.
    pub episodes: usize,
    /// Whether cities file daily limits on the stopped share and a city-wide ratio.
    pub city_rows: bool,
    /// Share of cities whose January-to-March steel is just within the second stage of the programme.
    pub tight_stage: f64,
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
        Self { cities, mills, furnaces, episodes: 1, city_rows: true, tight_stage: 0.5, name: String::new(), seed }
    }
}

/// A scenario, and a plan that keeps its error rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// The scenario file; its policy is built in.
    pub scenario_toml: String,
    /// A plan for it without an error finding. It is far from the cheapest.
    pub witness_plan_toml: String,
}

/// A scenario of that size, with its witness.
pub fn generate(size: &Size) -> Generated {
    let policy = read_policy_str(builtin(POLICY).unwrap_or_default(), POLICY).expect("the built-in policy is valid");
    let frame = frame(&policy);
    let knobs = Knobs::city(size);
    let name = if size.name.is_empty() {
        format!("生成方案{}城{}企业{}高炉-{}", size.cities, size.mills, size.furnaces, size.seed)
    } else {
        size.name.clone()
    };
    // A draw whose stops find no room is drawn again from the next stream: with a season of half a year that is rare.
    for stream in 0.. {
        let mut rng = Pcg64::seed_from_u64(size.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(stream));
        if let Some(draft) = draw(&frame, &knobs, &mut rng) {
            return Generated {
                scenario_toml: write::scenario(&frame, &draft, &name, POLICY),
                witness_plan_toml: write::plan(&frame, &draft, &name),
            };
        }
    }
    unreachable!("the streams do not end")
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
