//! Text to a spanned table, with every syntax error.

use super::source::{Errors, Source};
use toml::de::DeTable;

/// Above this length the parser's first error stands for all: it keeps one record per faulty byte.
const RECOVER_BYTES: usize = 2 << 20;

/// The parser's commonest messages in Chinese, by their beginning.
const ZH: [(&str, &str); 18] = [
    ("duplicate key", "重复的字段"),
    ("cannot recurse further", "嵌套过深"),
    ("recursion limit", "嵌套过深"),
    ("key with no value", "字段没有值"),
    ("missing value", "字段没有值"),
    ("missing comma", "缺少逗号"),
    ("extra comma", "多余的逗号"),
    ("string values must be quoted", "文字须加引号"),
    ("unclosed array", "方括号没有闭合"),
    ("unclosed inline table", "花括号没有闭合"),
    ("unclosed table", "方括号没有闭合"),
    ("missing assignment", "缺少等号"),
    ("invalid unquoted key", "字段名含特殊字符，须加引号"),
    ("invalid datetime", "日期无效"),
    ("invalid", "写法无效"),
    ("cannot extend value", "同一字段前后类型不一"),
    ("unexpected", "多余的内容"),
    ("missing opening quote", "缺少引号"),
];

/// Parses a text; `None` where it is so faulty that a look at its fields would say nothing more.
pub(super) fn parse<'a>(source: &'a Source, errors: &mut Errors<'a>) -> Option<DeTable<'a>> {
    let long = source.text.len() > RECOVER_BYTES;
    let (table, faults) = if long {
        match DeTable::parse(&source.text) {
            Ok(table) => (Some(table), Vec::new()),
            Err(e) => (None, vec![e]),
        }
    } else {
        let (table, faults) = DeTable::parse_recoverable(&source.text);
        (Some(table), faults)
    };
    let mut last_line = 0;
    for fault in &faults {
        let span = fault.span().unwrap_or(source.text.len()..source.text.len());
        errors.broken.push(span.start);
        let line = source.line(span.start);
        if line == last_line {
            continue; // what follows on a faulty line is mostly an echo of its first fault
        }
        last_line = line;
        if let Some(day) = day_at(&source.text, span.start).filter(|day| super::walk::no_such_day(day)) {
            super::walk::no_day(span.start..span.start + day.len(), day, errors);
            continue;
        }
        let message = fault.message();
        let zh = ZH.iter().find(|(en, _)| message.starts_with(en)).map(|(_, zh)| (*zh).to_owned());
        let zh = zh.unwrap_or_else(|| format!("语法错误（{message}）"));
        let first = message.starts_with("duplicate key").then(|| earlier(source, span.clone()));
        let error = errors.add(span, (format!("不是有效的TOML：{zh}"), format!("not valid TOML: {message}")));
        match first {
            Some(Some(other)) => error.help((
                format!("与第{other}行重复，请删去其中一处"),
                format!("line {other} has it too: delete one of the two"),
            )),
            Some(None) => error.help(("同一字段写了两次，请删去其中一处", "it is there twice: delete one of the two")),
            None => error.help((
                "每行一个字段：名称 = 值；文字加引号，数字不带单位",
                "one field a line, NAME = VALUE; texts in quotes, numbers without units",
            )),
        };
    }
    errors.broken.sort_unstable();
    table.map(toml::Spanned::into_inner)
}

/// What stands at a place, of the length of a day.
fn day_at(text: &str, at: usize) -> Option<&str> {
    text.get(at..at.checked_add(10)?)
}

/// The line before a doubled key's own that holds it too: in its table, or as a header.
fn earlier(source: &Source, key: std::ops::Range<usize>) -> Option<usize> {
    let (line, name) = (source.line(key.start), source.text.get(key)?);
    let lines: Vec<&str> = source.text.lines().take(line).collect();
    let (own, before) = lines.split_last()?;
    if own.trim_start().starts_with('[') {
        let header = own.split('#').next().unwrap_or_default().trim();
        return before.iter().rposition(|l| l.split('#').next().unwrap_or_default().trim() == header).map(|i| i + 1);
    }
    let is_it = |l: &&str| l.trim_start().strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
    if !is_it(own) {
        return None; // within an inline table
    }
    let table = before.iter().rposition(|l| l.trim_start().starts_with('[')).map_or(0, |i| i + 1);
    before[table..].iter().rposition(is_it).map(|i| table + i + 1)
}
