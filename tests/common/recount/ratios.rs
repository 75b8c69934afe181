//! Ratios and shares: BF-RATIO, ANC-RATIO, CITY-RATIO, CITY-DAILY.

use super::units::{UnitDays, episode_day};
use super::{Fault, Found, at_city, at_enterprise, by_days, season_len};
use steel_stagger::kind::Kind;
use steel_stagger::scenario::{Route, Scenario};

/// Σ rate · counted / Σ rate over units and the days of each one's period on which it is in service.
pub fn ratio(s: &Scenario, units: &[UnitDays], set: &[(usize, std::ops::Range<usize>)]) -> Option<f64> {
    let (mut made_none, mut could) = (0.0, 0.0);
    for (u, period) in set {
        for d in period.clone() {
            if units[*u].service[d] {
                made_none += s.units[*u].rate_t_d * units[*u].counted[d];
                could += s.units[*u].rate_t_d;
            }
        }
    }
    if could > 0.0 { Some(made_none / could) } else { None }
}

/// Units of an enterprise of a kind.
pub fn of_kind(s: &Scenario, e: usize, kind: Kind) -> Vec<usize> {
    (0..s.units.len()).filter(|&u| s.units[u].enterprise == e && s.units[u].kind == kind).collect()
}

/// Blast furnaces, or EAFs where there is no blast furnace.
pub fn primary(s: &Scenario, e: usize) -> Vec<usize> {
    let bf = of_kind(s, e, Kind::BlastFurnace);
    if bf.is_empty() { of_kind(s, e, Kind::Eaf) } else { bf }
}

/// Own units of a kind and those of the enterprises that serve the mill.
pub fn serving(s: &Scenario, mill: usize, kind: Kind) -> Vec<usize> {
    (0..s.units.len())
        .filter(|&u| {
            let e = s.units[u].enterprise;
            s.units[u].kind == kind && (e == mill || s.enterprises[e].serves.contains(&mill))
        })
        .collect()
}

/// Base ratio: the policy's of the grade, 0 for a scrap-eaf mill that is ultra-low-emission.
pub fn base(s: &Scenario, e: usize) -> f64 {
    let ent = &s.enterprises[e];
    if ent.route == Route::ScrapEaf && ent.ultra_low_emission { 0.0 } else { s.policy.ratio.base[ent.grade] }
}

/// The increments that an enterprise earns.
pub fn increments(s: &Scenario, e: usize) -> f64 {
    let (ent, p) = (&s.enterprises[e], &s.policy.ratio);
    let mut sum = 0.0;
    if ent.has_violation {
        sum += p.violation;
    }
    if ent.capacity_utilisation > p.over_capacity_threshold {
        sum += p.over_capacity;
    }
    if !ent.norm_listed {
        sum += p.not_listed;
    }
    sum
}

/// max(min(base + increments, cap), the city's own).
pub fn required_ratio(s: &Scenario, e: usize) -> f64 {
    let capped = f64::min(base(s, e) + increments(s, e), s.policy.ratio.cap);
    f64::max(capped, s.enterprises[e].min_ratio.unwrap_or(0.0))
}

/// Units, all over the period of one enterprise.
pub fn over(s: &Scenario, set: &[usize], e: usize) -> Vec<(usize, std::ops::Range<usize>)> {
    set.iter().map(|&u| (u, s.enterprises[e].period.days())).collect()
}

/// Units, each over its own enterprise's period.
pub fn each_over(s: &Scenario, set: &[usize]) -> Vec<(usize, std::ops::Range<usize>)> {
    set.iter().map(|&u| (u, s.enterprises[s.units[u].enterprise].period.days())).collect()
}

fn on_period(s: &Scenario, place: Found, e: usize) -> Found {
    let p = s.enterprises[e].period.days();
    if p.is_empty() { place } else { place.on(s, p.start, p.end - 1) }
}

/// The four rules.
pub fn check(s: &Scenario, units: &[UnitDays], out: &mut Vec<Found>) {
    for e in 0..s.enterprises.len() {
        if let Some(r) = ratio(s, units, &over(s, &primary(s, e), e)) {
            let required = required_ratio(s, e);
            if r < required - 1e-6 {
                out.push(on_period(s, at_enterprise(s, "BF-RATIO", e), e).numbers(r, required, required - r));
            }
        }
        let Some(bf) = ratio(s, units, &over(s, &of_kind(s, e, Kind::BlastFurnace), e)) else { continue };
        for kind in [Kind::CokeOven, Kind::Sinter, Kind::Pellet, Kind::LimeKiln] {
            let Some(r) = ratio(s, units, &over(s, &serving(s, e, kind), e)) else { continue };
            if r < bf - 1e-6 {
                let place = Found { kind: kind.id().to_owned(), ..at_enterprise(s, "ANC-RATIO", e) };
                out.push(on_period(s, place, e).numbers(r, bf, bf - r));
            }
        }
    }
    for (c, city) in s.cities.iter().enumerate() {
        let furnaces: Vec<usize> = (0..s.units.len())
            .filter(|&u| s.units[u].kind == Kind::BlastFurnace && s.enterprises[s.units[u].enterprise].city == c)
            .collect();
        if let (Some(least), Some(r)) = (city.min_bf_ratio, ratio(s, units, &each_over(s, &furnaces)))
            && r < least - 1e-6
        {
            out.push(at_city(s, "CITY-RATIO", c).numbers(r, least, least - r));
        }
        for band in &city.stopped_share {
            let (mut low, mut high): (Vec<Fault>, Vec<Fault>) = (vec![None; season_len(s)], vec![None; season_len(s)]);
            for d in band.days.days() {
                let (mut stopped, mut all) = (0.0, 0.0);
                for &u in furnaces.iter().filter(|&&u| units[u].service[d]) {
                    stopped += s.units[u].rate_t_d * units[u].stop[d];
                    all += s.units[u].rate_t_d;
                }
                if all <= 0.0 {
                    continue;
                }
                let share = stopped / all;
                if share < band.min - 1e-6 {
                    low[d] = Some((share, band.min, band.min - share));
                }
                if share > band.max + 1e-6 && !episode_day(s, c, d) {
                    high[d] = Some((share, band.max, share - band.max));
                }
            }
            by_days(s, &at_city(s, "CITY-DAILY", c), &low, out);
            by_days(s, &at_city(s, "CITY-DAILY", c), &high, out);
        }
    }
}
