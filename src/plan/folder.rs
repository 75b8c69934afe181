//! A folder of submissions, one a mill, as one plan.

use super::open::{Column, PlanFile, locate, open};
use super::{Plan, Slowdown, Stop};
use crate::both;
use crate::input::error::{InputError, InputErrors};
use crate::input::sha256_hex;
use crate::lang::{Note, io_words};
use crate::rules::Finding;
use crate::scenario::names::{Found, Names};
use crate::scenario::{EntIx, Scenario};
use crate::sheet::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files of a folder at most.
const MOST_FILES: usize = 10_000;
/// Endings of files that may be submissions.
const ENDINGS: [&str; 9] = ["toml", "csv", "tsv", "txt", "xlsx", "xlsm", "xls", "et", "ods"];

/// The submissions of a folder.
#[derive(Debug)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// The files that were read, by name.
    pub files: Vec<PlanFile>,
    /// The files that could not be read, with all their errors.
    pub unread: Vec<(PathBuf, InputErrors)>,
    /// Files of other kinds, which were passed over.
    pub skipped: Vec<PathBuf>,
    /// All stops and slow-downs as one plan. `line` counts through all files: see [`Folder::place`].
    pub plan: Plan,
    /// SHA-256 over the names and hashes of the files read.
    pub hash: String,
    /// Units that two or more files name.
    pub clashes: Vec<Clash>,
    /// Enterprises with units that have not handed in: no file names them in its rows, or by its own name without being all about others.
    pub missing: Vec<EntIx>,
    /// The first `line` of each file in the merged plan.
    starts: Vec<usize>,
}

/// A unit that two or more files name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Enterprise id.
    pub enterprise: String,
    /// Unit id.
    pub unit: String,
    /// The file (an index into [`Folder::files`]) and the place of its first row about the unit.
    pub places: Vec<(usize, String)>,
}

impl Folder {
    /// Reads all submissions of a folder (not of folders in it).
    ///
    /// # Errors
    /// The folder cannot be read, holds too many files, or none that may be a submission. Errors of the files are kept in
    /// [`Folder::unread`].
    pub fn open(path: &Path, scenario: &Scenario) -> Result<Self, InputErrors> {
        let (paths, skipped) = list(path)?;
        let (mut files, mut unread) = (Vec::new(), Vec::new());
        for p in paths {
            match open(&p, scenario) {
                Ok(file) => files.push(file),
                Err(errors) => unread.push((p, errors)),
            }
        }
        let (plan, starts) = merge(&files, scenario);
        let hash = sha256_hex(files.iter().fold(String::new(), |text, f| text + &name_of(&f.path) + " " + &f.hash + "\n"));
        let clashes = clashes(&files);
        let missing = missing(&files, &unread, scenario);
        Ok(Self { path: path.to_owned(), files, unread, skipped, plan, hash, clashes, missing, starts })
    }

    /// The file of a `line` of the merged plan, and its line there.
    pub fn place(&self, line: usize) -> Option<(&PlanFile, usize)> {
        let file = self.starts.partition_point(|&s| s <= line).checked_sub(1)?;
        Some((self.files.get(file)?, line - self.starts[file]))
    }

    /// Adds to the notes of findings about units the files and cells that they are about.
    pub fn locate(&self, scenario: &Scenario, findings: &mut [Finding]) {
        locate(&self.plan, scenario, findings, |line, column| {
            let (file, line) = self.place(line)?;
            Some(place_in(file, line, column))
        });
    }
}

/// The name of a file without its folder.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A row of a file in words: `TS01.xlsx 停产!D7`, `TS01.toml:12`.
fn place_in(file: &PlanFile, line: usize, column: Column) -> String {
    let name = name_of(&file.path);
    match file.cell(line, column) {
        Some(cell) => format!("{name} {cell}"),
        None => format!("{name}:{line}"),
    }
}

