//! `--trace`: cost and bound over time, to set a run beside another's. Seconds are the clock's: no two runs write the same.
//! What is written at last may cost a little more than what was found: tidying gives some up; so its line says that it is the plan.

use crate::cli::outputs::{Text, named_file};
use crate::cli::{Failure, create};
use crate::output::Output;
use crate::plan::Claim;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

/// The file of `--trace`, and what will stand in it.
pub struct Trace {
    path: PathBuf,
    file: Output,
    since: Instant,
    /// Its text, and cost and bound of the last line.
    lines: Mutex<(String, [f64; 2])>,
}

impl Trace {
    /// Opens it, so that a path that cannot be written is known early.
    ///
    /// # Errors
    /// Its name says another kind of file, it is one of the inputs, or its folder cannot be written.
    pub fn create(path: &Path, inputs: &[&Path], since: Instant) -> Result<Self, Failure> {
        named_file("--trace", path, Text::Records)?;
        let file = create(path, inputs)?;
        let lines = Mutex::new(("seconds,cost_cny,bound_cny,phase\n".to_owned(), [f64::NAN; 2]));
        Ok(Self { path: path.to_owned(), file, since, lines })
    }

    /// Adds a line of the search where cost or bound are others than before; what is not known yet is empty.
    pub fn tell(&self, cost: f64, bound: f64) {
        let mut lines = self.lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (text, last) = &mut *lines;
        if last.map(f64::to_bits) == [cost, bound].map(f64::to_bits) {
            return;
        }
        *last = [cost, bound];
        self.add(text, cost, bound, "search");
    }

    fn add(&self, text: &mut String, cost: f64, bound: f64, phase: &str) {
        let known = |x: f64| if x.is_finite() { format!("{x:.2}") } else { String::new() };
        let _ = writeln!(text, "{:.3},{},{},{phase}", self.since.elapsed().as_secs_f64(), known(cost), known(bound));
    }

    /// Writes it, with a line of the plan as written at its end, where there is one.
    ///
    /// # Errors
    /// The disk is full, or the like.
    pub fn finish(self, written: Option<&Claim>) -> Result<(), Failure> {
        let mut text = std::mem::take(&mut self.lines.lock().unwrap_or_else(std::sync::PoisonError::into_inner).0);
        if let Some(plan) = written {
            let known = |x: Option<f64>| x.unwrap_or(f64::NAN);
            self.add(&mut text, known(plan.objective), known(plan.bound), "plan");
        }
        self.file.commit(text.as_bytes()).map_err(|e| Failure::cannot_write(&self.path, &e))
    }
}
