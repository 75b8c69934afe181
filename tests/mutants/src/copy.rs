//! The copy: sources rewritten, everything else as it is.

use crate::list::{Mutant, numbers, read};
use crate::rewrite::rewrite;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const SWITCH: &str = include_str!("switch.rs");

/// Writes what is not written yet, so that cargo builds no more than it has to.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|t| t == text) { Ok(()) } else { std::fs::write(path, text) }
}

/// Copies the project to `WORK/copy` with every mutant of `WORK/list.json` in it but those of `WORK/unviable`. `WORK/untried`
/// says which could not be put in, `WORK/branches.json` where each lies.
pub fn copy(project: &Path, work: &Path) -> Result<(), Box<dyn Error>> {
    let to = work.join("copy");
    std::fs::create_dir_all(&to)?;
    for part in ["src", "tests", "docs", "scenarios", "README.md", "Cargo.toml", "Cargo.lock", "deny.toml", ".cargo", ".ci"]
    {
        let done = Command::new("cp").arg("-au").arg(project.join(part)).arg(&to).status()?;
        assert!(done.success(), "{part} was not copied");
    }
    let manifest = std::fs::read_to_string(project.join("Cargo.toml"))?;
    let (manifest, _lints) = manifest.split_once("[lints.rust]").ok_or("Cargo.toml has no [lints.rust] at its end")?;
    write(
        &to.join("Cargo.toml"),
        &manifest.replace("steel-stagger]\ndebug = 1", "steel-stagger]\nopt-level = 1\ndebug = 0"),
    )?;
    let lib = std::fs::read_to_string(project.join("src/lib.rs"))?;
    write(&to.join("src/lib.rs"), &(lib + "pub mod mutant;\n"))?;
    write(&to.join("src/mutant.rs"), SWITCH)?;
    let all = read(work)?;
    let unviable = numbers(&work.join("unviable"));
    let mut files: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
    for m in all.iter().filter(|m| !unviable.contains_key(&m.id)) {
        files.entry(&m.file).or_default().push(m);
    }
    // It calls what cannot be const in the copy.
    files.entry("src/planner/explain.rs").or_default();
    let (mut untried, mut branches) = (String::new(), json!({}));
    for (file, mutants) in &files {
        let done = rewrite(&std::fs::read_to_string(project.join(file))?, mutants)?;
        write(&to.join(file), &done.text)?;
        let put: BTreeSet<usize> = done.put.into_iter().collect();
        for m in mutants.iter().filter(|m| !put.contains(&m.id)) {
            writeln!(untried, "{}\t{}", m.id, m.name)?;
        }
        branches[*file] = done.branches.iter().map(|(r, id)| json!([r.start, r.end, id])).collect();
    }
    std::fs::write(work.join("untried"), untried)?;
    std::fs::write(work.join("branches.json"), branches.to_string())?;
    Ok(())
}

/// Reads `WORK/errors.json` (`cargo check --message-format=json`) and adds to `WORK/unviable` the mutants in whose code an error
/// lies; tells of errors elsewhere.
pub fn drop_unviable(work: &Path) -> Result<(), Box<dyn Error>> {
    let branches: Value = serde_json::from_slice(&std::fs::read(work.join("branches.json"))?)?;
    let names: BTreeMap<usize, String> = read(work)?.into_iter().map(|m| (m.id, m.name)).collect();
    let mut unviable = numbers(&work.join("unviable"));
    let before = unviable.len();
    for line in std::fs::read_to_string(work.join("errors.json"))?.lines() {
        let message: Value = serde_json::from_str(line)?;
        let error = &message["message"];
        if error["level"] != "error" {
            continue;
        }
        let spans = error["spans"].as_array().into_iter().flatten();
        let inside = |s: &Value| {
            let s = std::iter::successors(Some(s), |s| s.pointer("/expansion/span")).last()?;
            let at = s["byte_start"].as_u64()?;
            let of_file = branches[s["file_name"].as_str()?].as_array()?;
            let around =
                of_file.iter().filter(|b| b[0].as_u64().is_some_and(|x| x <= at) && b[1].as_u64().is_some_and(|x| x > at));
            around.min_by_key(|b| b[1].as_u64().unwrap_or(0) - b[0].as_u64().unwrap_or(0))?[2].as_u64()
        };
        let found: Vec<usize> = spans.filter_map(inside).filter_map(|id| id.try_into().ok()).collect();
        if found.is_empty() {
            println!("{}", error["rendered"].as_str().unwrap_or_default());
        }
        unviable.extend(found.into_iter().map(|id| (id, names[&id].clone())));
    }
    println!("{} more do not compile, {} in all", unviable.len() - before, unviable.len());
    let lines: Vec<String> = unviable.iter().map(|(id, name)| format!("{id}\t{name}")).collect();
    Ok(std::fs::write(work.join("unviable"), lines.join("\n"))?)
}
