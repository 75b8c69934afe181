//! Stops, slow-downs and restarts as a calendar (RFC 5545), an event of whole days each.

use crate::chart::text::clean;
use crate::lang::Lang;
use crate::lang::numbers::trimmed;
use crate::plan::schedule::{Schedule, StopClass};
use crate::say;
use crate::scenario::{Scenario, UnitIx};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _};

/// The calendar of some units. An event's category is its enterprise; the same plan gives the same bytes.
pub fn ics(scenario: &Scenario, schedule: &Schedule, units: &[UnitIx], lang: Lang) -> String {
    let season = scenario.season;
    // no plan says when it was made: what a reader needs is only that the stamp is there
    let stamp = season.start.and_time(NaiveTime::MIN).and_utc();
    let mut calendar = Calendar::new();
    calendar.name(&clean(&scenario.name));
    for &u in units {
        let (unit, owner) = (&scenario.units[u], scenario.owner(u));
        let (id, mill) = (clean(&unit.id), clean(&owner.name));
        // two cities' calendars may be in one program
        let city = clean(&scenario.cities[owner.city].name);
        let of = |what: String, what_id: &str, first: NaiveDate, last: NaiveDate| {
            let key = format!("{city}/{}/{}/{what_id}/{first}", clean(&owner.id), id);
            event(&format!("{mill} {id} {what}"), &mill, &key, (first, last), stamp)
        };
        let days = &schedule.units[u];
        for stop in &days.stops {
            let (first, last) = (season.date(stop.days.first), season.date(stop.days.end - 1));
            let n = stop.days.len();
            let what = match stop.class {
                StopClass::Fixed => say!(lang, "ics-fixed-stop", days = n),
                StopClass::Episode => say!(lang, "ics-episode-stop", days = n),
                StopClass::Ordinary => say!(lang, "ics-stop", days = n),
            };
            calendar.push(of(what, "stop", first, last));
            if stop.days.end < unit.service.end {
                let back = season.date(stop.days.end);
                calendar.push(of(say!(lang, "ics-restart"), "restart", back, back));
            }
        }
        for slow in &days.slows {
            let (first, last) = (season.date(slow.days.first), season.date(slow.days.end - 1));
            let what = say!(lang, "ics-slow", hours = trimmed(slow.coking_time_h, 3), days = slow.days.len());
            calendar.push(of(what, "slow", first, last));
        }
    }
    calendar.to_string()
}

/// An event of whole days; the file has the day after its last.
fn event(summary: &str, category: &str, key: &str, (first, last): (NaiveDate, NaiveDate), stamp: DateTime<Utc>) -> Event {
    let mut event = Event::new();
    event.summary(summary).categories([category]).uid(key).timestamp(stamp).starts(first);
    event.ends(last.checked_add_days(Days::new(1)).unwrap_or(last)).done()
}
