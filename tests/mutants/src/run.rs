//! Each test once with none on, to see what it reaches and how long it takes; then each mutant by the tests that reach it.

use crate::list::{numbers, read};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// One test of one program, as seen with no mutant on.
struct Test {
    program: String,
    name: String,
    seconds: f64,
    reached: BTreeSet<usize>,
}

enum Outcome {
    Passed,
    /// The test that failed, or the first of those that ran when the program died.
    Failed(String),
    TimedOut,
}

/// Runs tests of one program in one process: killed after `limit` seconds of a processor (others may keep the machine busy: of the
/// clock ten times as many), given 8 GB at most.
fn run_tests(
    work: &Path,
    program: &str,
    tests: &[&str],
    switch: (&str, &str),
    limit: f64,
) -> Result<(Outcome, f64), Box<dyn Error>> {
    let start = Instant::now();
    let limits = format!("ulimit -v 8000000; ulimit -t {}; exec \"$0\" \"$@\"", limit.ceil());
    let done = Command::new("timeout")
        .args(["-s", "KILL", &(limit * 10.0).ceil().to_string(), "nice", "-n", "1", "sh", "-c", &limits, program])
        .args(tests)
        .args(["--exact", "--include-ignored", "--test-threads=2"])
        .env(switch.0, switch.1)
        .env("INSTA_UPDATE", "no")
        .current_dir(work.join("copy"))
        .output()?;
    let seconds = start.elapsed().as_secs_f64();
    if done.status.success() {
        return Ok((Outcome::Passed, seconds));
    }
    // SIGKILL and SIGXCPU
    if matches!(done.status.signal(), Some(9 | 24)) {
        return Ok((Outcome::TimedOut, seconds));
    }
    let out = String::from_utf8_lossy(&done.stdout);
    let failed = out.lines().find_map(|l| l.strip_prefix("test ")?.strip_suffix(" ... FAILED"));
    Ok((Outcome::Failed(failed.unwrap_or(tests[0]).to_owned()), seconds))
}

fn append(path: &Path, line: &str) -> std::io::Result<()> {
    writeln!(OpenOptions::new().append(true).create(true).open(path)?, "{line}")
}

fn lines(path: &Path) -> Vec<Vec<String>> {
    let all = std::fs::read_to_string(path).unwrap_or_default();
    all.lines().map(|l| l.split('\t').map(str::to_owned).collect()).collect()
}

/// Writes to `WORK/tests` the program, name, seconds and mutants reached of each test of some modules that passes within a minute, in
/// the modules' order (separated by commas); those seen before are passed over.
pub fn reach(work: &Path, program: &str, modules: &str) -> Result<(), Box<dyn Error>> {
    let (seen, file) = (work.join("tests"), work.join("reached"));
    let before: BTreeSet<String> = lines(&seen).into_iter().map(|l| l[1].clone()).collect();
    let list = Command::new(program).args(["--list", "--format", "terse"]).output()?;
    let list = String::from_utf8(list.stdout)?;
    let names: Vec<&str> = list.lines().filter_map(|l| l.strip_suffix(": test")).filter(|n| !before.contains(*n)).collect();
    for name in modules.split(',').flat_map(|m| names.iter().filter(move |n| n.starts_with(m))) {
        std::fs::write(&file, "")?;
        let switch = ("STAGGER_REACHED", file.to_str().ok_or("the path is no text")?);
        let (outcome, seconds) = run_tests(work, program, &[name], switch, 60.0)?;
        let reached: BTreeSet<String> = std::fs::read_to_string(&file)?.lines().map(str::to_owned).collect();
        let reached = match outcome {
            Outcome::Passed => reached.into_iter().collect::<Vec<_>>().join(","),
            Outcome::Failed(_) => "fails".to_owned(),
            Outcome::TimedOut => "slow".to_owned(),
        };
        append(&seen, &format!("{program}\t{name}\t{seconds:.2}\t{reached}"))?;
    }
    Ok(())
}

fn tests(work: &Path) -> Vec<Test> {
    let test = |l: Vec<String>| Test {
        program: l[0].clone(),
        name: l[1].clone(),
        seconds: l[2].parse().unwrap_or(60.0),
        reached: l[3].split(',').filter_map(|n| n.parse().ok()).collect(),
    };
    lines(&work.join("tests")).into_iter().map(test).collect()
}

/// Tries each mutant of the files that start with one of `files` (separated by commas), the cheapest tests first, for tests of
/// `budget` seconds in all. Adds to `WORK/results`; those tried before are passed over.
pub fn run(work: &Path, files: &str, budget: f64) -> Result<(), Box<dyn Error>> {
    let results = work.join("results");
    let done: BTreeSet<usize> = lines(&results).iter().filter_map(|l| l[0].parse().ok()).collect();
    let left_out = [numbers(&work.join("unviable")), numbers(&work.join("untried"))];
    let tests = tests(work);
    let all = read(work)?;
    let mut kills: HashMap<(String, String), f64> = HashMap::new();
    for l in lines(&results) {
        let file = l[0].parse().ok().and_then(|id: usize| all.get(id - 1)).map_or(String::new(), |m| m.file.clone());
        *kills.entry((file, l[2].clone())).or_default() += 1.0;
    }
    let of_files = |file: &str| files.split(',').any(|f| file.starts_with(f));
    for m in all.into_iter().filter(|m| of_files(&m.file) && !done.contains(&m.id)) {
        if left_out.iter().any(|l| l.contains_key(&m.id)) {
            continue;
        }
        let mut reaching: Vec<&Test> = tests.iter().filter(|t| t.reached.contains(&m.id)).collect();
        let cost = |t: &Test| (t.seconds + 0.1) / (1.0 + kills.get(&(m.file.clone(), t.name.clone())).unwrap_or(&0.0));
        reaching.sort_by(|a, b| cost(a).total_cmp(&cost(b)));
        let (mut spent, mut batch, mut outcome) = (0.0, 0.5, ("survived", String::new()));
        if reaching.is_empty() {
            outcome.0 = "unreached";
        }
        let (start, mut rest) = (Instant::now(), &reaching[..]);
        while let Some(first) = rest.first() {
            if spent > budget {
                outcome.0 = "open";
                break;
            }
            let mut sum = 0.0;
            let fits = |t: &&&Test| {
                sum += t.seconds;
                t.program == first.program && sum <= batch
            };
            let n = rest.iter().take_while(fits).count().max(1);
            let seconds: f64 = rest[..n].iter().map(|t| t.seconds).sum();
            let names: Vec<&str> = rest[..n].iter().map(|t| t.name.as_str()).collect();
            let switch = ("STAGGER_MUTANT", &*m.id.to_string());
            match run_tests(work, &first.program, &names, switch, 15.0 + 5.0 * seconds)?.0 {
                Outcome::Passed => {}
                Outcome::Failed(by) => {
                    *kills.entry((m.file.clone(), by.clone())).or_default() += 1.0;
                    outcome = ("killed", by);
                    break;
                }
                Outcome::TimedOut => {
                    outcome = ("timed out", names.join(" "));
                    break;
                }
            }
            (spent, batch, rest) = (spent + seconds, batch * 2.0, &rest[n..]);
        }
        let took = start.elapsed().as_secs_f64();
        append(&results, &format!("{}\t{}\t{}\t{took:.1}\t{}", m.id, outcome.0, outcome.1, m.name))?;
    }
    let mut sums: BTreeMap<String, usize> = BTreeMap::new();
    for l in lines(&results) {
        *sums.entry(l[1].clone()).or_default() += 1;
    }
    println!("{sums:?}");
    Ok(())
}
