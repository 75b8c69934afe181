//! What several test programs share.
#![allow(dead_code)] // each test program uses a part of it

pub mod exhaustive;
pub mod recount;