/// The files that may be submissions, and the others, by name.
fn list(path: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), InputErrors> {
    let name = path.display().to_string();
    let fail = |says: Note| InputErrors(vec![InputError::whole_file(&name, says)]);
    let io = |e: std::io::Error| fail(both!("io-folder", why = |l| io_words(&e, l)));
    let (mut files, mut others) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(path).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = name_of(&path);
        // hidden files, and those that a spreadsheet program keeps beside an open workbook
        if name.starts_with(['.', '~']) || path.is_dir() {
            continue;
        }
        let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if ENDINGS.contains(&ending.as_str()) { &mut files } else { &mut others }.push(path);
        if files.len() + others.len() > MOST_FILES {
            return Err(fail(both!("folder-too-many-files", most = MOST_FILES.to_string())));
        }
    }
    if files.is_empty() {
        return Err(fail(both!("folder-no-submission")));
    }
    files.sort();
    others.sort();
    Ok((files, others))
}

/// All files as one plan; lines of each file follow those of the file before.
fn merge(files: &[PlanFile], scenario: &Scenario) -> (Plan, Vec<usize>) {
    let mut plan = Plan { scenario: scenario.name.clone(), ..Plan::default() };
    let mut starts = Vec::new();
    let mut next = 0;
    for file in files {
        starts.push(next);
        let p = &file.plan;
        plan.stops.extend(p.stops.iter().map(|s| Stop { line: next + s.line, ..s.clone() }));
        plan.slowdowns.extend(p.slowdowns.iter().map(|s| Slowdown { line: next + s.line, ..s.clone() }));
        let last = p.stops.iter().map(|s| s.line).chain(p.slowdowns.iter().map(|s| s.line)).max();
        next += last.unwrap_or(0) + 1;
    }
    (plan, starts)
}

fn clashes(files: &[PlanFile]) -> Vec<Clash> {
    let mut seen: BTreeMap<(&str, &str), BTreeMap<usize, usize>> = BTreeMap::new();
    for (i, file) in files.iter().enumerate() {
        let stops = file.plan.stops.iter().map(|s| (&s.enterprise, &s.unit, s.line));
        let slows = file.plan.slowdowns.iter().map(|s| (&s.enterprise, &s.unit, s.line));
        for (enterprise, unit, line) in stops.chain(slows) {
            let first = seen.entry((enterprise, unit)).or_default().entry(i).or_insert(line);
            *first = line.min(*first);
        }
    }
    let twice = seen.into_iter().filter(|(_, places)| places.len() > 1);
    let place = |(i, line): (usize, usize)| (i, place_in(&files[i], line, Column::Unit));
    twice
        .map(|((enterprise, unit), places)| Clash {
            enterprise: enterprise.to_owned(),
            unit: unit.to_owned(),
            places: places.into_iter().map(place).collect(),
        })
        .collect()
}

fn missing(files: &[PlanFile], unread: &[(PathBuf, InputErrors)], scenario: &Scenario) -> Vec<EntIx> {
    let (s, names) = (scenario, Names::new(scenario));
    let by_name = |path: &Path| -> BTreeSet<EntIx> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let found = parts(&stem).into_iter().map(|part| names.enterprise(&part));
        found.filter_map(|found| if let Found::One(e) = found { Some(e) } else { None }).collect()
    };
    let by_rows = |plan: &Plan| -> BTreeSet<EntIx> {
        let stops = plan.stops.iter().map(|s| s.enterprise.as_str());
        let rows: BTreeSet<&str> = stops.chain(plan.slowdowns.iter().map(|s| s.enterprise.as_str())).collect();
        (0..s.enterprises.len()).filter(|&e| rows.contains(s.enterprises[e].id.as_str())).collect()
    };
    // An empty form tells whose it is by its name, as does one that could not be read: it was handed in all the same.
    let mut handed_in: BTreeSet<EntIx> = unread.iter().flat_map(|u| by_name(&u.0)).collect();
    for file in files {
        let (named, filed) = (by_name(&file.path), by_rows(&file.plan));
        // one whose rows are all of others is none of those that it is called after
        if filed.is_empty() || !named.is_disjoint(&filed) {
            handed_in.extend(named);
        }
        handed_in.extend(filed);
    }
    (0..s.enterprises.len()).filter(|e| !s.enterprises[*e].units.is_empty() && !handed_in.contains(e)).collect()
}

/// A file's name and the parts of it that may be an enterprise's.
fn parts(stem: &str) -> Vec<String> {
    let mut out = vec![fold(stem)];
    out.extend(stem.split(['-', '_', ' ', '（', '(', '）', ')', '、', '—', '.']).map(fold).filter(|p| !p.is_empty()));
    out
}
