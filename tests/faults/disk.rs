//! Disks that are full, folders that cannot be written, readers that have gone: told, and all is as it was.

use super::{cannot_mount, shell_that_mounts, told};
use crate::rules_support::files::Files;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Output, Stdio};

/// Commands that write `disk/out.ENDING`.
const COMMANDS: [(&str, &[&str]); 11] = [
    ("toml", &["plan", "scenario.toml", "-o"]),
    ("toml", &["replan", "scenario.toml", "plan.toml", "--today", "2021-11-20", "-o"]),
    ("xlsx", &["check", "scenario.toml", "plan.toml", "--annotate"]),
    ("xlsx", &["check", "scenario.toml", "plan.toml", "--ledger"]),
    ("toml", &["check", "scenario.toml", "plan.toml", "--mend"]),
    ("html", &["report", "scenario.toml", "plan.toml", "-o"]),
    ("pdf", &["report", "scenario.toml", "plan.toml", "-o"]),
    ("docx", &["report", "scenario.toml", "plan.toml", "-o"]),
    ("svg", &["gantt", "scenario.toml", "plan.toml", "-o"]),
    ("csv", &["generate", "--records", "scenario.toml", "plan.toml", "-o"]),
    ("toml", &["example", "one-mill", "--force", "-o"]),
];

/// A mill with its plan, and an empty folder `disk`.
fn mill() -> Files {
    let files = Files::mill();
    files.stagger(&["plan", "scenario.toml", "-o", "plan.toml"]).assert().code(0);
    std::fs::create_dir(files.path("disk")).expect("a folder");
    files
}

/// What is there before: a ledger is read, so that it must be one.
fn old(files: &Files, args: &[&str]) -> Vec<u8> {
    if !args.contains(&"--ledger") {
        return b"as it was".to_vec();
    }
    files.stagger(&["check", "scenario.toml", "plan.toml", "--ledger", "ledger.xlsx"]).assert().code(0);
    std::fs::read(files.path("ledger.xlsx")).expect("a ledger")
}

/// Runs a script with the program, the folder and a command line; of the script's `disk`, what is there afterwards is put into
/// `names` and `after`.
fn run(mut shell: Command, files: &Files, args: &[&str], ending: &str) -> Output {
    let out = format!("disk/out.{ending}");
    shell.current_dir(files.dir.path()).arg(&out).args(args).args([&out, "--lang", "en"]);
    shell.output().expect("it runs")
}

const FULL: &str = r#"
program=$1; out=$2; shift 2
mount -t tmpfs -o size=$ROOM,nr_inodes=64 none disk
cp old "$out"
dd if=/dev/zero of=disk/filler bs=4k count=$FILL 2>/dev/null || true
code=0; "$program" "$@" || code=$?
ls -A disk > names; cp "$out" after
exit $code
"#;

#[test]
fn on_a_full_disk_the_old_file_stays_and_the_error_names_it() {
    let files = mill();
    // no room at all, and room for a part
    for fill in ["1024", "253"] {
        for (ending, args) in COMMANDS {
            let Some(mut shell) = shell_that_mounts(FULL) else { return cannot_mount() };
            let before = old(&files, args);
            std::fs::write(files.path("old"), &before).expect("written");
            shell.env("ROOM", "1m").env("FILL", fill);
            let out = run(shell, &files, args, ending);
            let small = fill == "253" && out.status.code() != Some(2);
            if small {
                assert!(matches!(out.status.code(), Some(0 | 1)), "{args:?}: {out:?}");
                continue;
            }
            told(&out, &[&format!("out.{ending}"), "the disk is full"]);
            assert_eq!(files.read("names"), format!("filler\nout.{ending}\n"), "{args:?}");
            assert!(std::fs::read(files.path("after")).expect("a file") == before, "{args:?}");
        }
    }
}

