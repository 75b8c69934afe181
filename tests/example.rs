//! `stagger example`, from the outside.

use assert_cmd::Command;
use predicates::str::contains;

fn stagger() -> Command {
    Command::new(env!("CARGO_BIN_EXE_stagger"))
}

#[test]
fn lists_every_example_in_both_languages() {
    for (lang, words) in [("zh", "教程"), ("en", "tutorial")] {
        stagger().args(["--lang", lang, "example"]).assert().success().stdout(contains("one-mill")).stdout(contains(words));
    }
    let out = stagger().args(["--format", "json", "example"]).assert().success();
    let json: serde_json::Value = serde_json::from_slice(&out.get_output().stdout).expect("one JSON object");
    assert_eq!(json["examples"].as_array().map(Vec::len), Some(steel_stagger::cli::example::EXAMPLES.len()));
}

#[test]
fn prints_the_file_as_it_is() {
    let text = include_str!("../scenarios/episode.toml");
    stagger().args(["example", "episode"]).assert().success().stdout(text);
}

#[test]
fn extracts_and_does_not_overwrite_unless_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("one-mill.toml");
    let extract = || stagger().args(["--lang", "en", "example", "one-mill", "-o"]).arg(dir.path()).assert();
    extract().success();
    assert_eq!(std::fs::read_to_string(&file).expect("written"), include_str!("../scenarios/one-mill.toml"));
    std::fs::write(&file, "mine").expect("written");
    extract().code(2).stderr(contains("--force"));
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "mine");
    stagger().args(["example", "one-mill", "--force", "-o"]).arg(&file).assert().success();
    assert_eq!(std::fs::read_to_string(&file).expect("there"), include_str!("../scenarios/one-mill.toml"));
}

#[test]
fn names_the_nearest_example() {
    stagger().args(["--lang", "en", "example", "tangshn"]).assert().code(2).stderr(contains("tangshan"));
}
