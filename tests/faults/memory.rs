//! Memory: what a region takes, what happens where there is less, and that no thread is left.

use crate::rules_support::files::Files;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use steel_stagger::planner::{self, Options, Outcome};
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::read_scenario_str;

/// `stagger` in a folder with so many kB of addresses.
fn within(files: &Files, kb: u64, args: &[&str]) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!(r#"ulimit -v {kb}; exec "$@""#), "sh", env!("CARGO_BIN_EXE_stagger")]);
    shell.args(args).args(["--lang", "en"]).current_dir(files.dir.path());
    shell
}

const PLAN: [&str; 8] = ["plan", "scenario.toml", "-o", "plan.toml", "--gap", "0.05", "--time-limit", "600"];

#[test]
fn a_region_is_planned_within_2_gb_of_addresses() {
    let files = Files::none();
    files.write("scenario.toml", &generate(&Size::new(16, 112, 373, 12)).scenario_toml);
    let out = within(&files, 2 << 20, &PLAN).output().expect("it runs");
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    files.stagger(&["check", "scenario.toml", "plan.toml"]).assert().code(0);
}

#[test]
fn where_memory_ends_it_ends_and_the_file_is_as_it_was() {
    let files = Files::none();
    files.write("scenario.toml", &generate(&Size::new(16, 112, 373, 12)).scenario_toml);
    files.write("plan.toml", "as it was");
    let mut ends = Vec::new();
    // from what it takes to start on, more and more
    for mb in [60, 140, 300] {
        let out = within(&files, mb << 10, &PLAN).stdout(Stdio::null()).output().expect("it runs");
        let (code, signal) = (out.status.code(), out.status.signal());
        ends.push((mb, code, signal));
        if code == Some(0) {
            files.stagger(&["check", "scenario.toml", "plan.toml"]).assert().code(0);
            break;
        }
        assert_eq!(files.read("plan.toml"), "as it was", "{mb} MB");
        assert_eq!(files.names(), ["plan.toml", "scenario.toml"], "{mb} MB");
    }
    eprintln!("(MB, exit code, signal): {ends:?}");
    assert!(ends.iter().any(|e| e.1 != Some(0)), "{ends:?}");
}

/// Threads of this process, by name.
fn threads() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux");
    let name = |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("comm")).ok();
    tasks.filter_map(|t| name(t.ok()?)).map(|n| n.trim().to_owned()).collect()
}

/// Other tests of this program run beside: theirs come and go, so that the program does it in a process of its own.
#[test]
fn no_thread_is_left_behind() {
    if std::env::var_os("STAGGER_ALONE").is_none() {
        let own = std::env::current_exe().expect("this program");
        let name = "faults::memory::no_thread_is_left_behind";
        let out = Command::new(own).args(["--exact", name]).env("STAGGER_ALONE", "1").output().expect("it runs");
        assert!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        return;
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("threads");
    let texts = [
        generate(&Size::new(1, 1, 4, 401)).scenario_toml,
        generate(&Size::new(4, 8, 16, 3)).scenario_toml,
        include_str!("../../scenarios/infeasible-quota.toml").to_owned(),
        include_str!("../../scenarios/infeasible-coke.toml").to_owned(),
    ];
    let before = threads().len();
    for text in &texts {
        let s = read_scenario_str(text, "s.toml", None).expect("a scenario");
        let options = Options { gap: 0.0, time_limit: Duration::from_secs(1), ..Options::default() };
        let made = pool.install(|| planner::plan(&s, &options, None, None, &|_| ()));
        assert!(!matches!(made, Outcome::Faulty(_)));
        // those of HiGHS that are told to end take a moment
        let since = Instant::now();
        while threads().len() > before && since.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(threads().len() <= before, "{before} before, now {:?}", threads());
    }
}
