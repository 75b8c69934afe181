//! Where an audit looked: a problem that it does not find is gone only there.

use super::ratio::Achieved;
use super::steel::Steel;
use super::unit::Recorded;
use super::{Audit, AuditKind, Finding};
use crate::day::{Day, DayRange};
use crate::kind::ByKind;
use crate::rules::Place;
use crate::scenario::{EntIx, Scenario, UnitIx};
use chrono::NaiveDate;

/// What is known of each unit and mill.
#[derive(Debug)]
pub struct Known {
    /// Whether each day of each unit is recorded.
    days: Vec<Vec<bool>>,
    /// Kinds of which any unit has records.
    kinds: ByKind<bool>,
    /// The first day of which the steel of each mill is not known.
    steel: Vec<Day>,
}

impl Known {
    /// Of an audit of these records.
    pub fn new(recorded: &[Option<Recorded>], achieved: &Achieved, steel: &Steel, span: DayRange) -> Self {
        let days = |r: &Option<Recorded>| -> Vec<bool> {
            let of = |r: &Recorded| (0..).zip(&r.gap).map(|(d, gap)| span.contains(d) && !gap).collect();
            r.as_ref().map(of).unwrap_or_default()
        };
        Self { days: recorded.iter().map(days).collect(), kinds: achieved.kinds, steel: steel.known().to_vec() }
    }
}

impl Audit {
    /// Whether it would have found a problem of a kind, were there one at the place and on the days.
    pub fn judged(&self, s: &Scenario, kind: AuditKind, place: Place, days: DayRange) -> bool {
        let recorded = |u: UnitIx, days: DayRange| days.days().all(|d| self.known.days[u].get(d) == Some(&true));
        if let Some(u) = place.unit {
            return recorded(u, days);
        }
        if let Some(k) = place.kind {
            // a ratio: days that are not recorded are days of running, but for those before the first record
            return self.known.kinds[k.index()] && self.span.first <= days.first && days.end <= self.span.end;
        }
        if kind == AuditKind::Gap {
            let units = place.enterprise.map(|e| &s.enterprises[e].units).into_iter().flatten();
            return units.copied().all(|u| recorded(u, days.intersect(s.units[u].service)));
        }
        mills(s, place).all(|e| {
            let line = |month| self.steel.iter().any(|l| (l.enterprise, l.month) == (e, month));
            let mut within = s.season.whole_months().into_iter().filter(|m| days.first <= m.2.first && m.2.end <= days.end);
            self.known.steel[e] >= days.end && within.all(|(y, m, _)| line((y, m)))
        })
    }

    /// The last day up to which what a finding sums is known; of findings about single days their own last one.
    pub fn last_known(&self, s: &Scenario, f: &Finding) -> NaiveDate {
        if !matches!(f.kind, AuditKind::SteelLimit | AuditKind::SeasonForecast) {
            return f.last;
        }
        let of_steel = mills(s, f.place).map(|e| self.known.steel[e]).max().filter(|_| f.place.kind.is_none());
        s.season.date(of_steel.unwrap_or(self.span.end).max(1) - 1).max(f.first)
    }
}

/// The mills of a place whose steel is looked at.
fn mills(s: &Scenario, place: Place) -> impl Iterator<Item = EntIx> {
    let of = move |e: EntIx| place.enterprise.map_or(s.enterprises[e].city == place.city, |own| own == e);
    (0..s.enterprises.len()).filter(move |&e| of(e) && s.enterprises[e].steel_last_year.is_some())
}
