//! Paths of the pattern graph against all subsets of the days, judged by the contract's words; and where days are settled.

use crate::exact::build::{mill, orange, scenario, shape, unit};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::collections::BTreeMap;
use steel_stagger::day::{DayRange, runs};
use steel_stagger::kind::Kind;
use steel_stagger::measure::anchor::Anchor;
use steel_stagger::measure::cost::{UnitCost, unit_cost};
use steel_stagger::plan::schedule::{Basis, Schedule, StopClass, UnitDays};
use steel_stagger::planner::asked::Asked;
use steel_stagger::planner::graph::Graph;
use steel_stagger::planner::model::UnitModel;
use steel_stagger::planner::search::shape::{SeenStops, Shape};
use steel_stagger::policy::Level;
use steel_stagger::scenario::{Heating, Scenario};

/// What a pattern amounts to: cost, counted by day, cold by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    cost: f64,
    counted: u32,
    cold: u32,
}

fn bits(r: DayRange) -> u32 {
    r.days().map(|d| 1 << d).sum()
}

/// All paths, as stopped days to worth; a day made cold or stopped twice, or a pattern met twice, is a fault.
fn paths(s: &Scenario, u: usize, g: &Graph) -> BTreeMap<u32, Worth> {
    let by_day = UnitCost::new(s, u).by_day(s, u);
    let mut at: Vec<Vec<(u32, Worth)>> = vec![vec![]; g.nodes()];
    at[0].push((0, Worth { cost: 0.0, counted: 0, cold: 0 }));
    for v in 1..g.nodes() {
        for a in g.arcs_into(v) {
            let (stop, cold) = (bits(a.stop), bits(a.cold));
            for (mask, w) in at[a.from as usize].clone() {
                assert_eq!(mask & stop, 0, "stopped twice");
                assert_eq!(w.cold & cold, 0, "cold twice: {mask:b} {a:?}");
                let days: f64 = a.stop.days().map(|d| by_day[d]).sum();
                let counted = w.counted | if a.counted { stop } else { 0 };
                at[v].push((mask | stop, Worth { cost: w.cost + a.cost + days, counted, cold: w.cold | cold }));
            }
        }
    }
    let mut out = BTreeMap::new();
    if g.is_feasible() {
        for (mask, w) in at.pop().expect("a sink") {
            assert!(out.insert(mask, w).is_none(), "pattern met twice: {mask:b}");
        }
    }
    out
}

/// All admissible patterns by the contract that do what is asked; `elastic` leaves MUST-RUN, DOWN and that out. Settled days are as
/// they are; what lies behind breaks nothing, whatever its shape and whatever was filed or asked of it.
pub fn admissible(s: &Scenario, u: usize, asked: &Asked, elastic: bool) -> BTreeMap<u32, Worth> {
    // a stop at hand that no end at all gives its shape, even one that breaks what is filed, may end whenever it does
    let mut past = s.clone();
    if let Some(anchor) = &s.anchor {
        let mut unsettled =
            Anchor::new(s, &Schedule { units: vec![anchor.settled_days(u).1.clone(); s.units.len()] }, 1.0, |_| 0.0);
        unsettled.settle_past(s, s.today());
        past.anchor = Some(unsettled);
    }
    let lost = s.anchor.is_some() && patterns(&past, u, asked, true, false).is_empty();
    patterns(s, u, asked, elastic, lost)
}

