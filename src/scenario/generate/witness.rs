//! The witness plan: stops that keep every rule of shape, ratio and episode, spread over the staggering period.

use super::draft::{Draft, Episode, Frame, Mill};
use super::windows::Room;
use crate::day::{DayRange, runs};
use crate::kind::Kind;
use crate::policy::StageLevel;
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

/// Stops for a draft; `None` where some unit finds no room.
pub(super) fn plan(frame: &Frame<'_>, draft: &mut Draft, rng: &mut Pcg64) -> Option<()> {
    for unit in draft.mills.iter_mut().flat_map(|m| &mut m.units) {
        for r in unit.down.clone() {
            unit.stopped[r.intersect(unit.service).days()].fill(true);
        }
    }
    let targets = targets(frame, draft, rng);
    let mut loads = vec![vec![0.0; usize::from(frame.season.len)]; draft.cities.len()];
    let mut in_episode: Vec<Vec<Episode>> = vec![Vec::new(); draft.cities.len()];
    draft.episodes.iter().for_each(|e| in_episode[e.city].push(*e));
    for (mill, target) in draft.mills.iter_mut().zip(targets) {
        let episodes = &in_episode[mill.city];
        primary(frame, mill, episodes, target, &mut loads[mill.city], rng)?;
        for kind in [Kind::BlastFurnace, Kind::Eaf] {
            stand_in_episodes(frame, mill, episodes, kind);
        }
    }
    for i in 0..draft.mills.len() {
        let duties = duties(frame, draft, i);
        let mill = &mut draft.mills[i];
        let episodes = &in_episode[mill.city];
        for kind in [Kind::Sinter, Kind::Pellet, Kind::LimeKiln] {
            lines(frame, mill, episodes, kind, &duties, rng)?;
            stand_in_episodes(frame, mill, episodes, kind);
        }
        coke_ovens(frame, mill, episodes, &duties);
    }
    Some(())
}

/// The ratio each mill's witness goes for: what it must, a little more, and where a stage caps the city's steel, as much more
/// as mills without a duty of their own leave to the others.
fn targets(frame: &Frame<'_>, draft: &Draft, rng: &mut Pcg64) -> Vec<f64> {
    let policy = frame.policy;
    let required: Vec<f64> = draft.mills.iter().map(|m| m.required(policy)).collect();
    let mut out: Vec<f64> =
        required.iter().map(|r| if *r > 0.0 { r + rng.random_range(0.004..0.02) } else { 0.0 }).collect();
    for (c, city) in draft.cities.iter().enumerate() {
        let asks = |s: &&crate::policy::Stage| s.level == StageLevel::City && s.names(&city.name);
        let cut = policy.stages.iter().filter(asks).map(|s| 1.0 - s.factor).fold(0.0, f64::max);
        let mills: Vec<usize> = (0..draft.mills.len()).filter(|&i| draft.mills[i].city == c).collect();
        let steel = |i: usize| draft.mills[i].steel(frame.season.all(), true);
        let total: f64 = mills.iter().map(|&i| steel(i)).sum();
        let mean: f64 = mills.iter().map(|&i| steel(i) * out[i]).sum::<f64>() / total.max(1.0);
        let bound: f64 = mills.iter().filter(|&&i| required[i] > 0.0).map(|&i| steel(i)).sum::<f64>() / total.max(1.0);
        let lift = ((cut + 0.015 - mean) / bound.max(0.2)).clamp(0.0, 0.12);
        for i in mills.into_iter().filter(|&i| required[i] > 0.0) {
            out[i] = (out[i] + lift).min(policy.ratio.cap.max(required[i] + 0.004));
        }
    }
    out
}

/// Runs of episode days (`episodes`: those of the mill's city) whose measure names the kind.
fn clusters(frame: &Frame<'_>, mill: &Mill, episodes: &[Episode], kind: Kind) -> Vec<DayRange> {
    let names = |e: &&Episode| frame.policy.emergency(e.level, mill.emergency_grade()).is_some_and(|m| m.names(kind));
    let named: Vec<DayRange> = episodes.iter().filter(names).map(|e| e.days).collect();
    runs(&frame.season.flags(&named))
}

