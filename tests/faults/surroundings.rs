//! Machines without a home, without fonts, in a locale of another time, with a clock that was never set; names that are no text.

use super::told;
use crate::rules_support::files::Files;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Command, Output};

/// A mill with its plan and, as another made it, a submission.
fn mill() -> Files {
    let files = Files::mill();
    files.stagger(&["plan", "scenario.toml", "-o", "plan.toml"]).assert().code(0);
    files
}

/// Commands that write a file each, and that each fault must leave alone.
const COMMANDS: [&[&str]; 9] = [
    &["plan", "scenario.toml", "-o", "new.toml"],
    &["check", "scenario.toml", "plan.toml", "--annotate", "annotated.xlsx", "--ledger", "ledger.xlsx"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "chart.svg"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "chart.png"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "chart.pdf"],
    &["gantt", "scenario.toml", "plan.toml", "-o", "chart.xlsx"],
    &["report", "scenario.toml", "plan.toml", "-o", "report.pdf"],
    &["report", "scenario.toml", "plan.toml", "-o", "report.docx"],
    &["report", "scenario.toml", "plan.toml", "-o", "report.html"],
];

/// Runs all commands as `changed` has it: they end well, and write what they write elsewhere.
fn as_usual(files: &Files, changed: impl Fn(&mut Command) -> &mut Command) {
    for args in COMMANDS {
        let made = args[args.len() - 1];
        let write = |changed: &dyn Fn(&mut Command) -> &mut Command| {
            let mut run = files.process(args);
            changed(&mut run);
            let out = run.output().expect("it runs");
            assert_eq!(out.status.code(), Some(0), "{args:?}: {out:?}");
            let bytes = std::fs::read(files.path(made)).expect("an output");
            std::fs::remove_file(files.path(made)).expect("removed");
            bytes
        };
        let usual = write(&|run| run);
        // a ledger has the day on which it is made
        assert!(write(&changed) == usual || made == "ledger.xlsx", "{args:?}");
    }
}

#[test]
fn without_a_home_and_any_environment_all_is_as_usual() {
    as_usual(&mill(), Command::env_clear);
    as_usual(&mill(), |run| run.env("HOME", "/nowhere").env("TMPDIR", "/nowhere").env("TZ", "Nowhere/Nowhere"));
}

#[test]
fn where_there_are_no_fonts_pictures_are_drawn_and_what_is_missing_is_told() {
    let files = mill();
    std::fs::create_dir(files.path("none")).expect("a folder");
    files.write("none.conf", "<fontconfig><dir>none</dir></fontconfig>");
    let fonts = files.path("none.conf");
    for name in ["chart.png", "chart.pdf", "report.pdf", "report.docx"] {
        let command = if name.starts_with("chart") { "gantt" } else { "report" };
        let mut run = files.process(&[command, "scenario.toml", "plan.toml", "-o", name]);
        let out = run.env("FONTCONFIG_FILE", &fonts).output().expect("it runs");
        let err = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.code() == Some(0) && err.contains("--font"), "{name}: {err}");
        assert!(std::fs::metadata(files.path(name)).expect("an output").len() > 500, "{name}");
        std::fs::remove_file(files.path(name)).expect("removed");
        // a font that is none
        files.write("rubbish.ttf", "this is no font");
        for font in ["rubbish.ttf", "nowhere.ttf", "none"] {
            let args = [command, "scenario.toml", "plan.toml", "-o", name, "--font", font];
            told(&files.process(&args).output().expect("it runs"), &[font]);
            assert!(!files.path(name).exists());
        }
    }
}

#[test]
fn in_any_locale_the_words_are_utf_8() {
    let files = mill();
    let said = |variables: &[(&str, &[u8])]| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_stagger"));
        run.current_dir(files.dir.path()).args(["check", "scenario.toml", "plan.toml"]);
        for name in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
            run.env_remove(name);
        }
        run.envs(variables.iter().map(|(name, value)| (name, OsStr::from_bytes(value))));
        let out = run.output().expect("it runs");
        assert_eq!(out.status.code(), Some(0), "{variables:?}");
        String::from_utf8(out.stdout).expect("UTF-8")
    };
    let (chinese, english) = (said(&[("LANG", b"zh_CN.UTF-8")]), said(&[]));
    assert!(chinese != english && english.contains("The plan holds"), "{english}{chinese}");
    for locale in [&b"zh_CN.GBK"[..], b"zh_CN.GB18030", b"zh_CN", b"zh_TW.BIG5"] {
        assert_eq!(said(&[("LC_ALL", locale)]), chinese);
    }
    for locale in [&b"C"[..], b"POSIX", b"en_US.ISO-8859-1", b"xx_YY.nothing", b"\xff\xfe", b"", b"=;:@/..\n"] {
        assert_eq!(said(&[("LC_ALL", locale), ("LANG", locale)]), english);
    }
}

