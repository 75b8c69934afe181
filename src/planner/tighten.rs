//! Rows made as tight as whole stops allow.
//!
//! On one day each unit stands or runs, so the value of a row can only be a sum of some coefficients. Trying all sets of a
//! few units shows which of them can never stand (or must), how many can, and the least and the largest value. None of it
//! changes what plans are allowed; it only takes mixtures of plans from the master that no plan comes near.

use super::asked::Asked;
use crate::day::Day;
use crate::plan::schedule::Basis;
use crate::rules::{Row, Term};
use crate::scenario::{Scenario, UnitIx};
use std::collections::{BTreeMap, HashMap};

/// Most units of a row whose sets are all tried.
const ENUMERATED: usize = 14;

/// What is known of a unit on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Known {
    Free,
    Never,
    Always,
}

/// What all sets that keep a row have in common. Sums and counts are over its free units.
#[derive(Debug, Clone)]
struct Sets {
    least: f64,
    most: f64,
    count: (u32, u32),
    /// Units, as bits, of any set and of all.
    any: u32,
    all: u32,
    /// Whether every set of such a number of units keeps the row.
    by_count: bool,
}

/// Tightens the rows of single days among `rows`; what they fix goes into `asked`.
pub fn tighten(scenario: &Scenario, rows: &mut Vec<Row>, asked: &mut BTreeMap<UnitIx, Asked>) {
    let mut met: HashMap<Vec<u64>, Option<Sets>> = HashMap::new();
    // heating first: a furnace that may not be cold may not stand, which the other rows then know
    for basis in [Basis::Cold, Basis::Stop] {
        let mut fresh = Vec::new();
        for row in rows.iter_mut() {
            if let Some(day) = day_of(row, basis) {
                fresh.extend(one(scenario, row, day, basis, asked, &mut met));
            }
        }
        rows.extend(fresh);
    }
}

/// The day of a row of one day and one basis with positive coefficients.
fn day_of(row: &Row, basis: Basis) -> Option<Day> {
    let day = row.terms.first()?.days.first;
    let fits = |t: &Term| t.days.len() == 1 && t.days.first == day && t.basis == basis && t.coef > 0.0;
    row.terms.iter().all(fits).then_some(day)
}

fn known(scenario: &Scenario, unit: UnitIx, day: Day, basis: Basis, asked: Option<&Asked>) -> Known {
    let u = &scenario.units[unit];
    let d = usize::from(day);
    if u.down.iter().any(|r| r.contains(day)) || asked.is_some_and(|a| a.stop[d]) {
        return Known::Always;
    }
    let runs = |d: Day| u.must_run.iter().any(|r| r.contains(d)) || asked.is_some_and(|a| a.never_stop[usize::from(d)]);
    let back = if basis == Basis::Cold { scenario.policy.shape(u.kind).ramp_days } else { 0 };
    if (day.saturating_sub(back)..=day).all(runs) { Known::Never } else { Known::Free }
}

/// Tightens one row; a row on the number of units, where that says more.
fn one(
    scenario: &Scenario,
    row: &mut Row,
    day: Day,
    basis: Basis,
    asked: &mut BTreeMap<UnitIx, Asked>,
    met: &mut HashMap<Vec<u64>, Option<Sets>>,
) -> Option<Row> {
    let states: Vec<Known> = row.terms.iter().map(|t| known(scenario, t.unit, day, basis, asked.get(&t.unit))).collect();
    let always: f64 = row.terms.iter().zip(&states).filter(|x| *x.1 == Known::Always).map(|x| x.0.coef).sum();
    let free: Vec<Term> = row.terms.iter().zip(&states).filter(|x| *x.1 == Known::Free).map(|x| *x.0).collect();
    let coefs: Vec<f64> = free.iter().map(|t| t.coef).collect();
    let (lower, upper) = (row.lower - always, row.upper - always);
    let total: f64 = coefs.iter().sum();
    let noise = 1e-9 * (total + always);
    let len = usize::from(scenario.season.len);
    let mut fix = |unit: UnitIx, stands: bool| {
        let a = asked.entry(unit).or_insert_with(|| Asked::nothing(len));
        match (stands, basis) {
            (true, Basis::Stop) => a.stop[usize::from(day)] = true,
            (true, _) => {}
            (false, Basis::Stop) => a.never_stop[usize::from(day)] = true,
            (false, _) => {
                a.never_cold[usize::from(day)] = true;
                a.never_stop[usize::from(day)] = true;
            }
        }
    };
    if free.len() > ENUMERATED {
        for t in &free {
            if t.coef > upper + noise {
                fix(t.unit, false);
            } else if total - t.coef < lower - noise {
                fix(t.unit, true);
            }
        }
        return None;
    }
    let key: Vec<u64> = coefs.iter().chain([&lower, &upper]).map(|x| x.to_bits()).collect();
    // a row that no set keeps is left to the explanation
    let sets = met.entry(key).or_insert_with(|| sets(&coefs, lower - noise, upper + noise)).clone()?;
    for (j, t) in free.iter().enumerate() {
        if sets.any >> j & 1 == 0 {
            fix(t.unit, false);
        } else if sets.all >> j & 1 == 1 {
            fix(t.unit, true);
        }
    }
    row.lower = row.lower.max(sets.least + always - noise);
    row.upper = row.upper.min(sets.most + always + noise);
    let counted = Row {
        terms: free.iter().map(|t| Term { coef: 1.0, ..*t }).collect(),
        lower: if sets.count.0 == 0 { f64::NEG_INFINITY } else { f64::from(sets.count.0) },
        upper: if sets.count.1 as usize == free.len() { f64::INFINITY } else { f64::from(sets.count.1) },
        ..row.clone()
    };
    if counted.lower.is_infinite() && counted.upper.is_infinite() {
        return None;
    }
    if sets.by_count {
        *row = counted;
        return None;
    }
    let mixed = mixtures(&coefs, sets.least, sets.most);
    (mixed.0 < counted.lower - 0.05 || mixed.1 > counted.upper + 0.05).then_some(counted)
}