fn patterns(s: &Scenario, u: usize, asked: &Asked, elastic: bool, lost: bool) -> BTreeMap<u32, Worth> {
    let len = usize::from(s.season.len);
    let unit = &s.units[u];
    let sh = s.policy.shape(unit.kind);
    let ahead = !0 << s.today();
    let must: u32 = unit.must_run.iter().map(|r| bits(*r)).sum();
    let down: u32 = unit.down.iter().map(|r| bits(*r)).sum();
    let flagged = |f: &[bool]| (0..len).filter(|&d| f[d]).map(|d| 1 << d).sum::<u32>();
    let (down, must) = ((down | flagged(&asked.stop)) & ahead, (must | flagged(&asked.never_stop)) & ahead);
    let warm = if elastic { 0 } else { flagged(&asked.never_cold) & ahead };
    let service = bits(unit.service);
    // a day of service that may not follow a stop running
    let no_restart = if elastic { 0 } else { flagged(&asked.never_restart) & service & ahead };
    let (settled, as_settled) = s.settled(u).map_or((0, 0), |(days, was)| {
        let stands = |d: usize| days[d] && was.on(Basis::Stop, d as u16) > 0.0;
        (flagged(days), (0..len).filter(|&d| stands(d)).map(|d| 1 << d).sum())
    });
    let mut schedule = Schedule::empty(s);
    let mut out = BTreeMap::new();
    for mask in (0..1u32 << len).filter(|mask| mask & settled == as_settled) {
        let restarts = mask << 1 & !mask;
        if mask & !service != 0 || restarts & no_restart != 0 || (!elastic && (mask & must != 0 || down & !mask != 0)) {
            continue;
        }
        let flags: Vec<bool> = (0..len).map(|d| mask >> d & 1 == 1).collect();
        schedule.units[u] = UnitDays::new(s, u, &flags, &vec![None; len]);
        let days = &schedule.units[u];
        let ordinary: Vec<_> = days.stops.iter().filter(|w| w.class == StopClass::Ordinary).map(|w| w.days).collect();
        // over before today, whatever its shape; one that the plan to stay near has go on may be ended today in its shape alone
        let over = |w: &DayRange| w.end <= s.today();
        let today = usize::from(s.today());
        let is_down = unit.down.iter().any(|r| r.contains(s.today()));
        let goes_on = today < len && s.settled(u).is_some_and(|(_, was)| was.on(Basis::Stop, s.today()) > 0.0 || is_down);
        let cut = |w: &DayRange| w.end == s.today() && goes_on;
        let lost = |w: &DayRange| lost && w.first < s.today() && w.end >= s.today();
        // begun before, and ordinary if it had ended with what lies behind: how long the unit ran before it, and that it is one too
        // many, can be helped no more
        let behind: Vec<bool> = flags.iter().enumerate().map(|(d, f)| *f && d < today).collect();
        let was: Vec<DayRange> = UnitDays::new(s, u, &behind, &vec![None; len]).ordinary().collect();
        let begun = |w: &DayRange| was.iter().any(|x| x.first == w.first);
        let holds = ordinary.iter().all(|w| lost(w) || over(w) && !cut(w) || w.len() >= usize::from(sh.min_stop_days))
            && ordinary.windows(2).all(|p| begun(&p[1]) || p[1].first - p[0].end >= sh.min_run_days)
            && ordinary.iter().skip(usize::from(sh.max_stops)).all(begun);
        if holds {
            let on = |b: Basis| {
                (0..s.season.len).filter(|&d| unit.service.contains(d) && days.on(b, d) > 0.5).map(|d| 1 << d).sum()
            };
            let heated = s.owner(u).heating.is_some();
            let cold = if heated { on(Basis::Cold) } else { mask };
            let w = Worth { cost: unit_cost(s, &schedule, u).total(), counted: on(Basis::Counted), cold };
            // nothing that is left open changes how long the furnace warms up after a stop that is over
            let warming = days.stops.iter().filter(|w| heated && over(&w.days) && w.class != StopClass::Episode);
            let given: u32 = warming.flat_map(|w| w.days.end..w.days.end + sh.ramp_days).map(|d| 1 << d).sum();
            if cold & warm & !given == 0 {
                out.insert(mask, w);
            }
        }
    }
    out
}

