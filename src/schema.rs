//! JSON Schemas (draft 2020-12) of our TOML files, made from the records of fields that reading walks: for editors, and for
//! programs that write such files.
//!
//! A schema says of a file all that its [`Record`] says. What more the reader finds (a day before another, a name that is
//! filed nowhere) no schema tells. Days stand in a schema as texts, which is how TOML becomes JSON; a whole number may be
//! written `1.0` there, which the reader refuses.

use crate::input::field::{ANY, LARGEST, MOST_CHARS, SMALLEST};
use crate::input::{Field, Keys, Limit, Record, SCHEMA, Type};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::plan::format::PLAN;
use crate::policy::Level;
use crate::policy::format::POLICY;
use crate::rules::dated;
use crate::scenario::format::SCENARIO;
use serde_json::{Map, Value, json};

/// A form of file, and its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Schema {
    /// A scenario.
    Scenario,
    /// A policy.
    Policy,
    /// A plan.
    Plan,
}

impl Schema {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Scenario, Self::Policy, Self::Plan];

    /// The record that its files are read by.
    pub fn record(self) -> &'static Record {
        match self {
            Self::Scenario => &SCENARIO,
            Self::Policy => &POLICY,
            Self::Plan => &PLAN,
        }
    }

    /// The name of the schema's file, by which our files refer to it: it is looked for beside them.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Scenario => "stagger-scenario.schema.json",
            Self::Policy => "stagger-policy.schema.json",
            Self::Plan => "stagger-plan.schema.json",
        }
    }

    /// The first line of a file, by which editors find the schema. To TOML it is a comment.
    pub fn line(self) -> String {
        format!("{MARK} ./{}\n", self.file_name())
    }

    /// The schema.
    pub fn json(self) -> Value {
        let record = self.record();
        let mut own = table(record);
        // a newer schema is refused before its fields are looked at
        own["properties"]["schema"]["maximum"] = json!(SCHEMA);
        let [zh, en] = [Lang::Zh, Lang::En].map(|l| record.place(l));
        let mut all = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": format!("stagger: {zh} {en}"),
        });
        extend(&mut all, own);
        all
    }

    /// The schema as its file holds it.
    pub fn text(self) -> String {
        format!("{:#}\n", self.json())
    }
}

/// What the line begins with by which editors find a schema.
pub const MARK: &str = "#:schema";

fn extend(all: &mut Value, more: Value) {
    if let (Value::Object(all), Value::Object(more)) = (all, more) {
        all.extend(more);
    }
}

fn table(record: &Record) -> Value {
    let fields: Map<String, Value> = record.fields.iter().map(|f| (f.name.to_owned(), field(f))).collect();
    let required: Vec<&str> = record.fields.iter().filter(|f| f.required).map(|f| f.name).collect();
    json!({ "type": "object", "properties": fields, "required": required, "additionalProperties": false })
}

/// What a field means in both languages, and what it may hold.
fn field(f: &Field) -> Value {
    let mut all = json!({ "description": format!("{}\n\n{}", f.zh, f.en) });
    extend(&mut all, holds(&f.ty));
    all
}

fn holds(ty: &Type) -> Value {
    match ty {
        Type::Text => json!({ "type": "string", "pattern": "\\S", "maxLength": MOST_CHARS }),
        Type::Flag => json!({ "type": "boolean" }),
        Type::Date => json!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        }),
        Type::Number(limit) => number(*limit),
        Type::Whole(lo, i64::MAX) => json!({ "type": "integer", "minimum": lo }),
        Type::Whole(lo, hi) => json!({ "type": "integer", "minimum": lo, "maximum": hi }),
        Type::Choice(words) => json!({ "type": "string", "enum": words }),
        Type::Table(record) => table(record),
        Type::List(inner) => json!({ "type": "array", "items": holds(inner) }),
        Type::OneOrList(inner) => json!({ "anyOf": [holds(inner), holds(&Type::List(inner))] }),
        Type::NumberOrMap(limit, keys) => json!({ "anyOf": [number(*limit), map(*keys, &number(*limit))] }),
        Type::Map(keys, inner) => map(*keys, &holds(inner)),
    }
}

fn number(limit: Limit) -> Value {
    match limit {
        Limit::Any => json!({ "type": "number", "minimum": -ANY, "maximum": ANY }),
        Limit::NonNegative => json!({ "type": "number", "minimum": 0, "maximum": LARGEST }),
        Limit::Positive => json!({ "type": "number", "minimum": SMALLEST, "maximum": LARGEST }),
        Limit::Fraction => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
    }
}

/// A table with free keys. Where the keys are known each has its own entry, which an editor offers.
fn map(keys: Keys, each: &Value) -> Value {
    let known = |names: Vec<&str>| {
        let all: Map<String, Value> = names.into_iter().map(|n| (n.to_owned(), each.clone())).collect();
        json!({ "type": "object", "properties": all, "additionalProperties": false })
    };
    match keys {
        Keys::Names => json!({ "type": "object", "additionalProperties": each }),
        Keys::Kinds => known(Kind::IDS.to_vec()),
        Keys::DatedRules => known(dated().collect()),
        Keys::Levels => known(Level::ALL.map(Level::id).to_vec()),
        Keys::Months => json!({
            "type": "object",
            "patternProperties": { "^[0-9]{4}-(0[1-9]|1[0-2])$": each },
            "additionalProperties": false,
        }),
    }
}