/// How many ordinary stops a mill's tonnes take: a row on their number, where fixed and episode stops cannot do it. In the
/// master, half a stop would meet a quota that takes a whole one.
pub fn whole_stops(scenario: &Scenario, row: &Row, asked: &BTreeMap<UnitIx, Asked>) -> Option<Row> {
    let first = row.terms.first()?;
    let of_mill = |t: &Term| {
        t.basis == Basis::Stop
            && t.days == first.days
            && t.coef > 0.0
            && scenario.units[t.unit].enterprise == scenario.units[first.unit].enterprise
    };
    if row.upper.is_finite() || first.days.len() < 2 || !row.terms.iter().all(of_mill) {
        return None;
    }
    let (mut without, mut most) = (0.0, Vec::new());
    for t in &row.terms {
        let u = &scenario.units[t.unit];
        let (named, in_episode) = (scenario.episode_days(t.unit), scenario.city_episode_days(scenario.city_of(t.unit)));
        let episodes = named.contains(&true);
        let days = || t.days.intersect(u.service).days();
        let filed = |d: usize, spans: &[crate::day::DayRange]| spans.iter().any(|r| r.contains(d as Day));
        let eligible = days().filter(|&d| filed(d, &u.down) || episodes && in_episode[d]).count();
        let never = |d: usize| filed(d, &u.must_run) || asked.get(&t.unit).is_some_and(|a| a.never_stop[d]);
        without += t.coef * eligible as f64;
        most.push(t.coef * days().filter(|&d| !never(d)).count() as f64);
    }
    let mut need = row.lower - without;
    if need <= 1e-9 * row.lower.abs() {
        return None;
    }
    most.sort_by(|a, b| b.total_cmp(a));
    let mut stops = 0;
    while need > 1e-9 * row.lower.abs() {
        need -= most.get(stops)?;
        stops += 1;
    }
    let terms = row.terms.iter().map(|t| Term { basis: Basis::Met, coef: 1.0, ..*t }).collect();
    Some(Row { terms, lower: stops as f64, upper: f64::INFINITY, ..row.clone() })
}

fn sets(coefs: &[f64], lower: f64, upper: f64) -> Option<Sets> {
    let n = coefs.len() as u32;
    let mut s =
        Sets { least: f64::INFINITY, most: f64::NEG_INFINITY, count: (u32::MAX, 0), any: 0, all: u32::MAX, by_count: true };
    let mut kept = vec![0u64; n as usize + 1];
    for set in 0u32..1 << n {
        let sum: f64 = coefs.iter().enumerate().filter(|(j, _)| set >> j & 1 == 1).map(|c| c.1).sum();
        if sum < lower || sum > upper {
            continue;
        }
        let count = set.count_ones();
        kept[count as usize] += 1;
        (s.least, s.most) = (s.least.min(sum), s.most.max(sum));
        s.count = (s.count.0.min(count), s.count.1.max(count));
        s.any |= set;
        s.all &= set;
    }
    if s.any == 0 && s.count.0 == u32::MAX {
        return None;
    }
    let choose = |k: u32| (0..k).fold(1u64, |c, i| c * u64::from(n - i) / u64::from(i + 1));
    s.by_count = (s.count.0..=s.count.1).all(|k| kept[k as usize] == choose(k));
    Some(s)
}

/// Least and largest number of units where parts of a unit could stand.
fn mixtures(coefs: &[f64], least: f64, most: f64) -> (f64, f64) {
    let mut sorted = coefs.to_vec();
    sorted.sort_by(f64::total_cmp);
    let fill = |order: &mut dyn Iterator<Item = f64>, mut room: f64| {
        let mut n = 0.0;
        for c in order {
            let part = (room / c).clamp(0.0, 1.0);
            n += part;
            room -= part * c;
        }
        n
    };
    (fill(&mut sorted.iter().rev().copied(), least), fill(&mut sorted.iter().copied(), most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_three_units() {
        // of 5, 4 and 3 at most 6: one of them, never two
        let s = sets(&[5.0, 4.0, 3.0], f64::NEG_INFINITY, 6.0).expect("the empty set keeps it");
        assert_eq!((s.least, s.most, s.count, s.any, s.all, s.by_count), (0.0, 5.0, (0, 1), 0b111, 0, true));
        // at least 8: the first always, with one of the others; or all
        let s = sets(&[5.0, 4.0, 3.0], 8.0, f64::INFINITY).expect("all together keep it");
        assert_eq!((s.least, s.count, s.all, s.by_count), (8.0, (2, 3), 0b001, false));
        assert!(sets(&[5.0, 4.0], 6.0, 8.0).is_none());
    }

    #[test]
    fn mixtures_are_wider_than_sets() {
        let (fewest, most) = mixtures(&[5.0, 4.0, 3.0], 8.0, 8.0);
        assert!((fewest - 1.75).abs() < 1e-12 && (most - 2.2).abs() < 1e-12, "{fewest} {most}");
    }
}
