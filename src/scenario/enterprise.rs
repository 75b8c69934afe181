//! An enterprise and its units, as filed.

use super::{CityIx, EntIx, UnitIx};
use crate::day::{Day, DayRange, Season};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::policy::Span;
use crate::say;
use chrono::NaiveDate;

/// `route`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// 长流程.
    Integrated,
    /// 全废钢短流程.
    ScrapEaf,
}

/// `[[enterprises]]`.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // each is a field of the file
pub struct Enterprise {
    /// Unique id.
    pub id: String,
    /// Pollutant-discharge permit (排污许可证).
    pub permit: Option<String>,
    /// Name.
    pub name: String,
    /// City.
    pub city: CityIx,
    /// Index into the policy's grades, 0 the best.
    pub grade: usize,
    /// Route.
    pub route: Route,
    /// 完成超低排放改造.
    pub ultra_low_emission: bool,
    /// Any violation is filed.
    pub has_violation: bool,
    /// Last year's crude steel / licensed capacity.
    pub capacity_utilisation: f64,
    /// On the MIIT norm list 规范公告.
    pub norm_listed: bool,
    /// The city asks at least this ratio.
    pub min_ratio: Option<f64>,
    /// Its staggering period, clipped to the season.
    pub period: DayRange,
    /// Mills whose furnaces its ancillary units serve (itself and scrap-eaf mills left out).
    pub serves: Vec<EntIx>,
    /// Last year's crude steel; `None` only where it has neither furnace nor EAF.
    pub steel_last_year: Option<LastYear>,
    /// t crude steel per t hot metal.
    pub steel_per_iron: f64,
    /// Calendar-year caps.
    pub steel_quota: Vec<Quota>,
    /// Filed margin, CNY/t.
    pub margin_cny_t: Option<f64>,
    /// Documents.
    pub evidence: Vec<String>,
    /// County or district, as filed.
    pub county: Option<String>,
    /// Who answers for its stops, as filed.
    pub responsible: Option<String>,
    /// District heating, with days left.
    pub heating: Option<Heating>,
    /// Whether any `must_run` or `heating` was filed, clipped away or not.
    pub claims_heat: bool,
    /// Its units.
    pub units: Vec<UnitIx>,
    /// Line in the file.
    pub line: usize,
}

impl Enterprise {
    /// Id and name as people read them: once where they are alike.
    pub fn label(&self) -> String {
        if self.id == self.name { self.name.clone() } else { format!("{} {}", self.id, self.name) }
    }
}

/// `stop_method`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopMethod {
    /// 焖炉: it stays filled and hot.
    Banking,
    /// 停炉: its burden is run down.
    BlowDown,
    /// 扒炉: it is emptied.
    Emptied,
}

impl StopMethod {
    /// By its word in a file.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "焖炉" | "banking" => Some(Self::Banking),
            "停炉" | "blow-down" => Some(Self::BlowDown),
            "扒炉" | "emptied" => Some(Self::Emptied),
            _ => None,
        }
    }

    /// In words.
    pub fn name(self, lang: Lang) -> String {
        match self {
            Self::Banking => say!(lang, "stop-method-banking"),
            Self::BlowDown => say!(lang, "stop-method-blow-down"),
            Self::Emptied => say!(lang, "stop-method-emptied"),
        }
    }
}

/// `steel_last_year_t`.
#[derive(Debug, Clone, PartialEq)]
pub enum LastYear {
    /// Over the same days as the season, t.
    Total(f64),
    /// By month, t: ((year, month), tonnes of the whole month). Every month that the season needs is there.
    Monthly(Vec<((i32, u32), f64)>),
}

/// `steel_quota`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quota {
    /// Calendar year.
    pub year: i32,
    /// Cap, t.
    pub limit_t: f64,
    /// Made before the season, t.
    pub made_t: f64,
}

/// `heating`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heating {
    /// Days.
    pub days: DayRange,
    /// Hot metal at least, t/d.
    pub min_iron_t_d: f64,
}

/// `[[enterprises.units]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Unique within the enterprise.
    pub id: String,
    /// Its enterprise.
    pub enterprise: EntIx,
    /// Kind.
    pub kind: Kind,
    /// m3, m2, m of chamber height, t/d or t; always there for furnaces and coke ovens.
    pub size: Option<f64>,
    /// t of product a day when running.
    pub rate_t_d: f64,
    /// Normal coking time, h; always there for coke ovens, `None` for others.
    pub coking_time_h: Option<f64>,
    /// Days on which it may not stop.
    pub must_run: Vec<DayRange>,
    /// Days of stops already fixed.
    pub down: Vec<DayRange>,
    /// How it is stopped, where it is filed for it or, for a furnace, its enterprise.
    pub stop_method: Option<StopMethod>,
    /// Days in service; empty for a unit that is idle or out of service all season.
    pub service: DayRange,
    /// First day in service, as filed.
    pub commissioned: Option<NaiveDate>,
    /// First day out, as filed.
    pub retired: Option<NaiveDate>,
    /// Last day it ran, as filed.
    pub last_ran: Option<NaiveDate>,
    /// 长期停产: `last_ran` lies more than the policy's days before the season.
    pub idle: bool,
    /// The units whose capacity it replaces.
    pub replaces: Vec<UnitIx>,
    /// `must_run` spans as filed, with their reasons (for charts).
    pub must_run_filed: Vec<(Span, Option<String>)>,
    /// `down` spans as filed, with their reasons.
    pub down_filed: Vec<(Span, Option<String>)>,
    /// Line in the file.
    pub line: usize,
}

impl Unit {
    /// Whether a day is one of a stop already fixed.
    pub fn is_down(&self, day: Day) -> bool {
        self.down.iter().any(|r| r.contains(day))
    }

    /// Whether it may not stop on a day.
    pub fn must_run_on(&self, day: Day) -> bool {
        self.must_run.iter().any(|r| r.contains(day))
    }
}

impl LastYear {
    /// Crude steel over the days of last year that answer to `days` of this season, t.
    pub fn over(&self, season: Season, days: DayRange) -> f64 {
        if days.is_empty() {
            return 0.0;
        }
        match self {
            Self::Total(t) => t * days.len() as f64 / f64::from(season.len),
            Self::Monthly(table) => {
                let first = crate::day::a_year_before(season.date(days.first));
                let last = crate::day::a_year_before(season.date(days.end - 1));
                table
                    .iter()
                    .map(|&((y, m), tonnes)| {
                        let Some(a) = NaiveDate::from_ymd_opt(y, m, 1) else { return 0.0 };
                        let b = a + chrono::Months::new(1) - chrono::Days::new(1);
                        let both = (last.min(b) - first.max(a)).num_days() + 1;
                        tonnes * both.max(0) as f64 / ((b - a).num_days() + 1) as f64
                    })
                    .sum()
            }
        }
    }
}
