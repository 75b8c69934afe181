//! `stagger plan --alternatives`: further plans beside the plan.

use super::super::{create, interrupt};
use super::{Failure, Globals, PlanArgs, progress_line};
use crate::both;
use crate::lang::Lang;
use crate::output::Output;
use crate::plan::Plan;
use crate::plan::write::to_toml;
use crate::planner::alternatives::{Alternative, AlternativeOptions, Short, alternatives};
use crate::planner::{Options, Progress};
use crate::report::alternatives as report;
use crate::scenario::Scenario;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The files that alternatives go to, opened before the work.
pub struct Files(Vec<(PathBuf, Output)>);

/// Alternatives, written.
pub struct Written {
    found: Vec<Alternative>,
    paths: Vec<PathBuf>,
    short: Option<Short>,
    within: f64,
}

/// `plan.toml` with a number: `plan.alt1.toml`.
fn beside(path: &Path, n: usize) -> PathBuf {
    path.extension().map_or_else(
        || path.with_added_extension(format!("alt{n}")),
        |own| path.with_extension(format!("alt{n}.{}", own.to_string_lossy())),
    )
}

impl Files {
    /// Opens as many as are asked for.
    ///
    /// # Errors
    /// The plan goes to standard output, or one cannot be written.
    pub fn create(args: &PlanArgs) -> Result<Self, Failure> {
        let count = usize::from(args.alternatives.unwrap_or(0));
        if count > 0 && args.output.as_os_str() == "-" {
            return Err(Failure::Says(both!("cli-alternatives-beside")));
        }
        let mut inputs: Vec<&Path> = vec![&args.scenario.scenario];
        inputs.extend(args.from.as_deref());
        let paths = (1..=count).map(|n| beside(&args.output, n));
        let open = |path: PathBuf| create(&path, &inputs).map(|file| (path, file));
        Ok(Self(paths.map(open).collect::<Result<_, _>>()?))
    }

    /// Finds and writes them; `None` where none are asked for. `comments` go on top of each.
    ///
    /// # Errors
    /// One cannot be written.
    pub fn fill(
        self,
        args: &PlanArgs,
        scenario: &Scenario,
        options: &Options,
        best: &Plan,
        comments: &[String],
        globals: &Globals,
    ) -> Result<Option<Written>, Failure> {
        let count = self.0.len();
        if count == 0 {
            return Ok(None);
        }
        let how = AlternativeOptions { count, within: args.within, options: options.clone() };
        let show = |p: &Progress| globals.working.say(progress_line(p, globals.lang()));
        let (found, short) = alternatives(scenario, best, &how, interrupt::working(globals.lang()), &show);
        let mut paths = Vec::new();
        for (n, (a, (path, file))) in found.iter().zip(self.0).enumerate() {
            let own = format!("alternative {} of {count}, within {} of the cost", n + 1, args.within);
            let text = to_toml(&a.plan, scenario, &[comments, &[own]].concat());
            file.commit(text.as_bytes()).map_err(|e| Failure::cannot_write(&path, &e))?;
            paths.push(path);
        }
        let next = beside(&args.output, paths.len() + 1);
        if next.exists() {
            globals.tell(&both!("cli-alternatives-older", path = next.display()));
        }
        Ok(Some(Written { found, paths, short, within: args.within }))
    }
}

impl Written {
    fn all(&self) -> Vec<(&Alternative, &Path)> {
        self.found.iter().zip(self.paths.iter().map(PathBuf::as_path)).collect()
    }

    /// In words.
    pub fn text(&self, scenario: &Scenario, best: &Plan, lang: Lang) -> String {
        report::text(scenario, best, &self.all(), (self.short, self.within), lang)
    }

    /// Why they are fewer than asked, as JSON.
    pub fn short(&self) -> Option<&'static str> {
        self.short.map(report::short_id)
    }

    /// As JSON.
    pub fn json(&self, scenario: &Scenario, best: &Plan, lang: Lang) -> Value {
        report::json(scenario, best, &self.all(), lang)
    }
}

#[cfg(test)]
mod tests {
    use super::beside;
    use std::path::Path;

    #[test]
    fn an_alternative_stands_beside_its_plan() {
        for (plan, first) in [("d/plan.toml", "d/plan.alt1.toml"), ("plan", "plan.alt1"), ("a.b.toml", "a.b.alt1.toml")] {
            assert_eq!(beside(Path::new(plan), 1), Path::new(first));
        }
    }
}
