//! Many runs in one process: its memory stays as it is.
//!
//! `STAGGER_ROUNDS=500 cargo test --release --test behaviour -- faults::long --nocapture` has 500 plans and checks.

use super::times;
use std::process::Command;
use std::time::Duration;
use steel_stagger::plan::read_plan_str;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::write::to_toml;
use steel_stagger::planner::{self, Options, Outcome};
use steel_stagger::rules::{check, holds};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::read_scenario_str;

/// Resident memory of this process, MB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") / 1024.0
}

/// One plan of each kind: by search, by the integer program, and the explanation where there is none; each read back and checked.
fn round(seed: u64) {
    let size = if seed.is_multiple_of(2) { Size::new(1, 1, 3, seed % 7) } else { Size::new(2, 4, 8, seed % 5) };
    let text = if seed % 10 == 9 {
        include_str!("../../scenarios/infeasible-must-run.toml").to_owned()
    } else {
        generate(&size).scenario_toml
    };
    let s = read_scenario_str(&text, "s.toml", None).expect("a scenario");
    let gap = if seed.is_multiple_of(4) { 0.0 } else { 0.02 };
    let options = Options { gap, time_limit: Duration::from_millis(500), seed, ..Options::default() };
    if let Outcome::Plan(plan) = planner::plan(&s, &options, None, None, &|_| ()) {
        let back = read_plan_str(&to_toml(&plan, &s, &[]), "plan.toml").expect("a plan");
        assert!(holds(&check(&s, &back, &Schedule::new(&s, &back))));
    }
}

/// In a process of its own: other tests beside would be measured too. And with one arena of glibc's: it has several for threads,
/// and a thread that finds another one free brings pages into it that it had elsewhere before, which is no leak.
#[test]
fn many_plans_and_checks_in_one_process_leave_its_memory_flat() {
    if std::env::var_os("STAGGER_ALONE").is_none() {
        let own = std::env::current_exe().expect("this program");
        let name = "faults::long::many_plans_and_checks_in_one_process_leave_its_memory_flat";
        let out = Command::new(own)
            .args(["--exact", name, "--nocapture"])
            .envs([("STAGGER_ALONE", "1"), ("MALLOC_ARENA_MAX", "1")])
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&out.stderr);
        eprintln!("{said}");
        assert!(out.status.success(), "{}{said}", String::from_utf8_lossy(&out.stdout));
        return;
    }
    // the same rounds three times: in the second all that is kept for good is there
    let rounds = times("STAGGER_ROUNDS", 60).div_ceil(3);
    let most = [(); 3].map(|()| {
        let after = |n: usize| {
            round(n as u64);
            resident()
        };
        (0..rounds).map(after).fold(0.0, f64::max)
    });
    eprintln!("three times {rounds} rounds, resident MB at most: {most:.1?}");
    // the allocator keeps a little more or less from time to time; a leak of half a megabyte a round is more than that
    assert!(most[2] < 1.1 * most[1] + 5.0, "{most:?}");
}
