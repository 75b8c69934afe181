//! What is left when something fails: kills and interrupts at any moment, full disks, folders that cannot be written, machines
//! without a home, fonts, locale or clock, too little memory, and very many runs in one process.

mod disk;
mod interrupts;
mod kills;
mod long;
mod memory;
mod surroundings;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::time::Duration;

/// How often something is tried, unless the environment asks for more: on a machine with time to spare.
fn times(variable: &str, default: usize) -> usize {
    std::env::var(variable).map_or(default, |n| n.parse().expect("a number"))
}

/// Parts of a whole, at random, the same in each run.
fn parts(seed: u64) -> impl FnMut() -> f64 {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    move || random.random::<f64>()
}

fn send(run: &Child, signal: Signal) {
    kill(Pid::from_raw(run.id().cast_signed()), signal).expect("it runs still, or has not been waited for");
}

/// Files that a process is about to put into a folder: what it has open there without a name, or by a name of its own.
pub fn begun(run: &Child, folder: &Path) -> Vec<PathBuf> {
    let Ok(open) = std::fs::read_dir(format!("/proc/{}/fd", run.id())) else { return Vec::new() };
    let own = |path: &PathBuf| {
        let at = std::fs::read_link(path).unwrap_or_default();
        let name = at.file_name().unwrap_or_default().to_string_lossy().into_owned();
        at.starts_with(folder) && (name.starts_with('#') || name.starts_with(".stagger-"))
    };
    open.filter_map(|fd| Some(fd.ok()?.path())).filter(own).collect()
}

/// Whether a process has a handler of SIGTERM.
fn listens(run: &Child) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{}/status", run.id())).unwrap_or_default();
    let caught = status.lines().find_map(|l| l.strip_prefix("SigCgt:")).unwrap_or("0").trim();
    u64::from_str_radix(caught, 16).expect("a set of signals") >> (Signal::SIGTERM as u32 - 1) & 1 == 1
}

/// Waits until something is so, as long as the process runs.
pub fn until(run: &mut Child, mut so: impl FnMut(&Child) -> bool) {
    while !so(run) && run.try_wait().expect("a state").is_none() {
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// Whether a file system has files without a name.
fn has_nameless(folder: &Path) -> bool {
    use std::os::unix::fs::OpenOptionsExt as _;
    std::fs::File::options().write(true).custom_flags(nix::libc::O_TMPFILE).open(folder).is_ok()
}

/// A shell that may mount: as root, or as one in a name space of its own. `None` where the machine allows neither.
fn shell_that_mounts(script: &str) -> Option<Command> {
    let with = |options: &[&str], script: &str| {
        let mut c = Command::new("unshare");
        c.args(options).args(["sh", "-euc", script, "sh", env!("CARGO_BIN_EXE_stagger")]);
        c
    };
    let mounts = |options: &&[&str]| {
        let tried = with(options, "mount -t tmpfs none /mnt").output();
        tried.is_ok_and(|out| out.status.success())
    };
    let options = [&["--mount"][..], &["--mount", "--map-root-user"]].into_iter().find(mounts)?;
    Some(with(options, script))
}

/// Where nobody may mount, the part of a test that needs it is left out, and says so.
fn cannot_mount() {
    eprintln!("this machine lets nobody mount: that part of the test is left out");
}

/// Standard error of a process that failed for a reason told: exit code 2, words, no panic.
fn told(out: &Output, says: &[&str]) {
    let err = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{err}");
    assert!(says.iter().all(|s| err.contains(s)) && !err.contains("panicked"), "{says:?}: {err}");
}
