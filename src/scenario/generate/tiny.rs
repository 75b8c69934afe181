//! Tiny scenarios with policies of their own, small enough that every plan can be tried.

use super::fleet::Knobs;
use super::{draw, frame, write};
use crate::policy::read_policy_str;
use chrono::NaiveDate;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::fmt::Write as _;

/// A tiny scenario: a season of 12 to 40 days, one or two mills, a few units, any of the features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedTiny {
    /// The scenario file; its `policy` is the path `policy.toml`.
    pub scenario_toml: String,
    /// The policy file, to be put beside the scenario as `policy.toml`.
    pub policy_toml: String,
    /// A plan that keeps every error rule, where one is known. Where none is, a plan may or may not exist.
    pub witness_plan_toml: Option<String>,
}

/// The tiny scenario of a seed. About 7 in 100 are spoilt: a limit is drawn tighter than its witness keeps, so that no
/// plan may exist.
pub fn generate_tiny(seed: u64) -> GeneratedTiny {
    let mut rng = Pcg64::seed_from_u64(seed);
    let name = format!("微型-{seed}");
    loop {
        let text = policy(&mut rng);
        let policy = read_policy_str(&text, "policy.toml").expect("tiny policies are valid");
        let frame = frame(&policy);
        let knobs = knobs(&mut rng);
        let Some(mut draft) = draw(&frame, &knobs, &mut rng) else { continue };
        let witness = write::plan(&frame, &draft, &name);
        let spoilt = rng.random_bool(1.0 / 6.0) && spoil(&mut draft, &mut rng);
        return GeneratedTiny {
            scenario_toml: write::scenario(&frame, &draft, &name, "policy.toml"),
            policy_toml: text,
            witness_plan_toml: (!spoilt).then_some(witness),
        };
    }
}

/// Tightens one limit; whether there was one.
fn spoil(draft: &mut super::Draft, rng: &mut Pcg64) -> bool {
    let m = rng.random_range(0..draft.mills.len());
    let mill = &mut draft.mills[m];
    match rng.random_range(0..4) {
        0 => {
            if let Some(q) = mill.quotas.first_mut() {
                q.limit_t = q.made_t + ((q.limit_t - q.made_t) * rng.random_range(0.4..0.95)).round();
                return true;
            }
        }
        1 => {
            if let Some((_, iron)) = &mut mill.heating {
                *iron = (*iron * rng.random_range(1.2..2.0)).round();
                return true;
            }
        }
        2 => {
            if let Some(b) = draft.cities[0].bands.first_mut() {
                b.max = ((b.min + (b.max - b.min) * rng.random_range(0.0..0.6)) * 100.0f64).round() / 100.0;
                b.max = b.max.max(b.min);
                return true;
            }
        }
        _ => {
            mill.min_ratio = Some(f64::from(rng.random_range(3..=9)) / 10.0);
            return true;
        }
    }
    false
}

/// Few units, features by the toss of a coin.
fn knobs(rng: &mut Pcg64) -> Knobs {
    let mut some = |p: f64| if rng.random_bool(p) { 0.7 } else { 0.0 };
    let (scrap, serving, heat, down, idle, replaced) = (some(0.2), some(0.15), some(0.4), some(0.3), some(0.1), some(0.1));
    let (commissioned, min_ratio, increment, stagger_end) = (some(0.1), some(0.3), some(0.4), some(0.3));
    let (quota, monthly, bands, city_ratio, day_weight, tight_stage) =
        (some(0.5), some(0.4), some(0.5), some(0.4), some(0.5), some(0.5));
    let mills = rng.random_range(1..=2);
    Knobs {
        city: String::new(),
        cities: 1,
        mills,
        furnaces: rng.random_range(mills..=3),
        sinter: if rng.random_bool(0.5) { 0.3 } else { 0.0 },
        pellet: if rng.random_bool(0.2) { 0.5 } else { 0.0 },
        kilns: 0,
        lime: if rng.random_bool(0.2) { 0.5 } else { 0.0 },
        coke: if rng.random_bool(0.3) { 0.6 } else { 0.0 },
        scrap,
        serving: serving * 0.6,
        heat,
        down: down * 0.4,
        idle,
        replaced,
        commissioned: commissioned * 0.4,
        min_ratio,
        increment: increment * 0.5,
        stagger_end,
        quota,
        monthly,
        bands,
        city_ratio,
        day_weight,
        tight_stage,
        episodes: usize::from(rng.random_bool(0.4)) * rng.random_range(1..=2),
        episode_days: rng.random_range(1..=4),
    }
}

