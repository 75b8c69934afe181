//! The JSON Schemas against the readers: what a reader takes a schema takes; unknown fields, missing ones and wrong types both refuse.
//! `STAGGER_BLESS=1 cargo test --release -- schema` writes `docs/schemas` anew.

use crate::common::{PLAN, SMALL};
use assert_cmd::Command;
use jsonschema::Validator;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use steel_stagger::input::field::{Record, Type};
use steel_stagger::plan::read::read_plan_str;
use steel_stagger::policy::read::BUILTIN;
use steel_stagger::policy::read_policy_str;
use steel_stagger::scenario::generate::{Size, generate, generate_tiny};
use steel_stagger::scenario::read_scenario_str;
use steel_stagger::schema::{MARK, Schema};
use toml::{Table, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn validator(schema: Schema) -> Validator {
    let json = schema.json();
    assert!(jsonschema::meta::is_valid(&json), "{schema:?} is no schema");
    jsonschema::options().should_validate_formats(true).build(&json).expect("a schema")
}

/// As programs turn TOML into JSON: days as texts.
fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Datetime(d) => d.to_string().into(),
        Value::Array(list) => list.iter().map(json).collect(),
        Value::Table(table) => table.iter().map(|(k, v)| (k.clone(), json(v))).collect::<serde_json::Map<_, _>>().into(),
        Value::String(s) => s.clone().into(),
        Value::Integer(i) => (*i).into(),
        Value::Float(x) => (*x).into(),
        Value::Boolean(b) => (*b).into(),
    }
}

fn parsed(text: &str) -> Value {
    Value::Table(text.parse::<Table>().expect("TOML"))
}

/// Whether the reader takes a text.
fn is_read(schema: Schema, text: &str) -> bool {
    match schema {
        Schema::Scenario => read_scenario_str(text, "x.toml", None).is_ok(),
        Schema::Policy => read_policy_str(text, "x.toml").is_ok(),
        Schema::Plan => read_plan_str(text, "x.toml").is_ok(),
    }
}

fn takes(validator: &Validator, text: &str) -> Result<(), String> {
    validator.validate(&json(&parsed(text))).map_err(|e| format!("{e} at {}", e.instance_path()))
}

#[test]
fn the_files_in_the_book_are_those_of_the_readers() {
    for schema in Schema::ALL {
        let path = root().join("docs/schemas").join(schema.file_name());
        if std::env::var_os("STAGGER_BLESS").is_some() {
            std::fs::write(&path, schema.text()).expect("docs/schemas can be written");
        }
        assert_eq!(std::fs::read_to_string(&path).expect("docs/schemas"), schema.text(), "{}", path.display());
    }
}

#[test]
fn every_file_that_is_read_is_valid() {
    let scenarios = std::fs::read_dir(root().join("scenarios")).expect("scenarios");
    let paths = scenarios.map(|e| e.expect("an entry").path()).filter(|p| p.extension().is_some_and(|e| e == "toml"));
    let mut all: Vec<(Schema, String)> =
        paths.map(|p| (Schema::Scenario, std::fs::read_to_string(p).expect("a file"))).collect();
    assert!(all.len() > 5);
    all.extend(BUILTIN.map(|(_, text)| (Schema::Policy, text.to_owned())));
    all.extend([(Schema::Scenario, SMALL.to_owned()), (Schema::Plan, PLAN.to_owned())]);
    for (schema, text) in all {
        assert!(is_read(schema, &text), "{text}");
        assert_eq!(takes(&validator(schema), &text), Ok(()), "{text}");
    }
}

/// Every text with one thing changed, and whether the change is one that no reader takes.
fn changed(value: &Value, record: &'static Record, out: &mut Vec<(Value, bool)>) {
    let Value::Table(table) = value else { return };
    let with = |name: &str, v: Value| {
        let mut t = table.clone();
        t.insert(name.to_owned(), v);
        Value::Table(t)
    };
    out.push((with("surplus", Value::Integer(1)), true));
    for f in record.fields {
        let Some(old) = table.get(f.name) else { continue };
        if f.required {
            let mut t = table.clone();
            t.remove(f.name);
            out.push((Value::Table(t), true));
        }
        let wrong = if matches!(f.ty, Type::Flag) { Value::String("yes".into()) } else { Value::Boolean(true) };
        out.push((with(f.name, wrong), true));
        for odd in [
            "x = 0",
            "x = -1",
            "x = 0.5",
            "x = 1e16",
            "x = \"\"",
            "x = \"2021-13-01\"",
            "x = \"2021-11-20\"",
            "x = []",
            "x = {}",
        ] {
            let Value::Table(mut one) = parsed(odd) else { continue };
            out.push((with(f.name, one.remove("x").expect("x")), false));
        }
        let mut inner = Vec::new();
        within(old, &f.ty, &mut inner);
        out.extend(inner.into_iter().map(|(v, refused)| (with(f.name, v), refused)));
    }
}

/// The same within a value of a type.
fn within(value: &Value, ty: &'static Type, out: &mut Vec<(Value, bool)>) {
    match (ty, value) {
        (Type::Table(record), v) => changed(v, record, out),
        (Type::List(inner) | Type::OneOrList(inner), Value::Array(list)) => {
            for (i, item) in list.iter().enumerate() {
                let mut of_item = Vec::new();
                within(item, inner, &mut of_item);
                out.extend(of_item.into_iter().map(|(v, refused)| {
                    let mut list = list.clone();
                    list[i] = v;
                    (Value::Array(list), refused)
                }));
            }
        }
        (Type::OneOrList(inner), v) => within(v, inner, out),
        (Type::Map(_, inner), Value::Table(table)) => {
            for (key, v) in table {
                let mut of_key = Vec::new();
                within(v, inner, &mut of_key);
                out.extend(of_key.into_iter().map(|(v, refused)| {
                    let mut table = table.clone();
                    table.insert(key.clone(), v);
                    (Value::Table(table), refused)
                }));
            }
        }
        _ => {}
    }
}

