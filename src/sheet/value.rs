//! What people write in cells, as TOML values. What makes no sense stays a text, so that the format's reader says what was
//! expected, at its cell.

use super::Value;
use crate::day::Season;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use std::str::FromStr;

/// Serial numbers of days that are dates: 1990-01-01 to 2149-12-31. Other numbers are slips.
const SERIALS: std::ops::RangeInclusive<f64> = 32874.0..=91313.0;
/// The serial number after the last one of a date, 9999-12-31.
const BEYOND: f64 = 2_958_466.0;
/// Cells that stand for nothing.
const NOTHING: [&str; 8] = ["-", "—", "——", "－", "–", "/", "／", "无"];

/// A text in one form: full-width letters, digits and signs as half-width ones, without spaces.
pub fn fold(text: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        n @ 0xFF01..=0xFF5E => char::from_u32(n - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}')).map(narrow).collect()
}

/// Whether a cell stands for nothing.
pub fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None => true,
        Some(Value::Text(s)) => s.trim().is_empty() || NOTHING.contains(&s.trim()),
        Some(_) => false,
    }
}

/// A text of a cell without spaces around it; of a whole number, its digits.
pub fn plain(value: &Value) -> String {
    value.shown().trim().to_owned()
}

/// A text in TOML.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A text, in TOML.
pub fn text(value: &Value) -> String {
    quoted(&plain(value))
}

/// A number, in TOML.
pub fn number(value: &Value) -> String {
    amount(value).map_or_else(|| text(value), literal)
}

/// A number of hours, in TOML, with or without its unit.
pub fn hours(value: &Value) -> String {
    let Value::Text(s) = value else { return number(value) };
    let folded = fold(s).to_lowercase();
    let bare = ["小时", "hours", "hour", "h"].iter().find_map(|u| folded.strip_suffix(u)).unwrap_or(&folded);
    parse_number(bare).filter(|x| x.is_finite()).map_or_else(|| text(value), literal)
}

/// A number of ten thousands, in TOML: through decimal, so that 1.2 of them are 12000.
pub fn ten_thousands(value: &Value) -> String {
    amount(value).and_then(|x| f64::from_str(&format!("{x}e4")).ok()).map_or_else(|| text(value), literal)
}

/// The number that a cell holds, finite.
pub fn amount(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(x) => Some(*x),
        Value::Text(s) => parse_number(&fold(s)),
        _ => None,
    };
    number.filter(|x| x.is_finite())
}

/// Whether a cell holds a number with a word or unit after it.
pub fn is_number_with_unit(value: &Value) -> bool {
    let Value::Text(text) = value else { return false };
    let text = fold(text);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    rest.len() < text.len() && rest.starts_with(char::is_alphabetic) && amount(value).is_none()
}

/// A finite number in TOML: whole numbers without a point.
fn literal(x: f64) -> String {
    if x.fract() == 0.0 && x.abs() < 1e15 { format!("{x:.0}") } else { format!("{x:?}") }
}

/// A number as people write it: `1080`, `1,080`, `30%`.
fn parse_number(text: &str) -> Option<f64> {
    if let Some(percent) = text.strip_suffix('%') {
        // through decimal, so that 35% is the number that 0.35 reads as
        return f64::from_str(&format!("{}e-2", digits(percent)?)).ok();
    }
    f64::from_str(&digits(text)?).ok()
}

/// Digits with sign, point and exponent; commas only between groups of three.
fn digits(text: &str) -> Option<String> {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    let fits = !grouped || (first.len() <= 4 && groups.all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit())));
    let plain = whole.replace(',', "") + rest;
    let only = plain.bytes().all(|b| b.is_ascii_digit() || b".+-eE".contains(&b));
    (fits && only && plain.bytes().any(|b| b.is_ascii_digit())).then_some(plain)
}

/// A flag, in TOML.
pub fn flag(value: &Value) -> String {
    let yes = match value {
        Value::Flag(b) => Some(*b),
        _ => match fold(&plain(value)).to_lowercase().as_str() {
            "是" | "有" | "true" | "yes" | "y" | "1" | "√" | "✓" => Some(true),
            "否" | "没有" | "false" | "no" | "n" | "0" | "×" => Some(false),
            _ => None,
        },
    };
    yes.map_or_else(|| text(value), |b| b.to_string())
}

