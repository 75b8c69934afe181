//! The shape of stops: WHOLE-STOP, SLOW-SHAPE, SHORT-STOP, SHORT-RUN, MANY-STOPS, MUST-RUN, DOWN; SPRING-FESTIVAL, which is not the contract's.

use super::units::{Class, Run, UnitDays};
use super::{Fault, Found, at_unit, by_days, date, runs, season_len};
use steel_stagger::kind::Kind;
use steel_stagger::plan::{Plan, Slowdown};
use steel_stagger::scenario::Scenario;

fn days_count(s: &Scenario, place: &Found, flags: impl Iterator<Item = bool>, out: &mut Vec<Found>) {
    for (a, b) in runs(flags) {
        out.push(Found { short_by: Some((b - a + 1) as f64), ..place.clone().on(s, a, b) });
    }
}

/// Whether a stopped unit runs again on a day that the policy lists for a rule.
pub fn restarts_on_listed_day(s: &Scenario, rule: &str, days: &UnitDays, day: usize) -> bool {
    let spans = s.policy.rule_days.get(rule).map_or(&[][..], Vec::as_slice);
    let listed = spans.iter().any(|p| p.start <= date(s, day) && date(s, day) <= p.end);
    listed && day > 0 && days.service[day] && days.stopped[day - 1] && !days.stopped[day]
}

/// SPRING-FESTIVAL: each span of days by itself.
fn holidays(s: &Scenario, u: usize, days: &UnitDays, out: &mut Vec<Found>) {
    const RULE: &str = "SPRING-FESTIVAL";
    for d in (0..season_len(s)).filter(|&d| restarts_on_listed_day(s, RULE, days, d)) {
        out.push(at_unit(s, RULE, u).on(s, d, d).numbers(1.0, 0.0, 1.0));
    }
}

/// All seven.
pub fn check(s: &Scenario, plan: &Plan, units: &[UnitDays], out: &mut Vec<Found>) {
    for (u, days) in units.iter().enumerate() {
        let kind = s.units[u].kind;
        let filed = |d: usize| {
            let (day, unit) = (date(s, d), &s.units[u]);
            let mine = |p: &&Slowdown| p.enterprise == s.enterprises[unit.enterprise].id && p.unit == unit.id;
            days.service[d] && plan.slowdowns.iter().filter(mine).any(|p| p.start <= day && day <= p.end)
        };
        if kind == Kind::CokeOven {
            slow_times(s, u, days, out);
            let whole = days.stopped.iter().zip(&days.down).map(|(&stopped, &down)| stopped && !down);
            for (a, b) in runs(whole) {
                out.push(at_unit(s, "WHOLE-STOP", u).on(s, a, b));
            }
            slow_shape(s, u, days, out);
        } else {
            days_count(s, &at_unit(s, "WHOLE-STOP", u), (0..season_len(s)).map(filed), out);
        }
        stop_shape(s, u, days, out);
        let meets = days.stopped.iter().zip(&days.must_run).map(|(&a, &b)| a && b);
        days_count(s, &at_unit(s, "MUST-RUN", u), meets, out);
        let open = days.down.iter().zip(&days.stopped).map(|(&down, &stopped)| down && !stopped);
        days_count(s, &at_unit(s, "DOWN", u), open, out);
        if kind == Kind::BlastFurnace {
            holidays(s, u, days, out);
        }
    }
}

fn slow_times(s: &Scenario, u: usize, days: &UnitDays, out: &mut Vec<Found>) {
    let normal = s.units[u].coking_time_h.unwrap();
    let most = s.policy.coke.as_ref().unwrap().max_coking_time_h;
    let times = |fault: &dyn Fn(f64) -> Fault| -> Vec<Fault> { days.slow.iter().map(|&t| t.and_then(fault)).collect() };
    let place = at_unit(s, "WHOLE-STOP", u);
    by_days(s, &place, &times(&|t| (t <= normal).then_some((t, normal, normal - t))), out);
    by_days(s, &place, &times(&|t| (t > most).then_some((t, most, t - most))), out);
}

fn slow_shape(s: &Scenario, u: usize, days: &UnitDays, out: &mut Vec<Found>) {
    let coke = s.policy.coke.as_ref().unwrap();
    let own: Vec<&Run> = days.slowdowns.iter().filter(|r| r.class != Class::Episode).collect();
    for r in &own {
        let (len, least) = (r.len() as f64, f64::from(coke.min_slow_days));
        if len < least {
            out.push(at_unit(s, "SLOW-SHAPE", u).on(s, r.first, r.last).numbers(len, least, least - len));
        }
    }
    let (n, most) = (own.len() as f64, f64::from(coke.max_slowdowns));
    if n > most {
        out.push(at_unit(s, "SLOW-SHAPE", u).numbers(n, most, n - most));
    }
}

fn stop_shape(s: &Scenario, u: usize, days: &UnitDays, out: &mut Vec<Found>) {
    let shape = s.policy.shape[s.units[u].kind as usize].as_ref().unwrap();
    let own: Vec<&Run> = days.stops.iter().filter(|r| r.class == Class::Ordinary).collect();
    for r in &own {
        let (len, least) = (r.len() as f64, f64::from(shape.min_stop_days));
        if len < least {
            out.push(at_unit(s, "SHORT-STOP", u).on(s, r.first, r.last).numbers(len, least, least - len));
        }
    }
    for (a, b) in own.iter().zip(own.iter().skip(1)) {
        let (between, least) = ((b.first - a.last - 1) as f64, f64::from(shape.min_run_days));
        if between < least {
            out.push(at_unit(s, "SHORT-RUN", u).on(s, a.last + 1, b.first - 1).numbers(between, least, least - between));
        }
    }
    let (n, most) = (own.len() as f64, f64::from(shape.max_stops));
    if n > most {
        out.push(at_unit(s, "MANY-STOPS", u).numbers(n, most, n - most));
    }
}
