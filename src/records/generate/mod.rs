//! Seeded records for a plan, honest or with named tricks, for tests and training: what an audit finds in them is known.

mod honest;
mod tricks;

pub use tricks::{Answer, NoRoom, Order, Place, TRICKS, Trick, feasible, has_room};

use super::series::Step;
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::plan::schedule::Schedule;
use crate::rules::steel;
use crate::scenario::{EntIx, Scenario, UnitIx};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::io::{self, Write};

/// So many units are made at a time.
const BATCH: usize = 64;

/// Share of full power that a standing unit still uses (pumps, fans, light).
const STANDBY: f64 = 0.15;

/// What to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// A record an hour or a day.
    pub step: Step,
    /// Seed; the same options give the same bytes.
    pub seed: u64,
    /// Records end before this day of the season.
    pub until: Day,
    /// Which of output, power and state the file has.
    pub columns: [bool; 3],
    /// Only these kinds; empty: all.
    pub kinds: Vec<Kind>,
    /// A stop begins at most this late, h.
    pub tolerance_hours: f64,
}

/// Records made.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// Crude steel by month as CSV.
    pub steel: String,
    /// Where the tricks are.
    pub answers: Vec<Answer>,
    /// Rows of the records.
    pub rows: u64,
}

/// Stream of random numbers `n` of a seed.
fn stream(seed: u64, n: u64) -> Pcg64 {
    Pcg64::seed_from_u64(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(n))
}

/// Makes records of what a schedule says, with tricks, and writes them as CSV.
///
/// # Errors
/// The outer: `out` cannot be written. The inner: a trick finds no place; it names the trick.
pub fn generate(
    s: &Scenario,
    schedule: &Schedule,
    options: &Options,
    orders: &[Order],
    out: &mut impl Write,
) -> io::Result<Result<Made, NoRoom>> {
    let tricks = match tricks::place(s, schedule, options, orders) {
        Ok(tricks) => tricks,
        Err(no_room) => return Ok(Err(no_room)),
    };
    let [output, power, state] = options.columns;
    let columns = [("output", output), ("power", power), ("state", state)];
    let names: Vec<&str> = columns.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect();
    writeln!(out, "enterprise,unit,time,{}", names.join(","))?;
    let months = whole_months(s, options.until);
    let mut made = vec![vec![0.0; months.len()]; s.enterprises.len()];
    let mut rows = 0;
    let units: Vec<UnitIx> = (0..s.units.len()).filter(|&u| is_made(s, u, options)).collect();
    for batch in units.chunks(BATCH) {
        let texts: Vec<(UnitIx, Unit)> =
            batch.par_iter().map(|&u| (u, unit(s, schedule, options, u, tricks.get(&u)))).collect();
        for (u, unit) in texts {
            out.write_all(unit.csv.as_bytes())?;
            rows += unit.rows;
            for (m, (_, _, days)) in months.iter().enumerate() {
                let loads = unit.loads[days.days()].iter().sum::<f64>();
                made[s.units[u].enterprise][m] += steel::per_day(s, u) * loads;
            }
        }
    }
    let mut answers: Vec<Answer> = tricks.into_values().map(|t| t.answer(s)).collect();
    let steel = steel_csv(s, options, (orders, &months), &made, &mut answers);
    answers.sort_by(|a, b| (&a.enterprise, &a.unit, a.trick.name()).cmp(&(&b.enterprise, &b.unit, b.trick.name())));
    Ok(Ok(Made { steel, answers, rows }))
}

fn is_made(s: &Scenario, u: UnitIx, options: &Options) -> bool {
    !s.units[u].service.is_empty() && (options.kinds.is_empty() || options.kinds.contains(&s.units[u].kind))
}

/// One unit's records.
struct Unit {
    csv: String,
    rows: u64,
    /// Mean load of each day, what the records leave out included.
    loads: Vec<f64>,
}

