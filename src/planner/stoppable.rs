//! `HiGHS`, told to stop. Of all that it offers no crate wraps the call that does so, so the unsafe code of this program is here.
#![allow(unsafe_code)]

use highs::{HighsStatus, Model, SolvedModel};
use highs_sys as c;
use std::ffi::{c_char, c_int, c_void};

/// Whether it must stop.
type Over<'a> = &'a (dyn Fn() -> bool + Sync);

/// Solves a model, until `over` says that it must stop: asked between two steps of its simplex method and of its branch and
/// bound. What it has by then is what it gives.
///
/// # Errors
/// Those of `HiGHS`.
pub fn solve(mut model: Model, over: Over) -> Result<SolvedModel, HighsStatus> {
    let highs = model.as_mut_ptr();
    // SAFETY: `highs` is the model's own, alive and not at work. What the call-back is handed is `over` here on the stack, which is
    // there until `try_solve` is done; no other run of this model follows it with the call-back still in place.
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
