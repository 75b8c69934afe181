//! Coke ovens: where a battery may be slowed is enumerated, how far is a linear program with one row, solved by filling the
//! cheapest days first.

use super::recount::care::asked_time;
use super::recount::cost::unit_cost;
use super::recount::season_len;
use super::recount::units::{episode_day, from_days, measure, names, unit_days};
use super::rows::{Row, Term};
use std::collections::BTreeSet;
use steel_stagger::kind::Kind;
use steel_stagger::plan::Plan;
use steel_stagger::scenario::Scenario;

/// (what it adds to its ANC-RATIO row, its cost): least cost first, then rising in both; between two points levels are free.
type Curve = Vec<(f64, f64)>;

/// Most structures of slow-downs of a battery that are looked at.
const MOST_STRUCTURES: usize = 30_000;

/// A battery: one curve for each structure of slow-downs.
#[derive(Debug, Clone)]
pub struct Oven {
    curves: Vec<Curve>,
    /// Points of all curves that no other beats in both.
    pub points: Curve,
}

/// Batteries that count together.
#[derive(Debug, Clone)]
pub struct Group {
    /// Their rows, all with the same terms of these batteries.
    pub rows: Vec<usize>,
    pub ovens: Vec<Oven>,
}

impl Oven {
    fn new(curves: Vec<Curve>) -> Self {
        let mut all: Curve = curves.iter().flatten().copied().collect();
        all.sort_by(|a, b| a.1.total_cmp(&b.1).then(b.0.total_cmp(&a.0)));
        let mut points: Curve = Vec::new();
        for p in all {
            if points.last().is_none_or(|q| p.0 > q.0) {
                points.push(p);
            }
        }
        Self { curves, points }
    }

    /// Least cost of adding at least `need`.
    fn cost(&self, need: f64) -> f64 {
        self.curves.iter().map(|c| along(c, need)).fold(f64::INFINITY, f64::min)
    }
}

/// The cost at `need` of one curve.
fn along(curve: &Curve, need: f64) -> f64 {
    if need <= curve[0].0 {
        return curve[0].1;
    }
    for w in curve.windows(2) {
        if need <= w[1].0 {
            return w[0].1 + (w[1].1 - w[0].1) * (need - w[0].0) / (w[1].0 - w[0].0);
        }
    }
    let end = curve[curve.len() - 1];
    if need <= end.0 + super::EPS { end.1 } else { f64::INFINITY }
}

impl Group {
    /// Least cost of adding at least `need` together. Of the levels of a linear program with one row at most one lies
    /// between its bounds, so all batteries but one stand at a point of theirs.
    pub fn cost(&self, need: f64) -> f64 {
        (0..self.ovens.len()).map(|free| self.with_free(free, 0, need, 0.0)).fold(f64::INFINITY, f64::min)
    }

    fn with_free(&self, free: usize, at: usize, need: f64, so_far: f64) -> f64 {
        if at == self.ovens.len() {
            return so_far + self.ovens[free].cost(need);
        }
        if at == free {
            return self.with_free(free, at + 1, need, so_far);
        }
        let points = self.ovens[at].points.iter();
        points.map(|p| self.with_free(free, at + 1, need - p.0, so_far + p.1)).fold(f64::INFINITY, f64::min)
    }
}

/// All batteries, by the rows that they count in.
pub fn ovens(s: &Scenario, rows: &[Row]) -> Result<Vec<Group>, String> {
    let batteries: Vec<usize> = (0..s.units.len()).filter(|&u| s.units[u].kind == Kind::CokeOven).collect();
    let mut sets: Vec<(Vec<Term>, Vec<usize>)> = Vec::new();
    for (r, row) in rows.iter().enumerate().filter(|(_, row)| row.coke) {
        let own: Vec<_> = row.terms.iter().filter(|t| batteries.contains(&t.0)).cloned().collect();
        match sets.iter_mut().find(|(set, _)| *set == own) {
            Some((_, of)) => of.push(r),
            None => sets.push((own, vec![r])),
        }
    }
    let mut out = Vec::new();
    for (terms, of) in &sets {
        let ovens = terms.iter().map(|t| oven(s, t.0, rows, Some(of[0]))).collect::<Result<_, _>>()?;
        out.push(Group { rows: of.clone(), ovens });
    }
    for &u in &batteries {
        match sets.iter().filter(|(terms, _)| terms.iter().any(|t| t.0 == u)).count() {
            0 => out.push(Group { rows: vec![], ovens: vec![oven(s, u, rows, None)?] }),
            1 => {}
            _ => return Err("a battery that counts in different rows".into()),
        }
    }
    Ok(out)
}