/// Ordinary stops of a mill's furnaces (EAFs).
fn primary(
    frame: &Frame<'_>,
    mill: &mut Mill,
    episodes: &[Episode],
    target: f64,
    load: &mut [f64],
    rng: &mut Pcg64,
) -> Option<()> {
    let kind = mill.primary_kind();
    // A mill without a ratio still stops a little, for its steel must not grow: any time of the season.
    let within = if target > 0.0 { mill.period } else { frame.season.all() };
    let share = if target > 0.0 { target } else { rng.random_range(0.0..0.05) };
    let clusters = clusters(frame, mill, episodes, kind);
    let mut order: Vec<usize> =
        (0..mill.units.len()).filter(|&u| mill.units[u].kind == kind && !mill.units[u].service.is_empty()).collect();
    order.shuffle(rng);
    let all: f64 = order.iter().map(|&u| mill.units[u].rate * mill.units[u].service.intersect(within).len() as f64).sum();
    let mut left =
        share * all - order.iter().map(|&u| mill.units[u].rate * mill.units[u].counted(frame, within)).sum::<f64>();
    let rooms: Vec<usize> = order.iter().map(|&u| Room::new(frame, &mill.units[u], within, &clusters).longest()).collect();
    let shortest = usize::from(frame.policy.shape(kind).min_stop_days).max(1);
    for (at, &u) in order.iter().enumerate() {
        if left <= 1e-6 {
            break;
        }
        let rate = mill.units[u].rate;
        let room = |i: usize| rooms[i] as f64 * mill.units[order[i]].rate;
        let after: f64 = (at + 1..order.len()).map(room).sum();
        let fair = left / (after + room(at)).max(1.0) * rooms[at] as f64 * rng.random_range(0.7..1.3);
        let least = ((left - 0.95 * after) / rate).ceil().max(0.0);
        let whole = (left / rate - 1e-9).ceil();
        let mut days = (if target > 0.0 { fair.ceil().max(least).min(whole) } else { whole }) as usize;
        days = days.max(shortest).min(rooms[at]);
        if days < shortest {
            continue;
        }
        let room = Room::new(frame, &mill.units[u], within, &clusters);
        let Some(stops) = room.place(days, 2, load, rng) else { continue };
        for d in stops.iter().flat_map(|s| s.days()) {
            mill.units[u].stopped[d] = true;
            if kind == Kind::BlastFurnace {
                load[d] += rate;
            }
        }
        left -= rate * stops.iter().map(|s| s.len() as f64).sum::<f64>();
    }
    (left <= 1e-6 || target <= 0.0).then_some(())
}

/// Lines that an episode asks for and no other stop provides stand on its days alone.
fn stand_in_episodes(frame: &Frame<'_>, mill: &mut Mill, episodes: &[Episode], kind: Kind) {
    for d in 0..usize::from(frame.season.len) {
        let asked =
            |e: &Episode| frame.policy.emergency(e.level, mill.emergency_grade()).and_then(|m| m.share[kind.index()]);
        let today = episodes.iter().filter(|e| e.days.contains(d as u16));
        let Some(share) = today.filter_map(asked).reduce(f64::max) else { continue };
        let lines: Vec<usize> = (0..mill.units.len())
            .filter(|&u| mill.units[u].kind == kind && mill.units[u].service.contains(d as u16))
            .collect();
        let heated = lines.iter().filter(|&&u| mill.units[u].must_run_on(d)).count();
        let asked = ((share * lines.len() as f64 - 1e-9).ceil().max(0.0) as usize).min(lines.len() - heated);
        let mut standing = lines.iter().filter(|&&u| mill.units[u].stopped[d]).count();
        for u in lines {
            if standing < asked && !mill.units[u].stopped[d] && !mill.units[u].must_run_on(d) {
                mill.units[u].stopped[d] = true;
                standing += 1;
            }
        }
    }
}

/// What the ancillary units of a mill answer to: its own furnaces and those of mills that it serves.
struct Duty {
    period: DayRange,
    ratio: f64,
    /// Stopped share of the furnaces by day.
    share: Vec<f64>,
}

fn duties(frame: &Frame<'_>, draft: &Draft, i: usize) -> Vec<Duty> {
    let of = |m: &Mill| {
        let ratio = m.ratio(frame, Kind::BlastFurnace, m.period)?;
        let share = |d: usize| {
            let furnaces = || m.of_kind(Kind::BlastFurnace).filter(|u| u.service.contains(d as u16));
            furnaces().map(|u| u.rate * u.stop(d)).sum::<f64>() / furnaces().map(|u| u.rate).sum::<f64>().max(1.0)
        };
        Some(Duty { period: m.period, ratio, share: (0..usize::from(frame.season.len)).map(share).collect() })
    };
    draft.mills[i].serves.iter().chain([&i]).filter_map(|&m| of(&draft.mills[m])).collect()
}

