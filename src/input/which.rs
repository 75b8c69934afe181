//! Which kind of file a document is, by the fields at its top: one in the place of another is said to be that, and no more.

use super::field::Record;
use super::source::Errors;
use toml::de::DeTable;

/// The kinds of file by the names of their records: what only they have at the top, and a name in Chinese.
const KINDS: [(&str, &[&str], &str); 3] = [
    ("scenario", &["cities", "enterprises", "episodes", "waivers"], "情景"),
    ("plan", &["scenario", "stops", "slowdowns", "solve", "approval"], "计划"),
    ("policy", &["grades", "ratio", "shape", "coke", "emission", "emergency"], "政策"),
];

/// Whether a document may be what a record describes; an error where it is of another kind.
pub(super) fn is_it(table: &DeTable<'_>, record: &Record, errors: &mut Errors<'_>) -> bool {
    let holds = |fields: &[&str]| fields.iter().any(|f| table.contains_key(*f));
    let Some((_, own, own_zh)) = KINDS.iter().find(|k| k.0 == record.name) else { return true };
    let Some((other, _, zh)) = KINDS.iter().find(|k| holds(k.1)).filter(|_| !holds(own)) else { return true };
    let (file, name) = (errors.source.name.clone(), record.name);
    let (do_zh, then) = match (name, *other) {
        ("policy", _) | (_, "policy") => {
            ("情景以policy字段指明政策文件", "a scenario names its policy in its field `policy`")
        }
        ("scenario", _) => ("这里应写情景文件（SCENARIO）", "SCENARIO is expected here"),
        _ => ("先写情景（SCENARIO），这里应为计划", "give SCENARIO first, and a plan here"),
    };
    errors.add_whole((
        format!("{file}是{zh}文件，不是{own_zh}文件：{do_zh}"),
        format!("{file} is a {other}, not a {name}: {then}"),
    ));
    false
}
