//! Headers of a register's sheets: which column one means and in which unit its numbers are, and which it nearly means.

use super::tabs::Column;
use crate::input::field::Type;
use crate::input::nearest;
use crate::lang::Text;
use crate::sheet::{Value, fold};

/// What else people call a column whose Chinese name says it in other words.
const ALSO: [(&str, &str); 5] = [
    ("产能利用率", "enterprise.capacity_utilisation"),
    ("上年产能利用率", "enterprise.capacity_utilisation"),
    ("配套服务企业", "enterprise.serves"),
    ("配套企业", "enterprise.serves"),
    ("最低比例", "enterprise.min_ratio"),
];

/// Brackets that say how to fill in a column, and no unit.
const ASIDES: [&str; 5] = ["必填", "选填", "可不填", "required", "optional"];

/// A part of a header without its brackets, and what stood in them.
struct Part {
    whole: String,
    bare: String,
    brackets: Vec<String>,
}

impl Part {
    fn of(text: &str) -> Self {
        let whole = fold(text).trim_end_matches('*').to_lowercase();
        let (mut bare, mut brackets, mut depth) = (String::new(), Vec::<String>::new(), 0_usize);
        for c in whole.chars() {
            match c {
                '(' | '[' | '【' | '〔' => {
                    depth += 1;
                    brackets.push(String::new());
                }
                ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
                c => match brackets.last_mut().filter(|_| depth > 0) {
                    Some(inner) => inner.push(c),
                    None => bare.push(c),
                },
            }
        }
        let bare = bare.trim_end_matches('*').to_owned();
        Self { whole, bare, brackets }
    }
}

/// The header as a whole, then its lines.
fn parts(text: &str) -> Vec<Part> {
    std::iter::once(text).chain(text.lines()).map(Part::of).collect()
}

/// The column of a header: by its name in files (without prefix where that is enough), or its Chinese; units in brackets
/// do not matter.
pub(super) fn find(columns: &[Column], header: &Value) -> Option<usize> {
    let Value::Text(text) = header else { return None };
    let parts = parts(text);
    let also = |p: &str, c: &Column| ALSO.iter().any(|(zh, name)| *zh == p && *name == c.name);
    let is = |p: &str, c: &Column| p == c.name || p == fold(&c.zh) || p == fold(c.about.zh) || also(p, c);
    let full = |form: fn(&Part) -> &str| columns.iter().position(|c| parts.iter().any(|p| is(form(p), c)));
    full(|p| &p.whole).or_else(|| full(|p| &p.bare)).or_else(|| {
        let mut fields = columns.iter().enumerate().filter(|(_, c)| parts.iter().any(|p| p.bare == c.field));
        fields.next().filter(|_| fields.next().is_none()).map(|(i, _)| i)
    })
}

/// Units of a field's numbers: its own in Chinese and English, then what else is written for it.
fn units_of(field: &str) -> &'static [&'static str] {
    match field {
        "size" => &["高炉m3、烧结机m2、焦炉m", "m3, m2 or m"],
        "year" => &["年", "year"],
        f if f.ends_with("_cny_t") => &["元/吨", "CNY/t", "元", "元/t", "cny/t"],
        f if f.ends_with("_t_d") => &["吨/日", "t/d", "吨", "t", "吨/天", "t/天", "t/日", "吨每日", "tpd"],
        f if f.ends_with("_t") => &["吨", "t"],
        f if f.ends_with("_h") => &["小时", "h", "时", "hours"],
        _ => &["比例（如0.35）", "a fraction such as 0.35", "比例", "小数", "比值", "倍", "0-1", "0~1", "t/t", "吨/吨"],
    }
}

fn is_own(field: &str, unit: &str) -> bool {
    let sizes = ["m3", "m³", "m2", "m²", "m", "t", "d", "立方米", "平方米", "米", "吨", "日", "天"];
    units_of(field).contains(&unit)
        || field == "size" && unit.split(['/', '、', ',', '或', '和']).all(|u| sizes.contains(&u))
}

/// Whether the header of a column says that its numbers are in ten thousands (万吨).
///
/// # Errors
/// It says a unit that is not the field's: the unit expected.
pub(super) fn in_ten_thousands(c: &Column, header: &Value) -> Result<bool, Text> {
    let (Value::Text(text), Type::Number(_) | Type::Whole(..) | Type::NumberOrMap(..)) = (header, c.ty) else {
        return Ok(false);
    };
    let (zh, about) = (fold(&c.zh), fold(c.about.zh));
    let tonnes = (c.field.ends_with("_t") || c.field.ends_with("_t_d")) && !c.field.ends_with("_cny_t");
    let mut ten_thousands = false;
    for part in text.lines().map(Part::of).filter(|p| p.whole != about) {
        // a unit stands in brackets, behind the name, or on a line of its own
        let alone = part.bare.strip_prefix("单位").or(Some(part.bare.as_str()).filter(|b| b.starts_with('万')));
        let behind = part.bare.strip_prefix(&zh).or(alone).unwrap_or_default();
        let behind = behind.trim_matches([',', ':', '、', '_', '-', '/', ';']).to_owned();
        let units = part.brackets.into_iter().chain(Some(behind).filter(|u| !u.is_empty()));
        for unit in units.filter(|u| !ASIDES.contains(&u.as_str())) {
            match unit.strip_prefix('万').filter(|_| tonnes) {
                Some(one) if is_own(c.field, one) => ten_thousands = true,
                _ if is_own(c.field, &unit) => {}
                _ => return Err(Text::new(units_of(c.field)[0], units_of(c.field)[1])),
            }
        }
    }
    Ok(ten_thousands)
}

/// The column, of those that a sheet lacks, that a header which is none probably means.
pub(super) fn meant<'c>(header: &Value, lacking: &[&'c Column]) -> Option<&'c Column> {
    let Value::Text(text) = header else { return None };
    let parts = parts(text);
    let mut lines = parts.iter().map(|p| p.bare.as_str()).filter(|l| !l.is_empty());
    lines.find_map(|line| {
        let names = lacking.iter().flat_map(|c| [c.name.as_str(), c.zh.as_str(), c.field]).filter(|n| n.len() > 3);
        let near = nearest(line, names);
        let by_name = lacking.iter().find(|c| near.is_some_and(|n| n == c.name || n == c.zh || n == c.field));
        let by_share = || lacking.iter().filter(|c| shared(line, c) > 0).max_by_key(|c| shared(line, c));
        by_name.or_else(by_share).copied()
    })
}

/// How much of a column's Chinese a header holds, characters in their order: nothing where that is not more than half of the
/// header; all where it holds a name of the column as a whole.
fn shared(line: &str, c: &Column) -> usize {
    let squashed = |s: &str| s.replace(['_', '.', '-'], "");
    if line.contains(c.zh.as_str()) || c.field.len() > 3 && squashed(line).contains(&squashed(c.field)) {
        return usize::MAX;
    }
    let length = line.chars().count();
    if line.is_ascii() || length > 50 {
        return 0;
    }
    Some(in_common(line, &c.zh)).filter(|&n| n >= 2 && 2 * n > length).unwrap_or(0)
}

/// Length of the longest common subsequence of two texts, characters.
fn in_common(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row = vec![0; b.len() + 1];
    for x in a.chars() {
        let mut diagonal = 0;
        for (j, &y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}
