//! The book against the program: the formats chapter is made from the field tables that the readers walk.
//! `STAGGER_BLESS=1 cargo test --release -- book` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use steel_stagger::input::field::{Record, Type};
use steel_stagger::lang::Lang;
use steel_stagger::plan::format::PLAN;
use steel_stagger::policy::format::POLICY;
use steel_stagger::rules::{RULES, Rule, Severity};
use steel_stagger::scenario::format::SCENARIO;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// The records within a type.
fn within(ty: &'static Type, queue: &mut Vec<&'static Record>) {
    match ty {
        Type::Table(r) => queue.push(r),
        Type::List(t) | Type::OneOrList(t) | Type::Map(_, t) => within(t, queue),
        _ => {}
    }
}

/// A type in words: a record by its name, anything else as the reader's errors say it.
fn words(ty: &'static Type) -> String {
    match ty {
        Type::Table(r) => format!("table `{}`", r.name),
        Type::List(t) => format!("a list of: {}", words(t)),
        Type::OneOrList(t) => format!("one or a list of: {}", words(t)),
        Type::Map(keys, t) => format!("by {}: {}", keys.words(Lang::En), words(t)),
        other => other.expected(Lang::En),
    }
}

fn tables(root: &'static Record, out: &mut String) {
    let (mut queue, mut at) = (vec![root], 0);
    while at < queue.len() {
        let record = queue[at];
        at += 1;
        if queue[..at - 1].iter().any(|r| std::ptr::eq(*r, record)) {
            continue;
        }
        let _ = writeln!(out, "\n### {}\n\n| field | type | | |\n| --- | --- | --- | --- |", record.name);
        for f in record.fields {
            let required = if f.required { "**" } else { "" };
            within(&f.ty, &mut queue);
            let ty = words(&f.ty);
            let _ = writeln!(out, "| {required}`{}`{required} | {ty} | {} | {} |", f.name, f.zh, f.en);
        }
    }
}

fn formats() -> String {
    let mut out = String::from(
        "# File formats\n\nThis page is made from the tables that the program reads by (`tests/book.rs`); do not edit it. Fields in bold are required. An \
         unknown field is an error.\nDates are TOML local dates; quoted ISO dates are read too. Periods hold both of their ends. All files are UTF-8 TOML, \
         `schema = 1`.\nA commented example is `scenarios/one-mill.toml`; the built-in policy, `src/policy/autumn-winter-2021.toml`, has a source beside each \
         number.\nThe same as JSON Schemas, for editors and programs (`stagger schema`): [scenario](schemas/stagger-scenario.schema.json), \
         [plan](schemas/stagger-plan.schema.json), [policy](schemas/stagger-policy.schema.json).\n",
    );
    for (title, root) in [("Scenario", &SCENARIO), ("Plan", &PLAN), ("Policy", &POLICY)] {
        let _ = write!(out, "\n## {title}\n");
        tables(root, &mut out);
    }
    out
}

#[test]
fn the_formats_chapter_is_that_of_the_readers() {
    let path = docs().join("formats.md");
    if std::env::var_os("STAGGER_BLESS").is_some() {
        std::fs::write(&path, formats()).expect("docs/formats.md can be written");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("docs/formats.md is there"), formats());
}

/// Where the made part of the rules chapter begins and ends.
const BEGIN: &str = "<!-- from here on made from the rules' records by tests/book.rs -->\n";
const END: &str = "<!-- made until here -->\n";

