//! What is asked of each reader, whatever the bytes. No panic, and more: errors that lead to their places, the same answer
//! twice, what is written reads back. The bodies serve libFuzzer (`fuzz_targets/`) and the program of tests alike.
//!
//! An input is one file, or several: further ones begin with a line `#--- NAME`.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use steel_stagger::audit::{TOLERANCE_HOURS, audit, in_force};
use steel_stagger::input::{InputErrors, Set, Source};
use steel_stagger::lang::{Lang, printable};
use steel_stagger::plan::write::to_toml;
use steel_stagger::plan::{Plan, PlanFile, Slowdown, Stop, open, read_plan_str};
use steel_stagger::policy::read_policy_str;
use steel_stagger::records::{Reader, Reading, Records};
use steel_stagger::report::annotate::annotate;
use steel_stagger::report::check::CheckReport;
use steel_stagger::report::ledger::{Counts, Run, issues, update};
use steel_stagger::rules::{Finding, Named};
use steel_stagger::scenario::register::read_register;
use steel_stagger::scenario::{Scenario, read_scenario_str, read_scenario_with};
use steel_stagger::xlsx::Workbook;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The scenario that plans, records and policies are read by.
const CITY: &str = include_str!("../common/small.toml");
const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];
/// Errors of a file that are also shown: to do so takes much longer than to find them.
const SHOWN: usize = 3;

/// A target: its name and its body.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 7] = [
    ("scenario", scenario),
    ("policy", policy),
    ("plan", plan),
    ("csv", csv),
    ("workbook", workbook),
    ("records", records),
    ("check", check),
];

/// A scenario, with a policy beside it and values to set in both.
pub fn scenario(data: &[u8]) {
    let Some([text, policy, sets]) = texts(data, ["policy.toml", "sets"]) else { return };
    let read = |sets: &[Set]| {
        if sets.is_empty() {
            return read_scenario_str(text, "s.toml", Some(&folder()));
        }
        read_scenario_with(&file("s.toml", text.as_bytes()), sets)
    };
    let sets: Vec<Set> = sets.lines().filter_map(|l| l.parse().ok()).collect();
    file("policy.toml", policy.as_bytes());
    let answer = read(&sets);
    match &answer {
        Ok(s) => {
            report(s, &Plan::default());
        }
        Err(e) => told(e, text),
    }
    assert!(answer == read(&sets), "the same bytes, another answer");
}

/// A policy, on its own and for the city.
pub fn policy(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let answer = read_policy_str(text, "policy.toml");
    if let Err(e) = &answer {
        return told(e, text);
    }
    assert!(answer == read_policy_str(text, "policy.toml"), "the same bytes, another answer");
    file("policy.toml", data);
    let city = CITY.replacen("autumn-winter-2021", "policy.toml", 1);
    if let Ok(s) = read_scenario_str(&city, "s.toml", Some(&folder())) {
        report(&s, &stops());
    }
}

/// A plan; written, it reads back.
pub fn plan(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match read_plan_str(text, "p.toml") {
        Err(e) => told(&e, text),
        Ok(plan) => city(|s| {
            let lines = Source::new("p.toml", text).text.lines().count();
            assert!(plan.stops.iter().all(|stop| (1..=lines).contains(&stop.line)), "a stop outside the file");
            let written = to_toml(&plan, s, &[]);
            let again = read_plan_str(&written, "again.toml").unwrap_or_else(|e| panic!("{written}\n{e}"));
            assert_eq!(content(&again), content(&plan), "{written}");
            assert_eq!(to_toml(&again, s, &[]), written);
        }),
    }
}

/// A table of stops as text.
pub fn csv(data: &[u8]) {
    city(|s| match open(&file("p.csv", data), s) {
        Err(e) => told(&e, ""),
        Ok(read) => {
            filed(s, &read, None);
            let written = to_toml(&read.plan, s, &[]);
            let again = read_plan_str(&written, "again.toml").unwrap_or_else(|e| panic!("{written}\n{e}"));
            assert_eq!(content(&again), content(&read.plan), "{written}");
        }
    });
}

