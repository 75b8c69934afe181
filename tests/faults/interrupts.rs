//! SIGINT and SIGTERM: what was found is written, soon.
//!
//! `STAGGER_MOMENTS=100 cargo test --release --test behaviour -- faults::interrupts --nocapture` tells how soon.

use super::{listens, parts, send, times, until};
use crate::rules_support::files::Files;
use nix::sys::signal::Signal;
use serde_json::Value;
use std::io::Read as _;
use std::process::{Child, Output, Stdio};
use std::time::{Duration, Instant};
use steel_stagger::scenario::generate::{Size, generate};

/// The longest that an interrupt may take on any machine; on an idle one it is less than a second (docs/measurements).
const LIMIT: Duration = Duration::from_secs(15);

/// Starts the program in a folder; what it says is kept.
fn started(files: &Files, args: &[&str]) -> Child {
    files.process(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
}

/// Interrupts a run so long after it has a handler of signals; what it says, and how long it took.
fn interrupted(mut run: Child, after: Duration, signal: Signal) -> (Output, Duration) {
    until(&mut run, listens);
    std::thread::sleep(after);
    let since = Instant::now();
    send(&run, signal);
    let out = run.wait_with_output().expect("it ends");
    (out, since.elapsed())
}

/// Moments of a run, within so many seconds, more of them early; with signals.
fn moments(count: usize, within: f64, seed: u64) -> impl Iterator<Item = (Duration, Signal)> {
    let mut part = parts(seed);
    let signals = [Signal::SIGTERM, Signal::SIGINT].into_iter().cycle();
    let at = (0..count).map(move |i| if i == 0 { 0.0 } else { within * part().powi(2) });
    at.map(Duration::from_secs_f64).zip(signals)
}

/// Runs `plan` on a scenario, interrupted at some moments; tells how long it took to end.
fn interrupt_plans(name: &str, scenario: &str, moments: impl Iterator<Item = (Duration, Signal)>) {
    let files = Files::none();
    files.write("scenario.toml", scenario);
    let mut took: Vec<(Duration, Duration)> = Vec::new();
    let mut planned = 0;
    for (at, signal) in moments {
        let _ = std::fs::remove_file(files.path("plan.toml"));
        let args = ["plan", "scenario.toml", "-o", "plan.toml", "--gap", "0", "--time-limit", "600", "--format", "json"];
        let (out, after) = interrupted(started(&files, &args), at, signal);
        let context = format!("{name}, {signal} after {at:?}: {after:?} {out:?}");
        let said: Value = serde_json::from_slice(&out.stdout).unwrap_or_else(|e| panic!("{e}: {context}"));
        let (code, status) = (out.status.code(), said["status"].as_str());
        match (code, status) {
            (Some(0), Some("planned")) => {
                files.stagger(&["check", "scenario.toml", "plan.toml"]).assert().code(0);
                planned += 1;
            }
            (Some(3), Some("stopped")) => assert!(!files.path("plan.toml").exists(), "{context}"),
            _ => panic!("{context}"),
        }
        assert!(after < LIMIT, "{context}");
        took.push((after, at));
    }
    took.sort();
    let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize].0;
    eprintln!(
        "{name}: {} interrupts, {planned} with a plan; seconds to the end: median {:.2}, of nine in ten at most {:.2}; the longest {:.2?}",
        took.len(),
        at(0.5).as_secs_f64(),
        at(0.9).as_secs_f64(),
        took.iter().rev().take(3).map(|(took, at)| (took.as_secs_f64(), at.as_secs_f64())).collect::<Vec<_>>(),
    );
}

#[test]
fn a_mill_interrupted_at_any_moment_has_its_plan_or_none() {
    interrupt_plans("one mill", include_str!("../../scenarios/one-mill.toml"), moments(times("STAGGER_MOMENTS", 8), 3.0, 1));
}

#[test]
fn a_city_interrupted_at_any_moment_has_its_plan_or_none() {
    interrupt_plans("a city", include_str!("../../scenarios/tangshan.toml"), moments(times("STAGGER_MOMENTS", 6), 20.0, 2));
}

#[test]
fn a_region_interrupted_at_any_moment_has_its_plan_or_none() {
    // the largest only where the time is asked for
    let count = times("STAGGER_MOMENTS", 6);
    let (size, within) = if count > 20 { (Size::new(64, 450, 1500, 12), 60.0) } else { (Size::new(6, 14, 30, 3), 10.0) };
    interrupt_plans("a region", &generate(&size).scenario_toml, moments(count, within, 3));
}

