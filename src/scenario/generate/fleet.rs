//! Cities, mills and units, before any plan: sizes and rates as domain pages give them, shares of features from [`Knobs`].

use super::Size;
use super::draft::{City, Draft, Episode, Frame, Mill, Unit};
use super::{features, names};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::policy::Level;
use rand::RngExt;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_pcg::Pcg64;

/// How many there are of everything, and how often each feature is used (chances).
pub(super) struct Knobs {
    /// Name of the first city; empty: a real one's.
    pub city: String,
    pub cities: usize,
    pub mills: usize,
    pub furnaces: usize,
    /// Sinter strands a furnace; the chance of pellet, of one more kiln, of own coke ovens in a mill.
    pub sinter: f64,
    pub pellet: f64,
    pub lime: f64,
    /// Lime kilns that every mill with furnaces has.
    pub kilns: usize,
    pub coke: f64,
    pub scrap: f64,
    /// Serving plants a mill.
    pub serving: f64,
    pub heat: f64,
    pub down: f64,
    pub idle: f64,
    pub replaced: f64,
    pub commissioned: f64,
    pub min_ratio: f64,
    pub increment: f64,
    pub stagger_end: f64,
    pub quota: f64,
    pub monthly: f64,
    pub bands: f64,
    pub city_ratio: f64,
    pub day_weight: f64,
    /// Cities whose stage-two steel is just within its cap.
    pub tight_stage: f64,
    pub episodes: usize,
    /// Longest episode, days.
    pub episode_days: Day,
}

impl Knobs {
    /// A city of real size: every feature in use, none in most mills.
    pub fn city(size: &Size) -> Self {
        let rows = f64::from(u8::from(size.city_rows));
        Self {
            city: size.city.clone(),
            cities: size.cities,
            mills: size.mills,
            furnaces: size.furnaces,
            sinter: 0.67,
            pellet: 0.95,
            lime: 0.3,
            kilns: 2,
            coke: 0.4,
            scrap: 0.06,
            serving: 0.1,
            heat: 0.3,
            down: 0.04,
            idle: 0.06,
            replaced: 0.06,
            commissioned: 0.02,
            min_ratio: 0.08,
            increment: 0.09,
            stagger_end: 0.4,
            quota: 0.4,
            monthly: 0.5,
            bands: rows,
            city_ratio: rows,
            day_weight: 1.0,
            tight_stage: size.tight_stage,
            episodes: size.episodes,
            episode_days: 6,
        }
    }

    /// Mills with what every mill has.
    pub fn plain(size: &Size) -> Self {
        Self {
            scrap: 0.0,
            serving: 0.0,
            heat: 0.0,
            down: 0.0,
            idle: 0.0,
            replaced: 0.0,
            commissioned: 0.0,
            min_ratio: 0.0,
            increment: 0.0,
            stagger_end: 0.0,
            quota: 0.0,
            monthly: 0.0,
            bands: 0.0,
            city_ratio: 0.0,
            day_weight: 0.0,
            tight_stage: 0.0,
            episodes: 0,
            ..Self::city(size)
        }
    }
}

/// Share of mills by grade, best first: 4, 10, 3, 6 and 2 of 25.
const GRADE_SHARES: [f64; 5] = [0.16, 0.40, 0.12, 0.24, 0.08];
/// Furnace volumes by grade, m3: the better the grade, the larger. The mean over all mills is about 1,100, as in
/// Tangshan, and the sixth of the mills that is of the best grade has more than a quarter of the capacity (there 37 %).
const VOLUMES: [&[f64]; 5] = [
    &[1580.0, 1780.0, 2000.0, 2580.0, 2922.0],
    &[850.0, 1080.0, 1080.0, 1260.0],
    &[850.0, 1080.0, 1260.0],
    &[580.0, 630.0, 850.0, 1080.0],
    &[450.0, 530.0, 580.0, 630.0],
];

