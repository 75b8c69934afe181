//! Ways to break rules that no single number limits.

use crate::rules_properties::case::{At, Case, city, enterprise, unit};
use chrono::{Days, NaiveDate};
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::measure::cost::total_cost;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::policy::Span;
use steel_stagger::rules::RuleId;
use steel_stagger::scenario::{LastYear, Waiver};

/// A way to break a rule that is no number, and the same a notch milder.
pub struct Break {
    pub rule: RuleId,
    pub places: fn(&Case) -> Vec<At>,
    /// Breaks it (`true`) or nearly; `false` where there is nothing to break it with.
    pub make: fn(&mut Case, At, bool) -> bool,
}

/// The longest stop of a unit in a plan.
fn longest(c: &Case, u: usize) -> Option<(NaiveDate, NaiveDate)> {
    c.stops_of(u).map(|s| (s.start, s.end)).max_by_key(|s| (s.1 - s.0, s.0))
}

fn after(day: NaiveDate, n: u64) -> NaiveDate {
    day + Days::new(n)
}

fn span(c: &Case, day: NaiveDate) -> Vec<DayRange> {
    c.s.season.day(day).map(|d| DayRange::new(d, d + 1)).into_iter().collect()
}

pub const BREAKS: &[Break] = &[
    // the last day of a stop, and the day behind it
    Break {
        rule: RuleId::MustRun,
        places: Case::stopped,
        make: |c, at, breaks| {
            let Some((_, end)) = longest(c, unit(at)).filter(|s| s.1 < c.s.season.end()) else { return false };
            let days = span(c, if breaks { end } else { after(end, 1) });
            c.s.units[unit(at)].must_run = days;
            true
        },
    },
    Break {
        rule: RuleId::Down,
        places: Case::stopped,
        make: |c, at, breaks| {
            let Some((_, end)) = longest(c, unit(at)).filter(|s| s.1 < c.s.season.end()) else { return false };
            let days = span(c, if breaks { after(end, 1) } else { end });
            let stands = c.stops_of(unit(at)).any(|s| s.start == after(end, 1));
            c.s.units[unit(at)].down = days;
            !stands
        },
    },
    Break {
        rule: RuleId::SpringFestival,
        places: |c| c.stopped().into_iter().filter(|&at| c.s.units[unit(at)].kind == Kind::BlastFurnace).collect(),
        make: |c, at, breaks| {
            let Some((_, end)) = longest(c, unit(at)) else { return false };
            let back = after(end, 1);
            let runs = c.s.season.day(back).is_some_and(|d| c.s.units[unit(at)].service.contains(d));
            let day = if breaks { back } else { end };
            c.s.policy.rule_days.insert("SPRING-FESTIVAL".into(), vec![Span { start: day, end: day }]);
            runs && c.stops_of(unit(at)).all(|s| s.start != back)
        },
    },
    Break {
        rule: RuleId::Concrete,
        places: Case::stopped,
        make: |c, at, breaks| {
            let end = c.s.season.date(c.s.units[unit(at)].service.end - 1);
            let late = c.stop(unit(at), end, if breaks { after(end, 1) } else { end });
            let free = c.stops_of(unit(at)).all(|s| s.end < end);
            c.plan.stops.push(late);
            free
        },
    },
    // two stops that share a day, and two that touch
    Break {
        rule: RuleId::Concrete,
        places: Case::stopped,
        make: |c, at, breaks| {
            let Some((start, end)) = longest(c, unit(at)).filter(|s| s.1 - s.0 > chrono::TimeDelta::days(3)) else {
                return false;
            };
            let middle = after(start, 2);
            let (first, second) =
                (c.stop(unit(at), start, middle), c.stop(unit(at), if breaks { middle } else { after(middle, 1) }, end));
            let own = c.plan.stops.iter().position(|s| c.is(unit(at), s) && s.start == start).unwrap();
            c.plan.stops.splice(own..=own, [first, second]);
            true
        },
    },
    Break {
        rule: RuleId::Concrete,
        places: |_| vec![At::Anywhere],
        make: |c, _, breaks| {
            let id = &mut c.plan.stops[0].unit;
            *id = if breaks { format!("{id}?") } else { id.clone() };
            true
        },
    },
    Break {
        rule: RuleId::WholeStop,
        places: Case::ovens,
        make: |c, at, breaks| {
            let service = c.s.units[unit(at)].service;
            let day = c.s.season.date(service.end - 1);
            c.plan.slowdowns.retain(|w| w.end < day);
            c.plan.stops.push(c.stop(unit(at), day, day));
            c.s.units[unit(at)].down = if breaks { vec![] } else { span(c, day) };
            true
        },
    },
    Break {
        rule: RuleId::Permit,
        places: |c| c.mills().into_iter().skip(1).collect(),
        make: |c, at, breaks| {
            let first = enterprise(c.mills()[0]);
            c.s.enterprises.iter_mut().for_each(|e| e.permit = None);
            c.s.enterprises[first].permit = Some("P".into());
            c.s.enterprises[enterprise(at)].permit = Some(if breaks { "P" } else { "Q" }.into());
            enterprise(at) > first
        },
    },
    // retired on the day that the new one comes into service, and a day later
    Break {
        rule: RuleId::Replacement,
        places: |c| (1..c.s.units.len()).filter(|&u| !c.s.units[u].service.is_empty()).map(At::Unit).collect(),
        make: |c, at, breaks| {
            let start = c.s.season.date(c.s.units[unit(at)].service.first);
            c.s.units[unit(at)].replaces = vec![0];
            c.s.units[0].retired = Some(after(start, u64::from(breaks)));
            true
        },
    },
    Break {
        rule: RuleId::Claim,
        places: |_| vec![At::Anywhere],
        make: |c, _, breaks| {
            let cost = total_cost(&c.s, &Schedule::new(&c.s, &c.plan)).total();
            let let_pass = (1e-6 * cost.abs()).max(1.0);
            c.plan.solve.objective = Some(cost + let_pass * if breaks { 1.01 } else { 0.99 });
            true
        },
    },
    Break {
        rule: RuleId::Claim,
        places: |_| vec![At::Anywhere],
        make: |c, _, breaks| {
            let cost = total_cost(&c.s, &Schedule::new(&c.s, &c.plan)).total();
            c.plan.solve.objective = Some(cost);
            c.plan.solve.bound = Some(0.9 * cost);
            c.plan.solve.gap = Some(0.1 * cost.signum() + if breaks { 2e-6 } else { 5e-7 });
            true
        },
    },
    Break {
        rule: RuleId::Scenario,
        places: |_| vec![At::Anywhere],
        make: |c, _, breaks| {
            c.plan.scenario = if breaks { format!("{}?", c.s.name) } else { c.s.name.clone() };
            true
        },
    },
    // the last day of a stop may not be one, and a waiver covers it, or only the day before
    Break {
        rule: RuleId::Waiver,
        places: Case::stopped,
        make: |c, at, breaks| {
            let Some((_, end)) = longest(c, unit(at)) else { return false };
            c.s.units[unit(at)].must_run = span(c, end);
            let day = if breaks { end - Days::new(1) } else { end };
            c.s.waivers = vec![Waiver {
                rule: RuleId::MustRun,
                enterprise: c.s.units[unit(at)].enterprise,
                unit: Some(unit(at)),
                span: Span { start: day, end: day },
                document: "D".to_owned(),
                issuer: "I".to_owned(),
            }];
            true
        },
    },
    // all lines but as many as are asked for run through an episode of ten days, and one more
    Break {
        rule: RuleId::Episode,
        places: |c| {
            let lines = |at: At| {
                let e = enterprise(at);
                let of = |&k: &Kind| c.s.units_of(e, k).count() > 1 && c.s.emergency_grade(e).is_some();
                [Kind::BlastFurnace, Kind::Sinter].into_iter().filter(of).map(|k| At::Kind(e, k)).collect::<Vec<_>>()
            };
            c.mills().into_iter().flat_map(lines).collect()
        },
        make: |c, at, breaks| {
            let At::Kind(e, kind) = at else { return false };
            let lines: Vec<usize> = c.s.units_of(e, kind).collect();
            let days = DayRange::new(20, 30);
            let mut share = [None; 6];
            share[kind.index()] = Some(0.5);
            c.measure(e, share, vec![]);
            c.s.episodes.truncate(1);
            (c.s.episodes[0].city, c.s.episodes[0].days) = (c.s.enterprises[e].city, days);
            c.s.enterprises[e].heating = None;
            for &u in &lines {
                c.s.units[u].must_run.clear();
                c.clear(u);
            }
            let asked = lines.len().div_ceil(2) - usize::from(breaks);
            for &u in &lines[..asked] {
                let stop = c.stop(u, c.s.season.date(days.first), c.s.season.date(days.end - 1));
                c.plan.stops.push(stop);
            }
            lines.iter().all(|&u| c.s.units[u].service.intersect(days) == days)
        },
    },
    // the only unit of a kind stands just as long as the furnaces' ratio asks, and a day less
    Break {
        rule: RuleId::AncRatio,
        places: |c| {
            let lone = |at: At| {
                let e = enterprise(at);
                let of = |&k: &Kind| {
                    let units = c.s.serving_units(e, k);
                    units.len() == 1 && c.s.units[units[0]].service == c.s.season.all()
                };
                [Kind::Sinter, Kind::Pellet, Kind::LimeKiln]
                    .into_iter()
                    .filter(of)
                    .map(|k| At::Kind(e, k))
                    .collect::<Vec<_>>()
            };
            c.mills().into_iter().flat_map(lone).collect()
        },
        make: |c, at, breaks| {
            let At::Kind(e, kind) = at else { return false };
            let (u, p) = (c.s.serving_units(e, kind)[0], c.s.enterprises[e].period);
            c.clear(u);
            // without its stops, the finding says what the furnaces' ratio is
            let Some(asked) = c.findings(RuleId::AncRatio, at).first().and_then(|f| f.required) else { return false };
            let days = (asked * p.len() as f64 - 1e-6).ceil() as u16 - u16::from(breaks);
            if days > 0 {
                c.shape(u).min_stop_days = 1;
                let stop = c.stop(u, c.s.season.date(p.first), c.s.season.date(p.first + days - 1));
                c.plan.stops.push(stop);
            }
            true
        },
    },
    Break {
        rule: RuleId::Change,
        places: |c| {
            let two = |at: &At| c.s.units_of(enterprise(*at), Kind::BlastFurnace).count() > 1;
            c.mills().into_iter().filter(two).map(|at| At::Kind(enterprise(at), Kind::BlastFurnace)).collect()
        },
        make: |c, at, breaks| {
            let furnaces: Vec<usize> = c.s.units_of(enterprise(at), Kind::BlastFurnace).collect();
            c.s.episodes.clear();
            for &u in &furnaces {
                c.s.units[u].down.clear();
                c.s.units[u].service = c.s.season.all();
                c.clear(u);
            }
            let start = c.s.season.start;
            c.plan.stops.push(c.stop(furnaces[0], start, after(start, 19)));
            c.plan.stops.push(c.stop(furnaces[1], after(start, if breaks { 19 } else { 20 }), after(start, 50)));
            true
        },
    },
    Break {
        rule: RuleId::Idle,
        places: Case::stopped,
        make: |c, at, breaks| {
            let service = c.s.units[unit(at)].service;
            c.clear(unit(at));
            c.s.units[unit(at)].last_ran = None;
            c.s.units[unit(at)].down_filed.clear();
            let first = service.first + u16::from(!breaks);
            c.plan.stops.push(c.stop(unit(at), c.s.season.date(first), c.s.season.date(service.end - 1)));
            true
        },
    },
    Break {
        rule: RuleId::Plausible,
        places: |c| c.mills().into_iter().map(|at| At::Unit(c.s.primary_units(enterprise(at))[0])).collect(),
        make: |c, at, breaks| {
            let u = &mut c.s.units[unit(at)];
            u.size = Some(u.rate_t_d / if breaks { 4.51 } else { 4.49 });
            u.kind == Kind::BlastFurnace && !u.service.is_empty()
        },
    },
    Break {
        rule: RuleId::Plausible,
        places: Case::mills,
        make: |c, at, breaks| {
            let e = &mut c.s.enterprises[enterprise(at)];
            e.capacity_utilisation = if breaks { 2.01 } else { 1.99 };
            e.steel_last_year = Some(LastYear::Total(1.0));
            !e.evidence.is_empty() || !e.claims_heat
        },
    },
    // the dearest value of avoided emissions at which stopping a furnace costs as much as it saves, and just below it
    Break {
        rule: RuleId::PolicyOrder,
        places: |_| vec![At::Anywhere],
        make: |c, _, breaks| {
            let p = &mut c.s.policy;
            let weight = c.s.cities.iter().flat_map(|city| &city.day_weight).copied().fold(0.0, f64::max);
            p.emission.iter_mut().for_each(|f| (f.ultra_low, f.other) = (1.0, 1.0));
            p.cost.use_filed_margin = false;
            (p.cost.margin_cny_t, p.cost.output_cny_t) = (100.0, [100.0; 6]);
            p.cost.emission_value_cny_kg = 100.0 / weight * if breaks { 1.000_001 } else { 0.999_999 };
            true
        },
    },
    // of the mills with furnaces, 80 % with the same first and last day, and one fewer
    Break {
        rule: RuleId::OneCut,
        places: Case::cities,
        make: |c, at, breaks| {
            let p = c.period(at);
            let mills: Vec<Vec<usize>> = c
                .s
                .enterprises_of(city(at))
                .map(|e| c.s.units_of(e, Kind::BlastFurnace).filter(|&u| c.s.units[u].service.intersect(p) == p).collect())
                .filter(|f: &Vec<usize>| !f.is_empty())
                .collect();
            let with_furnaces =
                |e: &usize| c.s.units_of(*e, Kind::BlastFurnace).any(|u| !c.s.units[u].service.intersect(p).is_empty());
            let all = c.s.enterprises_of(city(at)).filter(with_furnaces).count();
            c.plan.stops.clear();
            let same = (0.8 * all as f64 - 1e-6).ceil() as usize - usize::from(!breaks);
            for furnaces in mills.iter().take(same) {
                let stop = c.stop(furnaces[0], c.s.season.date(p.first), c.s.season.date(p.first + 20));
                c.plan.stops.push(stop);
            }
            all >= 3 && mills.len() == all
        },
    },
    // of two mills of neighbouring grades, the lower one stops as much as is apart, and a day less
    Break {
        rule: RuleId::GradeOrder,
        places: Case::cities,
        make: |c, at, breaks| {
            let p = c.period(at);
            let plain = |e: &usize| !c.s.primary_units(*e).is_empty() && c.s.emergency_grade(*e).is_some();
            let mills: Vec<usize> = c.s.enterprises_of(city(at)).filter(plain).collect();
            if mills.len() < 2 {
                return false;
            }
            c.plan.stops.clear();
            for e in c.s.enterprises_of(city(at)).collect::<Vec<_>>() {
                c.s.enterprises[e].has_violation = true;
            }
            for (i, &e) in mills[..2].iter().enumerate() {
                let ent = &mut c.s.enterprises[e];
                (ent.grade, ent.has_violation, ent.capacity_utilisation) = (i, false, 1.0);
                (ent.norm_listed, ent.min_ratio, ent.period) = (true, None, p);
                for u in c.s.primary_units(e) {
                    c.s.units[u].service = c.s.season.all();
                }
            }
            let lower = c.s.primary_units(mills[1]);
            let all: f64 = lower.iter().map(|&u| c.s.units[u].rate_t_d).sum();
            let per_day = c.s.units[lower[0]].rate_t_d / all / p.len() as f64;
            let days = (0.005 / per_day - 1e-6).ceil() as u16 - u16::from(breaks);
            c.shape(lower[0]).min_stop_days = 1;
            if days > 0 {
                let stop = c.stop(lower[0], c.s.season.date(p.first), c.s.season.date(p.first + days - 1));
                c.plan.stops.push(stop);
            }
            true
        },
    },
];
