//! Which mutant is on: `STAGGER_MUTANT`, a number; `STAGGER_REACHED`, a file that is told of every mutant reached, none being on.

use std::io::Write;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

const WATCH: u32 = u32::MAX;
static ON: LazyLock<u32> = LazyLock::new(|| match std::env::var("STAGGER_MUTANT") {
    Ok(n) => n.parse().unwrap(),
    Err(_) if std::env::var_os("STAGGER_REACHED").is_some() => WATCH,
    Err(_) => 0,
});
static REACHED: [AtomicBool; 8192] = [const { AtomicBool::new(false) }; 8192];

#[cold]
fn reached(first: u32, last: u32) {
    if REACHED[first as usize].swap(true, Ordering::Relaxed) {
        return;
    }
    let path = std::env::var_os("STAGGER_REACHED").unwrap();
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path).unwrap();
    let lines: String = (first..=last).map(|n| format!("{n}\n")).collect();
    file.write_all(lines.as_bytes()).unwrap();
}

/// True unless one of the mutants `first..=last` is on.
#[inline]
pub fn off(first: u32, last: u32) -> bool {
    let on = *ON;
    if on == WATCH {
        reached(first, last);
    }
    !(first..=last).contains(&on)
}

/// True where mutant `n` is on.
pub fn is(n: u32) -> bool {
    *ON == n
}

/// What a function that gives some iterator gives: its own, or a mutant's.
#[derive(Clone)]
pub enum Of<I: Iterator> {
    Old(I),
    New(std::vec::IntoIter<I::Item>),
}

impl<I: Iterator> Iterator for Of<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        match self {
            Self::Old(i) => i.next(),
            Self::New(i) => i.next(),
        }
    }
}
