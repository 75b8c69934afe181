//! Standard error: what is under way, shown on a terminal once it has taken a second; the log; whether there are colours.

use super::Globals;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal as _, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work shorter than this shows nothing.
const SHOWN_AFTER: Duration = Duration::from_secs(1);

/// The line that says what is under way.
#[derive(Debug, Clone)]
pub struct Working(ProgressBar);

impl Default for Working {
    fn default() -> Self {
        Self(ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()))
    }
}

/// Takes the line away again when dropped.
pub struct Shown {
    bar: ProgressBar,
    timer: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Working {
    /// Shows the line with these words from the second second on, where standard error is a terminal.
    pub fn show(&self, words: String) -> Shown {
        let bar = self.0.clone();
        let timer = io::stderr().is_terminal().then(|| {
            if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise} {wide_msg}") {
                bar.set_style(style);
            }
            bar.set_message(words);
            let (done, is_done) = channel();
            let late = bar.clone();
            let wait = move || {
                if is_done.recv_timeout(SHOWN_AFTER) == Err(RecvTimeoutError::Timeout) {
                    late.set_draw_target(ProgressDrawTarget::stderr());
                    late.enable_steady_tick(Duration::from_millis(200));
                }
            };
            (done, thread::spawn(wait))
        });
        Shown { bar, timer }
    }

    /// Says how far the work is.
    pub fn say(&self, words: String) {
        self.0.set_message(words);
    }

    /// Writes to standard error, the line out of its way.
    ///
    /// # Errors
    /// Standard error is gone.
    pub fn write(&self, text: &[u8]) -> io::Result<()> {
        self.0.suspend(|| io::stderr().lock().write_all(text))
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some((done, timer)) = self.timer.take() {
            drop(done);
            let _ = timer.join();
        }
        self.bar.finish_and_clear();
    }
}

/// So that the log goes around the line too.
impl Write for Working {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        Self::write(self, text).map(|()| text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The log goes to standard error; `-v` makes it say more.
pub fn log(globals: &Globals) {
    // HiGHS "emits a warning" whenever a limit ends a run, usvg where a font lacks a character that another has: nothing that a
    // planner can act on
    let level = match globals.verbose {
        _ if globals.quiet => "error",
        0 => "warn,highs=error,usvg=error",
        1 => "info,highs=error,usvg=error",
        2 => "debug",
        _ => "trace",
    };
    let working = globals.working.clone();
    let filter = tracing_subscriber::EnvFilter::try_from_env("STAGGER_LOG").unwrap_or_else(|_| level.into());
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(move || working.clone())
        .with_ansi(coloured())
        .without_time()
        .try_init();
}

/// Whether standard error gets colours: as it is a terminal, unless the environment says otherwise.
pub fn coloured() -> bool {
    colours(|name| std::env::var(name).ok(), io::stderr().is_terminal())
}

/// `NO_COLOR` comes first, then `CLICOLOR_FORCE`, then `CLICOLOR`, as the parser of the command line takes them.
fn colours(env: impl Fn(&str) -> Option<String>, terminal: bool) -> bool {
    let is = |name: &str, value: &str| env(name).is_some_and(|v| v == value);
    let on = |name: &str| env(name).is_some_and(|v| !v.is_empty() && v != "0");
    let none = env("NO_COLOR").is_some_and(|v| !v.is_empty());
    !none && (on("CLICOLOR_FORCE") || terminal && !is("CLICOLOR", "0") && (on("CLICOLOR") || !is("TERM", "dumb")))
}

#[cfg(test)]
mod tests {
    use super::colours;

    #[test]
    fn the_environment_rules_over_the_terminal() {
        let with = |vars: &[(&str, &str)], terminal| {
            let find = |name: &str| vars.iter().find(|v| v.0 == name).map(|v| v.1.to_owned());
            colours(find, terminal)
        };
        let term = ("TERM", "xterm");
        for (vars, on_terminal, elsewhere) in [
            (&[term][..], true, false),
            (&[("TERM", "dumb")], false, false),
            (&[term, ("NO_COLOR", "1")], false, false),
            (&[term, ("NO_COLOR", "")], true, false),
            (&[term, ("CLICOLOR", "0")], false, false),
            (&[term, ("CLICOLOR", "1")], true, false),
            (&[term, ("CLICOLOR_FORCE", "1")], true, true),
            (&[term, ("CLICOLOR_FORCE", "0")], true, false),
            (&[term, ("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false, false),
        ] {
            assert_eq!((with(vars, true), with(vars, false)), (on_terminal, elsewhere), "{vars:?}");
        }
    }
}