#[test]
fn names_that_are_no_text_are_names_all_the_same() {
    let files = mill();
    let odd = |bytes: &[u8]| files.dir.path().join(OsStr::from_bytes(bytes));
    let (scenario, plan) = (odd(b"\xb3\xc7\xca\xd0.toml"), odd(b"\xff\xfe.toml"));
    std::fs::copy(files.path("scenario.toml"), &scenario).expect("a copy");
    let run = |args: &[&OsStr]| {
        let out = files.process(&[]).args(args).output().expect("it runs");
        assert!(!String::from_utf8_lossy(&out.stderr).contains("panicked"), "{out:?}");
        out.status.code()
    };
    let word = OsStr::new;
    assert_eq!(run(&[word("plan"), scenario.as_os_str(), word("-o"), plan.as_os_str()]), Some(0));
    let check = [word("check"), scenario.as_os_str(), plan.as_os_str()];
    assert_eq!(run(&check), Some(0));
    assert_eq!(run(&[&check[..], &[word("--format"), word("json")]].concat()), Some(0));
    assert_eq!(run(&[&check[..], &[word("--annotate"), odd(b"\xff.xlsx").as_os_str()]].concat()), Some(0));
    for form in [&b"\xfe.svg"[..], b"\xfe.html", b"\xfe.xlsx", b"\xfe.pdf"] {
        let made = odd(form);
        assert_eq!(run(&[word("gantt"), check[1], check[2], word("-o"), made.as_os_str()]), Some(0));
        assert!(made.exists(), "{form:?}");
    }
    std::fs::create_dir(odd(b"\xfd")).expect("a folder");
    std::fs::copy(&plan, odd(b"\xfd").join(OsStr::from_bytes(b"\xfc.toml"))).expect("a copy");
    assert_eq!(run(&[word("check"), check[1], odd(b"\xfd").as_os_str()]), Some(0));
    // what is to be text, and is none, is told
    for args in
        [&[word("--lang"), OsStr::from_bytes(b"\xff")][..], &[OsStr::from_bytes(b"\xff")], &[OsStr::from_bytes(b"--\xff")]]
    {
        assert_eq!(run(&[&check[..], args].concat()), Some(2), "{args:?}");
    }
    let missing = odd(b"\xfb.toml");
    assert_eq!(run(&[word("check"), missing.as_os_str(), check[2]]), Some(2));
}

/// A command with the clock at some time: `faketime` (a package of Debian) sets it for one process.
fn at(files: &Files, time: &str, args: &[&str]) -> Output {
    let mut run = Command::new("faketime");
    // seconds that pass are those of the machine
    run.env("FAKETIME_DONT_FAKE_MONOTONIC", "1").env("TZ", "Asia/Shanghai").current_dir(files.dir.path());
    run.args(["-f", time, env!("CARGO_BIN_EXE_stagger")]).args(args).args(["--lang", "en"]);
    run.output().expect("faketime is installed: see the second command of the README")
}

#[test]
fn with_a_clock_in_1970_all_is_as_usual_and_the_ledger_says_what_day_it_has() {
    let files = mill();
    // where a clock that was never set begins; and before that, as it is still 1969 in Greenwich
    for (time, before) in [("@1970-01-01 08:00:30", false), ("@1970-01-01 00:00:30", true)] {
        for args in COMMANDS {
            let made = args[args.len() - 1];
            files.stagger(args).assert().code(0);
            let usual = std::fs::read(files.path(made)).expect("an output");
            std::fs::remove_file(files.path(made)).expect("removed");
            let out = at(&files, time, args);
            if before && made == "chart.xlsx" {
                // the one who writes workbooks takes such a clock for impossible
                told(&out, &["clock stands before 1970"]);
                assert!(!files.path(made).exists());
                continue;
            }
            let said = String::from_utf8_lossy(&out.stderr);
            assert_eq!(out.status.code(), Some(0), "{args:?}: {said}");
            let (same, ledger) = (std::fs::read(files.path(made)).expect("an output") == usual, made == "ledger.xlsx");
            assert!(same || ledger, "{args:?}");
            assert_eq!(said.contains("this machine's clock says 1970-01-01") && said.contains("--date"), ledger, "{said}");
        }
    }
    let ledger = ["check", "scenario.toml", "plan.toml", "--ledger", "ledger.xlsx", "--date", "2021-11-01"];
    let said = String::from_utf8(at(&files, "@1970-01-01 08:00:30", &ledger).stderr).expect("UTF-8");
    assert!(said.contains("ledger.xlsx") && !said.contains("clock"), "{said}");
}
