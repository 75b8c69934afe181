//! When to stop: the clock and the interrupt end a run. Beside this only `exact/program.rs` looks at them, while `HiGHS` works.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Why a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Its plan is as near to the bound as was asked.
    Near,
    /// Nothing was left to try.
    Exhausted,
    /// The time limit came.
    TimeLimit,
    /// An interrupt came.
    Interrupted,
}

/// Ends a run.
#[derive(Debug)]
pub struct Control<'a> {
    end: Instant,
    interrupt: Option<&'a AtomicBool>,
}

impl<'a> Control<'a> {
    /// A run of at most `limit`, or until `interrupt` is set.
    pub fn new(limit: Duration, interrupt: Option<&'a AtomicBool>) -> Self {
        let now = Instant::now();
        Self { end: now.checked_add(limit).unwrap_or(now + Duration::from_secs(1 << 30)), interrupt }
    }

    /// One of at most `limit` from now that heeds the same interrupt.
    #[must_use]
    pub fn renewed(&self, limit: Duration) -> Self {
        Self::new(limit, self.interrupt)
    }

    /// The same, but of at most `limit` from now.
    #[must_use]
    pub fn within(&self, limit: Duration) -> Self {
        let sooner = Self::new(limit, self.interrupt);
        Self { end: self.end.min(sooner.end), ..sooner }
    }

    /// The same, but of at least so many seconds from now (unless interrupted).
    #[must_use]
    pub fn at_least(&self, seconds: f64) -> Self {
        let later = Self::new(Duration::from_secs_f64(seconds), self.interrupt);
        Self { end: self.end.max(later.end), ..later }
    }

    /// Whether the run must end now.
    pub fn over(&self) -> bool {
        Instant::now() >= self.end || self.interrupt.is_some_and(|i| i.load(Ordering::Relaxed))
    }

    /// Why the run must end now, if it must.
    pub fn ended(&self) -> Option<Ended> {
        let why = if self.interrupted() { Ended::Interrupted } else { Ended::TimeLimit };
        self.over().then_some(why)
    }

    /// What an interrupt sets.
    pub const fn interrupt(&self) -> Option<&'a AtomicBool> {
        self.interrupt
    }

    /// Whether an interrupt came.
    pub fn interrupted(&self) -> bool {
        self.interrupt.is_some_and(|i| i.load(Ordering::Relaxed))
    }

    /// Seconds left, 0 once interrupted.
    pub fn left(&self) -> f64 {
        if self.interrupted() { 0.0 } else { self.end.saturating_duration_since(Instant::now()).as_secs_f64() }
    }
}