/// A policy of a short season around New Year, so that years, months and stages all split it.
fn policy(rng: &mut Pcg64) -> String {
    let mut out = String::from("schema = 1\nname = \"tiny\"\ntitle = \"微型政策\"\n");
    let new_year = NaiveDate::from_ymd_opt(2022, 1, 1).expect("a date");
    let len = rng.random_range(12..=40u64);
    let start = new_year - chrono::Days::new(rng.random_range(0..len));
    let day = |n: u64| start + chrono::Days::new(n);
    let _ = writeln!(out, "season = {{ start = {}, end = {} }}\ngrades = [\"A\", \"B\", \"C\"]", start, day(len - 1));
    if rng.random_bool(0.7) {
        out += "idle_after_days = 30\n";
    }
    out += "\n[ratio]\n";
    if rng.random_bool(0.8) {
        let first = rng.random_range(0..=len / 4);
        let last = rng.random_range(len * 2 / 3..len);
        let _ = writeln!(out, "start = {}\nend = {}", day(first), day(last));
    }
    let b = rng.random_range(10..30);
    let _ = writeln!(out, "base = {{ A = 0.0, B = 0.{b}, C = 0.{} }}", b + rng.random_range(3..20));
    out += "increment = { violation = 0.05, over-capacity = 0.06, not-listed = 0.07 }\ncap = 0.6\nover_capacity_threshold = 1.2\n";
    for (kind, shortest) in
        [("blast-furnace", 2), ("sinter", 1), ("pellet", 1), ("lime-kiln", 1), ("eaf", 1), ("coke-oven", 1)]
    {
        let min_stop = shortest + rng.random_range(0..=2);
        let (min_run, most) = (rng.random_range(1..=4), rng.random_range(1..=2));
        let _ = writeln!(out, "\n[shape.{kind}]\nmin_stop_days = {min_stop}\nmin_run_days = {min_run}\nmax_stops = {most}");
        if kind == "blast-furnace" {
            let _ = writeln!(out, "ramp_days = {}", rng.random_range(0..=2));
        } else if kind == "sinter" && rng.random_bool(0.5) {
            out += "feed_stock_days = 3\n";
        }
    }
    let _ = writeln!(
        out,
        "\n[coke]\nmax_coking_time_h = {}\nmin_slow_days = {}\nmax_slowdowns = {}",
        rng.random_range(48..=72),
        rng.random_range(1..=3),
        rng.random_range(1..=3)
    );
    if rng.random_bool(0.4) {
        let level = if rng.random_bool(0.5) { "city" } else { "enterprise" };
        let _ = writeln!(
            out,
            "\n[[stage_steel]]\nstart = 2022-01-01\nend = {}\nfactor = 0.7\nlevel = \"{level}\"",
            day(len - 1)
        );
        if rng.random_bool(0.5) {
            out += "cities = [\"唐山\"]\n";
        }
    }
    let (restart, value) = (rng.random_range(1..=15) * 100, rng.random_range(0..=60));
    let _ = writeln!(out, "\n[cost]\nmargin_cny_t = 300\nuse_filed_margin = {}", rng.random_bool(0.5));
    let _ = writeln!(
        out,
        "restart_cny = {{ blast-furnace = {restart}, coke-oven = 0, sinter = 30000, pellet = 30000, lime-kiln = 20000, eaf = 50000 }}"
    );
    let _ = writeln!(
        out,
        "banking_cny = {{ blast-furnace = {}, coke-oven = 0, sinter = 10000, pellet = 10000, lime-kiln = 5000, eaf = 10000 }}",
        restart / 5
    );
    let _ = writeln!(
        out,
        "output_cny_t = {{ coke-oven = 200, sinter = 80, pellet = 100, lime-kiln = 80 }}\nemission_value_cny_kg = {value}"
    );
    for (kind, ultra_low, other) in [
        ("blast-furnace", 0.41, 0.72),
        ("coke-oven", 0.304, 0.928),
        ("sinter", 0.268, 1.471),
        ("pellet", 0.236, 1.289),
        ("lime-kiln", 0.41, 0.9),
        ("eaf", 0.05, 0.12),
    ] {
        let _ = writeln!(out, "\n[emission.{kind}]\nultra_low = {ultra_low}\nother = {other}");
    }
    out += "\n[emergency.yellow.B]\nsinter = 0.5\n\n[emergency.orange.B]\nsinter = 1.0\npellet = 1.0\nlime-kiln = 1.0\n";
    out += "coke-oven = [ { height_below_m = 6.0, coking_time_h = 36 }, { coking_time_h = 28 } ]\n";
    out += "\n[emergency.orange.C]\nblast-furnace = 0.5\nsinter = 1.0\ncoke-oven = [ { coking_time_h = 30 } ]\n";
    out += "\n[emergency.orange.scrap-eaf]\neaf = 0.5\n\n[emergency.red.B]\nblast-furnace = 0.5\nsinter = 1.0\n";
    out += "\n[emergency.red.C]\nblast-furnace = 1.0\nsinter = 1.0\npellet = 1.0\nlime-kiln = 1.0\ncoke-oven = [ { coking_time_h = 48 } ]\n";
    out
}