fn unit(s: &Scenario, schedule: &Schedule, options: &Options, u: UnitIx, trick: Option<&tricks::Placed>) -> Unit {
    let mut rng = stream(options.seed, u as u64);
    let mut loads = honest::loads(s, &schedule.units[u], u, options, &mut rng);
    if let Some(trick) = trick {
        trick.bend(s, u, &mut loads, &mut rng);
    }
    let of_day = |d: usize| loads[d * 24..(d + 1) * 24].iter().sum::<f64>() / 24.0;
    let service = s.units[u].service.intersect(DayRange::new(0, options.until));
    let days: Vec<f64> =
        (0..usize::from(s.season.len)).map(|d| if service.contains(d as Day) { of_day(d) } else { 0.0 }).collect();
    let hours = options.step.hours();
    let full = s.units[u].rate_t_d * hours as f64 / 24.0;
    let (mut csv, mut rows) = (String::new(), 0);
    let field =
        |t: &str| if t.contains([',', '"', '\n', '\r']) { format!("\"{}\"", t.replace('"', "\"\"")) } else { t.to_owned() };
    let head = format!("{},{},", field(&s.owner(u).id), field(&s.units[u].id));
    let mut frozen = None;
    for d in service.days() {
        let date = s.season.date(d as Day);
        for i in 0..options.step.per_day() {
            let slot = d * options.step.per_day() + i;
            let load = if options.step == Step::Day { days[d] } else { loads[slot] };
            let mut values = (load * full, power(s, u, load, hours, &mut rng), load);
            match trick.and_then(|t| t.hides(slot * hours)) {
                Some(tricks::Hidden::Gone) => continue,
                Some(tricks::Hidden::Frozen) => values = *frozen.get_or_insert(values),
                None => {}
            }
            let _ = match options.step {
                Step::Day => write!(csv, "{head}{date}"),
                Step::Hour => write!(csv, "{head}{date} {i:02}:00"),
            };
            if options.columns[0] {
                let _ = write!(csv, ",{:.2}", values.0);
            }
            if options.columns[1] {
                let _ = write!(csv, ",{:.0}", values.1);
            }
            if options.columns[2] {
                let is_down = s.units[u].down.iter().any(|r| r.contains(d as Day));
                // of a day, what it did for the most of it
                csv += if values.2 > if options.step == Step::Day { 0.5 } else { 0.01 } {
                    ",run"
                } else if is_down {
                    ",maintenance"
                } else {
                    ",stop"
                };
            }
            csv.push('\n');
            rows += 1;
        }
    }
    Unit { csv, rows, loads: days }
}

/// Electricity of a record, kWh.
fn power(s: &Scenario, u: UnitIx, load: f64, hours: usize, rng: &mut Pcg64) -> f64 {
    let unit = &s.units[u];
    let full = unit.rate_t_d / 24.0 * hours as f64 * unit.kind.kwh_per_t();
    full * (STANDBY + (1.0 - STANDBY) * load) * rng.random_range(0.98..1.02)
}

/// Statistics: what the furnaces made, within what weighing and stocks differ by, and the steel of bought iron and scrap.
fn steel_csv(
    s: &Scenario,
    options: &Options,
    (orders, months): (&[Order], &[(i32, u32, DayRange)]),
    made: &[Vec<f64>],
    answers: &mut Vec<Answer>,
) -> String {
    let mut out = String::from("enterprise,month,crude_steel_t\n");
    for (e, ent) in s.enterprises.iter().enumerate() {
        let mut rng = stream(options.seed, (1 << 32) + e as u64);
        let running: Vec<usize> = (0..months.len()).filter(|&i| made[e][i] > 0.0).collect();
        let bought = (bought(orders, e) && !running.is_empty())
            .then(|| (running[rng.random_range(0..running.len())], rng.random_range(1.10..1.18)));
        for (i, &(year, month, days)) in months.iter().enumerate() {
            let mut tonnes = made[e][i] * rng.random_range(0.997..1.001);
            if tonnes <= 0.0 {
                continue;
            }
            if let Some((_, factor)) = bought.filter(|(of, _)| *of == i) {
                let more = tonnes * (factor - 1.0);
                tonnes += more;
                let (first, last) = (s.season.date(days.first), s.season.date(days.end - 1));
                answers.push(Answer {
                    trick: Trick::BoughtSteel,
                    enterprise: ent.id.clone(),
                    unit: None,
                    first,
                    last,
                    amount: more,
                });
            }
            let _ = writeln!(out, "{},{year:04}-{month:02},{tonnes:.0}", ent.id);
        }
    }
    out
}

fn bought(orders: &[Order], e: EntIx) -> bool {
    orders.iter().any(|o| o.trick == Trick::BoughtSteel && o.place == Place::Enterprise(e))
}

/// Months that lie wholly in the season and before a day: year, month, days.
fn whole_months(s: &Scenario, until: Day) -> Vec<(i32, u32, DayRange)> {
    s.season.whole_months().into_iter().filter(|(_, _, days)| days.end <= until).collect()
}
