//! The programme's numbers: a policy file after reading and validation. Its meaning is contract section 8.

use crate::kind::{ByKind, Kind};
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub mod format;
pub mod read;

pub use read::{DEFAULT, builtin, default_policy, read_policy, read_policy_str};

/// Dates `start..=end`, as filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub start: NaiveDate,
    /// Last day, included.
    pub end: NaiveDate,
}

/// A policy, complete and consistent.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// Name, as scenarios refer to it.
    pub name: String,
    /// The programme's title.
    pub title: String,
    /// Default season.
    pub season: Span,
    /// Grades (环保绩效评级), best first.
    pub grades: Vec<String>,
    /// A unit that last ran more than this many days before the season is idle; `None`: no unit is.
    pub idle_after_days: Option<u32>,
    /// Staggered ratios.
    pub ratio: RatioPolicy,
    /// Shape of stops by kind; `None` where the policy has no table for the kind.
    pub shape: ByKind<Option<Shape>>,
    /// Coke-oven slow-downs; `None` where the policy has no `[coke]`.
    pub coke: Option<CokePolicy>,
    /// STAGE-STEEL periods.
    pub stages: Vec<Stage>,
    /// `[rule_days]`: the days on which rules that need such hold, by their ids.
    pub rule_days: BTreeMap<String, Vec<Span>>,
    /// Costs.
    pub cost: CostPolicy,
    /// kg of PM + SO2 + NOx a t of product, by kind (0 where the policy names none).
    pub emission: ByKind<EmissionFactor>,
    /// `[emergency.LEVEL.GRADE]` tables; the grade `scrap-eaf` stands for scrap-eaf mills.
    pub emergency: Vec<Emergency>,
    /// SHA-256 of the file's text.
    pub hash: String,
}

/// `[ratio]`.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioPolicy {
    /// Staggering period (采暖季); `None`: the season.
    pub period: Option<Span>,
    /// Base ratio of each of [`Policy::grades`], a fraction.
    pub base: Vec<f64>,
    /// Increment for any violation, a fraction.
    pub violation: f64,
    /// Increment for utilisation above the threshold, a fraction.
    pub over_capacity: f64,
    /// Increment for a mill that is not norm-listed, a fraction.
    pub not_listed: f64,
    /// Cap on base + increments, a fraction.
    pub cap: f64,
    /// Utilisation above it (not equal) is over capacity.
    pub over_capacity_threshold: f64,
}

/// `[shape.KIND]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Shortest ordinary stop, days.
    pub min_stop_days: u16,
    /// Fewest days between two ordinary stops.
    pub min_run_days: u16,
    /// Most ordinary stops.
    pub max_stops: u16,
    /// Days after an ordinary or fixed stop on which a furnace gives no heat.
    pub ramp_days: u16,
    /// FEED: stock in days; `None`: no FEED for the kind.
    pub feed_stock_days: Option<f64>,
}

/// `[coke]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CokePolicy {
    /// Longest coking time, h.
    pub max_coking_time_h: f64,
    /// Shortest slow-down, days.
    pub min_slow_days: u16,
    /// Most slow-downs of a battery.
    pub max_slowdowns: u16,
}

impl CokePolicy {
    /// The longest coking time that a planner may state: of at most 3 decimals, h.
    pub fn longest_stated_h(&self) -> f64 {
        let most = self.max_coking_time_h;
        let near = (most * 1000.0).round() / 1000.0;
        if near <= most { near } else { (most * 1000.0).floor() / 1000.0 }
    }

    /// What a planner states for a coking time: rounded up, at least a thousandth above the `normal` one, at most the longest, h.
    pub fn stated_h(&self, hours: f64, normal: f64) -> f64 {
        let least = (normal * 1000.0 + 1e-7).floor() + 1.0;
        ((hours * 1000.0 - 1e-7).ceil().max(least) / 1000.0).min(self.longest_stated_h())
    }

    /// The same of what a plan has already: on days that lie behind a coking time may be beyond the longest, and stays so.
    pub fn kept_h(&self, hours: f64, normal: f64) -> f64 {
        let beyond = hours > self.max_coking_time_h + 0.001;
        if beyond { (hours * 1000.0).round() / 1000.0 } else { self.stated_h(hours, normal) }
    }
}