pub(super) fn draw(frame: &Frame<'_>, knobs: &Knobs, rng: &mut Pcg64) -> Draft {
    let mut draft = Draft::default();
    for c in 0..knobs.cities {
        let day_weight = if rng.random_bool(knobs.day_weight) { day_weight(frame, rng) } else { Vec::new() };
        let name = if c == 0 && !knobs.city.is_empty() { knobs.city.clone() } else { names::city(c) };
        draft.cities.push(City { name, min_bf_ratio: None, bands: Vec::new(), day_weight });
        episodes(frame, knobs, c, &mut draft.episodes, rng);
    }
    let grades = grades(frame.policy.grades.len(), knobs.mills, rng);
    let scrap = scrap_mills(knobs, rng);
    let counts = furnace_counts(knobs, &scrap, rng);
    for (i, city) in homes(knobs.cities, knobs.mills).into_iter().enumerate() {
        let mut mill = mill(frame, knobs, i, grades[i], scrap[i], rng);
        mill.city = city;
        if scrap[i] {
            for k in 0..rng.random_range(1..=2) {
                let size = *[70.0, 100.0, 120.0].choose(rng).unwrap_or(&100.0);
                mill.units.push(Unit::new(
                    frame,
                    format!("{}#电炉", k + 1),
                    Kind::Eaf,
                    size,
                    tens(size * rng.random_range(18.0..24.0)),
                ));
            }
        } else {
            furnaces(frame, knobs, &mut mill, counts[i], rng);
            ancillary(frame, knobs, &mut mill, rng);
        }
        features::heat(frame, knobs, &mut mill, rng);
        features::downs(frame, knobs, &mut mill, rng);
        draft.mills.push(mill);
    }
    features::serving(frame, knobs, &mut draft, rng);
    draft
}

/// The city of each mill: one for each city first, the others by the cities' rank, so that few cities have many mills and
/// many have few. Of 64 cities with 450 mills the first has 21, the last 3.
fn homes(cities: usize, mills: usize) -> Vec<usize> {
    let weight = |c: usize| 1.0 / (c as f64 + cities as f64 / 8.0 + 1.0);
    let all: f64 = (0..cities).map(weight).sum();
    let mut out: Vec<usize> = (0..cities).collect();
    let (more, mut filled) = (mills.saturating_sub(cities), 0.0);
    for c in 0..cities {
        filled += weight(c) / all;
        let until = cities + (filled * more as f64).round() as usize;
        out.resize(until.max(out.len()), c);
    }
    out
}

/// To a multiple of 10, at least 10.
pub(super) fn tens(x: f64) -> f64 {
    ((x / 10.0).round() * 10.0).max(10.0)
}

/// January is the worst month, as in the Beijing-Tianjin-Hebei winter.
fn day_weight(frame: &Frame<'_>, rng: &mut Pcg64) -> Vec<((i32, u32), f64)> {
    let typical = |m| [(11, 1.2), (12, 1.4), (1, 1.5), (2, 1.3)].iter().find(|(x, _)| *x == m).map(|(_, w)| *w);
    let months = frame.season.months().into_iter();
    months
        .filter_map(|(y, m, _)| typical(m).map(|w| ((y, m), ((w + rng.random_range(-0.1..0.1)) * 20.0f64).round() / 20.0)))
        .collect()
}

fn episodes(frame: &Frame<'_>, knobs: &Knobs, city: usize, out: &mut Vec<Episode>, rng: &mut Pcg64) {
    let mut taken: Vec<DayRange> = Vec::new();
    for _ in 0..knobs.episodes {
        let len = rng.random_range(1 + knobs.episode_days / 3..=knobs.episode_days);
        let (first, end) = (frame.period.first + 1, frame.period.end.saturating_sub(len + 1));
        if first >= end {
            continue;
        }
        let start = rng.random_range(first..end);
        let days = DayRange::new(start, start + len);
        let apart = frame.season.len / 8;
        if taken.iter().any(|t| days.first < t.end + apart && t.first < days.end + apart) {
            continue;
        }
        taken.push(days);
        let level = *[Level::Yellow, Level::Orange, Level::Orange].choose(rng).unwrap_or(&Level::Orange);
        out.push(Episode { city, level, days });
        if len >= 3 && rng.random_bool(0.3) {
            // The episode is raised on its worst days: two levels at once.
            out.push(Episode { city, level: Level::Red, days: DayRange::new(start + 1, start + len - 1) });
        }
    }
}

fn grades(grades: usize, mills: usize, rng: &mut Pcg64) -> Vec<usize> {
    let mut out = Vec::new();
    let (mut filled, shares) = (0.0, &GRADE_SHARES[..grades.min(5)]);
    let total: f64 = shares.iter().sum();
    for (g, share) in shares.iter().enumerate() {
        filled += share / total;
        while (out.len() as f64) < (filled * mills as f64).round() {
            out.push(g);
        }
    }
    out.resize(mills, grades.min(5) - 1);
    out.shuffle(rng);
    if mills <= 2 {
        // Too few for shares: any grade may come.
        out.fill_with(|| rng.random_range(0..grades.min(5)));
    }
    out
}