fn compare(s: &Scenario, u: usize, asked: &Asked) {
    for elastic in [false, true] {
        let g = if elastic { Graph::elastic(s, u) } else { Graph::new(s, u, asked) };
        let (found, known) = (paths(s, u, &g), admissible(s, u, asked, elastic));
        let context =
            || format!("{:?} {:?} {:?} {asked:?} {:?}", s.units[u], s.policy.shape(s.units[u].kind), s.episodes, s.anchor);
        for (mask, w) in &known {
            let Some(f) = found.get(mask) else { panic!("pattern {mask:b} is no path: {}", context()) };
            assert!((w.cost - f.cost).abs() <= 1e-9 * w.cost.abs().max(1.0), "cost of {mask:b}: {w:?} {f:?} {}", context());
            assert_eq!((w.counted, w.cold), (f.counted, f.cold), "days of {mask:b}: {}", context());
        }
        if let Some(extra) = found.keys().find(|m| !known.contains_key(m)) {
            panic!("path {extra:b} is no admissible pattern: {}", context());
        }
        if !elastic {
            compare_judge(s, u, asked, g, &known);
        }
    }
}

/// The search judges every set of stopped days as the contract does, and as the paths do.
fn compare_judge(s: &Scenario, u: usize, asked: &Asked, graph: Graph, known: &BTreeMap<u32, Worth>) {
    let cost = UnitCost::new(s, u);
    let model = UnitModel {
        unit: u,
        graph,
        cost: cost.by_day(s, u),
        restart: cost.restart,
        banking: cost.banking,
        rate: s.units[u].rate_t_d,
        links: vec![],
    };
    let shape = Shape::new(s, &model, Some(asked));
    let mut seen = SeenStops::new();
    for mask in 0..1u32 << s.season.len {
        let flags: Vec<bool> = (0..s.season.len).map(|d| mask >> d & 1 == 1).collect();
        let judged = shape.judge(&runs(&flags), &mut seen).map(|cost| {
            let (mut counted, mut cold) = (0, 0);
            for w in &seen {
                counted |= if w.counted { bits(w.days) } else { 0 };
                cold |= bits(DayRange::new(w.days.first, w.cold_end)) & bits(s.units[u].service);
            }
            Worth { cost, counted, cold }
        });
        let agree = match (&judged, known.get(&mask)) {
            (Some(j), Some(k)) => {
                (j.cost - k.cost).abs() <= 1e-9 * k.cost.abs().max(1.0) && (j.counted, j.cold) == (k.counted, k.cold)
            }
            (j, k) => j.is_none() && k.is_none(),
        };
        assert!(
            agree,
            "{mask:b}: {judged:?}, not {:?}: {:?} {:?} {:?} {asked:?} {:?}",
            known.get(&mask),
            s.units[u],
            s.policy.shape(s.units[u].kind),
            s.episodes,
            s.anchor
        );
    }
}

/// A furnace of whatever shape, with days filed, and what rows ask of it.
fn furnace(rng: &mut Pcg64) -> (Scenario, usize, Asked) {
    let len: u16 = rng.random_range(1..=11);
    let mut sh = shape(rng.random_range(1..=4), rng.random_range(1..=4), rng.random_range(0..=3));
    sh.ramp_days = rng.random_range(0..=3);
    let mut s = scenario(sh, len);
    let m = mill(&mut s, 2);
    let u = unit(&mut s, m, Kind::BlastFurnace, 3000.0);
    let (a, b) = (rng.random_range(0..len), rng.random_range(1..=len));
    if rng.random_bool(0.3) && a < b {
        s.units[u].service = DayRange::new(a, b);
    } else if rng.random_bool(0.05) {
        s.units[u].service = DayRange::EMPTY;
    }
    if rng.random_bool(0.5) {
        s.enterprises[m].heating = Some(Heating { days: s.season.all(), min_iron_t_d: 1.0 });
    }
    for _ in 0..rng.random_range(0..=2) {
        let a = rng.random_range(0..len);
        orange(&mut s, a, (a + rng.random_range(1..=4)).min(len));
        if rng.random_bool(0.3) {
            // of which nothing asks the furnace to stand
            s.episodes.last_mut().expect("an episode").level = Level::Yellow;
        }
    }
    // days filed one way or the other, so that `down` never meets `must_run`
    let filed: Vec<u8> = {
        let mut f = vec![0; usize::from(len)];
        for mark in [1, 2] {
            if rng.random_bool(0.4) {
                let a = rng.random_range(0..usize::from(len));
                let b = (a + rng.random_range(1..=4)).min(usize::from(len));
                f[a..b].fill(mark);
            }
        }
        f
    };
    let spans = |mark: u8| -> Vec<DayRange> {
        let mut out: Vec<DayRange> = vec![];
        for d in s.units[u].service.days().filter(|&d| filed[d] == mark) {
            match out.last_mut() {
                Some(r) if usize::from(r.end) == d => r.end += 1,
                _ => out.push(DayRange::new(d as u16, d as u16 + 1)),
            }
        }
        out
    };
    let (down, must_run) = (spans(1), spans(2));
    s.units[u].down = down;
    s.units[u].must_run = must_run;
    let mut asked = Asked::nothing(usize::from(len));
    let named = s.episode_days(u);
    if rng.random_bool(0.3) {
        for d in s.units[u].service.days() {
            asked.stop[d] = named[d] && filed[d] != 2;
        }
    }
    for never in [&mut asked.never_stop, &mut asked.never_cold, &mut asked.never_restart] {
        if rng.random_bool(0.3) {
            let a = rng.random_range(0..usize::from(len));
            never[a..(a + rng.random_range(1..=3)).min(usize::from(len))].fill(true);
        }
    }
    (s, u, asked)
}