fn oven(s: &Scenario, u: usize, rows: &[Row], of: Option<usize>) -> Result<Oven, String> {
    let n = season_len(s);
    let (unit, coke) = (&s.units[u], s.policy.coke.as_ref().unwrap());
    let ent = &s.enterprises[unit.enterprise];
    let rest = unit_days(s, &Plan::default(), u);
    let down = from_days(s, u, rest.down.clone(), vec![None; n]);
    let gain = |d: usize| {
        let row = of.map(|r| &rows[r]);
        let mut sum = 0.0;
        for t in row.iter().flat_map(|r| &r.terms).filter(|t| t.0 == u && t.1.contains(&d)) {
            sum += t.2;
        }
        sum
    };
    let factor = s.policy.emission[unit.kind as usize];
    let factor = if ent.ultra_low_emission { factor.ultra_low } else { factor.other };
    let price = |d: usize| {
        let avoided = s.policy.cost.emission_value_cny_kg * factor * s.cities[ent.city].day_weight[d];
        unit.rate_t_d * (s.policy.cost.output_cny_t[unit.kind as usize] - avoided)
    };
    let open: Vec<bool> = (0..n).map(|d| rest.service[d] && !rest.down[d]).collect();
    let most = 1.0 - unit.coking_time_h.unwrap() / coke.max_coking_time_h;
    let mut least = vec![0.0; n];
    let mut free = vec![false; n];
    for e in s.episodes.iter().filter(|e| e.city == ent.city) {
        for d in e.days.days().filter(|&d| open[d]) {
            free[d] |= measure(s, e.level, unit.enterprise).is_some_and(|m| names(m, Kind::CokeOven));
            let share = asked_time(s, u, e).map_or(0.0, |t| 1.0 - unit.coking_time_h.unwrap() / t);
            least[d] = f64::max(least[d], share);
        }
    }
    let mut structures = vec![vec![]];
    if most > 0.0 {
        windows(&open, usize::from(coke.min_slow_days), usize::from(coke.max_slowdowns), 0, &mut vec![], &mut structures);
    }
    // an episode's slow-down over days that another's measure does not name the kind on: any window that holds a named day
    let warned: Vec<bool> = (0..n).map(|d| open[d] && episode_day(s, ent.city, d)).collect();
    if (0..n).any(|d| warned[d] && !free[d]) && most > 0.0 {
        for ordinary in structures.clone() {
            let left: Vec<bool> = (0..n).map(|d| warned[d] && !ordinary.iter().any(|w| (w.0..=w.1).contains(&d))).collect();
            let mut with = vec![];
            windows(&left, 1, n, 0, &mut ordinary.clone(), &mut with);
            if with.len() > MOST_STRUCTURES {
                return Err("too many slow-downs".into());
            }
            with.retain(|all| {
                all[ordinary.len()..].iter().all(|w| (w.0..=w.1).any(|d| free[d]) && (w.0..=w.1).any(|d| !free[d]))
            });
            structures.extend(with);
        }
    }
    if structures.len() > MOST_STRUCTURES {
        return Err("too many slow-downs".into());
    }
    let base = (of.map_or(0.0, |r| rows[r].adds(u, &down)), unit_cost(s, u, &down).total());
    let mut curves = Vec::new();
    let mut seen = BTreeSet::new();
    for structure in structures {
        let mut pieces: Vec<Vec<usize>> = structure.iter().map(|&(a, b)| (a..=b).collect()).collect();
        pieces.extend((0..n).filter(|&d| free[d] && !structure.iter().any(|w| (w.0..=w.1).contains(&d))).map(|d| vec![d]));
        let pieces: Vec<(f64, f64, f64)> = pieces
            .iter()
            .map(|days| {
                let low = days.iter().map(|&d| least[d]).fold(0.0, f64::max);
                (days.iter().map(|&d| gain(d)).sum(), days.iter().map(|&d| price(d)).sum(), low)
            })
            .collect();
        if let Some(curve) = fill(base, pieces, most.max(0.0)) {
            let key: Vec<(i64, i64)> = curve.iter().map(|p| ((p.0 * 1e12) as i64, (p.1 * 1e4) as i64)).collect();
            if seen.insert(key) {
                curves.push(curve);
            }
        }
    }
    Ok(Oven::new(curves))
}

/// All sets of at most `left` disjoint windows of open days, each at least `shortest` long, from a day on.
fn windows(
    open: &[bool],
    shortest: usize,
    left: usize,
    from: usize,
    chosen: &mut Vec<(usize, usize)>,
    out: &mut Vec<Vec<(usize, usize)>>,
) {
    if left == 0 || out.len() > MOST_STRUCTURES {
        return;
    }
    for a in from..open.len() {
        for b in a..open.len() {
            if !open[b] {
                break;
            }
            if b - a + 1 >= shortest {
                chosen.push((a, b));
                out.push(chosen.clone());
                windows(open, shortest, left - 1, b + 1, chosen, out);
                chosen.pop();
            }
        }
    }
}

/// The curve of pieces (gain and cost of a full level, least level), cheapest gain first; `None` where a least level cannot be.
fn fill(base: (f64, f64), mut pieces: Vec<(f64, f64, f64)>, most: f64) -> Option<Curve> {
    let (mut gain, mut cost) = base;
    let mut open = Vec::new();
    for (g, c, low) in pieces.drain(..) {
        if low > most + super::EPS {
            return None;
        }
        let start = if c < 0.0 { most } else { low };
        gain += g * start;
        cost += c * start;
        if c >= 0.0 && g > 0.0 && most > low {
            open.push((g * (most - low), c * (most - low)));
        }
    }
    open.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
    let mut curve = vec![(gain, cost)];
    for (g, c) in open {
        gain += g;
        cost += c;
        curve.push((gain, cost));
    }
    Some(curve)
}