/// A workbook, as bytes or as the text of its parts: as a plan, as a register, as a ledger, and to be edited.
pub fn workbook(data: &[u8]) {
    let (name, bytes) = packed(data);
    let path = file(name, &bytes);
    city(|s| {
        match open(&path, s) {
            Err(e) => told(&e, ""),
            Ok(read) => {
                let original = name.ends_with("xlsx").then(|| bytes.clone());
                filed(s, &read, original);
                let again = open(&path, s).unwrap_or_else(|e| panic!("read once, then {e}"));
                assert!(again.plan == read.plan && again.hash == read.hash, "the same bytes, another answer");
            }
        }
        if let Ok(book) = Workbook::open(bytes.clone()) {
            edited(book);
        }
        let plan = Plan::default();
        let report = CheckReport::new(s, &plan, "", Vec::new());
        let issues = issues(s, &report.findings, Lang::En);
        let run = Run { judge: "check", judged: &|_| true, issues: &issues, date: s.season.start };
        if let Ok((ledger, counts)) = update(Some(bytes), &run, Lang::En) {
            let (_, again) = update(Some(ledger), &run, Lang::En).unwrap_or_else(|e| panic!("written, then {e}"));
            let rows = |c: Counts| c.new + c.open + c.closed + c.back + c.unjudged;
            assert_eq!(rows(again), rows(counts), "what is in the ledger is not new");
        }
    });
    match read_register(&path, None) {
        Err(e) => told(&e, ""),
        Ok(read) => {
            let again = read_scenario_str(&read.text, "s.toml", None).unwrap_or_else(|e| panic!("{}\n{e}", read.text));
            assert_eq!((again.units.len(), again.name), (read.scenario.units.len(), read.scenario.name));
        }
    }
}

/// Operating records, or monthly steel; what they come to beside a plan.
pub fn records(data: &[u8]) {
    city(|s| {
        let read = |files: usize| {
            let mut reader = Reader::new(s, Reading { skip_unknown: data.len().is_multiple_of(2) });
            (0..files).for_each(|i| reader.read(&format!("{i}.csv"), data));
            reader.finish()
        };
        match read(1) {
            Err(e) => told(&e, ""),
            Ok(records) => {
                let twice = read(2).unwrap_or_else(|e| panic!("read once, then {e}"));
                let said = |r: &Records| (r.units.clone(), r.steel.clone(), r.span);
                assert!(said(&twice) == said(&records), "the same rows twice say something else");
                let force = in_force(s, &[stops()]).unwrap_or_else(|e| panic!("{}", e.en));
                let audit = audit(s, &force, &records, TOLERANCE_HOURS);
                assert!(audit.findings.iter().all(|f| !f.note.en.is_empty() && f.first <= f.last));
            }
        }
    });
}

/// A scenario and a plan of it, with a policy beside them: `stagger check`.
pub fn check(data: &[u8]) {
    let Some([text, plan, policy]) = texts(data, ["plan.toml", "policy.toml"]) else { return };
    file("policy.toml", policy.as_bytes());
    let scenario = read_scenario_str(text, "s.toml", Some(&folder()));
    let plan = read_plan_str(plan, "plan.toml");
    if let (Ok(s), Ok(plan)) = (&scenario, &plan) {
        assert_eq!(report(s, plan), report(s, plan), "the same files, another report");
    }
}

/// Errors lead to their places, in both languages; `text` is that of the one file, empty where it is of cells or rows.
fn told(errors: &InputErrors, text: &str) {
    assert!(!errors.0.is_empty(), "an error that says nothing");
    for e in &errors.0 {
        assert!(!e.message.zh.is_empty() && !e.message.en.is_empty(), "{e:?}");
        assert!(e.source_line.get(e.mark.clone()).is_some(), "{e:?}");
        assert!(!e.file.is_empty(), "{e:?}");
        if e.file == "s.toml" || e.file == "p.toml" {
            assert!(e.line <= text.lines().count() + 1, "{e:?}");
        }
    }
    for (e, lang) in errors.0.iter().take(SHOWN).flat_map(|e| LANGS.map(|l| (e, l))) {
        assert!(e.render(lang, true).len() > e.message.pick(lang).len());
    }
}

