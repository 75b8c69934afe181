//! SIGKILL: each output is whole or as it was.

use super::{begun, has_nameless, parts, times, until};
use crate::rules_support::files::Files;
use std::os::unix::process::ExitStatusExt as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// A command, its output, and what it makes of nothing and of what was there.
struct Job {
    args: Vec<&'static str>,
    output: &'static str,
    /// What is there before, or nothing; what is there after.
    states: Vec<(Option<Vec<u8>>, Vec<u8>)>,
    /// How long it takes undisturbed, as seen last.
    takes: Duration,
}

const COMMANDS: [&[&str]; 14] = [
    &["plan", "scenario.toml", "--gap", "0.02", "-o", "new.toml"],
    &["check", "scenario.toml", "filed.xlsx", "--annotate", "annotated.xlsx"],
    &["check", "scenario.toml", "filed.xlsx", "--ledger", "ledger.xlsx"],
    &["check", "scenario.toml", "broken.toml", "--mend", "mended.toml"],
    &["report", "scenario.toml", "plan.toml", "-o", "report.html"],
    &["report", "scenario.toml", "plan.toml", "-o", "report.pdf"],
    &["report", "scenario.toml", "plan.toml", "-o", "report.docx"],
    &["report", "scenario.toml", "plan.toml", "-o", "report.xlsx"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "chart.svg"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "chart.png"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "chart.html"],
    &["generate", "--records", "scenario.toml", "plan.toml", "-o", "records.csv"],
    &["replan", "scenario.toml", "plan.toml", "--today", "2021-11-20", "-o", "replanned.toml"],
    &["template", "scenario.toml", "-o", "form.xlsx"],
];

/// Runs it undisturbed on what is there; what is there then, and how long that took.
fn undisturbed(files: &Files, args: &[&str], output: &str, before: Option<&[u8]>) -> (Vec<u8>, Duration) {
    put(files, output, before);
    let since = Instant::now();
    let out = files.process(args).output().expect("it runs");
    let code = out.status.code();
    assert!(matches!(code, Some(0 | 1)), "{args:?}: {code:?} {}", String::from_utf8_lossy(&out.stderr));
    (std::fs::read(files.path(output)).expect("an output"), since.elapsed())
}

fn put(files: &Files, output: &str, what: Option<&[u8]>) {
    match what {
        Some(bytes) => std::fs::write(files.path(output), bytes).expect("written"),
        None => drop(std::fs::remove_file(files.path(output))),
    }
}

fn job(files: &Files, command: &[&'static str]) -> Job {
    let output = command[command.len() - 1];
    let mut args = command.to_vec();
    // days of finding, or the clock would be in the bytes
    let (mut earlier, ledger) = (args.clone(), output == "ledger.xlsx");
    if ledger {
        earlier.extend(["--date", "2021-11-10"]);
        args.extend(["--date", "2021-12-01"]);
    }
    let old = if ledger { undisturbed(files, &earlier, output, None).0 } else { b"as it was".to_vec() };
    let (new, takes) = undisturbed(files, &args, output, None);
    let (replaced, _) = undisturbed(files, &args, output, Some(&old));
    assert!(replaced == new || ledger, "{args:?} makes different bytes of the same");
    Job { args, output, states: vec![(None, new), (Some(old), replaced)], takes }
}

#[test]
fn killed_at_any_moment_each_output_is_whole_or_as_it_was() {
    let files = Files::mill();
    for args in
        [&["plan", "scenario.toml", "-o", "plan.toml"][..], &["gantt", "scenario.toml", "plan.toml", "-o", "filed.xlsx"]]
    {
        files.stagger(args).assert().code(0);
    }
    let plan = files.read("plan.toml");
    files.write("broken.toml", &plan[..plan.find("[[stops]]").expect("a stop")]);
    let mut jobs: Vec<Job> = COMMANDS.iter().map(|c| job(&files, c)).collect();
    let (kept, mut part) = (files.names(), parts(1));
    let (kills, mut killed, mut written) = (times("STAGGER_KILLS", 200), 0, 0);
    for k in 0..kills {
        let jobs_count = jobs.len();
        let job = &mut jobs[k % jobs_count];
        let (before, after) = &job.states[k / jobs_count % 2];
        put(&files, job.output, before.as_deref());
        let since = Instant::now();
        let mut run = files.process(&job.args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        if k / jobs_count % 3 == 2 {
            // while it writes: what it will put in place has bytes
            let folder = files.dir.path();
            let writes = |run: &_| begun(run, folder).iter().any(|fd| std::fs::metadata(fd).is_ok_and(|m| m.len() > 0));
            until(&mut run, writes);
            std::thread::sleep(job.takes.mul_f64(0.05 * part()));
        } else {
            std::thread::sleep(job.takes.mul_f64(1.1 * part()));
        }
        run.kill().expect("it runs still, or has not been waited for");
        let ended = run.wait().expect("it ends");
        if ended.signal().is_some() {
            killed += 1;
        } else {
            job.takes = job.takes.min(since.elapsed());
        }
        let is = std::fs::read(files.path(job.output)).ok();
        let (same, whole) = (is == *before, is.as_deref() == Some(after.as_slice()));
        assert!(same || whole, "{:?} after {:?}: {:?} bytes", job.args, since.elapsed(), is.map(|b| b.len()));
        written += usize::from(whole && ended.signal().is_some());
        put(&files, job.output, Some(after));
    }
    let mut left = files.names();
    left.retain(|name| !kept.contains(name));
    eprintln!("{kills} runs, {killed} killed, {written} of them when all was written; left beside: {left:?}");
    assert!(killed > kills / 4, "{killed} of {kills} were killed");
    // a name of its own it has only while it replaces a file: then all of it is there
    let whole = |name: &String| {
        let is = std::fs::read(files.path(name)).expect("a file");
        name.starts_with(".stagger-") && (!has_nameless(files.dir.path()) || jobs.iter().any(|j| j.states[1].1 == is))
    };
    assert!(left.iter().all(whole), "{left:?}");
    // and nobody trips over it
    for job in &jobs {
        let (before, after) = &job.states[1];
        assert!(undisturbed(&files, &job.args, job.output, before.as_deref()).0 == *after, "{:?}", job.args);
    }
}