/// Whom a STAGE-STEEL period binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageLevel {
    /// Each city as a whole.
    City,
    /// Each enterprise whose base ratio is above 0.
    Enterprise,
}

/// `[[stage_steel]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// The period.
    pub span: Span,
    /// Crude steel at most this share of last year's over the same days.
    pub factor: f64,
    /// Whom it binds.
    pub level: StageLevel,
    /// Cities it lists; `None`: all.
    pub cities: Option<Vec<String>>,
}

impl Stage {
    /// Whether the stage names the city; a 市 at the end of either name is ignored.
    pub fn names(&self, city: &str) -> bool {
        let bare = |s: &str| s.strip_suffix('市').unwrap_or(s).to_owned();
        self.cities.as_ref().is_none_or(|list| list.iter().any(|c| bare(c) == bare(city)))
    }
}

/// `[cost]`, CNY.
#[derive(Debug, Clone, PartialEq)]
pub struct CostPolicy {
    /// Margin lost per t of hot metal (of an EAF: crude steel) not made.
    pub margin_cny_t: f64,
    /// Whether an enterprise's own margin comes first.
    pub use_filed_margin: bool,
    /// An ordinary stop: per m3 for blast furnaces, per stop for other kinds.
    pub restart_cny: ByKind<f64>,
    /// An episode stop, likewise.
    pub banking_cny: ByKind<f64>,
    /// Output of an ancillary kind not made, per t.
    pub output_cny_t: ByKind<f64>,
    /// Value of a kg of avoided emissions.
    pub emission_value_cny_kg: f64,
}

/// `[emission.KIND]`, kg/t.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EmissionFactor {
    /// With ultra-low-emission retrofit done.
    pub ultra_low: f64,
    /// Otherwise.
    pub other: f64,
}

/// Level of a heavy-pollution episode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 黄色 (Ⅲ级).
    Yellow,
    /// 橙色 (Ⅱ级).
    Orange,
    /// 红色 (Ⅰ级).
    Red,
}

impl Level {
    /// All levels, mildest first.
    pub const ALL: [Self; 3] = [Self::Yellow, Self::Orange, Self::Red];

    /// Its name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Orange => "orange",
            Self::Red => "red",
        }
    }
}

/// `[emergency.LEVEL.GRADE]`: what an episode asks of a mill.
#[derive(Debug, Clone, PartialEq)]
pub struct Emergency {
    /// Level of the episode.
    pub level: Level,
    /// Index into [`Policy::grades`]; `None`: scrap-eaf mills.
    pub grade: Option<usize>,
    /// Share of the lines of a kind in service that must stand, by count; `None`: nothing asked. Never set for coke ovens.
    pub share: ByKind<Option<f64>>,
    /// Coking times by chamber height, first that fits; empty: nothing asked.
    pub coking: Vec<CokeMeasure>,
}

/// An extended coking time by chamber height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CokeMeasure {
    /// Fits batteries lower than this, m; `None`: all.
    pub height_below_m: Option<f64>,
    /// Coking time of at least this, h.
    pub coking_time_h: f64,
}

impl Policy {
    /// The measure for a level and a mill (`grade`: index, or `None` for scrap-eaf mills).
    pub fn emergency(&self, level: Level, grade: Option<usize>) -> Option<&Emergency> {
        self.emergency.iter().find(|e| e.level == level && e.grade == grade)
    }

    /// The shape of a kind; panics where the policy has none (reading refuses such scenarios).
    pub fn shape(&self, kind: Kind) -> &Shape {
        self.shape[kind.index()].as_ref().expect("reading refuses a kind that the policy has no shape for")
    }
}

impl Emergency {
    /// The coking time asked of a battery of that chamber height, h.
    pub fn coking_time(&self, height_m: f64) -> Option<f64> {
        self.coking.iter().find(|m| m.height_below_m.is_none_or(|h| height_m < h)).map(|m| m.coking_time_h)
    }

    /// Whether the measure names a kind.
    pub fn names(&self, kind: Kind) -> bool {
        if kind == Kind::CokeOven { !self.coking.is_empty() } else { self.share[kind.index()].is_some() }
    }
}
