//! Numbers and dates as people read them, in both languages.

use super::{Lang, Said};
use crate::say;
use chrono::{Datelike, NaiveDate};
use fluent_bundle::FluentValue;

/// A number with its digits in groups of three and a fixed number of decimals; never "-0".
pub fn grouped(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    if value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('-');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if let Some(f) = fraction {
        out.push('.');
        out.push_str(f);
    }
    out
}

/// A fraction as per cent, at most two decimals, without trailing zeros: `0.3` is `30%`.
pub fn percent(fraction: f64) -> String {
    let text = grouped(fraction * 100.0, 2);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A fraction as per cent with two decimals always, for columns: `0.3` is `30.00%`.
pub fn percent2(fraction: f64) -> String {
    format!("{}%", grouped(fraction * 100.0, 2))
}

/// By how much at most a cost is above the least possible, of which a bound is known: in per cent of the bound, rounded up, or in CNY
/// where that says nothing.
pub fn above_best(cost: f64, bound: f64, lang: Lang) -> String {
    let above = (cost - bound).max(0.0);
    if bound <= 0.0 {
        return cny(above, lang);
    }
    // what a sum in floating point gets wrong is no part of it
    percent2((above / bound * 1e4 - 1e-9).ceil().max(0.0) / 1e4)
}

/// Tonnes: 万吨 in Chinese, kt or Mt in English; whole tonnes below 1,000 t.
pub fn tonnes(t: f64, lang: Lang) -> String {
    let size = t.abs();
    let (scale, x) = match lang {
        Lang::Zh if size >= 1e3 => ("ten-thousands", grouped(t / 1e4, if size >= 1e6 { 1 } else { 2 })),
        Lang::En if size >= 1e6 => ("millions", grouped(t / 1e6, 2)),
        Lang::En if size >= 1e3 => ("thousands", grouped(t / 1e3, 1)),
        _ => ("units", grouped(t, 0)),
    };
    say!(lang, "tonnes", scale = scale, x = x)
}

/// CNY: 亿元 and 万元 in Chinese, millions in English.
pub fn cny(value: f64, lang: Lang) -> String {
    let size = value.abs();
    let (scale, x) = match lang {
        Lang::Zh if size >= 1e8 => ("hundred-millions", grouped(value / 1e8, 3)),
        Lang::Zh if size >= 1e4 => ("ten-thousands", grouped(value / 1e4, 1)),
        Lang::En if size >= 1e6 => ("millions", grouped(value / 1e6, 2)),
        _ => ("units", grouped(value, 0)),
    };
    say!(lang, "cny", scale = scale, x = x)
}

/// A difference in CNY, with its sign before the digits in both languages.
pub fn cny_change(value: f64, lang: Lang) -> String {
    let text = cny(value, lang);
    match text.find(|c: char| c.is_ascii_digit()) {
        Some(at) if !text.contains('-') => format!("{}+{}", &text[..at], &text[at..]),
        _ => text,
    }
}

/// A coking time or another small number: at most `decimals` decimals, without trailing zeros.
pub fn trimmed(value: f64, decimals: usize) -> String {
    let text = grouped(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A number with decimals in a message: as [`trimmed`] spells it, and one thing where that is 1.
#[derive(Debug, Clone)]
pub struct Decimal(String);

/// See [`Decimal`].
pub fn decimal(value: f64, decimals: usize) -> Decimal {
    Decimal(trimmed(value, decimals))
}

impl Said for Decimal {
    fn said(&self, _: Lang) -> FluentValue<'_> {
        if self.0 == "1" { FluentValue::from(1) } else { FluentValue::from(self.0.as_str()) }
    }
}

/// A difference of ratios or shares.
pub fn points(x: f64, lang: Lang) -> String {
    say!(lang, "points", n = decimal(100.0 * x, 2))
}

/// A month (1 to 12), of which year is known.
pub fn month(n: u32, lang: Lang) -> String {
    say!(lang, "month", n = n)
}

/// A month of a year, as 2021-12.
pub fn year_month((year, month): (i32, u32)) -> String {
    format!("{year:04}-{month:02}")
}

/// A date in full.
pub fn date(day: NaiveDate, lang: Lang) -> String {
    say!(lang, "date", year = day.year().to_string(), month = month(day.month(), lang), day = day.day())
}

/// A date without its year.
pub fn short_date(day: NaiveDate, lang: Lang) -> String {
    say!(lang, "short-date", month = month(day.month(), lang), day = day.day())
}

/// The whole days `first..=last` as the files have them: 2021-12-01 – 2022-01-20, or the one day.
pub fn iso_span(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { first.to_string() } else { format!("{first} – {last}") }
}

/// The whole days `first..=last`, without their year.
pub fn short_span(first: NaiveDate, last: NaiveDate, lang: Lang) -> String {
    say!(lang, "short-span", first = short_date(first, lang), last = short_date(last, lang))
}

/// The whole days `first..=last`, as an order writes them: 2021年12月1日0时至2022年1月20日24时（51天）.
pub fn span(first: NaiveDate, last: NaiveDate, lang: Lang) -> String {
    let days = (last - first).num_days().max(-1) + 1;
    say!(lang, "span", first = date(first, lang), last = date(last, lang), days = days)
}

/// A number of days.
pub fn days(n: usize, lang: Lang) -> String {
    say!(lang, "days", n = n)
}

/// Short English name of a month (1 to 12).
pub const fn month_name(month: u32) -> &'static str {
    match month {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn numbers_are_grouped_and_never_minus_zero() {
        assert_eq!(grouped(1_234_567.891, 2), "1,234,567.89");
        assert_eq!(grouped(-0.001, 2), "0.00");
        assert_eq!(grouped(-1234.0, 0), "-1,234");
        assert_eq!(grouped(999.999, 2), "1,000.00");
        assert_eq!(trimmed(36.0, 3), "36");
        assert_eq!(trimmed(100.0, 0), "100");
        assert_eq!(trimmed(28.125, 3), "28.125");
        assert_eq!(percent(0.3), "30%");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent2(0.299_951), "30.00%");
    }

    #[test]
    fn tonnes_and_money_take_the_unit_of_their_language() {
        assert_eq!(tonnes(8_123_000.0, Lang::Zh), "812.3万吨");
        assert_eq!(tonnes(8_123_000.0, Lang::En), "8.12 Mt");
        assert_eq!(tonnes(812.0, Lang::Zh), "812吨");
        assert_eq!(cny(123_400_000.0, Lang::Zh), "1.234亿元");
        assert_eq!(cny(-5_000_000.0, Lang::En), "CNY -5.00 million");
        assert_eq!(
            [-2.07e6, 2.07e6, 0.0].map(|x| cny_change(x, Lang::En)),
            ["CNY -2.07 million", "CNY +2.07 million", "CNY +0"]
        );
        assert_eq!([-5e4, 5e4].map(|x| cny_change(x, Lang::Zh)), ["-5.0万元", "+5.0万元"]);
    }

    #[test]
    fn spans_count_both_ends() {
        assert_eq!(span(day(2021, 12, 1), day(2022, 1, 20), Lang::Zh), "2021年12月1日0时至2022年1月20日24时（51天）");
        assert_eq!(span(day(2021, 12, 1), day(2021, 12, 1), Lang::En), "1 Dec 2021 00:00 to 1 Dec 2021 24:00 (1 day)");
    }
}