/// The same where nobody may mount: a user's files may have no bytes.
#[test]
fn beyond_the_largest_file_the_old_one_stays_and_the_error_names_it() {
    let files = mill();
    for (ending, args) in COMMANDS {
        let (path, before) = (files.path(&format!("disk/out.{ending}")), old(&files, args));
        std::fs::write(&path, &before).expect("written");
        for (script, signal) in
            [(r#"trap "" XFSZ; ulimit -f 0; shift; exec "$@""#, false), (r#"ulimit -f 0; shift; exec "$@""#, true)]
        {
            let mut shell = Command::new("sh");
            shell.args(["-c", script, "sh"]);
            // the name of the output stands before the program here
            shell.current_dir(files.dir.path()).arg("-").arg(env!("CARGO_BIN_EXE_stagger"));
            let out = shell.args(args).arg(&path).args(["--lang", "en"]).output().expect("it runs");
            if signal {
                assert_eq!(out.status.signal(), Some(nix::libc::SIGXFSZ), "{args:?}: {out:?}");
            } else {
                told(&out, &[&format!("out.{ending}"), "larger than"]);
            }
            assert!(std::fs::read(&path).expect("a file") == before, "{args:?}");
            let names = std::fs::read_dir(files.path("disk")).expect("a folder").count();
            assert_eq!(names, 1, "{args:?}");
        }
        std::fs::remove_file(path).expect("removed");
    }
}

#[test]
fn in_a_folder_that_cannot_be_written_the_old_file_stays_and_the_error_names_it() {
    let files = mill();
    let read_only = "program=$1; shift 2; mount --bind disk disk; mount -o remount,bind,ro disk; exec \"$program\" \"$@\"";
    for (ending, args) in COMMANDS {
        let (path, before) = (files.path(&format!("disk/out.{ending}")), old(&files, args));
        std::fs::write(&path, &before).expect("written");
        // a disk that may only be read
        match shell_that_mounts(read_only) {
            Some(shell) => told(&run(shell, &files, args, ending), &[&format!("out.{ending}"), "read-only"]),
            None => cannot_mount(),
        }
        // a folder of others; root, too, has to keep to that once it gives up to do otherwise
        set_mode(&files, 0o555);
        let root = std::fs::metadata("/proc/self").expect("Linux").uid() == 0;
        let mut shell = Command::new(if root { "setpriv" } else { "env" });
        shell.args(root.then_some("--bounding-set=-dac_override"));
        shell.arg(env!("CARGO_BIN_EXE_stagger")).current_dir(files.dir.path()).args(args).arg(&path).args(["--lang", "en"]);
        told(&shell.output().expect("it runs"), &[&format!("out.{ending}"), "permission denied"]);
        set_mode(&files, 0o755);
        // a file where a folder is named
        let within = path.join(format!("out.{ending}"));
        let mut inside = files.process(&[]);
        told(&inside.args(args).arg(&within).output().expect("it runs"), &["not a directory"]);
        assert!(std::fs::read(&path).expect("a file") == before, "{args:?}");
        std::fs::remove_file(path).expect("removed");
    }
}

fn set_mode(files: &Files, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(files.path("disk"), permissions).expect("permissions");
}

/// Commands whose answer goes to standard output.
const ANSWERS: [&[&str]; 9] = [
    &["check", "scenario.toml", "plan.toml"],
    &["check", "scenario.toml", "plan.toml", "--format", "json"],
    &["plan", "scenario.toml", "-o", "-"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "-"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "-", "--format", "png"],
    &["report", "scenario.toml", "plan.toml", "-o", "-", "--format", "pdf"],
    &["generate", "--records", "scenario.toml", "plan.toml", "-o", "-"],
    &["explain"],
    &["diff", "scenario.toml", "plan.toml", "plan.toml"],
];

fn full() -> Stdio {
    std::fs::File::options().write(true).open("/dev/full").expect("a device").into()
}

#[test]
fn standard_output_that_is_full_is_told() {
    let files = mill();
    for args in ANSWERS {
        told(&files.process(args).stdout(full()).output().expect("it runs"), &["cannot write standard output"]);
        // and where not even that can be told, the exit code tells it
        let status = files.process(args).stdout(full()).stderr(full()).status().expect("it runs");
        assert_eq!(status.code(), Some(2), "{args:?}");
    }
    told(&files.process(&["plan", "scenario.toml", "-o", "/dev/full"]).output().expect("it runs"), &["/dev/full", "full"]);
    // who is not told of a plan has none: exit 2 leaves the file as it was
    files.write("new.toml", "as it was");
    for args in [&["plan", "scenario.toml"][..], &["replan", "scenario.toml", "plan.toml", "--today", "2021-11-20"]] {
        let run = files.process(args).args(["-o", "new.toml"]).stdout(full()).output().expect("it runs");
        told(&run, &["cannot write standard output"]);
        assert_eq!(files.read("new.toml"), "as it was");
    }
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    let files = mill();
    for args in ANSWERS {
        let usual = files.process(args).stdout(Stdio::null()).status().expect("it runs").code();
        let mut run = files.process(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(run.stdout.take());
        let out = run.wait_with_output().expect("it ends");
        assert_eq!((out.status.code(), String::from_utf8_lossy(&out.stderr).as_ref()), (usual, ""), "{args:?}");
        let closed = r#"exec "$@" >&- 2>&-"#;
        let mut shell = Command::new("sh");
        shell.args(["-c", closed, "sh", env!("CARGO_BIN_EXE_stagger")]).args(args).current_dir(files.dir.path());
        assert_eq!(shell.status().expect("it runs").code(), usual, "{args:?} with its outputs closed");
    }
    let mut head = Command::new("sh");
    head.args(["-c", r#""$0" explain --lang en | head -n 1"#, env!("CARGO_BIN_EXE_stagger")]);
    let out = head.output().expect("it runs");
    assert!(String::from_utf8_lossy(&out.stdout).lines().count() == 1 && out.stderr.is_empty(), "{out:?}");
}