#[test]
fn interrupted_where_no_plan_can_be_it_tells_what_is_known() {
    let files = Files::none();
    files.write("scenario.toml", include_str!("../../scenarios/infeasible-quota.toml"));
    for (at, signal) in moments(times("STAGGER_MOMENTS", 5), 6.0, 4) {
        let run = started(&files, &["plan", "scenario.toml", "-o", "plan.toml"]);
        let (out, after) = interrupted(run, at, signal);
        assert!(matches!(out.status.code(), Some(1 | 3)) && after < LIMIT, "after {at:?}: {after:?} {out:?}");
        assert_eq!(files.names(), ["scenario.toml"]);
    }
}

#[test]
fn other_long_commands_lose_nothing_either() {
    let files = Files::none();
    let made = generate(&Size::new(1, 4, 13, 5));
    files.write("scenario.toml", &made.scenario_toml);
    files.write("plan.toml", &made.witness_plan_toml);
    let stops: Vec<&str> = made.witness_plan_toml.split("[[stops]]").collect();
    files.write("broken.toml", &[&stops[..stops.len() / 2], &stops[stops.len() - 1..]].concat().join("[[stops]]"));
    let plans = |name: &str| files.stagger(&["check", "scenario.toml", name]).output().expect("it runs").status.code();
    let commands: [(&[&str], &[&str]); 4] = [
        (&["check", "scenario.toml", "broken.toml", "--mend", "new.toml", "--annotate", "new.xlsx"], &["new.toml"]),
        (
            &["plan", "scenario.toml", "-o", "new.toml", "--from", "plan.toml", "--alternatives", "2", "--gap", "0.02"],
            &["new.toml", "new.alt1.toml", "new.alt2.toml"],
        ),
        (&["replan", "scenario.toml", "plan.toml", "--today", "2021-12-01", "-o", "new.toml"], &["new.toml"]),
        (&["prices", "scenario.toml", "--replan"], &[]),
    ];
    let kept = files.names();
    for (at, signal) in moments(times("STAGGER_MOMENTS", 5), 8.0, 5) {
        for (args, outputs) in commands {
            let (out, after) = interrupted(started(&files, args), at, signal);
            let context = format!("{args:?} after {at:?}: {after:?} {out:?}");
            assert!(matches!(out.status.code(), Some(0 | 1 | 3)) && after < LIMIT, "{context}");
            eprintln!("{} interrupted after {at:.2?} has ended after {after:.2?}", args[0]);
            let mut left = files.names();
            left.retain(|name| !kept.contains(name));
            for name in left {
                let is_plan = outputs.contains(&name.as_str());
                assert!(is_plan || name == "new.xlsx", "{name}: {context}");
                // what replanning keeps of the days behind may break rules, nothing else may
                assert!(!is_plan || plans(&name) == Some(0), "{name}: {context}");
                std::fs::remove_file(files.path(&name)).expect("removed");
            }
        }
    }
}

/// A pipe that nobody reads from holds the program up for as long as it likes.
#[test]
fn a_second_interrupt_ends_a_run_that_is_held_up() {
    let files = Files::none();
    let made = generate(&Size::new(16, 112, 373, 3));
    files.write("scenario.toml", &made.scenario_toml);
    files.write("from.toml", &made.witness_plan_toml);
    let args = ["plan", "scenario.toml", "-o", "-", "--from", "from.toml", "--time-limit", "0.1", "--tidy", "0"];
    let mut run = files.process(&args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    // the plan's first byte; it has more than a pipe holds
    run.stdout.as_mut().expect("a pipe").read_exact(&mut [0]).expect("a plan");
    send(&run, Signal::SIGINT);
    std::thread::sleep(Duration::from_millis(100));
    send(&run, Signal::SIGINT);
    std::thread::sleep(Duration::from_millis(1500));
    assert!(run.try_wait().expect("a state").is_none(), "two at once are one");
    send(&run, Signal::SIGINT);
    assert_eq!(run.wait().expect("it ends").code(), Some(130));
}

#[test]
fn an_interrupt_ends_waiting_for_a_scenario() {
    let files = Files::none();
    let mut run = files.process(&["plan", "/dev/stdin", "-o", "plan.toml"]);
    // a pipe into which nothing is written
    let run = run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let stays_open = run.stdin.as_ref().map(std::os::fd::AsFd::as_fd).map(|fd| fd.try_clone_to_owned());
    let (out, after) = interrupted(run, Duration::from_millis(300), Signal::SIGINT);
    assert_eq!(out.status.code(), Some(3), "{out:?}");
    assert!(after < LIMIT && String::from_utf8_lossy(&out.stderr).contains("interrupted before a plan was found"));
    assert!(files.names().is_empty());
    drop(stays_open);
}