/// A check's findings are about what there is, and its reports can be written; these are returned.
fn report(s: &Scenario, plan: &Plan) -> Vec<String> {
    let report = CheckReport::new(s, plan, "", Vec::new());
    report.findings.iter().for_each(|f| sound(s, f));
    assert!(report.cost.total().is_finite(), "{:?}", report.cost);
    LANGS.into_iter().flat_map(|l| [report.text(l), report.json(l).to_string()]).collect()
}

fn sound(s: &Scenario, f: &Finding) {
    let within = |at: &Named<usize>, n: usize| !matches!(at, Named::Known(i) if *i >= n);
    assert!(f.city.is_none_or(|c| c < s.cities.len()), "{f:?}");
    assert!(f.enterprise.as_ref().is_none_or(|e| within(e, s.enterprises.len())), "{f:?}");
    assert!(f.unit.as_ref().is_none_or(|u| within(u, s.units.len())), "{f:?}");
    assert!([f.measured, f.required, f.short_by].into_iter().flatten().all(f64::is_finite), "{f:?}");
    assert!(!f.note.zh.is_empty() && !f.note.en.is_empty(), "{f:?}");
}

/// A plan that was read from a table: each stop has its place, and it can be sent back with its findings.
fn filed(s: &Scenario, file: &PlanFile, original: Option<Vec<u8>>) {
    assert!(file.plan.stops.iter().all(|stop| file.origin(stop.line).is_some()), "a stop without its place");
    let report = CheckReport::new(s, &file.plan, "", Vec::new());
    report.findings.iter().for_each(|f| sound(s, f));
    if let Ok(copy) = annotate(&report, file, original, Lang::Zh) {
        let copy = open(&self::file("copy.xlsx", &copy), s).unwrap_or_else(|e| panic!("the annotated copy: {e}"));
        assert_eq!(as_shown(&copy.plan), as_shown(&file.plan), "the annotated copy says something else");
    }
}

/// A workbook that can be edited can be edited again.
fn edited(mut book: Workbook) {
    let sheets = book.sheet_names();
    let contents = |book: &mut Workbook| -> Vec<_> { sheets.iter().map(|name| book.contents(name)).collect() };
    let before = contents(&mut book);
    if before.iter().any(Result::is_err) {
        return;
    }
    let at = steel_stagger::xlsx::CellRef::new(2, 3);
    for name in &sheets {
        if book.set(name, at, "=1+1".into(), None).is_err() {
            return;
        }
    }
    if let Ok(bytes) = book.save() {
        let mut again = Workbook::open(bytes).unwrap_or_else(|e| panic!("edited, then {e}"));
        for (sheet, before) in contents(&mut again).into_iter().zip(before) {
            let (sheet, before) = (sheet.unwrap_or_else(|e| panic!("edited, then {e}")), before.unwrap_or_default());
            let same =
                before.iter().all(|(cell, old)| *cell == at || sheet.get(cell).is_some_and(|new| new.text == old.text));
            assert!(same, "a cell that was not edited has changed");
        }
    }
}

/// What a plan says, without where it says it.
fn content(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    // a copy shows names without what would steer a screen
    let shown = |names: [&mut String; 2]| names.into_iter().for_each(|n| *n = printable(n));
    for s in &mut plan.stops {
        s.line = 0;
        shown([&mut s.enterprise, &mut s.unit]);
    }
    for s in &mut plan.slowdowns {
        s.line = 0;
        shown([&mut s.enterprise, &mut s.unit]);
    }
    let key = |s: &Stop| (s.enterprise.clone(), s.unit.clone(), s.start, s.end);
    plan.stops.sort_by_key(key);
    let key = |s: &Slowdown| (s.enterprise.clone(), s.unit.clone(), s.start, s.end, s.coking_time_h.to_bits());
    plan.slowdowns.sort_by_key(key);
    plan
}

