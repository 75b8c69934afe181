//! The catalogue of messages: complete in both languages, and all of it used.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{read_dir, read_to_string};
use std::path::{Path, PathBuf};

/// Variables of each message of a text.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn of_pattern(p: &Pattern<&str>, out: &mut BTreeSet<String>) {
    for e in &p.elements {
        if let PatternElement::Placeable { expression } = e {
            of_expression(expression, out);
        }
    }
}

fn of_expression(e: &Expression<&str>, out: &mut BTreeSet<String>) {
    let inline = match e {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            variants.iter().for_each(|v| of_pattern(&v.value, out));
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            out.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, out),
        _ => {}
    }
}

/// All messages of a language, by file.
fn catalogue(lang: &str) -> BTreeMap<String, Messages> {
    let mut all = BTreeSet::new();
    let of_file = |path: &PathBuf| {
        let text = read_to_string(path).expect("a file");
        let read = parse(text.as_str()).unwrap_or_else(|(_, e)| panic!("{}: {e:?}", path.display()));
        let mut messages = Messages::new();
        for entry in read.body {
            let Entry::Message(m) = entry else { continue };
            let mut variables = BTreeSet::new();
            of_pattern(m.value.as_ref().expect("a value"), &mut variables);
            assert!(all.insert(m.id.name.to_owned()), "{lang}: {} is said twice", m.id.name);
            messages.insert(m.id.name.to_owned(), variables);
        }
        (path.file_name().expect("a name").to_string_lossy().into_owned(), messages)
    };
    files(&root().join("lang").join(lang), "ftl").iter().map(of_file).collect()
}

#[test]
fn both_languages_say_the_same_messages_with_the_same_variables() {
    let (zh, en) = (catalogue("zh"), catalogue("en"));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (file, messages) in &zh {
        assert_eq!(messages, &en[file], "{file}");
    }
}

/// The arguments of a macro's call, from behind its opening parenthesis: pieces between commas that stand in no brackets.
fn arguments(text: &str) -> Vec<String> {
    let (mut out, mut piece, mut depth) = (Vec::new(), String::new(), 0);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                piece.push(c);
                while let Some(c) = chars.next() {
                    piece.push(c);
                    match c {
                        '\\' => piece.extend(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
                continue;
            }
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(std::mem::take(&mut piece).trim().to_owned());
                continue;
            }
            _ => {}
        }
        piece.push(c);
    }
    out.push(piece.trim().to_owned());
    out.retain(|p| !p.is_empty());
    out
}

/// Names of the variables that pieces `name = value` give.
fn names(pieces: &[String]) -> BTreeSet<String> {
    let name = |p: &String| p.split_once('=').map_or(p.clone(), |(name, _)| name.trim().to_owned());
    pieces.iter().map(name).collect()
}

#[test]
fn each_message_is_said_somewhere_with_the_variables_that_it_has() {
    let known: Messages = catalogue("en").into_values().flatten().collect();
    let mut said = BTreeSet::new();
    for path in files(&root(), "rs") {
        let text = read_to_string(&path).expect("a file");
        for (mark, skipped) in [("say!(", 1), ("both!(", 0)] {
            for (at, _) in text.match_indices(mark) {
                let before = text[..at].lines().last().unwrap_or_default();
                if before.trim_start().starts_with("//") {
                    continue;
                }
                let pieces = arguments(&text[at + mark.len()..]);
                let id = pieces.get(skipped).map_or("", |p| p.trim_matches('"'));
                if id.starts_with('$') {
                    continue;
                }
                let place = format!("{}: {mark}{})", path.display(), pieces.join(", "));
                let variables = known.get(id).unwrap_or_else(|| panic!("no message: {place}"));
                assert_eq!(variables, &names(&pieces[skipped + 1..]), "{place}");
                said.insert(id.to_owned());
            }
        }
    }
    // what `--help` says has its own test, in src/cli/help.rs
    let unused: Vec<&String> = known.keys().filter(|id| !said.contains(*id) && !id.starts_with("help-")).collect();
    assert!(unused.is_empty(), "never said: {unused:?}");
}

/// Words of one character, drawn as signs.
const SIGNS: &str = "palette.rs";

#[test]
fn no_sentence_stands_in_code_in_both_languages() {
    let chinese = |text: &str| text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let choosing = |line: &str| line.contains("Lang::Zh") || line.contains(".pick(");
    for path in files(&root(), "rs").into_iter().filter(|p| !p.ends_with(SIGNS)) {
        let text = read_to_string(&path).expect("a file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let found = code.lines().filter(|l| !l.trim_start().starts_with("//")).find(|l| choosing(l) && chinese(l));
        assert_eq!(found, None, "{}: its words belong into src/lang", path.display());
    }
}
