//! `HiGHS`, told to stop. Of all that it offers no crate wraps the call that does so, so the unsafe code of this program is here.
//!
//! Not all of its steps look whether they must: some (an interior-point method within branch and bound, the root's linear program)
//! take seconds for a mill. A thread that has not ended soon after it was told to is left to itself, so that a plan need not wait
//! for it. [`wait`] does, and [`plan`](super::plan) calls that; a process that ends before does so at once ([`exit`]).
#![allow(unsafe_code)]

use highs::{HighsStatus, Model, SolvedModel};
use highs_sys as c;
use std::ffi::{c_char, c_int, c_void};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

/// Whether it must stop.
type Over<'a> = &'a (dyn Fn() -> bool + Sync);

/// Threads left to themselves.
static LEFT: Mutex<Vec<JoinHandle<()>>> = Mutex::new(Vec::new());

/// Solves a model, until `over` says that it must stop: asked between two steps of its simplex method and of its branch and
/// bound. What it has by then is what it gives.
///
/// # Errors
/// Those of `HiGHS`.
pub fn solve(mut model: Model, over: Over) -> Result<SolvedModel, HighsStatus> {
    let highs = model.as_mut_ptr();
    // SAFETY: `highs` is the model's own, alive and not at work. What the call-back is handed is `over` here on the stack, which is
    // there until `try_solve` is done; after that the call-backs are stopped, or the model is gone.
    unsafe {
        c::Highs_setCallback(highs, Some(look), (&raw const over).cast_mut().cast());
        for step in [c::kHighsCallbackSimplexInterrupt, c::kHighsCallbackMipInterrupt] {
            c::Highs_startCallback(highs, step);
        }
    }
    let mut solved = model.try_solve()?;
    for step in [c::kHighsCallbackSimplexInterrupt, c::kHighsCallbackMipInterrupt] {
        // SAFETY: as above.
        unsafe { c::Highs_stopCallback(solved.as_mut_ptr(), step) };
    }
    Ok(solved)
}

/// What `HiGHS` calls.
unsafe extern "C" fn look(
    _: c_int,
    _: *const c_char,
    _: *const c::HighsCallbackDataOut,
    answer: *mut c::HighsCallbackDataIn,
    over: *mut c_void,
) {
    // SAFETY: `HiGHS` hands over its own answer, to be filled in, and what it was given by [`solve`].
    unsafe { (*answer).user_interrupt = c_int::from((*over.cast::<Over>())()) };
}

/// Leaves a thread, which was told to stop, to itself.
pub fn leave(thread: JoinHandle<()>) {
    let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
    left.retain(|earlier| !earlier.is_finished());
    left.push(thread);
}

/// Waits for the threads left to themselves.
pub fn wait() {
    let left = std::mem::take(&mut *LEFT.lock().unwrap_or_else(PoisonError::into_inner));
    left.into_iter().for_each(|thread| drop(thread.join()));
}

/// Whether one of them is still at work.
pub fn is_at_work() -> bool {
    LEFT.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|thread| !thread.is_finished())
}

unsafe extern "C" {
    /// Of the C library: ends the process without what C++ does at its end.
    safe fn _exit(code: c_int) -> !;
}

/// Ends the process at once: what C++ takes down at the end of a process is what `HiGHS` at work still uses.
pub fn exit(code: u8) -> ! {
    _exit(code.into())
}
