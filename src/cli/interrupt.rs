//! Ctrl-C and the like. The first ends a run with the best that it has found; one that comes a second later or more, when that
//! should have been written, ends the program.

use crate::both;
use crate::lang::{Lang, printable};
use crate::planner::stoppable::exit;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// That an interrupt came.
static STOP: AtomicBool = AtomicBool::new(false);
/// That there is nothing yet to be written.
static READING: AtomicBool = AtomicBool::new(false);

/// A pipe that brings nothing is waited for so long after an interrupt.
const PATIENCE: Duration = Duration::from_millis(500);
/// Interrupts within so long are one: a terminal that closes sends two, and so does `timeout`.
const ONE: Duration = Duration::from_secs(1);
/// What shells call a program that Ctrl-C ended.
const ENDED: u8 = 130;

/// From now on an interrupt ends the program, as one that has found nothing, where it goes on reading.
pub fn reading(lang: Lang) {
    READING.store(true, Ordering::Relaxed);
    heed(lang);
}

/// What an interrupt sets from now on: the best plan so far is then written.
pub fn working(lang: Lang) -> &'static AtomicBool {
    READING.store(false, Ordering::Relaxed);
    heed(lang);
    &STOP
}

fn heed(lang: Lang) {
    let mut first: Option<Instant> = None;
    let handler = move || match first {
        Some(first) if first.elapsed() > ONE => exit(ENDED),
        Some(_) => {}
        None => {
            first = Some(Instant::now());
            STOP.store(true, Ordering::Relaxed);
            std::thread::sleep(if READING.load(Ordering::Relaxed) { PATIENCE } else { Duration::ZERO });
            if READING.load(Ordering::Relaxed) {
                let note = both!("cli-stopped-interrupted");
                let _ = writeln!(std::io::stderr(), "{}", printable(note.pick(lang)));
                exit(super::Outcome::Stopped.code());
            }
        }
    };
    // a second handler (of a later part of the command, or in a test's process) is no harm
    let _ = ctrlc::set_handler(handler);
}