/// A day, in TOML; the season gives the year to a day without one.
pub fn day(value: &Value, season: Option<Season>) -> String {
    let moment = match value {
        Value::Moment(t) => Some(*t),
        Value::Number(x) => of_number(*x),
        Value::Text(s) => parse_moment(&fold_time(s), season),
        _ => None,
    };
    match moment {
        Some(t) if !(0..=9999).contains(&t.year()) => text(value),
        Some(t) if t.time() == NaiveTime::MIN => t.date().to_string(),
        Some(t) => t.format("%Y-%m-%dT%H:%M:%S").to_string(),
        None => text(value),
    }
}

/// A serial number of a day, or `20211201`.
fn of_number(x: f64) -> Option<NaiveDateTime> {
    if SERIALS.contains(&x) {
        return of_days(x);
    }
    let n = (x.fract() == 0.0 && (19_000_000.0..30_000_000.0).contains(&x)).then_some(x as u32)?;
    NaiveDate::from_ymd_opt((n / 10_000) as i32, n / 100 % 100, n % 100).map(midnight)
}

const fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN)
}

fn of_days(serial: f64) -> Option<NaiveDateTime> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).map(midnight)?;
    epoch.checked_add_signed(chrono::Duration::seconds((serial * 86400.0).round() as i64))
}

/// Folded, with one space left between day and time.
fn fold_time(text: &str) -> String {
    let parts: Vec<String> = text.split([' ', 'T', '\u{3000}']).map(fold).filter(|p| !p.is_empty()).collect();
    match parts.as_slice() {
        [day @ .., time] if time.contains(':') => format!("{} {time}", day.concat()),
        all => all.concat(),
    }
}

fn parse_moment(text: &str, season: Option<Season>) -> Option<NaiveDateTime> {
    let (day, time) = text.split_once(' ').map_or((text, None), |(d, t)| (d, Some(t)));
    let date = parse_day(day, season)?;
    let time = match time {
        None => NaiveTime::MIN,
        Some(t) => NaiveTime::parse_from_str(t, "%H:%M:%S%.f").or_else(|_| NaiveTime::parse_from_str(t, "%H:%M")).ok()?,
    };
    Some(date.and_time(time))
}

