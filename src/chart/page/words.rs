//! The words that the page's script says: the messages of its language, by name.
//!
//! The script fills `{n}`, `{first}` and the like itself, so that only messages without plurals may have them.

use crate::lang::Lang;
use crate::say;
use serde_json::{Map, Value, json};

/// All of them.
pub fn words(lang: Lang) -> Value {
    let text = |name: &str| format!("{{{name}}}");
    let one = [
        ("search", say!(lang, "page-search")),
        ("grade", say!(lang, "page-grade")),
        ("grade-of", say!(lang, "chart-grade", grade = text("grade"))),
        ("kind", say!(lang, "page-kind")),
        ("finding", say!(lang, "page-finding")),
        ("findings-all", say!(lang, "page-findings-all")),
        ("findings-any", say!(lang, "page-findings-any")),
        ("findings-errors", say!(lang, "page-findings-errors")),
        ("findings-warnings", say!(lang, "page-findings-warnings")),
        ("shown", say!(lang, "page-shown", shown = text("shown"), all = text("all"))),
        ("none-shown", say!(lang, "page-none-shown")),
        ("clear", say!(lang, "page-clear")),
        ("fold", say!(lang, "page-fold")),
        ("unfold", say!(lang, "page-unfold")),
        ("zoom-in", say!(lang, "page-zoom-in")),
        ("zoom-out", say!(lang, "page-zoom-out")),
        ("whole", say!(lang, "page-whole")),
        ("theme", say!(lang, "page-theme")),
        ("print", say!(lang, "page-print")),
        ("chart", say!(lang, "page-chart")),
        ("keys", say!(lang, "page-keys")),
        ("findings", say!(lang, "page-findings", n = text("n"))),
        ("no-findings", say!(lang, "page-no-findings")),
        ("more", say!(lang, "page-more", n = text("n"))),
        ("warning", say!(lang, "page-warning")),
        ("waived", say!(lang, "page-waived")),
        ("load", say!(lang, "page-load")),
        ("least", say!(lang, "chart-load-min", share = text("share"))),
        ("most", say!(lang, "chart-load-max", share = text("share"))),
        ("peak", say!(lang, "chart-load-peak", share = text("share"))),
        ("mean", say!(lang, "chart-load-mean", share = text("share"))),
        ("steel", say!(lang, "page-steel")),
        ("all-mills", say!(lang, "page-all-mills")),
        ("month", say!(lang, "page-month")),
        ("now", say!(lang, "page-now")),
        ("last-year", say!(lang, "page-last-year")),
        ("change", say!(lang, "page-change")),
        ("season", say!(lang, "page-season")),
        ("dates", say!(lang, "page-dates")),
        ("from-to", say!(lang, "chart-dates", first = text("first"), last = text("last"))),
        ("days", say!(lang, "page-days")),
        ("n-days", say!(lang, "chart-days", days = text("n"))),
        ("slow-days", say!(lang, "chart-slow-days", hours = text("hours"), days = text("n"))),
        ("lost", say!(lang, "page-lost")),
        ("tonnes", say!(lang, "page-tonnes", n = text("n"))),
        ("rule", say!(lang, "page-rule")),
        ("rate", say!(lang, "page-rate")),
        ("per-day", say!(lang, "page-per-day", n = text("n"))),
        ("ratio", say!(lang, "page-ratio")),
        ("asked", say!(lang, "page-asked", share = text("share"))),
        ("own-choice", say!(lang, "chart-own-choice")),
        ("slowed", say!(lang, "chart-slowed", hours = text("hours"))),
        ("must", say!(lang, "chart-must-run")),
        ("outside", say!(lang, "chart-legend-outside")),
        ("fixed", say!(lang, "chart-legend-fixed")),
        ("heating", say!(lang, "chart-legend-heating")),
        ("no-service", say!(lang, "chart-legend-no-service")),
        ("period", say!(lang, "chart-period")),
        ("mills-units", say!(lang, "page-mills-units", mills = text("mills"), units = text("units"))),
        ("notes", say!(lang, "chart-notes")),
        ("day", say!(lang, "page-day")),
        ("earlier", say!(lang, "chart-legend-earlier")),
    ];
    let stops = [say!(lang, "chart-fixed-stop"), say!(lang, "chart-episode-stop"), say!(lang, "chart-stop")];
    let mut words: Map<String, Value> = one.into_iter().map(|(name, text)| (name.to_owned(), json!(text))).collect();
    words.insert("stops".to_owned(), json!(stops));
    Value::Object(words)
}