/// Which mills have no furnace: never the first of a city, so that each city has some.
fn scrap_mills(knobs: &Knobs, rng: &mut Pcg64) -> Vec<bool> {
    let mut out: Vec<bool> = (0..knobs.mills).map(|i| i >= knobs.cities && rng.random_bool(knobs.scrap)).collect();
    if knobs.mills >= knobs.cities + 5 && !out.contains(&true) {
        out[knobs.mills - 1] = true;
    }
    out
}

fn furnace_counts(knobs: &Knobs, scrap: &[bool], rng: &mut Pcg64) -> Vec<usize> {
    let mills: Vec<usize> = (0..scrap.len()).filter(|&i| !scrap[i]).collect();
    let most = knobs.furnaces.div_ceil(mills.len()) + 3;
    let mut out = vec![0; scrap.len()];
    let mut left = knobs.furnaces;
    for least in 1..=2 {
        for &i in mills.iter().filter(|_| least == 1 || knobs.furnaces >= 2 * mills.len()) {
            if left > 0 && out[i] < least {
                out[i] += 1;
                left -= 1;
            }
        }
    }
    while left > 0 {
        let i = mills[rng.random_range(0..mills.len())];
        if out[i] < most {
            out[i] += 1;
            left -= 1;
        }
    }
    out
}

pub(super) fn mill(frame: &Frame<'_>, knobs: &Knobs, i: usize, grade: usize, scrap: bool, rng: &mut Pcg64) -> Mill {
    let best = grade == 0;
    let mut increment = || rng.random_bool(if best { knobs.increment / 2.0 } else { knobs.increment });
    let (violates, over, unlisted) = (increment(), increment(), increment());
    let violation = *["central-inspection", "capacity-look-back"].choose(rng).unwrap_or(&"central-inspection");
    let utilisation = if over { rng.random_range(1.21..1.35) } else { rng.random_range(0.85..1.19) };
    let mut mill = Mill {
        id: format!("M{:03}", i + 1),
        permit: rng.random_bool(0.9).then(|| format!("91990000{:06}001P", i + 1)),
        name: format!("{}{}有限公司", names::mill(i), if scrap { "特钢" } else { "钢铁" }),
        city: 0,
        grade,
        scrap,
        ultra_low: best || rng.random_bool(if scrap { 0.7 } else { [0.9, 0.7, 0.4, 0.15, 0.05][grade.min(4)] }),
        violations: if violates { vec![violation] } else { Vec::new() },
        utilisation: (utilisation * 100.0f64).round() / 100.0,
        norm_listed: !unlisted,
        min_ratio: None,
        stagger_end: None,
        period: frame.period,
        serves: Vec::new(),
        last_year: None,
        steel_per_iron: f64::from(rng.random_range(104..=115)) / 100.0,
        quotas: Vec::new(),
        margin: rng.random_bool(0.5).then(|| tens(rng.random_range(200.0..450.0))),
        evidence: Vec::new(),
        heating: None,
        units: Vec::new(),
    };
    if scrap {
        mill.steel_per_iron = 1.0;
    }
    let required = mill.required(frame.policy);
    if !best && rng.random_bool(knobs.min_ratio) {
        mill.min_ratio = Some((((required + rng.random_range(0.01..0.05)) * 100.0f64).round() / 100.0).min(0.6));
    }
    if frame.period.end < frame.season.len && rng.random_bool(knobs.stagger_end * 0.3) {
        mill.stagger_end = Some(frame.season.len - 1);
        mill.period.end = frame.season.len;
    }
    mill
}

/// t of hot metal per m3 and day: licensed figures fall with size; real running lies 5 to 25 % above them.
fn furnace_rate(volume: f64, rng: &mut Pcg64) -> f64 {
    let licensed = [(600.0, 3.4), (1000.0, 3.2), (1500.0, 2.75), (2500.0, 2.45), (f64::INFINITY, 2.35)];
    let per_m3 = licensed.iter().find(|(v, _)| volume <= *v).map_or(2.35, |(_, r)| *r);
    tens(volume * per_m3 * rng.random_range(1.05..1.25))
}

