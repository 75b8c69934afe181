//! Plan files, written: the same plan gives the same bytes.

use super::Plan;
use crate::both;
use crate::scenario::{Scenario, UnitIx};
use crate::schema::Schema;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

/// A coking time as a plan states it: at most 3 decimals, h.
pub fn round_coking_time(hours: f64) -> f64 {
    (hours * 1000.0).round() / 1000.0
}

/// One `[[stops]]` or `[[slowdowns]]` in the order of the file: what the scenario lacks comes last, by name.
type Line<'a> = (UnitIx, &'a str, &'a str, NaiveDate, NaiveDate, Option<f64>);

/// A plan as TOML, in the order of the scenario's enterprises and units, then by day. `comments` (the run's seed, gap and
/// the like) follow the program's version, the hashes of scenario and policy, and what was changed in them, at the top.
pub fn to_toml(plan: &Plan, scenario: &Scenario, comments: &[String]) -> String {
    let mut out = Schema::Plan.line();
    comment(&mut out, &format!("stagger {}", env!("CARGO_PKG_VERSION")));
    comment(&mut out, &format!("scenario {}, sha256 {}", scenario.name, scenario.hash));
    comment(&mut out, &format!("policy {}, sha256 {}", scenario.policy.name, scenario.policy.hash));
    for s in &scenario.set {
        comment(&mut out, &format!("made with --set {s}"));
    }
    for c in comments {
        comment(&mut out, c);
    }
    let _ = writeln!(out, "schema = 1\nscenario = {}", text(&plan.scenario));
    if let Some(a) = &plan.approval {
        out += "\n[approval]\n";
        let (own, open) = (|t: &Option<String>| t.as_deref().map(text), both!("plan-to-be-filled-in"));
        let fields = [
            ("number", own(&a.number)),
            ("date", a.date.map(|d| d.to_string())),
            ("valid_from", Some(a.valid_from.to_string())),
            ("reason", own(&a.reason)),
        ];
        for (name, value) in fields {
            let _ = match value {
                Some(value) => writeln!(out, "{name} = {value}"),
                None => writeln!(out, "# {name} = {} {}", open.zh, open.en),
            };
        }
    }

    let index = scenario.unit_index();
    let rank = |e: &str, u: &str| index.get(&(e, u)).copied().unwrap_or(UnitIx::MAX);
    let stops = plan.stops.iter().map(|s| (rank(&s.enterprise, &s.unit), &*s.enterprise, &*s.unit, s.start, s.end, None));
    let slows = plan
        .slowdowns
        .iter()
        .map(|s| (rank(&s.enterprise, &s.unit), &*s.enterprise, &*s.unit, s.start, s.end, Some(s.coking_time_h)));
    lines(&mut out, "stops", stops.collect(), scenario);
    lines(&mut out, "slowdowns", slows.collect(), scenario);

    let claims = [("objective", plan.solve.objective), ("bound", plan.solve.bound), ("gap", plan.solve.gap)];
    let filed: Vec<_> = claims.into_iter().filter_map(|(k, v)| Some((k, v?))).collect();
    if !filed.is_empty() {
        out += "\n[solve]\n";
    }
    for (name, x) in filed {
        let _ = writeln!(out, "{name} = {x:?}"); // Debug: always a TOML float, and reads back as the same number
    }
    out
}

fn lines(out: &mut String, kind: &str, mut lines: Vec<Line<'_>>, scenario: &Scenario) {
    lines.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let names: HashMap<&str, &str> = scenario.enterprises.iter().map(|e| (e.id.as_str(), e.name.as_str())).collect();
    let mut last = None;
    for (_, enterprise, unit, start, end, hours) in lines {
        out.push('\n');
        if last != Some(enterprise) {
            comment(out, &format!("{enterprise} {}", names.get(enterprise).unwrap_or(&"")));
            last = Some(enterprise);
        }
        let _ = writeln!(out, "[[{kind}]]\nenterprise = {}\nunit = {}", text(enterprise), text(unit));
        let _ = writeln!(out, "start = {start}\nend = {end}");
        if let Some(h) = hours {
            let _ = writeln!(out, "coking_time_h = {}", round_coking_time(h));
        }
    }
}

fn comment(out: &mut String, line: &str) {
    for l in line.lines() {
        let clean: String = l.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let _ = writeln!(out, "# {}", clean.trim_end());
    }
}

fn text(s: &str) -> String {
    toml::Value::String(s.to_owned()).to_string()
}

/// A file that is written in full or not at all: opened before a long run, so that a path that cannot be written is known
/// early; an existing file stays as it is until [`Output::commit`].
#[derive(Debug)]
pub struct Output {
    path: std::path::PathBuf,
    beside: Option<tempfile::NamedTempFile>,
    /// `path` where it is a device or a pipe, opened by the first write.
    device: Option<std::fs::File>,
}

impl Output {
    /// Opens a file beside `path` (`path` itself, on commit, where it is a device or a pipe).
    ///
    /// # Errors
    /// The folder is missing or cannot be written, or `path` is a folder.
    pub fn create(path: &Path) -> io::Result<Self> {
        // A link is followed: what it points to is replaced, not the link.
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
        }
        if path.exists() && !path.is_file() {
            return Ok(Self { path, beside: None, device: None });
        }
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".stagger-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file, less the umask; an existing file keeps its own.
            let mode = std::fs::metadata(&path).map_or(0o666, |m| m.permissions().mode() & 0o777);
            builder.permissions(std::fs::Permissions::from_mode(mode));
        }
        let beside = Some(builder.tempfile_in(folder).map_err(nameless)?);
        Ok(Self { path, beside, device: None })
    }

    /// Writes all and puts it in place.
    ///
    /// # Errors
    /// The disk is full, or the like; `path` is then as it was.
    pub fn commit(mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)?;
        self.finish()
    }

    /// Puts what was written in place.
    ///
    /// # Errors
    /// As of [`Output::commit`].
    pub fn finish(self) -> io::Result<()> {
        let Some(file) = self.beside else { return Ok(()) };
        file.as_file().sync_all()?;
        file.persist(&self.path).map(drop).map_err(|e| e.error)
    }
}

/// What is too long to be held at once is written piece by piece, then put in place by [`Output::finish`].
impl io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match (&mut self.beside, &mut self.device) {
            (Some(file), _) => file.write(bytes),
            (None, Some(device)) => device.write(bytes),
            (None, device) => device.insert(std::fs::OpenOptions::new().write(true).open(&self.path)?).write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.beside.as_mut().map_or(Ok(()), io::Write::flush)
    }
}

/// The error without the random name that it gives: who reads it asked for another file.
#[allow(clippy::needless_pass_by_value)] // for `map_err`
fn nameless(e: io::Error) -> io::Error {
    let cause = e.get_ref().and_then(std::error::Error::source).map(ToString::to_string);
    cause.map_or(e.kind().into(), |cause| io::Error::new(e.kind(), cause))
}

/// Writes a file in full or not at all.
///
/// # Errors
/// See [`Output::create`] and [`Output::commit`].
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Output::create(path)?.commit(bytes)
}
