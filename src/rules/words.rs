//! Numbers as people read them.

use super::Measure;
use crate::lang::Lang;

/// A number with thousands separated and at most `decimals` decimals.
pub fn number(x: f64, decimals: usize) -> String {
    let text = format!("{x:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |t| ("-", t));
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let sign = if out == "0" && rest.is_empty() { "" } else { sign };
    format!("{sign}{out}{rest}")
}

/// A fraction in percent, finer where it is small.
pub fn percent(x: f64) -> String {
    let decimals = if x != 0.0 && x.abs() < 1e-3 { 4 } else { 2 };
    format!("{:.decimals$}%", x * 100.0)
}

/// An amount of a measure.
#[allow(clippy::float_cmp)] // one line is 1.0, a sum of whole stops
pub fn amount(measure: Measure, x: f64, lang: Lang) -> String {
    match measure {
        Measure::Fraction => percent(x),
        Measure::Tonnes => format!("{} t", number(x, 1)),
        Measure::TonnesPerDay => format!("{} t/d", number(x, 1)),
        Measure::Lines if x == 1.0 => lang.pick("1条", "1 line").to_owned(),
        Measure::Lines => lang.pick("{}条", "{} lines").replace("{}", &number(x, 2)),
    }
}
