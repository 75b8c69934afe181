//! Numbers as people read them.

use super::Measure;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::lang::numbers::{grouped, trimmed};
use crate::say;

/// A fraction in percent, finer where it is small.
pub fn percent(x: f64) -> String {
    let decimals = if x != 0.0 && x.abs() < 1e-3 { 4 } else { 2 };
    format!("{}%", grouped(x * 100.0, decimals))
}

/// An amount of a measure; lines are of a kind.
pub fn amount(measure: Measure, x: f64, kind: Option<Kind>, lang: Lang) -> String {
    match measure {
        Measure::Fraction => percent(x),
        Measure::Tonnes => say!(lang, "amount-tonnes", tonnes = trimmed(x, 1)),
        Measure::TonnesPerDay => say!(lang, "amount-tonnes-a-day", tonnes = trimmed(x, 1)),
        Measure::Lines => lines(x.round() as usize, kind, lang), // a sum of whole stops
    }
}

/// A number of lines of a kind.
pub fn lines(n: usize, kind: Option<Kind>, lang: Lang) -> String {
    match (kind, lang) {
        (Some(kind), Lang::Zh) => format!("{}{}", trimmed(n as f64, 0), kind.counter()),
        _ => say!(lang, "amount-lines", lines = n),
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_below_a_thousandth_have_four_decimals() {
        let said = [0.0, 0.0004, -0.0009, 0.001, 0.25].map(percent);
        assert_eq!(said, ["0.00%", "0.0400%", "-0.0900%", "0.10%", "25.00%"]);
    }
}
