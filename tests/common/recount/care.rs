//! HEATING and EPISODE.

use super::ratios::of_kind;
use super::units::{UnitDays, measure, names};
use super::{Fault, Found, at_enterprise, at_unit, by_days, season_len};
use steel_stagger::kind::Kind;
use steel_stagger::scenario::{Episode, Scenario};

/// Both rules.
pub fn check(s: &Scenario, units: &[UnitDays], out: &mut Vec<Found>) {
    for (e, ent) in s.enterprises.iter().enumerate() {
        if let Some(heating) = &ent.heating {
            let mut faults: Vec<Fault> = vec![None; season_len(s)];
            for d in heating.days.days() {
                let mut iron = 0.0;
                for u in of_kind(s, e, Kind::BlastFurnace) {
                    if units[u].service[d] {
                        iron += s.units[u].rate_t_d * (1.0 - units[u].cold[d]);
                    }
                }
                if iron < heating.min_iron_t_d - 0.5 {
                    faults[d] = Some((iron, heating.min_iron_t_d, heating.min_iron_t_d - iron));
                }
            }
            by_days(s, &at_enterprise(s, "HEATING", e), &faults, out);
        }
        for episode in s.episodes.iter().filter(|p| p.city == ent.city) {
            for kind in Kind::ALL {
                lines(s, units, e, episode, kind, out);
            }
            batteries(s, units, e, episode, out);
        }
    }
}

/// The number of lines of a kind that an episode asks to stand on a day.
pub fn asked_lines(s: &Scenario, units: &[UnitDays], e: usize, episode: &Episode, kind: Kind, d: usize) -> usize {
    let Some(share) = measure(s, episode.level, e).and_then(|m| m.share[kind as usize]) else { return 0 };
    let there: Vec<usize> = of_kind(s, e, kind).into_iter().filter(|&u| units[u].service[d]).collect();
    let asked = (share * there.len() as f64 - 1e-9).ceil().max(0.0) as usize;
    let held = there.iter().filter(|&&u| units[u].must_run[d]).count();
    let mut for_heat = 0;
    if let Some(h) = s.enterprises[e].heating.as_ref().filter(|h| kind == Kind::BlastFurnace && h.days.days().contains(&d)) {
        let mut rates: Vec<f64> = there.iter().map(|&u| s.units[u].rate_t_d).collect();
        rates.sort_by(|a, b| b.total_cmp(a));
        let mut made = 0.0;
        while for_heat < rates.len() && made < h.min_iron_t_d {
            made += rates[for_heat];
            for_heat += 1;
        }
    }
    asked.min(there.len() - held.max(for_heat))
}

fn lines(s: &Scenario, units: &[UnitDays], e: usize, episode: &Episode, kind: Kind, out: &mut Vec<Found>) {
    let mut faults: Vec<Fault> = vec![None; season_len(s)];
    for d in episode.days.days() {
        let asked = asked_lines(s, units, e, episode, kind, d) as f64;
        let standing = of_kind(s, e, kind).into_iter().filter(|&u| units[u].stopped[d]).count() as f64;
        if standing < asked {
            faults[d] = Some((standing, asked, asked - standing));
        }
    }
    by_days(s, &Found { kind: kind.id().to_owned(), ..at_enterprise(s, "EPISODE", e) }, &faults, out);
}

/// The coking time that an episode asks of a battery, h.
pub fn asked_time(s: &Scenario, u: usize, episode: &Episode) -> Option<f64> {
    let unit = &s.units[u];
    let m = measure(s, episode.level, unit.enterprise).filter(|m| names(m, Kind::CokeOven))?;
    let fits = m.coking.iter().find(|c| c.height_below_m.is_none_or(|below| unit.size.unwrap() < below))?;
    Some(fits.coking_time_h)
}

fn batteries(s: &Scenario, units: &[UnitDays], e: usize, episode: &Episode, out: &mut Vec<Found>) {
    for u in of_kind(s, e, Kind::CokeOven) {
        let Some(asked) = asked_time(s, u, episode) else { continue };
        let normal = s.units[u].coking_time_h.unwrap();
        let share = 1.0 - normal / asked;
        let mut faults: Vec<Fault> = vec![None; season_len(s)];
        for d in episode.days.days().filter(|&d| units[u].service[d] && !units[u].down[d]) {
            if units[u].stop[d] < share - 1e-6 {
                let time = f64::max(units[u].slow[d].unwrap_or(normal), normal);
                faults[d] = Some((time, asked, asked - time));
            }
        }
        by_days(s, &at_unit(s, "EPISODE", u), &faults, out);
    }
}