/// The same as our own sheets show it: six decimals.
fn as_shown(plan: &Plan) -> Plan {
    let mut plan = content(plan);
    plan.slowdowns.iter_mut().for_each(|s| s.coking_time_h = (s.coking_time_h * 1e6).round() / 1e6);
    content(&plan)
}

/// A plan of the city.
fn stops() -> Plan {
    static STOPS: LazyLock<Plan> = LazyLock::new(|| {
        read_plan_str(include_str!("../common/small.plan.toml"), "p.toml").unwrap_or_else(|e| panic!("{e}"))
    });
    STOPS.clone()
}

/// Runs something with the city.
fn city<T>(run: impl FnOnce(&Scenario) -> T) -> T {
    static READ: LazyLock<Scenario> =
        LazyLock::new(|| read_scenario_str(CITY, "city.toml", None).unwrap_or_else(|e| panic!("{e}")));
    run(&READ)
}

/// The first file of an input, and those named; `None`: no text.
fn texts<'d, const N: usize, const M: usize>(data: &'d [u8], names: [&str; M]) -> Option<[&'d str; N]> {
    let mut parts = std::str::from_utf8(data).ok()?.split("\n#--- ");
    let mut out = [""; N];
    out[0] = parts.next()?;
    for (name, text) in parts.filter_map(|p| p.split_once('\n')) {
        if let Some(at) = names.iter().position(|n| *n == name.trim_end()) {
            out[at + 1] = text;
        }
    }
    Some(out)
}

/// The file of a workbook, and its name: an input that begins with `#xlsx` or `#ods` is the text of a package's parts, one with
/// `#xls` the stream of an old workbook; of any other the bytes are the file.
fn packed(data: &[u8]) -> (&'static str, Vec<u8>) {
    for name in ["p.xlsx", "p.ods"] {
        if let Some(parts) = data.strip_prefix(format!("#{}\n", &name[2..]).as_bytes()) {
            return (name, package(parts));
        }
    }
    if let Some(stream) = data.strip_prefix(b"#xls\n") {
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).expect("memory");
        file.create_stream("/Workbook").and_then(|mut s| s.write_all(stream)).expect("memory");
        return ("p.xls", file.into_inner().into_inner());
    }
    let name = if data.starts_with(b"\xd0\xcf") {
        "p.xls"
    } else if contains(data, b"content.xml") {
        "p.ods"
    } else {
        "p.xlsx"
    };
    (name, data.to_vec())
}

fn contains(data: &[u8], word: &[u8]) -> bool {
    data.windows(word.len()).any(|w| w == word)
}

/// A package of parts, `#--- NAME` before each; a part that is named twice is passed over.
fn package(data: &[u8]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mark = b"#--- ";
    let mut rest = data;
    while let Some(part) = rest.strip_prefix(mark) {
        let end = part.windows(mark.len() + 1).position(|w| w[0] == b'\n' && w[1..] == *mark).map_or(part.len(), |i| i + 1);
        rest = &part[end..];
        let line = part[..end].iter().position(|&b| b == b'\n').unwrap_or(end);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        if out.start_file(String::from_utf8_lossy(&part[..line]), options).is_ok() {
            out.write_all(part[..end].get(line + 1..).unwrap_or_default()).expect("memory");
        }
    }
    out.finish().expect("memory").into_inner()
}

/// A folder of this thread, in memory where there is one that is.
fn folder() -> PathBuf {
    thread_local! {
        static FOLDER: TempDir = {
            let memory = Path::new("/dev/shm");
            let within = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
            tempfile::Builder::new().prefix("stagger-fuzz-").tempdir_in(within).expect("a folder")
        };
    }
    FOLDER.with(|f| f.path().to_owned())
}

/// A file in that folder.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}