#[test]
fn paths_are_the_admissible_patterns() {
    let mut rng = Pcg64::seed_from_u64(7);
    for _ in 0..2000 {
        let (s, u, asked) = furnace(&mut rng);
        compare(&s, u, &asked);
    }
}

#[test]
fn paths_leave_settled_days_as_they_are_and_what_lies_behind_breaks_nothing() {
    let mut rng = Pcg64::seed_from_u64(8);
    for _ in 0..2000 {
        let (mut s, u, asked) = furnace(&mut rng);
        let (len, service) = (s.season.len, s.units[u].service);
        let mut before = Schedule::empty(&s);
        let mut flags = vec![false; usize::from(len)];
        for d in service.days() {
            let goes_on = d > 0 && flags[d - 1];
            flags[d] = rng.random_bool(if goes_on { 0.6 } else { 0.3 });
        }
        before.units[u] = UnitDays::new(&s, u, &flags, &vec![None; usize::from(len)]);
        let mut anchor = Anchor::new(&s, &before, 1.0, |_| 0.0);
        let today = rng.random_range(0..=len);
        anchor.settle_past(&s, today);
        if rng.random_bool(0.3) && today < len {
            let d = rng.random_range(today..len);
            anchor.settle(u, DayRange::new(d, d + 1));
        }
        s.anchor = Some(anchor);
        compare(&s, u, &asked);
    }
}

#[test]
fn a_ramp_longer_than_a_stop_is_charged_once() {
    let mut sh = shape(1, 1, 3);
    sh.ramp_days = 4;
    let mut s = scenario(sh, 9);
    let m = mill(&mut s, 2);
    let u = unit(&mut s, m, Kind::BlastFurnace, 3000.0);
    s.enterprises[m].heating = Some(Heating { days: s.season.all(), min_iron_t_d: 1.0 });
    s.units[u].down = vec![DayRange::new(1, 2)];
    compare(&s, u, &Asked::nothing(9));
}

#[test]
fn a_season_of_182_days_stays_small() {
    let mut sh = shape(10, 15, 2);
    sh.ramp_days = 3;
    let mut s = scenario(sh, 182);
    let m = mill(&mut s, 2);
    let u = unit(&mut s, m, Kind::BlastFurnace, 3000.0);
    s.enterprises[m].heating = Some(Heating { days: s.season.all(), min_iron_t_d: 1.0 });
    orange(&mut s, 40, 47);
    s.units[u].down = vec![DayRange::new(5, 20)];
    let g = Graph::new(&s, u, &Asked::nothing(182));
    assert!(g.arcs.len() < 6000, "{} arcs", g.arcs.len());
}