/// The rules, clause by clause.
fn rules() -> String {
    let mut out = String::from("\n| rule | | | |\n| --- | --- | --- | --- |\n");
    let severity = |r: &Rule| if r.severity == Severity::Error { "error" } else { "warning" };
    for r in RULES {
        let (id, scope) = (r.id.id(), r.scope.name());
        let anchor = id.to_lowercase();
        let _ = writeln!(out, "| [{id}](#{anchor}) | {} | {} | {}, {} |", r.name.zh, r.name.en, severity(r), scope.en);
    }
    for r in RULES {
        let _ =
            writeln!(out, "\n### {}\n\n{} {} · {}, {}\n", r.id.id(), r.name.zh, r.name.en, severity(r), r.scope.name().en);
        let _ = writeln!(out, "> 〔{}〕{}\n>\n> [{}] {}\n", r.section.zh, r.clause.zh, r.section.en, r.clause.en);
        let _ = writeln!(out, "- 要求 what must hold: {}\n  <br>{}", r.holds.zh, r.holds.en);
        let _ = writeln!(out, "- 公式 formula: `{}`", r.formula);
        for (title, text) in
            [("数值来源 its numbers come from", r.numbers_from), ("例 example", r.example), ("整改 what to do", r.advice)]
        {
            let _ = writeln!(out, "- {title}: {}\n  <br>{}", text.zh, text.en);
        }
    }
    out.push('\n');
    out
}

#[test]
fn the_rules_chapter_is_that_of_the_records() {
    let path = docs().join("rules.md");
    let page = std::fs::read_to_string(&path).expect("docs/rules.md is there");
    let (before, rest) = page.split_once(BEGIN).expect("the made part begins");
    let (_, after) = rest.split_once(END).expect("and ends");
    let made = [before, BEGIN, &rules(), END, after].concat();
    if std::env::var_os("STAGGER_BLESS").is_some() {
        std::fs::write(&path, &made).expect("docs/rules.md can be written");
    }
    assert_eq!(std::fs::read_to_string(&path).expect("docs/rules.md is there"), made);
}

#[test]
fn every_page_that_the_summary_links_is_there() {
    let summary = std::fs::read_to_string(docs().join("SUMMARY.md")).expect("docs/SUMMARY.md is there");
    let links: Vec<&str> = summary.split("](").skip(1).filter_map(|s| s.split(')').next()).collect();
    assert!(links.len() > 5);
    for link in links {
        assert!(docs().join(link).is_file(), "{link}");
    }
}

/// The README's page of commands is the program's, in both languages: none missing, none too many.
#[test]
fn the_readmes_have_every_command() {
    use clap::CommandFactory as _;
    let command = steel_stagger::cli::Cli::command();
    let in_program: BTreeSet<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    for page in ["../README.md", "README.zh.md"] {
        let text = std::fs::read_to_string(docs().join(page)).unwrap_or_else(|e| panic!("{page}: {e}"));
        let cells = text.lines().filter(|l| l.starts_with("| `stagger ")).filter_map(|l| l.split('|').nth(1));
        let named = cells.flat_map(|cell| cell.split("`stagger ").skip(1)).filter_map(|s| s.split([' ', '`']).next());
        assert_eq!(named.collect::<BTreeSet<_>>(), in_program, "{page}");
    }
}

/// A reader of either language pastes the same first command.
#[test]
fn both_readmes_begin_with_the_same_command() {
    let first = |page: &str| {
        let text = std::fs::read_to_string(docs().join(page)).unwrap_or_else(|e| panic!("{page}: {e}"));
        text.split("```sh\n").nth(1).and_then(|s| s.split("```").next()).expect("a command").to_owned()
    };
    assert_eq!(first("../README.md"), first("README.zh.md"));
}

/// Why each library is there, and not its rival.
#[test]
fn every_dependency_is_named_in_the_decisions() {
    let read = |path: PathBuf| std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let manifest: toml::Table = read(docs().join("../Cargo.toml")).parse().expect("Cargo.toml is TOML");
    let decisions = std::fs::read_dir(docs().join("decisions")).expect("a folder of decisions");
    let told: String = decisions.map(|entry| read(entry.expect("a page").path())).collect();
    let of = |section: &str| manifest[section].as_table().expect("a table").keys().cloned().collect::<Vec<_>>();
    let untold: Vec<String> = [of("dependencies"), of("dev-dependencies")]
        .concat()
        .into_iter()
        .filter(|d| !told.contains(&format!("`{d}`")))
        .collect();
    assert_eq!(untold, [""; 0]);
}
