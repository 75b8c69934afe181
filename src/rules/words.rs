//! Numbers as people read them.

use super::Measure;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::report::format::grouped;
pub use crate::report::format::trimmed as number;

/// A fraction in percent, finer where it is small.
pub fn percent(x: f64) -> String {
    let decimals = if x != 0.0 && x.abs() < 1e-3 { 4 } else { 2 };
    format!("{}%", grouped(x * 100.0, decimals))
}

/// An amount of a measure; lines are of a kind.
#[allow(clippy::float_cmp)] // one line is 1.0, a sum of whole stops
pub fn amount(measure: Measure, x: f64, kind: Option<Kind>, lang: Lang) -> String {
    match measure {
        Measure::Fraction => percent(x),
        Measure::Tonnes => format!("{} t", number(x, 1)),
        Measure::TonnesPerDay => format!("{} t/d", number(x, 1)),
        Measure::Lines => match lang {
            Lang::Zh => format!("{}{}", number(x, 2), kind.map_or("条", Kind::counter)),
            Lang::En if x == 1.0 => "1 line".to_owned(),
            Lang::En => format!("{} lines", number(x, 2)),
        },
    }
}