/// Ordinary stops of the strands, pellet plants or kilns of a mill: each alone reaches the ratio of every duty, and they stand
/// when the furnaces do, as far as the choices tried allow.
fn lines(
    frame: &Frame<'_>,
    mill: &mut Mill,
    episodes: &[Episode],
    kind: Kind,
    duties: &[Duty],
    rng: &mut Pcg64,
) -> Option<()> {
    let clusters = clusters(frame, mill, episodes, kind);
    let within = duties.iter().map(|d| d.period).reduce(DayRange::intersect);
    let Some(within) = within else { return Some(()) };
    let mean = |d: usize| duties.iter().map(|x| x.share[d]).sum::<f64>() / duties.len() as f64;
    let total: f64 = mill.of_kind(kind).map(|u| u.rate).sum();
    // Score of a day: the kind's stopped share so far, less the furnaces'.
    let mut score: Vec<f64> = (0..usize::from(frame.season.len)).map(|d| -mean(d)).collect();
    let of_kind: Vec<usize> = (0..mill.units.len()).filter(|&u| mill.units[u].kind == kind).collect();
    for u in of_kind {
        let unit = &mill.units[u];
        let short = |x: &Duty| {
            let in_service = x.period.intersect(unit.service);
            (x.ratio * in_service.len() as f64 - unit.counted(frame, in_service) - 1e-9).ceil().max(0.0)
        };
        let days = duties.iter().map(short).fold(0.0, f64::max) as usize;
        if days == 0 {
            continue;
        }
        let room = Room::new(frame, unit, within, &clusters);
        let stops =
            room.place(days + rng.random_range(0..=1), 4, &score, rng).or_else(|| room.place(days, 6, &score, rng))?;
        for d in stops.iter().flat_map(|s| s.days()) {
            mill.units[u].stopped[d] = true;
            score[d] += mill.units[u].rate / total;
        }
    }
    Some(())
}

/// Slow-downs of a mill's batteries; one that cannot be slow enough is taken out of the draft.
fn coke_ovens(frame: &Frame<'_>, mill: &mut Mill, episodes: &[Episode], duties: &[Duty]) {
    let Some(coke) = frame.policy.coke else { return };
    let grade = mill.emergency_grade();
    mill.units.retain_mut(|unit| {
        let Some(normal) = unit.coking else { return true };
        let len = usize::from(frame.season.len);
        let asked = |d: usize| {
            let today = episodes.iter().filter(|e| e.days.contains(d as u16));
            let hours = today.filter_map(|e| frame.policy.emergency(e.level, grade)?.coking_time(unit.size));
            hours.fold(0.0, f64::max)
        };
        let needs: Vec<f64> =
            (0..len).map(|d| if unit.stopped[d] || !unit.service.contains(d as u16) { 0.0 } else { asked(d) }).collect();
        let share = |x: &Duty| {
            let days = x.period.intersect(unit.service);
            let down = days.days().filter(|&d| unit.stopped[d]).count() as f64;
            let counted = unit.counted(frame, days);
            (x.ratio * days.len() as f64 - counted) / (days.len() as f64 - down).max(1.0)
        };
        let share = duties.iter().map(share).fold(0.0, f64::max);
        let reached = if share > 0.0 { normal / (1.0 - share - 0.005).max(1e-6) } else { 0.0 };
        let hours = (reached * 2.0).ceil() / 2.0;
        let covered = |d: usize| {
            share > 0.0
                && !unit.stopped[d]
                && unit.service.contains(d as u16)
                && duties.iter().any(|x| x.period.contains(d as u16))
        };
        let covered: Vec<bool> = (0..len).map(covered).collect();
        let most = needs.iter().copied().fold(hours, f64::max);
        // An episode may cut the long slow-down in pieces; where the policy allows no such pieces, all of it is as long as asked.
        for through in [hours, most] {
            for d in 0..len {
                let need = if needs[d] > normal { needs[d] } else { 0.0 };
                unit.slow[d] = need.max(if covered[d] { through } else { 0.0 });
            }
            let in_episode = |r: &DayRange| r.days().all(|d| needs[d] > 0.0);
            let pieces: Vec<DayRange> = unit.slow_runs().into_iter().map(|(r, _)| r).filter(|r| !in_episode(r)).collect();
            let fits = pieces.len() <= usize::from(coke.max_slowdowns)
                && pieces.iter().all(|r| r.len() >= usize::from(coke.min_slow_days))
                && through <= coke.max_coking_time_h
                && unit.slow.iter().all(|h| *h <= coke.max_coking_time_h);
            if fits {
                return true;
            }
        }
        false
    });
}
