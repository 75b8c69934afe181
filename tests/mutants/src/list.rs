//! The mutants that `cargo mutants --list --json` gives, numbered from 1 in that order.

use serde_json::Value;
use std::error::Error;
use std::path::Path;

/// One mutant: lines and columns count from 1, columns in characters.
pub struct Mutant {
    pub id: usize,
    pub file: String,
    pub genre: String,
    pub name: String,
    pub start: (usize, usize),
    pub replacement: String,
}

fn text(v: &Value, key: &str) -> String {
    v[key].as_str().unwrap_or_default().to_owned()
}

fn at(v: &Value) -> (usize, usize) {
    let n = |key: &str| v[key].as_u64().and_then(|n| n.try_into().ok()).unwrap_or_default();
    (n("line"), n("column"))
}

/// Reads `list.json`.
pub fn read(work: &Path) -> Result<Vec<Mutant>, Box<dyn Error>> {
    let list: Vec<Value> = serde_json::from_slice(&std::fs::read(work.join("list.json"))?)?;
    let mutant = |(i, v): (usize, &Value)| Mutant {
        id: i + 1,
        file: text(v, "file"),
        genre: text(v, "genre"),
        name: text(v, "name"),
        start: at(&v["span"]["start"]),
        replacement: text(v, "replacement"),
    };
    Ok(list.iter().enumerate().map(mutant).collect())
}

/// A file of numbers, one a line, each with what is known of it; none where the file is not.
pub fn numbers(path: &Path) -> std::collections::BTreeMap<usize, String> {
    let all = std::fs::read_to_string(path).unwrap_or_default();
    let line = |l: &str| l.split_once('\t').map(|(n, what)| Some((n.parse().ok()?, what.to_owned())))?;
    all.lines().filter_map(line).collect()
}