#[test]
fn what_a_reader_takes_is_valid_and_what_is_wrong_is_neither() {
    let policy = BUILTIN[0].1;
    for (schema, text) in [(Schema::Scenario, SMALL), (Schema::Plan, PLAN), (Schema::Policy, policy)] {
        let (validator, mut all) = (validator(schema), Vec::new());
        changed(&parsed(text), schema.record(), &mut all);
        assert!(all.len() > 100, "{schema:?}: {}", all.len());
        for (value, refused) in all {
            let text = toml::to_string(&value).expect("TOML");
            let (read, valid) = (is_read(schema, &text), takes(&validator, &text));
            assert!(!(refused && read), "the reader takes\n{text}");
            assert!(!(refused && valid.is_ok()), "the schema takes\n{text}");
            assert!(!read || valid.is_ok(), "{valid:?}, but it is read:\n{text}");
        }
    }
}

#[test]
fn days_are_valid_in_both_spellings_and_keys_by_month_kind_and_level_only_as_such() {
    let (small, validator) = (SMALL, validator(Schema::Scenario));
    let of_policy = self::validator(Schema::Policy);
    let quoted = small.replace("start = 2021-12-08", "start = \"2021-12-08\"");
    assert_ne!(quoted, small);
    for text in [&quoted, &small.replace("end = 2021-12-12", "end = '2021-12-12'")] {
        assert!(is_read(Schema::Scenario, text) && takes(&validator, text).is_ok(), "{text}");
    }
    for (from, to) in [
        ("\"2021-12\" = 1.4", "\"2021-13\" = 1.4"),
        ("\"2021-12\" = 1.4", "december = 1.4"),
        ("start = 2021-12-08", "start = 2021-12-08T00:00:00"),
        ("start = 2021-12-08", "start = \"2021-02-30\""),
        ("schema = 1", "schema = 2"),
        ("level = \"orange\"", "level = \"blue\""),
    ] {
        let text = small.replacen(from, to, 1);
        assert_ne!(text, small);
        assert!(!is_read(Schema::Scenario, &text) && takes(&validator, &text).is_err(), "{to}");
    }
    let policy = BUILTIN[0].1;
    for (from, to) in [("[shape.sinter]", "[shape.sinters]"), ("[emergency.orange.C]", "[emergency.blue.C]")] {
        let text = policy.replacen(from, to, 1);
        assert_ne!(text, policy);
        assert!(!is_read(Schema::Policy, &text) && takes(&of_policy, &text).is_err(), "{to}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_generated_is_valid(seed in 0u64..10_000, mills in 1usize..6, episodes in 0usize..3) {
        let made = generate(&Size { episodes, ..Size::new(1, mills, 3 * mills, seed) });
        prop_assert_eq!(takes(&validator(Schema::Scenario), &made.scenario_toml), Ok(()));
        prop_assert_eq!(takes(&validator(Schema::Plan), &made.witness_plan_toml), Ok(()));
        let tiny = generate_tiny(seed);
        prop_assert_eq!(takes(&validator(Schema::Scenario), &tiny.scenario_toml), Ok(()));
        prop_assert_eq!(takes(&validator(Schema::Policy), &tiny.policy_toml), Ok(()));
    }
}

fn stagger(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stagger"));
    command.current_dir(folder).args(["--lang", "en"]).args(args);
    command
}

#[test]
fn the_command_writes_one_or_all() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| stagger(dir.path(), args).assert();
    let there = |name: &str| std::fs::read_to_string(dir.path().join(name)).ok();
    run(&["schema", "plan"]).success().stdout(Schema::Plan.text());
    run(&["schema", "policy", "-o", "p.json"]).success().stdout("");
    assert_eq!(there("p.json"), Some(Schema::Policy.text()));
    run(&["schema", "-o", "."]).success();
    for schema in Schema::ALL {
        assert_eq!(there(schema.file_name()), Some(schema.text()));
    }
    run(&["schema"]).code(2);
    run(&["schema", "-o", "nowhere"]).code(2).stderr(predicates::str::contains("nowhere is no folder"));
    run(&["schema", "chart"]).code(2);
}

/// Editors look for the schema beside the file, by its first line.
#[test]
fn files_that_are_written_name_their_schema() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = |args: &[&str]| stagger(dir.path(), args).assert().success();
    run(&["example", "one-mill", "-o", "."]);
    run(&["generate", "--cities", "1", "--mills", "1", "--furnaces", "2", "-o", "g.toml", "--witness", "w.toml"]);
    run(&["template", "one-mill.toml", "--register", "-o", "r.xlsx"]);
    run(&["import", "r.xlsx", "-o", "i.toml"]);
    run(&["plan", "one-mill.toml", "-o", "p.toml", "--time-limit", "5", "--gap", "0.05"]);
    run(&["check", "one-mill.toml", "p.toml"]);
    for (name, schema) in [
        ("one-mill.toml", Schema::Scenario),
        ("g.toml", Schema::Scenario),
        ("i.toml", Schema::Scenario),
        ("w.toml", Schema::Plan),
        ("p.toml", Schema::Plan),
    ] {
        let text = std::fs::read_to_string(dir.path().join(name)).expect(name);
        assert_eq!(text.lines().next(), Some(&*format!("{MARK} ./{}", schema.file_name())), "{name}");
        assert_eq!(text.matches(MARK).count(), 1, "{name}");
        assert_eq!(takes(&validator(schema), &text), Ok(()), "{name}");
    }
}
