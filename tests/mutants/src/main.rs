//! Mutants of one project, all compiled into one copy of it; docs/mutants.md tells how it is used.

mod copy;
mod list;
mod rewrite;
mod run;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let word = |i: usize| args.get(i).map(String::as_str).ok_or("too few words: see docs/mutants.md");
    let path = |i: usize| word(i).map(PathBuf::from);
    match args.first().map(String::as_str) {
        Some("copy") => copy::copy(&path(1)?, &path(2)?),
        Some("drop") => copy::drop_unviable(&path(1)?),
        Some("reach") => run::reach(&path(1)?, word(2)?, word(3)?),
        Some("run") => run::run(&path(1)?, word(2)?, word(3)?.parse()?),
        _ => Err("one of: copy PROJECT WORK, drop WORK, reach WORK PROGRAM MODULES, run WORK FILES SECONDS".into()),
    }
}
