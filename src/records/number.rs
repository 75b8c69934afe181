//! Numbers of a field, fast: a season of a region has six million of them.

/// What a field of a number holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A finite number.
    Value(f64),
    /// Nothing, or a historian's word for nothing: the record is missing.
    Absent,
    /// Something else.
    Wrong,
}

/// Spellings of "no value" of historians and spreadsheets.
const ABSENT: [&str; 13] = ["-", "--", "—", "/", "null", "nan", "n/a", "#n/a", "bad", "no data", "无", "缺测", "无数据"];

/// Reads a field without the space around it: digits with a decimal point, commas between thousands, an exponent.
pub fn parse_number(field: &[u8]) -> Number {
    if field.is_empty() {
        return Number::Absent;
    }
    plain(field).map_or_else(|| other(field), Number::Value)
}

/// Digits and at most one point, short enough that the mantissa is exact.
fn plain(field: &[u8]) -> Option<f64> {
    const POWERS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    if field.len() > 16 {
        return None;
    }
    let (mut mantissa, mut digits, mut decimals) = (0_u64, 0, None);
    for &b in field {
        match b {
            b'0'..=b'9' => {
                mantissa = mantissa * 10 + u64::from(b - b'0');
                digits += 1;
                decimals = decimals.map(|n: usize| n + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    (1..=15).contains(&digits).then(|| mantissa as f64 / POWERS[decimals.unwrap_or(0)])
}

fn other(field: &[u8]) -> Number {
    let Ok(text) = std::str::from_utf8(field) else { return Number::Wrong };
    let text = text.trim();
    if text.is_empty() || ABSENT.iter().any(|a| text.eq_ignore_ascii_case(a)) {
        return Number::Absent;
    }
    let looks = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E');
    let text = thousands(text).unwrap_or_else(|| text.to_owned());
    match text.parse::<f64>() {
        Ok(x) if x.is_finite() && text.bytes().all(looks) => Number::Value(x),
        _ => Number::Wrong,
    }
}

/// `1,234,567.8` without its commas.
fn thousands(text: &str) -> Option<String> {
    let whole = text.split('.').next()?;
    let mut groups = whole.split(',');
    let first = groups.next()?.trim_start_matches('-');
    let holds = whole.contains(',') && (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3);
    holds.then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_absences_and_slips() {
        for (text, x) in [
            ("0", 0.0),
            ("141.67", 141.67),
            (".5", 0.5),
            ("5.", 5.0),
            ("-0.2", -0.2),
            ("1e3", 1000.0),
            ("1,234,567.8", 1_234_567.8),
            ("123456789012345678", 123_456_789_012_345_680.0),
        ] {
            assert_eq!(parse_number(text.as_bytes()), Number::Value(x), "{text}");
        }
        for text in ["", "-", "NULL", "缺测", "Bad"] {
            assert_eq!(parse_number(text.as_bytes()), Number::Absent, "{text}");
        }
        for text in [".", "1.2.3", "12t", "1,23", "inf", "1e999", "0x10", "一百", "\u{ff}"] {
            assert_eq!(parse_number(text.as_bytes()), Number::Wrong, "{text}");
        }
    }
}