fn furnaces(frame: &Frame<'_>, knobs: &Knobs, mill: &mut Mill, count: usize, rng: &mut Pcg64) {
    let volumes = VOLUMES[mill.grade.min(4)];
    // Furnaces of a mill are near one size; large ones come in small numbers.
    let main = *volumes.choose(rng).unwrap_or(&1080.0);
    for k in 0..count {
        let size = if rng.random_bool(0.6) { main } else { *volumes.choose(rng).unwrap_or(&main) };
        let rate = furnace_rate(size, rng);
        mill.units.push(Unit::new(frame, format!("{}#高炉", k + 1), Kind::BlastFurnace, size, rate));
    }
    let (period, len) = (frame.period, frame.period.len() as Day);
    if count >= 3 && rng.random_bool(knobs.replaced) {
        // The new furnace of the mill takes over from its oldest.
        let out = period.first + rng.random_range(len * 3 / 10..=len * 6 / 10);
        let gap = rng.random_range(0..=len / 12);
        mill.units[0].retired = Some(out);
        mill.units[0].service.end = out;
        let replaced = format!("{}/{}", mill.id, mill.units[0].id);
        let new = &mut mill.units[count - 1];
        new.commissioned = Some(out + gap);
        new.service.first = out + gap;
        new.replaces = vec![replaced];
    }
    if let Some(days) = frame.policy.idle_after_days
        && rng.random_bool(knobs.idle)
        && let Some(idle) = mill.units.get_mut(1)
    {
        idle.idle_for = Some(days + rng.random_range(5..200));
        idle.service = DayRange::EMPTY;
    }
}

/// Iron that a mill can make a day, t.
pub(super) fn iron(mill: &Mill) -> f64 {
    mill.of_kind(Kind::BlastFurnace).filter(|u| !u.service.is_empty()).map(|u| u.rate).sum()
}

/// Needs per t of hot metal: sinter 1.3, pellet 0.25, coke 0.38; lime 0.09.
fn ancillary(frame: &Frame<'_>, knobs: &Knobs, mill: &mut Mill, rng: &mut Pcg64) {
    let iron = iron(mill);
    let furnaces = mill.of_kind(Kind::BlastFurnace).filter(|u| !u.service.is_empty()).count();
    let of_furnaces = |share: f64, rng: &mut Pcg64| {
        let x = furnaces as f64 * share;
        x as usize + usize::from(rng.random_bool(x.fract()))
    };
    let sinter = of_furnaces(knobs.sinter, rng);
    let pellet = if rng.random_bool(knobs.pellet) { 1 + furnaces / 4 } else { 0 };
    let lime =
        knobs.kilns + usize::from(rng.random_bool(knobs.lime)) + usize::from(furnaces > 2 && rng.random_bool(knobs.lime));
    let coke = if rng.random_bool(knobs.coke) { 1 + usize::from(furnaces > 2) + furnaces / 6 } else { 0 };
    for (kind, count, need, label) in
        [(Kind::Sinter, sinter, 1.3, "烧结机"), (Kind::Pellet, pellet, 0.25, "球团"), (Kind::LimeKiln, lime, 0.09, "石灰窑")]
    {
        for k in 0..count {
            let rate = tens(iron * need / count as f64 * rng.random_range(0.85..1.15));
            // 31 t/(m2·d) of a strand; other kinds state t/d.
            let size = if kind == Kind::Sinter { (rate / 31.0).round().max(20.0) } else { rate };
            let mut unit = Unit::new(frame, format!("{}#{label}", k + 1), kind, size, rate);
            if rng.random_bool(knobs.commissioned) {
                let first = frame.period.first + frame.period.len() as Day / 3;
                unit.commissioned = Some(first);
                unit.service.first = first;
            }
            mill.units.push(unit);
        }
    }
    coke_ovens(frame, mill, coke, iron * 0.38 * 0.8, rng);
}

pub(super) fn coke_ovens(frame: &Frame<'_>, mill: &mut Mill, count: usize, tonnes: f64, rng: &mut Pcg64) {
    for k in 0..count {
        let (height, hours) = *[(4.3, 18.0), (5.5, 22.0), (6.0, 19.0), (6.25, 24.0), (7.0, 20.0), (7.63, 22.0)]
            .choose(rng)
            .unwrap_or(&(6.0, 19.0));
        let mut unit = Unit::new(frame, format!("{}#焦炉", k + 1), Kind::CokeOven, height, tens(tonnes / count as f64));
        unit.coking = Some(hours);
        mill.units.push(unit);
    }
}
