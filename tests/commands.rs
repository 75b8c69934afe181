//! The commands of the README and the book, run as they stand: each page in an empty folder, its `sh` blocks in order.
//!
//! A command must end with exit code 0, or with N where its line ends in `# exit code N`. An HTML comment before a block says what a
//! reader of the page has at hand by then (`<!-- first: COMMAND -->`), or why it cannot run in a test (`<!-- not run: WHY -->`).

use std::fs::read_to_string;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.extension() {
            _ if path.is_dir() => out.extend(pages(&path)),
            Some(e) if e == "md" => out.push(path),
            _ => {}
        }
    }
    out.sort();
    out
}

/// The commands of a page, each with its exit code.
fn commands(page: &str) -> Vec<(String, i32)> {
    let (mut out, mut skip, mut within) = (Vec::new(), false, false);
    for line in page.lines() {
        let comment = |name: &str| line.strip_prefix("<!-- ")?.strip_suffix(" -->")?.strip_prefix(name);
        if within {
            within = line != "```";
            if within && !skip && !line.trim().is_empty() {
                let code = line.rsplit_once("# exit code ").map_or(0, |(_, n)| n.trim().parse().expect("an exit code"));
                out.push((line.to_owned(), code));
            }
            skip &= within;
        } else if let Some(first) = comment("first: ") {
            out.push((first.to_owned(), 0));
        } else if comment("not run: ").is_some() {
            skip = true;
        } else {
            within = line == "```sh";
        }
    }
    out
}

fn run(page: &Path) -> usize {
    let text = read_to_string(page).expect("a page");
    let folder = tempfile::tempdir().expect("a folder");
    let program = Path::new(env!("CARGO_BIN_EXE_stagger")).parent().expect("its folder").display().to_string();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap_or_default());
    let all = commands(&text);
    for (command, code) in &all {
        let shell = Command::new("sh").args(["-c", command]).current_dir(&folder).env("PATH", &path).output().expect("sh");
        let said = [&shell.stdout, &shell.stderr].map(|b| String::from_utf8_lossy(b));
        assert_eq!(shell.status.code(), Some(*code), "{}: {command}\n{}\n{}", page.display(), said[0], said[1]);
    }
    all.len()
}

#[test]
fn every_command_of_the_book_ends_as_the_book_says() {
    let mut all = pages(&root().join("docs"));
    all.extend(["README.md", "scenarios/README.md"].map(|p| root().join(p)));
    let commands: usize = all.iter().map(|p| run(p)).sum();
    assert!(commands > 20, "{commands}");
}