fn parse_day(text: &str, season: Option<Season>) -> Option<NaiveDate> {
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.matches('.').count() < 2 {
        return of_number(text.parse().ok()?).filter(|t| t.time() == NaiveTime::MIN).map(|t| t.date());
    }
    let parts: Vec<&str> = text.trim_end_matches(['日', '号']).split(['-', '/', '.', '年', '月']).collect();
    let number =
        |s: &str| (s.len() <= 4 && !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?;
    match *parts.as_slice() {
        [y, m, d] if y.len() == 4 => NaiveDate::from_ymd_opt(number(y)? as i32, number(m)?, number(d)?),
        [m, d] if text.contains('月') && (text.ends_with(['日', '号']) || !text.contains(['-', '/', '.'])) => {
            in_season(number(m)?, number(d)?, season?)
        }
        _ => None,
    }
}

/// The day of a month in or nearest to the season.
fn in_season(month: u32, day: u32, season: Season) -> Option<NaiveDate> {
    let away = |d: &NaiveDate| (season.start - *d).num_days().max((*d - season.end()).num_days()).max(0);
    (season.start.year() - 1..=season.end().year() + 1)
        .filter_map(|y| NaiveDate::from_ymd_opt(y, month, day))
        .min_by_key(away)
}

/// A month as a header: `2021-12`, `2021年12月`, `2021/12`, or a day of it.
pub fn month(value: &Value) -> Option<String> {
    let (y, m) = match value {
        Value::Moment(t) => (t.year(), t.month()),
        Value::Number(x) => of_number(*x).map(|t| (t.year(), t.month()))?,
        Value::Text(s) => {
            let s = fold(s);
            let (y, m) = s.trim_end_matches('月').split_once(['-', '/', '年', '.'])?;
            (y.parse().ok().filter(|_| y.len() == 4)?, m.parse().ok().filter(|m| (1..=12).contains(m))?)
        }
        _ => return None,
    };
    (0..=9999).contains(&y).then(|| format!("{y:04}-{m:02}"))
}

/// The items of a list in a cell: one a line, or separated by 、；;，,
pub fn items(value: &Value) -> Vec<String> {
    let text = plain_lines(value);
    let split = |c: char| if text.contains('\n') { c == '\n' } else { matches!(c, '、' | '；' | ';' | '，' | ',') };
    text.split(split).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

fn plain_lines(value: &Value) -> String {
    value.shown().replace("\r\n", "\n").replace('\r', "\n")
}

/// A date cell of a workbook, to the second: serial numbers are binary fractions of a day.
pub(super) fn of_date_cell(cell: &calamine::ExcelDateTime) -> Value {
    if cell.as_f64() >= BEYOND {
        return Value::Number(cell.as_f64()); // 20220127 formatted as a date, say
    }
    let (y, m, d, hour, minute, second, milli) = cell.to_ymd_hms_milli();
    let time = NaiveTime::from_hms_opt(hour.into(), minute.into(), second.into());
    let moment = NaiveDate::from_ymd_opt(y.into(), m.into(), d.into()).zip(time).map(|(d, t)| d.and_time(t));
    let up = chrono::Duration::seconds(i64::from(milli >= 500));
    moment.and_then(|t| t.checked_add_signed(up)).map_or(Value::Number(cell.as_f64()), Value::Moment)
}

/// A date cell of a workbook that stores it as text.
pub(super) fn of_iso(text: String) -> Value {
    match parse_moment(&fold_time(&text), None) {
        Some(t) => Value::Moment(t),
        None => Value::Text(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let season = Season::new(date(2021, 10, 1), date(2022, 3, 31));
        day(&Value::Text(text.to_owned()), season)
    }

    #[test]
    fn days_in_every_spelling() {
        for text in ["2021-12-01", "2021/12/1", "2021年12月1日", "12月1日", "2021.12.1", "44531", "20211201"] {
            assert_eq!(days(text), "2021-12-01", "{text}");
        }
        for text in ["２０２１年１２月１日", "2021 年 12 月 1 日", "12月1号", "2021-12-01 00:00:00", "2021-12-01T00:00:00"]
        {
            assert_eq!(days(text), "2021-12-01", "{text}");
        }
        assert_eq!(days("3月31日"), "2022-03-31");
        assert_eq!(days("9月30日"), "2021-09-30", "nearest to the season");
        assert_eq!(days("2021-12-01 08:30"), "2021-12-01T08:30:00");
    }

    #[test]
    fn what_is_no_day_stays_a_text() {
        for text in ["2021-13-01", "2月30日", "1/12/2021", "12-1", "2021", "0", "待定", "2021年", "99999999", "12月"] {
            assert_eq!(days(text), format!("\"{text}\""), "{text}");
        }
        assert_eq!(day(&Value::Number(44531.0), None), "2021-12-01");
        assert_eq!(day(&Value::Number(1.0), None), "\"1\"");
        assert_eq!(day(&Value::Text("12月1日".into()), None), "\"12月1日\"", "no season, no year");
    }

    #[test]
    fn numbers_flags_and_lists() {
        let n = |s: &str| number(&Value::Text(s.to_owned()));
        assert_eq!([n("1,080"), n("３６"), n("30%"), n("19.5"), n("1e3")], ["1080", "36", "0.3", "19.5", "1000"]);
        assert_eq!([n("1,08"), n("inf"), n("36小时"), n("")], ["\"1,08\"", "\"inf\"", "\"36小时\"", "\"\""]);
        let h = |s: &str| hours(&Value::Text(s.to_owned()));
        assert_eq!([h("70.1小时"), h("72 h"), h("７２H"), h("72")], ["70.1", "72", "72", "72"]);
        assert_eq!([h("小时"), h("延长36小时"), h("3天")], ["\"小时\"", "\"延长36小时\"", "\"3天\""]);
        assert_eq!(ten_thousands(&Value::Number(120.35)), "1203500");
        assert_eq!(flag(&Value::Text("是".into())), "true");
        assert_eq!(flag(&Value::Text("maybe".into())), "\"maybe\"");
        assert_eq!(items(&Value::Text("TS01、TS02；TS03".into())), ["TS01", "TS02", "TS03"]);
        assert_eq!(items(&Value::Text("甲、乙\n".into())), ["甲、乙"]);
        assert_eq!(fold("１＃ 高炉\u{3000}"), "1#高炉");
    }
}
