//! The messages of both languages, as they stand in `zh/*.ftl` and `en/*.ftl`.
//!
//! [Fluent](https://projectfluent.org): one file a subject, the same messages with the same variables in both languages (a test
//! holds that), English plurals by the number that a message is given.

use super::Lang;
use crate::lang::numbers::grouped;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::OnceLock;

type Bundle = FluentBundle<FluentResource>;

macro_rules! subjects {
    ($($name:literal),* $(,)?) => {
        /// Name, Chinese and English text of each file.
        const FILES: &[(&str, &str, &str)] =
            &[$(($name, include_str!(concat!("zh/", $name, ".ftl")), include_str!(concat!("en/", $name, ".ftl")))),*];
    };
}

subjects![
    "common", "cli", "help", "summary", "report", "check", "rules", "plan", "planner", "policy", "scenario", "input",
    "records", "audit", "sheet", "xlsx", "chart", "grid", "page", "filing", "comfort"
];

/// Whole numbers as people read them.
fn spelt<M>(value: &FluentValue, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(n) => Some(grouped(n.value, 0)),
        _ => None,
    }
}

fn read(lang: Lang) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![lang.tag().parse().expect("a language")]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(spelt));
    for (name, zh, en) in FILES {
        let text = FluentResource::try_new(lang.pick(zh, en).to_owned()).unwrap_or_else(|(_, e)| panic!("{name}: {e:?}"));
        bundle.add_resource(text).unwrap_or_else(|e| panic!("{name}: {e:?}"));
    }
    bundle
}

fn bundle(lang: Lang) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; 2] = [OnceLock::new(), OnceLock::new()];
    BUNDLES[lang as usize].get_or_init(|| read(lang))
}

/// A message without variables, if there is one of that id.
pub fn find(lang: Lang, id: &str) -> Option<String> {
    bundle(lang).has_message(id).then(|| message(lang, id, &FluentArgs::new()))
}

/// A message with its variables filled in.
pub fn message(lang: Lang, id: &str, args: &FluentArgs) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) else {
        debug_assert!(false, "no message {id}");
        return id.to_owned();
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{id}: {errors:?}");
    text
}
